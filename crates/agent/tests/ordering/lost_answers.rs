//! Answers that never come: what may have happened is never sent again.

use pondesk_agent::api::*;
use pondesk_domain::{Choice, OperationId, OperationKind, OperationState, OrderStage, Platform, Standing};
use pondesk_store::{NewOperation, Step};
use serde_json::json;

use crate::ground::{Ground, placing, run};

#[tokio::test(flavor = "multi_thread")]
async fn an_order_whose_answer_was_lost_is_unknown_and_blocks_its_twin() {
    for (platform, operation) in
        [(Platform::Alibaba1688, "alibaba1688CartCreateOrder"), (Platform::Taobao, "taobaoCartCreateOrder")]
    {
        let ground = Ground::new().await;
        let goods = ground.goods(platform, 0);
        let line = ground.add(&goods, goods.moq).await;
        let preview = ground.preview(&[line]).await;
        ground.fault(operation, json!({ "kind": "drop", "executed": true })).await;
        let placed = ground.place(&preview, false).await.unwrap().placed;
        assert_eq!(placed[0].operation.state, OperationState::Unknown);
        let error = placed[0].error.as_ref().unwrap();
        assert_eq!(error.code, ErrorCode::OutcomeUnknown);
        assert_eq!(error.operation_id.as_ref(), Some(&placed[0].operation.operation_id));
        assert_eq!(ground.orders_at_sandbox(platform).await, 1, "it did happen");
        assert_eq!(ground.outbox().await.unknown, vec![placed[0].operation.clone()]);

        let refused = ground.place(&preview, false).await.unwrap_err();
        assert_eq!(refused.code, ErrorCode::AlreadyUnderWay);
        assert_eq!(refused.operation_id.as_ref(), Some(&placed[0].operation.operation_id));
        // The cart was emptied by the order; the same goods put in anew are the same deed.
        ground.cart(true).await;
        let line = ground.add(&goods, goods.moq).await;
        let preview = ground.preview(&[line]).await;
        assert_eq!(ground.place(&preview, false).await.unwrap_err().code, ErrorCode::AlreadyUnderWay);
        assert_eq!(ground.orders_at_sandbox(platform).await, 1, "nothing was sent again");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn an_answer_that_cannot_be_read_is_unknown_too() {
    let ground = Ground::new().await;
    let goods = ground.goods(Platform::Alibaba1688, 0);
    let line = ground.add(&goods, goods.moq).await;
    let preview = ground.preview(&[line]).await;
    ground.fault("alibaba1688CartCreateOrder", json!({ "kind": "garbage", "executed": true })).await;
    let placed = ground.place(&preview, false).await.unwrap().placed;
    assert_eq!(placed[0].operation.state, OperationState::Unknown);
    assert_eq!(ground.orders_at_sandbox(Platform::Alibaba1688).await, 1);
}

#[tokio::test(flavor = "multi_thread")]
async fn an_order_that_found_no_connection_waits_and_is_tried_again() {
    let mut ground = Ground::new().await;
    let goods = ground.goods(Platform::Alibaba1688, 0);
    let line = ground.add(&goods, goods.moq).await;
    let preview = ground.preview(&[line]).await;
    // The last look gets its answer, then the line is gone.
    ground.fault("alibaba1688CartPreviewOrder", json!({ "kind": "delay", "milliseconds": 700 })).await;
    let (desk, request) = (ground.desk.clone(), placing(&preview, false));
    let placing = tokio::spawn(async move { run::<PlaceResult>(&desk, "checkout_place", &request).await });
    while ground.state().await["faults"] != json!([]) {
        tokio::task::yield_now().await;
    }
    ground.stop_sandbox().await;
    let placed = placing.await.unwrap().unwrap().placed;
    assert_eq!(placed[0].operation.state, OperationState::Ready);
    assert!(matches!(placed[0].operation.standing, Standing::Retried { number: 2, .. }));
    let error = placed[0].error.as_ref().unwrap();
    assert_eq!(error.code, ErrorCode::WaitsInOutbox);
    assert_eq!(error.operation_id.as_ref(), Some(&placed[0].operation.operation_id));
    assert!(ground.outbox().await.unknown.is_empty());
    ground.start_sandbox_again().await;
    assert_eq!(ground.orders_at_sandbox(Platform::Alibaba1688).await, 0, "nothing was sent");

    assert!(ground.tend().await);
    let sent = ground.operation(&placed[0].operation.operation_id).await;
    assert_eq!((sent.state, sent.order_ids.len()), (OperationState::Done, 1), "{sent:?}");
    assert_eq!(ground.orders_at_sandbox(Platform::Alibaba1688).await, 1);
    assert!(!ground.tend().await, "nothing is due any more");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_payment_whose_answer_was_lost_is_judged_by_the_order() {
    let ground = Ground::new().await;
    let view = ground.order(&ground.goods(Platform::Alibaba1688, 0)).await;
    let before = ground.balance_fen().await;
    ground.fault("alibaba1688BatchSubmitPayment", json!({ "kind": "drop", "executed": true })).await;
    let result = ground.pay(&[&view]).await;
    assert_eq!(result.paid, vec![view.order.order_id.clone()]);
    assert_eq!(result.operations[0].state, OperationState::Done, "the order itself says so");
    assert_eq!(before - ground.balance_fen().await, view.order.total.unwrap().minor(), "paid once");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_payment_that_may_have_happened_is_not_sent_again() {
    let ground = Ground::new().await;
    let view = ground.order(&ground.goods(Platform::Alibaba1688, 0)).await;
    let other = ground.order(&ground.goods(Platform::Alibaba1688, 1)).await;
    let before = ground.balance_fen().await;
    ground.fault("alibaba1688BatchSubmitPayment", json!({ "kind": "drop", "executed": false })).await;
    let result = ground.pay(&[&view]).await;
    assert_eq!(result.operations[0].state, OperationState::Unknown);
    assert_eq!(result.not_paid[0].error.code, ErrorCode::OutcomeUnknown);

    let again = ground.pay(&[&view, &other]).await;
    assert_eq!(again.not_paid.len(), 1);
    assert_eq!(again.not_paid[0].order_id, view.order.order_id);
    assert_eq!(again.not_paid[0].error.code, ErrorCode::AlreadyUnderWay);
    assert_eq!(
        again.paid,
        vec![other.order.order_id.clone()],
        "beside others it is refused too, and they are not"
    );
    assert_eq!(before - ground.balance_fen().await, other.order.total.unwrap().minor());
    assert_eq!(ground.show(&view.order.order_id, true).await.order.status.stage, OrderStage::ToPay);
}

#[tokio::test(flavor = "multi_thread")]
async fn what_was_on_its_way_when_pondesk_ended_is_unknown_and_what_was_not_waits_for_the_user() {
    let ground = Ground::new().await;
    let now = ground.desk.now();
    let intent = |id: &str| NewOperation {
        operation_id: id.into(),
        account_id: ground.account_id.clone(),
        kind: OperationKind::CreateOrder,
        platform: Some(Platform::Taobao),
        order_ids: vec![],
        subject: "店".into(),
        pieces: Some(1),
        amount: None,
        fingerprint: id.into(),
        request_line: "POST /open/cart/create/order".into(),
        request: "{}".into(),
        deed: "{}".into(),
        again_of: None,
        lines: vec![],
        consents: vec![],
        written_at: now,
    };
    let (sending, ready) = (OperationId::from("01SENDING"), OperationId::from("01READY"));
    let store = ground.desk.store().clone();
    store.write_intent(intent(sending.as_str())).unwrap();
    store.write_intent(intent(ready.as_str())).unwrap();
    store.move_to(&sending, Step::to(OperationState::Sending, now)).unwrap();
    drop(store);

    let ground = ground.reopen().await;
    let outbox = ground.outbox().await;
    assert_eq!(
        outbox.unknown.iter().map(|operation| &operation.operation_id).collect::<Vec<_>>(),
        vec![&sending]
    );
    assert_eq!(outbox.unsent[0].operation_id, ready);
    assert_eq!(outbox.unsent[0].choices, vec![Choice::SendAgain, Choice::Drop]);
    assert_eq!(outbox.under_way, vec![]);
    let dropped = ground.resolve(&ready, Resolution::Drop).await.unwrap().operation;
    assert_eq!((dropped.state, dropped.choices), (OperationState::Dropped, vec![]));
    assert_eq!(ground.orders_at_sandbox(Platform::Taobao).await, 0);
}
