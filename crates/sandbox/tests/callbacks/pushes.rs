//! The six kinds, the retry rule, signatures, the registration.

use std::time::Duration;

use axum::http::Method;
use serde_json::{Value, json};

use crate::common::after_sales::{
    buy_1688, buy_taobao, control_refused, order_1688, order_taobao, quiet_1688, quiet_taobao,
};
use crate::common::{Caller, until};
use crate::inbox::{Inbox, log, parsed, register, signature};

#[tokio::test(flavor = "multi_thread")]
async fn all_six_kinds_are_pushed_by_themselves_and_signed() {
    let dir = tempfile::tempdir().unwrap();
    let caller = Caller::start(dir.path()).await;
    let (item, offer) = (quiet_taobao(&caller).await, quiet_1688(&caller).await);
    let inbox = Inbox::default();
    register(&caller, &inbox, json!({})).await;

    let taobao = order_taobao(&caller, &item, 1).await;
    caller.control("advance", &json!({ "seconds": 5 })).await;
    inbox.has(1).await;
    let status = parsed(&inbox.all()[0]);
    assert_eq!(
        (&status["messageType"], &status["messagePlatform"]),
        (&json!("TAOBAO_ORDER_STATUS_CHANGED"), &json!(0))
    );
    assert_eq!(status["messageBody"]["status"], "WAIT_BUYER_P");
    assert_eq!(status["messageBody"]["subOrders"][0]["quantity"], 2);
    inbox.clear();

    caller.control("change-order-price", &json!({ "orderId": taobao.order_id, "changeFen": -50 })).await;
    inbox.has(1).await;
    let price = parsed(&inbox.all()[0]);
    assert_eq!(price["messageType"], "ORDER_BUYER_VIEW_ORDER_PRICE_MODIFY");
    let total = taobao.goods_fen + taobao.freight_fen - 50;
    assert_eq!(price["messageBody"]["purchaseOrderPriceDTO"]["purchaseTotalFee"], total);
    let detail = caller.got(&format!("/open/order/detail?orderId={}", taobao.order_id)).await;
    assert_eq!(
        (&detail["purchaseAmount"], &detail["salesOrderId"]),
        (&json!(total), &price["messageBody"]["salesOrderId"])
    );
    inbox.clear();

    let taobao = buy_taobao(&caller, &item, 1).await;
    caller.control("ship", &json!({ "orderId": taobao.order_id })).await;
    let claim = json!({
        "subOrderId": taobao.line_ids[0], "refundType": 1, "goodsStatus": 1, "reasonId": 1011, "refundFee": 100,
    });
    let id = caller.posted("/open/order/refund/submit", &claim).await["refundId"].clone();
    until("a refund's push", async || inbox.types().contains(&"TAOBAO_ORDER_REFUND_AFTER_SALES".to_owned()))
        .await;
    let refund =
        inbox.all().iter().map(parsed).find(|m| m["messageType"] == "TAOBAO_ORDER_REFUND_AFTER_SALES");
    let body = refund.unwrap()["messageBody"].clone();
    assert_eq!(
        (&body["refundId"], &body["refundStatus"], &body["refundFee"]),
        (&id, &json!(10), &json!(100))
    );
    inbox.clear();

    let order = order_1688(&caller, &offer).await;
    caller.control("change-order-price", &json!({ "orderId": order.order_id, "changeFen": -50 })).await;
    inbox.has(2).await;
    assert_eq!(inbox.types(), ["ORDER_BUYER_VIEW_BUYER_MAKE", "ORDER_BUYER_VIEW_ORDER_PRICE_MODIFY"]);
    let price = parsed(&inbox.all()[1]);
    assert_eq!(
        (&price["messagePlatform"], &price["messageBody"]["baseInfo"]["discount"]),
        (&json!(1), &json!(-50))
    );
    assert_eq!(price["messageBody"]["baseInfo"]["idOfStr"], order.order_id.as_str());
    inbox.clear();
    let order = buy_1688(&caller, &offer).await;
    caller.control("ship", &json!({ "orderId": order.order_id })).await;
    let request = json!({
        "orderId": order.order_number(), "orderEntryIds": [order.line_number()], "disputeRequest": "refund",
        "applyPayment": 100, "applyCarriage": 0, "applyReasonId": 20031, "description": "不合适",
        "goodsStatus": "refundBuyerReceived",
    });
    let id = caller.posted("/alibaba/refund/detail/create", &request).await["refundId"].clone();
    caller.control(&format!("cases/{}/seller", id.as_str().unwrap()), &json!({ "does": "agree" })).await;
    inbox.has(5).await;
    let types = inbox.types();
    for wanted in ["BUYER_MAKE", "ORDER_PAY", "ANNOUNCE_SENDGOODS", "ORDER_BUYER_REFUND_IN_SALES"] {
        assert!(types.contains(&format!("ORDER_BUYER_VIEW_{wanted}")), "{wanted} in {types:?}");
    }
    let actions: Vec<Value> = inbox
        .all()
        .iter()
        .map(parsed)
        .filter(|message| message["messageBody"]["refundId"] == id)
        .map(|message| message["messageBody"]["refundAction"].clone())
        .collect();
    assert!(
        actions.contains(&json!("BUYER_APPLY_REFUND")) && actions.contains(&json!("SELLER_AGREE_REFUND")),
        "{actions:?}"
    );
    for came in inbox.all() {
        let wanted = signature(&caller, &format!("{}{}", caller.keys.access_key, came.body));
        assert_eq!((came.method, came.authorization), (Method::POST, Some(wanted)));
    }
    until("all delivered", async || {
        let log = log(&caller).await;
        let messages = log["messages"].as_array().unwrap().clone();
        messages
            .iter()
            .all(|message| message["state"] == "delivered" && message["attempts"][0]["status"] == 200)
    })
    .await;
    caller.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_push_that_fails_is_repeated_five_times_with_the_same_bytes() {
    let dir = tempfile::tempdir().unwrap();
    let caller = Caller::start(dir.path()).await;
    let offer = quiet_1688(&caller).await;
    let inbox = Inbox::default();
    register(&caller, &inbox, json!({})).await;
    inbox.answer(500);
    order_1688(&caller, &offer).await;
    let settled = async |pushes: usize, state: &str| {
        until(&format!("{pushes} pushes, {state}"), async || {
            let message = log(&caller).await["messages"][0].clone();
            message["attempts"].as_array().unwrap().len() == pushes && message["state"] == state
        })
        .await;
    };
    settled(1, "waiting").await;
    caller.control("advance", &json!({ "seconds": 29 * 60 })).await;
    settled(1, "waiting").await;
    for pushes in 2..=5 {
        caller.control("advance", &json!({ "seconds": 31 * 60 })).await;
        settled(pushes, "waiting").await;
    }
    caller.control("advance", &json!({ "seconds": 31 * 60 })).await;
    settled(6, "givenUp").await;
    caller.control("advance", &json!({ "seconds": 86_400 })).await;
    let bodies: Vec<String> = inbox.all().into_iter().map(|came| came.body).collect();
    assert_eq!(bodies.iter().filter(|body| **body == bodies[0]).count(), 6);

    // No answer in time is a failure, and holds nobody up; then it is taken.
    inbox.clear();
    inbox.answer(200);
    *inbox.slow.lock().unwrap() = true;
    caller.control("push", &json!({ "raw": "{}" })).await;
    inbox.has(1).await;
    caller.got("/alibaba/cart/list").await;
    let last = async || log(&caller).await["messages"].as_array().unwrap().last().unwrap().clone();
    until("the push is given up for now", async || last().await["attempts"].as_array().unwrap().len() == 1)
        .await;
    let failed = last().await["attempts"][0].clone();
    assert!(failed["status"].is_null() && !failed["error"].is_null(), "{failed}");
    *inbox.slow.lock().unwrap() = false;
    caller.control("advance", &json!({ "seconds": 31 * 60 })).await;
    until("the push is taken", async || last().await["state"] == "delivered").await;
    caller.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_url_is_taken_only_after_it_answered_verify() {
    let dir = tempfile::tempdir().unwrap();
    let caller = Caller::start(dir.path()).await;
    let offer = quiet_1688(&caller).await;
    let (code, _) = control_refused(&caller, "push", &json!({ "raw": "{}" })).await;
    assert_eq!(code, 10123, "nothing is registered");
    let inbox = Inbox::default();
    let url = inbox.listen(0).await;
    for (url, wanted) in
        [("http://example.com/cb", 10121), ("nonsense", 10121), ("http://127.0.0.1:1/", 10122)]
    {
        let (code, _) = control_refused(&caller, "callback", &json!({ "url": url })).await;
        assert_eq!(code, wanted, "{url}");
    }
    inbox.answer(204);
    let (code, text) = control_refused(&caller, "callback", &json!({ "url": url })).await;
    assert!(code == 10122 && text.contains("204"), "{text}");
    let (code, _) = control_refused(&caller, "callback", &json!({ "url": url, "colour": "red" })).await;
    assert_eq!(code, 40000);
    assert!(log(&caller).await["registration"].is_null());

    inbox.answer(200);
    for (verify, method, body) in
        [("object", Method::POST, "{}"), ("empty", Method::POST, ""), ("get", Method::GET, "")]
    {
        inbox.clear();
        let settings = json!({ "url": url, "verify": verify, "hexCase": "upper" });
        caller.control("callback", &settings).await;
        let came = inbox.all()[0].clone();
        assert_eq!((&came.method, came.body.as_str()), (&method, body));
        let wanted = signature(&caller, &format!("{}{body}", caller.keys.access_key)).to_uppercase();
        assert_eq!(came.authorization.as_deref(), Some(wanted.as_str()));
    }
    assert_eq!(log(&caller).await["registration"]["url"], url.as_str());
    caller.control("callback", &json!({})).await;
    inbox.clear();
    order_1688(&caller, &offer).await;
    assert_eq!(log(&caller).await, json!({ "registration": null, "messages": [] }));
    caller.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn what_was_not_delivered_survives_a_restart() {
    let dir = tempfile::tempdir().unwrap();
    let caller = Caller::start(dir.path()).await;
    let offer = quiet_1688(&caller).await;
    let inbox = Inbox::default();
    register(&caller, &inbox, json!({})).await;
    *inbox.slow.lock().unwrap() = true;
    order_1688(&caller, &offer).await;
    inbox.has(1).await;
    // Dropped while the push is under way.
    drop(caller);
    *inbox.slow.lock().unwrap() = false;
    inbox.clear();
    let caller = Caller::start(dir.path()).await;
    caller.control("advance", &json!({ "seconds": 31 * 60 })).await;
    inbox.has(1).await;
    assert_eq!(inbox.types()[0], "ORDER_BUYER_VIEW_BUYER_MAKE");
    tokio::time::timeout(Duration::from_secs(10), caller.stop()).await.unwrap();
}
