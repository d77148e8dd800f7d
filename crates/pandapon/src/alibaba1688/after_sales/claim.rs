//! Asking for a refund.

use std::num::NonZeroU32;

use serde::{Deserialize, Serialize};

use super::RefundReasonId;
use crate::alibaba1688::{LineId, OrderId, RefundId};
use crate::call::{self, Call};
use crate::operation::Operation;
use crate::wire::{Extra, Fen, Link, id_as_number, ids_as_numbers};

/// Most pieces of evidence on a claim, upstream.
const VOUCHERS_AT_MOST: usize = 5;

/// Characters of a description, upstream.
const DESCRIPTION: std::ops::RangeInclusive<usize> = 2..=150;

/// Where the goods are when money is asked back. The codes are upstream's.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "camelCase")]
pub enum GoodsStatus {
    /// Paid, not shipped: the whole sum has to be asked for.
    RefundWaitSellerSend,
    /// Shipped, not received.
    RefundWaitBuyerReceive,
    /// Received, the order not completed.
    RefundBuyerReceived,
    /// The order completed, yet the goods never arrived.
    AftersaleBuyerNotReceived,
    /// The order completed and the goods received.
    AftersaleBuyerReceived,
}

/// Goods that can go back: they have arrived.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum ReceivedGoods {
    /// The order is not completed yet.
    OrderOpen,
    /// The order is completed.
    OrderCompleted,
}

/// What is asked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum RefundKind {
    /// Money, wherever the goods are.
    MoneyOnly(GoodsStatus),
    /// Money for goods that go back.
    WithReturn(ReceivedGoods),
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
enum DisputeRequest {
    Refund,
    ReturnRefund,
}

impl RefundKind {
    fn wire(self) -> (DisputeRequest, GoodsStatus) {
        match self {
            Self::MoneyOnly(goods) => (DisputeRequest::Refund, goods),
            Self::WithReturn(ReceivedGoods::OrderOpen) => {
                (DisputeRequest::ReturnRefund, GoodsStatus::RefundBuyerReceived)
            }
            Self::WithReturn(ReceivedGoods::OrderCompleted) => {
                (DisputeRequest::ReturnRefund, GoodsStatus::AftersaleBuyerReceived)
            }
        }
    }
}

/// How many of a line go back.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct ReturnCount {
    /// The line.
    #[serde(serialize_with = "id_as_number")]
    pub id: LineId,
    /// How many of it.
    pub count: NonZeroU32,
}

/// Request of `alibaba1688CreateRefund`.
///
/// Not sent when no line is named, a sum is negative, nothing at all is asked back, the description has less than 2 or
/// more than 150 characters, more than 5 vouchers are named, or a count is for a line that is not claimed.
#[derive(Clone, Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct CreateRefund {
    #[serde(serialize_with = "id_as_number")]
    order_id: OrderId,
    #[serde(serialize_with = "ids_as_numbers")]
    order_entry_ids: Vec<LineId>,
    dispute_request: DisputeRequest,
    apply_payment: Fen,
    apply_carriage: Fen,
    #[serde(serialize_with = "id_as_number")]
    apply_reason_id: RefundReasonId,
    description: String,
    goods_status: GoodsStatus,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    vouchers: Vec<Link>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    order_entry_count_list: Vec<ReturnCount>,
}

impl CreateRefund {
    /// A claim for lines of an order: its goods amount in fen, no freight, no evidence, all of each line.
    pub fn new(
        order_id: OrderId,
        lines: impl IntoIterator<Item = LineId>,
        kind: RefundKind,
        reason: RefundReasonId,
        payment: Fen,
        description: impl Into<String>,
    ) -> Self {
        let (dispute_request, goods_status) = kind.wire();
        Self {
            order_id,
            order_entry_ids: lines.into_iter().collect(),
            dispute_request,
            apply_payment: payment,
            apply_carriage: Fen(0),
            apply_reason_id: reason,
            description: description.into(),
            goods_status,
            vouchers: Vec::new(),
            order_entry_count_list: Vec::new(),
        }
    }

    /// Freight to refund, fen; only where the reason allows it.
    #[must_use]
    pub fn carriage(mut self, carriage: Fen) -> Self {
        self.apply_carriage = carriage;
        self
    }

    /// Evidence, at most 5: URLs that [`UploadedVoucher::url`](super::UploadedVoucher::url) gives.
    #[must_use]
    pub fn vouchers(mut self, vouchers: impl IntoIterator<Item = Link>) -> Self {
        self.vouchers = vouchers.into_iter().collect();
        self
    }

    /// How many of each line go back, where it is not all of them.
    #[must_use]
    pub fn counts(mut self, counts: impl IntoIterator<Item = ReturnCount>) -> Self {
        self.order_entry_count_list = counts.into_iter().collect();
        self
    }
}

impl Call for CreateRefund {
    const OPERATION: Operation = Operation::Alibaba1688CreateRefund;
    type Answer = CreatedRefund;

    fn check(&self) -> Result<(), String> {
        call::not_empty("orderEntryIds", &self.order_entry_ids)?;
        if self.apply_payment < Fen(0) || self.apply_carriage < Fen(0) {
            return Err("applyPayment, applyCarriage: a sum to refund is not negative".into());
        }
        if self.apply_payment == Fen(0) && self.apply_carriage == Fen(0) {
            return Err("applyPayment: ask for at least one fen, of goods or freight".into());
        }
        call::characters("description", &self.description, DESCRIPTION)?;
        call::at_most("vouchers", &self.vouchers, VOUCHERS_AT_MOST)?;
        let stranger =
            self.order_entry_count_list.iter().find(|count| !self.order_entry_ids.contains(&count.id));
        match stranger {
            Some(count) => Err(format!("orderEntryCountList: line {} is not claimed", count.id)),
            None => Ok(()),
        }
    }
}

/// What a claim answered.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default, rename_all = "camelCase")]
pub struct CreatedRefund {
    /// The new refund; none where it was not named: find it on the order.
    pub refund_id: Option<RefundId>,
    /// Members that the reference does not name.
    #[serde(flatten)]
    pub extra: Extra,
}
