//! Fetching in the background: back to the first order through kills, then keeping what is open fresh.

use std::process::{Command, Stdio};
use std::sync::Arc;
use std::sync::atomic::{AtomicU32, Ordering};
use std::time::Duration;

use pondesk_agent::api::*;
use pondesk_agent::{Clock, Desk, DeskOptions, MemoryVault, Pace};
use pondesk_domain::{AccountId, ChangeSource, EpochMs, OrderStage, Platform, Turn};
use pondesk_sandbox::{PastOrders, Sandbox, SandboxOptions};
use pondesk_store::kill_points::{self, Moment};
use pondesk_store::{FetchedPage, Store};
use serde_json::json;
use tokio::io::{AsyncReadExt, AsyncWriteExt};

use crate::ground::Ground;
use crate::opening::{SEED, run, start_sandbox};

const PLATFORMS: [Platform; 2] = [Platform::Taobao, Platform::Alibaba1688];

async fn status_of(desk: &Desk, account_id: &AccountId) -> Vec<PlatformSync> {
    let status: SyncStatus = run(desk, "sync_status", &Nothing {}).await.unwrap();
    status.accounts.into_iter().find(|account| account.account_id == *account_id).unwrap().platforms
}

async fn sync_until(desk: &Desk, account_id: &AccountId, done: impl Fn(&PlatformSync) -> bool) {
    let deadline = tokio::time::Instant::now() + Duration::from_secs(60);
    while !status_of(desk, account_id).await.iter().all(&done) {
        assert!(tokio::time::Instant::now() < deadline, "{:?}", status_of(desk, account_id).await);
        desk.sync_due().await.unwrap();
    }
}

async fn order_numbers(desk: &Desk) -> Vec<String> {
    let mut numbers = Vec::new();
    let mut after = None;
    loop {
        let list = OrderList {
            account_id: None,
            stages: vec![],
            platform: None,
            words: String::new(),
            sort: Default::default(),
            after,
            limit: 200,
        };
        let page: OrderPage = run(desk, "order_list", &list).await.unwrap();
        numbers.extend(page.rows.into_iter().map(|row| row.platform_order_id.to_string()));
        after = page.next;
        if after.is_none() {
            numbers.sort();
            return numbers;
        }
    }
}

/// A clock that stands: nothing becomes due by the time that a test takes.
#[derive(Debug)]
struct Standing(EpochMs);

impl Clock for Standing {
    fn now(&self) -> EpochMs {
        self.0
    }
}

/// What a desk needs of a sandbox that another process runs.
const FOLDER: &str = "PONDESK_TEST_SYNC_FOLDER";
const ACCOUNT: &str = "PONDESK_TEST_SYNC_ACCOUNT";
/// After how many pages that it put down the child dies of itself, before anybody hears of the last.
const DIES_AFTER: &str = "PONDESK_TEST_SYNC_DIES_AFTER";

#[derive(serde::Serialize, serde::Deserialize)]
struct Child {
    base_url: String,
    access_key: String,
    access_secret: String,
    user_id: String,
    now: EpochMs,
}

impl Child {
    async fn open(&self, folder: &std::path::Path) -> Desk {
        let options = DeskOptions {
            data_dir: folder.to_owned(),
            clock: Arc::new(Standing(self.now)),
            vault: Arc::new(MemoryVault::new()),
            practice: None,
            pace: Pace::default(),
        };
        Desk::open(options).await.unwrap()
    }

    /// Its account, made when there is none.
    async fn account(&self, desk: &Desk) -> AccountId {
        let status: DeskStatus = run(desk, "desk_status", &Nothing {}).await.unwrap();
        match status.accounts.first() {
            Some(account) => {
                let secret = AccountSecret {
                    account_id: account.account_id.clone(),
                    access_key: self.access_key.clone(),
                    access_secret: self.access_secret.clone(),
                    memory_only: true,
                };
                run::<AccountView>(desk, "account_secret", &secret).await.unwrap().account_id
            }
            None => {
                let account = AccountAdd {
                    name: "Test".into(),
                    base_url: self.base_url.clone(),
                    access_key: self.access_key.clone(),
                    access_secret: self.access_secret.clone(),
                    user_id: self.user_id.clone(),
                    connection: ConnectionSettings::default(),
                    memory_only: true,
                    control_url: None,
                };
                run::<AccountView>(desk, "account_add", &account).await.unwrap().account_id
            }
        }
    }

    /// A process that fetches into this folder.
    fn fetches(&self, folder: &std::path::Path) -> Command {
        let mut command = Command::new(std::env::current_exe().unwrap());
        command
            .args(["--exact", "syncing::a_child_fetches", "--nocapture"])
            .env(FOLDER, folder)
            .env(ACCOUNT, serde_json::to_string(self).unwrap())
            .stdout(Stdio::null())
            .stderr(Stdio::null());
        command
    }

