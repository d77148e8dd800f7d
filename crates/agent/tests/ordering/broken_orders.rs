//! An order that is not as the reference says costs only itself: the others of its page are kept, and it is told with all
//! that came of it, until it can be read.

use pondesk_agent::api::*;
use pondesk_domain::{OrderStage, Platform};
use serde_json::{Value, json};

use crate::ground::Ground;

/// What a desk knows that never saw these orders before: those it could read, and those it could not.
async fn fetched(desk: &Ground) -> (Vec<String>, Vec<BrokenOrder>) {
    desk.desk.sync_due().await.unwrap();
    let mut numbers: Vec<String> =
        desk.list().await.rows.into_iter().map(|row| row.platform_order_id.to_string()).collect();
    numbers.sort();
    let asked = OrderBroken { account_id: Some(desk.account_id.clone()) };
    (numbers, desk.run("order_broken", &asked).await.unwrap())
}

/// How many orders of a platform cannot be read, as the list says.
async fn unread(desk: &Ground, platform: Platform) -> u32 {
    let status: SyncStatus = desk.run("sync_status", &Nothing {}).await.unwrap();
    let of_account = status.accounts.into_iter().find(|one| one.account_id == desk.account_id).unwrap();
    of_account.platforms.into_iter().find(|one| one.platform == platform).unwrap().broken
}

async fn one_broken_order(platform: Platform, operation: &str, at: &str, value: Value) {
    let ground = Ground::new().await;
    let mut placed = Vec::new();
    for nth in 0..3 {
        let order = ground.order(&ground.goods(platform, nth)).await.order;
        // What is still being built would be broken in another way a moment later.
        ground.until(&order.order_id, OrderStage::ToPay).await;
        placed.push(order.platform_order_id.to_string());
    }
    // Newest first: the second row of the page is the second order.
    let broken = placed[1].clone();
    let desk = ground.elsewhere().await;
    ground.fault(operation, json!({ "kind": "breakRow", "row": 1, "at": at, "value": value })).await;

    let (numbers, told) = fetched(&desk).await;
    let mut others = vec![placed[0].clone(), placed[2].clone()];
    others.sort();
    assert_eq!(numbers, others, "the others of the page are kept");
    let [row] = told.as_slice() else { panic!("{told:?}") };
    assert_eq!((row.number.as_deref(), row.platform), (Some(broken.as_str()), platform));
    assert_eq!(row.operation, operation);
    assert_eq!(row.path, format!("data.records[1]{}", at.replace('/', ".")));
    assert!(!row.reason.is_empty() && row.request_id.is_some());
    let raw: Value = serde_json::from_str(&row.raw).unwrap();
    assert_eq!(raw.pointer(at), Some(&value), "as it came");
    assert!(row.raw.contains(&broken) && raw.as_object().unwrap().len() > 5, "all of it: {raw}");
    assert_eq!(unread(&desk, platform).await, 1);

    // The next page has it whole: it is an order like the others, and nothing is broken any more.
    desk.clock.go_to(desk.desk.now().plus_ms(3 * 60_000));
    let (numbers, told) = fetched(&desk).await;
    placed.sort();
    assert_eq!((numbers, told), (placed, vec![]));
    assert_eq!(unread(&desk, platform).await, 0);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_taobao_order_that_cannot_be_read_costs_only_itself_and_is_told_as_it_came() {
    one_broken_order(Platform::Taobao, "taobaoPageOrders", "/purchaseAmount", json!("4.50")).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_1688_order_that_cannot_be_read_costs_only_itself_and_is_told_as_it_came() {
    one_broken_order(Platform::Alibaba1688, "alibaba1688ListOrders", "/baseInfo/totalAmount", json!("lots"))
        .await;
}
