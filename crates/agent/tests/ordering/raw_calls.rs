//! Calls that the user writes himself: drawn, sent, masked, and through the outbox when they change something.

use pondesk_agent::api::*;
use pondesk_domain::{OperationKind, OperationState, Platform};
use serde_json::{Value, json};

use crate::ground::Ground;

fn call(ground: &Ground, operation: &str, fields: &str, agreed: bool) -> ApiCall {
    ApiCall {
        account_id: ground.account_id.clone(),
        operation: operation.into(),
        fields: fields.into(),
        agreed,
    }
}

async fn send(ground: &Ground, operation: &str, fields: &str, agreed: bool) -> CommandResult<ApiAnswer> {
    ground.run("api_call", &call(ground, operation, fields, agreed)).await
}

/// The fields that pay an order.
fn payment_of(view: &OrderView) -> String {
    format!(r#"{{"orderIds":["{}"]}}"#, view.order.platform_order_id)
}

async fn last_calls(ground: &Ground) -> LastCalls {
    ground.run("call_list", &CallList { account_id: None }).await.unwrap()
}

fn data(answer: &ApiAnswer) -> Value {
    serde_json::from_str::<Value>(answer.body.as_ref().unwrap()).unwrap()["data"].take()
}

#[tokio::test(flavor = "multi_thread")]
async fn a_read_goes_straight_and_its_answer_is_raw() {
    let ground = Ground::new().await;
    let answer = send(&ground, "baseGetUserAddresses", "", false).await.unwrap();
    let line = answer.call.as_ref().unwrap();
    assert_eq!(
        (line.path.as_str(), line.http_status, line.code.as_deref()),
        ("/open/address/get", Some(200), Some("200"))
    );
    assert!(line.request_id.is_some() && line.received_bytes > 0 && line.failed.is_none());
    assert_eq!(data(&answer)[0]["name"], "张三");
    assert_eq!(answer.operation, None, "no outbox for a read");

    let refused = send(&ground, "taobaoGetOrder", r#"{"orderId":4187291729182947321}"#, false).await.unwrap();
    assert_eq!(refused.error.as_ref().unwrap().code, ErrorCode::Refused);
    assert!(refused.body.unwrap().contains("10006"), "PandaPon's own words");
}

#[tokio::test(flavor = "multi_thread")]
async fn long_numbers_keep_their_digits() {
    let ground = Ground::new().await;
    let fields = r#"{"z":12345678901234567890123,"a":0.10,"id":4187291729182947321}"#;
    let sketch: ApiSketch =
        ground.run("api_sketch", &call(&ground, "alibaba1688GetOrderDetail", fields, false)).await.unwrap();
    assert_eq!(sketch.body.as_deref(), Some(fields));
    send(&ground, "alibaba1688GetOrderDetail", fields, false).await.unwrap();
    let calls = last_calls(&ground).await;
    let shown: CallView =
        ground.run("call_show", &CallShow { call_id: calls.calls[0].call_id }).await.unwrap();
    assert_eq!(shown.request.text, fields, "what left is what was typed");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_sketch_shows_the_request_masked_and_reaches_nobody() {
    let mut ground = Ground::new().await;
    let keys = ground.keys();
    ground.stop_sandbox().await;
    let before = last_calls(&ground).await.calls.len();
    let fields = r#"{"pageNo":1,"pageSize":5,"title":"杯 子"}"#;
    let sketch: ApiSketch =
        ground.run("api_sketch", &call(&ground, "taobaoPageOrders", fields, false)).await.unwrap();
    assert_eq!(sketch.method, HttpMethod::Get);
    assert!(
        sketch.url.ends_with("/open/order/page?pageNo=1&pageSize=5&title=%E6%9D%AF+%E5%AD%90"),
        "{}",
        sketch.url
    );
    assert_eq!(sketch.body, None);
    let names: Vec<_> = sketch.headers.iter().map(|header| header.name.as_str()).collect();
    assert_eq!(names, ["access-key", "timestamp", "nonce-str", "user-id", "signature"]);
    let all = serde_json::to_string(&sketch).unwrap();
    assert!(!all.contains(&keys.0) && !all.contains(&keys.1));
    assert_eq!(sketch.headers[4].value, "•••");
    assert!(!sketch.changes);
    assert_eq!(last_calls(&ground).await.calls.len(), before, "nothing was sent");

    let part =
        ground.run::<ApiSketch>("api_sketch", &call(&ground, "taobaoCancelReverseOrder", "{}", false)).await;
    assert_eq!(part.unwrap_err().code, ErrorCode::BadRequest, "refundId is missing");
    for (operation, fields, field) in [
        ("taobaoNothing", "{}", "operation"),
        ("taobaoGetOrder", "[1]", "fields"),
        ("taobaoGetOrder", "{", "fields"),
    ] {
        let refused = ground.run::<ApiSketch>("api_sketch", &call(&ground, operation, fields, false)).await;
        let refused = refused.unwrap_err();
        assert_eq!((refused.code, refused.field.as_deref()), (ErrorCode::FieldInvalid, Some(field)));
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn what_changes_something_needs_a_yes_and_goes_through_the_outbox() {
    let ground = Ground::new().await;
    let order = ground.order(&ground.goods(Platform::Alibaba1688, 0)).await;
    let fields = payment_of(&order);
    let before = ground.balance_fen().await;
    let refused = send(&ground, "alibaba1688BatchSubmitPayment", &fields, false).await.unwrap_err();
    assert_eq!(refused.code, ErrorCode::AgreementMissing);
    assert_eq!(ground.balance_fen().await, before);
    assert!(ground.outbox().await.over.iter().all(|operation| operation.kind != OperationKind::Call));

    let sent = send(&ground, "alibaba1688BatchSubmitPayment", &fields, true).await.unwrap();
    assert_eq!(sent.error, None);
    let operation = sent.operation.unwrap();
    assert_eq!((operation.kind, operation.state), (OperationKind::Call, OperationState::Done));
    assert_eq!(operation.subject, "alibaba1688BatchSubmitPayment");
    assert_eq!(before - ground.balance_fen().await, order.order.total.unwrap().minor(), "paid once");
    let story: OperationView =
        ground.run("outbox_show", &OutboxShow { operation_id: operation.operation_id }).await.unwrap();
    assert_eq!(story.request, fields);
    assert_eq!(story.request_line, "POST /alibaba/order/batch/submit/to/pay");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_call_that_may_have_happened_is_not_sent_again_by_any_way() {
    let ground = Ground::new().await;
    let order = ground.order(&ground.goods(Platform::Alibaba1688, 0)).await;
    let other = ground.order(&ground.goods(Platform::Alibaba1688, 1)).await;
    let fields = payment_of(&order);
    ground.fault("alibaba1688BatchSubmitPayment", json!({ "kind": "drop", "executed": true })).await;
    let before = ground.balance_fen().await;
    let sent = send(&ground, "alibaba1688BatchSubmitPayment", &fields, true).await.unwrap();
    assert_eq!(sent.operation.as_ref().unwrap().state, OperationState::Unknown);
    assert_eq!(sent.error.unwrap().code, ErrorCode::OutcomeUnknown);
    let paid = before - ground.balance_fen().await;
    for fields in [fields, payment_of(&other)] {
        let again = send(&ground, "alibaba1688BatchSubmitPayment", &fields, true).await.unwrap_err();
        assert_eq!(again.code, ErrorCode::AlreadyUnderWay);
        assert_eq!(
            again.operation_id,
            sent.operation.as_ref().map(|operation| operation.operation_id.clone())
        );
    }
    assert_eq!(before - ground.balance_fen().await, paid, "paid once");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_report_helps_and_tells_no_secret_and_no_person() {
    let ground = Ground::new().await;
    let (access_key, access_secret) = ground.keys();
    let echo = json!({ "receiver": "张三", "phone": "13800000000", "note": [access_key, access_secret] })
        .to_string();
    send(&ground, "taobaoGetOrder", &echo, false).await.unwrap();
    let ask =
        |bodies, personal| SupportReportRequest { account_id: ground.account_id.clone(), bodies, personal };
    let report: SupportReport = ground.run("support_report", &ask(true, false)).await.unwrap();
    for needed in ["taobaoGetOrder", "/open/order/detail", "edition V1", "Outbox", "Clock", "came back"] {
        assert!(report.text.contains(needed), "{needed} in {}", report.text);
    }
    for hidden in [access_key.as_str(), access_secret.as_str(), "张三", "13800000000"] {
        assert!(!report.text.contains(hidden), "{hidden} in {}", report.text);
    }
    let whole: SupportReport = ground.run("support_report", &ask(true, true)).await.unwrap();
    assert!(whole.text.contains("张三") && whole.text.contains("13800000000"));
    assert!(!whole.text.contains(&access_key) && !whole.text.contains(&access_secret));
}
