//! What can still be read of a damaged inbox.

use std::path::Path;

use rusqlite::Connection;

use crate::StoreError;

/// Rows that are read together; where one of them is damaged they are read one by one.
const TOGETHER: i64 = 100;

/// Copies every message and setting that can be read from the file moved aside. What cannot be read costs only itself.
pub(super) fn carry_over(aside: &Path, inbox: &Connection) {
    match carried_over(aside, inbox) {
        Ok(lost) => tracing::warn!(lost, "the readable messages of the damaged inbox were carried over"),
        Err(error) => tracing::error!(%error, "nothing of the damaged inbox can be read"),
    }
    inbox.execute_batch("DETACH aside;").ok();
}

fn carried_over(aside: &Path, inbox: &Connection) -> Result<u32, StoreError> {
    inbox.execute("ATTACH ? AS aside", [aside.to_string_lossy()])?;
    for table in ["receiver", "doors"] {
        inbox.execute(&format!("INSERT OR REPLACE INTO main.{table} SELECT * FROM aside.{table}"), []).ok();
    }
    let (first, last): (Option<i64>, Option<i64>) =
        inbox.query_row("SELECT min(message_key), max(message_key) FROM aside.messages", [], |row| {
            Ok((row.get(0)?, row.get(1)?))
        })?;
    let (Some(first), Some(last)) = (first, last) else { return Ok(0) };
    let copy = |from: i64, to: i64| {
        inbox.execute(
            "INSERT OR REPLACE INTO main.messages SELECT * FROM aside.messages WHERE message_key BETWEEN ? AND ?",
            (from, to),
        )
    };
    let mut lost = 0;
    let mut from = first;
    while from <= last {
        let to = from.saturating_add(TOGETHER - 1).min(last);
        if copy(from, to).is_err() {
            lost += u32::try_from((from..=to).filter(|key| copy(*key, *key).is_err()).count())
                .unwrap_or(u32::MAX);
        }
        from = to.saturating_add(1);
    }
    Ok(lost)
}
