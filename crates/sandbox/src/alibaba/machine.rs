//! The states of a 1688 order, the steps between them, and what happens by itself.

use serde::{Deserialize, Serialize};

use super::order::AlibabaOrder;
use super::refund;
use crate::callbacks::News;
use crate::catalogue::Platform;
use crate::parcel::{self, carriers::Carrier};
use crate::refusal::{Code, Refusal};
use crate::state::Books;
use crate::state::due::Event;

const HOUR: i64 = 3_600_000;
const DAY: i64 = 24 * HOUR;
/// From creation until an unpaid order is closed, on the sandbox's clock.
pub(super) const PAYMENT_DEADLINE: i64 = 3 * DAY;
const RECEIPT_DEADLINE: i64 = 10 * DAY;
const SETTLED_AFTER: i64 = HOUR;
/// Upstream refuses to cancel an order that is younger.
const TOO_FAST: i64 = 10_000;

/// Where an order stands; the names are the wire's.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) enum Status {
    #[serde(rename = "waitbuyerpay")]
    WaitBuyerPay,
    #[serde(rename = "waitsellersend")]
    WaitSellerSend,
    #[serde(rename = "waitbuyerreceive")]
    WaitBuyerReceive,
    #[serde(rename = "confirm_goods")]
    ConfirmGoods,
    #[serde(rename = "success")]
    Success,
    #[serde(rename = "cancel")]
    Cancel,
    #[serde(rename = "terminated")]
    Terminated,
}

use Status::{Cancel, ConfirmGoods, Success, Terminated, WaitBuyerPay, WaitBuyerReceive, WaitSellerSend};

/// Every step there is; the last two are a seller who cannot deliver, and full refunds.
const STEPS: [(Status, Status); 7] = [
    (WaitBuyerPay, WaitSellerSend),
    (WaitBuyerPay, Cancel),
    (WaitSellerSend, WaitBuyerReceive),
    (WaitBuyerReceive, ConfirmGoods),
    (ConfirmGoods, Success),
    (WaitSellerSend, Cancel),
    (WaitBuyerReceive, Terminated),
];

impl Status {
    /// The wire's word.
    pub(crate) fn word(self) -> &'static str {
        match self {
            WaitBuyerPay => "waitbuyerpay",
            WaitSellerSend => "waitsellersend",
            WaitBuyerReceive => "waitbuyerreceive",
            ConfirmGoods => "confirm_goods",
            Success => "success",
            Cancel => "cancel",
            Terminated => "terminated",
        }
    }

    /// Whether refunds can be asked for.
    pub(crate) fn has_refunds(self) -> bool {
        matches!(self, WaitSellerSend | WaitBuyerReceive | ConfirmGoods | Success)
    }

    /// In Chinese, as lines show it.
    pub(crate) fn chinese(self) -> &'static str {
        match self {
            WaitBuyerPay => "等待买家付款",
            WaitSellerSend => "等待卖家发货",
            WaitBuyerReceive => "等待买家收货",
            ConfirmGoods => "已收货",
            Success => "交易成功",
            Cancel => "交易取消",
            Terminated => "交易终止",
        }
    }
}

/// Who closes an order, and why.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum ClosedBy {
    Buyer,
    Seller,
    Deadline,
}

/// Moves an order to another state, or refuses a step that does not exist.
fn step(books: &Books<'_>, order: &mut AlibabaOrder, to: Status) -> Result<(), Refusal> {
    if !STEPS.contains(&(order.status, to)) {
        let detail =
            format!("order {} is {}, {} cannot follow", order.order_id, order.status.word(), to.word());
        return Err(Refusal::new(Code::StateForbids, detail));
    }
    for event in [Event::PaymentDeadline, Event::SellerShips, Event::ReceiptDeadline] {
        books.unplan(event, Platform::Alibaba1688, &order.order_id)?;
    }
    order.status = to;
    order.modified_ms = books.now_ms;
    let next = match to {
        WaitSellerSend => Some((i64::from(order.ships_in_hours) * HOUR, Event::SellerShips)),
        WaitBuyerReceive => Some((RECEIPT_DEADLINE, Event::ReceiptDeadline)),
        ConfirmGoods => Some((SETTLED_AFTER, Event::Settled)),
        WaitBuyerPay | Success | Cancel | Terminated => None,
    };
    if let Some((after_ms, event)) = next {
        books.plan(after_ms, event, Platform::Alibaba1688, &order.order_id)?;
    }
    Ok(())
}

/// Starts a new order's life.
pub(crate) fn begin(books: &Books<'_>, order: &AlibabaOrder) -> Result<(), Refusal> {
    books.plan(PAYMENT_DEADLINE, Event::PaymentDeadline, Platform::Alibaba1688, &order.order_id)?;
    keep(books, order, "ORDER_BUYER_VIEW_BUYER_MAKE")
}

/// Keeps an order whose status has just become another, and tells of it by a message of this type.
fn keep(books: &Books<'_>, order: &AlibabaOrder, message_type: &'static str) -> Result<(), Refusal> {
    books.save_order(order)?;
    books.announce(&News::AlibabaStatus(order, message_type))
}

