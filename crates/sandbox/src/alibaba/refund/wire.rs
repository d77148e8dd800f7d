//! A refund on the wire: numbers where creating takes words, sums in fen.

use serde::Deserialize;
use serde_json::{Value, json};

use super::case::{RefundCase, Request};
use super::machine::Status;
use super::reasons;
use crate::after_sales::{ReturnAddress, evidence, real_time_of};
use crate::alibaba::order::AlibabaOrder;
use crate::alibaba::order_wire::{
    BUYER_ALIPAY, BUYER_ID, BUYER_LOGIN, BUYER_MEMBER, TRADE_TYPE_NUMBER, alipay_trade, seller_alipay,
};
use crate::catalogue::{Platform, name_id};
use crate::http::gate::Asked;
use crate::market::Market;
use crate::refusal::Refusal;
use crate::state::Books;
use crate::wire::{beijing_time, compact_or_null, compact_time, number};

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Detail {
    refund_id: String,
}

pub(super) fn detail(market: &Market, asked: &Asked) -> Result<Value, Refusal> {
    let request: Detail = asked.body()?;
    market.books(|books| {
        let (case, order) = RefundCase::with_order(books, &request.refund_id)?;
        Ok(wire(books, &case, &order))
    })
}

/// The refund as `Alibaba1688RefundInfo`.
pub(crate) fn wire(books: &Books<'_>, case: &RefundCase, order: &AlibabaOrder) -> Value {
    let returns = case.request == Request::ReturnRefund;
    // The seller's address is told once goods are to be sent there.
    let told = returns && matches!(case.status, Status::WaitBuyerSend | Status::WaitSellerReceive);
    let address = case
        .lines(order)
        .next()
        .filter(|_| told || case.parcel.is_some())
        .and_then(|line| ReturnAddress::of_offer(books, Platform::Alibaba1688, line.offer_id));
    let of_address = |part: fn(&ReturnAddress) -> &str| address.as_ref().map_or("", part);
    let lines: Vec<Value> = case.line_ids.iter().map(|id| number(id)).collect();
    let names: Vec<&str> = case.lines(order).map(|line| line.name.as_str()).collect();
    let vouchers: Vec<String> = case.vouchers.iter().map(|place| evidence::address(books, place)).collect();
    let parcel_vouchers: Vec<String> = case
        .parcel
        .iter()
        .flat_map(|parcel| &parcel.vouchers)
        .map(|place| evidence::address(books, place))
        .collect();
    let goods = match (&case.parcel, case.goods_status.is_received()) {
        (Some(_), _) => 3,
        (None, true) => 2,
        (None, false) => 1,
    };
    let sum_fen = case.payment_fen + case.carriage_fen;
    json!({
        "refundId": case.refund_id,
        "id": number(&case.row),
        "orderId": number(&case.order_id),
        "orderEntryIdList": lines,
        "status": case.status.word(),
        "disputeType": if case.goods_status.is_after_sale() { 2 } else { 1 },
        "disputeRequest": if returns { 3 } else { 1 },
        "goodsStatus": goods,
        "applyPayment": case.payment_fen,
        "applyCarriage": case.carriage_fen,
        "applyExpect": sum_fen,
        "applyReason": reasons::words_of(case.reason_id),
        "applyReasonId": case.reason_id,
        "applySubReason": null,
        "applySubReasonId": null,
        "canRefundPayment": case.refundable_fen(order),
        "refundPayment": case.refunded_payment_fen,
        "refundCarriage": case.refunded_carriage_fen,
        "frozenFund": if case.status.is_open() { sum_fen } else { -1 },
        "refundGoods": returns,
        "onlyRefund": !returns,
        "goodsReceived": case.goods_status.is_received(),
        "buyerSendGoods": case.parcel.is_some(),
        "buyerLogisticsName": case.parcel.as_ref().map(|parcel| &parcel.carrier_name),
        "freightBill": case.parcel.as_ref().map_or("", |parcel| &parcel.waybill),
        "sellerRealName": of_address(|address| &address.receiver),
        "sellerMobile": of_address(|address| &address.mobile),
        "sellerTel": of_address(|address| &address.phone),
        "sellerReceiveAddress": of_address(|address| &address.address),
        "rejectReason": case.reject_reason.as_deref().unwrap_or_default(),
        "rejectReasonId": case.reject_reason.as_deref().map_or(0, |reason| name_id(reason, 5)),
        "rejectTimes": case.reject_times,
        "gmtApply": compact_time(case.created_ms),
        "gmtCreate": compact_time(case.created_ms),
        "gmtModified": compact_time(case.modified_ms),
        "gmtCompleted": compact_or_null(case.completed_ms),
        "gmtFreezed": compact_time(case.created_ms),
        "gmtTimeOut": compact_or_null(case.deadline_moment_ms.map(|at| real_time_of(books, at))),
        "timeOutFreeze": false,
        "timeOutOperateType": case.status.at_deadline(case.request),
        "buyerMemberId": BUYER_MEMBER,
        "buyerLoginId": BUYER_LOGIN,
        "buyerUserId": BUYER_ID,
        "buyerAlipayId": BUYER_ALIPAY,
        "sellerMemberId": order.seller_member_id,
        "sellerLoginId": order.seller_login,
        "sellerUserId": order.seller_id,
        "sellerAlipayId": seller_alipay(order),
        "alipayPaymentId": alipay_trade(order),
        "productName": names.join(","),
        "tradeTypeStr": TRADE_TYPE_NUMBER,
        "extInfo": {
            "description": case.description,
            "vouchers": vouchers,
            "returnDescription": case.parcel.as_ref().map_or("", |parcel| &parcel.note),
            "returnVouchers": parcel_vouchers,
            "orderEntryCountList": case
                .counts
                .iter()
                .map(|(id, count)| json!({ "id": number(id), "count": count }))
                .collect::<Vec<_>>(),
        },
        "createBy": BUYER_LOGIN,
        "createById": BUYER_ID,
        "createTime": beijing_time(case.created_ms),
        "updateBy": BUYER_LOGIN,
        "updateById": BUYER_ID,
        "updateTime": beijing_time(case.modified_ms),
        "remark": case.remark,
    })
}
