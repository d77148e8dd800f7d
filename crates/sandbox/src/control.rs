//! The control API: how tests and demonstrations drive a sandbox. JSON over HTTP below [`crate::Sandbox::control_url`].
//!
//! | call | body | does |
//! |---|---|---|
//! | `GET balance` | | `{balanceFen}` alone |
//! | `GET state` | | balance, clock, how many orders, the newest 200 of each platform (as on the wire), vouchers, ledger, addresses, international orders, the account for Taobao's chat, faults left, how many answers are held |
//! | `POST advance` | `{seconds}` | moves the sandbox's clock on; what is due by then happens |
//! | `POST change-price` | `{platform, offerId, skuId?, priceFen}` | a SKU's price, or the whole offer's (1688: its ladder in proportion) |
//! | `POST set-stock` | `{platform, offerId, skuId?, stock}` | a SKU's stock, or every SKU's |
//! | `POST change-freight` | `{moreFen}` | carriers take so much more for each parcel that is quoted from now on |
//! | `POST change-order-price` | `{orderId, changeFen, shippingFen?}` | the seller changes an unpaid order's price (negative: lower) or freight |
//! | `POST approve-voucher` | `{orderId}` | finance approves (1 to 2) |
//! | `POST reject-voucher` | `{orderId, reason}` | finance refuses (1 to 3) |
//! | `POST ship` | `{orderId, carrier?, waybill?}` | the seller ships a paid order |
//! | `POST close` | `{orderId, reason?}` | the seller closes an order; what was paid comes back |
//! | `POST set-balance` | `{fen}` | sets the balance |
//! | `POST set-clock` | `{skewSeconds}` | puts the server's clock wrong, the `Date` header too |
//! | `POST accept` | `{scheme, timestampUnit?}` | which signature scheme (1, 2, 3) and unit (`ms`, `s`) are taken |
//! | `GET cases` | | after-sales cases of both platforms, newest first: ids, status, deadline, temper, what the buyer may call |
//! | `GET machines` | | every step between statuses of cases, per platform: `{from, to, by}`, `by` of `buyer`, `seller`, `deadline`, `order` |
//! | `POST cases/{id}/seller` | `{does, reason?}` | the seller does something, see below |
//! | `POST cases/{id}/buyer` | `{does: "modify", applyPaymentFen?, applyCarriageFen?, reasonId?, description?}` or `{does: "withdraw"}` | what a 1688 buyer can do on the website only |
//! | `POST temper` | `{sellerId?, temper}` | how a seller (or every seller) meets claims by itself, see below |
//! | `POST callback` | `{url, signing?, hexCase?, verify?, form?, unrest?}` | enters the callback URL after it answered Verify; `{}` takes it out, see below |
//! | `GET callbacks` | | the registration, and every message with its body and pushes |
//! | `POST push` | `{orderId, about?}`, `{caseId}` or `{raw}`, and `{messageType?, form?, copies?, delaySeconds?, authorization?}` | sends a message about an order or case as it stands, or any text |
//! | `POST faults` | `{faults: [{operation?, kind, count?, …}]}` | replaces the faults to come and lets held answers go, see below |
//!
//! `platform` is `taobao` or `1688`; `orderId` is a platform order id of either. Offer and SKU ids are numbers or text.
//! Faults: `{kind: "drop", executed}` closes the connection without an answer, `cutBody` in the middle of it,
//! `{kind: "delay", milliseconds}` lets the call come late, `hold` the answer (until the faults are replaced),
//! `{kind: "status", status, executed}` without an envelope,
//! `{kind: "garbage", executed}`, `{kind: "code", code, msg, executed}`. `executed: true` carries the call out first.
//! `{kind: "breakRow", row, at, value}` puts `value` at the JSON pointer `at` of one row (from 0) of a page.
//!
//! A seller `does` `agree`, `refuse`, `ask`, `receive` (returned goods), `refuse-goods` (Taobao), or is `silent`: then the
//! deadline decides, which is always in the buyer's favour at the seller's turn and against the buyer at the buyer's. By
//! itself a seller acts after some hours as its temper is, drawn from the seed: `agrees`, `refuses` (once), `asks` (and
//! refuses when a day passes without an answer), `silent`.
//!
//! `signing`: `none`, `accessKeyBody` (usual) or `body`, HMAC-SHA256 of access key and raw body, or the body alone;
//! `hexCase`: `lower` (usual), `upper`. `verify`: `object` (POST of `{}`), `empty` (POST), `get`. `form`: `"reference"`,
//! `"seeded"` or `{"always": {textBody?, shape?: whole|summary|ids, prefixed?, rawControls?, spacedUrls?, dates?:
//! compact|beijing|spaced|epoch}}`; a push's `form` is the inner object. `unrest`: `{duplicatePercent?, unsignedPercent?,
//! wrongPercent?, lateSeconds?}`, what goes wrong by itself. A push's `about`: `status` (usual) or `price`;
//! `authorization`: `signed` (usual), `none`, `wrong`; `delaySeconds` count on the sandbox's clock, so that later messages
//! overtake it. A message that is not answered with 200 within 1000 ms is pushed again 30 minutes later, five times.
//!
//! Success is `{"ok": true}`; a refusal has the status 400 and `{"error", "code"}`.

