//! Taobao orders and their payment.

use jiff::Timestamp;
use serde::{Deserialize, Serialize, Serializer};
use serde_json::Value;

use super::{
    ItemId, OrderId, OrderStatus, PurchaseOrderId, RawStatus, ReverseStatus, SalesOrderId, SkuId,
    SubPurchaseOrderId, Taobao,
};
use crate::client::Call;
use crate::envelope::Answer;
use crate::error::Result;
use crate::operation::Operation;
use crate::wire::{Count, Done, Extra, Fen, Link, Moment, Text, as_beijing_text, as_json_text};

impl Taobao<'_> {
    /// Previews an order before it is placed (`POST /open/order/render`, an extra of the reference; what it answers was
    /// never seen).
    ///
    /// # Errors
    /// See [`crate::Error`].
    pub async fn render_order(&self, order: &RenderOrder) -> Result<Answer<Value>> {
        self.client.send(order).await
    }

    /// Places an order (`taobaoCreateOrder`). Never send it twice blindly.
    ///
    /// # Errors
    /// See [`crate::Error`].
    pub async fn create_order(&self, order: &CreateOrder) -> Result<Answer<CreatedOrder>> {
        self.client.send(order).await
    }

    /// Lists orders by page (`taobaoPageOrders`; its path is a guess).
    ///
    /// # Errors
    /// See [`crate::Error`].
    pub async fn orders(&self, query: &OrdersQuery) -> Result<Answer<OrderPage>> {
        self.client.send(query).await
    }

    /// Reads one order (`taobaoGetOrder`; its path is a guess).
    ///
    /// # Errors
    /// See [`crate::Error`].
    pub async fn order(&self, order_id: &OrderId) -> Result<Answer<Order>> {
        self.client.send(&GetOrder { order_id: order_id.clone() }).await
    }

    /// Asks for an order to be cancelled (`taobaoCancelOrder`; its path is a guess). Upstream cancels later: read back.
    ///
    /// # Errors
    /// See [`crate::Error`].
    pub async fn cancel_order(&self, cancel: &CancelOrder) -> Result<Answer<Done>> {
        self.client.send(cancel).await
    }

    /// Pays orders from the bound account, at most 10 upstream (`taobaoPayOrder`; its path is a guess). Never send it
    /// twice blindly.
    ///
    /// # Errors
    /// See [`crate::Error`].
    pub async fn pay_orders(&self, ids: &[PurchaseOrderId]) -> Result<Answer<PayResult>> {
        self.client.send(&PayOrders { purchase_order_id_list: ids.to_vec() }).await
    }
}

/// Where to deliver; in practice a warehouse in China.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Receiver {
    /// Person receiving.
    pub name: String,
    /// Mobile number; snake case on the wire on purpose.
    pub mobile_phone: String,
    /// Fixed line, may be empty.
    pub phone: String,
    /// Country, 中国 for a forward warehouse.
    pub country: String,
    /// Province.
    pub state: String,
    /// City.
    pub city: String,
    /// District.
    pub district: String,
    /// Street and number.
    pub address: String,
    /// Post code.
    pub zip: String,
    /// Tax number.
    pub tax_id: Option<String>,
}

/// One line of an order to be placed. Its line number is its place in the list, from 1.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OrderLine {
    /// Item id.
    pub item_id: ItemId,
    /// SKU id.
    pub sku_id: SkuId,
    /// Units.
    pub quantity: std::num::NonZeroU32,
    /// Unit price; fen by the upstream platform.
    pub price: Fen,
    /// Title.
    pub title: Option<String>,
    /// Remark on this line.
    pub remark: Option<String>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct WireLine<'a> {
    item_id: &'a ItemId,
    sku_id: &'a SkuId,
    quantity: String,
    price: String,
    currency: &'static str,
    order_line_no: String,
    title: &'a Option<String>,
    order_remark: &'a Option<String>,
}

fn lines_as_json_text<S: Serializer>(
    lines: &[OrderLine],
    serializer: S,
) -> std::result::Result<S::Ok, S::Error> {
    let wire: Vec<_> = lines
        .iter()
        .enumerate()
        .map(|(at, line)| WireLine {
            item_id: &line.item_id,
            sku_id: &line.sku_id,
            quantity: line.quantity.to_string(),
            price: line.price.0.to_string(),
            currency: "CNY",
            order_line_no: (at + 1).to_string(),
            title: &line.title,
            order_remark: &line.remark,
        })
        .collect();
    as_json_text(&wire, serializer)
}

