//! The fault matrix: everything that can go wrong on the line, in the middle of each kind of write. Each cell is a desk of
//! its own against a real sandbox; what becomes of the write is compared with what is declared, and with what the sandbox
//! really has. The table in `docs/reliability.md` is what came out.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod cell;
mod fault;
mod line;
mod table;

use std::sync::Arc;

use futures::future::join_all;
use pondesk_domain::Platform;
use pondesk_trial::buyer::address_in;
use pondesk_trial::{Market, Write};
use tokio::sync::Semaphore;

use cell::Cell;
use fault::Fault;

/// Cells at once: the machine must answer within the read time-out of the silent ones.
const AT_ONCE: usize = 6;

/// One kind of write with every fault, at a sandbox of its own.
async fn column(write: Write, turns: Arc<Semaphore>) -> Vec<(Fault, Write, table::Found)> {
    let folder = tempfile::tempdir().unwrap();
    let market = Market::open(&folder.path().join("sandbox")).await.unwrap();
    let mut goods = Vec::new();
    for platform in Platform::ALL {
        goods.push(market.stock_up(platform, 2 * Fault::ALL.len()).await.unwrap());
    }
    let cells = Fault::ALL.iter().enumerate().map(|(at, &fault)| Cell {
        write,
        fault,
        folder: folder.path().join(format!("desk-{at}")),
        goods: goods.iter().flat_map(|goods| &goods[2 * at..2 * at + 2]).cloned().collect(),
    });
    let cells: Vec<_> = cells.collect();
    let first = Cell { write, fault: Fault::Failure, folder: folder.path().join("desk"), goods: Vec::new() };
    first.buyer(&market, market.base_url()).await.save_address(address_in("网商路1号")).await.unwrap();
    let run = cells.iter().map(|cell| {
        let (turns, market) = (&turns, &market);
        async move {
            let _turn = turns.acquire().await.unwrap();
            (cell.fault, cell.write, cell.run(market).await)
        }
    });
    let found = join_all(run).await;
    market.close().await;
    found
}

#[tokio::test(flavor = "multi_thread")]
async fn every_fault_in_every_write_ends_as_declared() {
    let turns = Arc::new(Semaphore::new(AT_ONCE));
    let columns = Write::ALL.iter().map(|&write| tokio::spawn(column(write, Arc::clone(&turns))));
    let mut found = Vec::new();
    for column in join_all(columns).await {
        found.extend(column.unwrap());
    }
    let wrong = table::differences(&found);
    assert!(wrong.is_empty(), "{} of {} cells differ:\n{}", wrong.len(), found.len(), wrong.join("\n"));
    table::compare_with_docs(&found);
}
