//! Searching Taobao.

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use serde::{Deserialize, Serialize};
use serde_json::Value;

use super::ItemId;
#[cfg(feature = "client")]
use super::Taobao;
use crate::call::Call;
use crate::envelope::Answer;
use crate::error::Result;
use crate::operation::Operation;
use crate::wire::{Count, Extra, Fen, Link, Rows, Text, rows_as_page};

#[cfg(feature = "client")]
impl Taobao<'_> {
    /// Finds items by keyword, one page at a time. Prices are in fen by the upstream platform. A row that cannot be
    /// read is reported beside the others.
    ///
    /// Reference: 淘宝商品搜索接口 (`taobaoSearchByKeyword`); inferred, and so is its path.
    ///
    /// # Errors
    /// See [`crate::Error`].
    ///
    /// # Examples
    /// ```no_run
    /// # async fn example(client: pandapon::Client) -> Result<(), Box<dyn std::error::Error>> {
    /// use pandapon::taobao::KeywordSearch;
    ///
    /// let page = client.taobao().search_by_keyword(&KeywordSearch::new("杯子").page_size(40)).await?;
    /// for item in &page.data.items.read {
    ///     println!("{:?} {:?}", item.item_id, item.title);
    /// }
    /// for row in &page.data.items.broken {
    ///     println!("row {} cannot be read: {}", row.at, row.reason);
    /// }
    /// # Ok(())
    /// # }
    /// ```
    pub async fn search_by_keyword(&self, search: &KeywordSearch) -> Result<Answer<SearchPage>> {
        self.client.send(search).await
    }

    /// Finds items that look like a picture, best first and without pages. Prices are in fen by the upstream
    /// platform.
    ///
    /// Reference: 淘宝商品图片搜索接口 (`taobaoSearchByImage`); inferred, and so is its path.
    ///
    /// # Errors
    /// See [`crate::Error`].
    ///
    /// # Examples
    /// ```no_run
    /// # async fn example(client: pandapon::Client) -> Result<(), Box<dyn std::error::Error>> {
    /// use pandapon::taobao::{ImageSearch, Picture};
    ///
    /// let picture = Picture::Bytes(std::fs::read("cup.jpg")?);
    /// let page = client.taobao().search_by_image(&ImageSearch::new(picture).language("vi")).await?;
    /// println!("{} items look like it", page.data.items.came());
    /// # Ok(())
    /// # }
    /// ```
    pub async fn search_by_image(&self, search: &ImageSearch) -> Result<Answer<SearchPage>> {
        self.client.send(search).await
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
        rows_as_page(data)
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
        rows_as_page(data)
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
    /// The items; those that cannot be read are kept beside the others.
    #[serde(rename = "data")]
    pub items: Rows<SearchItem>,
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
