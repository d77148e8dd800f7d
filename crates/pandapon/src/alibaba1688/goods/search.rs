//! Searches for offers: by keyword, by picture, within a store.

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use serde::{Serialize, Serializer};

use super::offers::OfferPage;
use crate::alibaba1688::{CategoryId, LANGUAGE, SellerOpenId};
use crate::call::Call;
use crate::operation::Operation;
use crate::wire::{Yuan, codes, optional_id_as_number};

codes! {
    /// A filter of an offer search. Only the first two stand in PandaPon's reference.
    Filter {
        /// Ships on the same day.
        ShipInToday = "shipInToday",
        /// Meaning not stated anywhere.
        KsCiphertext = "ksCiphertext",
        /// Ships within 24 hours.
        ShipIn24Hours = "shipIn24Hours",
        /// Ships within 48 hours.
        ShipIn48Hours = "shipIn48Hours",
        /// Return within 7 days without reason.
        NoReason7DReturn = "noReason7DReturn",
        /// Dropshipping.
        IsOnePsale = "isOnePsale",
        /// Dropshipping with free postage.
        IsOnePsaleFreePost = "isOnePsaleFreePost",
        /// Certified factory.
        CertifiedFactory = "certifiedFactory",
        /// New within 7 days.
        New7 = "new7",
        /// New within 30 days.
        New30 = "new30",
        /// 1688's strict selection.
        Selection1688 = "1688Selection",
        /// The global strict selection.
        IsQqyx = "isQqyx",
        /// The cross-border selection.
        IsSelect = "isSelect",
    }
}

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

fn sort_as_text<S: Serializer>(sort: &Option<Sort>, serializer: S) -> Result<S::Ok, S::Error> {
    sort.map(Sort::wire).serialize(serializer)
}

fn filters_as_text<S: Serializer>(filters: &[Filter], serializer: S) -> Result<S::Ok, S::Error> {
    let codes: Vec<_> = filters.iter().map(Filter::code).collect();
    (!codes.is_empty()).then(|| codes.join(",")).serialize(serializer)
}

/// What every search may be narrowed by. Pages count from 1.
#[derive(Clone, Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub(in crate::alibaba1688) struct Narrowing {
    pub(in crate::alibaba1688) begin_page: u32,
    pub(in crate::alibaba1688) page_size: u32,
    pub(in crate::alibaba1688) country: String,
    #[serde(serialize_with = "filters_as_text")]
    pub(in crate::alibaba1688) filter: Vec<Filter>,
    #[serde(serialize_with = "sort_as_text")]
    pub(in crate::alibaba1688) sort: Option<Sort>,
    pub(in crate::alibaba1688) price_start: Option<Yuan>,
    pub(in crate::alibaba1688) price_end: Option<Yuan>,
    pub(in crate::alibaba1688) out_member_id: Option<String>,
}

impl Default for Narrowing {
    fn default() -> Self {
        Self {
            begin_page: 1,
            page_size: 20,
            country: LANGUAGE.to_owned(),
            filter: Vec::new(),
            sort: None,
            price_start: None,
            price_end: None,
            out_member_id: None,
        }
    }
}

