//! Guards before the money moves: sums, the same goods again, the day's limit, an amount to confirm.

use pondesk_agent::api::*;
use pondesk_domain::{CartLine, Consent, Limits, Money, OperationState, Platform, SumKind};
use serde_json::json;

use crate::ground::{Goods, Ground, placing};

const MORE_FREIGHT: i64 = 300;

impl Ground {
    async fn raise_freight(&self) {
        self.control("change-freight", json!({ "moreFen": MORE_FREIGHT })).await;
    }

    async fn limits(&self) -> AccountLimits {
        self.run("account_limits", &AccountRef { account_id: self.account_id.clone() }).await.unwrap()
    }

    /// Sets limits as they would be typed, in yuan and hours.
    async fn limit(
        &self,
        daily: &str,
        confirm_above: &str,
        duplicate_hours: &str,
    ) -> CommandResult<AccountLimits> {
        let save = AccountLimitsSave {
            account_id: self.account_id.clone(),
            daily: daily.into(),
            confirm_above: confirm_above.into(),
            duplicate_hours: duplicate_hours.into(),
        };
        self.run("account_limits_save", &save).await
    }

    async fn consents(&self, placed: &Placed) -> Vec<Consent> {
        let operation_id = placed.operation.operation_id.clone();
        let view: OperationView = self.run("outbox_show", &OutboxShow { operation_id }).await.unwrap();
        view.consents
    }

    /// A line of goods whose parcel is not free, in the cart.
    async fn line_with_freight(&self) -> (Goods, CartLine, CheckoutPreview) {
        for nth in 0..10 {
            let goods = self.goods(Platform::Alibaba1688, nth);
            let line = self.add(&goods, goods.moq).await;
            let preview = self.preview(std::slice::from_ref(&line)).await;
            if preview.orders[0].freight.minor() > 0 {
                return (goods, line, preview);
            }
        }
        panic!("every parcel is free");
    }
}

fn yuan(money: Money) -> String {
    money.to_yuan().to_string()
}

#[tokio::test(flavor = "multi_thread")]
async fn a_rise_of_freight_alone_stops_the_order_and_is_shown() {
    let ground = Ground::new().await;
    let (_, _, preview) = ground.line_with_freight().await;
    ground.raise_freight().await;

    let result = ground.place(&preview, false).await.unwrap();
    assert!(result.placed.is_empty());
    let changed = result.changed.unwrap();
    let order = &changed.orders[0];
    assert!(order.shifts.is_empty(), "no price moved");
    let moved: Vec<_> = order.sum_shifts.iter().map(|shift| (shift.sum, shift.effect)).collect();
    let effect = Money::fen(MORE_FREIGHT);
    assert_eq!(moved, vec![(SumKind::Freight, effect), (SumKind::Total, effect)]);
    assert_eq!(order.sum_shifts[0].was, preview.orders[0].freight);
    assert_eq!(changed.ready_total, Money::ZERO);
    assert_eq!(ground.orders_at_sandbox(Platform::Alibaba1688).await, 0, "nothing was sent");

    let error = ground.place(&changed, false).await.unwrap_err();
    assert_eq!(
        (error.code, error.details["was"].clone()),
        (ErrorCode::PriceRose, order.sum_shifts[0].was.minor().to_string())
    );
    let placed = ground.place(&changed, true).await.unwrap().placed;
    assert_eq!(
        (placed[0].operation.state, placed[0].operation.amount),
        (OperationState::Done, Some(order.total))
    );
    let yes = Consent::Dearer { shifts: vec![], sums: order.sum_shifts.clone() };
    assert_eq!(ground.consents(&placed[0]).await, vec![yes]);
}

#[tokio::test(flavor = "multi_thread")]
async fn sums_are_compared_with_the_last_look_and_looking_again_is_no_yes() {
    let ground = Ground::new().await;
    let (_, line, first) = ground.line_with_freight().await;
    ground.raise_freight().await;
    for _ in 0..2 {
        let again = ground.preview(std::slice::from_ref(&line)).await;
        let freight = again.orders[0].sum_shifts.iter().find(|shift| shift.sum == SumKind::Freight).unwrap();
        assert_eq!((freight.was, freight.effect), (first.orders[0].freight, Money::fen(MORE_FREIGHT)));
        assert_eq!(ground.place(&again, false).await.unwrap_err().code, ErrorCode::PriceRose);
    }
    ground.control("change-freight", json!({ "moreFen": 0 })).await;
    let calm = ground.preview(&[line]).await;
    assert_eq!(calm.orders[0].sum_shifts, vec![], "back at what was seen first");
    assert_eq!(ground.place(&calm, false).await.unwrap().placed.len(), 1);
}

