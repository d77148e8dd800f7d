//! What may be claimed for a line: kinds, states of the goods, reasons and amounts.

use serde::{Deserialize, Serialize};

use crate::after_sales::limits::{self, Limits};
use crate::refusal::{Code, Refusal};
use crate::state::Books;
use crate::state::cases::KeptCase;
use crate::taobao::machine::Status as OrderStatus;
use crate::taobao::order::TaobaoOrder;
use crate::wire::yuan_text;

/// Kind of claim; the numbers are upstream Taobao's.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(into = "i64", try_from = "i64")]
pub(crate) enum Kind {
    RefundOnly = 1,
    ReturnAndRefund = 3,
}

impl From<Kind> for i64 {
    fn from(kind: Kind) -> i64 {
        kind as i64
    }
}

impl TryFrom<i64> for Kind {
    type Error = String;

    fn try_from(number: i64) -> Result<Self, String> {
        match number {
            1 => Ok(Kind::RefundOnly),
            3 => Ok(Kind::ReturnAndRefund),
            other => Err(format!("refundType {other}: 1 refund only, 3 return and refund")),
        }
    }
}

/// Upstream Taobao's states of the goods that a buyer can name.
const NOT_RECEIVED: i64 = 1;
const RECEIVED: i64 = 2;
const NOT_SHIPPED: i64 = 4;
const SHIPPED: i64 = 6;

pub(super) type Reason = limits::Reason<When>;

/// Longest explanation of a claim, characters.
const LONGEST_DESCRIPTION: usize = 500;

/// The situation that a reason is offered in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum When {
    BeforeShipping,
    UnderWay,
    /// The goods are there and stay.
    Kept,
    /// The goods are there and go back.
    Returned,
}

const fn offered(id: i64, words: &'static str, needs_evidence: bool, when: When) -> Reason {
    // Freight is part of the one sum that is claimed here.
    Reason { id, words, needs_evidence, with_freight: true, when }
}

const REASONS: [Reason; 14] = [
    offered(1001, "不想要了", false, When::BeforeShipping),
    offered(1002, "拍错/多拍", false, When::BeforeShipping),
    offered(1003, "卖家缺货", false, When::BeforeShipping),
    offered(1004, "未按约定时间发货", false, When::BeforeShipping),
    offered(1011, "快递一直未送到", false, When::UnderWay),
    offered(1012, "物流无跟踪记录", false, When::UnderWay),
    offered(1013, "空包裹/未收到货", true, When::UnderWay),
    offered(1021, "商品与描述不符", true, When::Kept),
    offered(1022, "质量问题", true, When::Kept),
    offered(1023, "少件/漏发", true, When::Kept),
    offered(1031, "7天无理由退换货", false, When::Returned),
    offered(1032, "尺码不合适/不喜欢", false, When::Returned),
    offered(1033, "卖家发错货", true, When::Returned),
    offered(1034, "商品有质量问题", true, When::Returned),
];

/// The words of the reason with an id.
pub(super) fn words_of(id: i64) -> &'static str {
    limits::words_of(&REASONS, id)
}

/// The states of the goods that a claim of this kind may name.
pub(super) fn goods_states(order: &TaobaoOrder, kind: Kind) -> &'static [i64] {
    match (order.status, kind) {
        (OrderStatus::WaitSellerSend, Kind::RefundOnly) => &[NOT_SHIPPED, NOT_RECEIVED],
        (OrderStatus::Shipped, Kind::RefundOnly) => &[NOT_RECEIVED, RECEIVED, SHIPPED],
        (OrderStatus::Shipped, Kind::ReturnAndRefund) => &[RECEIVED],
        _ => &[],
    }
}

/// The reasons of a claim of this kind about goods in this state.
pub(super) fn reasons(order: &TaobaoOrder, kind: Kind, goods_status: i64) -> Vec<&'static Reason> {
    let when = match (order.status, kind, goods_status) {
        (OrderStatus::WaitSellerSend, ..) => When::BeforeShipping,
        (_, Kind::ReturnAndRefund, _) => When::Returned,
        (_, Kind::RefundOnly, RECEIVED) => When::Kept,
        _ => When::UnderWay,
    };
    REASONS.iter().filter(|reason| reason.when == when).collect()
}

/// The amounts that may be claimed, fen.
pub(super) struct Range {
    pub(super) least_fen: i64,
    pub(super) most_fen: i64,
    pub(super) can_edit: bool,
}

impl Range {
    pub(super) fn tips(&self) -> String {
        if self.can_edit {
            format!("最多可退 ¥{}", yuan_text(self.most_fen))
        } else {
            format!("未发货须全额退款 ¥{}", yuan_text(self.most_fen))
        }
    }
}

/// What may be claimed for a line: what was paid for it and did not come back. Its freight counts as long as nothing
/// was received; before shipping it is all or nothing.
pub(super) fn range(order: &TaobaoOrder, at: usize, goods_status: i64) -> Range {
    let Some(line) = order.lines.get(at) else { return Range { least_fen: 0, most_fen: 0, can_edit: false } };
    let freight = if goods_status == RECEIVED { 0 } else { order.post_fee(at) };
    let most_fen = (line.goods_fen() + freight - line.refunded_fen).max(0);
    let can_edit = order.status != OrderStatus::WaitSellerSend;
    Range { least_fen: if can_edit { most_fen.min(1) } else { most_fen }, most_fen, can_edit }
}

/// What a claim of this kind about a line is held to.
pub(super) fn of(order: &TaobaoOrder, at: usize, kind: Kind, goods_status: i64) -> Limits<When> {
    let Range { least_fen, most_fen, .. } = range(order, at, goods_status);
    let reasons = reasons(order, kind, goods_status);
    Limits { reasons, least_fen, most_fen, chars: 0..=LONGEST_DESCRIPTION }
}

/// Why no claim can be opened for a line now, if so.
pub(super) fn objection(
    books: &Books<'_>,
    order: &TaobaoOrder,
    at: usize,
) -> Result<Option<Refusal>, Refusal> {
    let Some(line) = order.lines.get(at) else { return Ok(None) };
    if !matches!(order.status, OrderStatus::WaitSellerSend | OrderStatus::Shipped) || line.closed {
        let detail = format!(
            "line {} of order {} is {}, only paid lines that are not closed have after-sales",
            line.sub_purchase_order_id,
            order.order_id,
            if line.closed { OrderStatus::Closed.raw() } else { order.status.raw() }
        );
        return Ok(Some(Refusal::new(Code::NoAfterSales, detail)));
    }
    if line.is_refunded() {
        let detail = format!("line {} was refunded whole", line.sub_purchase_order_id);
        return Ok(Some(Refusal::new(Code::NoAfterSales, detail)));
    }
    Ok(open_case(books, order, at)?.map(|case| {
        let detail = format!("line {} has case {}", line.sub_purchase_order_id, case.case_id());
        Refusal::new(Code::CaseOpen, detail)
    }))
}

/// The case of a line that goes on.
pub(super) fn open_case(
    books: &Books<'_>,
    order: &TaobaoOrder,
    at: usize,
) -> Result<Option<super::ReverseCase>, Refusal> {
    let Some(line) = order.lines.get(at) else { return Ok(None) };
    let cases = books.cases::<super::ReverseCase>(Some(&order.order_id))?;
    let of_line = |case: &super::ReverseCase| case.sub_purchase_order_id == line.sub_purchase_order_id;
    Ok(cases.into_iter().find(|case| of_line(case) && case.status.is_open()))
}
