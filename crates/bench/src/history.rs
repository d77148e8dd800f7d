//! What it costs to find orders again: searches, pages and one order, over histories of three sizes.

use std::path::Path;
use std::process::Command;

use anyhow::{Context, Result, ensure};
use pondesk_domain::EpochMs;
use pondesk_store::Store;
use rusqlite::types::Value as Column;
use rusqlite::{Connection, OpenFlags};
use serde_json::{Value, json};
use tokio::runtime::Runtime;

use crate::desk::BenchDesk;
use crate::figure::{Figure, Goal};
use crate::past::{self, Past};
use crate::samples::Samples;

pub(crate) const WHAT: &str = "searches, a page of 50 and one order, from the command to the JSON bytes of its answer, in \
     histories of 10,000, 100,000 and 1,000,000 orders, against a query written by hand on the same file that reads the same \
     whole rows, in turns";

const SIZES: [(u32, &str); 3] = [(10_000, "10k"), (100_000, "100k"), (1_000_000, "1M")];
const ROUNDS: usize = 40;
const WARM_UP: usize = 4;
const ROWS: u32 = 50;

/// What is typed, and the same for the index as it is written by hand. The two words of the last but one are common and
/// rarely meet.
const QUERIES: [(&str, &str); 8] = [
    ("耳机", "words : \"耳 机\""),
    ("连衣裙", "words : \"连 衣 裙\""),
    ("陶瓷", "words : \"陶 瓷\""),
    ("中通", "words : \"中 通\""),
    ("Nguyen", "words : \"nguyen\""),
    ("สมชาย", "words : \"ส ม ช า ย\""),
    ("耳机 连衣裙", "words : \"耳 机\" AND words : \"连 衣 裙\""),
    ("没有这样的商品", "words : \"没 有 这 样 的 商 品\""),
];

pub(crate) fn run(folder: &Path) -> Result<Vec<Figure>> {
    let runtime = Runtime::new()?;
    let past = Past::new();
    let mut figures = Vec::new();
    let mut newest = Vec::new();
    for (orders, size) in SIZES {
        let data_dir = folder.join(size);
        let store = Store::open(&data_dir, EpochMs(1))?;
        store.save_account(&past::account())?;
        past::fill(&store, &past, 0..orders)?;
        drop(store);
        let history = History::open(&runtime, &data_dir)?;
        figures.extend(history.searches(size)?);
        let page = history.page(size)?;
        newest.push(page.ours);
        figures.push(page);
        figures.push(history.one(size, &past)?);
        figures.push(Figure {
            name: format!("history bytes per order {size}"),
            unit: "B",
            floor: None,
            ours: bytes_of(&data_dir)? / f64::from(orders),
            goal: None,
        });
    }
    if let [small, .., large] = newest.as_slice() {
        figures.push(Figure {
            name: "history newest 50 at 1M beside 10k".into(),
            unit: "µs",
            floor: Some(*small),
            ours: *large,
            goal: Some(Goal::AtMost(2.0)),
        });
    }
    for (_, size) in SIZES {
        // A process of its own: what filling the history took does not count.
        let asked =
            Command::new(std::env::current_exe()?).arg("--memory-of").arg(folder.join(size)).output()?;
        ensure!(asked.status.success(), "{}", String::from_utf8_lossy(&asked.stderr));
        let ours = String::from_utf8(asked.stdout)?.trim().parse()?;
        let name = format!("history memory of an open desk {size}");
        figures.push(Figure { name, unit: "MiB", floor: None, ours, goal: None });
    }
    Ok(figures)
}

/// Opens a history, searches it, pages through it and opens an order; the most memory that this process held, MiB.
pub(crate) fn memory_of(data_dir: &Path) -> Result<f64> {
    let runtime = Runtime::new()?;
    let history = History::open(&runtime, data_dir)?;
    for (typed, _) in QUERIES.into_iter().chain([("", "")]) {
        let account = past::account_id();
        history.ask("order_list", json!({ "accountId": account, "words": typed, "limit": ROWS }))?;
        history.ask("order_counts", json!({ "accountId": account, "words": typed }))?;
        let whole =
            json!({ "accountId": account, "stages": [], "words": typed, "sort": "newest", "every": ROWS });
        history.ask("order_marks", whole)?;
    }
    peak_memory()
}

/// An open desk and, beside it, its file as it is read by hand.
struct History<'r> {
    runtime: &'r Runtime,
    desk: BenchDesk,
    by_hand: Connection,
}

impl<'r> History<'r> {
    fn open(runtime: &'r Runtime, data_dir: &Path) -> Result<Self> {
        let desk = runtime.block_on(BenchDesk::open(data_dir))?;
        let by_hand =
            Connection::open_with_flags(data_dir.join("desk.sqlite"), OpenFlags::SQLITE_OPEN_READ_ONLY)?;
        Ok(Self { runtime, desk, by_hand })
    }

