//! International freight: estimated, previewed, booked for goods that were bought, and fed with domestic parcels.
#![allow(clippy::unwrap_used, clippy::panic, reason = "a test's helpers may fail the test")]

mod common;

use common::{Caller, cart_record, first_sku, receiver, taobao_item};
use serde_json::{Value, json};

const ESTIMATE: &str = "/open/pp/logistics/itemLogisticsPrice";
const PREVIEW: &str = "/open/pp/logistics/orderRenderFreight";
const BOOK: &str = "/open/pp/logistics/orderBookingFreight";
const UPDATE: &str = "/open/pp/logistics/updateLogisticInfo";

fn abroad(country: &str) -> Value {
    json!({
        "country": country, "state": "California", "city": "Springfield", "zip": "90001",
        "address": "1 Example Street", "name": "Jane Example", "phone": "5550100", "mobilePhone": "5550100",
        "email": "jane@example.com",
    })
}

fn estimate_of(item: &Value, quantity: u32, country: &str) -> Value {
    json!({
        "itemId": item["mpId"], "skuId": first_sku(item)["mpSkuId"], "quantity": quantity, "currency": "USD",
        "price": "10.00", "receiverAddress": abroad(country),
    })
}

fn fen(text: &Value) -> i64 {
    text.as_str().unwrap().replace('.', "").parse().unwrap()
}

fn preview_of(item: &Value, quantity: u32, service: &Value) -> Value {
    json!({
        "receiverAddress": abroad("US"),
        "renderItems": [{
            "itemId": item["itemId"].to_string(), "skuId": first_sku(item)["skuId"], "quantity": quantity,
            "currency": "USD", "price": "10.00", "freightInfo": { "serviceId": service },
        }],
    })
}

/// A paid order of `quantity` pieces: its purchase order id.
async fn bought(caller: &Caller, item: &Value, quantity: u32, pay: bool) -> Value {
    caller.posted("/open/cart/add", &cart_record(item, quantity)).await;
    let id = caller.got("/open/cart/list").await["enableList"][0]["cartItemInfos"][0]["id"].clone();
    let body = json!({ "ids": [id], "orderAddress": receiver() });
    let made = caller.posted("/open/cart/create/order", &body).await;
    caller.control("advance", &json!({ "seconds": 5 })).await;
    if pay {
        caller.posted("/open/order/pay", &json!({ "purchaseOrderIdList": made["purchaseOrderIds"] })).await;
    }
    made["purchaseOrderIds"][0].clone()
}

