//! Pages of orders, newest first.

use pondesk_domain::{
    AccountId, EpochMs, Money, OrderId, OrderStage, OrderStatus, Platform, PlatformOrderId,
};
use rusqlite::types::Value;
use rusqlite::{Connection, Row, params_from_iter};

use super::{rows, search_text};
use crate::column::{from_word, id, maybe_time, money, platform as platform_from, time, word};
use crate::{Store, StoreError};

/// Most rows of one page.
const MOST_ROWS: u32 = 200;

/// Which orders are wanted. The default is all of them.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct OrderFilter {
    /// Only this account.
    pub account_id: Option<AccountId>,
    /// Only this platform.
    pub platform: Option<Platform>,
    /// Only these stages; empty for all.
    pub stages: Vec<OrderStage>,
    /// Words of titles, variants, sellers, receivers and carriers, or parts of numbers of at least four digits. All of
    /// them must be found. Any text is a search.
    pub words: String,
}

/// An order as a list shows it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OrderRow {
    /// This desk's id of it.
    pub order_id: OrderId,
    /// The account.
    pub account_id: AccountId,
    /// Where.
    pub platform: Platform,
    /// PandaPon's id.
    pub platform_order_id: PlatformOrderId,
    /// Title of its first line; empty when no line was told yet.
    pub title: String,
    /// Lines beyond the first.
    pub more_lines: u32,
    /// Key of the first line's picture.
    pub picture: Option<String>,
    /// The seller.
    pub seller_name: Option<String>,
    /// Pieces over all lines.
    pub pieces: u32,
    /// The sum.
    pub total: Option<Money>,
    /// The sum before it last changed.
    pub was_total: Option<Money>,
    /// Where it stands.
    pub status: OrderStatus,
    /// When it was placed.
    pub placed_at: Option<EpochMs>,
    /// When PandaPon last told it.
    pub read_at: EpochMs,
}

/// A page of orders.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OrderPage {
    /// The rows, newest first.
    pub rows: Vec<OrderRow>,
    /// Cursor of the next page; `None` on the last.
    pub next: Option<String>,
    /// Orders in each stage that has any, over account and platform of the filter.
    pub counts: Vec<(OrderStage, u32)>,
    /// Orders kept, over account and platform of the filter.
    pub total: u32,
    /// The oldest of them.
    pub since: Option<EpochMs>,
    /// When the order list was last read, the older of both platforms when both are asked for.
    pub read_at: Option<EpochMs>,
}

impl Store {
    /// A page of at most `limit` (and at most 200) orders, newest first, behind the cursor of the page before.
    ///
    /// # Errors
    /// [`StoreError::BadCursor`] when `after` is not from [`OrderPage::next`].
    pub fn orders_page(
        &self,
        filter: &OrderFilter,
        after: Option<&str>,
        limit: u32,
    ) -> Result<OrderPage, StoreError> {
        let after = after.map(Cursor::read).transpose()?;
        let limit = limit.clamp(1, MOST_ROWS);
        self.read("list orders", |db| {
            let (rows, next) = page_rows(db, filter, after, limit)?;
            let scope = Conditions::scope(filter);
            let counts = counts(db, &scope)?;
            Ok(OrderPage {
                rows,
                next,
                total: counts.iter().map(|(_, count)| count).sum(),
                counts,
                since: oldest(db, &scope)?,
                read_at: read_at(db, &scope)?,
            })
        })
    }

    /// How many orders of an account, or of all, stand in a stage.
    ///
    /// # Errors
    /// When the database refuses.
    pub fn count_orders(&self, account_id: Option<&AccountId>, stage: OrderStage) -> Result<u32, StoreError> {
        self.read("count orders", |db| {
            let sql = "SELECT count(*) FROM orders WHERE stage = ?1 AND (?2 IS NULL OR account_id = ?2)";
            let stage = word(&stage, "order stage")?;
            Ok(db
                .prepare_cached(sql)?
                .query_row((stage, account_id.map(AccountId::as_str)), |row| row.get(0))?)
        })
    }
}

/// Conditions of a query with their values.
#[derive(Default)]
struct Conditions {
    sql: Vec<&'static str>,
    values: Vec<Value>,
}

impl Conditions {
    fn and(&mut self, sql: &'static str, values: impl IntoIterator<Item = Value>) {
        self.sql.push(sql);
        self.values.extend(values);
    }

    /// Account and platform.
    fn scope(filter: &OrderFilter) -> Self {
        let mut scope = Self::default();
        if let Some(account_id) = &filter.account_id {
            scope.and("account_id = ?", [text(account_id.as_str())]);
        }
        if let Some(platform) = filter.platform {
            scope.and("platform = ?", [text(platform.as_str())]);
        }
        scope
    }

    /// All that the filter wants.
    fn of(filter: &OrderFilter) -> Result<Self, StoreError> {
        let mut wanted = Self::scope(filter);
        if !filter.stages.is_empty() {
            let stages = filter
                .stages
                .iter()
                .map(|stage| word(stage, "order stage"))
                .collect::<Result<Vec<_>, _>>()?;
            let stages = crate::column::json(&stages, "order stages")?;
            wanted.and("stage IN (SELECT value FROM json_each(?))", [Value::Text(stages)]);
        }
        for term in search_text::terms(&filter.words) {
            const WORDS: &str =
                "orders.order_key IN (SELECT rowid FROM order_words WHERE order_words MATCH ?)";
            const NUMBERS: &str =
                "orders.order_key IN (SELECT rowid FROM order_numbers WHERE order_numbers MATCH ?)";
            const EITHER: &str =
                "orders.order_key IN (SELECT rowid FROM order_words WHERE order_words MATCH ?
                UNION SELECT rowid FROM order_numbers WHERE order_numbers MATCH ?)";
            match (term.phrase, term.number) {
                (Some(phrase), Some(number)) => {
                    wanted.and(EITHER, [Value::Text(phrase), Value::Text(number)]);
                }
                (Some(phrase), None) => wanted.and(WORDS, [Value::Text(phrase)]),
                (None, Some(number)) => wanted.and(NUMBERS, [Value::Text(number)]),
                (None, None) => {}
            }
        }
        Ok(wanted)
    }

    fn where_clause(&self) -> String {
        if self.sql.is_empty() { String::new() } else { format!("WHERE {}", self.sql.join(" AND ")) }
    }
}

