//! Faults to order: what goes wrong on purpose, how often, on which operation.

use std::sync::{Mutex, PoisonError};

use serde::{Deserialize, Serialize};

/// A fault as the control API takes it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct Fault {
    /// Name of an operation in the contract; left out, every one.
    #[serde(default)]
    pub(crate) operation: Option<String>,
    #[serde(flatten)]
    pub(crate) kind: FaultKind,
    /// How many calls it hits; left out, one.
    #[serde(default = "once")]
    pub(crate) count: u32,
}

/// What goes wrong. Where `executed` is true the call is carried out first.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "camelCase", rename_all_fields = "camelCase")]
pub(crate) enum FaultKind {
    /// The connection closes without an answer.
    Drop {
        #[serde(default)]
        executed: bool,
    },
    /// The connection closes in the middle of the answer's body.
    CutBody,
    /// The answer comes late, in real milliseconds.
    Delay { milliseconds: u64 },
    /// An HTTP status without an envelope.
    Status {
        status: u16,
        #[serde(default)]
        executed: bool,
    },
    /// HTTP 200 and a body that is not JSON.
    Garbage {
        #[serde(default)]
        executed: bool,
    },
    /// HTTP 200 and an envelope with this code.
    Code {
        code: i64,
        #[serde(default)]
        msg: String,
        #[serde(default)]
        executed: bool,
    },
}

fn once() -> u32 {
    1
}

impl FaultKind {
    /// Whether the call is carried out all the same.
    pub(crate) fn executes(&self) -> bool {
        match self {
            FaultKind::CutBody | FaultKind::Delay { .. } => true,
            FaultKind::Drop { executed }
            | FaultKind::Status { executed, .. }
            | FaultKind::Garbage { executed }
            | FaultKind::Code { executed, .. } => *executed,
        }
    }
}

/// The faults that are still to come. They are for tests: a restart forgets them.
#[derive(Default)]
pub(crate) struct Faults(Mutex<Vec<Fault>>);

impl Faults {
    /// Replaces all faults.
    pub(crate) fn set(&self, faults: Vec<Fault>) {
        *self.0.lock().unwrap_or_else(PoisonError::into_inner) = faults;
    }

    /// The faults left.
    pub(crate) fn all(&self) -> Vec<Fault> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }

    /// The fault that hits a call of this operation, used up by it.
    pub(crate) fn take(&self, operation: &str) -> Option<FaultKind> {
        let mut faults = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let at = faults.iter().position(|fault| {
            fault.count > 0 && fault.operation.as_deref().is_none_or(|wanted| wanted == operation)
        })?;
        let fault = faults.get_mut(at)?;
        fault.count -= 1;
        let kind = fault.kind.clone();
        faults.retain(|fault| fault.count > 0);
        Some(kind)
    }
}
