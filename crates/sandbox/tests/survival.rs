//! What a restart keeps, addresses, and what a start does not do.
#![allow(clippy::unwrap_used, clippy::panic, reason = "a test's helpers may fail the test")]

mod common;

use common::{Caller, cart_record, receiver, taobao_item};
use pondesk_sandbox::{SandboxError, SandboxOptions};
use serde_json::json;

#[tokio::test(flavor = "multi_thread")]
async fn cart_orders_balance_and_due_events_survive_a_restart() {
    let dir = tempfile::tempdir().unwrap();
    let caller = Caller::start(dir.path()).await;
    let item = taobao_item(&caller, "").await;
    caller.posted("/open/cart/add", &cart_record(&item, 1)).await;
    let id = caller.got("/open/cart/list").await["enableList"][0]["cartItemInfos"][0]["id"].clone();
    let body = json!({ "ids": [id], "orderAddress": receiver() });
    let made = caller.posted("/open/cart/create/order", &body).await;
    caller.control("advance", &json!({ "seconds": 5 })).await;
    caller.posted("/open/order/pay", &json!({ "purchaseOrderIdList": made["purchaseOrderIds"] })).await;
    caller.posted("/open/cart/add", &cart_record(&item, 2)).await;
    let (balance, price_before) = (caller.balance().await, item["price"].clone());
    let control = caller.control.clone();
    // Dropped, not stopped: nothing is written on the way out.
    drop(caller);

    let caller = Caller::start(dir.path()).await;
    assert_ne!(caller.control, control, "the control path is new at each start");
    assert_eq!(caller.balance().await, balance);
    let cart = caller.got("/open/cart/list").await;
    assert_eq!(cart["enableList"][0]["cartItemInfos"][0]["quantity"], 2);
    let again = caller.got(&format!("/open/product/get?itemId={}", item["itemId"])).await;
    assert_eq!(
        (&again["price"], &again["title"]),
        (&price_before, &item["title"]),
        "the same seed, the same catalogue"
    );
    let path = format!("/open/order/detail?orderId={}", made["orderIds"][0].as_str().unwrap());
    assert_eq!(caller.got(&path).await["status"], 5);
    caller.control("advance", &json!({ "seconds": 60 })).await;
    assert_eq!(caller.got(&path).await["status"], 10, "what was due before the restart still happens");
    let picture = caller.got(&path).await["subOrders"][0]["itemImageUrl"].as_str().unwrap().to_owned();
    assert!(picture.starts_with(&caller.base), "addresses are those of this start");
    caller.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_start_draws_nothing_and_another_seed_is_refused() {
    let dir = tempfile::tempdir().unwrap();
    let caller = Caller::start(dir.path()).await;
    caller.get("/open/cart/list").await.data();
    // Drawing is what takes long: it waits until somebody looks.
    let drawn = std::fs::read_dir(dir.path().join("pictures")).map_or(0, Iterator::count);
    assert_eq!(drawn, 0);
    assert!(!dir.path().join("likeness.bin").exists());
    let port = caller.base.rsplit(':').next().unwrap().parse().unwrap();

    let other = tempfile::tempdir().unwrap();
    let taken = pondesk_sandbox::start(SandboxOptions { port, ..SandboxOptions::new(other.path()) }).await;
    assert!(matches!(taken.err(), Some(SandboxError::Listen { .. })));
    caller.stop().await;

    let stranger = SandboxOptions { seed: common::SEED + 1, ..SandboxOptions::new(dir.path()) };
    let refused = pondesk_sandbox::start(stranger).await;
    assert!(matches!(refused.err(), Some(SandboxError::OtherSeed { kept: common::SEED, .. })));
}

#[tokio::test(flavor = "multi_thread")]
async fn addresses_are_kept_changed_and_checked() {
    let dir = tempfile::tempdir().unwrap();
    let caller = Caller::start(dir.path()).await;
    let mut address = json!({
        "name": "张三", "province": "浙江省", "city": "杭州市", "district": "滨江区", "address": "网商路1号", "phone": "13800000000",
    });
    let save = "/open/address/addOrUpdate";
    assert!(caller.posted(save, &address).await.is_null());
    for (field, bad) in
        [("name", ""), ("province", "火星"), ("city", " "), ("address", ""), ("phone", "12345")]
    {
        let mut wrong = address.clone();
        wrong[field] = json!(bad);
        caller.post(save, &wrong).await.refused(200, 10011, field);
    }
    let kept = caller.posted("/open/address/get", &json!({})).await;
    assert_eq!(kept.as_array().unwrap().len(), 1);
    address["id"] = kept[0]["id"].clone();
    address["name"] = json!("李四");
    caller.posted(save, &address).await;
    assert_eq!(
        caller.posted("/open/address/get", &json!({})).await,
        json!([address_with_id_first(&address)])
    );
    address["id"] = json!(99);
    caller.post(save, &address).await.refused(200, 10019, "99");
    caller.stop().await;
}

/// Order of fields does not matter to `==`; this only spells the wire's shape out.
fn address_with_id_first(address: &serde_json::Value) -> serde_json::Value {
    json!({
        "id": address["id"], "name": address["name"], "province": address["province"], "city": address["city"],
        "district": address["district"], "address": address["address"], "phone": address["phone"],
    })
}