    fn ask(&self, command: &str, request: Value) -> Result<String> {
        self.runtime.block_on(self.desk.ask(command, request))
    }

    /// Whole rows of a query written by hand.
    fn rows(&self, sql: &str, value: &str) -> Result<usize> {
        let mut statement = self.by_hand.prepare_cached(sql)?;
        let columns = statement.column_count();
        let mut rows = statement.query([value])?;
        let mut read = 0;
        while let Some(row) = rows.next()? {
            for at in 0..columns {
                std::hint::black_box(row.get::<_, Column>(at)?);
            }
            read += 1;
        }
        Ok(read)
    }

    fn searches(&self, size: &str) -> Result<Vec<Figure>> {
        const BY_HAND: &str = "SELECT o.* FROM order_index i CROSS JOIN orders o ON o.place = i.rowid
             WHERE order_index MATCH ? ORDER BY i.rowid DESC LIMIT 50";
        let (mut floor, mut ours) = (Samples::default(), Samples::default());
        for round in 0..WARM_UP + ROUNDS {
            if round == WARM_UP {
                (floor, ours) = (Samples::default(), Samples::default());
            }
            for (typed, by_hand) in QUERIES {
                let read = floor.time(|| self.rows(BY_HAND, by_hand))?;
                let asked = json!({ "accountId": past::account_id(), "words": typed, "limit": ROWS });
                let answer = ours.time(|| self.ask("order_list", asked))?;
                let found = answer.matches("\"platformOrderId\"").count();
                ensure!(found == read, "{typed}: {found} found, {read} by hand");
            }
        }
        let figure = |percent: usize, goal| {
            anyhow::Ok(Figure {
                name: format!("history search {size} p{percent}"),
                unit: "µs",
                floor: Some(floor.percentile(percent)?),
                ours: ours.percentile(percent)?,
                goal,
            })
        };
        Ok(vec![
            figure(50, Some(Goal::AtMost(2.0)))?,
            figure(95, Some(Goal::AtMost(2.0)))?,
            figure(99, None)?,
        ])
    }

    /// The newest 50.
    fn page(&self, size: &str) -> Result<Figure> {
        let (mut floor, mut ours) = (Samples::default(), Samples::default());
        let account = past::account_id();
        for _ in 0..ROUNDS {
            let read = floor.time(|| {
                self.rows(
                    "SELECT o.* FROM orders o WHERE account_id = ? ORDER BY place DESC LIMIT 50",
                    account.as_str(),
                )
            })?;
            let asked = json!({ "accountId": account, "words": "", "limit": ROWS });
            let answer = ours.time(|| self.ask("order_list", asked))?;
            ensure!(read == ROWS as usize && answer.matches("\"platformOrderId\"").count() == read);
        }
        self.figure(format!("history page of 50 {size}"), &floor, &ours, Some(Goal::AtMost(3.0)))
    }

    /// One order with its lines and its story, any of them.
    fn one(&self, size: &str, past: &Past) -> Result<Figure> {
        let (mut floor, mut ours) = (Samples::default(), Samples::default());
        for read in past.reads(0..u32::try_from(ROUNDS)?) {
            let order_id = read.order.order_id.as_str();
            floor.time(|| {
                let this = format!("account_id = '{}' AND order_id = ?", past::account_id());
                let mut rows = self.rows(&format!("SELECT * FROM orders WHERE {this}"), order_id)?;
                for of in ["order_lines", "parcels", "order_changes"] {
                    let sql = format!("SELECT x.* FROM orders JOIN {of} x USING (order_key) WHERE {this}");
                    rows += self.rows(&sql, order_id)?;
                }
                ensure!(rows > 2, "an order has its line and its first change");
                anyhow::Ok(rows)
            })?;
            let asked = json!({ "accountId": past::account_id(), "orderId": order_id });
            let answer = ours.time(|| self.ask("order_show", asked))?;
            ensure!(answer.contains(order_id));
        }
        self.figure(format!("history open one order {size}"), &floor, &ours, None)
    }

    fn figure(&self, name: String, floor: &Samples, ours: &Samples, goal: Option<Goal>) -> Result<Figure> {
        Ok(Figure { name, unit: "µs", floor: Some(floor.percentile(50)?), ours: ours.percentile(50)?, goal })
    }
}

/// The database with what is not yet in it.
fn bytes_of(data_dir: &Path) -> Result<f64> {
    let mut bytes = 0;
    for name in ["desk.sqlite", "desk.sqlite-wal"] {
        bytes += std::fs::metadata(data_dir.join(name)).map_or(0, |file| file.len());
    }
    Ok(bytes as f64)
}

/// The most memory that this process has held, MiB.
fn peak_memory() -> Result<f64> {
    let status = std::fs::read_to_string("/proc/self/status")?;
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:")).context("no VmHWM")?;
    let kib: f64 = line.trim().trim_end_matches(" kB").parse()?;
    Ok(kib / 1024.0)
}
