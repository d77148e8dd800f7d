//! The way of one call: who is it, is it well formed, what is the answer.

use std::collections::HashMap;
use std::sync::Arc;
use std::time::Duration;

use axum::body::{Body, Bytes};
use axum::extract::Request;
use axum::http::header::{CONTENT_LENGTH, CONTENT_TYPE};
use axum::http::request::Parts;
use axum::http::{HeaderValue, Response};
use futures::stream::{self, Stream, StreamExt};
use serde::de::DeserializeOwned;
use serde_json::Value;

use super::faults::FaultKind;
use super::{BODY_LIMIT, DropConnection, body, envelope};
use crate::contract;
use crate::market::Market;
use crate::refusal::{Code, Refusal};
use crate::{operations, signature};

/// A call that passed the gate.
pub(crate) struct Asked {
    /// Query and path parameters.
    parameters: HashMap<String, String>,
    body: Value,
}

impl Asked {
    /// A parameter of the query or path; empty counts as absent.
    pub(crate) fn parameter(&self, name: &str) -> Option<&str> {
        self.parameters.get(name).map(String::as_str).filter(|value| !value.is_empty())
    }

    /// The body as a typed request. The contract was checked before; what fails here is out of range.
    pub(crate) fn body<T: DeserializeOwned>(&self) -> Result<T, Refusal> {
        T::deserialize(&self.body).map_err(|error| Refusal::new(Code::BadParameter, error))
    }
}

/// Answers one call of an operation.
pub(crate) async fn answer(market: Arc<Market>, request: Request) -> Response<Body> {
    let (parts, body) = request.into_parts();
    let body = match axum::body::to_bytes(body, BODY_LIMIT).await {
        Ok(body) => body,
        Err(_) => {
            return envelope::refusal(
                "",
                &Refusal::new(Code::BodyTooLarge, format_args!("{BODY_LIMIT} bytes")),
            );
        }
    };
    let operation = market.contract.find(&parts.method, parts.uri.path()).map(|(found, _)| found.id.clone());
    let operation = operation.unwrap_or_default();
    let fault = market.faults.take(&operation);
    if let Some(FaultKind::Delay { milliseconds }) = fault {
        tokio::time::sleep(Duration::from_millis(milliseconds)).await;
    }
    let executes = fault.as_ref().is_none_or(FaultKind::executes);
    let mut done = if executes {
        let market = Arc::clone(&market);
        match tokio::task::spawn_blocking(move || pass(&market, &parts, &body)).await {
            Ok(done) => done,
            Err(_) => Err(Refusal::new(Code::Broken, "the call panicked")),
        }
    } else {
        Ok(Value::Null)
    };
    if let (Some(FaultKind::BreakRow { row, at, value }), Ok(data)) = (&fault, &mut done) {
        break_row(data, *row, at, value);
    }
    let honest = match &done {
        Ok(data) => envelope::success(&operation, data),
        Err(refusal) => envelope::refusal(&operation, refusal),
    };
    if fault == Some(FaultKind::Hold) {
        market.faults.hold().await;
    }
    match fault {
        Some(fault) => spoil(&fault, &operation, honest),
        None => honest,
    }
}

fn pass(market: &Market, parts: &Parts, body: &Bytes) -> Result<Value, Refusal> {
    let (acceptance, server_ms) = market.gate()?;
    let nonce = signature::check(&parts.headers, &market.credentials, acceptance, server_ms)?;
    market.use_nonce(&nonce, server_ms)?;

    let path = parts.uri.path();
    let (operation, in_path) = market
        .contract
        .find(&parts.method, path)
        .ok_or_else(|| Refusal::new(Code::NoSuchOperation, format_args!("{} {path}", parts.method)))?;
    let mut parameters = contract::read_query(parts.uri.query().unwrap_or_default());
    parameters.extend(in_path);
    let body = body::read(operation, parts, body)?;
    market.contract.check(operation, &contract::Request { parameters: &parameters, body: body.as_ref() })?;

    let mut body = body.unwrap_or_default();
    market.contract.keep_known(operation, &mut body)?;
    let asked = Asked { parameters, body };
    // Every operation of the contract has its answer: a test of `operations` compares the two.
    let answer =
        operations::find(&operation.id).ok_or_else(|| Refusal::new(Code::NoSuchOperation, &operation.id))?;
    answer(market, &asked)
}

/// Turns an honest answer into the ordered fault.
fn spoil(fault: &FaultKind, operation: &str, honest: Response<Body>) -> Response<Body> {
    match fault {
        FaultKind::Delay { .. } | FaultKind::Hold | FaultKind::BreakRow { .. } => honest,
        FaultKind::Drop { .. } => {
            let mut response = honest;
            response.extensions_mut().insert(DropConnection);
            response
        }
        FaultKind::CutBody => {
            // A length that the body never reaches: hyper closes the connection after what there is.
            let mut response = Response::new(Body::from_stream(body_that_breaks_off(b"{\"requestId\":\"")));
            response.headers_mut().insert(CONTENT_TYPE, HeaderValue::from_static("application/json"));
            response.headers_mut().insert(CONTENT_LENGTH, HeaderValue::from_static("4096"));
            response
        }
        FaultKind::Status { status, .. } => {
            let mut response = Response::new(Body::from("<html><body>error</body></html>"));
            *response.status_mut() = axum::http::StatusCode::from_u16(*status).unwrap_or_default();
            response.headers_mut().insert(CONTENT_TYPE, HeaderValue::from_static("text/html"));
            response
        }
        FaultKind::Garbage { .. } => {
            let mut response = Response::new(Body::from("{\"code\":200,\"data\":{"));
            response.headers_mut().insert(CONTENT_TYPE, HeaderValue::from_static("application/json"));
            response
        }
        FaultKind::Code { code, msg, .. } => {
            envelope::refusal(operation, &Refusal { status: 200, code: *code, msg: msg.clone() })
        }
    }
}

/// Puts a value into a row of a page that does not belong there. A page without this row stays as it is.
fn break_row(data: &mut Value, row: usize, at: &str, value: &Value) {
    let row = data.get_mut("records").and_then(|records| records.get_mut(row));
    if let Some(found) = row.and_then(|row| row.pointer_mut(at)) {
        *found = value.clone();
    }
}

/// A body that breaks off after its first bytes, once these have left.
fn body_that_breaks_off(
    start: &'static [u8],
) -> impl Stream<Item = Result<Bytes, std::io::Error>> + Send + 'static {
    let rest = async {
        tokio::time::sleep(Duration::from_millis(50)).await;
        Err(std::io::ErrorKind::ConnectionReset.into())
    };
    stream::once(async move { Ok(Bytes::from_static(start)) }).chain(stream::once(rest))
}
