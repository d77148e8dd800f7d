//! The states of a reverse order, the steps between them, and what happens by itself.

use serde::{Deserialize, Serialize};

use super::case::{ReverseCase, Role};
use super::limits::Kind;
use crate::after_sales::moves::{Arrow, AtDeadline, Move, Mover, leads};
use crate::after_sales::temper::{Act, Past};
use crate::callbacks::News;
use crate::catalogue::Platform;
use crate::refusal::{Code, Refusal};
use crate::state::Books;
use crate::state::due::Event;
use crate::taobao::machine as order_machine;
use crate::taobao::machine::Status as OrderStatus;
use crate::taobao::order::TaobaoOrder;

/// Where a case stands; the numbers are the wire's.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(into = "i64", try_from = "i64")]
pub(crate) enum Status {
    #[default]
    NotAsked = 0,
    Asked = 10,
    Agreed = 20,
    Returned = 30,
    Refunded = 100,
    Refused = -10,
    Closed = -20,
}

use Status::{Agreed, Asked, Closed, NotAsked, Refunded, Refused, Returned};

const ALL: [Status; 7] = [NotAsked, Asked, Agreed, Returned, Refunded, Refused, Closed];

/// Every step there is, as in the contract's `x-status-machine`, and who takes it.
pub(crate) const ARROWS: [Arrow<Status>; 12] = [
    (NotAsked, Asked, &[Mover::Buyer]),
    (Asked, Asked, &[Mover::Buyer]),
    (Asked, Agreed, &[Mover::Seller, Mover::Deadline]),
    (Asked, Refunded, &[Mover::Seller, Mover::Deadline]),
    (Asked, Refused, &[Mover::Seller, Mover::Order]),
    (Refused, Asked, &[Mover::Buyer]),
    (Agreed, Returned, &[Mover::Buyer]),
    (Returned, Refunded, &[Mover::Seller, Mover::Deadline, Mover::Order]),
    (Returned, Refused, &[Mover::Seller]),
    (Asked, Closed, &[Mover::Buyer, Mover::Order]),
    (Agreed, Closed, &[Mover::Buyer, Mover::Deadline, Mover::Order]),
    (Refused, Closed, &[Mover::Buyer, Mover::Deadline, Mover::Order]),
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
            .find(|status| i64::from(*status) == code)
            .ok_or_else(|| format!("no reverse status {code}"))
    }
}

impl Status {
    pub(crate) fn is_open(self) -> bool {
        matches!(self, Asked | Agreed | Returned | Refused)
    }

    pub(crate) fn may_modify(self) -> bool {
        matches!(self, Asked | Refused)
    }

    /// Whose move this state waits for.
    fn awaits(self, unshipped: bool) -> Option<Move> {
        match self {
            Asked if unshipped => Some(Move::SellerAnswersUnshipped),
            Asked => Some(Move::SellerAnswers),
            Agreed => Some(Move::BuyerSends),
            Refused => Some(Move::BuyerChanges),
            Returned => Some(Move::SellerReceives),
            NotAsked | Refunded | Closed => None,
        }
    }

    /// What the platform does when the deadline of this state passes.
    pub(crate) fn at_deadline(self, kind: Kind) -> &'static str {
        match self.awaits(false).map(|next| next.at_deadline(kind == Kind::ReturnAndRefund)) {
            Some(AtDeadline::Refund) => "SYSTEM_REFUND",
            Some(AtDeadline::AgreeReturn) => "SYSTEM_AGREE_RETURN",
            Some(AtDeadline::Close) => "SYSTEM_CLOSE",
            None => "",
        }
    }

    /// The operations that the buyer may call in this state, by their names in the contract.
    pub(crate) fn buyer_may(self) -> &'static [&'static str] {
        match self {
            Asked | Refused => {
                &["taobaoModifyReverseOrder", "taobaoCancelReverseOrder", "taobaoSubmitReverseMessage"]
            }
            Agreed => {
                &["taobaoSubmitReturnLogistics", "taobaoCancelReverseOrder", "taobaoSubmitReverseMessage"]
            }
            Returned => &["taobaoSubmitReverseMessage"],
            NotAsked | Refunded | Closed => &[],
        }
    }
}