/// Pays from the balance.
pub(crate) fn pay(books: &Books<'_>, order: &mut AlibabaOrder) -> Result<(), Refusal> {
    step(books, order, WaitSellerSend)?;
    books.pay(Platform::Alibaba1688, &order.order_id, order.total_fen())?;
    order.paid_ms = Some(books.now_ms);
    keep(books, order, "ORDER_BUYER_VIEW_ORDER_PAY")
}

/// The seller hands the goods to a carrier.
pub(crate) fn ship(
    books: &Books<'_>,
    order: &mut AlibabaOrder,
    carrier: &str,
    waybill: &str,
) -> Result<(), Refusal> {
    step(books, order, WaitBuyerReceive)?;
    order.carrier = Some(carrier.to_owned());
    order.waybill = Some(waybill.to_owned());
    order.shipped_ms = Some(books.now_ms);
    parcel::leave(books, &order.route(books), Platform::Alibaba1688, &order.order_id)?;
    keep(books, order, "ORDER_BUYER_VIEW_ANNOUNCE_SENDGOODS")?;
    refund::machine::order_overrides(books, order, "SELLER_SEND_GOODS_CLOSE", "seller")
}

/// The parcel comes to its next place.
fn move_parcel(books: &Books<'_>, order: &mut AlibabaOrder) -> Result<(), Refusal> {
    let mut trace = std::mem::take(&mut order.trace);
    parcel::go_on(books, &mut trace, &order.route(books), Platform::Alibaba1688, &order.order_id)?;
    order.trace = trace;
    books.save_order(order)
}

/// The buyer says that the goods are there, or the deadline says it; refunds that are open end with that.
pub(crate) fn confirm(books: &Books<'_>, order: &mut AlibabaOrder) -> Result<(), Refusal> {
    step(books, order, ConfirmGoods)?;
    order.received_ms = Some(books.now_ms);
    for line in &mut order.lines {
        line.received_ms.get_or_insert(books.now_ms);
    }
    // The misspelling is the upstream's.
    keep(books, order, "ORDER_BUYER_VIEW_ORDER_COMFIRM_RECEIVEGOODS")?;
    refund::machine::order_overrides(books, order, "BUYER_RECEIVE_CLOSE", "buyer")
}

/// The seller changes the price of an unpaid order's first line, and perhaps the freight; fen.
pub(crate) fn change_price(
    books: &Books<'_>,
    order: &mut AlibabaOrder,
    change_fen: i64,
    shipping_fen: Option<i64>,
) -> Result<(), Refusal> {
    if order.status != WaitBuyerPay {
        return Err(Refusal::new(Code::StateForbids, "only an unpaid order's price can be changed"));
    }
    if let Some(line) = order.lines.first_mut() {
        line.change_fen += change_fen;
        if line.amount_fen() < 0 {
            return Err(Refusal::new(
                Code::BadParameter,
                "changeFen takes more off than the first line costs",
            ));
        }
    }
    order.shipping_fee = shipping_fen.unwrap_or(order.shipping_fee).max(0);
    order.modified_ms = books.now_ms;
    books.save_order(order)?;
    books.announce(&News::AlibabaPrice(order))
}

/// The buyer says that some lines are there; the order follows with the last of them.
pub(super) fn confirm_lines(
    books: &Books<'_>,
    order: &mut AlibabaOrder,
    sub_item_ids: &[String],
) -> Result<(), Refusal> {
    if order.status != WaitBuyerReceive {
        let detail = format!(
            "order {} is {}, only {} can be confirmed",
            order.order_id,
            order.status.word(),
            WaitBuyerReceive.word()
        );
        return Err(Refusal::new(Code::StateForbids, detail));
    }
    for id in sub_item_ids {
        let line = order.lines.iter_mut().find(|line| line.sub_item_id == *id);
        let line = line.ok_or_else(|| Refusal::new(Code::NoSuchOrder, format_args!("line {id}")))?;
        line.received_ms.get_or_insert(books.now_ms);
    }
    if order.lines.iter().all(|line| line.received_ms.is_some()) {
        return confirm(books, order);
    }
    order.modified_ms = books.now_ms;
    books.save_order(order)
}

/// Refuses a buyer who cancels too early, or an order that is paid.
pub(crate) fn check_cancel(books: &Books<'_>, order: &AlibabaOrder) -> Result<(), Refusal> {
    if order.status != WaitBuyerPay {
        let detail = format!(
            "order {} is {}, only unpaid orders can be cancelled",
            order.order_id,
            order.status.word()
        );
        return Err(Refusal::new(Code::StateForbids, detail));
    }
    let age = books.moment_ms.get() - order.created_moment_ms;
    if age < TOO_FAST {
        return Err(Refusal::new(Code::CloseOrderTooFast, format_args!("{} ms left", TOO_FAST - age)));
    }
    Ok(())
}

