//! What can be fetched again: last results of searches, offers and carts as they came. A file of its own, so that the
//! desk's file stays small and its backups too.
//!
//! It may be deleted at any time. A cache that cannot be read is made anew; one that cannot be written is none, and
//! nobody is told more than the log: the next read comes from PandaPon.

use std::path::{Path, PathBuf};
use std::sync::{Mutex, PoisonError};
use std::time::Duration;

use rusqlite::{Connection, ErrorCode, OpenFlags};

use crate::{StoreError, files};

/// The cache's name in the data folder.
const FILE: &str = "cache.sqlite";

/// Raised with every change of the tables: a cache of another version is made anew.
const VERSION: u32 = 1;

const TABLES: &str = include_str!("cache.sql");

/// The cache of one desk.
#[derive(Debug)]
pub(crate) struct Cache {
    file: PathBuf,
    connection: Mutex<Option<Connection>>,
}

impl Cache {
    /// The cache of a data folder; opened when it is first used.
    pub(crate) fn new(data_dir: &Path) -> Self {
        Self { file: data_dir.join(FILE), connection: Mutex::default() }
    }

    /// Reads or writes the cache, in one transaction. When that fails the cache is made anew and asked once more; `None`
    /// when it fails again, or another program holds it.
    pub(crate) fn run<T>(&self, work: impl Fn(&Connection) -> Result<T, StoreError>) -> Option<T> {
        let mut held = self.connection.lock().unwrap_or_else(PoisonError::into_inner);
        let mut attempt = || {
            // Somebody may have deleted it since: what is written into a deleted file is seen by nobody.
            if !self.file.exists() {
                *held = None;
            }
            let mut connection = match held.take() {
                Some(connection) => connection,
                None => open(&self.file)?,
            };
            let transaction = connection.transaction()?;
            let done = work(&transaction)?;
            transaction.commit()?;
            *held = Some(connection);
            Ok(done)
        };
        let failed: StoreError = match attempt() {
            Ok(done) => return Some(done),
            Err(error) => error,
        };
        if matches!(&failed, StoreError::Sql { source, .. } if source.sqlite_error_code() == Some(ErrorCode::DatabaseBusy))
        {
            return None;
        }
        tracing::info!(error = %failed, "the cache is made anew");
        if let Err(error) = self.remove() {
            tracing::warn!(%error, "the cache cannot be removed");
        }
        attempt().inspect_err(|error| tracing::warn!(%error, "there is no cache")).ok()
    }

    fn remove(&self) -> std::io::Result<()> {
        for beside in ["", "-wal", "-shm"] {
            let mut name = self.file.clone().into_os_string();
            name.push(beside);
            files::remove(Path::new(&name))?;
        }
        Ok(())
    }
}

fn open(file: &Path) -> Result<Connection, StoreError> {
    let flags =
        OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_CREATE | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    let connection = Connection::open_with_flags(file, flags)?;
    connection.busy_timeout(Duration::from_secs(1))?;
    // A power cut may cost the newest rows: they are fetched again.
    connection.execute_batch(
        "PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL; PRAGMA trusted_schema = OFF;",
    )?;
    let found: u32 = connection.query_row("PRAGMA user_version", [], |row| row.get(0))?;
    match found {
        VERSION => {}
        0 => {
            connection.execute_batch(&format!("BEGIN; {TABLES} PRAGMA user_version = {VERSION}; COMMIT;"))?;
        }
        _ => return Err(StoreError::Unreadable { what: "cache of another version" }),
    }
    Ok(connection)
}
