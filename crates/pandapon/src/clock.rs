//! Time: where it comes from and how far the server's differs.

use std::sync::atomic::{AtomicI64, Ordering};

use jiff::{SignedDuration, Timestamp};

/// Source of the present time. Passed in, so that tests need not wait.
pub trait Clock: Send + Sync + std::fmt::Debug {
    /// The present time of this machine.
    fn now(&self) -> Timestamp;
}

/// The operating system's clock.
#[derive(Clone, Copy, Debug, Default)]
pub struct SystemClock;

impl Clock for SystemClock {
    fn now(&self) -> Timestamp {
        Timestamp::now()
    }
}

/// Offsets smaller than this are noise: the `Date` header counts whole seconds.
const NOISE_MS: i64 = 2_000;

/// What is known of the server's clock: milliseconds to add to ours.
#[derive(Debug, Default)]
pub(crate) struct ServerOffset(AtomicI64);

impl ServerOffset {
    pub(crate) fn get(&self) -> SignedDuration {
        SignedDuration::from_millis(self.0.load(Ordering::Relaxed))
    }

    /// The server's time when ours is `now`.
    pub(crate) fn correct(&self, now: Timestamp) -> Timestamp {
        now.saturating_add(self.get()).unwrap_or(now)
    }

    /// Learns from a `Date` header that came with an answer sent for at `sent` and received at `received`.
    pub(crate) fn learn(&self, date: Timestamp, sent: Timestamp, received: Timestamp) {
        let middle = i64::midpoint(sent.as_millisecond(), received.as_millisecond());
        // Date cuts its fraction off: half a second is the best guess for it.
        let offset = date.as_millisecond() + 500 - middle;
        let offset = if offset.abs() < NOISE_MS { 0 } else { offset };
        if (offset - self.0.load(Ordering::Relaxed)).abs() >= NOISE_MS || offset == 0 {
            self.0.store(offset, Ordering::Relaxed);
        }
    }
}
