//! Opening the database of a data folder that this process has to itself: what an ended Pondesk left is carried out or
//! cleared away, damage is seen before it is built upon, and a damaged or lost file is replaced.

use std::path::Path;

use pondesk_domain::EpochMs;
use rusqlite::Connection;

use crate::backup::BackupKind;
use crate::connection::{FILE, Journal};
use crate::health::{self, Mark};
use crate::restore::{self, RestoreCause};
use crate::store::AtOpen;
use crate::writer::in_transaction;
use crate::{StoreError, backup, connection, orders, outbox};

/// An open database, its schema brought up.
pub(crate) struct Opened {
    /// The writing connection.
    pub connection: Connection,
    /// When the whole file was last found well.
    pub checked_at: EpochMs,
    /// What was found in the outbox.
    pub at_open: AtOpen,
}

/// Opens the database, or puts the last good backup in its place when it is damaged or lost.
///
/// # Errors
/// [`StoreError::Newer`], [`StoreError::ReadOnlyFolder`], [`StoreError::DiskFull`], and what else the file system
/// refuses; the file is untouched then.
pub(crate) fn open(data_dir: &Path, now: EpochMs) -> Result<Opened, StoreError> {
    let failed = |source| StoreError::file(data_dir, data_dir, source);
    restore::finish(data_dir)?;
    restore::remove_part(data_dir).map_err(failed)?;
    backup::remove_parts(data_dir).map_err(failed)?;
    if restore::is_lost(data_dir) && !backup::all(data_dir)?.is_empty() {
        return mended(data_dir, RestoreCause::Lost, now);
    }
    match open_whole(data_dir, now) {
        Err(StoreError::Damaged { said }) => {
            tracing::error!(said, "the database is damaged and moved aside");
            mended(data_dir, RestoreCause::Damaged, now)
        }
        opened => opened,
    }
}

fn mended(data_dir: &Path, cause: RestoreCause, now: EpochMs) -> Result<Opened, StoreError> {
    restore::mend(data_dir, cause, now)?;
    restore::finish(data_dir)?;
    open_whole(data_dir, now)
}

/// Opens the database without replacing anything.
///
/// # Errors
/// As [`open`], and [`StoreError::Damaged`].
pub(crate) fn open_whole(data_dir: &Path, now: EpochMs) -> Result<Opened, StoreError> {
    let open = || {
        let file = data_dir.join(FILE);
        let mark = Mark::read(data_dir);
        let mut connection = connection::open_writing(&file, Journal::Wal)?;
        let failed = |source| StoreError::file(&file, data_dir, source);
        Mark::remove(data_dir).map_err(failed)?;
        let found = connection::refuse_newer(&connection)?;
        let older = found < connection::known();
        let checked_at = match mark.map(|mark| mark.checked_at()) {
            Some(checked_at) if !older => checked_at,
            _ => {
                health::check(&connection)?;
                now
            }
        };
        if older && found > 0 {
            backup::make(&connection, data_dir, BackupKind::BeforeMigration, now)?;
        }
        connection::migrate(&mut connection)?;
        let at_open = in_transaction(&mut connection, |tx| {
            orders::bring_up(tx)?;
            outbox::take_over(tx, now)
        })?;
        Ok(Opened { connection, checked_at, at_open })
    };
    open().map_err(|error: StoreError| error.during("open the database", data_dir))
}
