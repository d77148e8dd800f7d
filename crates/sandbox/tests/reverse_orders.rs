//! Taobao's after-sales: every arrow of its machine, the limits, the sellers, the money.
#![allow(clippy::unwrap_used, clippy::panic, reason = "a test's helpers may fail the test")]

mod common;

use std::collections::BTreeSet;

use common::Caller;
use common::after_sales::{
    Bought, LONG, buy_taobao, case_note, control_refused, order_taobao, picture, quiet_taobao,
};
use common::answers::missing_fields;
use image::ImageFormat;
use serde_json::{Value, json};

const NOT_RECEIVED: i64 = 1;
const RECEIVED: i64 = 2;
const NOT_SHIPPED: i64 = 4;

/// A claim that is in order for a shipped line.
fn claim(line: &str, kind: i64) -> Value {
    let (goods, reason) = if kind == 3 { (RECEIVED, 1031) } else { (NOT_RECEIVED, 1011) };
    json!({ "subOrderId": line, "refundType": kind, "goodsStatus": goods, "reasonId": reason, "refundFee": 100 })
}

async fn submit(caller: &Caller, claim: &Value) -> String {
    let made = caller.posted("/open/order/refund/submit", claim).await;
    made["refundId"].as_str().unwrap().to_owned()
}

async fn query(caller: &Caller, id: &str) -> Value {
    caller.got(&format!("/open/order/refund/query?refundId={id}")).await["refundOrderAggregate"].clone()
}

async fn status(caller: &Caller, id: &str) -> i64 {
    query(caller, id).await["refundOrder"]["refundStatus"].as_i64().unwrap()
}

async fn order(caller: &Caller, bought: &Bought) -> Value {
    caller.got(&format!("/open/order/detail?orderId={}", bought.order_id)).await
}

async fn shipped(caller: &Caller, item: &Value) -> Bought {
    let bought = buy_taobao(caller, item, 1).await;
    caller.control("ship", &json!({ "orderId": bought.order_id })).await;
    bought
}

fn parcel(id: &str) -> Value {
    json!({
        "refundId": id, "logisticsCompanyCode": "SF", "logisticsCompanyName": "顺丰速运",
        "logisticsNo": "SF1218132354612", "buyerPhone": "18100000000", "returnGoodsDesc": "原包装",
    })
}

