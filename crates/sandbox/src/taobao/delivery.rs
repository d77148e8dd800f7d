//! Where a Taobao order's parcel goes and how far it is.

use serde::Deserialize;
use serde_json::{Value, json};

use super::machine::Status;
use super::order::{Line, TaobaoOrder};
use crate::http::gate::Asked;
use crate::market::Market;
use crate::parcel::{Route, Step, carriers::Carrier};
use crate::refusal::{Code, Refusal};
use crate::state::Books;
use crate::wire;

/// Longest name or address of a warehouse, characters.
const LONGEST_TEXT: usize = 200;

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct UpdateWarehouse {
    #[serde(default)]
    order_id: String,
    #[serde(default)]
    warehouse_name: String,
    #[serde(default)]
    warehouse_address: String,
}

/// Names the forward warehouse of an order that has not left yet.
pub(super) fn update_warehouse(market: &Market, asked: &Asked) -> Result<Value, Refusal> {
    let request: UpdateWarehouse = asked.body()?;
    // Nothing is marked required in the reference, yet none of them can be left out.
    let fields = [
        ("orderId", &request.order_id),
        ("warehouseName", &request.warehouse_name),
        ("warehouseAddress", &request.warehouse_address),
    ];
    for (name, text) in fields {
        if text.trim().is_empty() {
            return Err(Refusal::new(Code::BadParameter, format_args!("{name} is missing")));
        }
        if text.chars().count() > LONGEST_TEXT {
            let detail = format!("{name} has more than {LONGEST_TEXT} characters");
            return Err(Refusal::new(Code::BadParameter, detail));
        }
    }
    market.books(|books| {
        let mut order: TaobaoOrder = books.order(&request.order_id)?;
        if matches!(order.status, Status::Shipped | Status::Closed) {
            let detail = format!(
                "order {} is in status {}, its goods do not go to a warehouse any more",
                order.order_id, order.status as i64
            );
            return Err(Refusal::new(Code::StateForbids, detail));
        }
        let warehouse =
            (request.warehouse_name.trim().to_owned(), request.warehouse_address.trim().to_owned());
        order.warehouse = Some(warehouse);
        order.modified_ms = books.now_ms;
        books.save_order(&order)?;
        Ok(json!({
            "orderId": order.order_id,
            "warehouseName": request.warehouse_name.trim(),
            "warehouseAddress": request.warehouse_address.trim(),
        }))
    })
}

/// The parcel of a sub order with all that happened to it; no parcel before the seller ships.
pub(super) fn logistics_detail(market: &Market, asked: &Asked) -> Result<Value, Refusal> {
    let id = asked.parameter("subPurchaseOrderId").unwrap_or_default();
    market.books(|books| {
        let order: TaobaoOrder = books.order_by_line(id)?;
        let line = order.lines.iter().find(|line| line.sub_purchase_order_id == id);
        let line = line.ok_or_else(|| Refusal::new(Code::NoSuchOrder, format_args!("sub order {id}")))?;
        let parcel =
            order.waybill.as_ref().filter(|_| !line.closed).map(|waybill| parcel(books, &order, waybill));
        Ok(json!({
            "purchaseOrderOuterId": line.outer_id,
            "pnmLogisticsDetails": parcel.into_iter().collect::<Vec<_>>(),
        }))
    })
}

fn parcel(books: &Books<'_>, order: &TaobaoOrder, waybill: &str) -> Value {
    let route = order.route(books);
    // Newest first, as in the reference's sample.
    let traces: Vec<Value> = order.trace.iter().rev().map(|step| step_wire(step, &route)).collect();
    let goods: Vec<Value> =
        order.lines.iter().filter(|line| !line.closed).map(|line| goods_wire(books, line)).collect();
    let name = order.carrier.as_deref().unwrap_or_default();
    let carrier = Carrier::named(name);
    let text = |field: &Option<String>| field.clone().unwrap_or_default();
    let to = &order.receiver;
    let phone = [text(&to.mobile_phone), text(&to.phone)].into_iter().find(|phone| !phone.is_empty());
    json!({
        "mailNo": waybill,
        "logisticsTraces": traces,
        "logisticsPartner": [{
            "company": name,
            "companyContact": carrier.map_or("", |carrier| carrier.phone),
            "companyImageUrl": carrier.map(|carrier| books.picture_url(carrier.logo_name())).unwrap_or_default(),
        }],
        "receiver": {
            "name": text(&to.name),
            "phone": phone.unwrap_or_default(),
            "province": text(&to.state),
            "city": text(&to.city),
            "district": text(&to.district),
            "address": text(&to.address),
            "zipCode": text(&to.zip),
        },
        "logisticsGoods": goods,
    })
}

fn step_wire(step: &Step, route: &Route<'_>) -> Value {
    let (status, words) = step.status();
    let there = step.is_there();
    let next = step.next(route);
    json!({
        "time": wire::beijing_time(step.at_ms),
        "status": status,
        "statusDesc": words,
        "action": step.action(),
        "standerdDesc": step.text(route),
        "province": if there { route.to_province } else { route.from_province },
        "city": if there { route.to_city } else { route.from_city },
        "district": there.then_some(route.to_district),
        "facilityName": step.facility(route),
        "nextCity": next.as_ref().map(|(city, _)| *city),
        "nextNodeName": next.as_ref().map(|(_, node)| node),
    })
}

fn goods_wire(books: &Books<'_>, line: &Line) -> Value {
    json!({
        "title": line.title,
        "property": line.sku_words,
        "imageUrl": line.picture.as_ref().map(|key| books.picture_url(key)).unwrap_or_default(),
        "quantity": line.quantity.to_string(),
    })
}
