//! Cart and checkout.

use std::collections::BTreeMap;

use pondesk_domain::{
    AccountId, Address, AddressId, Cart, CartLineId, EpochMs, Money, OfferId, Operation, Platform, PreviewId,
    PreviewOrder,
};
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::{CommandError, Picked, PlatformFailure};

/// `cart_list`.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct CartList {
    /// The account.
    pub account_id: AccountId,
    /// Ask PandaPon; else answer from this desk when it knows the cart.
    #[serde(default)]
    pub refresh: bool,
}

/// `cart_add`: puts SKUs of one offer into the cart.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct CartAdd {
    /// The account.
    pub account_id: AccountId,
    /// Where.
    pub platform: Platform,
    /// The offer, shown before.
    pub offer_id: OfferId,
    /// What was picked.
    pub picked: Vec<Picked>,
}

/// A record of one of the carts.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct CartLineRef {
    /// Which platform's cart.
    pub platform: Platform,
    /// Its id there.
    pub line_id: CartLineId,
}

/// `cart_edit`: changes a quantity.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct CartEdit {
    /// The account.
    pub account_id: AccountId,
    /// The record.
    pub line: CartLineRef,
    /// Pieces wanted.
    pub quantity: u32,
}

/// `cart_remove`.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct CartRemove {
    /// The account.
    pub account_id: AccountId,
    /// The records.
    pub lines: Vec<CartLineRef>,
}

/// Both carts, with their age.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct CartView {
    /// By seller.
    pub cart: Cart,
    /// When the older of both was told; `None` when neither was ever read.
    pub read_at: Option<EpochMs>,
    /// At least one was taken from this desk because PandaPon could not be asked.
    pub offline: bool,
    /// The platforms whose cart could not be read, and why; the other's is fresh all the same.
    pub failed: Vec<PlatformFailure>,
}

/// `checkout_preview`: prices cart records by seller, and orders nothing.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct CheckoutPreviewRequest {
    /// The account.
    pub account_id: AccountId,
    /// The records.
    pub lines: Vec<CartLineRef>,
    /// Where to.
    pub address_id: AddressId,
}

/// What would be ordered.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct CheckoutPreview {
    /// Names it until Pondesk is closed.
    pub preview_id: PreviewId,
    /// One order per seller.
    pub orders: Vec<PreviewOrder>,
    /// Where to.
    pub address: Address,
    /// Sum of the orders that can be placed without a further look.
    pub ready_total: Money,
    /// Sum of all.
    pub total: Money,
    /// When PandaPon told it.
    pub read_at: EpochMs,
}

/// `checkout_place`: places orders of a preview.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct CheckoutPlace {
    /// The preview that the user saw.
    pub preview_id: PreviewId,
    /// Keys of its orders to place.
    pub keys: Vec<String>,
    /// Keys of orders whose worse prices, sums or quantities the user agreed to.
    #[serde(default)]
    pub accepted: Vec<String>,
    /// Keys of orders that the user wants although the same goods were ordered a short while ago.
    #[serde(default)]
    pub again: Vec<String>,
    /// The sum that the user said yes to, where it is above the amount from which he wants to be asked.
    #[serde(default)]
    pub confirmed: Option<Money>,
    /// Words to the seller, by key (1688).
    #[serde(default)]
    pub messages: BTreeMap<String, String>,
}

/// What became of one order of a preview.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct Placed {
    /// Key of the order in its preview.
    pub key: String,
    /// The outbox operation; its state says how it went and `orderIds` what was made.
    pub operation: Operation,
    /// The sum that the user saw, when it fell until the order was sent.
    pub was: Option<Money>,
    /// Why it did not go well.
    pub error: Option<CommandError>,
}

/// What became of a checkout.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct PlaceResult {
    /// Orders that were sent.
    pub placed: Vec<Placed>,
    /// A fresh look differed from what the user saw: nothing of these orders was sent. The new preview has the shifts.
    pub changed: Option<CheckoutPreview>,
}
