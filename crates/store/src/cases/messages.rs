//! What was said on cases.

use std::collections::HashMap;

use pondesk_domain::{AccountId, CaseId, CaseMessage, EpochMs, Speaker};
use rusqlite::{Connection, Row, Transaction, named_params};

use super::rows;
use crate::column::{from_json, from_word, json, maybe_time, ms, word};
use crate::{Store, StoreError};

/// All messages of a case, as PandaPon listed them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MessagesRead {
    /// The account.
    pub account_id: AccountId,
    /// The case.
    pub case_id: CaseId,
    /// The messages, oldest first.
    pub messages: Vec<CaseMessage>,
    /// When PandaPon told them.
    pub read_at: EpochMs,
}

impl Store {
    /// Keeps the messages of a case and returns those that were not kept before, oldest first. What was kept stays, also
    /// when it is not listed any more. Of a case that is not kept, nothing is.
    ///
    /// # Errors
    /// When the database refuses.
    pub fn keep_messages(&self, read: MessagesRead) -> Result<Vec<CaseMessage>, StoreError> {
        self.write("keep messages", move |tx| keep(tx, &read))
    }

    /// What was said on a case, oldest first.
    ///
    /// # Errors
    /// When the database refuses.
    pub fn messages(&self, account_id: &AccountId, case_id: &CaseId) -> Result<Vec<CaseMessage>, StoreError> {
        self.read("list messages", |db| {
            let Some((case_key, _)) = rows::load(db, account_id, case_id)? else { return Ok(Vec::new()) };
            of_case(db, case_key)
        })
    }
}

fn keep(tx: &Transaction<'_>, read: &MessagesRead) -> Result<Vec<CaseMessage>, StoreError> {
    let Some((case_key, mut kept)) = rows::load(tx, &read.account_id, &read.case_id)? else {
        return Ok(Vec::new());
    };
    let mut insert = tx.prepare_cached(
        "INSERT INTO case_messages (case_key, identity, said_at, speaker, nick, words, pictures, seen_at)
         VALUES (:case_key, :identity, :said_at, :speaker, :nick, :words, :pictures, :seen_at)
         ON CONFLICT (case_key, identity) DO NOTHING",
    )?;
    let mut alike: HashMap<String, u32> = HashMap::new();
    let mut new = Vec::new();
    for message in &read.messages {
        let speaker = word(&message.speaker, "speaker")?;
        let told = json(&(ms(message.at), &speaker, &message.words), "message")?;
        let which = alike.entry(told.clone()).or_default();
        let kept = insert.execute(named_params! {
            ":case_key": case_key,
            ":identity": format!("{which} {told}"),
            ":said_at": ms(message.at),
            ":speaker": speaker,
            ":nick": message.nick,
            ":words": message.words,
            ":pictures": json(&message.pictures, "pictures")?,
            ":seen_at": read.read_at.0,
        })?;
        *which += 1;
        if kept == 1 {
            new.push(message.clone());
        }
    }
    let all = of_case(tx, case_key)?;
    // What a platform says by itself is no question to anybody.
    let mut people = all.iter().filter(|message| message.speaker != Speaker::Platform);
    kept.spoke_last = people.next_back().map(|message| message.speaker);
    kept.messages_read_at = kept.messages_read_at.max(Some(read.read_at));
    let first_said = all.iter().filter_map(|message| message.at).min();
    kept.case.opened_at = kept.case.opened_at.or(first_said);
    rows::save(tx, Some(case_key), &kept)?;
    Ok(new)
}

/// The messages of a case, oldest first.
pub(super) fn of_case(db: &Connection, case_key: i64) -> Result<Vec<CaseMessage>, StoreError> {
    db.prepare_cached(
        "SELECT * FROM case_messages WHERE case_key = ? ORDER BY coalesce(said_at, seen_at), message_key",
    )?
    .query_and_then([case_key], message_from)?
    .collect()
}

fn message_from(row: &Row<'_>) -> Result<CaseMessage, StoreError> {
    Ok(CaseMessage {
        at: maybe_time(row, "said_at")?,
        speaker: from_word(row.get("speaker")?, "speaker")?,
        nick: row.get("nick")?,
        words: row.get("words")?,
        pictures: from_json(&row.get::<_, String>("pictures")?, "pictures")?,
    })
}
