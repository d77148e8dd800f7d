//! Requests about 1688 orders.

use jiff::Timestamp;
use serde::{Serialize, Serializer};
use serde_json::Value;

use super::{CreatedOrder, OrderPage, OrderPreviewResult, PayUrl, TradeInfo};
use crate::alibaba1688::{OfferId, OrderId, OrderStatus, RefundStatus, SITE, SellerOpenId, SpecId};
use crate::call::{self, Call};
use crate::operation::Operation;
use crate::wire::{Done, Measure, as_beijing_text, id_as_number, one_or_many};

/// Where to deliver. Province, city, district and town as Chinese text.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct AddressParam {
    /// Receiver.
    pub full_name: String,
    /// Mobile number.
    pub mobile: String,
    /// Fixed line, may be empty.
    pub phone: String,
    /// Post code.
    pub post_code: String,
    /// Province.
    pub province_text: String,
    /// City.
    pub city_text: String,
    /// District.
    pub area_text: String,
    /// Town or street office.
    pub town_text: Option<String>,
    /// Street and number.
    pub address: String,
    /// District code; listed on the cart pages only.
    pub district_code: Option<String>,
}

/// A line of an order with one seller.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct CargoParam {
    /// Offer id.
    #[serde(serialize_with = "id_as_number")]
    pub offer_id: OfferId,
    /// Specification of the SKU.
    pub spec_id: SpecId,
    /// How much, in the offer's unit.
    pub quantity: Measure,
}

/// A line of orders with several sellers.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct BatchCargoParam {
    /// Offer id.
    #[serde(serialize_with = "id_as_number")]
    pub offer_id: OfferId,
    /// Specification of the SKU.
    pub spec_id: SpecId,
    /// How much, in the offer's unit.
    pub quantity: Measure,
    /// The seller, from the offer's detail: lines become one order per seller.
    pub seller_open_id: SellerOpenId,
}

/// Flow of an order.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Flow {
    /// A plain wholesale order.
    #[default]
    General,
    /// The `flow_flag` that the preview answered.
    Previewed(String),
}

impl Serialize for Flow {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(match self {
            Self::General => "general",
            Self::Previewed(flag) => flag,
        })
    }
}

/// Request of `alibaba1688PreviewOrder`: lines of one seller.
#[derive(Clone, Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct PreviewOrder {
    /// Where to deliver.
    pub address_param: AddressParam,
    /// The lines.
    pub cargo_param_list: Vec<CargoParam>,
}

impl Call for PreviewOrder {
    const OPERATION: Operation = Operation::Alibaba1688PreviewOrder;
    type Answer = Vec<OrderPreviewResult>;

    fn check(&self) -> Result<(), String> {
        call::not_empty("cargoParamList", &self.cargo_param_list)
    }

    fn reshape(data: Value) -> Value {
        one_or_many(data)
    }
}

/// Request of `alibaba1688PreviewOrdersMultiSeller`: lines of several sellers.
#[derive(Clone, Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct PreviewOrders {
    /// Where to deliver.
    pub address_param: AddressParam,
    /// The lines.
    pub cargo_param_list: Vec<BatchCargoParam>,
}

impl Call for PreviewOrders {
    const OPERATION: Operation = Operation::Alibaba1688PreviewOrdersMultiSeller;
    type Answer = Vec<OrderPreviewResult>;

    fn check(&self) -> Result<(), String> {
        call::not_empty("cargoParamList", &self.cargo_param_list)
    }

    fn reshape(data: Value) -> Value {
        one_or_many(data)
    }
}

/// Request of `alibaba1688CreateOrder`: lines of one seller.
#[derive(Clone, Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct CreateOrder {
    /// Flow of the order.
    pub flow: Flow,
    /// Note to the seller.
    pub message: Option<String>,
    /// The shop's promotion from the preview.
    pub shop_promotion_id: Option<String>,
    /// One of the preview's `trade_mode_name_list`; left out, the platform picks one.
    pub trade_type: Option<String>,
    /// The caller's own order number, known upstream only: whether PandaPon passes it on is unknown. Never rely on it.
    pub out_order_id: Option<String>,
    /// Where to deliver.
    pub address_param: AddressParam,
    /// The lines.
    pub cargo_param_list: Vec<CargoParam>,
}

impl Call for CreateOrder {
    const OPERATION: Operation = Operation::Alibaba1688CreateOrder;
    type Answer = Vec<CreatedOrder>;

    fn check(&self) -> Result<(), String> {
        call::not_empty("cargoParamList", &self.cargo_param_list)
    }

    fn reshape(data: Value) -> Value {
        one_or_many(data)
    }
}