/// Request of `POST /open/order/render`.
#[derive(Clone, Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct RenderOrder {
    /// Where to deliver.
    #[serde(serialize_with = "as_json_text")]
    pub receiver: Receiver,
    /// The lines.
    #[serde(rename = "orderLineList", serialize_with = "lines_as_json_text")]
    pub lines: Vec<OrderLine>,
}

impl Call for RenderOrder {
    const OPERATION: Operation = Operation::TaobaoRenderOrder;
    type Answer = Value;
}

/// Request of `taobaoCreateOrder`.
#[derive(Clone, Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct CreateOrder {
    /// Sum that the caller means to pay; fen by the upstream platform. In the reference's sample it is price times
    /// quantity over all lines, see [`CreateOrder::sum_of`].
    pub purchase_amount: Fen,
    /// Where to deliver.
    #[serde(serialize_with = "as_json_text")]
    pub receiver: Receiver,
    /// The lines.
    #[serde(rename = "orderLineList", serialize_with = "lines_as_json_text")]
    pub lines: Vec<OrderLine>,
    /// Sales platform behind the order, such as `lazada`.
    pub order_source: Option<String>,
    /// The caller's own order number. Whether a second order with the same number is refused is unknown.
    pub seller_order_number: Option<String>,
}

impl CreateOrder {
    /// Price times quantity over all lines; none when that overflows.
    #[must_use]
    pub fn sum_of(lines: &[OrderLine]) -> Option<Fen> {
        let sums = lines.iter().map(|line| line.price.0.checked_mul(i64::from(line.quantity.get())));
        sums.sum::<Option<i64>>().map(Fen)
    }
}

impl Call for CreateOrder {
    const OPERATION: Operation = Operation::TaobaoCreateOrder;
    type Answer = CreatedOrder;
}

/// A placed order.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default, rename_all = "camelCase")]
pub struct CreatedOrder {
    /// Purchase order id.
    pub purchase_order_id: Option<PurchaseOrderId>,
    /// PandaPon's order id.
    pub order_id: Option<OrderId>,
    /// The caller's order number.
    pub seller_order_number: Option<Text>,
    /// Its status.
    pub status: Option<RawStatus>,
    /// Its lines.
    pub order_line_list: Vec<CreatedOrderLine>,
    /// Members that the reference does not name.
    #[serde(flatten)]
    pub extra: Extra,
}

/// A line of a placed order.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default, rename_all = "camelCase")]
pub struct CreatedOrderLine {
    /// Line number of the request.
    pub order_line_no: Option<Text>,
    /// Sub purchase order id.
    pub sub_purchase_order_id: Option<SubPurchaseOrderId>,
    /// Item id.
    pub item_id: Option<ItemId>,
    /// SKU id.
    pub sku_id: Option<SkuId>,
    /// Its status.
    pub status: Option<RawStatus>,
    /// Members that the reference does not name.
    #[serde(flatten)]
    pub extra: Extra,
}

/// Request of `taobaoPageOrders`.
#[derive(Clone, Debug, Default, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct OrdersQuery {
    page_no: u32,
    page_size: u32,
    /// Only this status.
    pub status: Option<OrderStatus>,
    /// Only this order.
    pub order_id: Option<OrderId>,
    /// Only this purchase order.
    pub purchase_order_id: Option<PurchaseOrderId>,
    /// Only this order of the caller.
    pub seller_order_number: Option<String>,
    /// Created from; travels as Beijing time.
    #[serde(serialize_with = "as_beijing_text")]
    pub start_time: Option<Timestamp>,
    /// Created until; travels as Beijing time.
    #[serde(serialize_with = "as_beijing_text")]
    pub end_time: Option<Timestamp>,
}

impl OrdersQuery {
    /// One page of orders; pages count from 1.
    #[must_use]
    pub fn new(page: u32, page_size: u32) -> Self {
        Self { page_no: page.max(1), page_size: page_size.max(1), ..Self::default() }
    }
}

impl Call for OrdersQuery {
    const OPERATION: Operation = Operation::TaobaoPageOrders;
    type Answer = OrderPage;
}

