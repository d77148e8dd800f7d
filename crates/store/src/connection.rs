//! Opening the file: how it is written and read, and its schema.

use std::path::Path;
use std::time::Duration;

use rusqlite::config::DbConfig;
use rusqlite::{Connection, OpenFlags};
use rusqlite_migration::{M, Migrations};

use crate::StoreError;
use crate::orders::ORDER_TERMS;

/// The database's name in the data folder.
pub(crate) const FILE: &str = "desk.sqlite";

/// How long a statement waits for a lock. Only another program can hold one: this desk has a single writer.
const BUSY: Duration = Duration::from_secs(5);

/// Statements kept ready on each connection.
const STATEMENTS: usize = 128;

/// One step of the schema each, in order. A step that was released is never edited: a new one follows.
const STEPS: &[M<'static>] = &[
    M::up(include_str!("../migrations/0001_accounts.sql")),
    M::up(include_str!("../migrations/0002_goods.sql")),
    M::up(include_str!("../migrations/0003_orders.sql")),
    M::up(include_str!("../migrations/0004_outbox.sql")),
    M::up(include_str!("../migrations/0005_reconciling.sql")),
    M::up(include_str!("../migrations/0006_safety.sql")),
    M::up(include_str!("../migrations/0007_guards.sql")),
    M::up(include_str!("../migrations/0008_vouchers.sql")),
    M::up(include_str!("../migrations/0009_callbacks.sql")),
    M::up(include_str!("../migrations/0010_history.sql")),
    M::up(include_str!("../migrations/0011_after_sales.sql")),
    M::up(include_str!("../migrations/0012_case_notices.sql")),
    M::up(include_str!("../migrations/0013_offer_titles.sql")),
    M::up(include_str!("../migrations/0014_order_files.sql")),
    M::up(include_str!("../migrations/0015_fetched_pages.sql")),
];

/// How a file is kept while it is open for writing.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Journal {
    /// Readers go on beside the writer; two more files beside it.
    Wal,
    /// One file, whole after each commit: for a file that will be renamed.
    Single,
}

/// Opens the file for writing and makes it when it is missing. Refuses a newer schema before anything is touched.
pub(crate) fn open_writing(file: &Path, journal: Journal) -> Result<Connection, StoreError> {
    set_up_writing(file, journal, refuse_newer)
}

/// [`open_writing`] for a file with a schema of its own, which `refuse_newer` looks at.
pub(crate) fn set_up_writing(
    file: &Path,
    journal: Journal,
    refuse_newer: impl FnOnce(&Connection) -> Result<u32, StoreError>,
) -> Result<Connection, StoreError> {
    let flags =
        OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_CREATE | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    let connection = Connection::open_with_flags(file, flags)?;
    connection.busy_timeout(BUSY)?;
    keep_statements(&connection)?;
    refuse_newer(&connection)?;
    connection.execute_batch(match journal {
        Journal::Wal => "PRAGMA journal_mode = WAL;",
        Journal::Single => "PRAGMA journal_mode = DELETE;",
    })?;
    connection.execute_batch(
        "PRAGMA synchronous = FULL; PRAGMA fullfsync = ON; PRAGMA checkpoint_fullfsync = ON;
         PRAGMA foreign_keys = ON; PRAGMA trusted_schema = OFF;",
    )?;
    Ok(connection)
}

/// Opens the file for reading, beside a writer or alone.
pub(crate) fn open_reading(file: &Path) -> Result<Connection, StoreError> {
    let connection = open_to_look(file)?;
    connection.execute_batch(ORDER_TERMS)?;
    connection.execute_batch("PRAGMA query_only = ON;")?;
    Ok(connection)
}

/// Opens the file for reading what may be damaged, or for writing a copy of it elsewhere.
pub(crate) fn open_to_look(file: &Path) -> Result<Connection, StoreError> {
    let flags = OpenFlags::SQLITE_OPEN_READ_ONLY | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    let connection = Connection::open_with_flags(file, flags)?;
    connection.busy_timeout(BUSY)?;
    keep_statements(&connection)?;
    connection.execute_batch("PRAGMA trusted_schema = OFF; PRAGMA cell_size_check = ON;")?;
    Ok(connection)
}

/// Keeps statements ready, each planned once.
///
/// Without the second step SQLite plans a kept statement anew whenever a bound value could lead to another plan, which
/// was a quarter of the time of a search; no statement here wants another plan for another value.
fn keep_statements(connection: &Connection) -> Result<(), StoreError> {
    connection.set_prepared_statement_cache_capacity(STATEMENTS);
    connection.set_db_config(DbConfig::SQLITE_DBCONFIG_ENABLE_QPSG, true)?;
    Ok(())
}

/// Brings the schema up, all steps and their mark in one transaction each.
pub(crate) fn migrate(connection: &mut Connection) -> Result<(), StoreError> {
    Migrations::from_slice(STEPS).to_latest(connection).map_err(|error| match error {
        rusqlite_migration::Error::RusqliteError { err, .. } => StoreError::from(err),
        _ => StoreError::Unreadable { what: "schema version" },
    })
}

/// Refuses a schema that this Pondesk does not know: a newer one, or for a reader one that still is to be brought up.
pub(crate) fn refuse_unknown(connection: &Connection) -> Result<(), StoreError> {
    let found = refuse_newer(connection)?;
    if found < known() { Err(StoreError::Unreadable { what: "schema of an older Pondesk" }) } else { Ok(()) }
}

/// Refuses a newer schema, else tells the one there is; 0 for a file without any.
pub(crate) fn refuse_newer(connection: &Connection) -> Result<u32, StoreError> {
    let found: u32 = connection.query_row("PRAGMA user_version", [], |row| row.get(0))?;
    if found > known() { Err(StoreError::Newer { found, known: known() }) } else { Ok(found) }
}

/// The newest schema that this Pondesk knows.
pub(crate) fn known() -> u32 {
    u32::try_from(STEPS.len()).unwrap_or(u32::MAX)
}
