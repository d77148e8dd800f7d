//! Points in time and the age of figures that came from outside.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// Milliseconds since 1970-01-01 UTC. Fits a JavaScript number for the next 280,000 years.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, TS)]
#[serde(transparent)]
#[ts(type = "number")]
pub struct EpochMs(pub i64);

impl EpochMs {
    /// This time plus `ms` milliseconds.
    #[must_use]
    pub fn plus_ms(self, ms: i64) -> Self {
        Self(self.0.saturating_add(ms))
    }

    /// Milliseconds from `earlier` to this time; negative when `earlier` is later.
    pub fn since(self, earlier: Self) -> i64 {
        self.0.saturating_sub(earlier.0)
    }
}

/// A figure that came from outside, with the moment PandaPon told it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct Aged<T> {
    /// The figure.
    pub value: T,
    /// When PandaPon answered with it.
    pub read_at: EpochMs,
    /// True when it was taken from this desk because PandaPon was not reached.
    pub offline: bool,
}
