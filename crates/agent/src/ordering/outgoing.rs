//! The one way in which anything that moves money or state leaves this desk.
//!
//! Written down (durable), then marked as being sent, then sent once, then its outcome is written down. Whatever happens
//! in between, a look at the outbox tells what may have happened; nothing in here sends anything twice. What becomes of
//! what is unknown is found out in [`crate::reconcile`].

use std::future::Future;
use std::sync::Arc;

use pandapon::wire::Done;
use pandapon::{Answer, Client, Fault, Outcome};
use pondesk_domain::{
    AccountId, Consent, Money, Operation, OperationId, OperationKind, OperationState, OrderId, OrderedLine,
    Platform, RequestId, StepEvent,
};
use pondesk_store::kill_points::{self, Moment};
use pondesk_store::{NewOperation, Step};
use serde::Serialize;
use serde_json::Value;
use sha2::{Digest, Sha256};

use super::refusals;
use crate::api::{ChangedTable, CommandError, CommandResult, ErrorCode};
use crate::desk::Desk;
use crate::reconcile::{Deed, Entry};

/// What is about to be sent.
pub(crate) struct Intent {
    /// What the user decided.
    pub(crate) deed: Deed,
    /// How it comes into the outbox.
    pub(crate) entry: Entry,
    /// For whom.
    pub(crate) account_id: AccountId,
    /// Where, when it concerns one platform.
    pub(crate) platform: Option<Platform>,
    /// The orders that it concerns.
    pub(crate) order_ids: Vec<OrderId>,
    /// Seller or receiver in words.
    pub(crate) subject: String,
    /// Pieces, when it places an order.
    pub(crate) pieces: Option<u32>,
    /// The sum that it moves.
    pub(crate) amount: Option<Money>,
    /// The call.
    pub(crate) call: pandapon::Operation,
    /// What is sent, as the outbox shows it: see [`shown`].
    pub(crate) request: Value,
    /// What guards want to be remembered.
    pub(crate) guarded: Guarded,
}

/// What guards want to be remembered of a deed.
#[derive(Debug, Clone, Default)]
pub(crate) struct Guarded {
    /// Its goods, when it places an order.
    pub(crate) lines: Vec<OrderedLine>,
    /// What the user was asked before, and said yes to.
    pub(crate) consents: Vec<Consent>,
}

/// What an answer means.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Verdict {
    /// It was done; with the orders that it made, if it makes any.
    Done(Vec<OrderId>),
    /// It was not done, for certain; with PandaPon's code and words.
    Rejected(Option<String>, Option<String>),
    /// The answer does not tell.
    Unknown,
}

/// What became of it.
pub(crate) struct Sent<T> {
    /// The outbox operation, over or unknown.
    pub(crate) operation: Operation,
    /// What PandaPon answered, when it did.
    pub(crate) answer: Option<Arc<Answer<T>>>,
    /// Why it did not go well.
    pub(crate) error: Option<CommandError>,
}

/// Sends something once.
///
/// `judge` reads the answer, by looking things up where it must.
///
/// # Errors
/// Before anything was sent: [`ErrorCode::AlreadyUnderWay`], and those of [`Desk::client`] and of the store. An error of
/// the store after it was sent leaves the operation as being sent; the next start makes it unknown.
pub(crate) async fn send<T, C, CF, J, JF>(
    desk: &Desk,
    intent: Intent,
    call: C,
    judge: J,
) -> CommandResult<Sent<T>>
where
    C: FnOnce(Client) -> CF,
    CF: Future<Output = Result<Answer<T>, pandapon::Error>>,
    J: FnOnce(Arc<Answer<T>>) -> JF,
    JF: Future<Output = Verdict>,
{
    let client = desk.client(&intent.account_id).await?;
    let sent = intent.call;
    let operation_id = write_down(desk, &client, intent).await?;
    move_to(desk, &operation_id, Step::to(OperationState::Sending, desk.now())).await?;
    kill_points::reached(Moment::BeforeSend, sent.id());
    let answered = call(client).await;
    kill_points::reached(Moment::AfterSend, sent.id());
    match answered {
        Ok(answer) => {
            let answer = Arc::new(answer);
            let verdict = judge(Arc::clone(&answer)).await;
            let step = step_of(desk, &verdict, &answer);
            let error = error_of(&verdict, &answer, &operation_id);
            let made = if let Verdict::Done(made) = verdict { made } else { Vec::new() };
            let operation = finish(desk, &operation_id, made, step).await?;
            Ok(Sent { operation, answer: Some(answer), error })
        }
        Err(failure) => {
            let answer = failure.raw_body().map(str::to_owned);
            let next = match failure.outcome() {
                // Nothing left, and the next try may find a connection: what was decided is not lost.
                Outcome::NotSent if matches!(failure.fault(), Fault::NoConnection(_)) => {
                    OperationState::Ready
                }
                Outcome::NotSent | Outcome::Refused => OperationState::Rejected,
                Outcome::Unknown => OperationState::Unknown,
            };
            let mut error = refusals::explained(CommandError::from(failure));
            let code = error.platform_code.clone().unwrap_or_else(|| code_word(error.code));
            match next {
                OperationState::Unknown => error.code = ErrorCode::OutcomeUnknown,
                OperationState::Ready => error.code = ErrorCode::WaitsInOutbox,
                _ => {}
            }
            let step = Step {
                event: (next == OperationState::Ready).then_some(StepEvent::NotConnected),
                code: Some(code),
                said: error.said.clone(),
                request_id: error.request_id.clone(),
                answer,
                ..Step::to(next, desk.now())
            };
            error.operation_id = Some(operation_id.clone());
            let operation = finish(desk, &operation_id, Vec::new(), step).await?;
            Ok(Sent { operation, answer: None, error: Some(error) })
        }
    }
}

