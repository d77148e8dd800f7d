//! One signed HTTP exchange: put together, sent, judged.

use std::time::{Duration, Instant};

use jiff::{SignedDuration, Timestamp};
use reqwest::header::{AGE, CONTENT_TYPE, DATE, HeaderMap};
use reqwest::multipart::{Form, Part};
use serde_json::{Map, Value};
use url::Url;

use crate::call::Attachment;
use crate::client::Client;
use crate::connection::{Connection, TimestampUnit};
use crate::envelope::Envelope;
use crate::error::{Error, Fault, Outcome, Remains, Result};
use crate::observe::{CallRecord, masked_answer, masked_request};
use crate::operation::{Group, Method, Operation};
use crate::overrides::placeholder;
use crate::reading::{Received, judge, text_of};
use crate::sign::{nonce, signature};
use crate::wire::scalar_text;

/// Largest body that is read.
const BODY_LIMIT: usize = 32 * 1024 * 1024;

/// A refusal counts as one for the clock when the signed time was off by more than this. The reference allows 600 s.
const CLOCK_SUSPECT: SignedDuration = SignedDuration::from_secs(60);

/// The headers that every call carries, in the order of the reference.
pub(crate) const SYSTEM_HEADERS: [&str; 5] = ["access-key", "timestamp", "nonce-str", "user-id", "signature"];

/// A request that needs only its signature.
pub(crate) struct Prepared {
    pub(crate) operation: Operation,
    pub(crate) method: Method,
    pub(crate) url: Url,
    /// The fields as JSON text: the body of a POST, and what an observer sees.
    pub(crate) fields: String,
    /// A file that takes the place of the body.
    file: Option<Attachment>,
}

/// What one attempt came to.
struct Attempt {
    result: Result<Envelope, Error>,
    http_status: Option<u16>,
    body: Option<String>,
    received_at: Timestamp,
    /// How far the signed time was from the server's, when the answer had a date.
    skew: Option<SignedDuration>,
}

impl Prepared {
    /// Puts a call together: fields go into the path, the query or the body.
    ///
    /// # Errors
    /// The edition does not have the operation, or a part of the path is missing.
    pub(crate) fn new(
        connection: &Connection,
        operation: Operation,
        mut fields: Map<String, Value>,
        file: Option<Attachment>,
    ) -> Result<Self> {
        let route = connection.route(operation).map_err(|error| Error::request(operation, error))?;
        let mut url = connection.base_url().clone();
        let mut segments = Vec::new();
        for segment in route.path.split('/').skip(1) {
            segments.push(match placeholder(segment) {
                Some(name) => path_value(operation, name, fields.shift_remove(name).as_ref())?,
                None => segment.to_owned(),
            });
        }
        url.path_segments_mut()
            .map_err(|()| Error::request(operation, "the base URL cannot hold a path"))?
            .pop_if_empty()
            .extend(segments);
        if route.method == Method::Get {
            let pairs: Vec<_> =
                fields.iter().filter_map(|(name, value)| Some((name, query_value(value)?))).collect();
            if !pairs.is_empty() {
                url.query_pairs_mut().extend_pairs(pairs);
            }
        }
        if let Some(file) = &file {
            if route.method == Method::Get {
                return Err(Error::request(
                    operation,
                    format_args!("`{}`: a GET carries no file", file.field),
                ));
            }
            fields.insert(file.field.to_owned(), format!("({} bytes)", file.bytes.len()).into());
        }
        let fields = Value::Object(fields).to_string();
        Ok(Self { operation, method: route.method, url, fields, file })
    }

    /// Bytes of the body, without what a form puts around its file.
    fn body_bytes(&self) -> usize {
        match (self.method, &self.file) {
            (Method::Get, _) => 0,
            (Method::Post, None) => self.fields.len(),
            (Method::Post, Some(file)) => file.bytes.len(),
        }
    }

    /// The URL, with the pair that warehouse operations may also want.
    pub(crate) fn signed_url(&self, connection: &Connection, timestamp: &str, signature: &str) -> Url {
        let mut url = self.url.clone();
        if connection.warehouse_query_pair() && self.operation.entry().group == Group::Warehouse {
            url.query_pairs_mut().append_pair("timestamp", timestamp).append_pair("sign", signature);
        }
        url
    }
}

