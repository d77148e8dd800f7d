//! Taobao orders without a cart: preview, create, look up, cancel.

use serde::Deserialize;
use serde_json::{Value, json};

use super::cart::{item_wire, preview_wire, short_line};
use super::goods::{find, find_sku};
use super::machine::{self, Status};
use super::order::{Receiver, TaobaoOrder};
use crate::http::gate::Asked;
use crate::market::Market;
use crate::paging::Page;
use crate::pricing::freight::{AddressParts, Province, check_address};
use crate::pricing::{Wanted, by_seller, pieces, quote};
use crate::refusal::{Code, Refusal};
use crate::state::Books;
use crate::state::orders::OrderFilter;
use crate::wire;

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct CreateOrder {
    purchase_amount: i64,
    receiver: String,
    order_line_list: String,
    order_source: Option<String>,
    seller_order_number: Option<String>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct RenderOrder {
    receiver: String,
    order_line_list: String,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct LineInput {
    order_line_no: String,
    item_id: String,
    sku_id: String,
    quantity: String,
    price: String,
    currency: String,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct RenderLine {
    item_id: Value,
    sku_id: Value,
    quantity: Value,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct CancelOrder {
    purchase_order_id: String,
    #[serde(default)]
    sub_purchase_order_id_list: Vec<String>,
    cancel_reason: String,
}

pub(super) fn render(market: &Market, asked: &Asked) -> Result<Value, Refusal> {
    let request: RenderOrder = asked.body()?;
    let to = check_receiver(&inner(&request.receiver, "receiver")?)?;
    let lines: Vec<RenderLine> = inner(&request.order_line_list, "orderLineList")?;
    market.books(|books| {
        let (mut available, mut unavailable) = (Vec::new(), Vec::new());
        for line in &lines {
            let wanted = want(books, &plain(&line.item_id), &plain(&line.sku_id), &plain(&line.quantity))?;
            if short_line(books, &[wanted])?.is_some() {
                let price = books.sku_price(wanted.offer, wanted.sku)?.pays();
                unavailable.push(item_wire(0, wanted.offer, wanted.sku, wanted.quantity, price));
            } else {
                available.push(wanted);
            }
        }
        let quotes = by_seller(available)
            .iter()
            .map(|group| quote(books, group, to))
            .collect::<Result<Vec<_>, _>>()?;
        // No cart record stands behind these lines: their id is 0.
        Ok(preview_wire(&quotes, &unavailable, |_| 0))
    })
}

pub(super) fn create(market: &Market, asked: &Asked) -> Result<Value, Refusal> {
    let request: CreateOrder = asked.body()?;
    let receiver: Receiver = inner(&request.receiver, "receiver")?;
    let to = check_receiver(&receiver)?;
    let lines: Vec<LineInput> = inner(&request.order_line_list, "orderLineList")?;
    if lines.is_empty() {
        return Err(Refusal::new(Code::BadParameter, "orderLineList is empty"));
    }
    market.books(|books| {
        let mut wanted = Vec::with_capacity(lines.len());
        for line in &lines {
            wanted.push(want(books, &line.item_id, &line.sku_id, &line.quantity)?);
        }
        let groups = by_seller(wanted.clone());
        if groups.len() > 1 {
            return Err(Refusal::new(
                Code::SeveralSellers,
                "one order per shop: send the lines of each shop alone",
            ));
        }
        if let Some(short) = short_line(books, &wanted)? {
            return Err(Refusal::new(Code::NotEnoughStock, format_args!("skuId {}", short.sku.id)));
        }
        let quote = quote(books, &wanted, to)?;
        for (line, priced) in lines.iter().zip(&quote.lines) {
            if line.currency != "CNY" || line.price.trim().parse() != Ok(priced.unit_fen) {
                let detail = format!(
                    "skuId {} costs {} fen (CNY), not {} {}",
                    priced.sku.id, priced.unit_fen, line.price, line.currency
                );
                return Err(Refusal::new(Code::PriceChanged, detail));
            }
        }
        if request.purchase_amount != quote.total_fen() {
            let (total, goods, freight) = (quote.total_fen(), quote.goods_fen(), quote.freight_fen);
            let detail = format!(
                "{} given, {total} fen is right: goods {goods}, freight {freight}",
                request.purchase_amount
            );
            return Err(Refusal::new(Code::AmountDiffers, detail));
        }
        take_from_shelf(books, &wanted)?;
        let numbers: Vec<String> = lines.iter().map(|line| line.order_line_no.clone()).collect();
        let mut order = TaobaoOrder::new(books, &quote, receiver.clone(), &numbers)?;
        order.seller_order_number = request.seller_order_number.clone();
        order.order_source = request.order_source.clone();
        machine::begin(books, &order)?;
        Ok(created_wire(&order))
    })
}

pub(super) fn page(market: &Market, asked: &Asked) -> Result<Value, Refusal> {
    let number = |name: &str| asked.parameter(name).and_then(|text| text.parse().ok());
    let text = |name: &str| asked.parameter(name).map(str::to_owned);
    let time = |name: &'static str| {
        asked
            .parameter(name)
            .map(|text| {
                wire::read_time(text).ok_or_else(|| {
                    Refusal::new(Code::BadParameter, format_args!("{name}: yyyy-MM-dd HH:mm:ss is wanted"))
                })
            })
            .transpose()
    };
    let page = Page::asked(number("pageNo"), number("pageSize"))?;
    let filter = OrderFilter {
        status: text("status"),
        order_id: text("orderId"),
        second_id: text("purchaseOrderId"),
        own_number: text("sellerOrderNumber"),
        created_from_ms: time("startTime")?,
        // The end's own second is meant whole.
        created_to_ms: time("endTime")?.map(|ms| ms + 999),
        ..OrderFilter::default()
    };
    market.books(|books| {
        let (total, orders) = books.order_page::<TaobaoOrder>(&filter, page.number, page.size)?;
        let rows: Vec<Value> = orders.iter().map(|order| order.wire(books)).collect();
        Ok(json!({ "total": total, "pageNo": page.number, "pageSize": page.size, "records": rows }))
    })
}

pub(super) fn detail(market: &Market, asked: &Asked) -> Result<Value, Refusal> {
    let id = asked.parameter("orderId").unwrap_or_default();
    market.books(|books| Ok(books.order::<TaobaoOrder>(id)?.wire(books)))
}

pub(super) fn cancel(market: &Market, asked: &Asked) -> Result<Value, Refusal> {
    let request: CancelOrder = asked.body()?;
    market.books(|books| {
        let mut order: TaobaoOrder = books.order_by_second_id(&request.purchase_order_id)?;
        if !matches!(order.status, Status::Building | Status::WaitBuyerPay) {
            let detail = format!(
                "order {} is in status {}, only 12 and 0 can be cancelled",
                order.order_id, order.status as i64
            );
            return Err(Refusal::new(Code::StateForbids, detail));
        }
        let named = &request.sub_purchase_order_id_list;
        for id in named {
            let open = order.lines.iter().any(|line| line.sub_purchase_order_id == *id && !line.closed);
            if !open {
                return Err(Refusal::new(Code::NoSuchOrder, format_args!("sub order {id}")));
            }
        }
        let meant = |id: &String| named.is_empty() || named.contains(id);
        let all =
            order.lines.iter().filter(|line| !line.closed).all(|line| meant(&line.sub_purchase_order_id));
        if all {
            machine::close(books, &mut order, &request.cancel_reason)?;
        } else {
            order.put_goods_back(books, |line| meant(&line.sub_purchase_order_id))?;
            for line in order.lines.iter_mut().filter(|line| meant(&line.sub_purchase_order_id)) {
                line.closed = true;
            }
            order.modified_ms = books.now_ms;
            books.save_order(&order)?;
        }
        Ok(json!(true))
    })
}

/// Takes ordered goods off the shelf.
pub(super) fn take_from_shelf(books: &Books<'_>, lines: &[Wanted<'_>]) -> Result<(), Refusal> {
    for line in lines {
        let left = books.stock(line.offer, line.sku)?.checked_sub(line.quantity);
        let left =
            left.ok_or_else(|| Refusal::new(Code::NotEnoughStock, format_args!("skuId {}", line.sku.id)))?;
        books.set_stock(line.offer, line.sku, left)?;
    }
    Ok(())
}

/// Checks that a receiver can be delivered to.
pub(super) fn check_receiver(receiver: &Receiver) -> Result<Province, Refusal> {
    let text = |field: &'_ Option<String>| field.clone().unwrap_or_default();
    let country = text(&receiver.country);
    if !matches!(country.trim(), "" | "中国" | "China" | "CN") {
        return Err(Refusal::new(
            Code::BadAddress,
            format_args!("country {country}: parcels go to 中国 only"),
        ));
    }
    check_address(&AddressParts {
        name: ("name", &text(&receiver.name)),
        mobile: ("mobile_phone", &text(&receiver.mobile_phone)),
        phone: &text(&receiver.phone),
        province: ("state", &text(&receiver.state)),
        city: ("city", &text(&receiver.city)),
        street: ("address", &text(&receiver.address)),
    })
}

fn want<'m>(books: &Books<'m>, item: &str, sku: &str, quantity: &str) -> Result<Wanted<'m>, Refusal> {
    let offer = find(books, item)?;
    let sku = find_sku(offer, sku)?;
    let number = quantity
        .trim()
        .parse()
        .map_err(|_| Refusal::new(Code::BadQuantity, format_args!("quantity {quantity}")))?;
    Ok(Wanted { offer, sku, quantity: pieces(number)? })
}

/// An id or quantity that may come as text or as a number.
fn plain(value: &Value) -> String {
    value.as_str().map_or_else(|| value.to_string(), str::to_owned)
}

/// The content of a field that is JSON text; the contract has been checked already.
fn inner<T: serde::de::DeserializeOwned>(text: &str, field: &str) -> Result<T, Refusal> {
    serde_json::from_str(text)
        .map_err(|error| Refusal::new(Code::BadParameter, format_args!("/{field} (inside): {error}")))
}

fn created_wire(order: &TaobaoOrder) -> Value {
    let lines: Vec<Value> = order
        .lines
        .iter()
        .map(|line| {
            json!({
                "orderLineNo": line.order_line_no,
                "subPurchaseOrderId": line.sub_purchase_order_id,
                "itemId": line.item_id.to_string(),
                "skuId": line.sku_id.to_string(),
                "status": order.status.raw(),
            })
        })
        .collect();
    json!({
        "purchaseOrderId": order.purchase_order_id,
        "orderId": order.order_id,
        "sellerOrderNumber": order.seller_order_number.as_deref().unwrap_or_default(),
        "status": order.status.raw(),
        "orderLineList": lines,
    })
}
