//! Pages of orders, and how many there are.

use pondesk_domain::{
    AccountId, EpochMs, Money, OrderFilter, OrderId, OrderSort, OrderStage, OrderStatus, Platform,
    PlatformOrderId,
};
use rusqlite::types::Value;
use rusqlite::{Connection, Row, params_from_iter};

use super::endings::Endings;
use super::own;
use super::wanted::{Common, End, Wanted};
use crate::column::{Cells, from_word};
use crate::{Store, StoreError};

/// Most rows of one page.
const MOST_ROWS: u32 = 200;

/// Fewest rows between two marks of a list.
const LEAST_MARKED: u32 = 50;

/// What a page selects, columns of `orders o` and `order_own own`, in the order in which [`row_from`] reads them.
const COLUMNS: &str = "o.place, o.total_fen, o.order_id, o.account_id, o.platform, o.platform_order_id, o.title,
    o.line_count, o.picture, o.seller_name, o.pieces, o.was_total_fen, o.status_raw, o.after_sales, own.tags, own.client,
    own.note IS NOT NULL, o.placed_at, o.read_at";

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
    /// Whether a line of it has an after-sales case.
    pub after_sales: bool,
    /// The user's tags.
    pub tags: Vec<String>,
    /// For whom it was bought.
    pub client: Option<String>,
    /// Whether the user noted something.
    pub has_note: bool,
    /// When it was placed.
    pub placed_at: Option<EpochMs>,
    /// When PandaPon last told it.
    pub read_at: EpochMs,
}

/// A page of orders.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OrderPage {
    /// The rows, sorted as asked.
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

/// How many orders of a filter stand in a stage.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct StageCount {
    /// The stage.
    pub stage: OrderStage,
    /// How many, as far as was counted.
    pub count: u32,
    /// There are more than were counted.
    pub more: bool,
}

/// Where the pages of a list begin, so that any of them is read at once.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct OrderMarks {
    /// Orders of the list.
    pub total: u32,
    /// Cursors behind each so many rows.
    pub cursors: Vec<String>,
}

impl Store {
    /// How many orders a list has, and the cursor behind each `every` of them (at least 50): page `n` of that many rows is
    /// what [`Store::orders_page`] gives behind `cursors[n - 1]`.
    ///
    /// # Errors
    /// When the database refuses.
    pub fn order_marks(
        &self,
        filter: &OrderFilter,
        sort: OrderSort,
        every: u32,
    ) -> Result<OrderMarks, StoreError> {
        let every = every.max(LEAST_MARKED);
        self.read("mark a list of orders", |db| {
            let endings = Endings::of(db, &filter.words)?;
            let (sql, mut values) = Wanted::of(filter, Common::default(), &endings).ends(sort);
            values.push(Value::Integer(-1));
            let mut marks = OrderMarks::default();
            let mut select = db.prepare_cached(&sql)?;
            let mut rows = select.query(params_from_iter(values))?;
            while let Some(row) = rows.next()? {
                marks.total = marks.total.saturating_add(1);
                if marks.total.is_multiple_of(every) {
                    marks.cursors.push(end_of(row)?.write(sort)?);
                }
            }
            Ok(marks)
        })
    }

    /// A page of at most `limit` (and at most 200) orders, behind the cursor of the page before.
    ///
    /// # Errors
    /// [`StoreError::BadCursor`] when `after` is not from [`OrderPage::next`] of the same sort.
    pub fn orders_page(
        &self,
        filter: &OrderFilter,
        sort: OrderSort,
        after: Option<&str>,
        limit: u32,
    ) -> Result<OrderPage, StoreError> {
        let after = after.map(|cursor| End::read(cursor, sort)).transpose()?;
        let limit = limit.clamp(1, MOST_ROWS);
        self.read("list orders", |db| {
            let (rows, next) = select(db, filter, sort, after, limit, COLUMNS, row_from)?;
            let counts = scope_counts(db, filter)?;
            Ok(OrderPage {
                rows,
                next,
                total: counts.iter().map(|(_, count)| count).sum(),
                counts,
                since: oldest(db, filter)?,
                read_at: list_read_at(db, filter)?,
            })
        })
    }

    /// How many orders of a filter stand in each stage that has any, whatever stages the filter names. Of each no more
    /// than `most` are counted.
    ///
    /// # Errors
    /// When the database refuses.
    pub fn order_counts(&self, filter: &OrderFilter, most: u32) -> Result<Vec<StageCount>, StoreError> {
        self.read("count orders", |db| {
            let scope = OrderFilter {
                account_id: filter.account_id.clone(),
                platform: filter.platform,
                stages: filter.stages.clone(),
                statuses: filter.statuses.clone(),
                ..OrderFilter::default()
            };
            if scope == *filter {
                let counts = scope_counts(db, filter)?.into_iter();
                return Ok(counts.map(|(stage, count)| StageCount { stage, count, more: false }).collect());
            }
            let endings = Endings::of(db, &filter.words)?;
            let mut counts = Vec::new();
            for stage in OrderStage::ALL {
                let (sql, mut values) = Wanted::of_stage(filter, stage, &endings).ends(OrderSort::Newest);
                values.push(Value::Integer(i64::from(most) + 1));
                let count: u32 = db
                    .prepare_cached(&format!("SELECT count(*) FROM ({sql})"))?
                    .query_row(params_from_iter(values), |row| row.get(0))?;
                if count > 0 {
                    counts.push(StageCount { stage, count: count.min(most), more: count > most });
                }
            }
            Ok(counts)
        })
    }

