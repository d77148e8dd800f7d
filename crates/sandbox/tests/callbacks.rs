//! Callbacks: the six kinds, the retry rule, signatures, and everything that can go wrong with a push.
#![allow(clippy::unwrap_used, clippy::panic, reason = "a test's helpers may fail the test")]

mod common;

use std::net::SocketAddr;
use std::sync::{Arc, Mutex};
use std::time::Duration;

use axum::Router;
use axum::body::Bytes;
use axum::extract::State;
use axum::http::{HeaderMap, Method, StatusCode};
use common::after_sales::{
    buy_1688, buy_taobao, control_refused, order_1688, order_taobao, quiet_1688, quiet_taobao,
};
use common::{Caller, until};
use hmac::{Hmac, KeyInit, Mac};
use serde_json::{Value, json};
use sha2::Sha256;

/// A request that came in.
#[derive(Clone, Debug)]
struct Came {
    method: Method,
    authorization: Option<String>,
    body: String,
}

/// The user's end: keeps what comes and answers as it is told to.
#[derive(Clone, Default)]
struct Inbox {
    came: Arc<Mutex<Vec<Came>>>,
    status: Arc<Mutex<StatusCode>>,
    slow: Arc<Mutex<bool>>,
}

impl Inbox {
    /// Listens on a port, 0 for any; gives the URL.
    async fn listen(&self, port: u16) -> String {
        let listener = tokio::net::TcpListener::bind(SocketAddr::from(([127, 0, 0, 1], port))).await.unwrap();
        let url = format!("http://{}/cb", listener.local_addr().unwrap());
        let router = Router::new().fallback(take).with_state(self.clone());
        tokio::spawn(async move { axum::serve(listener, router).await.unwrap() });
        url
    }

    fn answer(&self, status: u16) {
        *self.status.lock().unwrap() = StatusCode::from_u16(status).unwrap();
    }

    fn all(&self) -> Vec<Came> {
        self.came.lock().unwrap().clone()
    }

    fn clear(&self) {
        self.came.lock().unwrap().clear();
    }

    async fn has(&self, count: usize) {
        until(&format!("{count} pushes"), async || self.all().len() >= count).await;
    }

    fn types(&self) -> Vec<String> {
        self.all()
            .iter()
            .map(|came| {
                let message: Value = serde_json::from_str(&came.body).unwrap();
                message["messageType"].as_str().unwrap().to_owned()
            })
            .collect()
    }
}

async fn take(State(inbox): State<Inbox>, method: Method, headers: HeaderMap, body: Bytes) -> StatusCode {
    let authorization = headers.get("authorization").map(|value| value.to_str().unwrap().to_owned());
    let body = String::from_utf8(body.to_vec()).unwrap();
    inbox.came.lock().unwrap().push(Came { method, authorization, body });
    if *inbox.slow.lock().unwrap() {
        // Longer than any sender waits: the connection goes first.
        std::future::pending::<()>().await;
    }
    *inbox.status.lock().unwrap()
}

async fn log(caller: &Caller) -> Value {
    let url = format!("{}/callbacks", caller.control);
    caller.client.get(url).send().await.unwrap().json().await.unwrap()
}

/// Registers an inbox, and forgets the Verify call.
async fn register(caller: &Caller, inbox: &Inbox, settings: Value) {
    let url = inbox.listen(0).await;
    let mut registration = json!({ "url": url });
    for (name, value) in settings.as_object().unwrap() {
        registration[name] = value.clone();
    }
    caller.control("callback", &registration).await;
    inbox.clear();
}

fn signature(caller: &Caller, base: &str) -> String {
    let mut mac = Hmac::<Sha256>::new_from_slice(caller.keys.access_secret.as_bytes()).unwrap();
    mac.update(base.as_bytes());
    hex::encode(mac.finalize().into_bytes())
}

