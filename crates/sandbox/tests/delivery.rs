//! Parcels: their traces on both platforms, forward warehouses, receipts line by line, and links to chats.
#![allow(clippy::unwrap_used, clippy::panic, reason = "a test's helpers may fail the test")]

mod common;

use common::{Caller, address, alibaba_offer, cart_record, receiver, taobao_item};
use pondesk_sandbox::catalogue::{Catalogue, Offer, Platform};
use serde_json::{Value, json};

/// A paid Taobao order of one item: order id and first sub order id.
async fn paid_taobao(caller: &Caller) -> (String, String) {
    let item = taobao_item(caller, "").await;
    caller.posted("/open/cart/add", &cart_record(&item, 2)).await;
    let id = caller.got("/open/cart/list").await["enableList"][0]["cartItemInfos"][0]["id"].clone();
    let body = json!({ "ids": [id], "orderAddress": receiver() });
    let made = caller.posted("/open/cart/create/order", &body).await;
    caller.control("advance", &json!({ "seconds": 5 })).await;
    caller.posted("/open/order/pay", &json!({ "purchaseOrderIdList": made["purchaseOrderIds"] })).await;
    caller.control("advance", &json!({ "seconds": 60 })).await;
    let order_id = made["orderIds"][0].as_str().unwrap().to_owned();
    let order = caller.got(&format!("/open/order/detail?orderId={order_id}")).await;
    (order_id, order["subOrders"][0]["subPurchaseOrderId"].as_str().unwrap().to_owned())
}

/// A paid 1688 order of `lines` SKUs.
async fn paid_1688(caller: &Caller, lines: usize) -> String {
    let fits = |offer: &Value| {
        let wanted = 3 * offer["minOrderQuantity"].as_u64().unwrap() + 3;
        let skus = offer["productSkuInfos"].as_array().unwrap();
        skus.iter().filter(|sku| sku["amountOnSale"].as_u64().unwrap() >= wanted).count() >= lines
    };
    let offer = alibaba_offer(caller, "", fits).await;
    let skus = offer["productSkuInfos"].as_array().unwrap();
    let quantity = offer["minOrderQuantity"].clone();
    let wanted = 3 * quantity.as_u64().unwrap() + 3;
    let cargo: Vec<Value> = skus
        .iter()
        .filter(|sku| sku["amountOnSale"].as_u64().unwrap() >= wanted)
        .take(lines)
        .map(|sku| json!({ "offerId": offer["offerId"], "specId": sku["specId"], "quantity": quantity }))
        .collect();
    let order = json!({ "flow": "general", "addressParam": address(), "cargoParamList": cargo });
    let made = caller.posted("/alibaba/order/create", &order).await;
    let id = made["orderId"].as_str().unwrap().to_owned();
    caller.got(&format!("/alibaba/order/pay/url?orderId={id}")).await;
    id
}

