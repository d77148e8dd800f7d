//! Taobao items and their SKUs.

use serde::{Deserialize, Serialize};
use serde_json::Value;

#[cfg(feature = "client")]
use super::Taobao;
use super::{ItemId, MpId, MpSkuId, PropertyId, PropertyValueId, ShopId, SkuId};
use crate::call::Call;
use crate::envelope::Answer;
use crate::error::Result;
use crate::operation::Operation;
use crate::wire::{Count, Extra, Fen, Link, Text, as_json_text, optional_id_as_number};

#[cfg(feature = "client")]
impl Taobao<'_> {
    /// Reads one item with its SKUs. Prices and freight are in fen by the upstream platform.
    ///
    /// Orders want `mp_id` and `mp_sku_id`, which only items on the supply platform have; [`Taobao::batch_check`]
    /// tells which.
    ///
    /// Reference: 根据淘宝商品id查询商品 (`taobaoGetProductById`); documented.
    ///
    /// # Errors
    /// See [`crate::Error`].
    ///
    /// # Examples
    /// ```no_run
    /// # async fn example(client: pandapon::Client) -> Result<(), Box<dyn std::error::Error>> {
    /// let product = client.taobao().product(&"672991141190".into()).await?.data;
    /// for sku in &product.sku_list {
    ///     println!("{:?}: {:?} fen, {:?} in stock", sku.sku_id, sku.promotion_price.or(sku.price), sku.quantity);
    /// }
    /// # Ok(())
    /// # }
    /// ```
    pub async fn product(&self, item_id: &ItemId) -> Result<Answer<Product>> {
        self.client.send(&GetProduct { item_id: item_id.clone() }).await
    }

    /// Reads one item by the reference's second item lookup. Its answer is taken to be that of [`Taobao::product`].
    ///
    /// Reference: 淘宝商品查询 (`taobaoQueryProduct`); inferred, and so is its path; only the method is known.
    ///
    /// # Errors
    /// See [`crate::Error`].
    ///
    /// # Examples
    /// ```no_run
    /// # async fn example(client: pandapon::Client) -> Result<(), Box<dyn std::error::Error>> {
    /// let product = client.taobao().query_product(&"672991141190".into()).await?.data;
    /// println!("{:?}", product.title);
    /// # Ok(())
    /// # }
    /// ```
    pub async fn query_product(&self, item_id: &ItemId) -> Result<Answer<Product>> {
        self.client.send(&QueryProduct { item_id: item_id.clone() }).await
    }

    /// Reads an item's source data, with its texts in a language. Prices are in fen by the upstream platform.
    ///
    /// Reference: 淘宝货源商品查询接口 (`taobaoGetSourceProduct`); partly documented: the answer was cut off.
    ///
    /// # Errors
    /// See [`crate::Error`].
    ///
    /// # Examples
    /// ```no_run
    /// # async fn example(client: pandapon::Client) -> Result<(), Box<dyn std::error::Error>> {
    /// use pandapon::taobao::GetSourceProduct;
    ///
    /// let request = GetSourceProduct { item_id: "42971808988".into(), language: Some("vi".into()) };
    /// let source = client.taobao().source_product(&request).await?.data;
    /// println!("{:?}", source.description);
    /// # Ok(())
    /// # }
    /// ```
    pub async fn source_product(&self, request: &GetSourceProduct) -> Result<Answer<SourceProduct>> {
        self.client.send(request).await
    }

    /// Looks up several items and their SKUs at once: which of them can be bought through PandaPon, under which ids,
    /// and why the others cannot.
    ///
    /// Reference: 根据淘宝商品id批量查询商品 (`taobaoBatchCheckProducts`); partly documented: the answer was cut off.
    ///
    /// # Errors
    /// See [`crate::Error`].
    ///
    /// # Examples
    /// ```no_run
    /// # async fn example(client: pandapon::Client) -> Result<(), Box<dyn std::error::Error>> {
    /// use pandapon::taobao::{BatchCheck, CheckedItem};
    ///
    /// let check = BatchCheck::of(CheckedItem::new("672991141190").sku("3452545926724"))
    ///     .and(CheckedItem::new("577677932079"));
    /// let found = client.taobao().batch_check(&check).await?.data;
    /// for item in &found.mp_products {
    ///     println!("{:?} is ordered as {:?}", item.item_id, item.mp_id);
    /// }
    /// for refused in &found.no_mp_reason_list {
    ///     println!("{:?} cannot be bought: {:?}", refused.item_id, refused.reason);
    /// }
    /// # Ok(())
    /// # }
    /// ```
    pub async fn batch_check(&self, check: &BatchCheck) -> Result<Answer<BatchCheckResult>> {
        self.client.send(check).await
    }
}

