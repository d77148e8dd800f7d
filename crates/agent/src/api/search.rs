//! Searching.

use pondesk_domain::{AccountId, EpochMs, OfferId, OfferSummary, Platform};
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::FileRef;

/// The order of results. A platform that cannot sort this way answers in its own order and says so.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub enum SearchSort {
    /// The platform's own order.
    #[default]
    Best,
    /// Cheapest first.
    PriceUp,
    /// Dearest first.
    PriceDown,
    /// Most sold first.
    Sold,
}

/// `search_keyword`.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct SearchKeyword {
    /// The account.
    pub account_id: AccountId,
    /// Where.
    pub platform: Platform,
    /// The words.
    pub words: String,
    /// Page, from 1.
    pub page: u32,
    /// Order of results.
    #[serde(default)]
    pub sort: SearchSort,
}

/// A part of a picture, in thousandths of its width and height.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct Crop {
    /// Left edge.
    pub left: u32,
    /// Top edge.
    pub top: u32,
    /// Width.
    pub width: u32,
    /// Height.
    pub height: u32,
}

/// `search_image`.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct SearchImage {
    /// The account.
    pub account_id: AccountId,
    /// Where.
    pub platform: Platform,
    /// The picture, from [`FileRef`].
    pub file_id: String,
    /// Look only at this part.
    #[serde(default)]
    pub crop: Option<Crop>,
    /// Page, from 1.
    pub page: u32,
}

/// `search_last`: the last results of an account, from this desk.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct SearchLast {
    /// The account.
    pub account_id: AccountId,
}

/// `search_link`: reads a link, an id or a share text.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct SearchLink {
    /// What was typed or pasted.
    pub text: String,
    /// Where a bare id is looked for; Taobao when left out.
    #[serde(default)]
    #[ts(optional)]
    pub platform: Option<Platform>,
}

/// The offer that a link names.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct LinkTarget {
    /// Where.
    pub platform: Platform,
    /// The offer.
    pub offer_id: OfferId,
}

/// What was searched.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase", rename_all_fields = "camelCase", tag = "kind")]
pub enum SearchQuery {
    /// Words.
    Words {
        /// The words.
        words: String,
        /// The order asked for.
        sort: SearchSort,
    },
    /// A picture.
    Picture {
        /// The picture; its bytes are kept only until Pondesk is closed.
        file: FileRef,
        /// The part that was looked at.
        crop: Option<Crop>,
    },
}

/// One page of results of one platform.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct OfferPage {
    /// Where.
    pub platform: Platform,
    /// What was searched.
    pub query: SearchQuery,
    /// The offers, in the platform's order.
    pub offers: Vec<OfferSummary>,
    /// This page, from 1.
    pub page: u32,
    /// Results in all, when the platform says so.
    pub total: Option<u32>,
    /// Results of this page that could not be read; they are not among the offers.
    #[serde(default)]
    pub unreadable: u32,
    /// Whether another page may follow.
    pub has_more: bool,
    /// False when the platform could not sort as asked.
    pub sorted: bool,
    /// When PandaPon told it.
    pub read_at: EpochMs,
    /// Taken from this desk.
    pub offline: bool,
}
