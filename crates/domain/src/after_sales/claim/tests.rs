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
    assert_eq!(ClaimBasis::offered(Platform::Alibaba1688, OrderStage::Received), [KEPT, ClaimBasis::RETURN]);
    for platform in Platform::ALL {
        assert_eq!(ClaimBasis::offered(platform, OrderStage::ToPay), []);
        assert_eq!(ClaimBasis::offered(platform, OrderStage::Closed), []);
        assert_eq!(ClaimBasis::offered(platform, OrderStage::Unknown).len(), 4);
    }
}