/// Gives a search, which has a `narrowing` and a `category_id`, the methods that narrow it.
macro_rules! narrowed {
    ($search:ident) => {
        impl $search {
            /// Another page; 1 is the first.
            #[must_use]
            pub fn page(mut self, page: u32) -> Self {
                self.narrowing.begin_page = page.max(1);
                self
            }

            /// Offers a page, at least 1; upstream allows 50 and advises 20.
            #[must_use]
            pub fn page_size(mut self, size: u32) -> Self {
                self.narrowing.page_size = size.max(1);
                self
            }

            /// Language of the translated texts; the reference says to send `en` always.
            #[must_use]
            pub fn language(mut self, language: impl Into<String>) -> Self {
                self.narrowing.country = language.into();
                self
            }

            /// Only offers that pass every filter.
            #[must_use]
            pub fn filters(mut self, filters: impl IntoIterator<Item = $crate::alibaba1688::Filter>) -> Self {
                self.narrowing.filter = filters.into_iter().collect();
                self
            }

            /// Order of the hits.
            #[must_use]
            pub fn sort(mut self, sort: $crate::alibaba1688::Sort) -> Self {
                self.narrowing.sort = Some(sort);
                self
            }

            /// Lowest and highest wholesale price, yuan.
            #[must_use]
            pub fn prices(
                mut self,
                from: Option<$crate::wire::Yuan>,
                to: Option<$crate::wire::Yuan>,
            ) -> Self {
                self.narrowing.price_start = from;
                self.narrowing.price_end = to;
                self
            }

            /// The caller's own end-user id.
            #[must_use]
            pub fn out_member_id(mut self, id: impl Into<String>) -> Self {
                self.narrowing.out_member_id = Some(id.into());
                self
            }

            /// Only offers of a category.
            #[must_use]
            pub fn category(mut self, id: impl Into<$crate::alibaba1688::CategoryId>) -> Self {
                self.category_id = Some(id.into());
                self
            }
        }
    };
}
pub(in crate::alibaba1688) use narrowed;

/// Request of `alibaba1688SearchByKeyword`.
#[derive(Clone, Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct KeywordSearch {
    keyword: String,
    #[serde(flatten)]
    narrowing: Narrowing,
    // Text here, a number in the other two searches.
    category_id: Option<CategoryId>,
}

narrowed!(KeywordSearch);

impl KeywordSearch {
    /// The first page, 20 offers, texts in English beside the Chinese ones.
    pub fn new(keyword: impl Into<String>) -> Self {
        Self { keyword: keyword.into(), narrowing: Narrowing::default(), category_id: None }
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
    region: Option<String>,
    #[serde(flatten)]
    narrowing: Narrowing,
    #[serde(serialize_with = "optional_id_as_number")]
    category_id: Option<CategoryId>,
}

narrowed!(ImageSearch);

impl ImageSearch {
    /// By one picture: the first page, 20 offers.
    #[must_use]
    pub fn new(picture: Picture) -> Self {
        // The reference marks imageBase64 as required though it may be empty.
        let (image_base64, image_address) = match picture {
            Picture::Bytes(bytes) => (STANDARD.encode(bytes), None),
            Picture::Url(url) => (String::new(), Some(url)),
        };
        Self { image_base64, image_address, region: None, narrowing: Narrowing::default(), category_id: None }
    }

    /// Where the subject is inside the picture: left, right, top and bottom as upstream writes them (`266,799,48,581`).
    #[must_use]
    pub fn region(mut self, region: [u32; 4]) -> Self {
        self.region = Some(region.map(|edge| edge.to_string()).join(","));
        self
    }
}

impl Call for ImageSearch {
    const OPERATION: Operation = Operation::Alibaba1688SearchByImage;
    type Answer = OfferPage;
}

/// Request of `alibaba1688SearchStoreOffers`.
#[derive(Clone, Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct StoreSearch {
    seller_open_id: SellerOpenId,
    keyword: Option<String>,
    #[serde(flatten)]
    narrowing: Narrowing,
    #[serde(serialize_with = "optional_id_as_number")]
    category_id: Option<CategoryId>,
}

narrowed!(StoreSearch);

impl StoreSearch {
    /// Everything in one store: the first page, 20 offers.
    #[must_use]
    pub fn new(seller: SellerOpenId) -> Self {
        Self { seller_open_id: seller, keyword: None, narrowing: Narrowing::default(), category_id: None }
    }

    /// Only offers that a keyword finds.
    #[must_use]
    pub fn keyword(mut self, keyword: impl Into<String>) -> Self {
        self.keyword = Some(keyword.into());
        self
    }
}

impl Call for StoreSearch {
    const OPERATION: Operation = Operation::Alibaba1688SearchStoreOffers;
    type Answer = OfferPage;
}
