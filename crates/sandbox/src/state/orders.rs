//! Orders of both platforms: what is searched for in columns, the rest as the order's own JSON.

use rand::Rng;
use rusqlite::{OptionalExtension, ToSql, params};
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
    /// The ids by which calls name its lines without the order; none on 1688, where they name the order.
    fn line_ids(&self) -> impl Iterator<Item = &str>;
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

impl OrderFilter {
    /// The conditions that are asked for, each with its value; the platform is the first.
    fn conditions(&self, platform: Platform) -> (String, Vec<&dyn ToSql>) {
        let platform: &dyn ToSql = match platform {
            Platform::Taobao => &"taobao",
            Platform::Alibaba1688 => &"1688",
        };
        fn asked<T: ToSql>(value: &Option<T>) -> Option<&dyn ToSql> {
            value.as_ref().map(|value| value as &dyn ToSql)
        }
        let asked = [
            ("platform = ?", Some(platform)),
            ("status = ?", asked(&self.status)),
            ("order_id = ?", asked(&self.order_id)),
            ("second_id = ?", asked(&self.second_id)),
            ("own_number = ?", asked(&self.own_number)),
            ("created_ms >= ?", asked(&self.created_from_ms)),
            ("created_ms <= ?", asked(&self.created_to_ms)),
            ("modified_ms >= ?", asked(&self.modified_from_ms)),
            ("modified_ms <= ?", asked(&self.modified_to_ms)),
            ("instr(titles, ?) > 0", asked(&self.title)),
        ];
        // Only these: the counting and skipping of a page then stays within an index.
        let (sql, values): (Vec<&str>, Vec<&dyn ToSql>) =
            asked.into_iter().filter_map(|(sql, value)| Some((sql, value?))).unzip();
        (sql.join(" AND "), values)
    }
}

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
        let mut of_line = self.tx.prepare_cached(
            "INSERT OR IGNORE INTO order_lines (platform, line_id, order_id) VALUES (?1, ?2, ?3)",
        )?;
        for line_id in order.line_ids() {
            of_line.execute([platform_name(O::PLATFORM), line_id, order.order_id()])?;
        }
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

    /// The order that has a line with this id, or a refusal.
    pub(crate) fn order_by_line<O: Kept>(&self, line_id: &str) -> Result<O, Refusal> {
        let body: Option<String> = self
            .tx
            .prepare_cached(
                "SELECT body FROM order_lines JOIN orders USING (platform, order_id)
                 WHERE platform = ?1 AND line_id = ?2",
            )?
            .query_row([platform_name(O::PLATFORM), line_id], |row| row.get(0))
            .optional()?;
        let body =
            body.ok_or_else(|| Refusal::new(Code::NoSuchOrder, format_args!("sub order {line_id}")))?;
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
        let (conditions, mut values) = filter.conditions(O::PLATFORM);
        let total = self
            .tx
            .prepare_cached(&format!("SELECT count(*) FROM orders WHERE {conditions}"))?
            .query_row(values.as_slice(), |row| row.get(0))?;
        let offset = i64::from(page.saturating_sub(1)) * i64::from(page_size);
        let mut statement = self.tx.prepare_cached(&format!(
            "SELECT body FROM orders WHERE {conditions} ORDER BY created_ms DESC, rowid DESC LIMIT ? OFFSET ?"
        ))?;
        values.extend([&page_size as &dyn ToSql, &offset]);
        let bodies = statement.query_map(values.as_slice(), |row| row.get::<_, String>(0))?;
        let mut orders = Vec::new();
        for body in bodies {
            orders.push(serde_json::from_str(&body?)?);
        }
        Ok((total, orders))
    }

    /// How many orders a platform has.
    pub(crate) fn count_orders(&self, platform: Platform) -> Result<i64, Refusal> {
        Ok(self
            .tx
            .prepare_cached("SELECT count(*) FROM orders WHERE platform = ?1")?
            .query_row([platform_name(platform)], |row| row.get(0))?)
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
    digits_from(&mut rand::rng(), digits)
}

/// [`random_digits`] drawn from a source of one's own.
pub(crate) fn digits_from(random: &mut impl Rng, digits: u32) -> String {
    let unit = 10_u64.pow(digits.clamp(1, 19) - 1);
    random.random_range(unit..9 * unit).to_string()
}
