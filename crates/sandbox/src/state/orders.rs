//! Orders of both platforms: what is searched for in columns, the rest as the order's own JSON.

use rand::Rng;
use rusqlite::{OptionalExtension, params};
use serde::Serialize;
use serde::de::DeserializeOwned;

use super::{Books, platform_name};
use crate::catalogue::Platform;
use crate::refusal::{Code, Refusal};

/// An order that can be kept.
pub(crate) trait Kept: Serialize + DeserializeOwned {
    const PLATFORM: Platform;
    /// The platform order id.
    fn order_id(&self) -> &str;
    /// Taobao's purchase order id; on 1688 the order id again.
    fn second_id(&self) -> &str;
    /// The caller's own number.
    fn own_number(&self) -> Option<&str>;
    /// The status as it is filtered by.
    fn status_text(&self) -> String;
    /// When it was made and last changed, real epoch ms.
    fn times(&self) -> (i64, i64);
    /// The titles of its lines, for the search by product name.
    fn titles(&self) -> String;
}

/// Which orders a page asks for; `None` is any.
#[derive(Default)]
pub(crate) struct OrderFilter {
    pub(crate) status: Option<String>,
    pub(crate) order_id: Option<String>,
    pub(crate) second_id: Option<String>,
    pub(crate) own_number: Option<String>,
    pub(crate) created_from_ms: Option<i64>,
    pub(crate) created_to_ms: Option<i64>,
    pub(crate) modified_from_ms: Option<i64>,
    pub(crate) modified_to_ms: Option<i64>,
    pub(crate) title: Option<String>,
}

const FILTER: &str = "platform = ?1 AND (?2 IS NULL OR status = ?2) AND (?3 IS NULL OR order_id = ?3)
    AND (?4 IS NULL OR second_id = ?4) AND (?5 IS NULL OR own_number = ?5)
    AND (?6 IS NULL OR created_ms >= ?6) AND (?7 IS NULL OR created_ms <= ?7)
    AND (?8 IS NULL OR modified_ms >= ?8) AND (?9 IS NULL OR modified_ms <= ?9)
    AND (?10 IS NULL OR instr(titles, ?10) > 0)";

impl Books<'_> {
    /// Keeps a new order or a changed one.
    pub(crate) fn save_order<O: Kept>(&self, order: &O) -> Result<(), Refusal> {
        let (created_ms, modified_ms) = order.times();
        self.tx
            .prepare_cached(
                "INSERT INTO orders (platform, order_id, second_id, own_number, status, created_ms, modified_ms, titles, body)
                 VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9) ON CONFLICT (platform, order_id)
                 DO UPDATE SET status = excluded.status, modified_ms = excluded.modified_ms, body = excluded.body",
            )?
            .execute(params![
                platform_name(O::PLATFORM),
                order.order_id(),
                order.second_id(),
                order.own_number(),
                order.status_text(),
                created_ms,
                modified_ms,
                order.titles(),
                serde_json::to_string(order)?,
            ])?;
        Ok(())
    }

    /// The order with an id, or a refusal.
    pub(crate) fn order<O: Kept>(&self, order_id: &str) -> Result<O, Refusal> {
        self.order_by("order_id", order_id)
    }

    /// The order with a second id, or a refusal.
    pub(crate) fn order_by_second_id<O: Kept>(&self, second_id: &str) -> Result<O, Refusal> {
        self.order_by("second_id", second_id)
    }

    /// The order that has a line with this id, or a refusal; `field` is the id's name within a line.
    pub(crate) fn order_by_line<O: Kept>(&self, field: &'static str, id: &str) -> Result<O, Refusal> {
        let body: Option<String> = self
            .tx
            .prepare_cached(
                "SELECT body FROM orders WHERE platform = ?1
                 AND EXISTS (SELECT 1 FROM json_each(body, '$.lines') WHERE json_extract(value, '$.' || ?2) = ?3)",
            )?
            .query_row([platform_name(O::PLATFORM), field, id], |row| row.get(0))
            .optional()?;
        let body = body.ok_or_else(|| Refusal::new(Code::NoSuchOrder, format_args!("sub order {id}")))?;
        Ok(serde_json::from_str(&body)?)
    }

    fn order_by<O: Kept>(&self, column: &'static str, id: &str) -> Result<O, Refusal> {
        let body: Option<String> = self
            .tx
            .prepare_cached(&format!("SELECT body FROM orders WHERE platform = ?1 AND {column} = ?2"))?
            .query_row([platform_name(O::PLATFORM), id], |row| row.get(0))
            .optional()?;
        let body = body.ok_or_else(|| Refusal::new(Code::NoSuchOrder, id))?;
        Ok(serde_json::from_str(&body)?)
    }

    /// How many orders fit a filter, and one page of them, newest first; `page` counts from 1.
    pub(crate) fn order_page<O: Kept>(
        &self,
        filter: &OrderFilter,
        page: u32,
        page_size: u32,
    ) -> Result<(i64, Vec<O>), Refusal> {
        let f = filter;
        let platform = platform_name(O::PLATFORM);
        let total =
            self.tx.prepare_cached(&format!("SELECT count(*) FROM orders WHERE {FILTER}"))?.query_row(
                params![
                    platform,
                    f.status,
                    f.order_id,
                    f.second_id,
                    f.own_number,
                    f.created_from_ms,
                    f.created_to_ms,
                    f.modified_from_ms,
                    f.modified_to_ms,
                    f.title
                ],
                |row| row.get(0),
            )?;
        let offset = i64::from(page.saturating_sub(1)) * i64::from(page_size);
        let mut statement = self.tx.prepare_cached(&format!(
            "SELECT body FROM orders WHERE {FILTER} ORDER BY created_ms DESC, rowid DESC LIMIT ?11 OFFSET ?12"
        ))?;
        let bodies = statement.query_map(
            params![
                platform,
                f.status,
                f.order_id,
                f.second_id,
                f.own_number,
                f.created_from_ms,
                f.created_to_ms,
                f.modified_from_ms,
                f.modified_to_ms,
                f.title,
                page_size,
                offset
            ],
            |row| row.get::<_, String>(0),
        )?;
        let mut orders = Vec::new();
        for body in bodies {
            orders.push(serde_json::from_str(&body?)?);
        }
        Ok((total, orders))
    }

    /// A new id of so many digits that no order of the platform has.
    pub(crate) fn new_order_id(&self, platform: Platform, digits: u32) -> Result<String, Refusal> {
        loop {
            let id = random_digits(digits);
            let taken: bool = self
                .tx
                .prepare_cached(
                    "SELECT EXISTS (SELECT 1 FROM orders WHERE platform = ?1 AND (order_id = ?2 OR second_id = ?2))",
                )?
                .query_row([platform_name(platform), &id], |row| row.get(0))?;
            if !taken {
                return Ok(id);
            }
        }
    }
}

/// A random number of exactly so many digits (at most 19, below 2^63), beginning with 1 to 8.
pub(crate) fn random_digits(digits: u32) -> String {
    let unit = 10_u64.pow(digits.clamp(1, 19) - 1);
    rand::rng().random_range(unit..9 * unit).to_string()
}