#[tokio::test(flavor = "multi_thread")]
async fn a_taobao_parcel_goes_step_by_step_to_its_receiver() {
    let dir = tempfile::tempdir().unwrap();
    let caller = Caller::start(dir.path()).await;
    let (order_id, sub_id) = paid_taobao(&caller).await;
    let path = format!("/open/order/logistics/detail/get?subPurchaseOrderId={sub_id}");
    assert_eq!(caller.got(&path).await["pnmLogisticsDetails"], json!([]), "nothing has left yet");
    caller.get("/open/order/logistics/detail/get?subPurchaseOrderId=1").await.refused(
        200,
        10006,
        "sub order 1",
    );

    caller
        .control("ship", &json!({ "orderId": order_id, "carrier": "中通快递", "waybill": "73100000000001" }))
        .await;
    let parcel = caller.got(&path).await["pnmLogisticsDetails"][0].clone();
    assert_eq!(parcel["mailNo"], "73100000000001");
    assert_eq!(parcel["logisticsTraces"], json!([]), "the carrier has not come yet");
    assert_eq!(parcel["receiver"]["city"], "杭州市");
    assert_eq!(parcel["logisticsGoods"][0]["quantity"], "2");
    let logo = parcel["logisticsPartner"][0]["companyImageUrl"].as_str().unwrap();
    let picture = caller.client.get(logo).send().await.unwrap();
    assert_eq!(picture.headers()["content-type"], "image/png");

    let mut seen = 0;
    for _ in 0..100 {
        caller.control("advance", &json!({ "seconds": 3600 })).await;
        let traces = caller.got(&path).await["pnmLogisticsDetails"][0]["logisticsTraces"].clone();
        let count = traces.as_array().unwrap().len();
        assert!(count >= seen, "a trace only grows");
        seen = count;
    }
    assert_eq!(seen, 7);
    let traces = caller.got(&path).await["pnmLogisticsDetails"][0]["logisticsTraces"].clone();
    assert_eq!((traces[0]["status"].as_str(), traces[0]["city"].as_str()), (Some("SIGN"), Some("杭州市")));
    assert!(traces[0]["standerdDesc"].as_str().unwrap().contains("张三"));
    assert_eq!(traces[6]["action"], "TMS_ACCEPT");
    let times: Vec<&str> =
        traces.as_array().unwrap().iter().map(|step| step["time"].as_str().unwrap()).collect();
    assert!(times.is_sorted_by(|newer, older| newer >= older), "{times:?}");
    // What happened stays as it was after a restart.
    caller.stop().await;
    let caller = Caller::start(dir.path()).await;
    assert_eq!(caller.got(&path).await["pnmLogisticsDetails"][0]["logisticsTraces"], traces);
    caller.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn an_order_s_forward_warehouse_can_be_named_until_it_ships() {
    let dir = tempfile::tempdir().unwrap();
    let caller = Caller::start(dir.path()).await;
    let (order_id, _) = paid_taobao(&caller).await;
    let update = "/open/order/updateWarehouse";
    let body = json!({ "orderId": order_id, "warehouseName": "一号仓库", "warehouseAddress": "广西省" });
    assert_eq!(caller.posted(update, &body).await["warehouseName"], "一号仓库");
    let detail = format!("/open/order/detail?orderId={order_id}");
    let order = caller.got(&detail).await;
    assert_eq!((&order["warehouseName"], &order["warehouseAddress"]), (&json!("一号仓库"), &json!("广西省")));
    for field in ["orderId", "warehouseName", "warehouseAddress"] {
        let mut wrong = body.clone();
        wrong[field] = json!(" ");
        caller.post(update, &wrong).await.refused(400, 40000, field);
    }
    let mut strange = body.clone();
    strange["orderId"] = json!("1");
    caller.post(update, &strange).await.refused(200, 10006, "1");
    caller.control("ship", &json!({ "orderId": order_id })).await;
    caller.post(update, &body).await.refused(200, 10007, "status 11");
    caller.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_1688_parcel_is_traced_and_received_line_by_line() {
    let dir = tempfile::tempdir().unwrap();
    let caller = Caller::start(dir.path()).await;
    let id = paid_1688(&caller, 2).await;
    let path = format!("/alibaba/order/logistics/trace?orderId={id}");
    caller.get(&path).await.refused(200, 404, "not been shipped");
    // The seller ships by himself, with the carrier that he works with.
    caller.control("advance", &json!({ "seconds": 80 * 3600 })).await;
    let detail =
        async || caller.posted("/alibaba/order/detail", &json!({ "webSite": "1688", "orderId": id })).await;
    let order = detail().await;
    let parcel = order["nativeLogistics"]["logisticsItems"][0].clone();
    let name = parcel["logisticsCompanyName"].as_str().unwrap();
    assert!(name.ends_with(&format!("({})", parcel["logisticsCompanyNo"].as_str().unwrap())), "{name}");
    caller.control("advance", &json!({ "seconds": 96 * 3600 })).await;
    let trace = caller.got(&path).await[0].clone();
    assert_eq!(trace["logisticsId"], parcel["logisticsCode"]);
    assert_eq!(trace["logisticsBillNo"], parcel["logisticsBillNo"]);
    assert_eq!(trace["orderId"].to_string(), id);
    let steps = trace["logisticsSteps"].as_array().unwrap();
    assert_eq!(steps.len(), 7);
    assert!(steps[0]["remark"].as_str().unwrap().contains("揽收"), "oldest first");
    assert!(steps[6]["remark"].as_str().unwrap().contains("签收"));
    let code = parcel["logisticsCode"].as_str().unwrap();
    assert_eq!(caller.got(&format!("{path}&logisticsId={code}")).await[0], trace);
    caller.get(&format!("{path}&logisticsId=BX1")).await.refused(200, 404, "BX1");

    let number = |text: &Value| serde_json::from_str::<Value>(text.as_str().unwrap()).unwrap();
    let order_number: Value = serde_json::from_str(&id).unwrap();
    let lines: Vec<Value> = order["productItems"]
        .as_array()
        .unwrap()
        .iter()
        .map(|line| number(&line["subItemIDString"]))
        .collect();
    let receive = async |lines: Value| {
        let body = json!({ "orderId": order_number, "orderEntryIds": lines });
        caller.posted("/alibaba/order/receivegoods", &body).await
    };
    let strange = receive(json!([1])).await;
    assert_eq!((&strange["success"], strange["errorCode"].as_str()), (&json!(false), Some("10006")));
    assert_eq!(receive(json!([lines[0]])).await["success"], true);
    let order = detail().await;
    assert_eq!(order["baseInfo"]["status"], "waitbuyerreceive", "one line is still to come");
    let states: Vec<&Value> =
        order["productItems"].as_array().unwrap().iter().map(|line| &line["logisticsStatus"]).collect();
    assert_eq!(states, [&json!(3), &json!(2)]);
    assert_eq!(receive(json!([lines[1]])).await["success"], true);
    assert_eq!(detail().await["baseInfo"]["status"], "confirm_goods");
    let empty = json!({ "orderId": order_number, "orderEntryIds": [] });
    caller.post("/alibaba/order/receivegoods", &empty).await.refused(400, 40000, "orderEntryIds");
    caller.control("advance", &json!({ "seconds": 366 * 86_400 })).await;
    caller.get(&path).await.refused(200, 404, "order.createtime.history");
    caller.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn links_to_chats_are_for_the_right_account_and_seller() {
    let dir = tempfile::tempdir().unwrap();
    let caller = Caller::start(dir.path()).await;
    let item = taobao_item(&caller, "").await;
    let account = caller.state().await["taobaoAccount"].clone();
    let about = json!({ "sourceType": "item", "bizId": item["itemId"].to_string() });
    let body = json!({
        "loginName": account["loginName"], "password": account["password"], "pageName": "imchat",
        "pageParamMap": about.to_string(),
    });
    let link = "/open/order/page/link/get";
    let first = caller.posted(link, &body).await;
    let url = reqwest::Url::parse(first.as_str().unwrap()).unwrap();
    assert!(url.query_pairs().any(|(name, value)| name == "userNick" && item["userNick"] == *value));
    assert_eq!(caller.client.get(url).send().await.unwrap().status(), 200);
    assert_ne!(caller.posted(link, &body).await, first, "each link has a token of its own");
    let with = |field: &str, value: Value| {
        let mut wrong = body.clone();
        wrong[field] = value;
        wrong
    };
    caller.post(link, &with("password", json!("guess"))).await.refused(200, 10022, "loginName");
    caller.post(link, &with("pageName", json!("orders"))).await.refused(400, 40000, "imchat");
    caller.post(link, &with("pageParamMap", json!("{}"))).await.refused(400, 40000, "pageParamMap");
    let nothing = json!({ "sourceType": "item", "bizId": "1" }).to_string();
    caller.post(link, &with("pageParamMap", json!(nothing))).await.refused(200, 10001, "1");

    let offer = alibaba_offer(&caller, "", |_| true).await;
    let id = offer["offerId"].to_string();
    let decrypt = "/alibaba/product/openuid/decrypt";
    let url = caller.posted(decrypt, &json!({ "openUid": offer["sellerOpenId"], "offerId": id })).await;
    assert!(url.as_str().unwrap().contains(&id));
    caller
        .post(decrypt, &json!({ "openUid": "BBBother", "offerId": id }))
        .await
        .refused(200, 10004, "openUid");
    let unknown = json!({ "openUid": offer["sellerOpenId"], "offerId": "1" });
    caller.post(decrypt, &unknown).await.refused(200, 10001, "offerId 1");
    caller.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn an_offer_without_choices_needs_no_spec_id() {
    let dir = tempfile::tempdir().unwrap();
    let caller = Caller::start(dir.path()).await;
    let catalogue = Catalogue::generate(common::SEED);
    let fits = |offer: &&Offer| {
        let only = offer.skus.len() == 1 && offer.skus.iter().all(|sku| sku.stock > 2 * offer.moq);
        offer.platform == Platform::Alibaba1688 && only
    };
    let plain = catalogue.offers.iter().find(fits).unwrap();
    let add = json!({ "offerId": plain.id, "specId": "", "quantity": plain.moq });
    caller.posted("/alibaba/cart/add", &add).await;
    let line = json!([{ "offerId": plain.id, "specId": "", "quantity": plain.moq }]);
    let preview = json!({ "addressParam": address(), "cargoParamList": line });
    assert_eq!(caller.posted("/alibaba/order/create/preview", &preview).await["success"], true);

    let varied =
        alibaba_offer(&caller, "", |offer| offer["productSkuInfos"].as_array().unwrap().len() > 1).await;
    let add = json!({ "offerId": varied["offerId"], "specId": "", "quantity": 1 });
    caller.post("/alibaba/cart/add", &add).await.refused(200, 500_003, "SKUs to choose from");
    caller.stop().await;
}
