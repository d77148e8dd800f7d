//! Taobao orders: reading, cancelling, paying.

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

#[cfg(feature = "client")]
use super::Taobao;
use super::{
    ItemId, OrderId, OrderStatus, PurchaseOrderId, RawStatus, ReverseStatus, SalesOrderId, SkuId,
    SubPurchaseOrderId,
};
use crate::call::{self, Call};
use crate::envelope::Answer;
use crate::error::Result;
use crate::operation::Operation;
use crate::wire::{Count, Done, Extra, Fen, Link, Moment, Rows, Text, as_beijing_text};

#[cfg(feature = "client")]
impl Taobao<'_> {
    /// Lists orders by page. Sums are in fen, times without a zone are Beijing time. An order that cannot be read is
    /// reported beside the others.
    ///
    /// Reference: 分页查询订单列表 (`taobaoPageOrders`); inferred, and so is its path; a GET in edition v1, a POST in v2.
    ///
    /// # Errors
    /// See [`crate::Error`].
    ///
    /// # Examples
    /// ```no_run
    /// # async fn example(client: pandapon::Client) -> Result<(), Box<dyn std::error::Error>> {
    /// use pandapon::taobao::{OrderStatus, OrdersQuery};
    ///
    /// let mut query = OrdersQuery::new(1, 50);
    /// query.status = Some(OrderStatus::WaitBuyerPay);
    /// let page = client.taobao().orders(&query).await?.data;
    /// println!("{} read, {} broken", page.records.read.len(), page.records.broken.len());
    /// # Ok(())
    /// # }
    /// ```
    pub async fn orders(&self, query: &OrdersQuery) -> Result<Answer<OrderPage>> {
        self.client.send(query).await
    }

    /// Reads one order by PandaPon's id. Sums are in fen, times without a zone are Beijing time.
    ///
    /// Reference: 根据订单ID获取订单详情 (`taobaoGetOrder`); inferred, and so is its path.
    ///
    /// # Errors
    /// See [`crate::Error`].
    ///
    /// # Examples
    /// ```no_run
    /// # async fn example(client: pandapon::Client) -> Result<(), Box<dyn std::error::Error>> {
    /// let order = client.taobao().order(&"1024285237573584051".into()).await?.data;
    /// println!("{:?}: {:?} fen", order.status, order.purchase_amount);
    /// # Ok(())
    /// # }
    /// ```
    pub async fn order(&self, order_id: &OrderId) -> Result<Answer<Order>> {
        self.client.send(&GetOrder { order_id: order_id.clone() }).await
    }

    /// Asks for an order, or some of its lines, to be cancelled. Upstream cancels later: read the order back.
    ///
    /// Reference: 取消订单 (`taobaoCancelOrder`); inferred, and so is its path.
    ///
    /// # Errors
    /// See [`crate::Error`].
    ///
    /// # Examples
    /// ```no_run
    /// # async fn example(client: pandapon::Client) -> Result<(), Box<dyn std::error::Error>> {
    /// use pandapon::taobao::CancelOrder;
    ///
    /// let cancel = CancelOrder {
    ///     purchase_order_id: "200048859479".into(),
    ///     sub_purchase_order_id_list: Vec::new(),
    ///     cancel_reason: "不想要了".into(),
    ///     cancel_remark: None,
    /// };
    /// client.taobao().cancel_order(&cancel).await?;
    /// # Ok(())
    /// # }
    /// ```
    pub async fn cancel_order(&self, cancel: &CancelOrder) -> Result<Answer<Done>> {
        self.client.send(cancel).await
    }

    /// Pays orders from the bound account, at most 10 upstream. Some can be paid and others not. Never send it twice
    /// blindly: see [`crate::Error::outcome`].
    ///
    /// Reference: 支付订单 (`taobaoPayOrder`); inferred, and so is its path.
    ///
    /// # Errors
    /// See [`crate::Error`].
    ///
    /// # Examples
    /// ```no_run
    /// # async fn example(client: pandapon::Client) -> Result<(), Box<dyn std::error::Error>> {
    /// let paid = client.taobao().pay_orders(&["200048859479".into()]).await?.data;
    /// println!("paid {:?}, not paid {:?}", paid.success_purchase_order_ids, paid.failure_purchase_order_ids);
    /// # Ok(())
    /// # }
    /// ```
    pub async fn pay_orders(&self, ids: &[PurchaseOrderId]) -> Result<Answer<PayResult>> {
        self.client.send(&PayOrders { purchase_order_id_list: ids.to_vec() }).await
    }

    /// Sets the forward warehouse that an order goes to. What it answers was not seen: read the order back.
    ///
    /// Reference: 修改订单前置仓信息 (`taobaoUpdateOrderWarehouse`); partly documented: the answer was cut off.
    ///
    /// # Errors
    /// See [`crate::Error`].
    ///
    /// # Examples
    /// ```no_run
    /// # async fn example(client: pandapon::Client) -> Result<(), Box<dyn std::error::Error>> {
    /// use pandapon::taobao::UpdateOrderWarehouse;
    ///
    /// let update = UpdateOrderWarehouse {
    ///     order_id: "1024285237573584051".into(),
    ///     warehouse_name: "一号仓库".into(),
    ///     warehouse_address: "广西省".into(),
    /// };
    /// client.taobao().update_order_warehouse(&update).await?;
    /// # Ok(())
    /// # }
    /// ```
    pub async fn update_order_warehouse(&self, update: &UpdateOrderWarehouse) -> Result<Answer<Done>> {
        self.client.send(update).await
    }
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
    /// The orders; those that cannot be read are kept beside the others.
    pub records: Rows<Order>,
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

    fn check(&self) -> Result<(), String> {
        call::not_empty("purchaseOrderIdList", &self.purchase_order_id_list)
    }
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

/// Request of `taobaoUpdateOrderWarehouse`.
#[derive(Clone, Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct UpdateOrderWarehouse {
    /// The order.
    pub order_id: OrderId,
    /// Name of the forward warehouse.
    pub warehouse_name: String,
    /// Its address, in one text.
    pub warehouse_address: String,
}

impl Call for UpdateOrderWarehouse {
    const OPERATION: Operation = Operation::TaobaoUpdateOrderWarehouse;
    type Answer = Done;

    fn check(&self) -> Result<(), String> {
        call::not_blank("warehouseName", &self.warehouse_name)?;
        call::not_blank("warehouseAddress", &self.warehouse_address)
    }
}
