//! Notices of what sellers and platforms said on cases: the messages themselves, with marks of what was read.

use pondesk_domain::{AccountId, ChangeSource, EpochMs, Notice, NoticeKind, OrderId, Platform};
use rusqlite::{Row, named_params};

use crate::column::{id, platform, time};
use crate::read_marks::SAID;
use crate::{Store, StoreError};

/// Unread notices are counted up to this.
const MOST_COUNTED: u32 = 1_000;

/// What a notice is: what somebody else said after this desk first read the case. What stood there before is history.
const IS_NEWS: &str = "speaker <> 'buyer' AND coalesce(said_at, case_messages.seen_at) > first_read_at
     AND order_id IS NOT NULL AND (:account IS NULL OR account_id = :account)";

/// Notices of messages.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SaidPage {
    /// The notices, newest first; each `notice_id` is the message's key.
    pub rows: Vec<Notice>,
    /// Whether older ones are left.
    pub more: bool,
    /// Unread ones; not counted past a thousand.
    pub unread: u32,
}

impl Store {
    /// Messages that others wrote on cases, newest first, older than the one with the key `before`.
    ///
    /// # Errors
    /// When the database refuses.
    pub fn said_on_cases(
        &self,
        account_id: Option<&AccountId>,
        unread_only: bool,
        before: Option<i64>,
        limit: u32,
    ) -> Result<SaidPage, StoreError> {
        let account = account_id.map(AccountId::as_str);
        self.read("list what was said", |db| {
            let unread = SAID.unread("case_messages");
            let wanted = if unread_only { format!(" AND {unread}") } else { String::new() };
            let mut rows: Vec<Notice> = db
                .prepare_cached(&format!(
                    "SELECT case_messages.*, account_id, case_id, order_id, platform,
                         coalesce(body ->> 'title', '') AS title, NOT ({unread}) AS read
                     FROM case_messages JOIN cases USING (case_key)
                     WHERE {IS_NEWS} AND message_key < :before{wanted}
                     ORDER BY message_key DESC LIMIT :limit"
                ))?
                .query_and_then(
                    named_params! { ":account": account, ":before": before.unwrap_or(i64::MAX), ":limit": limit.saturating_add(1) },
                    notice_from,
                )?
                .collect::<Result<_, _>>()?;
            let more = rows.len() > limit as usize;
            rows.truncate(limit as usize);
            let count = db
                .prepare_cached(&format!(
                    "SELECT count(*) FROM (SELECT 1 FROM case_messages JOIN cases USING (case_key)
                         WHERE {IS_NEWS} AND {unread} LIMIT :most)"
                ))?
                .query_row(named_params! { ":account": account, ":most": MOST_COUNTED }, |row| row.get(0))?;
            Ok(SaidPage { rows, more, unread: count })
        })
    }

    /// Notes that the user read a message, or all up to now.
    ///
    /// # Errors
    /// When the database refuses.
    pub fn mark_said(&self, message_key: Option<i64>, now: EpochMs) -> Result<(), StoreError> {
        self.write("note what was read", move |tx| SAID.mark(tx, message_key, now))
    }
}

fn notice_from(row: &Row<'_>) -> Result<Notice, StoreError> {
    let platform: Platform = platform(row, "platform")?;
    Ok(Notice {
        notice_id: row.get::<_, i64>("message_key")?.to_string(),
        kind: NoticeKind::CaseMessage,
        account_id: id(row, "account_id")?,
        order_id: id::<OrderId>(row, "order_id")?,
        case_id: Some(id(row, "case_id")?),
        platform,
        title: row.get("title")?,
        was: None,
        is: None,
        status: None,
        after_sales: None,
        said: Some(row.get("words")?),
        unpaid: false,
        at: time(row, "seen_at")?,
        source: ChangeSource::Sync,
        read: row.get("read")?,
    })
}
