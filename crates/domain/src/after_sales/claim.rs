//! What is claimed, and whether it may be: kinds, reasons, amounts, words, evidence.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::{AfterSalesCase, CaseStage, EvidenceLimits};
use crate::{CaseId, EvidenceId, Money, OrderLine, OrderLineId, OrderStage, Platform, ReasonId};

/// Longest message to a seller, in characters. The reference names no limit.
pub const MOST_MESSAGE_CHARS: u32 = 500;

/// What is asked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub enum CaseKind {
    /// Money; the goods stay where they are.
    RefundOnly,
    /// Money for goods that go back first.
    ReturnAndRefund,
    /// In a word that this desk does not know.
    Unknown,
}

/// Where the goods are said to be.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub enum GoodsState {
    /// Not shipped yet.
    NotShipped,
    /// Shipped, and not received.
    NotReceived,
    /// With the buyer.
    Received,
    /// On their way back.
    SentBack,
    /// With the seller again.
    SellerHasThem,
    /// The platform does not say, or in a word that this desk does not know.
    Unknown,
}

/// What a claim rests on: what is asked for, and where the goods are.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct ClaimBasis {
    /// What is asked for.
    pub kind: CaseKind,
    /// Where the goods are.
    pub goods: GoodsState,
}

impl ClaimBasis {
    const fn money(goods: GoodsState) -> Self {
        Self { kind: CaseKind::RefundOnly, goods }
    }

    const RETURN: Self = Self { kind: CaseKind::ReturnAndRefund, goods: GoodsState::Received };

    /// What a claim about an order in this stage may rest on; nothing before it is paid and after it was closed. Taobao has
    /// no stage after shipping; an order in a stage that this desk does not know may be claimed in every way.
    pub fn offered(platform: Platform, stage: OrderStage) -> Vec<Self> {
        let (kept, lost) = (Self::money(GoodsState::Received), Self::money(GoodsState::NotReceived));
        let unshipped = Self::money(GoodsState::NotShipped);
        match (platform, stage) {
            (_, OrderStage::ToShip) => vec![unshipped],
            (_, OrderStage::Shipped) => vec![lost, kept, Self::RETURN],
            (Platform::Alibaba1688, OrderStage::Received) => vec![kept, Self::RETURN],
            (Platform::Alibaba1688, OrderStage::Completed) => vec![lost, kept, Self::RETURN],
            (_, OrderStage::Unknown) => vec![unshipped, lost, kept, Self::RETURN],
            _ => vec![],
        }
    }
}

/// A reason to choose from.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct ClaimReason {
    /// Its id.
    pub reason_id: ReasonId,
    /// Its words, as the platform has them.
    pub words: String,
    /// The platform's hint.
    pub tip: Option<String>,
    /// The platform says that it needs evidence. Taobao says so only in its hint.
    pub needs_evidence: bool,
    /// Freight can be asked back with it (1688).
    pub refunds_freight: bool,
}

/// Why a line takes no claim.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(tag = "is", rename_all = "camelCase", rename_all_fields = "camelCase")]
pub enum LineBlock {
    /// It has a case that goes on.
    CaseOpen {
        /// The case.
        case_id: CaseId,
    },
    /// All that was paid for it came back.
    NothingLeft,
    /// The platform takes none, in its own words.
    Refused {
        /// Its words.
        said: Option<String>,
    },
}

/// What may be claimed for a line.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct LineTerms {
    /// The line.
    pub line_id: OrderLineId,
    /// What was paid for it.
    pub paid: Option<Money>,
    /// What came back for it before.
    pub refunded: Money,
    /// Least that may be asked.
    pub least: Money,
    /// Most that may be asked; `None` where nobody knows.
    pub most: Option<Money>,
    /// All of it or nothing.
    pub whole_only: bool,
    /// The platform's hint on the amount.
    pub tip: Option<String>,
    /// Why it takes no claim.
    pub blocked: Option<LineBlock>,
}

impl LineTerms {
    /// The terms of a line of which the platform tells none (1688): what was paid and did not come back, all of it while
    /// nothing was shipped.
    pub fn of_paid(
        line_id: OrderLineId,
        paid: Option<Money>,
        refunded: Money,
        basis: ClaimBasis,
        open: Option<CaseId>,
    ) -> Self {
        let left = paid.map(|paid| Money::fen(paid.minor().saturating_sub(refunded.minor()).max(0)));
        let whole_only = basis.goods == GoodsState::NotShipped;
        let least = left.filter(|_| whole_only).unwrap_or(Money::fen(1));
        let blocked = match open {
            Some(case_id) => Some(LineBlock::CaseOpen { case_id }),
            None if left == Some(Money::ZERO) => Some(LineBlock::NothingLeft),
            None => None,
        };
        Self { line_id, paid, refunded, least, most: left, whole_only, tip: None, blocked }
    }
}

/// What may be claimed for lines of one order, on one basis.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct ClaimTerms {
    /// What it rests on.
    pub basis: ClaimBasis,
    /// Reasons that all of the lines may have.
    pub reasons: Vec<ClaimReason>,
    /// The lines.
    pub lines: Vec<LineTerms>,
    /// Most freight that may be asked back beside the goods; zero on Taobao, where the amount has it in it.
    pub most_freight: Money,
    /// Fewest and most characters of the buyer's words.
    pub words: (u32, u32),
    /// What is taken as evidence.
    pub evidence: EvidenceLimits,
}

/// What is asked for one line.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct LineClaim {
    /// The line.
    pub line_id: OrderLineId,
    /// The amount asked back for it.
    pub amount: Money,
}

