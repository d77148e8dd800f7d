//! A 1688 order on the wire: yuan in the sums, fen in the discounts, ids rounded beside their exact twins.

use serde_json::{Value, json};

use super::machine::Status;
use super::order::{AlibabaOrder, Line, RefundMark};
use super::refund::machine::Status as RefundStatus;
use crate::catalogue::name_id;
use crate::parcel::carriers::Carrier;
use crate::state::Books;
use crate::wire::{
    beijing_time, compact_or_null, compact_pacific_time, compact_time, kilograms, number, rounded_number,
    yuan,
};

pub(super) const BUYER_LOGIN: &str = "pandapon代采";
pub(crate) const BUYER_MEMBER: &str = "b2b-2208000000001a1b2c";
pub(super) const BUYER_ID: u64 = 2_208_000_000_001;
pub(super) const BUYER_ALIPAY: &str = "2088000000000001";
/// Upstream's number of trades under guarantee.
pub(super) const TRADE_TYPE_NUMBER: &str = "50060";

/// The order as `Alibaba1688TradeInfo`.
pub(crate) fn wire(books: &Books<'_>, order: &AlibabaOrder) -> Value {
    let items: Vec<Value> = order.lines.iter().map(|line| line_wire(books, order, line)).collect();
    json!({
        "baseInfo": base_info(books, order),
        "nativeLogistics": logistics(order),
        "productItems": items,
        "tradeTerms": [trade_term(order)],
        "extAttributes": [],
        "orderRateInfo": { "buyerRateStatus": 5, "sellerRateStatus": 5 },
        "guaranteesTerms": guarantee(),
        "internationalLogistics": null,
        "orderInvoiceInfo": {},
        "customs": {},
        "overseasExtraAddress": {},
        "orderBizInfo": { "odsCyd": false, "creditOrder": false },
        "quoteList": [],
    })
}

fn base_info(books: &Books<'_>, order: &AlibabaOrder) -> Value {
    let address = &order.address;
    let word = |mark: Option<&RefundMark>| mark.map_or("", |mark| mark.status.word());
    let (in_sale, after_sale) = (order.refunds.in_sale.as_ref(), order.refunds.after_sale.as_ref());
    // A seller who closes a paid order refunds it without a case.
    let closed_paid = order.refunded_fen > 0 && in_sale.is_none() && after_sale.is_none();
    let refund_status = if closed_paid { RefundStatus::Success.word() } else { word(in_sale) };
    json!({
        "id": rounded_number(&order.order_id),
        "idOfStr": order.order_id,
        "status": order.status.word(),
        "refundStatus": refund_status,
        "refundStatusForAs": word(after_sale),
        "refundId": in_sale.or(after_sale).map_or("", |mark| &mark.refund_id),
        "businessType": "cn",
        "tradeType": TRADE_TYPE_NUMBER,
        "tradeTypeCode": order.trade_type,
        "tradeTypeDesc": "交易担保",
        "totalAmount": yuan(order.total_fen()),
        "sumProductPayment": yuan(order.goods_fen()),
        "shippingFee": yuan(order.shipping_fee),
        "discount": order.change_fen(),
        "refund": yuan(order.refunded_fen),
        "refundPayment": order.refunded_fen,
        "createTime": compact_time(order.created_ms),
        "payTime": compact_or_null(order.paid_ms),
        "modifyTime": compact_time(order.modified_ms),
        "allDeliveredTime": compact_or_null(order.shipped_ms),
        "receivingTime": compact_or_null(order.received_ms),
        "confirmedTime": compact_or_null(order.received_ms),
        "completeTime": compact_or_null(order.completed_ms),
        "buyerID": BUYER_MEMBER,
        "sellerID": order.seller_member_id,
        "buyerLoginId": BUYER_LOGIN,
        "sellerLoginId": order.seller_login,
        "buyerUserId": BUYER_ID,
        "sellerUserId": order.seller_id,
        "buyerAlipayId": BUYER_ALIPAY,
        "sellerAlipayId": seller_alipay(order),
        "alipayTradeId": alipay_trade(order),
        "buyerContact": {
            "phone": "", "fax": "", "email": "", "imInPlatform": BUYER_LOGIN, "name": BUYER_LOGIN, "mobile": "",
            "companyName": "PandaPon",
        },
        "sellerContact": {
            "phone": "0571-00000000", "fax": "", "email": "", "imInPlatform": order.seller_login,
            "name": order.seller_login, "mobile": "", "companyName": order.seller_name,
        },
        "receiverInfo": {
            "toFullName": address.full_name,
            "toDivisionCode": address.district_code.as_deref().unwrap_or_default(),
            "toPost": address.post_code,
            "toTownCode": "",
            "toArea": format!("{} {} {} {}", address.province_text, address.city_text, address.area_text, address.address),
        },
        "stepPayAll": true,
        "closeReason": order.close_reason.as_deref().unwrap_or_default(),
        "closeOperateType": order.close_operate_type.as_deref().unwrap_or_default(),
        "closeRemark": order.close_remark.as_deref().unwrap_or_default(),
        "buyerFeedback": order.message,
        "buyerMemo": "",
        "remark": order.message,
        "payTimeout": books.clock.real_duration(super::machine::PAYMENT_DEADLINE) / 1000,
        "payChannelList": ["支付宝", "诚e赊"],
    })
}

