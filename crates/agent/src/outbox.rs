//! The outbox: what was sent, what may have happened, what the user decides about it.

use pandapon::Lane;
use pondesk_domain::{Operation, Standing};

use crate::api::*;
use crate::desk::Desk;
use crate::ordering::outgoing;
use crate::reconcile::{deciding, looking};

/// Most rows of one answer.
const MOST_ROWS: u32 = 200;

/// Operations by how far they are, newest first.
///
/// # Errors
/// Those of the store.
pub async fn list(desk: &Desk, request: OutboxList) -> CommandResult<OutboxView> {
    let limit = request.limit.min(MOST_ROWS);
    let outbox = desk.store().run(move |store| store.outbox(request.account_id.as_ref(), limit)).await?;
    let (unsent, under_way) =
        outbox.under_way.into_iter().partition(|operation| operation.standing == Standing::Unsent);
    Ok(OutboxView { unknown: outbox.unknown, unsent, under_way, over: outbox.over })
}

/// An operation with its story. Its request is shown as it was sent: no secret is in it, those travel in headers.
///
/// # Errors
/// [`ErrorCode::OperationMissing`], and those of the store.
pub async fn show(desk: &Desk, request: OutboxShow) -> CommandResult<OperationView> {
    let story = looking::story(desk, &request.operation_id).await?;
    Ok(OperationView {
        operation: story.operation,
        steps: story.steps,
        request_line: story.request_line,
        request: story.request,
        answer: story.answer,
        consents: story.consents,
    })
}

/// Reads PandaPon now, to find out what became of an operation. When exactly one order fits, it is adopted. A look that was
/// not due yet counts only for what it finds.
///
/// # Errors
/// [`ErrorCode::OperationMissing`]; why PandaPon could not be read; those of the store.
pub async fn look(desk: &Desk, request: OutboxLook) -> CommandResult<Operation> {
    looking::look(desk, &request.operation_id, Lane::User).await
}

/// Does what the user decided about an operation. Sending again looks once more first, checks whether it still is what the
/// user agreed to, and becomes an operation of its own.
///
/// # Errors
/// [`ErrorCode::OperationMissing`]; [`ErrorCode::ChoiceClosed`] when the outbox does not offer the decision now;
/// [`ErrorCode::OrderMissing`] and [`ErrorCode::OrderTaken`] for an order that cannot be it; before it is sent again, those
/// of [`crate::ordering::place`], [`crate::ordering::pay`] and so on; those of the calls and of the store. A refusal of
/// what was sent again stands in the answer.
pub async fn resolve(desk: &Desk, request: OutboxResolve) -> CommandResult<OutboxResolved> {
    let desk = desk.clone();
    outgoing::see_through(async move { deciding::resolve(&desk, request).await }).await
}
