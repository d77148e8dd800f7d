//! What comes to the receiver that is no message as the reference has it.

use std::time::Duration;

use pondesk_agent::api::*;
use pondesk_domain::{CallbackReason, CallbackState, Platform, SignatureMode};
use serde_json::{Value, json};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;

use crate::callbacks::{inbox, listen, until_inbox};
use crate::ground::Ground;

/// Posts bytes and returns the status.
async fn post(url: &str, body: impl Into<reqwest::Body>) -> u16 {
    let http = reqwest::Client::builder().no_proxy().build().unwrap();
    http.post(url).body(body).send().await.unwrap().status().as_u16()
}

async fn standing(ground: &Ground) -> ReceiverStanding {
    ground.run::<CallbackSettings>("callback_settings", &Nothing {}).await.unwrap().standing
}

/// Sends these bytes on a connection of their own and reads all that comes back until it is closed.
async fn raw(url: &str, sent: &str) -> String {
    let url = reqwest::Url::parse(url).unwrap();
    let mut stream = TcpStream::connect((url.host_str().unwrap(), url.port().unwrap())).await.unwrap();
    stream.write_all(sent.replace("PATH", url.path()).as_bytes()).await.unwrap();
    let mut answer = Vec::new();
    let read = tokio::time::timeout(Duration::from_secs(20), stream.read_to_end(&mut answer)).await;
    read.expect("the receiver closes the connection").unwrap();
    String::from_utf8_lossy(&answer).into_owned()
}

#[tokio::test(flavor = "multi_thread")]
async fn verify_is_answered_in_all_its_forms_and_is_no_message() {
    let ground = Ground::new().await;
    let url = listen(&ground, SignatureMode::Enforce).await;
    for verify in ["object", "empty", "get"] {
        ground.control("callback", json!({ "url": url, "verify": verify })).await;
    }
    assert!(inbox(&ground).await.rows.is_empty());
    assert!(standing(&ground).await.verified_at.is_some());
    let account = AccountRef { account_id: ground.account_id.clone() };
    let test: CallbackTest = ground.run("callback_test", &account).await.unwrap();
    assert_eq!(test.steps.len(), 1, "there is no public address");
    assert!(test.steps[0].passed && test.steps[0].arrived, "{test:?}");
}

#[tokio::test(flavor = "multi_thread")]
async fn the_self_test_tells_whether_it_was_this_desk_that_answered() {
    let ground = Ground::new().await;
    listen(&ground, SignatureMode::Off).await;
    // Somebody else, who answers 200 to anything: a proxy with a page of its own.
    let other = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
    let public_url = format!("http://{}", other.local_addr().unwrap());
    tokio::spawn(async move {
        while let Ok((mut stream, _)) = other.accept().await {
            let mut head = [0; 4096];
            let _ = stream.read(&mut head).await;
            let _ =
                stream.write_all(b"HTTP/1.1 200 OK\r\ncontent-length: 0\r\nconnection: close\r\n\r\n").await;
        }
    });
    let receiver = ReceiverChange { public_url: Some(public_url), ..ReceiverChange::default() };
    let _: CallbackSettings = ground.run("callback_settings_save", &receiver).await.unwrap();
    let account = AccountRef { account_id: ground.account_id.clone() };
    let test: CallbackTest = ground.run("callback_test", &account).await.unwrap();
    let public = &test.steps[1];
    assert_eq!((public.way, public.status), (SelfTestWay::Public, Some(200)));
    assert!(!public.arrived && !public.passed && test.steps[0].passed);
}

