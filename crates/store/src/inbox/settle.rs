//! What is made of messages after they were kept: reading them, finding repeats, and what fetching their orders told.

use pondesk_domain::{
    AccountId, Callback, CallbackFacts, CallbackId, CallbackKind, CallbackReason, CallbackState, EpochMs,
    OrderId, Platform, RequestId, SignatureVerdict,
};
use rusqlite::{OptionalExtension, Transaction, named_params};

use super::Inbox;
use super::message::{COLUMNS, callback_from};
use crate::StoreError;
use crate::column::{from_word, id, json, maybe_time, ms, time, word};

/// Bytes of messages that are read into memory together; one message always is.
const BYTES_TOGETHER: usize = 8 << 20;

/// A message that was kept and not read yet.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Unread {
    /// This desk's id of it.
    pub callback_id: CallbackId,
    /// The account whose path it came to.
    pub account_id: AccountId,
    /// How it came.
    pub origin: pondesk_domain::CallbackOrigin,
    /// The `Authorization` header, as it came.
    pub authorization: Option<String>,
    /// All of it.
    pub bytes: Vec<u8>,
    /// When it came.
    pub received_at: EpochMs,
}

/// What reading a message told.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CallbackRead {
    /// The message.
    pub callback_id: CallbackId,
    /// [`CallbackState::Waiting`] when its order is to be fetched.
    pub state: CallbackState,
    /// Why it is not.
    pub reason: Option<CallbackReason>,
    /// The reader's own words.
    pub said: Option<String>,
    /// What its repeats have in common with it; `None` for one whose word does not count.
    pub identity: Option<String>,
    /// What it is about.
    pub kind: Option<CallbackKind>,
    /// Its type as it came.
    pub message_type: Option<String>,
    /// Where.
    pub platform: Option<Platform>,
    /// Every name of an order in it, in the caller's own JSON.
    pub order_names: String,
    /// The surest of them.
    pub order_name: Option<String>,
    /// What it says itself.
    pub facts: CallbackFacts,
    /// What its signature is worth.
    pub signature: SignatureVerdict,
    /// When PandaPon says that it was pushed.
    pub said_at: Option<EpochMs>,
    /// When it was read.
    pub read_at: EpochMs,
}

/// A message whose order is to be fetched.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ToFetch {
    /// Its place in the line.
    pub place: i64,
    /// The message.
    pub callback: Callback,
    /// [`CallbackRead::order_names`].
    pub order_names: String,
    /// How often that was tried and PandaPon would not tell it.
    pub tries: u32,
    /// When it was last tried.
    pub tried_at: Option<EpochMs>,
}

/// Messages whose order was fetched, or could not be found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Confirmed {
    /// The messages.
    pub callback_ids: Vec<CallbackId>,
    /// [`CallbackState::Applied`] or [`CallbackState::Unmatched`].
    pub state: CallbackState,
    /// Why it was not applied.
    pub reason: Option<CallbackReason>,
    /// PandaPon's words.
    pub said: Option<String>,
    /// The order.
    pub order_id: Option<OrderId>,
    /// When PandaPon told it.
    pub at: EpochMs,
    /// The call.
    pub request_id: Option<RequestId>,
}

/// Messages whose order could not be fetched now.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Held {
    /// The messages.
    pub callback_ids: Vec<CallbackId>,
    /// Why.
    pub reason: CallbackReason,
    /// PandaPon's words.
    pub said: Option<String>,
    /// When it was tried, where PandaPon was reached and would not tell: such tries are counted.
    pub tried_at: Option<EpochMs>,
}

impl Inbox {
    /// The oldest messages that were not read yet, at most `limit` and 8 MB of them. Those that are held are left out until
    /// [`Inbox::ask_again`].
    ///
    /// # Errors
    /// When the inbox cannot be read.
    pub fn unread(&self, limit: u32) -> Result<Vec<Unread>, StoreError> {
        self.read("read new messages", |db| {
            let mut statement = db.prepare_cached(
                "SELECT callback_id, account_id, origin, authorization, bytes, received_at FROM messages
                 WHERE state = 'waiting' AND read_at IS NULL AND reason IS NULL ORDER BY message_key LIMIT ?",
            )?;
            let mut rows = statement.query([limit])?;
            let (mut unread, mut bytes) = (Vec::new(), 0);
            while let Some(row) = rows.next()? {
                let message = Unread {
                    callback_id: id(row, "callback_id")?,
                    account_id: id(row, "account_id")?,
                    origin: from_word(row.get("origin")?, "origin of a message")?,
                    authorization: row.get("authorization")?,
                    bytes: row.get("bytes")?,
                    received_at: time(row, "received_at")?,
                };
                bytes += message.bytes.len();
                unread.push(message);
                if bytes >= BYTES_TOGETHER {
                    break;
                }
            }
            Ok(unread)
        })
    }

