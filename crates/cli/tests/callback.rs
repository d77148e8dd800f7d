//! `callback …`: listening on its own, killed in the middle, and what is in the inbox afterwards.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    reason = "a test ends where it cannot go on"
)]

mod support;

use std::io::{BufRead, BufReader, Write};
use std::path::Path;
use std::process::{Child, Command, Stdio};

use serde_json::{Value, json};
use support::{Sandbox, Terminal};

/// A terminal at a desk with the sandbox's account.
fn desk<'a>(data_dir: &'a Path, sandbox: &Sandbox) -> Terminal<'a> {
    let terminal = Terminal { data_dir, typed: sandbox.keys() };
    let (base_url, user_id) = (sandbox.base_url.as_str(), sandbox.user_id.as_str());
    terminal.run(&["account", "add", "--name", "Hanoi", "--base-url", base_url, "--user-id", user_id]);
    terminal
}

/// `callback listen` in a process of its own, and the address that it told.
fn listen(data_dir: &Path, keys: &str) -> (Child, String) {
    let mut child = Command::new(env!("CARGO_BIN_EXE_pondesk-cli"))
        .arg("--data-dir")
        .arg(data_dir)
        .args(["--memory", "--json", "callback", "listen", "--port", "0"])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .unwrap();
    child.stdin.take().unwrap().write_all(keys.as_bytes()).unwrap();
    let mut line = String::new();
    BufReader::new(child.stdout.take().unwrap()).read_line(&mut line).unwrap();
    let told: Value = serde_json::from_str(&line).unwrap_or_else(|error| panic!("{error}: {line}"));
    let (address, path) = (&told["standing"]["listening"], &told["doors"][0]["path"]);
    (child, format!("http://{}{}", address.as_str().unwrap(), path.as_str().unwrap()))
}

#[test]
fn a_kill_right_after_the_answer_loses_no_message() {
    let folder = tempfile::tempdir().unwrap();
    let sandbox = Sandbox::start(&folder.path().join("sandbox"));
    let data_dir = folder.path().join("desk");
    let terminal = desk(&data_dir, &sandbox);
    let runtime = tokio::runtime::Runtime::new().unwrap();
    let mut answered = 0;
    for round in 0..5 {
        let (mut child, url) = listen(&data_dir, &sandbox.keys());
        let http = reqwest::Client::builder().no_proxy().build().unwrap();
        let kept: usize = runtime.block_on(async {
            let posts = (0..40).map(|nth| {
                let body = json!({ "messageType": "ORDER_DANCED", "messageBody": { "orderId": "1" },
                    "messagePlatform": 1, "timestamp": format!("{round}000{nth}") });
                let request = http.post(&url).body(body.to_string());
                tokio::spawn(async move { request.send().await.is_ok_and(|answer| answer.status() == 200) })
            });
            let posts: Vec<_> = posts.collect();
            let mut kept = 0;
            for post in posts {
                kept += usize::from(post.await.unwrap());
            }
            kept
        });
        child.kill().unwrap();
        child.wait().unwrap();
        assert_eq!(kept, 40);
        answered += kept;
        let page = terminal.run(&["callback", "list", "--limit", "200"]);
        assert_eq!(page["rows"].as_array().unwrap().len(), answered, "round {round}");
    }
    assert_eq!(terminal.run(&["db", "check"])["inboxDamage"], Value::Null);
}

#[test]
fn a_message_from_a_file_is_taken_in_and_looked_at_again() {
    let folder = tempfile::tempdir().unwrap();
    let sandbox = Sandbox::start(&folder.path().join("sandbox"));
    let data_dir = folder.path().join("desk");
    let terminal = desk(&data_dir, &sandbox);
    let file = folder.path().join("message.json");
    let message = json!({ "messageType": "ORDER_BUYER_VIEW_ORDER_PRICE_MODIFY", "messagePlatform": 1,
        "timestamp": "1795402237123", "messageBody": { "orderNo": "2156789012345678901", "totalAmount": "12.30" } });
    std::fs::write(&file, message.to_string()).unwrap();
    for _ in 0..2 {
        let taken = terminal.run(&["callback", "ingest", file.to_str().unwrap()]);
        assert_eq!((&taken["state"], &taken["reason"]), (&json!("unmatched"), &json!("unknownOrder")));
        assert_eq!(taken["facts"]["total"]["minor"], "1230");
    }
    let page = terminal.run(&["callback", "list", "--state", "unmatched"]);
    let rows = page["rows"].as_array().unwrap();
    assert_eq!((rows.len(), &rows[0]["times"], &rows[0]["origin"]), (1, &json!(2), &json!("byHand")));
    assert_eq!(terminal.run(&["callback", "retry"])["count"], 1);
    let id = rows[0]["callbackId"].as_str().unwrap();
    let shown = terminal.run(&["callback", "show", id]);
    assert_eq!(serde_json::from_str::<Value>(shown["text"].as_str().unwrap()).unwrap(), message);
    assert_eq!(terminal.refused(3, &["callback", "show", "nobody"])["code"], "callbackMissing");
}

#[test]
fn settings_are_kept_and_a_taken_port_is_told() {
    let folder = tempfile::tempdir().unwrap();
    let sandbox = Sandbox::start(&folder.path().join("sandbox"));
    let data_dir = folder.path().join("desk");
    let terminal = desk(&data_dir, &sandbox);
    let holder = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
    let port = holder.local_addr().unwrap().port().to_string();
    let set = ["callback", "settings", "--on", "true", "--port", &port, "--signatures", "enforce"];
    terminal.run(&[&set[..], &["--public-url", "https://desk.example"]].concat());
    let kept = terminal.run(&["callback", "settings"]);
    assert_eq!((&kept["receiver"]["on"], &kept["doors"][0]["mode"]), (&json!(true), &json!("enforce")));
    let public = kept["doors"][0]["publicUrl"].as_str().unwrap();
    assert!(public.starts_with("https://desk.example/callback/"), "{public}");
    assert_eq!(terminal.refused(3, &["callback", "listen"])["code"], "portTaken");
    drop(holder);
    let plain = terminal.refused(3, &["callback", "settings", "--public-url", "http://desk.example"]);
    assert_eq!((&plain["code"], &plain["field"]), (&json!("fieldInvalid"), &json!("publicUrl")));
}
