//! The sandbox's own time: durations run faster by a factor and can be skipped, written timestamps stay real.

use std::time::{SystemTime, UNIX_EPOCH};

use serde::{Deserialize, Serialize};

/// Milliseconds since 1970 on the machine's clock.
pub(crate) fn real_ms() -> i64 {
    SystemTime::now()
        .duration_since(UNIX_EPOCH)
        .map_or(0, |since| i64::try_from(since.as_millis()).unwrap_or(i64::MAX))
}

/// A line through one point: at `real_ms` it was `sandbox_ms`, and from there it runs `speed` times as fast.
/// It runs on while the sandbox is off, as sellers do.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Clock {
    real_ms: i64,
    sandbox_ms: i64,
    speed: u32,
}

impl Clock {
    pub(crate) fn new(real_ms: i64, speed: u32) -> Self {
        Clock { real_ms, sandbox_ms: real_ms, speed: speed.max(1) }
    }

    /// The sandbox's time at a real time.
    pub(crate) fn at(self, real_ms: i64) -> i64 {
        let passed = real_ms.saturating_sub(self.real_ms).max(0);
        self.sandbox_ms.saturating_add(passed.saturating_mul(i64::from(self.speed)))
    }

    /// Real milliseconds from `real_ms` until the sandbox's clock shows `sandbox_ms`.
    pub(crate) fn real_until(self, real_ms: i64, sandbox_ms: i64) -> i64 {
        let left = sandbox_ms.saturating_sub(self.at(real_ms)).max(0);
        left.div_euclid(i64::from(self.speed)) + i64::from(left % i64::from(self.speed) != 0)
    }

    /// A duration of the sandbox's clock in real milliseconds.
    pub(crate) fn real_duration(self, sandbox_ms: i64) -> i64 {
        sandbox_ms / i64::from(self.speed)
    }

    pub(crate) fn with_speed(self, real_ms: i64, speed: u32) -> Self {
        Clock { real_ms, sandbox_ms: self.at(real_ms), speed: speed.max(1) }
    }

    pub(crate) fn advanced(self, real_ms: i64, by_ms: i64) -> Self {
        Clock { real_ms, sandbox_ms: self.at(real_ms).saturating_add(by_ms.max(0)), speed: self.speed }
    }
}

#[cfg(test)]
mod tests {
    use super::Clock;

    #[test]
    fn speed_scales_and_advance_skips() {
        let clock = Clock::new(1_000, 60);
        assert_eq!(clock.at(2_000), 61_000);
        assert_eq!(clock.real_until(2_000, 61_001), 1);
        let later = clock.advanced(2_000, 5_000);
        assert_eq!(later.at(2_000), 66_000);
        assert_eq!(later.with_speed(3_000, 1).at(4_000), 66_000 + 60_000 + 1_000);
    }

    #[test]
    fn a_machine_clock_that_jumps_back_does_not_turn_it_back() {
        assert_eq!(Clock::new(1_000, 10).at(500), 1_000);
    }
}
