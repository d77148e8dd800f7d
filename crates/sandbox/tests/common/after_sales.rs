//! Orders that claims can be opened for, and what both platforms' after-sales tests do.

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use image::{ImageFormat, Rgb, RgbImage};
use serde_json::{Value, json};

use super::{Caller, address, alibaba_offer, first_sku, pays, receiver, spec, taobao_item};

/// Longer than every deadline of a case.
pub(crate) const LONG: i64 = 11 * 24 * 3600;

/// A paid Taobao order; sums in fen.
pub(crate) struct Bought {
    pub(crate) order_id: String,
    pub(crate) line_ids: Vec<String>,
    pub(crate) goods_fen: i64,
    pub(crate) freight_fen: i64,
}

/// An item with plenty in stock, a balance that is never empty, and sellers that do nothing by themselves.
pub(crate) async fn quiet_taobao(caller: &Caller) -> Value {
    quiet(caller).await;
    let item = taobao_item(caller, "").await;
    let stock = json!({ "platform": "taobao", "offerId": item["itemId"], "stock": 100_000 });
    caller.control("set-stock", &stock).await;
    item
}

async fn quiet(caller: &Caller) {
    caller.control("set-balance", &json!({ "fen": 1_000_000_000 })).await;
    caller.control("temper", &json!({ "temper": "silent" })).await;
}

/// Orders lines of two pieces each of an item's SKU and pays them.
pub(crate) async fn buy_taobao(caller: &Caller, item: &Value, lines: usize) -> Bought {
    let bought = order_taobao(caller, item, lines).await;
    caller.control("advance", &json!({ "seconds": 5 })).await;
    let detail = caller.got(&format!("/open/order/detail?orderId={}", bought.order_id)).await;
    caller.posted("/open/order/pay", &json!({ "purchaseOrderIdList": [detail["purchaseOrderId"]] })).await;
    caller.control("advance", &json!({ "seconds": 60 })).await;
    bought
}

/// Orders lines of two pieces each of an item's SKU.
pub(crate) async fn order_taobao(caller: &Caller, item: &Value, lines: usize) -> Bought {
    let sku = first_sku(item);
    let text = |id: &Value| id.as_str().map_or_else(|| id.to_string(), str::to_owned);
    let ids = |quantity: Value| json!({ "itemId": text(&item["itemId"]), "skuId": text(&sku["skuId"]), "quantity": quantity });
    let line = |at: usize| {
        let mut line = ids(json!("2"));
        line["price"] = json!(pays(sku).to_string());
        line["currency"] = json!("CNY");
        line["orderLineNo"] = json!(at.to_string());
        line
    };
    let lines: Vec<Value> = (1..=lines).map(line).collect();
    let shown: Vec<Value> = lines.iter().map(|_| ids(json!(2))).collect();
    let goods_fen = 2 * pays(sku) * i64::try_from(lines.len()).unwrap();
    let render = json!({ "receiver": receiver().to_string(), "orderLineList": json!(shown).to_string() });
    let preview = caller.posted("/open/order/render", &render).await;
    let total = preview["totalFee"].as_i64().unwrap();
    let order = json!({
        "purchaseAmount": total, "receiver": receiver().to_string(), "orderLineList": json!(lines).to_string(),
    });
    let made = caller.posted("/open/order", &order).await;
    let line_ids = made["orderLineList"].as_array().unwrap();
    Bought {
        order_id: made["orderId"].as_str().unwrap().to_owned(),
        line_ids: line_ids
            .iter()
            .map(|line| line["subPurchaseOrderId"].as_str().unwrap().to_owned())
            .collect(),
        goods_fen,
        freight_fen: total - goods_fen,
    }
}

/// A paid 1688 order: its id, its line's id, goods and freight in fen.
pub(crate) struct Bought1688 {
    pub(crate) order_id: String,
    pub(crate) line_id: String,
    pub(crate) goods_fen: i64,
    pub(crate) freight_fen: i64,
}

impl Bought1688 {
    /// The id as the wire's number.
    pub(crate) fn order_number(&self) -> Value {
        json!(self.order_id.parse::<u64>().unwrap())
    }

    pub(crate) fn line_number(&self) -> Value {
        json!(self.line_id.parse::<u64>().unwrap())
    }
}

/// As [`quiet_taobao`], on 1688.
pub(crate) async fn quiet_1688(caller: &Caller) -> Value {
    quiet(caller).await;
    let enough = |offer: &Value| {
        let wanted = 3 * offer["minOrderQuantity"].as_u64().unwrap() + 3;
        let skus = offer["productSkuInfos"].as_array().unwrap();
        skus.iter().any(|sku| sku["amountOnSale"].as_u64().unwrap() >= wanted)
    };
    let offer = alibaba_offer(caller, "", enough).await;
    let stock = json!({ "platform": "1688", "offerId": offer["offerId"], "stock": 100_000 });
    caller.control("set-stock", &stock).await;
    offer
}

/// Orders the least quantity of an offer, without paying.
pub(crate) async fn order_1688(caller: &Caller, offer: &Value) -> Bought1688 {
    let line =
        json!({ "offerId": offer["offerId"], "specId": spec(offer), "quantity": offer["minOrderQuantity"] });
    let order = json!({ "flow": "general", "addressParam": address(), "cargoParamList": [line] });
    let made = caller.posted("/alibaba/order/create", &order).await;
    let order_id = made["orderId"].as_str().unwrap().to_owned();
    let detail =
        caller.posted("/alibaba/order/detail", &json!({ "webSite": "1688", "orderId": order_id })).await;
    let freight_fen = made["postFee"].as_i64().unwrap();
    Bought1688 {
        line_id: detail["productItems"][0]["subItemIDString"].as_str().unwrap().to_owned(),
        goods_fen: made["totalSuccessAmount"].as_i64().unwrap() - freight_fen,
        freight_fen,
        order_id,
    }
}

/// Orders the least quantity of an offer and pays it.
pub(crate) async fn buy_1688(caller: &Caller, offer: &Value) -> Bought1688 {
    let bought = order_1688(caller, offer).await;
    caller.got(&format!("/alibaba/order/pay/url?orderId={}", bought.order_id)).await;
    bought
}

/// A picture as base64.
pub(crate) fn picture(format: ImageFormat, side: u32) -> String {
    let picture = RgbImage::from_fn(side, side, |x, y| Rgb([x as u8, y as u8, (x * y) as u8]));
    let mut bytes = std::io::Cursor::new(Vec::new());
    picture.write_to(&mut bytes, format).unwrap();
    STANDARD.encode(bytes.into_inner())
}

/// A control call that is refused: its code and text.
pub(crate) async fn control_refused(caller: &Caller, call: &str, body: &Value) -> (i64, String) {
    let response = caller.client.post(format!("{}/{call}", caller.control)).json(body).send().await.unwrap();
    let status = response.status();
    let answer: Value = response.json().await.unwrap();
    assert_eq!(status, 400, "{call} was carried out: {answer}");
    (answer["code"].as_i64().unwrap(), answer["error"].as_str().unwrap().to_owned())
}

/// What the control API tells of a case.
pub(crate) async fn case_note(caller: &Caller, case_id: &str) -> Value {
    let cases: Value =
        caller.client.get(format!("{}/cases", caller.control)).send().await.unwrap().json().await.unwrap();
    cases.as_array().unwrap().iter().find(|case| case["caseId"] == case_id).unwrap().clone()
}
