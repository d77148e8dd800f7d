//! What a UI is told without asking.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// What changed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub enum ChangedTable {
    /// Accounts, their secrets' states.
    Accounts,
    /// Settings.
    Settings,
    /// Last search results.
    Searches,
    /// Offers.
    Offers,
    /// The cart.
    Cart,
    /// Addresses.
    Addresses,
    /// Orders, lines, history.
    Orders,
    /// The outbox.
    Outbox,
    /// Vouchers.
    Vouchers,
    /// After-sales cases, their messages and history.
    Cases,
    /// Evidence for claims.
    Evidence,
    /// Reachability, clock, queue, balance.
    Status,
    /// The last calls.
    Calls,
    /// How far orders are fetched.
    Sync,
    /// Saved filters.
    Filters,
    /// Backups of the desk's data, and notices about it.
    Data,
    /// Pushed messages, and how they come in.
    Callbacks,
    /// What was read of the notices.
    Notices,
    /// Files that leave the desk.
    Papers,
}

impl ChangedTable {
    /// Every table.
    pub const ALL: [Self; 19] = [
        Self::Accounts,
        Self::Settings,
        Self::Searches,
        Self::Offers,
        Self::Cart,
        Self::Addresses,
        Self::Orders,
        Self::Outbox,
        Self::Vouchers,
        Self::Cases,
        Self::Evidence,
        Self::Status,
        Self::Calls,
        Self::Sync,
        Self::Filters,
        Self::Data,
        Self::Callbacks,
        Self::Notices,
        Self::Papers,
    ];
}

/// Sent after a commit: these rows are stale in the UI now.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct ChangeEvent {
    /// Rises by one with each event of a run; on a gap the UI refreshes everything.
    #[ts(type = "number")]
    pub seq: u64,
    /// What changed.
    pub table: ChangedTable,
    /// Which rows; empty for all.
    pub ids: Vec<String>,
}
