//! Pictures of the catalogue, drawn when first asked for and kept on disk after that; and pictures sent as evidence.

use std::sync::Arc;

use axum::body::Body;
use axum::http::header::{CACHE_CONTROL, CONTENT_TYPE};
use axum::http::{HeaderValue, Response, StatusCode};

use crate::catalogue::pictures::{self, PictureKey, draw, encode};
use crate::market::Market;
use crate::parcel::carriers::Carrier;
use crate::refusal::{Code, Refusal};

/// Answers `GET /pictures/{key}`: a picture of the catalogue, or a carrier's logo.
pub(crate) async fn serve(market: Arc<Market>, name: String) -> Response<Body> {
    if let Some(carrier) = Carrier::by_logo(&name) {
        return match pictures::encode_png(&carrier.logo()) {
            Ok(bytes) => picture("image/png", bytes),
            Err(_) => status(StatusCode::INTERNAL_SERVER_ERROR),
        };
    }
    let Ok(key) = name.parse::<PictureKey>() else { return status(StatusCode::NOT_FOUND) };
    match tokio::task::spawn_blocking(move || read_or_draw(&market, key)).await {
        Ok(Ok(Some((mime, bytes)))) => picture(mime, bytes),
        Ok(Ok(None)) => status(StatusCode::NOT_FOUND),
        Ok(Err(refusal)) => {
            tracing::error!(refusal.msg, "a picture could not be kept");
            status(StatusCode::INTERNAL_SERVER_ERROR)
        }
        Err(_) => status(StatusCode::INTERNAL_SERVER_ERROR),
    }
}

/// Answers `GET /evidence/{name}`.
pub(crate) async fn serve_evidence(market: Arc<Market>, name: String) -> Response<Body> {
    let found = tokio::task::spawn_blocking(move || market.books(|books| books.evidence(&name))).await;
    match found {
        Ok(Ok(Some((mime, bytes)))) => {
            let mut response = Response::new(Body::from(bytes));
            if let Ok(mime) = HeaderValue::from_str(&mime) {
                response.headers_mut().insert(CONTENT_TYPE, mime);
            }
            response
        }
        Ok(Ok(None)) => status(StatusCode::NOT_FOUND),
        Ok(Err(_)) | Err(_) => status(StatusCode::INTERNAL_SERVER_ERROR),
    }
}

/// A catalogue picture's media type and bytes; `None` when the catalogue has no such picture.
pub(crate) fn read_or_draw(
    market: &Market,
    key: PictureKey,
) -> Result<Option<(&'static str, Vec<u8>)>, Refusal> {
    let mime = if key.is_png() { "image/png" } else { "image/jpeg" };
    let path = market.pictures_dir.join(key.to_string());
    if let Ok(bytes) = std::fs::read(&path) {
        return Ok(Some((mime, bytes)));
    }
    let Some(picture) = draw(&market.catalogue, &key) else { return Ok(None) };
    let (mime, bytes) = encode(&picture, &key)
        .map_err(|error| Refusal::new(Code::Broken, format_args!("picture: {error}")))?;
    // Written beside and renamed, so that no reader finds half a picture.
    let draft = market.pictures_dir.join(format!("{key}.{}.new", crate::state::orders::random_digits(12)));
    std::fs::write(&draft, &bytes)?;
    std::fs::rename(draft, path)?;
    Ok(Some((mime, bytes)))
}

fn picture(mime: &'static str, bytes: Vec<u8>) -> Response<Body> {
    let mut response = Response::new(Body::from(bytes));
    response.headers_mut().insert(CONTENT_TYPE, HeaderValue::from_static(mime));
    response
        .headers_mut()
        .insert(CACHE_CONTROL, HeaderValue::from_static("public, max-age=31536000, immutable"));
    response
}

fn status(status: StatusCode) -> Response<Body> {
    let mut response = Response::new(Body::empty());
    *response.status_mut() = status;
    response
}
