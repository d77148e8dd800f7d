//! Lists of messages, newest first.

use pondesk_domain::{AccountId, Callback, CallbackId, CallbackState, OrderId, RequestId};
use rusqlite::types::Value;
use rusqlite::{Params, params_from_iter};

use super::Inbox;
use super::message::{COLUMNS, KeptCallback, callback_from};
use crate::StoreError;
use crate::column::{from_word, word};

/// Most rows of one page.
const MOST_ROWS: u32 = 200;

/// Which messages are wanted. The default is all of them.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct CallbackFilter {
    /// Only this account.
    pub account_id: Option<AccountId>,
    /// Only about this order.
    pub order_id: Option<OrderId>,
    /// Only in these states; empty for all.
    pub states: Vec<CallbackState>,
}

/// A page of messages.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CallbackPage {
    /// The messages, newest first.
    pub rows: Vec<Callback>,
    /// Cursor of the next page; `None` on the last.
    pub next: Option<String>,
    /// Messages in each state that has any, over account and order of the filter.
    pub counts: Vec<(CallbackState, u32)>,
}

impl Inbox {
    /// A page of messages. A message that comes meanwhile shifts no page.
    ///
    /// # Errors
    /// [`StoreError::BadCursor`].
    pub fn page(
        &self,
        filter: &CallbackFilter,
        after: Option<&str>,
        limit: u32,
    ) -> Result<CallbackPage, StoreError> {
        let after = after.map(read_cursor).transpose()?;
        let limit = limit.clamp(1, MOST_ROWS);
        let (scope, scope_values) = scope(filter);
        let mut wanted = scope.clone();
        let mut values = scope_values.clone();
        if !filter.states.is_empty() {
            wanted.push(format!("state IN ({})", vec!["?"; filter.states.len()].join(", ")));
            for state in &filter.states {
                values.push(word(state, "state of a message")?.into());
            }
        }
        if let Some((received_at, callback_id)) = after {
            wanted.push("(received_at, callback_id) < (?, ?)".to_owned());
            values.push(received_at.into());
            values.push(callback_id.into());
        }
        values.push(i64::from(limit + 1).into());
        self.read("read the inbox", move |db| {
            let mut rows: Vec<Callback> = db
                .prepare_cached(&format!(
                    "SELECT {COLUMNS} FROM messages {} ORDER BY received_at DESC, callback_id DESC LIMIT ?",
                    clause(&wanted)
                ))?
                .query_and_then(params_from_iter(values), callback_from)?
                .collect::<Result<_, _>>()?;
            let more = rows.len() > limit as usize;
            rows.truncate(limit as usize);
            let counts = db
                .prepare_cached(&format!(
                    "SELECT state, count(*) FROM messages {} GROUP BY state",
                    clause(&scope)
                ))?
                .query_and_then(params_from_iter(scope_values), |row| {
                    Ok::<_, StoreError>((from_word(row.get(0)?, "state of a message")?, row.get(1)?))
                })?
                .collect::<Result<_, _>>()?;
            let next = rows.last().filter(|_| more).map(cursor);
            Ok(CallbackPage { rows, next, counts })
        })
    }

    /// One message with its bytes.
    ///
    /// # Errors
    /// When the inbox cannot be read.
    pub fn message(&self, callback_id: &CallbackId) -> Result<Option<KeptCallback>, StoreError> {
        self.find("callback_id = ?1", [callback_id.as_str()])
    }

    /// The message of an account with this identity: the one that its repeats are counted on.
    ///
    /// # Errors
    /// When the inbox cannot be read.
    pub fn message_of(
        &self,
        account_id: &AccountId,
        identity: &str,
    ) -> Result<Option<KeptCallback>, StoreError> {
        self.find("account_id = ?1 AND identity = ?2", [account_id.as_str(), identity])
    }

    /// The messages for which these calls fetched an order, oldest first.
    ///
    /// # Errors
    /// When the inbox cannot be read. Without an inbox there are none.
    pub fn that_had_read(&self, calls: &[RequestId]) -> Result<Vec<Callback>, StoreError> {
        if calls.is_empty() {
            return Ok(Vec::new());
        }
        let found = self.read("find messages by the calls that they caused", |db| {
            let mut messages = Vec::new();
            let mut of_call = db.prepare_cached(&format!(
                "SELECT {COLUMNS} FROM messages WHERE request_id = ? ORDER BY received_at, callback_id"
            ))?;
            for call in calls {
                for message in of_call.query_and_then([call.as_str()], callback_from)? {
                    messages.push(message?);
                }
            }
            Ok(messages)
        });
        match found {
            Err(StoreError::Missing { .. }) => Ok(Vec::new()),
            found => found,
        }
    }

    fn find(&self, wanted: &str, values: impl Params) -> Result<Option<KeptCallback>, StoreError> {
        self.read("read a message", |db| {
            db.prepare_cached(&format!(
                "SELECT {COLUMNS}, authorization, bytes FROM messages WHERE {wanted}"
            ))?
            .query_and_then(values, |row| {
                Ok(KeptCallback {
                    callback: callback_from(row)?,
                    authorization: row.get("authorization")?,
                    bytes: row.get("bytes")?,
                })
            })?
            .next()
            .transpose()
        })
    }
}

fn scope(filter: &CallbackFilter) -> (Vec<String>, Vec<Value>) {
    let (mut wanted, mut values) = (Vec::new(), Vec::new());
    if let Some(account_id) = &filter.account_id {
        wanted.push("account_id = ?".to_owned());
        values.push(account_id.as_str().to_owned().into());
    }
    if let Some(order_id) = &filter.order_id {
        wanted.push("order_id = ?".to_owned());
        values.push(order_id.as_str().to_owned().into());
    }
    (wanted, values)
}

fn clause(wanted: &[String]) -> String {
    if wanted.is_empty() { String::new() } else { format!("WHERE {}", wanted.join(" AND ")) }
}

fn cursor(callback: &Callback) -> String {
    format!("{}.{}", callback.received_at.0, callback.callback_id)
}

fn read_cursor(text: &str) -> Result<(i64, String), StoreError> {
    let (received_at, callback_id) = text.split_once('.').ok_or(StoreError::BadCursor)?;
    Ok((received_at.parse().map_err(|_| StoreError::BadCursor)?, callback_id.to_owned()))
}
