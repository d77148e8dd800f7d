//! When the order list of an account was last read.

use pondesk_domain::{AccountId, EpochMs, Platform};
use rusqlite::{OptionalExtension, Transaction};

use crate::{Store, StoreError};

impl Store {
    /// Notes that the newest orders of a platform were read now.
    ///
    /// # Errors
    /// [`StoreError::NoSuchAccount`].
    pub fn mark_order_list_read(
        &self,
        account_id: &AccountId,
        platform: Platform,
        at: EpochMs,
    ) -> Result<(), StoreError> {
        let account_id = account_id.clone();
        self.write("note that the order list was read", move |tx| {
            note_list_read(tx, &account_id, platform, at)
        })
    }

    /// When the newest orders of a platform were last read.
    ///
    /// # Errors
    /// When the database refuses.
    pub fn order_list_read_at(
        &self,
        account_id: &AccountId,
        platform: Platform,
    ) -> Result<Option<EpochMs>, StoreError> {
        self.read("read when the order list was read", |db| {
            let at: Option<i64> = db
                .prepare_cached("SELECT read_at FROM order_list_reads WHERE account_id = ? AND platform = ?")?
                .query_row((account_id.as_str(), platform.as_str()), |row| row.get(0))
                .optional()?;
            Ok(at.map(EpochMs))
        })
    }
}

/// Notes when the newest orders of a platform were read. The last word counts: a clock may have been put back.
pub(crate) fn note_list_read(
    tx: &Transaction<'_>,
    account_id: &AccountId,
    platform: Platform,
    at: EpochMs,
) -> Result<(), StoreError> {
    tx.prepare_cached(
        "INSERT INTO order_list_reads (account_id, platform, read_at) VALUES (?, ?, ?)
         ON CONFLICT (account_id, platform) DO UPDATE SET read_at = excluded.read_at",
    )?
    .execute((account_id.as_str(), platform.as_str(), at.0))?;
    Ok(())
}
