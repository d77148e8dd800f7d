//! The 1688 cart.

use std::num::NonZeroU32;

use serde::{Deserialize, Serialize};
use serde_json::Value;

#[cfg(feature = "client")]
use super::Alibaba1688;
use super::{
    AddressParam, CartRowId, CreatedOrder, Flow, OfferId, OrderPreviewResult, SellerOpenId, SkuId, SpecId,
};
use crate::call::{self, Call};
use crate::envelope::Answer;
use crate::error::Result;
use crate::operation::Operation;
use crate::wire::{
    Count, Done, Extra, JsonText, Link, Text, Yuan, as_json_text, id_as_number, ids_as_numbers, one_or_many,
    yuan_as_number,
};

#[cfg(feature = "client")]
impl Alibaba1688<'_> {
    /// Lists the cart by seller.
    ///
    /// Reference: 购物车列表 (`alibaba1688CartList`). Path seen, the answer's fields are those of the Taobao cart and of the
    /// sister platform.
    ///
    /// # Errors
    /// See [`crate::Error`].
    ///
    /// # Examples
    /// ```no_run
    /// # async fn call(client: pandapon::Client) -> Result<(), pandapon::Error> {
    /// for shop in client.alibaba1688().cart().await?.data.enable_list {
    ///     for row in &shop.cart_item_infos {
    ///         println!("{:?}: {:?} of {:?}", row.id, row.quantity, row.item_title);
    ///     }
    /// }
    /// # Ok(())
    /// # }
    /// ```
    pub async fn cart(&self) -> Result<Answer<Cart>> {
        self.client.send(&ListCart {}).await
    }

    /// Puts a SKU into the cart. Sent twice, it may be there twice.
    ///
    /// Reference: 新增购物车 (`alibaba1688CartAdd`). Path guessed, fields those of the cart list.
    ///
    /// # Errors
    /// See [`crate::Error`].
    ///
    /// # Examples
    /// ```no_run
    /// # async fn call(client: pandapon::Client) -> Result<(), pandapon::Error> {
    /// use std::num::NonZeroU32;
    ///
    /// use pandapon::alibaba1688::AddToCart;
    ///
    /// let item = AddToCart {
    ///     offer_id: "706627393257".into(),
    ///     spec_id: "b266e0726506185beaf205cbae88530d".into(),
    ///     sku_id: None,
    ///     seller_open_id: Some("BBBwAN4GQ60zRPzBkv7BYPJRQ".into()),
    ///     seller_nick_name: None,
    ///     item_title: Some("杯子".to_owned()),
    ///     item_pic: None,
    ///     price: None,
    ///     quantity: NonZeroU32::MIN,
    ///     amount_on_sale: None,
    ///     properties: Vec::new(),
    /// };
    /// client.alibaba1688().add_to_cart(&item).await?;
    /// # Ok(())
    /// # }
    /// ```
    pub async fn add_to_cart(&self, item: &AddToCart) -> Result<Answer<Done>> {
        self.client.send(item).await
    }

    /// Changes how many of a row are wanted.
    ///
    /// Reference: 编辑商品数量 (`alibaba1688CartEditQuantity`). Documented.
    ///
    /// # Errors
    /// See [`crate::Error`].
    ///
    /// # Examples
    /// ```no_run
    /// # async fn call(client: pandapon::Client) -> Result<(), pandapon::Error> {
    /// use std::num::NonZeroU32;
    ///
    /// client.alibaba1688().edit_cart_quantity(&"75".into(), NonZeroU32::MIN).await?;
    /// # Ok(())
    /// # }
    /// ```
    pub async fn edit_cart_quantity(&self, id: &CartRowId, quantity: NonZeroU32) -> Result<Answer<Done>> {
        self.client.send(&EditCartQuantity { id: id.clone(), quantity }).await
    }

    /// Removes rows.
    ///
    /// Reference: 删除购物车商品 (`alibaba1688CartDelete`). Path guessed, the request is that of the Taobao cart.
    ///
    /// # Errors
    /// See [`crate::Error`]; also when no row is named.
    ///
    /// # Examples
    /// ```no_run
    /// # async fn call(client: pandapon::Client) -> Result<(), pandapon::Error> {
    /// client.alibaba1688().delete_from_cart(&["75".into(), "76".into()]).await?;
    /// # Ok(())
    /// # }
    /// ```
    pub async fn delete_from_cart(&self, ids: &[CartRowId]) -> Result<Answer<Done>> {
        self.client.send(&DeleteFromCart { ids: ids.to_vec() }).await
    }

    /// Prices rows before ordering. Sums in fen, unit prices in yuan.
    ///
    /// Reference: 创建订单前预览数据接口 (`alibaba1688CartPreviewOrder`). Path and request seen, the answer partly.
    ///
    /// # Errors
    /// As [`Alibaba1688::preview_order`]; also when no row is named.
    ///
    /// # Examples
    /// ```no_run
    /// # async fn call(client: pandapon::Client) -> Result<(), pandapon::Error> {
    /// use pandapon::alibaba1688::{AddressParam, PreviewCart};
    ///
    /// let preview = PreviewCart { address_param: AddressParam::default(), cart_ids: vec!["75".into()] };
    /// let results = client.alibaba1688().preview_cart(&preview).await?.data;
    /// # Ok(())
    /// # }
    /// ```
    pub async fn preview_cart(&self, preview: &PreviewCart) -> Result<Answer<Vec<OrderPreviewResult>>> {
        self.client.send(preview).await
    }

    /// Orders rows. Never send it twice blindly.
    ///
    /// Reference: 创建订单 (`alibaba1688CartCreateOrder`). Path and request seen, the answer partly.
    ///
    /// # Errors
    /// As [`Alibaba1688::create_order`]; also when no row is named.
    ///
    /// # Examples
    /// ```no_run
    /// # async fn call(client: pandapon::Client) -> Result<(), pandapon::Error> {
    /// use pandapon::alibaba1688::{AddressParam, CartOrder, Flow};
    ///
    /// let order = CartOrder {
    ///     flow: Flow::General,
    ///     message: None,
    ///     shop_promotion_id: None,
    ///     trade_type: None,
    ///     address_param: AddressParam::default(),
    ///     cart_ids: vec!["75".into()],
    ///     user_id: None,
    ///     staff_name: None,
    /// };
    /// let created = client.alibaba1688().order_cart(&order).await?.data;
    /// # Ok(())
    /// # }
    /// ```
    pub async fn order_cart(&self, order: &CartOrder) -> Result<Answer<Vec<CreatedOrder>>> {
        self.client.send(order).await
    }
}

