//! A filter as a query: which index finds the orders, newest first, without looking at those that are not wanted.

use pondesk_domain::{AccountId, Money, OrderFilter, OrderSort, OrderStage, Platform};
use rusqlite::Connection;
use rusqlite::types::Value;

use super::endings::Endings;
use super::{index, place, search_text};
use crate::StoreError;
use crate::column::json;

/// Binary digits in fen from which on few orders have such sums.
const RARELY_LARGE: u32 = 20;
/// Binary digits in fen up to which few orders have such sums.
const RARELY_SMALL: u32 = 11;

/// A filter as a query. Conditions and words are one expression of `order_index`, so that what is rare is found without
/// going through what is common; its rowids are places, so it hands them out newest first. Without any, the table itself
/// is in that order.
#[derive(Debug, Default)]
pub(super) struct Wanted {
    /// What `order_index` has to match; `None` for all.
    expression: Option<String>,
    conditions: Vec<&'static str>,
    values: Vec<Value>,
}

/// Which conditions of a filter hold for so many orders (a quarter and more) that looking them up in the index costs more
/// than looking at each order that the rest of the filter finds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) struct Common {
    account: bool,
    platform: bool,
    stages: bool,
}

impl Common {
    /// As the orders stand now.
    pub(super) fn of(db: &Connection, filter: &OrderFilter) -> Result<Self, StoreError> {
        let stages: Vec<&str> = filter.stages.iter().map(|stage| stage.as_str()).collect();
        let shares = db
            .prepare_cached(
                "SELECT coalesce(sum(orders), 0), coalesce(sum(orders) FILTER (WHERE account_id = ?1), 0),
                     coalesce(sum(orders) FILTER (WHERE platform = ?2), 0),
                     coalesce(sum(orders) FILTER (WHERE stage IN (SELECT value FROM json_each(?3))), 0)
                 FROM order_counts",
            )?
            .query_row(
                (
                    filter.account_id.as_ref().map(AccountId::as_str),
                    filter.platform.map(Platform::as_str),
                    json(&stages, "order stages")?,
                ),
                |row| Ok([row.get::<_, i64>(0)?, row.get(1)?, row.get(2)?, row.get(3)?]),
            )?;
        let [all, of_account, of_platform, of_stages] = shares;
        let is_common = |orders: i64| orders.saturating_mul(4) >= all;
        Ok(Self {
            account: filter.account_id.is_some() && is_common(of_account),
            platform: filter.platform.is_some() && is_common(of_platform),
            stages: filter.statuses.is_empty() && !filter.stages.is_empty() && is_common(of_stages),
        })
    }
}

impl Wanted {
    /// All that a filter wants. What is `common` is looked at order by order; `endings` are those of its words.
    pub(super) fn of(filter: &OrderFilter, common: Common, endings: &Endings) -> Self {
        let mut wanted = Self::default();
        let mut terms: Vec<String> = facets(filter);
        if let Some(platform) = filter.platform {
            match common.platform {
                true => wanted.and("o.platform = ?", [Value::Text(platform.as_str().to_owned())]),
                false => terms.push(any_of([index::platform(platform)])),
            }
        }
        if common.stages {
            let stages: Vec<&str> = filter.stages.iter().map(|stage| stage.as_str()).collect();
            let stages = serde_json::Value::from(stages).to_string();
            wanted.and("o.stage IN (SELECT value FROM json_each(?))", [Value::Text(stages)]);
        } else {
            terms.extend(by_status(filter));
        }
        terms.extend(search_text::expression(&filter.words, endings));
        wanted.matching(filter, terms, common);
        wanted
    }

    /// All that a filter wants, of one stage instead of those that it names, by the index alone as far as that goes.
    pub(super) fn of_stage(filter: &OrderFilter, stage: OrderStage, endings: &Endings) -> Self {
        let filter = OrderFilter { stages: vec![stage], statuses: vec![], ..filter.clone() };
        Self::of(&filter, Common::default(), endings)
    }

