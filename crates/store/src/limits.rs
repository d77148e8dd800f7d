//! What an account may do without being stopped or asked.

use pondesk_domain::{AccountId, Limits};
use rusqlite::named_params;

use crate::column::{fen, money};
use crate::{Store, StoreError};

impl Store {
    /// The limits of an account; the default ones before any were kept.
    ///
    /// # Errors
    /// When the database refuses.
    pub fn limits(&self, account_id: &AccountId) -> Result<Limits, StoreError> {
        self.read("read an account's limits", |db| {
            let kept = db
                .prepare_cached("SELECT * FROM account_limits WHERE account_id = ?")?
                .query_and_then([account_id.as_str()], |row| {
                    Ok::<_, StoreError>(Limits {
                        daily: money(row, "daily_fen")?,
                        confirm_above: money(row, "confirm_above_fen")?,
                        duplicate_hours: row.get("duplicate_hours")?,
                    })
                })?
                .next()
                .transpose()?;
            Ok(kept.unwrap_or_default())
        })
    }

    /// Keeps the limits of an account, in place of earlier ones.
    ///
    /// # Errors
    /// [`StoreError::NoSuchAccount`].
    pub fn save_limits(&self, account_id: &AccountId, limits: &Limits) -> Result<(), StoreError> {
        let (account_id, limits) = (account_id.clone(), limits.clone());
        self.write("keep an account's limits", move |tx| {
            tx.prepare_cached(
                "INSERT INTO account_limits (account_id, daily_fen, confirm_above_fen, duplicate_hours)
                 VALUES (:account_id, :daily_fen, :confirm_above_fen, :duplicate_hours)
                 ON CONFLICT (account_id) DO UPDATE SET daily_fen = excluded.daily_fen,
                     confirm_above_fen = excluded.confirm_above_fen, duplicate_hours = excluded.duplicate_hours",
            )?
            .execute(named_params! {
                ":account_id": account_id.as_str(),
                ":daily_fen": fen(limits.daily),
                ":confirm_above_fen": fen(limits.confirm_above),
                ":duplicate_hours": limits.duplicate_hours,
            })?;
            Ok(())
        })
    }
}