/// Closes an order: its goods go back on the shelf, money that was paid comes back.
pub(crate) fn close(
    books: &Books<'_>,
    order: &mut AlibabaOrder,
    by: ClosedBy,
    reason: &str,
    remark: &str,
) -> Result<(), Refusal> {
    step(books, order, Cancel)?;
    order.close_reason = Some(reason.to_owned());
    order.close_remark = Some(remark.to_owned());
    let (operate_type, message_type) = match by {
        ClosedBy::Buyer => ("CLOSE_TRADE_BY_BUYER", "ORDER_BUYER_VIEW_ORDER_BUYER_CLOSE"),
        ClosedBy::Seller => ("CLOSE_TRADE_BY_SELLER", "ORDER_BUYER_VIEW_ORDER_SELLER_CLOSE"),
        ClosedBy::Deadline => ("CLOSE_TRADE_BY_SYSTEM", "ORDER_BUYER_VIEW_ORDER_BOPS_CLOSE"),
    };
    order.close_operate_type = Some(operate_type.to_owned());
    order.put_goods_back(books)?;
    refund::machine::order_overrides(books, order, "SELLER_SEND_GOODS_CLOSE", "seller")?;
    if order.paid_ms.is_some() {
        books.refund(Platform::Alibaba1688, &order.order_id, order.total_fen() - order.refunded_fen)?;
        order.refunded_fen = order.total_fen();
        order.refunded_carriage_fen = order.shipping_fee;
        for line in &mut order.lines {
            line.refunded_fen = line.amount_fen();
        }
    }
    keep(books, order, message_type)
}

/// Ends an order whose goods were all paid back by refunds, unless it is completed already.
pub(crate) fn end_refunded(books: &Books<'_>, order: &mut AlibabaOrder) -> Result<(), Refusal> {
    let end = match order.status {
        WaitSellerSend => Cancel,
        WaitBuyerReceive => Terminated,
        _ => return Ok(()),
    };
    if order.status == WaitSellerSend {
        order.put_goods_back(books)?;
    }
    step(books, order, end)?;
    order.close_reason = Some("other".to_owned());
    order.close_remark = Some("全部退款".to_owned());
    order.close_operate_type = Some("CLOSE_TRADE_BY_SYSTEM".to_owned());
    keep(books, order, "ORDER_BUYER_VIEW_ORDER_BOPS_CLOSE")
}

/// The last open refund has ended: what it held up goes on.
pub(crate) fn resume(books: &Books<'_>, order: &AlibabaOrder) -> Result<(), Refusal> {
    let (after_ms, event) = match order.status {
        WaitBuyerReceive => (RECEIPT_DEADLINE, Event::ReceiptDeadline),
        ConfirmGoods => (SETTLED_AFTER, Event::Settled),
        _ => return Ok(()),
    };
    books.unplan(event, Platform::Alibaba1688, &order.order_id)?;
    books.plan(after_ms, event, Platform::Alibaba1688, &order.order_id)
}

/// Carries out what has come due for an order. What no longer fits its state is past and does nothing.
pub(crate) fn fire(books: &Books<'_>, event: Event, order_id: &str) -> Result<(), Refusal> {
    let mut order: AlibabaOrder = books.order(order_id)?;
    match (event, order.status) {
        (Event::PaymentDeadline, WaitBuyerPay) => {
            close(books, &mut order, ClosedBy::Deadline, "BUYER_NO_PAY", "买家超时未付款")
        }
        (Event::SellerShips, WaitSellerSend) => {
            let carrier = Carrier::of_seller(order.seller_id);
            let name = format!("{}({})", carrier.name_zh, carrier.code);
            ship(books, &mut order, &name, &carrier.new_waybill())
        }
        (Event::ParcelMoves, _) => move_parcel(books, &mut order),
        // An open refund holds both up.
        (Event::ReceiptDeadline | Event::Settled, _) if refund::machine::any_open(books, order_id)? => Ok(()),
        (Event::ReceiptDeadline, WaitBuyerReceive) => confirm(books, &mut order),
        (Event::Settled, ConfirmGoods) => {
            step(books, &mut order, Success)?;
            order.completed_ms = Some(books.now_ms);
            keep(books, &order, "ORDER_BUYER_VIEW_ORDER_SUCCESS")
        }
        _ => Ok(()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_state_and_step_is_the_contract_s() {
        let contract: serde_json::Value =
            serde_yaml_ng::from_str(include_str!("../../contract/pandapon-openapi.yaml")).unwrap();
        let machine = &contract["x-status-machine"]["alibaba1688"]["orderStatus"];
        let listed = machine["transitions"].as_array().unwrap();
        for (from, to) in STEPS {
            assert!(machine["values"].get(to.word()).is_some(), "{to:?}");
            let known = listed.iter().any(|step| {
                let has = |end: &str, word: &str| {
                    step[end].as_str().unwrap().split(" or ").any(|part| part == word)
                };
                has("from", from.word()) && has("to", to.word())
            });
            assert!(known, "{from:?} to {to:?}");
        }
    }
}
