//! Pushed messages, from the sandbox's push to the order that changed.

use std::time::Duration;

use pondesk_agent::api::*;
use pondesk_domain::{
    Callback, CallbackKind, CallbackReason, CallbackState, ChangeSource, Money, OrderId, OrderStage,
    Platform, SignatureMode, SignatureVerdict,
};
use serde_json::{Value, json};

use crate::ground::{Ground, run};
use crate::opening::add_account;

/// The desk listens, the sandbox knows where, and signatures are asked for as given.
pub(crate) async fn listening(ground: &Ground, mode: SignatureMode, mut registration: Value) -> String {
    let url = listen(ground, mode).await;
    registration["url"] = json!(url);
    ground.control("callback", registration).await;
    url
}

/// The desk listens; the address of its account comes back.
pub(crate) async fn listen(ground: &Ground, mode: SignatureMode) -> String {
    ground.desk.receive_callbacks();
    let receiver = ReceiverChange { on: Some(true), port: Some(0), ..ReceiverChange::default() };
    let _: CallbackSettings = ground.run("callback_settings_save", &receiver).await.unwrap();
    let account_id = ground.account_id.clone();
    let door = CallbackDoorChange { account_id, mode: Some(mode), signed_texts: None, new_path: false };
    let settings: CallbackSettings = ground.run("callback_door_save", &door).await.unwrap();
    assert_eq!(settings.standing.failure, None);
    let door = settings.doors.into_iter().find(|door| door.account_id == ground.account_id).unwrap();
    format!("http://{}{}", settings.standing.listening.unwrap(), door.path)
}

pub(crate) async fn inbox(ground: &Ground) -> CallbackPage {
    ground.run("callback_list", &CallbackList { limit: 200, ..CallbackList::default() }).await.unwrap()
}

/// Asks until the inbox is as wanted.
pub(crate) async fn until_inbox(ground: &Ground, wanted: impl Fn(&[Callback]) -> bool) -> Vec<Callback> {
    let deadline = tokio::time::Instant::now() + Duration::from_secs(20);
    loop {
        let rows = inbox(ground).await.rows;
        if wanted(&rows) {
            return rows;
        }
        assert!(tokio::time::Instant::now() < deadline, "still {rows:#?}");
        tokio::task::yield_now().await;
    }
}

pub(crate) async fn until_all(ground: &Ground, count: usize, state: CallbackState) -> Vec<Callback> {
    until_inbox(ground, |rows| rows.len() == count && rows.iter().all(|row| row.state == state)).await
}

/// One message about an order, pushed on request.
async fn push(ground: &Ground, order: &str, more: Value) {
    let mut push = json!({ "orderId": order });
    for (name, value) in more.as_object().unwrap() {
        push[name] = value.clone();
    }
    ground.control("push", push).await;
}

async fn ingest(ground: &Ground, message: &Value) -> Callback {
    let ingest = CallbackIngest { account_id: ground.account_id.clone(), text: message.to_string() };
    ground.run("callback_ingest", &ingest).await.unwrap()
}

fn price_message(order: &str, total: &str) -> Value {
    json!({
        "messageType": "ORDER_BUYER_VIEW_ORDER_PRICE_MODIFY",
        "messagePlatform": 1,
        "timestamp": "1795402237123",
        "messageBody": { "orderNo": order, "totalAmount": total, "orderStatus": "waitbuyerpay" },
    })
}

