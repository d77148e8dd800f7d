//! News of orders and cases that the user did not make himself.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::{AccountId, CaseId, CaseStatus, ChangeSource, EpochMs, Money, OrderId, OrderStatus, Platform};

/// What a notice is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub enum NoticeKind {
    /// The sum of an order rose.
    PriceRose,
    /// The sum of an order fell.
    PriceFell,
    /// An order moved to another status.
    StatusChanged,
    /// An after-sales case moved.
    AfterSales,
    /// The seller or the platform wrote on a case.
    CaseMessage,
}

impl NoticeKind {
    /// Every kind.
    pub const ALL: [Self; 5] =
        [Self::PriceRose, Self::PriceFell, Self::StatusChanged, Self::AfterSales, Self::CaseMessage];
}

/// One notice.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct Notice {
    /// Its id: the change of the history, or the message, that it tells of.
    pub notice_id: String,
    /// What it is about.
    pub kind: NoticeKind,
    /// The account.
    pub account_id: AccountId,
    /// The order.
    pub order_id: OrderId,
    /// Where.
    pub platform: Platform,
    /// Title of the order's first line.
    pub title: String,
    /// The sum before, for a price.
    pub was: Option<Money>,
    /// The sum since, for a price.
    pub is: Option<Money>,
    /// The status since, for a status.
    pub status: Option<OrderStatus>,
    /// The status of the case since, for after-sales.
    pub after_sales: Option<CaseStatus>,
    /// The case that it is about, when this desk knows it.
    pub case_id: Option<CaseId>,
    /// What was said there, as it came.
    pub said: Option<String>,
    /// Whether the order is still to be paid.
    pub unpaid: bool,
    /// When this desk saw it.
    pub at: EpochMs,
    /// What had it read.
    pub source: ChangeSource,
    /// Whether the user read it.
    pub read: bool,
}
