//! What changed, when and by whose word: kept forever, never rewritten.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::{EpochMs, RequestId};

/// Where this desk learnt of a change.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub enum ChangeSource {
    /// A read of PandaPon.
    Sync,
    /// A pushed message.
    Callback,
    /// Something the user did here.
    OwnAction,
}

/// One change of one field.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct Change {
    /// The field: `status`, `total`, `goods`, `freight`, `discount`, `line:<id>:unitPrice`, … Sums are in fen.
    pub field: String,
    /// The value before; `None` when it was first seen.
    pub old: Option<String>,
    /// The value since; `None` when it went away.
    pub new: Option<String>,
    /// When this desk saw it.
    pub seen_at: EpochMs,
    /// Where it came from.
    pub source: ChangeSource,
    /// The call that told it.
    pub request_id: Option<RequestId>,
}
