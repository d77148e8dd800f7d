//! Orders.

use pondesk_domain::{
    AccountId, Change, EpochMs, Money, Operation, Order, OrderAction, OrderId, OrderSort, OrderStage,
    OrderStatus, OwnData, Platform, PlatformOrderId, Voucher,
};
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::{CommandError, OrderRef};

/// `order_list`: orders of this desk. Needs no net.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct OrderList {
    /// Only this account.
    pub account_id: Option<AccountId>,
    /// Only these stages; empty for all.
    #[serde(default)]
    pub stages: Vec<OrderStage>,
    /// Only this platform.
    #[serde(default)]
    pub platform: Option<Platform>,
    /// What was typed: conditions such as `status:shipped tag:vip >500`, and words or parts of numbers. A condition that is
    /// typed goes before the fields above.
    #[serde(default)]
    pub words: String,
    /// How they are sorted.
    #[serde(default)]
    pub sort: OrderSort,
    /// Cursor of the page before.
    #[serde(default)]
    pub after: Option<String>,
    /// Rows wanted, at most 200.
    pub limit: u32,
}

/// An order as the list shows it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct OrderRow {
    /// This desk's id of it.
    pub order_id: OrderId,
    /// The account.
    pub account_id: AccountId,
    /// Where.
    pub platform: Platform,
    /// PandaPon's id.
    pub platform_order_id: PlatformOrderId,
    /// Title of its first line.
    pub title: String,
    /// Lines beyond the first.
    pub more_lines: u32,
    /// Key of the first line's picture.
    pub picture: Option<String>,
    /// The seller.
    pub seller_name: Option<String>,
    /// Pieces.
    pub pieces: u32,
    /// The sum.
    pub total: Option<Money>,
    /// The sum before it last changed, when it changed since the order was placed.
    pub was_total: Option<Money>,
    /// The sum that it had at first, where it is to be paid and costs more now: paid with others only after a look.
    pub rose_from: Option<Money>,
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
    /// What may be done with it.
    pub actions: Vec<OrderAction>,
    /// When it was placed.
    pub placed_at: Option<EpochMs>,
    /// When PandaPon last told it.
    pub read_at: EpochMs,
}

/// `order_counts`: how many orders of a filter stand in each stage, whatever stages it names. Needs no net.
#[derive(Debug, Clone, Default, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase", default)]
pub struct OrderCounts {
    /// Only this account.
    pub account_id: Option<AccountId>,
    /// Only this platform.
    pub platform: Option<Platform>,
    /// What was typed, as in `order_list`.
    pub words: String,
}

/// `order_marks`: how long a list is, and where its pages begin. Needs no net.
#[derive(Debug, Clone, Default, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase", default)]
pub struct OrderMarksAsked {
    /// As in `order_list`.
    pub account_id: Option<AccountId>,
    /// As in `order_list`.
    pub stages: Vec<OrderStage>,
    /// As in `order_list`.
    pub platform: Option<Platform>,
    /// As in `order_list`.
    pub words: String,
    /// As in `order_list`.
    pub sort: OrderSort,
    /// Rows of a page, at least 50.
    pub every: u32,
}

/// How long a list is, and where its pages begin.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct OrderMarks {
    /// Orders of the list.
    pub total: u32,
    /// Cursors for `after`: page `n`, counted from 0, is behind the one before it in this list.
    pub cursors: Vec<String>,
}

/// How many orders of a filter stand in a stage.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct FoundCount {
    /// The stage.
    pub stage: OrderStage,
    /// How many, as far as was counted.
    pub count: u32,
    /// There are more than were counted.
    pub more: bool,
}

/// How many orders stand in a stage.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct StageCount {
    /// The stage.
    pub stage: OrderStage,
    /// How many.
    pub count: u32,
}

/// A page of orders.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct OrderPage {
    /// The rows.
    pub rows: Vec<OrderRow>,
    /// Cursor of the next page.
    pub next: Option<String>,
    /// Counts over the account and platform, whatever stage is chosen.
    pub counts: Vec<StageCount>,
    /// Orders kept in all, same scope.
    pub total: u32,
    /// The oldest order kept.
    pub since: Option<EpochMs>,
    /// When the order list was last read from PandaPon.
    pub read_at: Option<EpochMs>,
}

/// `order_refresh`: reads the newest orders of both platforms.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct OrderRefresh {
    /// The account.
    pub account_id: AccountId,
}