mod callbacks;
mod cases;

use std::sync::Arc;

use axum::body::Body;
use axum::extract::Request;
use axum::http::{Method, Response};
use serde::Deserialize;
use serde::de::DeserializeOwned;
use serde_json::{Value, json};

use crate::alibaba::machine::ClosedBy;
use crate::alibaba::order::AlibabaOrder;
use crate::catalogue::{Offer, Platform, Sku};
use crate::http::BODY_LIMIT;
use crate::http::envelope::respond;
use crate::http::faults::Fault;
use crate::market::Market;
use crate::refusal::{Code, Refusal};
use crate::signature::Acceptance;
use crate::state::orders::{OrderFilter, random_digits};
use crate::state::{Books, settings};
use crate::taobao::machine::Status as TaobaoStatus;
use crate::taobao::order::TaobaoOrder;
use crate::{alibaba, taobao};

/// Orders of each platform that the state tells; a past can hold any number.
const ORDERS_OF_STATE: u32 = 200;

/// An id as a number or as text.
#[derive(Deserialize)]
#[serde(untagged)]
enum Id {
    Number(u64),
    Text(String),
}

#[derive(Deserialize)]
struct Advance {
    seconds: i64,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct ChangePrice {
    platform: String,
    offer_id: Id,
    sku_id: Option<Id>,
    price_fen: i64,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct SetStock {
    platform: String,
    offer_id: Id,
    sku_id: Option<Id>,
    stock: u32,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct ChangeOrderPrice {
    order_id: String,
    #[serde(default)]
    change_fen: i64,
    shipping_fen: Option<i64>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct OfOrder {
    order_id: String,
    #[serde(default)]
    reason: Option<String>,
    carrier: Option<String>,
    waybill: Option<String>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct ChangeFreight {
    more_fen: i64,
}

#[derive(Deserialize)]
struct SetBalance {
    fen: i64,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct SetClock {
    skew_seconds: i64,
}

#[derive(Deserialize)]
struct SetFaults {
    faults: Vec<Fault>,
}

/// Answers a call below the control path.
pub(crate) async fn answer(market: Arc<Market>, call: &str, request: Request) -> Response<Body> {
    let (parts, body) = request.into_parts();
    let body = match axum::body::to_bytes(body, BODY_LIMIT).await {
        Ok(body) if body.is_empty() => Value::Null,
        Ok(body) => match serde_json::from_slice(&body) {
            Ok(body) => body,
            Err(error) => return refuse(&Refusal::new(Code::BadParameter, error)),
        },
        Err(error) => return refuse(&Refusal::new(Code::BadParameter, error)),
    };
    let call = call.to_owned();
    let done = tokio::task::spawn_blocking(move || carry_out(&market, &parts.method, &call, &body)).await;
    match done {
        Ok(Ok(answer)) => respond(200, &answer),
        Ok(Err(refusal)) => refuse(&refusal),
        Err(_) => refuse(&Refusal::new(Code::Broken, "the call panicked")),
    }
}

fn refuse(refusal: &Refusal) -> Response<Body> {
    respond(400, &json!({ "error": refusal.msg, "code": refusal.code }))
}

fn carry_out(market: &Market, method: &Method, call: &str, body: &Value) -> Result<Value, Refusal> {
    if *method == Method::GET {
        return match call {
            "balance" => market.books(|books| Ok(json!({ "balanceFen": books.balance()? }))),
            "state" => market.books(|books| state(market, books)),
            "cases" => market.books(cases::list),
            "machines" => Ok(cases::machines()),
            "callbacks" => market.books(callbacks::log),
            _ => Err(Refusal::new(Code::NoSuchOperation, format_args!("GET {call}"))),
        };
    }
    if let Some(done) = cases::answer(market, call, body) {
        return done.map(|()| json!({ "ok": true }));
    }
    match call {
        "temper" => cases::set_temper(market, body)?,
        "callback" => callbacks::register(market, body)?,
        "push" => callbacks::push(market, body)?,
        "advance" => market.advance(read::<Advance>(body)?.seconds.saturating_mul(1000))?,
        "change-price" => change_price(market, &read(body)?)?,
        "set-stock" => set_stock(market, &read(body)?)?,
        "change-freight" => {
            let ChangeFreight { more_fen } = read(body)?;
            if more_fen < 0 {
                return Err(Refusal::new(Code::BadParameter, "moreFen is negative"));
            }
            market.books(|books| settings::set(&books.tx, settings::MORE_FREIGHT, &more_fen))?;
        }
        "change-order-price" => change_order_price(market, &read(body)?)?,
        "approve-voucher" => {
            let order: OfOrder = read(body)?;
            market.books(|books| {
                let mut kept: TaobaoOrder = books.order(&order.order_id)?;
                taobao::machine::step(books, &mut kept, TaobaoStatus::FinancePassed)
            })?;
        }
        "reject-voucher" => {
            let order: OfOrder = read(body)?;
            market.books(|books| {
                let mut kept: TaobaoOrder = books.order(&order.order_id)?;
                kept.finance_remark = Some(order.reason.clone().unwrap_or_else(|| "凭证不清晰".to_owned()));
                taobao::machine::step(books, &mut kept, TaobaoStatus::FinanceRefused)
            })?;
        }
        "ship" => ship(market, &read(body)?)?,
        "close" => close(market, &read(body)?)?,
        "set-balance" => {
            let SetBalance { fen } = read(body)?;
            market.books(|books| books.set_balance(fen))?;
        }
        "set-clock" => {
            let SetClock { skew_seconds } = read(body)?;
            market.books(|books| settings::set(&books.tx, settings::SKEW, &skew_seconds))?;
        }
        "accept" => accept(market, read(body)?)?,
        "faults" => {
            let SetFaults { faults } = read(body)?;
            for fault in &faults {
                if let Some(operation) = fault.operation.as_ref().filter(|id| !market.contract.has(id)) {
                    return Err(Refusal::new(Code::NoSuchOperation, operation));
                }
            }
            market.faults.set(faults);
        }
        _ => return Err(Refusal::new(Code::NoSuchOperation, format_args!("{method} {call}"))),
    }
    Ok(json!({ "ok": true }))
}

fn read<T: DeserializeOwned>(body: &Value) -> Result<T, Refusal> {
    T::deserialize(body).map_err(|error| Refusal::new(Code::BadParameter, error))
}

fn state(market: &Market, books: &Books<'_>) -> Result<Value, Refusal> {
    let all = OrderFilter::default();
    let (_, taobao) = books.order_page::<TaobaoOrder>(&all, 1, ORDERS_OF_STATE)?;
    let (_, alibaba) = books.order_page::<AlibabaOrder>(&all, 1, ORDERS_OF_STATE)?;
    Ok(json!({
        "balanceFen": books.balance()?,
        "serverMs": books.now_ms,
        "sandboxMs": books.moment_ms.get(),
        "nextDueMs": books.next_due_ms()?,
        "orders": {
            "taobao": taobao.iter().map(|order| order.wire(books)).collect::<Vec<_>>(),
            "1688": alibaba.iter().map(|order| alibaba::order_wire::wire(books, order)).collect::<Vec<_>>(),
        },
        "orderCounts": {
            "taobao": books.count_orders(Platform::Taobao)?,
            "1688": books.count_orders(Platform::Alibaba1688)?,
        },
        "vouchers": books.vouchers()?,
        "ledger": books.ledger()?,
        "addresses": books.addresses()?,
        "internationalOrders": books.international_orders()?,
        "taobaoAccount": {
            "loginName": market.credentials.user_id,
            "password": market.credentials.taobao_password(),
        },
        "faults": market.faults.all(),
        "heldAnswers": market.faults.held(),
    }))
}

fn change_price(market: &Market, change: &ChangePrice) -> Result<(), Refusal> {
    if change.price_fen < 0 {
        return Err(Refusal::new(Code::BadParameter, "priceFen is negative"));
    }
    market.books(|books| {
        let offer = offer(books, &change.platform, &change.offer_id)?;
        let sku = change.sku_id.as_ref().map(|id| sku(offer, id)).transpose()?;
        if sku.is_some() && crate::pricing::priced_by_quantity(offer) {
            return Err(Refusal::new(
                Code::BadParameter,
                "this offer is priced by quantity: leave skuId out",
            ));
        }
        books.set_price(offer, sku, change.price_fen)
    })
}

fn set_stock(market: &Market, change: &SetStock) -> Result<(), Refusal> {
    market.books(|books| {
        let offer = offer(books, &change.platform, &change.offer_id)?;
        match &change.sku_id {
            Some(id) => books.set_stock(offer, sku(offer, id)?, change.stock),
            None => offer.skus.iter().try_for_each(|sku| books.set_stock(offer, sku, change.stock)),
        }
    })
}

fn change_order_price(market: &Market, change: &ChangeOrderPrice) -> Result<(), Refusal> {
    let ChangeOrderPrice { order_id, change_fen, shipping_fen } = change;
    market.books(|books| match books.order::<TaobaoOrder>(order_id) {
        Ok(mut kept) => taobao::machine::change_price(books, &mut kept, *change_fen, *shipping_fen),
        Err(_) => {
            alibaba::machine::change_price(books, &mut books.order(order_id)?, *change_fen, *shipping_fen)
        }
    })
}

fn ship(market: &Market, order: &OfOrder) -> Result<(), Refusal> {
    let carrier = order.carrier.as_deref().unwrap_or("中通快递(ZTO)");
    let waybill = order.waybill.clone().unwrap_or_else(|| format!("7{}", random_digits(14)));
    market.books(|books| match books.order::<TaobaoOrder>(&order.order_id) {
        Ok(mut kept) => taobao::machine::ship(books, &mut kept, carrier, &waybill),
        Err(_) => alibaba::machine::ship(books, &mut books.order(&order.order_id)?, carrier, &waybill),
    })
}

fn close(market: &Market, order: &OfOrder) -> Result<(), Refusal> {
    let reason = order.reason.as_deref().unwrap_or("卖家缺货");
    market.books(|books| match books.order::<TaobaoOrder>(&order.order_id) {
        Ok(mut kept) => taobao::machine::close(books, &mut kept, reason),
        Err(_) => {
            let mut kept = books.order(&order.order_id)?;
            alibaba::machine::close(books, &mut kept, ClosedBy::Seller, "sellerGoodsLack", reason)
        }
    })
}

fn accept(market: &Market, acceptance: Acceptance) -> Result<(), Refusal> {
    if !(1..=3).contains(&acceptance.scheme) {
        return Err(Refusal::new(Code::BadParameter, "scheme must be 1, 2 or 3"));
    }
    market.books(|books| settings::set(&books.tx, settings::ACCEPTANCE, &acceptance))
}

fn offer<'m>(books: &Books<'m>, platform: &str, id: &Id) -> Result<&'m Offer, Refusal> {
    let platform = match platform {
        "taobao" => Platform::Taobao,
        "1688" => Platform::Alibaba1688,
        other => {
            return Err(Refusal::new(Code::BadParameter, format_args!("platform {other}: taobao or 1688")));
        }
    };
    let number = id.number()?;
    books.catalogue.offer(platform, number).ok_or_else(|| Refusal::new(Code::NoSuchOffer, number))
}

fn sku<'o>(offer: &'o Offer, id: &Id) -> Result<&'o Sku, Refusal> {
    let number = id.number()?;
    offer.sku(number).ok_or_else(|| Refusal::new(Code::NoSuchSku, number))
}

impl Id {
    fn number(&self) -> Result<u64, Refusal> {
        match self {
            Id::Number(number) => Ok(*number),
            Id::Text(text) => {
                text.parse().map_err(|_| Refusal::new(Code::BadParameter, format_args!("id {text}")))
            }
        }
    }
}
