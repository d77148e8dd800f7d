//! Whose move a case waits for, for how long, and who takes it from one status to the next: the same on both platforms.

use serde::Serialize;

use super::DAY;
use super::temper::Act;
use crate::catalogue::Platform;
use crate::refusal::Refusal;
use crate::state::Books;
use crate::state::due::Event;

/// Who moves a case.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub(crate) enum Mover {
    /// By an operation, or on 1688's own pages.
    Buyer,
    Seller,
    /// The platform, when time is up.
    Deadline,
    /// What becomes of the order (shipped, received, closed) overrides the case.
    Order,
}

/// From one status to another, and who can do that.
pub(crate) type Arrow<Status> = (Status, Status, &'static [Mover]);

/// Whether somebody can take a case along one of the arrows.
pub(crate) fn leads<Status: Copy + PartialEq>(
    arrows: &[Arrow<Status>],
    from: Status,
    to: Status,
    by: Mover,
) -> bool {
    arrows.iter().any(|(start, end, movers)| (*start, *end) == (from, to) && movers.contains(&by))
}

/// Whose move a case waits for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Move {
    /// The seller answers a claim for goods that it has not shipped (Taobao).
    SellerAnswersUnshipped,
    /// The seller answers a claim.
    SellerAnswers,
    /// The buyer changes a refused claim.
    BuyerChanges,
    /// The buyer sends the goods back.
    BuyerSends,
    /// The seller gets them.
    SellerReceives,
}

/// What the platform does when nobody moved in time.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum AtDeadline {
    Refund,
    AgreeReturn,
    Close,
}

impl Move {
    /// How long it may take, ms of the sandbox's clock.
    fn lasts(self) -> i64 {
        match self {
            Move::SellerAnswersUnshipped => 2 * DAY,
            Move::SellerAnswers => 5 * DAY,
            Move::BuyerChanges | Move::BuyerSends => 7 * DAY,
            Move::SellerReceives => 10 * DAY,
        }
    }

    /// What the platform does then: a seller's silence is in the buyer's favour, a buyer's ends the case.
    pub(crate) fn at_deadline(self, wants_return: bool) -> AtDeadline {
        match self {
            Move::SellerAnswersUnshipped | Move::SellerAnswers if wants_return => AtDeadline::AgreeReturn,
            Move::SellerAnswersUnshipped | Move::SellerAnswers | Move::SellerReceives => AtDeadline::Refund,
            Move::BuyerChanges | Move::BuyerSends => AtDeadline::Close,
        }
    }
}

impl Books<'_> {
    /// Forgets what was planned for a case and starts the clock of the next move; returns until when it must be made, on
    /// the sandbox's clock.
    pub(crate) fn await_move(
        &self,
        platform: Platform,
        case_id: &str,
        next: Option<Move>,
    ) -> Result<Option<i64>, Refusal> {
        for event in [Event::CaseDeadline, Event::SellerActs] {
            self.unplan(event, platform, case_id)?;
        }
        let Some(lasts) = next.map(Move::lasts) else { return Ok(None) };
        self.plan(lasts, Event::CaseDeadline, platform, case_id)?;
        Ok(Some(self.moment_ms.get() + lasts))
    }

    /// Plans what a seller does about a case, and how long after its usual pace; `None` for nothing.
    pub(crate) fn plan_seller(
        &self,
        platform: Platform,
        case_id: &str,
        seller_id: u64,
        intent: Option<(Act, i64)>,
    ) -> Result<(), Refusal> {
        self.unplan(Event::SellerActs, platform, case_id)?;
        let Some((_, after_ms)) = intent else { return Ok(()) };
        self.plan(self.pace_ms(seller_id) + after_ms, Event::SellerActs, platform, case_id)
    }
}
