//! Cancelling an order.

use pandapon::{Client, alibaba1688, taobao};
use pondesk_domain::{AccountId, ChangeSource, Order, OrderAction, Platform};

use super::outgoing::{self, Guarded, Intent, judge};
use crate::api::*;
use crate::desk::Desk;
use crate::orders::reading;
use crate::reconcile::{CancelOrder, Deed, Entry, Redone};
use crate::translate::values::needed;

pub(super) async fn cancel(desk: &Desk, request: OrderCancel) -> CommandResult<OrderActed> {
    let OrderCancel { account_id, order_id, reason } = request;
    let reason = reason.trim().to_owned();
    if reason.is_empty() {
        return Err(CommandError::field(ErrorCode::FieldMissing, "reason"));
    }
    let deed = CancelOrder { order_id, reason };
    Ok(send(desk, &account_id, &deed, Entry::New).await?.into())
}

/// Cancels an order that may be cancelled, by a fresh read of it.
pub(crate) async fn send(
    desk: &Desk,
    account_id: &AccountId,
    deed: &CancelOrder,
    entry: Entry,
) -> CommandResult<Redone> {
    let _turn = desk.inner.counter.turn.lock().await;
    let kept = reading::kept(desk, account_id, &deed.order_id).await?;
    let order = read_allowing(desk, &kept.order, OrderAction::Cancel).await?;
    let reason = deed.reason.clone();
    let intent = |call, request| Intent {
        deed: Deed::CancelOrder(deed.clone()),
        entry,
        account_id: account_id.clone(),
        platform: Some(order.platform),
        order_ids: vec![deed.order_id.clone()],
        subject: subject(&order),
        pieces: None,
        amount: order.total,
        call,
        request,
        guarded: Guarded::default(),
    };
    let sent = match order.platform {
        Platform::Taobao => {
            let id = needed(order.purchase_order_id.as_ref(), "purchaseOrderId")?;
            let cancel = taobao::CancelOrder {
                purchase_order_id: id.as_str().into(),
                sub_purchase_order_id_list: Vec::new(),
                cancel_reason: reason,
                cancel_remark: None,
            };
            let intent = intent(pandapon::Operation::TaobaoCancelOrder, outgoing::shown(&cancel));
            let call = |client: Client| async move { client.taobao().cancel_order(&cancel).await };
            outgoing::send(desk, intent, call, judge).await?
        }
        Platform::Alibaba1688 => {
            let id = alibaba1688::OrderId::new(order.platform_order_id.as_str());
            let cancel = alibaba1688::CancelOrder::new(id, BY_BUYER).remark(reason);
            let intent = intent(pandapon::Operation::Alibaba1688CancelOrder, outgoing::shown(&cancel));
            let call = |client: Client| async move { client.alibaba1688().cancel_order(&cancel).await };
            outgoing::send(desk, intent, call, judge).await?
        }
    };
    read_back(desk, &order).await;
    Ok(Redone { operation: sent.operation, error: sent.error })
}

/// An order in words, for the list: its seller, or else its number.
pub(super) fn subject(order: &Order) -> String {
    order.seller_name.clone().unwrap_or_else(|| order.platform_order_id.to_string())
}

/// 1688's own word for the reason; the user's words go into the remark.
const BY_BUYER: &str = "buyerCancel";

/// The order as it is now, when its state allows a step.
///
/// # Errors
/// [`ErrorCode::OrderStateForbids`] with the state; those of the call and of the store.
pub(super) async fn read_allowing(desk: &Desk, kept: &Order, action: OrderAction) -> CommandResult<Order> {
    let client = desk.client(&kept.account_id).await?;
    let (id, source) = (&kept.platform_order_id, ChangeSource::Sync);
    let order = reading::read_and_keep(desk, &client, &kept.account_id, kept.platform, id, source).await?;
    if order.status.stage.actions(order.platform).contains(&action) {
        return Ok(order);
    }
    Err(state_forbids(&order))
}

/// The refusal of a step that the order's state does not allow.
pub(super) fn state_forbids(order: &Order) -> CommandError {
    let error = CommandError::field(ErrorCode::OrderStateForbids, "orderId").with("orderId", &order.order_id);
    error.with("status", &order.status.raw)
}

/// Reads an order after a write. What was done stands whether this gets through or not.
pub(super) async fn read_back(desk: &Desk, order: &Order) {
    let read = async {
        let client = desk.client(&order.account_id).await?;
        let (id, source) = (&order.platform_order_id, ChangeSource::OwnAction);
        reading::read_and_keep(desk, &client, &order.account_id, order.platform, id, source).await
    };
    if let Err(failure) = read.await {
        tracing::warn!(%failure, order_id = %order.order_id, "an order was not read back");
    }
}
