//! A refund as the sandbox keeps it.

use serde::{Deserialize, Serialize};

use super::machine::Status;
use crate::alibaba::machine::Status as OrderStatus;
use crate::alibaba::order::{AlibabaOrder, Line};
use crate::catalogue::Platform;
use crate::refusal::{Code, Refusal};
use crate::state::Books;
use crate::state::cases::KeptCase;

/// A refund that was asked for; sums in fen.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(crate) struct RefundCase {
    pub(crate) refund_id: String,
    /// Number of its row in PandaPon's own table.
    pub(crate) row: String,
    pub(crate) order_id: String,
    pub(crate) line_ids: Vec<String>,
    /// How many of a line are meant, where the buyer said so.
    pub(crate) counts: Vec<(String, u32)>,
    pub(crate) status: Status,
    pub(crate) request: Request,
    pub(crate) goods_status: GoodsStatus,
    pub(crate) payment_fen: i64,
    pub(crate) carriage_fen: i64,
    pub(crate) reason_id: i64,
    pub(crate) description: String,
    /// Places of its pictures, see `after_sales::evidence`.
    pub(crate) vouchers: Vec<String>,
    pub(crate) reject_reason: Option<String>,
    pub(crate) reject_times: u32,
    pub(crate) asked: bool,
    /// What the seller or the platform noted last.
    pub(crate) remark: Option<String>,
    pub(crate) parcel: Option<Parcel>,
    pub(crate) refunded_payment_fen: i64,
    pub(crate) refunded_carriage_fen: i64,
    pub(crate) created_ms: i64,
    pub(crate) modified_ms: i64,
    pub(crate) completed_ms: Option<i64>,
    /// Until when the present step must be taken, on the sandbox's clock.
    pub(crate) deadline_moment_ms: Option<i64>,
}

/// Goods on the way back to the seller.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(crate) struct Parcel {
    pub(crate) carrier_name: String,
    pub(crate) waybill: String,
    pub(crate) note: String,
    pub(crate) vouchers: Vec<String>,
}

/// What is asked for; the words are the wire's.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(crate) enum Request {
    Refund,
    ReturnRefund,
}

/// Where the goods are said to be; the words are the wire's.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(crate) enum GoodsStatus {
    RefundWaitSellerSend,
    RefundWaitBuyerReceive,
    RefundBuyerReceived,
    AftersaleBuyerNotReceived,
    AftersaleBuyerReceived,
}

impl GoodsStatus {
    /// Whether it can be so for an order in this state, as in the contract's `goodsStatusByOrder`.
    pub(crate) fn fits(self, order: OrderStatus) -> bool {
        match order {
            OrderStatus::WaitSellerSend => self == GoodsStatus::RefundWaitSellerSend,
            OrderStatus::WaitBuyerReceive => {
                matches!(self, GoodsStatus::RefundWaitBuyerReceive | GoodsStatus::RefundBuyerReceived)
            }
            OrderStatus::ConfirmGoods => self == GoodsStatus::RefundBuyerReceived,
            OrderStatus::Success => self.is_after_sale(),
            OrderStatus::WaitBuyerPay | OrderStatus::Cancel | OrderStatus::Terminated => false,
        }
    }

    /// Whether the order is completed.
    pub(crate) fn is_after_sale(self) -> bool {
        matches!(self, GoodsStatus::AftersaleBuyerNotReceived | GoodsStatus::AftersaleBuyerReceived)
    }

    /// Whether the goods are with the buyer.
    pub(crate) fn is_received(self) -> bool {
        matches!(self, GoodsStatus::RefundBuyerReceived | GoodsStatus::AftersaleBuyerReceived)
    }
}

impl KeptCase for RefundCase {
    const PLATFORM: Platform = Platform::Alibaba1688;
    const MISSING: Code = Code::NoSuchRefund;

    fn case_id(&self) -> &str {
        &self.refund_id
    }
    fn order_id(&self) -> &str {
        &self.order_id
    }
    fn created_ms(&self) -> i64 {
        self.created_ms
    }
}

impl RefundCase {
    /// The refund with an id, and its order.
    pub(crate) fn with_order(books: &Books<'_>, refund_id: &str) -> Result<(Self, AlibabaOrder), Refusal> {
        let case: RefundCase = books.case(refund_id)?;
        let order = books.order(&case.order_id)?;
        Ok((case, order))
    }

    /// The lines that it is about.
    pub(super) fn lines<'o>(&self, order: &'o AlibabaOrder) -> impl Iterator<Item = &'o Line> {
        order.lines.iter().filter(|line| self.line_ids.contains(&line.sub_item_id))
    }

    /// The most that can be refunded for its goods.
    pub(super) fn refundable_fen(&self, order: &AlibabaOrder) -> i64 {
        self.lines(order).map(Line::refundable_fen).sum()
    }
}
