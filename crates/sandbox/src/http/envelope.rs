//! What every answer is wrapped in.

use axum::body::Body;
use axum::http::header::CONTENT_TYPE;
use axum::http::{HeaderValue, Response, StatusCode};
use rand::Rng;
use serde_json::{Value, json};

use crate::refusal::Refusal;
use crate::wire;

/// The developer's id, 19 digits: text on some pages, a number on others.
const DEVELOP_ID: &str = "1014533973088404335";

/// A success.
pub(crate) fn success(operation: &str, data: &Value) -> Response<Body> {
    respond(200, &wrap(operation, 200, "成功", data))
}

/// A refusal.
pub(crate) fn refusal(operation: &str, refusal: &Refusal) -> Response<Body> {
    respond(refusal.status, &wrap(operation, refusal.code, &refusal.msg, &Value::Null))
}

fn wrap(operation: &str, code: i64, msg: &str, data: &Value) -> Value {
    // The 1688 pages show a number, the others text.
    let develop_id =
        if operation.starts_with("alibaba") { wire::number(DEVELOP_ID) } else { Value::from(DEVELOP_ID) };
    json!({
        "requestId": hex::encode(rand::rng().random::<[u8; 16]>()),
        "code": code,
        "developId": develop_id,
        "msg": msg,
        "data": data,
    })
}

/// Any JSON with any status.
pub(crate) fn respond(status: u16, body: &Value) -> Response<Body> {
    let mut response = Response::new(Body::from(body.to_string()));
    *response.status_mut() = StatusCode::from_u16(status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
    response.headers_mut().insert(CONTENT_TYPE, HeaderValue::from_static("application/json;charset=UTF-8"));
    response
}
