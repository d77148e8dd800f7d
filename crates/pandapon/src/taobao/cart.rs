//! The Taobao cart.

use std::num::NonZeroU32;

use serde::{Deserialize, Serialize};
use serde_json::Value;

use super::{CartRecordId, ItemId, MpId, MpSkuId, Receiver, ShopId, SkuId, SkuProperty, Taobao};
use crate::client::Call;
use crate::envelope::Answer;
use crate::error::Result;
use crate::operation::Operation;
use crate::wire::{
    Count, Done, Extra, Fen, JsonText, Link, Text, as_json_text, id_as_number, ids_as_numbers,
};

impl Taobao<'_> {
    /// Lists the cart, buyable and lapsed records apart (`taobaoListCart`; its path is a guess).
    ///
    /// # Errors
    /// See [`crate::Error`].
    pub async fn cart(&self) -> Result<Answer<Cart>> {
        self.client.send(&ListCart::default()).await
    }

    /// Puts a SKU into the cart (`taobaoAddCartItem`).
    ///
    /// # Errors
    /// See [`crate::Error`].
    pub async fn add_to_cart(&self, item: &AddToCart) -> Result<Answer<Done>> {
        self.client.send(item).await
    }

    /// Changes how many of a record are wanted (`taobaoEditCartQuantity`; its path is a guess).
    ///
    /// # Errors
    /// See [`crate::Error`].
    pub async fn edit_cart_quantity(&self, id: &CartRecordId, quantity: NonZeroU32) -> Result<Answer<Done>> {
        self.client.send(&EditCartQuantity { id: id.clone(), quantity }).await
    }

    /// Removes records (`taobaoDeleteCartItems`; its path is a guess).
    ///
    /// # Errors
    /// See [`crate::Error`].
    pub async fn delete_from_cart(&self, ids: &[CartRecordId]) -> Result<Answer<Done>> {
        self.client.send(&DeleteFromCart { ids: ids.to_vec() }).await
    }

    /// Prices records before ordering (`taobaoCartPreviewOrder`; its path is a guess).
    ///
    /// # Errors
    /// See [`crate::Error`].
    pub async fn preview_cart(&self, preview: &PreviewCart) -> Result<Answer<CartPreview>> {
        self.client.send(preview).await
    }

    /// Turns records into purchase orders (`taobaoCartCreateOrder`). Never send it twice blindly.
    ///
    /// # Errors
    /// See [`crate::Error`].
    pub async fn order_cart(&self, order: &CartOrder) -> Result<Answer<CartOrderResult>> {
        self.client.send(order).await
    }
}

/// Request of `taobaoListCart`.
#[derive(Clone, Debug, Default, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct ListCart {
    /// Platform user whose cart is meant; the account's user id goes with every call anyway.
    pub user_id: Option<String>,
}

impl Call for ListCart {
    const OPERATION: Operation = Operation::TaobaoListCart;
    type Answer = Cart;
}

/// The cart.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default, rename_all = "camelCase")]
pub struct Cart {
    /// Records that can be ordered, by shop.
    pub enable_list: Vec<CartShop>,
    /// Records that lapsed, by shop.
    pub disable_list: Vec<CartShop>,
    /// Members that the reference does not name.
    #[serde(flatten)]
    pub extra: Extra,
}

/// One shop's records.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default, rename_all = "camelCase")]
pub struct CartShop {
    /// Shop id.
    pub shop_id: Option<ShopId>,
    /// Shop name.
    pub shop_name: Option<Text>,
    /// Its records.
    pub cart_item_infos: Vec<CartItem>,
    /// Members that the reference does not name.
    #[serde(flatten)]
    pub extra: Extra,
}

/// A record of the cart.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default, rename_all = "camelCase")]
pub struct CartItem {
    /// Record id.
    pub id: Option<CartRecordId>,
    /// Item id.
    pub item_id: Option<ItemId>,
    /// SKU id.
    pub sku_id: Option<SkuId>,
    /// Item id on the supply platform.
    pub mp_id: Option<MpId>,
    /// SKU id on the supply platform.
    pub mp_sku_id: Option<MpSkuId>,
    /// Title.
    pub item_title: Option<Text>,
    /// Picture.
    pub item_pic: Option<Link>,
    /// List price, fen.
    pub price: Option<Fen>,
    /// Price after promotion, fen.
    pub promotion_price: Option<Fen>,
    /// What sets the SKU apart; JSON text on the wire.
    pub properties: Option<JsonText<Vec<SkuProperty>>>,
    /// Units wanted.
    pub quantity: Option<Count>,
    /// Stock.
    pub sku_quantity: Option<Count>,
    /// Seller nick.
    pub user_nick: Option<Text>,
    /// Members that the reference does not name.
    #[serde(flatten)]
    pub extra: Extra,
}

/// Request of `taobaoAddCartItem`.
#[derive(Clone, Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct AddToCart {
    /// Item id.
    #[serde(serialize_with = "id_as_number")]
    pub item_id: ItemId,
    /// SKU id.
    pub sku_id: SkuId,
    /// Item id on the supply platform.
    pub mp_id: MpId,
    /// SKU id on the supply platform.
    pub mp_sku_id: MpSkuId,
    /// Title.
    pub item_title: String,
    /// Picture URL.
    pub item_pic: String,
    /// List price; fen by the upstream platform.
    pub price: Fen,
    /// Price after promotion.
    pub promotion_price: Option<Fen>,
    /// What sets the SKU apart.
    #[serde(serialize_with = "as_json_text")]
    pub properties: Vec<SkuProperty>,
    /// Units.
    pub quantity: NonZeroU32,
    /// Shop id.
    #[serde(serialize_with = "id_as_number")]
    pub shop_id: ShopId,
    /// Shop name.
    pub shop_name: String,
    /// Stock of the SKU, digits as text.
    pub sku_quantity: Option<String>,
    /// Seller nick.
    pub user_nick: Option<String>,
    /// Platform user id; the account's user id goes with every call anyway.
    pub user_id: Option<String>,
}

impl Call for AddToCart {
    const OPERATION: Operation = Operation::TaobaoAddCartItem;
    type Answer = Done;
}

/// Request of `taobaoEditCartQuantity`.
#[derive(Clone, Debug, Serialize)]
pub struct EditCartQuantity {
    /// The record.
    #[serde(serialize_with = "id_as_number")]
    pub id: CartRecordId,
    /// New number of units.
    pub quantity: NonZeroU32,
}

impl Call for EditCartQuantity {
    const OPERATION: Operation = Operation::TaobaoEditCartQuantity;
    type Answer = Done;
}

/// Request of `taobaoDeleteCartItems`.
#[derive(Clone, Debug, Serialize)]
pub struct DeleteFromCart {
    /// The records.
    #[serde(serialize_with = "ids_as_numbers")]
    pub ids: Vec<CartRecordId>,
}

impl Call for DeleteFromCart {
    const OPERATION: Operation = Operation::TaobaoDeleteCartItems;
    type Answer = Done;
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
}

/// What became of ordered records.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default, rename_all = "camelCase")]
pub struct CartOrderResult {
    /// PandaPon's order ids.
    pub order_ids: Vec<super::OrderId>,
    /// Purchase order ids on Taobao global.
    pub purchase_order_ids: Vec<super::PurchaseOrderId>,
    /// Records that failed, shape unknown.
    pub fail_list: Vec<Value>,
    /// Members that the reference does not name.
    #[serde(flatten)]
    pub extra: Extra,
}