/// Request of `alibaba1688CreateOrdersMultiSeller`: lines of several sellers, one order each.
#[derive(Clone, Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct CreateOrders {
    /// Flow of the orders.
    pub flow: Flow,
    /// Note to the sellers.
    pub message: Option<String>,
    /// The shop's promotion from the preview.
    pub shop_promotion_id: Option<String>,
    /// One of the preview's `trade_mode_name_list`; left out, the platform picks one.
    pub trade_type: Option<String>,
    /// Where to deliver.
    pub address_param: AddressParam,
    /// The lines.
    pub cargo_param_list: Vec<BatchCargoParam>,
}

impl Call for CreateOrders {
    const OPERATION: Operation = Operation::Alibaba1688CreateOrdersMultiSeller;
    type Answer = Vec<CreatedOrder>;

    fn check(&self) -> Result<(), String> {
        call::not_empty("cargoParamList", &self.cargo_param_list)
    }

    fn reshape(data: Value) -> Value {
        one_or_many(data)
    }
}

/// Request of `alibaba1688ListOrders`. Every field is a guess.
#[derive(Clone, Debug, Default, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct OrdersQuery {
    page_no: u32,
    page_size: u32,
    /// Only this status.
    pub order_status: Option<OrderStatus>,
    /// Only this refund status.
    pub refund_status: Option<RefundStatus>,
    /// Created from; travels as Beijing time.
    #[serde(serialize_with = "as_beijing_text")]
    pub create_start_time: Option<Timestamp>,
    /// Created until; travels as Beijing time.
    #[serde(serialize_with = "as_beijing_text")]
    pub create_end_time: Option<Timestamp>,
    /// Changed from; travels as Beijing time.
    #[serde(serialize_with = "as_beijing_text")]
    pub modify_start_time: Option<Timestamp>,
    /// Changed until; travels as Beijing time.
    #[serde(serialize_with = "as_beijing_text")]
    pub modify_end_time: Option<Timestamp>,
    /// Only orders of goods with this name.
    pub product_name: Option<String>,
}

impl OrdersQuery {
    /// One page of orders; pages count from 1.
    #[must_use]
    pub fn new(page: u32, page_size: u32) -> Self {
        Self { page_no: page.max(1), page_size: page_size.max(1), ..Self::default() }
    }
}

impl Call for OrdersQuery {
    const OPERATION: Operation = Operation::Alibaba1688ListOrders;
    type Answer = OrderPage;
}

/// Request of `alibaba1688GetOrderDetail`.
#[derive(Clone, Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct GetOrderDetail {
    web_site: &'static str,
    order_id: OrderId,
}

impl GetOrderDetail {
    /// One order.
    #[must_use]
    pub fn new(order_id: OrderId) -> Self {
        Self { web_site: SITE, order_id }
    }
}

impl Call for GetOrderDetail {
    const OPERATION: Operation = Operation::Alibaba1688GetOrderDetail;
    type Answer = TradeInfo;
}

/// Request of `alibaba1688CancelOrder`.
#[derive(Clone, Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct CancelOrder {
    web_site: &'static str,
    #[serde(serialize_with = "id_as_number")]
    order_id: OrderId,
    cancel_reason: String,
    remark: Option<String>,
}

impl CancelOrder {
    /// Cancels for a reason: `buyerCancel`, `sellerGoodsLack` or `other` upstream; free Chinese text in edition v2.
    pub fn new(order_id: OrderId, reason: impl Into<String>) -> Self {
        Self { web_site: SITE, order_id, cancel_reason: reason.into(), remark: None }
    }

    /// Adds a note.
    #[must_use]
    pub fn remark(mut self, remark: impl Into<String>) -> Self {
        self.remark = Some(remark.into());
        self
    }
}

impl Call for CancelOrder {
    const OPERATION: Operation = Operation::Alibaba1688CancelOrder;
    type Answer = Done;
}

/// Request of `alibaba1688PayOrder`.
#[derive(Clone, Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct PayOrder {
    /// The order.
    pub order_id: OrderId,
}

impl Call for PayOrder {
    const OPERATION: Operation = Operation::Alibaba1688PayOrder;
    type Answer = PayUrl;
}

/// Request of `alibaba1688BatchSubmitPayment`.
#[derive(Clone, Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct BatchPayment {
    /// The orders; the sample names nine, no limit is stated.
    pub order_ids: Vec<OrderId>,
}

impl Call for BatchPayment {
    const OPERATION: Operation = Operation::Alibaba1688BatchSubmitPayment;
    type Answer = Done;

    fn check(&self) -> Result<(), String> {
        call::not_empty("orderIds", &self.order_ids)
    }
}
