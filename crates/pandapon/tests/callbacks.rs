//! Pushed messages: the recorded ones, who signed them, and properties over generated ones.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a test fails by panicking, also in its helpers")]

use std::collections::BTreeSet;
use std::path::PathBuf;

use pandapon::Credentials;
use pandapon::callbacks::{
    Body, Callback, Message, NotTyped, OrderName, OrderTold, Platform, RefundTold, SignedText, Topic,
    Unreadable, Verdict, read, signature, verify,
};
use pandapon::wire::{Fen, tidy};
use proptest::prelude::*;
use serde_json::{Value, json};

/// The callbacks of the reference, each with a folder of its own.
const CALLBACKS: [&str; 6] = [
    "onTaobaoOrderPriceModified",
    "onTaobaoOrderStatusModified",
    "onTaobaoOrderRefunded",
    "alibaba1688OnOrderPriceModified",
    "alibaba1688OnOrderStatusChanged",
    "alibaba1688OnRefundChanged",
];

struct Case {
    kind: String,
    bytes: Vec<u8>,
    expect: Value,
}

fn cases(folder: &str) -> Vec<Case> {
    let folder: PathBuf =
        [env!("CARGO_MANIFEST_DIR"), "tests", "recorded", "callbacks", folder].iter().collect();
    let files = std::fs::read_dir(folder).unwrap().map(|file| file.unwrap().path());
    let case = |file: PathBuf| {
        let told: Value = serde_json::from_str(&std::fs::read_to_string(&file).unwrap()).unwrap();
        let bytes = match &told["message"] {
            Value::String(text) => text.clone().into_bytes(),
            json => json.to_string().into_bytes(),
        };
        let kind = file.file_stem().unwrap().to_string_lossy().into_owned();
        Case { kind, bytes, expect: told["expect"].clone() }
    };
    files.map(case).collect()
}

/// What was typed, as JSON; the raw body where nothing was.
fn typed(message: &Message) -> Value {
    match &message.body {
        Body::TaobaoPrice(body) => serde_json::to_value(body),
        Body::TaobaoStatus(body) => serde_json::to_value(body),
        Body::TaobaoRefund(body) => serde_json::to_value(body),
        Body::Alibaba1688Price(OrderTold::Whole(body)) | Body::Alibaba1688Status(OrderTold::Whole(body)) => {
            serde_json::to_value(body)
        }
        Body::Alibaba1688Price(OrderTold::Event(body)) | Body::Alibaba1688Status(OrderTold::Event(body)) => {
            serde_json::to_value(body)
        }
        Body::Alibaba1688Refund(RefundTold::Whole(body)) => serde_json::to_value(body),
        Body::Alibaba1688Refund(RefundTold::Event(body)) => serde_json::to_value(body),
        Body::NotTyped(_) => Ok(message.raw_body.clone()),
    }
    .unwrap()
}

fn member_names(value: &Value, found: &mut BTreeSet<String>) {
    match value {
        Value::Object(members) => members.iter().for_each(|(name, member)| {
            found.insert(name.clone());
            member_names(member, found);
        }),
        Value::Array(items) => items.iter().for_each(|item| member_names(item, found)),
        _ => {}
    }
}

fn order_ids(message: &Message) -> Vec<String> {
    message.order_names().iter().map(|name| name.as_str().to_owned()).collect()
}

#[test]
fn recorded_messages_read_as_their_names_say() {
    for callback in CALLBACKS {
        let cases = cases(callback);
        for kind in ["success", "unknown-field", "missing-optional", "unknown-enum"] {
            assert!(cases.iter().any(|case| case.kind == kind), "{callback} has no {kind}");
        }
        for Case { kind, bytes, expect } in &cases {
            let place = format!("{callback}/{kind}");
            let message = read(bytes).unwrap_or_else(|error| panic!("{place}: {error}"));
            let shown = format!("{:?}", message.body);
            assert!(shown.starts_with(expect["body"].as_str().unwrap()), "{place}: {shown}");
            let ids: Vec<_> =
                expect["orders"].as_array().unwrap().iter().map(|id| id.as_str().unwrap()).collect();
            assert_eq!(order_ids(&message), ids, "{place}");
            if let Some(platform) = expect["platform"].as_str() {
                assert_eq!(message.platform, Some(Platform::from_code(platform)), "{place}");
            }
            let (mut came, mut kept) = (BTreeSet::new(), BTreeSet::new());
            member_names(&tidy(message.raw_body.clone()), &mut came);
            member_names(&typed(&message), &mut kept);
            assert!(came.is_subset(&kept), "{place} lost {:?}", came.difference(&kept));
            match kind.as_str() {
                "unknown-field" => assert!(shown.contains("extra: {\""), "{place}: {shown}"),
                "unknown-enum" => assert!(shown.contains("Unknown(\""), "{place}: {shown}"),
                "success" | "success-full" | "success-text" => {
                    assert!(!shown.contains("extra: {\""), "{place}: {shown}");
                }
                _ => {}
            }
        }
    }
}

