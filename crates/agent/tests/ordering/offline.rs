//! On a train: no PandaPon, and Pondesk was closed in between.

use pondesk_agent::api::*;
use pondesk_domain::{OrderStage, Platform};

use crate::ground::Ground;

#[tokio::test(flavor = "multi_thread")]
async fn orders_and_cart_are_there_after_a_restart_without_the_net() {
    let mut ground = Ground::new().await;
    let order = ground.order(&ground.goods(Platform::Alibaba1688, 0)).await;
    assert_eq!(ground.pay(&[&order]).await.paid.len(), 1);
    let told = ground.show(&order.order.order_id, false).await;
    let in_cart = ground.goods(Platform::Taobao, 0);
    ground.add(&in_cart, 1).await;
    ground.stop_sandbox().await;

    let view = ground.show(&order.order.order_id, true).await;
    assert!(view.offline, "asked and not reached");
    assert_eq!(view.read_at, told.read_at);
    let cart = ground.cart(true).await;
    assert!(cart.offline);
    assert_eq!(cart.cart.line_count, 1);
    let refresh = OrderRefresh { account_id: ground.account_id.clone() };
    let refreshed: OrderRefreshed = ground.run("order_refresh", &refresh).await.unwrap();
    assert_eq!(refreshed.failed.len(), 2);
    assert!(refreshed.failed.iter().all(|failure| failure.error.code == ErrorCode::NotReached));
    let failed = ground.cancel(&order.order.order_id).await.unwrap_err();
    assert_eq!(failed.code, ErrorCode::NotReached, "no write without a look");

    let ground = ground.reopen().await;
    let page = ground.list().await;
    assert_eq!((page.rows.len(), page.total), (1, 1));
    assert_eq!(page.rows[0].order_id, order.order.order_id);
    assert_eq!(page.rows[0].status.stage, OrderStage::ToShip);
    let view = ground.show(&order.order.order_id, false).await;
    assert_eq!(view.order, told.order, "to the last field");
    assert_eq!(view.changes, told.changes);
    assert_eq!(view.operations.len(), 2, "created and paid");
    assert_eq!(view.read_at, told.read_at);
    assert_eq!(ground.cart(false).await.cart.line_count, 1);
}
