//! What Pondesk does with an operation now, by what happened so far and nothing else.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::{Found, OperationKind, OperationState, OperationStep, StepEvent};
use crate::{EpochMs, OrderId};

/// How long each look waits after the one before, the first after the answer was missed. PandaPon may be late, so looks
/// lie further and further apart; only those count that could read.
pub const LOOK_WAITS_MS: [i64; 4] = [5_000, 15_000, 60_000, 300_000];

/// How long each further try waits after one that found no connection.
pub const TRY_WAITS_MS: [i64; 3] = [5_000, 30_000, 120_000];

/// What Pondesk does with an operation now.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(tag = "is", rename_all = "camelCase", rename_all_fields = "camelCase")]
pub enum Standing {
    /// It is over.
    Over,
    /// It is being sent, or about to be.
    UnderWay,
    /// It never left. It is tried again.
    Retried {
        /// Which try comes next.
        number: u32,
        /// Tries in all.
        of: u32,
        /// When.
        at: EpochMs,
    },
    /// It never left, and is not tried again by itself: the user says whether it still shall be.
    Unsent,
    /// It may have happened. PandaPon is read to find out.
    LookedFor {
        /// Which look comes next.
        number: u32,
        /// Looks in all.
        of: u32,
        /// When, or as soon after that as PandaPon can be read.
        at: EpochMs,
        /// Orders that fit but for their sum or receiver.
        candidates: Vec<OrderId>,
    },
    /// It may have happened, and reading did not tell: the user decides.
    Undecided {
        /// Looks taken.
        looks: u32,
        /// Orders that it could be.
        candidates: Vec<OrderId>,
    },
}

/// What the user may decide.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub enum Choice {
    /// Send it now, or again.
    SendAgain,
    /// Put it aside.
    Drop,
    /// Say which order it became.
    Adopt,
}

impl Standing {
    /// Where an operation stands after `steps`, oldest first.
    pub fn of(kind: OperationKind, state: OperationState, steps: &[OperationStep]) -> Self {
        match state {
            OperationState::Done | OperationState::Rejected | OperationState::Dropped => Self::Over,
            OperationState::Sending => Self::UnderWay,
            OperationState::Ready => unsent(steps),
            OperationState::Unknown => unknown(kind, steps),
        }
    }

    /// When Pondesk does something by itself next.
    pub fn due(&self) -> Option<EpochMs> {
        match self {
            Self::Retried { at, .. } | Self::LookedFor { at, .. } => Some(*at),
            Self::Over | Self::UnderWay | Self::Unsent | Self::Undecided { .. } => None,
        }
    }

    /// What the user may decide about an operation that stands so. While one order could be it, it is neither sent again
    /// nor forgotten unless the user says that it is none of them.
    pub fn choices(&self, kind: OperationKind) -> Vec<Choice> {
        let adopt = (kind == OperationKind::CreateOrder).then_some(Choice::Adopt);
        let fixed: &[Choice] = match self {
            Self::Over | Self::UnderWay => return Vec::new(),
            Self::LookedFor { .. } => &[],
            Self::Retried { .. } | Self::Unsent => return vec![Choice::SendAgain, Choice::Drop],
            Self::Undecided { candidates, .. } if candidates.is_empty() => &[Choice::SendAgain, Choice::Drop],
            Self::Undecided { .. } => &[Choice::Drop],
        };
        adopt.into_iter().chain(fixed.iter().copied()).collect()
    }
}

fn unsent(steps: &[OperationStep]) -> Standing {
    let Some(last) = steps.last() else { return Standing::UnderWay };
    match last.event {
        None => Standing::UnderWay,
        Some(StepEvent::NotConnected) => {
            let tried = steps.iter().rev().take_while(|step| step.event != Some(StepEvent::Interrupted));
            let tried = tried.filter(|step| step.event == Some(StepEvent::NotConnected)).count();
            let wait = tried.checked_sub(1).and_then(|at| TRY_WAITS_MS.get(at));
            wait.map_or(Standing::Unsent, |wait| Standing::Retried {
                number: number(tried + 1),
                of: number(TRY_WAITS_MS.len() + 1),
                at: last.at.plus_ms(*wait),
            })
        }
        Some(_) => Standing::Unsent,
    }
}

fn unknown(kind: OperationKind, steps: &[OperationStep]) -> Standing {
    let missed = steps.iter().rposition(|step| step.event != Some(StepEvent::Looked)).unwrap_or_default();
    let looks = steps.get(missed + 1..).unwrap_or_default();
    let last_found = looks.last().and_then(|look| look.found.as_ref());
    let candidates = last_found.map(|found| found.candidates().to_vec()).unwrap_or_default();
    let settled_nothing = matches!(last_found, Some(Found::Several { .. }));
    let wait = LOOK_WAITS_MS.get(looks.len()).filter(|_| kind.can_be_looked_for() && !settled_nothing);
    match wait.zip(steps.last()) {
        Some((wait, last)) => Standing::LookedFor {
            number: number(looks.len() + 1),
            of: number(LOOK_WAITS_MS.len()),
            at: last.at.plus_ms(*wait),
            candidates,
        },
        None => Standing::Undecided { looks: number(looks.len()), candidates },
    }
}

