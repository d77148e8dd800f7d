//! A past 1688 order.

use rand::Rng;

use super::{DAY, HOUR, Purchase, UNDER_WAY};
use crate::alibaba::machine::Status;
use crate::alibaba::order::{AlibabaOrder, Line, RefundMarks};
use crate::alibaba::{Address, TRADE_TYPE};
use crate::parcel::{self, carriers::Carrier};
use crate::refusal::Refusal;
use crate::state::Books;
use crate::wire;

/// Where young orders stand, in turn.
const UNDER_WAY_AS: [Status; 8] = [
    Status::WaitBuyerPay,
    Status::WaitSellerSend,
    Status::WaitBuyerReceive,
    Status::WaitSellerSend,
    Status::ConfirmGoods,
    Status::WaitBuyerReceive,
    Status::Cancel,
    Status::WaitBuyerPay,
];
/// How long buyers take at most to confirm receipt.
const RECEIVED_WITHIN: i64 = 10 * DAY;
/// What buyers tell sellers.
const MESSAGES: [&str; 4] = ["", "", "请用纸箱包装，外箱写客户代码", "发货前请检查颜色和尺码"];

pub(super) fn write(books: &Books<'_>, purchase: &mut Purchase<'_>) -> Result<(), Refusal> {
    let order = order(books, purchase);
    books.save_order(&order)
}

fn status(purchase: &mut Purchase<'_>) -> Status {
    if purchase.age_ms < UNDER_WAY {
        UNDER_WAY_AS[(purchase.index / 2) as usize % UNDER_WAY_AS.len()]
    } else if purchase.one_in(10) {
        Status::Cancel
    } else if purchase.one_in(40) {
        Status::Terminated
    } else if purchase.age_ms < UNDER_WAY + RECEIVED_WITHIN {
        Status::WaitBuyerReceive
    } else {
        Status::Success
    }
}

fn order(books: &Books<'_>, purchase: &mut Purchase<'_>) -> AlibabaOrder {
    let status = status(purchase);
    let seller = purchase.picked.first().map(|line| line.offer.seller.clone());
    let left = matches!(
        status,
        Status::WaitBuyerReceive | Status::ConfirmGoods | Status::Success | Status::Terminated
    );
    let paid = left || status == Status::WaitSellerSend || (status == Status::Cancel && purchase.one_in(3));
    let paid_ms = paid.then(|| purchase.minutes_later(1, 60));
    let shipped_ms = left.then(|| purchase.minutes_later(2 * 60, 24 * 60));
    let received = matches!(status, Status::ConfirmGoods | Status::Success);
    let end_ms = purchase.created_ms + purchase.age_ms;
    let received_ms =
        received.then(|| end_ms.min(purchase.created_ms + purchase.random.random_range(2 * DAY..9 * DAY)));
    let completed_ms = received_ms.filter(|_| status == Status::Success).map(|at| at + HOUR);
    let ended = matches!(status, Status::Cancel | Status::Terminated);
    let ended_ms = ended.then(|| {
        end_ms.min(
            shipped_ms.or(paid_ms).unwrap_or(purchase.created_ms) + purchase.random.random_range(HOUR..DAY),
        )
    });
    let carrier = shipped_ms.and(seller.as_ref()).map(|seller| Carrier::of_seller(seller.id));
    let waybill = carrier.map(|carrier| carrier.waybill_from(&mut purchase.random));
    let refunded = ended && paid;
    let lines = lines(purchase, received_ms, refunded);
    let goods_fen: i64 = lines.iter().map(Line::amount_fen).sum();
    let close = ended.then_some(if refunded {
        ("sellerGoodsLack", "卖家缺货")
    } else {
        ("BUYER_NO_PAY", "买家超时未付款")
    });
    let mut order = AlibabaOrder {
        order_id: purchase.digits(19),
        status,
        seller_id: seller.as_ref().map_or(0, |seller| seller.id),
        seller_member_id: seller.as_ref().map_or_else(String::new, |seller| seller.member_id.clone()),
        seller_login: seller.as_ref().map_or_else(String::new, |seller| seller.login.clone()),
        seller_name: seller.as_ref().map_or_else(String::new, |seller| seller.name_zh.clone()),
        address: address(purchase),
        trade_type: TRADE_TYPE.to_owned(),
        message: MESSAGES[purchase.random.random_range(0..MESSAGES.len())].to_owned(),
        shipping_fee: purchase.shipping_fen,
        created_ms: purchase.created_ms,
        created_moment_ms: purchase.created_ms,
        pay_until_ms: purchase.created_ms + UNDER_WAY,
        modified_ms: completed_ms
            .or(received_ms)
            .or(ended_ms)
            .or(shipped_ms)
            .or(paid_ms)
            .unwrap_or(purchase.created_ms),
        paid_ms,
        shipped_ms,
        received_ms,
        completed_ms,
        carrier: carrier.map(|carrier| format!("{}({})", carrier.name_zh, carrier.code)),
        waybill,
        trace: Vec::new(),
        logistics_code: format!("BX{}", purchase.digits(15)),
        close_reason: close.map(|(reason, _)| reason.to_owned()),
        close_remark: close.map(|(_, remark)| remark.to_owned()),
        close_operate_type: ended.then(|| "CLOSE_TRADE_BY_SYSTEM".to_owned()),
        refunded_fen: if refunded { goods_fen + purchase.shipping_fen } else { 0 },
        refunded_carriage_fen: if refunded { purchase.shipping_fen } else { 0 },
        refunds: RefundMarks::default(),
        ships_in_hours: purchase.ships_in_hours(),
        lines,
    };
    if let Some(shipped_ms) = shipped_ms {
        order.trace = parcel::so_far(&order.route(books), shipped_ms, end_ms);
    }
    order
}

fn lines(purchase: &mut Purchase<'_>, received_ms: Option<i64>, refunded: bool) -> Vec<Line> {
    let mut lines = Vec::new();
    for at in 0..purchase.picked.len() {
        // A discount on one line in fifteen.
        let lowered = purchase.one_in(15);
        let sub_item_id = purchase.digits(19);
        let Some(picked) = purchase.picked.get(at) else { continue };
        let goods_fen = picked.unit_fen * i64::from(picked.quantity);
        let change_fen = if lowered { -goods_fen / 25 } else { 0 };
        lines.push(Line {
            sub_item_id,
            offer_id: picked.offer.id,
            sku_id: picked.sku.id,
            spec_id: picked.sku.spec_id.clone(),
            name: picked.title.clone(),
            picture: wire::sku_picture(picked.offer, picked.sku).map(|key| key.to_string()),
            attributes: wire::sku_words(picked.offer, picked.sku),
            unit: picked.offer.unit_zh.clone(),
            weight_g: picked.sku.weight_g,
            quantity: picked.quantity,
            unit_fen: picked.unit_fen,
            change_fen,
            refunded_fen: if refunded { goods_fen + change_fen } else { 0 },
            refunds: RefundMarks::default(),
            received_ms,
        });
    }
    lines
}

fn address(purchase: &Purchase<'_>) -> Address {
    let buyer = purchase.buyer;
    Address {
        full_name: buyer.name.to_owned(),
        mobile: buyer.mobile.to_owned(),
        phone: String::new(),
        post_code: buyer.post_code.to_owned(),
        province_text: buyer.province.to_owned(),
        city_text: buyer.city.to_owned(),
        area_text: buyer.district.to_owned(),
        town_text: None,
        address: buyer.street.to_owned(),
        district_code: None,
    }
}