    fn matching(&mut self, filter: &OrderFilter, mut terms: Vec<String>, common: Common) {
        if let Some(account_id) = &filter.account_id {
            if terms.is_empty() || common.account {
                self.and("o.account_id = ?", [Value::Text(account_id.to_string())]);
            } else {
                terms.push(any_of([index::account(account_id)]));
            }
        }
        self.expression = (!terms.is_empty()).then(|| terms.join(" AND "));
        self.bounds(filter);
    }

    fn bounds(&mut self, filter: &OrderFilter) {
        // Places are whole seconds: the first second is met exactly by the condition on the time itself.
        if let Some(from) = filter.placed_from {
            self.and("{place} >= ?", [Value::Integer(place::first_of(from))]);
            self.and("coalesce(placed_at, first_read_at) >= ?", [Value::Integer(from.0)]);
        }
        if let Some(before) = filter.placed_before {
            self.and("{place} < ?", [Value::Integer(place::first_of(before.plus_ms(1_000)))]);
            self.and("coalesce(placed_at, first_read_at) < ?", [Value::Integer(before.0)]);
        }
        if let Some(from) = filter.total_from {
            self.and("total_fen >= ?", [Value::Integer(from.minor())]);
        }
        if let Some(to) = filter.total_to {
            self.and("total_fen <= ?", [Value::Integer(to.minor())]);
        }
    }

    fn and(&mut self, condition: &'static str, values: impl IntoIterator<Item = Value>) {
        self.conditions.push(condition);
        self.values.extend(values);
    }

    /// Only what stands behind the end of the page before.
    pub(super) fn behind(&mut self, sort: OrderSort, end: &End) {
        let total = end.total.map_or(Value::Null, Value::Integer);
        match sort {
            OrderSort::Newest => self.and("{place} < ?", [Value::Integer(end.place)]),
            OrderSort::Oldest => self.and("{place} > ?", [Value::Integer(end.place)]),
            // An order without a sum is the smallest of all: SQLite sorts NULL first.
            OrderSort::TotalHigh if end.total.is_none() => {
                self.and("total_fen IS NULL AND {place} < ?", [Value::Integer(end.place)]);
            }
            OrderSort::TotalHigh => self.and(
                "(total_fen IS NULL OR (total_fen, {place}) < (?, ?))",
                [total, Value::Integer(end.place)],
            ),
            OrderSort::TotalLow if end.total.is_none() => {
                self.and("(total_fen IS NOT NULL OR {place} > ?)", [Value::Integer(end.place)]);
            }
            OrderSort::TotalLow => {
                self.and("(total_fen, {place}) > (?, ?)", [total, Value::Integer(end.place)]);
            }
        }
    }

    /// As [`Wanted::select`], only where the rows end, without reading the orders where that is not needed.
    pub(super) fn ends(mut self, sort: OrderSort) -> (String, Vec<Value>) {
        let by_place = matches!(sort, OrderSort::Newest | OrderSort::Oldest);
        let order = if sort == OrderSort::Oldest { "rowid" } else { "rowid DESC" };
        if by_place
            && self.conditions.is_empty()
            && let Some(expression) = self.expression.take()
        {
            let sql = format!(
                "SELECT rowid AS place, NULL AS total_fen FROM order_index WHERE order_index MATCH ?
                 ORDER BY {order} LIMIT ?"
            );
            return (sql, vec![Value::Text(expression)]);
        }
        let columns = if by_place { "o.place, NULL AS total_fen" } else { "o.place, o.total_fen" };
        self.select(columns, sort)
    }

