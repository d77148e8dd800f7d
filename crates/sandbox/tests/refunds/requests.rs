//! What a buyer asks for, and how a refund stands.

use serde_json::{Value, json};

use crate::common::Caller;
use crate::common::after_sales::{Bought1688, buy_1688};

pub(crate) const CREATE: &str = "/alibaba/refund/detail/create";
pub(crate) const RETURN: &str = "/alibaba/refund/goods/return";

/// A request that is in order for a line that was received; 100 fen.
pub(crate) fn request(bought: &Bought1688, kind: &str) -> Value {
    json!({
        "orderId": bought.order_number(), "orderEntryIds": [bought.line_number()], "disputeRequest": kind,
        "applyPayment": 100, "applyCarriage": 0, "applyReasonId": 20031, "description": "不合适",
        "goodsStatus": "refundBuyerReceived",
    })
}

pub(crate) async fn create(caller: &Caller, request: &Value) -> String {
    caller.posted(CREATE, request).await["refundId"].as_str().unwrap().to_owned()
}

pub(crate) async fn info(caller: &Caller, id: &str) -> Value {
    caller.posted("/alibaba/refund/info", &json!({ "refundId": id })).await
}

pub(crate) async fn status(caller: &Caller, id: &str) -> String {
    info(caller, id).await["status"].as_str().unwrap().to_owned()
}

pub(crate) async fn order(caller: &Caller, bought: &Bought1688) -> Value {
    caller.posted("/alibaba/order/detail", &json!({ "webSite": "1688", "orderId": bought.order_id })).await
}

pub(crate) async fn order_status(caller: &Caller, bought: &Bought1688) -> String {
    order(caller, bought).await["baseInfo"]["status"].as_str().unwrap().to_owned()
}

pub(crate) async fn shipped(caller: &Caller, offer: &Value) -> Bought1688 {
    let bought = buy_1688(caller, offer).await;
    caller.control("ship", &json!({ "orderId": bought.order_id })).await;
    bought
}

pub(crate) fn parcel(id: &str) -> Value {
    json!({ "refundId": id, "logisticsCompanyNo": "ZTO", "freightBill": "70600000000000" })
}
