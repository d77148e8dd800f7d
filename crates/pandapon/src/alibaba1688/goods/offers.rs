//! Pages of offers.

use serde::{Deserialize, Serialize};

use crate::alibaba1688::{CategoryId, OfferId};
use crate::wire::{Count, Extra, Link, Moment, Rows, Text, Yuan, flag};

/// A page of offers: search hits, recommendations, related offers.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default, rename_all = "camelCase", bound(deserialize = "T: Default + serde::de::DeserializeOwned"))]
pub struct OfferPage<T = OfferListItem> {
    /// Hits in all; upstream stops at 2000.
    pub total_records: Option<Count>,
    /// Pages in all; not to be trusted near the end.
    pub total_page: Option<Count>,
    /// Rows a page.
    pub page_size: Option<Count>,
    /// This page, from 1.
    pub current_page: Option<Count>,
    /// The offers; those that cannot be read are kept beside the others.
    #[serde(rename = "data")]
    pub offers: Rows<T>,
    /// Members that the reference does not name.
    #[serde(flatten)]
    pub extra: Extra,
}

/// An offer among search hits.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default, rename_all = "camelCase")]
pub struct OfferListItem {
    /// Picture.
    pub image_url: Option<Link>,
    /// Chinese title.
    pub subject: Option<Text>,
    /// Translated title.
    pub subject_trans: Option<Text>,
    /// Offer id.
    pub offer_id: Option<OfferId>,
    /// Curated-supply offer.
    #[serde(deserialize_with = "flag")]
    pub is_jxhy: Option<bool>,
    /// Prices.
    pub price_info: Option<OfferPriceInfo>,
    /// Share of buyers who came back, such as `10%`.
    pub repurchase_rate: Option<Text>,
    /// Units sold in 30 days.
    pub month_sold: Option<Count>,
    /// Tracking text to report back to 1688.
    pub trace_info: Option<Text>,
    /// Dropshipping offered.
    #[serde(deserialize_with = "flag")]
    pub is_one_psale: Option<bool>,
    /// Marks of the seller: super_factory, powerful_merchants, tp_member.
    pub seller_identities: Vec<Text>,
    /// Marks of the offer: yx, select.
    pub offer_identities: Vec<Text>,
    /// Rating.
    pub trade_score: Option<Text>,
    /// Category of the first level.
    pub top_category_id: Option<CategoryId>,
    /// Category of the second level.
    pub second_category_id: Option<CategoryId>,
    /// Category of the third level.
    pub third_category_id: Option<CategoryId>,
    /// When it was created.
    pub create_date: Option<Moment>,
    /// When it was changed.
    pub modify_date: Option<Moment>,
    /// Minimum order quantity.
    pub min_order_quantity: Option<Count>,
    /// Members that the reference does not name.
    #[serde(flatten)]
    pub extra: Extra,
}

/// Prices of a search hit, yuan.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default, rename_all = "camelCase")]
pub struct OfferPriceInfo {
    /// Wholesale price.
    pub price: Option<Yuan>,
    /// Dropshipping price.
    pub consign_price: Option<Yuan>,
    /// Curated-supply dropshipping price.
    pub jxhy_price: Option<Yuan>,
    /// Curated-supply wholesale price.
    pub pf_jxhy_price: Option<Yuan>,
    /// Promotional price.
    pub promotion_price: Option<Yuan>,
    /// Members that the reference does not name.
    #[serde(flatten)]
    pub extra: Extra,
}
