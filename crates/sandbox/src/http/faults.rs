//! Faults to order: what goes wrong on purpose, how often, on which operation.

use std::sync::{Mutex, MutexGuard, PoisonError};

use serde::{Deserialize, Serialize};
use serde_json::Value;
use tokio::sync::watch;

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
    /// The call comes late, in real milliseconds.
    Delay { milliseconds: u64 },
    /// The answer comes late: when the faults are replaced.
    Hold,
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
    /// One row of a page is not as the reference says: what stands at the JSON pointer `at` of `records[row]` is `value`.
    BreakRow { row: usize, at: String, value: Value },
}

fn once() -> u32 {
    1
}

impl FaultKind {
    /// Whether the call is carried out all the same.
    pub(crate) fn executes(&self) -> bool {
        match self {
            FaultKind::CutBody | FaultKind::Delay { .. } | FaultKind::Hold | FaultKind::BreakRow { .. } => {
                true
            }
            FaultKind::Drop { executed }
            | FaultKind::Status { executed, .. }
            | FaultKind::Garbage { executed }
            | FaultKind::Code { executed, .. } => *executed,
        }
    }
}

/// The faults that are still to come, and the answers that are held. They are for tests: a restart forgets them.
#[derive(Default)]
pub(crate) struct Faults {
    to_come: Mutex<Vec<Fault>>,
    /// Each answer that is held listens.
    replaced: watch::Sender<()>,
}

impl Faults {
    /// Replaces all faults, and lets answers go that are held.
    pub(crate) fn set(&self, faults: Vec<Fault>) {
        *self.to_come() = faults;
        self.replaced.send_replace(());
    }

    /// The faults left.
    pub(crate) fn all(&self) -> Vec<Fault> {
        self.to_come().clone()
    }

    /// How many answers are held now.
    pub(crate) fn held(&self) -> usize {
        self.replaced.receiver_count()
    }

    /// Waits until the faults are replaced, as an answer that is held does.
    pub(crate) async fn hold(&self) {
        // It cannot fail: the sender is this one.
        let _ = self.replaced.subscribe().changed().await;
    }

    /// The fault that hits a call of this operation, used up by it.
    pub(crate) fn take(&self, operation: &str) -> Option<FaultKind> {
        let mut faults = self.to_come();
        let at = faults.iter().position(|fault| {
            fault.count > 0 && fault.operation.as_deref().is_none_or(|wanted| wanted == operation)
        })?;
        let fault = faults.get_mut(at)?;
        fault.count -= 1;
        let kind = fault.kind.clone();
        faults.retain(|fault| fault.count > 0);
        Some(kind)
    }

    fn to_come(&self) -> MutexGuard<'_, Vec<Fault>> {
        self.to_come.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
