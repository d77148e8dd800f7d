//! 1688 offers.

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use serde::{Serialize, Serializer};

use super::{Alibaba1688, Filter, OfferId, OfferPage, ProductDetail};
use crate::client::Call;
use crate::envelope::Answer;
use crate::error::Result;
use crate::operation::Operation;
use crate::wire::{Yuan, id_as_number, optional_id_as_number};

impl Alibaba1688<'_> {
    /// Finds offers by keyword (`alibaba1688SearchByKeyword`).
    ///
    /// # Errors
    /// See [`crate::Error`].
    pub async fn search_by_keyword(&self, search: &KeywordSearch) -> Result<Answer<OfferPage>> {
        self.client.send(search).await
    }

    /// Finds offers by picture (`alibaba1688SearchByImage`).
    ///
    /// # Errors
    /// See [`crate::Error`].
    pub async fn search_by_image(&self, search: &ImageSearch) -> Result<Answer<OfferPage>> {
        self.client.send(search).await
    }

    /// Reads one offer with SKUs, prices and translated texts (`alibaba1688GetProductDetail`).
    ///
    /// # Errors
    /// See [`crate::Error`].
    pub async fn product(&self, request: &GetProductDetail) -> Result<Answer<ProductDetail>> {
        self.client.send(request).await
    }
}

/// Language that the reference says to send always.
const LANGUAGE: &str = "en";

/// What search hits are sorted by. Upstream sorts within one page only.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "camelCase")]
pub enum SortField {
    /// By price.
    Price,
    /// By units sold in 30 days.
    MonthSold,
    /// By the share of buyers who came back.
    RePurchaseRate,
}

/// Order of search hits.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Sort {
    /// Lowest first.
    Ascending(SortField),
    /// Highest first.
    Descending(SortField),
}

impl Sort {
    fn wire(self) -> String {
        let (field, direction) = match self {
            Self::Ascending(field) => (field, "asc"),
            Self::Descending(field) => (field, "desc"),
        };
        let name = match field {
            SortField::Price => "price",
            SortField::MonthSold => "monthSold",
            SortField::RePurchaseRate => "rePurchaseRate",
        };
        format!(r#"{{"{name}":"{direction}"}}"#)
    }
}

fn sort_as_text<S: Serializer>(sort: &Option<Sort>, serializer: S) -> std::result::Result<S::Ok, S::Error> {
    sort.map(Sort::wire).serialize(serializer)
}

fn filters_as_text<S: Serializer>(filters: &[Filter], serializer: S) -> std::result::Result<S::Ok, S::Error> {
    let codes: Vec<_> = filters.iter().map(Filter::code).collect();
    (!codes.is_empty()).then(|| codes.join(",")).serialize(serializer)
}

/// Request of `alibaba1688SearchByKeyword`.
#[derive(Clone, Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct KeywordSearch {
    keyword: String,
    begin_page: u32,
    page_size: u32,
    country: String,
    #[serde(serialize_with = "filters_as_text")]
    filter: Vec<Filter>,
    #[serde(serialize_with = "sort_as_text")]
    sort: Option<Sort>,
    out_member_id: Option<String>,
    price_start: Option<Yuan>,
    price_end: Option<Yuan>,
    category_id: Option<String>,
}

impl KeywordSearch {
    /// The first page, 20 offers, texts in English beside the Chinese ones.
    pub fn new(keyword: impl Into<String>) -> Self {
        Self {
            keyword: keyword.into(),
            begin_page: 1,
            page_size: 20,
            country: LANGUAGE.to_owned(),
            filter: Vec::new(),
            sort: None,
            out_member_id: None,
            price_start: None,
            price_end: None,
            category_id: None,
        }
    }

    /// Another page; 1 is the first.
    #[must_use]
    pub fn page(mut self, page: u32) -> Self {
        self.begin_page = page.max(1);
        self
    }

    /// Offers a page, at least 1; upstream allows 50 and advises 20.
    #[must_use]
    pub fn page_size(mut self, size: u32) -> Self {
        self.page_size = size.max(1);
        self
    }

    /// Language of the translated texts; the reference says to send `en` always.
    #[must_use]
    pub fn language(mut self, language: impl Into<String>) -> Self {
        self.country = language.into();
        self
    }

    /// Only offers that pass every filter.
    #[must_use]
    pub fn filters(mut self, filters: impl IntoIterator<Item = Filter>) -> Self {
        self.filter = filters.into_iter().collect();
        self
    }

    /// Order of the hits.
    #[must_use]
    pub fn sort(mut self, sort: Sort) -> Self {
        self.sort = Some(sort);
        self
    }

    /// Lowest and highest wholesale price, yuan.
    #[must_use]
    pub fn prices(mut self, from: Option<Yuan>, to: Option<Yuan>) -> Self {
        self.price_start = from;
        self.price_end = to;
        self
    }

    /// The caller's own end-user id.
    #[must_use]
    pub fn out_member_id(mut self, id: impl Into<String>) -> Self {
        self.out_member_id = Some(id.into());
        self
    }

