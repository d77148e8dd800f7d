//! The outbox: what was sent, what may have happened.

use crate::api::*;
use crate::desk::Desk;

/// Most rows of one answer.
const MOST_ROWS: u32 = 200;

/// Operations by how far they are, newest first.
///
/// # Errors
/// Those of the store.
pub async fn list(desk: &Desk, request: OutboxList) -> CommandResult<OutboxView> {
    let limit = request.limit.min(MOST_ROWS);
    let outbox = desk.store().run(move |store| store.outbox(request.account_id.as_ref(), limit)).await?;
    Ok(OutboxView { unknown: outbox.unknown, under_way: outbox.under_way, over: outbox.over })
}

/// An operation with its story. Its request is shown as it was sent: no secret is in it, those travel in headers.
///
/// # Errors
/// [`ErrorCode::OperationMissing`], and those of the store.
pub async fn show(desk: &Desk, request: OutboxShow) -> CommandResult<OperationView> {
    let id = request.operation_id;
    let story = desk.store().run(move |store| store.operation_story(&id)).await?;
    let story = story.ok_or_else(|| CommandError::field(ErrorCode::OperationMissing, "operationId"))?;
    Ok(OperationView {
        operation: story.operation,
        steps: story.steps,
        request_line: story.request_line,
        request: story.request,
        answer: story.answer,
    })
}
