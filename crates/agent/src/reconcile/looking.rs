//! One look at one operation: read, then adopt or note what was found.

use pandapon::Lane;
use pondesk_domain::{EpochMs, Found, Operation, OperationId, OperationState, StepEvent};
use pondesk_store::{OperationStory, Step, StoreError};

use super::{Deed, Finding, Glass};
use crate::api::{ChangedTable, CommandError, CommandResult, ErrorCode};
use crate::desk::Desk;

/// Looks for an operation whose outcome is unknown, and returns it as it is then. What is over or was never sent is left
/// as it is.
///
/// A look that finds nothing counts only when one was due: whoever asks again and again does not shorten the time that
/// PandaPon is given.
///
/// # Errors
/// [`ErrorCode::OperationMissing`]; why PandaPon could not be read; those of the store.
pub(crate) async fn look(desk: &Desk, operation_id: &OperationId, lane: Lane) -> CommandResult<Operation> {
    let story = story(desk, operation_id).await?;
    let operation = &story.operation;
    if operation.state != OperationState::Unknown {
        return Ok(story.operation);
    }
    // Without a deed there is nothing to look for; the looks run out and the user is asked.
    let Some(deed) = deed(&story) else { return note(desk, &story, Found::Nothing).await };
    let client = desk.client(&operation.account_id).await?.with_lane(lane);
    let glass = Glass { desk, client: &client, operation, sent_at: sent_at(&story) };
    match deed.look(&glass).await? {
        Finding::Happened(made) => {
            let step = Step::to(OperationState::Done, desk.now()).being(StepEvent::Adopted);
            let id = operation_id.clone();
            let adopted = desk.store().run(move |store| store.adopt(&id, made, step)).await;
            match adopted {
                Ok(adopted) => {
                    desk.changed(ChangedTable::Outbox, [operation_id]);
                    deed.settled(desk, &adopted).await;
                    Ok(adopted)
                }
                // Another look or the user was faster.
                Err(StoreError::IllegalMove { .. } | StoreError::OrderTaken { .. }) => {
                    Ok(self::story(desk, operation_id).await?.operation)
                }
                Err(error) => Err(error.into()),
            }
        }
        Finding::Open(found) => note(desk, &story, found).await,
    }
}

async fn note(desk: &Desk, story: &OperationStory, found: Found) -> CommandResult<Operation> {
    let operation = &story.operation;
    let now = desk.now();
    let due = operation.standing.due().is_some_and(|due| due <= now);
    let known = story.steps.last().and_then(|step| step.found.as_ref()).map(Found::candidates);
    let news = !found.candidates().is_empty() && known != Some(found.candidates());
    if !due && !news {
        return Ok(operation.clone());
    }
    let step = Step { found: Some(found), ..Step::to(OperationState::Unknown, now).being(StepEvent::Looked) };
    let (id, steps) = (operation.operation_id.clone(), story.steps.len());
    let noted = desk.store().run(move |store| store.note(&id, steps, step)).await?;
    desk.changed(ChangedTable::Outbox, [&operation.operation_id]);
    Ok(noted)
}

/// An operation with all that is known of it.
///
/// # Errors
/// [`ErrorCode::OperationMissing`], and those of the store.
pub(crate) async fn story(desk: &Desk, operation_id: &OperationId) -> CommandResult<OperationStory> {
    let id = operation_id.clone();
    let story = desk.store().run(move |store| store.operation_story(&id)).await?;
    story.ok_or_else(|| CommandError::field(ErrorCode::OperationMissing, "operationId"))
}

/// What was decided; none where it was written by a Pondesk that kept no deeds, or a newer one.
pub(crate) fn deed(story: &OperationStory) -> Option<Deed> {
    serde_json::from_str(story.deed.as_deref()?).ok()
}

fn sent_at(story: &OperationStory) -> EpochMs {
    let sent = story.steps.iter().rev().find(|step| step.state == OperationState::Sending);
    sent.map_or(story.operation.written_at, |step| step.at)
}
