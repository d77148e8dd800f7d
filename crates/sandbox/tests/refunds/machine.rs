//! Every arrow of the machine, by whoever takes it; what orders do to refunds and refunds to orders.

use std::collections::BTreeSet;

use serde_json::{Value, json};

use crate::common::Caller;
use crate::common::after_sales::{buy_1688, case_note, control_refused, quiet_1688};
use crate::requests::{CREATE, create, info, order, order_status, request, shipped, status};
use crate::steps::{OPEN, STEPS, Step, leads_to, refund_in, take};

#[tokio::test(flavor = "multi_thread")]
async fn every_arrow_is_walked_and_nothing_else_is_allowed() {
    let dir = tempfile::tempdir().unwrap();
    let caller = Caller::start(dir.path()).await;
    let offer = quiet_1688(&caller).await;
    let mut walked = BTreeSet::from([("(none)", "waitselleragree")]);
    let nodes = [
        ("waitselleragree", "refund"),
        ("waitselleragree", "returnRefund"),
        ("waitbuyermodify", "refund"),
        ("waitbuyersend", "returnRefund"),
        ("waitsellerreceive", "returnRefund"),
        ("refundsuccess", "refund"),
        ("refundsuccess", "returnRefund"),
        ("refundclose", "refund"),
    ];
    for (state, kind) in nodes {
        let mut id = refund_in(&caller, &offer, kind, state).await;
        let may_return = !case_note(&caller, &id).await["buyerMay"].as_array().unwrap().is_empty();
        assert_eq!(may_return, leads_to(state, kind, Step::Return).is_some(), "{state}");
        for step in STEPS {
            let to = leads_to(state, kind, step);
            assert_eq!(take(&caller, &id, step).await, to.is_some(), "{step:?} in {state}, {kind}");
            assert_eq!(status(&caller, &id).await, to.unwrap_or(state), "{step:?} from {state}, {kind}");
            if let Some(to) = to.filter(|to| *to != state) {
                walked.insert((state, to));
                // The next step is tried on a fresh one.
                id = refund_in(&caller, &offer, kind, state).await;
            }
        }
    }
    let contract: Value =
        serde_yaml_ng::from_str(include_str!("../../contract/pandapon-openapi.yaml")).unwrap();
    let listed =
        contract["x-status-machine"]["alibaba1688"]["refundStatus"]["transitions"].as_array().unwrap();
    let arrows: BTreeSet<(&str, &str)> = listed
        .iter()
        .flat_map(|arrow| {
            let (from, to) = (arrow["from"].as_str().unwrap(), arrow["to"].as_str().unwrap());
            if from == "any open state" { OPEN.map(|from| (from, to)).to_vec() } else { vec![(from, to)] }
        })
        .collect();
    assert_eq!(walked, arrows);
    caller.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn shipping_and_receipt_override_and_an_open_refund_holds_the_order_up() {
    let dir = tempfile::tempdir().unwrap();
    let caller = Caller::start(dir.path()).await;
    let offer = quiet_1688(&caller).await;
    let bought = buy_1688(&caller, &offer).await;
    let mut whole = request(&bought, "refund");
    whole["goodsStatus"] = json!("refundWaitSellerSend");
    whole["applyReasonId"] = json!(20001);
    whole["applyPayment"] = json!(bought.goods_fen);
    let id = create(&caller, &whole).await;
    caller.control("ship", &json!({ "orderId": bought.order_id })).await;
    assert_eq!(status(&caller, &id).await, "refundclose");

    let id = create(&caller, &request(&bought, "refund")).await;
    let receipt = json!({ "orderId": bought.order_number(), "orderEntryIds": [bought.line_number()] });
    let confirmed = caller.posted("/alibaba/order/receivegoods", &receipt).await;
    assert_eq!(confirmed["success"], true);
    assert_eq!(status(&caller, &id).await, "refundclose");

    // Received, not settled: an open refund keeps the order from settling until it has ended.
    let id = create(&caller, &request(&bought, "returnRefund")).await;
    assert!(take(&caller, &id, Step::Seller("agree")).await);
    caller.control("advance", &json!({ "seconds": 6 * 24 * 3600 })).await;
    assert_eq!(order_status(&caller, &bought).await, "confirm_goods");
    assert!(take(&caller, &id, Step::Buyer("withdraw")).await);
    caller.control("advance", &json!({ "seconds": 2 * 3600 })).await;
    assert_eq!(order_status(&caller, &bought).await, "success");

    // Completed: after-sales, with marks of its own.
    caller.post(CREATE, &request(&bought, "refund")).await.refused(200, 5003, "success");
    let mut after = request(&bought, "returnRefund");
    after["goodsStatus"] = json!("aftersaleBuyerReceived");
    let id = create(&caller, &after).await;
    let shown = order(&caller, &bought).await;
    assert_eq!(
        (&shown["baseInfo"]["refundStatusForAs"], &shown["productItems"][0]["refundIdForAs"]),
        (&json!("waitselleragree"), &json!(id))
    );
    assert_eq!(info(&caller, &id).await["disputeType"], 2);
    caller.control("advance", &json!({ "seconds": 20 * 24 * 3600 })).await;
    assert_eq!(status(&caller, &id).await, "refundclose", "agreed by the deadline, then never sent");
    assert_eq!(order_status(&caller, &bought).await, "success");
    caller.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn sellers_act_by_themselves_as_their_temper_is() {
    let dir = tempfile::tempdir().unwrap();
    let caller = Caller::start(dir.path()).await;
    let offer = quiet_1688(&caller).await;
    let temper = async |temper: &str| caller.control("temper", &json!({ "temper": temper })).await;
    let hours = async |hours: i64| caller.control("advance", &json!({ "seconds": hours * 3600 })).await;
    let asked = async |kind: &str| {
        let bought = shipped(&caller, &offer).await;
        create(&caller, &request(&bought, kind)).await
    };
    temper("agrees").await;
    let id = asked("returnRefund").await;
    hours(9).await;
    assert!(take(&caller, &id, Step::Return).await);
    hours(60).await;
    assert_eq!(status(&caller, &id).await, "refundsuccess");

    temper("refuses").await;
    let id = asked("refund").await;
    hours(9).await;
    let refused = info(&caller, &id).await;
    assert_eq!((&refused["status"], &refused["rejectTimes"]), (&json!("waitbuyermodify"), &json!(1)));
    assert_ne!(refused["rejectReason"], "");
    let change = json!({ "does": "modify", "applyPaymentFen": 50 });
    caller.control(&format!("cases/{id}/buyer"), &change).await;
    hours(9).await;
    let done = info(&caller, &id).await;
    assert_eq!((&done["status"], &done["refundPayment"]), (&json!("refundsuccess"), &json!(50)));

    temper("asks").await;
    let id = asked("refund").await;
    hours(9).await;
    let question = info(&caller, &id).await;
    assert_eq!(
        (&question["status"], &question["remark"]),
        (&json!("waitselleragree"), &json!("请补充商品问题的照片"))
    );
    hours(24 + 9).await;
    assert_eq!(status(&caller, &id).await, "waitbuyermodify");
    let (code, _) = control_refused(&caller, "cases/TQ1/seller", &json!({ "does": "agree" })).await;
    assert_eq!(code, 4008);
    let too_much = json!({ "does": "modify", "applyPaymentFen": 1_000_000_000 });
    let (code, _) = control_refused(&caller, &format!("cases/{id}/buyer"), &too_much).await;
    assert_eq!(code, 5011);
    caller.stop().await;
}
