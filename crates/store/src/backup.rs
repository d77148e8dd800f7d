//! Backups: whole copies of the database, beside it. Which are kept is stated here and nowhere else.
//!
//! A backup is written under another name, read as a whole, and only then gets its own: a half one never counts. It is
//! made from a reading connection of its own, so readers and the writer go on. It holds the database. The files of
//! vouchers are not copied: Pondesk never changes or deletes one, and each is named by its hash, so the rows of every
//! backup find theirs in `vouchers/`. Caches are in no backup. A copy of the inbox stands beside each.

use std::collections::HashSet;
use std::path::{Path, PathBuf};

use pondesk_domain::EpochMs;
use rusqlite::Connection;

use crate::connection::{self, Journal};
use crate::{Store, StoreError, files, health, inbox, stamp};

/// Days of which the newest daily backup is kept.
pub const DAYS_KEPT: usize = 7;
/// Weeks, from Monday, of which the newest daily backup is kept.
pub const WEEKS_KEPT: usize = 4;
/// Backups made on the user's word that are kept.
pub const ASKED_KEPT: usize = 5;
/// Backups made before a migration that are kept.
pub const BEFORE_MIGRATION_KEPT: usize = 3;

const DAY_MS: i64 = 24 * 60 * 60 * 1000;
const FOLDER: &str = "backups";
const ENDING: &str = ".sqlite";
/// Ending of a backup that is being written.
const PART: &str = ".part";

/// Why a backup was made.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum BackupKind {
    /// A day went by.
    Daily,
    /// The user asked.
    Asked,
    /// The schema was about to be brought up.
    BeforeMigration,
}

impl BackupKind {
    const ALL: [Self; 3] = [Self::Daily, Self::Asked, Self::BeforeMigration];

    const fn word(self) -> &'static str {
        match self {
            Self::Daily => "daily",
            Self::Asked => "asked",
            Self::BeforeMigration => "before-migration",
        }
    }
}

/// A backup that was written whole and checked.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Backup {
    /// Its name; the time in it is UTC.
    pub name: String,
    /// Why it was made.
    pub kind: BackupKind,
    /// The moment that it holds.
    pub made_at: EpochMs,
    /// Its size in bytes.
    pub bytes: u64,
}

impl Store {
    /// Makes a backup, checks it, and puts away those that are too many. Reads and writes go on meanwhile.
    ///
    /// # Errors
    /// [`StoreError::DiskFull`], [`StoreError::Damaged`], and what else the file system refuses. None of them leaves
    /// anything behind or puts an older backup away.
    pub fn back_up(&self, kind: BackupKind, now: EpochMs) -> Result<Backup, StoreError> {
        let make = || {
            let source = connection::open_to_look(&self.data_dir().join(connection::FILE))?;
            connection::refuse_newer(&source)?;
            make(&source, self.data_dir(), kind, now)
        };
        make().map_err(|error| self.heed(error.during("make a backup", self.data_dir())))
    }

    /// All backups, newest first.
    ///
    /// # Errors
    /// When the folder cannot be read.
    pub fn backups(&self) -> Result<Vec<Backup>, StoreError> {
        all(self.data_dir())
    }

    /// The backups of a folder that may be open elsewhere, newest first.
    ///
    /// # Errors
    /// When the folder cannot be read.
    pub fn backups_in(data_dir: &Path) -> Result<Vec<Backup>, StoreError> {
        all(data_dir)
    }

    /// Whether a daily backup is to be made: the newest is a day old or from a future that the clock took back. A desk
    /// without accounts has nothing to lose.
    ///
    /// # Errors
    /// When the folder or the database cannot be read.
    pub fn backup_due(&self, now: EpochMs) -> Result<bool, StoreError> {
        let newest = all(self.data_dir())?.into_iter().find(|backup| backup.kind == BackupKind::Daily);
        let fresh = newest.is_some_and(|newest| (0..DAY_MS).contains(&now.since(newest.made_at)));
        Ok(!fresh && !self.accounts()?.is_empty())
    }
}

