//! The states of a 1688 refund, the steps between them, and what happens by itself.

use serde::{Deserialize, Serialize};

use super::case::{RefundCase, Request};
use crate::after_sales::moves::{Arrow, AtDeadline, Move, Mover, leads};
use crate::after_sales::temper::{Act, Past};
use crate::alibaba::machine as order_machine;
use crate::alibaba::order::{AlibabaOrder, RefundMark};
use crate::callbacks::News;
use crate::catalogue::Platform;
use crate::refusal::{Code, Refusal};
use crate::state::Books;
use crate::state::due::Event;

/// Where a refund stands; the names are the wire's.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) enum Status {
    #[serde(rename = "waitselleragree")]
    WaitSellerAgree,
    #[serde(rename = "waitbuyermodify")]
    WaitBuyerModify,
    #[serde(rename = "waitbuyersend")]
    WaitBuyerSend,
    #[serde(rename = "waitsellerreceive")]
    WaitSellerReceive,
    #[serde(rename = "refundsuccess")]
    Success,
    #[serde(rename = "refundclose")]
    Close,
}

use Status::{Close, Success, WaitBuyerModify, WaitBuyerSend, WaitSellerAgree, WaitSellerReceive};

/// Every step there is after the first, as in the contract's `x-status-machine`, and who takes it.
pub(crate) const ARROWS: [Arrow<Status>; 10] = [
    (WaitSellerAgree, Success, &[Mover::Seller, Mover::Deadline]),
    (WaitSellerAgree, WaitBuyerSend, &[Mover::Seller, Mover::Deadline]),
    (WaitSellerAgree, WaitBuyerModify, &[Mover::Seller]),
    (WaitBuyerModify, WaitSellerAgree, &[Mover::Buyer]),
    (WaitBuyerSend, WaitSellerReceive, &[Mover::Buyer]),
    (WaitSellerReceive, Success, &[Mover::Seller, Mover::Deadline]),
    (WaitSellerAgree, Close, &[Mover::Buyer, Mover::Order]),
    (WaitBuyerModify, Close, &[Mover::Buyer, Mover::Deadline, Mover::Order]),
    (WaitBuyerSend, Close, &[Mover::Buyer, Mover::Deadline, Mover::Order]),
    (WaitSellerReceive, Close, &[Mover::Buyer, Mover::Order]),
];

impl Status {
    /// The word of orders and refund records.
    pub(crate) fn word(self) -> &'static str {
        match self {
            WaitSellerAgree => "waitselleragree",
            WaitBuyerModify => "waitbuyermodify",
            WaitBuyerSend => "waitbuyersend",
            WaitSellerReceive => "waitsellerreceive",
            Success => "refundsuccess",
            Close => "refundclose",
        }
    }

    /// The word of order lines.
    pub(crate) fn upper_word(self) -> &'static str {
        match self {
            WaitSellerAgree => "WAIT_SELLER_AGREE",
            WaitBuyerModify => "WAIT_BUYER_MODIFY",
            WaitBuyerSend => "WAIT_BUYER_SEND",
            WaitSellerReceive => "WAIT_SELLER_RECEIVE",
            Success => "REFUND_SUCCESS",
            Close => "REFUND_CLOSED",
        }
    }

    pub(crate) fn is_open(self) -> bool {
        !matches!(self, Success | Close)
    }

    /// The operations that the buyer may call in this state, by their names in the contract.
    pub(crate) fn buyer_may(self) -> &'static [&'static str] {
        if self == WaitBuyerSend { &["alibaba1688SubmitReturnShipment"] } else { &[] }
    }

    /// Whose move this state waits for.
    fn awaits(self) -> Option<Move> {
        match self {
            WaitSellerAgree => Some(Move::SellerAnswers),
            WaitBuyerModify => Some(Move::BuyerChanges),
            WaitBuyerSend => Some(Move::BuyerSends),
            WaitSellerReceive => Some(Move::SellerReceives),
            Success | Close => None,
        }
    }

    /// What the platform does when the deadline of this state passes.
    pub(crate) fn at_deadline(self, request: Request) -> &'static str {
        match self.awaits().map(|next| next.at_deadline(request == Request::ReturnRefund)) {
            Some(AtDeadline::Refund) => "SYSTEM_AGREE_REFUND",
            Some(AtDeadline::AgreeReturn) => "SYSTEM_AGREE_REFUND_PROTOCOL",
            Some(AtDeadline::Close) => "BUYER_CANCEL_REFUND_CLOSE",
            None => "",
        }
    }
}

/// Who did what; the words are those of `refundAction`.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Deed {
    pub(crate) action: &'static str,
    /// buyer, seller or system.
    pub(crate) operator: &'static str,
}

impl Deed {
    pub(crate) const fn of(operator: &'static str, action: &'static str) -> Deed {
        Deed { action, operator }
    }
}

