//! The first fill of a history over HTTP, beside the same calls with nothing done to their answers.

mod shelf;

use std::path::Path;
use std::time::{Duration, Instant};

use anyhow::{Context, Result, anyhow, ensure};
use pondesk_sandbox::{PastOrders, Sandbox, SandboxOptions};
use serde_json::{Value, json};
use tokio::runtime::Runtime;

use crate::desk::BenchDesk;
use crate::figure::{Figure, Goal};
use shelf::{Call, Shelf};

pub(crate) const WHAT: &str = "the first fill of the sandbox's 100,000 orders over HTTP, the limiter off, until the desk has all \
     of them in its file, against reqwest alone fetching the bytes of the same calls, both platforms side by side; both from \
     pages that were built before, in turns. First with a server that answers at once, then with one that takes 50 ms for \
     each call, as a near one on the internet does";

const ORDERS: u32 = 100_000;
/// How long the server waits before it answers, how often each is measured, and the name of it.
const SERVERS: [(Duration, u32, &str); 2] =
    [(Duration::ZERO, 2, "at once"), (Duration::from_millis(50), 1, "after 50 ms")];
/// So many times `sync_due` may be asked: many more than the pages there are.
const MOST_ROUNDS: u32 = ORDERS;

pub(crate) fn run(folder: &Path) -> Result<Vec<Figure>> {
    let options = SandboxOptions::new(folder.join("sandbox"));
    pondesk_sandbox::seed(options.clone(), PastOrders { orders: ORDERS, until_ms: None })?;
    Runtime::new()?.block_on(measure(options, folder))
}

async fn measure(options: SandboxOptions, folder: &Path) -> Result<Vec<Figure>> {
    let sandbox = pondesk_sandbox::start(options).await?;
    let shelf = Shelf::serve(sandbox.base_url()).await?;
    // Builds the pages.
    fill(&sandbox, &shelf, &folder.join("first")).await?;
    let mut figures = Vec::new();
    for (delay, rounds, name) in SERVERS {
        shelf.wait_before(delay);
        let (mut floor, mut ours) = (Duration::ZERO, Duration::ZERO);
        for round in 0..rounds {
            let data_dir = folder.join(format!("{}-{round}", delay.as_millis()));
            let (time, calls) = fill(&sandbox, &shelf, &data_dir).await?;
            ours += time;
            floor += fetch(&shelf, calls).await?;
        }
        figures.push(Figure {
            name: format!("fill 100k orders, answered {name}"),
            unit: "s",
            floor: Some(floor.as_secs_f64() / f64::from(rounds)),
            ours: ours.as_secs_f64() / f64::from(rounds),
            goal: Some(Goal::AtMost(1.3)),
        });
    }
    sandbox.stop().await;
    Ok(figures)
}

/// Fills the history of a new desk, and tells how long that took and what it asked for.
async fn fill(sandbox: &Sandbox, shelf: &Shelf, data_dir: &Path) -> Result<(Duration, Vec<Call>)> {
    let desk = BenchDesk::open(data_dir).await?;
    let keys = sandbox.credentials();
    let account = json!({
        "name": "Bench",
        "baseUrl": shelf.base_url(),
        "accessKey": keys.access_key,
        "accessSecret": keys.access_secret,
        "userId": keys.user_id,
        "connection": {},
        "memoryOnly": true,
        "controlUrl": null,
    });
    desk.ask("account_add", account).await?;
    shelf.take_asked();
    let since = Instant::now();
    for _ in 0..MOST_ROUNDS {
        desk.0.sync_due().await.map_err(|error| anyhow!("{error}"))?;
        if is_filled(&desk.ask("sync_status", json!({})).await?)? {
            break;
        }
    }
    let time = since.elapsed();
    let list: Value = serde_json::from_str(&desk.ask("order_list", json!({ "limit": 1 })).await?)?;
    ensure!(list["total"] == ORDERS, "the desk has {} orders", list["total"]);
    Ok((time, shelf.take_asked()))
}

fn is_filled(status: &str) -> Result<bool> {
    let status: Value = serde_json::from_str(status)?;
    let platforms = status["accounts"][0]["platforms"].as_array().context("platforms of the account")?;
    if let Some(error) = platforms.iter().map(|platform| &platform["error"]).find(|error| !error.is_null()) {
        return Err(anyhow!("{error}"));
    }
    Ok(platforms.iter().all(|platform| !platform["filledAt"].is_null()))
}

/// Fetches the same bytes, one call after the other on each platform.
async fn fetch(shelf: &Shelf, calls: Vec<Call>) -> Result<Duration> {
    let client = reqwest::Client::new();
    let (of_1688, of_taobao): (Vec<Call>, Vec<Call>) =
        calls.into_iter().partition(|call| call.target.contains("alibaba"));
    let pages = [of_1688.len(), of_taobao.len()];
    ensure!(pages.iter().all(|pages| *pages > 400), "not all platforms have their pages: {pages:?}");
    let since = Instant::now();
    let lane = async |calls: Vec<Call>| -> Result<usize> {
        let mut bytes = 0;
        for call in calls {
            let url = format!("{}{}", shelf.base_url(), call.target);
            let asked =
                client.request(call.method, url).header("content-type", "application/json").body(call.body);
            bytes += asked.send().await?.error_for_status()?.bytes().await?.len();
        }
        Ok(bytes)
    };
    let (one, other) = tokio::try_join!(lane(of_1688), lane(of_taobao))?;
    ensure!(one.min(other) > 1_000_000, "whole pages came");
    Ok(since.elapsed())
}