impl Client {
    /// Sends an operation, at most twice: again only where that certainly does no harm.
    pub(crate) async fn exchange(
        &self,
        operation: Operation,
        fields: Map<String, Value>,
        file: Option<Attachment>,
    ) -> Result<Received> {
        let prepared = Prepared::new(&self.shared.connection, operation, fields, file)?;
        let lane = self.lane_for(operation);
        let mut attempts = 0;
        loop {
            self.shared.lanes.ready(lane).await;
            let started_at = self.shared.clock.now();
            let stopwatch = Instant::now();
            let attempt = self.attempt(&prepared, started_at).await;
            self.tell(&prepared, &attempt, started_at, stopwatch.elapsed());
            attempts += 1;
            match attempt.result {
                Ok(envelope) => return Ok(Received::new(envelope, attempt.received_at)),
                Err(error) if attempts < 2 && may_go_again(&error, attempt.skew) => {
                    tracing::debug!(%operation, fault = %error.fault(), "sending once more");
                }
                Err(error) => return Err(error),
            }
        }
    }

    async fn attempt(&self, prepared: &Prepared, started_at: Timestamp) -> Attempt {
        let operation = prepared.operation;
        let signed_at = self.shared.offset.correct(started_at);
        let fail = |error, status, received_at| Attempt {
            result: Err(error),
            http_status: status,
            body: None,
            received_at,
            skew: None,
        };
        let request = match self.sign(prepared, signed_at) {
            Ok(request) => request,
            Err(error) => return fail(error, None, started_at),
        };
        let response = match self.shared.http.execute(request).await {
            Ok(response) => response,
            Err(error) => {
                let fault = transport_fault(error);
                return fail(Error::new(operation, fault, Remains::default()), None, self.shared.clock.now());
            }
        };
        let answered_at = self.shared.clock.now();
        let status = response.status().as_u16();
        let date = date(response.headers());
        if let Some(date) = date {
            self.shared.offset.learn(date, started_at, answered_at);
        }
        let body = read_body(response).await;
        let received_at = self.shared.clock.now();
        let body = match body {
            Ok(body) => body,
            Err(fault) => {
                let remains = Remains { http_status: Some(status), ..Remains::default() };
                return fail(Error::new(operation, fault, remains), Some(status), received_at);
            }
        };
        let skew = date.map(|date| date.duration_since(signed_at));
        let result = judge(operation, status, &body);
        Attempt { result, http_status: Some(status), body: Some(body), received_at, skew }
    }

    fn sign(&self, prepared: &Prepared, at: Timestamp) -> Result<reqwest::Request> {
        let operation = prepared.operation;
        let connection = &self.shared.connection;
        let credentials = &self.shared.credentials;
        let timestamp = timestamp(connection, at);
        let nonce =
            nonce().map_err(|error| Error::request(operation, format_args!("no random numbers: {error}")))?;
        let signature = signature(
            connection.scheme(),
            &credentials.access_key,
            &timestamp,
            &nonce,
            &credentials.access_secret,
        );
        let url = prepared.signed_url(connection, &timestamp, &signature);
        let http = &self.shared.http;
        let request = match (prepared.method, &prepared.file) {
            (Method::Get, _) => http.get(url),
            (Method::Post, None) => {
                http.post(url).header(CONTENT_TYPE, "application/json").body(prepared.fields.clone())
            }
            (Method::Post, Some(file)) => {
                let form = form(file).map_err(|error| Error::request(operation, error.without_url()))?;
                http.post(url).multipart(form)
            }
        };
        let values = [&credentials.access_key, &timestamp, &nonce, &credentials.user_id, &signature];
        let headers = SYSTEM_HEADERS.iter().zip(values);
        headers
            .fold(request, |request, (name, value)| request.header(*name, value))
            .build()
            .map_err(|error| Error::request(operation, error.without_url()))
    }