/// Refuses what a state does not allow.
pub(super) fn allow(case: &ReverseCase, allowed: bool, what: &str) -> Result<(), Refusal> {
    if allowed {
        return Ok(());
    }
    let detail = format!("case {} has status {}: {what}", case.refund_id, i64::from(case.status));
    Err(Refusal::new(Code::CaseStateForbids, detail))
}

/// Moves a case to another state, or refuses a step that its mover cannot take. Keeps case and order, and tells of it.
pub(crate) fn step(
    books: &Books<'_>,
    case: &mut ReverseCase,
    order: &mut TaobaoOrder,
    to: Status,
    by: Mover,
) -> Result<(), Refusal> {
    let known = leads(&ARROWS, case.status, to, by);
    allow(case, known, &format!("{} cannot follow", i64::from(to)))?;
    case.status = to;
    case.modified_ms = books.now_ms;
    let next = to.awaits(order.status == OrderStatus::WaitSellerSend);
    case.deadline_moment_ms = books.await_move(Platform::Taobao, &case.refund_id, next)?;
    let at = case.line_at(order)?;
    if let Some(line) = order.lines.get_mut(at) {
        line.refund_status = to;
        if to == Refunded {
            line.refunded_fen += case.fee_fen;
        }
    }
    order.modified_ms = books.now_ms;
    plan_seller(books, case, order)?;
    books.save_case(case)?;
    books.save_order(order)?;
    books.announce(&News::TaobaoRefund(case, order))?;
    if to == Refunded {
        pay_back(books, case, order)?;
    }
    Ok(())
}

/// Money comes back where it came from; an order without anything left is closed.
fn pay_back(books: &Books<'_>, case: &ReverseCase, order: &mut TaobaoOrder) -> Result<(), Refusal> {
    if order.paid_from_balance {
        books.refund(Platform::Taobao, &order.order_id, case.fee_fen)?;
    }
    if order.lines.iter().filter(|line| !line.closed).all(super::super::order::Line::is_refunded) {
        order_machine::end_refunded(books, order)?;
    }
    Ok(())
}

/// Plans what the seller does about a case as it stands.
pub(super) fn plan_seller(books: &Books<'_>, case: &ReverseCase, order: &TaobaoOrder) -> Result<(), Refusal> {
    let intent = intent(books, case, order)?;
    books.plan_seller(Platform::Taobao, &case.refund_id, order.shop_id, intent)
}

fn intent(books: &Books<'_>, case: &ReverseCase, order: &TaobaoOrder) -> Result<Option<(Act, i64)>, Refusal> {
    let temper = books.temper(order.shop_id)?;
    let past = Past {
        refusals: case.refusals,
        asked: case.asked,
        answered: case.answered,
        may_refuse_goods: case.goods_refusals == 0,
    };
    Ok(match case.status {
        Asked => temper.on_claim(past),
        Returned => temper.on_return(past),
        _ => None,
    })
}

/// The seller does something, with words of its own or the usual ones.
pub(crate) fn seller_acts(
    books: &Books<'_>,
    case: &mut ReverseCase,
    order: &mut TaobaoOrder,
    act: Act,
    words: Option<&str>,
) -> Result<(), Refusal> {
    let said = |usual: &'static str| words.unwrap_or(usual).to_owned();
    match act {
        Act::Agree => {
            allow(case, case.status == Asked, "the seller has nothing to agree to")?;
            agree(books, case, order, Mover::Seller, &said("已同意"))
        }
        Act::Refuse => {
            allow(case, case.status == Asked, "the seller has nothing to refuse")?;
            let reason = said("商品无质量问题，不同意退款");
            case.refusals += 1;
            refuse(books, case, order, Mover::Seller, reason)
        }
        Act::Ask => {
            allow(case, case.status == Asked, "the seller has nothing to ask")?;
            case.asked = true;
            case.answered = false;
            case.modified_ms = books.now_ms;
            case.say(books, Role::Seller, &said("请补充商品问题的照片"), Vec::new());
            plan_seller(books, case, order)?;
            books.save_case(case)?;
            books.announce(&News::TaobaoRefund(case, order))
        }
        Act::Receive => {
            allow(case, case.status == Returned, "the seller waits for no goods")?;
            case.say(books, Role::Seller, &said("已收到退货"), Vec::new());
            step(books, case, order, Refunded, Mover::Seller)
        }
        Act::RefuseGoods => {
            allow(case, case.status == Returned, "the seller waits for no goods")?;
            case.goods_refusals += 1;
            refuse(books, case, order, Mover::Seller, said("退回的商品影响二次销售"))
        }
    }
}

