//! Confirming that goods arrived.

use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

use crate::alibaba1688::{LineId, OrderId};
use crate::call::{self, Call};
use crate::operation::Operation;
use crate::wire::{Extra, Text, flag, id_as_number, ids_as_numbers};

/// Request of `alibaba1688ConfirmReceipt`.
#[derive(Clone, Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct ConfirmReceipt {
    #[serde(serialize_with = "id_as_number")]
    order_id: OrderId,
    #[serde(serialize_with = "ids_as_numbers")]
    order_entry_ids: Vec<LineId>,
}

impl ConfirmReceipt {
    /// These lines of the order arrived; at least one.
    pub fn new(order_id: OrderId, lines: impl IntoIterator<Item = LineId>) -> Self {
        Self { order_id, order_entry_ids: lines.into_iter().collect() }
    }
}

impl Call for ConfirmReceipt {
    const OPERATION: Operation = Operation::Alibaba1688ConfirmReceipt;
    type Answer = Verdict;

    fn check(&self) -> Result<(), String> {
        call::not_empty("orderEntryIds", &self.order_entry_ids)
    }
}

/// What 1688 says came of a write: it can say no inside a successful answer.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default, rename_all = "camelCase")]
pub struct Verdict {
    /// Whether it was done; none where the answer does not say.
    #[serde(deserialize_with = "flag")]
    pub success: Option<bool>,
    /// Error text.
    pub error_info: Option<Text>,
    /// Error code.
    pub error_code: Option<Text>,
    /// Members that the reference does not name.
    #[serde(flatten)]
    pub extra: Extra,
}

/// A bare yes or no is a verdict too.
pub(in crate::alibaba1688) fn as_verdict(data: Value) -> Value {
    match data {
        Value::Bool(_) => json!({ "success": data }),
        other => other,
    }
}
