//! Paying orders from the account's balance.

use std::sync::Arc;

use futures::future::join_all;
use pandapon::wire::Done;
use pandapon::{Answer, Client, alibaba1688, taobao};
use pondesk_domain::{
    AccountId, Agreement, ChangeSource, Consent, Money, Operation, OperationId, OperationKind,
    OperationState, Order, OrderAction, OrderId, Platform, SumShift, guard,
};
use serde_json::Value;

use super::cancel::{state_forbids, subject};
use super::guards::Guards;
use super::outgoing::{self, Guarded, Intent, Sent, Verdict, judge};
use crate::api::*;
use crate::desk::Desk;
use crate::orders::reading;
use crate::reconcile::{Deed, Entry, PayOrders, Redone};
use crate::translate::values::needed;

/// Purchase orders that Taobao takes in one call.
const TAOBAO_AT_ONCE: usize = 10;

pub(super) async fn pay(desk: &Desk, request: OrderPay) -> CommandResult<PayResult> {
    let OrderPay { account_id, mut orders, confirmed, looked_at } = request;
    if orders.is_empty() {
        return Err(CommandError::field(ErrorCode::NothingPicked, "orders"));
    }
    orders.sort_by(|one, other| one.order_id.cmp(&other.order_id));
    orders.dedup_by(|one, other| one.order_id == other.order_id);
    let _turn = desk.inner.counter.turn.lock().await;
    let client = desk.client(&account_id).await?;
    let mut result = PayResult::default();
    let looks = join_all(orders.iter().map(|order| payable(desk, &client, &account_id, order, None))).await;
    let (mut taobao, mut alibaba1688) = (Vec::new(), Vec::new());
    let (mut fell, mut risen) = (Vec::new(), Vec::new());
    let together = orders.len();
    for (asked, look) in orders.into_iter().zip(looks) {
        let wants_a_look = guard::wants_a_look(together, looked_at.contains(&asked.order_id));
        let look = match look {
            Ok(order) => match rise(desk, &order).await? {
                Some(rise) if wants_a_look => Err(not_looked_at(&order, &rise)),
                Some(rise) => {
                    risen.push((order.order_id.clone(), rise));
                    Ok(order)
                }
                None => Ok(order),
            },
            refused => refused,
        };
        if let Ok(order) = &look {
            fell.extend(fall(&asked, order));
        }
        match look {
            Ok(order) if order.platform == Platform::Taobao => taobao.push(order),
            Ok(order) => alibaba1688.push(order),
            Err(error) => result.not_paid.push(NotPaid { order_id: asked.order_id, error }),
        }
    }
    let guards = Guards::read(desk, &account_id, None).await?;
    let above = guards.check_payment(taobao.iter().chain(&alibaba1688), confirmed)?;
    let batches =
        taobao.chunks(TAOBAO_AT_ONCE).chain((!alibaba1688.is_empty()).then_some(alibaba1688.as_slice()));
    for batch in batches {
        let rises = risen.iter().filter(|(risen, _)| batch.iter().any(|order| order.order_id == *risen));
        let rises = rises.map(|(_, rise)| Consent::Dearer { shifts: Vec::new(), sums: vec![rise.clone()] });
        let consents: Vec<_> = above.iter().cloned().chain(rises).collect();
        pay_batch(desk, &client, &account_id, batch, Entry::New, &consents, &mut result).await?;
    }
    fell.retain(|fall| result.paid.contains(&fall.order_id));
    result.fell = fell;
    Ok(result)
}

/// Pays what is still to be paid of an earlier payment, after a fresh read of each order, when guards have nothing to say
/// that the user did not agree to. What was written down and never sent is sent as a whole or not at all.
pub(crate) async fn pay_again(
    desk: &Desk,
    account_id: &AccountId,
    deed: &PayOrders,
    entry: Entry,
    agreement: &Agreement,
) -> CommandResult<Redone> {
    let _turn = desk.inner.counter.turn.lock().await;
    let client = desk.client(account_id).await?;
    let looks = deed.orders.iter().map(|order| payable(desk, &client, account_id, order, entry.replaced()));
    let (mut orders, mut refusal) = (Vec::new(), None);
    for look in join_all(looks).await {
        match look {
            Ok(order) => orders.push(order),
            Err(error) => refusal = refusal.or(Some(error)),
        }
    }
    let as_a_whole = matches!(entry, Entry::Kept(_));
    if let Some(refusal) = refusal.filter(|_| as_a_whole || orders.is_empty()) {
        return Err(refusal);
    }
    let guards = Guards::read(desk, account_id, entry.replaced()).await?;
    let above = guards.check_payment(&orders, agreement.confirmed())?;
    let consents = agreement.consents(Vec::new(), above);
    let mut result = PayResult::default();
    pay_batch(desk, &client, account_id, &orders, entry, &consents, &mut result).await?;
    let operation = result.operations.pop().ok_or_else(|| CommandError::new(ErrorCode::NothingPicked))?;
    Ok(Redone { operation, error: result.not_paid.pop().map(|failed| failed.error) })
}