    /// Lets messages that could not be read be tried again.
    ///
    /// # Errors
    /// When the inbox cannot be written.
    pub fn ask_again(&self) -> Result<(), StoreError> {
        let held = self.read("read held messages", |db| {
            Ok(db
                .prepare_cached(
                    "SELECT EXISTS (SELECT 1 FROM messages
                         WHERE state = 'waiting' AND read_at IS NULL AND reason IS NOT NULL)",
                )?
                .query_row([], |row| row.get::<_, bool>(0))?)
        })?;
        if !held {
            return Ok(());
        }
        self.write("look at held messages", |tx| {
            tx.execute(
                "UPDATE messages SET reason = NULL, said = NULL WHERE state = 'waiting' AND read_at IS NULL",
                [],
            )?;
            Ok(())
        })
    }

    /// Keeps what reading messages told, all in one transaction. A repeat is counted on the message that it repeats, whose
    /// ids come back; its own row goes.
    ///
    /// # Errors
    /// When the inbox cannot be written.
    pub fn keep_readings(&self, readings: Vec<CallbackRead>) -> Result<Vec<CallbackId>, StoreError> {
        self.write("keep what messages say", move |tx| {
            readings.iter().map(|reading| keep_reading(tx, reading)).collect()
        })
    }

    /// The oldest messages behind `after` whose orders are to be fetched; 0 for the first of them.
    ///
    /// # Errors
    /// When the inbox cannot be read.
    pub fn to_fetch(&self, after: i64, limit: u32) -> Result<Vec<ToFetch>, StoreError> {
        self.read("read waiting messages", |db| {
            db.prepare_cached(&format!(
                "SELECT {COLUMNS}, message_key, order_names, tries, tried_at FROM messages
                 WHERE state = 'waiting' AND message_key > ? AND read_at IS NOT NULL ORDER BY message_key LIMIT ?"
            ))?
            .query_and_then((after, limit), |row| {
                Ok(ToFetch {
                    place: row.get("message_key")?,
                    callback: callback_from(row)?,
                    order_names: row.get::<_, Option<String>>("order_names")?.unwrap_or_default(),
                    tries: row.get("tries")?,
                    tried_at: maybe_time(row, "tried_at")?,
                })
            })?
            .collect()
        })
    }

    /// Keeps what became of messages.
    ///
    /// # Errors
    /// When the inbox cannot be written.
    pub fn confirm(&self, confirmed: Confirmed) -> Result<(), StoreError> {
        self.write("keep what became of messages", move |tx| {
            let mut update = tx.prepare_cached(
                "UPDATE messages SET state = :state, reason = :reason, said = :said, order_id = :order_id,
                     confirmed_at = :at, request_id = :request_id
                 WHERE callback_id = :callback_id AND state = 'waiting'",
            )?;
            for callback_id in &confirmed.callback_ids {
                update.execute(named_params! {
                    ":state": word(&confirmed.state, "state of a message")?,
                    ":reason": confirmed.reason.map(|reason| word(&reason, "reason of a message")).transpose()?,
                    ":said": confirmed.said,
                    ":order_id": confirmed.order_id.as_ref().map(OrderId::as_str),
                    ":at": (confirmed.state == CallbackState::Applied).then_some(confirmed.at.0),
                    ":request_id": confirmed.request_id.as_ref().map(RequestId::as_str),
                    ":callback_id": callback_id.as_str(),
                })?;
            }
            Ok(())
        })
    }

    /// Notes why messages wait, and their order where it is known.
    ///
    /// # Errors
    /// When the inbox cannot be written.
    pub fn hold(&self, held: Held) -> Result<(), StoreError> {
        self.write("note why messages wait", move |tx| {
            let reason = word(&held.reason, "reason of a message")?;
            let mut update = tx.prepare_cached(
                "UPDATE messages SET reason = ?1, said = ?2, tries = tries + (?3 IS NOT NULL),
                     tried_at = coalesce(?3, tried_at)
                 WHERE callback_id = ?4 AND state = 'waiting'",
            )?;
            for callback_id in &held.callback_ids {
                update.execute((&reason, &held.said, ms(held.tried_at), callback_id.as_str()))?;
            }
            Ok(())
        })
    }

    /// Notes which orders of this desk messages are about, before they are fetched.
    ///
    /// # Errors
    /// When the inbox cannot be written.
    pub fn match_orders(&self, matched: Vec<(OrderId, Vec<CallbackId>)>) -> Result<(), StoreError> {
        if matched.is_empty() {
            return Ok(());
        }
        self.write("note the orders of messages", move |tx| {
            let mut update = tx.prepare_cached(
                "UPDATE messages SET order_id = ? WHERE callback_id = ? AND state = 'waiting'",
            )?;
            for (order_id, callback_ids) in &matched {
                for callback_id in callback_ids {
                    update.execute((order_id.as_str(), callback_id.as_str()))?;
                }
            }
            Ok(())
        })
    }

    /// Lets messages that were not applied be looked at as if they had just come: one, or all. Says which.
    ///
    /// # Errors
    /// When the inbox cannot be written.
    pub fn look_again(&self, callback_id: Option<CallbackId>) -> Result<Vec<CallbackId>, StoreError> {
        self.write("look at messages again", move |tx| {
            tx.prepare_cached(
                "UPDATE messages SET state = 'waiting', reason = NULL, said = NULL, read_at = NULL, identity = NULL,
                     tries = 0, tried_at = NULL
                 WHERE state <> 'applied' AND (?1 IS NULL OR callback_id = ?1) RETURNING callback_id",
            )?
            .query_and_then([callback_id.as_ref().map(CallbackId::as_str)], |row| id(row, "callback_id"))?
            .collect()
        })
    }
}

