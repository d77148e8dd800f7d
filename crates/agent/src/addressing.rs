//! Delivery addresses: listed with their age, saved through the outbox.

use pandapon::Client;
use pondesk_domain::address::{AddressFaultKind, MAX_FIELD};
use pondesk_domain::{AccountId, AddressFault, EpochMs};
use pondesk_store::KeptAddresses;

use crate::api::*;
use crate::desk::Desk;
use crate::errors::is_about_the_way;
use crate::ordering::outgoing::{self, Guarded, Intent, judge};
use crate::reconcile::{Deed, Entry, Redone, SaveAddress};
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
    let read = async { read(desk, &desk.client(&request.account_id).await?, &request.account_id).await };
    match (read.await, kept) {
        (Ok(book), _) => Ok(book),
        (Err(error), Some(kept)) if is_about_the_way(&error) => Ok(book(kept, true)),
        (Err(error), _) => Err(error),
    }
}

/// Adds an address or changes one, and answers with all of them as read back.
///
/// # Errors
/// [`ErrorCode::FieldMissing`] and [`ErrorCode::FieldInvalid`] with the field; [`ErrorCode::OutcomeUnknown`] when no answer
/// came, with the outbox operation; [`ErrorCode::WaitsInOutbox`]; [`ErrorCode::AlreadyUnderWay`].
pub async fn save(desk: &Desk, request: AddressSave) -> CommandResult<AddressBook> {
    let draft = request.draft.trimmed();
    if let Some(fault) = draft.faults().into_iter().next() {
        return Err(refusal(fault));
    }
    let desk = desk.clone();
    let saving = async move {
        let deed = SaveAddress { draft };
        let sent = send(&desk, &request.account_id, &deed, Entry::New).await?;
        match sent.error {
            Some(error) => Err(error),
            None => read(&desk, &desk.client(&request.account_id).await?, &request.account_id).await,
        }
    };
    outgoing::see_through(saving).await
}

/// Saves an address through the outbox.
pub(crate) async fn send(
    desk: &Desk,
    account_id: &AccountId,
    deed: &SaveAddress,
    entry: Entry,
) -> CommandResult<Redone> {
    let wire = address::save(&deed.draft);
    let intent = Intent {
        deed: Deed::SaveAddress(deed.clone()),
        entry,
        account_id: account_id.clone(),
        platform: None,
        order_ids: Vec::new(),
        subject: deed.draft.name.clone(),
        pieces: None,
        amount: None,
        call: pandapon::Operation::BaseSaveUserAddress,
        request: outgoing::shown(&wire),
        guarded: Guarded::default(),
    };
    let call = |client: Client| async move { client.base().save_address(&wire).await };
    let sent = outgoing::send(desk, intent, call, judge).await?;
    Ok(Redone { operation: sent.operation, error: sent.error })
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

/// Asks PandaPon and keeps what it says.
///
/// # Errors
/// Those of the call and of the store.
pub(crate) async fn read(desk: &Desk, client: &Client, account_id: &AccountId) -> CommandResult<AddressBook> {
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