/// Request of `alibaba1688CartList`.
#[derive(Clone, Debug, Default, Serialize)]
pub struct ListCart {}

impl Call for ListCart {
    const OPERATION: Operation = Operation::Alibaba1688CartList;
    type Answer = Cart;
}

/// The cart.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default, rename_all = "camelCase")]
pub struct Cart {
    /// Rows that can be ordered, by seller.
    pub enable_list: Vec<CartShop>,
    /// Rows that lapsed, by seller.
    pub disable_list: Vec<CartShop>,
    /// Members that the reference does not name.
    #[serde(flatten)]
    pub extra: Extra,
}

/// One seller's rows.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default, rename_all = "camelCase")]
pub struct CartShop {
    /// Encrypted seller id.
    pub seller_open_id: Option<SellerOpenId>,
    /// Seller.
    pub seller_nick_name: Option<Text>,
    /// The rows.
    pub cart_item_infos: Vec<CartItem>,
    /// Members that the reference does not name.
    #[serde(flatten)]
    pub extra: Extra,
}

/// A row of the cart.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default, rename_all = "camelCase")]
pub struct CartItem {
    /// Row id.
    pub id: Option<CartRowId>,
    /// Offer id.
    pub offer_id: Option<OfferId>,
    /// Offer id of edition v2.
    pub offer_map_id: Option<OfferId>,
    /// Specification.
    pub spec_id: Option<SpecId>,
    /// SKU id.
    pub sku_id: Option<SkuId>,
    /// Title.
    pub item_title: Option<Text>,
    /// Picture.
    pub item_pic: Option<Link>,
    /// Unit price; yuan is our reading, its unit is not stated.
    pub price: Option<Yuan>,
    /// Units wanted.
    pub quantity: Option<Count>,
    /// Stock.
    pub amount_on_sale: Option<Count>,
    /// What sets the SKU apart; JSON text on the wire.
    pub properties: Option<JsonText<Vec<SkuAttributeText>>>,
    /// Members that the reference does not name.
    #[serde(flatten)]
    pub extra: Extra,
}

