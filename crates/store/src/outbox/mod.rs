//! The outbox: intents, committed before a socket opens, and every step since. Commits are never batched.

mod guard;
mod intent;
mod settling;
mod story;

use pondesk_domain::{
    EpochMs, Found, Operation, OperationId, OperationState, OperationStep, OrderId, RequestId, Standing,
    StepEvent,
};
use rusqlite::{Transaction, named_params};

pub use intent::NewOperation;
pub(crate) use story::operation;
pub use story::{OperationStory, Outbox, OutboxCounts};

use crate::column::{json, word};
use crate::store::AtOpen;
use crate::{Store, StoreError};

/// A step to take with an operation.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Step {
    /// The state to go into.
    pub next: OperationState,
    /// When.
    pub at: EpochMs,
    /// What it is, where the state does not say all.
    pub event: Option<StepEvent>,
    /// What a look found.
    pub found: Option<Found>,
    /// The error code behind it, when it failed.
    pub code: Option<String>,
    /// What PandaPon said, as it said it.
    pub said: Option<String>,
    /// The call.
    pub request_id: Option<RequestId>,
    /// What came back, as it came.
    pub answer: Option<String>,
}

impl Step {
    /// A step with nothing to tell.
    pub fn to(next: OperationState, at: EpochMs) -> Self {
        Self { next, at, event: None, found: None, code: None, said: None, request_id: None, answer: None }
    }

    /// The same step, being more than its state says.
    #[must_use]
    pub fn being(self, event: StepEvent) -> Self {
        Self { event: Some(event), ..self }
    }

    fn into_kept(self) -> OperationStep {
        OperationStep {
            state: self.next,
            at: self.at,
            event: self.event,
            found: self.found,
            code: self.code,
            said: self.said,
            request_id: self.request_id,
        }
    }
}

impl Store {
    /// Takes a step with an operation and returns it as it is then; durable when this returns.
    ///
    /// # Errors
    /// [`StoreError::IllegalMove`] when [`OperationState::may_become`] says no, [`StoreError::NoSuchOperation`].
    pub fn move_to(&self, operation_id: &OperationId, step: Step) -> Result<Operation, StoreError> {
        let operation_id = operation_id.clone();
        self.write("move an operation", move |tx| {
            take_step(tx, &operation_id, step)?;
            story::operation(tx, &operation_id)
        })
    }

    /// Takes a step with an operation and links the orders that it made, both or neither.
    ///
    /// # Errors
    /// As [`Store::move_to`].
    pub fn finish_create(
        &self,
        operation_id: &OperationId,
        order_ids: Vec<OrderId>,
        step: Step,
    ) -> Result<Operation, StoreError> {
        let operation_id = operation_id.clone();
        self.write("finish an operation", move |tx| {
            take_step(tx, &operation_id, step)?;
            intent::link_orders(tx, &operation_id, &order_ids)?;
            story::operation(tx, &operation_id)
        })
    }
}

fn take_step(tx: &Transaction<'_>, operation_id: &OperationId, step: Step) -> Result<(), StoreError> {
    let from = story::state(tx, operation_id)?;
    if !from.may_become(step.next) {
        return Err(StoreError::IllegalMove { operation_id: operation_id.clone(), from, to: step.next });
    }
    tx.prepare_cached("UPDATE operations SET state = ? WHERE operation_id = ?")?
        .execute((step.next.as_str(), operation_id.as_str()))?;
    let answer = step.answer.clone();
    append_step(tx, operation_id, &step.into_kept(), answer.as_deref())
}

fn append_step(
    tx: &Transaction<'_>,
    operation_id: &OperationId,
    step: &OperationStep,
    answer: Option<&str>,
) -> Result<(), StoreError> {
    tx.prepare_cached(
        "INSERT INTO operation_steps (operation_id, state, at, event, found, code, said, request_id, answer)
         VALUES (:operation_id, :state, :at, :event, :found, :code, :said, :request_id, :answer)",
    )?
    .execute(named_params! {
        ":operation_id": operation_id.as_str(),
        ":state": step.state.as_str(),
        ":at": step.at.0,
        ":event": step.event.as_ref().map(|event| word(event, "step event")).transpose()?,
        ":found": step.found.as_ref().map(|found| json(found, "what a look found")).transpose()?,
        ":code": step.code,
        ":said": step.said,
        ":request_id": step.request_id.as_ref().map(RequestId::as_str),
        ":answer": answer,
    })?;
    Ok(())
}

/// What an ended Pondesk left behind: what was being sent may have happened, so it becomes unknown; what was not sent
/// waits for the user.
pub(crate) fn take_over(tx: &Transaction<'_>, now: EpochMs) -> Result<AtOpen, StoreError> {
    let became_unknown = story::ids_in(tx, OperationState::Sending)?;
    for operation_id in &became_unknown {
        take_step(tx, operation_id, Step::to(OperationState::Unknown, now).being(StepEvent::Interrupted))?;
    }
    let ready = story::ids_in(tx, OperationState::Ready)?;
    for operation_id in &ready {
        // Noted once, not at every start.
        if story::operation(tx, operation_id)?.standing == Standing::Unsent {
            continue;
        }
        let step = Step::to(OperationState::Ready, now).being(StepEvent::Interrupted);
        append_step(tx, operation_id, &step.into_kept(), None)?;
    }
    Ok(AtOpen { became_unknown, ready })
}
