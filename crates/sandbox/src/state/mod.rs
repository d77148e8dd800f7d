//! What the sandbox remembers, in one SQLite file: each call is one transaction.

pub(crate) mod addresses;
pub(crate) mod cart;
pub(crate) mod cases;
pub(crate) mod due;
pub(crate) mod evidence;
pub(crate) mod international;
pub(crate) mod orders;
pub(crate) mod pushes;
pub(crate) mod settings;
pub(crate) mod shelf;
pub(crate) mod vouchers;
pub(crate) mod wallet;

use std::cell::Cell;
use std::path::Path;

use rusqlite::{Connection, Transaction};

use crate::catalogue::{Catalogue, Platform};
use crate::clock::Clock;

const SCHEMA: &str = include_str!("schema.sql");
const VERSION: i32 = 2;
/// Version 1 looked for a line in every order.
const LINES_OF_VERSION_1: &str = "INSERT OR IGNORE INTO order_lines
    SELECT platform, line.value ->> '$.sub_purchase_order_id', order_id
    FROM orders, json_each(orders.body, '$.lines') AS line WHERE platform = 'taobao'";

/// The open books during one call: the transaction, the catalogue and the time.
pub(crate) struct Books<'m> {
    pub(crate) tx: Transaction<'m>,
    pub(crate) catalogue: &'m Catalogue,
    /// Where this sandbox is reached; pictures' addresses begin with it.
    pub(crate) base_url: &'m str,
    /// The server's clock, real epoch milliseconds: what is written as a timestamp.
    pub(crate) now_ms: i64,
    pub(crate) clock: Clock,
    /// The sandbox's clock: now, or the moment of the event that is being fired.
    pub(crate) moment_ms: Cell<i64>,
    /// Whether callbacks were written down, which are looked for after the commit.
    pub(crate) has_pushes: Cell<bool>,
}

impl Books<'_> {
    /// Where a picture is served.
    pub(crate) fn picture_url(&self, key: impl std::fmt::Display) -> String {
        format!("{}/pictures/{key}", self.base_url)
    }
}

/// The platform's name in the tables and the control API.
pub(crate) fn platform_name(platform: Platform) -> &'static str {
    match platform {
        Platform::Taobao => "taobao",
        Platform::Alibaba1688 => "1688",
    }
}

/// An id as SQLite keeps it. Ids of the catalogue have at most 16 digits.
pub(crate) fn sql_id(id: u64) -> i64 {
    id.cast_signed()
}

/// Opens the file, making it on the first start.
pub(crate) fn open(data_dir: &Path) -> Result<Connection, crate::SandboxError> {
    let connection = Connection::open(data_dir.join("sandbox.db"))?;
    connection.pragma_update(None, "journal_mode", "WAL")?;
    // A killed process loses nothing with NORMAL; only a power cut could, and this is a sandbox.
    connection.pragma_update(None, "synchronous", "NORMAL")?;
    let version: i32 = connection.pragma_query_value(None, "user_version", |row| row.get(0))?;
    if version > VERSION {
        return Err(crate::SandboxError::NewerState { found: version, known: VERSION });
    }
    connection.execute_batch(SCHEMA)?;
    if version < 2 {
        connection.execute(LINES_OF_VERSION_1, [])?;
    }
    connection.pragma_update(None, "user_version", VERSION)?;
    Ok(connection)
}