    /// Only offers of a category.
    #[must_use]
    pub fn category(mut self, id: impl Into<String>) -> Self {
        self.category_id = Some(id.into());
        self
    }
}

impl Call for KeywordSearch {
    const OPERATION: Operation = Operation::Alibaba1688SearchByKeyword;
    type Answer = OfferPage;
}

/// A picture to search by.
#[derive(Clone, PartialEq, Eq)]
pub enum Picture {
    /// The bytes of a jpg, png or webp file.
    Bytes(Vec<u8>),
    /// A URL; upstream it works reliably only for pictures on 1688's own hosts.
    Url(String),
}

impl std::fmt::Debug for Picture {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Bytes(bytes) => write!(f, "Bytes({} bytes)", bytes.len()),
            Self::Url(url) => f.debug_tuple("Url").field(url).finish(),
        }
    }
}

/// Request of `alibaba1688SearchByImage`.
#[derive(Clone, Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct ImageSearch {
    image_base64: String,
    image_address: Option<String>,
    begin_page: u32,
    page_size: u32,
    country: String,
    region: Option<String>,
    #[serde(serialize_with = "filters_as_text")]
    filter: Vec<Filter>,
    #[serde(serialize_with = "sort_as_text")]
    sort: Option<Sort>,
    price_start: Option<Yuan>,
    price_end: Option<Yuan>,
    #[serde(serialize_with = "optional_id_as_number")]
    category_id: Option<String>,
    out_member_id: Option<String>,
}

impl ImageSearch {
    /// By one picture: the first page, 20 offers.
    #[must_use]
    pub fn new(picture: Picture) -> Self {
        // The reference marks imageBase64 as required though it may be empty.
        let (image_base64, image_address) = match picture {
            Picture::Bytes(bytes) => (STANDARD.encode(bytes), None),
            Picture::Url(url) => (String::new(), Some(url)),
        };
        Self {
            image_base64,
            image_address,
            begin_page: 1,
            page_size: 20,
            country: LANGUAGE.to_owned(),
            region: None,
            filter: Vec::new(),
            sort: None,
            price_start: None,
            price_end: None,
            category_id: None,
            out_member_id: None,
        }
    }

    /// Where the subject is inside the picture: left, right, top and bottom as upstream writes them (`266,799,48,581`).
    #[must_use]
    pub fn region(mut self, region: [u32; 4]) -> Self {
        self.region = Some(region.map(|edge| edge.to_string()).join(","));
        self
    }

    /// Another page; 1 is the first.
    #[must_use]
    pub fn page(mut self, page: u32) -> Self {
        self.begin_page = page.max(1);
        self
    }

    /// Offers a page, at least 1; upstream allows 50 and advises 20.
    #[must_use]
    pub fn page_size(mut self, size: u32) -> Self {
        self.page_size = size.max(1);
        self
    }

    /// Language of the translated texts; the reference says to send `en` always.
    #[must_use]
    pub fn language(mut self, language: impl Into<String>) -> Self {
        self.country = language.into();
        self
    }

    /// Only offers that pass every filter.
    #[must_use]
    pub fn filters(mut self, filters: impl IntoIterator<Item = Filter>) -> Self {
        self.filter = filters.into_iter().collect();
        self
    }

    /// Order of the hits.
    #[must_use]
    pub fn sort(mut self, sort: Sort) -> Self {
        self.sort = Some(sort);
        self
    }

    /// Lowest and highest wholesale price, yuan.
    #[must_use]
    pub fn prices(mut self, from: Option<Yuan>, to: Option<Yuan>) -> Self {
        self.price_start = from;
        self.price_end = to;
        self
    }

    /// The caller's own end-user id.
    #[must_use]
    pub fn out_member_id(mut self, id: impl Into<String>) -> Self {
        self.out_member_id = Some(id.into());
        self
    }

    /// Only offers of a category.
    #[must_use]
    pub fn category(mut self, id: impl Into<String>) -> Self {
        self.category_id = Some(id.into());
        self
    }
}

impl Call for ImageSearch {
    const OPERATION: Operation = Operation::Alibaba1688SearchByImage;
    type Answer = OfferPage;
}

/// Request of `alibaba1688GetProductDetail`.
#[derive(Clone, Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct GetProductDetail {
    #[serde(serialize_with = "id_as_number")]
    offer_id: OfferId,
    country: String,
    out_member_id: Option<String>,
}

impl GetProductDetail {
    /// One offer, texts in English beside the Chinese ones.
    #[must_use]
    pub fn new(offer_id: OfferId) -> Self {
        Self { offer_id, country: LANGUAGE.to_owned(), out_member_id: None }
    }

    /// Language of the translated texts; the reference says to send `en` always, a public client sends `vi`.
    #[must_use]
    pub fn language(mut self, language: impl Into<String>) -> Self {
        self.country = language.into();
        self
    }

    /// The caller's own end-user id.
    #[must_use]
    pub fn out_member_id(mut self, id: impl Into<String>) -> Self {
        self.out_member_id = Some(id.into());
        self
    }
}

impl Call for GetProductDetail {
    const OPERATION: Operation = Operation::Alibaba1688GetProductDetail;
    type Answer = ProductDetail;
}
