//! What is told, and what is taken: fields, limits, evidence, carriers.

use image::ImageFormat;
use serde_json::{Value, json};

use crate::claims::{NOT_SHIPPED, RECEIVED, claim, parcel, query, shipped, submit};
use crate::common::Caller;
use crate::common::after_sales::{buy_taobao, order_taobao, picture, quiet_taobao};
use crate::common::answers::missing_fields;
use crate::steps::{Step, case_in, take};

#[tokio::test(flavor = "multi_thread")]
async fn no_documented_field_is_left_out() {
    let dir = tempfile::tempdir().unwrap();
    let caller = Caller::start(dir.path()).await;
    let item = quiet_taobao(&caller).await;
    let full = |method: &str, path: &str, data: &Value, other_spelling: &str| {
        let mut missing = missing_fields(method, path, data);
        // The carrier's code has two spellings, each on its own page.
        missing.retain(|field| !field.ends_with(&format!("logisticsCompany.{other_spelling}")));
        assert!(missing.is_empty(), "{path} lacks {missing:?}");
    };
    let bought = shipped(&caller, &item).await;
    let render = json!({ "subOrderId": bought.line_ids[0], "refundType": 3, "goodsStatus": RECEIVED });
    let shown = caller.posted("/open/order/refund/render", &render).await;
    full("post", "/open/order/refund/render", &shown, "");
    let made = caller.posted("/open/order/refund/submit", &claim(&bought.line_ids[0], 3)).await;
    full("post", "/open/order/refund/submit", &made, "logisticCompanyCode");
    let id = made["refundId"].as_str().unwrap();
    assert!(take(&caller, id, Step::Seller("agree")).await);
    let way = caller.got(&format!("/open/order/refund/logistics/render?refundId={id}")).await;
    full("get", "/open/order/refund/logistics/render", &way, "");
    let sent = caller.posted("/open/order/refund/logistics/submit", &parcel(id)).await;
    full("post", "/open/order/refund/logistics/submit", &sent, "logisticCompanyCode");
    let found = caller.got(&format!("/open/order/refund/query?refundId={id}")).await;
    full("get", "/open/order/refund/query", &found, "logisticCompanyCode");
    assert!(take(&caller, id, Step::Seller("refuse-goods")).await);
    let changed = caller.posted("/open/order/refund/modify", &json!({ "refundId": id })).await;
    full("post", "/open/order/refund/modify", &changed, "logisticCompanyCode");
    let talk = json!({ "refundId": id, "refundMessage": "好", "refundImages": "https://example.com/a.jpg" });
    let said = caller.posted("/open/order/refund/submit/message", &talk).await;
    full("post", "/open/order/refund/submit/message", &said, "");
    let thread = caller.posted("/open/order/refund/message/list", &json!({ "refundId": id })).await;
    full("post", "/open/order/refund/message/list", &thread, "");
    let page = caller.posted("/open/order/refund/queryList", &json!({ "pageNo": 1, "pageSize": 10 })).await;
    full("post", "/open/order/refund/queryList", &page, "logisticCompanyCode");
    let gone = caller.got(&format!("/open/order/refund/cancel/{id}")).await;
    full("get", "/open/order/refund/cancel/{refundId}", &gone, "logisticsCompanyCode");
    caller.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn limits_are_the_rendered_ones() {
    let dir = tempfile::tempdir().unwrap();
    let caller = Caller::start(dir.path()).await;
    let item = quiet_taobao(&caller).await;
    let unpaid = order_taobao(&caller, &item, 1).await;
    caller.control("advance", &json!({ "seconds": 5 })).await;
    let render = |line: &str, kind: i64, goods: i64| json!({ "subOrderId": line, "refundType": kind, "goodsStatus": goods });
    let shown = caller.posted("/open/order/refund/render", &render(&unpaid.line_ids[0], 1, 1)).await;
    assert_eq!(shown["saleFlag"], false, "an unpaid line has no after-sales");
    let submitted = async |claim: &Value| caller.post("/open/order/refund/submit", claim).await;
    submitted(&claim(&unpaid.line_ids[0], 1)).await.refused(200, 10104, "WAIT_BUYER_P");

    // Before shipping: money only, all of it, freight included.
    let bought = buy_taobao(&caller, &item, 1).await;
    let line = &bought.line_ids[0];
    let all_fen = bought.goods_fen + bought.freight_fen;
    let shown = caller.posted("/open/order/refund/render", &render(line, 1, NOT_SHIPPED)).await;
    let limit = &shown["refundOrderTemplate"]["maxRefundFee"];
    assert_eq!(
        (limit["refundFee"].as_i64(), limit["canEditRefundFee"].as_bool()),
        (Some(all_fen), Some(false))
    );
    caller.post("/open/order/refund/render", &render(line, 3, RECEIVED)).await.refused(
        200,
        10109,
        "goodsStatus",
    );
    let whole = json!({
        "subOrderId": line, "refundType": 1, "goodsStatus": NOT_SHIPPED, "reasonId": 1001, "refundFee": all_fen,
    });
    let with = |field: &str, value: Value| {
        let mut changed = whole.clone();
        changed[field] = value;
        changed
    };
    submitted(&with("refundFee", json!(all_fen - 1))).await.refused(200, 10105, "fen");
    submitted(&with("refundFee", json!(all_fen + 1))).await.refused(200, 10105, "fen");
    submitted(&with("reasonId", json!(1021))).await.refused(200, 10106, "1001");
    submitted(&with("refundType", json!(2))).await.refused(200, 10109, "refundType");
    submitted(&with("goodsStatus", json!(RECEIVED))).await.refused(200, 10109, "goodsStatus");
    submitted(&with("refundDesc", json!("长".repeat(501)))).await.refused(200, 10112, "501");
    submitted(&with("subOrderId", json!("1"))).await.refused(200, 10006, "sub order 1");
    submitted(&with("refundFee", json!("400"))).await.refused(400, 40000, "refundFee");
    let id = submit(&caller, &whole).await;
    submitted(&whole).await.refused(200, 10103, &id);
    assert_eq!(query(&caller, &id).await["refundOrder"]["canEditFee"], false);
    caller.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn evidence_is_checked_kept_and_shown_in_the_thread() {
    let dir = tempfile::tempdir().unwrap();
    let caller = Caller::start(dir.path()).await;
    let item = quiet_taobao(&caller).await;
    let bought = shipped(&caller, &item).await;
    let mut wanted = claim(&bought.line_ids[0], 1);
    wanted["goodsStatus"] = json!(RECEIVED);
    wanted["reasonId"] = json!(1022);
    let submitted = async |images: &str| {
        let mut claim = wanted.clone();
        claim["refundImages"] = json!(images);
        caller.post("/open/order/refund/submit", &claim).await
    };
    submitted("").await.refused(200, 10107, "1022");
    submitted("not a picture").await.refused(200, 10108, "base64");
    submitted("ftp://example.com/a.jpg").await.refused(200, 10108, "ftp");
    submitted("JVBERi0xLjQ=").await.refused(200, 10108, "");
    let cut = &picture(ImageFormat::Png, 64)[..400];
    submitted(cut).await.refused(200, 10108, "");
    submitted(&picture(ImageFormat::Gif, 16)).await.refused(200, 10108, "");
    let many = ["https://example.com/a.jpg"; 11].join(",");
    submitted(&many).await.refused(200, 10108, "11 pictures");

    let images = format!("{},https://example.com/a.jpg", picture(ImageFormat::Png, 64));
    let id = submitted(&images).await.data()["refundId"].as_str().unwrap().to_owned();
    let list = json!({ "refundId": id, "pageNo": 1, "pageSize": 10 });
    let thread = caller.posted("/open/order/refund/message/list", &list).await;
    let first = &thread["messages"][0];
    assert_eq!((&first["ownerRole"], &first["content"]), (&json!("buyer"), &json!("质量问题")));
    assert_eq!(first["picUrls"][1], "https://example.com/a.jpg");
    let kept = caller.client.get(first["picUrls"][0].as_str().unwrap()).send().await.unwrap();
    assert_eq!(kept.headers()["content-type"], "image/png");
    assert!(kept.bytes().await.unwrap().starts_with(b"\x89PNG"));

    // What was sent once need not be sent again.
    assert!(take(&caller, &id, Step::Seller("refuse")).await);
    assert!(take(&caller, &id, Step::Modify).await);
    let said = json!({ "refundId": id, "refundMessage": " " });
    caller.post("/open/order/refund/submit/message", &said).await.refused(200, 10112, "refundMessage");
    caller.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn goods_go_back_with_a_carrier_that_is_offered() {
    let dir = tempfile::tempdir().unwrap();
    let caller = Caller::start(dir.path()).await;
    let item = quiet_taobao(&caller).await;
    let id = case_in(&caller, &item, 3, 10).await;
    let render = format!("/open/order/refund/logistics/render?refundId={id}");
    caller.get(&render).await.refused(200, 10102, "20");
    assert_eq!(query(&caller, &id).await["logistics"]["receiverAddress"]["detailAddress"], "");
    let agree = json!({ "does": "agree", "reason": "请寄回原包装" });
    caller.control(&format!("cases/{id}/seller"), &agree).await;
    let way = caller.got(&render).await;
    assert_ne!(way["receiverAddress"]["detailAddress"], "");
    let carrier = &way["logisticsCompanyList"][0];
    let submit = async |field: &str, value: &str| {
        let mut sent = parcel(&id);
        sent[field] = json!(value);
        caller.post("/open/order/refund/logistics/submit", &sent).await
    };
    submit("logisticsCompanyCode", "ROCKET").await.refused(200, 10110, "ROCKET");
    let other = carrier["logisticsCompanyName"].as_str().unwrap();
    submit("logisticsCompanyName", other).await.refused(200, 10110, other);
    submit("logisticsNo", "YT1234567890123").await.refused(200, 10111, "YT");
    submit("logisticsNo", "SF1").await.refused(200, 10111, "SF1");
    submit("refundId", "1").await.refused(200, 10101, "1");
    submit("returnGoodsDesc", "两件").await.data();
    let sent = query(&caller, &id).await;
    assert_eq!(sent["refundOrder"]["refundStatus"], 30);
    assert_eq!(sent["logistics"]["logisticsNo"], "SF1218132354612");
    assert_eq!(sent["logistics"]["returnGoodsDesc"], "两件");
    assert_eq!(sent["logistics"]["sellerAgreeReturnDescribe"], "请寄回原包装");
    caller.stop().await;
}
