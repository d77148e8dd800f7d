//! What it takes to acknowledge a pushed message: PandaPon waits 1000 ms, and whatever else the desk does must not count.

use std::path::Path;
use std::sync::Arc;
use std::time::{Duration, Instant};

use anyhow::{Context, Result, ensure};
use pondesk_agent::api::{CallbackList, CallbackPage, OrderRefresh, OrderRefreshed};
use pondesk_domain::{CallbackState, OrderId, Platform};
use pondesk_trial::buyer::{Access, address_in, in_a_hurry};
use pondesk_trial::{Buyer, Market, TrialClock};
use rusqlite::Connection;
use serde_json::json;
use tokio::runtime::{Builder, Runtime};
use tokio::sync::{Semaphore, watch};
use tokio::task::JoinSet;
use tokio::time::MissedTickBehavior;

use crate::figure::{Figure, Goal};
use crate::samples::Samples;

pub(crate) const WHAT: &str = "acknowledging pushed messages, 200 a second for 60 s over HTTP, timed from when each was to leave \
     to its 200, while the desk reads its orders again without a pause and fetches those that the messages name from a sandbox \
     in the same process; against one durable insert of a message in a bare SQLite file on the same disk, meanwhile";

const A_SECOND: u32 = 200;
const SECONDS: u32 = 60;
/// Seconds before the first that counts: caches fill, connections open.
const WARM_UP: u32 = 5;
/// What the user was promised, in µs.
const ALLOWED_US: f64 = 100_000.0;
/// Orders that messages name.
const ORDERS: usize = 20;
/// Messages under way at the same time, as through the connections of a proxy; one that waits for its turn counts its wait.
const AT_ONCE: usize = 64;
/// How often the floor is measured.
const FLOOR_EVERY: Duration = Duration::from_millis(50);
/// How long the desk may go on working on what it has taken in.
const AFTERWARDS: Duration = Duration::from_secs(300);

pub(crate) fn run(folder: &Path) -> Result<Vec<Figure>> {
    let desk_runtime = runtime("desk")?;
    let load_runtime = runtime("load")?;
    let (market, buyer, orders) = desk_runtime.block_on(open(folder))?;
    let url = desk_runtime.block_on(buyer.receive())?;
    let (stop, stopped) = watch::channel(false);
    let sync = desk_runtime.spawn(sync(buyer.clone(), stopped.clone()));
    let floor_file = folder.join("floor.sqlite");
    let floor = std::thread::spawn(move || measure_floor(&floor_file, &stopped));

    load_runtime.block_on(push(&url, &orders, 0, WARM_UP * A_SECOND))?;
    let before = resident()?;
    let times = load_runtime.block_on(push(&url, &orders, WARM_UP * A_SECOND, SECONDS * A_SECOND))?;
    let after = resident()?;
    stop.send_replace(true);
    let reads = desk_runtime.block_on(sync).context("the sync ended")??;
    let bare = floor.join().map_err(|_| anyhow::anyhow!("the floor panicked"))??;
    ensure!(reads > 0, "the desk read no orders meanwhile");

    let sent = (WARM_UP + SECONDS) * A_SECOND;
    let kept = desk_runtime.block_on(applied(&buyer, sent))?;
    desk_runtime.block_on(market.close());
    let figure = |name: &str, unit, floor, ours, goal| Figure {
        name: format!("callbacks {name}"),
        unit,
        floor,
        ours,
        goal,
    };
    Ok(vec![
        figure("acknowledged p50", "µs", Some(bare.percentile(50)?), times.percentile(50)?, None),
        figure("acknowledged p99", "µs", Some(bare.percentile(99)?), times.percentile(99)?, None),
        figure(
            "p99 of what is allowed",
            "µs",
            Some(ALLOWED_US),
            times.percentile(99)?,
            Some(Goal::AtMost(1.0)),
        ),
        figure(
            "kept and applied",
            "messages",
            Some(f64::from(sent)),
            f64::from(kept),
            Some(Goal::AtLeast(1.0)),
        ),
        figure("memory after 60 s", "MB", Some(before), after, Some(Goal::AtMost(1.25))),
        figure("syncs meanwhile", "reads", None, f64::from(reads), None),
    ])
}

fn runtime(name: &str) -> Result<Runtime> {
    Ok(Builder::new_multi_thread().worker_threads(2).thread_name(name).enable_all().build()?)
}