fn keep_reading(tx: &Transaction<'_>, reading: &CallbackRead) -> Result<CallbackId, StoreError> {
    if let Some(first) = repeated(tx, reading)? {
        return count_repeat(tx, reading, first);
    }
    tx.prepare_cached(
        "UPDATE messages SET state = :state, reason = :reason, said = :said, identity = :identity, kind = :kind,
             message_type = :message_type, platform = :platform, order_names = :order_names, order_name = :order_name,
             facts = :facts, signature = :signature, said_at = :said_at, read_at = :read_at
         WHERE callback_id = :callback_id AND state = 'waiting'",
    )?
    .execute(named_params! {
        ":state": word(&reading.state, "state of a message")?,
        ":reason": reading.reason.map(|reason| word(&reason, "reason of a message")).transpose()?,
        ":said": reading.said,
        ":identity": reading.identity,
        ":kind": reading.kind.map(|kind| word(&kind, "kind of a message")).transpose()?,
        ":message_type": reading.message_type,
        ":platform": reading.platform.map(Platform::as_str),
        ":order_names": reading.order_names,
        ":order_name": reading.order_name,
        ":facts": (!reading.facts.is_empty()).then(|| json(&reading.facts, "facts of a message")).transpose()?,
        ":signature": word(&reading.signature, "verdict of a signature")?,
        ":said_at": ms(reading.said_at),
        ":read_at": reading.read_at.0,
        ":callback_id": reading.callback_id.as_str(),
    })?;
    Ok(reading.callback_id.clone())
}

/// The message that this one repeats.
fn repeated(tx: &Transaction<'_>, reading: &CallbackRead) -> Result<Option<CallbackId>, StoreError> {
    let Some(identity) = &reading.identity else { return Ok(None) };
    Ok(tx
        .prepare_cached(
            "SELECT callback_id FROM messages WHERE identity = ?1 AND callback_id <> ?2
                 AND account_id = (SELECT account_id FROM messages WHERE callback_id = ?2)",
        )?
        .query_row((identity, reading.callback_id.as_str()), |row| row.get::<_, String>(0))
        .optional()?
        .map(CallbackId::from))
}

/// Counts a repeat. One of a message that found no order is a new hint: it is looked for once more.
fn count_repeat(
    tx: &Transaction<'_>,
    reading: &CallbackRead,
    first: CallbackId,
) -> Result<CallbackId, StoreError> {
    let came = tx
        .prepare_cached(
            "DELETE FROM messages WHERE callback_id = ? RETURNING times, received_at, last_received_at",
        )?
        .query_row([reading.callback_id.as_str()], |row| {
            Ok((row.get::<_, u32>(0)?, row.get::<_, i64>(1)?, row.get::<_, i64>(2)?))
        })
        .optional()?;
    let Some((times, received_at, last_received_at)) = came else { return Ok(first) };
    let known: SignatureVerdict = from_word(
        tx.prepare_cached("SELECT signature FROM messages WHERE callback_id = ?")?
            .query_row([first.as_str()], |row| row.get(0))?,
        "verdict of a signature",
    )?;
    tx.prepare_cached(
        "UPDATE messages SET times = times + :times, received_at = min(received_at, :received_at),
             last_received_at = max(last_received_at, :last_received_at), signature = :signature,
             state = iif(state = 'unmatched', 'waiting', state)
         WHERE callback_id = :callback_id",
    )?
    .execute(named_params! {
        ":times": times,
        ":received_at": received_at,
        ":last_received_at": last_received_at,
        ":signature": word(&known.max(reading.signature), "verdict of a signature")?,
        ":callback_id": first.as_str(),
    })?;
    Ok(first)
}
