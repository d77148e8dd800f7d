//! The reasons that 1688 offers for a refund.

use serde_json::{Value, json};

use super::case::GoodsStatus;
use crate::after_sales::limits;

type Reason = limits::Reason<When>;

/// The situation that a reason is offered in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum When {
    BeforeShipping,
    UnderWay,
    Received,
}

const fn offered(
    id: i64,
    words: &'static str,
    needs_evidence: bool,
    with_freight: bool,
    when: When,
) -> Reason {
    Reason { id, words, needs_evidence, with_freight, when }
}

const REASONS: [Reason; 11] = [
    offered(20001, "不想买了", false, true, When::BeforeShipping),
    offered(20002, "商品拍错/多拍", false, true, When::BeforeShipping),
    offered(20003, "卖家缺货", false, true, When::BeforeShipping),
    offered(20004, "未按约定时间发货", false, true, When::BeforeShipping),
    offered(20011, "快递一直未送达", false, true, When::UnderWay),
    offered(20012, "物流信息长时间未更新", false, true, When::UnderWay),
    offered(20013, "货物破损已拒签", true, true, When::UnderWay),
    offered(20021, "颜色/图案/款式不符", true, true, When::Received),
    offered(20022, "质量问题", true, true, When::Received),
    offered(20023, "少货/漏发", true, false, When::Received),
    offered(20031, "7天无理由退货", false, false, When::Received),
];

/// The words of the reason with an id.
pub(super) fn words_of(id: i64) -> &'static str {
    limits::words_of(&REASONS, id)
}

/// The reasons for goods that are said to be there.
pub(super) fn for_goods(status: GoodsStatus) -> impl Iterator<Item = &'static Reason> {
    let when = match status {
        GoodsStatus::RefundWaitSellerSend => When::BeforeShipping,
        GoodsStatus::RefundWaitBuyerReceive | GoodsStatus::AftersaleBuyerNotReceived => When::UnderWay,
        GoodsStatus::RefundBuyerReceived | GoodsStatus::AftersaleBuyerReceived => When::Received,
    };
    REASONS.iter().filter(move |reason| reason.when == when)
}

/// A reason on the wire.
pub(super) fn wire(reason: &Reason) -> Value {
    let tip = match (reason.needs_evidence, reason.with_freight) {
        (true, false) => "请上传凭证，运费不予退还",
        (true, true) => "请上传凭证",
        (false, false) => "运费不予退还",
        (false, true) => "",
    };
    json!({
        "id": reason.id,
        "name": reason.words,
        "needVoucher": reason.needs_evidence,
        "noRefundCarriage": !reason.with_freight,
        "tip": tip,
    })
}
