//! Paying orders from the account's balance.

use std::sync::Arc;

use futures::future::join_all;
use pandapon::{Answer, Client, alibaba1688, taobao};
use pondesk_domain::{
    AccountId, ChangeSource, Money, Operation, OperationKind, OperationState, Order, OrderAction, OrderId,
    OrderStage, Platform,
};
use serde_json::Value;

use super::cancel::state_forbids;
use super::outgoing::{self, Intent, Sent, Verdict};
use crate::api::*;
use crate::desk::Desk;
use crate::orders::reading;
use crate::translate::values::needed;

/// Purchase orders that Taobao takes in one call.
const TAOBAO_AT_ONCE: usize = 10;

pub(super) async fn pay(desk: &Desk, request: OrderPay) -> CommandResult<PayResult> {
    let OrderPay { account_id, mut orders } = request;
    if orders.is_empty() {
        return Err(CommandError::field(ErrorCode::NothingPicked, "orders"));
    }
    orders.sort_by(|one, other| one.order_id.cmp(&other.order_id));
    orders.dedup_by(|one, other| one.order_id == other.order_id);
    let _turn = desk.inner.counter.turn.lock().await;
    let client = desk.client(&account_id).await?;
    let mut result = PayResult { operations: Vec::new(), paid: Vec::new(), not_paid: Vec::new() };
    let looks = join_all(orders.iter().map(|order| payable(desk, &client, &account_id, order))).await;
    let (mut taobao, mut alibaba1688) = (Vec::new(), Vec::new());
    for (asked, look) in orders.into_iter().zip(looks) {
        match look {
            Ok(order) if order.platform == Platform::Taobao => taobao.push(order),
            Ok(order) => alibaba1688.push(order),
            Err(error) => result.not_paid.push(NotPaid { order_id: asked.order_id, error }),
        }
    }
    let batches =
        taobao.chunks(TAOBAO_AT_ONCE).chain((!alibaba1688.is_empty()).then_some(alibaba1688.as_slice()));
    for batch in batches {
        pay_batch(desk, &client, &account_id, batch, &mut result).await?;
    }
    Ok(result)
}

/// The order as it is now, when it may be paid and costs what the user agreed to.
async fn payable(
    desk: &Desk,
    client: &Client,
    account_id: &AccountId,
    asked: &OrderToPay,
) -> CommandResult<Order> {
    let kept = reading::kept(desk, account_id, &asked.order_id).await?.order;
    if let Some(operation) = payment_under_way(desk, account_id, &asked.order_id).await? {
        return Err(outgoing::under_way(&operation.operation_id));
    }
    let (id, source) = (&kept.platform_order_id, ChangeSource::Sync);
    let order = reading::read_and_keep(desk, client, account_id, kept.platform, id, source).await?;
    if !order.status.stage.actions(order.platform).contains(&OrderAction::Pay) {
        return Err(state_forbids(&order));
    }
    if order.platform == Platform::Taobao {
        needed(order.purchase_order_id.as_ref(), "purchaseOrderId")?;
    }
    let total = needed(order.total, "total")?;
    if total != asked.total {
        let error = CommandError::field(ErrorCode::TotalChanged, "orders").with("orderId", &order.order_id);
        return Err(error.with("was", asked.total.minor()).with("is", total.minor()));
    }
    Ok(order)
}

/// A payment or voucher of this order whose outcome is not known yet, alone or beside others.
async fn payment_under_way(
    desk: &Desk,
    account_id: &AccountId,
    order_id: &OrderId,
) -> CommandResult<Option<Operation>> {
    let (account_id, order_id) = (account_id.clone(), order_id.clone());
    let operations =
        desk.store().run(move |store| store.operations_for_order(&account_id, &order_id)).await?;
    Ok(operations.into_iter().find(|operation| {
        matches!(operation.kind, OperationKind::PayOrders | OperationKind::HandInVoucher)
            && matches!(
                operation.state,
                OperationState::Ready | OperationState::Sending | OperationState::Unknown
            )
    }))
}

/// Pays orders of one platform in one call, then reads each back: its state says whether it was paid.
async fn pay_batch(
    desk: &Desk,
    client: &Client,
    account_id: &AccountId,
    orders: &[Order],
    result: &mut PayResult,
) -> CommandResult<()> {
    let Some(first) = orders.first() else { return Ok(()) };
    let (operation, error, denied) = match first.platform {
        Platform::Taobao => send_taobao(desk, account_id, orders).await?,
        Platform::Alibaba1688 => {
            let sent = send_alibaba1688(desk, account_id, orders).await?;
            (sent.operation, sent.error, Vec::new())
        }
    };
    let reads = join_all(orders.iter().map(|order| {
        let (id, source) = (&order.platform_order_id, ChangeSource::OwnAction);
        reading::read_and_keep(desk, client, account_id, order.platform, id, source)
    }));
    let mut all_paid = true;
    for (order, read) in orders.iter().zip(reads.await) {
        let paid = match &read {
            Ok(now) => is_paid(now),
            // Not read back: PandaPon's own word counts.
            Err(_) => error.is_none() && !denied.contains(&order.order_id),
        };
        all_paid &= paid && read.is_ok();
        if paid {
            result.paid.push(order.order_id.clone());
        } else {
            let error = why_not(&operation, error.as_ref(), denied.contains(&order.order_id));
            result.not_paid.push(NotPaid { order_id: order.order_id.clone(), error });
        }
    }
    let operation =
        if all_paid { outgoing::settle(desk, operation, OperationState::Done).await? } else { operation };
    result.operations.push(operation);
    Ok(())
}

