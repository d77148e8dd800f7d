//! The client.

use std::sync::Arc;

use jiff::SignedDuration;
use serde_json::{Map, Value};

use crate::alibaba1688::Alibaba1688;
use crate::base::Base;
use crate::call::{self, Attachment, Call};
use crate::callbacks;
use crate::clock::{Clock, ServerOffset, SystemClock};
use crate::connection::{Connection, ConnectionError};
use crate::credentials::Credentials;
use crate::envelope::Answer;
use crate::error::Result;
use crate::lanes::{Lane, Lanes};
use crate::observe::CallObserver;
use crate::operation::{Operation, Priority};
use crate::taobao::Taobao;
use crate::warehouse::Warehouse;
use crate::wire::{self, Misfit};

/// A signed client of one account. Cheap to clone: clones share connections, rate limit and clock offset.
#[derive(Clone)]
pub struct Client {
    pub(crate) shared: Arc<Shared>,
    pub(crate) lane: Lane,
    /// Beside the account's own observer: see [`Client::watched_by`].
    pub(crate) watcher: Option<Arc<dyn CallObserver>>,
}

pub(crate) struct Shared {
    pub(crate) connection: Connection,
    pub(crate) credentials: Credentials,
    pub(crate) http: reqwest::Client,
    pub(crate) clock: Arc<dyn Clock>,
    pub(crate) offset: ServerOffset,
    pub(crate) lanes: Lanes,
    pub(crate) observer: Option<Arc<dyn CallObserver>>,
}

/// Sets a client up with more than the defaults.
pub struct ClientBuilder {
    connection: Connection,
    credentials: Credentials,
    clock: Arc<dyn Clock>,
    observer: Option<Arc<dyn CallObserver>>,
}

impl ClientBuilder {
    /// Takes the time from another clock.
    #[must_use]
    pub fn clock(mut self, clock: Arc<dyn Clock>) -> Self {
        self.clock = clock;
        self
    }

    /// Reports every exchange to an observer.
    #[must_use]
    pub fn observer(mut self, observer: Arc<dyn CallObserver>) -> Self {
        self.observer = Some(observer);
        self
    }

    /// The client.
    ///
    /// # Errors
    /// Key or user id cannot travel in a header, or the HTTP client cannot be set up.
    pub fn build(self) -> Result<Client, ConnectionError> {
        let Self { connection, credentials, clock, observer } = self;
        for (name, value) in [("access key", &credentials.access_key), ("user id", &credentials.user_id)] {
            if value.is_empty() || !value.bytes().all(|byte| byte.is_ascii_graphic()) {
                return Err(ConnectionError::Header(name));
            }
        }
        let time_outs = connection.time_outs();
        let http = reqwest::Client::builder()
            .connect_timeout(time_outs.connect)
            .read_timeout(time_outs.read)
            .timeout(time_outs.whole)
            // A redirect would carry an order to an address that nobody chose, and a hidden retry could repeat one.
            .redirect(reqwest::redirect::Policy::none())
            .retry(reqwest::retry::never())
            .user_agent(concat!("pandapon-rust/", env!("CARGO_PKG_VERSION")));
        let http = if connection.is_loopback() { http.no_proxy() } else { http };
        let http = http.build().map_err(|error| ConnectionError::Http(error.to_string()))?;
        let lanes = Lanes::new(connection.rate_limit());
        let shared =
            Shared { connection, credentials, http, clock, offset: ServerOffset::default(), lanes, observer };
        Ok(Client { shared: Arc::new(shared), lane: Lane::default(), watcher: None })
    }
}

impl Client {
    /// A client with this machine's clock and no observer.
    ///
    /// # Errors
    /// As [`ClientBuilder::build`].
    pub fn new(connection: Connection, credentials: Credentials) -> Result<Self, ConnectionError> {
        Self::builder(connection, credentials).build()
    }