/// One attribute of a SKU inside the cart.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default, rename_all = "camelCase")]
pub struct SkuAttributeText {
    /// Attribute id.
    pub attribute_id: Option<Text>,
    /// Name in Chinese.
    pub attribute_name: Option<Text>,
    /// Name, translated.
    pub attribute_name_trans: Option<Text>,
    /// Value in Chinese.
    pub value: Option<Text>,
    /// Value, translated.
    pub value_trans: Option<Text>,
    /// Members that the reference does not name.
    #[serde(flatten)]
    pub extra: Extra,
}

/// Request of `alibaba1688CartAdd`. Its fields are those of the cart list.
#[derive(Clone, Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct AddToCart {
    /// Offer id.
    #[serde(serialize_with = "id_as_number")]
    pub offer_id: OfferId,
    /// Specification of the SKU.
    pub spec_id: SpecId,
    /// SKU id.
    pub sku_id: Option<SkuId>,
    /// Encrypted seller id.
    pub seller_open_id: Option<SellerOpenId>,
    /// Seller.
    pub seller_nick_name: Option<String>,
    /// Title.
    pub item_title: Option<String>,
    /// Picture URL.
    pub item_pic: Option<String>,
    /// Unit price, yuan.
    #[serde(serialize_with = "yuan_as_number")]
    pub price: Option<Yuan>,
    /// Units.
    pub quantity: NonZeroU32,
    /// Stock.
    pub amount_on_sale: Option<Count>,
    /// What sets the SKU apart.
    #[serde(serialize_with = "as_json_text")]
    pub properties: Vec<SkuAttributeText>,
}

impl Call for AddToCart {
    const OPERATION: Operation = Operation::Alibaba1688CartAdd;
    type Answer = Done;
}

/// Request of `alibaba1688CartEditQuantity`.
#[derive(Clone, Debug, Serialize)]
pub struct EditCartQuantity {
    /// The row.
    #[serde(serialize_with = "id_as_number")]
    pub id: CartRowId,
    /// New number of units.
    pub quantity: NonZeroU32,
}

impl Call for EditCartQuantity {
    const OPERATION: Operation = Operation::Alibaba1688CartEditQuantity;
    type Answer = Done;
}

/// Request of `alibaba1688CartDelete`.
#[derive(Clone, Debug, Serialize)]
pub struct DeleteFromCart {
    /// The rows.
    #[serde(serialize_with = "ids_as_numbers")]
    pub ids: Vec<CartRowId>,
}

impl Call for DeleteFromCart {
    const OPERATION: Operation = Operation::Alibaba1688CartDelete;
    type Answer = Done;

    fn check(&self) -> Result<(), String> {
        call::not_empty("ids", &self.ids)
    }
}

/// Request of `alibaba1688CartPreviewOrder`.
#[derive(Clone, Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct PreviewCart {
    /// Where to deliver.
    pub address_param: AddressParam,
    /// The rows.
    #[serde(serialize_with = "ids_as_numbers")]
    pub cart_ids: Vec<CartRowId>,
}

impl Call for PreviewCart {
    const OPERATION: Operation = Operation::Alibaba1688CartPreviewOrder;
    type Answer = Vec<OrderPreviewResult>;

    fn check(&self) -> Result<(), String> {
        call::not_empty("cartIds", &self.cart_ids)
    }

    fn reshape(data: Value) -> Value {
        one_or_many(data)
    }
}

/// Request of `alibaba1688CartCreateOrder`.
#[derive(Clone, Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct CartOrder {
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
    /// The rows.
    #[serde(serialize_with = "ids_as_numbers")]
    pub cart_ids: Vec<CartRowId>,
    /// Platform user id; the account's user id goes with every call anyway.
    pub user_id: Option<String>,
    /// Employee who orders.
    pub staff_name: Option<String>,
}

impl Call for CartOrder {
    const OPERATION: Operation = Operation::Alibaba1688CartCreateOrder;
    type Answer = Vec<CreatedOrder>;

    fn check(&self) -> Result<(), String> {
        call::not_empty("cartIds", &self.cart_ids)
    }

    fn reshape(data: Value) -> Value {
        one_or_many(data)
    }
}
