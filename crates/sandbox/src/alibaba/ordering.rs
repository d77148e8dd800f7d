//! 1688 orders without a cart: preview, create, look up, cancel.

use serde::Deserialize;
use serde_json::{Value, json};

use super::cargo::{self, Address, Cargo, objection};
use super::machine::{self, ClosedBy};
use super::order::{AlibabaOrder, Terms};
use super::order_wire;
use super::preview::{self, FLOW, TRADE_TYPE};
use crate::http::gate::Asked;
use crate::market::Market;
use crate::paging::Page;
use crate::pricing::{Province, Wanted, by_seller, quote};
use crate::refusal::{Code, Refusal};
use crate::state::Books;
use crate::state::orders::OrderFilter;
use crate::wire;

/// A call with more SKUs comes back as several orders.
const LINES_OF_AN_ORDER: usize = 50;
/// Reasons that the upstream lists; the second edition's sample sends free text, so others are taken too.
const LONGEST_REASON: usize = 200;

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct PreviewOrder {
    address_param: Address,
    cargo_param_list: Vec<Cargo>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct CreateOrder {
    #[serde(flatten)]
    conditions: Conditions,
    address_param: Address,
    cargo_param_list: Vec<Cargo>,
}

/// The terms that every way of creating an order has.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Conditions {
    flow: Option<String>,
    message: Option<String>,
    shop_promotion_id: Option<String>,
    trade_type: Option<String>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct ListOrders {
    page_no: Option<i64>,
    page_size: Option<i64>,
    order_status: Option<String>,
    refund_status: Option<String>,
    create_start_time: Option<String>,
    create_end_time: Option<String>,
    modify_start_time: Option<String>,
    modify_end_time: Option<String>,
    product_name: Option<String>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct OrderDetail {
    order_id: String,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct CancelOrder {
    order_id: u64,
    cancel_reason: String,
    remark: Option<String>,
}

impl Conditions {
    /// Checks flow, trade mode and promotion against what the preview offers.
    pub(super) fn terms(&self, address: Address) -> Result<Terms, Refusal> {
        let given = |text: &Option<String>| text.clone().filter(|text| !text.is_empty());
        if let Some(flow) = given(&self.flow).filter(|flow| flow != FLOW) {
            return Err(Refusal::new(
                Code::BadTradeType,
                format_args!("flow {flow}, the preview's flowFlag is {FLOW}"),
            ));
        }
        let trade_type = given(&self.trade_type).unwrap_or_else(|| TRADE_TYPE.to_owned());
        if trade_type != TRADE_TYPE {
            return Err(Refusal::new(
                Code::BadTradeType,
                format_args!("not support tradeType:【{trade_type}】"),
            ));
        }
        if let Some(promotion) = given(&self.shop_promotion_id) {
            return Err(Refusal::new(
                Code::BadTradeType,
                format_args!("the preview has no shopPromotionId {promotion}"),
            ));
        }
        Ok(Terms { address, trade_type, message: self.message.clone().unwrap_or_default() })
    }
}

pub(super) fn preview(market: &Market, asked: &Asked) -> Result<Value, Refusal> {
    let request: PreviewOrder = asked.body()?;
    let to = request.address_param.check()?;
    market.books(|books| {
        let lines = cargo::find(books, &request.cargo_param_list)?;
        one_seller(&lines)?;
        preview::preview(books, &lines, to)
    })
}

pub(super) fn preview_batch(market: &Market, asked: &Asked) -> Result<Value, Refusal> {
    let request: PreviewOrder = asked.body()?;
    let to = request.address_param.check()?;
    market.books(|books| {
        let groups = by_seller(cargo::find(books, &request.cargo_param_list)?);
        groups.iter().map(|group| preview::preview(books, group, to)).collect()
    })
}

pub(super) fn create(market: &Market, asked: &Asked) -> Result<Value, Refusal> {
    let request: CreateOrder = asked.body()?;
    let to = request.address_param.check()?;
    let terms = request.conditions.terms(request.address_param.clone())?;
    market.books(|books| {
        let lines = cargo::find(books, &request.cargo_param_list)?;
        one_seller(&lines)?;
        Ok(created_wire(&make(books, &lines, to, &terms)?))
    })
}

pub(super) fn create_batch(market: &Market, asked: &Asked) -> Result<Value, Refusal> {
    let request: CreateOrder = asked.body()?;
    let to = request.address_param.check()?;
    let terms = request.conditions.terms(request.address_param.clone())?;
    market.books(|books| {
        let mut made = Vec::new();
        for group in by_seller(cargo::find(books, &request.cargo_param_list)?) {
            made.extend(make(books, &group, to, &terms)?);
        }
        Ok(made.iter().map(|order| order_wire::wire(books, order)).collect())
    })
}

pub(super) fn page(market: &Market, asked: &Asked) -> Result<Value, Refusal> {
    let request: ListOrders = asked.body()?;
    let page = Page::asked(request.page_no, request.page_size)?;
    let given = |text: Option<String>| text.filter(|text| !text.is_empty());
    let time = |field: &str, text: Option<String>| {
        given(text)
            .map(|text| {
                wire::read_time(&text).ok_or_else(|| {
                    Refusal::new(Code::BadParameter, format_args!("{field}: yyyy-MM-dd HH:mm:ss is wanted"))
                })
            })
            .transpose()
    };
    let filter = OrderFilter {
        status: given(request.order_status),
        created_from_ms: time("createStartTime", request.create_start_time)?,
        created_to_ms: time("createEndTime", request.create_end_time)?.map(|ms| ms + 999),
        modified_from_ms: time("modifyStartTime", request.modify_start_time)?,
        modified_to_ms: time("modifyEndTime", request.modify_end_time)?.map(|ms| ms + 999),
        title: given(request.product_name),
        ..OrderFilter::default()
    };
    let refund_status = given(request.refund_status);
    market.books(|books| {
        let (total, orders) = match &refund_status {
            None => books.order_page(&filter, page.number, page.size)?,
            Some(wanted) => {
                let (_, mut orders) = books.order_page::<AlibabaOrder>(&filter, 1, u32::MAX)?;
                orders.retain(|order| {
                    order.refunds.in_sale.as_ref().is_some_and(|mark| mark.status.word() == wanted)
                });
                (i64::try_from(orders.len()).unwrap_or(i64::MAX), page.of(orders))
            }
        };
        let rows: Vec<Value> = orders.iter().map(|order| order_wire::wire(books, order)).collect();
        Ok(json!({ "total": total, "records": rows }))
    })
}

pub(super) fn detail(market: &Market, asked: &Asked) -> Result<Value, Refusal> {
    let request: OrderDetail = asked.body()?;
    market.books(|books| Ok(order_wire::wire(books, &books.order(&request.order_id)?)))
}

pub(super) fn cancel(market: &Market, asked: &Asked) -> Result<Value, Refusal> {
    let request: CancelOrder = asked.body()?;
    let reason: String = request.cancel_reason.chars().take(LONGEST_REASON).collect();
    market.books(|books| {
        let mut order: AlibabaOrder = books.order(&request.order_id.to_string())?;
        machine::check_cancel(books, &order)?;
        machine::close(
            books,
            &mut order,
            ClosedBy::Buyer,
            &reason,
            request.remark.as_deref().unwrap_or_default(),
        )?;
        Ok(json!(true))
    })
}

/// Makes the orders of one seller's lines, all or none.
pub(super) fn make(
    books: &Books<'_>,
    lines: &[Wanted<'_>],
    to: Province,
    terms: &Terms,
) -> Result<Vec<AlibabaOrder>, Refusal> {
    for line in lines {
        if let Some(refusal) = objection(books, line, lines)? {
            return Err(refusal);
        }
    }
    let quote = quote(books, lines, to)?;
    for line in lines {
        let stock = books.stock(line.offer, line.sku)?;
        books.set_stock(line.offer, line.sku, stock.saturating_sub(line.quantity))?;
    }
    let mut orders = Vec::new();
    for part in quote.lines.chunks(LINES_OF_AN_ORDER) {
        let Some(seller) = part.first().map(|line| &line.offer.seller) else { continue };
        // Prices and freight are those of the whole call, so that they agree with the preview.
        let freight_fen = if orders.is_empty() { quote.freight_fen } else { 0 };
        let order = AlibabaOrder::new(books, seller, part, freight_fen, terms)?;
        machine::begin(books, &order)?;
        orders.push(order);
    }
    Ok(orders)
}

/// The answer to a create call: one order's sums, or a list when it became several.
pub(super) fn created_wire(orders: &[AlibabaOrder]) -> Value {
    match orders {
        [order] => json!({
            "orderId": order.order_id,
            "totalSuccessAmount": order.total_fen(),
            "postFee": order.shipping_fee,
            "success": true,
            "failedOfferList": [],
        }),
        several => {
            let list: Vec<Value> = several
                .iter()
                .map(|order| {
                    json!({
                        "orderId": order.order_id,
                        "orderAmmount": order.total_fen(),
                        "postFee": order.shipping_fee,
                        "success": true,
                        "resultCode": "200",
                        "message": "",
                    })
                })
                .collect();
            json!({ "success": true, "failedOfferList": [], "orderList": list })
        }
    }
}

fn one_seller(lines: &[Wanted<'_>]) -> Result<(), Refusal> {
    let first = lines.first().map(|line| line.offer.seller.id);
    if lines.iter().any(|line| Some(line.offer.seller.id) != first) {
        return Err(Refusal::new(Code::SeveralSellers, "use previewbatch and batch/create"));
    }
    Ok(())
}
