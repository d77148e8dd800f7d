//! Applying what PandaPon told of orders.

use pondesk_domain::{Change, ChangeSource, EpochMs, Money, Order, OrderId, RequestId, Turn};
use rusqlite::{OptionalExtension, Transaction};

use super::index::Waiting;
use super::merge::Kept;
use super::told::Told;
use super::{history, own, place, rows};
use crate::{Store, StoreError};

/// An order as one answer of PandaPon told it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OrderRead {
    /// The order. What the answer did not tell is `None` or empty.
    pub order: Order,
    /// Its part of the answer, as it came.
    pub raw: String,
    /// The PandaPon operation that told it. The newest answer of each is kept.
    pub operation: String,
    /// Why it was read.
    pub source: ChangeSource,
    /// The call.
    pub request_id: Option<RequestId>,
    /// The desk's number of the question. Of two answers the one that was asked for later has the last word.
    pub turn: Turn,
    /// When PandaPon told it.
    pub read_at: EpochMs,
}

/// What applying a read did.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Applied {
    /// The order.
    pub order_id: OrderId,
    /// It was not kept before.
    pub new: bool,
    /// What differed, as it was appended to the history. Of a new order that is its status only.
    pub changed: Vec<Change>,
}

impl Store {
    /// Applies one read: order, lines, parcels, history and what it is found by, all or nothing.
    ///
    /// The newest word on each field wins, whatever order reads come in, and the history is that of the right order. What
    /// a read does not tell stays as it was, so a row of a list does not wipe what the detail said. Applying a read again
    /// changes nothing.
    ///
    /// # Errors
    /// [`StoreError::NoSuchAccount`].
    pub fn apply_order(&self, read: OrderRead) -> Result<Applied, StoreError> {
        self.write("keep an order", move |tx| {
            let mut index = Waiting::default();
            let applied = apply(tx, &mut index, &read)?;
            index.write(tx)?;
            settle(tx, read.turn)?;
            Ok(applied)
        })
    }

    /// Applies many reads in one transaction, as [`Store::apply_order`] does one.
    ///
    /// # Errors
    /// [`StoreError::NoSuchAccount`].
    pub fn apply_orders(&self, reads: Vec<OrderRead>) -> Result<Vec<Applied>, StoreError> {
        self.write("keep orders", move |tx| apply_all(tx, &reads))
    }

    /// The highest turn that was applied.
    ///
    /// # Errors
    /// When the database refuses.
    pub fn last_turn(&self) -> Result<Turn, StoreError> {
        self.read("read the last turn", |db| {
            Ok(Turn(db.query_row("SELECT last_turn FROM desk", [], |row| row.get(0))?))
        })
    }
}

pub(crate) fn apply_all<'a>(
    tx: &Transaction<'_>,
    reads: impl IntoIterator<Item = &'a OrderRead>,
) -> Result<Vec<Applied>, StoreError> {
    let mut index = Waiting::default();
    let (mut applied, mut last) = (Vec::new(), None);
    for read in reads {
        applied.push(apply(tx, &mut index, read)?);
        last = last.max(Some(read.turn));
    }
    index.write(tx)?;
    last.map_or(Ok(()), |last| settle(tx, last))?;
    Ok(applied)
}

/// What is left to do once after reads up to a turn, however many these were.
fn settle(tx: &Transaction<'_>, last: Turn) -> Result<(), StoreError> {
    history::forget_old(tx)?;
    note_turn(tx, last)
}

/// Notes that this turn was taken: the next run goes on behind it.
pub(crate) fn note_turn(tx: &Transaction<'_>, turn: Turn) -> Result<(), StoreError> {
    tx.prepare_cached("UPDATE desk SET last_turn = ?1 WHERE last_turn < ?1")?.execute([turn.0])?;
    Ok(())
}

