//! Commands, files and pictures over HTTP: thin adapters, no rules.

use axum::Json;
use axum::body::{Body, Bytes};
use axum::extract::{Path, State};
use axum::http::header::{CACHE_CONTROL, CONTENT_DISPOSITION, CONTENT_TYPE};
use axum::http::{HeaderMap, StatusCode};
use axum::response::{IntoResponse, Response};
use percent_encoding::{NON_ALPHANUMERIC, percent_decode_str, utf8_percent_encode};
use pondesk_agent::api::{CommandError, ErrorCode, FileRef};
use pondesk_agent::{commands, files, papers, pictures};
use serde_json::Value;
use serde_json::value::RawValue;
use tokio_util::io::ReaderStream;

use super::Host;

/// A refused command: HTTP 422 with the error as JSON.
pub(crate) struct Refusal(CommandError);

impl IntoResponse for Refusal {
    fn into_response(self) -> Response {
        (StatusCode::UNPROCESSABLE_ENTITY, Json(self.0)).into_response()
    }
}

/// `POST /api/call/{name}`: runs a command of the list.
pub(crate) async fn call(
    State(host): State<Host>,
    Path(name): Path<String>,
    Json(request): Json<Value>,
) -> Result<Json<Box<RawValue>>, Refusal> {
    commands::dispatch(&host.desk, &name, request).await.map(Json).map_err(Refusal)
}

/// `POST /api/files`: takes the bytes of a file; its name comes percent-encoded in `x-file-name`.
pub(crate) async fn take_file(
    State(host): State<Host>,
    headers: HeaderMap,
    bytes: Bytes,
) -> Result<Json<FileRef>, Refusal> {
    let name = headers.get("x-file-name").and_then(|name| name.to_str().ok()).unwrap_or_default();
    let name = percent_decode_str(name).decode_utf8_lossy().into_owned();
    files::take(&host.desk, &name, bytes.to_vec()).await.map(Json).map_err(Refusal)
}

/// `GET /api/papers/{paper_id}`: a file that leaves the desk, as a download; streamed, since an export can be large.
pub(crate) async fn paper(
    State(host): State<Host>,
    Path(paper_id): Path<String>,
) -> Result<Response, Refusal> {
    let (name, path) = papers::finished(&host.desk, &paper_id).map_err(Refusal)?;
    let not_there = |error| Refusal(CommandError::new(ErrorCode::PaperMissing).saying(error));
    let file = tokio::fs::File::open(path).await.map_err(not_there)?;
    let name = utf8_percent_encode(&name, NON_ALPHANUMERIC);
    let headers = [
        (CONTENT_TYPE, "application/octet-stream".to_owned()),
        (CONTENT_DISPOSITION, format!("attachment; filename*=UTF-8''{name}")),
        (CACHE_CONTROL, "no-store".to_owned()),
    ];
    Ok((headers, Body::from_stream(ReaderStream::new(file))).into_response())
}

/// `GET /picture/{key}`: a picture from this desk's cache, fetched when it is not there yet.
pub(crate) async fn picture(State(host): State<Host>, Path(key): Path<String>) -> Response {
    match pictures::load(&host.desk, &key).await {
        Ok((kind, bytes)) => {
            ([(CONTENT_TYPE, kind), (CACHE_CONTROL, "private, max-age=86400")], bytes).into_response()
        }
        Err(error) if error.code == ErrorCode::NotReached => StatusCode::GATEWAY_TIMEOUT.into_response(),
        Err(_) => StatusCode::NOT_FOUND.into_response(),
    }
}
