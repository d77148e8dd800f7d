//! Past orders over both platforms: the same each time, in every status, served page by page.
#![allow(clippy::unwrap_used, clippy::panic, reason = "a test's helpers may fail the test")]

mod common;

use std::collections::{BTreeMap, HashSet};
use std::path::Path;

use common::{Caller, SEED};
use pondesk_sandbox::{PastOrders, SandboxError, SandboxOptions, Seeded};
use serde_json::{Value, json};

/// 1 November 2026, noon in Beijing.
const UNTIL: i64 = 1_793_505_600_000;
const ORDERS: u32 = 600;

fn seed(dir: &Path, orders: u32) -> Result<Seeded, SandboxError> {
    let options = SandboxOptions { seed: SEED, ..SandboxOptions::new(dir) };
    pondesk_sandbox::seed(options, PastOrders { orders, until_ms: Some(UNTIL) })
}

/// All pages of both platforms, as an agent's first fill reads them; Taobao's first.
async fn read_all(caller: &Caller) -> [Vec<Value>; 2] {
    let (mut taobao, mut alibaba) = (Vec::new(), Vec::new());
    for page in 1.. {
        let answer = caller.got(&format!("/open/order/page?pageNo={page}&pageSize=100")).await;
        let rows = answer["records"].as_array().unwrap();
        taobao.extend(rows.iter().cloned());
        if rows.len() < 100 {
            assert_eq!(answer["total"], taobao.len());
            break;
        }
    }
    for page in 1.. {
        let asked = json!({ "webSite": "1688", "pageNo": page, "pageSize": 100 });
        let answer = caller.posted("/alibaba/order/page", &asked).await;
        let rows = answer["records"].as_array().unwrap();
        alibaba.extend(rows.iter().cloned());
        if rows.len() < 100 {
            assert_eq!(answer["total"], alibaba.len());
            break;
        }
    }
    [taobao, alibaba]
}

fn counted<'v>(values: impl Iterator<Item = &'v Value>) -> BTreeMap<String, usize> {
    let mut counts = BTreeMap::new();
    for value in values {
        *counts.entry(value.to_string()).or_default() += 1;
    }
    counts
}

#[tokio::test(flavor = "multi_thread")]
async fn years_of_orders_are_read_page_by_page() {
    let dir = tempfile::tempdir().unwrap();
    let seeded = seed(dir.path(), ORDERS).unwrap();
    assert_eq!((seeded.written, seeded.orders, seeded.until_ms), (ORDERS, ORDERS, UNTIL));
    let years = (UNTIL - seeded.since_ms) / (365 * 86_400_000);
    assert_eq!(years, 4);
    let again = seed(dir.path(), ORDERS).unwrap();
    assert_eq!(again, Seeded { written: 0, ..seeded }, "a second call finds them");
    assert!(matches!(seed(dir.path(), 7), Err(SandboxError::OtherPast { kept: ORDERS, asked: 7 })));

    let caller = Caller::start(dir.path()).await;
    let [taobao, alibaba] = read_all(&caller).await;
    assert_eq!((taobao.len(), alibaba.len()), (300, 300));
    let ids: HashSet<&str> = taobao
        .iter()
        .map(|order| order["orderId"].as_str().unwrap())
        .chain(alibaba.iter().map(|order| order["baseInfo"]["idOfStr"].as_str().unwrap()))
        .collect();
    assert_eq!(ids.len(), 600);

    let statuses = counted(taobao.iter().map(|order| &order["status"]));
    assert_eq!(
        statuses.keys().map(String::as_str).collect::<Vec<_>>(),
        ["0", "1", "10", "11", "2", "3", "4", "5"],
        "every status but the two seconds in which an order is built"
    );
    let words = counted(alibaba.iter().map(|order| &order["baseInfo"]["status"]));
    assert_eq!(words.len(), 7, "{words:?}");
    let refunds = taobao.iter().flat_map(|order| order["subOrders"].as_array().unwrap());
    assert!(refunds.filter(|line| line["refundStatus"] != 0).count() > 0);

    let placed: Vec<&str> = taobao.iter().map(|order| order["createTime"].as_str().unwrap()).collect();
    assert!(placed.is_sorted_by(|newer, older| newer >= older));
    assert!(placed[0] <= "2026-11-01 12:00:00" && placed[0] > "2026-10-31" && placed[299] < "2023-06");
    let title = alibaba[0]["productItems"][0]["name"].as_str().unwrap();
    assert!(title.chars().count() >= 16, "{title}");

    // A parcel is found by its line; the way there has ended long ago.
    let old = taobao.iter().rev().find(|order| order["status"] == 11).unwrap();
    let line = old["subOrders"][0]["subPurchaseOrderId"].as_str().unwrap();
    let told = caller.got(&format!("/open/order/logistics/detail/get?subPurchaseOrderId={line}")).await;
    let parcel = &told["pnmLogisticsDetails"][0];
    assert_eq!(parcel["mailNo"], old["subOrders"][0]["logisticsNumber"]);
    assert_eq!(parcel["logisticsTraces"][0]["status"], "SIGN");
    assert_eq!(parcel["receiver"]["name"], old["receiver"]["name"]);

    // What is under way can be gone on with.
    let unpaid = alibaba.iter().find(|order| order["baseInfo"]["status"] == "waitbuyerpay").unwrap();
    let id = unpaid["baseInfo"]["idOfStr"].as_str().unwrap();
    caller.control("close", &json!({ "orderId": id })).await;
    let closed = caller.posted("/alibaba/order/detail", &json!({ "webSite": "1688", "orderId": id })).await;
    assert_eq!(closed["baseInfo"]["status"], "cancel");
    caller.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn the_same_seed_gives_the_same_past() {
    let mut read = Vec::new();
    for _ in 0..2 {
        let dir = tempfile::tempdir().unwrap();
        seed(dir.path(), 120).unwrap();
        let caller = Caller::start(dir.path()).await;
        // Pictures are where this sandbox listens.
        let text = json!(read_all(&caller).await).to_string().replace(&caller.base, "");
        read.push(text);
        caller.stop().await;
    }
    assert!(read[0] == read[1]);
}