    /// How many orders of an account, or of all, stand in a stage.
    ///
    /// # Errors
    /// When the database refuses.
    pub fn count_orders(&self, account_id: Option<&AccountId>, stage: OrderStage) -> Result<u32, StoreError> {
        self.read("count orders", |db| {
            let sql = "SELECT coalesce(sum(orders), 0) FROM order_counts
                       WHERE stage = ?1 AND (?2 IS NULL OR account_id = ?2)";
            Ok(db
                .prepare_cached(sql)?
                .query_row((stage.as_str(), account_id.map(AccountId::as_str)), |row| row.get(0))?)
        })
    }
}

/// The orders of a page, each made by `make`, and the cursor of the next.
pub(super) fn select<T>(
    db: &Connection,
    filter: &OrderFilter,
    sort: OrderSort,
    after: Option<End>,
    limit: u32,
    columns: &str,
    make: impl Fn(&Row<'_>) -> Result<(T, End), StoreError>,
) -> Result<(Vec<T>, Option<String>), StoreError> {
    let mut wanted = Wanted::of(filter, Common::of(db, filter)?, &Endings::of(db, &filter.words)?);
    if let Some(end) = after {
        wanted.behind(sort, &end);
    }
    let (sql, mut values) = wanted.select(columns, sort);
    values.push(Value::Integer(i64::from(limit) + 1));
    let mut found = db
        .prepare_cached(&sql)?
        .query_and_then(params_from_iter(values), make)?
        .collect::<Result<Vec<_>, StoreError>>()?;
    let more = found.len() > limit as usize;
    found.truncate(limit as usize);
    let next = match found.last() {
        Some((_, end)) if more => Some(end.write(sort)?),
        _ => None,
    };
    Ok((found.into_iter().map(|(made, _)| made).collect(), next))
}

/// Where a row stands in every sort.
pub(super) fn end_of(row: &Row<'_>) -> Result<End, StoreError> {
    Ok(End { place: row.get("place")?, total: row.get("total_fen")? })
}

fn row_from(row: &Row<'_>) -> Result<(OrderRow, End), StoreError> {
    let mut cells = Cells::of(row);
    let end = End { place: cells.next()?, total: cells.next()? };
    let (order_id, account_id, platform) = (cells.id()?, cells.id()?, cells.platform()?);
    let row = OrderRow {
        order_id,
        account_id,
        platform,
        platform_order_id: cells.id()?,
        title: cells.next()?,
        more_lines: cells.next::<u32>()?.saturating_sub(1),
        picture: cells.next()?,
        seller_name: cells.next()?,
        pieces: cells.next()?,
        total: end.total.map(Money::fen),
        was_total: cells.money()?,
        status: OrderStatus::read(platform, &cells.next::<String>()?),
        after_sales: cells.next()?,
        tags: own::tags_from(cells.next()?)?,
        client: cells.next()?,
        has_note: cells.next()?,
        placed_at: cells.next::<Option<i64>>()?.map(EpochMs),
        read_at: EpochMs(cells.next()?),
    };
    Ok((row, end))
}

/// Account and platform of a filter, for tables that have both columns.
const SCOPE: &str = "(?1 IS NULL OR account_id = ?1) AND (?2 IS NULL OR platform = ?2)";

fn scope(filter: &OrderFilter) -> (Option<&str>, Option<&str>) {
    (filter.account_id.as_ref().map(AccountId::as_str), filter.platform.map(Platform::as_str))
}

fn scope_counts(db: &Connection, filter: &OrderFilter) -> Result<Vec<(OrderStage, u32)>, StoreError> {
    let sql = format!(
        "SELECT stage, sum(orders) FROM order_counts WHERE {SCOPE} GROUP BY stage HAVING sum(orders) > 0"
    );
    let mut counts = db
        .prepare_cached(&sql)?
        .query_and_then(scope(filter), |row| Ok((from_word(row.get(0)?, "order stage")?, row.get(1)?)))?
        .collect::<Result<Vec<(OrderStage, u32)>, StoreError>>()?;
    counts.sort_unstable();
    Ok(counts)
}

fn oldest(db: &Connection, filter: &OrderFilter) -> Result<Option<EpochMs>, StoreError> {
    let scope = OrderFilter {
        account_id: filter.account_id.clone(),
        platform: filter.platform,
        ..OrderFilter::default()
    };
    let (sql, mut values) = Wanted::of(&scope, Common::default(), &Endings::default())
        .select("coalesce(o.placed_at, o.first_read_at)", OrderSort::Oldest);
    values.push(Value::Integer(1));
    let at = db.prepare_cached(&sql)?.query_and_then(params_from_iter(values), |row| row.get(0))?.next();
    Ok(at.transpose()?.map(EpochMs))
}

fn list_read_at(db: &Connection, filter: &OrderFilter) -> Result<Option<EpochMs>, StoreError> {
    let sql = format!("SELECT min(read_at) FROM order_list_reads WHERE {SCOPE}");
    let at: Option<i64> = db.prepare_cached(&sql)?.query_row(scope(filter), |row| row.get(0))?;
    Ok(at.map(EpochMs))
}