#[tokio::test(flavor = "multi_thread")]
async fn the_same_goods_to_the_same_address_are_asked_about() {
    let ground = Ground::new().await;
    let goods = ground.goods(Platform::Alibaba1688, 0);
    let first = ground.order(&goods).await;

    let line = ground.add(&goods, goods.moq).await;
    let preview = ground.preview(std::slice::from_ref(&line)).await;
    let known = &preview.orders[0].duplicates[0];
    assert_eq!(known.order_ids, vec![first.order.order_id.clone()]);
    assert_eq!(known.operation_id, first.operations[0].operation_id);
    assert_eq!(known.cart_line_ids, vec![line.line_id.clone()]);
    assert_eq!(preview.ready_total, Money::ZERO);

    let error = ground.place(&preview, false).await.unwrap_err();
    assert_eq!(
        (error.code, error.operation_id),
        (ErrorCode::OrderedAlready, Some(known.operation_id.clone()))
    );
    assert_eq!(ground.orders_at_sandbox(Platform::Alibaba1688).await, 1, "nothing was sent");

    let again = CheckoutPlace { again: vec![preview.orders[0].key.clone()], ..placing(&preview, false) };
    let result: PlaceResult = ground.run("checkout_place", &again).await.unwrap();
    assert_eq!(result.placed[0].operation.state, OperationState::Done);
    let yes = Consent::Again { earlier: vec![known.operation_id.clone()] };
    assert_eq!(ground.consents(&result.placed[0]).await, vec![yes], "the yes is on record");

    let more = ground.add(&goods, goods.moq + 1).await;
    assert_eq!(ground.preview(&[more]).await.orders[0].duplicates, vec![], "another number is another wish");
}

#[tokio::test(flavor = "multi_thread")]
async fn the_same_goods_ordered_after_the_look_come_back_as_a_change() {
    let ground = Ground::new().await;
    let goods = ground.goods(Platform::Taobao, 0);
    let first = ground.order(&goods).await;
    ground.limit("", "", "0").await.unwrap();
    let line = ground.add(&goods, goods.moq).await;
    let preview = ground.preview(&[line]).await;
    assert_eq!(preview.orders[0].duplicates, vec![]);
    ground.limit("", "", "24").await.unwrap();
    let result = ground.place(&preview, false).await.unwrap();
    assert!(result.placed.is_empty());
    let changed = result.changed.unwrap();
    assert_eq!(changed.orders[0].duplicates[0].order_ids, vec![first.order.order_id]);
    assert_eq!(ground.orders_at_sandbox(Platform::Taobao).await, 1);
}

#[tokio::test(flavor = "multi_thread")]
async fn an_order_that_was_closed_is_no_reason_to_ask() {
    let ground = Ground::new().await;
    let goods = ground.goods(Platform::Alibaba1688, 0);
    let first = ground.order(&goods).await.order;
    ground.control("close", json!({ "orderId": first.platform_order_id })).await;
    ground.show(&first.order_id, true).await;
    let line = ground.add(&goods, goods.moq).await;
    assert_eq!(ground.preview(&[line]).await.orders[0].duplicates, vec![]);
    assert_eq!(ground.limits().await.spent_today, Money::ZERO, "nor does it count for the day");
}

#[tokio::test(flavor = "multi_thread")]
async fn the_days_limit_stops_what_would_pass_it_and_says_the_figures() {
    let ground = Ground::new().await;
    assert_eq!(ground.limits().await.limits, Limits::default());
    let first = ground.order(&ground.goods(Platform::Alibaba1688, 0)).await;
    let total = first.order.total.unwrap();
    assert_eq!(ground.limits().await.spent_today, total);

    let other = ground.goods(Platform::Alibaba1688, 1);
    let line = ground.add(&other, other.moq).await;
    let preview = ground.preview(&[line]).await;
    let short = total.checked_add(preview.total).unwrap().checked_sub(Money::fen(1)).unwrap();
    ground.limit(&yuan(short), "", "24").await.unwrap();
    let error = ground.place(&preview, false).await.unwrap_err();
    assert_eq!(error.code, ErrorCode::DailyLimit);
    let said = |name: &str| error.details[name].parse::<i64>().unwrap();
    assert_eq!(
        (said("limit"), said("spent"), said("sum")),
        (short.minor(), total.minor(), preview.total.minor())
    );
    assert_eq!(ground.orders_at_sandbox(Platform::Alibaba1688).await, 1, "nothing was sent");

    let paid = ground.pay(&[&first]).await;
    assert_eq!(paid.paid.len(), 1, "what the day has counted may be paid: {:?}", paid.not_paid);
    assert_eq!(ground.limits().await.spent_today, total, "and counts once");

    let enough = short.checked_add(Money::fen(1)).unwrap();
    ground.limit(&yuan(enough), "", "24").await.unwrap();
    assert_eq!(ground.place(&preview, false).await.unwrap().placed.len(), 1);
}

