//! Watching calls, for a diagnostics screen.

use std::borrow::Cow;
use std::time::Duration;

use jiff::Timestamp;
use serde_json::{Map, Value};

use crate::credentials::MASK;
use crate::error::Outcome;
use crate::lanes::Lane;
use crate::operation::{Method, Operation};

/// What is known of one HTTP exchange when it has ended. Headers are left out: they hold the signature.
#[derive(Clone, Debug)]
pub struct CallRecord<'a> {
    /// The operation.
    pub operation: Operation,
    /// Method that was used, which an override may have changed.
    pub method: Method,
    /// Path that was asked for, below the host, without the query.
    pub path: &'a str,
    /// The lane it went in.
    pub lane: Lane,
    /// When it was sent, by this machine's clock.
    pub started_at: Timestamp,
    /// How long it took, without the wait for the rate limit.
    pub took: Duration,
    /// HTTP status, when an answer came.
    pub http_status: Option<u16>,
    /// The envelope's code, when there was one.
    pub code: Option<&'a str>,
    /// The envelope's request id.
    pub request_id: Option<&'a str>,
    /// Bytes of the request's body.
    pub sent_bytes: usize,
    /// Bytes of the answer's body.
    pub received_bytes: usize,
    /// The request's fields as JSON text, secrets not among them. Copy it to keep it.
    pub request: &'a str,
    /// The answer's body, when one came. Copy it to keep it.
    pub answer: Option<&'a str>,
    /// How it failed; none when it did not.
    pub failed: Option<Outcome>,
}

/// Is told of every exchange, on the task that made it: be quick.
pub trait CallObserver: Send + Sync {
    /// One exchange has ended.
    fn call_ended(&self, call: &CallRecord<'_>);
}

/// The fields of a request as an observer may see them.
pub(crate) fn masked_request(operation: Operation, fields: &str) -> Cow<'_, str> {
    if !operation.holds_secrets() {
        return Cow::Borrowed(fields);
    }
    let mut members: Map<String, Value> = serde_json::from_str(fields).unwrap_or_default();
    if let Some(password) = members.get_mut("password") {
        *password = MASK.into();
    }
    Cow::Owned(Value::Object(members).to_string())
}

/// An answer as an observer may see it. A refusal holds no link.
pub(crate) fn masked_answer(operation: Operation, failed: bool, body: &str) -> &str {
    if operation.holds_secrets() && !failed { MASK } else { body }
}
