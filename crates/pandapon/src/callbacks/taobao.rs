//! The three messages about Taobao orders.

use serde::{Deserialize, Serialize};

use crate::taobao::{
    ItemId, PurchaseOrderId, RawStatus, RefundId, ReverseStatus, SalesOrderId, SkuId, SubPurchaseOrderId,
};
use crate::wire::{Count, Extra, Fen, Moment, Text};

/// Body of 订单价格修改回调 (`onTaobaoOrderPriceModified`; partly documented): the seller changed the price of an unpaid order.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default, rename_all = "camelCase")]
pub struct TaobaoPriceModified {
    /// Order number on Taobao.
    pub sales_order_id: Option<SalesOrderId>,
    /// The new price.
    #[serde(rename = "purchaseOrderPriceDTO")]
    pub price: Option<TaobaoPrice>,
    /// The lines.
    pub sub_orders: Vec<TaobaoLine>,
    /// Members that the reference does not name.
    #[serde(flatten)]
    pub extra: Extra,
}

/// Price of an order, fen. Its members come from upstream.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default, rename_all = "camelCase")]
pub struct TaobaoPrice {
    /// Currency code.
    pub purchase_currency: Option<Text>,
    /// Total.
    pub purchase_total_fee: Option<Fen>,
    /// Goods.
    pub purchase_product_fee: Option<Fen>,
    /// Domestic freight.
    pub purchase_shipping_fee: Option<Fen>,
    /// Members that the reference does not name.
    #[serde(flatten)]
    pub extra: Extra,
}

/// A line of a pushed order; snake case on the wire. The page has 26 members, 8 of them were seen.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct TaobaoLine {
    /// Number of the order, the caller's or Taobao's: not stated.
    pub purchase_order_outer_id: Option<Text>,
    /// Number of the line that goes with it.
    pub purchase_order_line_outer_id: Option<Text>,
    /// When the order closes unpaid; Beijing time is taken.
    pub close_time_without_payment: Option<Moment>,
    /// Error code of the line.
    pub detail_error_code: Option<Text>,
    /// Goods; digits as text, fen is a reading.
    pub product_amount: Option<Fen>,
    /// Carrier.
    pub logistic_company_name: Option<Text>,
    /// Waybill number.
    pub logistic_number: Option<Text>,
    /// Units.
    pub quantity: Option<Count>,
    /// Its status.
    pub status: Option<RawStatus>,
    /// Item id.
    pub item_id: Option<ItemId>,
    /// SKU id.
    pub sku_id: Option<SkuId>,
    /// Line number given at creation.
    pub order_line_no: Option<Text>,
    /// Members that the reference does not name.
    #[serde(flatten)]
    pub extra: Extra,
}

/// Body of 订单状态修改回调 (`onTaobaoOrderStatusModified`; inferred): an order moved to another status.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default, rename_all = "camelCase")]
pub struct TaobaoStatusChanged {
    /// Order number on Taobao.
    pub sales_order_id: Option<SalesOrderId>,
    /// Purchase order id on Taobao global.
    pub purchase_order_id: Option<PurchaseOrderId>,
    /// The caller's order number.
    pub outer_purchase_id: Option<Text>,
    /// When it changed, epoch milliseconds.
    pub business_time: Option<Moment>,
    /// The new status.
    pub status: Option<RawStatus>,
    /// The lines.
    pub sub_orders: Vec<TaobaoLine>,
    /// Members that the reference does not name.
    #[serde(flatten)]
    pub extra: Extra,
}

/// Body of 订单售后退款 (`onTaobaoOrderRefunded`; inferred): the after-sales case of a line moved.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default, rename_all = "camelCase")]
pub struct TaobaoRefundChanged {
    /// The reverse order.
    pub refund_id: Option<RefundId>,
    /// Order number on Taobao.
    pub sales_order_id: Option<SalesOrderId>,
    /// Purchase order id on Taobao global.
    pub purchase_order_id: Option<PurchaseOrderId>,
    /// The line.
    pub sub_purchase_order_id: Option<SubPurchaseOrderId>,
    /// The new status.
    pub refund_status: Option<ReverseStatus>,
    /// Amount, fen.
    pub refund_fee: Option<Fen>,
    /// Members that the reference does not name.
    #[serde(flatten)]
    pub extra: Extra,
}
