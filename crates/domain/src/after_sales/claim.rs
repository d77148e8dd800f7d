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
mod tests {
    use super::*;

    const KEPT: ClaimBasis = ClaimBasis::money(GoodsState::Received);
    const UNSHIPPED: ClaimBasis = ClaimBasis::money(GoodsState::NotShipped);

    fn terms(basis: ClaimBasis, refunded: i64) -> ClaimTerms {
        let reason = |id: &str, needs_evidence, refunds_freight| ClaimReason {
            reason_id: id.into(),
            words: id.to_owned(),
            tip: None,
            needs_evidence,
            refunds_freight,
        };
        let paid = Some(Money::fen(1000));
        ClaimTerms {
            basis,
            reasons: vec![reason("plain", false, true), reason("proof", true, false)],
            lines: vec![LineTerms::of_paid("7".into(), paid, Money::fen(refunded), basis, None)],
            most_freight: Money::fen(60),
            words: ClaimTerms::words_of(Platform::Alibaba1688),
            evidence: EvidenceLimits::of(Platform::Alibaba1688),
        }
    }

    fn claim(amount: i64) -> Claim {
        Claim {
            basis: KEPT,
            reason_id: "plain".into(),
            lines: vec![LineClaim { line_id: "7".into(), amount: Money::fen(amount) }],
            freight: Money::ZERO,
            words: "裂了".to_owned(),
            evidence: vec![],
        }
    }

    fn amount_fault(least: i64, most: i64) -> Vec<ClaimFault> {
        let (least, most) = (Money::fen(least), Some(Money::fen(most)));
        vec![ClaimFault::Amount { line_id: "7".into(), least, most }]
    }

    #[test]
    fn no_more_can_be_asked_than_was_paid_and_did_not_come_back() {
        let terms = terms(KEPT, 300);
        for (amount, faults) in [
            (700, vec![]),
            (1, vec![]),
            (701, amount_fault(1, 700)),
            (0, amount_fault(1, 700)),
            (-5, amount_fault(1, 700)),
        ] {
            assert_eq!(terms.faults(&claim(amount), 0), faults, "{amount}");
        }
    }

    #[test]
    fn before_shipping_it_is_all_or_nothing() {
        assert_eq!(terms(UNSHIPPED, 0).faults(&claim(999), 0), amount_fault(1000, 1000));
        assert_eq!(terms(UNSHIPPED, 0).faults(&claim(1000), 0), vec![]);
    }

    #[test]
    fn a_line_that_has_an_open_case_or_nothing_left_takes_no_claim() {
        let mut terms = terms(KEPT, 1000);
        let blocked = |by| vec![ClaimFault::LineBlocked { line_id: "7".into(), by }];
        assert_eq!(terms.faults(&claim(5), 0), blocked(LineBlock::NothingLeft));
        let open = Some("1688:TQ1".into());
        terms.lines = vec![LineTerms::of_paid("7".into(), None, Money::ZERO, KEPT, open)];
        assert_eq!(terms.faults(&claim(5), 0), blocked(LineBlock::CaseOpen { case_id: "1688:TQ1".into() }));
        terms.lines.clear();
        assert_eq!(terms.faults(&claim(5), 0), blocked(LineBlock::Refused { said: None }));
    }

    #[test]
    fn where_nobody_knows_what_was_paid_the_platform_decides() {
        let mut terms = terms(KEPT, 0);
        terms.lines = vec![LineTerms::of_paid("7".into(), None, Money::ZERO, KEPT, None)];
        assert_eq!(terms.faults(&claim(99_999), 0), vec![]);
        assert_eq!(terms.faults(&Claim { lines: vec![], ..claim(1) }, 0), vec![ClaimFault::NoLine]);
    }