/// Makes a backup of what `source` shows.
pub(crate) fn make(
    source: &Connection,
    data_dir: &Path,
    kind: BackupKind,
    now: EpochMs,
) -> Result<Backup, StoreError> {
    let folder = data_dir.join(FOLDER);
    let name = format!("{}-{}{ENDING}", stamp::stamp(now), kind.word());
    let part = folder.join(format!("{name}{PART}"));
    let failed = |source| StoreError::file(&folder, data_dir, source);
    files::make_private_folder(&folder).map_err(failed)?;
    let written = (|| {
        files::remove(&part).map_err(failed)?;
        source.execute("VACUUM INTO ?", [part.to_string_lossy()])?;
        files::sync_file(&part).map_err(failed)?;
        verify(&part)?;
        std::fs::rename(&part, folder.join(&name)).map_err(failed)?;
        files::sync_folder(&folder).map_err(failed)
    })();
    if let Err(error) = written {
        // What was half written takes no room; that it cannot be removed is the smaller fault.
        files::remove(&part).ok();
        return Err(error);
    }
    let bytes = std::fs::metadata(folder.join(&name)).map_err(failed)?.len();
    // A damaged inbox must not cost the desk its backup: it is mended when it is next written to.
    if let Err(error) = inbox::make_copy(data_dir, &folder.join(&name)) {
        tracing::error!(%error, "the backup has no copy of the inbox");
    }
    put_away(data_dir)?;
    Ok(Backup { name, kind, made_at: now, bytes })
}

/// All backups of a data folder, newest first. Names that this module does not give are none.
pub(crate) fn all(data_dir: &Path) -> Result<Vec<Backup>, StoreError> {
    let folder = data_dir.join(FOLDER);
    let failed = |source| StoreError::file(&folder, data_dir, source);
    if !folder.exists() {
        return Ok(Vec::new());
    }
    let mut found = Vec::new();
    for entry in std::fs::read_dir(&folder).map_err(failed)? {
        let entry = entry.map_err(failed)?;
        let Some((kind, made_at)) = entry.file_name().to_str().and_then(read_name) else { continue };
        let bytes = entry.metadata().map_err(failed)?.len();
        found.push(Backup { name: entry.file_name().to_string_lossy().into_owned(), kind, made_at, bytes });
    }
    found.sort_by(|one, other| (other.made_at, &other.name).cmp(&(one.made_at, &one.name)));
    Ok(found)
}

/// The backup of this name; only names of [`all`] become paths.
pub(crate) fn named(data_dir: &Path, name: &str) -> Result<Backup, StoreError> {
    all(data_dir)?.into_iter().find(|backup| backup.name == name).ok_or(StoreError::NoSuchBackup)
}

/// The newest backup that is whole.
pub(crate) fn last_good(data_dir: &Path) -> Result<Option<Backup>, StoreError> {
    Ok(all(data_dir)?.into_iter().find(|backup| match verify(&path(data_dir, backup)) {
        Ok(()) => true,
        Err(error) => {
            tracing::warn!(%error, backup = backup.name, "this backup is not used");
            false
        }
    }))
}

/// Where a backup is.
pub(crate) fn path(data_dir: &Path, backup: &Backup) -> PathBuf {
    data_dir.join(FOLDER).join(&backup.name)
}

/// Reads a backup as a whole.
///
/// # Errors
/// [`StoreError::Damaged`], [`StoreError::Newer`].
pub(crate) fn verify(file: &Path) -> Result<(), StoreError> {
    let look = || {
        let connection = connection::open_reading(file)?;
        if connection::refuse_newer(&connection)? == 0 {
            return Err(StoreError::Damaged { said: "a database without a schema".to_owned() });
        }
        health::check(&connection)
    };
    look().map_err(|error: StoreError| error.during("check a backup", file))
}

/// Removes what an ended Pondesk was still writing.
pub(crate) fn remove_parts(data_dir: &Path) -> std::io::Result<()> {
    let folder = data_dir.join(FOLDER);
    if !folder.exists() {
        return Ok(());
    }
    for entry in std::fs::read_dir(&folder)? {
        let name = entry?.file_name();
        // SQLite may have put a journal beside it.
        if name.to_string_lossy().contains(PART) {
            files::remove(&folder.join(name))?;
        }
    }
    Ok(())
}

/// Makes a copy of a backup that can be written to, as one file.
pub(crate) fn copy_to(data_dir: &Path, backup: &Backup, to: &Path) -> Result<Connection, StoreError> {
    std::fs::copy(path(data_dir, backup), to).map_err(|source| StoreError::file(to, data_dir, source))?;
    connection::open_writing(to, Journal::Single)
}