/// The seller's account at the payment company.
pub(super) fn seller_alipay(order: &AlibabaOrder) -> String {
    format!("2088{}", name_id(&order.seller_login, 12))
}

/// The payment company's number of a paid order.
pub(super) fn alipay_trade(order: &AlibabaOrder) -> String {
    order.paid_ms.map(|_| name_id(&order.order_id, 18).to_string()).unwrap_or_default()
}

fn logistics(order: &AlibabaOrder) -> Value {
    let address = &order.address;
    let carrier = order.carrier.as_deref().and_then(Carrier::named);
    let parcel = order.shipped_ms.map(|at| {
        let sub_items: Vec<&str> = order.lines.iter().map(|line| line.sub_item_id.as_str()).collect();
        json!({
            "id": number(&format!("{}", name_id(&order.logistics_code, 15))),
            "logisticsCode": order.logistics_code,
            "type": "0",
            "status": "alreadysend",
            "deliveredTime": compact_time(at),
            "gmtCreate": compact_pacific_time(at),
            "gmtModified": compact_pacific_time(at),
            "fromPhone": "",
            "fromMobile": "13900000000",
            "logisticsBillNo": order.waybill.as_deref().unwrap_or_default(),
            "subItemIds": sub_items.join(","),
            "carriage": yuan(order.shipping_fee),
            "logisticsCompanyId": carrier.map_or(0, |carrier| carrier.id),
            "logisticsCompanyNo": carrier.map_or("OTHER", |carrier| carrier.code),
            "logisticsCompanyName": order.carrier.as_deref().unwrap_or_default(),
            "noLogisticsCondition": "",
        })
    });
    json!({
        "address": address.address,
        "area": address.area_text,
        "areaCode": address.district_code.as_deref().unwrap_or_default(),
        "city": address.city_text,
        "contactPerson": address.full_name,
        "mobile": address.mobile,
        "province": address.province_text,
        "zip": address.post_code,
        "townCode": "",
        "town": address.town_text.as_deref().unwrap_or_default(),
        "telephone": address.phone,
        "fax": null,
        "caid": null,
        "realLogisticsCompanyNo": null,
        "logisticsItems": parcel.map(|parcel| vec![parcel]),
    })
}

