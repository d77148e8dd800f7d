//! What parent and child say to each other: one JSON object a line, on standard input and output.

use pondesk_domain::{OperationId, OperationState};
use pondesk_sandbox::Credentials;
use pondesk_store::kill_points::Moment;
use serde::{Deserialize, Serialize};

use crate::Goods;

/// What a child is told first. It holds the account's secret, and so it goes through standard input and nowhere else.
#[derive(Serialize, Deserialize)]
pub(super) struct Brief {
    /// The keys of the account.
    pub(super) keys: Credentials,
    /// Where the sandbox is.
    pub(super) base_url: String,
    pub(super) control_url: String,
    /// The run's seed and the cycle's number: what the child does follows from both.
    pub(super) seed: u64,
    pub(super) cycle: u64,
    /// How far the desk's clock is ahead: it never goes back.
    pub(super) ahead_ms: i64,
    /// The moment to stop at, if any.
    pub(super) stop: Option<Stop>,
    /// What can be bought.
    pub(super) goods: Vec<Goods>,
}

/// The moment at which a child stands still, to be killed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Stop {
    /// Which, in words.
    pub(super) moment: String,
    /// The transaction; any send where left out.
    pub(super) doing: Option<String>,
    /// How many times the child goes past it first.
    pub(super) skip: u32,
}

impl Stop {
    /// Whether it is this moment of this transaction, or send.
    pub(super) fn is(&self, moment: Moment, doing: &str) -> bool {
        self.moment == moment.as_str() && self.doing.as_deref().is_none_or(|wanted| wanted == doing)
    }

    /// In words, for the figures.
    pub(super) fn words(&self) -> String {
        match &self.doing {
            Some(doing) => format!("{}: {doing}", self.moment),
            None => self.moment.clone(),
        }
    }
}

/// What a child says.
#[derive(Debug, Serialize, Deserialize)]
#[serde(tag = "says", rename_all = "camelCase")]
pub(super) enum Word {
    /// It stands still where it was told to.
    Stopped,
    /// An intent is durable.
    WrittenDown,
    /// It put its clock forward.
    ClockPut {
        /// How far it is ahead now.
        ahead_ms: i64,
    },
    /// Everything in the outbox is over. It waits for a line.
    Settled(Settled),
    /// Messages are taken in from now on.
    Receives {
        /// Where the account's come in.
        url: String,
    },
    /// A write came back to the user, and this is what the outbox shows.
    Acknowledged {
        /// Which write, in words.
        write: String,
        /// The operation.
        operation_id: OperationId,
        /// How far it was.
        state: OperationState,
    },
    /// A story ended; why, when it ended before its write.
    StoryEnded {
        /// What stopped it.
        because: Option<String>,
    },
    /// It did all that it was to do.
    Finished,
}

/// What a child found when it opened the folder.
#[derive(Debug, Default, Serialize, Deserialize)]
pub(super) struct Settled {
    /// Operations that waited for the user, and what was decided.
    pub(super) asked: u32,
    pub(super) sent_again: u32,
}
