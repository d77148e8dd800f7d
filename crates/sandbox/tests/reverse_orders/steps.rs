//! What anybody does about a case, and where that leads.

use serde_json::{Value, json};

use crate::claims::{claim, parcel, shipped, status, submit};
use crate::common::Caller;
use crate::common::after_sales::LONG;

/// Something that anybody does about a case.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) enum Step {
    Modify,
    Cancel,
    Message,
    Return,
    Seller(&'static str),
    Deadline,
}

pub(crate) const STEPS: [Step; 10] = [
    Step::Modify,
    Step::Cancel,
    Step::Message,
    Step::Return,
    Step::Seller("agree"),
    Step::Seller("refuse"),
    Step::Seller("ask"),
    Step::Seller("receive"),
    Step::Seller("refuse-goods"),
    Step::Deadline,
];

/// Takes a step; false when it was refused as the state demands.
pub(crate) async fn take(caller: &Caller, id: &str, step: Step) -> bool {
    let answer = match step {
        Step::Modify => {
            caller.post("/open/order/refund/modify", &json!({ "refundId": id, "refundFee": 90 })).await
        }
        Step::Cancel => caller.get(&format!("/open/order/refund/cancel/{id}")).await,
        Step::Message => {
            let message = json!({ "refundId": id, "refundMessage": "请尽快处理" });
            caller.post("/open/order/refund/submit/message", &message).await
        }
        Step::Return => caller.post("/open/order/refund/logistics/submit", &parcel(id)).await,
        Step::Seller(does) => {
            let call = format!("{}/cases/{id}/seller", caller.control);
            let response = caller.client.post(call).json(&json!({ "does": does })).send().await.unwrap();
            let taken = response.status().is_success();
            let body: Value = response.json().await.unwrap();
            assert!(taken || body["code"] == 10102, "{body}");
            return taken;
        }
        Step::Deadline => {
            caller.control("advance", &json!({ "seconds": LONG })).await;
            return true;
        }
    };
    assert!(matches!((answer.status, answer.code()), (200, 200 | 10102)), "{}", answer.body);
    answer.code() == 200
}

/// A new case of a kind, driven to a state.
pub(crate) async fn case_in(caller: &Caller, item: &Value, kind: i64, state: i64) -> String {
    let bought = shipped(caller, item).await;
    let id = submit(caller, &claim(&bought.line_ids[0], kind)).await;
    let way: &[Step] = match (state, kind) {
        (10, _) => &[],
        (20, 3) => &[Step::Seller("agree")],
        (30, 3) => &[Step::Seller("agree"), Step::Return],
        (100, 1) => &[Step::Seller("agree")],
        (100, 3) => &[Step::Seller("agree"), Step::Return, Step::Seller("receive")],
        (-10, _) => &[Step::Seller("refuse")],
        (-20, _) => &[Step::Cancel],
        other => panic!("no way to {other:?}"),
    };
    for step in way {
        assert!(take(caller, &id, *step).await, "{step:?} on the way to {state}");
    }
    assert_eq!(status(caller, &id).await, state);
    id
}

/// Where a step leads from a state; `None` where it is not allowed.
pub(crate) fn leads_to(state: i64, kind: i64, step: Step) -> Option<i64> {
    let agreed = if kind == 3 { 20 } else { 100 };
    match (state, step) {
        (10 | 20 | 30 | -10, Step::Message) => Some(state),
        (10, Step::Modify | Step::Seller("ask")) => Some(10),
        (10, Step::Seller("agree") | Step::Deadline) => Some(agreed),
        (10, Step::Seller("refuse")) => Some(-10),
        (-10, Step::Modify) => Some(10),
        (20, Step::Return) => Some(30),
        (30, Step::Seller("receive") | Step::Deadline) => Some(100),
        (30, Step::Seller("refuse-goods")) => Some(-10),
        (10 | 20 | -10, Step::Cancel) => Some(-20),
        (20 | -10, Step::Deadline) => Some(-20),
        (100 | -20, Step::Deadline) => Some(state),
        _ => None,
    }
}
