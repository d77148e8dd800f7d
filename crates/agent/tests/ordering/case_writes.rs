//! What became of after-sales writes whose answer was lost: found by reading, never sent twice.

use pondesk_agent::api::*;
use pondesk_domain::{
    CaseId, CaseStage, Choice, Claim, ClaimBasis, Money, Operation, OperationState, OrderId, Platform,
    Speaker, StepEvent,
};
use serde_json::json;

use crate::case_ground::{KEPT, LOST, RETURN};
use crate::ground::{Ground, send_again};

/// The line breaks behind a write: PandaPon did it, or never saw it.
fn lost(executed: bool) -> serde_json::Value {
    json!({ "kind": "drop", "executed": executed })
}

fn open_of(platform: Platform) -> &'static str {
    match platform {
        Platform::Taobao => "taobaoSubmitReverseOrder",
        Platform::Alibaba1688 => "alibaba1688CreateRefund",
    }
}

/// Takes all looks that are due, and returns the operation as it is then.
async fn settled(ground: &Ground, operation: &Operation) -> Operation {
    while ground.tend().await {}
    ground.operation(&operation.operation_id).await
}

async fn found(ground: &Ground, operation: &Operation) {
    assert_eq!(operation.state, OperationState::Unknown);
    let found = settled(ground, operation).await;
    assert_eq!((found.state, found.last.event), (OperationState::Done, Some(StepEvent::Adopted)));
}

/// After every look the user is asked, and sends it again: once.
async fn sent_again(ground: &Ground, operation: &Operation) {
    let asked = settled(ground, operation).await;
    assert_eq!(asked.choices, vec![Choice::SendAgain, Choice::Drop]);
    let resolved = ground.resolve(&operation.operation_id, send_again()).await.unwrap();
    assert_eq!((resolved.operation.state, &resolved.error), (OperationState::Done, &None));
}

async fn open_into(
    ground: &Ground,
    order_id: &OrderId,
    basis: ClaimBasis,
    executed: bool,
) -> (Operation, Claim) {
    let claim = ground.claim(order_id, basis).await;
    let platform = ground.show(order_id, false).await.order.platform;
    ground.fault(open_of(platform), lost(executed)).await;
    let opened = ground.try_open(order_id, claim.clone()).await.unwrap().opened.remove(0);
    assert_eq!(opened.error.unwrap().code, ErrorCode::OutcomeUnknown);
    (opened.operation, claim)
}

async fn only_case(ground: &Ground) -> CaseId {
    let mut rows = ground.case_list("").await.rows;
    assert_eq!(rows.len(), 1);
    rows.remove(0).case.case_id
}