/// Only a plain no inside an answer that says success is a no.
pub(crate) async fn judge(answer: Arc<Answer<Done>>) -> Verdict {
    match answer.data.said() {
        Some(false) => Verdict::Rejected(None, None),
        Some(true) | None => Verdict::Done(Vec::new()),
    }
}

/// The same of an answer that was never seen, or is of a call that this desk knows nothing of: only a plain no is a no.
pub(crate) async fn judge_any(answer: Arc<Answer<Value>>) -> Verdict {
    let told = answer.data.get("success").unwrap_or(&answer.data);
    if *told == Value::Bool(false) { Verdict::Rejected(None, None) } else { Verdict::Done(Vec::new()) }
}

/// Settles an unknown operation by what was read back. What does not fit its state any more is left as it is.
///
/// # Errors
/// Those of the store.
pub(crate) async fn settle(
    desk: &Desk,
    operation: Operation,
    next: OperationState,
) -> CommandResult<Operation> {
    if operation.state != OperationState::Unknown || !operation.state.may_become(next) {
        return Ok(operation);
    }
    let step = Step::to(next, desk.now()).being(StepEvent::Adopted);
    finish(desk, &operation.operation_id, Vec::new(), step).await
}

/// The refusal when the same deed is under way or unknown, and nothing otherwise.
///
/// # Errors
/// [`ErrorCode::AlreadyUnderWay`] with the operation, and those of the store.
pub(crate) async fn refuse_if_under_way(
    desk: &Desk,
    account_id: &AccountId,
    deed: &Deed,
) -> CommandResult<()> {
    let (account_id, fingerprint) = (account_id.clone(), deed.fingerprint());
    let known = desk.store().run(move |store| store.under_way_for(&account_id, &fingerprint)).await?;
    known.map_or(Ok(()), |operation| Err(under_way(&operation.operation_id)))
}

/// The refusal of something that is under way as this operation.
pub(crate) fn under_way(operation_id: &OperationId) -> CommandError {
    CommandError { operation_id: Some(operation_id.clone()), ..CommandError::new(ErrorCode::AlreadyUnderWay) }
}

/// Runs a command to its end even when whoever asked for it has gone: a window that closes must not cut a payment in two.
///
/// # Errors
/// Those of the command, and [`ErrorCode::Internal`] when it panics.
pub(crate) async fn see_through<T: Send + 'static>(
    command: impl Future<Output = CommandResult<T>> + Send + 'static,
) -> CommandResult<T> {
    let done = tokio::spawn(command).await;
    done.unwrap_or_else(|error| Err(CommandError::new(ErrorCode::Internal).saying(error)))
}

/// Names a deed by what it consists of, in any order of its parts.
pub(crate) fn fingerprint(kind: OperationKind, parts: impl IntoIterator<Item = String>) -> String {
    let mut parts: Vec<String> = parts.into_iter().collect();
    parts.sort_unstable();
    let mut hash = Sha256::new();
    hash.update(kind.as_str());
    for part in parts {
        // The length in front keeps two parts from passing as one.
        hash.update(part.len().to_be_bytes());
        hash.update(part);
    }
    hex::encode(hash.finalize())
}

/// A request as the outbox shows it: what is not sent is not shown. It holds no secret, those travel in headers.
pub(crate) fn shown(request: &impl Serialize) -> Value {
    without_nulls(serde_json::to_value(request).unwrap_or_default())
}

fn without_nulls(value: Value) -> Value {
    match value {
        Value::Object(members) => Value::Object(
            members
                .into_iter()
                .filter(|(_, member)| !member.is_null())
                .map(|(name, m)| (name, without_nulls(m)))
                .collect(),
        ),
        Value::Array(items) => Value::Array(items.into_iter().map(without_nulls).collect()),
        other => other,
    }
}

