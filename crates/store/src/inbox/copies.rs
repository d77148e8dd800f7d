//! Copies of the inbox: each backup of the desk has one beside it, of the same moment or a little later.
//!
//! A restore of the desk leaves the inbox alone, since every message in it still came. A copy is used only when the inbox
//! itself is damaged.

use std::path::{Path, PathBuf};

use super::file::{FILE, check};
use crate::connection::open_to_look;
use crate::{StoreError, backup, files};

/// Where the copy of the inbox is that belongs to a backup of the desk.
pub(crate) fn beside(backup: &Path) -> PathBuf {
    backup.with_extension("inbox")
}

/// Makes the copy that belongs to a backup, and reads it as a whole before it counts. Without an inbox there is none.
///
/// # Errors
/// [`StoreError::Damaged`], [`StoreError::DiskFull`], and what else the file system refuses. Nothing half is left.
pub(crate) fn make(data_dir: &Path, backup: &Path) -> Result<(), StoreError> {
    let inbox = data_dir.join(FILE);
    if !inbox.exists() {
        return Ok(());
    }
    let copy = beside(backup);
    let part = copy.with_extension("inbox.part");
    let failed = |source| StoreError::file(&copy, data_dir, source);
    let made = (|| {
        files::remove(&part).map_err(failed)?;
        open_to_look(&inbox)?.execute("VACUUM INTO ?", [part.to_string_lossy()])?;
        files::sync_file(&part).map_err(failed)?;
        check(&part)?;
        std::fs::rename(&part, &copy).map_err(failed)?;
        files::sync_folder(copy.parent().unwrap_or(data_dir)).map_err(failed)
    })();
    made.map_err(|error: StoreError| {
        files::remove(&part).ok();
        error.during("copy the inbox", data_dir)
    })
}

/// The newest copy that is whole.
pub(super) fn newest_whole(data_dir: &Path) -> Result<Option<PathBuf>, StoreError> {
    let copies = backup::all(data_dir)?.into_iter().map(|made| beside(&backup::path(data_dir, &made)));
    Ok(copies.into_iter().find(|copy| copy.exists() && check(copy).is_ok()))
}
