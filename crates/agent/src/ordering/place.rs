//! Placing orders of a preview.

use std::sync::Arc;

use futures::future::try_join_all;
use pandapon::{Answer, Client, alibaba1688, taobao};
use pondesk_domain::{
    AccountId, Address, ChangeSource, Consent, Money, Operation, OperationState, Order, OrderId, OrderedLine,
    Platform, PlatformOrderId, PreviewId, PreviewLine, PreviewOrder,
};
use serde_json::Value;

use super::guards::Guards;
use super::outgoing::{self, Guarded, Intent, Sent, Verdict};
use crate::api::*;
use crate::cart;
use crate::checkout::choose;
use crate::checkout::kept::KeptPreview;
use crate::checkout::previewing::{Priced, ids, price, shifts};
use crate::desk::Desk;
use crate::orders::reading;
use crate::reconcile::{CreateOrder, Deed, Entry, Redone};
use crate::translate;

pub(super) async fn place(desk: &Desk, request: CheckoutPlace) -> CommandResult<PlaceResult> {
    let _turn = desk.inner.counter.turn.lock().await;
    let preview = desk.inner.counter.preview(&request.preview_id);
    let preview = preview.ok_or_else(|| CommandError::field(ErrorCode::PreviewMissing, "previewId"))?;
    let seen = agreed(&preview, &request)?;
    for priced in &seen {
        let deed = deed(&preview.address, &priced.order, None);
        let free = outgoing::refuse_if_under_way(desk, &preview.account_id, &deed).await;
        free.map_err(|error| about(error, &priced.chosen.key))?;
        refuse_again(&priced.order, &request.again)?;
    }
    let client = desk.client(&preview.account_id).await?;
    let again = seen.iter().map(|priced| price(&client, &preview.address, priced.chosen.clone()));
    let fresh = try_join_all(again).await?;
    let guards = Guards::read(desk, &preview.account_id).await?;
    let (mut to_place, mut worse) = (Vec::new(), Vec::new());
    for (seen, mut fresh) in seen.into_iter().zip(fresh) {
        compare(&mut fresh.order, &seen.order);
        fresh.order.duplicates = guards.duplicates(&fresh.order.lines, &preview.address);
        // What the user saw of these he agreed to above.
        fresh.order.duplicates.retain(|found| {
            !seen.order.duplicates.iter().any(|known| known.operation_id == found.operation_id)
        });
        if fresh.order.is_ready() { to_place.push((fresh, consents(&seen.order))) } else { worse.push(fresh) }
    }
    let sum = Money::sum(to_place.iter().map(|(priced, _)| priced.order.total));
    let above = guards.check_orders(sum, request.confirmed)?;
    let mut placed = Vec::with_capacity(to_place.len());
    for (priced, mut consents) in to_place {
        consents.extend(above.clone());
        let message = request.messages.get(&priced.chosen.key).map(|words| words.trim().to_owned());
        let said = Said { message: message.filter(|words| !words.is_empty()), consents };
        let key = priced.chosen.key.clone();
        let Redone { operation, mut error } =
            place_one(desk, &client, &preview.account_id, &preview.address, priced, said, Entry::New).await?;
        if operation.state == OperationState::Done {
            desk.inner.counter.strike_off(&preview.preview_id, &key);
        }
        if let Some(error) = &mut error {
            error.details.insert("key".into(), key.clone());
        }
        placed.push(Placed { key, operation, error });
    }
    let changed = (!worse.is_empty()).then(|| {
        let preview_id = PreviewId::new(desk.new_ulid());
        let changed =
            KeptPreview { preview_id, orders: worse, read_at: desk.now(), ..KeptPreview::clone(&preview) };
        desk.inner.counter.keep(changed).view()
    });
    Ok(PlaceResult { placed, changed })
}

