//! Placing orders of a preview.

use std::sync::Arc;

use futures::future::try_join_all;
use pandapon::{Answer, Client, alibaba1688, taobao};
use pondesk_domain::{
    AccountId, Address, Agreement, ChangeSource, Consent, Duplicate, Money, Operation, OperationState, Order,
    OrderId, OrderedLine, Platform, PlatformOrderId, PreviewId, PreviewLine, PreviewOrder,
};
use serde_json::Value;

use super::agreeing::{about, agreed, compare, consents, refuse_again, refuse_news, stands_in_the_way};
use super::guards::Guards;
use super::outgoing::{self, Guarded, Intent, Sent, Verdict};
use crate::api::*;
use crate::cart;
use crate::checkout::choose;
use crate::checkout::kept::KeptPreview;
use crate::checkout::previewing::{Priced, ids, price};
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
    let guards = Guards::read(desk, &preview.account_id, None).await?;
    let (mut to_place, mut worse) = (Vec::new(), Vec::new());
    for (seen, mut fresh) in seen.into_iter().zip(fresh) {
        compare(&mut fresh.order, &seen.order);
        fresh.order.duplicates = guards.duplicates(&fresh.order.lines, &preview.address);
        let seen = seen.order;
        let is_known =
            |found: &Duplicate| seen.duplicates.iter().any(|known| known.operation_id == found.operation_id);
        let as_agreed = fresh.order.is_as_seen() && fresh.order.duplicates.iter().all(is_known);
        if as_agreed { to_place.push((seen, fresh)) } else { worse.push(fresh) }
    }
    let sum = Money::sum(to_place.iter().map(|(_, priced)| priced.order.total));
    let above = guards.check_orders(sum, request.confirmed)?;
    let mut placed = Vec::with_capacity(to_place.len());
    for (seen, priced) in to_place {
        let consents = consents(&seen).into_iter().chain(above.clone()).collect();
        let was = (priced.order.total.minor() < seen.total.minor()).then_some(seen.total);
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
        placed.push(Placed { key, operation, was, error });
    }
    let changed = (!worse.is_empty()).then(|| {
        let preview_id = PreviewId::new(desk.new_ulid());
        let changed =
            KeptPreview { preview_id, orders: worse, read_at: desk.now(), ..KeptPreview::clone(&preview) };
        desk.inner.counter.keep(changed).view()
    });
    Ok(PlaceResult { placed, changed })
}

fn deed(address: &Address, order: &PreviewOrder, message: Option<String>) -> Deed {
    Deed::CreateOrder(Box::new(CreateOrder { address: address.clone(), order: order.clone(), message }))
}

/// Places an order that was not placed, when its goods are still in the cart and none of its figures got worse, and guards
/// have nothing to say that the user did not agree to.
pub(crate) async fn place_again(
    desk: &Desk,
    account_id: &AccountId,
    deed: &CreateOrder,
    entry: Entry,
    agreement: &Agreement,
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
        return Err(stands_in_the_way(problem));
    }
    compare(&mut fresh.order, agreed);
    if fresh.order.is_worse() {
        let error = CommandError::new(ErrorCode::TotalChanged).with("was", agreed.total.minor());
        return Err(error.with("is", fresh.order.total.minor()));
    }
    let guards = Guards::read(desk, account_id, entry.replaced()).await?;
    let duplicates = guards.duplicates(&fresh.order.lines, &deed.address);
    refuse_news(&duplicates, agreement)?;
    let above = guards.check_orders(fresh.order.total, agreement.confirmed())?;
    let earlier = duplicates.into_iter().map(|found| found.operation_id).collect();
    let said = Said { message: deed.message.clone(), consents: agreement.consents(earlier, above) };
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
    let intent = |call, order| intent(account_id, &priced, deed, entry, guarded, call, order);
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
    deed: Deed,
    entry: Entry,
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
            if reading::ask(client, account_id, Platform::Alibaba1688, &id).await.is_err() {
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
        let id = PlatformOrderId::new(Order::platform_id_of(order_id));
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