    fn of(sandbox: &Sandbox, base_url: String) -> Self {
        let keys = sandbox.credentials().clone();
        Self {
            base_url,
            access_key: keys.access_key,
            access_secret: keys.access_secret,
            user_id: keys.user_id,
            now: pondesk_agent::SystemClock.now(),
        }
    }

    async fn desk(&self, folder: &std::path::Path) -> (Desk, AccountId) {
        let desk = self.open(folder).await;
        let account_id = self.account(&desk).await;
        (desk, account_id)
    }
}

/// Pages of orders that went to the sandbox, by platform.
#[derive(Debug, Default)]
struct Pages([AtomicU32; 2]);

impl Pages {
    fn count(&self) -> [u32; 2] {
        [self.0[0].load(Ordering::SeqCst), self.0[1].load(Ordering::SeqCst)]
    }

    fn note(&self, request: &[u8]) {
        let text = String::from_utf8_lossy(request);
        for line in text.lines().filter(|line| line.ends_with("HTTP/1.1")) {
            if line.contains("/order/page") {
                self.0[usize::from(line.contains("/alibaba/"))].fetch_add(1, Ordering::SeqCst);
            }
        }
    }
}

/// Hands everything on to the sandbox, and counts pages of orders.
async fn counting_way(sandbox: &Sandbox) -> (String, Arc<Pages>) {
    let to = reqwest::Url::parse(sandbox.base_url()).unwrap();
    let to = format!("{}:{}", to.host_str().unwrap(), to.port().unwrap());
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
    let base_url = format!("http://{}", listener.local_addr().unwrap());
    let pages = Arc::new(Pages::default());
    let counted = Arc::clone(&pages);
    tokio::spawn(async move {
        while let Ok((from, _)) = listener.accept().await {
            let (to, pages) = (to.clone(), Arc::clone(&counted));
            tokio::spawn(async move {
                let Ok(on) = tokio::net::TcpStream::connect(to).await else { return };
                let ((mut asks, mut hears), (mut answers, mut asked)) = (from.into_split(), on.into_split());
                let back =
                    tokio::spawn(async move { tokio::io::copy(&mut answers, &mut hears).await.is_ok() });
                let mut bytes = vec![0; 64 * 1024];
                while let Ok(read @ 1..) = asks.read(&mut bytes).await {
                    pages.note(&bytes[..read]);
                    if asked.write_all(&bytes[..read]).await.is_err() {
                        break;
                    }
                }
                drop(asked);
                let _ = back.await;
            });
        }
    });
    (base_url, pages)
}

/// The child of the test below fetches until it is killed; by itself this has nothing to fetch.
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
async fn a_desk_that_waits_begins_as_soon_as_it_has_an_account() {
    let folder = tempfile::tempdir().unwrap();
    let sandbox = start_sandbox(&folder, 0).await;
    let child = Child::of(&sandbox, sandbox.base_url().to_owned());
    let desk = child.open(&folder.path().join("desk")).await;
    let waiting = desk.clone();
    let fresh = tokio::spawn(async move { waiting.keep_fresh().await });
    let account_id = child.account(&desk).await;
    let deadline = tokio::time::Instant::now() + Duration::from_secs(30);
    while status_of(&desk, &account_id).await.iter().any(|platform| platform.filled_at.is_none()) {
        assert!(tokio::time::Instant::now() < deadline, "nothing is fetched");
        tokio::task::yield_now().await;
    }
    fresh.abort();
}

#[tokio::test(flavor = "multi_thread")]
async fn open_orders_are_never_older_than_five_minutes() {
    let ground = Ground::new().await;
    let first = ground.order(&ground.goods(Platform::Taobao, 0)).await;
    let mut more = Vec::new();
    for nth in 0..5 {
        more.push(ground.order(&ground.goods(Platform::Alibaba1688, nth)).await);
    }
    sync_until(&ground.desk, &ground.account_id, |platform| platform.filled_at.is_some()).await;
    ground
        .control(
            "change-order-price",
            json!({ "orderId": more[0].order.platform_order_id, "changeFen": 100 }),
        )
        .await;
    // An hour goes by in steps that a waiting host would take.
    let end = ground.desk.now().plus_ms(60 * 60_000);
    let mut steps = 0;
    while ground.desk.now() < end {
        let next = ground.desk.sync_due().await.unwrap().unwrap();
        let oldest = status_of(&ground.desk, &ground.account_id)
            .await
            .into_iter()
            .filter_map(|platform| platform.oldest_open);
        let age = ground.desk.now().since(oldest.min().unwrap());
        assert!(age < 5 * 60_000, "{age} ms old");
        ground.clock.go_to(next);
        steps += 1;
    }
    assert!(steps < 200, "adaptive, not at every moment: {steps}");
    let view = ground.show(&more[0].order.order_id, false).await;
    let total = view.changes.iter().find(|change| change.field == "total").expect("the change was seen");
    assert_eq!(total.source, ChangeSource::Sync);
    assert!(total.request_id.is_some());
    assert_eq!(ground.show(&first.order.order_id, false).await.order.order_id, first.order.order_id);
}

