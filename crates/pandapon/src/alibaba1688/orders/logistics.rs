//! Tracking of parcels inside China.

use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

use crate::alibaba1688::{LogisticsId, OrderId, SITE};
use crate::call::Call;
use crate::operation::Operation;
use crate::wire::{Extra, Moment, Text};

/// Request of `alibaba1688GetLogisticsTrace`. Every field is a guess after upstream.
#[derive(Clone, Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct GetLogisticsTrace {
    order_id: OrderId,
    logistics_id: Option<LogisticsId>,
    web_site: &'static str,
}

impl GetLogisticsTrace {
    /// All parcels of an order.
    #[must_use]
    pub fn new(order_id: OrderId) -> Self {
        Self { order_id, logistics_id: None, web_site: SITE }
    }

    /// Only one parcel, by the `logistics_code` of a [`LogisticsItem`](super::LogisticsItem).
    #[must_use]
    pub fn parcel(mut self, id: LogisticsId) -> Self {
        self.logistics_id = Some(id);
        self
    }
}

impl Call for GetLogisticsTrace {
    const OPERATION: Operation = Operation::Alibaba1688GetLogisticsTrace;
    type Answer = LogisticsTrace;

    /// A list of parcels, as guessed, or an object around it, as upstream.
    fn reshape(data: Value) -> Value {
        match data {
            Value::Array(_) => json!({ "logisticsTrace": data }),
            other => other,
        }
    }
}

/// Where an order's parcels are.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default, rename_all = "camelCase")]
pub struct LogisticsTrace {
    /// The parcels.
    #[serde(rename = "logisticsTrace")]
    pub parcels: Vec<ParcelTrace>,
    /// The leg overseas, known upstream by name only.
    #[serde(rename = "crossPackageFulfillmentDTO")]
    pub overseas: Vec<Value>,
    /// Members that the reference does not name.
    #[serde(flatten)]
    pub extra: Extra,
}

/// The steps of one parcel.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default, rename_all = "camelCase")]
pub struct ParcelTrace {
    /// Id of its logistics record.
    pub logistics_id: Option<LogisticsId>,
    /// The order.
    pub order_id: Option<OrderId>,
    /// Waybill number.
    pub logistics_bill_no: Option<Text>,
    /// What happened, in the order that came.
    pub logistics_steps: Vec<TraceStep>,
    /// Members that the reference does not name.
    #[serde(flatten)]
    pub extra: Extra,
}

/// One step of a parcel.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default, rename_all = "camelCase")]
pub struct TraceStep {
    /// When.
    pub accept_time: Option<Moment>,
    /// What happened, in Chinese.
    pub remark: Option<Text>,
    /// Members that the reference does not name.
    #[serde(flatten)]
    pub extra: Extra,
}
