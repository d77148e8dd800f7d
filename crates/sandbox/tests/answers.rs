//! Every documented field of every answer is there.
#![allow(clippy::unwrap_used, clippy::panic, reason = "a test's helpers may fail the test")]

mod common;

use common::answers::missing_fields;
use common::{Caller, address, alibaba_offer, cart_record, receiver, spec, taobao_item};
use serde_json::{Value, json};

/// Fields of the second edition only.
const ELSEWHERE: [&str; 1] = [".enableList[].cartItemInfos[].offerMapId"];

fn assert_full(method: &str, path: &str, data: &Value) {
    let mut missing = missing_fields(method, path, data);
    missing.retain(|field| !ELSEWHERE.contains(&field.as_str()));
    assert!(missing.is_empty(), "{path} lacks {missing:?}");
}

#[tokio::test(flavor = "multi_thread")]
async fn taobao_leaves_no_documented_field_out() {
    let dir = tempfile::tempdir().unwrap();
    let caller = Caller::start(dir.path()).await;
    let posted = async |path: &str, body: Value| {
        let data = caller.posted(path, &body).await;
        assert_full("post", path, &data);
        data
    };
    let got = async |path: &str, query: &str| {
        let data = caller.got(&format!("{path}{query}")).await;
        assert_full("get", path, &data);
        data
    };
    posted("/open/product/item/search", json!({ "keyword": "" })).await;
    let item = taobao_item(&caller, "").await;
    let id = item["itemId"].to_string();
    got("/open/product/get", &format!("?itemId={id}")).await;
    got("/open/product/query", &format!("?itemId={id}")).await;
    posted("/open/product/source/get", json!({ "itemId": id, "language": "vi" })).await;
    let params = json!([{ "itemId": id, "skuIds": [] }, { "itemId": "1", "skuIds": [] }]).to_string();
    posted("/open/product/batch/check", json!({ "params": params })).await;
    caller.posted("/open/cart/add", &cart_record(&item, 2)).await;
    let cart = got("/open/cart/list", "").await;
    let ids = json!([cart["enableList"][0]["cartItemInfos"][0]["id"]]);
    posted("/open/cart/preview/order", json!({ "ids": ids, "orderAddress": receiver() })).await;
    let made = posted("/open/cart/create/order", json!({ "ids": ids, "orderAddress": receiver() })).await;
    got("/open/order/page", "?pageNo=1&pageSize=5").await;
    got("/open/order/detail", &format!("?orderId={}", made["orderIds"][0].as_str().unwrap())).await;
    caller.control("advance", &json!({ "seconds": 5 })).await;
    posted("/open/order/pay", json!({ "purchaseOrderIdList": made["purchaseOrderIds"] })).await;
    caller.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn alibaba_leaves_no_documented_field_out() {
    let dir = tempfile::tempdir().unwrap();
    let caller = Caller::start(dir.path()).await;
    let posted = async |path: &str, body: Value| {
        let data = caller.posted(path, &body).await;
        assert_full("post", path, &data);
        data
    };
    posted(
        "/alibaba/product/keywords/query",
        json!({ "keyword": "", "beginPage": 1, "pageSize": 5, "country": "en" }),
    )
    .await;
    let enough = |offer: &Value| {
        let wanted = 3 * offer["minOrderQuantity"].as_u64().unwrap() + 3;
        offer["productSkuInfos"]
            .as_array()
            .unwrap()
            .iter()
            .any(|sku| sku["amountOnSale"].as_u64().unwrap() >= wanted)
    };
    let offer = alibaba_offer(&caller, "", enough).await;
    posted("/alibaba/product/detail/get", json!({ "offerId": offer["offerId"], "country": "en" })).await;
    let store =
        json!({ "sellerOpenId": offer["sellerOpenId"], "beginPage": 1, "pageSize": 5, "country": "en" });
    posted("/alibaba/product/query/selleroffer", store).await;
    let (spec, quantity) = (spec(&offer), offer["minOrderQuantity"].clone());
    caller
        .posted(
            "/alibaba/cart/add",
            &json!({ "offerId": offer["offerId"], "specId": spec, "quantity": quantity }),
        )
        .await;
    let cart = caller.got("/alibaba/cart/list").await;
    assert_full("get", "/alibaba/cart/list", &cart);
    let ids = json!([cart["enableList"][0]["cartItemInfos"][0]["id"]]);
    let from_cart = json!({ "flow": "general", "addressParam": address(), "cartIds": ids });
    posted("/alibaba/cart/preview/order", from_cart.clone()).await;
    posted("/alibaba/cart/create/order", from_cart).await;
    let line = json!({
        "offerId": offer["offerId"], "specId": spec, "quantity": quantity, "sellerOpenId": offer["sellerOpenId"],
    });
    let order = json!({ "flow": "general", "addressParam": address(), "cargoParamList": [line] });
    posted("/alibaba/order/create/preview", order.clone()).await;
    posted("/alibaba/order/create/previewbatch", order.clone()).await;
    let made = posted("/alibaba/order/create", order.clone()).await;
    posted("/alibaba/order/batch/create", order).await;
    let id = made["orderId"].as_str().unwrap();
    let paid = caller.got(&format!("/alibaba/order/pay/url?orderId={id}")).await;
    assert_full("get", "/alibaba/order/pay/url", &paid);
    caller.control("ship", &json!({ "orderId": id })).await;
    posted("/alibaba/order/detail", json!({ "webSite": "1688", "orderId": id })).await;
    posted("/alibaba/order/page", json!({ "pageNo": 1, "pageSize": 5 })).await;
    caller.stop().await;
}
