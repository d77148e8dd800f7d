//! 1688's after-sales: every arrow of its machine, the limits, the money, what orders do to refunds and refunds to orders.
#![allow(clippy::unwrap_used, clippy::panic, reason = "a test's helpers may fail the test")]

mod common;

use std::collections::BTreeSet;

use common::Caller;
use common::after_sales::{
    Bought1688, LONG, buy_1688, case_note, control_refused, order_1688, picture, quiet_1688,
};
use common::answers::missing_fields;
use image::ImageFormat;
use serde_json::{Value, json};

const CREATE: &str = "/alibaba/refund/detail/create";
const RETURN: &str = "/alibaba/refund/goods/return";

/// A request that is in order for a line that was received; 100 fen.
fn request(bought: &Bought1688, kind: &str) -> Value {
    json!({
        "orderId": bought.order_number(), "orderEntryIds": [bought.line_number()], "disputeRequest": kind,
        "applyPayment": 100, "applyCarriage": 0, "applyReasonId": 20031, "description": "不合适",
        "goodsStatus": "refundBuyerReceived",
    })
}

async fn create(caller: &Caller, request: &Value) -> String {
    caller.posted(CREATE, request).await["refundId"].as_str().unwrap().to_owned()
}

async fn info(caller: &Caller, id: &str) -> Value {
    caller.posted("/alibaba/refund/info", &json!({ "refundId": id })).await
}

async fn status(caller: &Caller, id: &str) -> String {
    info(caller, id).await["status"].as_str().unwrap().to_owned()
}

async fn order(caller: &Caller, bought: &Bought1688) -> Value {
    caller.posted("/alibaba/order/detail", &json!({ "webSite": "1688", "orderId": bought.order_id })).await
}

async fn order_status(caller: &Caller, bought: &Bought1688) -> String {
    order(caller, bought).await["baseInfo"]["status"].as_str().unwrap().to_owned()
}

async fn shipped(caller: &Caller, offer: &Value) -> Bought1688 {
    let bought = buy_1688(caller, offer).await;
    caller.control("ship", &json!({ "orderId": bought.order_id })).await;
    bought
}

fn parcel(id: &str) -> Value {
    json!({ "refundId": id, "logisticsCompanyNo": "ZTO", "freightBill": "70600000000000" })
}

