//! The cart: PandaPon's two carts side by side, by seller.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::{CartLineId, EpochMs, Money, OfferId, Platform, SellerId, SkuId, SpecId};

/// One record of the cart.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct CartLine {
    /// Which platform's cart holds it.
    pub platform: Platform,
    /// Its id in that cart.
    pub line_id: CartLineId,
    /// The offer.
    pub offer_id: OfferId,
    /// The SKU.
    pub sku_id: SkuId,
    /// 1688's second id of the SKU.
    pub spec_id: Option<SpecId>,
    /// Title as the cart says it.
    pub title: String,
    /// Variant in words, such as `Sage · XL`.
    pub variant: Option<String>,
    /// Key of its picture.
    pub picture: Option<String>,
    /// Pieces.
    pub quantity: u32,
    /// Price per piece now.
    pub unit_price: Option<Money>,
    /// Price per piece when it was put into the cart on this desk, when that differs from now.
    pub was_unit_price: Option<Money>,
    /// Quantity times unit price.
    pub sum: Option<Money>,
    /// Pieces in stock, when the cart says so.
    pub stock: Option<u32>,
    /// False for a record that lapsed and can only be removed.
    pub buyable: bool,
    /// When this desk put it into the cart.
    pub added_at: Option<EpochMs>,
}

/// The records of one seller.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct CartGroup {
    /// Which platform's cart.
    pub platform: Platform,
    /// The seller.
    pub seller_id: SellerId,
    /// The seller's name.
    pub seller_name: String,
    /// Its records.
    pub lines: Vec<CartLine>,
    /// Sum of the buyable records with a price.
    pub goods: Money,
    /// When PandaPon told it.
    pub read_at: EpochMs,
}

/// Both carts.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct Cart {
    /// By seller, in the order of the platforms.
    pub groups: Vec<CartGroup>,
    /// Records in all.
    pub line_count: u32,
}
