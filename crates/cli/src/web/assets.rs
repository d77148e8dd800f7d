//! The built UI, embedded.

use axum::http::header::{CACHE_CONTROL, CONTENT_TYPE};
use axum::http::{StatusCode, Uri};
use axum::response::{IntoResponse, Response};
use include_dir::{Dir, include_dir};

static UI: Dir<'static> = include_dir!("$PONDESK_UI_DIST");

/// A file of the UI; names with a content hash may be kept by the browser, the page itself may not.
pub(crate) async fn serve(uri: Uri) -> Response {
    let path = match uri.path().trim_start_matches('/') {
        "" => "index.html",
        path => path,
    };
    let Some(file) = UI.get_file(path) else {
        return StatusCode::NOT_FOUND.into_response();
    };
    let kind = mime_guess::from_path(path).first_or_octet_stream();
    let keep = if path.starts_with("assets/") { "private, max-age=31536000, immutable" } else { "no-store" };
    ([(CONTENT_TYPE, kind.as_ref()), (CACHE_CONTROL, keep)], file.contents()).into_response()
}
