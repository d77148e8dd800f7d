//! Orders to write down.
#![allow(dead_code, reason = "each test file uses its part")]

use pondesk_domain::{
    AccountId, EpochMs, Money, Order, OrderLine, OrderStatus, Parcel, Payment, Platform, PlatformOrderId,
};
use pondesk_paper::KeptOrder;

/// 22 November 2026, 14:07:31 in Beijing.
pub(crate) const PLACED: EpochMs = EpochMs(1_795_327_651_000);

pub(crate) fn line(at: usize, title: &str) -> OrderLine {
    OrderLine {
        line_id: format!("90071992547409930{at:02}").into(),
        offer_id: "681234567890".into(),
        sku_id: Some("4981234567891".into()),
        title: title.into(),
        variant: Some("颜色:墨蓝;尺码:XL".into()),
        picture: None,
        quantity: 24,
        unit_price: Some(Money::fen(8650)),
        sum: Some(Money::fen(207_600)),
        status: None,
        after_sales: None,
    }
}

pub(crate) fn order(id: &str, titles: &[&str]) -> Order {
    let platform_order_id = PlatformOrderId::from(id);
    Order {
        order_id: Order::id_for(Platform::Alibaba1688, &platform_order_id),
        account_id: AccountId::from("a"),
        platform: Platform::Alibaba1688,
        platform_order_id,
        purchase_order_id: Some("301234567891".into()),
        sales_order_id: Some("3305075341149134260".into()),
        outer_id: Some("007".into()),
        status: OrderStatus::read(Platform::Alibaba1688, "waitbuyerreceive"),
        seller_name: Some("义乌市湖畔电子科技有限公司".into()),
        lines: titles.iter().enumerate().map(|(at, title)| line(at, title)).collect(),
        goods: Some(Money::fen(207_600)),
        freight: Some(Money::fen(0)),
        discount: Some(Money::fen(10_850)),
        total: Some(Money::fen(196_750)),
        placed_at: Some(PLACED),
        payment: Payment { paid_at: Some(PLACED.plus_ms(60_000)), pay_before: None },
        receiver: Some("Nguyễn Thị Hà 13800010003 广西壮族自治区 崇左市 凭祥市 友谊关物流园5栋".into()),
        parcels: vec![Parcel {
            carrier: Some("中通快递".into()), waybill: Some("70600123456789012".into())
        }],
        closed_reason: None,
    }
}

pub(crate) fn kept(order: &Order) -> KeptOrder<'_> {
    KeptOrder {
        order,
        account: "Main desk",
        was_total: Some(Money::fen(207_600)),
        read_at: PLACED.plus_ms(3_600_000),
        note: None,
        tags: &[],
        client: Some("สมชาย ใจดี"),
    }
}