fn is_paid(order: &Order) -> bool {
    use OrderStage::{Completed, PaymentUnderWay, Received, Shipped, ToShip};
    matches!(order.status.stage, PaymentUnderWay | ToShip | Shipped | Received | Completed)
}

/// Why an order that was sent for payment is not paid. Without a refusal, the platform may still be at it.
fn why_not(operation: &Operation, error: Option<&CommandError>, denied: bool) -> CommandError {
    let code = if denied { ErrorCode::Refused } else { ErrorCode::OutcomeUnknown };
    let error = error.cloned().unwrap_or_else(|| CommandError::new(code));
    CommandError { operation_id: Some(operation.operation_id.clone()), ..error }
}

async fn send_taobao(
    desk: &Desk,
    account_id: &AccountId,
    orders: &[Order],
) -> CommandResult<(Operation, Option<CommandError>, Vec<OrderId>)> {
    let of =
        |order: &Order| order.purchase_order_id.as_ref().map(|id| taobao::PurchaseOrderId::new(id.as_str()));
    let ids: Vec<_> = orders.iter().filter_map(of).collect();
    let shown = outgoing::shown(&taobao::PayOrders { purchase_order_id_list: ids.clone() });
    let intent = intent(account_id, orders, pandapon::Operation::TaobaoPayOrder, shown);
    let call = |client: Client| async move { client.taobao().pay_orders(&ids).await };
    let sent = outgoing::send(desk, intent, call, judge_taobao).await?;
    let failed =
        sent.answer.as_ref().map(|answer| answer.data.failure_purchase_order_ids.clone()).unwrap_or_default();
    let denied = orders.iter().filter(|order| of(order).is_some_and(|id| failed.contains(&id)));
    let denied = denied.map(|order| order.order_id.clone()).collect();
    Ok((sent.operation, sent.error, denied))
}

/// Paid orders make it done, whatever failed beside them.
async fn judge_taobao(answer: Arc<Answer<taobao::PayResult>>) -> Verdict {
    let result = &answer.data;
    match (result.success_purchase_order_ids.is_empty(), result.failure_purchase_order_ids.is_empty()) {
        (false, _) => Verdict::Done(Vec::new()),
        (true, false) => Verdict::Rejected(None, None),
        (true, true) => Verdict::Unknown,
    }
}

async fn send_alibaba1688(
    desk: &Desk,
    account_id: &AccountId,
    orders: &[Order],
) -> CommandResult<Sent<Value>> {
    let ids = orders.iter().map(|order| alibaba1688::OrderId::new(order.platform_order_id.as_str()));
    let ids: Vec<_> = ids.collect();
    let shown = outgoing::shown(&alibaba1688::BatchPayment { order_ids: ids.clone() });
    let intent = intent(account_id, orders, pandapon::Operation::Alibaba1688BatchSubmitPayment, shown);
    let call = |client: Client| async move { client.alibaba1688().pay_orders(&ids).await };
    outgoing::send(desk, intent, call, judge_alibaba1688).await
}

/// What this call answers was never seen: only a plain no is a no, and each order is read back anyway.
async fn judge_alibaba1688(answer: Arc<Answer<Value>>) -> Verdict {
    let told = answer.data.get("success").unwrap_or(&answer.data);
    if *told == Value::Bool(false) { Verdict::Rejected(None, None) } else { Verdict::Done(Vec::new()) }
}

fn intent(account_id: &AccountId, orders: &[Order], call: pandapon::Operation, request: Value) -> Intent {
    let first = orders.first();
    let subject =
        first.map(|order| order.seller_name.clone().unwrap_or_else(|| order.platform_order_id.to_string()));
    Intent {
        kind: OperationKind::PayOrders,
        account_id: account_id.clone(),
        platform: first.map(|order| order.platform),
        order_ids: orders.iter().map(|order| order.order_id.clone()).collect(),
        subject: subject.unwrap_or_default(),
        pieces: None,
        amount: Some(Money::sum(orders.iter().filter_map(|order| order.total))),
        fingerprint: outgoing::fingerprint(
            OperationKind::PayOrders,
            orders.iter().map(|order| order.order_id.to_string()),
        ),
        call,
        request,
    }
}