fn number(count: usize) -> u32 {
    u32::try_from(count).unwrap_or(u32::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn step(state: OperationState, at: i64, event: Option<StepEvent>, found: Option<Found>) -> OperationStep {
        OperationStep { state, at: EpochMs(at), event, found, code: None, said: None, request_id: None }
    }

    fn looked(at: i64, found: Found) -> OperationStep {
        step(OperationState::Unknown, at, Some(StepEvent::Looked), Some(found))
    }

    fn missed() -> Vec<OperationStep> {
        use OperationState::{Ready, Sending, Unknown};
        vec![step(Ready, 0, None, None), step(Sending, 1, None, None), step(Unknown, 1_000, None, None)]
    }

    fn stands(steps: &[OperationStep]) -> Standing {
        Standing::of(OperationKind::CreateOrder, steps.last().unwrap().state, steps)
    }

    #[test]
    fn looks_lie_further_and_further_apart_and_then_the_user_is_asked() {
        let mut steps = missed();
        let mut at = 1_000;
        for (index, wait) in LOOK_WAITS_MS.into_iter().enumerate() {
            let due = EpochMs(at + wait);
            let number = u32::try_from(index).unwrap() + 1;
            let standing = stands(&steps);
            assert_eq!(standing, Standing::LookedFor { number, of: 4, at: due, candidates: vec![] });
            assert_eq!(standing.choices(OperationKind::CreateOrder), [Choice::Adopt], "not while it looks");
            // A look that comes late moves those behind it.
            at = due.0 + 700;
            steps.push(looked(at, Found::Nothing));
        }
        let asked = stands(&steps);
        assert_eq!(asked, Standing::Undecided { looks: 4, candidates: vec![] });
        assert_eq!(asked.due(), None);
        assert_eq!(
            asked.choices(OperationKind::CreateOrder),
            [Choice::Adopt, Choice::SendAgain, Choice::Drop]
        );
        assert_eq!(asked.choices(OperationKind::PayOrders), [Choice::SendAgain, Choice::Drop]);
    }

    #[test]
    fn several_orders_that_fit_end_the_looks_and_one_that_nearly_fits_does_not() {
        let order_ids: Vec<OrderId> = vec!["1688:1".into(), "1688:2".into()];
        let mut steps = missed();
        steps.push(looked(6_000, Found::Nearly { order_ids: order_ids[..1].to_vec() }));
        let candidates = order_ids[..1].to_vec();
        assert_eq!(stands(&steps), Standing::LookedFor { number: 2, of: 4, at: EpochMs(21_000), candidates });
        steps.push(looked(21_000, Found::Several { order_ids: order_ids.clone() }));
        let alarm = stands(&steps);
        assert_eq!(alarm, Standing::Undecided { looks: 2, candidates: order_ids });
        assert_eq!(alarm.choices(OperationKind::CreateOrder), [Choice::Adopt, Choice::Drop]);
    }

    #[test]
    fn looks_start_anew_after_an_interruption_that_made_it_unknown() {
        let mut steps = missed();
        steps.truncate(2);
        steps.push(step(OperationState::Unknown, 90_000, Some(StepEvent::Interrupted), None));
        assert_eq!(stands(&steps).due(), Some(EpochMs(95_000)));
    }

    #[test]
    fn what_cannot_be_looked_for_is_asked_about_at_once() {
        let standing = Standing::of(OperationKind::Call, OperationState::Unknown, &missed());
        assert_eq!(standing, Standing::Undecided { looks: 0, candidates: vec![] });
    }

    #[test]
    fn what_found_no_connection_is_tried_again_a_few_times() {
        let mut steps = vec![step(OperationState::Ready, 0, None, None)];
        assert_eq!(stands(&steps), Standing::UnderWay);
        for (index, wait) in TRY_WAITS_MS.into_iter().enumerate() {
            let at = i64::try_from(index).unwrap() * 1_000_000;
            steps.push(step(OperationState::Sending, at, None, None));
            steps.push(step(OperationState::Ready, at, Some(StepEvent::NotConnected), None));
            let number = u32::try_from(index).unwrap() + 2;
            assert_eq!(stands(&steps), Standing::Retried { number, of: 4, at: EpochMs(at + wait) });
        }
        steps.push(step(OperationState::Ready, 9_000_000, Some(StepEvent::NotConnected), None));
        assert_eq!(stands(&steps), Standing::Unsent);
        assert_eq!(stands(&steps).choices(OperationKind::PayOrders), [Choice::SendAgain, Choice::Drop]);
    }

    #[test]
    fn what_an_ended_pondesk_had_not_sent_waits_for_the_user() {
        for event in [StepEvent::Interrupted, StepEvent::Held] {
            let steps = [
                step(OperationState::Ready, 0, None, None),
                step(OperationState::Ready, 50, Some(event), None),
            ];
            assert_eq!(stands(&steps), Standing::Unsent);
        }
    }
}
