//! Orders that can be claimed for, and what tests do with their cases.

use pondesk_agent::api::*;
use pondesk_agent::files;
use pondesk_domain::{
    AfterSalesCase, CaseAction, CaseId, CaseKind, CaseStage, Claim, ClaimBasis, ClaimTerms, Evidence,
    EvidenceId, GoodsState, LineClaim, Money, OperationId, OrderId, OrderStage, Platform,
};
use serde_json::{Value, json};

use crate::ground::Ground;

pub(crate) const NOT_SHIPPED: ClaimBasis =
    ClaimBasis { kind: CaseKind::RefundOnly, goods: GoodsState::NotShipped };
pub(crate) const LOST: ClaimBasis = ClaimBasis { kind: CaseKind::RefundOnly, goods: GoodsState::NotReceived };
pub(crate) const KEPT: ClaimBasis = ClaimBasis { kind: CaseKind::RefundOnly, goods: GoodsState::Received };
pub(crate) const RETURN: ClaimBasis =
    ClaimBasis { kind: CaseKind::ReturnAndRefund, goods: GoodsState::Received };

/// Longer than every deadline of a case, in seconds.
pub(crate) const LONG: i64 = 11 * 24 * 3600;

impl Ground {
    /// Sellers that do nothing by themselves: the test moves them.
    pub(crate) async fn quiet() -> Self {
        let ground = Self::new().await;
        ground.control("temper", json!({ "temper": "silent" })).await;
        ground
    }

    /// A paid order of the `nth` seller.
    pub(crate) async fn bought(&self, platform: Platform, nth: usize) -> OrderView {
        let placed = self.order(&self.goods(platform, nth)).await;
        let order_id = placed.order.order_id;
        let to_pay = self.until(&order_id, OrderStage::ToPay).await;
        assert_eq!(self.pay(&[&to_pay]).await.paid.len(), 1);
        self.control("advance", json!({ "seconds": 60 })).await;
        self.until(&order_id, OrderStage::ToShip).await
    }

    /// A paid order of the `nth` seller, on its way.
    pub(crate) async fn shipped(&self, platform: Platform, nth: usize) -> OrderView {
        let bought = self.bought(platform, nth).await;
        let number = &bought.order.platform_order_id;
        self.control("ship", json!({ "orderId": number })).await;
        self.until(&bought.order.order_id, OrderStage::Shipped).await
    }

    pub(crate) async fn terms_of(
        &self,
        order_id: &OrderId,
        basis: ClaimBasis,
        of: Option<&CaseId>,
    ) -> CaseTerms {
        let asked = CaseTermsAsked {
            account_id: self.account_id.clone(),
            order_id: order_id.clone(),
            line_ids: vec![],
            basis: Some(basis),
            case_id: of.cloned(),
        };
        self.run("case_terms", &asked).await.unwrap()
    }

    pub(crate) async fn terms(&self, order_id: &OrderId, basis: ClaimBasis) -> ClaimTerms {
        let terms = self.terms_of(order_id, basis, None).await.terms.unwrap();
        assert_eq!(terms.basis, basis);
        terms
    }

    /// A claim for all lines and all that can be asked, with evidence where its reason needs some.
    pub(crate) async fn claim(&self, order_id: &OrderId, basis: ClaimBasis) -> Claim {
        let terms = self.terms(order_id, basis).await;
        let lines = terms
            .lines
            .iter()
            .map(|line| LineClaim { line_id: line.line_id.clone(), amount: line.most.unwrap() });
        let reason = terms.reasons.first().unwrap();
        let evidence = match reason.needs_evidence {
            true => vec![self.evidence(order_id).await.evidence_id],
            false => vec![],
        };
        Claim {
            basis,
            reason_id: reason.reason_id.clone(),
            lines: lines.collect(),
            freight: Money::ZERO,
            words: "两只花瓶中有一只开裂".into(),
            evidence,
        }
    }

