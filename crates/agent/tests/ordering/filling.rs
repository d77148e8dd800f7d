//! The first fill: back to the first order through kills, waits and answers that cannot be read.

use std::sync::atomic::{AtomicU32, Ordering};
use std::time::Duration;

use pondesk_agent::api::*;
use pondesk_domain::{Platform, Turn};
use pondesk_sandbox::{PastOrders, SandboxOptions};
use pondesk_store::kill_points::{self, Moment};
use pondesk_store::{FetchedPage, Store};
use serde_json::json;

use crate::ground::Ground;
use crate::opening::{SEED, run, start_sandbox};
use crate::sync_ground::{
    ACCOUNT, Child, DIES_AFTER, FOLDER, PLATFORMS, counting_way, order_numbers, status_of, sync_until,
};

/// The child of the tests below fetches until it is killed; by itself this has nothing to fetch.
#[tokio::test(flavor = "multi_thread")]
async fn a_child_fetches() {
    let (Some(folder), Some(child)) = (std::env::var_os(FOLDER), std::env::var_os(ACCOUNT)) else {
        let ground = Ground::new().await;
        sync_until(&ground.desk, &ground.account_id, |platform| platform.filled_at.is_some()).await;
        assert_eq!(order_numbers(&ground.desk).await, Vec::<String>::new());
        return;
    };
    let child: Child = serde_json::from_str(child.to_str().unwrap()).unwrap();
    if let Ok(pages) = std::env::var(DIES_AFTER) {
        let left = AtomicU32::new(pages.parse().unwrap());
        kill_points::watch(move |moment, doing| {
            let put_down = moment == Moment::AfterCommit && doing == "put a page down";
            if put_down && left.fetch_sub(1, Ordering::SeqCst) == 1 {
                std::process::abort();
            }
        });
    }
    let (desk, account_id) = child.desk(folder.as_ref()).await;
    sync_until(&desk, &account_id, |platform| platform.filled_at.is_some()).await;
    // Whole before it was killed: there is nothing left to be told.
}

