//! Taobao offers.

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use serde::{Deserialize, Serialize};
use serde_json::Value;

use super::{ItemId, MpId, MpSkuId, PropertyId, PropertyValueId, ShopId, SkuId, Taobao};
use crate::client::Call;
use crate::envelope::Answer;
use crate::error::Result;
use crate::operation::Operation;
use crate::wire::{Count, Extra, Fen, Link, Text, optional_id_as_number};

impl Taobao<'_> {
    /// Finds items by keyword (`taobaoSearchByKeyword`; its path is a guess).
    ///
    /// # Errors
    /// See [`crate::Error`].
    pub async fn search_by_keyword(&self, search: &KeywordSearch) -> Result<Answer<SearchPage>> {
        self.client.send(search).await
    }

    /// Finds items that look like a picture, best first and without pages (`taobaoSearchByImage`; its path is a guess).
    ///
    /// # Errors
    /// See [`crate::Error`].
    pub async fn search_by_image(&self, search: &ImageSearch) -> Result<Answer<SearchPage>> {
        self.client.send(search).await
    }

    /// Reads one item with its SKUs (`taobaoGetProductById`).
    ///
    /// # Errors
    /// See [`crate::Error`].
    pub async fn product(&self, item_id: &ItemId) -> Result<Answer<Product>> {
        self.client.send(&GetProduct { item_id: item_id.clone() }).await
    }

    /// Reads one item by the reference's second item lookup (`taobaoQueryProduct`; only its method is known).
    ///
    /// # Errors
    /// See [`crate::Error`].
    pub async fn query_product(&self, item_id: &ItemId) -> Result<Answer<Product>> {
        self.client.send(&QueryProduct { item_id: item_id.clone() }).await
    }

    /// Reads an item's source data in a language (`taobaoGetSourceProduct`).
    ///
    /// # Errors
    /// See [`crate::Error`].
    pub async fn source_product(&self, request: &GetSourceProduct) -> Result<Answer<SourceProduct>> {
        self.client.send(request).await
    }
}

/// Request of `taobaoSearchByKeyword`.
#[derive(Clone, Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct KeywordSearch {
    keyword: String,
    page_no: u32,
    page_size: u32,
    sort: Option<String>,
}

impl KeywordSearch {
    /// The first page, 20 items.
    pub fn new(keyword: impl Into<String>) -> Self {
        Self { keyword: keyword.into(), page_no: 1, page_size: 20, sort: None }
    }

    /// Another page; 1 is the first.
    #[must_use]
    pub fn page(mut self, page: u32) -> Self {
        self.page_no = page.max(1);
        self
    }

    /// Items a page, at least 1.
    #[must_use]
    pub fn page_size(mut self, size: u32) -> Self {
        self.page_size = size.max(1);
        self
    }

    /// Order key; `tk_rate_desc` is the only one that the reference shows.
    #[must_use]
    pub fn sort(mut self, key: impl Into<String>) -> Self {
        self.sort = Some(key.into());
        self
    }
}

impl Call for KeywordSearch {
    const OPERATION: Operation = Operation::TaobaoSearchByKeyword;
    type Answer = SearchPage;

    fn reshape(data: Value) -> Value {
        page_of_rows(data)
    }
}

/// A picture to search by, in one of the ways that the platform takes.
#[derive(Clone, PartialEq, Eq)]
pub enum Picture {
    /// The bytes of a jpg, png or webp file, up to 3 MB upstream.
    Bytes(Vec<u8>),
    /// A URL, best one of the platform's own picture hosts.
    Url(String),
    /// Id of a picture uploaded before.
    Id(String),
}

impl std::fmt::Debug for Picture {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Bytes(bytes) => write!(f, "Bytes({} bytes)", bytes.len()),
            Self::Url(url) => f.debug_tuple("Url").field(url).finish(),
            Self::Id(id) => f.debug_tuple("Id").field(id).finish(),
        }
    }
}

/// Request of `taobaoSearchByImage`.
#[derive(Clone, Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct ImageSearch {
    image_base64: Option<String>,
    pic_url: Option<String>,
    image_id: Option<String>,
    language: Option<String>,
}

impl ImageSearch {
    /// By one picture.
    #[must_use]
    pub fn new(picture: Picture) -> Self {
        let mut search = Self { image_base64: None, pic_url: None, image_id: None, language: None };
        match picture {
            Picture::Bytes(bytes) => search.image_base64 = Some(STANDARD.encode(bytes)),
            Picture::Url(url) => search.pic_url = Some(url),
            Picture::Id(id) => search.image_id = Some(id),
        }
        search
    }

    /// Language of the titles: en, vi, ru, ko or ja upstream.
    #[must_use]
    pub fn language(mut self, language: impl Into<String>) -> Self {
        self.language = Some(language.into());
        self
    }
}

impl Call for ImageSearch {
    const OPERATION: Operation = Operation::TaobaoSearchByImage;
    type Answer = SearchPage;

    fn reshape(data: Value) -> Value {
        page_of_rows(data)
    }
}

/// Image search answers bare rows, keyword search a page of them.
fn page_of_rows(data: Value) -> Value {
    match data {
        Value::Array(_) => Value::Object(std::iter::once(("data".to_owned(), data)).collect()),
        page => page,
    }
}

/// A page of search hits.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default, rename_all = "camelCase")]
pub struct SearchPage {
    /// Hits in all; none for an image search.
    pub total_records: Option<Count>,
    /// Items a page.
    pub page_size: Option<Count>,
    /// This page, from 1.
    pub page_no: Option<Count>,
    /// The items.
    #[serde(rename = "data")]
    pub items: Vec<SearchItem>,
    /// Members that the reference does not name.
    #[serde(flatten)]
    pub extra: Extra,
}

/// An item among search hits.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default, rename_all = "camelCase")]
pub struct SearchItem {
    /// Item id.
    pub item_id: Option<ItemId>,
    /// Title.
    pub title: Option<Text>,
    /// Picture.
    pub main_image_url: Option<Link>,
    /// List price; fen by the upstream platform.
    pub price: Option<Fen>,
    /// Price after coupon; fen by the upstream platform.
    pub coupon_price: Option<Fen>,
    /// Stock.
    pub inventory: Option<Count>,
    /// Stock, under the platform's other name.
    pub quantity: Option<Count>,
    /// Shop.
    pub shop_name: Option<Text>,
    /// Tags.
    pub tag_list: Vec<Value>,
    /// Tags, under the platform's other name.
    pub tags: Vec<Value>,
    /// Translations, shape unknown.
    pub multi_language_info: Option<Value>,
    /// Promotions, shape unknown.
    pub promotion_displays: Option<Value>,
    /// Members that the reference does not name.
    #[serde(flatten)]
    pub extra: Extra,
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
