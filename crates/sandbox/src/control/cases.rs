//! After-sales cases by the control API: what sellers do, and what buyers do on 1688's own pages.

use serde::Deserialize;
use serde_json::{Value, json};

use super::{Id, read};
use crate::after_sales::moves::{Arrow, Mover};
use crate::after_sales::temper::{Act, Temper};
use crate::alibaba::order::AlibabaOrder;
use crate::alibaba::refund::{self, Change, RefundCase};
use crate::catalogue::Platform;
use crate::market::Market;
use crate::refusal::{Code, Refusal};
use crate::state::Books;
use crate::state::due::Event;
use crate::taobao;
use crate::taobao::order::TaobaoOrder;
use crate::taobao::reverse::ReverseCase;

/// What a seller can be told to do.
#[derive(Clone, Copy, Deserialize)]
#[serde(rename_all = "kebab-case")]
enum Does {
    Agree,
    Refuse,
    Ask,
    Receive,
    RefuseGoods,
    /// What it had in mind is dropped: the deadline decides.
    Silent,
}

#[derive(Deserialize)]
struct OfSeller {
    does: Does,
    /// What the seller says; left out, the usual words.
    #[serde(alias = "text")]
    reason: Option<String>,
}

#[derive(Deserialize)]
struct OfBuyer {
    does: BuyerDoes,
    #[serde(flatten)]
    change: Change,
}

/// What a buyer can do on 1688's own pages.
#[derive(Clone, Copy, Deserialize)]
#[serde(rename_all = "camelCase")]
enum BuyerDoes {
    Modify,
    Withdraw,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct SetTemper {
    /// Left out, every seller.
    seller_id: Option<Id>,
    temper: Temper,
}

/// Answers `cases/{id}/seller` and `cases/{id}/buyer`; `None` for other calls.
pub(super) fn answer(market: &Market, call: &str, body: &Value) -> Option<Result<(), Refusal>> {
    let (id, who) = call.strip_prefix("cases/")?.split_once('/')?;
    match who {
        "seller" => Some(read(body).and_then(|order| market.books(|books| seller(books, id, &order)))),
        "buyer" => Some(read(body).and_then(|order| market.books(|books| buyer(books, id, &order)))),
        _ => None,
    }
}

/// Orders a temper.
pub(super) fn set_temper(market: &Market, body: &Value) -> Result<(), Refusal> {
    let order: SetTemper = read(body)?;
    let seller_id = order.seller_id.as_ref().map(Id::number).transpose()?;
    market.books(|books| books.set_temper(seller_id, order.temper))
}

/// Refunds of 1688 have ids with letters, Taobao's have digits only.
fn platform_of(case_id: &str) -> Platform {
    if case_id.starts_with("TQ") { Platform::Alibaba1688 } else { Platform::Taobao }
}

fn seller(books: &Books<'_>, id: &str, order: &OfSeller) -> Result<(), Refusal> {
    let act = match order.does {
        Does::Agree => Act::Agree,
        Does::Refuse => Act::Refuse,
        Does::Ask => Act::Ask,
        Does::Receive => Act::Receive,
        Does::RefuseGoods => Act::RefuseGoods,
        Does::Silent => return books.unplan(Event::SellerActs, platform_of(id), id),
    };
    let words = order.reason.as_deref();
    match platform_of(id) {
        Platform::Taobao => {
            let (mut case, mut order) = ReverseCase::with_order(books, id)?;
            taobao::reverse::machine::seller_acts(books, &mut case, &mut order, act, words)
        }
        Platform::Alibaba1688 => {
            let (mut case, mut order) = RefundCase::with_order(books, id)?;
            refund::machine::seller_acts(books, &mut case, &mut order, act, words)
        }
    }
}

fn buyer(books: &Books<'_>, id: &str, order: &OfBuyer) -> Result<(), Refusal> {
    if platform_of(id) == Platform::Taobao {
        return Err(Refusal::new(Code::BadParameter, "Taobao's buyer has operations for everything"));
    }
    match order.does {
        BuyerDoes::Modify => refund::modify(books, id, &order.change),
        BuyerDoes::Withdraw => refund::withdraw(books, id),
    }
}

/// Answers `GET machines`: the arrows of each platform, with the statuses as `GET cases` tells them.
pub(super) fn machines() -> Value {
    fn told<Status: Copy>(arrow: &Arrow<Status>, name: impl Fn(Status) -> String) -> Value {
        let (from, to, by) = arrow;
        json!({ "from": name(*from), "to": name(*to), "by": by })
    }
    let of_taobao = taobao::reverse::machine::ARROWS
        .iter()
        .map(|arrow| told(arrow, |status| i64::from(status).to_string()));
    // A refund's first step is its beginning.
    let begins = told(&("(none)", "waitselleragree", &[Mover::Buyer]), str::to_owned);
    let of_1688 = refund::machine::ARROWS.iter().map(|arrow| told(arrow, |status| status.word().to_owned()));
    json!({
        "taobao": of_taobao.collect::<Vec<_>>(),
        "1688": std::iter::once(begins).chain(of_1688).collect::<Vec<_>>(),
    })
}

/// Answers `GET cases`: newest first.
pub(super) fn list(books: &Books<'_>) -> Result<Value, Refusal> {
    let mut rows = Vec::new();
    for case in books.cases::<ReverseCase>(None)? {
        let order: TaobaoOrder = books.order(&case.order_id)?;
        rows.push(json!({
            "platform": "taobao",
            "caseId": case.refund_id,
            "orderId": case.order_id,
            "lineIds": [case.sub_purchase_order_id],
            "status": i64::from(case.status).to_string(),
            "open": case.status.is_open(),
            "amountFen": case.fee_fen,
            "deadlineMs": case.deadline_moment_ms,
            "sellerId": order.shop_id,
            "temper": books.temper(order.shop_id)?,
            "buyerMay": case.status.buyer_may(),
            "messages": case.messages.len(),
        }));
    }
    for case in books.cases::<RefundCase>(None)? {
        let order: AlibabaOrder = books.order(&case.order_id)?;
        rows.push(json!({
            "platform": "1688",
            "caseId": case.refund_id,
            "orderId": case.order_id,
            "lineIds": case.line_ids,
            "status": case.status.word(),
            "open": case.status.is_open(),
            "amountFen": case.payment_fen + case.carriage_fen,
            "deadlineMs": case.deadline_moment_ms,
            "sellerId": order.seller_id,
            "temper": books.temper(order.seller_id)?,
            "buyerMay": case.status.buyer_may(),
            "messages": 0,
        }));
    }
    Ok(Value::from(rows))
}