#[test]
fn what_is_no_message_is_refused_with_a_reason() {
    for Case { kind, bytes, expect } in cases("unreadable") {
        let error = read(&bytes).unwrap_err();
        assert!(
            format!("{error:?}").starts_with(expect["unreadable"].as_str().unwrap()),
            "{kind}: {error:?}"
        );
    }
    let deep = format!("{{\"messageBody\":{}{}}}", "[".repeat(200_000), "]".repeat(200_000));
    assert!(matches!(read(deep.as_bytes()), Err(Unreadable::NoJson(_))));
    let large = vec![b' '; pandapon::callbacks::LARGEST + 1];
    assert_eq!(read(&large), Err(Unreadable::TooLarge { bytes: large.len() }));
}

#[test]
fn a_price_message_says_its_price() {
    let cases = cases("onTaobaoOrderPriceModified");
    let message = read(&cases.iter().find(|case| case.kind == "success-wrapped").unwrap().bytes).unwrap();
    let Body::TaobaoPrice(change) = &message.body else { panic!("{message:?}") };
    assert_eq!(change.price.as_ref().unwrap().purchase_total_fee, Some(Fen(980)));
    assert_eq!(message.topic, Some(Topic::PriceModified));
    assert_eq!(message.topic.as_ref().unwrap().callback(), Some(Callback::PriceModified));
    assert_eq!(message.pushed_at.unwrap().timestamp().unwrap().as_millisecond(), 1_702_890_004_504);
    assert_eq!(
        change.sub_orders[0].close_time_without_payment.as_ref().unwrap().timestamp().unwrap().to_string(),
        "2024-05-21T04:14:43Z"
    );
}

#[test]
fn the_published_message_means_what_it_says() {
    let cases = cases("alibaba1688OnOrderPriceModified");
    let bytes = &cases.iter().find(|case| case.kind == "success").unwrap().bytes;
    assert!(serde_json::from_slice::<Value>(bytes).is_err(), "the reference's own message is no JSON");
    let message = read(bytes).unwrap();
    let Body::Alibaba1688Price(OrderTold::Whole(order)) = &message.body else { panic!("{message:?}") };
    assert_eq!(order.base_info.as_ref().unwrap().total_amount.unwrap().to_fen(), Ok(Fen(615)));
    assert_eq!(order.native_logistics.as_ref().unwrap().logistics_items[0].line_ids().len(), 3);
    assert_eq!(message.order_names(), [OrderName::Alibaba1688("58218860983545941".into())]);
}

#[test]
fn a_repeat_has_the_same_identity_and_another_message_has_not() {
    let base = json!({"messageType": "ORDER_CREATE", "messagePlatform": 1, "timestamp": "1702890004504",
        "messageBody": {"orderId": 2542285634920880794_u64}});
    let identity = |change: &dyn Fn(&mut Value)| {
        let mut message = base.clone();
        change(&mut message);
        read(message.to_string().as_bytes()).unwrap().identity()
    };
    let first = identity(&|_| {});
    assert_eq!(first, identity(&|message| message["messageType"] = "1688_ORDER_CREATE".into()));
    assert_eq!(first, identity(&|message| message["timestamp"] = 1_702_890_004_504_u64.into()));
    assert_eq!(
        first,
        identity(&|message| message["messageBody"] = json!("{\"orderId\":\"2542285634920880794\"}"))
    );
    assert_ne!(first, identity(&|message| message["timestamp"] = "1702890004505".into()));
    assert_ne!(first, identity(&|message| message["messageBody"]["orderId"] = "2542285634920880795".into()));
    assert_ne!(first, identity(&|message| message["messageType"] = "ORDER_CANCEL".into()));
}

#[test]
fn signatures_are_checked_by_candidates() {
    let credentials =
        Credentials::new("58c0201dfdf148eca63cbf6bb5e7cf03", "example-secret-not-real".into(), "1");
    let body = br#"{"messageType":"ORDER_CREATE"}"#;
    let all = &SignedText::ALL;
    for candidate in SignedText::ALL {
        let signed = signature(&credentials, candidate, body).unwrap();
        assert_eq!(signed.len(), 64);
        for told in [signed.clone(), signed.to_uppercase(), format!(" {signed} ")] {
            assert_eq!(verify(&credentials, all, Some(&told), body), Verdict::Right(candidate));
        }
        let others: Vec<_> = all.iter().copied().filter(|other| *other != candidate).collect();
        assert_eq!(verify(&credentials, &others, Some(&signed), body), Verdict::Wrong);
        assert_eq!(verify(&credentials, all, Some(&signed), b"{}"), Verdict::Wrong);
        let reset = Credentials::new(&credentials.access_key, "another-secret".into(), "1");
        assert_eq!(verify(&reset, all, Some(&signed), body), Verdict::Wrong);
    }
    for (told, verdict) in
        [(None, Verdict::Missing), (Some(" "), Verdict::Missing), (Some("红"), Verdict::Wrong)]
    {
        assert_eq!(verify(&credentials, all, told, body), verdict);
    }
    // Made with another tool: printf '%s' '<key><body>' | openssl dgst -sha256 -hmac '<secret>'
    assert_eq!(
        signature(&credentials, SignedText::KeyThenBody, body).unwrap(),
        "83af9791f9cc123b0067ad0fa4cd9f54b56fe2f5ceca785887431726700266c0"
    );
}

