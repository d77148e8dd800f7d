//! A desk to measure with.

use std::num::NonZeroU32;
use std::path::Path;
use std::sync::Arc;

use anyhow::{Result, anyhow};
use pondesk_agent::desk::{Desk, DeskOptions, Pace};
use pondesk_agent::secrets::MemoryVault;
use pondesk_agent::{RateLimit, SystemClock, commands};
use serde_json::Value;

/// An open desk that asks PandaPon as fast as it can.
pub(crate) struct BenchDesk(pub(crate) Desk);

impl BenchDesk {
    /// Opens the desk of a folder.
    ///
    /// # Errors
    /// Those of the desk.
    pub(crate) async fn open(data_dir: &Path) -> Result<Self> {
        let any_number = NonZeroU32::new(1_000_000).unwrap_or(NonZeroU32::MAX);
        let options = DeskOptions {
            data_dir: data_dir.to_owned(),
            clock: Arc::new(SystemClock),
            vault: Arc::new(MemoryVault::new()),
            practice: None,
            pace: Pace {
                rate_limit: RateLimit { per_second: any_number, burst: any_number },
                ..Pace::default()
            },
        };
        Ok(Self(Desk::open(options).await.map_err(|error| anyhow!("open {}: {error}", data_dir.display()))?))
    }

    /// The bytes that a command answers with, as a host gets them.
    ///
    /// # Errors
    /// Those of the command.
    pub(crate) async fn ask(&self, command: &str, request: Value) -> Result<String> {
        let answer = commands::dispatch(&self.0, command, request).await;
        Ok(answer.map_err(|error| anyhow!("{command}: {error}"))?.get().to_owned())
    }
}
