//! A message and its row.

use pondesk_domain::{AccountId, Callback, CallbackFacts, CallbackId, CallbackOrigin, EpochMs};
use rusqlite::{Row, Transaction};

use crate::StoreError;
use crate::column::{from_json, from_word, id, maybe_from_word, maybe_id, maybe_time, time, word};

/// A message as it came.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewCallback {
    /// This desk's id of it.
    pub callback_id: CallbackId,
    /// The account whose path it came to.
    pub account_id: AccountId,
    /// How it came.
    pub origin: CallbackOrigin,
    /// The `Authorization` header, as it came.
    pub authorization: Option<String>,
    /// All of it.
    pub bytes: Vec<u8>,
    /// When it came.
    pub received_at: EpochMs,
}

/// A message with its bytes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct KeptCallback {
    /// What was made of it.
    pub callback: Callback,
    /// The `Authorization` header, as it came.
    pub authorization: Option<String>,
    /// All of it, as it came.
    pub bytes: Vec<u8>,
}

/// The columns of [`callback_from`]: all but the bytes, which can be large.
pub(super) const COLUMNS: &str = "callback_id, account_id, origin, state, reason, said, kind, message_type, platform,
    order_name, order_id, facts, signature, said_at, received_at, last_received_at, times, confirmed_at, request_id,
    length(bytes) AS size";

pub(super) fn insert(tx: &Transaction<'_>, message: &NewCallback) -> Result<(), StoreError> {
    tx.prepare_cached(
        "INSERT INTO messages (callback_id, account_id, origin, authorization, bytes, received_at, last_received_at)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?6)",
    )?
    .execute((
        message.callback_id.as_str(),
        message.account_id.as_str(),
        word(&message.origin, "origin of a message")?,
        &message.authorization,
        &message.bytes,
        message.received_at.0,
    ))?;
    Ok(())
}

pub(super) fn callback_from(row: &Row<'_>) -> Result<Callback, StoreError> {
    let facts: Option<String> = row.get("facts")?;
    let platform: Option<String> = row.get("platform")?;
    Ok(Callback {
        callback_id: id(row, "callback_id")?,
        account_id: id(row, "account_id")?,
        origin: from_word(row.get("origin")?, "origin of a message")?,
        state: from_word(row.get("state")?, "state of a message")?,
        reason: maybe_from_word(row.get("reason")?, "reason of a message")?,
        said: row.get("said")?,
        kind: maybe_from_word(row.get("kind")?, "kind of a message")?,
        message_type: row.get("message_type")?,
        platform: platform.as_deref().and_then(pondesk_domain::Platform::parse),
        order_name: row.get("order_name")?,
        order_id: maybe_id(row, "order_id")?,
        facts: match facts {
            Some(facts) => from_json(&facts, "facts of a message")?,
            None => CallbackFacts::default(),
        },
        signature: from_word(row.get("signature")?, "verdict of a signature")?,
        said_at: maybe_time(row, "said_at")?,
        received_at: time(row, "received_at")?,
        last_received_at: time(row, "last_received_at")?,
        times: row.get("times")?,
        confirmed_at: maybe_time(row, "confirmed_at")?,
        request_id: maybe_id(row, "request_id")?,
        bytes: row.get("size")?,
    })
}