/// Request of `taobaoGetProductById`.
#[derive(Clone, Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct GetProduct {
    /// The item.
    pub item_id: ItemId,
}

impl Call for GetProduct {
    const OPERATION: Operation = Operation::TaobaoGetProductById;
    type Answer = Product;
}

/// Request of `taobaoQueryProduct`.
#[derive(Clone, Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct QueryProduct {
    /// The item.
    pub item_id: ItemId,
}

impl Call for QueryProduct {
    const OPERATION: Operation = Operation::TaobaoQueryProduct;
    type Answer = Product;
}

/// An item with its SKUs.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default, rename_all = "camelCase")]
pub struct Product {
    /// Item id.
    pub item_id: Option<ItemId>,
    /// Item id on the supply platform, needed to order.
    pub mp_id: Option<MpId>,
    /// `HAVE_MATERIAL` or `WITHOUT_MATERIAL` upstream.
    pub item_type: Option<Text>,
    /// Title.
    pub title: Option<Text>,
    /// Detail text, may hold hostile HTML.
    pub description: Option<Text>,
    /// Pictures.
    pub pic_urls: Vec<Link>,
    /// Category id.
    pub category_id: Option<Text>,
    /// Category name.
    pub category_name: Option<Text>,
    /// Category names joined by `->`.
    pub category_path: Option<Text>,
    /// Sales unit.
    pub product_unit: Option<Text>,
    /// Smallest order quantity, 0 for none.
    pub begin_amount: Option<Count>,
    /// List price; fen by the upstream platform.
    pub price: Option<Fen>,
    /// Price after promotion; fen by the upstream platform.
    pub promotion_price: Option<Fen>,
    /// Stock.
    pub quantity: Option<Count>,
    /// `active` when on sale; other values were not seen.
    pub status: Option<Text>,
    /// Shop id.
    pub shop_id: Option<ShopId>,
    /// Shop name.
    pub shop_name: Option<Text>,
    /// Seller nick.
    pub user_nick: Option<Text>,
    /// SKUs.
    pub sku_list: Vec<ProductSku>,
    /// Members that the reference does not name.
    #[serde(flatten)]
    pub extra: Extra,
}

/// A SKU of an item.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default, rename_all = "camelCase")]
pub struct ProductSku {
    /// SKU id.
    pub sku_id: Option<SkuId>,
    /// SKU id on the supply platform, needed to order. The sister reference prints `mpSkuld`.
    #[serde(alias = "mpSkuld")]
    pub mp_sku_id: Option<MpSkuId>,
    /// Picture.
    pub pic_url: Option<Link>,
    /// List price; fen by the upstream platform.
    pub price: Option<Fen>,
    /// Price after promotion; fen by the upstream platform.
    pub promotion_price: Option<Fen>,
    /// Stock.
    pub quantity: Option<Count>,
    /// `active` when on sale.
    pub status: Option<Text>,
    /// Domestic freight; fen by the upstream platform.
    pub post_fee: Option<Fen>,
    /// What sets this SKU apart.
    pub properties: Vec<SkuProperty>,
    /// Members that the reference does not name.
    #[serde(flatten)]
    pub extra: Extra,
}

/// One property of a SKU, such as colour: red.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default, rename_all = "camelCase")]
pub struct SkuProperty {
    /// Property id.
    #[serde(serialize_with = "optional_id_as_number")]
    pub prop_id: Option<PropertyId>,
    /// Property name.
    pub prop_name: Option<Text>,
    /// Value id.
    #[serde(serialize_with = "optional_id_as_number")]
    pub value_id: Option<PropertyValueId>,
    /// Value name.
    pub value_name: Option<Text>,
    /// Members that the reference does not name.
    #[serde(flatten)]
    pub extra: Extra,
}

