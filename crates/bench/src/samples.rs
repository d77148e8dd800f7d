//! Times of the same thing, measured many times.

use std::time::{Duration, Instant};

use anyhow::{Context, Result};

/// Times that were measured.
#[derive(Debug, Default)]
pub(crate) struct Samples(Vec<Duration>);

impl Samples {
    /// Does something and notes how long it took.
    ///
    /// # Errors
    /// Those of the work; no time is noted then.
    pub(crate) fn time<T, E>(&mut self, work: impl FnOnce() -> Result<T, E>) -> Result<T, E> {
        let since = Instant::now();
        let done = work()?;
        self.0.push(since.elapsed());
        Ok(done)
    }

    /// Notes a time that was measured elsewhere.
    pub(crate) fn note(&mut self, time: Duration) {
        self.0.push(time);
    }

    /// The time in microseconds that so many percent of the samples did not take longer than.
    ///
    /// # Errors
    /// When nothing was measured.
    pub(crate) fn percentile(&self, percent: usize) -> Result<f64> {
        let mut sorted = self.0.clone();
        sorted.sort_unstable();
        let at = (sorted.len() * percent).div_ceil(100).saturating_sub(1);
        let time = sorted.get(at).context("nothing was measured")?;
        Ok(time.as_secs_f64() * 1e6)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn percentiles_are_those_of_the_nearest_rank() {
        let samples = Samples((1..=200).rev().map(Duration::from_micros).collect());
        let told = [50, 99, 100].map(|percent| samples.percentile(percent).unwrap().round());
        assert_eq!(told.map(|micros| micros as u32), [100, 198, 200]);
        assert_eq!(Samples(vec![Duration::from_micros(7)]).percentile(1).unwrap().round() as u32, 7);
        assert!(Samples::default().percentile(50).is_err());
    }

    #[test]
    fn what_failed_is_not_measured() {
        let mut samples = Samples::default();
        assert_eq!(samples.time(|| Err::<(), _>("refused")), Err("refused"));
        assert!(samples.percentile(50).is_err());
        assert_eq!(samples.time(|| Ok::<_, ()>(7)), Ok(7));
        assert!(samples.percentile(50).is_ok());
    }
}
