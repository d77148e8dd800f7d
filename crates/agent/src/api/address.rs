//! Delivery addresses.

use pondesk_domain::{AccountId, Address, AddressDraft, EpochMs};
use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// `address_list`.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct AddressList {
    /// The account.
    pub account_id: AccountId,
    /// Ask PandaPon; else answer from this desk when it knows any.
    #[serde(default)]
    pub refresh: bool,
}

/// `address_save`: adds an address, or changes one.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct AddressSave {
    /// The account.
    pub account_id: AccountId,
    /// What was typed.
    pub draft: AddressDraft,
}

/// The addresses of an account.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct AddressBook {
    /// All of them.
    pub addresses: Vec<Address>,
    /// When PandaPon told them.
    pub read_at: EpochMs,
    /// Taken from this desk because PandaPon was not reached.
    pub offline: bool,
}
