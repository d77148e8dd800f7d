//! Who may call, and what a well-formed call is.
#![allow(clippy::unwrap_used, clippy::panic, reason = "a test's helpers may fail the test")]

mod common;

use common::{Answer, Caller, nonce, now_ms, sign};
use pondesk_sandbox::{Credentials, SandboxOptions};
use reqwest::Method;
use serde_json::json;

const HARMLESS: &str = "/open/cart/list";

async fn status_and_code(request: reqwest::RequestBuilder) -> (u16, i64) {
    let answer = Answer::read(request.send().await.unwrap()).await;
    (answer.status, answer.code())
}

#[tokio::test(flavor = "multi_thread")]
async fn every_wrong_header_is_refused_with_401() {
    let dir = tempfile::tempdir().unwrap();
    let caller = Caller::start(dir.path()).await;
    let good = || caller.signed(Method::GET, HARMLESS);
    assert_eq!(status_and_code(good()).await, (200, 200));

    for header in ["access-key", "timestamp", "nonce-str", "user-id", "signature"] {
        let mut request = good().build().unwrap();
        request.headers_mut().remove(header);
        let answer = Answer::read(caller.client.execute(request).await.unwrap()).await;
        answer.refused(401, 40100, header);
    }
    let change = |name: &'static str, value: String| {
        let mut request = good().build().unwrap();
        request.headers_mut().insert(name, value.parse().unwrap());
        caller.client.execute(request)
    };
    let wrong_key = change("access-key", "0".repeat(32)).await.unwrap();
    Answer::read(wrong_key).await.refused(401, 40101, "access-key");
    let wrong_signature = change("signature", "0".repeat(32)).await.unwrap();
    Answer::read(wrong_signature).await.refused(401, 40102, "signature");
    let wrong_user = change("user-id", "1".into()).await.unwrap();
    Answer::read(wrong_user).await.refused(401, 40106, "user-id");

    // Lower-case digits are not the signature.
    let (time, once) = (now_ms().to_string(), nonce());
    let keys = &caller.keys;
    let small = sign(&format!("{}{time}{once}{}", keys.access_key, keys.access_secret)).to_lowercase();
    let mut request = caller.signed_with(Method::GET, HARMLESS, &time, &once).build().unwrap();
    request.headers_mut().insert("signature", small.parse().unwrap());
    Answer::read(caller.client.execute(request).await.unwrap()).await.refused(401, 40102, "");
    caller.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn the_clock_may_be_ten_minutes_off_and_no_more() {
    let dir = tempfile::tempdir().unwrap();
    let caller = Caller::start(dir.path()).await;
    let at = |offset_ms: i64| {
        let time = (now_ms() + offset_ms).to_string();
        status_and_code(caller.signed_with(Method::GET, HARMLESS, &time, &nonce()))
    };
    assert_eq!(at(-590_000).await, (200, 200));
    assert_eq!(at(590_000).await, (200, 200));
    assert_eq!(at(-611_000).await, (401, 40103));
    assert_eq!(at(611_000).await, (401, 40103));
    let seconds = (now_ms() / 1000).to_string();
    assert_eq!(
        status_and_code(caller.signed_with(Method::GET, HARMLESS, &seconds, &nonce())).await,
        (200, 200)
    );
    for bad in ["yesterday", "123", "17156699770820"] {
        assert_eq!(
            status_and_code(caller.signed_with(Method::GET, HARMLESS, bad, &nonce())).await,
            (401, 40103)
        );
    }

    // A server whose clock is wrong shows it in the Date header and judges by it.
    caller.control("set-clock", &json!({ "skewSeconds": -660 })).await;
    let response = caller.signed(Method::GET, HARMLESS).send().await.unwrap();
    assert_eq!(response.status(), 401);
    let date = httpdate::parse_http_date(response.headers()["date"].to_str().unwrap()).unwrap();
    let behind = std::time::SystemTime::now().duration_since(date).unwrap().as_secs();
    assert!((655..=665).contains(&behind), "{behind}");
    assert_eq!(at(-660_000).await, (200, 200));
    caller.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_nonce_has_32_characters_and_is_used_once_even_over_a_restart() {
    let dir = tempfile::tempdir().unwrap();
    let caller = Caller::start(dir.path()).await;
    let time = now_ms().to_string();
    for bad in ["short", &"n".repeat(31), &"n".repeat(33)] {
        assert_eq!(
            status_and_code(caller.signed_with(Method::GET, HARMLESS, &time, bad)).await,
            (401, 40104)
        );
    }
    let once = nonce();
    assert_eq!(status_and_code(caller.signed_with(Method::GET, HARMLESS, &time, &once)).await, (200, 200));
    assert_eq!(status_and_code(caller.signed_with(Method::GET, HARMLESS, &time, &once)).await, (401, 40105));
    let keys = caller.keys.clone();
    caller.stop().await;

    let caller = Caller::start(dir.path()).await;
    assert_eq!(caller.keys, keys, "a restarted sandbox keeps its keys");
    assert_eq!(status_and_code(caller.signed_with(Method::GET, HARMLESS, &time, &once)).await, (401, 40105));
    caller.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn one_scheme_and_unit_can_be_demanded() {
    let dir = tempfile::tempdir().unwrap();
    let caller = Caller::start(dir.path()).await;
    let keys = caller.keys.clone();
    let with_scheme = |scheme: u8, time: String| {
        let once = nonce();
        let (key, secret) = (&keys.access_key, &keys.access_secret);
        let signature = match scheme {
            1 => sign(&format!("{key}{time}{once}{secret}")),
            2 => sign(&format!("access-key={key}&nonce-str={once}&timestamp={time}{secret}")),
            _ => sign(&format!("{key}{once}{time}{secret}")),
        };
        let mut request = caller.signed_with(Method::GET, HARMLESS, &time, &once).build().unwrap();
        request.headers_mut().insert("signature", signature.parse().unwrap());
        let sent = caller.client.execute(request);
        async move {
            let answer = Answer::read(sent.await.unwrap()).await;
            (answer.status, answer.code())
        }
    };
    for accepted in 1..=3 {
        caller.control("accept", &json!({ "scheme": accepted, "timestampUnit": "s" })).await;
        for tried in 1..=3 {
            let expected = if tried == accepted { (200, 200) } else { (401, 40102) };
            assert_eq!(
                with_scheme(tried, (now_ms() / 1000).to_string()).await,
                expected,
                "{tried} of {accepted}"
            );
        }
        assert_eq!(with_scheme(accepted, now_ms().to_string()).await, (401, 40103), "milliseconds");
    }
    caller.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn given_keys_are_taken_and_not_written() {
    let dir = tempfile::tempdir().unwrap();
    let keys = Credentials::random();
    let options = SandboxOptions { credentials: Some(keys.clone()), ..SandboxOptions::new(dir.path()) };
    let caller = Caller::start_with(options).await;
    assert_eq!(caller.keys, keys);
    caller.get(HARMLESS).await.data();
    caller.stop().await;
    for entry in std::fs::read_dir(dir.path()).unwrap() {
        let path = entry.unwrap().path();
        if path.is_file() {
            let bytes = std::fs::read(&path).unwrap();
            let secret = keys.access_secret.as_bytes();
            assert!(!bytes.windows(secret.len()).any(|part| part == secret), "{}", path.display());
        }
    }
    assert!(!format!("{keys:?}").contains(&keys.access_secret));
}

#[tokio::test(flavor = "multi_thread")]
async fn ill_formed_parameters_are_refused_with_400_and_named() {
    let dir = tempfile::tempdir().unwrap();
    let caller = Caller::start(dir.path()).await;
    let cases = [
        (
            "/alibaba/product/keywords/query",
            json!({ "beginPage": 1, "pageSize": 20, "country": "en" }),
            "keyword",
        ),
        (
            "/alibaba/product/keywords/query",
            json!({ "keyword": 5, "beginPage": 1, "pageSize": 20, "country": "en" }),
            "/keyword",
        ),
        (
            "/alibaba/product/keywords/query",
            json!({ "keyword": "鞋", "beginPage": 0, "pageSize": 20, "country": "en" }),
            "/beginPage",
        ),
        (
            "/alibaba/order/cancel",
            json!({ "webSite": "taobao", "orderId": 1, "cancelReason": "other" }),
            "/webSite",
        ),
        (
            "/alibaba/order/cancel",
            json!({ "webSite": "1688", "orderId": "1", "cancelReason": "other" }),
            "/orderId",
        ),
        ("/open/cart/edit-quantity", json!({ "id": 1, "quantity": "2" }), "/quantity"),
        (
            "/open/order",
            json!({ "purchaseAmount": 1, "receiver": "{}", "orderLineList": "[]" }),
            "/receiver (inside)",
        ),
        (
            "/open/order",
            json!({ "purchaseAmount": 1, "receiver": "not json", "orderLineList": "[]" }),
            "/receiver is not JSON",
        ),
    ];
    for (path, body, names) in cases {
        caller.post(path, &body).await.refused(400, 40000, names);
    }
    caller.get("/open/order/page?pageNo=1").await.refused(400, 40000, "pageSize");
    caller.get("/open/order/page?pageNo=one&pageSize=5").await.refused(400, 40000, "pageNo");
    caller.get("/open/order/page?pageNo=1&pageSize=5&status=77").await.refused(400, 40000, "status");
    caller.get("/open/product/get").await.refused(400, 40000, "itemId");

    let not_json =
        caller.signed(Method::POST, "/open/cart/delete").header("content-type", "application/json").body("{");
    Answer::read(not_json.send().await.unwrap()).await.refused(400, 40000, "not JSON");
    let form = caller.signed(Method::POST, "/open/cart/delete").body("ids=1");
    Answer::read(form.send().await.unwrap()).await.refused(400, 40000, "Content-Type");
    caller.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn what_does_not_exist_is_said_after_the_signature() {
    let dir = tempfile::tempdir().unwrap();
    let caller = Caller::start(dir.path()).await;
    caller.get("/open/nothing").await.refused(404, 40400, "/open/nothing");
    caller.get("/open/cart/add").await.refused(404, 40400, "GET");
    let unsigned = caller.client.get(format!("{}/open/nothing", caller.base)).send().await.unwrap();
    assert_eq!(unsigned.status(), 401);
    let guess = caller.client.get(format!("{}/control/state", caller.base)).send().await.unwrap();
    assert_eq!(guess.status(), 401);
    caller.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn develop_id_is_text_here_and_a_number_there() {
    let dir = tempfile::tempdir().unwrap();
    let caller = Caller::start(dir.path()).await;
    let taobao = caller.get("/open/cart/list").await.body;
    let alibaba = caller.get("/alibaba/cart/list").await.body;
    assert!(taobao["developId"].is_string() && alibaba["developId"].is_number());
    assert_eq!(taobao["developId"].as_str().unwrap(), alibaba["developId"].to_string());
    assert_eq!(alibaba["developId"].to_string().len(), 19);
    caller.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn faults_come_as_ordered_and_are_used_up() {
    let dir = tempfile::tempdir().unwrap();
    let caller = Caller::start(dir.path()).await;
    let add = json!({ "name": "张三", "province": "浙江省", "city": "杭州市", "district": "滨江区", "address": "网商路1号", "phone": "13800000000" });
    let send = || caller.signed(Method::POST, "/open/address/addOrUpdate").json(&add).send();
    let kept = async || caller.posted("/open/address/get", &json!({})).await.as_array().unwrap().len();
    let order = |fault: serde_json::Value| {
        let mut fault = fault;
        fault["operation"] = json!("baseSaveUserAddress");
        let faults = json!({ "faults": [fault] });
        let caller = &caller;
        async move { caller.control("faults", &faults).await }
    };

    order(json!({ "kind": "drop" })).await;
    assert!(send().await.is_err());
    assert_eq!(kept().await, 0, "dropped before it was carried out");
    order(json!({ "kind": "drop", "executed": true })).await;
    assert!(send().await.is_err());
    assert_eq!(kept().await, 1, "carried out, then dropped");
    order(json!({ "kind": "cutBody" })).await;
    assert!(send().await.unwrap().text().await.is_err());
    assert_eq!(kept().await, 2);
    order(json!({ "kind": "status", "status": 502 })).await;
    assert_eq!(send().await.unwrap().status(), 502);
    order(json!({ "kind": "garbage", "executed": true })).await;
    let text = send().await.unwrap().text().await.unwrap();
    assert!(serde_json::from_str::<serde_json::Value>(&text).is_err());
    assert_eq!(kept().await, 3);
    order(json!({ "kind": "code", "code": 4711, "msg": "ordered" })).await;
    Answer::read(send().await.unwrap()).await.refused(200, 4711, "ordered");
    order(json!({ "kind": "delay", "milliseconds": 120, "count": 1 })).await;
    let before = std::time::Instant::now();
    Answer::read(send().await.unwrap()).await.data();
    assert!(before.elapsed().as_millis() >= 120);
    assert_eq!(kept().await, 4);
    Answer::read(send().await.unwrap()).await.data();
    assert_eq!(caller.state().await["faults"], json!([]));
    caller.stop().await;
}
