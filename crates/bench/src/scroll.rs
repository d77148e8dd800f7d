//! How smoothly a long list scrolls in the real window.

use std::path::Path;
use std::process::Command;

use anyhow::{Context, Result, ensure};
use pondesk_domain::EpochMs;
use pondesk_store::Store;
use serde::Deserialize;

use crate::figure::{Figure, Goal};
use crate::past::{self, Past};

pub(crate) const WHAT: &str = "frames a second of the real window under WebKitGTK on a screen of 1920 × 1080 that nobody sees, while \
     its list of 100,000 orders moves by 200 pixels each frame, against the same window with nothing in it; and places of the \
     list that were looked at while it moved and had no row";

const ORDERS: u32 = 100_000;
/// Of the 60 that the empty window reaches.
const SMOOTH: f64 = 58.0 / 60.0;
/// What opens the window, from the root of the work tree.
const SCRIPT: &str = "ui/tests/bench/scroll.mjs";

#[derive(Deserialize)]
struct Seen {
    rows: u32,
    empty: Watched,
    list: Watched,
}

#[derive(Deserialize)]
struct Watched {
    fps: f64,
    p99: f64,
    looks: u32,
    missing: u32,
}

pub(crate) fn run(folder: &Path) -> Result<Vec<Figure>> {
    let data_dir = std::path::absolute(folder.join("desk"))?;
    let store = Store::open(&data_dir, EpochMs(1))?;
    store.save_account(&past::account())?;
    // Without one the window shows the start, not the list.
    store.select_account(&past::account_id())?;
    past::fill(&store, &Past::new(), 0..ORDERS)?;
    drop(store);
    let output = Command::new("node").arg(SCRIPT).arg(&data_dir).output().context("start node")?;
    ensure!(output.status.success(), "{SCRIPT}: {}", String::from_utf8_lossy(&output.stderr));
    let seen: Seen = serde_json::from_slice(&output.stdout).context("read what the window told")?;
    ensure!(seen.rows == ORDERS && seen.list.looks > 0, "{} rows, {} looks", seen.rows, seen.list.looks);
    let figure = |name: &str, unit, floor, ours, goal| Figure {
        name: format!("scroll {name}"),
        unit,
        floor,
        ours,
        goal,
    };
    Ok(vec![
        figure("frames", "1/s", Some(seen.empty.fps), seen.list.fps, Some(Goal::AtLeast(SMOOTH))),
        figure("p99 of a frame", "ms", Some(seen.empty.p99), seen.list.p99, None),
        figure("places without a row", "", None, f64::from(seen.list.missing), None),
    ])
}