fn line_wire(books: &Books<'_>, order: &AlibabaOrder, line: &Line) -> Value {
    // 1 not shipped, 2 shipped, 3 received, 8 no logistics order yet.
    let logistics_status = match order.status {
        Status::WaitBuyerPay | Status::Cancel => 8,
        Status::Terminated => 2,
        Status::WaitSellerSend => 1,
        Status::WaitBuyerReceive if line.received_ms.is_none() => 2,
        Status::WaitBuyerReceive => 3,
        Status::ConfirmGoods | Status::Success => 3,
    };
    let attributes: Vec<Value> =
        line.attributes.iter().map(|(name, value)| json!({ "name": name, "value": value })).collect();
    let picture = line.picture.as_ref().map(|key| books.picture_url(key));
    let (in_sale, after_sale) = (line.refunds.in_sale.as_ref(), line.refunds.after_sale.as_ref());
    let refund_status = match in_sale.or(after_sale) {
        Some(mark) => mark.status.upper_word(),
        None if line.refunded_fen > 0 => RefundStatus::Success.upper_word(),
        None => "",
    };
    let ended = matches!(order.status, Status::Cancel | Status::Terminated);
    let close_reason = if ended { order.close_reason.as_deref() } else { None };
    json!({
        "subItemID": rounded_number(&line.sub_item_id),
        "subItemIDString": line.sub_item_id,
        "productID": line.offer_id,
        "skuID": line.sku_id,
        "specId": line.spec_id,
        "name": line.name,
        "quantity": line.quantity,
        "quantityFactor": 1,
        "unit": line.unit,
        "price": yuan(line.unit_fen),
        "itemAmount": yuan(line.amount_fen()),
        "entryDiscount": line.change_fen,
        "refund": yuan(line.refunded_fen),
        "productImgUrl": picture.into_iter().collect::<Vec<_>>(),
        "productSnapshotUrl": format!("{}/snapshot?order_entry_id={}", books.base_url, line.sub_item_id),
        "status": order.status.word(),
        "statusStr": order.status.chinese(),
        "refundStatus": refund_status,
        "refundId": in_sale.map_or("", |mark| &mark.refund_id),
        "refundIdForAs": after_sale.map_or("", |mark| &mark.refund_id),
        "logisticsStatus": logistics_status,
        "type": "common",
        "guaranteesTerms": [guarantee()],
        "skuInfos": attributes,
        "gmtCreate": compact_pacific_time(order.created_ms),
        "gmtModified": compact_pacific_time(order.modified_ms),
        "gmtCompleted": compact_or_null(order.completed_ms),
        // The blanks after the colons are the reference's.
        "gmtPayExpireTime": beijing_time(order.pay_until_ms).replace(':', ": "),
        "closeReason": close_reason.unwrap_or_default(),
        "cargoNumber": format!("HH-{}", line.sku_id % 100_000),
        "productCargoNumber": format!("HH-{}", line.offer_id % 100_000),
        "description": null,
        "sort": 0,
        "weight": kilograms(line.weight_g).to_string(),
        "weightUnit": "kg",
    })
}

fn trade_term(order: &AlibabaOrder) -> Value {
    let pay_status = match (order.paid_ms, order.status) {
        (Some(_), Status::Cancel | Status::Terminated) => "4",
        (Some(_), Status::Success) => "6",
        (Some(_), _) => "2",
        (None, Status::Cancel | Status::Terminated) => "8",
        (None, _) => "1",
    };
    json!({
        "payStatus": pay_status,
        "payTime": compact_or_null(order.paid_ms),
        "payWay": "1",
        "phasAmount": yuan(order.total_fen()),
        "phase": name_id(&order.order_id, 15),
        "phaseCondition": "",
        "phaseDate": "",
        "cardPay": false,
        "expressPay": false,
        "payWayDesc": "支付宝",
    })
}

fn guarantee() -> Value {
    json!({
        "assuranceInfo": "卖家承诺签收后 7 天内支持无理由退货",
        "assuranceType": "qtwlybt",
        "qualityAssuranceType": "国家三包",
    })
}
