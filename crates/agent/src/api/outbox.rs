//! The outbox.

use pondesk_domain::{AccountId, Operation, OperationId, OperationStep};
use serde::{Deserialize, Serialize};
use ts_rs::TS;

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
    /// Ready or sending.
    pub under_way: Vec<Operation>,
    /// Done or rejected, newest first.
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
}
