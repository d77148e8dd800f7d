//! Applying what PandaPon told of orders.

use pondesk_domain::{Change, ChangeSource, EpochMs, Order, OrderId, RequestId};
use rusqlite::{Transaction, named_params};

use super::merge::{Difference, Kept};
use super::{rows, search_text};
use crate::column::word;
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
    /// Applies one read: order, lines, parcels, history and search words, all or nothing.
    ///
    /// The newest word on each field wins, whatever order reads come in. What a read does not tell stays as it was, so
    /// a row of a list does not wipe what the detail said. Applying a read again changes nothing.
    ///
    /// # Errors
    /// [`StoreError::NoSuchAccount`].
    pub fn apply_order(&self, read: OrderRead) -> Result<Applied, StoreError> {
        self.write("keep an order", move |tx| apply(tx, &read))
    }

    /// Applies many reads in one transaction, as [`Store::apply_order`] does one.
    ///
    /// # Errors
    /// [`StoreError::NoSuchAccount`].
    pub fn apply_orders(&self, reads: Vec<OrderRead>) -> Result<Vec<Applied>, StoreError> {
        self.write("keep orders", move |tx| reads.iter().map(|read| apply(tx, read)).collect())
    }
}

fn apply(tx: &Transaction<'_>, read: &OrderRead) -> Result<Applied, StoreError> {
    let found = rows::load(tx, &read.order.account_id, &read.order.order_id)?;
    let new = found.is_none();
    let (order_key, before) = match found {
        Some((order_key, kept)) => (Some(order_key), Some(search_text::of(&kept.order)).zip(Some(kept))),
        None => (None, None),
    };
    let (indexed, mut kept) = match before {
        Some((indexed, kept)) => (Some(indexed), kept),
        None => (None, Kept::unread(&read.order, read.read_at)),
    };
    let mut differences = kept.merge(&read.order, read.read_at);
    if new {
        differences.retain(|difference| difference.field == "status");
    }
    let order_key = rows::save(tx, order_key, &kept)?;
    keep_answer(tx, order_key, read)?;
    let text = search_text::of(&kept.order);
    if indexed.as_ref() != Some(&text) {
        search_text::index(tx, order_key, &text)?;
    }
    let changed = append(tx, order_key, differences, read)?;
    Ok(Applied { order_id: read.order.order_id.clone(), new, changed })
}

fn keep_answer(tx: &Transaction<'_>, order_key: i64, read: &OrderRead) -> Result<(), StoreError> {
    tx.prepare_cached(
        "INSERT INTO order_answers (order_key, operation, raw, read_at) VALUES (?, ?, ?, ?)
         ON CONFLICT (order_key, operation) DO UPDATE SET raw = excluded.raw, read_at = excluded.read_at
         WHERE excluded.read_at >= read_at",
    )?
    .execute((order_key, &read.operation, &read.raw, read.read_at.0))?;
    Ok(())
}

fn append(
    tx: &Transaction<'_>,
    order_key: i64,
    differences: Vec<Difference>,
    read: &OrderRead,
) -> Result<Vec<Change>, StoreError> {
    let mut insert = tx.prepare_cached(
        "INSERT INTO order_changes (order_key, field, old_value, new_value, seen_at, source, request_id)
         VALUES (:order_key, :field, :old_value, :new_value, :seen_at, :source, :request_id)",
    )?;
    let source = word(&read.source, "change source")?;
    let mut changed = Vec::with_capacity(differences.len());
    for Difference { field, old, new } in differences {
        insert.execute(named_params! {
            ":order_key": order_key,
            ":field": field,
            ":old_value": old,
            ":new_value": new,
            ":seen_at": read.read_at.0,
            ":source": source,
            ":request_id": read.request_id.as_ref().map(RequestId::as_str),
        })?;
        let change = Change {
            field,
            old,
            new,
            old_stage: None,
            new_stage: None,
            seen_at: read.read_at,
            source: read.source,
            request_id: read.request_id.clone(),
        };
        changed.push(change.with_stages(read.order.platform));
    }
    Ok(changed)
}
