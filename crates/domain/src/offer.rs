//! Offers: what a seller sells, its SKUs and prices.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::{CategoryId, Money, OfferId, SellerId, SkuId, SpecId};

/// The platform an offer, a cart line or an order belongs to.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, TS)]
pub enum Platform {
    /// Taobao, the consumer market.
    #[serde(rename = "taobao")]
    Taobao,
    /// 1688, the wholesale market.
    #[serde(rename = "1688")]
    Alibaba1688,
}

impl Platform {
    /// Both, Taobao first.
    pub const ALL: [Self; 2] = [Self::Taobao, Self::Alibaba1688];

    /// The word used in ids, SQL, flags and JSON: `taobao` or `1688`.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Taobao => "taobao",
            Self::Alibaba1688 => "1688",
        }
    }

    /// Reads [`Platform::as_str`] back.
    pub fn parse(text: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|platform| platform.as_str() == text)
    }
}

impl std::fmt::Display for Platform {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(self.as_str())
    }
}

/// Words of a seller as the platform sent them. Pondesk never translates.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct Text {
    /// As the seller wrote it, usually Chinese.
    pub original: String,
    /// The platform's own translations by language tag (`en`, `vi`, …).
    #[serde(default)]
    pub translations: BTreeMap<String, String>,
}

impl Text {
    /// Words without a translation.
    pub fn original(words: impl Into<String>) -> Self {
        Self { original: words.into(), translations: BTreeMap::new() }
    }
}

/// Who sells.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct Seller {
    /// The platform's id of the shop.
    pub id: SellerId,
    /// The shop's name.
    pub name: String,
    /// Where it is, when the platform says so.
    pub place: Option<String>,
    /// Years on the platform, when it says so.
    pub years: Option<u32>,
    /// Rating times ten (48 = 4.8), when the platform says so.
    pub rating_x10: Option<u32>,
}

/// An offer as a search result shows it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct OfferSummary {
    /// Where it is sold.
    pub platform: Platform,
    /// Its id there.
    pub offer_id: OfferId,
    /// Its title.
    pub title: Text,
    /// Key of its picture, for the picture protocol.
    pub picture: Option<String>,
    /// The price shown first, per piece. `None` when the platform names none.
    pub price: Option<Money>,
    /// The price before a promotion, when there is one.
    pub list_price: Option<Money>,
    /// Smallest quantity that can be ordered, when the result says so.
    pub moq: Option<u32>,
    /// Pieces sold lately, when the result says so.
    pub sold: Option<u32>,
    /// Share of buyers that buy again, in percent.
    pub repurchase_percent: Option<u32>,
    /// Hours until the seller ships, when he promises it.
    pub ships_in_hours: Option<u32>,
    /// The seller's name.
    pub seller_name: Option<String>,
    /// Stock over all SKUs, when the result says so.
    pub stock: Option<u32>,
    /// How like the searched picture it is, in percent, when the platform says so.
    pub match_percent: Option<u32>,
}

/// A price from a quantity on (1688).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct Tier {
    /// Smallest total quantity of the offer for this price.
    pub from: u32,
    /// Price per piece.
    pub price: Money,
}

/// One way in which SKUs differ, such as colour.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct Dimension {
    /// Its name.
    pub name: Text,
    /// Its values, in the seller's order.
    pub values: Vec<DimensionValue>,
}

/// One value of a dimension, such as a colour.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct DimensionValue {
    /// Its name.
    pub name: Text,
    /// Key of its picture, when it has one.
    pub picture: Option<String>,
}

/// What can be ordered: one combination of values.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct Sku {
    /// Its id.
    pub sku_id: SkuId,
    /// 1688's second id of it, needed to order there.
    pub spec_id: Option<SpecId>,
    /// Taobao's ids on the supply platform (`mpId`, `mpSkuId`), needed for its cart.
    pub supply_item_id: Option<String>,
    /// Taobao's `mpSkuId`.
    pub supply_sku_id: Option<String>,
    /// Index of its value in each dimension of the offer.
    pub values: Vec<u32>,
    /// Price per piece now (after promotion). `None` when only tiers price it.
    pub price: Option<Money>,
    /// Price before promotion.
    pub list_price: Option<Money>,
    /// Pieces in stock; `None` when the platform does not say.
    pub stock: Option<u32>,
    /// Weight of one piece in grams.
    pub weight_grams: Option<u32>,
}

/// An offer with all it needs to be ordered.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct Offer {
    /// Where it is sold.
    pub platform: Platform,
    /// Its id there.
    pub offer_id: OfferId,
    /// Its title.
    pub title: Text,
    /// Its page on the platform, checked against the link allow-list.
    pub page_url: Option<String>,
    /// Keys of its pictures.
    pub pictures: Vec<String>,
    /// Its category.
    pub category_id: Option<CategoryId>,
    /// Who sells it.
    pub seller: Seller,
    /// How SKUs differ; empty when there is a single SKU.
    pub dimensions: Vec<Dimension>,
    /// What can be ordered.
    pub skus: Vec<Sku>,
    /// Prices by quantity (1688); empty elsewhere.
    pub tiers: Vec<Tier>,
    /// Smallest quantity of one order of this offer; 1 when the platform names none.
    pub moq: u32,
    /// The selling unit as the platform words it.
    pub unit: Option<String>,
    /// Named properties (material, …).
    pub attributes: Vec<(String, String)>,
    /// Pieces sold lately.
    pub sold: Option<u32>,
    /// Share of buyers that buy again, in percent.
    pub repurchase_percent: Option<u32>,
    /// Hours until the seller ships.
    pub ships_in_hours: Option<u32>,
    /// False when the platform says it is off sale.
    pub on_sale: bool,
}
