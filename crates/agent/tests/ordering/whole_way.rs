//! The whole way, with nothing in it.

use pondesk_agent::api::*;
use pondesk_agent::files;
use pondesk_domain::{
    ChangeSource, Money, OperationKind, OperationState, OrderAction, OrderStage, Platform, VoucherState,
};
use serde_json::json;

use crate::ground::{Ground, picture};

/// A small PNG.
#[tokio::test(flavor = "multi_thread")]
async fn alibaba1688_from_cart_to_batch_payment() {
    let ground = Ground::new().await;
    let (one, other) = (ground.goods(Platform::Alibaba1688, 0), ground.goods(Platform::Alibaba1688, 1));
    let lines = [ground.add(&one, one.moq).await, ground.add(&other, other.moq).await];
    assert!(lines.iter().all(|line| line.buyable && line.added_at.is_some() && line.picture.is_some()));

    let preview = ground.preview(&lines).await;
    assert_eq!(preview.orders.len(), 2, "one order per seller");
    for order in &preview.orders {
        assert!(order.is_ready(), "{:?} {:?}", order.problems, order.shifts);
        let goods = Money::sum(order.lines.iter().map(|line| line.sum));
        assert_eq!(order.goods, goods);
        assert_eq!(
            order.goods.checked_add(order.freight).unwrap().checked_sub(order.discount).unwrap(),
            order.total
        );
    }
    assert_eq!(preview.total, Money::sum(preview.orders.iter().map(|order| order.total)));
    assert_eq!(preview.ready_total, preview.total);

    let mut placing = crate::ground::placing(&preview, false);
    placing.messages.insert(preview.orders[0].key.clone(), "请仔细包装".into());
    let result: PlaceResult = ground.run("checkout_place", &placing).await.unwrap();
    assert_eq!(result.changed, None);
    let mut views = Vec::new();
    for (placed, seen) in result.placed.iter().zip(&preview.orders) {
        assert_eq!((placed.operation.state, placed.error.as_ref()), (OperationState::Done, None));
        assert_eq!(placed.operation.amount, Some(seen.total));
        let view = ground.show(&placed.operation.order_ids[0], false).await;
        assert_eq!(view.order.total, Some(seen.total), "the order costs what the preview said");
        assert_eq!(view.order.status.stage, OrderStage::ToPay);
        assert_eq!(view.operations[0].kind, OperationKind::CreateOrder);
        assert!(view.changes.iter().all(|change| change.source == ChangeSource::OwnAction));
        views.push(view);
    }
    assert_eq!(ground.cart(false).await.cart.line_count, 0, "what is ordered leaves the cart");
    let at_sandbox = ground.state().await.to_string();
    assert!(at_sandbox.contains("请仔细包装"));

    let before = ground.balance_fen().await;
    let paid = ground.pay(&[&views[0], &views[1]]).await;
    assert_eq!((paid.operations.len(), paid.paid.len(), paid.not_paid.len()), (1, 2, 0), "one call for both");
    assert_eq!(before - ground.balance_fen().await, preview.total.minor());
    for view in &views {
        let now = ground.show(&view.order.order_id, false).await;
        assert_eq!(now.order.status.stage, OrderStage::ToShip);
        assert!(now.order.payment.paid_at.is_some() && now.actions.is_empty());
        let status =
            now.changes.iter().find(|change| change.field == "status" && change.old.is_some()).unwrap();
        assert_eq!(status.old.as_deref(), Some("waitbuyerpay"));
    }

    let operation_id = paid.operations[0].operation_id.clone();
    let story: OperationView = ground.run("outbox_show", &OutboxShow { operation_id }).await.unwrap();
    let states: Vec<_> = story.steps.iter().map(|step| step.state).collect();
    assert_eq!(states, vec![OperationState::Ready, OperationState::Sending, OperationState::Done]);
    assert_eq!(story.request_line, "POST /alibaba/order/batch/submit/to/pay");
    assert!(story.request.contains(views[0].order.platform_order_id.as_str()));
}

