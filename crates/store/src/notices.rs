//! What the user must be told of the data itself: each restore, until it was read and the orders were fetched again.

use pondesk_domain::EpochMs;
use rusqlite::Transaction;

use crate::column::{from_json, json};
use crate::restore::Restored;
use crate::{Store, StoreError, stamp};

/// A restore that the user was not told of yet, or whose orders were not fetched again yet.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RestoreNotice {
    /// Its id.
    pub notice_id: String,
    /// What was done.
    pub restored: Restored,
    /// Whether the orders were fetched again since.
    pub orders_fetched: bool,
    /// Whether the user read it.
    pub read: bool,
}

impl Store {
    /// Restores that the user did not read of or whose orders are still to be fetched, newest first.
    ///
    /// # Errors
    /// When the database refuses.
    pub fn restore_notices(&self) -> Result<Vec<RestoreNotice>, StoreError> {
        self.read("read the notices", |db| {
            db.prepare_cached(
                "SELECT notice_id, told, orders_fetched_at IS NOT NULL, read_at IS NOT NULL FROM desk_notices
                 WHERE read_at IS NULL OR orders_fetched_at IS NULL ORDER BY at DESC, notice_id DESC",
            )?
            .query_and_then([], |row| {
                Ok(RestoreNotice {
                    notice_id: row.get(0)?,
                    restored: from_json(&row.get::<_, String>(1)?, "notice")?,
                    orders_fetched: row.get(2)?,
                    read: row.get(3)?,
                })
            })?
            .collect()
        })
    }

    /// Notes that the user read a notice. One that is not there any more is read as well.
    ///
    /// # Errors
    /// When the database refuses.
    pub fn mark_notice_read(&self, notice_id: &str, now: EpochMs) -> Result<(), StoreError> {
        let notice_id = notice_id.to_owned();
        self.write("note that a notice was read", move |tx| {
            tx.execute(
                "UPDATE desk_notices SET read_at = ? WHERE notice_id = ? AND read_at IS NULL",
                (now.0, notice_id),
            )?;
            Ok(())
        })
    }

    /// Notes that the orders were fetched again after every restore so far.
    ///
    /// # Errors
    /// When the database refuses.
    pub fn mark_orders_fetched(&self, now: EpochMs) -> Result<(), StoreError> {
        self.write("note that orders were fetched again", move |tx| {
            tx.execute(
                "UPDATE desk_notices SET orders_fetched_at = ? WHERE orders_fetched_at IS NULL",
                [now.0],
            )?;
            Ok(())
        })
    }
}

/// Writes the notice of a restore into the restored file.
pub(crate) fn write(tx: &Transaction<'_>, restored: &Restored) -> Result<(), StoreError> {
    tx.execute(
        "INSERT INTO desk_notices (notice_id, told, at) VALUES (?, ?, ?)
         ON CONFLICT (notice_id) DO UPDATE SET told = excluded.told",
        (stamp::stamp(restored.at), json(restored, "notice")?, restored.at.0),
    )?;
    Ok(())
}
