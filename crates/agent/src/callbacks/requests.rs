//! One request to the receiver: who may come in, how much, how slowly, and what it is answered.

use std::sync::Arc;
use std::sync::atomic::{AtomicU32, Ordering};
use std::time::Duration;

use axum::body::Body;
use axum::extract::{Request, State};
use axum::http::header::{AUTHORIZATION, CONNECTION, CONTENT_LENGTH};
use axum::http::{HeaderMap, HeaderValue, Method, StatusCode};
use axum::response::{IntoResponse, Response};
use futures::StreamExt;
use pondesk_domain::CallbackOrigin;
use tokio::time::timeout;

use super::entrance::Entrance;

/// Largest message that is kept, in bytes: the largest that the SDK reads.
pub(super) const LARGEST: usize = pandapon::callbacks::LARGEST;
/// Up to this size messages need no leave to be held in memory.
const SMALL: usize = 64 * 1024;
/// How long a body may take to come.
const BODY_WITHIN: Duration = Duration::from_secs(5);
/// Longest `Authorization` header that is kept, in characters; a signature has 64.
const LONGEST_AUTHORIZATION: usize = 512;

/// Why a body was not taken.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Refusal {
    TooLarge,
    TooSlow,
    TooMany,
    Broken,
}

/// Answers one request. A path of no account is told nothing; all else is 200 once it is kept, whatever it says:
/// another status would only make it come again.
pub(super) async fn answer(State(entrance): State<Arc<Entrance>>, request: Request) -> Response {
    let figures = &entrance.figures;
    let Some(door) = entrance.door(request.uri().path()) else {
        return turn_away(&figures.wrong_path, StatusCode::NOT_FOUND);
    };
    if door.limit.check().is_err() {
        return turn_away(&figures.too_many, StatusCode::TOO_MANY_REQUESTS);
    }
    match *request.method() {
        Method::POST => {}
        Method::GET | Method::HEAD => {
            entrance.note_verified(request.uri().query());
            return StatusCode::OK.into_response();
        }
        _ => return close(StatusCode::METHOD_NOT_ALLOWED),
    }
    let authorization = authorization(request.headers());
    let query = request.uri().query().map(str::to_owned);
    let bytes = match take(&entrance, request).await {
        Ok(bytes) => bytes,
        Err(Refusal::TooLarge) => return turn_away(&figures.too_large, StatusCode::PAYLOAD_TOO_LARGE),
        Err(Refusal::TooSlow) => return turn_away(&figures.too_slow, StatusCode::REQUEST_TIMEOUT),
        Err(Refusal::TooMany) => return turn_away(&figures.too_many, StatusCode::SERVICE_UNAVAILABLE),
        Err(Refusal::Broken) => return close(StatusCode::BAD_REQUEST),
    };
    if is_verify(&bytes) {
        entrance.note_verified(query.as_deref());
        return StatusCode::OK.into_response();
    }
    let account_id = door.account_id.clone();
    match entrance.keep(account_id, CallbackOrigin::Pushed, authorization, bytes).await {
        Ok(_) => StatusCode::OK.into_response(),
        Err(error) => {
            tracing::error!(%error, "a pushed message was not kept and will come again");
            turn_away(&figures.not_kept, StatusCode::SERVICE_UNAVAILABLE)
        }
    }
}

/// What PandaPon's console may send to see whether anybody is there: nothing, or an empty object.
fn is_verify(bytes: &[u8]) -> bool {
    let mut said = bytes.iter().copied().filter(|byte| !byte.is_ascii_whitespace());
    matches!((said.next(), said.next(), said.next()), (None, ..) | (Some(b'{'), Some(b'}'), None))
}

/// The header as it came; what is no text in it is replaced.
fn authorization(headers: &HeaderMap) -> Option<String> {
    let header = String::from_utf8_lossy(headers.get(AUTHORIZATION)?.as_bytes()).into_owned();
    Some(header.chars().take(LONGEST_AUTHORIZATION).collect())
}

/// Reads a body, which a large one is asked for before: a body that says it is too large is not read at all.
async fn take(entrance: &Entrance, request: Request) -> Result<Vec<u8>, Refusal> {
    let told = request.headers().get(CONTENT_LENGTH).and_then(|length| length.to_str().ok()?.parse().ok());
    if told.is_some_and(|length: u64| length > LARGEST as u64) {
        return Err(Refusal::TooLarge);
    }
    timeout(BODY_WITHIN, read(entrance, request.into_body())).await.unwrap_or(Err(Refusal::TooSlow))
}

async fn read(entrance: &Entrance, body: Body) -> Result<Vec<u8>, Refusal> {
    let mut chunks = body.into_data_stream();
    let (mut bytes, mut leave) = (Vec::new(), None);
    while let Some(chunk) = chunks.next().await {
        let chunk = chunk.map_err(|_| Refusal::Broken)?;
        let length = bytes.len() + chunk.len();
        if length > LARGEST {
            return Err(Refusal::TooLarge);
        }
        if length > SMALL && leave.is_none() {
            leave = Some(entrance.large.try_acquire().map_err(|_| Refusal::TooMany)?);
        }
        bytes.extend_from_slice(&chunk);
    }
    Ok(bytes)
}

fn turn_away(figure: &AtomicU32, status: StatusCode) -> Response {
    figure.fetch_add(1, Ordering::Relaxed);
    close(status)
}

/// What is left of the request is not read.
fn close(status: StatusCode) -> Response {
    let mut response = status.into_response();
    response.headers_mut().insert(CONNECTION, HeaderValue::from_static("close"));
    response
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_and_an_empty_object_ask_whether_anybody_is_there() {
        for asks in [&b""[..], b"{}", b" \r\n", b"{ }\n"] {
            assert!(is_verify(asks), "{asks:?}");
        }
        for says in [&b"{\"a\":1}"[..], b"[]", b"{", b"{}}", b"null"] {
            assert!(!is_verify(says), "{says:?}");
        }
    }
}
