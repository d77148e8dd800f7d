//! Reading the outbox.

use pondesk_domain::{
    AccountId, Consent, Operation, OperationId, OperationKind, OperationState, OperationStep, OrderId,
    Platform, Standing,
};
use rusqlite::{Connection, OptionalExtension, Row};

use super::guard;
use crate::column::{from_json, id, json, maybe_from_word, maybe_id, money, time};
use crate::{Store, StoreError};

/// Operations by how far they are, each newest first.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Outbox {
    /// May have happened.
    pub unknown: Vec<Operation>,
    /// Ready or sending.
    pub under_way: Vec<Operation>,
    /// Done, rejected or dropped.
    pub over: Vec<Operation>,
}

/// How many operations are not over.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct OutboxCounts {
    /// Written down, not sent.
    pub ready: u32,
    /// Sent, no answer yet.
    pub sending: u32,
    /// May have happened.
    pub unknown: u32,
}

/// An operation with all that is known of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OperationStory {
    /// The operation.
    pub operation: Operation,
    /// Every step, oldest first.
    pub steps: Vec<OperationStep>,
    /// PandaPon's method and path.
    pub request_line: String,
    /// What was or would be sent, as JSON text.
    pub request: String,
    /// What was decided, as JSON text; none from before desks wrote that down.
    pub deed: Option<String>,
    /// What came back last, as it came.
    pub answer: Option<String>,
    /// What the user was asked before it was sent, and said yes to.
    pub consents: Vec<Consent>,
}

impl Store {
    /// One operation.
    ///
    /// # Errors
    /// When the database refuses.
    pub fn operation(&self, operation_id: &OperationId) -> Result<Option<Operation>, StoreError> {
        self.read("read an operation", |db| found(operation(db, operation_id)))
    }

    /// One operation with its steps, request and answer.
    ///
    /// # Errors
    /// When the database refuses.
    pub fn operation_story(&self, operation_id: &OperationId) -> Result<Option<OperationStory>, StoreError> {
        self.read("read an operation", |db| found(story(db, operation_id)))
    }

    /// Operations of an account, or of all: every one that is not over, and the newest `limit` of those that are.
    ///
    /// # Errors
    /// When the database refuses.
    pub fn outbox(&self, account_id: Option<&AccountId>, limit: u32) -> Result<Outbox, StoreError> {
        use OperationState::{Done, Dropped, Ready, Rejected, Sending, Unknown};
        self.read("list the outbox", |db| {
            Ok(Outbox {
                unknown: in_states(db, account_id, &[Unknown], u32::MAX)?,
                under_way: in_states(db, account_id, &[Ready, Sending], u32::MAX)?,
                over: in_states(db, account_id, &[Done, Rejected, Dropped], limit)?,
            })
        })
    }

    /// What was done with an order from this desk, newest first.
    ///
    /// # Errors
    /// When the database refuses.
    pub fn operations_for_order(
        &self,
        account_id: &AccountId,
        order_id: &OrderId,
    ) -> Result<Vec<Operation>, StoreError> {
        self.read("list the operations of an order", |db| {
            let ids = db
                .prepare_cached(
                    "SELECT operation_id FROM operation_orders JOIN operations USING (operation_id)
                     WHERE order_id = ? AND account_id = ? ORDER BY written_at DESC, operation_id DESC",
                )?
                .query_and_then((order_id.as_str(), account_id.as_str()), |row| id(row, "operation_id"))?
                .collect::<Result<Vec<OperationId>, StoreError>>()?;
            ids.iter().map(|operation_id| operation(db, operation_id)).collect()
        })
    }

    /// How many operations of an account, or of all, are not over.
    ///
    /// # Errors
    /// When the database refuses.
    pub fn outbox_counts(&self, account_id: Option<&AccountId>) -> Result<OutboxCounts, StoreError> {
        self.read("count the outbox", |db| {
            let mut count = db.prepare_cached(
                "SELECT count(*) FROM operations WHERE state = ?1 AND (?2 IS NULL OR account_id = ?2)",
            )?;
            let mut in_state = |state: OperationState| {
                count.query_row((state.as_str(), account_id.map(AccountId::as_str)), |row| row.get(0))
            };
            Ok(OutboxCounts {
                ready: in_state(OperationState::Ready)?,
                sending: in_state(OperationState::Sending)?,
                unknown: in_state(OperationState::Unknown)?,
            })
        })
    }
}

fn found<T>(read: Result<T, StoreError>) -> Result<Option<T>, StoreError> {
    match read {
        Err(StoreError::NoSuchOperation { .. }) => Ok(None),
        read => read.map(Some),
    }
}

fn in_states(
    db: &Connection,
    account_id: Option<&AccountId>,
    states: &[OperationState],
    limit: u32,
) -> Result<Vec<Operation>, StoreError> {
    let words: Vec<_> = states.iter().map(|state| state.as_str()).collect();
    let ids = db
        .prepare_cached(
            "SELECT operation_id FROM operations
             WHERE state IN (SELECT value FROM json_each(?1)) AND (?2 IS NULL OR account_id = ?2)
             ORDER BY written_at DESC, operation_id DESC LIMIT ?3",
        )?
        .query_and_then(
            (json(&words, "operation states")?, account_id.map(AccountId::as_str), limit),
            |row| id(row, "operation_id"),
        )?
        .collect::<Result<Vec<OperationId>, StoreError>>()?;
    ids.iter().map(|operation_id| operation(db, operation_id)).collect()
}

