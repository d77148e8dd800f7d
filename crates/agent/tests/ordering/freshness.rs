//! After a start, everything open is fresh within a minute: asked for anew by a desk that was closed for a while.

use std::time::{Duration, Instant};

use pondesk_agent::api::*;
use pondesk_agent::{Clock, Desk};
use pondesk_domain::{OrderStage, Platform};
use pondesk_sandbox::{PastOrders, SandboxOptions};
use serde_json::json;

use crate::hand_clock::HandClock;
use crate::opening::{SEED, add_account, open_desk, run, start_sandbox};

/// Orders of some years, the newest of them under way.
const ORDERS: u32 = 1_200;
const HOUR_MS: i64 = 3_600_000;
/// What is open and did not move for longer rests, see `pondesk_domain::next_look`.
const MOVES_MS: i64 = 29 * 24 * HOUR_MS;
/// What a start may take until everything open is fresh.
const MINUTE: Duration = Duration::from_secs(60);

/// Orders that are not over and were placed lately, by the list of orders.
async fn open_orders(desk: &Desk) -> Vec<OrderRow> {
    let open: Vec<OrderStage> = OrderStage::ALL.into_iter().filter(|stage| !stage.is_final()).collect();
    let lately = desk.now().plus_ms(-MOVES_MS);
    let (mut rows, mut after) = (Vec::new(), None::<String>);
    loop {
        let asked = json!({ "stages": open, "words": "", "limit": 200, "after": after });
        let page: OrderPage = run(desk, "order_list", &asked).await.unwrap();
        rows.extend(page.rows.into_iter().filter(|row| row.placed_at.is_some_and(|at| at >= lately)));
        after = page.next;
        if after.is_none() {
            return rows;
        }
    }
}

/// Fetches as a host does, until `done`.
async fn fetch_until(desk: &Desk, within: Duration, done: impl AsyncFn() -> bool) {
    let (since, waiting) = (Instant::now(), desk.clone());
    let fetching = tokio::spawn(async move { waiting.keep_fresh().await });
    while !done().await {
        assert!(since.elapsed() < within, "not within {within:?}");
        tokio::task::yield_now().await;
    }
    fetching.abort();
}

async fn is_filled(desk: &Desk) -> bool {
    let status: SyncStatus = run(desk, "sync_status", &Nothing {}).await.unwrap();
    status.accounts.iter().flat_map(|account| &account.platforms).all(|platform| platform.filled_at.is_some())
}

#[tokio::test(flavor = "multi_thread")]
async fn after_a_start_everything_open_is_asked_for_anew_within_a_minute() {
    let folder = tempfile::tempdir().unwrap();
    let options = SandboxOptions { seed: SEED, ..SandboxOptions::new(folder.path().join("sandbox")) };
    pondesk_sandbox::seed(options, PastOrders { orders: ORDERS, until_ms: None }).unwrap();
    let sandbox = start_sandbox(&folder, 0).await;
    let clock = HandClock::default();
    let desk = open_desk(&folder, &clock).await;
    let account_id = add_account(&desk, &sandbox).await.account_id;
    fetch_until(&desk, 2 * MINUTE, async || is_filled(&desk).await).await;
    drop(desk);

    clock.go_to(clock.now().plus_ms(8 * HOUR_MS));
    let desk = open_desk(&folder, &clock).await;
    let keys = sandbox.credentials().clone();
    let entered = AccountSecret {
        account_id,
        access_key: keys.access_key,
        access_secret: keys.access_secret,
        memory_only: true,
    };
    let _: AccountView = run(&desk, "account_secret", &entered).await.unwrap();
    let started = desk.now();
    let stale = open_orders(&desk).await;
    for platform in [Platform::Taobao, Platform::Alibaba1688] {
        assert!(stale.iter().filter(|row| row.platform == platform).count() >= 5, "{platform}");
    }
    assert!(stale.iter().all(|row| row.read_at < started), "from before it was closed");

    let all_fresh = async || open_orders(&desk).await.iter().all(|row| row.read_at >= started);
    fetch_until(&desk, MINUTE, all_fresh).await;
    assert!(desk.now().since(started) < 60_000);
}
