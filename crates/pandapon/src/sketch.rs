//! What a call would send, without sending it.

use jiff::Timestamp;
use serde_json::{Map, Value};

use crate::connection::Connection;
use crate::credentials::MASK;
use crate::error::Result;
use crate::exchange::{Prepared, SYSTEM_HEADERS, timestamp};
use crate::observe::masked_request;
use crate::operation::{Method, Operation};

/// A request as it would be sent, with key, nonce and signature masked. No socket is opened and no secret is needed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RequestSketch {
    /// HTTP method.
    pub method: Method,
    /// The whole URL, query included.
    pub url: String,
    /// Name and value of each header that the SDK sets.
    pub headers: Vec<(&'static str, String)>,
    /// The JSON body of a POST.
    pub body: Option<String>,
}

impl Connection {
    /// Draws the request of an operation with these fields, as [`crate::Client::call_raw`] would send it at a moment.
    ///
    /// # Errors
    /// The edition does not have the operation, or a field that belongs into the path is missing.
    pub fn sketch(
        &self,
        operation: Operation,
        fields: Map<String, Value>,
        user_id: &str,
        at: Timestamp,
    ) -> Result<RequestSketch> {
        let prepared = Prepared::new(self, operation, fields, None)?;
        let timestamp = timestamp(self, at);
        let url = prepared.signed_url(self, &timestamp, "MASK");
        let url = url.as_str().replace("sign=MASK", &format!("sign={MASK}"));
        let values = [MASK, &timestamp, MASK, user_id, MASK].map(str::to_owned);
        let mut headers: Vec<_> = SYSTEM_HEADERS.into_iter().zip(values).collect();
        let body = (prepared.method == Method::Post)
            .then(|| masked_request(operation, &prepared.fields).into_owned());
        if body.is_some() {
            headers.insert(0, ("content-type", "application/json".to_owned()));
        }
        Ok(RequestSketch { method: prepared.method, url, headers, body })
    }
}