/// Moves a refund to another state, or refuses a step that its mover cannot take. Keeps refund and order, and tells of it.
pub(crate) fn step(
    books: &Books<'_>,
    case: &mut RefundCase,
    order: &mut AlibabaOrder,
    to: Status,
    by: Mover,
    deed: Deed,
) -> Result<(), Refusal> {
    allow(case, leads(&ARROWS, case.status, to, by), &format!("{} cannot follow", to.word()))?;
    enter(books, case, order, to, deed)
}

/// Begins a refund's life.
pub(crate) fn begin(
    books: &Books<'_>,
    case: &mut RefundCase,
    order: &mut AlibabaOrder,
) -> Result<(), Refusal> {
    enter(books, case, order, WaitSellerAgree, Deed::of("buyer", "BUYER_APPLY_REFUND"))
}

/// Refuses what a state does not allow.
pub(super) fn allow(case: &RefundCase, allowed: bool, what: &str) -> Result<(), Refusal> {
    if allowed {
        return Ok(());
    }
    let detail = format!("refund {} is {}: {what}", case.refund_id, case.status.word());
    Err(Refusal::new(Code::ReturnState, detail))
}

fn enter(
    books: &Books<'_>,
    case: &mut RefundCase,
    order: &mut AlibabaOrder,
    to: Status,
    deed: Deed,
) -> Result<(), Refusal> {
    case.status = to;
    case.modified_ms = books.now_ms;
    case.deadline_moment_ms = books.await_move(Platform::Alibaba1688, &case.refund_id, to.awaits())?;
    if !to.is_open() {
        case.completed_ms = Some(books.now_ms);
    }
    if to == Success {
        pay_back(books, case, order)?;
    }
    mark(case, order);
    order.modified_ms = books.now_ms;
    plan_seller(books, case, order)?;
    books.save_case(case)?;
    books.save_order(order)?;
    books.announce(&News::AlibabaRefund(case, order, deed))?;
    if to == Success && order.lines.iter().all(|line| line.refundable_fen() == 0) {
        order_machine::end_refunded(books, order)?;
    }
    if !to.is_open() && !any_open(books, &order.order_id)? {
        order_machine::resume(books, order)?;
    }
    Ok(())
}

/// Lines and order show the newest refund.
fn mark(case: &RefundCase, order: &mut AlibabaOrder) {
    let after_sale = case.goods_status.is_after_sale();
    let mark = || RefundMark { refund_id: case.refund_id.clone(), status: case.status };
    order.refunds.set(after_sale, mark());
    for line in order.lines.iter_mut().filter(|line| case.line_ids.contains(&line.sub_item_id)) {
        line.refunds.set(after_sale, mark());
    }
}

/// The money comes back to the balance, and is booked on the refund's lines, one after the other.
fn pay_back(books: &Books<'_>, case: &mut RefundCase, order: &mut AlibabaOrder) -> Result<(), Refusal> {
    let mut left_fen = case.payment_fen;
    for line in order.lines.iter_mut().filter(|line| case.line_ids.contains(&line.sub_item_id)) {
        let part_fen = left_fen.min(line.refundable_fen());
        line.refunded_fen += part_fen;
        left_fen -= part_fen;
    }
    let sum_fen = case.payment_fen + case.carriage_fen;
    case.refunded_payment_fen = case.payment_fen;
    case.refunded_carriage_fen = case.carriage_fen;
    order.refunded_fen += sum_fen;
    order.refunded_carriage_fen += case.carriage_fen;
    books.refund(Platform::Alibaba1688, &order.order_id, sum_fen)
}

/// Plans what the seller does about a refund as it stands.
fn plan_seller(books: &Books<'_>, case: &RefundCase, order: &AlibabaOrder) -> Result<(), Refusal> {
    let intent = intent(books, case, order)?;
    books.plan_seller(Platform::Alibaba1688, &case.refund_id, order.seller_id, intent)
}

fn intent(books: &Books<'_>, case: &RefundCase, order: &AlibabaOrder) -> Result<Option<(Act, i64)>, Refusal> {
    let temper = books.temper(order.seller_id)?;
    // Nothing of PandaPon's answers a question here, and goods that came back are not refused.
    let past =
        Past { refusals: case.reject_times, asked: case.asked, answered: false, may_refuse_goods: false };
    Ok(match case.status {
        WaitSellerAgree => temper.on_claim(past),
        WaitSellerReceive => temper.on_return(past),
        _ => None,
    })
}

