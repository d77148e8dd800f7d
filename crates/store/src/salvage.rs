//! What is carried over from a file that is moved aside into the one that takes its place.
//!
//! A backup is older than the file it replaces. Orders and carts are fetched again, but nobody else knows which accounts
//! are on this desk, what it decided (the outbox), which vouchers and evidence it keeps, which prices it saw, and what the
//! user keeps beside orders. These rows are read from the file moved aside as far as they can be read: forwards to the
//! first page that cannot, then backwards.

use std::collections::{HashMap, HashSet};
use std::path::Path;

use pondesk_domain::{EpochMs, OperationState};
use rusqlite::types::Value;
use rusqlite::{Connection, ErrorCode, OptionalExtension, Transaction, params_from_iter};

use crate::{StoreError, connection};

/// Code of the step that a restore writes where an operation's state had to be put to unknown.
const RESTORED: &str = "restored";

/// What becomes of a row that the other file has as well.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Known {
    /// The row moved aside is the newer word.
    Overwrite,
    /// It was only ever appended: both are the same.
    Keep,
}

/// Tables whose rows are carried over, in an order that suits what they refer to, with the columns that name a row. A
/// table whose rows nobody else has belongs in here.
const TABLES: &[(&str, &[&str], Known)] = &[
    ("accounts", &["account_id"], Known::Overwrite),
    ("desk", &["one"], Known::Overwrite),
    ("vouchers", &["voucher_id"], Known::Overwrite),
    ("evidence", &["evidence_id"], Known::Overwrite),
    ("price_points", &["point_key"], Known::Keep),
    ("offer_titles", &["platform", "offer_id", "language"], Known::Overwrite),
    ("cart_lines_seen", &["account_id", "platform", "offer_id", "sku_id"], Known::Overwrite),
    ("desk_notices", &["notice_id"], Known::Overwrite),
    ("account_limits", &["account_id"], Known::Overwrite),
    ("order_own", &["account_id", "order_id"], Known::Overwrite),
    ("order_files", &["account_id", "order_id", "sha256"], Known::Overwrite),
    ("saved_filters", &["name"], Known::Overwrite),
];

/// What hangs on operations, carried over after them.
const OF_OPERATIONS: &[(&str, &[&str], Known)] = &[
    ("operation_lines", &["operation_id", "position"], Known::Keep),
    ("operation_consents", &["operation_id", "position"], Known::Keep),
];

/// What was carried over.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(crate) struct Salvaged {
    /// Operations that the file taking its place did not know, or knew less of.
    pub operations: u32,
    /// Orders that were first read after the backup; `None` when they cannot be counted.
    pub newer_orders: Option<u32>,
    /// Whether all that is carried over could be read.
    pub all_read: bool,
}

/// Carries over what can be read of `aside`; `backup_made_at` is the moment that `into` holds, if it holds any.
///
/// # Errors
/// Those of writing `into`. What cannot be read is no error.
pub(crate) fn carry_over(
    aside: &Path,
    into: &Transaction<'_>,
    backup_made_at: Option<EpochMs>,
) -> Result<Salvaged, StoreError> {
    let source = match connection::open_to_look(aside).and_then(|source| {
        connection::refuse_newer(&source)?;
        Ok(source)
    }) {
        Ok(source) => source,
        Err(error) => {
            tracing::warn!(%error, "the file moved aside cannot be read");
            return Ok(Salvaged::default());
        }
    };
    let mut all_read = carry_tables_over(&source, into, TABLES)?;
    let (operations, outbox_read) = carry_outbox_over(&source, into)?;
    all_read &= carry_tables_over(&source, into, OF_OPERATIONS)?;
    let since = backup_made_at.map_or(i64::MIN, |at| at.0);
    let newer = source
        .query_row("SELECT count(*) FROM orders WHERE first_read_at > ?", [since], |row| row.get(0))
        .optional();
    Ok(Salvaged { operations, newer_orders: newer.ok().flatten(), all_read: all_read && outbox_read })
}

/// Carries tables over row by row. Returns whether all of them could be read and written.
fn carry_tables_over(
    source: &Connection,
    into: &Transaction<'_>,
    tables: &[(&str, &[&str], Known)],
) -> Result<bool, StoreError> {
    let mut all_read = true;
    for (table, names, known) in tables {
        let rows = Rows::read(source, into, table)?;
        all_read &= rows.complete;
        for row in &rows.rows {
            all_read &= rows.put(into, table, names, *known, row)?;
        }
    }
    Ok(all_read)
}

