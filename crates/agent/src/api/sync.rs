//! Fetching orders in the background.

use pondesk_domain::{AccountId, EpochMs, Platform, RequestId};
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::CommandError;

/// How far the orders of an account on one platform are fetched.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct PlatformSync {
    /// Where.
    pub platform: Platform,
    /// Something is being fetched now.
    pub running: bool,
    /// When the first fill was back at the first order; `None` before that.
    pub filled_at: Option<EpochMs>,
    /// The first fill waits for the user.
    pub paused: bool,
    /// Orders that the first fill has read.
    pub read: u32,
    /// Orders that there are, as the platform told.
    pub total: Option<u32>,
    /// Orders a minute, while the first fill goes on.
    pub per_minute: Option<u32>,
    /// Seconds that the first fill still takes, as fast as it goes now.
    pub seconds_left: Option<u32>,
    /// When the newest orders were last read.
    pub list_read_at: Option<EpochMs>,
    /// Open orders: looked at every few minutes.
    pub open: u32,
    /// Of them those that want to be looked at now.
    pub due: u32,
    /// The oldest word on any open order.
    pub oldest_open: Option<EpochMs>,
    /// Orders that could not be read, see `order_broken`.
    pub broken: u32,
    /// Left alone until then.
    pub held_until: Option<EpochMs>,
    /// Why.
    pub error: Option<CommandError>,
}

/// How far the orders of an account are fetched.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct AccountSync {
    /// The account.
    pub account_id: AccountId,
    /// Each platform.
    pub platforms: Vec<PlatformSync>,
}

/// `sync_status`: how far everything is fetched. Needs no net.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct SyncStatus {
    /// Each account.
    pub accounts: Vec<AccountSync>,
}

/// `order_broken`: orders that could not be read.
#[derive(Debug, Clone, Default, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase", default)]
pub struct OrderBroken {
    /// Only this account.
    pub account_id: Option<AccountId>,
}

/// An order that could not be read, where the others on its page could.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct BrokenOrder {
    /// The account.
    pub account_id: AccountId,
    /// Where.
    pub platform: Platform,
    /// The PandaPon operation that told it.
    pub operation: String,
    /// The number that it seems to have.
    pub number: Option<String>,
    /// Where in the answer it does not fit.
    pub path: String,
    /// What was wrong there.
    pub reason: String,
    /// As it came, JSON.
    pub raw: String,
    /// The call.
    pub request_id: Option<RequestId>,
    /// When it came.
    pub seen_at: EpochMs,
}
