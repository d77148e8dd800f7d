//! What a buyer claims, and how a case stands.

use serde_json::{Value, json};

use crate::common::Caller;
use crate::common::after_sales::{Bought, buy_taobao};

pub(crate) const NOT_RECEIVED: i64 = 1;
pub(crate) const RECEIVED: i64 = 2;
pub(crate) const NOT_SHIPPED: i64 = 4;

/// A claim that is in order for a shipped line.
pub(crate) fn claim(line: &str, kind: i64) -> Value {
    let (goods, reason) = if kind == 3 { (RECEIVED, 1031) } else { (NOT_RECEIVED, 1011) };
    json!({ "subOrderId": line, "refundType": kind, "goodsStatus": goods, "reasonId": reason, "refundFee": 100 })
}

pub(crate) async fn submit(caller: &Caller, claim: &Value) -> String {
    let made = caller.posted("/open/order/refund/submit", claim).await;
    made["refundId"].as_str().unwrap().to_owned()
}

pub(crate) async fn query(caller: &Caller, id: &str) -> Value {
    caller.got(&format!("/open/order/refund/query?refundId={id}")).await["refundOrderAggregate"].clone()
}

pub(crate) async fn status(caller: &Caller, id: &str) -> i64 {
    query(caller, id).await["refundOrder"]["refundStatus"].as_i64().unwrap()
}

pub(crate) async fn order(caller: &Caller, bought: &Bought) -> Value {
    caller.got(&format!("/open/order/detail?orderId={}", bought.order_id)).await
}

pub(crate) async fn shipped(caller: &Caller, item: &Value) -> Bought {
    let bought = buy_taobao(caller, item, 1).await;
    caller.control("ship", &json!({ "orderId": bought.order_id })).await;
    bought
}

pub(crate) fn parcel(id: &str) -> Value {
    json!({
        "refundId": id, "logisticsCompanyCode": "SF", "logisticsCompanyName": "顺丰速运",
        "logisticsNo": "SF1218132354612", "buyerPhone": "18100000000", "returnGoodsDesc": "原包装",
    })
}
