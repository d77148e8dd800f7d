//! How far histories are fetched, and the rows of pages that could not be read.

use pondesk_domain::{AccountId, EpochMs, Platform, RequestId};
use rusqlite::{Row, Transaction, named_params};
use sha2::{Digest, Sha256};

use crate::column::{id, maybe_id, maybe_time, platform as platform_from, time};
use crate::orders::apply_all;
use crate::{Applied, OrderRead, PageKey, Store, StoreError, fetched, marks};

/// How far the history of an account on a platform is fetched.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fill {
    /// The account.
    pub account_id: AccountId,
    /// Where.
    pub platform: Platform,
    /// What is fetched: `orders`.
    pub what: String,
    /// Where to go on, in the words of who fetches; `None` at the start.
    pub cursor: Option<String>,
    /// Rows that came so far.
    pub rows_read: u32,
    /// Rows that there are, as the platform told.
    pub rows_total: Option<u32>,
    /// The user wants it to wait.
    pub paused: bool,
    /// When it began.
    pub started_at: EpochMs,
    /// When it was back at the first one; `None` before that.
    pub filled_at: Option<EpochMs>,
}

/// A row of a page that could not be read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BrokenRow {
    /// The account.
    pub account_id: AccountId,
    /// Where.
    pub platform: Platform,
    /// The PandaPon operation that told it.
    pub operation: String,
    /// The number that it seems to be about.
    pub number: Option<String>,
    /// Where in the answer it does not fit.
    pub path: String,
    /// What was wrong there.
    pub reason: String,
    /// The row as it came, JSON.
    pub raw: String,
    /// The call.
    pub request_id: Option<RequestId>,
    /// When it came.
    pub seen_at: EpochMs,
}

/// A page on its way into the store: what was read, what could not be, and where to go on.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct PageRead {
    /// Orders that could be read.
    pub orders: Vec<OrderRead>,
    /// Rows that could not.
    pub broken: Vec<BrokenRow>,
    /// How far the history is fetched with this page, when it is part of one.
    pub fill: Option<Fill>,
    /// When it was read, if it was the page of the newest orders of the history that `fill` is of.
    pub newest_read_at: Option<EpochMs>,
    /// Where it was put down, if it was.
    pub fetched: Option<PageKey>,
}

impl Store {
    /// Applies a page, as [`Store::apply_pages`] does many.
    ///
    /// # Errors
    /// [`StoreError::NoSuchAccount`].
    pub fn apply_page(&self, page: PageRead) -> Result<Vec<Applied>, StoreError> {
        self.apply_pages(vec![page])
    }

    /// Applies pages in the order they came, and notes where to go on, in one transaction: a page is never lost and never
    /// half kept. Pages that were put down are so no more.
    ///
    /// # Errors
    /// [`StoreError::NoSuchAccount`].
    pub fn apply_pages(&self, pages: Vec<PageRead>) -> Result<Vec<Applied>, StoreError> {
        self.write("keep pages", move |tx| {
            let applied = apply_all(tx, pages.iter().flat_map(|page| &page.orders))?;
            for page in &pages {
                page.orders.iter().try_for_each(|read| forget_broken(tx, read))?;
                page.broken.iter().try_for_each(|row| keep_broken(tx, row))?;
                if let Some(fill) = &page.fill {
                    save(tx, fill)?;
                    if let Some(at) = page.newest_read_at {
                        marks::note_list_read(tx, &fill.account_id, fill.platform, at)?;
                    }
                }
                page.fetched.map_or(Ok(()), |key| fetched::take_up(tx, key))?;
            }
            Ok(applied)
        })
    }

    /// How far everything of this kind is fetched.
    ///
    /// # Errors
    /// When the database refuses.
    pub fn fills(&self, what: &str) -> Result<Vec<Fill>, StoreError> {
        self.read("read how far is fetched", |db| {
            db.prepare_cached("SELECT * FROM fills WHERE what = ? ORDER BY account_id, platform")?
                .query_and_then([what], fill_from)?
                .collect()
        })
    }

    /// Notes how far is fetched.
    ///
    /// # Errors
    /// [`StoreError::NoSuchAccount`].
    pub fn save_fill(&self, fill: Fill) -> Result<(), StoreError> {
        self.write("note how far is fetched", move |tx| save(tx, &fill))
    }