#[tokio::test(flavor = "multi_thread")]
async fn a_price_that_the_seller_changed_is_known_without_asking() {
    let ground = Ground::new().await;
    for platform in [Platform::Taobao, Platform::Alibaba1688] {
        let goods = ground.goods(platform, 0);
        let order = ground.order(&goods).await.order;
        let order = ground.until(&order.order_id, OrderStage::ToPay).await.order;
        if platform == Platform::Taobao {
            listening(&ground, SignatureMode::Enforce, json!({})).await;
        }
        // What was told of its making is over.
        until_inbox(&ground, |rows| rows.iter().all(|row| row.state == CallbackState::Applied)).await;
        let change = json!({ "orderId": order.platform_order_id, "changeFen": -120 });
        ground.control("change-order-price", change).await;
        let of_price =
            |row: &Callback| row.platform == Some(platform) && row.kind == Some(CallbackKind::PriceModified);
        let applied = |row: &Callback| of_price(row) && row.state == CallbackState::Applied;
        let rows = until_inbox(&ground, |rows| rows.iter().any(applied)).await;
        let message = rows.iter().find(|row| applied(row)).unwrap();
        assert_eq!(message.signature, SignatureVerdict::Right);
        assert_eq!(message.order_id.as_ref(), Some(&order.order_id));

        let view = ground.show(&order.order_id, false).await;
        let was = order.total.unwrap();
        assert_eq!(view.order.total, Some(Money::fen(was.minor() - 120)), "{platform}");
        assert_eq!(message.facts.total, view.order.total, "the message had said so");
        let change = view.changes.iter().find(|change| change.field == "total").unwrap();
        assert_eq!(change.source, ChangeSource::Callback);
        assert_eq!(change.old.as_deref(), Some(was.minor().to_string().as_str()));
        assert_eq!(change.request_id, message.request_id, "which message it was can be told");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn every_step_of_an_order_is_told_in_whatever_form() {
    let ground = Ground::new().await;
    listening(
        &ground,
        SignatureMode::Enforce,
        json!({ "form": "seeded", "hexCase": "upper", "unrest": { "duplicatePercent": 50 } }),
    )
    .await;
    let mut orders = Vec::new();
    for platform in [Platform::Taobao, Platform::Alibaba1688] {
        let goods = ground.goods(platform, 0);
        let view = ground.order(&goods).await;
        let view = ground.until(&view.order.order_id, OrderStage::ToPay).await;
        assert!(ground.pay(&[&view]).await.not_paid.is_empty());
        orders.push(view.order);
    }
    ground.control("advance", json!({ "seconds": 60 })).await;
    for order in &orders {
        ground.control("ship", json!({ "orderId": order.platform_order_id })).await;
    }
    for order in &orders {
        let deadline = tokio::time::Instant::now() + Duration::from_secs(20);
        // Without a read of its own: the messages alone bring it.
        while ground.show(&order.order_id, false).await.order.status.stage != OrderStage::Shipped {
            assert!(tokio::time::Instant::now() < deadline, "{:#?}", inbox(&ground).await.rows);
            tokio::task::yield_now().await;
        }
    }
    let rows = until_inbox(&ground, |rows| rows.iter().all(|row| row.state == CallbackState::Applied)).await;
    assert!(rows.iter().all(|row| row.signature == SignatureVerdict::Right));
    assert!(rows.iter().any(|row| row.times > 1), "duplicates are counted, not kept twice");
}

#[tokio::test(flavor = "multi_thread")]
async fn wrong_signatures_are_kept_and_shown_and_change_nothing_where_right_ones_are_wanted() {
    let ground = Ground::new().await;
    let order = ground.order(&ground.goods(Platform::Alibaba1688, 0)).await.order;
    let number = order.platform_order_id.as_str().to_owned();
    listening(&ground, SignatureMode::Enforce, json!({})).await;
    // Nobody tells the desk: only these messages could.
    ground.control("callback", json!({})).await;
    let url = listen(&ground, SignatureMode::Enforce).await;
    let change = json!({ "orderId": number, "changeFen": -50 });
    ground.control("change-order-price", change).await;
    ground.control("callback", json!({ "url": url })).await;
    push(&ground, &number, json!({ "about": "price", "authorization": "wrong" })).await;
    push(&ground, &number, json!({ "about": "price", "authorization": "none" })).await;
    let rows = until_all(&ground, 2, CallbackState::Refused).await;
    let mut reasons: Vec<_> = rows.iter().filter_map(|row| row.reason).collect();
    reasons.sort_by_key(|reason| format!("{reason:?}"));
    assert_eq!(reasons, [CallbackReason::NoSignature, CallbackReason::WrongSignature]);
    assert_eq!(ground.show(&order.order_id, false).await.order.total, order.total);

    // Where they are only noted, both count, the order is fetched, and it shows what they were worth.
    listen(&ground, SignatureMode::LogOnly).await;
    let retried: CallbackRetried = ground.run("callback_retry", &CallbackRetry::default()).await.unwrap();
    assert_eq!(retried.count, 2);
    let rows = until_inbox(&ground, |rows| {
        !rows.is_empty() && rows.iter().all(|row| row.state == CallbackState::Applied)
    })
    .await;
    assert!(rows.iter().all(|row| row.signature < SignatureVerdict::NotChecked), "{rows:#?}");
    let now = ground.show(&order.order_id, false).await.order.total;
    assert_eq!(now, Some(Money::fen(order.total.unwrap().minor() - 50)));
}

#[tokio::test(flavor = "multi_thread")]
async fn copies_late_ones_and_reads_in_between_come_to_the_same() {
    let ground = Ground::new().await;
    listening(&ground, SignatureMode::LogOnly, json!({})).await;
    let order = ground.order(&ground.goods(Platform::Alibaba1688, 0)).await.order;
    let number = order.platform_order_id.as_str().to_owned();
    let was = order.total.unwrap().minor();
    for step in 1..=4 {
        ground.control("change-order-price", json!({ "orderId": number, "changeFen": -10 })).await;
        push(&ground, &number, json!({ "about": "price", "copies": 5 })).await;
        ground.show(&order.order_id, step % 2 == 0).await;
    }
    let wanted = Some(Money::fen(was - 40));
    until_inbox(&ground, |rows| {
        let waits = rows.iter().any(|row| row.state != CallbackState::Applied);
        !waits && rows.iter().map(|row| row.times).sum::<u32>() >= 24
    })
    .await;
    let view = ground.show(&order.order_id, false).await;
    assert_eq!(view.order.total, wanted);
    let totals: Vec<_> = view.changes.iter().filter(|change| change.field == "total").collect();
    for pair in totals.windows(2) {
        assert_eq!(pair[1].new, pair[0].old, "no step of the price is lost or told twice");
    }
    assert_eq!(totals.last().unwrap().old, Some(was.to_string()));
}

#[tokio::test(flavor = "multi_thread")]
async fn an_answer_from_before_the_change_that_comes_after_it_changes_nothing() {
    let ground = Ground::new().await;
    let order = ground.order(&ground.goods(Platform::Alibaba1688, 0)).await.order;
    let order = ground.until(&order.order_id, OrderStage::ToPay).await.order;
    let was = order.total.unwrap().minor();
    for operation in ["alibaba1688GetOrderDetail", "alibaba1688ListOrders"] {
        let before = ground.show(&order.order_id, false).await.order.total.unwrap().minor();
        ground.fault(operation, json!({ "kind": "hold" })).await;
        let (desk, account_id, order_id) =
            (ground.desk.clone(), ground.account_id.clone(), order.order_id.clone());
        let slow = tokio::spawn(async move {
            if operation == "alibaba1688ListOrders" {
                let list = OrderRefresh { account_id };
                run::<serde_json::Value>(&desk, "order_refresh", &list).await.map(drop)
            } else {
                let show = OrderShow { account_id, order_id, refresh: true };
                run::<OrderView>(&desk, "order_show", &show).await.map(drop)
            }
        });
        while ground.state().await["heldAnswers"] != 1 {
            tokio::task::yield_now().await;
        }
        let number = &order.platform_order_id;
        ground.control("change-order-price", json!({ "orderId": number, "changeFen": -120 })).await;
        let total = format!("{}.{:02}", (before - 120) / 100, (before - 120) % 100);
        let message = ingest(&ground, &price_message(number.as_str(), &total)).await;
        ground.desk.work_on_callbacks().await.unwrap();
        let rows = inbox(&ground).await.rows;
        let read = rows.iter().find(|row| row.callback_id == message.callback_id).unwrap();
        assert_eq!(read.state, CallbackState::Applied, "{operation}: {read:?}");
        let told = ground.show(&order.order_id, false).await.order.total;
        assert_eq!(told, Some(Money::fen(before - 120)), "{operation}");
        // The price of before is told now.
        ground.control("faults", json!({ "faults": [] })).await;
        slow.await.unwrap().unwrap();
        let view = ground.show(&order.order_id, false).await;
        assert_eq!(view.order.total, told, "{operation}");
        let totals: Vec<_> = view.changes.iter().filter(|change| change.field == "total").collect();
        assert_eq!(totals[0].new, told.map(|total| total.minor().to_string()), "{operation}");
        assert_eq!(totals.last().unwrap().old, Some(was.to_string()));
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn offline_the_message_speaks_for_itself_until_the_order_is_fetched() {
    let mut ground = Ground::new().await;
    let order = ground.order(&ground.goods(Platform::Alibaba1688, 0)).await.order;
    ground.desk.receive_callbacks();
    ground.stop_sandbox().await;
    let message = ingest(&ground, &price_message(order.platform_order_id.as_str(), "12.30")).await;
    assert_eq!(message.state, CallbackState::Waiting);
    let rows = until_inbox(&ground, |rows| rows[0].reason == Some(CallbackReason::Offline)).await;
    assert_eq!(rows[0].facts.total, Some(Money::fen(1230)), "said, not yet confirmed");
    assert_eq!(rows[0].order_id.as_ref(), Some(&order.order_id));
    assert_eq!(ground.show(&order.order_id, false).await.order.total, order.total);

    ground.start_sandbox_again().await;
    // Any answer tells that PandaPon is reached again.
    assert!(!ground.cart(true).await.offline);
    let rows = until_all(&ground, 1, CallbackState::Applied).await;
    assert_eq!(rows[0].reason, None);
    let now = ground.show(&order.order_id, false).await.order.total;
    assert_eq!(now, order.total, "what counts is what PandaPon tells");
}

#[tokio::test(flavor = "multi_thread")]
async fn an_order_made_elsewhere_is_found_and_one_that_nobody_knows_is_not() {
    let ground = Ground::new().await;
    listening(&ground, SignatureMode::LogOnly, json!({})).await;
    for platform in [Platform::Taobao, Platform::Alibaba1688] {
        ground.order_elsewhere(&ground.goods(platform, 0)).await;
    }
    ground.control("advance", json!({ "seconds": 10 })).await;
    let orders = ground.state().await["orders"].clone();
    let ids = |platform: &str| {
        let order = &orders[platform][0];
        order["orderId"].as_str().or_else(|| order["baseInfo"]["idOfStr"].as_str()).unwrap().to_owned()
    };
    for id in [ids("taobao"), ids("1688")] {
        push(&ground, &id, json!({})).await;
    }
    until_inbox(&ground, |rows| {
        rows.len() >= 2 && rows.iter().all(|row| row.state == CallbackState::Applied)
    })
    .await;
    let known: Vec<_> = ground.list().await.rows.into_iter().map(|row| row.platform_order_id).collect();
    assert!(known.iter().any(|id| id.as_str() == ids("taobao")), "by Taobao's own number: {known:?}");
    assert!(known.iter().any(|id| id.as_str() == ids("1688")));

    ingest(&ground, &price_message("2156789012345678901", "1.00")).await;
    let taobao = json!({
        "messageType": "ORDER_BUYER_VIEW_ORDER_PRICE_MODIFY", "messagePlatform": 0, "timestamp": "1795402237124",
        "messageBody": { "salesOrderId": "3305075341149134260", "purchaseOrderPriceDTO": { "purchaseTotalFee": 980 } },
    });
    ingest(&ground, &taobao).await;
    let rows =
        until_inbox(&ground, |rows| rows[..2].iter().all(|row| row.state == CallbackState::Unmatched)).await;
    assert!(rows[..2].iter().all(|row| row.reason == Some(CallbackReason::UnknownOrder)), "{rows:#?}");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_message_about_another_accounts_order_is_not_applied_to_it() {
    let ground = Ground::new().await;
    let order = ground.order(&ground.goods(Platform::Alibaba1688, 0)).await.order;
    let folder = tempfile::tempdir().unwrap();
    let other = crate::opening::start_sandbox(&folder, 0).await;
    let account_id = add_account(&ground.desk, &other).await.account_id;
    let text = price_message(order.platform_order_id.as_str(), "12.30").to_string();
    let _: Callback = ground.run("callback_ingest", &CallbackIngest { account_id, text }).await.unwrap();
    ground.desk.work_on_callbacks().await.unwrap();
    let row = inbox(&ground).await.rows.remove(0);
    assert_eq!((row.state, row.reason), (CallbackState::Unmatched, Some(CallbackReason::OtherAccount)));
    let seen: Vec<OrderId> = ground.list().await.rows.into_iter().map(|row| row.order_id).collect();
    assert_eq!(seen, [order.order_id]);
}

#[tokio::test(flavor = "multi_thread")]
async fn unknown_types_wait_for_a_pondesk_that_knows_them_and_block_nothing() {
    let ground = Ground::new().await;
    let order = ground.order(&ground.goods(Platform::Alibaba1688, 0)).await.order;
    listening(&ground, SignatureMode::LogOnly, json!({})).await;
    let number = order.platform_order_id.as_str().to_owned();
    push(&ground, &number, json!({ "messageType": "ORDER_DANCED" })).await;
    ground.control("push", json!({ "raw": "{\"messageType\": \"half" })).await;
    push(&ground, &number, json!({})).await;
    let rows = until_inbox(&ground, |rows| {
        rows.len() == 3 && rows.iter().all(|row| row.state != CallbackState::Waiting)
    })
    .await;
    let mut states: Vec<_> = rows.iter().map(|row| row.state).collect();
    states.sort();
    assert_eq!(states, [CallbackState::Applied, CallbackState::UnknownType, CallbackState::Unreadable]);
    let unknown = rows.iter().find(|row| row.state == CallbackState::UnknownType).unwrap();
    assert_eq!(unknown.message_type.as_deref(), Some("ORDER_DANCED"));
    let view: CallbackView =
        ground.run("callback_show", &CallbackRef { callback_id: unknown.callback_id.clone() }).await.unwrap();
    assert!(view.text.contains("ORDER_DANCED") && !view.cut);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_message_that_pandapon_would_not_explain_is_asked_for_again_and_then_given_up() {
    let ground = Ground::new().await;
    let order = ground.order(&ground.goods(Platform::Alibaba1688, 0)).await.order;
    let fault = json!({ "kind": "status", "status": 500, "executed": false, "count": 50 });
    ground.fault("alibaba1688GetOrderDetail", fault).await;
    ingest(&ground, &price_message(order.platform_order_id.as_str(), "12.30")).await;
    let mut tries = 0;
    while let Some(at) = ground.desk.work_on_callbacks().await.unwrap() {
        assert_eq!(inbox(&ground).await.rows[0].reason, Some(CallbackReason::NotTold));
        ground.clock.go_to(at);
        tries += 1;
        assert!(tries < 20, "it never ends");
    }
    let row = inbox(&ground).await.rows.remove(0);
    assert_eq!((row.state, row.reason), (CallbackState::Unmatched, Some(CallbackReason::NotTold)));
    assert_eq!(tries, 5);

    ground.control("faults", json!({ "faults": [] })).await;
    let retry = CallbackRetry { callback_id: Some(row.callback_id) };
    let _: CallbackRetried = ground.run("callback_retry", &retry).await.unwrap();
    ground.desk.work_on_callbacks().await.unwrap();
    assert_eq!(inbox(&ground).await.rows[0].state, CallbackState::Applied);
}

#[tokio::test(flavor = "multi_thread")]
async fn what_came_before_the_desk_was_closed_is_worked_on_when_it_is_open_again() {
    let mut ground = Ground::new().await;
    let order = ground.order(&ground.goods(Platform::Alibaba1688, 0)).await.order;
    ground.stop_sandbox().await;
    ingest(&ground, &price_message(order.platform_order_id.as_str(), "12.30")).await;
    ground.desk.work_on_callbacks().await.unwrap();
    ground.start_sandbox_again().await;
    let ground = ground.reopen().await;
    ground.sign_in().await;
    ground.desk.work_on_callbacks().await.unwrap();
    assert_eq!(inbox(&ground).await.rows[0].state, CallbackState::Applied);
}
