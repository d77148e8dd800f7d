//! 1688 from words to a paid order.
#![allow(clippy::unwrap_used, clippy::panic, reason = "a test's helpers may fail the test")]

mod common;

use common::{Caller, address, alibaba_offer, spec};
use serde_json::{Value, json};

fn moq(offer: &Value) -> u64 {
    offer["minOrderQuantity"].as_u64().unwrap()
}

/// An offer priced by quantity whose second step can be ordered.
async fn laddered(caller: &Caller) -> Value {
    alibaba_offer(caller, "", |offer| offer["productSaleInfo"]["quoteType"] == 2 && has_stock(offer)).await
}

fn has_stock(offer: &Value) -> bool {
    let wanted = 3 * moq(offer) + 3;
    offer["productSkuInfos"]
        .as_array()
        .unwrap()
        .iter()
        .any(|sku| sku["amountOnSale"].as_u64().unwrap() >= wanted)
}

fn order(offer: &Value, quantity: u64) -> Value {
    json!({
        "flow": "general", "addressParam": address(),
        "cargoParamList": [{ "offerId": offer["offerId"], "specId": spec(offer), "quantity": quantity }],
    })
}

async fn detail(caller: &Caller, id: &str) -> Value {
    caller.posted("/alibaba/order/detail", &json!({ "webSite": "1688", "orderId": id })).await
}

async fn status(caller: &Caller, id: &str) -> String {
    detail(caller, id).await["baseInfo"]["status"].as_str().unwrap().to_owned()
}

fn yuan_to_fen(value: &Value) -> i64 {
    let text = value.to_string();
    let (whole, part) = text.split_once('.').unwrap_or((&text, ""));
    whole.parse::<i64>().unwrap() * 100 + format!("{part:0<2}").parse::<i64>().unwrap()
}

