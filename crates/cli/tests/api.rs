//! The operation table and raw calls from a terminal, and what an override in the settings does.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    reason = "a test ends where it cannot go on"
)]

mod support;

use std::collections::BTreeSet;
use std::path::Path;

use serde_json::{Value, json};
use support::{Sandbox, Terminal, text};

const CONTRACT: &str = include_str!("../../sandbox/contract/pandapon-openapi.yaml");

fn table(folder: &Path) -> Vec<Value> {
    // The lock of a desk is of no concern: the table needs none.
    let terminal = Terminal { data_dir: &folder.join("no desk"), typed: String::new() };
    let rows = terminal.run(&["api", "list"]);
    assert!(!folder.join("no desk").exists(), "nothing was opened");
    rows.as_array().unwrap().clone()
}

#[test]
fn the_table_and_the_contract_have_the_same_operations_in_both_directions() {
    let folder = tempfile::tempdir().unwrap();
    let rows = table(folder.path());
    assert_eq!(rows.len(), 72);
    let extra: Vec<_> =
        rows.iter().filter(|row| row["extra"] == true).map(|row| text(row, "/v1/path")).collect();
    assert_eq!(extra, ["/open/order/render"]);

    let contract: Value = serde_yaml_ng::from_str(CONTRACT).unwrap();
    let mut in_contract = BTreeSet::new();
    let mut later = BTreeSet::new();
    for (path, methods) in contract["paths"].as_object().unwrap() {
        for (method, operation) in methods.as_object().unwrap() {
            let Some(id) = operation["operationId"].as_str() else { continue };
            in_contract.insert(format!("{id} {} {path}", method.to_uppercase()));
            if let Some(place) = operation["x-v2-path"].as_str() {
                later.insert(format!("{id} {place}"));
            }
        }
    }
    let told: BTreeSet<_> = rows
        .iter()
        .map(|row| {
            format!("{} {} {}", text(row, "/operation"), text(row, "/v1/method"), text(row, "/v1/path"))
        })
        .collect();
    assert_eq!(told, in_contract);
    assert!(!later.is_empty());
    for place in later {
        let told = |row: &Value| {
            row["v2"]["path"]
                .as_str()
                .is_some_and(|path| place == format!("{} {path}", text(row, "/operation")))
        };
        assert!(rows.iter().any(told), "{place}");
    }
    for row in &rows {
        assert!(["documented", "partial", "inferred"].contains(&text(row, "/sureness")), "{row}");
        assert!(row["repeatable"].is_boolean() && row["pathSeen"].is_boolean(), "{row}");
        assert!(!text(row, "/title").is_empty() && !text(row, "/group").is_empty(), "{row}");
    }
}

fn added<'a>(desk: &'a Path, sandbox: &Sandbox) -> Terminal<'a> {
    let terminal = Terminal { data_dir: desk, typed: sandbox.keys() };
    let where_it_is = ["--base-url", &sandbox.base_url, "--user-id", &sandbox.user_id];
    terminal.run(&[&["account", "add", "--name", "Practice"], &where_it_is[..]].concat());
    terminal
}

#[test]
fn a_dry_run_shows_the_request_and_needs_neither_key_nor_net() {
    let folder = tempfile::tempdir().unwrap();
    let mut sandbox = Sandbox::start(&folder.path().join("pandapon"));
    let desk = folder.path().join("desk");
    let keyless = Terminal { typed: String::new(), ..added(&desk, &sandbox) };
    sandbox.stop();
    let body = folder.path().join("body.json");
    std::fs::write(&body, r#"{"orderId":4187291729182947321,"note":"杯"}"#).unwrap();
    let body = body.to_str().unwrap();
    let drawn = keyless.run(&["api", "call", "alibaba1688GetOrderDetail", "--body", body, "--dry-run"]);
    assert_eq!(text(&drawn, "/body"), r#"{"orderId":4187291729182947321,"note":"杯"}"#);
    assert_eq!(
        text(&drawn, "/url"),
        format!("{}/alibaba/order/detail", sandbox.base_url.trim_end_matches('/'))
    );
    let all = drawn.to_string();
    assert!(!all.contains(&sandbox.access_key) && !all.contains(&sandbox.access_secret));
    assert!(all.contains(r#""name":"signature","value":"•••""#), "{all}");

    let drawn = keyless.run(&["api", "call", "taobaoGetOrder", "--query", "orderId=1 2", "--dry-run"]);
    assert!(text(&drawn, "/url").ends_with("/open/order/detail?orderId=1+2"), "{drawn}");
    assert_eq!(keyless.refused(3, &["api", "call", "taobaoNothing", "--dry-run"])["code"], "fieldInvalid");
}

#[test]
fn an_override_moves_an_operation_without_a_rebuild_and_a_bad_one_is_refused() {
    let folder = tempfile::tempdir().unwrap();
    let sandbox = Sandbox::start(&folder.path().join("pandapon"));
    let desk = folder.path().join("desk");
    let terminal = added(&desk, &sandbox);
    let call = ["api", "call", "baseGetUserAddresses"];
    assert_eq!(text(&terminal.run(&call), "/call/path"), "/open/address/get");

    let view = terminal.run(&["account", "override", "baseGetUserAddresses", "--path", "/open/address/all"]);
    assert_eq!(view["connection"]["overrides"][0]["path"], "/open/address/all");
    let output = terminal.output(&call);
    assert_eq!(output.status.code(), Some(6), "the sandbox has nothing there");
    let moved: Value = serde_json::from_slice(&output.stdout).unwrap();
    assert_eq!(
        (text(&moved, "/call/path"), &moved["call"]["httpStatus"]),
        ("/open/address/all", &json!(404))
    );

    let bad = ["account", "override", "baseGetUserAddresses", "--path", "https://evil.example/open"];
    let refused = terminal.refused(3, &bad);
    assert_eq!((&refused["code"], &refused["details"]["rule"]), (&json!("overrideRefused"), &json!("root")));
    terminal.run(&["account", "override", "baseGetUserAddresses", "--clear"]);
    assert_eq!(text(&terminal.run(&call), "/call/path"), "/open/address/get");
}

#[test]
fn what_changes_something_wants_a_yes() {
    let folder = tempfile::tempdir().unwrap();
    let sandbox = Sandbox::start(&folder.path().join("pandapon"));
    let desk = folder.path().join("desk");
    let terminal = added(&desk, &sandbox);
    let address = json!({ "name": "张三", "phone": "13800000000", "province": "浙江省", "city": "杭州市", "district": "滨江区", "address": "网商路1号" });
    let body = folder.path().join("address.json");
    std::fs::write(&body, address.to_string()).unwrap();
    let call = ["api", "call", "baseSaveUserAddress", "--body", body.to_str().unwrap()];
    assert_eq!(terminal.refused(3, &call)["code"], "agreementMissing");
    let sent = terminal.run(&[&call[..], &["--yes"]].concat());
    assert_eq!((text(&sent, "/operation/kind"), text(&sent, "/operation/state")), ("call", "done"));
    let outbox = terminal.run(&["outbox", "list"]);
    assert_eq!(outbox["over"][0]["operationId"], sent["operation"]["operationId"]);
    let read = terminal.run(&["api", "call", "baseGetUserAddresses"]);
    assert!(text(&read, "/body").contains("网商路1号"), "{read}");
}
