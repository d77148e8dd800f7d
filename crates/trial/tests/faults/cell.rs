//! One cell: a write that meets a fault, and what becomes of it.

use std::path::PathBuf;
use std::time::Duration;

use pondesk_agent::{Pace, TimeOuts};
use pondesk_domain::{Choice, Operation, OperationState, Standing};
use pondesk_trial::buyer::{Access, in_a_hurry};
use pondesk_trial::writes::was_adopted;
use pondesk_trial::{Buyer, Goods, Market, Prepared, TrialClock, Write};

use crate::fault::{Fault, Outcome};
use crate::line::Line;
use crate::table::Found;

/// The read time-out of a write that meets silence.
const SILENCE: Duration = Duration::from_secs(1);
/// How often a write is begun until it is on its way.
const MOST_TRIES: usize = 20;

pub(crate) struct Cell {
    pub(crate) write: Write,
    pub(crate) fault: Fault,
    pub(crate) folder: PathBuf,
    /// Two of each platform that no other cell of this market buys.
    pub(crate) goods: Vec<Goods>,
}

impl Cell {
    /// A desk of this cell's own at a market, by way of `base_url`.
    pub(crate) async fn buyer(&self, market: &Market, base_url: &str) -> Buyer {
        self.opened(market, base_url, TrialClock::default(), TimeOuts::default().read).await
    }

    async fn opened(&self, market: &Market, base_url: &str, clock: TrialClock, read: Duration) -> Buyer {
        let pace = Pace { time_outs: TimeOuts { read, ..TimeOuts::default() }, ..in_a_hurry() };
        let access = Access {
            base_url: base_url.to_owned(),
            control: market.control().clone(),
            keys: market.credentials().clone(),
        };
        Buyer::open(&self.folder, clock, pace, &access).await.unwrap()
    }

    /// The desk, opened anew with another read time-out: only the faulty write is in a hurry.
    async fn opened_anew(&self, buyer: Buyer, market: &Market, line: &Line, read: Duration) -> Buyer {
        let clock = buyer.clock.clone();
        drop(buyer);
        self.opened(market, &line.url, clock, read).await
    }

    /// Sends the write into the fault and takes all looks.
    pub(crate) async fn run(&self, market: &Market) -> Found {
        let line = Line::to(market.base_url()).await;
        let mut buyer = self.buyer(market, &line.url).await;
        let mark = format!("{:?} {:?}", self.write, self.fault);
        let prepared = self.write.prepare(&buyer, &self.goods, &mark).await;
        let prepared = prepared.unwrap_or_else(|error| panic!("{mark}: {error:#}"));
        if self.fault.is_silent() {
            buyer = self.opened_anew(buyer, market, &line, SILENCE).await;
        }
        line.arm(self.write.operation().entry().v1.path, self.fault);
        buyer.clock.put_wrong(self.fault.clock_ms());
        let mut told = Ok(());
        // What a slow machine stops before the write is on its way is done again: nothing happened.
        for _ in 0..MOST_TRIES {
            if line.is_armed() {
                told = prepared.clone().send(&buyer).await;
            }
        }
        // What the write itself answers is the outbox's to tell.
        assert!(!line.is_armed(), "{mark}: it was never sent: {told:?}");
        if self.fault.is_silent() {
            buyer = self.opened_anew(buyer, market, &line, TimeOuts::default().read).await;
        }

        let sent = buyer.newest(self.write.kind()).await.unwrap().unwrap();
        buyer.tend().await.unwrap();
        let operation = buyer.operation(&sent.operation_id).await.unwrap();
        let outcome = outcome_of(&operation);
        let times = times(&prepared, &buyer).await;
        let times_again = match outcome {
            Some(Outcome::Asked) if times == 0 => Some(send_again(&prepared, &buyer, &operation).await),
            _ => None,
        };
        Found { outcome, operation, times, times_again }
    }
}

fn outcome_of(operation: &Operation) -> Option<Outcome> {
    match (operation.state, &operation.standing) {
        (OperationState::Done, _) if was_adopted(operation) => Some(Outcome::Adopted),
        (OperationState::Done, _) => Some(Outcome::Done),
        (OperationState::Rejected, _) => Some(Outcome::Rejected),
        (OperationState::Unknown, Standing::Undecided { .. }) => Some(Outcome::Asked),
        _ => None,
    }
}

/// Sends it again as the user may decide, and says how often it happened then.
async fn send_again(prepared: &Prepared, buyer: &Buyer, operation: &Operation) -> usize {
    assert!(operation.choices.contains(&Choice::SendAgain), "{operation:?}");
    let resolved = buyer.send_again(&operation.operation_id).await.unwrap();
    assert_eq!((resolved.operation.state, resolved.error), (OperationState::Done, None), "{prepared:?}");
    times(prepared, buyer).await
}

async fn times(prepared: &Prepared, buyer: &Buyer) -> usize {
    prepared.times(&buyer.control.truth().await.unwrap())
}
