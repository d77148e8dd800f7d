//! Orders out of the desk: a spreadsheet, a csv and a page to print, all of them without the net.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    reason = "a test ends where it cannot go on"
)]

mod support;

use std::collections::BTreeSet;

use serde_json::{Value, json};
use support::{Sandbox, Terminal, text};

const ORDERS: usize = 150;

/// The rows of a csv without quotes in what is looked at: ids, sums, dates.
fn column(csv: &str, title: &str) -> Vec<String> {
    let mut rows = csv::Reader::from_reader(csv.trim_start_matches('\u{feff}').as_bytes());
    let at = rows.headers().unwrap().iter().position(|head| head == title).unwrap();
    rows.records().map(|row| row.unwrap()[at].to_owned()).collect()
}

#[test]
fn every_order_leaves_whole_and_nothing_is_asked_for() {
    let (pandapon, desk, out) =
        (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
    Sandbox::seed_orders(pandapon.path(), u32::try_from(ORDERS).unwrap());
    let mut sandbox = Sandbox::start(pandapon.path());
    let terminal = Terminal { data_dir: desk.path(), typed: sandbox.keys() };
    terminal.run(&[
        "account",
        "add",
        "--name",
        "Desk",
        "--base-url",
        &sandbox.base_url,
        "--user-id",
        &sandbox.user_id,
    ]);
    terminal.run(&["order", "list", "--refresh", "--limit", "1"]);
    let unpaid = terminal.run(&["order", "search", "status:unpaid", "--limit", "1"]);
    let unpaid = text(&unpaid, "/rows/0/orderId");
    let number = unpaid.split_once(':').unwrap().1;
    for change_fen in [500, -200] {
        sandbox.control("change-order-price", &json!({ "orderId": number, "changeFen": change_fen }));
        terminal.run(&["order", "show", unpaid, "--refresh"]);
    }
    sandbox.stop();

    let file = |name: &str| out.path().join(name).to_str().unwrap().to_owned();
    let told = terminal.run(&["order", "export", "--out", &file("orders.csv"), "--language", "zh"]);
    assert_eq!((&told["written"], &told["state"]), (&Value::from(ORDERS), &Value::from("done")));
    let csv = std::fs::read_to_string(file("orders.csv")).unwrap();
    let ids: BTreeSet<String> =
        column(&csv, "订单号").into_iter().map(|id| id.trim_end().to_owned()).collect();
    assert_eq!(ids.len(), ORDERS);
    assert!(ids.iter().all(|id| id.len() == 19), "{ids:?}");
    let placed = column(&csv, "下单时间");
    assert!(placed.is_sorted_by(|newer, older| newer >= older), "newest first");

    // A selection, line by line, in the order in which it was named.
    let list = terminal.run(&["order", "list", "--limit", "3"]);
    let rows = list["rows"].as_array().unwrap();
    let chosen: Vec<&str> = rows.iter().rev().map(|row| row["orderId"].as_str().unwrap()).collect();
    let lines = file("lines.csv");
    let mut export = vec!["order", "export", "--lines", "--out", &lines];
    export.extend(&chosen);
    assert_eq!(terminal.run(&export)["written"], 3);
    let written = column(&std::fs::read_to_string(&lines).unwrap(), "Order id");
    let mut different: Vec<String> = written.iter().map(|id| id.trim_end().to_owned()).collect();
    different.dedup();
    let platform_ids: Vec<&str> = chosen.iter().map(|id| id.split_once(':').unwrap().1).collect();
    assert_eq!(different, platform_ids);

    terminal.run(&["order", "export", "--out", &file("orders.xlsx")]);
    assert!(std::fs::read(file("orders.xlsx")).unwrap().starts_with(b"PK"));
    terminal.run(&["order", "sheet", chosen[0], "--out", &file("order.pdf"), "--language", "zh"]);
    assert!(std::fs::read(file("order.pdf")).unwrap().starts_with(b"%PDF"));

    // Each change of its sum, newest first.
    let told = terminal.run(&["order", "prices", unpaid, "--out", &file("prices.csv")]);
    let csv = std::fs::read_to_string(file("prices.csv")).unwrap();
    let of_total = |title: &str| -> Vec<String> {
        let what = column(&csv, "What changed");
        let found = column(&csv, title).into_iter().zip(what).filter(|(_, what)| what == "Total");
        found.map(|(value, _)| value.trim_end().to_owned()).collect()
    };
    assert_eq!(of_total("Difference"), ["-2.00", "5.00"]);
    assert_eq!(of_total("Order id"), [number, number]);
    assert_eq!(
        (of_total("After")[1].as_str(), of_total("Seen through")[0].as_str()),
        (of_total("Before")[0].as_str(), "Sync")
    );
    assert_eq!(column(&csv, "After").len(), usize::try_from(told["written"].as_u64().unwrap()).unwrap());
    let risen = file("risen.csv");
    terminal.run(&["order", "prices", "--rises", "--out", &risen, "--language", "zh"]);
    let effects = column(&std::fs::read_to_string(&risen).unwrap(), "差额");
    assert!(!effects.is_empty() && effects.iter().all(|effect| !effect.starts_with('-')), "{effects:?}");

    let refused = terminal.refused(3, &["order", "export", "--out", &file("orders.doc")]);
    assert_eq!(refused["field"], "out");
    terminal.refused(9, &["order", "export", "--out", &file("nowhere/orders.csv")]);
}
