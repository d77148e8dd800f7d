//! The client over real HTTP: what it sends, and what it makes of the answers.

use std::num::NonZeroU32;
use std::sync::{Arc, Mutex};

use crate::desk::{
    ACCESS_KEY, Desk, SECRET, USER_ID, client, connection, credentials, refusal, response, success,
};
use jiff::Timestamp;
use pandapon::operation::Method;
use pandapon::taobao::{OrderId, PaymentVoucher, VoucherFile};
use pandapon::{
    CallObserver, CallRecord, Client, Edition, Fault, Operation, Outcome, SignatureScheme, TimestampUnit,
    VoucherTransport, alibaba1688, signature, taobao,
};
use serde_json::{Map, Value, json};

fn fields(value: &Value) -> Map<String, Value> {
    value.as_object().unwrap().clone()
}

#[tokio::test]
async fn a_post_is_signed_and_carries_its_fields_as_json() {
    let (desk, address) = Desk::open().await;
    desk.reply_with(200, success(r#"{"data":[{"itemId":703446760426,"title":"杯子","price":"159900"}]}"#));
    let search = taobao::KeywordSearch::new("杯子").page(2).page_size(40);
    let answer = client(address).taobao().search_by_keyword(&search).await.unwrap();
    assert_eq!(answer.data.items.read[0].item_id, Some("703446760426".into()));
    assert_eq!(answer.request_id.as_deref(), Some("r-1"));
    assert_eq!(answer.raw, r#"{"data":[{"itemId":703446760426,"title":"杯子","price":"159900"}]}"#);

    let sent = desk.only();
    assert_eq!(
        (sent.method.as_str(), sent.uri.to_string().as_str()),
        ("POST", "/api/open/product/item/search")
    );
    assert_eq!(sent.body, r#"{"keyword":"杯子","pageNo":2,"pageSize":40}"#);
    assert_eq!(sent.header("content-type"), "application/json");
    assert_eq!((sent.header("access-key"), sent.header("user-id")), (ACCESS_KEY, USER_ID));
    let (timestamp, nonce) = (sent.header("timestamp"), sent.header("nonce-str"));
    let age = Timestamp::now().as_millisecond() - timestamp.parse::<i64>().unwrap();
    assert!(timestamp.len() == 13 && (0..60_000).contains(&age), "{timestamp}");
    assert_eq!(nonce.len(), 32);
    let expected =
        signature(SignatureScheme::KeyTimestampNonce, ACCESS_KEY, timestamp, nonce, &SECRET.into());
    assert_eq!(sent.header("signature"), expected);
}

#[tokio::test]
async fn every_request_has_a_nonce_of_its_own() {
    let (desk, address) = Desk::open().await;
    let client = client(address);
    for _ in 0..3 {
        desk.reply_with(200, success("[]"));
        client.base().addresses().await.unwrap();
    }
    let mut nonces: Vec<_> = desk.arrived().iter().map(|sent| sent.header("nonce-str").to_owned()).collect();
    nonces.sort();
    nonces.dedup();
    assert_eq!(nonces.len(), 3);
}

#[tokio::test]
async fn a_get_carries_its_fields_as_query_and_no_body() {
    let (desk, address) = Desk::open().await;
    desk.reply_with(200, success(r#"{"total":0}"#));
    let mut query = taobao::OrdersQuery::new(1, 50);
    query.seller_order_number = Some("A&B 1".into());
    query.start_time = Some("2024-05-21T04:14:43Z".parse().unwrap());
    client(address).taobao().orders(&query).await.unwrap();
    let sent = desk.only();
    assert_eq!(sent.method.as_str(), "GET");
    assert_eq!(
        sent.uri.to_string(),
        "/api/open/order/page?pageNo=1&pageSize=50&sellerOrderNumber=A%26B+1&startTime=2024-05-21+12%3A14%3A43"
    );
    assert_eq!(sent.body, "");
}

#[tokio::test]
async fn digits_of_ids_and_json_text_travel_exactly() {
    let (desk, address) = Desk::open().await;
    desk.reply_with(200, success("true")).reply_with(200, success("{}"));
    let client = client(address);
    let cancel = alibaba1688::CancelOrder::new("2542285634920880794".into(), "buyerCancel");
    client.alibaba1688().cancel_order(&cancel).await.unwrap();
    let line = taobao::OrderLine {
        item_id: "600126245031041190".into(),
        sku_id: "5016042822039".into(),
        quantity: NonZeroU32::new(200).unwrap(),
        price: pandapon::wire::Fen(1),
        title: None,
        remark: None,
    };
    let order = taobao::CreateOrder {
        purchase_amount: taobao::CreateOrder::sum_of(std::slice::from_ref(&line)).unwrap(),
        receiver: taobao::Receiver { name: "测试".into(), ..Default::default() },
        lines: vec![line],
        order_source: None,
        seller_order_number: Some("1".into()),
    };
    client.taobao().create_order(&order).await.unwrap();
    let sent = desk.arrived();
    assert_eq!(
        sent[0].body,
        r#"{"webSite":"1688","orderId":2542285634920880794,"cancelReason":"buyerCancel"}"#
    );
    let body: Value = serde_json::from_str(&sent[1].body).unwrap();
    assert_eq!(body["purchaseAmount"], 200);
    let lines: Value = serde_json::from_str(body["orderLineList"].as_str().unwrap()).unwrap();
    assert_eq!(
        lines,
        json!([{"itemId": "600126245031041190", "skuId": "5016042822039", "quantity": "200", "price": "1",
                "currency": "CNY", "orderLineNo": "1"}])
    );
    let receiver: Value = serde_json::from_str(body["receiver"].as_str().unwrap()).unwrap();
    assert_eq!((receiver["name"].as_str(), receiver["phone"].as_str()), (Some("测试"), Some("")));
}

#[tokio::test]
async fn parts_of_a_path_are_filled_and_escaped() {
    let (desk, address) = Desk::open().await;
    desk.reply_with(200, success("{}"));
    let client = client(address);
    let operation = Operation::TaobaoCancelReverseOrder;
    client.call_raw(operation, fields(&json!({"refundId": "a/b?1", "note": "x"}))).await.unwrap();
    assert_eq!(desk.only().uri.to_string(), "/api/open/order/refund/cancel/a%2Fb%3F1?note=x");
    for bad in [json!({}), json!({"refundId": ""}), json!({"refundId": ".."})] {
        let error = client.call_raw(operation, fields(&bad)).await.unwrap_err();
        assert_eq!(error.outcome(), Outcome::NotSent);
        assert!(error.to_string().contains("refundId"), "{error}");
    }
    assert_eq!(desk.arrived().len(), 1);
}

#[tokio::test]
async fn settings_of_the_connection_reach_the_wire() {
    let (desk, address) = Desk::open().await;
    let bent = connection(address)
        .with_edition(Edition::V2)
        .with_scheme(SignatureScheme::NamedPairs)
        .with_timestamp_unit(TimestampUnit::Seconds)
        .with_warehouse_query_pair(true)
        .with_override(Operation::TaobaoGetOrder, Some(Method::Post), "/open/order/get")
        .unwrap();
    let client = Client::new(bent, credentials()).unwrap();
    desk.reply_with(200, success("{}")).reply_with(200, success("[]")).reply_with(200, success("{}"));
    client.taobao().order(&OrderId::new("19")).await.unwrap();
    client.base().addresses().await.unwrap();
    client.call_raw(Operation::WarehousePreviewOrderFreight, Map::new()).await.unwrap();
    let sent = desk.arrived();
    assert_eq!((sent[0].uri.path(), sent[0].body.as_str()), ("/api/open/order/get", r#"{"orderId":"19"}"#));
    assert_eq!(sent[1].uri.path(), "/api/v2/open/address/get");
    let (timestamp, nonce) = (sent[1].header("timestamp"), sent[1].header("nonce-str"));
    assert_eq!(timestamp.len(), 10);
    let expected = signature(SignatureScheme::NamedPairs, ACCESS_KEY, timestamp, nonce, &SECRET.into());
    assert_eq!(sent[1].header("signature"), expected);
    assert_eq!(sent[1].uri.query(), None);
    let pair = format!("timestamp={}&sign={}", sent[2].header("timestamp"), sent[2].header("signature"));
    assert_eq!(sent[2].uri.query(), Some(pair.as_str()));
}

#[tokio::test]
async fn a_voucher_file_travels_as_the_connection_says() {
    let (desk, address) = Desk::open().await;
    let voucher = PaymentVoucher {
        order_id: "1024285237573584051".into(),
        files: vec![
            VoucherFile::Bytes(b"proof".to_vec()),
            VoucherFile::Url("https://example.com/p.jpg".into()),
        ],
        remark: None,
    };
    let error = client(address).taobao().upload_payment_voucher(&voucher).await.unwrap_err();
    assert_eq!(error.outcome(), Outcome::NotSent);
    assert!(error.to_string().contains("voucherUrls"), "{error}");
    desk.reply_with(200, success("true"));
    let text = connection(address).with_voucher_transport(VoucherTransport::Base64Text);
    let done =
        Client::new(text, credentials()).unwrap().taobao().upload_payment_voucher(&voucher).await.unwrap();
    assert_eq!(done.data.said(), Some(true));
    let body: Value = serde_json::from_str(&desk.only().body).unwrap();
    assert_eq!(body["voucherUrls"], json!(["cHJvb2Y=", "https://example.com/p.jpg"]));
}

#[tokio::test]
async fn a_refusal_carries_code_message_and_request_id() {
    let (desk, address) = Desk::open().await;
    desk.reply_with(200, refusal(r#""500_008""#));
    let error = client(address).alibaba1688().pay_order(&"1".into()).await.unwrap_err();
    assert_eq!(error.outcome(), Outcome::Refused);
    assert_eq!((error.code(), error.msg(), error.request_id()), (Some("500_008"), Some("不行"), Some("r-2")));
    assert_eq!((error.operation(), error.http_status()), (Operation::Alibaba1688PayOrder, Some(200)));
    assert_eq!(
        error.to_string(),
        "alibaba1688PayOrder: PandaPon refused, HTTP 200, code 500_008, 不行, request r-2"
    );
}

#[tokio::test]
async fn what_is_known_of_a_write_decides_its_outcome_and_it_is_sent_once() {
    for (status, body, fault, outcome) in [
        (400, refusal("400"), Fault::Refused, Outcome::Refused),
        (401, refusal("401"), Fault::Refused, Outcome::Refused),
        (404, "<html>".to_owned(), Fault::NoEnvelope, Outcome::Refused),
        (302, String::new(), Fault::NoEnvelope, Outcome::Refused),
        (408, String::new(), Fault::NoEnvelope, Outcome::Unknown),
        (502, "<html>".to_owned(), Fault::NoEnvelope, Outcome::Unknown),
        (500, refusal("500"), Fault::Refused, Outcome::Unknown),
        (200, "<html>".to_owned(), Fault::NoEnvelope, Outcome::Unknown),
        (200, String::new(), Fault::NoEnvelope, Outcome::Unknown),
    ] {
        let (desk, address) = Desk::open().await;
        desk.reply_with(status, body.clone());
        let error = client(address).taobao().pay_orders(&["200048859479".into()]).await.unwrap_err();
        assert_eq!((error.fault(), error.outcome()), (&fault, outcome), "HTTP {status} {body}");
        assert_eq!((error.http_status(), error.raw_body()), (Some(status), Some(body.as_str())));
        assert_eq!(desk.arrived().len(), 1);
    }
}

#[tokio::test]
async fn a_success_that_does_not_fit_names_the_place_and_keeps_the_body() {
    let (desk, address) = Desk::open().await;
    let data = r#"{"successPurchaseOrderIds": ["1", {"id": 2}]}"#;
    desk.reply_with(200, success(data));
    let error = client(address).taobao().pay_orders(&["1".into()]).await.unwrap_err();
    assert_eq!(error.json_path(), Some("data.successPurchaseOrderIds[1]"));
    assert_eq!((error.outcome(), error.raw_body()), (Outcome::Unknown, Some(data)));
    assert_eq!(error.request_id(), Some("r-1"));
}

#[tokio::test]
async fn a_redirect_is_not_followed() {
    let (desk, address) = Desk::open().await;
    desk.reply(|_| {
        let mut moved = response(307, "");
        moved.headers_mut().insert("location", "/elsewhere".parse().unwrap());
        moved
    });
    let error = client(address).base().addresses().await.unwrap_err();
    assert_eq!((error.http_status(), desk.arrived().len()), (Some(307), 1));
}

#[tokio::test]
async fn odd_bodies_are_read() {
    let (desk, address) = Desk::open().await;
    desk.reply_with(200, "\u{feff}{\"code\":\"200\",\"data\":[{\"id\":7,\"address\":\"网商路\n1号\"}]}");
    desk.reply_with(200, r#"{"code":200,"msg":null}"#);
    let client = client(address);
    let addresses = client.base().addresses().await.unwrap();
    assert_eq!(addresses.data[0].address.as_deref(), Some("网商路\n1号"));
    assert!(client.base().addresses().await.unwrap().data.is_empty());
}

#[tokio::test]
async fn a_huge_answer_is_cut_short() {
    let (desk, address) = Desk::open().await;
    desk.reply(|_| response(200, &"x".repeat(33 * 1024 * 1024)));
    let error = client(address).base().addresses().await.unwrap_err();
    assert!(matches!(error.fault(), Fault::TooLarge { .. }), "{error}");
}

#[tokio::test]
async fn no_error_and_no_formatter_shows_the_secret() {
    let (desk, address) = Desk::open().await;
    desk.reply_with(200, "nothing");
    let client = client(address);
    let error = client.base().addresses().await.unwrap_err();
    let shown = format!("{error} {error:?} {client:?} {:?}", credentials());
    assert!(!shown.contains(SECRET) && !shown.contains(ACCESS_KEY), "{shown}");
}

#[derive(Default)]
struct Notebook(Mutex<Vec<String>>);

impl CallObserver for Notebook {
    fn call_ended(&self, call: &CallRecord<'_>) {
        let line = format!(
            "{} {:?} {:?} {:?} {} {} {:?} {}",
            call.operation,
            call.http_status,
            call.code,
            call.request_id,
            call.sent_bytes,
            call.received_bytes,
            call.failed,
            call.request
        );
        self.0.lock().unwrap().push(line);
    }
}

#[tokio::test]
async fn an_observer_sees_every_exchange() {
    let (desk, address) = Desk::open().await;
    desk.reply_with(200, success("[]")).reply_with(502, "");
    let notebook = Arc::new(Notebook::default());
    let observer = Arc::clone(&notebook) as Arc<dyn CallObserver>;
    let client = Client::builder(connection(address), credentials()).observer(observer).build().unwrap();
    client.base().addresses().await.unwrap();
    client.taobao().order(&"1".into()).await.unwrap_err();
    assert_eq!(
        *notebook.0.lock().unwrap(),
        [
            format!(
                r#"baseGetUserAddresses Some(200) Some("200") Some("r-1") 2 {} None {{}}"#,
                success("[]").len()
            ),
            r#"taobaoGetOrder Some(502) None None 0 0 Some(Unknown) {"orderId":"1"}"#.to_owned(),
        ]
    );
}