/// The order as it is now, when it may be paid and costs no more than the user agreed to. `replaced` is the operation in
/// whose place it would be paid.
async fn payable(
    desk: &Desk,
    client: &Client,
    account_id: &AccountId,
    asked: &OrderToPay,
    replaced: Option<&OperationId>,
) -> CommandResult<Order> {
    let kept = reading::kept(desk, account_id, &asked.order_id).await?.order;
    let under_way = payment_under_way(desk, account_id, &asked.order_id).await?;
    let under_way = under_way.filter(|operation| replaced != Some(&operation.operation_id));
    if let Some(operation) = under_way {
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
    if total.minor() > asked.total.minor() {
        let error = CommandError::field(ErrorCode::TotalChanged, "orders").with("orderId", &order.order_id);
        return Err(error.with("was", asked.total.minor()).with("is", total.minor()));
    }
    Ok(order)
}

/// How an order costs more than when this desk first knew it, when it does.
async fn rise(desk: &Desk, order: &Order) -> CommandResult<Option<SumShift>> {
    let Some(now) = order.total else { return Ok(None) };
    let (account_id, order_id) = (order.account_id.clone(), order.order_id.clone());
    let first = desk.store().run(move |store| store.first_total(&account_id, &order_id)).await?;
    Ok(first.and_then(|first| guard::rise(first, now)))
}

fn not_looked_at(order: &Order, rise: &SumShift) -> CommandError {
    let error = CommandError::field(ErrorCode::RiseNotLookedAt, "orders").with("orderId", &order.order_id);
    error.with("was", rise.was.minor()).with("is", rise.is.minor())
}

/// How an order costs less than the user saw, when it does.
fn fall(asked: &OrderToPay, order: &Order) -> Option<SumFell> {
    let (order_id, was, is) = (order.order_id.clone(), asked.total, order.total?);
    (is.minor() < was.minor()).then_some(SumFell { order_id, was, is })
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
            && !operation.state.is_over()
    }))
}

/// Pays orders of one platform in one call, then reads each back: its state says whether it was paid.
async fn pay_batch(
    desk: &Desk,
    client: &Client,
    account_id: &AccountId,
    orders: &[Order],
    entry: Entry,
    consents: &[Consent],
    result: &mut PayResult,
) -> CommandResult<()> {
    let Some(first) = orders.first() else { return Ok(()) };
    let (operation, error, denied) = match first.platform {
        Platform::Taobao => send_taobao(desk, account_id, orders, entry, consents).await?,
        Platform::Alibaba1688 => {
            let sent = send_alibaba1688(desk, account_id, orders, entry, consents).await?;
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
            Ok(now) => now.status.stage.is_paid(),
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
    entry: Entry,
    consents: &[Consent],
) -> CommandResult<(Operation, Option<CommandError>, Vec<OrderId>)> {
    let of =
        |order: &Order| order.purchase_order_id.as_ref().map(|id| taobao::PurchaseOrderId::new(id.as_str()));
    let ids: Vec<_> = orders.iter().filter_map(of).collect();
    let shown = outgoing::shown(&taobao::PayOrders { purchase_order_id_list: ids.clone() });
    let intent = intent(account_id, orders, entry, consents, pandapon::Operation::TaobaoPayOrder, shown);
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
    entry: Entry,
    consents: &[Consent],
) -> CommandResult<Sent<Done>> {
    let ids = orders.iter().map(|order| alibaba1688::OrderId::new(order.platform_order_id.as_str()));
    let ids: Vec<_> = ids.collect();
    let shown = outgoing::shown(&alibaba1688::BatchPayment { order_ids: ids.clone() });
    let call = pandapon::Operation::Alibaba1688BatchSubmitPayment;
    let intent = intent(account_id, orders, entry, consents, call, shown);
    let call = |client: Client| async move { client.alibaba1688().pay_orders(&ids).await };
    outgoing::send(desk, intent, call, judge).await
}

fn intent(
    account_id: &AccountId,
    orders: &[Order],
    entry: Entry,
    consents: &[Consent],
    call: pandapon::Operation,
    request: Value,
) -> Intent {
    let first = orders.first();
    let agreed = |order: &Order| Some(OrderToPay { order_id: order.order_id.clone(), total: order.total? });
    Intent {
        deed: Deed::PayOrders(PayOrders { orders: orders.iter().filter_map(agreed).collect() }),
        entry,
        account_id: account_id.clone(),
        platform: first.map(|order| order.platform),
        order_ids: orders.iter().map(|order| order.order_id.clone()).collect(),
        subject: first.map(subject).unwrap_or_default(),
        pieces: None,
        amount: Some(Money::sum(orders.iter().filter_map(|order| order.total))),
        call,
        request,
        guarded: Guarded { lines: Vec::new(), consents: consents.to_vec() },
    }
}
