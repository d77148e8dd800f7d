//! The outbox.

use pondesk_domain::{AccountId, Consent, Money, Operation, OperationId, OperationStep, OrderId};
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::CommandError;

/// `outbox_list`: operations, newest first, those that need time or the user before all others.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct OutboxList {
    /// Only this account.
    pub account_id: Option<AccountId>,
    /// Rows wanted of those that are over, at most 200.
    pub limit: u32,
}

/// Operations by how far they are.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct OutboxView {
    /// Unknown: may have happened.
    pub unknown: Vec<Operation>,
    /// Never sent, and not by itself any more: the user decides.
    pub unsent: Vec<Operation>,
    /// Ready or sending.
    pub under_way: Vec<Operation>,
    /// Done, rejected or dropped, newest first.
    pub over: Vec<Operation>,
}

/// `outbox_show`.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct OutboxShow {
    /// The operation.
    pub operation_id: OperationId,
}

/// An operation with its story.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct OperationView {
    /// The operation.
    pub operation: Operation,
    /// Every step, oldest first.
    pub steps: Vec<OperationStep>,
    /// PandaPon's method and path.
    pub request_line: String,
    /// What was or would be sent, as JSON text; no secret is in it.
    pub request: String,
    /// What came back, as it came, when anything did.
    pub answer: Option<String>,
    /// What the user was asked before it was sent, and said yes to.
    pub consents: Vec<Consent>,
}

/// `outbox_look`: reads PandaPon now, to find out what became of an operation.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct OutboxLook {
    /// The operation.
    pub operation_id: OperationId,
}

/// What the user decides about an operation.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(tag = "choice", rename_all = "camelCase", rename_all_fields = "camelCase")]
pub enum Resolution {
    /// Send it, or send it again: as a new operation that names this one, after one more look.
    SendAgain {
        /// The sum that the user said yes to, where it is above the amount from which he wants to be asked.
        #[serde(default)]
        confirmed: Option<Money>,
        /// Operations that ordered the same goods a short while ago, and beside which he wants this one.
        #[serde(default)]
        known: Vec<OperationId>,
    },
    /// Put it aside.
    Drop,
    /// It became this order.
    Adopt {
        /// The order.
        order_id: OrderId,
    },
}

/// `outbox_resolve`: a decision about an operation that needs one.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct OutboxResolve {
    /// The operation.
    pub operation_id: OperationId,
    /// The decision.
    pub resolution: Resolution,
}

/// What became of a decision.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct OutboxResolved {
    /// The operation, or the one that it was sent again as.
    pub operation: Operation,
    /// Why that one did not go well.
    pub error: Option<CommandError>,
}
