//! Everything that orders, pays or cancels: each through the outbox, each sent once.

mod agreeing;
mod call;
mod cancel;
mod confirm;
pub(crate) mod guards;
pub(crate) mod outgoing;
mod pay;
mod place;
mod refusals;
mod voucher;

use std::sync::Arc;

use pandapon::{Answer, CallObserver};
use pondesk_domain::{AccountId, Operation};
use serde_json::{Map, Value};

use crate::api::*;
use crate::desk::Desk;
use crate::reconcile::{Call, ConfirmReceipt, Entry};
use outgoing::Sent;

pub(crate) use call::send as call_as;
pub(crate) use cancel::send as cancel_again;
pub(crate) use confirm::send as confirm_again;
pub(crate) use pay::pay_again;
pub(crate) use place::place_again;
pub(crate) use voucher::hand_in_again;

/// Places orders of a preview. Right before sending, each is looked at once more: where anything got worse than what
/// the user saw, or the same goods were ordered meanwhile, nothing of that order is sent and the new preview comes back.
///
/// # Errors
/// Before anything is sent: [`ErrorCode::PreviewMissing`], [`ErrorCode::NothingPicked`], [`ErrorCode::PreviewProblem`],
/// [`ErrorCode::PriceRose`], [`ErrorCode::OrderedAlready`], [`ErrorCode::DailyLimit`],
/// [`ErrorCode::ConfirmationNeeded`], [`ErrorCode::AlreadyUnderWay`]; those of the calls and of the store. What became of an
/// order that was sent stands in the answer.
pub async fn place(desk: &Desk, request: CheckoutPlace) -> CommandResult<PlaceResult> {
    let desk = desk.clone();
    outgoing::see_through(async move { place::place(&desk, request).await }).await
}

/// Pays orders after a fresh read of each. Orders of 1688 go in one call, those of Taobao ten a call.
///
/// # Errors
/// [`ErrorCode::NothingPicked`]; [`ErrorCode::DailyLimit`] and [`ErrorCode::ConfirmationNeeded`], after which nothing was
/// paid; those of [`Desk::client`] and of the store. Why an order was not paid stands in the answer.
pub async fn pay(desk: &Desk, request: OrderPay) -> CommandResult<PayResult> {
    let desk = desk.clone();
    outgoing::see_through(async move { pay::pay(&desk, request).await }).await
}

/// Keeps a voucher on this desk and hands it in (Taobao).
///
/// # Errors
/// Before anything is sent: [`ErrorCode::FileMissing`], [`ErrorCode::VoucherKind`], [`ErrorCode::FileTooLarge`],
/// [`ErrorCode::VoucherLinkNeeded`], [`ErrorCode::OrderMissing`], [`ErrorCode::OrderStateForbids`],
/// [`ErrorCode::AlreadyUnderWay`]; those of the calls and of the store. A refusal stands in the answer.
pub async fn hand_in_voucher(desk: &Desk, request: OrderVoucher) -> CommandResult<OrderActed> {
    let desk = desk.clone();
    outgoing::see_through(async move { voucher::hand_in(&desk, request).await }).await
}

/// Cancels an order.
///
/// # Errors
/// Before anything is sent: [`ErrorCode::FieldMissing`], [`ErrorCode::OrderMissing`], [`ErrorCode::OrderStateForbids`],
/// [`ErrorCode::AlreadyUnderWay`]; those of the calls and of the store. A refusal stands in the answer, such as
/// [`ErrorCode::CancelTooSoon`].
pub async fn cancel(desk: &Desk, request: OrderCancel) -> CommandResult<OrderActed> {
    let desk = desk.clone();
    outgoing::see_through(async move { cancel::cancel(&desk, request).await }).await
}

/// Confirms that the goods of an order arrived (1688): all of its lines.
///
/// # Errors
/// Before anything is sent: [`ErrorCode::OrderMissing`], [`ErrorCode::OrderStateForbids`], [`ErrorCode::AlreadyUnderWay`];
/// those of the calls and of the store. A refusal stands in the answer.
pub async fn confirm(desk: &Desk, request: OrderConfirm) -> CommandResult<OrderActed> {
    let (desk, OrderConfirm { account_id, order_id }) = (desk.clone(), request);
    let deed = ConfirmReceipt { order_id };
    let confirming = async move { Ok(confirm::send(&desk, &account_id, &deed, Entry::New).await?.into()) };
    outgoing::see_through(confirming).await
}

/// What became of a call that the user typed.
#[derive(Debug)]
pub struct Called {
    /// The outbox operation.
    pub operation: Operation,
    /// What PandaPon answered, when it did.
    pub answer: Option<Arc<Answer<Value>>>,
    /// Why it did not go well.
    pub error: Option<CommandError>,
}

/// Sends any call that changes something through the outbox, with fields as they were typed.
///
/// # Errors
/// Before anything is sent: [`ErrorCode::AlreadyUnderWay`]; those of [`Desk::client`] and of the store. What became of it
/// stands in the answer.
pub async fn call(
    desk: &Desk,
    account_id: &AccountId,
    operation: pandapon::Operation,
    fields: Map<String, Value>,
) -> CommandResult<Called> {
    call_watched(desk, account_id, operation, fields, None).await
}

/// The same, seen by whoever shows what was sent and what came back.
///
/// # Errors
/// As [`call`].
pub(crate) async fn call_watched(
    desk: &Desk,
    account_id: &AccountId,
    operation: pandapon::Operation,
    fields: Map<String, Value>,
    watcher: Option<Arc<dyn CallObserver>>,
) -> CommandResult<Called> {
    let (desk, account_id) = (desk.clone(), account_id.clone());
    let deed = Call { operation, fields };
    let calling = async move {
        let sent = call::send_watched(&desk, &account_id, &deed, Entry::New, watcher).await?;
        let Sent { operation, answer, error } = sent;
        Ok(Called { operation, answer, error })
    };
    outgoing::see_through(calling).await
}
