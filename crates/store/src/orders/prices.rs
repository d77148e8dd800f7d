//! Every change of a sum, newest first.

use pondesk_domain::{AccountId, EpochMs, Money, OrderId, OrderLineId, OrderStage, PriceChange, PriceField};
use rusqlite::types::Value;
use rusqlite::{Connection, OptionalExtension, Row, params_from_iter};

use super::history::WAS;
use crate::column::{from_word, id, maybe_id, platform, time, word};
use crate::{Store, StoreError};

/// Most rows of one page.
const MOST_ROWS: u32 = 200;

/// What a change of a sum is, in the words of the index `price_changes`: the planner compares them.
const IS_PRICE: &str = "(field IN ('total', 'goods', 'freight', 'discount') OR field GLOB 'line:*:unitPrice')
     AND old_value IS NOT NULL AND new_value IS NOT NULL";

/// What it costs, in fen, but for the pieces of a line.
const DIFFERENCE: &str =
    "iif(field = 'discount', -1, 1) * (CAST(new_value AS INTEGER) - CAST(was AS INTEGER))";

/// The changes of sums with their orders, those left out that only repeat what stood before them.
fn from_changes() -> String {
    format!(
        "FROM (SELECT order_changes.*, {WAS} AS was FROM order_changes WHERE {IS_PRICE}) AS price
         JOIN orders USING (order_key) WHERE was <> new_value"
    )
}

/// Which changes of sums are wanted. The default is all of them.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct PriceFilter {
    /// Only this account.
    pub account_id: Option<AccountId>,
    /// Only of this order.
    pub order_id: Option<OrderId>,
    /// Only what makes dearer.
    pub rises_only: bool,
    /// Only of orders that are still to be paid.
    pub unpaid_only: bool,
    /// Only since then.
    pub since: Option<EpochMs>,
}

/// A page of changes of sums.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PricePage {
    /// The changes, newest first. Which message had them read is not told here.
    pub rows: Vec<PriceChange>,
    /// Cursor of the next page; `None` on the last.
    pub next: Option<String>,
}

/// What changes of totals come to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct PriceSums {
    /// How many changes of sums there are, of totals or not.
    pub changes: u32,
    /// What the totals rose by, in sum.
    pub rose: Money,
    /// What they fell by, in sum; positive.
    pub fell: Money,
}

impl Store {
    /// A page of changes of sums.
    ///
    /// # Errors
    /// [`StoreError::BadCursor`].
    pub fn price_changes(
        &self,
        filter: &PriceFilter,
        after: Option<&str>,
        limit: u32,
    ) -> Result<PricePage, StoreError> {
        let after: Option<i64> =
            after.map(|after| after.parse().map_err(|_| StoreError::BadCursor)).transpose()?;
        let limit = limit.clamp(1, MOST_ROWS);
        let (mut wanted, mut values) = wanted(filter)?;
        self.read("list changes of prices", move |db| {
            if let Some(after) = after {
                wanted.push("change_key < ?".to_owned());
                values.push(after.into());
            }
            values.push(i64::from(limit + 1).into());
            // A row whose words are no sum after all is left out, and the list still goes on behind it.
            let mut rows: Vec<(i64, Option<PriceChange>)> = db
                .prepare_cached(&format!(
                    "SELECT price.*, account_id, order_id, platform, stage, order_key {}{}
                     ORDER BY change_key DESC LIMIT ?",
                    from_changes(),
                    clause(&wanted)
                ))?
                .query_and_then(params_from_iter(values), |row| {
                    Ok::<_, StoreError>((row.get("change_key")?, change_from(db, row)?))
                })?
                .collect::<Result<_, _>>()?;
            let more = rows.len() > limit as usize;
            rows.truncate(limit as usize);
            let next = rows.last().filter(|_| more).map(|(last, _)| last.to_string());
            Ok(PricePage { rows: rows.into_iter().filter_map(|(_, change)| change).collect(), next })
        })
    }

    /// What the changes of sums that a filter lets through come to.
    ///
    /// # Errors
    /// When the database refuses.
    pub fn price_sums(&self, filter: &PriceFilter) -> Result<PriceSums, StoreError> {
        let (wanted, values) = wanted(filter)?;
        self.read("add up changes of prices", move |db| {
            // Only totals count: goods, freight, discount and lines are parts of them.
            let of_totals =
                |sign: &str| format!("coalesce(sum(iif(field = 'total', max({sign}difference, 0), 0)), 0)");
            let (changes, rose, fell): (u32, i64, i64) = db
                .prepare_cached(&format!(
                    "SELECT count(*), {}, {} FROM (SELECT field, {DIFFERENCE} AS difference {}{})",
                    of_totals(""),
                    of_totals("-"),
                    from_changes(),
                    clause(&wanted)
                ))?
                .query_row(params_from_iter(values), |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?)))?;
            Ok(PriceSums { changes, rose: Money::fen(rose), fell: Money::fen(fell) })
        })
    }
}