/// After a restore nothing is known to be unsent: whatever was ready or sending when the backup was made may have
/// happened since. Returns how many are unknown now.
pub(crate) fn doubt_what_is_not_over(into: &Transaction<'_>, now: EpochMs) -> Result<u32, StoreError> {
    let (ready, sending) = (OperationState::Ready.as_str(), OperationState::Sending.as_str());
    let unknown = OperationState::Unknown.as_str();
    into.execute(
        "INSERT INTO operation_steps (operation_id, state, at, code)
         SELECT operation_id, ?1, ?2, ?3 FROM operations WHERE state IN (?4, ?5)
         ORDER BY written_at, operation_id",
        (unknown, now.0, RESTORED, ready, sending),
    )?;
    into.execute("UPDATE operations SET state = ? WHERE state IN (?, ?)", (unknown, ready, sending))?;
    Ok(into.query_row("SELECT count(*) FROM operations WHERE state = ?", [unknown], |row| row.get(0))?)
}

/// Operations with their orders and steps. Returns how many were new or had gone further, and whether all was read.
fn carry_outbox_over(source: &Connection, into: &Transaction<'_>) -> Result<(u32, bool), StoreError> {
    let operations = Rows::read(source, into, "operations")?;
    let orders = Rows::read(source, into, "operation_orders")?;
    let steps = Rows::read(source, into, "operation_steps")?.without("step_key");
    let orders_of = orders.by("operation_id");
    let steps_of = steps.by("operation_id");

    let mut carried = 0;
    let mut complete = operations.complete && orders.complete && steps.complete;
    let mut new = Vec::new();
    // Those known first: one that is over by now makes room for a later one with the same intent.
    for operation in &operations.rows {
        let id = operations.text(operation, "operation_id");
        let Some(known_steps) = steps_kept(into, &id)? else {
            new.push(operation);
            continue;
        };
        let later = steps_of.get(&id).map(Vec::as_slice).unwrap_or_default();
        let later = later.get(known_steps..).unwrap_or_default();
        if !later.is_empty() {
            into.execute(
                "UPDATE operations SET state = ? WHERE operation_id = ?",
                (operations.text(operation, "state"), &id),
            )?;
            append(into, &steps, later)?;
            carried += 1;
        }
        link(into, &orders, orders_of.get(&id))?;
    }
    for operation in new {
        let id = operations.text(operation, "operation_id");
        let mut operation = operation.clone();
        tell_apart(into, &operations, &mut operation)?;
        if !put_operation(into, &operations, &mut operation)? {
            complete = false;
            continue;
        }
        let told = steps_of.get(&id).map(Vec::as_slice).unwrap_or_default();
        append(into, &steps, told)?;
        if told.is_empty() {
            // An operation has a step at least; when is told by the intent itself.
            into.execute(
                "INSERT INTO operation_steps (operation_id, state, at, code)
                 SELECT operation_id, state, written_at, ? FROM operations WHERE operation_id = ?",
                (RESTORED, &id),
            )?;
        }
        link(into, &orders, orders_of.get(&id))?;
        carried += 1;
    }
    Ok((carried, complete))
}

/// Writes an operation, without the one it was sent again for when that one could not be read.
fn put_operation(
    into: &Transaction<'_>,
    operations: &Rows,
    operation: &mut [Value],
) -> Result<bool, StoreError> {
    let put =
        |operation: &[Value]| operations.put(into, "operations", &["operation_id"], Known::Keep, operation);
    if put(operation)? {
        return Ok(true);
    }
    let Some(at) = operations.at("again_of") else { return Ok(false) };
    operation[at] = Value::Null;
    put(operation)
}

/// Steps that are kept of an operation; `None` when it is not known.
fn steps_kept(into: &Transaction<'_>, operation_id: &str) -> Result<Option<usize>, StoreError> {
    let steps: Option<u32> = into
        .prepare_cached(
            "SELECT (SELECT count(*) FROM operation_steps WHERE operation_id = ?1)
             FROM operations WHERE operation_id = ?1",
        )?
        .query_row([operation_id], |row| row.get(0))
        .optional()?;
    Ok(steps.map(|steps| steps as usize))
}

fn append(into: &Transaction<'_>, steps: &Rows, told: &[&Vec<Value>]) -> Result<(), StoreError> {
    told.iter().try_for_each(|step| steps.put(into, "operation_steps", &[], Known::Keep, step).map(|_| ()))
}

fn link(into: &Transaction<'_>, orders: &Rows, told: Option<&Vec<&Vec<Value>>>) -> Result<(), StoreError> {
    let key: &[&str] = &["operation_id", "order_id"];
    let mut rows = told.into_iter().flatten();
    rows.try_for_each(|row| orders.put(into, "operation_orders", key, Known::Keep, row).map(|_| ()))
}