    /// A picture kept as evidence.
    pub(crate) async fn evidence(&self, order_id: &OrderId) -> Evidence {
        self.evidence_of("crack.png", crate::ground::picture(), order_id).await.unwrap()
    }

    pub(crate) async fn evidence_of(
        &self,
        name: &str,
        bytes: Vec<u8>,
        order_id: &OrderId,
    ) -> CommandResult<Evidence> {
        let file_id = files::take(&self.desk, name, bytes).await?.file_id;
        let keep = EvidenceKeep {
            account_id: self.account_id.clone(),
            order_id: order_id.clone(),
            case_id: None,
            file_id,
            link: None,
        };
        self.run("evidence_keep", &keep).await
    }

    pub(crate) async fn try_open(&self, order_id: &OrderId, claim: Claim) -> CommandResult<CaseOpened> {
        let open = CaseOpen { account_id: self.account_id.clone(), order_id: order_id.clone(), claim };
        self.run("case_open", &open).await
    }

    /// Opens a case for all of an order that has one line.
    pub(crate) async fn open_case(&self, order_id: &OrderId, basis: ClaimBasis) -> CaseId {
        let claim = self.claim(order_id, basis).await;
        let mut opened = self.try_open(order_id, claim).await.unwrap().opened;
        assert_eq!((opened.len(), &opened[0].error), (1, &None));
        opened.remove(0).case_id.unwrap()
    }

    pub(crate) async fn case(&self, case_id: &CaseId) -> CaseView {
        let show = CaseShow { account_id: self.account_id.clone(), case_id: case_id.clone(), refresh: true };
        self.run("case_show", &show).await.unwrap()
    }

    /// Reads a case and holds it to what the sandbox itself says: where it stands, and what its buyer may do.
    pub(crate) async fn stands(&self, case_id: &CaseId, stage: CaseStage) -> CaseView {
        let view = self.case(case_id).await;
        assert_eq!(view.case.status.stage, stage, "{:?}", view.case.status);
        let told = self.case_at_sandbox(&view.case).await;
        assert_eq!(told["status"], view.case.status.raw.as_str());
        assert_eq!(told["open"], stage.is_open());
        let told = told["buyerMay"].as_array().unwrap().clone();
        let mut may: Vec<_> = told.iter().map(|it| it.as_str().unwrap()).collect();
        let platform = view.case.platform;
        let mut offered: Vec<_> = view.actions.iter().map(|action| operation_of(platform, *action)).collect();
        may.sort_unstable();
        offered.sort_unstable();
        assert_eq!(offered, may, "{stage:?} on {platform}");
        view
    }

    /// What the sandbox's control API tells of a case.
    pub(crate) async fn case_at_sandbox(&self, case: &AfterSalesCase) -> Value {
        let cases = self.cases_at_sandbox().await;
        let number = case.platform_case_id.as_str();
        cases.into_iter().find(|told| told["caseId"] == number).unwrap()
    }

    pub(crate) async fn cases_at_sandbox(&self) -> Vec<Value> {
        let answer = self.http.get(format!("{}/cases", self.control)).send().await.unwrap();
        let told: Value = serde_json::from_str(&answer.text().await.unwrap()).unwrap();
        told.as_array().unwrap().clone()
    }

    /// What a case asks now, as a claim on some basis.
    pub(crate) async fn claim_of(&self, case_id: &CaseId, basis: ClaimBasis) -> Claim {
        let case = self.case(case_id).await.case;
        let order_id = case.order_id.unwrap();
        let terms = self.terms_of(&order_id, basis, Some(case_id)).await.terms.unwrap();
        assert_eq!(terms.lines[0].blocked, None, "its own case is in nobody's way");
        assert!(terms.reasons.iter().any(|reason| Some(&reason.reason_id) == case.reason_id.as_ref()));
        Claim {
            basis,
            reason_id: case.reason_id.unwrap(),
            lines: vec![LineClaim { line_id: case.line_ids[0].clone(), amount: case.asked.unwrap() }],
            freight: Money::ZERO,
            words: case.words.unwrap_or_default(),
            evidence: vec![],
        }
    }

