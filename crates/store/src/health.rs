//! Whether the file is whole, and when it is looked at.
//!
//! The whole file is read by SQLite's `quick_check`
//! - before anything else, when the desk did not end by itself (power, kill), when something else touched the file since,
//!   and before a migration;
//! - else once a day, on the writer's thread before its first write: readers answer meanwhile, so a start never waits,
//!   and still nothing is built upon a file that nobody looked at that day.
//!
//! Between two looks damage shows where it is met: SQLite refuses the page, and each backup reads every page and is checked
//! itself, so a damaged file never pushes a good backup out.

use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::UNIX_EPOCH;

use pondesk_domain::EpochMs;
use rusqlite::{Connection, ErrorCode};
use serde::{Deserialize, Serialize};
use tokio::sync::Notify;

use crate::{StoreError, connection, files};

/// A file that was looked at this long ago is looked at again.
const CHECK_EVERY_MS: i64 = 24 * 60 * 60 * 1000;

/// Steps of SQLite's machine between two looks at whether a check should stop.
const STEPS_BETWEEN_LOOKS: i32 = 10_000;

/// Reads the whole file.
///
/// # Errors
/// [`StoreError::Damaged`] with what SQLite found first.
pub(crate) fn check(connection: &Connection) -> Result<(), StoreError> {
    let said: String = connection.query_row("PRAGMA quick_check(1)", [], |row| row.get(0))?;
    if said == "ok" { Ok(()) } else { Err(StoreError::Damaged { said }) }
}

/// Reads the whole file, unless `stop` says so first: then nothing is known, and `false` comes back.
///
/// # Errors
/// As [`check`].
pub(crate) fn check_unless(connection: &Connection, stop: &Arc<AtomicBool>) -> Result<bool, StoreError> {
    let asked = Arc::clone(stop);
    connection.progress_handler(STEPS_BETWEEN_LOOKS, Some(move || asked.load(Ordering::Relaxed)))?;
    let checked = check(connection);
    connection.progress_handler(0, None::<fn() -> bool>)?;
    match checked {
        Err(StoreError::Sql { source, .. })
            if source.sqlite_error_code() == Some(ErrorCode::OperationInterrupted) =>
        {
            Ok(false)
        }
        checked => checked.map(|()| true),
    }
}

/// What is known of the health of an open file.
#[derive(Debug, Default)]
pub(crate) struct Health {
    checked_at: Mutex<Option<EpochMs>>,
    damaged: AtomicBool,
    noticed: Notify,
}

impl Health {
    /// When the whole file was last found well.
    pub(crate) fn checked_at(&self) -> Option<EpochMs> {
        *self.checked_at.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// The whole file was found well at this time.
    pub(crate) fn found_well(&self, at: EpochMs) {
        *self.checked_at.lock().unwrap_or_else(PoisonError::into_inner) = Some(at);
        self.damaged.store(false, Ordering::Release);
    }

    /// Passes an error on, and wakes whoever mends the file when it tells of damage.
    pub(crate) fn heed(&self, error: StoreError) -> StoreError {
        if matches!(error, StoreError::Damaged { .. }) && !self.damaged.swap(true, Ordering::AcqRel) {
            tracing::error!(%error, "the database is damaged");
            self.noticed.notify_one();
        }
        error
    }

    /// Refuses to build upon damage.
    ///
    /// # Errors
    /// [`StoreError::Damaged`].
    pub(crate) fn refuse_damaged(&self) -> Result<(), StoreError> {
        if self.damaged.load(Ordering::Acquire) {
            return Err(StoreError::Damaged { said: "seen before in this run".to_owned() });
        }
        Ok(())
    }

    /// Waits until damage is noticed.
    pub(crate) async fn damage(&self) {
        self.noticed.notified().await;
    }
}

/// The mark that a desk leaves when it ends by itself. While a desk is open there is none: so without it the last desk was
/// cut off, and with one that does not fit something else wrote into the file.
#[derive(Debug, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct Mark {
    bytes: u64,
    modified_ms: u64,
    checked_at: EpochMs,
}

impl Mark {
    /// Leaves the mark; the file is closed by now.
    pub(crate) fn leave(data_dir: &Path, checked_at: EpochMs) -> std::io::Result<()> {
        let (bytes, modified_ms) = measure(data_dir)?;
        let text = serde_json::to_vec(&Self { bytes, modified_ms, checked_at })?;
        let mut temporary = tempfile::NamedTempFile::new_in(data_dir)?;
        std::io::Write::write_all(&mut temporary, &text)?;
        temporary.as_file().sync_all()?;
        temporary.persist(file(data_dir))?;
        files::sync_folder(data_dir)
    }

    /// The mark, when there is one that fits the file. Read before the file is opened.
    pub(crate) fn read(data_dir: &Path) -> Option<Self> {
        let mark: Self = serde_json::from_slice(&std::fs::read(file(data_dir)).ok()?).ok()?;
        let (bytes, modified_ms) = measure(data_dir).ok()?;
        (bytes == mark.bytes && modified_ms == mark.modified_ms).then_some(mark)
    }

    /// Takes the mark away, durably, before anything is written.
    pub(crate) fn remove(data_dir: &Path) -> std::io::Result<()> {
        files::remove(&file(data_dir))?;
        files::sync_folder(data_dir)
    }

    /// When the whole file was last found well.
    pub(crate) fn checked_at(&self) -> EpochMs {
        self.checked_at
    }
}

/// Whether a file that was found well at `checked_at` is to be looked at again. A clock that was put back does not count
/// as an excuse.
pub(crate) fn check_due(checked_at: EpochMs, now: EpochMs) -> bool {
    now.since(checked_at) >= CHECK_EVERY_MS || now < checked_at
}

fn file(data_dir: &Path) -> PathBuf {
    data_dir.join("desk.closed")
}

fn measure(data_dir: &Path) -> std::io::Result<(u64, u64)> {
    let found = std::fs::metadata(data_dir.join(connection::FILE))?;
    let modified = found.modified()?.duration_since(UNIX_EPOCH).unwrap_or_default();
    Ok((found.len(), u64::try_from(modified.as_millis()).unwrap_or(u64::MAX)))
}
