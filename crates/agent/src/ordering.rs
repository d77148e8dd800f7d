//! Everything that orders, pays or cancels: each through the outbox, each sent once.

mod cancel;
pub(crate) mod outgoing;
mod pay;
mod place;
mod refusals;
mod voucher;

use crate::api::*;
use crate::desk::Desk;

/// Places orders of a preview. Right before sending, each is looked at once more: where anything got dearer than what
/// the user saw, nothing of that order is sent and the new preview comes back.
///
/// # Errors
/// Before anything is sent: [`ErrorCode::PreviewMissing`], [`ErrorCode::NothingPicked`], [`ErrorCode::PreviewProblem`],
/// [`ErrorCode::PriceRose`], [`ErrorCode::AlreadyUnderWay`]; those of the calls and of the store. What became of an
/// order that was sent stands in the answer.
pub async fn place(desk: &Desk, request: CheckoutPlace) -> CommandResult<PlaceResult> {
    let desk = desk.clone();
    outgoing::see_through(async move { place::place(&desk, request).await }).await
}

/// Pays orders after a fresh read of each. Orders of 1688 go in one call, those of Taobao ten a call.
///
/// # Errors
/// [`ErrorCode::NothingPicked`]; those of [`Desk::client`] and of the store. Why an order was not paid stands in the answer.
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
