//! The inbox's file: opening it, and another one in its place when it is damaged.

use std::path::{Path, PathBuf};

use pondesk_domain::EpochMs;
use rusqlite::Connection;
use rusqlite_migration::{M, Migrations};

use super::{copies, salvage};
use crate::connection::{Journal, open_to_look, set_up_writing};
use crate::restore::ASIDE;
use crate::{StoreError, files, health, stamp};

/// The inbox's name in the data folder.
pub(crate) const FILE: &str = "inbox.sqlite";

/// One step of the schema each, in order. A step that was released is never edited: a new one follows.
const STEPS: &[M<'static>] = &[M::up(include_str!("0001_messages.sql"))];

/// Opens the inbox for writing; when it is damaged it is moved aside and replaced.
///
/// # Errors
/// [`StoreError::Newer`], [`StoreError::ReadOnlyFolder`], [`StoreError::DiskFull`], and what else the file system refuses.
pub(super) fn open_or_replace(data_dir: &Path, now: EpochMs) -> Result<Connection, StoreError> {
    match open(data_dir) {
        Err(StoreError::Damaged { said }) => {
            tracing::error!(said, "the inbox is damaged and moved aside");
            replace(data_dir, now)
        }
        opened => opened,
    }
}

/// Moves the inbox aside and makes another, of the newest good backup and of all that can be read of the damaged one.
/// Nobody else has it open.
///
/// # Errors
/// As [`open_or_replace`].
pub(super) fn replace(data_dir: &Path, now: EpochMs) -> Result<Connection, StoreError> {
    let aside = data_dir.join(ASIDE).join(format!("{}-inbox", stamp::stamp(now)));
    let failed = |source| StoreError::file(&aside, data_dir, source);
    files::make_private_folder(&aside).map_err(failed)?;
    for beside in ["-wal", "-shm", ""] {
        let name = format!("{FILE}{beside}");
        files::rename(&data_dir.join(&name), &aside.join(&name)).map_err(failed)?;
    }
    files::sync_folder(&aside).map_err(failed)?;
    if let Some(good) = copies::newest_whole(data_dir)? {
        std::fs::copy(good, path(data_dir)).map_err(failed)?;
    }
    let connection = open(data_dir)?;
    salvage::carry_over(&aside.join(FILE), &connection);
    Ok(connection)
}

fn open(data_dir: &Path) -> Result<Connection, StoreError> {
    let open = || {
        let mut connection = set_up_writing(&path(data_dir), Journal::Wal, refuse_newer)?;
        Migrations::from_slice(STEPS).to_latest(&mut connection).map_err(|error| match error {
            rusqlite_migration::Error::RusqliteError { err, .. } => StoreError::from(err),
            _ => StoreError::Unreadable { what: "schema version of the inbox" },
        })?;
        Ok(connection)
    };
    open().map_err(|error: StoreError| error.during("open the inbox", data_dir))
}

/// Opens the inbox for reading, beside a writer or alone.
pub(super) fn open_reading(data_dir: &Path) -> Result<Connection, StoreError> {
    let file = path(data_dir);
    if !file.exists() {
        return Err(StoreError::Missing { file });
    }
    let connection = open_to_look(&file)?;
    connection.execute_batch("PRAGMA query_only = ON;")?;
    refuse_newer(&connection)?;
    Ok(connection)
}

/// Reads a whole inbox.
///
/// # Errors
/// [`StoreError::Damaged`], [`StoreError::Newer`].
pub(crate) fn check(file: &Path) -> Result<(), StoreError> {
    let connection = open_to_look(file)?;
    refuse_newer(&connection)?;
    health::check(&connection)
}

fn path(data_dir: &Path) -> PathBuf {
    data_dir.join(FILE)
}

fn refuse_newer(connection: &Connection) -> Result<u32, StoreError> {
    let known = u32::try_from(STEPS.len()).unwrap_or(u32::MAX);
    let found: u32 = connection.query_row("PRAGMA user_version", [], |row| row.get(0))?;
    if found > known { Err(StoreError::Newer { found, known }) } else { Ok(found) }
}
