//! The reasons that 1688 offers for a refund.

use serde_json::{Value, json};

use super::case::GoodsStatus;

/// A reason to choose from.
pub(super) struct Reason {
    pub(super) id: i64,
    pub(super) name: &'static str,
    pub(super) needs_voucher: bool,
    pub(super) no_carriage: bool,
    when: When,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum When {
    BeforeShipping,
    UnderWay,
    Received,
}

const fn offered(id: i64, name: &'static str, needs_voucher: bool, no_carriage: bool, when: When) -> Reason {
    Reason { id, name, needs_voucher, no_carriage, when }
}

const REASONS: [Reason; 11] = [
    offered(20001, "不想买了", false, false, When::BeforeShipping),
    offered(20002, "商品拍错/多拍", false, false, When::BeforeShipping),
    offered(20003, "卖家缺货", false, false, When::BeforeShipping),
    offered(20004, "未按约定时间发货", false, false, When::BeforeShipping),
    offered(20011, "快递一直未送达", false, false, When::UnderWay),
    offered(20012, "物流信息长时间未更新", false, false, When::UnderWay),
    offered(20013, "货物破损已拒签", true, false, When::UnderWay),
    offered(20021, "颜色/图案/款式不符", true, false, When::Received),
    offered(20022, "质量问题", true, false, When::Received),
    offered(20023, "少货/漏发", true, true, When::Received),
    offered(20031, "7天无理由退货", false, true, When::Received),
];

/// The reason with an id.
pub(super) fn reason(id: i64) -> Option<&'static Reason> {
    REASONS.iter().find(|reason| reason.id == id)
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

impl Reason {
    pub(super) fn wire(&self) -> Value {
        let tip = match (self.needs_voucher, self.no_carriage) {
            (true, true) => "请上传凭证，运费不予退还",
            (true, false) => "请上传凭证",
            (false, true) => "运费不予退还",
            (false, false) => "",
        };
        json!({
            "id": self.id,
            "name": self.name,
            "needVoucher": self.needs_voucher,
            "noRefundCarriage": self.no_carriage,
            "tip": tip,
        })
    }
}
