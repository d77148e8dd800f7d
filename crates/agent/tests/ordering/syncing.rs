//! Fetching in the background: keeping what is open fresh.

use std::time::Duration;

use pondesk_agent::api::*;
use pondesk_domain::{ChangeSource, OrderStage, Platform};
use serde_json::json;

use crate::ground::Ground;
use crate::opening::start_sandbox;
use crate::sync_ground::{Child, status_of, sync_until};

#[tokio::test(flavor = "multi_thread")]
async fn a_desk_that_waits_begins_as_soon_as_it_has_an_account() {
    let folder = tempfile::tempdir().unwrap();
    let sandbox = start_sandbox(&folder, 0).await;
    let child = Child::of(&sandbox, sandbox.base_url().to_owned());
    let desk = child.open(&folder.path().join("desk")).await;
    let waiting = desk.clone();
    let fresh = tokio::spawn(async move { waiting.keep_fresh().await });
    let account_id = child.account(&desk).await;
    let deadline = tokio::time::Instant::now() + Duration::from_secs(30);
    while status_of(&desk, &account_id).await.iter().any(|platform| platform.filled_at.is_none()) {
        assert!(tokio::time::Instant::now() < deadline, "nothing is fetched");
        tokio::task::yield_now().await;
    }
    fresh.abort();
}

#[tokio::test(flavor = "multi_thread")]
async fn open_orders_are_never_older_than_five_minutes() {
    let ground = Ground::new().await;
    let first = ground.order(&ground.goods(Platform::Taobao, 0)).await;
    let mut more = Vec::new();
    for nth in 0..5 {
        more.push(ground.order(&ground.goods(Platform::Alibaba1688, nth)).await);
    }
    sync_until(&ground.desk, &ground.account_id, |platform| platform.filled_at.is_some()).await;
    ground
        .control(
            "change-order-price",
            json!({ "orderId": more[0].order.platform_order_id, "changeFen": 100 }),
        )
        .await;
    // An hour goes by in steps that a waiting host would take.
    let end = ground.desk.now().plus_ms(60 * 60_000);
    let mut steps = 0;
    while ground.desk.now() < end {
        let next = ground.desk.sync_due().await.unwrap().unwrap();
        let oldest = status_of(&ground.desk, &ground.account_id)
            .await
            .into_iter()
            .filter_map(|platform| platform.oldest_open);
        let age = ground.desk.now().since(oldest.min().unwrap());
        assert!(age < 5 * 60_000, "{age} ms old");
        ground.clock.go_to(next);
        steps += 1;
    }
    assert!(steps < 200, "adaptive, not at every moment: {steps}");
    let view = ground.show(&more[0].order.order_id, false).await;
    let total = view.changes.iter().find(|change| change.field == "total").expect("the change was seen");
    assert_eq!(total.source, ChangeSource::Sync);
    assert!(total.request_id.is_some());
    assert_eq!(ground.show(&first.order.order_id, false).await.order.order_id, first.order.order_id);
}

#[tokio::test(flavor = "multi_thread")]
async fn after_a_start_everything_open_is_fresh_and_orders_from_elsewhere_are_there() {
    let ground = Ground::new().await;
    let order = ground.order(&ground.goods(Platform::Taobao, 0)).await;
    ground.until(&order.order.order_id, OrderStage::ToPay).await;
    sync_until(&ground.desk, &ground.account_id, |platform| platform.filled_at.is_some()).await;
    let ground = ground.reopen().await;
    ground.sign_in().await;
    ground.order_elsewhere(&ground.goods(Platform::Alibaba1688, 1)).await;
    ground.clock.go_to(ground.desk.now().plus_ms(8 * 60 * 60_000));
    let started = ground.desk.now();
    ground.desk.sync_due().await.unwrap();
    let page = ground.list().await;
    assert_eq!(page.rows.len(), 2, "one was placed elsewhere");
    assert!(page.rows.iter().all(|row| row.read_at >= started), "{:?}", page.rows);
    assert!(status_of(&ground.desk, &ground.account_id).await.iter().all(|platform| platform.due == 0));
    assert_eq!(ground.show(&order.order.order_id, false).await.order.status.stage, OrderStage::ToPay);
}

#[tokio::test(flavor = "multi_thread")]
async fn without_the_net_it_is_said_and_an_answer_ends_the_wait() {
    let mut ground = Ground::new().await;
    let order = ground.order(&ground.goods(Platform::Taobao, 0)).await;
    sync_until(&ground.desk, &ground.account_id, |platform| platform.filled_at.is_some()).await;
    ground.stop_sandbox().await;
    ground.clock.go_to(ground.desk.now().plus_ms(10 * 60_000));
    let next = ground.desk.sync_due().await.unwrap().unwrap();
    assert!(next > ground.desk.now(), "left alone for a moment");
    let held = status_of(&ground.desk, &ground.account_id).await;
    assert!(held.iter().all(|platform| platform.held_until.is_some()), "{held:?}");
    assert_eq!(held[0].error.as_ref().unwrap().code, ErrorCode::NotReached);
    assert!(held[0].due > 0);
    let found: OrderPage = ground
        .run("order_list", &json!({ "words": order.order.platform_order_id, "limit": 5 }))
        .await
        .unwrap();
    assert_eq!(found.rows.len(), 1, "what is here is found without the net");

    ground.start_sandbox_again().await;
    let _ = ground.show(&order.order.order_id, true).await;
    ground.desk.sync_due().await.unwrap();
    let fresh = status_of(&ground.desk, &ground.account_id).await;
    assert!(fresh.iter().all(|platform| platform.error.is_none() && platform.due == 0), "{fresh:?}");
}