fn apply(tx: &Transaction<'_>, index: &mut Waiting, read: &OrderRead) -> Result<Applied, StoreError> {
    let order_id = read.order.order_id.clone();
    let found = rows::load(tx, &read.order.account_id, &read.order.order_id)?;
    let (known_key, before) = found.unzip();
    if let Some(order_key) = known_key
        && is_known(tx, order_key, read.turn)?
    {
        return Ok(Applied { order_id, new: false, changed: vec![] });
    }
    let told = Told::of(&read.order);
    let newest = before.as_ref().is_none_or(|before| read.turn > before.turn);
    let mut kept = match &before {
        None => Kept::first(&read.order, read.turn, read.read_at),
        Some(before) => before.clone().with(&read.order, read.turn, read.read_at),
    };
    let mut changed = if newest { history::of_newest(before.as_ref(), read, &told) } else { vec![] };
    if newest {
        if let Some(total) = changed.iter().find(|change| change.field == "total" && change.old.is_some()) {
            kept.was_total = fen(total.old.as_deref());
        }
        kept.changed_at = changed_at(before.as_ref(), &kept, read, &changed);
    }
    let order_key = keep(tx, index, known_key, before.as_ref(), &mut kept)?;
    keep_answer(tx, order_key, read)?;
    if newest {
        history::append(tx, order_key, read.turn, &changed)?;
    } else {
        changed = history::append_late(tx, order_key, kept.first_turn, read, &told)?;
        note_was_total(tx, order_key, &kept)?;
    }
    history::remember(tx, order_key, read, &told)?;
    Ok(Applied { order_id, new: before.is_none(), changed })
}

/// Whether this very answer was applied already.
fn is_known(tx: &Transaction<'_>, order_key: i64, turn: Turn) -> Result<bool, StoreError> {
    Ok(tx
        .prepare_cached("SELECT 1 FROM recent_reads WHERE order_key = ? AND turn = ?")?
        .query_row((order_key, turn.0), |_| Ok(()))
        .optional()?
        .is_some())
}

/// An order that is new here changed when it was placed; an own action counts as a change that is still to be told.
fn changed_at(before: Option<&Kept>, kept: &Kept, read: &OrderRead, changed: &[Change]) -> EpochMs {
    match before {
        _ if read.source != ChangeSource::Sync => read.read_at,
        None => kept.order.placed_at.unwrap_or(read.read_at).min(read.read_at),
        Some(before) if changed.is_empty() => before.changed_at,
        Some(_) => read.read_at,
    }
}

/// Writes an order with what it is found by, as far as anything of it is new. Returns its key.
fn keep(
    tx: &Transaction<'_>,
    index: &mut Waiting,
    order_key: Option<i64>,
    before: Option<&Kept>,
    kept: &mut Kept,
) -> Result<i64, StoreError> {
    let sorted_at = place::sorted_at(&kept.order, kept.first_read_at);
    let was_at = before.map(|before| place::sorted_at(&before.order, before.first_read_at));
    if kept.place.is_none() || was_at != Some(sorted_at) {
        kept.place = Some(place::free(tx, &kept.order, sorted_at)?);
    }
    if let (Some(order_key), Some(before)) = (order_key, before) {
        let same_order = before.order == kept.order && before.unlisted == kept.unlisted;
        let same_start = before.first_turn == kept.first_turn && before.lines_since == kept.lines_since;
        if same_order && same_start && before.place == kept.place && before.was_total == kept.was_total {
            rows::save_age(tx, order_key, kept)?;
            return Ok(order_key);
        }
    }
    let order_key = rows::save(tx, order_key, kept)?;
    let was_place = before.and_then(|before| before.place);
    if before.is_none_or(|before| before.order != kept.order) || was_place != kept.place {
        let own = own::load_words(tx, &kept.order.account_id, &kept.order.order_id)?;
        index.put(tx, was_place, kept.place.unwrap_or_default(), &kept.order, &own)?;
    }
    Ok(order_key)
}

fn keep_answer(tx: &Transaction<'_>, order_key: i64, read: &OrderRead) -> Result<(), StoreError> {
    tx.prepare_cached(
        "INSERT INTO order_answers (order_key, operation, raw, read_at, turn) VALUES (?, ?, ?, ?, ?)
         ON CONFLICT (order_key, operation) DO UPDATE
         SET raw = excluded.raw, read_at = excluded.read_at, turn = excluded.turn WHERE excluded.turn >= turn",
    )?
    .execute((order_key, &read.operation, &read.raw, read.read_at.0, read.turn.0))?;
    Ok(())
}

/// Reads from the history what the total was before it last changed.
fn note_was_total(tx: &Transaction<'_>, order_key: i64, kept: &Kept) -> Result<(), StoreError> {
    let changes = history::of_order(tx, order_key, kept.first_turn, &kept.titles())?;
    let last = changes.iter().rev().find(|change| change.field == "total" && change.old.is_some());
    let was_total = last.and_then(|change| fen(change.old.as_deref()));
    tx.prepare_cached("UPDATE orders SET was_total_fen = ? WHERE order_key = ?")?
        .execute((was_total.map(Money::minor), order_key))?;
    Ok(())
}

fn fen(minor: Option<&str>) -> Option<Money> {
    minor?.parse().ok().map(Money::fen)
}
