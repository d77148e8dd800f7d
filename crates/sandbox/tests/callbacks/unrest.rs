//! Everything that can go wrong with a push.

use serde_json::{Value, json};

use crate::common::Caller;
use crate::common::after_sales::{buy_1688, control_refused, order_1688, quiet_1688};
use crate::inbox::{Inbox, log, register, signature};

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
