//! Where messages come in, in the agent's own words. Kept here, not in the desk's file: a restore of that must not change
//! an address that PandaPon was told.

use pondesk_domain::AccountId;
use rusqlite::OptionalExtension;

use super::Inbox;
use crate::StoreError;

impl Inbox {
    /// The receiver's settings, JSON; `None` before they were first kept.
    ///
    /// # Errors
    /// When the inbox cannot be read.
    pub fn receiver_settings(&self) -> Result<Option<String>, StoreError> {
        self.read("read the receiver's settings", |db| {
            Ok(db.query_row("SELECT settings FROM receiver", [], |row| row.get(0)).optional()?)
        })
    }

    /// Keeps the receiver's settings.
    ///
    /// # Errors
    /// When the inbox cannot be written.
    pub fn save_receiver_settings(&self, settings: &str) -> Result<(), StoreError> {
        let settings = settings.to_owned();
        self.write("keep the receiver's settings", move |tx| {
            tx.execute(
                "INSERT INTO receiver (one, settings) VALUES (1, ?)
                 ON CONFLICT (one) DO UPDATE SET settings = excluded.settings",
                [settings],
            )?;
            Ok(())
        })
    }

    /// What each account's path is and what it asks of messages, JSON.
    ///
    /// # Errors
    /// When the inbox cannot be read.
    pub fn doors(&self) -> Result<Vec<(AccountId, String)>, StoreError> {
        self.read("read the paths of the receiver", |db| {
            db.prepare_cached("SELECT account_id, settings FROM doors ORDER BY account_id")?
                .query_and_then([], |row| Ok((AccountId::from(row.get::<_, String>(0)?), row.get(1)?)))?
                .collect()
        })
    }

    /// Keeps what an account that has no path yet is to have; what it has now. Of two who see it without one the first wins.
    ///
    /// # Errors
    /// When the inbox cannot be written.
    pub fn first_door(&self, account_id: &AccountId, settings: &str) -> Result<String, StoreError> {
        let (account_id, settings) = (account_id.clone(), settings.to_owned());
        self.write("keep a path of the receiver", move |tx| {
            tx.execute(
                "INSERT INTO doors (account_id, settings) VALUES (?, ?) ON CONFLICT (account_id) DO NOTHING",
                (account_id.as_str(), settings),
            )?;
            let kept = "SELECT settings FROM doors WHERE account_id = ?";
            Ok(tx.query_row(kept, [account_id.as_str()], |row| row.get(0))?)
        })
    }

    /// Keeps an account's path and what it asks of messages.
    ///
    /// # Errors
    /// When the inbox cannot be written.
    pub fn save_door(&self, account_id: &AccountId, settings: &str) -> Result<(), StoreError> {
        let (account_id, settings) = (account_id.clone(), settings.to_owned());
        self.write("keep a path of the receiver", move |tx| {
            tx.execute(
                "INSERT INTO doors (account_id, settings) VALUES (?, ?)
                 ON CONFLICT (account_id) DO UPDATE SET settings = excluded.settings",
                (account_id.as_str(), settings),
            )?;
            Ok(())
        })
    }
}