/// `order_refresh_some`: reads these orders anew, each by itself.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct OrderRefreshSome {
    /// The orders, 200 at most.
    pub orders: Vec<OrderRef>,
}

/// What a refresh found.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct OrderRefreshed {
    /// Orders read.
    pub read: u32,
    /// Of them changed or new.
    pub changed: u32,
    /// A platform that could not be read, or not wholly, and why; all else was read all the same.
    pub failed: Vec<PlatformFailure>,
}

/// A platform that could not be read.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct PlatformFailure {
    /// Which.
    pub platform: Platform,
    /// Why.
    pub error: CommandError,
}

/// `order_show`.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct OrderShow {
    /// The account.
    pub account_id: AccountId,
    /// The order.
    pub order_id: OrderId,
    /// Ask PandaPon first.
    #[serde(default)]
    pub refresh: bool,
}

/// An order with its story.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct OrderView {
    /// The order.
    pub order: Order,
    /// What may be done with it.
    pub actions: Vec<OrderAction>,
    /// The sum before it last changed, when it changed since the order was placed.
    pub was_total: Option<Money>,
    /// As [`OrderRow::rose_from`].
    pub rose_from: Option<Money>,
    /// What changed, newest first.
    pub changes: Vec<Change>,
    /// Its vouchers, newest first.
    pub vouchers: Vec<Voucher>,
    /// Largest file that is handed in as a voucher, in bytes.
    pub most_voucher_bytes: u32,
    /// What was done with it from this desk, newest first.
    pub operations: Vec<Operation>,
    /// What the user keeps beside it.
    pub own: OwnData,
    /// When PandaPon last told it.
    pub read_at: EpochMs,
    /// Taken from this desk because PandaPon could not be asked.
    pub offline: bool,
    /// Why it could not be asked.
    pub failed: Option<CommandError>,
}

/// An order to pay, with the sum that the user saw.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct OrderToPay {
    /// The order.
    pub order_id: OrderId,
    /// The sum that the user agreed to.
    pub total: Money,
}

/// `order_pay`: pays orders after a fresh read of each. Orders of 1688 go in one batch.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct OrderPay {
    /// The account.
    pub account_id: AccountId,
    /// The orders.
    pub orders: Vec<OrderToPay>,
    /// The sum that the user said yes to, where it is above the amount from which he wants to be asked.
    #[serde(default)]
    pub confirmed: Option<Money>,
    /// Which of them rose since they were first known and were looked at by the user; one that rose is paid with others
    /// only then.
    #[serde(default)]
    pub looked_at: Vec<OrderId>,
}

/// An order that was not sent for payment.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct NotPaid {
    /// The order.
    pub order_id: OrderId,
    /// Why.
    pub error: CommandError,
}

/// An order that was paid at less than the user saw.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct SumFell {
    /// The order.
    pub order_id: OrderId,
    /// The sum that the user saw.
    pub was: Money,
    /// What it costs.
    pub is: Money,
}

/// What became of a payment.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct PayResult {
    /// What was sent.
    pub operations: Vec<Operation>,
    /// What was paid.
    pub paid: Vec<OrderId>,
    /// What was not, and why.
    pub not_paid: Vec<NotPaid>,
    /// Which of the paid ones cost less than the user saw.
    pub fell: Vec<SumFell>,
}

/// `order_voucher`: keeps a voucher on this desk and hands it in (Taobao).
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct OrderVoucher {
    /// The account.
    pub account_id: AccountId,
    /// The order.
    pub order_id: OrderId,
    /// The file, from `FileRef`.
    pub file_id: String,
    /// Words to finance.
    #[serde(default)]
    pub remark: Option<String>,
    /// A link to the file, where the connection wants one.
    #[serde(default)]
    pub link: Option<String>,
}

/// `order_cancel`.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct OrderCancel {
    /// The account.
    pub account_id: AccountId,
    /// The order.
    pub order_id: OrderId,
    /// Why, in words.
    pub reason: String,
}

/// `order_confirm`: confirms that an order's goods arrived (1688); the money goes to the seller.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct OrderConfirm {
    /// The account.
    pub account_id: AccountId,
    /// The order.
    pub order_id: OrderId,
}

/// What became of one operation on an order: the order as read back, and the operation.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct OrderActed {
    /// The outbox operation.
    pub operation: Operation,
    /// Why it did not go well.
    pub error: Option<CommandError>,
}