/// Request of `taobaoGetSourceProduct`.
#[derive(Clone, Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct GetSourceProduct {
    /// The item.
    pub item_id: ItemId,
    /// Language of the texts, such as `vi`.
    pub language: Option<String>,
}

impl Call for GetSourceProduct {
    const OPERATION: Operation = Operation::TaobaoGetSourceProduct;
    type Answer = SourceProduct;
}

/// An item's source data; seen only in part.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default, rename_all = "camelCase")]
pub struct SourceProduct {
    /// Item id.
    pub item_id: Option<ItemId>,
    /// Detail text, may hold hostile HTML.
    pub description: Option<Text>,
    /// Cut off in the reference; shape unknown.
    pub item_resource: Option<Value>,
    /// Title.
    pub title: Option<Text>,
    /// Pictures.
    pub pic_urls: Vec<Link>,
    /// Price; fen by the upstream platform.
    pub price: Option<Fen>,
    /// SKUs.
    pub sku_list: Vec<ProductSku>,
    /// Members that the reference does not name.
    #[serde(flatten)]
    pub extra: Extra,
}

/// Request of `taobaoBatchCheckProducts`: one item or more.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct BatchCheck {
    /// JSON text on the wire.
    #[serde(serialize_with = "as_json_text")]
    params: Vec<CheckedItem>,
}

impl BatchCheck {
    /// One item.
    #[must_use]
    pub fn of(item: CheckedItem) -> Self {
        Self { params: vec![item] }
    }

    /// And one more.
    #[must_use]
    pub fn and(mut self, item: CheckedItem) -> Self {
        self.params.push(item);
        self
    }
}

impl Call for BatchCheck {
    const OPERATION: Operation = Operation::TaobaoBatchCheckProducts;
    type Answer = BatchCheckResult;
}

/// An item to be looked up, with the SKUs that matter.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct CheckedItem {
    item_id: ItemId,
    sku_ids: Vec<SkuId>,
}

impl CheckedItem {
    /// An item, no SKU named.
    pub fn new(item_id: impl Into<ItemId>) -> Self {
        Self { item_id: item_id.into(), sku_ids: Vec::new() }
    }

    /// And one of its SKUs.
    #[must_use]
    pub fn sku(mut self, sku_id: impl Into<SkuId>) -> Self {
        self.sku_ids.push(sku_id.into());
        self
    }
}

/// Which items can be bought through PandaPon.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default, rename_all = "camelCase")]
pub struct BatchCheckResult {
    /// Items that can be bought, with the ids that orders want.
    pub mp_products: Vec<MpProduct>,
    /// Items that cannot.
    pub no_mp_product_item_ids: Vec<ItemId>,
    /// Why they cannot.
    pub no_mp_reason_list: Vec<NoMpReason>,
    /// Members that the reference does not name.
    #[serde(flatten)]
    pub extra: Extra,
}

/// An item on the supply platform.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default, rename_all = "camelCase")]
pub struct MpProduct {
    /// Item id on Taobao.
    pub item_id: Option<ItemId>,
    /// Item id on the supply platform.
    pub mp_id: Option<MpId>,
    /// Its SKUs.
    pub sku_list: Vec<MpSku>,
    /// Members that the reference does not name.
    #[serde(flatten)]
    pub extra: Extra,
}

/// A SKU on the supply platform.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default, rename_all = "camelCase")]
pub struct MpSku {
    /// SKU id on Taobao.
    pub sku_id: Option<SkuId>,
    /// SKU id on the supply platform.
    pub mp_sku_id: Option<MpSkuId>,
    /// Members that the reference does not name.
    #[serde(flatten)]
    pub extra: Extra,
}

/// Why an item cannot be bought.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default, rename_all = "camelCase")]
pub struct NoMpReason {
    /// Item id.
    pub item_id: Option<ItemId>,
    /// A code or words; `NOT_FOUND` was seen.
    pub reason: Option<Text>,
    /// Members that the reference does not name.
    #[serde(flatten)]
    pub extra: Extra,
}
