//! What it costs to keep orders: rows, history and what they are found by.

use std::collections::{BTreeMap, HashMap};
use std::path::Path;
use std::time::{Duration, Instant};

use anyhow::{Context, Result, ensure};
use pondesk_domain::EpochMs;
use pondesk_store::Store;
use rusqlite::types::Value;
use rusqlite::{Connection, OpenFlags, params_from_iter};

use crate::figure::{Figure, Goal};
use crate::past::{self, Past};

pub(crate) const WHAT: &str = "20,000 new orders kept by the store, 1,000 a transaction, with their lines, parcels, raw answers, \
     history and search index, against prepared inserts of the very rows that came of it into the same tables and indexes, three \
     files of each in turns";

const ORDERS: u32 = 20_000;
/// Orders of a transaction.
const AT_ONCE: u32 = 1_000;
const ROUNDS: u32 = 3;
/// What orders are found by.
const INDEX: &str = "order_index";

pub(crate) fn run(folder: &Path) -> Result<Vec<Figure>> {
    let past = Past::new();
    let (mut floor, mut ours) = (Duration::ZERO, Duration::ZERO);
    for round in 0..ROUNDS {
        let (kept, inserted) =
            (folder.join(format!("kept-{round}")), folder.join(format!("inserted-{round}")));
        ours += keep(&kept, &past)?;
        let rows = Rows::of(&kept)?;
        floor += rows.insert(&inserted)?;
    }
    let rate = |time: Duration| f64::from(ORDERS * ROUNDS) / time.as_secs_f64();
    Ok(vec![Figure {
        name: "ingest orders".into(),
        unit: "orders/s",
        floor: Some(rate(floor)),
        ours: rate(ours),
        goal: Some(Goal::AtLeast(0.5)),
    }])
}

/// An empty store with the account.
fn empty(data_dir: &Path) -> Result<Store> {
    let store = Store::open(data_dir, EpochMs(1))?;
    store.save_account(&past::account())?;
    Ok(store)
}

/// Keeps the orders as a sync does.
fn keep(data_dir: &Path, past: &Past) -> Result<Duration> {
    let store = empty(data_dir)?;
    let mut time = Duration::ZERO;
    for from in (0..ORDERS).step_by(AT_ONCE as usize) {
        let reads = past.reads(from..from + AT_ONCE);
        let since = Instant::now();
        let applied = store.apply_orders(reads)?;
        time += since.elapsed();
        ensure!(applied.iter().all(|applied| applied.new), "every order is new");
    }
    Ok(time)
}

/// Everything that a file keeps of its orders, as it is inserted again: by transaction, then by table.
struct Rows(Vec<Vec<TableRows>>);

/// Rows of one table.
struct TableRows {
    insert: String,
    rows: Vec<Vec<Value>>,
}

impl Rows {
    fn of(data_dir: &Path) -> Result<Self> {
        let db = Connection::open_with_flags(data_dir.join("desk.sqlite"), OpenFlags::SQLITE_OPEN_READ_ONLY)?;
        let mut places = HashMap::new();
        let mut orders = db.prepare("SELECT order_key, place FROM orders")?;
        let mut found = orders.query([])?;
        while let Some(row) = found.next()? {
            places.insert(row.get::<_, i64>(1)?, row.get::<_, i64>(0)?);
        }
        ensure!(places.len() == ORDERS as usize, "{} orders", places.len());
        let batches = ORDERS.div_ceil(AT_ONCE) as usize;
        let mut by_batch: Vec<Vec<TableRows>> = (0..batches).map(|_| Vec::new()).collect();
        let mut tables = tables_of_orders(&db)?;
        // The others refer to it.
        tables.sort_by_key(|name| name != "orders");
        for table in tables {
            let mut select = db.prepare(&format!("SELECT * FROM {table}"))?;
            let columns: Vec<String> = select.column_names().into_iter().map(str::to_owned).collect();
            let key = columns.iter().position(|name| name == "order_key").context("an order_key")?;
            let insert = insert_into(&table, &columns);
            let mut of_batch = split(batches, &insert);
            let mut rows = select.query([])?;
            while let Some(row) = rows.next()? {
                let values =
                    (0..columns.len()).map(|at| row.get(at)).collect::<rusqlite::Result<Vec<Value>>>()?;
                of_batch[batch_of(row.get(key)?)?].rows.push(values);
            }
            extend(&mut by_batch, of_batch);
        }
        let columns = ["rowid", "words", "numbers", "facets"].map(str::to_owned);
        let mut of_batch = split(batches, &insert_into(INDEX, &columns));
        for (place, [words, numbers, facets]) in indexed(&db)? {
            let order_key = *places.get(&place).context("an order of each entry")?;
            let texts = [words, numbers, facets].map(Value::Text);
            of_batch[batch_of(order_key)?]
                .rows
                .push([Value::Integer(place)].into_iter().chain(texts).collect());
        }
        extend(&mut by_batch, of_batch);
        Ok(Self(by_batch))
    }

