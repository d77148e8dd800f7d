//! One cell: a write that meets a fault, and what becomes of it.

use std::path::PathBuf;
use std::time::Duration;

use pondesk_agent::api::Resolution;
use pondesk_agent::{Pace, TimeOuts};
use pondesk_domain::{Choice, Operation, OperationState, Standing};
use pondesk_trial::buyer::{Access, in_a_hurry};
use pondesk_trial::writes::was_adopted;
use pondesk_trial::{Buyer, Goods, Market, Prepared, TrialClock, Write};

use crate::fault::{Fault, Outcome};
use crate::line::Line;
use crate::table::Found;

/// The read time-out of silent cells.
const SILENCE: Duration = Duration::from_secs(1);

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
        let read = match self.fault {
            Fault::SilenceBefore | Fault::SilenceAfter => SILENCE,
            _ => TimeOuts::default().read,
        };
        let pace = Pace { time_outs: TimeOuts { read, ..TimeOuts::default() }, ..in_a_hurry() };
        let access = Access {
            base_url: base_url.to_owned(),
            control: market.control().clone(),
            keys: market.credentials().clone(),
        };
        Buyer::open(&self.folder, TrialClock::default(), pace, &access).await.unwrap()
    }

    /// Sends the write into the fault and takes all looks.
    pub(crate) async fn run(&self, market: &Market) -> Found {
        let line = Line::to(market.base_url()).await;
        let buyer = self.buyer(market, &line.url).await;
        let mark = format!("{:?} {:?}", self.write, self.fault);
        let prepared = self.write.prepare(&buyer, &self.goods, &mark).await;
        let prepared = prepared.unwrap_or_else(|error| panic!("{mark}: {error:?}"));
        line.arm(self.write.operation().entry().v1.path, self.fault);
        buyer.clock.put_wrong(self.fault.clock_ms());
        // What it answers is the outbox's to tell.
        let _ = prepared.clone().send(&buyer).await;
        assert!(!line.is_armed(), "{mark}: it was never sent");

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
    let resolved = buyer.resolve(&operation.operation_id, Resolution::SendAgain).await.unwrap();
    assert_eq!((resolved.operation.state, resolved.error), (OperationState::Done, None), "{prepared:?}");
    times(prepared, buyer).await
}

async fn times(prepared: &Prepared, buyer: &Buyer) -> usize {
    prepared.times(&buyer.control.truth().await.unwrap())
}
