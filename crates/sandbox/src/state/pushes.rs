//! Callback messages and what became of them.

use rusqlite::params;
use serde::Serialize;

use super::{Books, platform_name};
use crate::callbacks::Authorization;
use crate::catalogue::Platform;
use crate::refusal::Refusal;

/// From a push that failed until the next, on the sandbox's clock.
const AGAIN_AFTER: i64 = 30 * 60_000;
/// How often a message is pushed again.
const MOST_REPEATS: i64 = 5;

/// A message to deliver.
pub(crate) struct NewPush<'a> {
    pub(crate) message_type: &'a str,
    /// `None` for bytes that are no message.
    pub(crate) platform: Option<Platform>,
    pub(crate) order_id: &'a str,
    pub(crate) case_id: Option<&'a str>,
    pub(crate) authorization: Authorization,
    pub(crate) body: &'a [u8],
}

/// A message that is due.
pub(crate) struct Push {
    pub(crate) id: i64,
    pub(crate) authorization: Authorization,
    pub(crate) body: Vec<u8>,
}

/// How one push went.
pub(crate) struct Outcome {
    /// HTTP status, when there was an answer in time.
    pub(crate) status: Option<u16>,
    pub(crate) error: Option<String>,
    pub(crate) took_ms: i64,
}

/// What the control API tells of a message.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct PushNote {
    id: i64,
    made_ms: i64,
    /// When it is or was due, on the sandbox's clock.
    due_ms: i64,
    state: String,
    message_type: String,
    platform: String,
    order_id: String,
    case_id: Option<String>,
    authorization: String,
    body: String,
    attempts: Vec<Attempt>,
}

/// One push of a message.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Attempt {
    at_ms: i64,
    took_ms: i64,
    status: Option<u16>,
    error: Option<String>,
}

impl Books<'_> {
    /// The number that the next message gets.
    pub(crate) fn next_push_number(&self) -> Result<i64, Refusal> {
        Ok(self.tx.query_row("SELECT coalesce(max(id), 0) + 1 FROM pushes", [], |row| row.get(0))?)
    }

    /// Keeps a message that is due at a time of the sandbox's clock.
    pub(crate) fn keep_push(&self, push: &NewPush<'_>, due_ms: i64) -> Result<(), Refusal> {
        self.tx.execute(
            "INSERT INTO pushes (made_ms, due_ms, state, message_type, platform, order_id, case_id, authorization, body)
             VALUES (?1, ?2, 'waiting', ?3, ?4, ?5, ?6, ?7, ?8)",
            params![
                self.now_ms,
                due_ms,
                push.message_type,
                push.platform.map_or("", platform_name),
                push.order_id,
                push.case_id,
                push.authorization.name(),
                push.body,
            ],
        )?;
        self.has_pushes.set(true);
        Ok(())
    }

    /// Takes up to so many messages that are due; each is on its way from then on.
    pub(crate) fn take_pushes(&self, most: usize) -> Result<Vec<Push>, Refusal> {
        let mut statement = self.tx.prepare_cached(
            "SELECT id, authorization, body FROM pushes WHERE state = 'waiting' AND due_ms <= ?1
             ORDER BY due_ms, id LIMIT ?2",
        )?;
        let most = i64::try_from(most).unwrap_or(i64::MAX);
        let rows = statement.query_map([self.moment_ms.get(), most], |row| {
            let authorization: String = row.get(1)?;
            Ok(Push {
                id: row.get(0)?,
                authorization: Authorization::named(&authorization),
                body: row.get(2)?,
            })
        })?;
        let pushes = rows.collect::<Result<Vec<_>, _>>()?;
        for push in &pushes {
            self.tx.execute("UPDATE pushes SET state = 'sending' WHERE id = ?1", [push.id])?;
        }
        Ok(pushes)
    }

    /// When the next message is due, on the sandbox's clock.
    pub(crate) fn next_push_ms(&self) -> Result<Option<i64>, Refusal> {
        Ok(self
            .tx
            .query_row("SELECT min(due_ms) FROM pushes WHERE state = 'waiting'", [], |row| row.get(0))?)
    }

    /// Moves all messages of one state to another: `waiting`, `sending`, `delivered`, `givenUp`.
    pub(crate) fn move_pushes(&self, from: &str, to: &str) -> Result<(), Refusal> {
        self.tx.execute("UPDATE pushes SET state = ?2 WHERE state = ?1", [from, to])?;
        Ok(())
    }

    /// Keeps how a push went: done with 200, else again after a while, and given up after the last repeat.
    pub(crate) fn keep_outcome(&self, id: i64, outcome: &Outcome) -> Result<(), Refusal> {
        self.tx.execute(
            "INSERT INTO push_attempts (push_id, at_ms, took_ms, status, error) VALUES (?1, ?2, ?3, ?4, ?5)",
            params![id, self.now_ms, outcome.took_ms, outcome.status, outcome.error],
        )?;
        let pushed: i64 =
            self.tx
                .query_row("SELECT count(*) FROM push_attempts WHERE push_id = ?1", [id], |row| row.get(0))?;
        let state = match outcome.status {
            Some(200) => "delivered",
            _ if pushed > MOST_REPEATS => "givenUp",
            _ => "waiting",
        };
        let due_ms = (state == "waiting").then(|| self.moment_ms.get() + AGAIN_AFTER);
        self.tx.execute(
            "UPDATE pushes SET state = ?2, due_ms = coalesce(?3, due_ms) WHERE id = ?1 AND state = 'sending'",
            params![id, state, due_ms],
        )?;
        self.has_pushes.set(true);
        Ok(())
    }

    /// All messages, oldest first.
    pub(crate) fn pushes(&self) -> Result<Vec<PushNote>, Refusal> {
        let mut statement = self.tx.prepare_cached(
            "SELECT id, made_ms, due_ms, state, message_type, platform, order_id, case_id, authorization, body
             FROM pushes ORDER BY id",
        )?;
        let rows = statement.query_map([], |row| {
            let body: Vec<u8> = row.get(9)?;
            Ok(PushNote {
                id: row.get(0)?,
                made_ms: row.get(1)?,
                due_ms: row.get(2)?,
                state: row.get(3)?,
                message_type: row.get(4)?,
                platform: row.get(5)?,
                order_id: row.get(6)?,
                case_id: row.get(7)?,
                authorization: row.get(8)?,
                body: String::from_utf8_lossy(&body).into_owned(),
                attempts: Vec::new(),
            })
        })?;
        let mut notes = rows.collect::<Result<Vec<_>, _>>()?;
        for note in &mut notes {
            note.attempts = self.attempts(note.id)?;
        }
        Ok(notes)
    }

    fn attempts(&self, id: i64) -> Result<Vec<Attempt>, Refusal> {
        let mut statement = self.tx.prepare_cached(
            "SELECT at_ms, took_ms, status, error FROM push_attempts WHERE push_id = ?1 ORDER BY rowid",
        )?;
        let rows = statement.query_map([id], |row| {
            Ok(Attempt { at_ms: row.get(0)?, took_ms: row.get(1)?, status: row.get(2)?, error: row.get(3)? })
        })?;
        Ok(rows.collect::<Result<_, _>>()?)
    }
}