fn arbitrary_json() -> impl Strategy<Value = Value> {
    let names = prop_oneof![
        Just("messageType"),
        Just("messageBody"),
        Just("messagePlatform"),
        Just("timestamp"),
        Just("baseInfo"),
        Just("idOfStr"),
        Just("orderId"),
        Just("orderIdStr"),
        Just("salesOrderId"),
        Just("refundId"),
        Just("status"),
        Just("subOrders"),
        Just("purchaseOrderPriceDTO"),
        Just("new"),
    ];
    let scalar = prop_oneof![
        Just(Value::Null),
        any::<bool>().prop_map(Value::from),
        any::<i64>().prop_map(Value::from),
        "-?[1-9][0-9]{0,30}(\\.[0-9]{1,9})?([eE][+-]?[0-9]{1,2})?"
            .prop_map(|digits| serde_json::from_str(&digits).unwrap()),
        prop_oneof![Just("0"), Just("1"), Just("ORDER_CREATE"), Just("1688_ORDER_CANCEL")]
            .prop_map(Value::from),
        "\\PC{0,12}".prop_map(Value::from),
        Just(Value::from("{\"orderId\":\"77\"}")),
    ];
    scalar.prop_recursive(5, 40, 6, move |inner| {
        prop_oneof![
            prop::collection::vec(inner.clone(), 0..4).prop_map(Value::from),
            prop::collection::vec((names.clone(), inner), 0..6).prop_map(|members| Value::Object(
                members.into_iter().map(|(name, member)| (name.to_owned(), member)).collect()
            )),
        ]
    })
}

fn message_of(kind: &str, platform: &Value, body: &Value) -> Value {
    json!({"messageType": kind, "messagePlatform": platform, "timestamp": "1702890004504", "messageBody": body})
}

fn known_type() -> impl Strategy<Value = String> {
    let known = prop::sample::select(Topic::KNOWN).prop_map(str::to_owned);
    prop_oneof![known.clone(), known.clone().prop_map(|name| format!("1688_{name}")), "[A-Z_]{1,20}"]
}

proptest! {
    #[test]
    fn no_bytes_make_it_panic(bytes in prop::collection::vec(any::<u8>(), 0..200)) {
        let _ = read(&bytes);
    }

    #[test]
    fn no_json_makes_it_panic_and_no_body_is_lost(kind in known_type(), platform in arbitrary_json(), body in arbitrary_json()) {
        let message = read(message_of(&kind, &platform, &body).to_string().as_bytes()).unwrap();
        prop_assert_eq!(message.message_type.as_deref(), Some(kind.trim()));
        if !body.is_string() {
            prop_assert_eq!(&message.raw_body, &body);
        }
        let _ = (message.order_names(), message.identity());
        if matches!(message.body, Body::NotTyped(NotTyped::NoObject)) {
            prop_assert!(!message.raw_body.is_object());
        }
    }

    #[test]
    fn a_body_as_text_says_the_same_as_the_object(kind in known_type(), body in arbitrary_json()) {
        prop_assume!(body.is_object());
        let object = read(message_of(&kind, &json!(1), &body).to_string().as_bytes()).unwrap();
        let text = read(message_of(&kind, &json!(1), &body.to_string().into()).to_string().as_bytes()).unwrap();
        prop_assert_eq!(&object, &text);
        let whole = Value::String(message_of(&kind, &json!(1), &body).to_string()).to_string();
        prop_assert_eq!(&object, &read(whole.as_bytes()).unwrap());
    }

    #[test]
    fn raw_control_characters_change_nothing(note in "[a-z\u{1}-\u{1f}红]{0,20}", id in "[1-9][0-9]{15,18}") {
        let torn = format!("{{\"messageType\":\"ORDER_CREATE\",\"messagePlatform\":1,\"messageBody\":{{\"orderId\":{id},\"note\":\"{note}\"}}}}");
        let message = read(torn.as_bytes()).unwrap();
        prop_assert_eq!(message.raw_body["note"].as_str(), Some(note.as_str()));
        prop_assert_eq!(order_ids(&message), [id]);
    }

    #[test]
    fn the_text_twin_of_an_id_wins(exact in 1_000_000_000_000_000_000_u64..9_000_000_000_000_000_000) {
        #[allow(clippy::cast_precision_loss, clippy::cast_possible_truncation, clippy::cast_sign_loss)]
        let rounded = (exact as f64) as u64;
        for body in [
            json!({"baseInfo": {"id": rounded, "idOfStr": exact.to_string()}}),
            json!({"orderId": rounded, "orderIdStr": exact.to_string()}),
            json!({"orderId": rounded, "idOfStr": exact.to_string()}),
        ] {
            let message = read(message_of("ORDER_CREATE", &json!(1), &body).to_string().as_bytes()).unwrap();
            prop_assert_eq!(order_ids(&message), [exact.to_string()]);
        }
    }
}
