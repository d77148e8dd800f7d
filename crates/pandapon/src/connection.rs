//! How PandaPon is reached: everything about the wire that is a setting.

use std::collections::BTreeMap;
use std::num::NonZeroU32;
use std::time::Duration;

use serde::{Deserialize, Serialize};
use url::{Host, Url};

use crate::operation::{Method, Operation, Place};
use crate::overrides::{self, PathFault};
use crate::sign::SignatureScheme;

/// PandaPon's one production environment.
pub const PRODUCTION_URL: &str = "https://api.pandapon.com";

/// Edition of the reference. They differ in paths and in the shape of some ids.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum Edition {
    /// The first, and the default.
    #[default]
    V1,
    /// The second: other paths, opaque offer ids, no payment voucher.
    V2,
}

/// Unit of the `timestamp` header.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum TimestampUnit {
    /// 13 digits, as in the reference's sample.
    #[default]
    Milliseconds,
    /// 10 digits, as both public clients send it.
    Seconds,
}

/// How a payment voucher's file travels: no operation of the reference is known to take bytes.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum VoucherTransport {
    /// Only as a URL that the user supplies.
    #[default]
    Url,
    /// As base64 text in the place of a URL.
    Base64Text,
}

/// How the picture of a 1688 refund voucher travels. Upstream takes a file; the guessed path may take either.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum RefundVoucherTransport {
    /// As base64 text in the JSON body.
    #[default]
    Base64Text,
    /// As a file in a form, `multipart/form-data`.
    Multipart,
}

/// How long to wait.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct TimeOuts {
    /// For a connection to stand.
    pub connect: Duration,
    /// For the next bytes of an answer.
    pub read: Duration,
    /// For a whole call, however slowly its bytes drip in.
    pub whole: Duration,
}

impl Default for TimeOuts {
    fn default() -> Self {
        Self {
            connect: Duration::from_secs(10),
            read: Duration::from_secs(30),
            whole: Duration::from_secs(120),
        }
    }
}

/// How fast one account may call. PandaPon documents no limit.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct RateLimit {
    /// Calls a second in the long run.
    pub per_second: NonZeroU32,
    /// Calls that may go at once after a pause.
    pub burst: NonZeroU32,
}

impl Default for RateLimit {
    fn default() -> Self {
        let number = |n| NonZeroU32::new(n).unwrap_or(NonZeroU32::MIN);
        Self { per_second: number(10), burst: number(20) }
    }
}

/// Method and path that a call will really use.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Route {
    /// HTTP method.
    pub method: Method,
    /// Path below the base URL, with `{name}` placeholders.
    pub path: String,
    /// True when the connection overrides the table.
    pub overridden: bool,
}

/// A setting of a connection that cannot be used.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum ConnectionError {
    /// The base URL is none.
    #[error("base URL: {0}")]
    BaseUrl(String),
    /// Plain http to another machine would show every order to the network.
    #[error("base URL: http is allowed for this machine only, use https for `{0}`")]
    Insecure(String),
    /// An override's path does not fit.
    #[error("path for {operation}: {fault}")]
    Path {
        /// The operation that was to be overridden.
        operation: Operation,
        /// What is wrong, and what would be right.
        fault: PathFault,
    },
    /// The chosen edition does not have the operation.
    #[error("{0} does not exist in edition v2")]
    NotInEdition(Operation),
    /// A header value has characters that cannot travel in a header.
    #[error("{0} has characters that no HTTP header can hold")]
    Header(&'static str),
    /// The HTTP client could not be set up.
    #[error("HTTP client: {0}")]
    Http(String),
}

/// How PandaPon is reached.
#[derive(Clone, Debug)]
pub struct Connection {
    base_url: Url,
    edition: Edition,
    scheme: SignatureScheme,
    timestamp_unit: TimestampUnit,
    overrides: BTreeMap<Operation, (Method, String)>,
    warehouse_query_pair: bool,
    voucher_transport: VoucherTransport,
    refund_voucher_transport: RefundVoucherTransport,
    time_outs: TimeOuts,
    rate_limit: RateLimit,
}

impl Connection {
    /// A connection with default settings to a base URL, which may hold a path (`https://host/api`).
    ///
    /// # Errors
    /// Not an http or https URL, one with a query, fragment or password, or plain http to another machine.
    pub fn new(base_url: &str) -> Result<Self, ConnectionError> {
        let url = Url::parse(base_url.trim()).map_err(|error| ConnectionError::BaseUrl(error.to_string()))?;
        let has_more = url.query().is_some() || url.fragment().is_some();
        if has_more || !url.username().is_empty() || url.password().is_some() {
            return Err(ConnectionError::BaseUrl("leave out query, fragment and user name".into()));
        }
        match url.scheme() {
            "https" => {}
            "http" if is_loopback(&url) => {}
            "http" => return Err(ConnectionError::Insecure(url.host_str().unwrap_or_default().to_owned())),
            other => return Err(ConnectionError::BaseUrl(format!("`{other}` is neither http nor https"))),
        }
        Ok(Self {
            base_url: url,
            edition: Edition::default(),
            scheme: SignatureScheme::default(),
            timestamp_unit: TimestampUnit::default(),
            overrides: BTreeMap::new(),
            warehouse_query_pair: false,
            voucher_transport: VoucherTransport::default(),
            refund_voucher_transport: RefundVoucherTransport::default(),
            time_outs: TimeOuts::default(),
            rate_limit: RateLimit::default(),
        })
    }