impl Store {
    /// The total that an order had when this desk first knew one; none where it never changed.
    ///
    /// # Errors
    /// When the database refuses.
    pub fn first_total(
        &self,
        account_id: &AccountId,
        order_id: &OrderId,
    ) -> Result<Option<Money>, StoreError> {
        self.read("find the first sum of an order", |db| {
            let first: Option<String> = db
                .prepare_cached(&format!(
                    "SELECT was FROM (SELECT turn, change_key, new_value, {WAS} AS was FROM order_changes
                         WHERE order_key = (SELECT order_key FROM orders WHERE account_id = ? AND order_id = ?)
                             AND field = 'total')
                     WHERE was <> new_value ORDER BY turn, change_key LIMIT 1"
                ))?
                .query_row((account_id.as_str(), order_id.as_str()), |row| row.get(0))
                .optional()?;
            Ok(first.and_then(|fen| fen.parse().ok()).map(Money::fen))
        })
    }
}

fn wanted(filter: &PriceFilter) -> Result<(Vec<String>, Vec<Value>), StoreError> {
    let (mut wanted, mut values) = (Vec::new(), Vec::new());
    let mut want = |clause: &str, value: Option<Value>| {
        wanted.push(clause.to_owned());
        values.extend(value);
    };
    if let Some(account_id) = &filter.account_id {
        want("account_id = ?", Some(account_id.as_str().to_owned().into()));
    }
    if let Some(order_id) = &filter.order_id {
        want("order_id = ?", Some(order_id.as_str().to_owned().into()));
    }
    if filter.rises_only {
        want(&format!("{DIFFERENCE} > 0"), None);
    }
    if filter.unpaid_only {
        want("stage = ?", Some(word(&OrderStage::ToPay, "order stage")?.into()));
    }
    if let Some(since) = filter.since {
        want("seen_at >= ?", Some(since.0.into()));
    }
    Ok((wanted, values))
}

fn clause(wanted: &[String]) -> String {
    wanted.iter().map(|wanted| format!(" AND {wanted}")).collect()
}

/// None for a row whose words are no sum after all.
fn change_from(db: &Connection, row: &Row<'_>) -> Result<Option<PriceChange>, StoreError> {
    let Some((field, line_id)) = PriceField::read(&row.get::<_, String>("field")?) else { return Ok(None) };
    let sum = |name: &str| Ok::<_, StoreError>(row.get::<_, String>(name)?.parse().map(Money::fen).ok());
    let (Some(was), Some(is)) = (sum("was")?, sum("new_value")?) else { return Ok(None) };
    let line = line(db, row.get("order_key")?, line_id.as_ref())?;
    let Some(effect) = field.effect(was, is, line.quantity) else { return Ok(None) };
    Ok(Some(PriceChange {
        change_id: row.get::<_, i64>("change_key")?.to_string(),
        account_id: id(row, "account_id")?,
        order_id: id(row, "order_id")?,
        platform: platform(row, "platform")?,
        title: line.title,
        picture: line.picture,
        field,
        line_id,
        quantity: line.quantity,
        was,
        is,
        effect,
        unpaid: from_word::<OrderStage>(row.get("stage")?, "order stage")? == OrderStage::ToPay,
        seen_at: time(row, "seen_at")?,
        source: from_word(row.get("source")?, "change source")?,
        request_id: maybe_id(row, "request_id")?,
        message: None,
    }))
}

#[derive(Default)]
struct Line {
    title: String,
    picture: Option<String>,
    quantity: u32,
}

/// The line that a price is of, else the order's first.
fn line(db: &Connection, order_key: i64, line_id: Option<&OrderLineId>) -> Result<Line, StoreError> {
    let found = db
        .prepare_cached(
            "SELECT title, picture, quantity FROM order_lines WHERE order_key = ?1 AND (?2 IS NULL OR line_id = ?2)
             ORDER BY listed DESC, position LIMIT 1",
        )?
        .query_row((order_key, line_id.map(OrderLineId::as_str)), |row| {
            Ok(Line { title: row.get(0)?, picture: row.get(1)?, quantity: row.get(2)? })
        })
        .optional()?;
    Ok(found.unwrap_or_default())
}
