//! Prices of orders over time, and notices of what changed.

use pondesk_domain::{AccountId, EpochMs, Money, Notice, NoticeKind, OrderId, PriceChange};
use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// `price_changes`: changes of sums, newest first.
#[derive(Debug, Clone, Default, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase", default)]
pub struct PriceChanges {
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
    /// Cursor of the page before.
    pub after: Option<String>,
    /// Rows wanted, at most 200.
    pub limit: u32,
}

/// A page of changes of sums.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct PriceChangePage {
    /// The changes.
    pub rows: Vec<PriceChange>,
    /// Cursor of the next page.
    pub next: Option<String>,
    /// How many changes the filter lets through.
    pub changes: u32,
    /// What the totals of the filter rose by, in sum.
    pub rose: Money,
    /// What they fell by, in sum; positive.
    pub fell: Money,
}

/// `notice_list`: what changed of orders without the user's doing, newest first.
#[derive(Debug, Clone, Default, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase", default)]
pub struct NoticeList {
    /// Only this account.
    pub account_id: Option<AccountId>,
    /// Only these kinds; empty for all.
    pub kinds: Vec<NoticeKind>,
    /// Only those that were not read.
    pub unread_only: bool,
    /// Cursor of the page before.
    pub after: Option<String>,
    /// Rows wanted, at most 200.
    pub limit: u32,
}

/// A page of notices.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct NoticePage {
    /// The notices.
    pub rows: Vec<Notice>,
    /// Cursor of the next page.
    pub next: Option<String>,
    /// Unread ones of the account, whatever kinds are wanted; not counted past a thousand.
    pub unread: u32,
}

/// `notice_mark`: the user read a notice.
#[derive(Debug, Clone, Default, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase", default)]
pub struct NoticeMark {
    /// The notice; all when left out.
    pub notice_id: Option<String>,
}
