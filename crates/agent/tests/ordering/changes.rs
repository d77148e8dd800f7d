//! What changes between a look and the deed.

use pondesk_agent::api::*;
use pondesk_domain::{Money, OperationKind, OperationState, OrderStage, Platform};
use serde_json::json;

use crate::ground::Ground;

/// The price of a 1688 offer rises by half.
async fn raise(ground: &Ground, offer_id: &str, unit_price: Money) -> Money {
    let raised = unit_price.minor() * 3 / 2;
    let change = json!({ "platform": "1688", "offerId": offer_id, "priceFen": raised });
    ground.control("change-price", change).await;
    Money::fen(raised)
}

#[tokio::test(flavor = "multi_thread")]
async fn a_price_that_rose_after_the_preview_stops_the_order_until_the_user_agrees() {
    let ground = Ground::new().await;
    let goods = ground.goods(Platform::Alibaba1688, 0);
    let line = ground.add(&goods, goods.moq).await;
    let preview = ground.preview(&[line]).await;
    let was = preview.orders[0].lines[0].unit_price;
    raise(&ground, &goods.offer_id, was).await;

    let result = ground.place(&preview, false).await.unwrap();
    assert!(result.placed.is_empty());
    let changed = result.changed.unwrap();
    let shift = &changed.orders[0].shifts[0];
    assert_eq!((shift.was, shift.is), (was, changed.orders[0].lines[0].unit_price));
    assert!(shift.is.minor() > was.minor() && shift.rose());
    assert_eq!(changed.ready_total, Money::ZERO);
    assert_eq!(ground.orders_at_sandbox(Platform::Alibaba1688).await, 0, "nothing was sent");
    let written = ground.outbox().await.over;
    assert!(written.iter().all(|operation| operation.kind != OperationKind::CreateOrder), "nor written down");

    let error = ground.place(&changed, false).await.unwrap_err();
    assert_eq!(error.code, ErrorCode::PriceRose);
    assert_eq!(error.details["was"], was.minor().to_string());
    assert_eq!(ground.orders_at_sandbox(Platform::Alibaba1688).await, 0);

    let placed = ground.place(&changed, true).await.unwrap().placed;
    assert_eq!(placed[0].operation.state, OperationState::Done);
    let order = ground.show(&placed[0].operation.order_ids[0], false).await.order;
    assert_eq!(order.total, Some(changed.orders[0].total));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_price_that_rose_since_it_was_put_into_the_cart_is_shown_in_the_preview() {
    let ground = Ground::new().await;
    let goods = ground.goods(Platform::Alibaba1688, 0);
    let line = ground.add(&goods, goods.moq).await;
    let was = line.unit_price.unwrap();
    raise(&ground, &goods.offer_id, was).await;
    let cart = ground.cart(true).await;
    assert_eq!(crate::ground::line_of(&cart, &goods).was_unit_price, Some(was));

    let preview = ground.preview(&[line]).await;
    assert_eq!(preview.orders[0].shifts[0].was, was);
    assert_eq!(ground.place(&preview, false).await.unwrap_err().code, ErrorCode::PriceRose);
    let placed = ground.place(&preview, true).await.unwrap().placed;
    assert_eq!(placed[0].operation.state, OperationState::Done);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_price_that_fell_does_not_stop_the_order() {
    let ground = Ground::new().await;
    let goods = ground.goods(Platform::Taobao, 0);
    let line = ground.add(&goods, 1).await;
    let preview = ground.preview(&[line]).await;
    let change = json!({ "platform": "taobao", "offerId": goods.offer_id, "priceFen": 100 });
    ground.control("change-price", change).await;
    let result = ground.place(&preview, false).await.unwrap();
    assert_eq!(result.changed, None);
    let order = ground.show(&result.placed[0].operation.order_ids[0], false).await.order;
    assert!(order.total.unwrap().minor() < preview.total.minor());
}

#[tokio::test(flavor = "multi_thread")]
async fn one_order_that_changed_does_not_hold_up_the_other() {
    let ground = Ground::new().await;
    let (dear, same) = (ground.goods(Platform::Alibaba1688, 0), ground.goods(Platform::Taobao, 0));
    let lines = [ground.add(&dear, dear.moq).await, ground.add(&same, 1).await];
    let preview = ground.preview(&lines).await;
    let was = lines[0].unit_price.unwrap();
    raise(&ground, &dear.offer_id, was).await;
    let result = ground.place(&preview, false).await.unwrap();
    assert_eq!(result.placed.len(), 1);
    assert_eq!(result.placed[0].operation.platform, Some(Platform::Taobao));
    assert_eq!(result.changed.unwrap().orders.len(), 1);
    let error = ground.place(&preview, false).await.unwrap_err();
    assert_eq!(
        error.code,
        ErrorCode::PreviewMissing,
        "a placed order cannot be placed from its preview again"
    );
    assert_eq!(ground.orders_at_sandbox(Platform::Taobao).await, 1);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_total_that_rose_is_not_paid() {
    let ground = Ground::new().await;
    let view = ground.order(&ground.goods(Platform::Alibaba1688, 0)).await;
    let seen = view.order.total.unwrap();
    let id = &view.order.platform_order_id;
    ground.control("change-order-price", json!({ "orderId": id, "changeFen": 100 })).await;

    let result = ground.pay(&[&view]).await;
    assert!(result.paid.is_empty() && result.operations.is_empty());
    let error = &result.not_paid[0].error;
    assert_eq!(error.code, ErrorCode::TotalChanged);
    assert_eq!(error.details["was"], seen.minor().to_string());
    assert_eq!(error.details["is"], (seen.minor() + 100).to_string());

    let now = ground.show(&view.order.order_id, false).await;
    let result = ground.pay(&[&now]).await;
    assert_eq!((result.paid.len(), result.fell), (1, vec![]));
    let paid = ground.show(&view.order.order_id, false).await;
    assert_eq!(paid.order.status.stage, OrderStage::ToShip);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_total_that_fell_is_paid_and_told() {
    let ground = Ground::new().await;
    let view = ground.order(&ground.goods(Platform::Alibaba1688, 0)).await;
    let (was, before) = (view.order.total.unwrap(), ground.balance_fen().await);
    let id = &view.order.platform_order_id;
    ground.control("change-order-price", json!({ "orderId": id, "changeFen": -100 })).await;

    let result = ground.pay(&[&view]).await;
    let is = Money::fen(was.minor() - 100);
    assert_eq!(result.paid, vec![view.order.order_id.clone()]);
    assert_eq!(result.fell, vec![SumFell { order_id: view.order.order_id.clone(), was, is }]);
    assert_eq!(result.operations[0].amount, Some(is), "what is written down is what was paid");
    assert_eq!(before - ground.balance_fen().await, is.minor());

    let now = ground.show(&view.order.order_id, false).await;
    assert_eq!(now.order.discount, Some(Money::fen(100)));
    assert_eq!(now.order.goods, view.order.goods, "goods are before the discount");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_sum_that_fell_until_the_order_is_sent_is_told() {
    let ground = Ground::new().await;
    let goods = ground.goods(Platform::Taobao, 0);
    let line = ground.add(&goods, goods.moq).await;
    let preview = ground.preview(std::slice::from_ref(&line)).await;
    let price = json!({
        "platform": "taobao", "offerId": goods.offer_id, "skuId": goods.sku_id,
        "priceFen": line.unit_price.unwrap().minor() - 1,
    });
    ground.control("change-price", price).await;
    let result = ground.place(&preview, false).await.unwrap();
    assert_eq!((result.placed[0].was, result.changed), (Some(preview.total), None));
    let paid_less = preview.total.minor() - i64::from(goods.moq);
    assert_eq!(result.placed[0].operation.amount, Some(Money::fen(paid_less)));
}