fn agree(
    books: &Books<'_>,
    case: &mut ReverseCase,
    order: &mut TaobaoOrder,
    by: Mover,
    words: &str,
) -> Result<(), Refusal> {
    case.refuse_reason = None;
    let speaker = if by == Mover::Seller { Role::Seller } else { Role::Platform };
    case.say(books, speaker, words, Vec::new());
    match case.kind {
        Kind::RefundOnly => step(books, case, order, Refunded, by),
        Kind::ReturnAndRefund => {
            case.agreed_words = Some(words.to_owned());
            step(books, case, order, Agreed, by)
        }
    }
}

fn refuse(
    books: &Books<'_>,
    case: &mut ReverseCase,
    order: &mut TaobaoOrder,
    by: Mover,
    reason: String,
) -> Result<(), Refusal> {
    case.say(books, Role::Seller, &reason, Vec::new());
    case.refuse_reason = Some(reason);
    step(books, case, order, Refused, by)
}

/// The seller has shipped: claims from before that are refused, and can be changed to what now is.
pub(crate) fn shipping_overrides(books: &Books<'_>, order: &mut TaobaoOrder) -> Result<(), Refusal> {
    for mut case in books.cases::<ReverseCase>(Some(&order.order_id))? {
        if case.status == Asked {
            case.refusals += 1;
            refuse(books, &mut case, order, Mover::Order, "商品已发出".to_owned())?;
        }
    }
    Ok(())
}

/// The order is being closed and all of its money comes back: what is still open ends with it.
pub(crate) fn closing_overrides(books: &Books<'_>, order: &mut TaobaoOrder) -> Result<(), Refusal> {
    for mut case in books.cases::<ReverseCase>(Some(&order.order_id))? {
        if case.status.is_open() {
            case.say(books, Role::Platform, "订单已关闭，款项退回", Vec::new());
            let end = if case.status == Returned { Refunded } else { Closed };
            step(books, &mut case, order, end, Mover::Order)?;
        }
    }
    Ok(())
}

/// Carries out what has come due for a case. What no longer fits its state is past and does nothing.
pub(crate) fn fire(books: &Books<'_>, event: Event, refund_id: &str) -> Result<(), Refusal> {
    let (mut case, mut order) = ReverseCase::with_order(books, refund_id)?;
    match (event, case.status) {
        (Event::SellerActs, _) => match intent(books, &case, &order)? {
            Some((act, _)) => seller_acts(books, &mut case, &mut order, act, None),
            None => Ok(()),
        },
        (Event::CaseDeadline, Asked) => {
            agree(books, &mut case, &mut order, Mover::Deadline, "卖家超时未处理，系统自动同意")
        }
        (Event::CaseDeadline, Returned) => {
            case.say(books, Role::Platform, "卖家超时未确认收货，系统自动退款", Vec::new());
            step(books, &mut case, &mut order, Refunded, Mover::Deadline)
        }
        (Event::CaseDeadline, Agreed | Refused) => {
            case.say(books, Role::Platform, "买家超时未处理，售后关闭", Vec::new());
            step(books, &mut case, &mut order, Closed, Mover::Deadline)
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
        let machine = &contract["x-status-machine"]["taobao"]["reverse"];
        let mut listed: Vec<(i64, i64)> = machine["transitions"]
            .as_array()
            .unwrap()
            .iter()
            .map(|step| (step["from"].as_i64().unwrap(), step["to"].as_i64().unwrap()))
            .collect();
        let mut ours: Vec<(i64, i64)> =
            ARROWS.iter().map(|(from, to, _)| (*from as i64, *to as i64)).collect();
        listed.sort_unstable();
        ours.sort_unstable();
        assert_eq!(ours, listed);
        let ends = machine["terminal"].as_array().unwrap().iter().map(|end| end.as_i64().unwrap());
        for end in ends {
            assert!(!Status::try_from(end).unwrap().is_open(), "{end}");
        }
    }
}
