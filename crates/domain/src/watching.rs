//! How often an order is looked at again.

use crate::{EpochMs, OrderStage};

const MINUTE_MS: i64 = 60_000;
const DAY_MS: i64 = 24 * 60 * MINUTE_MS;

/// An order that moved a moment ago is looked at again after this long.
const SOONEST_MS: i64 = 30_000;
/// An open order is never older than five minutes: the rest is for reading it.
const OPEN_MS: i64 = 4 * MINUTE_MS;
/// Taobao knows no end: what was shipped and did not move for so long rests as a closed order does.
const RESTS_AFTER_MS: i64 = 30 * DAY_MS;

/// When an order wants to be looked at again; `None` when only its user does. `changed_at`: when anything of it last
/// changed, or an action of this desk touched it. Open orders the sooner the less time went by since then, at most every
/// four minutes; closed ones daily for a fortnight, weekly for a quarter.
pub fn next_look(stage: OrderStage, changed_at: EpochMs, read_at: EpochMs) -> Option<EpochMs> {
    let quiet = read_at.since(changed_at).max(0);
    let rests = matches!(stage, OrderStage::Shipped | OrderStage::Received) && quiet > RESTS_AFTER_MS;
    let wait = match quiet {
        quiet if !stage.is_final() && !rests => (quiet / 10).clamp(SOONEST_MS, OPEN_MS),
        quiet if quiet <= 14 * DAY_MS => DAY_MS,
        quiet if quiet <= 90 * DAY_MS => 7 * DAY_MS,
        _ => return None,
    };
    Some(read_at.plus_ms(wait))
}

/// Whether an order counts as open: it is looked at every few minutes.
pub fn is_watched(stage: OrderStage, changed_at: EpochMs, read_at: EpochMs) -> bool {
    next_look(stage, changed_at, read_at).is_some_and(|at| at.since(read_at) <= OPEN_MS)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn wait(stage: OrderStage, quiet_ms: i64) -> Option<i64> {
        let read_at = EpochMs(1_000 * DAY_MS);
        next_look(stage, read_at.plus_ms(-quiet_ms), read_at).map(|at| at.since(read_at))
    }

    #[test]
    fn open_orders_are_younger_than_five_minutes() {
        for stage in OrderStage::ALL.into_iter().filter(|stage| !stage.is_final()) {
            for quiet in [-5, 0, 1, MINUTE_MS, 60 * MINUTE_MS, DAY_MS, 29 * DAY_MS] {
                let wait = wait(stage, quiet).unwrap();
                assert!((SOONEST_MS..5 * MINUTE_MS).contains(&wait), "{stage:?} {quiet}: {wait}");
            }
        }
        assert!(wait(OrderStage::ToPay, 0) < wait(OrderStage::ToPay, DAY_MS));
    }

    #[test]
    fn closed_and_resting_orders_are_looked_at_rarely_and_then_no_more() {
        for stage in [OrderStage::Completed, OrderStage::Closed] {
            assert_eq!(wait(stage, 0), Some(DAY_MS));
            assert_eq!(wait(stage, 15 * DAY_MS), Some(7 * DAY_MS));
            assert_eq!(wait(stage, 91 * DAY_MS), None);
        }
        assert_eq!(wait(OrderStage::Shipped, 31 * DAY_MS), Some(7 * DAY_MS));
        assert_eq!(wait(OrderStage::Shipped, 400 * DAY_MS), None);
        assert_eq!(wait(OrderStage::ToShip, 400 * DAY_MS), Some(OPEN_MS));
    }
}