    /// The same with another edition.
    #[must_use]
    pub fn with_edition(mut self, edition: Edition) -> Self {
        self.edition = edition;
        self
    }

    /// The same with another signature scheme.
    #[must_use]
    pub fn with_scheme(mut self, scheme: SignatureScheme) -> Self {
        self.scheme = scheme;
        self
    }

    /// The same with another unit of the timestamp header.
    #[must_use]
    pub fn with_timestamp_unit(mut self, unit: TimestampUnit) -> Self {
        self.timestamp_unit = unit;
        self
    }

    /// The same with `timestamp` and `sign` also as query parameters of the warehouse operations. Off by default.
    #[must_use]
    pub fn with_warehouse_query_pair(mut self, on: bool) -> Self {
        self.warehouse_query_pair = on;
        self
    }

    /// The same with another way for voucher files.
    #[must_use]
    pub fn with_voucher_transport(mut self, transport: VoucherTransport) -> Self {
        self.voucher_transport = transport;
        self
    }

    /// The same with another way for the pictures of 1688 refund vouchers.
    #[must_use]
    pub fn with_refund_voucher_transport(mut self, transport: RefundVoucherTransport) -> Self {
        self.refund_voucher_transport = transport;
        self
    }

    /// The same with other time-outs.
    #[must_use]
    pub fn with_time_outs(mut self, time_outs: TimeOuts) -> Self {
        self.time_outs = time_outs;
        self
    }

    /// The same with another rate limit.
    #[must_use]
    pub fn with_rate_limit(mut self, rate_limit: RateLimit) -> Self {
        self.rate_limit = rate_limit;
        self
    }

    /// The same with one operation at another place; the method stays that of the table unless given.
    ///
    /// # Errors
    /// A [`PathFault`]: the path does not begin with one `/`, holds a query, fragment, blank or dot segment, lacks a
    /// placeholder, or is the place of an operation that may be sent only once.
    pub fn with_override(
        mut self,
        operation: Operation,
        method: Option<Method>,
        path: &str,
    ) -> Result<Self, ConnectionError> {
        let refuse = |fault| ConnectionError::Path { operation, fault };
        overrides::check_form(operation, path).map_err(refuse)?;
        if let Some(other) = self.sent_once_at(path, operation) {
            return Err(refuse(PathFault::Taken(other)));
        }
        let method = method.unwrap_or_else(|| self.place(operation).unwrap_or(operation.entry().v1).method);
        self.overrides.insert(operation, (method, path.to_owned()));
        Ok(self)
    }

    /// Where an operation goes over this connection.
    ///
    /// # Errors
    /// The edition does not have it and nothing overrides it.
    pub fn route(&self, operation: Operation) -> Result<Route, ConnectionError> {
        if let Some((method, path)) = self.overrides.get(&operation) {
            return Ok(Route { method: *method, path: path.clone(), overridden: true });
        }
        let place = self.place(operation).ok_or(ConnectionError::NotInEdition(operation))?;
        Ok(Route { method: place.method, path: place.path.to_owned(), overridden: false })
    }

    /// Another operation that may be sent only once and has this path in any edition, unless it was overridden away.
    fn sent_once_at(&self, path: &str, not: Operation) -> Option<Operation> {
        let lives_there = |operation: &Operation| {
            if let Some((_, elsewhere)) = self.overrides.get(operation) {
                return overrides::names(elsewhere, path);
            }
            let entry = operation.entry();
            std::iter::once(entry.v1).chain(entry.v2).any(|place| overrides::names(place.path, path))
        };
        let others = Operation::ALL.iter().copied().filter(|other| *other != not && !other.is_repeatable());
        others.into_iter().find(lives_there)
    }

    fn place(&self, operation: Operation) -> Option<Place> {
        match self.edition {
            Edition::V1 => Some(operation.entry().v1),
            Edition::V2 => operation.entry().v2,
        }
    }

    /// The base URL.
    #[must_use]
    pub fn base_url(&self) -> &Url {
        &self.base_url
    }

    /// The edition.
    #[must_use]
    pub fn edition(&self) -> Edition {
        self.edition
    }

    /// The signature scheme.
    #[must_use]
    pub fn scheme(&self) -> SignatureScheme {
        self.scheme
    }

    /// The unit of the timestamp header.
    #[must_use]
    pub fn timestamp_unit(&self) -> TimestampUnit {
        self.timestamp_unit
    }

    /// Whether warehouse operations also carry `timestamp` and `sign` as query parameters.
    #[must_use]
    pub fn warehouse_query_pair(&self) -> bool {
        self.warehouse_query_pair
    }

    /// How voucher files travel.
    #[must_use]
    pub fn voucher_transport(&self) -> VoucherTransport {
        self.voucher_transport
    }

    /// How the pictures of 1688 refund vouchers travel.
    #[must_use]
    pub fn refund_voucher_transport(&self) -> RefundVoucherTransport {
        self.refund_voucher_transport
    }

    /// The time-outs.
    #[must_use]
    pub fn time_outs(&self) -> TimeOuts {
        self.time_outs
    }

    /// The rate limit.
    #[must_use]
    pub fn rate_limit(&self) -> RateLimit {
        self.rate_limit
    }

    pub(crate) fn is_loopback(&self) -> bool {
        is_loopback(&self.base_url)
    }
}

fn is_loopback(url: &Url) -> bool {
    match url.host() {
        Some(Host::Domain(name)) => name == "localhost",
        Some(Host::Ipv4(address)) => address.is_loopback(),
        Some(Host::Ipv6(address)) => address.is_loopback(),
        None => false,
    }
}
