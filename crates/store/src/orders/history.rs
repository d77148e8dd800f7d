//! What changed of an order, whatever order its answers came in.
//!
//! The history of a field is the row of different values that were told of it, by turns. Changes are only ever appended.
//! An answer that comes late may be told apart from its neighbours only by what these told, so the last few thousand
//! answers are kept: from them every change is found that the right order would have found, and those that are not
//! written down yet are appended. Reading sorts by turns and leaves out what repeats the value before it.

use std::collections::{BTreeMap, HashMap, HashSet};

use pondesk_domain::{Change, ChangeSource, EpochMs, RequestId, Turn};
use rusqlite::{Connection, Row, Transaction};

use super::apply::OrderRead;
use super::merge::Kept;
use super::told::{Told, line_of};
use crate::StoreError;
use crate::column::{from_json, from_word, json, maybe_id, time, word};

/// What stood before a row of `order_changes`: what was appended since may have come between.
pub(super) const WAS: &str = "coalesce((
         SELECT earlier.new_value FROM order_changes AS earlier
         WHERE earlier.order_key = order_changes.order_key AND earlier.field = order_changes.field
             AND earlier.turn < order_changes.turn
         ORDER BY earlier.turn DESC LIMIT 1), order_changes.old_value)";

/// Answers that are kept for those that come late.
const RECENT: i64 = 4_096;

/// Fields of an order in the order in which the story of one answer tells them; lines come behind.
const FIELDS: [&str; 13] = [
    "status",
    "total",
    "goods",
    "freight",
    "discount",
    "receiver",
    "closedReason",
    "paidAt",
    "parcels",
    "note",
    "client",
    "tags",
    "files",
];

/// What an answer changed, when it is the newest of its order.
pub(super) fn of_newest(before: Option<&Kept>, read: &OrderRead, told: &Told) -> Vec<Change> {
    let Some(before) = before else {
        let first = told.fields.get("status").map(|raw| change(read, "status", None, Some(raw)));
        return first.into_iter().collect();
    };
    let was = Told::of_kept(before);
    let known: HashSet<&str> =
        before.order.lines.iter().chain(&before.unlisted).map(|line| line.line_id.as_str()).collect();
    let mut changes = Vec::new();
    for (field, value) in &told.fields {
        let first_seen = line_of(field).is_some_and(|(line_id, _)| !known.contains(line_id));
        let old = was.fields.get(field);
        if !first_seen && old != Some(value) {
            changes.push(change(read, field, old, Some(value)));
        }
    }
    if !told.lines.is_empty() {
        for (line_id, title) in was.lines.iter().filter(|(line_id, _)| !told.lines.contains_key(*line_id)) {
            changes.push(change(read, &format!("line:{line_id}"), Some(title), None));
        }
        for (line_id, title) in told.lines.iter().filter(|(line_id, _)| !was.lines.contains_key(*line_id)) {
            changes.push(change(read, &format!("line:{line_id}"), None, Some(title)));
        }
    }
    changes.sort_by_cached_key(|change| rank(&change.field));
    changes
}

fn change(read: &OrderRead, field: &str, old: Option<&String>, new: Option<&String>) -> Change {
    Change {
        field: field.to_owned(),
        old: old.cloned(),
        new: new.cloned(),
        old_stage: None,
        new_stage: None,
        seen_at: read.read_at,
        source: read.source,
        request_id: read.request_id.clone(),
    }
    .with_stages(read.order.platform)
}

/// Keeps what an answer told for those that come late.
pub(super) fn remember(
    tx: &Transaction<'_>,
    order_key: i64,
    read: &OrderRead,
    told: &Told,
) -> Result<(), StoreError> {
    tx.prepare_cached(
        "INSERT OR IGNORE INTO recent_reads (order_key, turn, told, read_at, source, request_id)
         VALUES (?, ?, ?, ?, ?, ?)",
    )?
    .execute((
        order_key,
        read.turn.0,
        json(told, "what was told")?,
        read.read_at.0,
        word(&read.source, "change source")?,
        read.request_id.as_ref().map(RequestId::as_str),
    ))?;
    Ok(())
}

/// Lets go of answers that are too old for one to come late before them.
pub(super) fn forget_old(tx: &Transaction<'_>) -> Result<(), StoreError> {
    tx.prepare_cached(
        "DELETE FROM recent_reads WHERE read_key <= (SELECT max(read_key) FROM recent_reads) - ?",
    )?
    .execute([RECENT])?;
    Ok(())
}

/// Appends changes of one turn.
pub(super) fn append(
    tx: &Transaction<'_>,
    order_key: i64,
    turn: Turn,
    changes: &[Change],
) -> Result<(), StoreError> {
    let mut insert = tx.prepare_cached(
        "INSERT INTO order_changes (order_key, field, old_value, new_value, seen_at, source, request_id, turn)
         VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
    )?;
    for change in changes {
        insert.execute((
            order_key,
            &change.field,
            &change.old,
            &change.new,
            change.seen_at.0,
            word(&change.source, "change source")?,
            change.request_id.as_ref().map(RequestId::as_str),
            turn.0,
        ))?;
    }
    Ok(())
}