fn text(text: &str) -> Value {
    Value::Text(text.to_owned())
}

/// Where a page ended: `sorted_at`, order and account are unique together.
struct Cursor {
    sorted_at: i64,
    order_id: String,
    account_id: String,
}

impl Cursor {
    fn read(cursor: &str) -> Result<Self, StoreError> {
        let read = || {
            let json = String::from_utf8(hex::decode(cursor).ok()?).ok()?;
            serde_json::from_str(&json).ok()
        };
        let (sorted_at, order_id, account_id) = read().ok_or(StoreError::BadCursor)?;
        Ok(Self { sorted_at, order_id, account_id })
    }

    fn write(&self) -> Result<String, StoreError> {
        crate::column::json(&(self.sorted_at, &self.order_id, &self.account_id), "cursor").map(hex::encode)
    }
}

fn page_rows(
    db: &Connection,
    filter: &OrderFilter,
    after: Option<Cursor>,
    limit: u32,
) -> Result<(Vec<OrderRow>, Option<String>), StoreError> {
    let mut wanted = Conditions::of(filter)?;
    if let Some(Cursor { sorted_at, order_id, account_id }) = after {
        let end = [Value::Integer(sorted_at), Value::Text(order_id), Value::Text(account_id)];
        wanted.and("(sorted_at, order_id, account_id) < (?, ?, ?)", end);
    }
    wanted.values.push(Value::Integer(i64::from(limit) + 1));
    let sql = format!(
        "SELECT *,
             (SELECT count(*) FROM order_lines l WHERE l.order_key = orders.order_key AND listed) AS lines,
             (SELECT sum(quantity) FROM order_lines l WHERE l.order_key = orders.order_key AND listed) AS pieces,
             first.title AS first_title, first.picture AS first_picture
         FROM orders LEFT JOIN order_lines first
             ON first.order_key = orders.order_key AND first.position = 0 AND first.listed
         {} ORDER BY sorted_at DESC, orders.order_id DESC, account_id DESC LIMIT ?",
        wanted.where_clause()
    );
    let mut found = db
        .prepare_cached(&sql)?
        .query_and_then(params_from_iter(wanted.values), |row| {
            let order = row_from(row)?;
            Ok((row.get::<_, i64>("sorted_at")?, order))
        })?
        .collect::<Result<Vec<_>, StoreError>>()?;
    let limit = limit as usize;
    let more = found.len() > limit;
    found.truncate(limit);
    let next = match found.last() {
        Some((sorted_at, last)) if more => Some(
            Cursor {
                sorted_at: *sorted_at,
                order_id: last.order_id.to_string(),
                account_id: last.account_id.to_string(),
            }
            .write()?,
        ),
        _ => None,
    };
    Ok((found.into_iter().map(|(_, row)| row).collect(), next))
}

fn row_from(row: &Row<'_>) -> Result<OrderRow, StoreError> {
    let lines: u32 = row.get("lines")?;
    Ok(OrderRow {
        order_id: id(row, "order_id")?,
        account_id: id(row, "account_id")?,
        platform: platform_from(row, "platform")?,
        platform_order_id: id(row, "platform_order_id")?,
        title: row.get::<_, Option<String>>("first_title")?.unwrap_or_default(),
        more_lines: lines.saturating_sub(1),
        picture: row.get("first_picture")?,
        seller_name: row.get("seller_name")?,
        pieces: row.get::<_, Option<u32>>("pieces")?.unwrap_or_default(),
        total: money(row, "total_fen")?,
        was_total: money(row, "was_total_fen")?,
        status: rows::status_from(row)?,
        placed_at: maybe_time(row, "placed_at")?,
        read_at: time(row, "read_at")?,
    })
}

fn counts(db: &Connection, scope: &Conditions) -> Result<Vec<(OrderStage, u32)>, StoreError> {
    let sql = format!("SELECT stage, count(*) FROM orders {} GROUP BY stage", scope.where_clause());
    let mut counts = db
        .prepare_cached(&sql)?
        .query_and_then(params_from_iter(&scope.values), |row| {
            Ok((from_word(row.get(0)?, "order stage")?, row.get(1)?))
        })?
        .collect::<Result<Vec<(OrderStage, u32)>, StoreError>>()?;
    counts.sort_unstable();
    Ok(counts)
}

fn oldest(db: &Connection, scope: &Conditions) -> Result<Option<EpochMs>, StoreError> {
    let sql = format!("SELECT min(sorted_at) FROM orders {}", scope.where_clause());
    let at: Option<i64> =
        db.prepare_cached(&sql)?.query_row(params_from_iter(&scope.values), |row| row.get(0))?;
    Ok(at.map(EpochMs))
}

fn read_at(db: &Connection, scope: &Conditions) -> Result<Option<EpochMs>, StoreError> {
    let sql = format!("SELECT min(read_at) FROM order_list_reads {}", scope.where_clause());
    let at: Option<i64> =
        db.prepare_cached(&sql)?.query_row(params_from_iter(&scope.values), |row| row.get(0))?;
    Ok(at.map(EpochMs))
}
