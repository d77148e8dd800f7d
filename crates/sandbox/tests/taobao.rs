//! Taobao from words to a paid order.
#![allow(clippy::unwrap_used, clippy::panic, reason = "a test's helpers may fail the test")]

mod common;

use common::{Caller, cart_record, first_sku, pays, receiver, taobao_item, until};
use serde_json::{Value, json};

async fn order_status(caller: &Caller, id: &str) -> i64 {
    caller.got(&format!("/open/order/detail?orderId={id}")).await["status"].as_i64().unwrap()
}

/// A direct order of an item's first SKU, with the sum that the preview names.
async fn direct_order(caller: &Caller, item: &Value, quantity: u32) -> Value {
    let sku = first_sku(item);
    let line = json!([{ "itemId": item["itemId"].to_string(), "skuId": sku["skuId"], "quantity": quantity.to_string() }]);
    let receiver = receiver().to_string();
    let preview = caller
        .posted("/open/order/render", &json!({ "receiver": receiver, "orderLineList": line.to_string() }))
        .await;
    assert_eq!(preview["productFee"].as_i64().unwrap(), pays(sku) * i64::from(quantity));
    let line = json!([{
        "itemId": item["itemId"].to_string(), "skuId": sku["skuId"], "orderLineNo": "1",
        "quantity": quantity.to_string(), "price": pays(sku).to_string(), "currency": "CNY",
    }]);
    json!({
        "purchaseAmount": preview["totalFee"], "receiver": receiver, "orderLineList": line.to_string(),
        "sellerOrderNumber": "PD-1", "orderSource": "pondesk",
    })
}

async fn built_order(caller: &Caller, quantity: u32) -> Value {
    let item = taobao_item(caller, "").await;
    let made = caller.posted("/open/order", &direct_order(caller, &item, quantity).await).await;
    assert_eq!(made["status"], "BULIDING");
    caller.control("advance", &json!({ "seconds": 5 })).await;
    made
}

