//! What the user decided once is not decided for ever: sending again passes the same guards as sending.

use pondesk_agent::api::*;
use pondesk_domain::{Consent, Money, Operation, OperationId, OperationState, Platform};
use serde_json::json;

use crate::ground::{Ground, send_again};

impl Ground {
    /// An order of 1688 that was sent into the dark, and that nobody finds: the user is asked.
    async fn lost_order(&self) -> Operation {
        let goods = self.goods(Platform::Alibaba1688, 0);
        let operation = self.order_into(&goods, json!({ "kind": "drop", "executed": false })).await;
        self.look_in_vain(operation).await
    }

    async fn look_in_vain(&self, operation: Operation) -> Operation {
        while self.tend().await {}
        let asked = self.operation(&operation.operation_id).await;
        assert_eq!(asked.state, OperationState::Unknown);
        asked
    }

    async fn limit_to(&self, daily: Option<Money>, confirm_above: Option<Money>, hours: u32) {
        let typed = |limit: Option<Money>| limit.map(|limit| limit.to_yuan().to_string()).unwrap_or_default();
        let save = AccountLimitsSave {
            account_id: self.account_id.clone(),
            daily: typed(daily),
            confirm_above: typed(confirm_above),
            duplicate_hours: hours.to_string(),
        };
        self.run::<AccountLimits>("account_limits_save", &save).await.unwrap();
    }

    async fn consents_of(&self, operation_id: &OperationId) -> Vec<Consent> {
        let show = OutboxShow { operation_id: operation_id.clone() };
        self.run::<OperationView>("outbox_show", &show).await.unwrap().consents
    }
}

fn less(money: Money) -> Money {
    money.checked_sub(Money::fen(1)).unwrap()
}

#[tokio::test(flavor = "multi_thread")]
async fn goods_that_were_ordered_beside_are_asked_about_before_they_are_sent_again() {
    let ground = Ground::new().await;
    let beside = ground.order(&ground.goods(Platform::Alibaba1688, 0)).await.operations.remove(0);
    ground.limit_to(None, None, 0).await;
    let lost = ground.lost_order().await;
    assert_eq!(ground.consents_of(&lost.operation_id).await, vec![], "nobody asked then");
    ground.limit_to(None, None, 24).await;

    let error = ground.resolve(&lost.operation_id, send_again()).await.unwrap_err();
    assert_eq!(
        (error.code, error.operation_id.as_ref()),
        (ErrorCode::OrderedAlready, Some(&beside.operation_id))
    );
    assert_eq!(error.details["earlier"], beside.operation_id.as_str());
    assert_eq!(ground.operation(&lost.operation_id).await.state, OperationState::Unknown, "nothing was sent");
    assert_eq!(ground.orders_at_sandbox(Platform::Alibaba1688).await, 1);

    let yes = Resolution::SendAgain { confirmed: None, known: vec![beside.operation_id.clone()] };
    let again = ground.resolve(&lost.operation_id, yes).await.unwrap().operation;
    assert_eq!((again.state, again.again_of), (OperationState::Done, Some(lost.operation_id)));
    let said = Consent::Again { earlier: vec![beside.operation_id] };
    assert_eq!(ground.consents_of(&again.operation_id).await, vec![said]);
}

#[tokio::test(flavor = "multi_thread")]
async fn what_was_agreed_to_when_it_was_sent_first_is_not_asked_again() {
    let ground = Ground::new().await;
    let beside = ground.order(&ground.goods(Platform::Alibaba1688, 0)).await.operations.remove(0);
    let lost = ground.lost_order().await;
    let said = vec![Consent::Again { earlier: vec![beside.operation_id] }];
    assert_eq!(ground.consents_of(&lost.operation_id).await, said);
    let again = ground.resolve(&lost.operation_id, send_again()).await.unwrap().operation;
    assert_eq!(again.state, OperationState::Done);
    assert_eq!(ground.consents_of(&again.operation_id).await, said, "and stands with the new operation");
}

#[tokio::test(flavor = "multi_thread")]
async fn the_days_limit_counts_what_is_sent_again_once() {
    let ground = Ground::new().await;
    let lost = ground.lost_order().await;
    let sum = lost.amount.unwrap();
    ground.limit_to(Some(less(sum)), None, 24).await;
    let error = ground.resolve(&lost.operation_id, send_again()).await.unwrap_err();
    assert_eq!((error.code, error.details["spent"].as_str()), (ErrorCode::DailyLimit, "0"));
    assert_eq!(ground.orders_at_sandbox(Platform::Alibaba1688).await, 0, "nothing was sent");
    ground.limit_to(Some(sum), None, 24).await;
    let again = ground.resolve(&lost.operation_id, send_again()).await.unwrap().operation;
    assert_eq!(again.state, OperationState::Done);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_sum_above_the_amount_wants_a_yes_of_its_own_when_it_is_sent_again() {
    let ground = Ground::new().await;
    let lost = ground.lost_order().await;
    let sum = lost.amount.unwrap();
    ground.limit_to(None, Some(less(sum)), 24).await;
    let error = ground.resolve(&lost.operation_id, send_again()).await.unwrap_err();
    assert_eq!(
        (error.code, error.details["sum"].clone()),
        (ErrorCode::ConfirmationNeeded, sum.minor().to_string())
    );
    let yes = Resolution::SendAgain { confirmed: Some(sum), known: vec![] };
    let again = ground.resolve(&lost.operation_id, yes).await.unwrap().operation;
    assert_eq!(again.state, OperationState::Done);
    let said = Consent::AboveAmount { limit: less(sum), sum };
    assert_eq!(ground.consents_of(&again.operation_id).await, vec![said]);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_payment_that_is_sent_again_passes_the_limits_too() {
    let ground = Ground::new().await;
    let order = ground.order(&ground.goods(Platform::Alibaba1688, 0)).await;
    let (sum, before) = (order.order.total.unwrap(), ground.balance_fen().await);
    ground.fault("alibaba1688BatchSubmitPayment", json!({ "kind": "drop", "executed": false })).await;
    let lost = ground.pay(&[&order]).await.operations.remove(0);
    let lost = ground.look_in_vain(lost).await;
    ground.limit_to(Some(less(sum)), Some(less(sum)), 24).await;
    let error = ground.resolve(&lost.operation_id, send_again()).await.unwrap_err();
    assert_eq!(error.code, ErrorCode::ConfirmationNeeded, "it was placed today: the day has counted it");
    assert_eq!(ground.balance_fen().await, before);
    let yes = Resolution::SendAgain { confirmed: Some(sum), known: vec![] };
    let again = ground.resolve(&lost.operation_id, yes).await.unwrap();
    assert_eq!((again.operation.state, again.error), (OperationState::Done, None));
    assert_eq!(before - ground.balance_fen().await, sum.minor(), "paid once");
}