async fn write_down(desk: &Desk, client: &Client, intent: Intent) -> CommandResult<OperationId> {
    let route = client.connection().route(intent.call);
    let route = route.map_err(|error| CommandError::new(ErrorCode::NotServed).saying(error))?;
    let method = match route.method {
        pandapon::operation::Method::Get => "GET",
        pandapon::operation::Method::Post => "POST",
    };
    let request = intent.request.to_string();
    let again_of = match intent.entry {
        Entry::New => None,
        Entry::Again(before) => Some(before),
        Entry::Kept(kept) if is_as_written(desk, &kept, &request, &intent.guarded.consents).await? => {
            return Ok(kept);
        }
        // PandaPon's terms changed since, or the user was asked once more: what is sent must be what stands written.
        Entry::Kept(kept) => Some(kept),
    };
    let internal = |error| CommandError::new(ErrorCode::Internal).saying(error);
    let deed = serde_json::to_string(&intent.deed).map_err(internal)?;
    let operation_id = OperationId::new(desk.new_ulid());
    let row = NewOperation {
        operation_id: operation_id.clone(),
        account_id: intent.account_id,
        kind: intent.deed.kind(),
        platform: intent.platform,
        order_ids: intent.order_ids,
        subject: intent.subject,
        pieces: intent.pieces,
        amount: intent.amount,
        fingerprint: intent.deed.fingerprint(),
        request_line: format!("{method} {}", route.path),
        request,
        deed,
        again_of: again_of.clone(),
        lines: intent.guarded.lines,
        consents: intent.guarded.consents,
        written_at: desk.now(),
    };
    desk.store().run(move |store| store.write_intent(row)).await?;
    desk.changed(ChangedTable::Outbox, again_of.iter().chain([&operation_id]));
    Ok(operation_id)
}

/// Whether what is kept would be sent exactly as it stands written, with nothing new that the user said yes to. What is not
/// `ready` any more was sent meanwhile.
async fn is_as_written(
    desk: &Desk,
    kept: &OperationId,
    request: &str,
    consents: &[Consent],
) -> CommandResult<bool> {
    let id = kept.clone();
    let story = desk.store().run(move |store| store.operation_story(&id)).await?;
    let story = story.filter(|story| story.operation.state == OperationState::Ready);
    let story = story.ok_or_else(|| under_way(kept))?;
    Ok(story.request == request && story.consents == consents)
}

async fn move_to(desk: &Desk, operation_id: &OperationId, step: Step) -> CommandResult<Operation> {
    let id = operation_id.clone();
    let moved = desk.store().run(move |store| store.move_to(&id, step)).await?;
    desk.changed(ChangedTable::Outbox, [operation_id]);
    Ok(moved)
}

async fn finish(
    desk: &Desk,
    operation_id: &OperationId,
    made: Vec<OrderId>,
    step: Step,
) -> CommandResult<Operation> {
    let moved = if made.is_empty() {
        move_to(desk, operation_id, step).await?
    } else {
        let id = operation_id.clone();
        let moved = desk.store().run(move |store| store.finish_create(&id, made, step)).await?;
        desk.changed(ChangedTable::Outbox, [operation_id]);
        moved
    };
    if !moved.state.is_over() {
        desk.inner.tending.wake();
    }
    Ok(moved)
}

fn step_of<T>(desk: &Desk, verdict: &Verdict, answer: &Answer<T>) -> Step {
    let (next, code, said) = match verdict {
        Verdict::Done(_) => (OperationState::Done, None, None),
        Verdict::Rejected(code, said) => (OperationState::Rejected, code.clone(), said.clone()),
        Verdict::Unknown => (OperationState::Unknown, Some(code_word(ErrorCode::OutcomeUnknown)), None),
    };
    let request_id = answer.request_id.as_deref().map(RequestId::from);
    Step { code, said, request_id, answer: Some(answer.raw.clone()), ..Step::to(next, desk.now()) }
}

fn error_of<T>(verdict: &Verdict, answer: &Answer<T>, operation_id: &OperationId) -> Option<CommandError> {
    let (code, platform_code, said) = match verdict {
        Verdict::Done(_) => return None,
        Verdict::Rejected(code, said) => (ErrorCode::Refused, code.clone(), said.clone()),
        Verdict::Unknown => (ErrorCode::OutcomeUnknown, None, None),
    };
    let request_id = answer.request_id.as_deref().map(RequestId::from);
    let operation_id = Some(operation_id.clone());
    let error = CommandError { platform_code, said, request_id, operation_id, ..CommandError::new(code) };
    Some(refusals::explained(error))
}

/// An error code in the word of the command boundary.
pub(crate) fn code_word(code: ErrorCode) -> String {
    serde_json::to_value(code).ok().and_then(|word| word.as_str().map(str::to_owned)).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_same_deed_has_the_same_fingerprint_in_any_order() {
        let of = |parts: &[&str]| {
            fingerprint(OperationKind::CreateOrder, parts.iter().map(|part| (*part).to_owned()))
        };
        assert_eq!(of(&["sku 1 × 2", "sku 2 × 1"]), of(&["sku 2 × 1", "sku 1 × 2"]));
        assert_ne!(of(&["ab", "c"]), of(&["a", "bc"]));
        assert_ne!(of(&["a"]), fingerprint(OperationKind::PayOrders, ["a".to_owned()]));
    }

    #[test]
    fn what_is_not_sent_is_not_shown() {
        #[derive(Serialize)]
        struct Request {
            message: Option<String>,
            phone: &'static str,
        }
        assert_eq!(shown(&Request { message: None, phone: "" }).to_string(), r#"{"phone":""}"#);
    }
}