#[tokio::test(flavor = "multi_thread")]
async fn a_kill_during_the_first_fill_loses_nothing_and_repeats_one_page_at_most() {
    let folder = tempfile::tempdir().unwrap();
    let options = SandboxOptions { seed: SEED, ..SandboxOptions::new(folder.path().join("sandbox")) };
    let orders = 900;
    pondesk_sandbox::seed(options, PastOrders { orders, until_ms: None }).unwrap();
    let sandbox = start_sandbox(&folder, 0).await;
    let (base_url, pages) = counting_way(&sandbox).await;
    let child = Child::of(&sandbox, base_url);
    let data_dir = folder.path().join("desk");
    let mut kills = 0;
    for stop_at in [1, 4, 5, 9] {
        let mut running = child.fetches(&data_dir).spawn().unwrap();
        let deadline = tokio::time::Instant::now() + Duration::from_secs(60);
        while pages.count().iter().sum::<u32>() < stop_at && running.try_wait().unwrap().is_none() {
            assert!(tokio::time::Instant::now() < deadline, "the child fetches nothing");
            tokio::task::yield_now().await;
        }
        running.kill().unwrap();
        running.wait().unwrap();
        kills += 1;
    }
    let (desk, account_id) = child.desk(&data_dir).await;
    let before = status_of(&desk, &account_id).await;
    assert!(before.iter().any(|platform| platform.filled_at.is_none()), "killed too late to show anything");
    sync_until(&desk, &account_id, |platform| platform.filled_at.is_some()).await;

    let http = reqwest::Client::builder().no_proxy().build().unwrap();
    let state =
        http.get(format!("{}/state", sandbox.control_url())).send().await.unwrap().text().await.unwrap();
    let state: serde_json::Value = serde_json::from_str(&state).unwrap();
    let mut told = 0;
    for (at, platform) in PLATFORMS.into_iter().enumerate() {
        let of_platform = u32::try_from(state["orderCounts"][platform.as_str()].as_u64().unwrap()).unwrap();
        let full = of_platform.div_ceil(50);
        // One more where the last page is full.
        assert!(pages.count()[at] <= full + 1 + kills, "{platform}: {:?} of {full}", pages.count());
        told += of_platform;
    }
    assert_eq!(told, orders);
    let mut numbers = order_numbers(&desk).await;
    numbers.dedup();
    assert_eq!(numbers.len(), orders as usize);
    let after = status_of(&desk, &account_id).await;
    let read: u32 = after.iter().map(|platform| platform.read).sum();
    assert_eq!(read, orders, "what was fetched twice counts once");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_page_that_was_put_down_before_a_kill_is_not_asked_for_again() {
    let folder = tempfile::tempdir().unwrap();
    let options = SandboxOptions { seed: SEED, ..SandboxOptions::new(folder.path().join("sandbox")) };
    let orders = 500;
    pondesk_sandbox::seed(options, PastOrders { orders, until_ms: None }).unwrap();
    let sandbox = start_sandbox(&folder, 0).await;

    // What a fetch that nothing disturbs asks for.
    let (base_url, undisturbed) = counting_way(&sandbox).await;
    let (desk, account_id) = Child::of(&sandbox, base_url).desk(&folder.path().join("calm")).await;
    sync_until(&desk, &account_id, |platform| platform.filled_at.is_some()).await;

    let (base_url, pages) = counting_way(&sandbox).await;
    let child = Child::of(&sandbox, base_url);
    let data_dir = folder.path().join("desk");
    let ended = child.fetches(&data_dir).env(DIES_AFTER, "3").status().unwrap();
    assert!(!ended.success(), "it ended well");
    let asked = pages.count().iter().sum::<u32>();
    assert!((3..=4).contains(&asked), "one more at most was on its way on the other platform: {asked}");
    let (desk, account_id) = child.desk(&data_dir).await;
    assert!(order_numbers(&desk).await.len() < 150, "the page of the kill was not kept yet");
    sync_until(&desk, &account_id, |platform| platform.filled_at.is_some()).await;
    assert_eq!(order_numbers(&desk).await.len(), orders as usize);
    let again = pages.count().iter().sum::<u32>() - undisturbed.count().iter().sum::<u32>();
    assert_eq!(again, asked - 3, "only what had not come is asked for again");
}

#[tokio::test(flavor = "multi_thread")]
async fn what_was_put_down_is_kept_without_a_net_and_what_cannot_be_read_is_fetched_again() {
    let folder = tempfile::tempdir().unwrap();
    let sandbox = start_sandbox(&folder, 0).await;
    let child = Child::of(&sandbox, sandbox.base_url().to_owned());
    sandbox.stop().await;
    let data_dir = folder.path().join("desk");
    let (desk, account_id) = child.desk(&data_dir).await;
    drop(desk);
    let store = Store::open(&data_dir, child.now).unwrap();
    let put_down = |platform, turn, raw: &str| {
        let page = FetchedPage {
            account_id: account_id.clone(),
            platform,
            what: "orders".into(),
            base_url: child.base_url.clone(),
            raw: raw.into(),
            request_id: Some("request-1".into()),
            turn: Turn(turn),
            read_at: child.now,
        };
        store.put_down(page).unwrap();
    };
    let page = |numbers: [u32; 2]| {
        let records = numbers.map(|number| json!({ "orderId": number.to_string(), "orderStatus": 10 }));
        json!({ "records": records, "total": "6", "pageSize": "2" }).to_string()
    };
    put_down(Platform::Taobao, 1, &page([11, 12]));
    put_down(Platform::Taobao, 2, &page([13, 14]));
    put_down(Platform::Taobao, 3, "a page of a newer Pondesk");
    put_down(Platform::Taobao, 4, &page([15, 16]));
    drop(store);

    let (desk, account_id) = child.desk(&data_dir).await;
    desk.sync_due().await.unwrap();
    assert_eq!(order_numbers(&desk).await, ["11", "12", "13", "14"]);
    let taobao = status_of(&desk, &account_id).await.remove(0);
    assert_eq!((taobao.read, taobao.total, taobao.filled_at), (4, Some(6), None));
    assert!(taobao.error.is_some(), "there was a net");
    drop(desk);
    let store = Store::open(&data_dir, child.now).unwrap();
    assert_eq!(store.fetched_pages(&account_id, Platform::Taobao, "orders").unwrap(), []);
    let fill = store.fills("orders").unwrap().remove(0);
    assert!(fill.cursor.unwrap().contains(r#""page":3"#), "goes on with the page that could not be read");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_fill_that_is_cancelled_waits_for_its_user() {
    let folder = tempfile::tempdir().unwrap();
    let options = SandboxOptions { seed: SEED, ..SandboxOptions::new(folder.path().join("sandbox")) };
    pondesk_sandbox::seed(options, PastOrders { orders: 4_400, until_ms: None }).unwrap();
    let sandbox = start_sandbox(&folder, 0).await;
    let clock = crate::hand_clock::HandClock::default();
    let desk = crate::opening::open_desk(&folder, &clock).await;
    let account_id = crate::opening::add_account(&desk, &sandbox).await.account_id;
    desk.sync_due().await.unwrap();
    let begun = status_of(&desk, &account_id).await;
    assert!(begun.iter().all(|platform| platform.read == 2_000 && platform.filled_at.is_none()), "{begun:?}");
    assert!(begun.iter().all(|platform| platform.total.unwrap() > 2_000));

    let account = AccountRef { account_id: account_id.clone() };
    let _: SyncStatus = run(&desk, "sync_cancel", &account).await.unwrap();
    let next = desk.sync_due().await.unwrap().unwrap();
    assert!(next > desk.now(), "what waits does not keep the desk busy");
    let waiting = status_of(&desk, &account_id).await;
    assert!(waiting.iter().all(|platform| platform.paused && platform.read == 2_000), "{waiting:?}");
    let _: SyncStatus = run(&desk, "sync_start", &account).await.unwrap();
    sync_until(&desk, &account_id, |platform| platform.filled_at.is_some() && !platform.paused).await;
    assert_eq!(order_numbers(&desk).await.len(), 4_400);
}