    /// Lets the fetching of an account's histories wait, or go on.
    ///
    /// # Errors
    /// When the database refuses.
    pub fn pause_fills(&self, account_id: &AccountId, paused: bool) -> Result<(), StoreError> {
        let account_id = account_id.clone();
        self.write("pause fetching", move |tx| {
            tx.execute(
                "UPDATE fills SET paused = ? WHERE account_id = ? AND filled_at IS NULL",
                (paused, account_id.as_str()),
            )?;
            Ok(())
        })
    }

    /// Rows that could not be read, newest first, of one account or of all.
    ///
    /// # Errors
    /// When the database refuses.
    pub fn broken_rows(&self, account_id: Option<&AccountId>) -> Result<Vec<BrokenRow>, StoreError> {
        self.read("list what could not be read", |db| {
            db.prepare_cached(
                "SELECT * FROM broken_rows WHERE ?1 IS NULL OR account_id = ?1 ORDER BY seen_at DESC, sha256",
            )?
            .query_and_then([account_id.map(AccountId::as_str)], broken_from)?
            .collect()
        })
    }
}

fn save(tx: &Transaction<'_>, fill: &Fill) -> Result<(), StoreError> {
    // Whether it waits is the user's word alone, who may have said it while a page was on its way.
    tx.prepare_cached(
        "INSERT INTO fills (account_id, platform, what, cursor, rows_read, rows_total, paused, started_at, filled_at)
         VALUES (:account_id, :platform, :what, :cursor, :rows_read, :rows_total, :paused, :started_at, :filled_at)
         ON CONFLICT (account_id, platform, what) DO UPDATE SET cursor = excluded.cursor,
             rows_read = excluded.rows_read, rows_total = excluded.rows_total, started_at = excluded.started_at,
             filled_at = excluded.filled_at",
    )?
    .execute(named_params! {
        ":account_id": fill.account_id.as_str(),
        ":platform": fill.platform.as_str(),
        ":what": fill.what,
        ":cursor": fill.cursor,
        ":rows_read": fill.rows_read,
        ":rows_total": fill.rows_total,
        ":paused": fill.paused,
        ":started_at": fill.started_at.0,
        ":filled_at": fill.filled_at.map(|at| at.0),
    })?;
    Ok(())
}

fn fill_from(row: &Row<'_>) -> Result<Fill, StoreError> {
    Ok(Fill {
        account_id: id(row, "account_id")?,
        platform: platform_from(row, "platform")?,
        what: row.get("what")?,
        cursor: row.get("cursor")?,
        rows_read: row.get("rows_read")?,
        rows_total: row.get("rows_total")?,
        paused: row.get("paused")?,
        started_at: time(row, "started_at")?,
        filled_at: maybe_time(row, "filled_at")?,
    })
}

fn keep_broken(tx: &Transaction<'_>, row: &BrokenRow) -> Result<(), StoreError> {
    tx.prepare_cached(
        "INSERT INTO broken_rows (account_id, platform, sha256, operation, number, path, reason, raw, request_id, seen_at)
         VALUES (:account_id, :platform, :sha256, :operation, :number, :path, :reason, :raw, :request_id, :seen_at)
         ON CONFLICT (account_id, platform, sha256) DO UPDATE SET operation = excluded.operation,
             path = excluded.path, reason = excluded.reason, request_id = excluded.request_id,
             seen_at = excluded.seen_at",
    )?
    .execute(named_params! {
        ":account_id": row.account_id.as_str(),
        ":platform": row.platform.as_str(),
        ":sha256": hex::encode(Sha256::digest(&row.raw)),
        ":operation": row.operation,
        ":number": row.number,
        ":path": row.path,
        ":reason": row.reason,
        ":raw": row.raw,
        ":request_id": row.request_id.as_ref().map(RequestId::as_str),
        ":seen_at": row.seen_at.0,
    })?;
    Ok(())
}

/// An order that can be read again is broken no more.
fn forget_broken(tx: &Transaction<'_>, read: &OrderRead) -> Result<(), StoreError> {
    let order = &read.order;
    tx.prepare_cached("DELETE FROM broken_rows WHERE account_id = ? AND platform = ? AND number = ?")?
        .execute((order.account_id.as_str(), order.platform.as_str(), order.platform_order_id.as_str()))?;
    Ok(())
}

fn broken_from(row: &Row<'_>) -> Result<BrokenRow, StoreError> {
    Ok(BrokenRow {
        account_id: id(row, "account_id")?,
        platform: platform_from(row, "platform")?,
        operation: row.get("operation")?,
        number: row.get("number")?,
        path: row.get("path")?,
        reason: row.get("reason")?,
        raw: row.get("raw")?,
        request_id: maybe_id(row, "request_id")?,
        seen_at: time(row, "seen_at")?,
    })
}
