//! From the cart to orders.

use serde::{Deserialize, Serialize};
use serde_json::Value;

#[cfg(feature = "client")]
use super::Taobao;
use super::{CartRecordId, ItemId, OrderId, PurchaseOrderId, Receiver, ShopId, SkuId};
use crate::call::{self, Call};
use crate::envelope::Answer;
use crate::error::Result;
use crate::operation::Operation;
use crate::wire::{Count, Extra, Fen, Text, ids_as_numbers};

#[cfg(feature = "client")]
impl Taobao<'_> {
    /// Prices records before ordering: goods, domestic freight, and what cannot be bought. Sums in fen.
    ///
    /// Reference: 生成订单预览 (`taobaoCartPreviewOrder`); inferred, and so is its path.
    ///
    /// # Errors
    /// See [`crate::Error`].
    ///
    /// # Examples
    /// ```no_run
    /// # async fn example(client: pandapon::Client) -> Result<(), Box<dyn std::error::Error>> {
    /// use pandapon::taobao::{PreviewCart, Receiver};
    ///
    /// let warehouse = Receiver { name: "测试".into(), mobile_phone: "13800000000".into(), ..Receiver::default() };
    /// let preview = PreviewCart { ids: vec!["75".into()], order_address: warehouse, user_id: None };
    /// let preview = client.taobao().preview_cart(&preview).await?.data;
    /// println!("{:?} fen, of which freight {:?}", preview.total_fee, preview.shipping_fee);
    /// # Ok(())
    /// # }
    /// ```
    pub async fn preview_cart(&self, preview: &PreviewCart) -> Result<Answer<CartPreview>> {
        self.client.send(preview).await
    }

    /// Turns records into purchase orders. Never send it twice blindly: see [`crate::Error::outcome`].
    ///
    /// Reference: 创建订单 (`taobaoCartCreateOrder`); partly documented: the answer was cut off.
    ///
    /// # Errors
    /// See [`crate::Error`].
    ///
    /// # Examples
    /// ```no_run
    /// # async fn example(client: pandapon::Client) -> Result<(), Box<dyn std::error::Error>> {
    /// use pandapon::taobao::{CartOrder, Receiver};
    ///
    /// let warehouse = Receiver { name: "测试".into(), mobile_phone: "13800000000".into(), ..Receiver::default() };
    /// let order = CartOrder { ids: vec!["75".into()], order_address: warehouse, user_id: None };
    /// let made = client.taobao().order_cart(&order).await?.data;
    /// println!("{:?}", made.purchase_order_ids);
    /// # Ok(())
    /// # }
    /// ```
    pub async fn order_cart(&self, order: &CartOrder) -> Result<Answer<CartOrderResult>> {
        self.client.send(order).await
    }
}

/// Request of `taobaoCartPreviewOrder`.
#[derive(Clone, Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct PreviewCart {
    /// The records.
    #[serde(serialize_with = "ids_as_numbers")]
    pub ids: Vec<CartRecordId>,
    /// Where to deliver.
    pub order_address: Receiver,
    /// Platform user id; the account's user id goes with every call anyway.
    pub user_id: Option<String>,
}

impl Call for PreviewCart {
    const OPERATION: Operation = Operation::TaobaoCartPreviewOrder;
    type Answer = CartPreview;

    fn check(&self) -> Result<(), String> {
        call::not_empty("ids", &self.ids)
    }
}

/// What records would cost. Every sum in fen.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default, rename_all = "camelCase")]
pub struct CartPreview {
    /// Goods plus freight.
    pub total_fee: Option<Fen>,
    /// Goods.
    pub product_fee: Option<Fen>,
    /// Domestic freight.
    pub shipping_fee: Option<Fen>,
    /// Currency code.
    pub currency: Option<Text>,
    /// By shop.
    pub shops: Vec<CartPreviewShop>,
    /// Lines that cannot be bought.
    pub unavailable_items: Vec<CartPreviewItem>,
    /// Members that the reference does not name.
    #[serde(flatten)]
    pub extra: Extra,
}

/// One shop's part of a preview.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default, rename_all = "camelCase")]
pub struct CartPreviewShop {
    /// Shop id.
    pub shop_id: Option<ShopId>,
    /// Shop name.
    pub shop_name: Option<Text>,
    /// Domestic freight, fen.
    pub shipping_fee: Option<Fen>,
    /// Lines.
    pub items: Vec<CartPreviewItem>,
    /// Members that the reference does not name.
    #[serde(flatten)]
    pub extra: Extra,
}

/// One line of a preview.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default, rename_all = "camelCase")]
pub struct CartPreviewItem {
    /// Record id.
    pub id: Option<CartRecordId>,
    /// Item id.
    pub item_id: Option<ItemId>,
    /// SKU id.
    pub sku_id: Option<SkuId>,
    /// Units.
    pub quantity: Option<Count>,
    /// Unit price, fen.
    pub price: Option<Fen>,
    /// Members that the reference does not name.
    #[serde(flatten)]
    pub extra: Extra,
}

/// Request of `taobaoCartCreateOrder`.
#[derive(Clone, Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct CartOrder {
    /// The records.
    #[serde(serialize_with = "ids_as_numbers")]
    pub ids: Vec<CartRecordId>,
    /// Where to deliver.
    pub order_address: Receiver,
    /// Platform user id; the account's user id goes with every call anyway.
    pub user_id: Option<String>,
}

impl Call for CartOrder {
    const OPERATION: Operation = Operation::TaobaoCartCreateOrder;
    type Answer = CartOrderResult;

    fn check(&self) -> Result<(), String> {
        call::not_empty("ids", &self.ids)
    }
}

/// What became of ordered records.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default, rename_all = "camelCase")]
pub struct CartOrderResult {
    /// PandaPon's order ids.
    pub order_ids: Vec<OrderId>,
    /// Purchase order ids on Taobao global.
    pub purchase_order_ids: Vec<PurchaseOrderId>,
    /// Records that failed, shape unknown.
    pub fail_list: Vec<Value>,
    /// Members that the reference does not name.
    #[serde(flatten)]
    pub extra: Extra,
}
