//! Putting a backup in the place of the database. The file that was there is moved aside, never deleted.
//!
//! First the file that will take its place is made whole under a name of its own; a kill until then changes nothing. Its
//! last name, `restored-….sqlite`, is the decision: whoever opens the folder next carries it out to the end, however
//! often it is interrupted.

use std::path::{Path, PathBuf};

use pondesk_domain::EpochMs;
use rusqlite::Connection;
use serde::{Deserialize, Serialize};

use crate::backup::{self, Backup};
use crate::connection::{self, FILE, Journal};
use crate::writer::in_transaction;
use crate::{Store, StoreError, files, health, notices, salvage, stamp};

/// Where files go that were moved aside, each with its own folder.
pub(crate) const ASIDE: &str = "moved-aside";
const RESTORED: &str = "restored-";
const ENDING: &str = ".sqlite";
/// The file that is being made.
const PART: &str = "restoring.sqlite";

/// What SQLite keeps beside a database. They belong together: a log that outlives its file would be read into the next.
const PARTS: [&str; 3] = ["-wal", "-shm", ""];

/// Why a file was replaced.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum RestoreCause {
    /// The user asked.
    Asked,
    /// It was damaged.
    Damaged,
    /// It was gone or empty, and there were backups.
    Lost,
}

/// What a restore did.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Restored {
    /// Why.
    pub cause: RestoreCause,
    /// When.
    pub at: EpochMs,
    /// The backup; `None` when there was none, and the desk started empty.
    pub backup: Option<String>,
    /// The moment that the backup holds.
    pub backup_made_at: Option<EpochMs>,
    /// The folder in the data folder that has the file moved aside; `None` when there was no file.
    pub moved_aside: Option<String>,
    /// Orders in the file moved aside that were first read after the backup; `None` when they cannot be counted.
    pub newer_orders: Option<u32>,
    /// Operations carried over from the file moved aside: the backup did not know them, or knew less of them.
    pub operations: u32,
    /// Operations that are unknown now: they may have happened.
    pub unknown: u32,
    /// Whether accounts, operations and vouchers could all be read from the file moved aside.
    pub all_read: bool,
}

impl Store {
    /// Reads the whole file once more; when it is damaged, moves it aside and puts the last good backup in its place.
    /// Reads and writes wait meanwhile. `None` when the file is well: the damage was in one row's words only.
    ///
    /// # Errors
    /// As [`Store::restore`].
    pub fn mend(&self, now: EpochMs) -> Result<Option<Restored>, StoreError> {
        let looked = connection::open_reading(&self.data_dir().join(connection::FILE))
            .and_then(|connection| health::check(&connection))
            .map_err(|error| error.during("check the database", self.data_dir()));
        match looked {
            Ok(()) => {
                self.health().found_well(now);
                Ok(None)
            }
            Err(StoreError::Damaged { .. }) => {
                self.replace(now, |data_dir| mend(data_dir, RestoreCause::Damaged, now)).map(Some)
            }
            Err(error) => Err(error),
        }
    }

    /// Puts a backup in the place of the database, which is moved aside. Accounts, operations and vouchers that the
    /// backup does not know are carried over; operations that are not over become unknown. Reads and writes wait.
    ///
    /// # Errors
    /// [`StoreError::NoSuchBackup`], [`StoreError::Damaged`] and [`StoreError::Newer`] for the backup,
    /// [`StoreError::DiskFull`], [`StoreError::ReadOnly`]. The database is as it was then.
    pub fn restore(&self, name: &str, now: EpochMs) -> Result<Restored, StoreError> {
        self.writable()?;
        let chosen = backup::named(self.data_dir(), name)?;
        backup::verify(&backup::path(self.data_dir(), &chosen))?;
        self.replace(now, |data_dir| decide(data_dir, Some(&chosen), RestoreCause::Asked, now))
    }
}

/// [`decide`] for the newest backup that is whole, or an empty database when there is none.
///
/// # Errors
/// As [`decide`].
pub(crate) fn mend(data_dir: &Path, cause: RestoreCause, now: EpochMs) -> Result<Restored, StoreError> {
    let last_good = backup::last_good(data_dir)?;
    decide(data_dir, last_good.as_ref(), cause, now)
}