/// The orders to place, when the user agreed to each as it is.
fn agreed(preview: &KeptPreview, request: &CheckoutPlace) -> CommandResult<Vec<Priced>> {
    if request.keys.is_empty() {
        return Err(CommandError::field(ErrorCode::NothingPicked, "keys"));
    }
    let mut seen: Vec<Priced> = Vec::with_capacity(request.keys.len());
    for key in &request.keys {
        if seen.iter().any(|priced| priced.chosen.key == *key) {
            continue;
        }
        let priced = preview.orders.iter().find(|priced| priced.chosen.key == *key);
        let priced = priced.ok_or_else(|| about(CommandError::new(ErrorCode::PreviewMissing), key))?;
        if let Some(problem) = priced.order.problems.first() {
            let error = CommandError {
                platform_code: problem.code.clone(),
                ..CommandError::new(ErrorCode::PreviewProblem)
            };
            return Err(about(CommandError { said: problem.said.clone(), ..error }, key));
        }
        if priced.order.is_worse() && !request.accepted.contains(key) {
            return Err(about(worse(&priced.order), key));
        }
        seen.push(priced.clone());
    }
    Ok(seen)
}

/// Refuses goods that were ordered a short while ago, as the user saw, and that he did not ask for again.
fn refuse_again(order: &PreviewOrder, again: &[String]) -> CommandResult<()> {
    match order.duplicates.first() {
        Some(earlier) if !again.contains(&order.key) => {
            let operation_id = Some(earlier.operation_id.clone());
            let error = CommandError { operation_id, ..CommandError::new(ErrorCode::OrderedAlready) };
            Err(about(error, &order.key))
        }
        _ => Ok(()),
    }
}

/// Puts beside a fresh look how it differs from what the user saw.
fn compare(fresh: &mut PreviewOrder, seen: &PreviewOrder) {
    let was = |line_id: &_| {
        seen.lines.iter().find(|line| line.cart_line_id == *line_id).map(|line| line.unit_price)
    };
    fresh.shifts = shifts(fresh, was);
    fresh.sum_shifts = fresh.sums_since(seen);
    fresh.quantity_shifts = fresh.quantities_since(seen);
}

/// What the user said yes to by placing an order as he saw it.
fn consents(seen: &PreviewOrder) -> Vec<Consent> {
    let dearer = seen.is_worse().then(|| Consent::Dearer {
        shifts: seen.shifts.iter().filter(|shift| shift.rose()).cloned().collect(),
        sums: seen.sum_shifts.iter().filter(|shift| shift.is_worse()).cloned().collect(),
    });
    let earlier: Vec<_> = seen.duplicates.iter().map(|known| known.operation_id.clone()).collect();
    let again = (!earlier.is_empty()).then_some(Consent::Again { earlier });
    dearer.into_iter().chain(again).collect()
}

/// The refusal of an order that got worse, with the first figure that did.
fn worse(order: &PreviewOrder) -> CommandError {
    let error = CommandError::new(ErrorCode::PriceRose);
    if let Some(rise) = order.shifts.iter().find(|shift| shift.rose()) {
        let error = error.with("line", &rise.cart_line_id);
        return error.with("was", rise.was.minor()).with("is", rise.is.minor());
    }
    match order.sum_shifts.iter().find(|shift| shift.is_worse()) {
        Some(shift) => error.with("was", shift.was.minor()).with("is", shift.is.minor()),
        None => error,
    }
}

/// The same error about an order of the preview.
fn about(error: CommandError, key: &str) -> CommandError {
    CommandError { field: Some("keys".into()), ..error }.with("key", key)
}

fn deed(address: &Address, order: &PreviewOrder, message: Option<String>) -> Deed {
    Deed::CreateOrder(Box::new(CreateOrder { address: address.clone(), order: order.clone(), message }))
}

/// Places an order that was not placed, when its goods are still in the cart and none of its figures got worse.
pub(crate) async fn place_again(
    desk: &Desk,
    account_id: &AccountId,
    deed: &CreateOrder,
    entry: Entry,
) -> CommandResult<Redone> {
    let _turn = desk.inner.counter.turn.lock().await;
    let client = desk.client(account_id).await?;
    let agreed = &deed.order;
    cart::reading::read(desk, &client, account_id, agreed.platform).await?;
    let lines: Vec<_> = agreed
        .lines
        .iter()
        .map(|line| CartLineRef { platform: agreed.platform, line_id: line.cart_line_id.clone() })
        .collect();
    let chosen = choose(desk, account_id, &lines).await?.into_iter().next();
    let chosen = chosen.ok_or_else(|| CommandError::field(ErrorCode::CartLineMissing, "lines"))?;
    let mut fresh = price(&client, &deed.address, chosen).await?;
    if let Some(problem) = fresh.order.problems.first() {
        let error = CommandError {
            platform_code: problem.code.clone(),
            ..CommandError::new(ErrorCode::PreviewProblem)
        };
        return Err(CommandError { said: problem.said.clone(), ..error });
    }
    compare(&mut fresh.order, agreed);
    if fresh.order.is_worse() {
        let error = CommandError::new(ErrorCode::TotalChanged).with("was", agreed.total.minor());
        return Err(error.with("is", fresh.order.total.minor()));
    }
    let said = Said { message: deed.message.clone(), consents: Vec::new() };
    place_one(desk, &client, account_id, &deed.address, fresh, said, entry).await
}