#[tokio::test(flavor = "multi_thread")]
async fn taobao_by_voucher_up_to_its_approval_and_by_payment() {
    let ground = Ground::new().await;
    let goods = [ground.goods(Platform::Taobao, 0), ground.goods(Platform::Taobao, 1)];
    let lines = [ground.add(&goods[0], 2).await, ground.add(&goods[1], 1).await];
    let preview = ground.preview(&lines).await;
    let result = ground.place(&preview, false).await.unwrap();
    assert_eq!(result.placed.len(), 2);
    let mut views = Vec::new();
    for (placed, seen) in result.placed.iter().zip(&preview.orders) {
        let view = ground.until(&placed.operation.order_ids[0], OrderStage::ToPay).await;
        assert_eq!((view.order.total, view.order.goods), (Some(seen.total), Some(seen.goods)));
        assert!(view.order.purchase_order_id.is_some());
        views.push(view);
    }

    let by_voucher = &views[0].order.order_id;
    let file = files::take(&ground.desk, "slip.png", picture()).await.unwrap();
    let acted = ground.hand_in(by_voucher, &file.file_id).await.unwrap();
    assert_eq!((acted.operation.state, acted.error), (OperationState::Done, None));
    let view = ground.show(by_voucher, false).await;
    assert_eq!(view.order.status.stage, OrderStage::VoucherInReview);
    assert_eq!((view.vouchers.len(), view.vouchers[0].state), (1, VoucherState::Listed));
    let sha256 = view.vouchers[0].sha256.clone();
    assert_eq!(
        ground.desk.store().voucher_bytes(&sha256).unwrap(),
        picture(),
        "the file itself stays on this desk"
    );
    let vouchers = ground.state().await["vouchers"].clone();
    assert_eq!(vouchers[0]["bytes"], json!(picture().len()), "the bytes came through");
    assert_eq!(vouchers[0]["remark"], json!("bank slip"));
    let operation_id = acted.operation.operation_id;
    let story: OperationView = ground.run("outbox_show", &OutboxShow { operation_id }).await.unwrap();
    assert!(story.request.contains(&sha256), "the outbox names the file by its hash: {}", story.request);

    ground.control("approve-voucher", json!({ "orderId": view.order.platform_order_id })).await;
    let view = ground.show(by_voucher, true).await;
    assert_eq!(view.order.status.stage, OrderStage::PaymentUnderWay);
    let approved = view.changes.iter().find(|change| change.field == "status").unwrap();
    assert_eq!((approved.old.as_deref(), approved.source), (Some("1"), ChangeSource::Sync));

    let before = ground.balance_fen().await;
    let paid = ground.pay(&[&views[1]]).await;
    assert_eq!(paid.paid, vec![views[1].order.order_id.clone()], "{:?}", paid.not_paid);
    assert_eq!(before - ground.balance_fen().await, views[1].order.total.unwrap().minor());
    assert_eq!(
        ground.show(&views[1].order.order_id, false).await.order.status.stage,
        OrderStage::PaymentUnderWay
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn a_refused_voucher_can_be_handed_in_again() {
    let ground = Ground::new().await;
    let order = ground.order(&ground.goods(Platform::Taobao, 0)).await.order;
    ground.until(&order.order_id, OrderStage::ToPay).await;
    let pdf = files::take(&ground.desk, "slip.pdf", b"%PDF-1.4\n1 0 obj\n".to_vec()).await.unwrap();
    ground.hand_in(&order.order_id, &pdf.file_id).await.unwrap();
    ground.control("reject-voucher", json!({ "orderId": order.platform_order_id, "reason": "看不清" })).await;
    let view = ground.show(&order.order_id, true).await;
    assert_eq!(view.order.status.stage, OrderStage::VoucherRefused);
    assert_eq!(view.actions, vec![OrderAction::Voucher]);
    let acted = ground.hand_in(&order.order_id, &pdf.file_id).await.unwrap();
    assert_eq!(acted.operation.state, OperationState::Done);
    assert_eq!(ground.show(&order.order_id, false).await.vouchers.len(), 2, "each hand-in is kept");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_refresh_finds_what_happened_elsewhere() {
    let ground = Ground::new().await;
    let order = ground.order(&ground.goods(Platform::Alibaba1688, 0)).await;
    ground.pay(&[&order]).await;
    let id = &order.order.platform_order_id;
    ground
        .control("ship", json!({ "orderId": id, "carrier": "中通快递(ZTO)", "waybill": "73100000000001" }))
        .await;
    let refresh = OrderRefresh { account_id: ground.account_id.clone() };
    let refreshed: OrderRefreshed = ground.run("order_refresh", &refresh).await.unwrap();
    assert_eq!((refreshed.read, refreshed.changed, refreshed.failed.len()), (1, 1, 0));
    let view = ground.show(&order.order.order_id, false).await;
    assert_eq!(view.order.status.stage, OrderStage::Shipped);
    assert_eq!(view.order.parcels[0].waybill.as_deref(), Some("73100000000001"));
    let again: OrderRefreshed = ground.run("order_refresh", &refresh).await.unwrap();
    assert_eq!(again.changed, 0);
}

#[tokio::test(flavor = "multi_thread")]
async fn two_clicks_make_one_order_and_listeners_hear_of_it() {
    let ground = Ground::new().await;
    let goods = ground.goods(Platform::Alibaba1688, 0);
    let line = ground.add(&goods, goods.moq).await;
    let preview = ground.preview(&[line]).await;
    let mut events = ground.desk.subscribe();
    let (first, second) = tokio::join!(ground.place(&preview, false), ground.place(&preview, false));
    let placed = first.iter().chain(&second).flat_map(|result| &result.placed).count();
    assert_eq!(placed, 1);
    let refused: Vec<_> = first.err().into_iter().chain(second.err()).map(|error| error.code).collect();
    assert_eq!(refused, vec![ErrorCode::PreviewMissing]);
    assert_eq!(ground.orders_at_sandbox(Platform::Alibaba1688).await, 1);
    let mut heard = Vec::new();
    while let Ok(event) = events.try_recv() {
        heard.push(event.table);
    }
    for table in [ChangedTable::Outbox, ChangedTable::Orders, ChangedTable::Cart] {
        assert!(heard.contains(&table), "{table:?} is not among {heard:?}");
    }
}
