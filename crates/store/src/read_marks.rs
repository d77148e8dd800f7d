//! What the user has read of a log: all of it up to a row, and single rows after that.

use pondesk_domain::EpochMs;
use rusqlite::Transaction;

use crate::StoreError;

/// A log that is read row by row or all at once.
pub(crate) struct ReadLog {
    /// Its table.
    table: &'static str,
    /// The key that grows with it.
    key: &'static str,
    /// The table of the one row up to which all was read.
    until: &'static str,
    /// The table of the rows after that which were read.
    marks: &'static str,
}

/// What changed of orders.
pub(crate) const ORDER_NEWS: ReadLog =
    ReadLog { table: "order_changes", key: "change_key", until: "notices_read", marks: "notice_marks" };

/// What was said on cases.
pub(crate) const SAID: ReadLog =
    ReadLog { table: "case_messages", key: "message_key", until: "messages_read", marks: "message_marks" };

impl ReadLog {
    /// The condition that a row of `rows`, the log or a query over it, was not read.
    pub(crate) fn unread(&self, rows: &str) -> String {
        let Self { key, until, marks, .. } = self;
        format!(
            "{key} > (SELECT {key} FROM {until})
             AND NOT EXISTS (SELECT 1 FROM {marks} WHERE {marks}.{key} = {rows}.{key})"
        )
    }

    /// Notes that a row was read, or all up to now.
    pub(crate) fn mark(
        &self,
        tx: &Transaction<'_>,
        row: Option<i64>,
        now: EpochMs,
    ) -> Result<(), StoreError> {
        let Self { table, key, until, marks } = self;
        match row {
            Some(row) => {
                let mark = format!("INSERT OR IGNORE INTO {marks} ({key}, read_at) VALUES (?, ?)");
                tx.execute(&mark, (row, now.0))?;
            }
            None => {
                let all = format!(
                    "UPDATE {until} SET read_at = ?, {key} = (SELECT coalesce(max({key}), 0) FROM {table})"
                );
                tx.execute(&all, [now.0])?;
                tx.execute(&format!("DELETE FROM {marks}"), [])?;
            }
        }
        Ok(())
    }
}
