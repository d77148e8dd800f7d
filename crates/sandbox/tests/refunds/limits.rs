//! What is told, and what is taken, with the upstream's codes.

use image::ImageFormat;
use serde_json::{Value, json};

use crate::common::Caller;
use crate::common::after_sales::{buy_1688, order_1688, picture, quiet_1688};
use crate::common::answers::missing_fields;
use crate::requests::{CREATE, RETURN, create, info, parcel, request, shipped};
use crate::steps::{Step, refund_in, take};

#[tokio::test(flavor = "multi_thread")]
async fn no_documented_field_is_left_out() {
    let dir = tempfile::tempdir().unwrap();
    let caller = Caller::start(dir.path()).await;
    let offer = quiet_1688(&caller).await;
    let full = |method: &str, path: &str, data: &Value| {
        let missing = missing_fields(method, path, data);
        assert!(missing.is_empty(), "{path} lacks {missing:?}");
    };
    let bought = shipped(&caller, &offer).await;
    let ask = json!({
        "orderId": bought.order_number(), "orderEntryIds": [bought.line_number()],
        "goodsStatus": "refundBuyerReceived",
    });
    full("post", "/alibaba/refund/reason/list", &caller.posted("/alibaba/refund/reason/list", &ask).await);
    let upload = json!({ "imageData": picture(ImageFormat::Jpeg, 32) });
    let uploaded = caller.posted("/alibaba/refund/voucher/upload", &upload).await;
    full("post", "/alibaba/refund/voucher/upload", &uploaded);
    let made = caller.posted(CREATE, &request(&bought, "returnRefund")).await;
    full("post", CREATE, &made);
    let id = made["refundId"].as_str().unwrap();
    assert!(id.starts_with("TQ"));
    assert!(take(&caller, id, Step::Seller("agree")).await);
    full("get", "/alibaba/logistics/company/list", &caller.got("/alibaba/logistics/company/list").await);
    full("post", RETURN, &caller.posted(RETURN, &parcel(id)).await);
    full("post", "/alibaba/refund/info", &info(&caller, id).await);
    caller.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn requests_are_refused_with_the_upstream_s_codes() {
    let dir = tempfile::tempdir().unwrap();
    let caller = Caller::start(dir.path()).await;
    let offer = quiet_1688(&caller).await;
    let unpaid = order_1688(&caller, &offer).await;
    caller.post(CREATE, &request(&unpaid, "refund")).await.refused(200, 5010, "waitbuyerpay");

    // Before shipping: all of it, money only.
    let bought = buy_1688(&caller, &offer).await;
    let whole = json!({
        "orderId": bought.order_number(), "orderEntryIds": [bought.line_number()], "disputeRequest": "refund",
        "applyPayment": bought.goods_fen, "applyCarriage": bought.freight_fen, "applyReasonId": 20001,
        "description": "不想要了", "goodsStatus": "refundWaitSellerSend",
    });
    let refused = async |field: &str, value: Value, code: i64, names: &str| {
        let mut wrong = whole.clone();
        wrong[field] = value;
        caller.post(CREATE, &wrong).await.refused(200, code, names);
    };
    refused("orderId", json!(1), 5001, "1").await;
    refused("orderEntryIds", json!([1]), 5001, "line 1").await;
    refused("orderEntryIds", json!([bought.line_number(), bought.line_number()]), 5001, "twice").await;
    refused("goodsStatus", json!("refundBuyerReceived"), 5003, "waitsellersend").await;
    refused("disputeRequest", json!("returnRefund"), 5003, "received").await;
    refused("applyReasonId", json!(20021), 5004, "20001").await;
    refused("applyPayment", json!(bought.goods_fen + 1), 5011, &bought.goods_fen.to_string()).await;
    refused("applyPayment", json!(bought.goods_fen - 1), 5011, &bought.goods_fen.to_string()).await;
    refused("applyCarriage", json!(bought.freight_fen + 1), 5006, "").await;
    refused("applyCarriage", json!(-1), 5006, "").await;
    refused("description", json!("短"), 5012, "1 characters").await;
    refused("description", json!("长".repeat(151)), 5012, "151").await;
    refused("vouchers", json!(["https://example.com/a.jpg"]), 5005, "example.com").await;
    let quantity = offer["minOrderQuantity"].as_i64().unwrap();
    let counted = |count: i64| json!([{ "id": bought.line_number(), "count": count }]);
    refused("orderEntryCountList", counted(quantity + 1), 10018, "pieces").await;
    let mut wrong = whole.clone();
    wrong["disputeRequest"] = json!("exchange");
    caller.post(CREATE, &wrong).await.refused(400, 40000, "disputeRequest");
    let mut right = whole.clone();
    right["orderEntryCountList"] = counted(quantity);
    let id = create(&caller, &right).await;
    caller.post(CREATE, &whole).await.refused(200, 5010, &id);
    assert_eq!(info(&caller, &id).await["extInfo"]["orderEntryCountList"][0]["count"], quantity);

    // Reasons that want evidence, and reasons that keep the freight.
    let bought = shipped(&caller, &offer).await;
    let mut claim = request(&bought, "refund");
    claim["applyReasonId"] = json!(20021);
    caller.post(CREATE, &claim).await.refused(200, 5005, "");
    let upload = async |data: String| {
        caller.post("/alibaba/refund/voucher/upload", &json!({ "imageData": data })).await
    };
    upload(picture(ImageFormat::Png, 16)).await.refused(200, 10108, "Png");
    upload("JVBERi0xLjQ=".to_owned()).await.refused(200, 10108, "");
    upload("/9j/4AAQSkZJRg==".to_owned()).await.refused(200, 10108, "");
    upload("A".repeat(1_500_000)).await.refused(200, 10108, "bytes");
    let kept = upload(picture(ImageFormat::Jpeg, 32)).await.data();
    let address =
        format!("{}/{}", kept["imageDomain"].as_str().unwrap(), kept["imageRelativeUrl"].as_str().unwrap());
    let served = caller.client.get(&address).send().await.unwrap();
    assert_eq!(served.headers()["content-type"], "image/jpeg");
    claim["vouchers"] = json!(vec![address.clone(); 6]);
    caller.post(CREATE, &claim).await.refused(200, 5005, "6 vouchers");
    claim["vouchers"] = json!([address]);
    let id = create(&caller, &claim).await;
    assert_eq!(info(&caller, &id).await["extInfo"]["vouchers"], json!([address]));
    assert!(take(&caller, &id, Step::Buyer("withdraw")).await);
    let mut claim = request(&bought, "refund");
    claim["applyCarriage"] = json!(1);
    caller.post(CREATE, &claim).await.refused(200, 5006, "at most 0");
    caller.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn goods_go_back_with_the_upstream_s_codes() {
    let dir = tempfile::tempdir().unwrap();
    let caller = Caller::start(dir.path()).await;
    let offer = quiet_1688(&caller).await;
    let id = refund_in(&caller, &offer, "returnRefund", "waitbuyersend").await;
    let shown = info(&caller, &id).await;
    assert_ne!(shown["sellerReceiveAddress"], "");
    assert_eq!(shown["timeOutOperateType"], "BUYER_CANCEL_REFUND_CLOSE");
    let refused = async |field: &str, value: Value, code: i64, names: &str| {
        let mut wrong = parcel(&id);
        wrong[field] = value;
        caller.post(RETURN, &wrong).await.refused(200, code, names);
    };
    refused("refundId", json!("TQ1"), 4008, "TQ1").await;
    refused("logisticsCompanyNo", json!(""), 4002, "").await;
    refused("logisticsCompanyNo", json!("ROCKET"), 4002, "ROCKET").await;
    refused("freightBill", json!(" "), 4002, "").await;
    refused("freightBill", json!("SF1234567890"), 4004, "SF").await;
    refused("vouchers", json!(["https://example.com/a.jpg"]), 4003, "example.com").await;
    refused("vouchers", json!(vec!["x"; 11]), 4003, "11").await;
    refused("description", json!("短"), 5012, "").await;
    caller.post(RETURN, &json!({ "refundId": id })).await.refused(400, 40000, "");
    assert!(take(&caller, &id, Step::Return).await);
    let sent = info(&caller, &id).await;
    assert_eq!(
        (&sent["freightBill"], &sent["buyerLogisticsName"], &sent["goodsStatus"]),
        (&json!("70600000000000"), &json!("中通快递"), &json!(3))
    );
    caller.post("/alibaba/refund/info", &json!({ "refundId": "TQ1" })).await.refused(200, 4008, "TQ1");
    caller.stop().await;
}