    fn tell(&self, prepared: &Prepared, attempt: &Attempt, started_at: Timestamp, took: Duration) {
        let (code, request_id, failed) = match &attempt.result {
            Ok(envelope) => (Some(envelope.code.as_str()), envelope.request_id.as_deref(), None),
            Err(error) => (error.code(), error.request_id(), Some(error.outcome())),
        };
        let operation = prepared.operation;
        let request = masked_request(operation, &prepared.fields);
        let call = CallRecord {
            operation,
            method: prepared.method,
            path: prepared.url.path(),
            lane: self.lane_for(operation),
            started_at,
            took,
            http_status: attempt.http_status,
            code,
            request_id,
            sent_bytes: prepared.body_bytes(),
            received_bytes: attempt.body.as_ref().map_or(0, String::len),
            request: &request,
            answer: attempt.body.as_deref().map(|body| masked_answer(operation, failed.is_some(), body)),
            failed,
        };
        for observer in self.shared.observer.iter().chain(&self.watcher) {
            observer.call_ended(&call);
        }
    }
}

/// The `timestamp` header at a moment.
pub(crate) fn timestamp(connection: &Connection, at: Timestamp) -> String {
    match connection.timestamp_unit() {
        TimestampUnit::Milliseconds => at.as_millisecond().to_string(),
        TimestampUnit::Seconds => at.as_second().to_string(),
    }
}

/// Whether a failed call may be signed and sent once more: refused for a clock that is known better by now, or broken
/// off where sending twice does no harm.
fn may_go_again(error: &Error, skew: Option<SignedDuration>) -> bool {
    let clock_was_off = skew.is_some_and(|skew| skew.abs() > CLOCK_SUSPECT);
    let unauthorized = error.http_status() == Some(401) || error.code() == Some("401");
    if clock_was_off && error.outcome() == Outcome::Refused {
        // 401 is said before anything is carried out; how PandaPon words a wrong clock otherwise is unknown.
        return unauthorized || error.operation().is_repeatable();
    }
    matches!(error.fault(), Fault::ConnectionBroke(_)) && error.operation().is_repeatable()
}

fn path_value(operation: Operation, name: &str, value: Option<&Value>) -> Result<String> {
    let text = value.and_then(scalar_text).filter(|text| !text.is_empty());
    let text = text.ok_or_else(|| Error::request(operation, format_args!("`{name}` is missing")))?;
    // A URL library takes these for steps in the path.
    if matches!(text.as_str(), "." | "..") {
        return Err(Error::request(operation, format_args!("`{name}` cannot be `{text}`")));
    }
    Ok(text)
}

fn query_value(value: &Value) -> Option<String> {
    match value {
        Value::Null => None,
        Value::String(text) => Some(text.clone()),
        other => Some(other.to_string()),
    }
}

fn form(file: &Attachment) -> reqwest::Result<Form> {
    let part = Part::bytes(file.bytes.clone()).file_name(file.file_name).mime_str(file.media_type)?;
    Ok(Form::new().part(file.field, part))
}

fn transport_fault(error: reqwest::Error) -> Fault {
    let error = error.without_url();
    let text = root_cause(&error);
    if error.is_builder() {
        Fault::Request(text)
    } else if error.is_connect() {
        Fault::NoConnection(text)
    } else if error.is_timeout() {
        Fault::TimedOut
    } else {
        Fault::ConnectionBroke(text)
    }
}

fn root_cause(error: &dyn std::error::Error) -> String {
    let mut cause = error;
    while let Some(deeper) = cause.source() {
        cause = deeper;
    }
    cause.to_string()
}

async fn read_body(mut response: reqwest::Response) -> Result<String, Fault> {
    let mut body = Vec::new();
    while let Some(chunk) = response.chunk().await.map_err(transport_fault)? {
        if body.len() + chunk.len() > BODY_LIMIT {
            return Err(Fault::TooLarge { limit: BODY_LIMIT });
        }
        body.extend_from_slice(&chunk);
    }
    Ok(text_of(body))
}

/// The server's time; none for an answer that lay in a cache.
fn date(headers: &HeaderMap) -> Option<Timestamp> {
    if headers.contains_key(AGE) {
        return None;
    }
    let date = httpdate::parse_http_date(headers.get(DATE)?.to_str().ok()?).ok()?;
    Timestamp::try_from(date).ok()
}
