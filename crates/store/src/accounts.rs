//! Accounts, the one in use, and the user's settings.

use pondesk_domain::{AccountId, EpochMs};
use rusqlite::{OptionalExtension, Row, named_params};

use crate::column::{id, maybe_time, ms, time};
use crate::{Store, StoreError};

/// An account as this desk keeps it. Key and secret are in the keychain, not here.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Account {
    /// Its id on this desk.
    pub account_id: AccountId,
    /// Its name on this desk.
    pub name: String,
    /// Real or play money, in the caller's word.
    pub environment: String,
    /// Where PandaPon is; `None` for the embedded sandbox.
    pub base_url: Option<String>,
    /// First and last characters of the access key.
    pub access_key_hint: String,
    /// PandaPon's sub-account.
    pub user_id: String,
    /// How to reach it, as JSON text.
    pub connection: String,
    /// A sandbox's control URL.
    pub control_url: Option<String>,
    /// The secret is never written down.
    pub memory_only: bool,
    /// When it was added.
    pub added_at: EpochMs,
    /// When it was removed; its orders stay.
    pub removed_at: Option<EpochMs>,
}

impl Store {
    /// Adds an account, or replaces what is kept of it.
    ///
    /// # Errors
    /// When the database refuses.
    pub fn save_account(&self, account: &Account) -> Result<(), StoreError> {
        let account = account.clone();
        self.write("save an account", move |tx| {
            tx.prepare_cached(
                "INSERT INTO accounts (account_id, name, environment, base_url, access_key_hint, user_id, connection,
                     control_url, memory_only, added_at, removed_at)
                 VALUES (:account_id, :name, :environment, :base_url, :access_key_hint, :user_id, :connection,
                     :control_url, :memory_only, :added_at, :removed_at)
                 ON CONFLICT (account_id) DO UPDATE SET name = excluded.name, environment = excluded.environment,
                     base_url = excluded.base_url, access_key_hint = excluded.access_key_hint,
                     user_id = excluded.user_id, connection = excluded.connection,
                     control_url = excluded.control_url, memory_only = excluded.memory_only,
                     added_at = excluded.added_at, removed_at = excluded.removed_at",
            )?
            .execute(named_params! {
                ":account_id": account.account_id.as_str(),
                ":name": account.name,
                ":environment": account.environment,
                ":base_url": account.base_url,
                ":access_key_hint": account.access_key_hint,
                ":user_id": account.user_id,
                ":connection": account.connection,
                ":control_url": account.control_url,
                ":memory_only": account.memory_only,
                ":added_at": account.added_at.0,
                ":removed_at": ms(account.removed_at),
            })?;
            Ok(())
        })
    }

    /// All accounts but removed ones, oldest first.
    ///
    /// # Errors
    /// When the database refuses.
    pub fn accounts(&self) -> Result<Vec<Account>, StoreError> {
        self.read("list accounts", |db| {
            db.prepare_cached(
                "SELECT * FROM accounts WHERE removed_at IS NULL ORDER BY added_at, account_id",
            )?
            .query_and_then([], account_from)?
            .collect()
        })
    }

    /// One account, also a removed one.
    ///
    /// # Errors
    /// When the database refuses.
    pub fn account(&self, account_id: &AccountId) -> Result<Option<Account>, StoreError> {
        self.read("read an account", |db| {
            db.prepare_cached("SELECT * FROM accounts WHERE account_id = ?")?
                .query_and_then([account_id.as_str()], account_from)?
                .next()
                .transpose()
        })
    }

    /// Takes an account out of use. Its orders, vouchers and operations stay.
    ///
    /// # Errors
    /// [`StoreError::NoSuchAccount`].
    pub fn remove_account(&self, account_id: &AccountId, now: EpochMs) -> Result<(), StoreError> {
        let account_id = account_id.clone();
        self.write("remove an account", move |tx| {
            let removed = tx.execute(
                "UPDATE accounts SET removed_at = coalesce(removed_at, ?2) WHERE account_id = ?1",
                (account_id.as_str(), now.0),
            )?;
            if removed == 0 {
                return Err(StoreError::NoSuchAccount);
            }
            tx.execute(
                "UPDATE desk SET current_account_id = NULL WHERE current_account_id = ?",
                [account_id.as_str()],
            )?;
            Ok(())
        })
    }

    /// Makes an account the one in use.
    ///
    /// # Errors
    /// [`StoreError::NoSuchAccount`], also for a removed one.
    pub fn select_account(&self, account_id: &AccountId) -> Result<(), StoreError> {
        let account_id = account_id.clone();
        self.write("select an account", move |tx| {
            let selected = tx.execute(
                "UPDATE desk SET current_account_id = ?1
                 WHERE EXISTS (SELECT 1 FROM accounts WHERE account_id = ?1 AND removed_at IS NULL)",
                [account_id.as_str()],
            )?;
            if selected == 0 { Err(StoreError::NoSuchAccount) } else { Ok(()) }
        })
    }

    /// The account in use.
    ///
    /// # Errors
    /// When the database refuses.
    pub fn current_account(&self) -> Result<Option<AccountId>, StoreError> {
        self.read("read the account in use", |db| {
            let current: Option<String> =
                db.query_row("SELECT current_account_id FROM desk", [], |row| row.get(0))?;
            Ok(current.map(AccountId::from))
        })
    }

    /// The user's settings as JSON text; `None` before they were saved once.
    ///
    /// # Errors
    /// When the database refuses.
    pub fn settings(&self) -> Result<Option<String>, StoreError> {
        self.read("read the settings", |db| {
            Ok(db.query_row("SELECT settings FROM desk", [], |row| row.get(0))?)
        })
    }

    /// Keeps the user's settings, JSON text.
    ///
    /// # Errors
    /// When the database refuses.
    pub fn save_settings(&self, settings: &str) -> Result<(), StoreError> {
        let settings = settings.to_owned();
        self.write("save the settings", move |tx| {
            tx.execute("UPDATE desk SET settings = ?", [settings])?;
            Ok(())
        })
    }

    /// When PandaPon last answered an account.
    ///
    /// # Errors
    /// When the database refuses.
    pub fn last_answer_at(&self, account_id: &AccountId) -> Result<Option<EpochMs>, StoreError> {
        self.read("read the time of the last answer", |db| {
            let at: Option<Option<i64>> = db
                .prepare_cached("SELECT answered_at FROM accounts WHERE account_id = ?")?
                .query_row([account_id.as_str()], |row| row.get(0))
                .optional()?;
            Ok(at.flatten().map(EpochMs))
        })
    }

    /// Notes that PandaPon answered an account. An earlier time than the one kept changes nothing.
    ///
    /// # Errors
    /// When the database refuses.
    pub fn mark_answered(&self, account_id: &AccountId, at: EpochMs) -> Result<(), StoreError> {
        let account_id = account_id.clone();
        self.write("note an answer", move |tx| {
            tx.prepare_cached(
                "UPDATE accounts SET answered_at = max(coalesce(answered_at, ?2), ?2) WHERE account_id = ?1",
            )?
            .execute((account_id.as_str(), at.0))?;
            Ok(())
        })
    }
}

fn account_from(row: &Row<'_>) -> Result<Account, StoreError> {
    Ok(Account {
        account_id: id(row, "account_id")?,
        name: row.get("name")?,
        environment: row.get("environment")?,
        base_url: row.get("base_url")?,
        access_key_hint: row.get("access_key_hint")?,
        user_id: row.get("user_id")?,
        connection: row.get("connection")?,
        control_url: row.get("control_url")?,
        memory_only: row.get("memory_only")?,
        added_at: time(row, "added_at")?,
        removed_at: maybe_time(row, "removed_at")?,
    })
}
