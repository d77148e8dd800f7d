//! Where the money goes, and what is found again later.

use serde_json::{Value, json};

use crate::claims::{NOT_RECEIVED, NOT_SHIPPED, order, query, status, submit};
use crate::common::Caller;
use crate::common::after_sales::{LONG, buy_taobao, quiet_taobao};
use crate::steps::{Step, case_in, take};

#[tokio::test(flavor = "multi_thread")]
async fn money_comes_back_once_and_the_order_ends_with_its_last_line() {
    let dir = tempfile::tempdir().unwrap();
    let caller = Caller::start(dir.path()).await;
    let item = quiet_taobao(&caller).await;
    let full_fen = caller.balance().await;
    let bought = buy_taobao(&caller, &item, 2).await;
    caller.control("ship", &json!({ "orderId": bought.order_id })).await;
    let paid = caller.balance().await;
    assert_eq!(full_fen - paid, bought.goods_fen + bought.freight_fen);
    let half_fen = bought.goods_fen / 2;
    let refund = async |line: usize, fee: i64, goods: i64, reason: i64| {
        let claim = json!({
            "subOrderId": bought.line_ids[line], "refundType": 1, "goodsStatus": goods, "reasonId": reason,
            "refundFee": fee,
        });
        let id = submit(&caller, &claim).await;
        let before = caller.balance().await;
        assert!(take(&caller, &id, Step::Seller("agree")).await);
        assert_eq!(caller.balance().await, before + fee);
        assert!(!take(&caller, &id, Step::Seller("agree")).await, "not twice");
        caller.control("advance", &json!({ "seconds": LONG })).await;
        assert_eq!(caller.balance().await, before + fee);
        id
    };
    let first = refund(1, 100, NOT_RECEIVED, 1011).await;
    let shown = order(&caller, &bought).await;
    assert_eq!((&shown["status"], &shown["subOrders"][1]["refundStatus"]), (&json!(11), &json!(100)));
    assert_eq!(shown["subOrders"][0]["refundStatus"], 0);
    // What was refunded cannot be claimed again.
    let more = json!({
        "subOrderId": bought.line_ids[1], "refundType": 1, "goodsStatus": NOT_RECEIVED, "reasonId": 1011,
        "refundFee": half_fen - 99,
    });
    caller.post("/open/order/refund/submit", &more).await.refused(200, 10105, &(half_fen - 100).to_string());
    let second = refund(1, half_fen - 100, NOT_RECEIVED, 1011).await;
    assert_ne!(first, second);
    assert_eq!(order(&caller, &bought).await["subOrders"][1]["status"], "TRADE_CLOSED");
    caller.post("/open/order/refund/submit", &more).await.refused(200, 10104, "refunded");
    refund(0, half_fen + bought.freight_fen, NOT_RECEIVED, 1011).await;
    assert_eq!(order(&caller, &bought).await["status"], 4);
    assert_eq!(caller.balance().await, full_fen, "everything came back, and nothing twice");

    // An order that its seller closes owes only the rest, and its open case ends.
    let bought = buy_taobao(&caller, &item, 2).await;
    let whole = json!({
        "subOrderId": bought.line_ids[1], "refundType": 1, "goodsStatus": NOT_SHIPPED, "reasonId": 1001,
        "refundFee": half_fen,
    });
    let id = submit(&caller, &whole).await;
    assert!(take(&caller, &id, Step::Seller("agree")).await);
    let mut first = whole.clone();
    first["subOrderId"] = json!(bought.line_ids[0]);
    first["refundFee"] = json!(half_fen + bought.freight_fen);
    let open = submit(&caller, &first).await;
    caller.control("close", &json!({ "orderId": bought.order_id })).await;
    assert_eq!(caller.balance().await, full_fen);
    assert_eq!(status(&caller, &open).await, -20);
    caller.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn lists_filter_and_cases_survive_a_restart() {
    let dir = tempfile::tempdir().unwrap();
    let caller = Caller::start(dir.path()).await;
    let item = quiet_taobao(&caller).await;
    let open = case_in(&caller, &item, 1, 10).await;
    let closed = case_in(&caller, &item, 1, -20).await;
    let aggregate = query(&caller, &open).await;
    let line = &aggregate["purchaseOrderLine"];
    drop(caller);

    let caller = Caller::start(dir.path()).await;
    let found = async |filter: Value| {
        let mut body = json!({ "pageNo": 1, "pageSize": 10 });
        for (name, value) in filter.as_object().unwrap() {
            body[name] = value.clone();
        }
        let page = caller.posted("/open/order/refund/queryList", &body).await;
        let rows = page["refundOrderAggregates"].as_array().unwrap().clone();
        assert_eq!(page["total"].as_u64().unwrap() as usize, rows.len());
        rows.iter().map(|row| row["refundOrder"]["refundId"].as_str().unwrap().to_owned()).collect::<Vec<_>>()
    };
    assert_eq!(found(json!({})).await, [closed.clone(), open.clone()], "newest first");
    assert_eq!(found(json!({ "refundStatus": 10 })).await, std::slice::from_ref(&open));
    assert_eq!(found(json!({ "refundId": closed })).await, std::slice::from_ref(&closed));
    let purchase = line["purchaseOrderId"].to_string();
    assert_eq!(found(json!({ "purchaseOrderId": purchase })).await, std::slice::from_ref(&open));
    assert_eq!(found(json!({ "salesOrderId": line["salesOrderId"] })).await, std::slice::from_ref(&open));
    assert!(found(json!({ "refundEndTime": 1 })).await.is_empty());
    assert_eq!(found(json!({ "refundStartTime": 1 })).await.len(), 2);
    let path = "/open/order/refund/query?refundId=1";
    caller.get(path).await.refused(200, 10101, "1");
    caller.control("advance", &json!({ "seconds": LONG })).await;
    assert_eq!(status(&caller, &open).await, 100, "its deadline survived");
    caller.stop().await;
}
