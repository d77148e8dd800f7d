//! A clock that a test can put forward.

use std::future::Future;
use std::pin::Pin;

use pondesk_agent::{Clock, SystemClock};
use pondesk_domain::EpochMs;
use tokio::sync::watch;

/// The system's clock and what a test put it ahead.
#[derive(Debug, Clone, Default)]
pub(crate) struct HandClock {
    ahead_ms: watch::Sender<i64>,
}

impl HandClock {
    /// Goes to `at`, or on from where it is when that is later.
    pub(crate) fn go_to(&self, at: EpochMs) {
        let ahead = at.since(SystemClock.now());
        self.ahead_ms.send_modify(|ms| *ms = (*ms).max(ahead));
    }
}

impl Clock for HandClock {
    fn now(&self) -> EpochMs {
        SystemClock.now().plus_ms(*self.ahead_ms.borrow())
    }

    /// Until the test goes there: nothing becomes due by the time that a test itself takes.
    fn wait_until(&self, at: EpochMs) -> Pin<Box<dyn Future<Output = ()> + Send + '_>> {
        let mut ahead_ms = self.ahead_ms.subscribe();
        Box::pin(async move { while self.now() < at && ahead_ms.changed().await.is_ok() {} })
    }
}