    /// Inserts them into an empty file of the same schema, kept in the same way.
    fn insert(&self, data_dir: &Path) -> Result<Duration> {
        drop(empty(data_dir)?);
        let mut db = Connection::open(data_dir.join("desk.sqlite"))?;
        db.execute_batch("PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA foreign_keys = ON;")?;
        let mut time = Duration::ZERO;
        for batch in &self.0 {
            let since = Instant::now();
            let tx = db.transaction()?;
            for TableRows { insert, rows } in batch {
                let mut insert = tx.prepare_cached(insert)?;
                for row in rows {
                    insert.execute(params_from_iter(row))?;
                }
            }
            tx.commit()?;
            time += since.elapsed();
        }
        let kept: u32 = db.query_row("SELECT count(*) FROM orders", [], |row| row.get(0))?;
        ensure!(kept == ORDERS, "{kept} orders were inserted");
        Ok(time)
    }
}

/// The batch of an order: keys are given in the order in which orders were kept.
fn batch_of(order_key: i64) -> Result<usize> {
    Ok(usize::try_from((order_key - 1) / i64::from(AT_ONCE))?)
}

fn split(batches: usize, insert: &str) -> Vec<TableRows> {
    (0..batches).map(|_| TableRows { insert: insert.to_owned(), rows: Vec::new() }).collect()
}

fn extend(batches: &mut [Vec<TableRows>], of_batch: Vec<TableRows>) {
    for (batch, rows) in batches.iter_mut().zip(of_batch) {
        batch.push(rows);
    }
}

fn insert_into(table: &str, columns: &[String]) -> String {
    let places = vec!["?"; columns.len()].join(", ");
    format!("INSERT INTO {table} ({}) VALUES ({places})", columns.join(", "))
}

/// The tables that have rows for orders.
fn tables_of_orders(db: &Connection) -> Result<Vec<String>> {
    let mut select = db.prepare(
        "SELECT t.name FROM pragma_table_list t JOIN pragma_table_info(t.name) c
         WHERE t.schema = 'main' AND t.type = 'table' AND c.name = 'order_key' ORDER BY t.name",
    )?;
    Ok(select.query_map([], |row| row.get(0))?.collect::<rusqlite::Result<_>>()?)
}

/// The texts of the index by their places. It keeps no texts, so they are put together from its words.
fn indexed(db: &Connection) -> Result<BTreeMap<i64, [String; 3]>> {
    db.execute_batch("CREATE VIRTUAL TABLE temp.met USING fts5vocab(main, order_index, instance)")?;
    let mut texts: BTreeMap<i64, [String; 3]> = BTreeMap::new();
    let mut select = db.prepare("SELECT doc, col, term FROM temp.met ORDER BY doc, offset")?;
    let mut rows = select.query([])?;
    while let Some(row) = rows.next()? {
        let column = match row.get_ref(1)?.as_str()? {
            "words" => 0,
            "numbers" => 1,
            _ => 2,
        };
        let text = &mut texts.entry(row.get(0)?).or_default()[column];
        text.push_str(row.get_ref(2)?.as_str()?);
        text.push(' ');
    }
    Ok(texts)
}