/// Ids of all operations in a state, oldest first.
pub(super) fn ids_in(db: &Connection, state: OperationState) -> Result<Vec<OperationId>, StoreError> {
    db.prepare_cached(
        "SELECT operation_id FROM operations WHERE state = ? ORDER BY written_at, operation_id",
    )?
    .query_and_then([state.as_str()], |row| id(row, "operation_id"))?
    .collect()
}

/// The state of an operation.
pub(super) fn state(db: &Connection, operation_id: &OperationId) -> Result<OperationState, StoreError> {
    let word: Option<String> = db
        .prepare_cached("SELECT state FROM operations WHERE operation_id = ?")?
        .query_row([operation_id.as_str()], |row| row.get(0))
        .optional()?;
    let word = word.ok_or_else(|| StoreError::NoSuchOperation { operation_id: operation_id.clone() })?;
    OperationState::parse(&word).ok_or(StoreError::Unreadable { what: "operation state" })
}

/// An operation as the outbox shows it.
pub(crate) fn operation(db: &Connection, operation_id: &OperationId) -> Result<Operation, StoreError> {
    let order_ids = db
        .prepare_cached("SELECT order_id FROM operation_orders WHERE operation_id = ? ORDER BY position")?
        .query_and_then([operation_id.as_str()], |row| id(row, "order_id"))?
        .collect::<Result<_, StoreError>>()?;
    let steps = steps(db, operation_id)?;
    let sql = "SELECT operations.*, again.operation_id AS sent_again_as FROM operations
               LEFT JOIN operations AS again ON again.again_of = operations.operation_id
               WHERE operations.operation_id = ?";
    db.prepare_cached(sql)?
        .query([operation_id.as_str()])?
        .next()?
        .ok_or_else(|| StoreError::NoSuchOperation { operation_id: operation_id.clone() })
        .and_then(|row| operation_from(row, order_ids, &steps))
}

/// Every step of an operation, oldest first.
pub(super) fn steps(db: &Connection, operation_id: &OperationId) -> Result<Vec<OperationStep>, StoreError> {
    db.prepare_cached("SELECT * FROM operation_steps WHERE operation_id = ? ORDER BY step_key")?
        .query_and_then([operation_id.as_str()], step_from)?
        .collect()
}

fn story(db: &Connection, operation_id: &OperationId) -> Result<OperationStory, StoreError> {
    let operation = operation(db, operation_id)?;
    let steps = steps(db, operation_id)?;
    let answer = db
        .prepare_cached(
            "SELECT answer FROM operation_steps WHERE operation_id = ? AND answer IS NOT NULL
             ORDER BY step_key DESC LIMIT 1",
        )?
        .query_row([operation_id.as_str()], |row| row.get(0))
        .optional()?;
    let (request_line, request, deed) = db
        .prepare_cached("SELECT request_line, request, deed FROM operations WHERE operation_id = ?")?
        .query_row([operation_id.as_str()], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?)))?;
    let consents = guard::consents_of(db, operation_id)?;
    Ok(OperationStory { operation, steps, request_line, request, deed, answer, consents })
}

fn operation_from(
    row: &Row<'_>,
    order_ids: Vec<OrderId>,
    steps: &[OperationStep],
) -> Result<Operation, StoreError> {
    let kind: String = row.get("kind")?;
    let kind = OperationKind::parse(&kind).ok_or(StoreError::Unreadable { what: "operation kind" })?;
    let state = state_from(row)?;
    let standing = Standing::of(kind, state, steps);
    let last = steps.last().cloned().ok_or(StoreError::Unreadable { what: "operation steps" })?;
    let platform: Option<String> = row.get("platform")?;
    Ok(Operation {
        operation_id: id(row, "operation_id")?,
        account_id: id(row, "account_id")?,
        kind,
        platform: platform
            .map(|word| Platform::parse(&word).ok_or(StoreError::Unreadable { what: "platform" }))
            .transpose()?,
        order_ids,
        subject: row.get("subject")?,
        pieces: row.get("pieces")?,
        amount: money(row, "amount_fen")?,
        state,
        choices: standing.choices(kind),
        standing,
        written_at: time(row, "written_at")?,
        last,
        again_of: maybe_id(row, "again_of")?,
        sent_again_as: maybe_id(row, "sent_again_as")?,
    })
}

fn step_from(row: &Row<'_>) -> Result<OperationStep, StoreError> {
    let found: Option<String> = row.get("found")?;
    Ok(OperationStep {
        state: state_from(row)?,
        at: time(row, "at")?,
        event: maybe_from_word(row.get("event")?, "step event")?,
        found: found.map(|found| from_json(&found, "what a look found")).transpose()?,
        code: row.get("code")?,
        said: row.get("said")?,
        request_id: maybe_id(row, "request_id")?,
    })
}

fn state_from(row: &Row<'_>) -> Result<OperationState, StoreError> {
    let word: String = row.get("state")?;
    OperationState::parse(&word).ok_or(StoreError::Unreadable { what: "operation state" })
}
