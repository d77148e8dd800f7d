//! How far a 1688 order's parcel is, and what a buyer says when it is there.

use serde::Deserialize;
use serde_json::{Value, json};

use super::machine;
use super::order::AlibabaOrder;
use crate::http::gate::Asked;
use crate::market::Market;
use crate::refusal::{Code, Refusal};
use crate::wire;

/// Upstream keeps no traces of older orders.
const OLDEST: i64 = 365 * 24 * 3_600_000;

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct ConfirmReceipt {
    order_id: u64,
    order_entry_ids: Vec<u64>,
}

/// What happened to an order's parcel so far, oldest first.
pub(super) fn trace(market: &Market, asked: &Asked) -> Result<Value, Refusal> {
    let id = asked.parameter("orderId").unwrap_or_default();
    let wanted = asked.parameter("logisticsId");
    market.books(|books| {
        let order: AlibabaOrder = books.order(id)?;
        if books.moment_ms.get() - order.created_moment_ms > OLDEST {
            return Err(Refusal::new(
                Code::NoTraceYet,
                "order.createtime.history: the order is older than a year",
            ));
        }
        if let Some(strange) = wanted.filter(|wanted| *wanted != order.logistics_code) {
            return Err(Refusal::new(Code::NoTraceYet, format_args!("order {id} has no parcel {strange}")));
        }
        let Some(waybill) = order.waybill.as_ref() else {
            return Err(Refusal::new(Code::NoTraceYet, format_args!("order {id} has not been shipped")));
        };
        let route = order.route(books);
        let steps: Vec<Value> = order
            .trace
            .iter()
            .map(|step| json!({ "acceptTime": wire::beijing_time(step.at_ms), "remark": step.text(&route) }))
            .collect();
        Ok(json!([{
            "logisticsId": order.logistics_code,
            "orderId": wire::number(&order.order_id),
            "logisticsBillNo": waybill,
            "logisticsSteps": steps,
        }]))
    })
}

/// The buyer has received lines of a shipped order.
pub(super) fn confirm_receipt(market: &Market, asked: &Asked) -> Result<Value, Refusal> {
    let request: ConfirmReceipt = asked.body()?;
    let lines: Vec<String> = request.order_entry_ids.iter().map(u64::to_string).collect();
    market.books(|books| {
        let mut order: AlibabaOrder = books.order(&request.order_id.to_string())?;
        let refused = machine::confirm_lines(books, &mut order, &lines).err();
        // The envelope stays a success; what went wrong stands inside.
        Ok(match refused {
            Some(refusal) => {
                json!({ "success": false, "errorCode": refusal.code.to_string(), "errorInfo": refusal.msg })
            }
            None => json!({ "success": true, "errorCode": "", "errorInfo": "" }),
        })
    })
}
