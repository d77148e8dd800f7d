//! What PandaPon or the order's state refuses.

use pondesk_agent::api::*;
use pondesk_agent::files;
use pondesk_domain::{OperationState, OrderStage, Platform};
use serde_json::json;

use crate::ground::{Goods, Ground};

impl Ground {
    /// The first goods of 1688 with a minimum above 1.
    pub(crate) fn goods_with_minimum(&self) -> Goods {
        (0..20).map(|nth| self.goods(Platform::Alibaba1688, nth)).find(|goods| goods.moq > 1).unwrap()
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_balance_that_is_too_small_is_named_on_both_platforms() {
    let ground = Ground::new().await;
    let alibaba1688 = ground.order(&ground.goods(Platform::Alibaba1688, 0)).await;
    let taobao = ground.order(&ground.goods(Platform::Taobao, 0)).await;
    let taobao = ground.until(&taobao.order.order_id, OrderStage::ToPay).await;
    ground.control("set-balance", json!({ "fen": 1 })).await;
    let result = ground.pay(&[&alibaba1688, &taobao]).await;
    assert_eq!((result.paid.len(), result.not_paid.len()), (0, 2));
    for not_paid in &result.not_paid {
        assert_eq!(not_paid.error.code, ErrorCode::BalanceTooSmall);
        assert!(not_paid.error.said.as_ref().unwrap().contains("余额不足"), "PandaPon's own words stay");
        assert!(not_paid.error.operation_id.is_some());
    }
    assert!(result.operations.iter().all(|operation| operation.state == OperationState::Rejected));
    assert_eq!(ground.balance_fen().await, 1);

    ground.control("set-balance", json!({ "fen": 100_000_000 })).await;
    let result = ground.pay(&[&alibaba1688, &taobao]).await;
    assert_eq!(result.paid.len(), 2, "a refused payment may be tried again");
}

#[tokio::test(flavor = "multi_thread")]
async fn the_state_forbids_a_second_payment_and_a_late_cancellation() {
    let ground = Ground::new().await;
    let view = ground.order(&ground.goods(Platform::Alibaba1688, 0)).await;
    assert_eq!(ground.pay(&[&view]).await.paid.len(), 1);
    let again = ground.pay(&[&view]).await;
    assert_eq!(again.not_paid[0].error.code, ErrorCode::OrderStateForbids);
    assert_eq!(again.not_paid[0].error.details["status"], "waitsellersend");
    assert!(again.operations.is_empty());
    let error = ground.cancel(&view.order.order_id).await.unwrap_err();
    assert_eq!(error.code, ErrorCode::OrderStateForbids);
    let file = files::take(&ground.desk, "slip.pdf", b"%PDF-1.4\n".to_vec()).await.unwrap();
    let error = ground.hand_in(&view.order.order_id, &file.file_id).await.unwrap_err();
    assert_eq!(error.code, ErrorCode::OrderStateForbids, "1688 takes no vouchers");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_1688_order_is_cancelled_ten_seconds_after_it_was_made_and_not_before() {
    let ground = Ground::new().await;
    let id = ground.order(&ground.goods(Platform::Alibaba1688, 0)).await.order.order_id;
    let acted = ground.cancel(&id).await.unwrap();
    assert_eq!(acted.operation.state, OperationState::Rejected);
    assert_eq!(acted.error.unwrap().code, ErrorCode::CancelTooSoon);
    ground.control("advance", json!({ "seconds": 11 })).await;
    let acted = ground.cancel(&id).await.unwrap();
    assert_eq!((acted.operation.state, acted.error), (OperationState::Done, None));
    let view = ground.show(&id, false).await;
    assert_eq!(view.order.status.stage, OrderStage::Closed);
    assert_eq!(view.order.closed_reason.as_deref(), Some("buyerCancel"));
    assert_eq!(view.operations.len(), 3, "created, refused once, cancelled");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_taobao_order_can_be_cancelled_at_once() {
    let ground = Ground::new().await;
    let id = ground.order(&ground.goods(Platform::Taobao, 0)).await.order.order_id;
    let acted = ground.cancel(&id).await.unwrap();
    assert_eq!(acted.operation.state, OperationState::Done);
    assert_eq!(ground.show(&id, false).await.order.status.stage, OrderStage::Closed);
}

#[tokio::test(flavor = "multi_thread")]
async fn what_the_preview_refuses_is_a_problem_of_its_order() {
    let ground = Ground::new().await;
    let (few, fine) = (ground.goods_with_minimum(), ground.goods(Platform::Taobao, 0));
    let lines = [ground.add(&few, few.moq).await, ground.add(&fine, 1).await];
    let gone =
        json!({ "platform": "1688", "offerId": few.offer_id, "skuId": few.sku_id, "stock": few.moq - 1 });
    ground.control("set-stock", gone).await;
    let preview = ground.preview(&lines).await;
    let order = preview.orders.iter().find(|order| order.platform == Platform::Alibaba1688).unwrap();
    assert_eq!(order.problems[0].code.as_deref(), Some("500_004"));
    assert_eq!(order.problems[0].cart_line_id.as_ref(), Some(&lines[0].line_id));
    let fine = preview.orders.iter().find(|order| order.platform == Platform::Taobao).unwrap();
    assert_eq!(preview.ready_total, fine.total);
    let error = ground.place(&preview, false).await.unwrap_err();
    assert_eq!(error.code, ErrorCode::PreviewProblem);
    assert_eq!(error.details["key"], order.key);
    assert_eq!(
        ground.orders_at_sandbox(Platform::Taobao).await,
        0,
        "nothing is sent of a checkout with a fault in it"
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn requests_that_make_no_sense_are_refused_with_their_field() {
    let ground = Ground::new().await;
    let id = ground.order(&ground.goods(Platform::Taobao, 0)).await.order.order_id;
    let error = ground.hand_in(&id, "01NOFILE").await.unwrap_err();
    assert_eq!((error.code, error.field.as_deref()), (ErrorCode::FileMissing, Some("fileId")));
    let cancel = OrderCancel { account_id: ground.account_id.clone(), order_id: id, reason: "  ".into() };
    let error = ground.run::<OrderActed>("order_cancel", &cancel).await.unwrap_err();
    assert_eq!((error.code, error.field.as_deref()), (ErrorCode::FieldMissing, Some("reason")));
    let error = ground.cancel(&"taobao:1".into()).await.unwrap_err();
    assert_eq!(error.code, ErrorCode::OrderMissing);
    let place = CheckoutPlace {
        preview_id: "01GONE".into(),
        keys: vec!["1688:x".into()],
        accepted: vec![],
        again: vec![],
        confirmed: None,
        messages: Default::default(),
    };
    let error = ground.run::<PlaceResult>("checkout_place", &place).await.unwrap_err();
    assert_eq!(error.code, ErrorCode::PreviewMissing);
}
