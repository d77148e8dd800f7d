//! The Taobao cart.

use std::num::NonZeroU32;

use serde::{Deserialize, Serialize};

#[cfg(feature = "client")]
use super::Taobao;
use super::{CartRecordId, ItemId, MpId, MpSkuId, ShopId, SkuId, SkuProperty};
use crate::call::{self, Call};
use crate::envelope::Answer;
use crate::error::Result;
use crate::operation::Operation;
use crate::wire::{
    Count, Done, Extra, Fen, JsonText, Link, Text, as_json_text, id_as_number, ids_as_numbers,
};

#[cfg(feature = "client")]
impl Taobao<'_> {
    /// Lists the cart, buyable and lapsed records apart, by shop. Prices are in fen.
    ///
    /// Reference: 购物车列表 (`taobaoListCart`); inferred, and so is its path.
    ///
    /// # Errors
    /// See [`crate::Error`].
    ///
    /// # Examples
    /// ```no_run
    /// # async fn example(client: pandapon::Client) -> Result<(), Box<dyn std::error::Error>> {
    /// let cart = client.taobao().cart().await?.data;
    /// for record in cart.enable_list.iter().flat_map(|shop| &shop.cart_item_infos) {
    ///     println!("{:?}: {:?} x {:?}", record.id, record.quantity, record.item_title);
    /// }
    /// # Ok(())
    /// # }
    /// ```
    pub async fn cart(&self) -> Result<Answer<Cart>> {
        self.client.send(&ListCart::default()).await
    }

    /// Puts a SKU into the cart. Its ids and texts come from [`Taobao::product`]; prices are in fen by the upstream
    /// platform. Sent twice, it may add twice.
    ///
    /// Reference: 新增购物车 (`taobaoAddCartItem`); partly documented: the answer was cut off.
    ///
    /// # Errors
    /// See [`crate::Error`].
    ///
    /// # Examples
    /// ```no_run
    /// # async fn example(client: pandapon::Client) -> Result<(), Box<dyn std::error::Error>> {
    /// use pandapon::taobao::AddToCart;
    /// use pandapon::wire::Fen;
    ///
    /// let item = AddToCart {
    ///     item_id: "672991141190".into(),
    ///     sku_id: "3452545926724".into(),
    ///     mp_id: "2048057995392326".into(),
    ///     mp_sku_id: "2048057995392327".into(),
    ///     item_title: "钱包".into(),
    ///     item_pic: "https://img.alicdn.com/a.jpg".into(),
    ///     price: Fen(576),
    ///     promotion_price: None,
    ///     properties: Vec::new(),
    ///     quantity: 2.try_into()?,
    ///     shop_id: "42".into(),
    ///     shop_name: "旗舰店".into(),
    ///     sku_quantity: None,
    ///     user_nick: None,
    ///     user_id: None,
    ///     platform: None,
    /// };
    /// client.taobao().add_to_cart(&item).await?;
    /// # Ok(())
    /// # }
    /// ```
    pub async fn add_to_cart(&self, item: &AddToCart) -> Result<Answer<Done>> {
        self.client.send(item).await
    }

    /// Sets how many units of a record are wanted.
    ///
    /// Reference: 编辑商品数量 (`taobaoEditCartQuantity`); inferred, and so is its path.
    ///
    /// # Errors
    /// See [`crate::Error`].
    ///
    /// # Examples
    /// ```no_run
    /// # async fn example(client: pandapon::Client) -> Result<(), Box<dyn std::error::Error>> {
    /// client.taobao().edit_cart_quantity(&"75".into(), 3.try_into()?).await?;
    /// # Ok(())
    /// # }
    /// ```
    pub async fn edit_cart_quantity(&self, id: &CartRecordId, quantity: NonZeroU32) -> Result<Answer<Done>> {
        self.client.send(&EditCartQuantity { id: id.clone(), quantity }).await
    }

    /// Removes records from the cart.
    ///
    /// Reference: 删除购物车商品 (`taobaoDeleteCartItems`); inferred, and so is its path.
    ///
    /// # Errors
    /// See [`crate::Error`].
    ///
    /// # Examples
    /// ```no_run
    /// # async fn example(client: pandapon::Client) -> Result<(), Box<dyn std::error::Error>> {
    /// client.taobao().delete_from_cart(&["75".into(), "76".into()]).await?;
    /// # Ok(())
    /// # }
    /// ```
    pub async fn delete_from_cart(&self, ids: &[CartRecordId]) -> Result<Answer<Done>> {
        self.client.send(&DeleteFromCart { ids: ids.to_vec() }).await
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
    /// Code of the platform. What it means is not stated: callbacks use 0 for Taobao, the reference's sample sends 1.
    pub platform: Option<u32>,
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

    fn check(&self) -> Result<(), String> {
        call::not_empty("ids", &self.ids)
    }
}