    #[test]
    fn reason_freight_words_and_evidence_are_held_to_what_is_offered() {
        let terms = terms(KEPT, 0);
        let with = |change: fn(&mut Claim), pictures| {
            let mut claim = claim(10);
            change(&mut claim);
            terms.faults(&claim, pictures)
        };
        assert_eq!(with(|claim| claim.reason_id = "gone".into(), 0), vec![ClaimFault::Reason]);
        assert_eq!(with(|claim| claim.freight = Money::fen(60), 0), vec![]);
        let most = Money::fen(60);
        assert_eq!(with(|claim| claim.freight = Money::fen(61), 0), vec![ClaimFault::Freight { most }]);
        let needs = |claim: &mut Claim| claim.reason_id = "proof".into();
        assert_eq!(with(needs, 0), vec![ClaimFault::EvidenceNeeded]);
        assert_eq!(with(needs, 5), vec![]);
        assert_eq!(with(needs, 6), vec![ClaimFault::TooMuchEvidence { most: 5 }]);
        let no_freight = |claim: &mut Claim| {
            claim.reason_id = "proof".into();
            claim.freight = Money::fen(1);
        };
        assert_eq!(with(no_freight, 1), vec![ClaimFault::Freight { most: Money::ZERO }]);
        let words = ClaimFault::Words { least: 2, most: 150 };
        assert_eq!(with(|claim| claim.words = " 裂 ".into(), 0), vec![words.clone()]);
        assert_eq!(with(|claim| claim.words = "裂".repeat(151), 0), vec![words]);
    }

    fn line(id: &str, sum: i64) -> OrderLine {
        OrderLine {
            line_id: id.into(),
            offer_id: "1".into(),
            sku_id: None,
            title: String::new(),
            variant: None,
            picture: None,
            quantity: 1,
            unit_price: None,
            sum: Some(Money::fen(sum)),
            status: None,
            after_sales: None,
        }
    }

    fn refunded(raw: &str, lines: &[&str], sum: i64, freight: i64) -> AfterSalesCase {
        let mut case = AfterSalesCase::unread("A".into(), Platform::Alibaba1688, "TQ1".into(), raw);
        case.line_ids = lines.iter().map(|line| (*line).into()).collect();
        case.refunded = Some(Money::fen(sum));
        case.asked_freight = Some(Money::fen(freight));
        case
    }

    #[test]
    fn what_came_back_is_booked_on_lines_one_after_the_other() {
        let lines = [line("a", 100), line("b", 100)];
        let cases = [
            refunded("refundsuccess", &["a", "b"], 160, 10),
            refunded("refundsuccess", &["b"], 20, 0),
            refunded("refundclose", &["a"], 99, 0),
        ];
        let before = refunded_before(&lines, &cases);
        let of = |id: &str| before[&OrderLineId::from(id)];
        assert_eq!((of("a"), of("b")), (Money::fen(100), Money::fen(70)));
        assert_eq!(freight_left(Some(Money::fen(60)), &cases), Money::fen(50));
        assert_eq!(freight_left(None, &cases), Money::ZERO);
    }

    #[test]
    fn what_a_claim_rests_on_follows_from_where_the_order_stands() {
        assert_eq!(ClaimBasis::offered(Platform::Taobao, OrderStage::ToShip), [UNSHIPPED]);
        assert_eq!(ClaimBasis::offered(Platform::Taobao, OrderStage::Completed), []);
        assert_eq!(ClaimBasis::offered(Platform::Alibaba1688, OrderStage::Completed).len(), 3);
        assert_eq!(
            ClaimBasis::offered(Platform::Alibaba1688, OrderStage::Received),
            [KEPT, ClaimBasis::RETURN]
        );
        for platform in Platform::ALL {
            assert_eq!(ClaimBasis::offered(platform, OrderStage::ToPay), []);
            assert_eq!(ClaimBasis::offered(platform, OrderStage::Closed), []);
            assert_eq!(ClaimBasis::offered(platform, OrderStage::Unknown).len(), 4);
        }
    }
}
