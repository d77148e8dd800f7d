//! One offer.

use pondesk_domain::{AccountId, EpochMs, Money, Offer, OfferId, Platform, SkuId};
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::CommandError;

/// `offer_show`.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct OfferShow {
    /// The account.
    pub account_id: AccountId,
    /// Where.
    pub platform: Platform,
    /// The offer.
    pub offer_id: OfferId,
    /// Ask PandaPon; else answer from this desk when it was read in the last 10 minutes.
    #[serde(default)]
    pub refresh: bool,
}

/// A price that this desk saw.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct PricePoint {
    /// When.
    pub seen_at: EpochMs,
    /// The lowest price per piece then.
    pub price: Money,
}

/// An offer with what this desk knows of it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct OfferView {
    /// The offer.
    pub offer: Offer,
    /// Prices seen on this desk, oldest first; a point only where the price changed.
    pub prices_seen: Vec<PricePoint>,
    /// When PandaPon told it.
    pub read_at: EpochMs,
    /// Taken from this desk because PandaPon could not be asked.
    pub offline: bool,
    /// Why it could not be asked.
    pub failed: Option<CommandError>,
}

/// A SKU and how many of it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct Picked {
    /// The SKU.
    pub sku_id: SkuId,
    /// Pieces.
    pub quantity: u32,
}

/// `offer_price`: prices a selection, without the net.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct OfferPrice {
    /// The account.
    pub account_id: AccountId,
    /// Where.
    pub platform: Platform,
    /// The offer, shown before.
    pub offer_id: OfferId,
    /// What was picked.
    pub picked: Vec<Picked>,
    /// The dimension that names the columns of the table in which they were picked, for sums by row.
    #[serde(default)]
    pub across: Option<u32>,
}
