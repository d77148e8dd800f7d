//! The picture protocol: `picture://localhost/<key>`. The page knows keys, never addresses of foreign hosts.

use percent_encoding::percent_decode_str;
use pondesk_agent::api::ErrorCode;
use pondesk_agent::pictures;
use tauri::http::header::{CACHE_CONTROL, CONTENT_TYPE, X_CONTENT_TYPE_OPTIONS};
use tauri::http::{Request, Response, StatusCode};
use tauri::{Manager, Runtime, UriSchemeContext, UriSchemeResponder};

use crate::open::Opening;

/// Answers with a picture from this desk's cache, fetched when it is not there yet.
pub(crate) fn answer<R: Runtime>(
    context: UriSchemeContext<'_, R>,
    request: Request<Vec<u8>>,
    responder: UriSchemeResponder,
) {
    let app = context.app_handle().clone();
    let key =
        percent_decode_str(request.uri().path().trim_start_matches('/')).decode_utf8_lossy().into_owned();
    tauri::async_runtime::spawn(async move {
        let Some(opening) = app.try_state::<Opening>() else {
            return responder.respond(empty(StatusCode::SERVICE_UNAVAILABLE));
        };
        let picture = match opening.desk().await {
            Ok(desk) => pictures::load(&desk, &key).await,
            Err(error) => Err(error),
        };
        responder.respond(match picture {
            Ok((kind, bytes)) => found(kind, bytes),
            Err(error) if error.code == ErrorCode::NotReached => empty(StatusCode::GATEWAY_TIMEOUT),
            Err(_) => empty(StatusCode::NOT_FOUND),
        });
    });
}

fn found(media_type: &'static str, bytes: Vec<u8>) -> Response<Vec<u8>> {
    Response::builder()
        .header(CONTENT_TYPE, media_type)
        .header(CACHE_CONTROL, "private, max-age=86400")
        .header(X_CONTENT_TYPE_OPTIONS, "nosniff")
        .body(bytes)
        .unwrap_or_else(|_| empty(StatusCode::INTERNAL_SERVER_ERROR))
}

fn empty(status: StatusCode) -> Response<Vec<u8>> {
    let mut response = Response::new(Vec::new());
    *response.status_mut() = status;
    response
}
