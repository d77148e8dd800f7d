//! The connection test.

use std::sync::Arc;
use std::time::{Duration, Instant};

use jiff::SignedDuration;
use serde_json::Map;

use crate::client::Client;
use crate::connection::{Connection, ConnectionError, TimestampUnit};
use crate::credentials::Credentials;
use crate::error::{Error, Outcome};
use crate::observe::CallObserver;
use crate::operation::Operation;
use crate::sign::SignatureScheme;

/// The harmless read that is tried.
const PROBED: Operation = Operation::BaseGetUserAddresses;

/// What one combination came to.
#[derive(Debug)]
pub enum ProbeVerdict {
    /// PandaPon answered the read.
    Works,
    /// It did not.
    Failed(Error),
}

/// One combination that was tried.
#[derive(Debug)]
pub struct ProbeStep {
    /// Signature scheme tried.
    pub scheme: SignatureScheme,
    /// Timestamp unit tried.
    pub timestamp_unit: TimestampUnit,
    /// What it came to.
    pub verdict: ProbeVerdict,
    /// How long it took.
    pub took: Duration,
}

/// What a connection test found.
#[derive(Debug)]
pub struct ProbeReport {
    /// Every combination tried, in order; ends with the first that works, or when PandaPon cannot be reached.
    pub steps: Vec<ProbeStep>,
    /// The connection with the settings that work.
    pub works: Option<Connection>,
    /// How far the server's clock is ahead of this machine's.
    pub clock_offset: SignedDuration,
}

/// Tries the signature schemes and timestamp units in turn on reading the addresses, the connection's own first.
///
/// # Errors
/// The client cannot be set up at all. That nothing works is a finding, no error.
pub async fn probe(
    connection: &Connection,
    credentials: &Credentials,
) -> Result<ProbeReport, ConnectionError> {
    tried(connection, credentials, None).await
}

/// The same, and an observer is told of every exchange.
///
/// # Errors
/// As [`probe`].
pub async fn probe_watched_by(
    connection: &Connection,
    credentials: &Credentials,
    watcher: Arc<dyn CallObserver>,
) -> Result<ProbeReport, ConnectionError> {
    tried(connection, credentials, Some(watcher)).await
}

async fn tried(
    connection: &Connection,
    credentials: &Credentials,
    watcher: Option<Arc<dyn CallObserver>>,
) -> Result<ProbeReport, ConnectionError> {
    let mut report = ProbeReport { steps: Vec::new(), works: None, clock_offset: SignedDuration::ZERO };
    for (scheme, timestamp_unit) in combinations(connection) {
        let tried = connection.clone().with_scheme(scheme).with_timestamp_unit(timestamp_unit);
        let mut client = Client::new(tried.clone(), credentials.clone())?;
        if let Some(watcher) = &watcher {
            client = client.watched_by(Arc::clone(watcher));
        }
        let stopwatch = Instant::now();
        let result = client.call_raw(PROBED, Map::new()).await;
        let took = stopwatch.elapsed();
        report.clock_offset = client.clock_offset();
        let (verdict, stop) = match result {
            Ok(_) => {
                report.works = Some(tried);
                (ProbeVerdict::Works, true)
            }
            // Another signature helps only where PandaPon said no.
            Err(error) => {
                let stop = error.outcome() != Outcome::Refused;
                (ProbeVerdict::Failed(error), stop)
            }
        };
        report.steps.push(ProbeStep { scheme, timestamp_unit, verdict, took });
        if stop {
            break;
        }
    }
    Ok(report)
}

fn combinations(connection: &Connection) -> Vec<(SignatureScheme, TimestampUnit)> {
    let own = (connection.scheme(), connection.timestamp_unit());
    let all = SignatureScheme::ALL
        .into_iter()
        .flat_map(|scheme| [TimestampUnit::Milliseconds, TimestampUnit::Seconds].map(|unit| (scheme, unit)));
    std::iter::once(own).chain(all.filter(|pair| *pair != own)).collect()
}
