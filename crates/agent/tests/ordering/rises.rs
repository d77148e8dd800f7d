//! Orders whose sum rose before they were paid.

use std::time::Duration;

use pondesk_agent::api::*;
use pondesk_domain::{Consent, Money, Order, OrderStage, Platform, SignatureMode};
use serde_json::json;

use crate::callbacks::{inbox, listening};
use crate::ground::Ground;

#[tokio::test(flavor = "multi_thread")]
async fn an_order_that_rose_is_paid_with_others_only_after_a_look() {
    let ground = Ground::new().await;
    let mut orders = Vec::new();
    for nth in 0..3 {
        let order = ground.order(&ground.goods(Platform::Alibaba1688, nth)).await.order;
        orders.push(ground.until(&order.order_id, OrderStage::ToPay).await.order);
    }
    listening(&ground, SignatureMode::Enforce, json!({})).await;
    // The last came down again a little: it costs more than at first all the same.
    for (nth, changes) in [(0, &[-70][..]), (1, &[120]), (2, &[150, -30])] {
        for change in changes {
            let was = ground.show(&orders[nth].order_id, false).await.order.total.unwrap();
            let number = &orders[nth].platform_order_id;
            ground.control("change-order-price", json!({ "orderId": number, "changeFen": change })).await;
            let wanted = Some(Money::fen(was.minor() + change));
            let deadline = tokio::time::Instant::now() + Duration::from_secs(20);
            while ground.show(&orders[nth].order_id, false).await.order.total != wanted {
                assert!(tokio::time::Instant::now() < deadline, "{:#?}", inbox(&ground).await.rows);
                tokio::task::yield_now().await;
            }
        }
    }
    let rows = ground.list().await.rows;
    let rose_from = |order: &Order| rows.iter().find(|row| row.order_id == order.order_id).unwrap().rose_from;
    assert_eq!(rose_from(&orders[0]), None);
    for order in &orders[1..] {
        assert_eq!(rose_from(order), order.total);
        assert_eq!(ground.show(&order.order_id, false).await.rose_from, order.total);
    }

    // What the user sees of each is the newest sum; that alone is no look.
    let asked = |order: &Order| {
        let row = rows.iter().find(|row| row.order_id == order.order_id).unwrap();
        OrderToPay { order_id: order.order_id.clone(), total: row.total.unwrap() }
    };
    let mut pay = OrderPay {
        account_id: ground.account_id.clone(),
        orders: orders.iter().map(asked).collect(),
        confirmed: None,
        looked_at: vec![orders[1].order_id.clone()],
    };
    let result: PayResult = ground.run("order_pay", &pay).await.unwrap();
    let mut paid = result.paid.clone();
    paid.sort();
    let mut wanted = vec![orders[0].order_id.clone(), orders[1].order_id.clone()];
    wanted.sort();
    assert_eq!(paid, wanted);
    let [stopped] = result.not_paid.as_slice() else { panic!("{:#?}", result.not_paid) };
    assert_eq!(stopped.order_id, orders[2].order_id);
    assert_eq!(stopped.error.code, ErrorCode::RiseNotLookedAt);
    let was = orders[2].total.unwrap().minor();
    assert_eq!(stopped.error.details["was"], was.to_string());
    assert_eq!(stopped.error.details["is"], (was + 120).to_string());
    let operation_id = result.operations[0].operation_id.clone();
    let view: OperationView = ground.run("outbox_show", &OutboxShow { operation_id }).await.unwrap();
    let [Consent::Dearer { sums, .. }] = view.consents.as_slice() else { panic!("{:?}", view.consents) };
    assert_eq!((sums[0].was, sums[0].effect), (orders[1].total.unwrap(), Money::fen(120)));

    // Alone it stands before the user's eyes.
    pay.orders.retain(|order| order.order_id == orders[2].order_id);
    pay.looked_at.clear();
    let result: PayResult = ground.run("order_pay", &pay).await.unwrap();
    assert_eq!(result.paid, [orders[2].order_id.clone()]);
}