/// What the user said about an order.
struct Said {
    /// Words to the seller.
    message: Option<String>,
    /// What he was asked before, and said yes to.
    consents: Vec<Consent>,
}

async fn place_one(
    desk: &Desk,
    client: &Client,
    account_id: &AccountId,
    address: &Address,
    priced: Priced,
    said: Said,
    entry: Entry,
) -> CommandResult<Redone> {
    let Said { message, consents } = said;
    let platform = priced.chosen.group.platform;
    let deed = deed(address, &priced.order, message.clone());
    let guarded = Guarded { lines: ordered_lines(address, &priced.order.lines), consents };
    let intent = |call, order| intent(account_id, &priced, (deed, entry), guarded, call, order);
    let (operation, error) = match platform {
        Platform::Taobao => {
            let order = taobao::CartOrder {
                ids: ids(&priced.chosen.group),
                order_address: translate::taobao::preview::receiver(address),
                user_id: None,
            };
            let intent = intent(pandapon::Operation::TaobaoCartCreateOrder, outgoing::shown(&order));
            let call = |client: Client| async move { client.taobao().order_cart(&order).await };
            let judge =
                |answer: Arc<Answer<taobao::CartOrderResult>>| async move { judge_taobao(&answer.data) };
            let sent = outgoing::send(desk, intent, call, judge).await?;
            let error = partly_failed(&sent);
            (sent.operation, sent.error.or(error))
        }
        Platform::Alibaba1688 => {
            let order = alibaba1688::CartOrder {
                flow: priced.terms.flow.clone(),
                message,
                shop_promotion_id: None,
                trade_type: priced.terms.trade_type.clone(),
                address_param: translate::alibaba1688::preview::receiver(address),
                cart_ids: ids(&priced.chosen.group),
                user_id: None,
                staff_name: None,
            };
            let intent = intent(pandapon::Operation::Alibaba1688CartCreateOrder, outgoing::shown(&order));
            let call = |client: Client| async move { client.alibaba1688().order_cart(&order).await };
            let (reader, account_id) = (client.clone(), account_id.clone());
            let judge = |answer: Arc<Answer<Vec<alibaba1688::CreatedOrder>>>| async move {
                judge_alibaba1688(&reader, &account_id, &answer.data).await
            };
            let sent = outgoing::send(desk, intent, call, judge).await?;
            (sent.operation, sent.error)
        }
    };
    if operation.state == OperationState::Done {
        read_back(desk, client, &operation).await;
        if let Err(failure) = cart::reading::read(desk, client, &operation.account_id, platform).await {
            tracing::warn!(%failure, "the cart was not read after an order");
        }
    }
    Ok(Redone { operation, error })
}

fn intent(
    account_id: &AccountId,
    priced: &Priced,
    (deed, entry): (Deed, Entry),
    guarded: Guarded,
    call: pandapon::Operation,
    request: Value,
) -> Intent {
    let lines = &priced.order.lines;
    Intent {
        deed,
        entry,
        account_id: account_id.clone(),
        platform: Some(priced.chosen.group.platform),
        order_ids: Vec::new(),
        subject: priced.chosen.group.seller_name.clone(),
        pieces: Some(lines.iter().fold(0, |sum, line| sum.saturating_add(line.quantity))),
        amount: Some(priced.order.total),
        call,
        request,
        guarded,
    }
}

fn ordered_lines(address: &Address, lines: &[PreviewLine]) -> Vec<OrderedLine> {
    let receiver = address.receiver();
    let ordered = |line: &PreviewLine| OrderedLine {
        offer_id: line.offer_id.clone(),
        sku_id: line.sku_id.clone(),
        quantity: line.quantity,
        receiver: receiver.clone(),
    };
    lines.iter().map(ordered).collect()
}