fn put_away(data_dir: &Path) -> Result<(), StoreError> {
    let folder = data_dir.join(FOLDER);
    for backup in too_many(&all(data_dir)?) {
        let backup = folder.join(&backup.name);
        for gone in [inbox::copy_beside(&backup), backup] {
            files::remove(&gone).map_err(|source| StoreError::file(&folder, data_dir, source))?;
        }
    }
    Ok(())
}

/// The backups that need not be kept. `all` is newest first.
fn too_many(all: &[Backup]) -> Vec<&Backup> {
    let mut kept = HashSet::new();
    let of = |kind| all.iter().filter(move |backup| backup.kind == kind);
    kept.extend(newest_of_each(of(BackupKind::Daily), DAYS_KEPT, day));
    kept.extend(newest_of_each(of(BackupKind::Daily), WEEKS_KEPT, week));
    kept.extend(of(BackupKind::Asked).take(ASKED_KEPT).map(|backup| &backup.name));
    kept.extend(of(BackupKind::BeforeMigration).take(BEFORE_MIGRATION_KEPT).map(|backup| &backup.name));
    all.iter().filter(|backup| !kept.contains(&backup.name)).collect()
}

fn newest_of_each<'a>(
    newest_first: impl Iterator<Item = &'a Backup>,
    periods: usize,
    period: fn(EpochMs) -> i64,
) -> Vec<&'a String> {
    let mut seen = HashSet::new();
    newest_first
        .filter(|backup| seen.insert(period(backup.made_at)))
        .take(periods)
        .map(|backup| &backup.name)
        .collect()
}

fn day(at: EpochMs) -> i64 {
    at.0.div_euclid(DAY_MS)
}

/// 1 January 1970 was a Thursday.
fn week(at: EpochMs) -> i64 {
    (day(at) + 3).div_euclid(7)
}

fn read_name(name: &str) -> Option<(BackupKind, EpochMs)> {
    let name = name.strip_suffix(ENDING)?;
    BackupKind::ALL.into_iter().find_map(|kind| {
        let time = name.strip_suffix(kind.word())?.strip_suffix('-')?;
        Some((kind, stamp::read(time)?))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn backup(kind: BackupKind, made_at: i64) -> Backup {
        let made_at = EpochMs(made_at);
        Backup { name: format!("{}-{}{ENDING}", stamp::stamp(made_at), kind.word()), kind, made_at, bytes: 1 }
    }

    #[test]
    fn a_name_tells_kind_and_time_and_no_other_name_is_one() {
        for kind in BackupKind::ALL {
            let made = backup(kind, 1_795_402_237_123);
            assert_eq!(read_name(&made.name), Some((kind, made.made_at)));
            assert_eq!(read_name(&format!("{}{PART}", made.name)), None);
        }
        assert_eq!(read_name("../20261123-025037-123-daily.sqlite"), None);
        assert_eq!(read_name("20261123-025037-123-weekly.sqlite"), None);
    }

    #[test]
    fn seven_days_and_four_weeks_stay() {
        // Two backups a day for sixty days; day 0 is Monday, 5 January 1970.
        let monday = 4 * DAY_MS;
        let mut all: Vec<_> = (0..60)
            .flat_map(|day| [1, 2].map(|half| backup(BackupKind::Daily, monday + day * DAY_MS + half)))
            .collect();
        all.extend((0..9).map(|n| backup(BackupKind::Asked, monday + n)));
        all.extend((0..9).map(|n| backup(BackupKind::BeforeMigration, monday + n)));
        all.sort_by_key(|backup| std::cmp::Reverse(backup.made_at));
        let gone: HashSet<_> = too_many(&all).into_iter().map(|backup| backup.name.clone()).collect();
        let kept: Vec<_> = all.iter().filter(|backup| !gone.contains(&backup.name)).collect();
        let days: Vec<_> = kept
            .iter()
            .filter(|backup| backup.kind == BackupKind::Daily)
            .map(|backup| ((backup.made_at.0 - monday) / DAY_MS, backup.made_at.0 % DAY_MS))
            .collect();
        // Day 59 is a Thursday; 55, 48 and 41 are the Sundays before.
        assert_eq!(days, [59, 58, 57, 56, 55, 54, 53, 48, 41].map(|day| (day, 2)));
        let of = |kind| kept.iter().filter(|backup| backup.kind == kind).count();
        assert_eq!((of(BackupKind::Asked), of(BackupKind::BeforeMigration)), (5, 3));
        assert!(
            too_many(&kept.into_iter().cloned().collect::<Vec<_>>()).is_empty(),
            "what is kept once stays"
        );
    }
}
