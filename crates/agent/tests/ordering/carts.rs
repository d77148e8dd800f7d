//! The carts.

use pondesk_agent::api::*;
use pondesk_domain::{LineFault, Platform};
use serde_json::json;

use crate::ground::{Ground, line_of};

fn faults(error: &CommandError) -> Vec<LineFault> {
    assert_eq!(error.code, ErrorCode::SelectionFaulty);
    serde_json::from_str(&error.details["faults"]).unwrap()
}

#[tokio::test(flavor = "multi_thread")]
async fn quantities_that_cannot_be_ordered_are_refused_before_anything_is_sent() {
    let ground = Ground::new().await;
    let goods = ground.goods_with_minimum();
    let sku_id = || goods.sku_id.as_str().into();
    let error = ground.try_add(&goods, goods.moq - 1).await.unwrap_err();
    assert_eq!(error.field.as_deref(), Some("picked"));
    assert_eq!(faults(&error), vec![LineFault::BelowMinimum { moq: goods.moq, picked: goods.moq - 1 }]);
    let error = ground.try_add(&goods, goods.stock + 1).await.unwrap_err();
    assert_eq!(faults(&error), vec![LineFault::AboveStock { sku_id: sku_id(), stock: goods.stock }]);
    assert_eq!(ground.cart(true).await.cart.line_count, 0);

    let line = ground.add(&goods, goods.moq).await;
    let edit = |quantity| {
        let line = CartLineRef { platform: line.platform, line_id: line.line_id.clone() };
        CartEdit { account_id: ground.account_id.clone(), line, quantity }
    };
    for (quantity, fault) in [
        (0, LineFault::ZeroQuantity { sku_id: sku_id() }),
        (goods.moq - 1, LineFault::BelowMinimum { moq: goods.moq, picked: goods.moq - 1 }),
        (goods.stock + 1, LineFault::AboveStock { sku_id: sku_id(), stock: goods.stock }),
    ] {
        let error = ground.run::<CartView>("cart_edit", &edit(quantity)).await.unwrap_err();
        assert_eq!((faults(&error), error.field.as_deref()), (vec![fault], Some("quantity")));
    }
    let view: CartView = ground.run("cart_edit", &edit(goods.moq + 1)).await.unwrap();
    assert_eq!(line_of(&view, &goods).quantity, goods.moq + 1);
    let lines = vec![edit(1).line];
    let remove = CartRemove { account_id: ground.account_id.clone(), lines };
    let view: CartView = ground.run("cart_remove", &remove).await.unwrap();
    assert_eq!(view.cart.line_count, 0);
}

#[tokio::test(flavor = "multi_thread")]
async fn an_addition_whose_answer_was_lost_is_looked_up_and_not_sent_again() {
    for (platform, operation) in
        [(Platform::Alibaba1688, "alibaba1688CartAdd"), (Platform::Taobao, "taobaoAddCartItem")]
    {
        let ground = Ground::new().await;
        let goods = ground.goods(platform, 0);
        ground.fault(operation, json!({ "kind": "drop", "executed": true })).await;
        assert_eq!(ground.add(&goods, goods.moq).await.quantity, goods.moq, "once");
        ground.fault(operation, json!({ "kind": "drop", "executed": false })).await;
        let error = ground.try_add(&goods, goods.moq).await.unwrap_err();
        assert_eq!(error.code, ErrorCode::TimedOut);
        assert_eq!(line_of(&ground.cart(true).await, &goods).quantity, goods.moq);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn one_cart_that_fails_leaves_the_other_usable() {
    let ground = Ground::new().await;
    let goods = [ground.goods(Platform::Taobao, 0), ground.goods(Platform::Alibaba1688, 0)];
    ground.add(&goods[0], 1).await;
    ground.add(&goods[1], goods[1].moq).await;
    ground
        .fault("taobaoListCart", json!({ "kind": "status", "status": 404, "executed": false, "count": 9 }))
        .await;
    let view = ground.cart(true).await;
    assert!(view.offline);
    assert_eq!(view.cart.line_count, 2);
    ground.control("faults", json!({ "faults": [] })).await;
    assert!(!ground.cart(true).await.offline);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_record_that_lapsed_is_kept_and_shown() {
    let ground = Ground::new().await;
    let goods = ground.goods(Platform::Taobao, 0);
    ground.add(&goods, 2).await;
    let gone = json!({ "platform": "taobao", "offerId": goods.offer_id, "skuId": goods.sku_id, "stock": 0 });
    ground.control("set-stock", gone).await;
    let view = ground.cart(true).await;
    let line = line_of(&view, &goods);
    assert!(!line.buyable);
    assert_eq!(view.cart.groups[0].goods, pondesk_domain::Money::ZERO, "it does not count");
    let preview = ground.preview(&[line]).await;
    assert_eq!(preview.orders[0].problems.len(), 1);
}

#[tokio::test(flavor = "multi_thread")]
async fn an_offer_must_have_been_shown_and_something_picked() {
    let ground = Ground::new().await;
    let add = |picked| CartAdd {
        account_id: ground.account_id.clone(),
        platform: Platform::Taobao,
        offer_id: "1".into(),
        picked,
    };
    let error = ground.run::<CartView>("cart_add", &add(vec![])).await.unwrap_err();
    assert_eq!(error.code, ErrorCode::NothingPicked);
    let picked = vec![Picked { sku_id: "1".into(), quantity: 1 }];
    let error = ground.run::<CartView>("cart_add", &add(picked)).await.unwrap_err();
    assert_eq!(error.code, ErrorCode::OfferMissing);
}
