//! Time, passed in: the desk never asks the operating system itself.

use std::fmt::Debug;
use std::pin::Pin;
use std::sync::Arc;
use std::time::Duration;

use pondesk_domain::EpochMs;

/// The longest that [`Clock::wait_until`] waits.
const LONGEST_WAIT_MS: i64 = 60_000;

/// Source of the present time.
pub trait Clock: Send + Sync + Debug {
    /// The present time of this machine.
    fn now(&self) -> EpochMs;

    /// Returns at `at` or soon after, and never more than a minute after it was called: a clock that was put forward, or a
    /// machine that slept, is noticed then.
    fn wait_until(&self, at: EpochMs) -> Pin<Box<dyn Future<Output = ()> + Send + '_>> {
        let ms = at.since(self.now()).clamp(0, LONGEST_WAIT_MS);
        Box::pin(tokio::time::sleep(Duration::from_millis(ms.unsigned_abs())))
    }

    /// When the day of a moment began, in the time zone of this machine.
    fn day_start(&self, at: EpochMs) -> EpochMs {
        let moment = jiff::Timestamp::from_millisecond(at.0).unwrap_or_default();
        let day = moment.to_zoned(jiff::tz::TimeZone::system()).start_of_day();
        day.map_or(at, |day| EpochMs(day.timestamp().as_millisecond()))
    }
}

/// Rests until something is due, or until woken: with nothing due, until woken only.
pub(crate) async fn rest(clock: &dyn Clock, due: Option<EpochMs>, woken: impl Future<Output = ()>) {
    match due {
        Some(at) => tokio::select! {
            () = woken => {}
            () = clock.wait_until(at) => {}
        },
        None => woken.await,
    }
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_day_begins_at_its_own_start_and_ends_within_25_hours() {
        let start = SystemClock.day_start(EpochMs(1_795_400_000_000));
        let later = |hours: i64| SystemClock.day_start(start.plus_ms(hours * 3_600_000));
        assert_eq!((later(0), later(12), later(22)), (start, start, start));
        assert_ne!(later(25), start);
    }
}
