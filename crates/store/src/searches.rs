//! The last results of searches.

use pondesk_domain::{AccountId, EpochMs, Platform};
use rusqlite::Row;

use crate::column::{id, platform, time};
use crate::{Store, StoreError};

/// One page of results as it was shown.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LastSearch {
    /// The account that searched.
    pub account_id: AccountId,
    /// Where.
    pub platform: Platform,
    /// What was searched, as JSON text.
    pub query: String,
    /// The page of results, as JSON text.
    pub page: String,
    /// When PandaPon told it.
    pub read_at: EpochMs,
}

impl Store {
    /// Keeps a page of results in the cache. The newest `keep` of its account and platform stay, older ones go.
    ///
    /// # Errors
    /// None today: a cache that fails is none.
    pub fn keep_search(&self, search: &LastSearch, keep: u32) -> Result<(), StoreError> {
        self.cache().run(|db| {
            let account_id = search.account_id.as_str();
            let platform = search.platform.as_str();
            db.prepare_cached(
                "INSERT INTO searches (account_id, platform, query, page, read_at) VALUES (?, ?, ?, ?, ?)",
            )?
            .execute((account_id, platform, &search.query, &search.page, search.read_at.0))?;
            db.prepare_cached(
                "DELETE FROM searches WHERE account_id = ?1 AND platform = ?2 AND search_key NOT IN (
                     SELECT search_key FROM searches WHERE account_id = ?1 AND platform = ?2
                     ORDER BY read_at DESC, search_key DESC LIMIT ?3)",
            )?
            .execute((account_id, platform, keep))?;
            Ok(())
        });
        Ok(())
    }

    /// The results kept of an account, of both platforms, newest first.
    ///
    /// # Errors
    /// None today: a cache that fails is none.
    pub fn last_searches(&self, account_id: &AccountId) -> Result<Vec<LastSearch>, StoreError> {
        let kept = self.cache().run(|db| {
            db.prepare_cached(
                "SELECT * FROM searches WHERE account_id = ? ORDER BY read_at DESC, search_key DESC",
            )?
            .query_and_then([account_id.as_str()], search_from)?
            .collect()
        });
        Ok(kept.unwrap_or_default())
    }
}

fn search_from(row: &Row<'_>) -> Result<LastSearch, StoreError> {
    Ok(LastSearch {
        account_id: id(row, "account_id")?,
        platform: platform(row, "platform")?,
        query: row.get("query")?,
        page: row.get("page")?,
        read_at: time(row, "read_at")?,
    })
}
