//! What the user keeps beside orders: notes, tags, clients, files. It stands by the order's name, not by its row, so it
//! stays whatever becomes of what was fetched.

use std::collections::BTreeMap;

use pondesk_domain::{AccountId, Change, ChangeSource, EpochMs, OrderFile, OrderId, OwnData, OwnEdit, Turn};
use rusqlite::{Connection, Row, Transaction, named_params};

use super::index::Waiting;
use super::{apply, history, rows};
use crate::column::{from_json, json, maybe_time, time};
use crate::{Store, StoreError};

/// A name that is used beside orders, and how often.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct UsedName {
    /// A tag or a client.
    pub name: String,
    /// Orders that have it.
    pub orders: u32,
}

impl Store {
    /// What the user keeps beside an order.
    ///
    /// # Errors
    /// When the database refuses.
    pub fn own_data(&self, account_id: &AccountId, order_id: &OrderId) -> Result<OwnData, StoreError> {
        self.read("read what is kept beside an order", |db| load(db, account_id, order_id))
    }

    /// Changes what the user keeps beside orders, all or nothing, with a line in the history of each that differs. Returns
    /// those.
    ///
    /// # Errors
    /// [`StoreError::NoSuchOrder`] when one of them is not kept here.
    pub fn edit_own(
        &self,
        orders: Vec<(AccountId, OrderId)>,
        edit: OwnEdit,
        turn: Turn,
        now: EpochMs,
    ) -> Result<Vec<(AccountId, OrderId)>, StoreError> {
        self.write("change what is kept beside orders", move |tx| {
            let mut index = Waiting::default();
            let mut changed = Vec::new();
            for (account_id, order_id) in orders {
                if edit_one(tx, &mut index, &account_id, &order_id, &edit, turn, now)? {
                    changed.push((account_id, order_id));
                }
            }
            index.write(tx)?;
            apply::note_turn(tx, turn)?;
            Ok(changed)
        })
    }

    /// All tags, the most used first.
    ///
    /// # Errors
    /// When the database refuses.
    pub fn used_tags(&self) -> Result<Vec<UsedName>, StoreError> {
        self.read("list tags", |db| {
            used(
                db,
                "SELECT value, count(*) FROM order_own, json_each(tags) GROUP BY value ORDER BY 2 DESC, 1",
            )
        })
    }

    /// All clients, the most used first.
    ///
    /// # Errors
    /// When the database refuses.
    pub fn used_clients(&self) -> Result<Vec<UsedName>, StoreError> {
        self.read("list clients", |db| {
            used(
                db,
                "SELECT client, count(*) FROM order_own WHERE client IS NOT NULL GROUP BY client ORDER BY 2 DESC, 1",
            )
        })
    }
}

fn used(db: &Connection, sql: &str) -> Result<Vec<UsedName>, StoreError> {
    db.prepare_cached(sql)?
        .query_and_then([], |row| Ok(UsedName { name: row.get(0)?, orders: row.get(1)? }))?
        .collect()
}

/// What the user says of an order, without the files: what it is found by.
pub(super) fn load_words(
    db: &Connection,
    account_id: &AccountId,
    order_id: &OrderId,
) -> Result<OwnData, StoreError> {
    let own = db
        .prepare_cached("SELECT * FROM order_own WHERE account_id = ? AND order_id = ?")?
        .query_and_then((account_id.as_str(), order_id.as_str()), own_from)?
        .next()
        .transpose()?;
    Ok(own.unwrap_or_default())
}

/// What is kept beside an order.
pub(super) fn load(
    db: &Connection,
    account_id: &AccountId,
    order_id: &OrderId,
) -> Result<OwnData, StoreError> {
    let own = load_words(db, account_id, order_id)?;
    let name = (account_id.as_str(), order_id.as_str());
    let files = db
        .prepare_cached(
            "SELECT * FROM order_files WHERE account_id = ? AND order_id = ? ORDER BY kept_at DESC, sha256",
        )?
        .query_and_then(name, |row| {
            Ok(OrderFile {
                sha256: row.get("sha256")?,
                file_name: row.get("file_name")?,
                media_type: row.get("media_type")?,
                bytes: row.get("bytes")?,
                kept_at: time(row, "kept_at")?,
            })
        })?
        .collect::<Result<_, StoreError>>()?;
    Ok(OwnData { files, ..own })
}

fn own_from(row: &Row<'_>) -> Result<OwnData, StoreError> {
    Ok(OwnData {
        note: row.get("note")?,
        client: row.get("client")?,
        tags: tags_from(row.get("tags")?)?,
        files: vec![],
        edited_at: maybe_time(row, "edited_at")?,
    })
}

/// The tags of a row that may have none.
pub(super) fn tags_from(column: Option<String>) -> Result<Vec<String>, StoreError> {
    column.map_or(Ok(vec![]), |tags| from_json(&tags, "tags"))
}

fn edit_one(
    tx: &Transaction<'_>,
    index: &mut Waiting,
    account_id: &AccountId,
    order_id: &OrderId,
    edit: &OwnEdit,
    turn: Turn,
    now: EpochMs,
) -> Result<bool, StoreError> {
    let (order_key, kept) = rows::load(tx, account_id, order_id)?
        .ok_or_else(|| StoreError::NoSuchOrder { order_id: order_id.clone() })?;
    let before = load(tx, account_id, order_id)?;
    let mut own = before.clone();
    edit.apply(&mut own);
    if own == before {
        return Ok(false);
    }
    tx.prepare_cached(
        "INSERT INTO order_own (account_id, order_id, note, client, tags, edited_at)
         VALUES (:account_id, :order_id, :note, :client, :tags, :edited_at)
         ON CONFLICT (account_id, order_id) DO UPDATE SET note = excluded.note, client = excluded.client,
             tags = excluded.tags, edited_at = excluded.edited_at",
    )?
    .execute(named_params! {
        ":account_id": account_id.as_str(),
        ":order_id": order_id.as_str(),
        ":note": own.note,
        ":client": own.client,
        ":tags": json(&own.tags, "tags")?,
        ":edited_at": now.0,
    })?;
    history::append(tx, order_key, turn, &differences(&before, &own, now))?;
    let place = kept.place.unwrap_or_default();
    index.put(tx, Some(place), place, &kept.order, &own)?;
    Ok(true)
}

/// What an edit changed, as the history tells it.
pub(super) fn differences(before: &OwnData, own: &OwnData, now: EpochMs) -> Vec<Change> {
    let values = |own: &OwnData| {
        let listed = |names: &[&str]| (!names.is_empty()).then(|| names.join(", "));
        let tags: Vec<&str> = own.tags.iter().map(String::as_str).collect();
        let files: Vec<&str> = own.files.iter().map(|file| file.file_name.as_str()).collect();
        BTreeMap::from([
            ("note", own.note.clone()),
            ("client", own.client.clone()),
            ("tags", listed(&tags)),
            ("files", listed(&files)),
        ])
    };
    let (was, is) = (values(before), values(own));
    was.into_iter()
        .zip(is.into_values())
        .filter(|((_, old), new)| old != new)
        .map(|((field, old), new)| Change {
            field: field.to_owned(),
            old,
            new,
            old_stage: None,
            new_stage: None,
            seen_at: now,
            source: ChangeSource::OwnAction,
            request_id: None,
        })
        .collect()
}
