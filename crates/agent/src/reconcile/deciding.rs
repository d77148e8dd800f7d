//! What the user decides about an operation.

use pandapon::Lane;
use pondesk_domain::{
    Agreement, ChangeSource, Choice, Consent, Money, Operation, OperationId, OperationState, OrderId,
    PlatformOrderId, StepEvent,
};
use pondesk_store::{OperationStory, Step};

use super::{Entry, Redone, looking};
use crate::api::*;
use crate::desk::Desk;
use crate::orders::reading;

pub(crate) async fn resolve(desk: &Desk, request: OutboxResolve) -> CommandResult<OutboxResolved> {
    let OutboxResolve { operation_id, resolution } = request;
    let story = looking::story(desk, &operation_id).await?;
    match resolution {
        Resolution::Drop => {
            allow(&story.operation, Choice::Drop)?;
            let step = Step::to(OperationState::Dropped, desk.now());
            let id = operation_id.clone();
            let dropped = desk.store().run(move |store| store.move_to(&id, step)).await?;
            desk.changed(ChangedTable::Outbox, [&operation_id]);
            Ok(OutboxResolved { operation: dropped, error: None })
        }
        Resolution::Adopt { order_id } => {
            allow(&story.operation, Choice::Adopt)?;
            let operation = adopt(desk, &story, order_id).await?;
            Ok(OutboxResolved { operation, error: None })
        }
        Resolution::SendAgain { confirmed, known } => {
            allow(&story.operation, Choice::SendAgain)?;
            send_again(desk, story, confirmed, known).await
        }
    }
}

fn allow(operation: &Operation, choice: Choice) -> CommandResult<()> {
    if operation.choices.contains(&choice) {
        return Ok(());
    }
    let error = CommandError {
        operation_id: Some(operation.operation_id.clone()),
        ..CommandError::new(ErrorCode::ChoiceClosed)
    };
    Err(error.with("state", operation.state.as_str()))
}

/// The user says which order it became; PandaPon must know that order, and no other operation may have made it.
async fn adopt(desk: &Desk, story: &OperationStory, order_id: OrderId) -> CommandResult<Operation> {
    let operation = &story.operation;
    let missing = || CommandError::field(ErrorCode::OrderMissing, "orderId").with("orderId", &order_id);
    let platform = operation.platform.ok_or_else(missing)?;
    let number = order_id.as_str().strip_prefix(&format!("{platform}:")).ok_or_else(missing)?;
    let client = desk.client(&operation.account_id).await?;
    let (id, source) = (PlatformOrderId::new(number), ChangeSource::OwnAction);
    let order = reading::read_and_keep(desk, &client, &operation.account_id, platform, &id, source).await?;
    let step = Step::to(OperationState::Done, desk.now()).being(StepEvent::Claimed);
    let operation_id = operation.operation_id.clone();
    let adopted =
        desk.store().run(move |store| store.adopt(&operation_id, vec![order.order_id], step)).await?;
    desk.changed(ChangedTable::Outbox, [&operation.operation_id]);
    if let Some(deed) = looking::deed(story) {
        deed.settled(desk, &adopted).await;
    }
    Ok(adopted)
}

/// Looks once more, then sends. What the look finds stands instead.
async fn send_again(
    desk: &Desk,
    story: OperationStory,
    confirmed: Option<Money>,
    known: Vec<OperationId>,
) -> CommandResult<OutboxResolved> {
    let operation_id = story.operation.operation_id.clone();
    let deed = looking::deed(&story);
    let deed = deed.ok_or_else(|| CommandError::new(ErrorCode::ChoiceClosed).with("state", "no deed"))?;
    let now = looking::look(desk, &operation_id, Lane::User).await?;
    if now.state == OperationState::Done {
        return Ok(OutboxResolved { operation: now, error: None });
    }
    allow(&now, Choice::SendAgain)?;
    let mut agreement = Agreement { before: story.consents, confirmed, known };
    let entry = if now.state == OperationState::Ready {
        Entry::Kept(operation_id)
    } else {
        // It may have been done: the same sum once more wants a yes of its own.
        agreement.before.retain(|consent| !matches!(consent, Consent::AboveAmount { .. }));
        Entry::Again(operation_id)
    };
    let Redone { operation, error } = deed.redo(desk, &now.account_id, entry, &agreement).await?;
    Ok(OutboxResolved { operation, error })
}

impl From<Redone> for OrderActed {
    fn from(redone: Redone) -> Self {
        Self { operation: redone.operation, error: redone.error }
    }
}
