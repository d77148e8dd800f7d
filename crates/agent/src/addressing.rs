//! Delivery addresses: listed with their age, saved through the outbox.

use pondesk_domain::address::{AddressFaultKind, MAX_FIELD};
use pondesk_domain::{
    AccountId, AddressDraft, AddressFault, EpochMs, OperationId, OperationKind, OperationState, RequestId,
};
use pondesk_store::{KeptAddresses, NewOperation, Step};
use sha2::{Digest, Sha256};

use crate::api::*;
use crate::desk::Desk;
use crate::errors::is_out_of_reach;
use crate::translate::taobao::address;

/// The addresses of an account: from this desk when it knows any, else or when asked to from PandaPon.
///
/// # Errors
/// [`ErrorCode::NotReached`] when this desk knows none either.
pub async fn list(desk: &Desk, request: AddressList) -> CommandResult<AddressBook> {
    let account_id = request.account_id.clone();
    let kept = desk.store().run(move |store| store.addresses(&account_id)).await?;
    if let Some(kept) = kept.as_ref().filter(|_| !request.refresh) {
        return Ok(book(kept.clone(), false));
    }
    match (read(desk, &request.account_id).await, kept) {
        (Ok(book), _) => Ok(book),
        (Err(error), Some(kept)) if is_out_of_reach(&error) => Ok(book(kept, true)),
        (Err(error), _) => Err(error),
    }
}

/// Adds an address or changes one, and answers with all of them as read back.
///
/// # Errors
/// [`ErrorCode::FieldMissing`] and [`ErrorCode::FieldInvalid`] with the field; [`ErrorCode::OutcomeUnknown`] when no answer
/// came, with the outbox operation; [`ErrorCode::AlreadyUnderWay`].
pub async fn save(desk: &Desk, request: AddressSave) -> CommandResult<AddressBook> {
    let draft = request.draft.trimmed();
    if let Some(fault) = draft.faults().into_iter().next() {
        return Err(refusal(fault));
    }
    let client = desk.client(&request.account_id).await?;
    let wire = address::save(&draft);
    let operation_id = write_intent(desk, &request.account_id, &draft, &client, &wire).await?;
    let sent = match client.base().save_address(&wire).await {
        Ok(answer) => {
            let step = Step {
                request_id: answer.request_id.map(RequestId::from),
                answer: Some(answer.raw),
                ..Step::to(OperationState::Done, desk.now())
            };
            (step, None)
        }
        Err(error) => {
            let answer = error.raw_body().map(str::to_owned);
            let told = CommandError { operation_id: Some(operation_id.clone()), ..CommandError::from(error) };
            let unknown = told.code == ErrorCode::OutcomeUnknown;
            let next = if unknown { OperationState::Unknown } else { OperationState::Rejected };
            let step = Step {
                code: Some(told.platform_code.clone().unwrap_or_else(|| format!("{:?}", told.code))),
                said: told.said.clone(),
                request_id: told.request_id.clone(),
                answer,
                ..Step::to(next, desk.now())
            };
            (step, Some(told))
        }
    };
    move_to(desk, &operation_id, sent.0).await?;
    match sent.1 {
        Some(error) => Err(error),
        None => read(desk, &request.account_id).await,
    }
}

fn refusal(fault: AddressFault) -> CommandError {
    match fault.fault {
        AddressFaultKind::Missing => CommandError::field(ErrorCode::FieldMissing, &fault.field),
        AddressFaultKind::TooLong => {
            CommandError::field(ErrorCode::FieldInvalid, &fault.field).with("limit", MAX_FIELD)
        }
        AddressFaultKind::NotAPhone => {
            CommandError::field(ErrorCode::FieldInvalid, &fault.field).with("limit", "phone")
        }
    }
}

/// Commits the intent, and that it is being sent, before a socket opens.
async fn write_intent(
    desk: &Desk,
    account_id: &AccountId,
    draft: &AddressDraft,
    client: &pandapon::Client,
    wire: &pandapon::base::SaveAddress,
) -> CommandResult<OperationId> {
    let internal = |error: &dyn std::fmt::Display| CommandError::new(ErrorCode::Internal).saying(error);
    let request = serde_json::to_string(wire).map_err(|error| internal(&error))?;
    let route = client
        .connection()
        .route(pandapon::Operation::BaseSaveUserAddress)
        .map_err(|error| internal(&error))?;
    let operation_id = OperationId::from(desk.new_ulid());
    let operation = NewOperation {
        operation_id: operation_id.clone(),
        account_id: account_id.clone(),
        kind: OperationKind::SaveAddress,
        platform: None,
        order_ids: Vec::new(),
        subject: draft.name.clone(),
        pieces: None,
        amount: None,
        // The same address twice at the same time is one intent.
        fingerprint: format!("saveAddress:{}", hex::encode(Sha256::digest(&request))),
        request_line: format!("POST {}", route.path),
        request,
        written_at: desk.now(),
    };
    desk.store().run(move |store| store.write_intent(operation)).await?;
    move_to(desk, &operation_id, Step::to(OperationState::Sending, desk.now())).await?;
    Ok(operation_id)
}

async fn move_to(desk: &Desk, operation_id: &OperationId, step: Step) -> CommandResult<()> {
    let id = operation_id.clone();
    desk.store().run(move |store| store.move_to(&id, step)).await?;
    desk.changed(ChangedTable::Outbox, [operation_id]);
    Ok(())
}

/// Asks PandaPon and keeps what it says.
async fn read(desk: &Desk, account_id: &AccountId) -> CommandResult<AddressBook> {
    let client = desk.client(account_id).await?;
    let answer = client.base().addresses().await?;
    let kept = KeptAddresses {
        addresses: address::addresses(&answer.data),
        raw: answer.raw,
        read_at: EpochMs(answer.received_at.as_millisecond()),
    };
    let (id, row) = (account_id.clone(), kept.clone());
    desk.store().run(move |store| store.keep_addresses(&id, &row.addresses, &row.raw, row.read_at)).await?;
    desk.changed(ChangedTable::Addresses, [account_id]);
    Ok(book(kept, false))
}

fn book(kept: KeptAddresses, offline: bool) -> AddressBook {
    AddressBook { addresses: kept.addresses, read_at: kept.read_at, offline }
}
