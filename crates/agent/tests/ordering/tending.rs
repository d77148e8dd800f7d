//! The outbox is tended by itself, by the desk's clock, and as soon as the net is back.

use std::time::Duration;

use pondesk_agent::api::*;
use pondesk_domain::{Operation, OperationState, Platform};
use serde_json::json;

use crate::ground::{Ground, send_again};

/// Asks until the operation is in a state. The clock stands still meanwhile, as far as the outbox goes.
async fn until(ground: &Ground, operation: &Operation, state: OperationState) {
    let deadline = tokio::time::Instant::now() + Duration::from_secs(20);
    loop {
        let now = ground.operation(&operation.operation_id).await;
        if now.state == state {
            return;
        }
        assert!(tokio::time::Instant::now() < deadline, "still {now:?}");
        tokio::task::yield_now().await;
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_unknown_is_looked_for_when_its_time_comes() {
    let ground = Ground::new().await;
    let desk = ground.desk.clone();
    let tending = tokio::spawn(async move { desk.tend().await });
    let goods = ground.goods(Platform::Alibaba1688, 0);
    let operation = ground.order_into(&goods, json!({ "kind": "drop", "executed": true })).await;
    assert_eq!(operation.state, OperationState::Unknown);
    ground.clock.go_to(operation.standing.due().unwrap());
    until(&ground, &operation, OperationState::Done).await;
    assert_eq!(ground.orders_at_sandbox(Platform::Alibaba1688).await, 1);
    tending.abort();
}

#[tokio::test(flavor = "multi_thread")]
async fn the_first_answer_after_a_while_without_the_net_wakes_it() {
    let mut ground = Ground::new().await;
    let goods = ground.goods(Platform::Taobao, 0);
    let operation = ground.order_into(&goods, json!({ "kind": "drop", "executed": true })).await;
    ground.stop_sandbox().await;
    ground.clock.go_to(operation.standing.due().unwrap());
    let held_until = ground.desk.tend_due().await.unwrap().unwrap();
    assert!(held_until > ground.desk.now(), "not asked again and again");
    let desk = ground.desk.clone();
    let tending = tokio::spawn(async move { desk.tend().await });
    ground.start_sandbox_again().await;
    // Any answer tells; here it is the cart's.
    assert!(!ground.cart(true).await.offline);
    until(&ground, &operation, OperationState::Done).await;
    assert!(ground.desk.now() < held_until, "it did not wait for its time");
    assert_eq!(ground.orders_at_sandbox(Platform::Taobao).await, 1);
    tending.abort();
}

#[tokio::test(flavor = "multi_thread")]
async fn what_never_left_is_tried_a_few_times_and_then_waits_for_the_user() {
    let mut ground = Ground::new().await;
    let draft = pondesk_domain::AddressDraft {
        address_id: None,
        name: "李四".into(),
        phone: "13900000000".into(),
        province: "浙江省".into(),
        city: "杭州市".into(),
        district: "余杭区".into(),
        street: "文一西路9号".into(),
    };
    ground.stop_sandbox().await;
    let save = AddressSave { account_id: ground.account_id.clone(), draft };
    let error = ground.run::<AddressBook>("address_save", &save).await.unwrap_err();
    assert_eq!(error.code, ErrorCode::WaitsInOutbox);
    let mut tries = 1;
    while ground.tend().await {
        tries += 1;
    }
    assert_eq!(tries, 4);
    let unsent = ground.outbox().await.unsent.remove(0);
    assert_eq!(
        (Some(&unsent.operation_id), unsent.state),
        (error.operation_id.as_ref(), OperationState::Ready)
    );

    ground.start_sandbox_again().await;
    let resolved = ground.resolve(&unsent.operation_id, send_again()).await.unwrap();
    assert_eq!(
        (resolved.operation.operation_id, resolved.operation.state),
        (unsent.operation_id, OperationState::Done)
    );
    let list = AddressList { account_id: ground.account_id.clone(), refresh: true };
    let book: AddressBook = ground.run("address_list", &list).await.unwrap();
    assert_eq!(book.addresses.iter().filter(|address| address.name == "李四").count(), 1);
}
