//! The three messages about 1688 orders. Each comes in two shapes: the whole record, as on PandaPon's page, or a short
//! event, as upstream and the sister platform send it.

use serde::{Deserialize, Serialize};

use crate::alibaba1688::{OrderId, OrderStatus, Refund, RefundId, RefundStatus, TradeInfo};
use crate::wire::{Extra, Moment, Text};

/// Body of 订单价格修改回调 and 订单状态修改接口 (`alibaba1688OnOrderPriceModified`, documented;
/// `alibaba1688OnOrderStatusChanged`, inferred).
#[derive(Clone, Debug, PartialEq)]
pub enum OrderTold {
    /// The whole order. Amounts in yuan unless a field says fen.
    Whole(Box<TradeInfo>),
    /// Ids and little else.
    Event(Box<OrderEvent>),
}

/// A short message about an order.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default, rename_all = "camelCase")]
pub struct OrderEvent {
    /// The order.
    pub order_id: Option<OrderId>,
    /// The order, under the sister platform's name.
    pub order_no: Option<OrderId>,
    /// The new status.
    pub current_status: Option<OrderStatus>,
    /// When it was sent; Beijing time.
    pub msg_send_time: Option<Moment>,
    /// Buyer.
    pub buyer_member_id: Option<Text>,
    /// Seller.
    pub seller_member_id: Option<Text>,
    /// Members that the reference does not name.
    #[serde(flatten)]
    pub extra: Extra,
}

/// Body of 1688订单售后退款 (`alibaba1688OnRefundChanged`; inferred).
#[derive(Clone, Debug, PartialEq)]
pub enum RefundTold {
    /// The whole refund. Sums in fen.
    Whole(Box<Refund>),
    /// Ids and little else.
    Event(Box<RefundEvent>),
}

/// A short message about a refund.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default, rename_all = "camelCase")]
pub struct RefundEvent {
    /// The refund.
    pub refund_id: Option<RefundId>,
    /// The order.
    pub order_id: Option<OrderId>,
    /// The new status of the refund, not of the order.
    pub current_status: Option<RefundStatus>,
    /// What happened, such as `SELLER_AGREE_REFUND`.
    pub refund_action: Option<Text>,
    /// Who did it: `buyer`, `seller` or `system`.
    pub operator: Option<Text>,
    /// When it was sent; Beijing time.
    pub msg_send_time: Option<Moment>,
    /// Buyer.
    pub buyer_member_id: Option<Text>,
    /// Seller.
    pub seller_member_id: Option<Text>,
    /// Members that the reference does not name.
    #[serde(flatten)]
    pub extra: Extra,
}