#[tokio::test(flavor = "multi_thread")]
async fn from_words_over_the_cart_to_orders_paid_in_a_batch() {
    let dir = tempfile::tempdir().unwrap();
    let caller = Caller::start(dir.path()).await;
    let first = laddered(&caller).await;
    let other_seller = |offer: &Value| offer["sellerOpenId"] != first["sellerOpenId"] && has_stock(offer);
    let second = alibaba_offer(&caller, "", other_seller).await;
    for offer in [&first, &second] {
        let record = json!({
            "offerId": offer["offerId"], "specId": spec(offer), "quantity": moq(offer),
            "sellerOpenId": offer["sellerOpenId"],
        });
        assert_eq!(caller.posted("/alibaba/cart/add", &record).await, json!(true));
    }
    let cart = caller.got("/alibaba/cart/list").await;
    let ids: Vec<Value> =
        cart["enableList"].as_array().unwrap().iter().map(|s| s["cartItemInfos"][0]["id"].clone()).collect();
    assert_eq!(ids.len(), 2, "one shop each");
    let body = json!({ "addressParam": address(), "cartIds": ids, "flow": "general" });
    let previews = caller.posted("/alibaba/cart/preview/order", &body).await;
    let created = caller.posted("/alibaba/cart/create/order", &body).await;
    assert_eq!(caller.got("/alibaba/cart/list").await["enableList"], json!([]));

    let mut total = 0;
    let mut order_ids = Vec::new();
    for (preview, made) in previews.as_array().unwrap().iter().zip(created.as_array().unwrap()) {
        let group = &preview["orderPreviewResuslt"][0];
        assert_eq!(preview["success"], true);
        assert_eq!(group["tradeModeNameList"], json!(["fxassure"]));
        assert_eq!(made["totalSuccessAmount"], group["sumPayment"]);
        assert_eq!(made["postFee"], group["sumCarriage"]);
        let id = made["orderId"].as_str().unwrap();
        assert_eq!(id.len(), 19);
        // Fen in the preview, yuan in the order.
        let order = detail(&caller, id).await;
        assert_eq!(yuan_to_fen(&order["baseInfo"]["totalAmount"]), group["sumPayment"].as_i64().unwrap());
        assert_eq!(
            yuan_to_fen(&group["cargoList"][0]["amount"]),
            group["sumPaymentNoCarriage"].as_i64().unwrap()
        );
        assert_eq!(order["baseInfo"]["idOfStr"], id);
        assert_eq!(order["baseInfo"]["id"].as_f64(), id.parse().ok(), "the number twin is rounded");
        assert_eq!(order["tradeTerms"][0]["phasAmount"], order["baseInfo"]["totalAmount"]);
        total += group["sumPayment"].as_i64().unwrap();
        order_ids.push(id.to_owned());
    }
    let before = caller.balance().await;
    assert_eq!(
        caller.posted("/alibaba/order/batch/submit/to/pay", &json!({ "orderIds": order_ids })).await,
        json!(true)
    );
    assert_eq!(caller.balance().await, before - total);
    caller.post("/alibaba/order/batch/submit/to/pay", &json!({ "orderIds": order_ids })).await.refused(
        200,
        10007,
        "waitsellersend",
    );

    let id = &order_ids[0];
    assert_eq!(status(&caller, id).await, "waitsellersend");
    caller.control("ship", &json!({ "orderId": id, "carrier": "顺丰速运", "waybill": "SF1" })).await;
    let order = detail(&caller, id).await;
    assert_eq!(order["nativeLogistics"]["logisticsItems"][0]["logisticsBillNo"], "SF1");
    let lines =
        json!([serde_json::from_str::<Value>(order["productItems"][0]["subItemIDString"].as_str().unwrap())
            .unwrap()]);
    let number: Value = serde_json::from_str(id).unwrap();
    let receipt = json!({ "orderId": number, "orderEntryIds": lines });
    assert_eq!(caller.posted("/alibaba/order/receivegoods", &receipt).await["success"], true);
    assert_eq!(status(&caller, id).await, "confirm_goods");
    assert_eq!(caller.posted("/alibaba/order/receivegoods", &receipt).await["success"], false);
    caller.control("advance", &json!({ "seconds": 3700 })).await;
    assert_eq!(status(&caller, id).await, "success");
    // The other order goes its way by itself: shipped, received by deadline, settled.
    caller.control("advance", &json!({ "seconds": 20 * 86_400 })).await;
    assert_eq!(status(&caller, &order_ids[1]).await, "success");
    caller.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn the_ladder_goes_by_the_offer_s_quantity_in_the_order() {
    let dir = tempfile::tempdir().unwrap();
    let caller = Caller::start(dir.path()).await;
    let fits = |offer: &Value| {
        let steps = offer["productSaleInfo"]["priceRangeList"].as_array().unwrap();
        let skus = offer["productSkuInfos"].as_array().unwrap();
        let Some(second) = steps.get(1).and_then(|step| step["startQuantity"].as_u64()) else { return false };
        skus.len() >= 2 && skus[..2].iter().all(|sku| sku["amountOnSale"].as_u64().unwrap() >= second)
    };
    let offer = alibaba_offer(&caller, "", fits).await;
    let steps = offer["productSaleInfo"]["priceRangeList"].as_array().unwrap();
    let second = steps[1]["startQuantity"].as_u64().unwrap();
    let skus = offer["productSkuInfos"].as_array().unwrap();
    let line = |sku: &Value, quantity: u64| json!({ "offerId": offer["offerId"], "specId": sku["specId"], "quantity": quantity });
    let preview = async |lines: Value| {
        let body = json!({ "addressParam": address(), "cargoParamList": lines });
        caller.posted("/alibaba/order/create/preview", &body).await["orderPreviewResuslt"][0]["cargoList"]
            .clone()
    };
    let price = |step: usize| {
        let (whole, part) = steps[step]["price"].as_str().unwrap().split_once('.').unwrap();
        format!("{whole}{part}").parse::<i64>().unwrap()
    };
    // Two SKUs that reach the second step only together.
    let together = preview(json!([line(&skus[0], second - 1), line(&skus[1], 1)])).await;
    for cargo in together.as_array().unwrap() {
        assert_eq!(yuan_to_fen(&cargo["finalUnitPrice"]), price(1));
    }
    let alone = preview(json!([line(&skus[0], second - 1)])).await;
    assert_eq!(yuan_to_fen(&alone[0]["finalUnitPrice"]), price(0));

    // A changed price moves the whole ladder.
    let change = json!({ "platform": "1688", "offerId": offer["offerId"], "priceFen": 2 * price(0) });
    caller.control("change-price", &change).await;
    let dearer = preview(json!([line(&skus[0], second)])).await;
    assert_eq!(yuan_to_fen(&dearer[0]["finalUnitPrice"]), 2 * price(1));
    caller.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn minimum_stock_and_sellers_are_checked() {
    let dir = tempfile::tempdir().unwrap();
    let caller = Caller::start(dir.path()).await;
    let offer = alibaba_offer(&caller, "", |offer| moq(offer) >= 2 && has_stock(offer)).await;
    let short = order(&offer, moq(&offer) - 1);
    let preview = caller.posted("/alibaba/order/create/preview", &short).await;
    assert_eq!((preview["success"].as_bool(), preview["errorCode"].as_str()), (Some(false), Some("500_009")));
    assert_eq!(preview["orderPreviewResuslt"][0]["cargoList"][0]["resultCode"], "500_009");
    assert_eq!(preview["orderPreviewResuslt"][0]["tradeModeNameList"], json!([]));
    caller.post("/alibaba/order/create", &short).await.refused(200, 500_009, "at least");
    caller.post("/alibaba/order/create", &order(&offer, 900_000)).await.refused(200, 500_004, "left");
    let mut half = order(&offer, 1);
    half["cargoParamList"][0]["quantity"] = json!(2.5);
    caller.post("/alibaba/order/create", &half).await.refused(200, 10018, "2.5");

    let stranger = alibaba_offer(&caller, "", |other| {
        other["sellerOpenId"] != offer["sellerOpenId"] && has_stock(other)
    })
    .await;
    let mut both = order(&offer, moq(&offer));
    let line =
        json!({ "offerId": stranger["offerId"], "specId": spec(&stranger), "quantity": moq(&stranger) });
    both["cargoParamList"].as_array_mut().unwrap().push(line);
    caller.post("/alibaba/order/create", &both).await.refused(200, 500_002, "batch");
    both["cargoParamList"][0]["sellerOpenId"] = offer["sellerOpenId"].clone();
    both["cargoParamList"][1]["sellerOpenId"] = stranger["sellerOpenId"].clone();
    assert_eq!(caller.posted("/alibaba/order/create/previewbatch", &both).await.as_array().unwrap().len(), 2);
    let made = caller.posted("/alibaba/order/batch/create", &both).await;
    assert_eq!(made.as_array().unwrap().len(), 2, "one order per seller");
    both["cargoParamList"][1]["sellerOpenId"] = offer["sellerOpenId"].clone();
    caller.post("/alibaba/order/batch/create", &both).await.refused(200, 500_003, "sellerOpenId");

    let mut credit = order(&offer, moq(&offer));
    credit["tradeType"] = json!("period");
    caller.post("/alibaba/order/create", &credit).await.refused(200, 10017, "【period】");
    let mut nowhere = order(&offer, moq(&offer));
    nowhere["addressParam"]["mobile"] = json!("12");
    caller.post("/alibaba/order/create", &nowhere).await.refused(200, 10011, "mobile");
    caller.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn cancelling_waits_ten_seconds_and_gives_the_stock_back() {
    let dir = tempfile::tempdir().unwrap();
    let caller = Caller::start(dir.path()).await;
    let offer = laddered(&caller).await;
    let stock = async || {
        let body = json!({ "offerId": offer["offerId"], "country": "en" });
        let now = caller.posted("/alibaba/product/detail/get", &body).await;
        let wanted = spec(&offer);
        let skus = now["productSkuInfos"].as_array().unwrap().clone();
        skus.iter().find(|sku| sku["specId"] == wanted.as_str()).unwrap()["amountOnSale"].as_u64().unwrap()
    };
    let before = stock().await;
    let made = caller.posted("/alibaba/order/create", &order(&offer, moq(&offer))).await;
    assert_eq!(stock().await, before - moq(&offer));
    let id = made["orderId"].as_str().unwrap();
    let number: Value = serde_json::from_str(id).unwrap();
    let cancel = json!({ "webSite": "1688", "orderId": number, "cancelReason": "buyerCancel" });
    caller.post("/alibaba/order/cancel", &cancel).await.refused(200, 10016, "CLOSE_ORDER_TOO_FAST");
    caller.control("advance", &json!({ "seconds": 10 })).await;
    assert_eq!(caller.posted("/alibaba/order/cancel", &cancel).await, json!(true));
    assert_eq!(stock().await, before);
    let order_now = detail(&caller, id).await;
    assert_eq!(order_now["baseInfo"]["status"], "cancel");
    assert_eq!(order_now["baseInfo"]["closeOperateType"], "CLOSE_TRADE_BY_BUYER");
    caller.post("/alibaba/order/cancel", &cancel).await.refused(200, 10007, "cancel");
    caller.get(&format!("/alibaba/order/pay/url?orderId={id}")).await.refused(200, 10007, "cancel");
    caller.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_seller_s_price_change_is_what_is_paid_and_refunds_come_back() {
    let dir = tempfile::tempdir().unwrap();
    let caller = Caller::start(dir.path()).await;
    let offer = laddered(&caller).await;
    let made = caller.posted("/alibaba/order/create", &order(&offer, moq(&offer))).await;
    let id = made["orderId"].as_str().unwrap();
    let sum = made["totalSuccessAmount"].as_i64().unwrap();
    caller.control("change-order-price", &json!({ "orderId": id, "changeFen": -150 })).await;
    let changed = detail(&caller, id).await;
    assert_eq!(changed["baseInfo"]["discount"], -150);
    assert_eq!(yuan_to_fen(&changed["baseInfo"]["totalAmount"]), sum - 150);

    let before = caller.balance().await;
    caller.control("set-balance", &json!({ "fen": sum - 151 })).await;
    caller.get(&format!("/alibaba/order/pay/url?orderId={id}")).await.refused(200, 10010, "balance");
    assert_eq!(status(&caller, id).await, "waitbuyerpay");
    caller.control("set-balance", &json!({ "fen": before })).await;
    let paid = caller.got(&format!("/alibaba/order/pay/url?orderId={id}")).await;
    assert_eq!((paid["protocolPaySuccess"].as_bool(), paid["orderId"].as_str()), (Some(true), Some(id)));
    assert_eq!(caller.balance().await, before - (sum - 150));
    caller.control("close", &json!({ "orderId": id, "reason": "缺货" })).await;
    assert_eq!(caller.balance().await, before);
    let closed = detail(&caller, id).await;
    assert_eq!(closed["baseInfo"]["closeReason"], "sellerGoodsLack");
    assert_eq!(yuan_to_fen(&closed["baseInfo"]["refund"]), sum - 150);
    caller.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn many_skus_become_several_orders_with_the_preview_s_sum() {
    let dir = tempfile::tempdir().unwrap();
    let caller = Caller::start(dir.path()).await;
    let offer = laddered(&caller).await;
    let line = json!({ "offerId": offer["offerId"], "specId": spec(&offer), "quantity": 1 });
    let body = json!({ "flow": "general", "addressParam": address(), "cargoParamList": vec![line; 51] });
    caller
        .control("set-stock", &json!({ "platform": "1688", "offerId": offer["offerId"], "stock": 500 }))
        .await;
    let preview = caller.posted("/alibaba/order/create/preview", &body).await;
    let made = caller.posted("/alibaba/order/create", &body).await;
    let orders = made["orderList"].as_array().unwrap();
    assert_eq!(orders.len(), 2);
    let sum: i64 = orders.iter().map(|order| order["orderAmmount"].as_i64().unwrap()).sum();
    assert_eq!(sum, preview["orderPreviewResuslt"][0]["sumPayment"].as_i64().unwrap());
    let page = caller
        .posted("/alibaba/order/page", &json!({ "pageNo": 1, "pageSize": 20, "orderStatus": "waitbuyerpay" }))
        .await;
    assert_eq!(page["total"], 2);
    caller.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn search_filters_sorts_and_stays_in_a_store() {
    let dir = tempfile::tempdir().unwrap();
    let caller = Caller::start(dir.path()).await;
    let fen =
        |row: &Value| row["priceInfo"]["price"].as_str().unwrap().replace('.', "").parse::<i64>().unwrap();
    let search = json!({
        "keyword": "", "beginPage": 1, "pageSize": 50, "country": "en", "sort": "{\"price\":\"desc\"}",
        "priceStart": "5", "priceEnd": "60", "filter": "shipIn48Hours,ksCiphertext",
    });
    let page = caller.posted("/alibaba/product/keywords/query", &search).await;
    let prices: Vec<i64> = page["data"].as_array().unwrap().iter().map(fen).collect();
    assert!(prices.len() > 5);
    assert!(
        prices.is_sorted_by(|a, b| a >= b) && prices.iter().all(|fen| (500..=6000).contains(fen)),
        "{prices:?}"
    );
    let mut bad = search.clone();
    bad["sort"] = json!("price");
    caller.post("/alibaba/product/keywords/query", &bad).await.refused(400, 40000, "sort");
    bad["sort"] = json!("");
    bad["priceStart"] = json!("cheap");
    caller.post("/alibaba/product/keywords/query", &bad).await.refused(400, 40000, "priceStart");

    let offer = laddered(&caller).await;
    let store =
        json!({ "sellerOpenId": offer["sellerOpenId"], "beginPage": 1, "pageSize": 50, "country": "en" });
    let page = caller.posted("/alibaba/product/query/selleroffer", &store).await;
    let ids: Vec<&Value> = page["data"].as_array().unwrap().iter().map(|row| &row["offerId"]).collect();
    assert!(ids.contains(&&offer["offerId"]));
    assert!(ids.len() < 100);
    caller.stop().await;
}
