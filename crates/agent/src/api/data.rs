//! The desk's own data: its health, its backups, and what was restored.

use pondesk_domain::EpochMs;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::CommandError;

/// Why a backup was made.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub enum BackupKind {
    /// A day went by.
    Daily,
    /// The user asked.
    Asked,
    /// A newer Pondesk was about to change the database.
    BeforeMigration,
}

/// A backup that was written whole and checked.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct BackupView {
    /// Its name.
    pub name: String,
    /// Why it was made.
    pub kind: BackupKind,
    /// The moment that it holds.
    pub made_at: EpochMs,
    /// Its size in bytes.
    #[ts(type = "number")]
    pub bytes: u64,
}

/// `data_show`: the data of this desk.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct DataView {
    /// When the whole database was last read and found well.
    pub checked_at: Option<EpochMs>,
    /// All backups, newest first.
    pub backups: Vec<BackupView>,
    /// Why the last daily backup could not be made, when it could not.
    pub failure: Option<CommandError>,
    /// Days of which the newest backup is kept.
    pub days_kept: u32,
    /// Weeks of which the newest backup is kept.
    pub weeks_kept: u32,
}

/// `data_check`: what a look at the whole database found. Nothing was changed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct DataChecked {
    /// Size of the database in bytes.
    #[ts(type = "number")]
    pub bytes: u64,
    /// Its schema; 0 when it could not be read.
    pub schema: u32,
    /// What is damaged, in SQLite's words; `None` when all is well.
    pub damage: Option<String>,
    /// What is damaged in the inbox of pushed messages, in SQLite's words.
    pub inbox_damage: Option<String>,
    /// Vouchers whose file is missing or was changed, by SHA-256.
    pub bad_vouchers: Vec<String>,
    /// All backups, newest first.
    pub backups: Vec<BackupView>,
}

/// `backup_restore`: puts a backup in the place of the database.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct BackupRestore {
    /// The backup's name; the newest when left out.
    #[serde(default)]
    pub name: Option<String>,
}

/// Why the database was replaced.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub enum RestoreCause {
    /// The user asked.
    Asked,
    /// It was damaged.
    Damaged,
    /// It was gone or empty, and there were backups.
    Lost,
}

/// A restore. It stays in `desk_status` until it was read.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct RestoreNotice {
    /// Its id.
    pub notice_id: String,
    /// Why.
    pub cause: RestoreCause,
    /// When.
    pub at: EpochMs,
    /// The moment that the backup holds; `None` when there was none, and the desk started empty.
    pub backup_made_at: Option<EpochMs>,
    /// Where in the data folder the old file is; `None` when there was none.
    pub moved_aside: Option<String>,
    /// Orders that were first read after the backup; `None` when they cannot be counted.
    pub newer_orders: Option<u32>,
    /// Operations newer than the backup, carried over from the old file.
    pub operations: u32,
    /// Operations that are unknown since.
    pub unknown: u32,
    /// Whether accounts, operations and vouchers could all be read from the old file.
    pub all_read: bool,
    /// Whether orders were fetched again since.
    pub orders_fetched: bool,
}

/// `notice_read`: the user read a notice.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct NoticeRead {
    /// The notice.
    pub notice_id: String,
}
