//! Paying 1688 orders from the balance.

use serde::Deserialize;
use serde_json::{Value, json};

use super::machine;
use super::order::AlibabaOrder;
use crate::http::gate::Asked;
use crate::market::Market;
use crate::refusal::{Code, Refusal};

/// The reference states no limit; this one keeps a call within reason.
const MOST_ORDERS: usize = 100;

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct PayOrders {
    order_ids: Vec<String>,
}

/// Withheld by agreement at once: no cashier page is needed.
pub(super) fn pay(market: &Market, asked: &Asked) -> Result<Value, Refusal> {
    let id = asked.parameter("orderId").unwrap_or_default();
    market.books(|books| {
        let mut order: AlibabaOrder = books.order(id)?;
        machine::pay(books, &mut order)?;
        Ok(json!({ "orderId": id, "protocolPaySuccess": true, "payUrl": null, "cantPayOrderList": [] }))
    })
}

/// Pays all of the orders, or none: the answer has no room for which.
pub(super) fn pay_batch(market: &Market, asked: &Asked) -> Result<Value, Refusal> {
    let request: PayOrders = asked.body()?;
    if request.order_ids.is_empty() {
        return Err(Refusal::new(Code::BadParameter, "orderIds is empty"));
    }
    if request.order_ids.len() > MOST_ORDERS {
        return Err(Refusal::new(
            Code::TooMany,
            format_args!("{} orders, at most {MOST_ORDERS}", request.order_ids.len()),
        ));
    }
    market.books(|books| {
        for id in &request.order_ids {
            let mut order: AlibabaOrder = books.order(id)?;
            machine::pay(books, &mut order)?;
        }
        Ok(json!(true))
    })
}
