//! A clock that a trial puts where it likes.

use std::future::Future;
use std::pin::Pin;

use pondesk_agent::{Clock, SystemClock};
use pondesk_domain::EpochMs;
use tokio::sync::watch;

/// The system's clock and what a trial put it ahead. Clones are the same clock.
#[derive(Debug, Clone, Default)]
pub struct TrialClock {
    ahead_ms: watch::Sender<i64>,
}

impl TrialClock {
    /// A clock that is ahead of the system's by so many milliseconds.
    pub fn ahead_by(ms: i64) -> Self {
        Self { ahead_ms: watch::Sender::new(ms) }
    }

    /// How far it is ahead of the system's, in milliseconds; behind where negative.
    pub fn ahead_ms(&self) -> i64 {
        *self.ahead_ms.borrow()
    }

    /// Puts it wrong by so many milliseconds more.
    pub fn put_wrong(&self, by_ms: i64) {
        self.ahead_ms.send_modify(|ms| *ms = ms.saturating_add(by_ms));
    }

    /// Goes to `at`, or on from where it is when that is later.
    pub fn go_to(&self, at: EpochMs) {
        let ahead = at.since(SystemClock.now());
        self.ahead_ms.send_modify(|ms| *ms = (*ms).max(ahead));
    }
}

impl Clock for TrialClock {
    fn now(&self) -> EpochMs {
        SystemClock.now().plus_ms(self.ahead_ms())
    }

    /// Until the trial goes there: nothing becomes due by the time that a trial itself takes.
    fn wait_until(&self, at: EpochMs) -> Pin<Box<dyn Future<Output = ()> + Send + '_>> {
        let mut ahead_ms = self.ahead_ms.subscribe();
        Box::pin(async move { while self.now() < at && ahead_ms.changed().await.is_ok() {} })
    }
}