    /// What the outbox shows as sent.
    pub(crate) async fn outbox_request(&self, operation_id: &OperationId) -> String {
        let show = OutboxShow { operation_id: operation_id.clone() };
        self.run::<OperationView>("outbox_show", &show).await.unwrap().request
    }

    /// The seller of a case does something.
    pub(crate) async fn seller(&self, case_id: &CaseId, does: &str, words: Option<&str>) {
        let number = case_id.as_str().split_once(':').unwrap().1;
        let mut deed = json!({ "does": does });
        if let Some(words) = words {
            deed["reason"] = json!(words);
        }
        self.control(&format!("cases/{number}/seller"), deed).await;
    }

    pub(crate) async fn modify(&self, case_id: &CaseId, claim: Claim) -> CommandResult<CaseActed> {
        let modify = CaseModify { account_id: self.account_id.clone(), case_id: case_id.clone(), claim };
        self.run("case_modify", &modify).await
    }

    pub(crate) async fn withdraw(&self, case_id: &CaseId) -> CommandResult<CaseActed> {
        let withdraw = CaseWithdraw { account_id: self.account_id.clone(), case_id: case_id.clone() };
        self.run("case_withdraw", &withdraw).await
    }

    pub(crate) async fn say(
        &self,
        case_id: &CaseId,
        words: &str,
        evidence: Vec<EvidenceId>,
    ) -> CommandResult<CaseActed> {
        let words = words.to_owned();
        let say = CaseSay { account_id: self.account_id.clone(), case_id: case_id.clone(), words, evidence };
        self.run("case_message", &say).await
    }

    pub(crate) async fn carriers(&self, case_id: &CaseId) -> CommandResult<CaseCarriers> {
        let asked = CaseCarriersAsked { account_id: self.account_id.clone(), case_id: case_id.clone() };
        self.run("case_carriers", &asked).await
    }

    pub(crate) async fn send_back(&self, case_id: &CaseId, carrier: &str) -> CommandResult<CaseActed> {
        let shipment = CaseReturn {
            account_id: self.account_id.clone(),
            case_id: case_id.clone(),
            carrier_code: carrier.into(),
            waybill: "SF1218132354600".into(),
            phone: Some("13800000000".into()),
            note: Some("两只都寄回".into()),
            evidence: vec![],
        };
        self.run("case_return", &shipment).await
    }

    pub(crate) async fn refresh_cases(&self) -> CaseRefreshed {
        self.run("case_refresh", &CaseRefresh { account_id: self.account_id.clone() }).await.unwrap()
    }

    pub(crate) async fn case_list(&self, words: &str) -> CasePage {
        let list = CaseList { words: words.into(), limit: 50, ..CaseList::default() };
        self.run("case_list", &list).await.unwrap()
    }
}

fn operation_of(platform: Platform, action: CaseAction) -> &'static str {
    match (platform, action) {
        (Platform::Taobao, CaseAction::Modify) => "taobaoModifyReverseOrder",
        (Platform::Taobao, CaseAction::Withdraw) => "taobaoCancelReverseOrder",
        (Platform::Taobao, CaseAction::Message) => "taobaoSubmitReverseMessage",
        (Platform::Taobao, CaseAction::SendBack) => "taobaoSubmitReturnLogistics",
        (Platform::Alibaba1688, CaseAction::SendBack) => "alibaba1688SubmitReturnShipment",
        (Platform::Alibaba1688, other) => panic!("{other:?} has no operation on 1688"),
    }
}

/// Nothing went wrong with a step.
pub(crate) fn went_well(acted: &CaseActed) {
    assert_eq!(acted.error, None);
    assert_eq!(acted.operation.state, pondesk_domain::OperationState::Done);
}
