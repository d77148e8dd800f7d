//! What became of what was sent and never answered: found by reading, or asked about. Nothing is sent twice.

use pondesk_agent::api::*;
use pondesk_agent::ordering;
use pondesk_domain::{
    Choice, Operation, OperationState, OrderStage, Platform, Standing, StepEvent, VoucherState,
};
use serde_json::json;

use crate::ground::{Ground, send_again};

fn executed() -> serde_json::Value {
    json!({ "kind": "drop", "executed": true })
}

fn lost() -> serde_json::Value {
    json!({ "kind": "drop", "executed": false })
}

/// Takes all looks that are due, and returns the operation as it is then.
async fn look_until_settled(ground: &Ground, operation: &Operation) -> Operation {
    while ground.tend().await {}
    ground.operation(&operation.operation_id).await
}

#[tokio::test(flavor = "multi_thread")]
async fn an_order_that_was_made_is_found_by_itself_and_there_is_one() {
    for platform in Platform::ALL {
        let ground = Ground::new().await;
        let goods = ground.goods(platform, 0);
        let before = ground.order(&goods).await;
        let operation = ground.order_into(&goods, executed()).await;
        assert_eq!(operation.state, OperationState::Unknown);
        assert!(matches!(operation.standing, Standing::LookedFor { number: 1, of: 4, .. }));

        assert!(ground.tend().await);
        let found = ground.operation(&operation.operation_id).await;
        assert_eq!((found.state, found.last.event), (OperationState::Done, Some(StepEvent::Adopted)));
        assert_eq!(found.order_ids.len(), 1);
        assert_ne!(found.order_ids[0], before.order.order_id, "the same goods, another order");
        assert_eq!(ground.orders_at_sandbox(platform).await, 2, "the one before and this one");
        let kept = ground.show(&found.order_ids[0], false).await;
        assert_eq!(kept.operations, vec![found]);
        assert_eq!(ground.cart(false).await.cart.line_count, 0, "the cart was read again");
        assert!(!ground.tend().await, "nothing is due any more");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn an_order_that_was_not_made_is_asked_about_and_sent_again_once() {
    for platform in Platform::ALL {
        let ground = Ground::new().await;
        let operation = ground.order_into(&ground.goods(platform, 0), lost()).await;
        let id = &operation.operation_id;
        for _ in 0..3 {
            assert!(ground.tend().await);
            let early = ground.resolve(id, send_again()).await.unwrap_err();
            assert_eq!(early.code, ErrorCode::ChoiceClosed, "not before all looks are taken");
        }
        let asked = look_until_settled(&ground, &operation).await;
        assert_eq!(asked.standing, Standing::Undecided { looks: 4, candidates: vec![] });
        assert_eq!(asked.choices, vec![Choice::Adopt, Choice::SendAgain, Choice::Drop]);
        assert_eq!(ground.orders_at_sandbox(platform).await, 0);

        let resolved = ground.resolve(id, send_again()).await.unwrap();
        assert_eq!(resolved.error, None);
        assert_eq!(
            (resolved.operation.state, &resolved.operation.again_of),
            (OperationState::Done, &Some(id.clone()))
        );
        let first = ground.operation(id).await;
        assert_eq!((first.state, first.last.event), (OperationState::Dropped, Some(StepEvent::SentAgain)));
        assert_eq!(first.sent_again_as, Some(resolved.operation.operation_id));
        let again = ground.resolve(id, send_again()).await.unwrap_err();
        assert_eq!(again.code, ErrorCode::ChoiceClosed);
        assert_eq!(ground.orders_at_sandbox(platform).await, 1);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn sending_again_looks_once_more_and_takes_what_is_found() {
    let ground = Ground::new().await;
    let goods = ground.goods(Platform::Alibaba1688, 0);
    let operation = ground.order_into(&goods, lost()).await;
    let asked = look_until_settled(&ground, &operation).await;
    assert!(asked.choices.contains(&Choice::SendAgain));
    // It reaches PandaPon after all, as late as that.
    ground.order_elsewhere(&goods).await;
    let resolved = ground.resolve(&operation.operation_id, send_again()).await.unwrap();
    assert_eq!(resolved.operation.operation_id, operation.operation_id);
    assert_eq!((resolved.operation.state, resolved.error), (OperationState::Done, None));
    assert_eq!(ground.orders_at_sandbox(Platform::Alibaba1688).await, 1);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_look_that_could_not_read_does_not_count() {
    let ground = Ground::new().await;
    let goods = ground.goods(Platform::Alibaba1688, 0);
    let operation = ground.order_into(&goods, executed()).await;
    let list = json!({ "operation": "alibaba1688ListOrders", "kind": "status", "status": 500, "count": 3 });
    ground.control("faults", json!({ "faults": [list] })).await;
    for _ in 0..3 {
        assert!(ground.tend().await);
        let still = ground.operation(&operation.operation_id).await;
        assert!(matches!(still.standing, Standing::LookedFor { number: 1, .. }), "no look counts: {still:?}");
    }
    assert!(ground.tend().await);
    let found = ground.operation(&operation.operation_id).await;
    assert_eq!((found.state, found.last.event), (OperationState::Done, Some(StepEvent::Adopted)));
    assert_eq!(ground.orders_at_sandbox(Platform::Alibaba1688).await, 1);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_price_that_rose_meanwhile_stops_the_second_sending() {
    let ground = Ground::new().await;
    let goods = ground.goods(Platform::Taobao, 0);
    let operation = ground.order_into(&goods, lost()).await;
    look_until_settled(&ground, &operation).await;
    let price = json!({
        "platform": "taobao", "offerId": goods.offer_id, "skuId": goods.sku_id, "priceFen": 9_999_900,
    });
    ground.control("change-price", price).await;
    let stopped = ground.resolve(&operation.operation_id, send_again()).await.unwrap_err();
    assert_eq!(stopped.code, ErrorCode::TotalChanged);
    let still = ground.operation(&operation.operation_id).await;
    assert_eq!((still.state, still.sent_again_as), (OperationState::Unknown, None));
    let dropped = ground.resolve(&operation.operation_id, Resolution::Drop).await.unwrap().operation;
    assert_eq!(dropped.state, OperationState::Dropped);
    assert_eq!(ground.orders_at_sandbox(Platform::Taobao).await, 0);
}

#[tokio::test(flavor = "multi_thread")]
async fn several_orders_that_fit_raise_an_alarm_and_the_user_says_which() {
    let ground = Ground::new().await;
    let goods = ground.goods(Platform::Alibaba1688, 0);
    let operation = ground.order_into(&goods, executed()).await;
    // Somebody else orders the same with the same account. This desk does not know it.
    ground.order_elsewhere(&goods).await;
    assert!(ground.tend().await);
    let alarm = ground.operation(&operation.operation_id).await;
    assert_eq!(alarm.state, OperationState::Unknown, "nothing by itself");
    let Standing::Undecided { looks: 1, candidates } = &alarm.standing else { panic!("{alarm:?}") };
    assert_eq!(candidates.len(), 2);
    assert_eq!(alarm.choices, vec![Choice::Adopt, Choice::Drop]);
    assert!(!ground.tend().await, "no more looks");

    let of_another = Resolution::Adopt { order_id: "1688:999".into() };
    assert!(ground.resolve(&operation.operation_id, of_another).await.is_err(), "PandaPon has no such order");
    let claimed = Resolution::Adopt { order_id: candidates[1].clone() };
    let done = ground.resolve(&operation.operation_id, claimed).await.unwrap().operation;
    assert_eq!((done.state, done.last.event), (OperationState::Done, Some(StepEvent::Claimed)));
    assert_eq!(done.order_ids, vec![candidates[1].clone()]);
    assert_eq!(ground.orders_at_sandbox(Platform::Alibaba1688).await, 2);
}

#[tokio::test(flavor = "multi_thread")]
async fn an_order_with_another_sum_is_shown_and_never_adopted_by_itself() {
    let ground = Ground::new().await;
    let operation = ground.order_into(&ground.goods(Platform::Alibaba1688, 0), executed()).await;
    let made = ground.state().await["orders"]["1688"][0]["baseInfo"]["idOfStr"].as_str().unwrap().to_owned();
    ground.control("change-order-price", json!({ "orderId": made, "changeFen": -1 })).await;
    let asked = look_until_settled(&ground, &operation).await;
    let candidates = vec![format!("1688:{made}").into()];
    assert_eq!(asked.standing, Standing::Undecided { looks: 4, candidates });
    assert_eq!(asked.choices, vec![Choice::Adopt, Choice::Drop], "not sent again while one could be it");
}

#[tokio::test(flavor = "multi_thread")]
async fn an_order_is_found_after_a_restart_and_after_the_net_was_away() {
    let mut ground = Ground::new().await;
    let operation = ground.order_into(&ground.goods(Platform::Taobao, 0), executed()).await;
    ground.stop_sandbox().await;
    for _ in 0..3 {
        assert!(ground.tend().await);
    }
    let offline = ground.operation(&operation.operation_id).await;
    assert!(
        matches!(offline.standing, Standing::LookedFor { number: 1, .. }),
        "no look counts without the net"
    );

    let mut ground = ground.reopen().await;
    ground.start_sandbox_again().await;
    ground.sign_in().await;
    let found = look_until_settled(&ground, &operation).await;
    assert_eq!(found.state, OperationState::Done);
    assert_eq!(ground.orders_at_sandbox(Platform::Taobao).await, 1);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_look_by_hand_finds_at_once_and_shortens_nothing() {
    let ground = Ground::new().await;
    let operation = ground.order_into(&ground.goods(Platform::Alibaba1688, 0), lost()).await;
    let look = OutboxLook { operation_id: operation.operation_id.clone() };
    for _ in 0..6 {
        let still: Operation = ground.run("outbox_look", &look).await.unwrap();
        assert_eq!(still.standing, operation.standing);
    }
    let operation = ground.order_into(&ground.goods(Platform::Alibaba1688, 1), executed()).await;
    let look = OutboxLook { operation_id: operation.operation_id.clone() };
    let found: Operation = ground.run("outbox_look", &look).await.unwrap();
    assert_eq!(found.state, OperationState::Done);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_payment_that_was_not_taken_is_asked_about_and_paid_once() {
    for (platform, operation) in
        [(Platform::Alibaba1688, "alibaba1688BatchSubmitPayment"), (Platform::Taobao, "taobaoPayOrder")]
    {
        let ground = Ground::new().await;
        let order = ground.order(&ground.goods(platform, 0)).await;
        let order = ground.until(&order.order.order_id, OrderStage::ToPay).await;
        let before = ground.balance_fen().await;
        ground.fault(operation, lost()).await;
        let unknown = ground.pay(&[&order]).await.operations.remove(0);
        let asked = look_until_settled(&ground, &unknown).await;
        assert_eq!(asked.choices, vec![Choice::SendAgain, Choice::Drop]);
        let resolved = ground.resolve(&asked.operation_id, send_again()).await.unwrap();
        assert_eq!((resolved.operation.state, resolved.error), (OperationState::Done, None));
        assert_eq!(before - ground.balance_fen().await, order.order.total.unwrap().minor(), "paid once");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_payment_is_found_when_the_order_could_not_be_read_back_at_once() {
    let ground = Ground::new().await;
    let order = ground.order(&ground.goods(Platform::Alibaba1688, 0)).await;
    let before = ground.balance_fen().await;
    let faults = json!([
        { "operation": "alibaba1688BatchSubmitPayment", "kind": "drop", "executed": true },
        { "operation": "alibaba1688GetOrderDetail", "kind": "delay", "milliseconds": 0 },
        { "operation": "alibaba1688GetOrderDetail", "kind": "status", "status": 500 },
    ]);
    ground.control("faults", json!({ "faults": faults })).await;
    let unknown = ground.pay(&[&order]).await.operations.remove(0);
    assert_eq!(unknown.state, OperationState::Unknown);
    assert!(ground.tend().await);
    assert_eq!(ground.operation(&unknown.operation_id).await.state, OperationState::Done);
    assert_eq!(before - ground.balance_fen().await, order.order.total.unwrap().minor(), "paid once");
}

#[tokio::test(flavor = "multi_thread")]
async fn cancelling_and_confirming_are_known_by_the_order() {
    let ground = Ground::new().await;
    let order = ground.order(&ground.goods(Platform::Taobao, 0)).await;
    let order = ground.until(&order.order.order_id, OrderStage::ToPay).await;
    ground.fault("taobaoCancelOrder", executed()).await;
    let unknown = ground.cancel(&order.order.order_id).await.unwrap().operation;
    assert_eq!(unknown.state, OperationState::Unknown);
    assert!(ground.tend().await);
    assert_eq!(ground.operation(&unknown.operation_id).await.state, OperationState::Done);

    let order = ground.order(&ground.goods(Platform::Alibaba1688, 0)).await;
    let order_id = order.order.order_id.clone();
    let early = ground.confirm(&order_id).await.unwrap_err();
    assert_eq!(early.code, ErrorCode::OrderStateForbids, "nothing came yet");
    assert_eq!(ground.pay(&[&order]).await.paid.len(), 1);
    ground.control("ship", json!({ "orderId": order.order.platform_order_id })).await;
    ground.fault("alibaba1688ConfirmReceipt", executed()).await;
    let unknown = ground.confirm(&order_id).await.unwrap().operation;
    assert_eq!(unknown.state, OperationState::Unknown);
    assert_eq!(
        ground.confirm(&order_id).await.unwrap_err().code,
        ErrorCode::OrderStateForbids,
        "it was received"
    );
    assert!(ground.tend().await);
    assert_eq!(ground.operation(&unknown.operation_id).await.state, OperationState::Done);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_voucher_is_sent_again_with_the_bytes_that_were_kept() {
    let mut ground = Ground::new().await;
    let order = ground.order(&ground.goods(Platform::Taobao, 0)).await;
    let order_id = ground.until(&order.order.order_id, OrderStage::ToPay).await.order.order_id;
    let file = ground.voucher_file().await;
    ground.fault("taobaoUploadPaymentVoucher", lost()).await;
    let unknown = ground.hand_in(&order_id, &file).await.unwrap().operation;
    assert_eq!(ground.show(&order_id, false).await.vouchers[0].state, VoucherState::Unknown);
    ground = ground.reopen().await;
    ground.sign_in().await;
    look_until_settled(&ground, &unknown).await;
    let resolved = ground.resolve(&unknown.operation_id, send_again()).await.unwrap();
    assert_eq!((resolved.operation.state, resolved.error), (OperationState::Done, None));
    let at_sandbox = ground.state().await["vouchers"].as_array().unwrap().clone();
    assert_eq!(at_sandbox.len(), 1);
    let view = ground.show(&order_id, true).await;
    assert_eq!((view.vouchers.len(), view.vouchers[0].state), (1, VoucherState::Listed));
    assert_eq!(at_sandbox[0]["bytes"], view.vouchers[0].bytes);
}

#[tokio::test(flavor = "multi_thread")]
async fn an_order_of_an_hour_ago_is_not_taken_for_the_lost_one() {
    let ground = Ground::new().await;
    let goods = ground.goods(Platform::Alibaba1688, 0);
    ground.order_elsewhere(&goods).await;
    ground.control("set-clock", json!({ "skewSeconds": 3_600 })).await;
    let operation = ground.order_into(&goods, lost()).await;
    let asked = look_until_settled(&ground, &operation).await;
    assert_eq!(asked.standing, Standing::Undecided { looks: 4, candidates: vec![] });
}

#[tokio::test(flavor = "multi_thread")]
async fn a_call_that_nobody_can_look_for_is_asked_about_at_once() {
    let ground = Ground::new().await;
    let order = ground.order(&ground.goods(Platform::Alibaba1688, 0)).await;
    let fields = json!({ "orderIds": [order.order.platform_order_id] }).as_object().unwrap().clone();
    let operation = pandapon::Operation::Alibaba1688BatchSubmitPayment;
    ground.fault(operation.id(), lost()).await;
    let called = ordering::call(&ground.desk, &ground.account_id, operation, fields.clone()).await.unwrap();
    assert_eq!(called.operation.standing, Standing::Undecided { looks: 0, candidates: vec![] });
    let twin = ordering::call(&ground.desk, &ground.account_id, operation, fields).await.unwrap_err();
    assert_eq!(twin.code, ErrorCode::AlreadyUnderWay);
    let resolved = ground.resolve(&called.operation.operation_id, send_again()).await.unwrap();
    assert_eq!((resolved.operation.state, resolved.error), (OperationState::Done, None));
    assert_eq!(ground.show(&order.order.order_id, true).await.order.status.stage, OrderStage::ToShip);
}
