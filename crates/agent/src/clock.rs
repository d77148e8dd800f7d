//! Time, passed in: the desk never asks the operating system itself.

use std::fmt::Debug;
use std::sync::Arc;

use pondesk_domain::EpochMs;

/// Source of the present time.
pub trait Clock: Send + Sync + Debug {
    /// The present time of this machine.
    fn now(&self) -> EpochMs;
}

/// The operating system's clock.
#[derive(Debug, Clone, Copy, Default)]
pub struct SystemClock;

impl Clock for SystemClock {
    fn now(&self) -> EpochMs {
        EpochMs(jiff::Timestamp::now().as_millisecond())
    }
}

/// The desk's clock as the SDK wants it.
#[derive(Debug, Clone)]
pub(crate) struct SdkClock(pub(crate) Arc<dyn Clock>);

impl pandapon::Clock for SdkClock {
    fn now(&self) -> jiff::Timestamp {
        jiff::Timestamp::from_millisecond(self.0.now().0).unwrap_or_default()
    }
}