#[tokio::test(flavor = "multi_thread")]
async fn a_case_that_was_opened_is_found_with_its_evidence_and_there_is_one() {
    for platform in Platform::ALL {
        let ground = Ground::quiet().await;
        let order_id = ground.shipped(platform, 0).await.order.order_id;
        let (operation, claim) = open_into(&ground, &order_id, KEPT, true).await;
        let again = ground.try_open(&order_id, claim.clone()).await.unwrap_err();
        assert_eq!(again.code, ErrorCode::AlreadyUnderWay, "not while it may have happened");
        found(&ground, &operation).await;
        let view = ground.stands(&only_case(&ground).await, CaseStage::Asked).await;
        assert_eq!(view.evidence.len(), claim.evidence.len());
        assert_eq!(view.operations[0].operation_id, operation.operation_id);
        assert_eq!(ground.cases_at_sandbox().await.len(), 1);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_case_that_was_not_opened_is_asked_about_and_opened_once() {
    for platform in Platform::ALL {
        let ground = Ground::quiet().await;
        let order_id = ground.shipped(platform, 0).await.order.order_id;
        // An earlier case of the same line, withdrawn or refunded, is not it.
        let mut small = ground.claim(&order_id, KEPT).await;
        small.lines[0].amount = Money::fen(100);
        let earlier = ground.try_open(&order_id, small).await.unwrap().opened[0].case_id.clone().unwrap();
        ground.seller(&earlier, "agree", None).await;
        let (operation, _) = open_into(&ground, &order_id, LOST, false).await;
        sent_again(&ground, &operation).await;
        assert_eq!(ground.cases_at_sandbox().await.len(), 2, "{platform}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_change_a_withdrawal_and_a_message_are_found_by_what_the_case_says() {
    let ground = Ground::quiet().await;
    let order_id = ground.shipped(Platform::Taobao, 0).await.order.order_id;
    let case_id = ground.open_case(&order_id, KEPT).await;

    let mut claim = ground.claim_of(&case_id, KEPT).await;
    claim.lines[0].amount = Money::fen(claim.lines[0].amount.minor() - 1);
    for executed in [true, false] {
        claim.words = format!("说明 {executed}");
        ground.fault("taobaoModifyReverseOrder", lost(executed)).await;
        let changed = ground.modify(&case_id, claim.clone()).await.unwrap().operation;
        if executed {
            found(&ground, &changed).await;
        } else {
            sent_again(&ground, &changed).await;
        }
        assert_eq!(ground.case(&case_id).await.case.words.as_ref(), Some(&claim.words));
    }
    // A refused case that is asked again in the same words.
    ground.seller(&case_id, "refuse", None).await;
    ground.fault("taobaoModifyReverseOrder", lost(true)).await;
    let changed = ground.modify(&case_id, claim.clone()).await.unwrap().operation;
    found(&ground, &changed).await;
    ground.stands(&case_id, CaseStage::Asked).await;

    for executed in [true, false] {
        ground.fault("taobaoSubmitReverseMessage", lost(executed)).await;
        let said = ground.say(&case_id, "请尽快处理", vec![]).await.unwrap().operation;
        if executed { found(&ground, &said).await } else { sent_again(&ground, &said).await }
    }
    let thread = ground.case(&case_id).await.messages;
    let same = thread.iter().filter(|it| it.speaker == Speaker::Buyer && it.words == "请尽快处理");
    assert_eq!(same.count(), 2, "said twice by the user, and by nobody else");

    ground.fault("taobaoCancelReverseOrder", lost(true)).await;
    let withdrawn = ground.withdraw(&case_id).await.unwrap().operation;
    found(&ground, &withdrawn).await;
    ground.stands(&case_id, CaseStage::Closed).await;
    let again = ground.open_case(&order_id, KEPT).await;
    ground.fault("taobaoCancelReverseOrder", lost(false)).await;
    let withdrawn = ground.withdraw(&again).await.unwrap().operation;
    sent_again(&ground, &withdrawn).await;
    ground.stands(&again, CaseStage::Closed).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_return_shipment_is_found_by_its_waybill() {
    for (platform, operation) in [
        (Platform::Taobao, "taobaoSubmitReturnLogistics"),
        (Platform::Alibaba1688, "alibaba1688SubmitReturnShipment"),
    ] {
        let ground = Ground::quiet().await;
        for (nth, executed) in [(0, true), (1, false)] {
            let order_id = ground.shipped(platform, nth).await.order.order_id;
            let case_id = ground.open_case(&order_id, RETURN).await;
            ground.seller(&case_id, "agree", None).await;
            ground.stands(&case_id, CaseStage::Agreed).await;
            ground.fault(operation, lost(executed)).await;
            let sent = ground.send_back(&case_id, "SF").await.unwrap().operation;
            if executed {
                found(&ground, &sent).await;
            } else {
                sent_again(&ground, &sent).await;
            }
            ground.stands(&case_id, CaseStage::SentBack).await;
        }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn what_found_no_connection_waits_and_is_sent_when_the_line_is_back() {
    let mut ground = Ground::quiet().await;
    let order_id = ground.shipped(Platform::Taobao, 0).await.order.order_id;
    let case_id = ground.open_case(&order_id, KEPT).await;
    ground.stop_sandbox().await;
    let error = ground.say(&case_id, "在吗", vec![]).await.unwrap_err();
    assert_eq!(error.code, ErrorCode::NotReached, "it was to be read first, so nothing was written down");
    let show = CaseShow { account_id: ground.account_id.clone(), case_id: case_id.clone(), refresh: true };
    let view: CaseView = ground.run("case_show", &show).await.unwrap();
    assert!(view.offline && view.failed.is_some(), "told from this desk");
    ground.start_sandbox_again().await;
    assert_eq!(ground.say(&case_id, "在吗", vec![]).await.unwrap().error, None);
}