#[tokio::test(flavor = "multi_thread")]
async fn from_words_over_the_cart_to_a_paid_and_shipped_order() {
    let dir = tempfile::tempdir().unwrap();
    let caller = Caller::start(dir.path()).await;
    let item = taobao_item(&caller, "").await;
    assert_eq!(caller.posted("/open/cart/add", &cart_record(&item, 2)).await, json!(true));
    // More of the same SKU goes into the same record.
    caller.posted("/open/cart/add", &cart_record(&item, 1)).await;
    let cart = caller.got("/open/cart/list").await;
    let record = &cart["enableList"][0]["cartItemInfos"][0];
    assert_eq!((record["quantity"].as_u64(), record["mpId"].as_str()), (Some(3), item["mpId"].as_str()));
    let ids = json!([record["id"]]);
    caller.posted("/open/cart/edit-quantity", &json!({ "id": record["id"], "quantity": 4 })).await;

    let preview =
        caller.posted("/open/cart/preview/order", &json!({ "ids": ids, "orderAddress": receiver() })).await;
    assert_eq!(preview["productFee"].as_i64().unwrap(), 4 * pays(first_sku(&item)));
    let created =
        caller.posted("/open/cart/create/order", &json!({ "ids": ids, "orderAddress": receiver() })).await;
    assert_eq!(created["failList"], json!([]));
    let (order_id, purchase_id) =
        (created["orderIds"][0].as_str().unwrap(), created["purchaseOrderIds"][0].as_str().unwrap());
    assert_eq!((order_id.len(), purchase_id.len()), (19, 12));
    assert_eq!(
        caller.got("/open/cart/list").await["enableList"],
        json!([]),
        "ordered records leave the cart"
    );

    let order = caller.got(&format!("/open/order/detail?orderId={order_id}")).await;
    assert_eq!(order["status"], 12);
    assert_eq!(order["purchaseAmount"], preview["totalFee"]);
    let pay = json!({ "purchaseOrderIdList": [purchase_id] });
    caller.post("/open/order/pay", &pay).await.refused(200, 10007, "status 12");
    caller.control("advance", &json!({ "seconds": 5 })).await;
    assert_eq!(order_status(&caller, order_id).await, 0);

    let before = caller.balance().await;
    assert_eq!(caller.posted("/open/order/pay", &pay).await["successPurchaseOrderIds"], json!([purchase_id]));
    assert_eq!(caller.balance().await, before - preview["totalFee"].as_i64().unwrap());
    assert_eq!(order_status(&caller, order_id).await, 5);
    caller.post("/open/order/pay", &pay).await.refused(200, 10007, "status 5");
    caller.control("advance", &json!({ "seconds": 60 })).await;
    assert_eq!(order_status(&caller, order_id).await, 10);
    caller.control("advance", &json!({ "seconds": 4 * 86_400 })).await;
    let order = caller.got(&format!("/open/order/detail?orderId={order_id}")).await;
    assert_eq!(order["status"], 11);
    assert!(!order["subOrders"][0]["logisticsNumber"].as_str().unwrap().is_empty());
    assert_eq!(order["subOrders"][0]["status"], "WAIT_BUYER_CONFIRM_GOODS");
    caller.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_voucher_is_rejected_sent_again_and_approved() {
    let dir = tempfile::tempdir().unwrap();
    let caller = Caller::start(dir.path()).await;
    let made = built_order(&caller, 2).await;
    let id = made["orderId"].as_str().unwrap();
    let before = caller.balance().await;
    let voucher = |text: &str| json!({ "orderId": id, "voucherUrls": [text], "remark": "" });
    let upload = |body: Value| {
        let caller = &caller;
        async move { caller.post("/open/order/pay/voucher", &body).await }
    };
    upload(voucher("ftp://example.com/proof.jpg")).await.refused(200, 10013, "http");
    upload(voucher("not a picture")).await.refused(200, 10013, "base64");
    upload(voucher("aGVsbG8gd29ybGQsIGhlbGxvIHdvcmxk")).await.refused(200, 10013, "type");
    upload(json!({ "orderId": id, "voucherUrls": [] })).await.refused(400, 40000, "voucherUrls");
    assert_eq!(order_status(&caller, id).await, 0);

    upload(voucher("https://example.com/proof.jpg")).await.data();
    assert_eq!(order_status(&caller, id).await, 1);
    upload(voucher("https://example.com/again.jpg")).await.refused(200, 10007, "status 1");
    caller.control("reject-voucher", &json!({ "orderId": id, "reason": "金额不符" })).await;
    let order = caller.got(&format!("/open/order/detail?orderId={id}")).await;
    assert_eq!((order["status"].as_i64(), order["financeRemark"].as_str()), (Some(3), Some("金额不符")));

    let pdf = "JVBERi0xLjQKJSVFT0YK";
    upload(voucher(pdf)).await.data();
    let vouchers = caller.state().await["vouchers"].clone();
    assert_eq!(vouchers[1]["mime"], "application/pdf");
    assert_eq!(vouchers[1]["bytes"], 15);
    caller.control("approve-voucher", &json!({ "orderId": id })).await;
    assert_eq!(order_status(&caller, id).await, 2);
    caller.control("advance", &json!({ "seconds": 120 })).await;
    assert_eq!(order_status(&caller, id).await, 10);
    assert_eq!(caller.balance().await, before, "a voucher does not touch the balance");
    caller.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn finance_approves_by_itself_on_a_fast_clock() {
    let dir = tempfile::tempdir().unwrap();
    let options = pondesk_sandbox::SandboxOptions {
        seed: common::SEED,
        speed: 3600,
        ..pondesk_sandbox::SandboxOptions::new(dir.path())
    };
    let caller = Caller::start_with(options).await;
    let item = taobao_item(&caller, "").await;
    let made = caller.posted("/open/order", &direct_order(&caller, &item, 1).await).await;
    let id = made["orderId"].as_str().unwrap();
    until("the order is built", || async { order_status(&caller, id).await == 0 }).await;
    let body = json!({ "orderId": id, "voucherUrls": ["https://example.com/proof.jpg"] });
    caller.posted("/open/order/pay/voucher", &body).await;
    until("finance approved and the seller is to ship", || async { order_status(&caller, id).await >= 10 })
        .await;
    caller.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_price_that_changed_between_preview_and_order_is_noticed() {
    let dir = tempfile::tempdir().unwrap();
    let caller = Caller::start(dir.path()).await;
    let item = taobao_item(&caller, "").await;
    let sku = first_sku(&item);
    let order = direct_order(&caller, &item, 2).await;
    let change = json!({ "platform": "taobao", "offerId": item["itemId"], "skuId": sku["skuId"], "priceFen": pays(sku) + 100 });
    caller.control("change-price", &change).await;
    caller.post("/open/order", &order).await.refused(200, 10009, &(pays(sku) + 100).to_string());

    let mut right = direct_order(&caller, &taobao_item(&caller, "").await, 2).await;
    let sum = right["purchaseAmount"].as_i64().unwrap();
    right["purchaseAmount"] = json!(sum - 1);
    caller.post("/open/order", &right).await.refused(200, 10008, &sum.to_string());
    right["purchaseAmount"] = json!(sum);
    caller.posted("/open/order", &right).await;
    caller.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_balance_too_small_pays_nothing_or_part() {
    let dir = tempfile::tempdir().unwrap();
    let caller = Caller::start(dir.path()).await;
    let first = built_order(&caller, 1).await;
    let second = built_order(&caller, 3).await;
    let sum = |id: &Value| {
        let path = format!("/open/order/detail?orderId={}", id.as_str().unwrap());
        let caller = &caller;
        async move { caller.got(&path).await["purchaseAmount"].as_i64().unwrap() }
    };
    caller.control("set-balance", &json!({ "fen": sum(&first["orderId"]).await - 1 })).await;
    let ids = [&first["purchaseOrderId"], &second["purchaseOrderId"]];
    caller
        .post("/open/order/pay", &json!({ "purchaseOrderIdList": ids }))
        .await
        .refused(200, 10010, "balance");
    caller.control("set-balance", &json!({ "fen": sum(&second["orderId"]).await })).await;
    let paid = caller.posted("/open/order/pay", &json!({ "purchaseOrderIdList": [ids[1], ids[0]] })).await;
    assert_eq!(paid, json!({ "successPurchaseOrderIds": [ids[1]], "failurePurchaseOrderIds": [ids[0]] }));
    assert_eq!(caller.balance().await, 0);
    caller.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn cancelling_gives_the_goods_back_and_only_before_payment() {
    let dir = tempfile::tempdir().unwrap();
    let caller = Caller::start(dir.path()).await;
    let stock = async || {
        let item = taobao_item(&caller, "").await;
        first_sku(&item)["quantity"].as_u64().unwrap()
    };
    let before = stock().await;
    let made = built_order(&caller, 2).await;
    assert_eq!(stock().await, before - 2);
    let cancel = json!({ "purchaseOrderId": made["purchaseOrderId"], "subPurchaseOrderIdList": [], "cancelReason": "不想要了" });
    caller.posted("/open/order/cancel", &cancel).await;
    assert_eq!(stock().await, before);
    let id = made["orderId"].as_str().unwrap();
    assert_eq!(order_status(&caller, id).await, 4);
    caller.post("/open/order/cancel", &cancel).await.refused(200, 10007, "status 4");

    // A seller who cannot deliver gives the money back.
    let paid = built_order(&caller, 2).await;
    let balance = caller.balance().await;
    caller.posted("/open/order/pay", &json!({ "purchaseOrderIdList": [paid["purchaseOrderId"]] })).await;
    caller.control("advance", &json!({ "seconds": 60 })).await;
    let cancel = json!({ "purchaseOrderId": paid["purchaseOrderId"], "cancelReason": "不想要了" });
    caller.post("/open/order/cancel", &cancel).await.refused(200, 10007, "status 10");
    caller.control("close", &json!({ "orderId": paid["orderId"] })).await;
    assert_eq!(caller.balance().await, balance);
    let never = json!({ "purchaseOrderId": "123", "cancelReason": "x" });
    caller.post("/open/order/cancel", &never).await.refused(200, 10006, "123");

    // Nobody pays: the deadline closes it.
    let forgotten = built_order(&caller, 1).await;
    caller.control("advance", &json!({ "seconds": 90_000 })).await;
    assert_eq!(order_status(&caller, forgotten["orderId"].as_str().unwrap()).await, 4);
    caller.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn bad_cart_input_is_refused_by_name() {
    let dir = tempfile::tempdir().unwrap();
    let caller = Caller::start(dir.path()).await;
    let item = taobao_item(&caller, "").await;
    let with = |field: &str, value: Value| {
        let mut record = cart_record(&item, 1);
        record[field] = value;
        let caller = &caller;
        async move { caller.post("/open/cart/add", &record).await }
    };
    with("quantity", json!(0)).await.refused(400, 40000, "/quantity");
    with("quantity", json!(999_999)).await.refused(200, 10003, "left");
    with("itemId", json!(1)).await.refused(200, 10001, "itemId 1");
    with("skuId", json!("1")).await.refused(200, 10002, "skuId 1");
    with("mpSkuId", json!("1")).await.refused(200, 10004, "mpSkuId");
    caller.post("/open/cart/delete", &json!({ "ids": [99] })).await.refused(200, 10005, "99");
    caller.posted("/open/cart/add", &cart_record(&item, 1)).await;
    let id = caller.got("/open/cart/list").await["enableList"][0]["cartItemInfos"][0]["id"].clone();
    let mut nowhere = receiver();
    nowhere["state"] = json!("火星");
    let preview = json!({ "ids": [id], "orderAddress": nowhere });
    caller.post("/open/cart/preview/order", &preview).await.refused(200, 10011, "state");

    // An emptied shelf moves the record to the lapsed ones and out of the sum.
    caller
        .control("set-stock", &json!({ "platform": "taobao", "offerId": item["itemId"], "stock": 0 }))
        .await;
    assert_eq!(caller.got("/open/cart/list").await["disableList"][0]["cartItemInfos"][0]["id"], id);
    let preview =
        caller.posted("/open/cart/preview/order", &json!({ "ids": [id], "orderAddress": receiver() })).await;
    assert_eq!((preview["totalFee"].as_i64(), preview["unavailableItems"][0]["id"].clone()), (Some(0), id));
    caller.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn orders_are_paged_newest_first_and_filtered() {
    let dir = tempfile::tempdir().unwrap();
    let caller = Caller::start(dir.path()).await;
    let mut ids = Vec::new();
    for quantity in 1..=3 {
        ids.push(built_order(&caller, quantity).await["orderId"].clone());
    }
    let page = caller.got("/open/order/page?pageNo=1&pageSize=2").await;
    assert_eq!((page["total"].as_i64(), page["records"].as_array().unwrap().len()), (Some(3), 2));
    assert_eq!(page["records"][0]["orderId"], ids[2]);
    assert_eq!(caller.got("/open/order/page?pageNo=2&pageSize=2").await["records"][0]["orderId"], ids[0]);
    let one = caller
        .got(&format!("/open/order/page?pageNo=1&pageSize=9&orderId={}", ids[1].as_str().unwrap()))
        .await;
    assert_eq!(one["total"], 1);
    assert_eq!(caller.got("/open/order/page?pageNo=1&pageSize=9&status=11").await["total"], 0);
    assert_eq!(caller.got("/open/order/page?pageNo=1&pageSize=9&sellerOrderNumber=PD-1").await["total"], 3);
    let future = "/open/order/page?pageNo=1&pageSize=9&startTime=2090-01-01%2000:00:00";
    assert_eq!(caller.got(future).await["total"], 0);
    caller.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_line_cancelled_alone_is_neither_paid_nor_refunded() {
    let dir = tempfile::tempdir().unwrap();
    let caller = Caller::start(dir.path()).await;
    let item = taobao_item(&caller, "").await;
    let skus = item["skuList"].as_array().unwrap();
    for sku in skus.iter().filter(|sku| sku["quantity"].as_u64().unwrap() >= 5).take(2) {
        let mut record = cart_record(&item, 1);
        record["skuId"] = sku["skuId"].clone();
        record["mpSkuId"] = sku["mpSkuId"].clone();
        caller.posted("/open/cart/add", &record).await;
    }
    let cart = caller.got("/open/cart/list").await;
    let rows = cart["enableList"][0]["cartItemInfos"].as_array().unwrap();
    let ids: Vec<&Value> = rows.iter().map(|row| &row["id"]).collect();
    assert_eq!(ids.len(), 2, "two SKUs of one shop");
    let body = json!({ "ids": ids, "orderAddress": receiver() });
    let made = caller.posted("/open/cart/create/order", &body).await;
    let (id, purchase_id) = (made["orderIds"][0].as_str().unwrap(), &made["purchaseOrderIds"][0]);
    caller.control("advance", &json!({ "seconds": 5 })).await;
    let detail = format!("/open/order/detail?orderId={id}");
    let whole = caller.got(&detail).await;
    let second = &whole["subOrders"][1];
    let cancel = json!({
        "purchaseOrderId": purchase_id, "subPurchaseOrderIdList": [second["subPurchaseOrderId"]], "cancelReason": "x",
    });
    caller.posted("/open/order/cancel", &cancel).await;
    let rest = caller.got(&detail).await;
    let fen = |order: &Value, field: &str| order[field].as_i64().unwrap();
    assert_eq!(fen(&rest, "purchaseAmount"), fen(&whole, "purchaseAmount") - fen(second, "productFee"));
    assert_eq!(
        (rest["status"].as_i64(), rest["subOrders"][1]["status"].as_str()),
        (Some(0), Some("TRADE_CLOSED"))
    );
    caller.post("/open/order/cancel", &cancel).await.refused(200, 10006, "sub order");

    let before = caller.balance().await;
    caller.posted("/open/order/pay", &json!({ "purchaseOrderIdList": [purchase_id] })).await;
    assert_eq!(caller.balance().await, before - fen(&rest, "purchaseAmount"));
    caller.control("advance", &json!({ "seconds": 60 })).await;
    caller.control("close", &json!({ "orderId": id })).await;
    assert_eq!(caller.balance().await, before);
    caller.stop().await;
}
