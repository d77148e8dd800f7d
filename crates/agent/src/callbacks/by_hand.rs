//! Messages that the user has from elsewhere: a proxy's log, a mail, PandaPon's console.

use pondesk_domain::{AccountId, Callback, CallbackOrigin};

use super::{meaning, reading, requests};
use crate::api::*;
use crate::desk::Desk;

/// Takes a message that the user typed or pasted. It is kept and read when this answers; its order is fetched beside it.
///
/// # Errors
/// [`ErrorCode::AccountMissing`]; [`ErrorCode::FieldMissing`] in `text`; [`ErrorCode::FileTooLarge`]; those of the store.
pub async fn ingest(desk: &Desk, request: CallbackIngest) -> CommandResult<Callback> {
    if request.text.trim().is_empty() {
        return Err(CommandError::field(ErrorCode::FieldMissing, "text"));
    }
    take_in(desk, &request.account_id, request.text.into_bytes()).await
}

/// [`ingest`] for bytes that may be no text.
///
/// # Errors
/// As [`ingest`].
pub async fn take_in(desk: &Desk, account_id: &AccountId, bytes: Vec<u8>) -> CommandResult<Callback> {
    let account = desk.account(account_id).await?;
    if bytes.len() > requests::LARGEST {
        let error = CommandError::new(ErrorCode::FileTooLarge).with("bytes", bytes.len());
        return Err(error.with("limit", requests::LARGEST));
    }
    let entrance = &desk.inner.callbacks.entrance;
    let callback_id = entrance.keep(account.account_id, CallbackOrigin::ByHand, None, bytes.clone()).await?;
    reading::read_new(desk).await?;
    // A repeat is counted on the message that it repeats.
    let identity = meaning::of(&bytes).identity;
    let id = account_id.clone();
    let found = desk.store().run(move |store| match store.inbox().message(&callback_id)? {
        Some(kept) => Ok(Some(kept)),
        None => store.inbox().message_of(&id, &identity),
    });
    let missing = || CommandError::new(ErrorCode::Internal).saying("the message is not in the inbox");
    Ok(found.await?.ok_or_else(missing)?.callback)
}