#[tokio::test(flavor = "multi_thread")]
async fn an_estimate_goes_by_weight_volume_and_country() {
    let dir = tempfile::tempdir().unwrap();
    let caller = Caller::start(dir.path()).await;
    let item = taobao_item(&caller, "连衣裙").await;
    let one = caller.posted(ESTIMATE, &estimate_of(&item, 1, "VN")).await["freightInfos"].clone();
    let ten = caller.posted(ESTIMATE, &estimate_of(&item, 10, "VN")).await["freightInfos"].clone();
    let far = caller.posted(ESTIMATE, &estimate_of(&item, 1, "us")).await["freightInfos"].clone();
    assert_eq!(one.as_array().unwrap().len(), 3);
    for (at, service) in one.as_array().unwrap().iter().enumerate() {
        assert_eq!(service["serviceId"], ten[at]["serviceId"]);
        assert!(fen(&service["freight"]) <= fen(&ten[at]["freight"]));
        assert!(fen(&service["freight"]) < fen(&far[at]["freight"]), "America is farther than Vietnam");
    }
    assert!(fen(&one[0]["freight"]) < fen(&ten[0]["freight"]));
    assert!(ten[0]["chargeableWeight"].as_f64().unwrap() > one[0]["chargeableWeight"].as_f64().unwrap());

    let bank = taobao_item(&caller, "充电宝").await;
    let services = caller.posted(ESTIMATE, &estimate_of(&bank, 1, "US")).await["freightInfos"].clone();
    let categories: Vec<&Value> =
        services.as_array().unwrap().iter().map(|service| &service["serviceCategory"]).collect();
    assert_eq!(categories, [&json!("AIR_LINE"), &json!("SEA")], "an express takes no battery");

    caller.post(ESTIMATE, &estimate_of(&item, 1, "XX")).await.refused(200, 10011, "country");
    caller.post(ESTIMATE, &estimate_of(&item, 900_000, "US")).await.refused(200, 10024, "SEA takes");
    let with = |field: &str, value: Value| {
        let mut wrong = estimate_of(&item, 1, "US");
        wrong[field] = value;
        wrong
    };
    caller.post(ESTIMATE, &with("price", json!("0"))).await.refused(200, 10028, "price");
    caller.post(ESTIMATE, &with("currency", json!("XAU"))).await.refused(200, 10028, "currency");
    caller.post(ESTIMATE, &with("skuId", json!("1"))).await.refused(200, 10002, "skuId 1");
    caller.post(ESTIMATE, &with("itemId", json!("1"))).await.refused(200, 10001, "itemId 1");
    let mut nameless = estimate_of(&item, 1, "US");
    nameless["receiverAddress"]["name"] = Value::Null;
    caller.post(ESTIMATE, &nameless).await.refused(200, 10011, "name");
    caller.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_preview_is_booked_once_for_goods_that_were_paid() {
    let dir = tempfile::tempdir().unwrap();
    let caller = Caller::start(dir.path()).await;
    let item = taobao_item(&caller, "").await;
    let unpaid = bought(&caller, &item, 2, false).await;
    let purchase = bought(&caller, &item, 2, true).await;
    let services = caller.posted(ESTIMATE, &estimate_of(&item, 2, "US")).await["freightInfos"].clone();
    let service =
        services.as_array().unwrap().iter().find(|service| service["serviceId"] == "2").unwrap().clone();
    let preview = caller.posted(PREVIEW, &preview_of(&item, 2, &service["serviceId"])).await;
    let render_id = preview["renderId"].as_str().unwrap();
    assert!(render_id.starts_with("FF") && render_id.len() == 15, "{render_id}");
    assert_eq!(preview["freight"], service["freight"], "the preview agrees with the estimate");
    caller.post(PREVIEW, &preview_of(&item, 2, &json!("9"))).await.refused(200, 10024, "\"9\"");
    caller
        .post(PREVIEW, &json!({ "receiverAddress": abroad("US"), "renderItems": [] }))
        .await
        .refused(200, 10024, "empty");

    let booking = |purchase: &Value| {
        json!({
            "renderId": render_id, "receiverAddress": abroad("US"), "tmallOrderInfo": { "tmallOrderId": purchase },
            "lineItems": [{
                "itemId": item["itemId"].to_string(), "skuId": first_sku(&item)["skuId"], "quantity": 2,
                "freightInfo": { "serviceId": "2" },
            }],
        })
    };
    caller.post(BOOK, &booking(&json!("1"))).await.refused(200, 10006, "1");
    caller.post(BOOK, &booking(&unpaid)).await.refused(200, 10007, "must be paid");
    let mut elsewhere = booking(&purchase);
    elsewhere["receiverAddress"] = abroad("VN");
    caller.post(BOOK, &elsewhere).await.refused(200, 10025, "receiverAddress");
    let mut more = booking(&purchase);
    more["lineItems"][0]["quantity"] = json!(3);
    caller.post(BOOK, &more).await.refused(200, 10025, "not previewed");
    let mut nothing = booking(&purchase);
    nothing["renderId"] = Value::Null;
    caller.post(BOOK, &nothing).await.refused(200, 10025, "renderId");

    let booked = caller.posted(BOOK, &booking(&purchase)).await;
    assert!(booked["lineItems"][0]["logisticNumer"].as_str().unwrap().starts_with("FARJP"));
    caller.post(BOOK, &booking(&purchase)).await.refused(200, 10025, "booked already");
    let kept = caller.state().await["internationalOrders"][0].clone();
    assert_eq!(kept["orderId"], booked["orderId"]);
    assert_eq!(kept["freightFen"], fen(&preview["freight"]));

    let second = caller.posted(PREVIEW, &preview_of(&item, 2, &json!("2"))).await;
    assert_ne!(second["renderId"], preview["renderId"]);
    caller.control("advance", &json!({ "seconds": 25 * 3600 })).await;
    let mut late = booking(&purchase);
    late["renderId"] = second["renderId"].clone();
    caller.post(BOOK, &late).await.refused(200, 10025, "24 hours");
    let too_many = caller.posted(PREVIEW, &preview_of(&item, 5, &json!("2"))).await;
    late["renderId"] = too_many["renderId"].clone();
    late["lineItems"] = Value::Null;
    caller.post(BOOK, &late).await.refused(200, 10004, "not 5");
    caller.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn domestic_parcels_are_noted_on_their_line() {
    let dir = tempfile::tempdir().unwrap();
    let caller = Caller::start(dir.path()).await;
    let item = taobao_item(&caller, "").await;
    let purchase = bought(&caller, &item, 2, true).await;
    let preview = caller.posted(PREVIEW, &preview_of(&item, 2, &json!("2"))).await;
    let booking = json!({ "renderId": preview["renderId"], "tmallOrderInfo": { "tmallOrderId": purchase } });
    let booked = caller.posted(BOOK, &booking).await;
    let update = json!({
        "orderId": booked["orderId"], "tmallOrderId": purchase,
        "logisticInfos": [{
            "lineItem": { "itemId": item["mpId"], "skuId": first_sku(&item)["skuId"], "quantity": 2 },
            "logisticNumer": booked["lineItems"][0]["logisticNumer"],
            "domesticLogisticInfo": [
                { "logisticNumer": "SF1234521212678", "logisticCompanyName": "顺丰", "rtsTime": "1754342534" },
                { "logisticNumer": "YT122323345678", "logisticCompanyName": "圆通", "rtsTime": "1754342534" },
            ],
        }],
    });
    assert_eq!(caller.posted(UPDATE, &update).await, json!(true));
    let kept = caller.state().await["internationalOrders"][0]["lines"][0].clone();
    assert_eq!(kept["parcels"][1]["waybill"], "YT122323345678");
    assert_eq!(kept["parcels"][0]["handedOverS"], 1_754_342_534);

    let with = |pointer: &str, value: Value| {
        let mut wrong = update.clone();
        *wrong.pointer_mut(pointer).unwrap() = value;
        wrong
    };
    caller.post(UPDATE, &with("/orderId", json!("21"))).await.refused(200, 10026, "21");
    caller.post(UPDATE, &with("/tmallOrderId", json!("21"))).await.refused(200, 10004, "tmallOrderId");
    caller.post(UPDATE, &with("/logisticInfos", json!([]))).await.refused(200, 10027, "empty");
    let number = "/logisticInfos/0/logisticNumer";
    caller.post(UPDATE, &with(number, json!("FARJP1"))).await.refused(200, 10004, "FARJP1");
    let time = "/logisticInfos/0/domesticLogisticInfo/0/rtsTime";
    caller.post(UPDATE, &with(time, json!("yesterday"))).await.refused(200, 10027, "rtsTime");
    caller.stop().await;
}