/// Appends what an answer that came late shows to have changed, by itself and by those told after it. Returns the changes
/// of its own turn.
pub(super) fn append_late(
    tx: &Transaction<'_>,
    order_key: i64,
    first_turn: Turn,
    read: &OrderRead,
    told: &Told,
) -> Result<Vec<Change>, StoreError> {
    let mut answers = recent(tx, order_key)?;
    answers.entry(read.turn).or_insert_with(|| Answer {
        told: told.clone(),
        seen_at: read.read_at,
        source: read.source,
        request_id: read.request_id.clone(),
    });
    let stored = stored(tx, order_key)?;
    let all_known = answers.keys().next() == Some(&first_turn);
    let from = answers.keys().next().copied().unwrap_or_default();
    // What was the first word on its field is written down once more when something is known to have stood before it.
    let written: HashSet<(&str, Turn, bool)> =
        stored.iter().map(|row| (row.change.field.as_str(), row.turn, row.change.old.is_some())).collect();
    let is_written = |field: &str, turn: Turn, old: bool| {
        written.contains(&(field, turn, true)) || (!old && written.contains(&(field, turn, false)))
    };
    let mut stands = if all_known { HashMap::new() } else { standing_before(&stored, from) };
    let mut own = Vec::new();
    for (turn, answer) in &answers {
        let mut changes = Vec::new();
        for (field, new) in answer.told.values(&stands) {
            let before = stands.insert(field.clone(), new.clone());
            // What stood before those that are kept is not known: the first word on it is no change.
            let Some(old) = before.or(all_known.then_some(None)) else { continue };
            if old != new && !is_written(&field, *turn, old.is_some()) {
                changes.push(Change {
                    field,
                    old,
                    new,
                    old_stage: None,
                    new_stage: None,
                    seen_at: answer.seen_at,
                    source: answer.source,
                    request_id: answer.request_id.clone(),
                });
            }
        }
        changes.sort_by_cached_key(|change| rank(&change.field));
        append(tx, order_key, *turn, &changes)?;
        if *turn == read.turn && *turn != first_turn {
            let platform = read.order.platform;
            own = changes.into_iter().map(|change| change.with_stages(platform)).collect();
        }
    }
    Ok(own)
}

/// An answer that is kept for those that come late.
struct Answer {
    told: Told,
    seen_at: EpochMs,
    source: ChangeSource,
    request_id: Option<RequestId>,
}

fn recent(db: &Connection, order_key: i64) -> Result<BTreeMap<Turn, Answer>, StoreError> {
    db.prepare_cached("SELECT * FROM recent_reads WHERE order_key = ?")?
        .query_and_then([order_key], |row| {
            let answer = Answer {
                told: from_json(&row.get::<_, String>("told")?, "what was told")?,
                seen_at: time(row, "read_at")?,
                source: from_word(row.get("source")?, "change source")?,
                request_id: maybe_id(row, "request_id")?,
            };
            Ok((Turn(row.get("turn")?), answer))
        })?
        .collect()
}

/// A change as it was written down.
struct Stored {
    turn: Turn,
    change: Change,
}

/// All that was written down of an order, by turns.
fn stored(db: &Connection, order_key: i64) -> Result<Vec<Stored>, StoreError> {
    let mut stored = db
        .prepare_cached("SELECT * FROM order_changes WHERE order_key = ? ORDER BY turn, change_key")?
        .query_and_then([order_key], |row| {
            Ok(Stored { turn: Turn(row.get("turn")?), change: change_from(row)? })
        })?
        .collect::<Result<Vec<_>, StoreError>>()?;
    stored.sort_by_cached_key(|row| (row.turn, rank(&row.change.field)));
    Ok(stored)
}

fn change_from(row: &Row<'_>) -> Result<Change, StoreError> {
    Ok(Change {
        field: row.get("field")?,
        old: row.get("old_value")?,
        new: row.get("new_value")?,
        old_stage: None,
        new_stage: None,
        seen_at: time(row, "seen_at")?,
        source: from_word(row.get("source")?, "change source")?,
        request_id: maybe_id(row, "request_id")?,
    })
}

/// What is known to have stood before a turn: the last change before it, or what the first one since changed.
fn standing_before(stored: &[Stored], turn: Turn) -> HashMap<String, Option<String>> {
    let mut stands = HashMap::new();
    for row in stored {
        if row.turn < turn {
            stands.insert(row.change.field.clone(), row.change.new.clone());
        } else {
            stands.entry(row.change.field.clone()).or_insert_with(|| row.change.old.clone());
        }
    }
    stands
}

/// The history of an order, oldest first: values that repeat the one before are left out, and what its first answer
/// told is where the story starts, of which only the status is told. `lines`: the turn that first told of each line.
pub(super) fn of_order(
    db: &Connection,
    order_key: i64,
    first_turn: Turn,
    lines: &HashMap<String, (Turn, String)>,
) -> Result<Vec<Change>, StoreError> {
    let mut stands: HashMap<String, Option<String>> = HashMap::new();
    let mut changes = Vec::new();
    for Stored { turn, mut change } in stored(db, order_key)? {
        let old =
            stands.insert(change.field.clone(), change.new.clone()).unwrap_or_else(|| change.old.clone());
        let line = line_of(&change.field);
        // Whether a line is there changes, its title does not.
        let same = match line {
            Some((_, None)) => old.is_some() == change.new.is_some(),
            _ => old == change.new,
        };
        let starts_at = match line {
            Some((line_id, Some(_))) => lines.get(line_id).map_or(first_turn, |(first, _)| *first),
            _ => first_turn,
        };
        let starts = old.is_none() && turn == starts_at && change.field != "status";
        if same || starts {
            continue;
        }
        change.old = old;
        if let Some((line_id, None)) = line
            && let Some((_, title)) = lines.get(line_id)
        {
            let titled = |value: &mut Option<String>| {
                if let Some(value) = value {
                    title.clone_into(value);
                }
            };
            titled(&mut change.old);
            titled(&mut change.new);
        }
        changes.push(change);
    }
    Ok(changes)
}

/// Where a field stands among those of the same turn.
fn rank(field: &str) -> (usize, String) {
    let at = FIELDS.iter().position(|name| *name == field).unwrap_or(FIELDS.len());
    (at, field.to_owned())
}
