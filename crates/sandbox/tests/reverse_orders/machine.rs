//! Every arrow of the machine, by whoever takes it.

use std::collections::BTreeSet;

use serde_json::{Value, json};

use crate::claims::{NOT_SHIPPED, RECEIVED, claim, query, shipped, status, submit};
use crate::common::Caller;
use crate::common::after_sales::{buy_taobao, case_note, control_refused, quiet_taobao};
use crate::steps::{STEPS, Step, case_in, leads_to, take};

#[tokio::test(flavor = "multi_thread")]
async fn every_arrow_is_walked_and_nothing_else_is_allowed() {
    let dir = tempfile::tempdir().unwrap();
    let caller = Caller::start(dir.path()).await;
    let item = quiet_taobao(&caller).await;
    let mut walked = BTreeSet::from([(0, 10)]);
    let nodes = [(10, 1), (10, 3), (20, 3), (30, 3), (100, 1), (100, 3), (-10, 1), (-10, 3), (-20, 3)];
    for (state, kind) in nodes {
        let mut id = case_in(&caller, &item, kind, state).await;
        let note = case_note(&caller, &id).await;
        for (step, operation) in [
            (Step::Modify, "taobaoModifyReverseOrder"),
            (Step::Cancel, "taobaoCancelReverseOrder"),
            (Step::Message, "taobaoSubmitReverseMessage"),
            (Step::Return, "taobaoSubmitReturnLogistics"),
        ] {
            let said = note["buyerMay"].as_array().unwrap().contains(&json!(operation));
            assert_eq!(said, leads_to(state, kind, step).is_some(), "{operation} in {state}");
        }
        for step in STEPS {
            let to = leads_to(state, kind, step);
            assert_eq!(take(&caller, &id, step).await, to.is_some(), "{step:?} in {state}, kind {kind}");
            assert_eq!(status(&caller, &id).await, to.unwrap_or(state), "{step:?} from {state}, kind {kind}");
            if let Some(to) = to {
                if !matches!(step, Step::Message | Step::Seller("ask")) && to != state || step == Step::Modify
                {
                    walked.insert((state, to));
                }
                // The next step is tried on a fresh one, unless this one changed nothing.
                if to != state {
                    id = case_in(&caller, &item, kind, state).await;
                }
            }
        }
    }
    let contract: Value =
        serde_yaml_ng::from_str(include_str!("../../contract/pandapon-openapi.yaml")).unwrap();
    let listed: BTreeSet<(i64, i64)> = contract["x-status-machine"]["taobao"]["reverse"]["transitions"]
        .as_array()
        .unwrap()
        .iter()
        .map(|arrow| (arrow["from"].as_i64().unwrap(), arrow["to"].as_i64().unwrap()))
        .collect();
    assert_eq!(walked, listed);
    caller.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn shipping_refuses_what_was_asked_before_it() {
    let dir = tempfile::tempdir().unwrap();
    let caller = Caller::start(dir.path()).await;
    let item = quiet_taobao(&caller).await;
    let bought = buy_taobao(&caller, &item, 1).await;
    let whole = json!({
        "subOrderId": bought.line_ids[0], "refundType": 1, "goodsStatus": NOT_SHIPPED, "reasonId": 1001,
        "refundFee": bought.goods_fen + bought.freight_fen,
    });
    let id = submit(&caller, &whole).await;
    caller.control("ship", &json!({ "orderId": bought.order_id })).await;
    let refused = query(&caller, &id).await;
    assert_eq!(refused["refundOrder"]["refundStatus"], -10);
    assert_eq!(refused["refundOrder"]["sellerRefuseReason"], "商品已发出");
    let change = json!({ "refundId": id, "refundFee": 100 });
    caller.post("/open/order/refund/modify", &change).await.refused(200, 10109, "goodsStatus");
    let change = json!({
        "refundId": id, "refundType": 3, "goodsStatus": RECEIVED, "reasonId": 1031, "refundFee": 100,
    });
    caller.posted("/open/order/refund/modify", &change).await;
    let changed = query(&caller, &id).await;
    assert_eq!(
        (&changed["refundOrder"]["refundStatus"], &changed["refundOrder"]["refundType"]),
        (&json!(10), &json!(3))
    );
    assert_eq!(changed["refundOrder"]["sellerRefuseReason"], "");
    caller.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn sellers_act_by_themselves_as_their_temper_is() {
    let dir = tempfile::tempdir().unwrap();
    let caller = Caller::start(dir.path()).await;
    let item = quiet_taobao(&caller).await;
    let temper = async |temper: &str| caller.control("temper", &json!({ "temper": temper })).await;
    let hours = async |hours: i64| caller.control("advance", &json!({ "seconds": hours * 3600 })).await;

    temper("agrees").await;
    let bought = shipped(&caller, &item).await;
    let id = submit(&caller, &claim(&bought.line_ids[0], 3)).await;
    hours(9).await;
    assert_eq!(status(&caller, &id).await, 20);
    assert!(take(&caller, &id, Step::Return).await);
    hours(60).await;
    assert_eq!(status(&caller, &id).await, 100);

    temper("refuses").await;
    let bought = shipped(&caller, &item).await;
    let id = submit(&caller, &claim(&bought.line_ids[0], 3)).await;
    hours(9).await;
    assert_eq!(status(&caller, &id).await, -10);
    assert!(take(&caller, &id, Step::Modify).await);
    hours(9).await;
    assert!(take(&caller, &id, Step::Return).await, "agreed at the second time");
    hours(60).await;
    assert_eq!(status(&caller, &id).await, -10, "the goods are refused once");

    temper("asks").await;
    let bought = shipped(&caller, &item).await;
    let id = submit(&caller, &claim(&bought.line_ids[0], 1)).await;
    hours(9).await;
    assert_eq!(
        (status(&caller, &id).await, case_note(&caller, &id).await["messages"].as_i64()),
        (10, Some(2))
    );
    assert!(take(&caller, &id, Step::Message).await);
    hours(9).await;
    assert_eq!(status(&caller, &id).await, 100, "answered");
    let bought = shipped(&caller, &item).await;
    let id = submit(&caller, &claim(&bought.line_ids[0], 1)).await;
    hours(9 + 24 + 9).await;
    assert_eq!(status(&caller, &id).await, -10, "not answered");

    // One seller's own temper goes before that of all, and an order given to a seller drops what it had in mind.
    let note = case_note(&caller, &id).await;
    caller.control("temper", &json!({ "sellerId": note["sellerId"], "temper": "agrees" })).await;
    let bought = shipped(&caller, &item).await;
    let id = submit(&caller, &claim(&bought.line_ids[0], 1)).await;
    assert_eq!(case_note(&caller, &id).await["temper"], "agrees");
    caller.control(&format!("cases/{id}/seller"), &json!({ "does": "silent" })).await;
    hours(9).await;
    assert_eq!(status(&caller, &id).await, 10);
    let deadline = query(&caller, &id).await["refundOrder"].clone();
    assert_eq!(deadline["timeoutType"], "SYSTEM_REFUND");
    assert!(deadline["remainingTime"].as_str().unwrap().parse::<i64>().unwrap() > 0);
    hours(5 * 24).await;
    assert_eq!(status(&caller, &id).await, 100);
    let (code, _) = control_refused(&caller, "cases/1/seller", &json!({ "does": "agree" })).await;
    assert_eq!(code, 10101);
    caller.stop().await;
}