    /// Sets a client up step by step.
    #[must_use]
    pub fn builder(connection: Connection, credentials: Credentials) -> ClientBuilder {
        ClientBuilder { connection, credentials, clock: Arc::new(SystemClock), observer: None }
    }

    /// The same client in another lane of the account's rate limit.
    #[must_use]
    pub fn with_lane(&self, lane: Lane) -> Self {
        Self { lane, ..self.clone() }
    }

    /// The same client whose exchanges one more observer is told of, to see those of a single call.
    #[must_use]
    pub fn watched_by(&self, watcher: Arc<dyn CallObserver>) -> Self {
        Self { watcher: Some(watcher), ..self.clone() }
    }

    /// The Taobao operations.
    #[must_use]
    pub fn taobao(&self) -> Taobao<'_> {
        Taobao { client: self }
    }

    /// The 1688 operations.
    #[must_use]
    pub fn alibaba1688(&self) -> Alibaba1688<'_> {
        Alibaba1688 { client: self }
    }

    /// The operations that belong to no platform.
    #[must_use]
    pub fn base(&self) -> Base<'_> {
        Base { client: self }
    }

    /// The operations of overseas freight.
    #[must_use]
    pub fn warehouse(&self) -> Warehouse<'_> {
        Warehouse { client: self }
    }

    /// Checks the `Authorization` header of a pushed message by this account's secret: [`callbacks::verify`].
    #[must_use]
    pub fn verify_callback(
        &self,
        candidates: &[callbacks::SignedText],
        authorization: Option<&str>,
        body: &[u8],
    ) -> callbacks::Verdict {
        callbacks::verify(&self.shared.credentials, candidates, authorization, body)
    }

    /// How this client reaches PandaPon.
    #[must_use]
    pub fn connection(&self) -> &Connection {
        &self.shared.connection
    }

    /// How far the server's clock is ahead of this machine's, as learnt from its answers; zero while in step.
    #[must_use]
    pub fn clock_offset(&self) -> SignedDuration {
        self.shared.offset.get()
    }

    /// Calls in the user's lane that the account's rate limit holds back now.
    #[must_use]
    pub fn calls_waiting(&self) -> usize {
        self.shared.lanes.users_waiting()
    }

    /// Sends a typed request.
    ///
    /// # Errors
    /// See [`crate::Error`]; above all [`crate::Error::outcome`].
    pub async fn send<C: Call>(&self, call: &C) -> Result<Answer<C::Answer>> {
        self.send_fields(C::OPERATION, call::fields(call)?, C::read).await
    }

    /// Sends any operation with any fields: a JSON object that becomes the body, the query or parts of the path, as the
    /// operation wants it. The data comes back untouched.
    ///
    /// # Errors
    /// As [`Client::send`].
    pub async fn call_raw(&self, operation: Operation, fields: Map<String, Value>) -> Result<Answer<Value>> {
        self.send_fields(operation, fields, wire::parse).await
    }

    pub(crate) async fn send_fields<T>(
        &self,
        operation: Operation,
        fields: Map<String, Value>,
        read: fn(&str) -> Result<T, Misfit>,
    ) -> Result<Answer<T>> {
        self.exchange(operation, fields, None).await?.typed(operation, read)
    }

    /// Sends a request that is a file.
    pub(crate) async fn send_file<C: Call>(&self, file: Attachment) -> Result<Answer<C::Answer>> {
        self.exchange(C::OPERATION, Map::new(), Some(file)).await?.typed(C::OPERATION, C::read)
    }

    /// The lane that an operation takes: what moves money never waits behind background reads.
    pub(crate) fn lane_for(&self, operation: Operation) -> Lane {
        match operation.entry().priority {
            Priority::First => Lane::User,
            Priority::Normal => self.lane,
        }
    }
}

impl std::fmt::Debug for Client {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Client")
            .field("connection", &self.shared.connection)
            .field("credentials", &self.shared.credentials)
            .field("lane", &self.lane)
            .finish_non_exhaustive()
    }
}
