//! Offers that 1688 suggests.

use serde::{Deserialize, Serialize};
use serde_json::Value;

use super::offers::{OfferPage, OfferPriceInfo};
use crate::alibaba1688::{CategoryId, LANGUAGE, OfferId};
use crate::call::Call;
use crate::operation::Operation;
use crate::wire::{Count, Extra, Link, Text, flag, rows_as_page};

/// Most rows a page of related offers, upstream.
const RELATED_AT_MOST: u32 = 10;

/// Request of `alibaba1688RecommendOffers`. Every field is upstream's.
#[derive(Clone, Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct RecommendOffers {
    begin_page: u32,
    page_size: u32,
    country: String,
    out_member_id: String,
}

impl RecommendOffers {
    /// The first 20 for one of the caller's own end users: recommendations are personal to this id.
    pub fn new(out_member_id: impl Into<String>) -> Self {
        Self {
            begin_page: 1,
            page_size: 20,
            country: LANGUAGE.to_owned(),
            out_member_id: out_member_id.into(),
        }
    }

    /// Another page; 1 is the first.
    #[must_use]
    pub fn page(mut self, page: u32) -> Self {
        self.begin_page = page.max(1);
        self
    }

    /// Offers a page, at least 1.
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
}

impl Call for RecommendOffers {
    const OPERATION: Operation = Operation::Alibaba1688RecommendOffers;
    type Answer = OfferPage<RecommendedOffer>;

    fn reshape(data: Value) -> Value {
        rows_as_page(data)
    }
}

/// A recommended offer. Every field is upstream's.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default, rename_all = "camelCase")]
pub struct RecommendedOffer {
    /// Picture.
    pub image_url: Option<Link>,
    /// Chinese title.
    pub subject: Option<Text>,
    /// Translated title.
    pub subject_trans: Option<Text>,
    /// Prices.
    pub price_info: Option<OfferPriceInfo>,
    /// Offer id.
    pub offer_id: Option<OfferId>,
    /// Units sold in a month.
    pub month_sold: Option<Count>,
    /// Share of buyers who came back, such as `22%`.
    pub repurchase_rate: Option<Text>,
    /// Tracking text to report back to 1688, URL-encoded.
    pub trace_info: Option<Text>,
    /// Marks of the seller: super_factory, powerful_merchants, tp_member.
    pub seller_identities: Vec<Text>,
    /// Dropshipping offered; a search hit spells it `isOnePsale`.
    #[serde(deserialize_with = "flag")]
    pub one_psale: Option<bool>,
    /// Members that the reference does not name.
    #[serde(flatten)]
    pub extra: Extra,
}

/// Request of `alibaba1688ListRelatedOffers`.
#[derive(Clone, Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct RelatedOffers {
    offer_id: OfferId,
    page_no: u32,
    page_size: u32,
    language: String,
}

impl RelatedOffers {
    /// The first 10 offers like this one.
    #[must_use]
    pub fn new(offer_id: OfferId) -> Self {
        Self { offer_id, page_no: 1, page_size: RELATED_AT_MOST, language: LANGUAGE.to_owned() }
    }

    /// Another page; 1 is the first.
    #[must_use]
    pub fn page(mut self, page: u32) -> Self {
        self.page_no = page.max(1);
        self
    }

    /// Offers a page, 1 to 10.
    #[must_use]
    pub fn page_size(mut self, size: u32) -> Self {
        self.page_size = size.clamp(1, RELATED_AT_MOST);
        self
    }

    /// Language of the translated texts: `en` or `vi`.
    #[must_use]
    pub fn language(mut self, language: impl Into<String>) -> Self {
        self.language = language.into();
        self
    }
}

impl Call for RelatedOffers {
    const OPERATION: Operation = Operation::Alibaba1688ListRelatedOffers;
    type Answer = OfferPage<RelatedOffer>;

    fn reshape(data: Value) -> Value {
        rows_as_page(data)
    }
}

/// An offer like another one. Every field is upstream's.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default, rename_all = "camelCase")]
pub struct RelatedOffer {
    /// Picture.
    pub image_url: Option<Link>,
    /// Chinese title.
    pub subject: Option<Text>,
    /// Translated title.
    pub subject_trans: Option<Text>,
    /// Prices; upstream gives `price` alone.
    pub price_info: Option<OfferPriceInfo>,
    /// Offer id.
    pub offer_id: Option<OfferId>,
    /// Units sold; in 90 days here, upstream says.
    pub month_sold: Option<Count>,
    /// Marks of the seller: super_factory, powerful_merchants, tp_member.
    pub seller_identities: Vec<Text>,
    /// Marks of the offer: yx, select.
    pub offer_identities: Vec<Text>,
    /// Category of the first level.
    pub top_category_id: Option<CategoryId>,
    /// Category of the second level.
    pub second_category_id: Option<CategoryId>,
    /// Category of the third level.
    pub third_category_id: Option<CategoryId>,
    /// Members that the reference does not name.
    #[serde(flatten)]
    pub extra: Extra,
}
