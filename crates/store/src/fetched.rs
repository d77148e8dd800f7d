//! Pages of a history that came and are not applied yet: put down as they are, which takes one small write, so that the next
//! is asked for while what they tell is kept.

use pondesk_domain::{AccountId, EpochMs, Platform, RequestId, Turn};
use rusqlite::{Row, Transaction, named_params};

use crate::column::{id, maybe_id, platform as platform_from, time};
use crate::orders::note_turn;
use crate::{Store, StoreError};

/// A page of a history as PandaPon answered.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FetchedPage {
    /// The account.
    pub account_id: AccountId,
    /// Where.
    pub platform: Platform,
    /// What is fetched, as in [`crate::Fill`].
    pub what: String,
    /// The PandaPon that answered.
    pub base_url: String,
    /// The data of its answer, JSON.
    pub raw: String,
    /// The call.
    pub request_id: Option<RequestId>,
    /// The desk's number of the question.
    pub turn: Turn,
    /// When PandaPon told it.
    pub read_at: EpochMs,
}

/// Names a page that was put down.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct PageKey(i64);

impl Store {
    /// Puts a page down until [`Store::apply_pages`] is told its key with what was read from it.
    ///
    /// # Errors
    /// [`StoreError::NoSuchAccount`].
    pub fn put_down(&self, page: FetchedPage) -> Result<PageKey, StoreError> {
        self.write("put a page down", move |tx| {
            tx.prepare_cached(
                "INSERT INTO fetched_pages (account_id, platform, what, base_url, raw, request_id, turn, read_at)
                 VALUES (:account_id, :platform, :what, :base_url, :raw, :request_id, :turn, :read_at)",
            )?
            .execute(named_params! {
                ":account_id": page.account_id.as_str(),
                ":platform": page.platform.as_str(),
                ":what": page.what,
                ":base_url": page.base_url,
                ":raw": page.raw,
                ":request_id": page.request_id.as_ref().map(RequestId::as_str),
                ":turn": page.turn.0,
                ":read_at": page.read_at.0,
            })?;
            let key = PageKey(tx.last_insert_rowid());
            // Its orders get this number, also when another run applies them.
            note_turn(tx, page.turn)?;
            Ok(key)
        })
    }

    /// The pages of a history that were put down and not applied, in the order they came.
    ///
    /// # Errors
    /// When the database refuses.
    pub fn fetched_pages(
        &self,
        account_id: &AccountId,
        platform: Platform,
        what: &str,
    ) -> Result<Vec<(PageKey, FetchedPage)>, StoreError> {
        self.read("read what was put down", |db| {
            db.prepare_cached(
                "SELECT * FROM fetched_pages WHERE account_id = ? AND platform = ? AND what = ? ORDER BY page_key",
            )?
            .query_and_then((account_id.as_str(), platform.as_str(), what), from_row)?
            .collect()
        })
    }

    /// Forgets the pages of a history that were put down and not applied: they are to be fetched again.
    ///
    /// # Errors
    /// When the database refuses.
    pub fn forget_fetched_pages(
        &self,
        account_id: &AccountId,
        platform: Platform,
        what: &str,
    ) -> Result<(), StoreError> {
        let (account_id, what) = (account_id.clone(), what.to_owned());
        self.write("forget what was put down", move |tx| {
            tx.execute(
                "DELETE FROM fetched_pages WHERE account_id = ? AND platform = ? AND what = ?",
                (account_id.as_str(), platform.as_str(), what),
            )?;
            Ok(())
        })
    }
}

/// A page that is applied has nothing to wait for.
pub(crate) fn take_up(tx: &Transaction<'_>, key: PageKey) -> Result<(), StoreError> {
    tx.prepare_cached("DELETE FROM fetched_pages WHERE page_key = ?")?.execute([key.0])?;
    Ok(())
}

fn from_row(row: &Row<'_>) -> Result<(PageKey, FetchedPage), StoreError> {
    let page = FetchedPage {
        account_id: id(row, "account_id")?,
        platform: platform_from(row, "platform")?,
        what: row.get("what")?,
        base_url: row.get("base_url")?,
        raw: row.get("raw")?,
        request_id: maybe_id(row, "request_id")?,
        turn: Turn(row.get("turn")?),
        read_at: time(row, "read_at")?,
    };
    Ok((PageKey(row.get("page_key")?), page))
}
