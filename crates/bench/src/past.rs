//! Orders to measure with: the same each time, of every stage, over both platforms and some years.

use anyhow::Result;
use pondesk_catalogue::Catalogue;
use pondesk_domain::{
    AccountId, ChangeSource, EpochMs, Money, Order, OrderLine, OrderStatus, Parcel, Payment, Platform,
    PlatformOrderId, Turn,
};
use pondesk_store::{Account, OrderRead, Store};

/// Orders of one transaction, as many as a first fill keeps at once.
const AT_ONCE: u32 = 1_000;
/// 1 November 2026, noon in Beijing.
const NEWEST: i64 = 1_793_505_600_000;
const RECEIVERS: [&str; 5] = [
    "陈志远 广州市白云区石沙路18号A3仓",
    "Nguyễn Thị Hà 凭祥市友谊关物流园5栋",
    "สมชาย ใจดี 东莞市虎门镇",
    "José Martínez 宁波市北仑区",
    "利马02仓 义乌市春晗路66号",
];
const CARRIERS: [(&str, &str); 3] = [("中通快递", "706"), ("圆通速递", "YT"), ("顺丰速运", "SF")];

pub(crate) fn account_id() -> AccountId {
    AccountId::from("01BENCH")
}

pub(crate) fn account() -> Account {
    Account {
        account_id: account_id(),
        name: "Bench".into(),
        environment: "sandbox".into(),
        base_url: None,
        access_key_hint: "abcd…wxyz".into(),
        user_id: "7".into(),
        connection: "{}".into(),
        control_url: None,
        memory_only: false,
        added_at: EpochMs(1),
        removed_at: None,
    }
}

/// Draws orders by their number: number 0 is the newest.
pub(crate) struct Past {
    catalogue: Catalogue,
}

impl Past {
    pub(crate) fn new() -> Self {
        Self { catalogue: Catalogue::generate(1) }
    }

    /// The reads of the orders of some numbers.
    pub(crate) fn reads(&self, numbers: std::ops::Range<u32>) -> Vec<OrderRead> {
        numbers.map(|number| self.read(number)).collect()
    }

    fn read(&self, number: u32) -> OrderRead {
        let order = self.order(number);
        let raw = serde_json::to_string(&order).unwrap_or_default();
        OrderRead {
            order,
            raw,
            operation: "bench".into(),
            source: ChangeSource::Sync,
            request_id: None,
            turn: Turn(i64::from(number) + 1),
            read_at: EpochMs(NEWEST),
        }
    }

    fn order(&self, number: u32) -> Order {
        let drawn = spread(u64::from(number));
        let platform = if drawn.is_multiple_of(2) { Platform::Taobao } else { Platform::Alibaba1688 };
        let raw = match (platform, drawn / 2 % 20) {
            (Platform::Taobao, 0) => "0",
            (Platform::Taobao, 1 | 2) => "10",
            (Platform::Taobao, 3) => "4",
            (Platform::Taobao, _) => "11",
            (Platform::Alibaba1688, 0) => "waitbuyerpay",
            (Platform::Alibaba1688, 1 | 2) => "waitbuyerreceive",
            (Platform::Alibaba1688, 3) => "cancel",
            (Platform::Alibaba1688, _) => "success",
        };
        let platform_order_id = PlatformOrderId::from(format!("27{:017}", drawn % 10_u64.pow(17)));
        let count = 1 + usize::try_from(drawn / 64 % 3).unwrap_or(0);
        let lines: Vec<OrderLine> = (0..count).map(|at| self.line(drawn, at)).collect();
        let goods = Money::sum(lines.iter().filter_map(|line| line.sum));
        let placed_at = EpochMs(NEWEST - i64::from(number) * 1_200_000);
        let (carrier, letters) = CARRIERS[usize::try_from(drawn / 7 % 3).unwrap_or(0)];
        Order {
            order_id: Order::id_for(platform, &platform_order_id),
            account_id: account_id(),
            platform,
            platform_order_id,
            purchase_order_id: None,
            sales_order_id: None,
            outer_id: None,
            status: OrderStatus::read(platform, raw),
            seller_name: self.offer(drawn, 0).map(|offer| offer.seller.name_zh.clone()),
            lines,
            goods: Some(goods),
            freight: Some(Money::ZERO),
            discount: None,
            total: Some(goods),
            placed_at: Some(placed_at),
            payment: Payment { paid_at: Some(placed_at.plus_ms(60_000)), pay_before: None },
            receiver: Some(RECEIVERS[usize::try_from(drawn / 11 % 5).unwrap_or(0)].into()),
            parcels: vec![Parcel {
                carrier: Some(carrier.into()),
                waybill: Some(format!("{letters}{:012}", spread(drawn) % 10_u64.pow(12))),
            }],
            closed_reason: None,
        }
    }

    fn line(&self, drawn: u64, at: usize) -> OrderLine {
        let offer = self.offer(drawn, at);
        let number = spread(drawn + at as u64);
        let unit_price = Money::fen(i64::try_from(500 + number % 20_000).unwrap_or(500));
        let quantity = 1 + u32::try_from(number % 40).unwrap_or(0);
        OrderLine {
            line_id: format!("{number:019}").into(),
            offer_id: offer.map_or_else(String::new, |offer| offer.id.to_string()).into(),
            sku_id: offer.and_then(|offer| offer.skus.first()).map(|sku| sku.id.to_string().into()),
            title: offer.map_or_else(String::new, |offer| offer.title_zh.clone()),
            variant: Some("颜色:墨蓝;尺码:XL".into()),
            picture: Some(format!("t/{number}/1")),
            quantity,
            unit_price: Some(unit_price),
            sum: unit_price.times(quantity),
            status: None,
            after_sales: number.is_multiple_of(97).then(|| "10".to_owned()),
        }
    }

    fn offer(&self, drawn: u64, at: usize) -> Option<&pondesk_catalogue::Offer> {
        let offers = &self.catalogue.offers;
        let nth = spread(drawn ^ (at as u64) << 40) % offers.len().max(1) as u64;
        offers.get(usize::try_from(nth).unwrap_or(0))
    }
}

/// Keeps the orders of some numbers.
pub(crate) fn fill(store: &Store, past: &Past, numbers: std::ops::Range<u32>) -> Result<()> {
    let mut from = numbers.start;
    while from < numbers.end {
        let to = numbers.end.min(from + AT_ONCE);
        store.apply_orders(past.reads(from..to))?;
        from = to;
    }
    Ok(())
}

/// A number far from its neighbours': splitmix64.
fn spread(number: u64) -> u64 {
    let mut mixed = number.wrapping_add(0x9e37_79b9_7f4a_7c15);
    mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    mixed ^ (mixed >> 31)
}