    /// `SELECT columns … LIMIT ?`, with the values for it; the last one is still to be given.
    pub(super) fn select(self, columns: &str, sort: OrderSort) -> (String, Vec<Value>) {
        let by_place = matches!(sort, OrderSort::Newest | OrderSort::Oldest);
        let own = match columns.contains("own.") {
            true => "LEFT JOIN order_own own ON own.account_id = o.account_id AND own.order_id = o.order_id",
            false => "",
        };
        let (from, place, mut values) = match self.expression {
            // CROSS JOIN: the index is gone through first, and hands out its rows in the order of places.
            Some(expression) if by_place => (
                format!("order_index CROSS JOIN orders o ON o.place = order_index.rowid {own}"),
                "order_index.rowid",
                vec![("order_index MATCH ?", Value::Text(expression))],
            ),
            Some(expression) => (
                format!("orders o {own}"),
                "o.place",
                vec![(
                    "o.place IN (SELECT rowid FROM order_index WHERE order_index MATCH ?)",
                    Value::Text(expression),
                )],
            ),
            None => (format!("orders o {own}"), "o.place", vec![]),
        };
        let mut conditions: Vec<String> =
            values.iter().map(|(condition, _)| (*condition).to_owned()).collect();
        conditions.extend(self.conditions.iter().map(|condition| condition.replace("{place}", place)));
        let wheres =
            if conditions.is_empty() { String::new() } else { format!("WHERE {}", conditions.join(" AND ")) };
        let order = match sort {
            OrderSort::Newest => format!("{place} DESC"),
            OrderSort::Oldest => place.to_owned(),
            OrderSort::TotalHigh => format!("total_fen DESC, {place} DESC"),
            OrderSort::TotalLow => format!("total_fen, {place}"),
        };
        let mut given: Vec<Value> = values.drain(..).map(|(_, value)| value).collect();
        given.extend(self.values);
        (format!("SELECT {columns} FROM {from} {wheres} ORDER BY {order} LIMIT ?"), given)
    }
}

/// Where a page ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct End {
    pub(super) place: i64,
    /// In fen.
    pub(super) total: Option<i64>,
}

impl End {
    /// Reads a cursor of this sort.
    ///
    /// # Errors
    /// [`StoreError::BadCursor`].
    pub(super) fn read(cursor: &str, sort: OrderSort) -> Result<Self, StoreError> {
        let read = || {
            let json = String::from_utf8(hex::decode(cursor).ok()?).ok()?;
            serde_json::from_str::<(OrderSort, i64, Option<i64>)>(&json).ok()
        };
        let (of, place, total) = read().ok_or(StoreError::BadCursor)?;
        if of == sort { Ok(Self { place, total }) } else { Err(StoreError::BadCursor) }
    }

    pub(super) fn write(self, sort: OrderSort) -> Result<String, StoreError> {
        crate::column::json(&(sort, self.place, self.total), "cursor").map(hex::encode)
    }
}

/// Conditions that are always looked up in the index. Sums only where few orders have such: from about 5,000 yuan on, and
/// up to 20.
fn facets(filter: &OrderFilter) -> Vec<String> {
    let mut facets = Vec::new();
    facets.extend(filter.after_sales.map(|wanted| any_of([index::after_sales(wanted)])));
    facets.extend(filter.tags.iter().map(|name| any_of([index::tag(name)])));
    facets.extend(filter.client.as_deref().map(|name| any_of([index::client(name)])));
    let from = filter.total_from.map_or(0, index::magnitude_of);
    let to = filter.total_to.map_or(index::MOST_DIGITS, index::magnitude_of);
    if from >= RARELY_LARGE || to <= RARELY_SMALL {
        facets
            .push(any_of((from..=to.max(from)).map(|digits| index::magnitude(Money::fen(smallest(digits))))));
    }
    facets
}

/// The smallest sum of so many binary digits, in fen.
fn smallest(digits: u32) -> i64 {
    if digits == 0 { 0 } else { 1 << (digits - 1) }
}

fn by_status(filter: &OrderFilter) -> Option<String> {
    let stages = filter.stages.iter().map(|stage| index::stage(*stage));
    let statuses = filter.statuses.iter().map(|raw| index::status(raw));
    let wanted: Vec<String> = stages.chain(statuses).collect();
    (!wanted.is_empty()).then(|| any_of(wanted))
}

fn any_of(facets: impl IntoIterator<Item = String>) -> String {
    let facets: Vec<String> = facets.into_iter().map(|facet| format!("\"{facet}\"")).collect();
    match facets.as_slice() {
        [one] => format!("facets : {one}"),
        _ => format!("facets : ({})", facets.join(" OR ")),
    }
}