/// Something that anybody does about a refund.
#[derive(Clone, Copy, Debug, PartialEq)]
enum Step {
    Return,
    Buyer(&'static str),
    Seller(&'static str),
    Deadline,
}

const STEPS: [Step; 9] = [
    Step::Return,
    Step::Buyer("modify"),
    Step::Buyer("withdraw"),
    Step::Seller("agree"),
    Step::Seller("refuse"),
    Step::Seller("ask"),
    Step::Seller("receive"),
    Step::Seller("refuse-goods"),
    Step::Deadline,
];

/// Takes a step; false when it was refused as the state demands.
async fn take(caller: &Caller, id: &str, step: Step) -> bool {
    let (who, does) = match step {
        Step::Return => {
            let answer = caller.post(RETURN, &parcel(id)).await;
            assert!(matches!((answer.status, answer.code()), (200, 200 | 4007)), "{}", answer.body);
            return answer.code() == 200;
        }
        Step::Deadline => {
            caller.control("advance", &json!({ "seconds": LONG })).await;
            return true;
        }
        Step::Buyer(does) => ("buyer", does),
        Step::Seller(does) => ("seller", does),
    };
    let call = format!("{}/cases/{id}/{who}", caller.control);
    let response = caller.client.post(call).json(&json!({ "does": does })).send().await.unwrap();
    let taken = response.status().is_success();
    let body: Value = response.json().await.unwrap();
    assert!(taken || body["code"] == 4007, "{body}");
    taken
}

const OPEN: [&str; 4] = ["waitselleragree", "waitbuyermodify", "waitbuyersend", "waitsellerreceive"];

/// A new refund of a kind, driven to a state.
async fn refund_in(caller: &Caller, offer: &Value, kind: &str, state: &str) -> String {
    let bought = shipped(caller, offer).await;
    let id = create(caller, &request(&bought, kind)).await;
    let way: &[Step] = match (state, kind) {
        ("waitselleragree", _) => &[],
        ("waitbuyermodify", _) => &[Step::Seller("refuse")],
        ("waitbuyersend", _) => &[Step::Seller("agree")],
        ("waitsellerreceive", _) => &[Step::Seller("agree"), Step::Return],
        ("refundsuccess", "refund") => &[Step::Seller("agree")],
        ("refundsuccess", _) => &[Step::Seller("agree"), Step::Return, Step::Seller("receive")],
        ("refundclose", _) => &[Step::Buyer("withdraw")],
        other => panic!("no way to {other:?}"),
    };
    for step in way {
        assert!(take(caller, &id, *step).await, "{step:?} on the way to {state}");
    }
    assert_eq!(status(caller, &id).await, state);
    id
}

/// Where a step leads from a state; `None` where it is not allowed.
fn leads_to(state: &'static str, kind: &str, step: Step) -> Option<&'static str> {
    let agreed = if kind == "refund" { "refundsuccess" } else { "waitbuyersend" };
    match (state, step) {
        ("waitselleragree", Step::Seller("agree") | Step::Deadline) => Some(agreed),
        ("waitselleragree", Step::Seller("refuse")) => Some("waitbuyermodify"),
        ("waitselleragree", Step::Seller("ask")) => Some(state),
        ("waitbuyermodify", Step::Buyer("modify")) => Some("waitselleragree"),
        ("waitbuyersend", Step::Return) => Some("waitsellerreceive"),
        ("waitsellerreceive", Step::Seller("receive") | Step::Deadline) => Some("refundsuccess"),
        ("waitbuyermodify" | "waitbuyersend", Step::Deadline) => Some("refundclose"),
        (_, Step::Buyer("withdraw")) if OPEN.contains(&state) => Some("refundclose"),
        ("refundsuccess" | "refundclose", Step::Deadline) => Some(state),
        _ => None,
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn every_arrow_is_walked_and_nothing_else_is_allowed() {
    let dir = tempfile::tempdir().unwrap();
    let caller = Caller::start(dir.path()).await;
    let offer = quiet_1688(&caller).await;
    let mut walked = BTreeSet::from([("(none)", "waitselleragree")]);
    let nodes = [
        ("waitselleragree", "refund"),
        ("waitselleragree", "returnRefund"),
        ("waitbuyermodify", "refund"),
        ("waitbuyersend", "returnRefund"),
        ("waitsellerreceive", "returnRefund"),
        ("refundsuccess", "refund"),
        ("refundsuccess", "returnRefund"),
        ("refundclose", "refund"),
    ];
    for (state, kind) in nodes {
        let mut id = refund_in(&caller, &offer, kind, state).await;
        let may_return = !case_note(&caller, &id).await["buyerMay"].as_array().unwrap().is_empty();
        assert_eq!(may_return, leads_to(state, kind, Step::Return).is_some(), "{state}");
        for step in STEPS {
            let to = leads_to(state, kind, step);
            assert_eq!(take(&caller, &id, step).await, to.is_some(), "{step:?} in {state}, {kind}");
            assert_eq!(status(&caller, &id).await, to.unwrap_or(state), "{step:?} from {state}, {kind}");
            if let Some(to) = to.filter(|to| *to != state) {
                walked.insert((state, to));
                // The next step is tried on a fresh one.
                id = refund_in(&caller, &offer, kind, state).await;
            }
        }
    }
    let contract: Value = serde_yaml_ng::from_str(include_str!("../contract/pandapon-openapi.yaml")).unwrap();
    let listed =
        contract["x-status-machine"]["alibaba1688"]["refundStatus"]["transitions"].as_array().unwrap();
    let arrows: BTreeSet<(&str, &str)> = listed
        .iter()
        .flat_map(|arrow| {
            let (from, to) = (arrow["from"].as_str().unwrap(), arrow["to"].as_str().unwrap());
            if from == "any open state" { OPEN.map(|from| (from, to)).to_vec() } else { vec![(from, to)] }
        })
        .collect();
    assert_eq!(walked, arrows);
    caller.stop().await;
}

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

#[tokio::test(flavor = "multi_thread")]
async fn money_comes_back_once_and_orders_show_it() {
    let dir = tempfile::tempdir().unwrap();
    let caller = Caller::start(dir.path()).await;
    let offer = quiet_1688(&caller).await;
    let full_fen = caller.balance().await;

    // Part of it, under way; the rest; then the order is terminated.
    let bought = shipped(&caller, &offer).await;
    let before = caller.balance().await;
    let id = create(&caller, &request(&bought, "refund")).await;
    let shown = order(&caller, &bought).await;
    assert_eq!(
        (&shown["baseInfo"]["refundStatus"], &shown["baseInfo"]["refundId"]),
        (&json!("waitselleragree"), &json!(id))
    );
    assert_eq!(shown["productItems"][0]["refundStatus"], "WAIT_SELLER_AGREE");
    let listed = |status: &str| json!({ "pageNo": 1, "pageSize": 10, "refundStatus": status });
    assert_eq!(caller.posted("/alibaba/order/page", &listed("waitselleragree")).await["total"], 1);
    assert_eq!(caller.posted("/alibaba/order/page", &listed("refundclose")).await["total"], 0);
    assert!(take(&caller, &id, Step::Seller("agree")).await);
    assert!(!take(&caller, &id, Step::Seller("agree")).await, "not twice");
    assert_eq!(caller.balance().await, before + 100);
    let shown = order(&caller, &bought).await;
    assert_eq!(shown["baseInfo"]["refund"].to_string(), "1");
    assert_eq!(
        (&shown["baseInfo"]["status"], &shown["productItems"][0]["refundStatus"]),
        (&json!("waitbuyerreceive"), &json!("REFUND_SUCCESS"))
    );
    let rest_fen = bought.goods_fen - 100;
    let mut rest = request(&bought, "refund");
    rest["goodsStatus"] = json!("refundWaitBuyerReceive");
    rest["applyReasonId"] = json!(20011);
    rest["applyCarriage"] = json!(bought.freight_fen);
    rest["applyPayment"] = json!(rest_fen + 1);
    caller.post(CREATE, &rest).await.refused(200, 5011, &rest_fen.to_string());
    rest["applyPayment"] = json!(rest_fen);
    let id = create(&caller, &rest).await;
    assert_eq!(info(&caller, &id).await["canRefundPayment"], rest_fen);
    assert!(take(&caller, &id, Step::Seller("agree")).await);
    assert_eq!(order_status(&caller, &bought).await, "terminated");
    assert_eq!(caller.balance().await, full_fen, "everything came back, and nothing twice");
    rest["applyPayment"] = json!(1);
    caller.post(CREATE, &rest).await.refused(200, 5010, "terminated");

    // All of it before shipping: the order is cancelled.
    let bought = buy_1688(&caller, &offer).await;
    let mut whole = request(&bought, "refund");
    whole["goodsStatus"] = json!("refundWaitSellerSend");
    whole["applyReasonId"] = json!(20001);
    whole["applyPayment"] = json!(bought.goods_fen);
    whole["applyCarriage"] = json!(bought.freight_fen);
    let id = create(&caller, &whole).await;
    assert!(take(&caller, &id, Step::Deadline).await);
    // The silent seller still ships by itself before its answer is due, and that overrides the request.
    assert_eq!(status(&caller, &id).await, "refundclose");
    let bought = buy_1688(&caller, &offer).await;
    whole["orderId"] = bought.order_number();
    whole["orderEntryIds"] = json!([bought.line_number()]);
    let paid = caller.balance().await;
    let id = create(&caller, &whole).await;
    assert!(take(&caller, &id, Step::Seller("agree")).await);
    assert_eq!(order_status(&caller, &bought).await, "cancel");
    assert_eq!(caller.balance().await, paid + bought.goods_fen + bought.freight_fen);

    // A seller who closes an order owes only the rest.
    let before = caller.balance().await;
    let bought = buy_1688(&caller, &offer).await;
    whole["orderId"] = bought.order_number();
    whole["orderEntryIds"] = json!([bought.line_number()]);
    let open = create(&caller, &whole).await;
    caller.control("close", &json!({ "orderId": bought.order_id })).await;
    assert_eq!((status(&caller, &open).await.as_str(), caller.balance().await), ("refundclose", before));
    caller.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn shipping_and_receipt_override_and_an_open_refund_holds_the_order_up() {
    let dir = tempfile::tempdir().unwrap();
    let caller = Caller::start(dir.path()).await;
    let offer = quiet_1688(&caller).await;
    let bought = buy_1688(&caller, &offer).await;
    let mut whole = request(&bought, "refund");
    whole["goodsStatus"] = json!("refundWaitSellerSend");
    whole["applyReasonId"] = json!(20001);
    whole["applyPayment"] = json!(bought.goods_fen);
    let id = create(&caller, &whole).await;
    caller.control("ship", &json!({ "orderId": bought.order_id })).await;
    assert_eq!(status(&caller, &id).await, "refundclose");

    let id = create(&caller, &request(&bought, "refund")).await;
    let receipt = json!({ "orderId": bought.order_number(), "orderEntryIds": [bought.line_number()] });
    let confirmed = caller.posted("/alibaba/order/receivegoods", &receipt).await;
    assert_eq!(confirmed["success"], true);
    assert_eq!(status(&caller, &id).await, "refundclose");

    // Received, not settled: an open refund keeps the order from settling until it has ended.
    let id = create(&caller, &request(&bought, "returnRefund")).await;
    assert!(take(&caller, &id, Step::Seller("agree")).await);
    caller.control("advance", &json!({ "seconds": 6 * 24 * 3600 })).await;
    assert_eq!(order_status(&caller, &bought).await, "confirm_goods");
    assert!(take(&caller, &id, Step::Buyer("withdraw")).await);
    caller.control("advance", &json!({ "seconds": 2 * 3600 })).await;
    assert_eq!(order_status(&caller, &bought).await, "success");

    // Completed: after-sales, with marks of its own.
    caller.post(CREATE, &request(&bought, "refund")).await.refused(200, 5003, "success");
    let mut after = request(&bought, "returnRefund");
    after["goodsStatus"] = json!("aftersaleBuyerReceived");
    let id = create(&caller, &after).await;
    let shown = order(&caller, &bought).await;
    assert_eq!(
        (&shown["baseInfo"]["refundStatusForAs"], &shown["productItems"][0]["refundIdForAs"]),
        (&json!("waitselleragree"), &json!(id))
    );
    assert_eq!(info(&caller, &id).await["disputeType"], 2);
    caller.control("advance", &json!({ "seconds": 20 * 24 * 3600 })).await;
    assert_eq!(status(&caller, &id).await, "refundclose", "agreed by the deadline, then never sent");
    assert_eq!(order_status(&caller, &bought).await, "success");
    caller.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn sellers_act_by_themselves_as_their_temper_is() {
    let dir = tempfile::tempdir().unwrap();
    let caller = Caller::start(dir.path()).await;
    let offer = quiet_1688(&caller).await;
    let temper = async |temper: &str| caller.control("temper", &json!({ "temper": temper })).await;
    let hours = async |hours: i64| caller.control("advance", &json!({ "seconds": hours * 3600 })).await;
    let asked = async |kind: &str| {
        let bought = shipped(&caller, &offer).await;
        create(&caller, &request(&bought, kind)).await
    };
    temper("agrees").await;
    let id = asked("returnRefund").await;
    hours(9).await;
    assert!(take(&caller, &id, Step::Return).await);
    hours(60).await;
    assert_eq!(status(&caller, &id).await, "refundsuccess");

    temper("refuses").await;
    let id = asked("refund").await;
    hours(9).await;
    let refused = info(&caller, &id).await;
    assert_eq!((&refused["status"], &refused["rejectTimes"]), (&json!("waitbuyermodify"), &json!(1)));
    assert_ne!(refused["rejectReason"], "");
    let change = json!({ "does": "modify", "applyPaymentFen": 50 });
    caller.control(&format!("cases/{id}/buyer"), &change).await;
    hours(9).await;
    let done = info(&caller, &id).await;
    assert_eq!((&done["status"], &done["refundPayment"]), (&json!("refundsuccess"), &json!(50)));

    temper("asks").await;
    let id = asked("refund").await;
    hours(9).await;
    let question = info(&caller, &id).await;
    assert_eq!(
        (&question["status"], &question["remark"]),
        (&json!("waitselleragree"), &json!("请补充商品问题的照片"))
    );
    hours(24 + 9).await;
    assert_eq!(status(&caller, &id).await, "waitbuyermodify");
    let (code, _) = control_refused(&caller, "cases/TQ1/seller", &json!({ "does": "agree" })).await;
    assert_eq!(code, 4008);
    let too_much = json!({ "does": "modify", "applyPaymentFen": 1_000_000_000 });
    let (code, _) = control_refused(&caller, &format!("cases/{id}/buyer"), &too_much).await;
    assert_eq!(code, 5011);
    caller.stop().await;
}
