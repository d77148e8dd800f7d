//! The states of a Taobao order, the steps between them, and what happens by itself.

use serde::{Deserialize, Serialize};

use super::order::TaobaoOrder;
use super::reverse;
use crate::callbacks::News;
use crate::catalogue::Platform;
use crate::parcel::{self, carriers::Carrier};
use crate::refusal::{Code, Refusal};
use crate::state::Books;
use crate::state::due::Event;

const SECOND: i64 = 1000;
const MINUTE: i64 = 60 * SECOND;
const HOUR: i64 = 60 * MINUTE;
/// From creation until the order is built, on the sandbox's clock.
const BUILDING: i64 = 2 * SECOND;
const FINANCE_LOOKS_AFTER: i64 = 5 * MINUTE;
const QUEUED_AFTER: i64 = MINUTE;
const PAID_OUT_AFTER: i64 = 30 * SECOND;
/// From the time it can be paid until an unpaid order is closed.
pub(crate) const PAYMENT_DEADLINE: i64 = 24 * HOUR;

/// Where an order stands; the numbers are the wire's.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(into = "i64", try_from = "i64")]
pub(crate) enum Status {
    Building = 12,
    WaitBuyerPay = 0,
    VoucherSent = 1,
    FinancePassed = 2,
    FinanceRefused = 3,
    Closed = 4,
    WaitFinancePay = 5,
    WaitSellerSend = 10,
    Shipped = 11,
}

use Status::{
    Building, Closed, FinancePassed, FinanceRefused, Shipped, VoucherSent, WaitBuyerPay, WaitFinancePay,
    WaitSellerSend,
};

const ALL: [Status; 9] = [
    Building,
    WaitBuyerPay,
    VoucherSent,
    FinancePassed,
    FinanceRefused,
    Closed,
    WaitFinancePay,
    WaitSellerSend,
    Shipped,
];

/// Every step there is, as in the contract's `x-status-machine`.
const STEPS: [(Status, Status); 14] = [
    (Building, WaitBuyerPay),
    (Building, Closed),
    (WaitBuyerPay, VoucherSent),
    (VoucherSent, FinancePassed),
    (VoucherSent, FinanceRefused),
    (FinanceRefused, VoucherSent),
    (FinancePassed, WaitFinancePay),
    (WaitBuyerPay, WaitFinancePay),
    (WaitBuyerPay, WaitSellerSend),
    (WaitFinancePay, WaitSellerSend),
    (WaitSellerSend, Shipped),
    (WaitBuyerPay, Closed),
    (WaitSellerSend, Closed),
    (Shipped, Closed),
];

impl From<Status> for i64 {
    fn from(status: Status) -> i64 {
        status as i64
    }
}

impl TryFrom<i64> for Status {
    type Error = String;

    fn try_from(code: i64) -> Result<Self, String> {
        ALL.into_iter()
            .find(|status| *status as i64 == code)
            .ok_or_else(|| format!("no Taobao status {code}"))
    }
}

impl Status {
    /// The upstream's own word for it, misspellings included.
    pub(crate) fn raw(self) -> &'static str {
        match self {
            Building => "BULIDING",
            WaitBuyerPay | VoucherSent | FinancePassed | FinanceRefused | WaitFinancePay => "WAIT_BUYER_P",
            WaitSellerSend => "WAIT_SELLER_SEND_GOODS",
            Shipped => "WAIT_BUYER_CONFIRM_GOODS",
            Closed => "TRADE_CLOSED",
        }
    }
}

/// Moves an order to another state, or refuses a step that does not exist.
pub(crate) fn step(books: &Books<'_>, order: &mut TaobaoOrder, to: Status) -> Result<(), Refusal> {
    if !STEPS.contains(&(order.status, to)) {
        let detail = format!(
            "order {} is in status {} ({}), {} cannot follow",
            order.order_id,
            order.status as i64,
            order.status.raw(),
            to as i64
        );
        return Err(Refusal::new(Code::StateForbids, detail));
    }
    let id = order.order_id.clone();
    order.status = to;
    order.modified_ms = books.now_ms;
    match to {
        WaitBuyerPay => books.plan(PAYMENT_DEADLINE, Event::PaymentDeadline, Platform::Taobao, &id)?,
        VoucherSent => {
            books.unplan(Event::PaymentDeadline, Platform::Taobao, &id)?;
            books.plan(FINANCE_LOOKS_AFTER, Event::FinanceApproves, Platform::Taobao, &id)?;
        }
        FinancePassed => {
            books.unplan(Event::FinanceApproves, Platform::Taobao, &id)?;
            order.finance_remark = None;
            order.paid_ms = Some(books.now_ms);
            books.plan(QUEUED_AFTER, Event::Queued, Platform::Taobao, &id)?;
        }
        FinanceRefused => books.unplan(Event::FinanceApproves, Platform::Taobao, &id)?,
        WaitFinancePay => {
            books.unplan(Event::PaymentDeadline, Platform::Taobao, &id)?;
            books.plan(PAID_OUT_AFTER, Event::PaidOut, Platform::Taobao, &id)?;
        }
        WaitSellerSend => {
            let hours = i64::from(order.ships_in_hours);
            books.plan(hours * HOUR, Event::SellerShips, Platform::Taobao, &id)?;
        }
        Shipped => books.unplan(Event::SellerShips, Platform::Taobao, &id)?,
        Closed => {
            for event in [Event::Built, Event::PaymentDeadline, Event::SellerShips] {
                books.unplan(event, Platform::Taobao, &id)?;
            }
        }
        Building => {}
    }
    books.save_order(order)?;
    books.announce(&News::TaobaoStatus(order))
}

