//! Notices: what changed of orders without the user's doing. They are the history itself, with marks of what was read.

use pondesk_domain::{
    AccountId, CaseStatus, EpochMs, Money, Notice, NoticeKind, OrderStage, OrderStatus, Platform,
};
use rusqlite::types::Value;
use rusqlite::{Row, params_from_iter};

use super::history::WAS;
use crate::column::{from_word, id, maybe_id, platform, time};
use crate::read_marks::ORDER_NEWS;
use crate::{Store, StoreError};

/// Most rows of one page.
const MOST_ROWS: u32 = 200;
/// Unread notices are counted up to this.
const MOST_COUNTED: u32 = 1_000;

/// What a notice is, in the words of the index `order_news`: the planner compares them.
const IS_NEWS: &str = "new_value IS NOT NULL AND source <> 'ownAction'
     AND (field IN ('status', 'total') AND old_value IS NOT NULL OR field GLOB 'line:*:afterSales')";

/// The line that a change of its after-sales names.
const LINE: &str = "substr(field, 6, length(field) - length('line:' || ':afterSales'))";

/// The newest case that this desk knows of that line.
fn case_of_line() -> String {
    format!(
        "(SELECT case_id FROM cases
         WHERE field GLOB 'line:*:afterSales'
             AND cases.account_id = orders.account_id AND cases.order_id = orders.order_id
             AND EXISTS (SELECT 1 FROM json_each(cases.body, '$.lineIds') AS line WHERE line.value = {LINE})
         ORDER BY case_key DESC LIMIT 1)"
    )
}

/// The news with their orders. Left out are those that only repeat what stood before them, what the first answer about a line
/// told, and first words that are written down once more with what turned out to have stood before them.
fn from_news() -> String {
    format!(
        "FROM (SELECT order_changes.*, {WAS} AS was FROM order_changes WHERE {IS_NEWS}) AS news
         JOIN orders USING (order_key) WHERE was IS NOT new_value AND (was IS NOT NULL OR news.turn > (
             SELECT first_turn FROM order_lines WHERE order_lines.order_key = news.order_key
                 AND line_id = {LINE}))
         AND (old_value IS NOT NULL OR NOT EXISTS (
             SELECT 1 FROM order_changes AS twin WHERE twin.order_key = news.order_key AND twin.turn = news.turn
                 AND twin.field = news.field AND twin.old_value IS NOT NULL))"
    )
}

/// Which notices are wanted. The default is all of them.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct NoticeFilter {
    /// Only this account.
    pub account_id: Option<AccountId>,
    /// Only these kinds; empty for all.
    pub kinds: Vec<NoticeKind>,
    /// Only those that were not read.
    pub unread_only: bool,
}

/// A page of notices.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NoticePage {
    /// The notices, newest first.
    pub rows: Vec<Notice>,
    /// Cursor of the next page; `None` on the last.
    pub next: Option<String>,
    /// Unread ones of the account, whatever kinds are wanted; not counted past a thousand.
    pub unread: u32,
}

