//! What anybody does about a refund, and where that leads.

use serde_json::{Value, json};

use crate::common::Caller;
use crate::common::after_sales::LONG;
use crate::requests::{RETURN, create, parcel, request, shipped, status};

/// Something that anybody does about a refund.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) enum Step {
    Return,
    Buyer(&'static str),
    Seller(&'static str),
    Deadline,
}

pub(crate) const STEPS: [Step; 9] = [
    Step::Return,
    Step::Buyer("modify"),
    Step::Buyer("withdraw"),
    Step::Seller("agree"),
    Step::Seller("refuse"),
    Step::Seller("ask"),
    Step::Seller("receive"),
    Step::Seller("refuse-goods"),
    Step::Deadline,
];

/// Takes a step; false when it was refused as the state demands.
pub(crate) async fn take(caller: &Caller, id: &str, step: Step) -> bool {
    let (who, does) = match step {
        Step::Return => {
            let answer = caller.post(RETURN, &parcel(id)).await;
            assert!(matches!((answer.status, answer.code()), (200, 200 | 4007)), "{}", answer.body);
            return answer.code() == 200;
        }
        Step::Deadline => {
            caller.control("advance", &json!({ "seconds": LONG })).await;
            return true;
        }
        Step::Buyer(does) => ("buyer", does),
        Step::Seller(does) => ("seller", does),
    };
    let call = format!("{}/cases/{id}/{who}", caller.control);
    let response = caller.client.post(call).json(&json!({ "does": does })).send().await.unwrap();
    let taken = response.status().is_success();
    let body: Value = response.json().await.unwrap();
    assert!(taken || body["code"] == 4007, "{body}");
    taken
}

pub(crate) const OPEN: [&str; 4] =
    ["waitselleragree", "waitbuyermodify", "waitbuyersend", "waitsellerreceive"];

/// A new refund of a kind, driven to a state.
pub(crate) async fn refund_in(caller: &Caller, offer: &Value, kind: &str, state: &str) -> String {
    let bought = shipped(caller, offer).await;
    let id = create(caller, &request(&bought, kind)).await;
    let way: &[Step] = match (state, kind) {
        ("waitselleragree", _) => &[],
        ("waitbuyermodify", _) => &[Step::Seller("refuse")],
        ("waitbuyersend", _) => &[Step::Seller("agree")],
        ("waitsellerreceive", _) => &[Step::Seller("agree"), Step::Return],
        ("refundsuccess", "refund") => &[Step::Seller("agree")],
        ("refundsuccess", _) => &[Step::Seller("agree"), Step::Return, Step::Seller("receive")],
        ("refundclose", _) => &[Step::Buyer("withdraw")],
        other => panic!("no way to {other:?}"),
    };
    for step in way {
        assert!(take(caller, &id, *step).await, "{step:?} on the way to {state}");
    }
    assert_eq!(status(caller, &id).await, state);
    id
}

/// Where a step leads from a state; `None` where it is not allowed.
pub(crate) fn leads_to(state: &'static str, kind: &str, step: Step) -> Option<&'static str> {
    let agreed = if kind == "refund" { "refundsuccess" } else { "waitbuyersend" };
    match (state, step) {
        ("waitselleragree", Step::Seller("agree") | Step::Deadline) => Some(agreed),
        ("waitselleragree", Step::Seller("refuse")) => Some("waitbuyermodify"),
        ("waitselleragree", Step::Seller("ask")) => Some(state),
        ("waitbuyermodify", Step::Buyer("modify")) => Some("waitselleragree"),
        ("waitbuyersend", Step::Return) => Some("waitsellerreceive"),
        ("waitsellerreceive", Step::Seller("receive") | Step::Deadline) => Some("refundsuccess"),
        ("waitbuyermodify" | "waitbuyersend", Step::Deadline) => Some("refundclose"),
        (_, Step::Buyer("withdraw")) if OPEN.contains(&state) => Some("refundclose"),
        ("refundsuccess" | "refundclose", Step::Deadline) => Some(state),
        _ => None,
    }
}