fn order_id(platform: Platform, id: &str) -> OrderId {
    Order::id_for(platform, &PlatformOrderId::new(id))
}

fn judge_taobao(result: &taobao::CartOrderResult) -> Verdict {
    let made: Vec<_> = result.order_ids.iter().map(|id| order_id(Platform::Taobao, id.as_str())).collect();
    if !made.is_empty() {
        return Verdict::Done(made);
    }
    // Purchase orders without order ids were made all the same; only their numbers here are missing.
    if result.fail_list.is_empty() || !result.purchase_order_ids.is_empty() {
        return Verdict::Unknown;
    }
    Verdict::Rejected(None, Some(words_of(&result.fail_list)))
}

/// Some records were ordered and others not: the orders stand, and what failed is told.
fn partly_failed(sent: &Sent<taobao::CartOrderResult>) -> Option<CommandError> {
    let answer = sent.answer.as_ref().filter(|answer| !answer.data.fail_list.is_empty())?;
    let error = CommandError::new(ErrorCode::Refused).saying(words_of(&answer.data.fail_list));
    Some(CommandError { operation_id: Some(sent.operation.operation_id.clone()), ..error })
}

fn words_of(failures: &[serde_json::Value]) -> String {
    let word = |failure: &serde_json::Value| {
        failure
            .get("reason")
            .and_then(|reason| reason.as_str())
            .map_or_else(|| failure.to_string(), str::to_owned)
    };
    failures.iter().map(word).collect::<Vec<_>>().join("; ")
}

/// An order id counts, whatever stands beside it: where the answer denies success, the order itself is asked for.
async fn judge_alibaba1688(
    client: &Client,
    account_id: &AccountId,
    results: &[alibaba1688::CreatedOrder],
) -> Verdict {
    let denied = results.iter().any(|result| result.success == Some(false));
    let made: Vec<_> = results.iter().flat_map(alibaba1688::CreatedOrder::order_ids).collect();
    if made.is_empty() && denied {
        let failures = results.iter().flat_map(|result| &result.failed_offer_list);
        let code = failures.clone().find_map(|failure| failure.error_code.as_ref()).map(ToString::to_string);
        let said = failures.filter_map(|failure| failure.error_message.as_ref()).map(ToString::to_string);
        return Verdict::Rejected(
            code,
            Some(said.collect::<Vec<_>>().join("; ")).filter(|said| !said.is_empty()),
        );
    }
    if made.is_empty() {
        return Verdict::Unknown;
    }
    if denied {
        for id in &made {
            let id = PlatformOrderId::new(id.as_str());
            let read =
                reading::read(client, account_id, Platform::Alibaba1688, &id, ChangeSource::OwnAction).await;
            if read.is_err() {
                return Verdict::Unknown;
            }
        }
    }
    Verdict::Done(made.iter().map(|id| order_id(Platform::Alibaba1688, id.as_str())).collect())
}

/// Reads what was made. The orders stand whether this gets through or not; the next refresh brings what is missing.
async fn read_back(desk: &Desk, client: &Client, operation: &Operation) {
    let Some(platform) = operation.platform else { return };
    for order_id in &operation.order_ids {
        let id = order_id.as_str().split_once(':').map_or(order_id.as_str(), |(_, id)| id);
        let id = PlatformOrderId::new(id);
        let source = ChangeSource::OwnAction;
        if let Err(failure) =
            reading::read_and_keep(desk, client, &operation.account_id, platform, &id, source).await
        {
            tracing::warn!(%failure, %order_id, "a new order was not read back");
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_answer_that_names_nothing_is_unknown() {
        assert_eq!(judge_taobao(&taobao::CartOrderResult::default()), Verdict::Unknown);
        let failed = taobao::CartOrderResult {
            fail_list: vec![serde_json::json!({ "reason": "库存不足" })],
            ..taobao::CartOrderResult::default()
        };
        assert_eq!(judge_taobao(&failed), Verdict::Rejected(None, Some("库存不足".into())));
        let made = taobao::CartOrderResult { order_ids: vec!["1024285237573584051".into()], ..failed };
        assert_eq!(judge_taobao(&made), Verdict::Done(vec!["taobao:1024285237573584051".into()]));
    }
}
