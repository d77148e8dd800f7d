//! A past Taobao order.

use rand::Rng;

use super::{DAY, HOUR, Purchase, UNDER_WAY};
use crate::parcel::{self, carriers::Carrier};
use crate::refusal::Refusal;
use crate::state::Books;
use crate::taobao::machine::Status;
use crate::taobao::order::{Line, Receiver, TaobaoOrder};
use crate::taobao::reverse::machine::Status as ReverseStatus;
use crate::wire;

/// Where young orders stand, in turn.
const UNDER_WAY_AS: [Status; 10] = [
    Status::WaitBuyerPay,
    Status::WaitSellerSend,
    Status::VoucherSent,
    Status::Shipped,
    Status::FinanceRefused,
    Status::WaitFinancePay,
    Status::Shipped,
    Status::FinancePassed,
    Status::WaitSellerSend,
    Status::Closed,
];
/// Why finance refused.
const REMARKS: [&str; 3] = ["凭证金额与订单不符", "凭证不清晰，请重新上传", "付款账户与登记不一致"];

pub(super) fn write(books: &Books<'_>, purchase: &mut Purchase<'_>) -> Result<(), Refusal> {
    let order = order(books, purchase);
    books.save_order(&order)
}

fn order(books: &Books<'_>, purchase: &mut Purchase<'_>) -> TaobaoOrder {
    let young = purchase.age_ms < UNDER_WAY;
    let status = if young {
        UNDER_WAY_AS[(purchase.index / 2) as usize % UNDER_WAY_AS.len()]
    } else if purchase.one_in(9) {
        Status::Closed
    } else {
        Status::Shipped
    };
    let seller = purchase.picked.first().map(|line| &line.offer.seller);
    let (shop_id, shop_name, user_nick) = seller
        .map_or_else(Default::default, |seller| (seller.id, seller.name_zh.clone(), seller.login.clone()));
    let paid_ms = match status {
        Status::WaitFinancePay | Status::FinancePassed | Status::WaitSellerSend | Status::Shipped => {
            Some(purchase.minutes_later(1, 45))
        }
        // Of those that ended, some had been paid.
        Status::Closed if purchase.one_in(3) => Some(purchase.minutes_later(1, 45)),
        _ => None,
    };
    let shipped_ms = (status == Status::Shipped).then(|| purchase.minutes_later(60, 20 * 60));
    let end_ms = purchase.created_ms + purchase.age_ms;
    let ended_ms = shipped_ms.or(paid_ms).unwrap_or(purchase.created_ms);
    let closed_ms = (status == Status::Closed).then(|| ended_ms + purchase.random.random_range(HOUR..DAY));
    let carrier = shipped_ms.map(|_| Carrier::of_seller(shop_id));
    let waybill = carrier.map(|carrier| carrier.waybill_from(&mut purchase.random));
    let close_reason = closed_ms.map(|_| {
        if paid_ms.is_some() {
            "卖家缺货，已退款"
        } else if purchase.one_in(2) {
            "买家超时未付款"
        } else {
            "不想要了"
        }
    });
    let refused = status == Status::FinanceRefused;
    let remark = refused.then(|| REMARKS[purchase.random.random_range(0..REMARKS.len())]);
    let own_number = purchase.one_in(3).then(|| format!("PO-{}", purchase.digits(8)));
    let mut order = TaobaoOrder {
        order_id: purchase.digits(19),
        purchase_order_id: purchase.own_number(3, 0),
        sales_order_id: purchase.digits(19),
        seller_order_number: own_number,
        order_source: None,
        status,
        shop_id,
        shop_name,
        user_nick,
        receiver: receiver(purchase),
        shipping_fee: purchase.shipping_fen,
        created_ms: purchase.created_ms,
        modified_ms: end_ms.min(closed_ms.or(shipped_ms).unwrap_or(ended_ms)),
        paid_ms,
        paid_from_balance: paid_ms.is_some(),
        finance_remark: remark.map(str::to_owned),
        close_reason: close_reason.map(str::to_owned),
        carrier: carrier.map(|carrier| carrier.name_zh.to_owned()),
        waybill,
        trace: Vec::new(),
        warehouse: None,
        ships_in_hours: purchase.ships_in_hours(),
        lines: lines(purchase, !young && status == Status::Shipped),
    };
    if let Some(shipped_ms) = shipped_ms {
        order.trace = parcel::so_far(&order.route(books), shipped_ms, end_ms);
    }
    order
}

fn lines(purchase: &mut Purchase<'_>, arrived: bool) -> Vec<Line> {
    let mut lines = Vec::new();
    for (at, picked) in (1..).zip(std::mem::take(&mut purchase.picked)) {
        let goods_fen = picked.unit_fen * i64::from(picked.quantity);
        // One seller in twenty lowered the price before it was paid, one in fifty raised it.
        let change_fen = if purchase.one_in(20) {
            -goods_fen / 20
        } else if purchase.one_in(50) {
            goods_fen / 25
        } else {
            0
        };
        let refund_status = if arrived && purchase.one_in(40) {
            if purchase.one_in(4) { ReverseStatus::Closed } else { ReverseStatus::Refunded }
        } else {
            ReverseStatus::NotAsked
        };
        // A part only: a line that is wholly refunded would end the order.
        let refunded_fen =
            if refund_status == ReverseStatus::Refunded { (goods_fen + change_fen) / 2 } else { 0 };
        let words = wire::sku_words(picked.offer, picked.sku);
        lines.push(Line {
            order_line_no: at.to_string(),
            sub_purchase_order_id: purchase.own_number(4, at),
            outer_id: purchase.digits(19),
            item_id: picked.offer.id,
            sku_id: picked.sku.id,
            title: picked.title,
            picture: wire::sku_picture(picked.offer, picked.sku).map(|key| key.to_string()),
            sku_words: words
                .iter()
                .map(|(name, value)| format!("{name}:{value}"))
                .collect::<Vec<_>>()
                .join(";"),
            quantity: picked.quantity,
            unit_fen: picked.unit_fen,
            change_fen,
            closed: false,
            refunded_fen,
            refund_status,
        });
    }
    lines
}

fn receiver(purchase: &Purchase<'_>) -> Receiver {
    let buyer = purchase.buyer;
    let text = |text: &str| Some(text.to_owned());
    Receiver {
        name: text(buyer.name),
        mobile_phone: text(buyer.mobile),
        phone: None,
        country: text("中国"),
        state: text(buyer.province),
        city: text(buyer.city),
        district: text(buyer.district),
        address: text(buyer.street),
        zip: text(buyer.post_code),
    }
}