/// An operation whose intent another one holds, because the steps that ended that one could not be read, is carried over
/// under an intent of its own: none is forgotten.
fn tell_apart(into: &Transaction<'_>, operations: &Rows, operation: &mut [Value]) -> Result<(), StoreError> {
    let text = |column: &str| operations.text(operation, column);
    let held: Option<i64> = into
        .query_row(
            "SELECT 1 FROM operations WHERE account_id = ? AND fingerprint = ? AND state IN ('ready', 'sending', 'unknown')",
            (text("account_id"), text("fingerprint")),
            |row| row.get(0),
        )
        .optional()?;
    if held.is_some()
        && let Some(at) = operations.at("fingerprint")
    {
        let own = format!("{} {}", text("fingerprint"), text("operation_id"));
        operation[at] = Value::Text(own);
    }
    Ok(())
}

/// The rows of a table that can be read, in the columns that both files have.
struct Rows {
    columns: Vec<String>,
    rows: Vec<Vec<Value>>,
    complete: bool,
}

impl Rows {
    fn read(source: &Connection, into: &Connection, table: &str) -> Result<Self, StoreError> {
        let wanted: HashSet<_> = columns_of(into, table)?.into_iter().collect();
        let Ok(mut columns) = columns_of(source, table) else {
            return Ok(Self { columns: Vec::new(), rows: Vec::new(), complete: false });
        };
        columns.retain(|column| wanted.contains(column));
        let mut read = Self { columns, rows: Vec::new(), complete: true };
        if read.columns.is_empty() {
            // An older schema without this table has nothing to carry over.
            return Ok(read);
        }
        let select = format!("SELECT {} FROM {table} NOT INDEXED", read.columns.join(", "));
        if read.scan(source, &select).is_err() {
            read.complete = false;
            let mut from_the_end = Self { columns: read.columns.clone(), rows: Vec::new(), complete: false };
            // A table without rowids has no other way round.
            from_the_end.scan(source, &format!("{select} ORDER BY rowid DESC")).ok();
            let known: HashSet<String> = read.rows.iter().map(|row| format!("{row:?}")).collect();
            let rest = from_the_end.rows.into_iter().rev().filter(|row| !known.contains(&format!("{row:?}")));
            read.rows.extend(rest);
        }
        Ok(read)
    }

    fn scan(&mut self, source: &Connection, select: &str) -> rusqlite::Result<()> {
        let mut select = source.prepare(select)?;
        let mut rows = select.query([])?;
        while let Some(row) = rows.next()? {
            self.rows.push((0..self.columns.len()).map(|at| row.get(at)).collect::<Result<_, _>>()?);
        }
        Ok(())
    }

    /// The same without a column that the other file gives anew.
    fn without(mut self, column: &str) -> Self {
        if let Some(at) = self.at(column) {
            self.columns.remove(at);
            for row in &mut self.rows {
                row.remove(at);
            }
        }
        self
    }

    fn at(&self, column: &str) -> Option<usize> {
        self.columns.iter().position(|name| name == column)
    }

    /// The text in a column; empty when there is none.
    fn text(&self, row: &[Value], column: &str) -> String {
        match self.at(column).and_then(|at| row.get(at)) {
            Some(Value::Text(text)) => text.clone(),
            _ => String::new(),
        }
    }

    fn by(&self, column: &str) -> HashMap<String, Vec<&Vec<Value>>> {
        let mut by: HashMap<String, Vec<&Vec<Value>>> = HashMap::new();
        for row in &self.rows {
            by.entry(self.text(row, column)).or_default().push(row);
        }
        by
    }

    /// Writes a row; `false` when the rules of the table refuse it, as they do what damage made of a row.
    fn put(
        &self,
        into: &Transaction<'_>,
        table: &str,
        key: &[&str],
        known: Known,
        row: &[Value],
    ) -> Result<bool, StoreError> {
        let marks = vec!["?"; self.columns.len()].join(", ");
        let on_conflict = match known {
            _ if key.is_empty() => String::new(),
            Known::Keep => format!("ON CONFLICT ({}) DO NOTHING", key.join(", ")),
            Known::Overwrite => {
                let others = self.columns.iter().filter(|column| !key.contains(&column.as_str()));
                let set: Vec<_> = others.map(|column| format!("{column} = excluded.{column}")).collect();
                format!("ON CONFLICT ({}) DO UPDATE SET {}", key.join(", "), set.join(", "))
            }
        };
        let sql = format!("INSERT INTO {table} ({}) VALUES ({marks}) {on_conflict}", self.columns.join(", "));
        match into.prepare_cached(&sql)?.execute(params_from_iter(row)) {
            Ok(_) => Ok(true),
            Err(error) if error.sqlite_error_code() == Some(ErrorCode::ConstraintViolation) => Ok(false),
            Err(error) => Err(error.into()),
        }
    }
}

/// The columns that can be written.
fn columns_of(db: &Connection, table: &str) -> Result<Vec<String>, StoreError> {
    let mut columns = db.prepare("SELECT name FROM pragma_table_xinfo(?) WHERE hidden = 0")?;
    Ok(columns.query_map([table], |row| row.get(0))?.collect::<Result<_, _>>()?)
}
