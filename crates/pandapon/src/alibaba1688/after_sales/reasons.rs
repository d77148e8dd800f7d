//! Reasons that a refund may have.

use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

use super::GoodsStatus;
use crate::alibaba1688::{LineId, OrderId};
use crate::call::{self, Call};
use crate::operation::Operation;
use crate::wire::{Extra, Text, flag, id_as_number, ids, ids_as_numbers};

ids! {
    /// Id of a reason for a refund.
    RefundReasonId;
}

/// Request of `alibaba1688ListRefundReasons`. Every field is upstream's.
#[derive(Clone, Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct ListRefundReasons {
    #[serde(serialize_with = "id_as_number")]
    order_id: OrderId,
    #[serde(serialize_with = "ids_as_numbers")]
    order_entry_ids: Vec<LineId>,
    goods_status: GoodsStatus,
}

impl ListRefundReasons {
    /// Reasons for these lines, at least one, while the goods are where they are.
    pub fn new(
        order_id: OrderId,
        lines: impl IntoIterator<Item = LineId>,
        goods_status: GoodsStatus,
    ) -> Self {
        Self { order_id, order_entry_ids: lines.into_iter().collect(), goods_status }
    }
}

impl Call for ListRefundReasons {
    const OPERATION: Operation = Operation::Alibaba1688ListRefundReasons;
    type Answer = RefundReasons;

    fn check(&self) -> Result<(), String> {
        call::not_empty("orderEntryIds", &self.order_entry_ids)
    }

    /// The reasons alone are read too.
    fn reshape(data: Value) -> Value {
        match data {
            Value::Array(_) => json!({ "reasons": data }),
            other => other,
        }
    }
}

/// The reasons that are allowed now.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct RefundReasons {
    /// The reasons.
    pub reasons: Vec<RefundReason>,
    /// Members that the reference does not name.
    #[serde(flatten)]
    pub extra: Extra,
}

/// A reason for a refund. Every field is upstream's.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default, rename_all = "camelCase")]
pub struct RefundReason {
    /// Its id: a claim takes it.
    pub id: Option<RefundReasonId>,
    /// The reason, in Chinese.
    pub name: Option<Text>,
    /// Whether a claim for it needs evidence.
    #[serde(deserialize_with = "flag")]
    pub need_voucher: Option<bool>,
    /// True: freight is not refunded for it.
    #[serde(deserialize_with = "flag")]
    pub no_refund_carriage: Option<bool>,
    /// A hint.
    pub tip: Option<Text>,
    /// Members that the reference does not name.
    #[serde(flatten)]
    pub extra: Extra,
}