/// Something that anybody does about a case.
#[derive(Clone, Copy, Debug, PartialEq)]
enum Step {
    Modify,
    Cancel,
    Message,
    Return,
    Seller(&'static str),
    Deadline,
}

const STEPS: [Step; 10] = [
    Step::Modify,
    Step::Cancel,
    Step::Message,
    Step::Return,
    Step::Seller("agree"),
    Step::Seller("refuse"),
    Step::Seller("ask"),
    Step::Seller("receive"),
    Step::Seller("refuse-goods"),
    Step::Deadline,
];

/// Takes a step; false when it was refused as the state demands.
async fn take(caller: &Caller, id: &str, step: Step) -> bool {
    let answer = match step {
        Step::Modify => {
            caller.post("/open/order/refund/modify", &json!({ "refundId": id, "refundFee": 90 })).await
        }
        Step::Cancel => caller.get(&format!("/open/order/refund/cancel/{id}")).await,
        Step::Message => {
            let message = json!({ "refundId": id, "refundMessage": "请尽快处理" });
            caller.post("/open/order/refund/submit/message", &message).await
        }
        Step::Return => caller.post("/open/order/refund/logistics/submit", &parcel(id)).await,
        Step::Seller(does) => {
            let call = format!("{}/cases/{id}/seller", caller.control);
            let response = caller.client.post(call).json(&json!({ "does": does })).send().await.unwrap();
            let taken = response.status().is_success();
            let body: Value = response.json().await.unwrap();
            assert!(taken || body["code"] == 10102, "{body}");
            return taken;
        }
        Step::Deadline => {
            caller.control("advance", &json!({ "seconds": LONG })).await;
            return true;
        }
    };
    assert!(matches!((answer.status, answer.code()), (200, 200 | 10102)), "{}", answer.body);
    answer.code() == 200
}

/// A new case of a kind, driven to a state.
async fn case_in(caller: &Caller, item: &Value, kind: i64, state: i64) -> String {
    let bought = shipped(caller, item).await;
    let id = submit(caller, &claim(&bought.line_ids[0], kind)).await;
    let way: &[Step] = match (state, kind) {
        (10, _) => &[],
        (20, 3) => &[Step::Seller("agree")],
        (30, 3) => &[Step::Seller("agree"), Step::Return],
        (100, 1) => &[Step::Seller("agree")],
        (100, 3) => &[Step::Seller("agree"), Step::Return, Step::Seller("receive")],
        (-10, _) => &[Step::Seller("refuse")],
        (-20, _) => &[Step::Cancel],
        other => panic!("no way to {other:?}"),
    };
    for step in way {
        assert!(take(caller, &id, *step).await, "{step:?} on the way to {state}");
    }
    assert_eq!(status(caller, &id).await, state);
    id
}

/// Where a step leads from a state; `None` where it is not allowed.
fn leads_to(state: i64, kind: i64, step: Step) -> Option<i64> {
    let agreed = if kind == 3 { 20 } else { 100 };
    match (state, step) {
        (10 | 20 | 30 | -10, Step::Message) => Some(state),
        (10, Step::Modify | Step::Seller("ask")) => Some(10),
        (10, Step::Seller("agree") | Step::Deadline) => Some(agreed),
        (10, Step::Seller("refuse")) => Some(-10),
        (-10, Step::Modify) => Some(10),
        (20, Step::Return) => Some(30),
        (30, Step::Seller("receive") | Step::Deadline) => Some(100),
        (30, Step::Seller("refuse-goods")) => Some(-10),
        (10 | 20 | -10, Step::Cancel) => Some(-20),
        (20 | -10, Step::Deadline) => Some(-20),
        (100 | -20, Step::Deadline) => Some(state),
        _ => None,
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn every_arrow_is_walked_and_nothing_else_is_allowed() {
    let dir = tempfile::tempdir().unwrap();
    let caller = Caller::start(dir.path()).await;
    let item = quiet_taobao(&caller).await;
    let mut walked = BTreeSet::from([(0, 10)]);
    let nodes = [(10, 1), (10, 3), (20, 3), (30, 3), (100, 1), (100, 3), (-10, 1), (-10, 3), (-20, 3)];
    for (state, kind) in nodes {
        let mut id = case_in(&caller, &item, kind, state).await;
        let note = case_note(&caller, &id).await;
        for (step, operation) in [
            (Step::Modify, "taobaoModifyReverseOrder"),
            (Step::Cancel, "taobaoCancelReverseOrder"),
            (Step::Message, "taobaoSubmitReverseMessage"),
            (Step::Return, "taobaoSubmitReturnLogistics"),
        ] {
            let said = note["buyerMay"].as_array().unwrap().contains(&json!(operation));
            assert_eq!(said, leads_to(state, kind, step).is_some(), "{operation} in {state}");
        }
        for step in STEPS {
            let to = leads_to(state, kind, step);
            assert_eq!(take(&caller, &id, step).await, to.is_some(), "{step:?} in {state}, kind {kind}");
            assert_eq!(status(&caller, &id).await, to.unwrap_or(state), "{step:?} from {state}, kind {kind}");
            if let Some(to) = to {
                if !matches!(step, Step::Message | Step::Seller("ask")) && to != state || step == Step::Modify
                {
                    walked.insert((state, to));
                }
                // The next step is tried on a fresh one, unless this one changed nothing.
                if to != state {
                    id = case_in(&caller, &item, kind, state).await;
                }
            }
        }
    }
    let contract: Value = serde_yaml_ng::from_str(include_str!("../contract/pandapon-openapi.yaml")).unwrap();
    let listed: BTreeSet<(i64, i64)> = contract["x-status-machine"]["taobao"]["reverse"]["transitions"]
        .as_array()
        .unwrap()
        .iter()
        .map(|arrow| (arrow["from"].as_i64().unwrap(), arrow["to"].as_i64().unwrap()))
        .collect();
    assert_eq!(walked, listed);
    caller.stop().await;
}

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
async fn money_comes_back_once_and_the_order_ends_with_its_last_line() {
    let dir = tempfile::tempdir().unwrap();
    let caller = Caller::start(dir.path()).await;
    let item = quiet_taobao(&caller).await;
    let full_fen = caller.balance().await;
    let bought = buy_taobao(&caller, &item, 2).await;
    caller.control("ship", &json!({ "orderId": bought.order_id })).await;
    let paid = caller.balance().await;
    assert_eq!(full_fen - paid, bought.goods_fen + bought.freight_fen);
    let half_fen = bought.goods_fen / 2;
    let refund = async |line: usize, fee: i64, goods: i64, reason: i64| {
        let claim = json!({
            "subOrderId": bought.line_ids[line], "refundType": 1, "goodsStatus": goods, "reasonId": reason,
            "refundFee": fee,
        });
        let id = submit(&caller, &claim).await;
        let before = caller.balance().await;
        assert!(take(&caller, &id, Step::Seller("agree")).await);
        assert_eq!(caller.balance().await, before + fee);
        assert!(!take(&caller, &id, Step::Seller("agree")).await, "not twice");
        caller.control("advance", &json!({ "seconds": LONG })).await;
        assert_eq!(caller.balance().await, before + fee);
        id
    };
    let first = refund(1, 100, NOT_RECEIVED, 1011).await;
    let shown = order(&caller, &bought).await;
    assert_eq!((&shown["status"], &shown["subOrders"][1]["refundStatus"]), (&json!(11), &json!(100)));
    assert_eq!(shown["subOrders"][0]["refundStatus"], 0);
    // What was refunded cannot be claimed again.
    let more = json!({
        "subOrderId": bought.line_ids[1], "refundType": 1, "goodsStatus": NOT_RECEIVED, "reasonId": 1011,
        "refundFee": half_fen - 99,
    });
    caller.post("/open/order/refund/submit", &more).await.refused(200, 10105, &(half_fen - 100).to_string());
    let second = refund(1, half_fen - 100, NOT_RECEIVED, 1011).await;
    assert_ne!(first, second);
    assert_eq!(order(&caller, &bought).await["subOrders"][1]["status"], "TRADE_CLOSED");
    caller.post("/open/order/refund/submit", &more).await.refused(200, 10104, "refunded");
    refund(0, half_fen + bought.freight_fen, NOT_RECEIVED, 1011).await;
    assert_eq!(order(&caller, &bought).await["status"], 4);
    assert_eq!(caller.balance().await, full_fen, "everything came back, and nothing twice");

    // An order that its seller closes owes only the rest, and its open case ends.
    let bought = buy_taobao(&caller, &item, 2).await;
    let whole = json!({
        "subOrderId": bought.line_ids[1], "refundType": 1, "goodsStatus": NOT_SHIPPED, "reasonId": 1001,
        "refundFee": half_fen,
    });
    let id = submit(&caller, &whole).await;
    assert!(take(&caller, &id, Step::Seller("agree")).await);
    let mut first = whole.clone();
    first["subOrderId"] = json!(bought.line_ids[0]);
    first["refundFee"] = json!(half_fen + bought.freight_fen);
    let open = submit(&caller, &first).await;
    caller.control("close", &json!({ "orderId": bought.order_id })).await;
    assert_eq!(caller.balance().await, full_fen);
    assert_eq!(status(&caller, &open).await, -20);
    caller.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn shipping_refuses_what_was_asked_before_it() {
    let dir = tempfile::tempdir().unwrap();
    let caller = Caller::start(dir.path()).await;
    let item = quiet_taobao(&caller).await;
    let bought = buy_taobao(&caller, &item, 1).await;
    let whole = json!({
        "subOrderId": bought.line_ids[0], "refundType": 1, "goodsStatus": NOT_SHIPPED, "reasonId": 1001,
        "refundFee": bought.goods_fen + bought.freight_fen,
    });
    let id = submit(&caller, &whole).await;
    caller.control("ship", &json!({ "orderId": bought.order_id })).await;
    let refused = query(&caller, &id).await;
    assert_eq!(refused["refundOrder"]["refundStatus"], -10);
    assert_eq!(refused["refundOrder"]["sellerRefuseReason"], "商品已发出");
    let change = json!({ "refundId": id, "refundFee": 100 });
    caller.post("/open/order/refund/modify", &change).await.refused(200, 10109, "goodsStatus");
    let change = json!({
        "refundId": id, "refundType": 3, "goodsStatus": RECEIVED, "reasonId": 1031, "refundFee": 100,
    });
    caller.posted("/open/order/refund/modify", &change).await;
    let changed = query(&caller, &id).await;
    assert_eq!(
        (&changed["refundOrder"]["refundStatus"], &changed["refundOrder"]["refundType"]),
        (&json!(10), &json!(3))
    );
    assert_eq!(changed["refundOrder"]["sellerRefuseReason"], "");
    caller.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn sellers_act_by_themselves_as_their_temper_is() {
    let dir = tempfile::tempdir().unwrap();
    let caller = Caller::start(dir.path()).await;
    let item = quiet_taobao(&caller).await;
    let temper = async |temper: &str| caller.control("temper", &json!({ "temper": temper })).await;
    let hours = async |hours: i64| caller.control("advance", &json!({ "seconds": hours * 3600 })).await;

    temper("agrees").await;
    let bought = shipped(&caller, &item).await;
    let id = submit(&caller, &claim(&bought.line_ids[0], 3)).await;
    hours(9).await;
    assert_eq!(status(&caller, &id).await, 20);
    assert!(take(&caller, &id, Step::Return).await);
    hours(60).await;
    assert_eq!(status(&caller, &id).await, 100);

    temper("refuses").await;
    let bought = shipped(&caller, &item).await;
    let id = submit(&caller, &claim(&bought.line_ids[0], 3)).await;
    hours(9).await;
    assert_eq!(status(&caller, &id).await, -10);
    assert!(take(&caller, &id, Step::Modify).await);
    hours(9).await;
    assert!(take(&caller, &id, Step::Return).await, "agreed at the second time");
    hours(60).await;
    assert_eq!(status(&caller, &id).await, -10, "the goods are refused once");

    temper("asks").await;
    let bought = shipped(&caller, &item).await;
    let id = submit(&caller, &claim(&bought.line_ids[0], 1)).await;
    hours(9).await;
    assert_eq!(
        (status(&caller, &id).await, case_note(&caller, &id).await["messages"].as_i64()),
        (10, Some(2))
    );
    assert!(take(&caller, &id, Step::Message).await);
    hours(9).await;
    assert_eq!(status(&caller, &id).await, 100, "answered");
    let bought = shipped(&caller, &item).await;
    let id = submit(&caller, &claim(&bought.line_ids[0], 1)).await;
    hours(9 + 24 + 9).await;
    assert_eq!(status(&caller, &id).await, -10, "not answered");

    // One seller's own temper goes before that of all, and an order given to a seller drops what it had in mind.
    let note = case_note(&caller, &id).await;
    caller.control("temper", &json!({ "sellerId": note["sellerId"], "temper": "agrees" })).await;
    let bought = shipped(&caller, &item).await;
    let id = submit(&caller, &claim(&bought.line_ids[0], 1)).await;
    assert_eq!(case_note(&caller, &id).await["temper"], "agrees");
    caller.control(&format!("cases/{id}/seller"), &json!({ "does": "silent" })).await;
    hours(9).await;
    assert_eq!(status(&caller, &id).await, 10);
    let deadline = query(&caller, &id).await["refundOrder"].clone();
    assert_eq!(deadline["timeoutType"], "SYSTEM_REFUND");
    assert!(deadline["remainingTime"].as_str().unwrap().parse::<i64>().unwrap() > 0);
    hours(5 * 24).await;
    assert_eq!(status(&caller, &id).await, 100);
    let (code, _) = control_refused(&caller, "cases/1/seller", &json!({ "does": "agree" })).await;
    assert_eq!(code, 10101);
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

#[tokio::test(flavor = "multi_thread")]
async fn lists_filter_and_cases_survive_a_restart() {
    let dir = tempfile::tempdir().unwrap();
    let caller = Caller::start(dir.path()).await;
    let item = quiet_taobao(&caller).await;
    let open = case_in(&caller, &item, 1, 10).await;
    let closed = case_in(&caller, &item, 1, -20).await;
    let aggregate = query(&caller, &open).await;
    let line = &aggregate["purchaseOrderLine"];
    drop(caller);

    let caller = Caller::start(dir.path()).await;
    let found = async |filter: Value| {
        let mut body = json!({ "pageNo": 1, "pageSize": 10 });
        for (name, value) in filter.as_object().unwrap() {
            body[name] = value.clone();
        }
        let page = caller.posted("/open/order/refund/queryList", &body).await;
        let rows = page["refundOrderAggregates"].as_array().unwrap().clone();
        assert_eq!(page["total"].as_u64().unwrap() as usize, rows.len());
        rows.iter().map(|row| row["refundOrder"]["refundId"].as_str().unwrap().to_owned()).collect::<Vec<_>>()
    };
    assert_eq!(found(json!({})).await, [closed.clone(), open.clone()], "newest first");
    assert_eq!(found(json!({ "refundStatus": 10 })).await, std::slice::from_ref(&open));
    assert_eq!(found(json!({ "refundId": closed })).await, std::slice::from_ref(&closed));
    let purchase = line["purchaseOrderId"].to_string();
    assert_eq!(found(json!({ "purchaseOrderId": purchase })).await, std::slice::from_ref(&open));
    assert_eq!(found(json!({ "salesOrderId": line["salesOrderId"] })).await, std::slice::from_ref(&open));
    assert!(found(json!({ "refundEndTime": 1 })).await.is_empty());
    assert_eq!(found(json!({ "refundStartTime": 1 })).await.len(), 2);
    let path = "/open/order/refund/query?refundId=1";
    caller.get(path).await.refused(200, 10101, "1");
    caller.control("advance", &json!({ "seconds": LONG })).await;
    assert_eq!(status(&caller, &open).await, 100, "its deadline survived");
    caller.stop().await;
}