#[tokio::test(flavor = "multi_thread")]
async fn whatever_is_no_message_is_kept_and_says_why() {
    let ground = Ground::new().await;
    let order = ground.order(&ground.goods(Platform::Alibaba1688, 0)).await.order;
    let number = order.platform_order_id.as_str();
    let url = listen(&ground, SignatureMode::LogOnly).await;
    let deep = format!("{}1{}", "[".repeat(100_000), "]".repeat(100_000));
    let table: [(Vec<u8>, CallbackReason); 7] = [
        (b"hello".to_vec(), CallbackReason::NoJson),
        (b"\xff\xfe\x00".to_vec(), CallbackReason::NoJson),
        (deep.into_bytes(), CallbackReason::NoJson),
        (b"[1, 2]".to_vec(), CallbackReason::NoMessage),
        (br#"{"hello": "world"}"#.to_vec(), CallbackReason::NoMessage),
        (br#"{"messageType": "ORDER_CREATE", "messageBody": {}}"#.to_vec(), CallbackReason::NoOrder),
        (
            json!({ "messageType": "ORDER_DANCED", "messageBody": { "orderId": number } })
                .to_string()
                .into_bytes(),
            CallbackReason::UnknownType,
        ),
    ];
    for (bytes, reason) in table {
        let said = String::from_utf8_lossy(&bytes[..bytes.len().min(40)]).into_owned();
        let before = inbox(&ground).await.rows.len();
        assert_eq!(post(&url, bytes).await, 200, "{said}: another answer would only make it come again");
        let rows = until_inbox(&ground, |rows| rows.len() > before && rows[0].reason.is_some()).await;
        assert_eq!(rows[0].reason, Some(reason), "{said}");
        assert_ne!(rows[0].state, CallbackState::Waiting);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn the_odd_forms_of_the_reference_are_read() {
    let ground = Ground::new().await;
    let order = ground.order(&ground.goods(Platform::Alibaba1688, 0)).await.order;
    let number = order.platform_order_id.as_str();
    let url = listen(&ground, SignatureMode::LogOnly).await;
    let rounded = "2156789012345678900";
    let event = |timestamp: Value| {
        json!({ "messageType": "ORDER_BUYER_VIEW_ORDER_PAY", "messagePlatform": 1, "timestamp": timestamp,
            "messageBody": { "orderId": number } })
    };
    let whole = json!({ "messageType": "1688_ORDER_BUYER_VIEW_ORDER_PRICE_MODIFY", "messagePlatform": 1,
        "timestamp": "1795402237001", "messageBody": { "baseInfo": { "id": 2_156_789_012_345_678_900_i64, "idOfStr": number } } });
    let mut forms = vec![
        event(json!("1795402237002")).to_string(),
        // The wrong platform's number: the body betrays the right one.
        whole.to_string().replace("\"messagePlatform\":1", "\"messagePlatform\":0"),
        whole.to_string().replace("1795402237001", "1795402237003"),
        // A text that holds the message, and a body that is text.
        Value::String(event(json!("1795402237004")).to_string()).to_string(),
        json!({ "messageType": "ORDER_BUYER_VIEW_ORDER_PAY", "messagePlatform": 1, "timestamp": "1795402237005",
            "messageBody": json!({ "orderId": number }).to_string() })
        .to_string(),
        // Raw line breaks in a string.
        event(json!("1795402237006")).to_string().replace("\"messageBody\":{", "\"messageBody\":{\"memo\":\"a\n\tb\","),
    ];
    for date in ["20261123231708000-0700", "2026-11-23 23:17:08", "2026-11-23 15: 27: 58"] {
        forms.push(event(json!(date)).to_string());
    }
    forms.push(event(json!(1_795_402_237_007_i64)).to_string());
    for (nth, form) in forms.iter().enumerate() {
        assert_eq!(post(&url, form.clone()).await, 200);
        let rows = until_inbox(&ground, |rows| {
            rows.len() == nth + 1 && rows.iter().all(|row| row.state != CallbackState::Waiting)
        })
        .await;
        assert_eq!(rows[0].state, CallbackState::Applied, "{form}: {:#?}", rows[0]);
        assert_eq!(rows[0].order_id.as_ref(), Some(&order.order_id), "{form}");
        assert!(rows[0].said_at.is_some(), "{form}");
        assert_ne!(rows[0].order_name.as_deref(), Some(rounded));
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_large_body_is_refused_before_it_is_read_and_held_in_no_memory() {
    let ground = Ground::new().await;
    let url = listen(&ground, SignatureMode::Off).await;
    let told = raw(&url, "POST PATH HTTP/1.1\r\nhost: desk\r\ncontent-length: 20971520\r\n\r\n").await;
    assert!(told.starts_with("HTTP/1.1 413"), "without a byte of it: {told}");
    // One that does not tell its length is read until it is too much.
    let chunk = format!("{:x}\r\n{}\r\n", 1 << 20, "x".repeat(1 << 20));
    let url_parts = reqwest::Url::parse(&url).unwrap();
    let mut stream =
        TcpStream::connect((url_parts.host_str().unwrap(), url_parts.port().unwrap())).await.unwrap();
    let head =
        format!("POST {} HTTP/1.1\r\nhost: desk\r\ntransfer-encoding: chunked\r\n\r\n", url_parts.path());
    stream.write_all(head.as_bytes()).await.unwrap();
    for _ in 0..20 {
        // It may close while this is still being sent.
        if stream.write_all(chunk.as_bytes()).await.is_err() {
            break;
        }
    }
    let deadline = tokio::time::Instant::now() + Duration::from_secs(20);
    while standing(&ground).await.turned_away.too_large < 2 {
        assert!(tokio::time::Instant::now() < deadline);
        tokio::task::yield_now().await;
    }
    assert!(inbox(&ground).await.rows.is_empty());
}

#[tokio::test(flavor = "multi_thread")]
async fn slow_senders_are_sent_away() {
    let ground = Ground::new().await;
    let url = listen(&ground, SignatureMode::Off).await;
    let (head, body) = tokio::join!(
        raw(&url, "POST PATH HTTP/1.1\r\nhost: de"),
        raw(&url, "POST PATH HTTP/1.1\r\nhost: desk\r\ncontent-length: 100\r\n\r\n{\"mess"),
    );
    assert!(!head.starts_with("HTTP/1.1 200"), "{head}");
    assert!(body.starts_with("HTTP/1.1 408"), "{body}");
    assert_eq!(standing(&ground).await.turned_away.too_slow, 1);
    assert_eq!(post(&url, "{}").await, 200, "others are let in");
}

#[tokio::test(flavor = "multi_thread")]
async fn whoever_does_not_know_the_path_is_told_nothing() {
    let ground = Ground::new().await;
    let url = listen(&ground, SignatureMode::Off).await;
    let wrong = format!("{}0", &url[..url.len() - 1]);
    let other = format!("{}f", &url[..url.len() - 1]);
    let wrong = if wrong == url { other } else { wrong };
    let root = url.split_once("/callback/").unwrap().0.to_owned();
    for unknown in [wrong, root.clone(), format!("{root}/callback/"), format!("{url}/more")] {
        assert_eq!(post(&unknown, "{}").await, 404, "{unknown}");
    }
    assert_eq!(standing(&ground).await.turned_away.wrong_path, 4);

    // The old path answers nobody once there is a new one.
    let account_id = ground.account_id.clone();
    let door = CallbackDoorChange { account_id, mode: None, signed_texts: None, new_path: true };
    let settings: CallbackSettings = ground.run("callback_door_save", &door).await.unwrap();
    assert_eq!(post(&url, "{}").await, 404);
    assert_eq!(post(&format!("{root}{}", settings.doors[0].path), "{}").await, 200);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_port_that_is_taken_is_told_and_another_one_is_taken() {
    let ground = Ground::new().await;
    ground.desk.receive_callbacks();
    let holder = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
    let port = holder.local_addr().unwrap().port();
    let taken = ReceiverSettings { on: true, port, ..ReceiverSettings::default() };
    let settings: CallbackSettings = ground.run("callback_settings_save", &taken).await.unwrap();
    assert_eq!(settings.standing.listening, None);
    let failure = settings.standing.failure.unwrap();
    assert_eq!((failure.code, failure.field.as_deref()), (ErrorCode::PortTaken, Some("port")));
    assert_eq!(failure.details["port"], port.to_string());

    let free = ReceiverChange { port: Some(0), ..ReceiverChange::default() };
    let settings: CallbackSettings = ground.run("callback_settings_save", &free).await.unwrap();
    let address = settings.standing.listening.unwrap();
    assert_eq!(settings.standing.failure, None);
    let off = ReceiverChange { on: Some(false), ..ReceiverChange::default() };
    let settings: CallbackSettings = ground.run("callback_settings_save", &off).await.unwrap();
    assert_eq!(
        settings.standing,
        ReceiverStanding { turned_away: settings.standing.turned_away, ..Default::default() }
    );
    assert!(TcpStream::connect(&address).await.is_err(), "switched off, nobody listens");
}