/// Decides that `from` or an empty database takes the place of the present one, which nobody writes meanwhile; [`finish`]
/// carries it out.
///
/// # Errors
/// [`StoreError::DiskFull`] and what else the file system refuses, [`StoreError::Damaged`] and [`StoreError::Newer`] for
/// the backup. The database is as it was then.
fn decide(
    data_dir: &Path,
    from: Option<&Backup>,
    cause: RestoreCause,
    now: EpochMs,
) -> Result<Restored, StoreError> {
    let part = data_dir.join(PART);
    let failed = |source| StoreError::file(&part, data_dir, source);
    let made = (|| {
        remove_part(data_dir).map_err(failed)?;
        let restored = make(data_dir, &part, from, cause, now)?;
        files::sync_file(&part).map_err(failed)?;
        let decided = data_dir.join(format!("{RESTORED}{}{ENDING}", stamp::stamp(now)));
        std::fs::rename(&part, decided).map_err(failed)?;
        files::sync_folder(data_dir).map_err(failed)?;
        Ok(restored)
    })();
    made.map_err(|error: StoreError| {
        remove_part(data_dir).ok();
        error.during("restore a backup", data_dir)
    })
}

/// Carries out what a restore decided: moves the old file aside and gives the new one its name.
///
/// # Errors
/// What the file system refuses.
pub(crate) fn finish(data_dir: &Path) -> Result<(), StoreError> {
    let failed = |source| StoreError::file(data_dir, data_dir, source);
    for (decided, stamp) in decided(data_dir).map_err(failed)? {
        let aside = data_dir.join(ASIDE).join(stamp);
        let carry_out = || {
            files::make_private_folder(&aside)?;
            for part in PARTS {
                let name = format!("{FILE}{part}");
                files::rename(&data_dir.join(&name), &aside.join(&name))?;
            }
            files::sync_folder(&aside)?;
            std::fs::rename(&decided, data_dir.join(FILE))?;
            files::sync_folder(data_dir)
        };
        carry_out().map_err(failed)?;
    }
    Ok(())
}

/// Removes what an ended Pondesk was still making.
pub(crate) fn remove_part(data_dir: &Path) -> std::io::Result<()> {
    for beside in ["", "-journal", "-wal", "-shm"] {
        files::remove(&data_dir.join(format!("{PART}{beside}")))?;
    }
    Ok(())
}

/// Whether the database is gone or has nothing in it.
pub(crate) fn is_lost(data_dir: &Path) -> bool {
    std::fs::metadata(data_dir.join(FILE)).is_ok_and(|found| found.len() == 0)
        || !data_dir.join(FILE).exists()
}

fn make(
    data_dir: &Path,
    part: &Path,
    from: Option<&Backup>,
    cause: RestoreCause,
    now: EpochMs,
) -> Result<Restored, StoreError> {
    let mut connection: Connection = match from {
        Some(backup) => backup::copy_to(data_dir, backup, part)?,
        None => connection::open_writing(part, Journal::Single)?,
    };
    connection::migrate(&mut connection)?;
    let file = data_dir.join(FILE);
    let backup_made_at = from.map(|backup| backup.made_at);
    let there = file.exists();
    let restored = in_transaction(&mut connection, |tx| {
        let salvaged = match there {
            true => salvage::carry_over(&file, tx, backup_made_at)?,
            false => salvage::Salvaged { all_read: true, ..salvage::Salvaged::default() },
        };
        let restored = Restored {
            cause,
            at: now,
            backup: from.map(|backup| backup.name.clone()),
            backup_made_at,
            moved_aside: there.then(|| format!("{ASIDE}/{}", stamp::stamp(now))),
            newer_orders: salvaged.newer_orders,
            operations: salvaged.operations,
            unknown: salvage::doubt_what_is_not_over(tx, now)?,
            all_read: salvaged.all_read,
        };
        notices::write(tx, &restored)?;
        // What the user kept beside orders since is found by it when the index is made anew; what was told of orders
        // since is fetched from the start.
        tx.execute("UPDATE order_index_rules SET rules = 0", [])?;
        tx.execute("UPDATE fills SET cursor = NULL, rows_read = 0, filled_at = NULL", [])?;
        tx.execute("DELETE FROM fetched_pages", [])?;
        Ok(restored)
    })?;
    connection.close().map_err(|(_, error)| StoreError::from(error))?;
    Ok(restored)
}

/// Files that a restore decided upon, with their stamps; one at most, unless somebody copied it.
fn decided(data_dir: &Path) -> std::io::Result<Vec<(PathBuf, String)>> {
    let mut found = Vec::new();
    for entry in std::fs::read_dir(data_dir)? {
        let name = entry?.file_name();
        let stamp = name.to_str().and_then(|name| name.strip_prefix(RESTORED)?.strip_suffix(ENDING));
        if let Some(stamp) = stamp.filter(|stamp| stamp::read(stamp).is_some()) {
            found.push((data_dir.join(&name), stamp.to_owned()));
        }
    }
    found.sort();
    Ok(found)
}