impl Store {
    /// A page of notices.
    ///
    /// # Errors
    /// [`StoreError::BadCursor`].
    pub fn notices(
        &self,
        filter: &NoticeFilter,
        after: Option<&str>,
        limit: u32,
    ) -> Result<NoticePage, StoreError> {
        let after: Option<i64> =
            after.map(|after| after.parse().map_err(|_| StoreError::BadCursor)).transpose()?;
        let limit = limit.clamp(1, MOST_ROWS);
        let account_id: Option<String> = filter.account_id.as_ref().map(|id| id.as_str().to_owned());
        let mut wanted = kinds(&filter.kinds);
        if filter.unread_only {
            wanted.push_str(&format!(" AND {}", ORDER_NEWS.unread("news")));
        }
        let values: Vec<Value> =
            vec![account_id.clone().into(), after.unwrap_or(i64::MAX).into(), i64::from(limit + 1).into()];
        self.read("list notices", move |db| {
            let (unread, case_of_line) = (ORDER_NEWS.unread("news"), case_of_line());
            let mut rows: Vec<Notice> = db
                .prepare_cached(&format!(
                    "SELECT news.*, account_id, order_id, platform, stage, NOT ({unread}) AS read,
                         {case_of_line} AS case_id,
                         (SELECT title FROM order_lines WHERE order_lines.order_key = orders.order_key
                          ORDER BY listed DESC, position LIMIT 1) AS title
                     {} AND (?1 IS NULL OR account_id = ?1) AND change_key < ?2{wanted}
                     ORDER BY change_key DESC LIMIT ?3",
                    from_news()
                ))?
                .query_and_then(params_from_iter(values), notice_from)?
                .collect::<Result<_, _>>()?;
            let more = rows.len() > limit as usize;
            rows.truncate(limit as usize);
            let next = rows.last().filter(|_| more).map(|last| last.notice_id.clone());
            let count = db
                .prepare_cached(&format!(
                    "SELECT count(*) FROM (
                         SELECT 1 {} AND {unread} AND (?1 IS NULL OR account_id = ?1) LIMIT ?2)",
                    from_news()
                ))?
                .query_row((account_id, MOST_COUNTED), |row| row.get(0))?;
            Ok(NoticePage { rows, next, unread: count })
        })
    }

    /// Notes that the user read a notice, or all up to now.
    ///
    /// # Errors
    /// When the database refuses.
    pub fn mark_notices(&self, notice_id: Option<&str>, now: EpochMs) -> Result<(), StoreError> {
        let one: Option<i64> =
            notice_id.map(|id| id.parse().map_err(|_| StoreError::BadCursor)).transpose()?;
        self.write("note what was read", move |tx| ORDER_NEWS.mark(tx, one, now))
    }
}

fn kinds(kinds: &[NoticeKind]) -> String {
    if kinds.is_empty() {
        return String::new();
    }
    let rises = "CAST(new_value AS INTEGER) > CAST(was AS INTEGER)";
    let any: Vec<String> = kinds
        .iter()
        .map(|kind| match kind {
            NoticeKind::PriceRose => format!("field = 'total' AND {rises}"),
            NoticeKind::PriceFell => format!("field = 'total' AND NOT ({rises})"),
            NoticeKind::StatusChanged => "field = 'status'".to_owned(),
            NoticeKind::AfterSales => "field GLOB 'line:*:afterSales'".to_owned(),
            // Told by the messages themselves, see `cases/news.rs`.
            NoticeKind::CaseMessage => "0".to_owned(),
        })
        .collect();
    format!(" AND ({})", any.join(" OR "))
}

fn notice_from(row: &Row<'_>) -> Result<Notice, StoreError> {
    let field: String = row.get("field")?;
    let (old, new): (Option<String>, Option<String>) = (row.get("was")?, row.get("new_value")?);
    let platform: Platform = platform(row, "platform")?;
    let sum = |text: &Option<String>| text.as_deref().and_then(|fen| fen.parse().ok()).map(Money::fen);
    let (was, is) = if field == "total" { (sum(&old), sum(&new)) } else { (None, None) };
    let kind = match field.as_str() {
        "total" if is.map(Money::minor) > was.map(Money::minor) => NoticeKind::PriceRose,
        "total" => NoticeKind::PriceFell,
        "status" => NoticeKind::StatusChanged,
        _ => NoticeKind::AfterSales,
    };
    let status = new.as_deref().filter(|_| kind == NoticeKind::StatusChanged);
    Ok(Notice {
        notice_id: row.get::<_, i64>("change_key")?.to_string(),
        kind,
        account_id: id(row, "account_id")?,
        order_id: id(row, "order_id")?,
        platform,
        title: row.get::<_, Option<String>>("title")?.unwrap_or_default(),
        was,
        is,
        status: status.map(|raw| OrderStatus::read(platform, raw)),
        after_sales: new
            .as_deref()
            .filter(|_| kind == NoticeKind::AfterSales)
            .map(|raw| CaseStatus::read(platform, raw)),
        case_id: maybe_id(row, "case_id")?,
        said: None,
        unpaid: from_word::<OrderStage>(row.get("stage")?, "order stage")? == OrderStage::ToPay,
        at: time(row, "seen_at")?,
        source: from_word(row.get("source")?, "change source")?,
        read: row.get("read")?,
    })
}