/// Starts a new order's life.
pub(crate) fn begin(books: &Books<'_>, order: &TaobaoOrder) -> Result<(), Refusal> {
    books.plan(BUILDING, Event::Built, Platform::Taobao, &order.order_id)?;
    books.save_order(order)
}

/// The seller hands the goods to a carrier.
pub(crate) fn ship(
    books: &Books<'_>,
    order: &mut TaobaoOrder,
    carrier: &str,
    waybill: &str,
) -> Result<(), Refusal> {
    order.carrier = Some(carrier.to_owned());
    order.waybill = Some(waybill.to_owned());
    step(books, order, Shipped)?;
    parcel::leave(books, &order.route(books), Platform::Taobao, &order.order_id)?;
    reverse::machine::shipping_overrides(books, order)
}

/// The parcel comes to its next place.
fn move_parcel(books: &Books<'_>, order: &mut TaobaoOrder) -> Result<(), Refusal> {
    let mut trace = std::mem::take(&mut order.trace);
    parcel::go_on(books, &mut trace, &order.route(books), Platform::Taobao, &order.order_id)?;
    order.trace = trace;
    books.save_order(order)
}

/// Closes an order: its goods go back on the shelf, money that was paid from the balance comes back.
pub(crate) fn close(books: &Books<'_>, order: &mut TaobaoOrder, reason: &str) -> Result<(), Refusal> {
    reverse::machine::closing_overrides(books, order)?;
    if order.status == Closed && order.refunded_fen() > 0 {
        // The last open case ended the order, with its money.
        return Ok(());
    }
    let owed_fen = order.total_fen() - order.refunded_fen();
    order.close_reason = Some(reason.to_owned());
    step(books, order, Closed)?;
    order.put_goods_back(books, |line| !line.closed)?;
    if order.paid_from_balance {
        books.refund(Platform::Taobao, &order.order_id, owed_fen)?;
    }
    Ok(())
}

/// Ends an order whose goods were all paid back by after-sales; that money has come back already.
pub(crate) fn end_refunded(books: &Books<'_>, order: &mut TaobaoOrder) -> Result<(), Refusal> {
    if order.status == WaitSellerSend {
        order.put_goods_back(books, |line| !line.closed)?;
    }
    order.close_reason = Some("全部退款".to_owned());
    step(books, order, Closed)
}

/// The seller changes the price of an unpaid order's first line, and perhaps the freight; fen.
pub(crate) fn change_price(
    books: &Books<'_>,
    order: &mut TaobaoOrder,
    change_fen: i64,
    shipping_fen: Option<i64>,
) -> Result<(), Refusal> {
    if order.status != WaitBuyerPay {
        return Err(Refusal::new(Code::StateForbids, "only an unpaid order's price can be changed"));
    }
    if let Some(line) = order.lines.iter_mut().find(|line| !line.closed) {
        line.change_fen += change_fen;
        if line.goods_fen() < 0 {
            return Err(Refusal::new(
                Code::BadParameter,
                "changeFen takes more off than the first line costs",
            ));
        }
    }
    order.shipping_fee = shipping_fen.unwrap_or(order.shipping_fee).max(0);
    order.modified_ms = books.now_ms;
    books.save_order(order)?;
    books.announce(&News::TaobaoPrice(order))
}

/// Carries out what has come due for an order. What no longer fits its state is past and does nothing.
pub(crate) fn fire(books: &Books<'_>, event: Event, order_id: &str) -> Result<(), Refusal> {
    let mut order: TaobaoOrder = books.order(order_id)?;
    match (event, order.status) {
        (Event::Built, Building) => step(books, &mut order, WaitBuyerPay),
        (Event::FinanceApproves, VoucherSent) => step(books, &mut order, FinancePassed),
        (Event::Queued, FinancePassed) => step(books, &mut order, WaitFinancePay),
        (Event::PaidOut, WaitFinancePay) => step(books, &mut order, WaitSellerSend),
        (Event::SellerShips, WaitSellerSend) => {
            let carrier = Carrier::of_seller(order.shop_id);
            ship(books, &mut order, carrier.name_zh, &carrier.new_waybill())
        }
        (Event::ParcelMoves, Shipped | Closed) => move_parcel(books, &mut order),
        (Event::PaymentDeadline, WaitBuyerPay) => close(books, &mut order, "买家超时未付款"),
        _ => Ok(()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_steps_are_the_contract_s() {
        let contract: serde_json::Value =
            serde_yaml_ng::from_str(include_str!("../../contract/pandapon-openapi.yaml")).unwrap();
        let listed = contract["x-status-machine"]["taobao"]["order"]["transitions"].as_array().unwrap();
        let mut listed: Vec<(i64, i64)> =
            listed.iter().map(|s| (s["from"].as_i64().unwrap(), s["to"].as_i64().unwrap())).collect();
        let mut ours: Vec<(i64, i64)> = STEPS.iter().map(|(from, to)| (*from as i64, *to as i64)).collect();
        listed.sort_unstable();
        ours.sort_unstable();
        assert_eq!(ours, listed);
    }
}
