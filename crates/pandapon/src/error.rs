//! What can go wrong with a call.

use crate::operation::Operation;

/// Raw bodies are kept in errors up to this many bytes.
const KEPT_BODY: usize = 64 * 1024;

/// What is known of a failed call's effect. A write whose outcome is `Unknown` must be looked up before it is sent again.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, serde::Serialize)]
#[serde(rename_all = "camelCase")]
pub enum Outcome {
    /// It never left, or no connection stood: nothing happened.
    NotSent,
    /// PandaPon answered no: nothing happened.
    Refused,
    /// It may have happened: time-out, broken connection, failing server, or an answer that cannot be read.
    Unknown,
}

/// The way a call failed.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Fault {
    /// The request itself cannot be sent; names the field and the way out.
    #[error("the request cannot be sent: {0}")]
    Request(String),
    /// No connection to PandaPon stood.
    #[error("no connection: {0}")]
    NoConnection(String),
    /// No answer, or no more of it, came in time.
    #[error("no answer in time")]
    TimedOut,
    /// The connection broke before the answer was whole.
    #[error("the connection broke: {0}")]
    ConnectionBroke(String),
    /// The answer is larger than a client should hold.
    #[error("the answer is larger than {limit} bytes")]
    TooLarge {
        /// The limit, in bytes.
        limit: usize,
    },
    /// The envelope's code is not 200.
    #[error("PandaPon refused")]
    Refused,
    /// An HTTP status other than 200 without an envelope.
    #[error("no answer of PandaPon")]
    NoEnvelope,
    /// The envelope says success, but its data does not fit the operation.
    #[error("the answer does not fit at `{path}`: {reason}")]
    Misfit {
        /// Where, such as `data[3].price`.
        path: String,
        /// What was wrong there.
        reason: String,
    },
}

/// A call that failed. Holds no secret.
pub struct Error(Box<Details>);

struct Details {
    operation: Operation,
    fault: Fault,
    outcome: Outcome,
    http_status: Option<u16>,
    code: Option<String>,
    msg: Option<String>,
    request_id: Option<String>,
    raw_body: Option<String>,
}

/// Result of a call, and any other where its error is named.
pub(crate) type Result<T, E = Error> = std::result::Result<T, E>;

/// What came back of an answer, as far as it could be read.
#[derive(Default)]
pub(crate) struct Remains {
    pub(crate) http_status: Option<u16>,
    pub(crate) code: Option<String>,
    pub(crate) msg: Option<String>,
    pub(crate) request_id: Option<String>,
    pub(crate) raw_body: Option<String>,
}

impl Error {
    pub(crate) fn new(operation: Operation, fault: Fault, remains: Remains) -> Self {
        let outcome = outcome(&fault, remains.http_status);
        let Remains { http_status, code, msg, request_id, raw_body } = remains;
        let raw_body = raw_body.map(|mut body| {
            body.truncate(body.floor_char_boundary(KEPT_BODY));
            body
        });
        Self(Box::new(Details { operation, fault, outcome, http_status, code, msg, request_id, raw_body }))
    }

    /// A request that was not sent because of its own fault.
    pub(crate) fn request(operation: Operation, reason: impl std::fmt::Display) -> Self {
        Self::new(operation, Fault::Request(reason.to_string()), Remains::default())
    }

    /// The operation that failed.
    #[must_use]
    pub fn operation(&self) -> Operation {
        self.0.operation
    }

    /// The way it failed.
    #[must_use]
    pub fn fault(&self) -> &Fault {
        &self.0.fault
    }

    /// What is known of its effect.
    #[must_use]
    pub fn outcome(&self) -> Outcome {
        self.0.outcome
    }

    /// HTTP status, when an answer came.
    #[must_use]
    pub fn http_status(&self) -> Option<u16> {
        self.0.http_status
    }

    /// PandaPon's code.
    #[must_use]
    pub fn code(&self) -> Option<&str> {
        self.0.code.as_deref()
    }

    /// PandaPon's message. Untrusted text.
    #[must_use]
    pub fn msg(&self) -> Option<&str> {
        self.0.msg.as_deref()
    }

    /// Id for asking PandaPon about this call.
    #[must_use]
    pub fn request_id(&self) -> Option<&str> {
        self.0.request_id.as_deref()
    }

    /// Where the answer does not fit, such as `data[3].price`.
    #[must_use]
    pub fn json_path(&self) -> Option<&str> {
        match &self.0.fault {
            Fault::Misfit { path, .. } => Some(path),
            _ => None,
        }
    }

    /// The answer's body as it came, up to 64 KB.
    #[must_use]
    pub fn raw_body(&self) -> Option<&str> {
        self.0.raw_body.as_deref()
    }
}

/// Judges a fault: only what certainly did not happen counts as `NotSent` or `Refused`.
fn outcome(fault: &Fault, http_status: Option<u16>) -> Outcome {
    match fault {
        Fault::Request(_) | Fault::NoConnection(_) => Outcome::NotSent,
        Fault::TimedOut | Fault::ConnectionBroke(_) | Fault::TooLarge { .. } | Fault::Misfit { .. } => {
            Outcome::Unknown
        }
        // A failing server may have failed half-way, whatever it says. 408 is its own time-out.
        Fault::Refused if http_status.is_some_and(|status| status >= 500) => Outcome::Unknown,
        Fault::Refused => Outcome::Refused,
        Fault::NoEnvelope => match http_status {
            Some(408) => Outcome::Unknown,
            Some(300..=499) => Outcome::Refused,
            _ => Outcome::Unknown,
        },
    }
}

impl std::fmt::Display for Error {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let details = &*self.0;
        write!(f, "{}: {}", details.operation, details.fault)?;
        if let Some(status) = details.http_status {
            write!(f, ", HTTP {status}")?;
        }
        if let Some(code) = &details.code {
            write!(f, ", code {code}")?;
        }
        if let Some(msg) = &details.msg {
            write!(f, ", {msg}")?;
        }
        if let Some(id) = &details.request_id {
            write!(f, ", request {id}")?;
        }
        Ok(())
    }
}

impl std::fmt::Debug for Error {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Error")
            .field("operation", &self.0.operation)
            .field("fault", &self.0.fault)
            .field("outcome", &self.0.outcome)
            .field("http_status", &self.0.http_status)
            .field("code", &self.0.code)
            .field("msg", &self.0.msg)
            .field("request_id", &self.0.request_id)
            .field("raw_body_bytes", &self.0.raw_body.as_ref().map(String::len))
            .finish()
    }
}

impl std::error::Error for Error {}