/// A desk with orders at a sandbox.
async fn open(folder: &Path) -> Result<(Market, Buyer, Vec<OrderId>)> {
    let market = Market::open(&folder.join("sandbox")).await?;
    let access = Access {
        base_url: market.base_url().to_owned(),
        control: market.control().clone(),
        keys: market.credentials().clone(),
    };
    let buyer = Buyer::open(&folder.join("desk"), TrialClock::default(), in_a_hurry(), &access).await?;
    buyer.save_address(address_in("网商路1号")).await?;
    buyer.lift_limits().await?;
    let mut orders = Vec::with_capacity(ORDERS);
    for goods in market.stock_up(Platform::Alibaba1688, ORDERS).await? {
        orders.extend(buyer.order(&[&goods]).await?.into_iter().map(|order| order.order_id));
    }
    Ok((market, buyer, orders))
}

/// Reads the orders again and again.
async fn sync(buyer: Buyer, stopped: watch::Receiver<bool>) -> Result<u32> {
    let refresh = OrderRefresh { account_id: buyer.account_id.clone() };
    let mut reads = 0;
    while !*stopped.borrow() {
        let refreshed: OrderRefreshed =
            buyer.run("order_refresh", &refresh).await.context("read the orders again")?;
        ensure!(refreshed.failed.is_empty(), "orders were not read: {:?}", refreshed.failed);
        reads += 1;
    }
    Ok(reads)
}

/// Pushes so many messages at their times, whatever becomes of those before.
async fn push(url: &str, orders: &[OrderId], from: u32, count: u32) -> Result<Samples> {
    let http = reqwest::Client::builder().no_proxy().build()?;
    let mut ticks = tokio::time::interval(Duration::from_secs(1) / A_SECOND);
    ticks.set_missed_tick_behavior(MissedTickBehavior::Burst);
    let turns = Arc::new(Semaphore::new(AT_ONCE));
    let mut answers = JoinSet::new();
    for number in from..from + count {
        let due = ticks.tick().await;
        let request = http.post(url).body(message(orders, number)?);
        let turns = Arc::clone(&turns);
        answers.spawn(async move {
            let _turn = turns.acquire().await?;
            let answer = request.send().await?;
            ensure!(answer.status() == 200, "a message was answered with {}", answer.status());
            Ok(due.elapsed())
        });
    }
    let mut times = Samples::default();
    while let Some(time) = answers.join_next().await {
        times.note(time??);
    }
    Ok(times)
}

/// A price message as the reference shows it, about one order after another.
fn message(orders: &[OrderId], number: u32) -> Result<String> {
    let order_id = orders.get(number as usize % orders.len()).context("no orders")?;
    let (_, id) = order_id.as_str().split_once(':').context("an order id without a platform")?;
    Ok(json!({
        "messageType": "ORDER_BUYER_VIEW_ORDER_PRICE_MODIFY",
        "messagePlatform": 1,
        "timestamp": (1_795_402_237_000_u64 + u64::from(number)).to_string(),
        "messageBody": { "orderNo": id, "totalAmount": "41.00", "orderStatus": "waitbuyerpay" },
    })
    .to_string())
}

/// How many messages are kept and applied once the desk is through with all of them.
async fn applied(buyer: &Buyer, sent: u32) -> Result<u32> {
    let list = CallbackList { limit: 1, ..CallbackList::default() };
    let deadline = Instant::now() + AFTERWARDS;
    loop {
        let page: CallbackPage = buyer.run("callback_list", &list).await?;
        let applied = page.counts.iter().find(|count| count.state == CallbackState::Applied);
        let applied = applied.map_or(0, |count| count.count);
        if applied >= sent || Instant::now() > deadline {
            return Ok(applied);
        }
        tokio::time::sleep(FLOOR_EVERY).await;
    }
}

/// The least that makes a message durable, measured until it is stopped.
fn measure_floor(file: &Path, stopped: &watch::Receiver<bool>) -> Result<Samples> {
    let db = Connection::open(file)?;
    // As the store sets them.
    db.execute_batch(
        "PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA fullfsync = ON;
         PRAGMA checkpoint_fullfsync = ON;
         CREATE TABLE messages (message_key INTEGER PRIMARY KEY, bytes BLOB NOT NULL) STRICT;",
    )?;
    let bytes = message(&["1688:1".into()], 0)?;
    let mut times = Samples::default();
    while !*stopped.borrow() {
        times.time(|| {
            db.prepare_cached("INSERT INTO messages (bytes) VALUES (?)")?.execute([bytes.as_bytes()])
        })?;
        std::thread::sleep(FLOOR_EVERY);
    }
    Ok(times)
}

/// Memory of this process that is in use, in MB: desk, sandbox and load together.
fn resident() -> Result<f64> {
    let status = std::fs::read_to_string("/proc/self/status").context("memory is measured on Linux only")?;
    let line = status.lines().find_map(|line| line.strip_prefix("VmRSS:")).context("no VmRSS")?;
    let kb: f64 = line.trim().trim_end_matches("kB").trim().parse()?;
    Ok(kb / 1024.0)
}
