//! What the user keeps beside orders, and filters.

use pondesk_domain::{AccountId, FilterPart, OrderId};
use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// One order of an account.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct OrderRef {
    /// The account.
    pub account_id: AccountId,
    /// The order.
    pub order_id: OrderId,
}

/// `order_own_edit`: changes what the user keeps beside orders. What is not given stays.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct OrderOwnEdit {
    /// The orders.
    pub orders: Vec<OrderRef>,
    /// The note; empty takes it away.
    #[serde(default)]
    pub note: Option<String>,
    /// The client; empty takes it away.
    #[serde(default)]
    pub client: Option<String>,
    /// Tags to put.
    #[serde(default)]
    pub add_tags: Vec<String>,
    /// Tags to take away.
    #[serde(default)]
    pub remove_tags: Vec<String>,
}

/// What an edit changed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct OrderOwnEdited {
    /// Orders that are different now.
    pub orders: Vec<OrderRef>,
}

/// `order_file_add`: puts a file to an order that the user gave.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct OrderFileAdd {
    /// The account.
    pub account_id: AccountId,
    /// The order.
    pub order_id: OrderId,
    /// The file, as it was taken: a picture or a PDF.
    pub file_id: String,
}

/// A file that is kept beside an order: `order_file_drop` takes it away, `order_file_copy` makes a copy to save elsewhere.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct OrderFileRef {
    /// The account.
    pub account_id: AccountId,
    /// The order.
    pub order_id: OrderId,
    /// SHA-256 of its bytes, hex.
    pub sha256: String,
}

/// A tag or a client, and how many orders have it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct UsedName {
    /// The name.
    pub name: String,
    /// Orders that have it.
    pub orders: u32,
}

/// `order_names`: tags and clients that are in use, the most used first.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct OrderNames {
    /// Tags.
    pub tags: Vec<UsedName>,
    /// Clients.
    pub clients: Vec<UsedName>,
}

/// `order_filter_read`: what a typed filter consists of.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct OrderFilterRead {
    /// What was typed.
    pub text: String,
}

/// The parts of a typed filter: each a chip, or a word.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct OrderFilterParts {
    /// The parts, in their order.
    pub parts: Vec<FilterPart>,
}

/// `order_filter_save`: a filter with a name.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct SavedFilter {
    /// Its name, 60 characters at most.
    pub name: String,
    /// The filter as it is typed.
    pub text: String,
}

/// `order_filter_drop`: takes a saved filter away.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct OrderFilterDrop {
    /// Its name.
    pub name: String,
}
