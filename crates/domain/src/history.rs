//! What changed, when and by whose word: kept forever, never rewritten.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::{EpochMs, OrderStage, OrderStatus, Platform, RequestId};

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

/// The desk's own number of a question that it asked PandaPon, and so of the answer, or of something the user did: later
/// ones have higher numbers, whatever the clock does and however long an answer is on its way. What stands and what came
/// before what is told by these.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Turn(pub i64);

impl Turn {
    /// The turn after this one. As long as the clock goes on it is the present time, so that turns of a desk whose
    /// database was replaced by an older one go on as well.
    #[must_use]
    pub fn next(self, now: EpochMs) -> Self {
        Self(now.0.max(self.0.saturating_add(1)))
    }
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
    /// What the value before means, when the field is a status.
    pub old_stage: Option<OrderStage>,
    /// What the value since means, when the field is a status.
    pub new_stage: Option<OrderStage>,
    /// When this desk saw it.
    pub seen_at: EpochMs,
    /// Where it came from.
    pub source: ChangeSource,
    /// The call that told it.
    pub request_id: Option<RequestId>,
}

impl Change {
    /// The same with the meaning of its values, when its field is a status of the order or of a line. Read anew each
    /// time, so that words which a later Pondesk understands are told in the story of old orders too.
    #[must_use]
    pub fn with_stages(mut self, platform: Platform) -> Self {
        if self.field == "status" || self.field.ends_with(":status") {
            let stage =
                |raw: &Option<String>| raw.as_deref().map(|raw| OrderStatus::read(platform, raw).stage);
            self.old_stage = stage(&self.old);
            self.new_stage = stage(&self.new);
        }
        self
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn turns_rise_though_the_clock_is_put_back() {
        let first = Turn::default().next(EpochMs(5_000));
        assert_eq!(first, Turn(5_000));
        assert_eq!(first.next(EpochMs(5_000)), Turn(5_001));
        assert_eq!(first.next(EpochMs(10)), Turn(5_001));
    }

    #[test]
    fn a_status_carries_its_meaning_and_nothing_else_does() {
        let change = |field: &str, old: Option<&str>, new: Option<&str>| {
            let plain = Change {
                field: field.into(),
                old: old.map(Into::into),
                new: new.map(Into::into),
                old_stage: None,
                new_stage: None,
                seen_at: EpochMs(1),
                source: ChangeSource::Sync,
                request_id: None,
            };
            let read = plain.with_stages(Platform::Taobao);
            (read.old_stage, read.new_stage)
        };
        let (to_pay, to_ship) = (Some(OrderStage::ToPay), Some(OrderStage::ToShip));
        assert_eq!(change("status", Some("0"), Some("10")), (to_pay, to_ship));
        assert_eq!(change("line:7:status", None, Some("10")), (None, to_ship));
        assert_eq!(change("status", Some("moon"), Some("0")), (Some(OrderStage::Unknown), to_pay));
        assert_eq!(change("total", Some("0"), Some("10")), (None, None));
    }
}