#[tokio::test(flavor = "multi_thread")]
async fn after_a_start_everything_open_is_fresh_and_orders_from_elsewhere_are_there() {
    let ground = Ground::new().await;
    let order = ground.order(&ground.goods(Platform::Taobao, 0)).await;
    ground.until(&order.order.order_id, OrderStage::ToPay).await;
    sync_until(&ground.desk, &ground.account_id, |platform| platform.filled_at.is_some()).await;
    let ground = ground.reopen().await;
    ground.sign_in().await;
    ground.order_elsewhere(&ground.goods(Platform::Alibaba1688, 1)).await;
    ground.clock.go_to(ground.desk.now().plus_ms(8 * 60 * 60_000));
    let started = ground.desk.now();
    ground.desk.sync_due().await.unwrap();
    let page = ground.list().await;
    assert_eq!(page.rows.len(), 2, "one was placed elsewhere");
    assert!(page.rows.iter().all(|row| row.read_at >= started), "{:?}", page.rows);
    assert!(status_of(&ground.desk, &ground.account_id).await.iter().all(|platform| platform.due == 0));
    assert_eq!(ground.show(&order.order.order_id, false).await.order.status.stage, OrderStage::ToPay);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_fill_that_is_cancelled_waits_for_its_user() {
    let folder = tempfile::tempdir().unwrap();
    let options = SandboxOptions { seed: SEED, ..SandboxOptions::new(folder.path().join("sandbox")) };
    pondesk_sandbox::seed(options, PastOrders { orders: 1_600, until_ms: None }).unwrap();
    let sandbox = start_sandbox(&folder, 0).await;
    let clock = crate::hand_clock::HandClock::default();
    let desk = crate::opening::open_desk(&folder, &clock).await;
    let account_id = crate::opening::add_account(&desk, &sandbox).await.account_id;
    desk.sync_due().await.unwrap();
    let begun = status_of(&desk, &account_id).await;
    assert!(begun.iter().all(|platform| platform.read == 500 && platform.filled_at.is_none()), "{begun:?}");
    assert!(begun.iter().all(|platform| platform.total.unwrap() > 500));

    let account = AccountRef { account_id: account_id.clone() };
    let _: SyncStatus = run(&desk, "sync_cancel", &account).await.unwrap();
    let next = desk.sync_due().await.unwrap().unwrap();
    assert!(next > desk.now(), "what waits does not keep the desk busy");
    let waiting = status_of(&desk, &account_id).await;
    assert!(waiting.iter().all(|platform| platform.paused && platform.read == 500), "{waiting:?}");
    let _: SyncStatus = run(&desk, "sync_start", &account).await.unwrap();
    sync_until(&desk, &account_id, |platform| platform.filled_at.is_some() && !platform.paused).await;
    assert_eq!(order_numbers(&desk).await.len(), 1_600);
}

#[tokio::test(flavor = "multi_thread")]
async fn without_the_net_it_is_said_and_an_answer_ends_the_wait() {
    let mut ground = Ground::new().await;
    let order = ground.order(&ground.goods(Platform::Taobao, 0)).await;
    sync_until(&ground.desk, &ground.account_id, |platform| platform.filled_at.is_some()).await;
    ground.stop_sandbox().await;
    ground.clock.go_to(ground.desk.now().plus_ms(10 * 60_000));
    let next = ground.desk.sync_due().await.unwrap().unwrap();
    assert!(next > ground.desk.now(), "left alone for a moment");
    let held = status_of(&ground.desk, &ground.account_id).await;
    assert!(held.iter().all(|platform| platform.held_until.is_some()), "{held:?}");
    assert_eq!(held[0].error.as_ref().unwrap().code, ErrorCode::NotReached);
    assert!(held[0].due > 0);
    let found: OrderPage = ground
        .run("order_list", &json!({ "words": order.order.platform_order_id, "limit": 5 }))
        .await
        .unwrap();
    assert_eq!(found.rows.len(), 1, "what is here is found without the net");

    ground.start_sandbox_again().await;
    let _ = ground.show(&order.order.order_id, true).await;
    ground.desk.sync_due().await.unwrap();
    let fresh = status_of(&ground.desk, &ground.account_id).await;
    assert!(fresh.iter().all(|platform| platform.error.is_none() && platform.due == 0), "{fresh:?}");
}