/// The seller does something, with words of its own or the usual ones.
pub(crate) fn seller_acts(
    books: &Books<'_>,
    case: &mut RefundCase,
    order: &mut AlibabaOrder,
    act: Act,
    words: Option<&str>,
) -> Result<(), Refusal> {
    let said = |usual: &'static str| Some(words.unwrap_or(usual).to_owned());
    let returns = case.request == Request::ReturnRefund;
    let asked = case.status == WaitSellerAgree;
    match act {
        Act::Agree => {
            allow(case, asked, "the seller has nothing to agree to")?;
            let action = if returns { "SELLER_AGREE_REFUND_PROCOTOL" } else { "SELLER_AGREE_REFUND" };
            case.remark = said("同意退款");
            agree(books, case, order, Mover::Seller, Deed::of("seller", action))
        }
        Act::Refuse => {
            allow(case, asked, "the seller has nothing to refuse")?;
            case.reject_reason = said("商品无质量问题，不同意退款");
            case.reject_times += 1;
            let action = if returns { "SELLER_REJECT_REFUND_PROCOTOL" } else { "SELLER_REJECT_REFUND" };
            step(books, case, order, WaitBuyerModify, Mover::Seller, Deed::of("seller", action))
        }
        Act::Ask => {
            allow(case, asked, "the seller has nothing to ask")?;
            case.asked = true;
            case.remark = said("请补充商品问题的照片");
            case.modified_ms = books.now_ms;
            plan_seller(books, case, order)?;
            books.save_case(case)?;
            let deed = Deed::of("seller", "SELLER_UPLOAD_BILL");
            books.announce(&News::AlibabaRefund(case, order, deed))
        }
        Act::Receive => {
            let waits = case.status == WaitSellerReceive;
            allow(case, waits, "the seller waits for no goods")?;
            step(books, case, order, Success, Mover::Seller, Deed::of("seller", "SELLER_RECEIVE_GOODS"))
        }
        Act::RefuseGoods => allow(case, false, "1688 knows no refusal of returned goods"),
    }
}

fn agree(
    books: &Books<'_>,
    case: &mut RefundCase,
    order: &mut AlibabaOrder,
    by: Mover,
    deed: Deed,
) -> Result<(), Refusal> {
    case.reject_reason = None;
    let to = match case.request {
        Request::Refund => Success,
        Request::ReturnRefund => WaitBuyerSend,
    };
    step(books, case, order, to, by, deed)
}

/// Whether an order has a refund that has not ended.
pub(crate) fn any_open(books: &Books<'_>, order_id: &str) -> Result<bool, Refusal> {
    Ok(books.cases::<RefundCase>(Some(order_id))?.iter().any(|case| case.status.is_open()))
}

/// Shipping, receipt or the order's end overrides what was asked before: open refunds are closed.
pub(crate) fn order_overrides(
    books: &Books<'_>,
    order: &mut AlibabaOrder,
    action: &'static str,
    operator: &'static str,
) -> Result<(), Refusal> {
    for mut case in books.cases::<RefundCase>(Some(&order.order_id))? {
        if case.status.is_open() {
            step(books, &mut case, order, Close, Mover::Order, Deed::of(operator, action))?;
        }
    }
    Ok(())
}

/// Carries out what has come due for a refund. What no longer fits its state is past and does nothing.
pub(crate) fn fire(books: &Books<'_>, event: Event, refund_id: &str) -> Result<(), Refusal> {
    let (mut case, mut order) = RefundCase::with_order(books, refund_id)?;
    let deed = Deed::of("system", case.status.at_deadline(case.request));
    match (event, case.status) {
        (Event::SellerActs, _) => match intent(books, &case, &order)? {
            Some((act, _)) => seller_acts(books, &mut case, &mut order, act, None),
            None => Ok(()),
        },
        (Event::CaseDeadline, WaitSellerAgree) => {
            case.remark = Some("卖家超时未处理，系统自动同意".to_owned());
            agree(books, &mut case, &mut order, Mover::Deadline, deed)
        }
        (Event::CaseDeadline, WaitSellerReceive) => {
            case.remark = Some("卖家超时未确认收货，系统自动退款".to_owned());
            step(books, &mut case, &mut order, Success, Mover::Deadline, deed)
        }
        (Event::CaseDeadline, WaitBuyerModify | WaitBuyerSend) => {
            case.remark = Some("买家超时未处理，退款关闭".to_owned());
            step(books, &mut case, &mut order, Close, Mover::Deadline, deed)
        }
        _ => Ok(()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_steps_are_the_contract_s() {
        let contract: serde_json::Value =
            serde_yaml_ng::from_str(include_str!("../../../contract/pandapon-openapi.yaml")).unwrap();
        let machine = &contract["x-status-machine"]["alibaba1688"]["refundStatus"];
        let open: Vec<Status> = [WaitSellerAgree, WaitBuyerModify, WaitBuyerSend, WaitSellerReceive].to_vec();
        let mut listed: Vec<(String, String)> = Vec::new();
        for step in machine["transitions"].as_array().unwrap() {
            let (from, to) = (step["from"].as_str().unwrap(), step["to"].as_str().unwrap());
            match from {
                "(none)" => assert_eq!(to, WaitSellerAgree.word()),
                "any open state" => {
                    listed.extend(open.iter().map(|from| (from.word().to_owned(), to.to_owned())));
                }
                from => listed.push((from.to_owned(), to.to_owned())),
            }
        }
        let mut ours: Vec<(String, String)> =
            ARROWS.iter().map(|(from, to, _)| (from.word().to_owned(), to.word().to_owned())).collect();
        listed.sort();
        ours.sort();
        assert_eq!(ours, listed);
    }
}