fn parsed(came: &Came) -> Value {
    serde_json::from_str(&came.body).unwrap()
}

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
async fn messages_come_twice_late_unsigned_and_in_odd_forms_on_request() {
    let dir = tempfile::tempdir().unwrap();
    let caller = Caller::start(dir.path()).await;
    let offer = quiet_1688(&caller).await;
    let order = buy_1688(&caller, &offer).await;
    caller.control("ship", &json!({ "orderId": order.order_id })).await;
    let inbox = Inbox::default();
    register(&caller, &inbox, json!({ "signing": "body" })).await;
    let push = async |mut settings: Value| {
        settings["orderId"] = json!(order.order_id);
        caller.control("push", &settings).await;
    };
    // Duplicates are the same bytes.
    push(json!({ "copies": 3 })).await;
    inbox.has(3).await;
    let came = inbox.all();
    assert!(came.iter().all(|one| one.body == came[0].body));
    assert_eq!(came[0].authorization, Some(signature(&caller, &came[0].body)));

    // A late one is overtaken.
    inbox.clear();
    push(json!({ "messageType": "FIRST", "delaySeconds": 60 })).await;
    push(json!({ "messageType": "SECOND" })).await;
    inbox.has(1).await;
    caller.control("advance", &json!({ "seconds": 61 })).await;
    inbox.has(2).await;
    assert_eq!(inbox.types(), ["SECOND", "FIRST"]);

    inbox.clear();
    push(json!({ "authorization": "none" })).await;
    inbox.has(1).await;
    push(json!({ "authorization": "wrong" })).await;
    inbox.has(2).await;
    let came = inbox.all();
    assert_eq!(came[0].authorization, None);
    let wrong = came[1].authorization.clone().unwrap();
    assert!(wrong.len() == 64 && wrong != signature(&caller, &came[1].body));

    let formed = async |form: Value, about: &str| {
        inbox.clear();
        push(json!({ "about": about, "form": form })).await;
        inbox.has(1).await;
        inbox.all()[0].body.clone()
    };
    let text = formed(json!({ "textBody": true, "prefixed": true }), "price").await;
    let message: Value = serde_json::from_str(&text).unwrap();
    assert_eq!(message["messageType"], "1688_ORDER_BUYER_VIEW_ORDER_PRICE_MODIFY");
    let inner: Value = serde_json::from_str(message["messageBody"].as_str().unwrap()).unwrap();
    let base = &inner["baseInfo"];
    assert_eq!(base["idOfStr"], order.order_id.as_str());
    assert_eq!(base["id"].to_string().len(), order.order_id.len(), "rounded, and as long");
    let raw = formed(json!({ "rawControls": true, "spacedUrls": true }), "status").await;
    assert!(raw.contains(",\n\t") || raw.contains("\n\t\""), "a raw line break in a string");
    assert!(serde_json::from_str::<Value>(&raw).is_err() && raw.contains("http: //"));
    let ids = formed(json!({ "shape": "ids", "dates": "epoch" }), "status").await;
    let message: Value = serde_json::from_str(&ids).unwrap();
    assert_eq!(message["messageBody"]["orderId"].to_string(), order.order_id);
    assert!(message["messageBody"]["msgSendTime"].is_number());
    let summary = formed(json!({ "shape": "summary", "dates": "spaced" }), "price").await;
    let message: Value = serde_json::from_str(&summary).unwrap();
    assert_eq!(message["messageBody"]["orderNo"], order.order_id.as_str());
    assert!(message["messageBody"]["modifyTime"].as_str().unwrap().contains(": "));

    inbox.clear();
    caller.control("push", &json!({ "raw": "{\"messageType\": \"x\u{1}" })).await;
    inbox.has(1).await;
    assert_eq!(inbox.all()[0].body, "{\"messageType\": \"x\u{1}");
    let (code, _) = control_refused(&caller, "push", &json!({ "orderId": "1" })).await;
    assert_eq!(code, 10006);
    caller.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn unrest_by_itself_comes_from_the_seed() {
    let mut runs = Vec::new();
    for _ in 0..2 {
        let dir = tempfile::tempdir().unwrap();
        let caller = Caller::start(dir.path()).await;
        let offer = quiet_1688(&caller).await;
        let inbox = Inbox::default();
        let unrest = json!({
            "duplicatePercent": 40, "unsignedPercent": 30, "wrongPercent": 30, "lateSeconds": 600,
        });
        register(&caller, &inbox, json!({ "form": "seeded", "unrest": unrest })).await;
        for _ in 0..12 {
            order_1688(&caller, &offer).await;
        }
        let mut messages = log(&caller).await["messages"].as_array().unwrap().clone();
        caller.control("advance", &json!({ "seconds": 601 })).await;
        inbox.has(messages.len()).await;
        messages.sort_by_key(|message| message["id"].as_i64());
        let begun = messages[0]["madeMs"].as_i64().unwrap();
        assert!(messages.iter().any(|message| message["dueMs"].as_i64().unwrap() > begun + 60_000));
        let count = |name: &str| messages.iter().filter(|message| message["authorization"] == name).count();
        assert!(messages.len() > 12 && count("none") > 0 && count("wrong") > 0 && count("signed") > 0);
        let odd =
            inbox.all().iter().filter(|came| serde_json::from_str::<Value>(&came.body).is_err()).count();
        assert!(odd > 0 && odd < messages.len(), "some are not valid JSON");
        runs.push(messages.iter().map(|message| message["authorization"].clone()).collect::<Vec<_>>());
        caller.stop().await;
    }
    assert_eq!(runs[0], runs[1]);
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
