//! Calls that the user writes himself: drawn without sending, or sent and shown as they are.

use std::sync::{Arc, Mutex, PoisonError};

use jiff::Timestamp;
use pandapon::{CallObserver, CallRecord, Client, Connection, Operation};
use pondesk_domain::AccountId;
use pondesk_store::Account;
use serde_json::{Map, Value};

use super::{Masks, log, table};
use crate::api::*;
use crate::connecting;
use crate::desk::Desk;
use crate::ordering;
use crate::ordering::outgoing::under_way;

/// Draws a request as it would be sent, with what is secret masked. Opens no socket and asks no keychain.
///
/// # Errors
/// [`ErrorCode::AccountMissing`], [`ErrorCode::FieldInvalid`] with the field, [`ErrorCode::BadRequest`] when a part of the
/// path is missing or the edition does not have the operation.
pub async fn sketch(desk: &Desk, request: ApiCall) -> CommandResult<ApiSketch> {
    let operation = table::operation(&request.operation)?;
    let fields = fields(&request.fields)?;
    let account = desk.account(&request.account_id).await?;
    let connection = connection_now(desk, &account)?;
    let now = Timestamp::from_millisecond(desk.now().0).unwrap_or_default();
    let drawn = connection.sketch(operation, fields, &account.user_id, now)?;
    let headers = drawn.headers.into_iter().map(|(name, value)| match name {
        // Which key it would be is no secret on this desk.
        "access-key" => ApiHeader { name: name.to_owned(), value: account.access_key_hint.clone() },
        _ => ApiHeader { name: name.to_owned(), value },
    });
    Ok(ApiSketch {
        method: table::method(drawn.method),
        url: drawn.url,
        headers: headers.collect(),
        body: drawn.body,
        changes: operation.changes_something(),
        overridden: connection.route(operation).is_ok_and(|route| route.overridden),
    })
}

/// Sends any operation, signed. What reads goes straight; what changes something goes through the outbox, once, and
/// only with the user's yes.
///
/// # Errors
/// Before anything is sent: [`ErrorCode::FieldInvalid`] with the field, [`ErrorCode::AgreementMissing`],
/// [`ErrorCode::AlreadyUnderWay`], [`ErrorCode::BadRequest`], those of [`Desk::client`] and of the store. What became of a
/// call that was sent stands in the answer.
pub async fn call(desk: &Desk, request: ApiCall) -> CommandResult<ApiAnswer> {
    let operation = table::operation(&request.operation)?;
    let fields = fields(&request.fields)?;
    if operation.changes_something() && !request.agreed {
        return Err(CommandError::field(ErrorCode::AgreementMissing, "agreed").with("operation", operation));
    }
    let account = desk.account(&request.account_id).await?;
    // What cannot be put together is told before an intent is written down.
    connection_now(desk, &account)?.sketch(
        operation,
        fields.clone(),
        &account.user_id,
        Timestamp::UNIX_EPOCH,
    )?;
    let (client, masks) = desk.client_and_masks(&account.account_id).await?;
    let caught = Arc::new(Caught::new(&account.account_id, masks));
    let watcher: Arc<dyn CallObserver> = Arc::clone(&caught) as _;
    if operation.changes_something() {
        refuse_beside_a_twin(desk, &client, &account.account_id, operation).await?;
        let account_id = &account.account_id;
        let sent = ordering::call_watched(desk, account_id, operation, fields, Some(watcher)).await?;
        return Ok(caught.told(sent.error, Some(sent.operation)));
    }
    let answered = client.watched_by(watcher).call_raw(operation, fields).await;
    Ok(caught.told(answered.err().map(CommandError::from), None))
}

/// What a call of the user's own does is not known to Pondesk: while anything that was sent to the same place is under
/// way or unknown, it might be the same deed.
///
/// # Errors
/// [`ErrorCode::AlreadyUnderWay`] with the operation, and those of the store.
async fn refuse_beside_a_twin(
    desk: &Desk,
    client: &Client,
    account_id: &AccountId,
    call: Operation,
) -> CommandResult<()> {
    let Ok(route) = client.connection().route(call) else { return Ok(()) };
    let (account_id, place) = (account_id.clone(), format!(" {}", route.path));
    let twin = desk.store().run(move |store| {
        // None of those that are over.
        let outbox = store.outbox(Some(&account_id), 0)?;
        for operation in outbox.unknown.into_iter().chain(outbox.under_way) {
            let story = store.operation_story(&operation.operation_id)?;
            if story.is_some_and(|story| story.request_line.ends_with(&place)) {
                return Ok(Some(operation.operation_id));
            }
        }
        Ok(None)
    });
    twin.await?.map_or(Ok(()), |operation_id| Err(under_way(&operation_id)))
}

/// The way to PandaPon as it is now: the client's own when there is one, else as it will be made from the settings.
fn connection_now(desk: &Desk, account: &Account) -> CommandResult<Connection> {
    match desk.inner.clients.known(&account.account_id) {
        Some((client, _)) => Ok(client.connection().clone()),
        None => connecting::connection_of(account),
    }
}

/// Fields as typed. Numbers stay the text that they are, however long.
fn fields(typed: &str) -> CommandResult<Map<String, Value>> {
    if typed.trim().is_empty() {
        return Ok(Map::new());
    }
    serde_json::from_str(typed).map_err(|error| {
        CommandError::field(ErrorCode::FieldInvalid, "fields").with("limit", "JSON object").saying(error)
    })
}

/// Catches what a single call sent and got.
struct Caught {
    account_id: AccountId,
    masks: Masks,
    last: Mutex<Option<(CallLine, Option<String>)>>,
}

impl Caught {
    fn new(account_id: &AccountId, masks: Masks) -> Self {
        Self { account_id: account_id.clone(), masks, last: Mutex::default() }
    }

    fn told(&self, error: Option<CommandError>, operation: Option<pondesk_domain::Operation>) -> ApiAnswer {
        let last = self.last.lock().unwrap_or_else(PoisonError::into_inner).take();
        let (call, body) = last.map_or((None, None), |(call, body)| (Some(call), body));
        ApiAnswer { call, body, error, operation }
    }
}

impl CallObserver for Caught {
    fn call_ended(&self, call: &CallRecord<'_>) {
        let line = log::line(&self.account_id, &self.masks, call);
        let body = call.answer.map(|answer| self.masks.cover(answer));
        *self.last.lock().unwrap_or_else(PoisonError::into_inner) = Some((line, body));
    }
}