/// A page of orders.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default, rename_all = "camelCase")]
pub struct OrderPage {
    /// Rows in all.
    pub total: Option<Count>,
    /// This page, from 1.
    pub page_no: Option<Count>,
    /// Rows a page.
    pub page_size: Option<Count>,
    /// The orders.
    pub records: Vec<Order>,
    /// Members that the reference does not name.
    #[serde(flatten)]
    pub extra: Extra,
}

/// Request of `taobaoGetOrder`.
#[derive(Clone, Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct GetOrder {
    /// The order.
    pub order_id: OrderId,
}

impl Call for GetOrder {
    const OPERATION: Operation = Operation::TaobaoGetOrder;
    type Answer = Order;
}

/// A Taobao order.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default, rename_all = "camelCase")]
pub struct Order {
    /// PandaPon's order id.
    pub order_id: Option<OrderId>,
    /// Purchase order id on Taobao global.
    pub purchase_order_id: Option<PurchaseOrderId>,
    /// Order number on Taobao.
    pub sales_order_id: Option<SalesOrderId>,
    /// The caller's order number.
    pub seller_order_number: Option<Text>,
    /// Sales platform behind it.
    pub order_source: Option<Text>,
    /// Its status.
    pub status: Option<OrderStatus>,
    /// Total, fen.
    pub purchase_amount: Option<Fen>,
    /// Domestic freight, fen.
    pub shipping_fee: Option<Fen>,
    /// Currency code.
    pub currency: Option<Text>,
    /// Forward warehouse.
    pub warehouse_name: Option<Text>,
    /// Its address.
    pub warehouse_address: Option<Text>,
    /// When it was created.
    pub create_time: Option<Moment>,
    /// When it was paid.
    pub pay_time: Option<Moment>,
    /// Its lines.
    pub sub_orders: Vec<SubOrder>,
    /// Members that the reference does not name.
    #[serde(flatten)]
    pub extra: Extra,
}

/// A line of a Taobao order.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default, rename_all = "camelCase")]
pub struct SubOrder {
    /// Sub purchase order id.
    pub sub_purchase_order_id: Option<SubPurchaseOrderId>,
    /// Sub order number on Taobao (19 digits).
    pub purchase_order_outer_id: Option<SalesOrderId>,
    /// Item id.
    pub item_id: Option<ItemId>,
    /// SKU id.
    pub sku_id: Option<SkuId>,
    /// Title.
    pub item_title: Option<Text>,
    /// Picture.
    pub item_image_url: Option<Link>,
    /// Units.
    pub quantity: Option<Count>,
    /// Unit price, fen.
    pub price: Option<Fen>,
    /// Goods total, fen.
    pub product_fee: Option<Fen>,
    /// Domestic freight, fen.
    pub post_fee: Option<Fen>,
    /// Line total, fen.
    pub total_price: Option<Fen>,
    /// Carrier.
    pub logistics_company_name: Option<Text>,
    /// Waybill number.
    pub logistics_number: Option<Text>,
    /// Its status.
    pub status: Option<RawStatus>,
    /// Its after-sales status.
    pub refund_status: Option<ReverseStatus>,
    /// Members that the reference does not name.
    #[serde(flatten)]
    pub extra: Extra,
}

/// Request of `taobaoCancelOrder`.
#[derive(Clone, Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct CancelOrder {
    /// The order.
    pub purchase_order_id: PurchaseOrderId,
    /// The lines to cancel; none means all.
    pub sub_purchase_order_id_list: Vec<SubPurchaseOrderId>,
    /// Reason in words.
    pub cancel_reason: String,
    /// Remark.
    pub cancel_remark: Option<String>,
}

impl Call for CancelOrder {
    const OPERATION: Operation = Operation::TaobaoCancelOrder;
    type Answer = Done;
}

/// Request of `taobaoPayOrder`.
#[derive(Clone, Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct PayOrders {
    /// The orders, at most 10 upstream.
    pub purchase_order_id_list: Vec<PurchaseOrderId>,
}

impl Call for PayOrders {
    const OPERATION: Operation = Operation::TaobaoPayOrder;
    type Answer = PayResult;
}

/// Which orders were paid.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default, rename_all = "camelCase")]
pub struct PayResult {
    /// Paid.
    pub success_purchase_order_ids: Vec<PurchaseOrderId>,
    /// Not paid.
    pub failure_purchase_order_ids: Vec<PurchaseOrderId>,
    /// Members that the reference does not name.
    #[serde(flatten)]
    pub extra: Extra,
}