/// What the user asks for.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct Claim {
    /// What it rests on.
    pub basis: ClaimBasis,
    /// The reason.
    pub reason_id: ReasonId,
    /// The lines with their amounts.
    pub lines: Vec<LineClaim>,
    /// Freight asked back beside the goods (1688).
    pub freight: Money,
    /// The user's words.
    pub words: String,
    /// Evidence, as it was kept.
    pub evidence: Vec<EvidenceId>,
}

/// Why a claim cannot be sent as it is.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(tag = "is", rename_all = "camelCase", rename_all_fields = "camelCase")]
pub enum ClaimFault {
    /// No line is picked.
    NoLine,
    /// A line takes no claim.
    LineBlocked {
        /// The line.
        line_id: OrderLineId,
        /// Why.
        by: LineBlock,
    },
    /// The reason is not one of those offered now.
    Reason,
    /// The amount is outside of what can come back.
    Amount {
        /// The line.
        line_id: OrderLineId,
        /// Least that may be asked.
        least: Money,
        /// Most that may be asked; `None` where nobody knows.
        most: Option<Money>,
    },
    /// More freight than can come back.
    Freight {
        /// Most that may be asked.
        most: Money,
    },
    /// Too few or too many words.
    Words {
        /// Fewest characters.
        least: u32,
        /// Most characters.
        most: u32,
    },
    /// The reason needs evidence.
    EvidenceNeeded,
    /// More pictures than the platform takes.
    TooMuchEvidence {
        /// Most pictures.
        most: u32,
    },
}

impl ClaimTerms {
    /// Fewest and most characters of a claim's words: upstream's on 1688, ours on Taobao, whose reference names none.
    pub const fn words_of(platform: Platform) -> (u32, u32) {
        match platform {
            Platform::Taobao => (0, 500),
            Platform::Alibaba1688 => (2, 150),
        }
    }

    /// Why a claim with so many pictures cannot be sent; empty when it can.
    pub fn faults(&self, claim: &Claim, pictures: u32) -> Vec<ClaimFault> {
        let mut faults = Vec::new();
        if claim.lines.is_empty() {
            faults.push(ClaimFault::NoLine);
        }
        faults.extend(claim.lines.iter().filter_map(|line| self.line_fault(line)));
        let reason = self.reasons.iter().find(|reason| reason.reason_id == claim.reason_id);
        if reason.is_none() {
            faults.push(ClaimFault::Reason);
        }
        let refunds_freight = reason.is_some_and(|reason| reason.refunds_freight);
        let most_freight = if refunds_freight { self.most_freight } else { Money::ZERO };
        if !(0..=most_freight.minor()).contains(&claim.freight.minor()) {
            faults.push(ClaimFault::Freight { most: most_freight });
        }
        let (least, most) = self.words;
        let chars = u32::try_from(claim.words.trim().chars().count()).unwrap_or(u32::MAX);
        if !(least..=most).contains(&chars) {
            faults.push(ClaimFault::Words { least, most });
        }
        if pictures == 0 && reason.is_some_and(|reason| reason.needs_evidence) {
            faults.push(ClaimFault::EvidenceNeeded);
        }
        if pictures > self.evidence.most {
            faults.push(ClaimFault::TooMuchEvidence { most: self.evidence.most });
        }
        faults
    }

    fn line_fault(&self, claim: &LineClaim) -> Option<ClaimFault> {
        let line_id = claim.line_id.clone();
        let Some(terms) = self.lines.iter().find(|terms| terms.line_id == line_id) else {
            return Some(ClaimFault::LineBlocked { line_id, by: LineBlock::Refused { said: None } });
        };
        if let Some(by) = terms.blocked.clone() {
            return Some(ClaimFault::LineBlocked { line_id, by });
        }
        let (least, most) = (terms.least, terms.most);
        let fits = claim.amount.minor() >= least.minor()
            && claim.amount.minor() > 0
            && most.is_none_or(|most| claim.amount.minor() <= most.minor());
        (!fits).then_some(ClaimFault::Amount { line_id, least, most })
    }
}

/// What came back for the goods of each line by earlier cases: a case of several lines is booked on them one after the
/// other, each up to what was paid for it.
pub fn refunded_before(lines: &[OrderLine], cases: &[AfterSalesCase]) -> BTreeMap<OrderLineId, Money> {
    let mut before: BTreeMap<OrderLineId, Money> = BTreeMap::new();
    for case in cases.iter().filter(|case| case.status.stage == CaseStage::Refunded) {
        let freight = case.asked_freight.unwrap_or(Money::ZERO).minor();
        let mut left = case.refunded.or(case.asked_in_all()).unwrap_or(Money::ZERO).minor() - freight;
        let of_case: Vec<_> = lines.iter().filter(|line| case.line_ids.contains(&line.line_id)).collect();
        for (at, line) in of_case.iter().enumerate() {
            let booked = before.entry(line.line_id.clone()).or_insert(Money::ZERO);
            let room = line.sum.map_or(i64::MAX, |sum| (sum.minor() - booked.minor()).max(0));
            let part = if at + 1 == of_case.len() { left } else { left.min(room) }.max(0);
            *booked = Money::fen(booked.minor().saturating_add(part));
            left -= part;
        }
    }
    before
}

/// What can still be asked back of an order's freight, which only earlier cases of 1688 ask for by itself.
pub fn freight_left(freight: Option<Money>, cases: &[AfterSalesCase]) -> Money {
    let refunded = cases.iter().filter(|case| case.status.stage == CaseStage::Refunded);
    let back = Money::sum(refunded.filter_map(|case| case.asked_freight));
    Money::fen((freight.unwrap_or(Money::ZERO).minor() - back.minor()).max(0))
}

#[cfg(test)]
mod tests;
