//! One account's rate limit, with a lane for what the user waits for.

use std::num::NonZeroU32;
use std::sync::atomic::{AtomicUsize, Ordering};

use governor::clock::{Clock as _, DefaultClock};
use governor::{DefaultDirectRateLimiter, Quota, RateLimiter};
use tokio::sync::Notify;

use crate::connection::RateLimit;

/// Which calls go first when the rate limit makes calls wait.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, serde::Serialize)]
#[serde(rename_all = "camelCase")]
pub enum Lane {
    /// The user waits for it.
    #[default]
    User,
    /// Nobody waits: yields to every waiting call of the user, and takes at most half of the rate.
    Background,
}

#[derive(Debug)]
pub(crate) struct Lanes {
    all: DefaultDirectRateLimiter,
    background: DefaultDirectRateLimiter,
    users_waiting: AtomicUsize,
    user_gone: Notify,
    clock: DefaultClock,
}

impl Lanes {
    pub(crate) fn new(limit: RateLimit) -> Self {
        let half = |n: NonZeroU32| NonZeroU32::new(n.get() / 2).unwrap_or(NonZeroU32::MIN);
        let quota = |rate, burst| Quota::per_second(rate).allow_burst(burst);
        Self {
            all: RateLimiter::direct(quota(limit.per_second, limit.burst)),
            background: RateLimiter::direct(quota(half(limit.per_second), half(limit.burst))),
            users_waiting: AtomicUsize::new(0),
            user_gone: Notify::new(),
            clock: DefaultClock::default(),
        }
    }

    /// Returns when a call of this lane may go.
    pub(crate) async fn ready(&self, lane: Lane) {
        match lane {
            Lane::User => {
                let _waiting = UserWaiting::enter(self);
                self.pass(&self.all).await;
            }
            Lane::Background => {
                self.pass(&self.background).await;
                loop {
                    let gone = self.user_gone.notified();
                    tokio::pin!(gone);
                    // Registered before the count is read, so that no departure is missed.
                    gone.as_mut().enable();
                    if self.users_waiting.load(Ordering::SeqCst) > 0 {
                        gone.await;
                        continue;
                    }
                    match self.all.check() {
                        Ok(()) => return,
                        Err(not_until) => {
                            tokio::time::sleep(not_until.wait_time_from(self.clock.now())).await;
                        }
                    }
                }
            }
        }
    }

    /// Calls that the user waits for and the limit holds back now.
    pub(crate) fn users_waiting(&self) -> usize {
        self.users_waiting.load(Ordering::Relaxed)
    }

    async fn pass(&self, limiter: &DefaultDirectRateLimiter) {
        while let Err(not_until) = limiter.check() {
            tokio::time::sleep(not_until.wait_time_from(self.clock.now())).await;
        }
    }
}

/// Counts a waiting user, also when the wait is dropped half-way.
struct UserWaiting<'a>(&'a Lanes);

impl<'a> UserWaiting<'a> {
    fn enter(lanes: &'a Lanes) -> Self {
        lanes.users_waiting.fetch_add(1, Ordering::SeqCst);
        Self(lanes)
    }
}

impl Drop for UserWaiting<'_> {
    fn drop(&mut self) {
        self.0.users_waiting.fetch_sub(1, Ordering::SeqCst);
        self.0.user_gone.notify_waiters();
    }
}

#[cfg(test)]
mod tests {
    use std::future::Future;
    use std::sync::Mutex;

    use super::*;

    fn limit(per_second: u32, burst: u32) -> RateLimit {
        RateLimit { per_second: per_second.try_into().unwrap(), burst: burst.try_into().unwrap() }
    }

    #[tokio::test]
    async fn background_calls_yield_to_every_waiting_user() {
        let lanes = Lanes::new(limit(50, 1));
        let order = Mutex::new(Vec::new());
        let call = async |lane| {
            lanes.ready(lane).await;
            order.lock().unwrap().push(lane);
        };
        // Takes the burst, so that everybody after it has to wait.
        call(Lane::User).await;
        tokio::join!(
            call(Lane::User),
            call(Lane::Background),
            call(Lane::User),
            call(Lane::Background),
            call(Lane::User),
        );
        use Lane::{Background, User};
        assert_eq!(*order.lock().unwrap(), [User, User, User, User, Background, Background]);
    }

    #[tokio::test]
    async fn a_user_who_gives_up_no_longer_holds_the_background_back() {
        let lanes = Lanes::new(limit(20, 1));
        lanes.ready(Lane::User).await;
        {
            let waiting = lanes.ready(Lane::User);
            tokio::pin!(waiting);
            assert!(
                std::future::poll_fn(|cx| std::task::Poll::Ready(waiting.as_mut().poll(cx).is_pending()))
                    .await
            );
            assert_eq!(lanes.users_waiting.load(Ordering::SeqCst), 1);
        }
        assert_eq!(lanes.users_waiting.load(Ordering::SeqCst), 0);
        lanes.ready(Lane::Background).await;
    }
}