#[tokio::test(flavor = "multi_thread")]
async fn an_order_of_unknown_outcome_counts_for_the_day() {
    let ground = Ground::new().await;
    let goods = ground.goods(Platform::Alibaba1688, 0);
    let line = ground.add(&goods, goods.moq).await;
    let preview = ground.preview(&[line]).await;
    ground.fault("alibaba1688CartCreateOrder", json!({ "kind": "drop", "executed": true })).await;
    let placed = ground.place(&preview, false).await.unwrap().placed;
    assert_eq!(placed[0].operation.state, OperationState::Unknown);
    assert_eq!(ground.limits().await.spent_today, preview.total);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_sum_above_the_amount_is_placed_and_paid_only_after_a_yes() {
    let ground = Ground::new().await;
    let goods = ground.goods(Platform::Alibaba1688, 0);
    let line = ground.add(&goods, goods.moq).await;
    let preview = ground.preview(&[line]).await;
    let below = preview.total.checked_sub(Money::fen(1)).unwrap();
    ground.limit("", &yuan(below), "24").await.unwrap();

    let error = ground.place(&preview, false).await.unwrap_err();
    assert_eq!(error.code, ErrorCode::ConfirmationNeeded);
    assert_eq!(error.details["limit"], below.minor().to_string());
    assert_eq!(error.details["sum"], preview.total.minor().to_string());
    assert_eq!(ground.orders_at_sandbox(Platform::Alibaba1688).await, 0, "nothing was sent");
    let low = CheckoutPlace { confirmed: Some(below), ..placing(&preview, false) };
    let error = ground.run::<PlaceResult>("checkout_place", &low).await.unwrap_err();
    assert_eq!(error.code, ErrorCode::ConfirmationNeeded, "a yes to less is no yes to this");

    let yes = CheckoutPlace { confirmed: Some(preview.total), ..placing(&preview, false) };
    let result: PlaceResult = ground.run("checkout_place", &yes).await.unwrap();
    let consent = Consent::AboveAmount { limit: below, sum: preview.total };
    assert_eq!(ground.consents(&result.placed[0]).await, vec![consent]);

    let view = ground.show(&result.placed[0].operation.order_ids[0], false).await;
    let to_pay = vec![OrderToPay { order_id: view.order.order_id.clone(), total: preview.total }];
    let mut pay = OrderPay {
        account_id: ground.account_id.clone(),
        orders: to_pay,
        confirmed: None,
        looked_at: Vec::new(),
    };
    let before = ground.balance_fen().await;
    let error = ground.run::<PayResult>("order_pay", &pay).await.unwrap_err();
    assert_eq!((error.code, ground.balance_fen().await), (ErrorCode::ConfirmationNeeded, before));
    pay.confirmed = Some(preview.total);
    let paid: PayResult = ground.run("order_pay", &pay).await.unwrap();
    assert_eq!(paid.paid.len(), 1);
}

#[tokio::test(flavor = "multi_thread")]
async fn limits_that_make_no_sense_are_refused_with_their_field() {
    let ground = Ground::new().await;
    for (daily, above, hours, field) in [
        ("much", "", "24", "daily"),
        ("", "-1", "24", "confirmAbove"),
        ("1.005", "", "24", "daily"),
        ("", "", "673", "duplicateHours"),
        ("", "", "a day", "duplicateHours"),
    ] {
        let error = ground.limit(daily, above, hours).await.unwrap_err();
        assert_eq!((error.code, error.field.as_deref()), (ErrorCode::FieldInvalid, Some(field)));
        assert!(error.details.contains_key("limit"));
    }
    assert_eq!(ground.limits().await.limits, Limits::default(), "nothing of it was kept");
}
