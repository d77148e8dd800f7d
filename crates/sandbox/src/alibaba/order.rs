//! A 1688 order as the sandbox keeps it.

use serde::{Deserialize, Serialize};

use super::cargo::Address;
use super::machine::Status;
use super::refund::machine::Status as RefundStatus;
use crate::catalogue::{Platform, Seller};
use crate::parcel::{Route, Step};
use crate::pricing::PricedLine;
use crate::refusal::Refusal;
use crate::state::Books;
use crate::state::orders::{Kept, random_digits};
use crate::wire;

/// One order of one seller; sums in fen.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(crate) struct AlibabaOrder {
    pub(crate) order_id: String,
    pub(crate) status: Status,
    pub(crate) seller_id: u64,
    pub(crate) seller_member_id: String,
    pub(crate) seller_login: String,
    pub(crate) seller_name: String,
    pub(crate) address: Address,
    pub(crate) trade_type: String,
    pub(crate) message: String,
    pub(crate) shipping_fee: i64,
    pub(crate) created_ms: i64,
    /// Creation on the sandbox's clock, for what counts durations.
    pub(crate) created_moment_ms: i64,
    /// Until when it can be paid, real epoch ms.
    pub(crate) pay_until_ms: i64,
    pub(crate) modified_ms: i64,
    pub(crate) paid_ms: Option<i64>,
    pub(crate) shipped_ms: Option<i64>,
    pub(crate) received_ms: Option<i64>,
    pub(crate) completed_ms: Option<i64>,
    pub(crate) carrier: Option<String>,
    pub(crate) waybill: Option<String>,
    /// What has happened to the parcel.
    #[serde(default)]
    pub(crate) trace: Vec<Step>,
    pub(crate) logistics_code: String,
    pub(crate) close_reason: Option<String>,
    pub(crate) close_remark: Option<String>,
    pub(crate) close_operate_type: Option<String>,
    /// What came back, goods and freight.
    pub(crate) refunded_fen: i64,
    /// The freight in that.
    #[serde(default)]
    pub(crate) refunded_carriage_fen: i64,
    #[serde(default)]
    pub(crate) refunds: RefundMarks,
    pub(crate) ships_in_hours: u32,
    pub(crate) lines: Vec<Line>,
}

/// One line; prices in fen.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(crate) struct Line {
    pub(crate) sub_item_id: String,
    pub(crate) offer_id: u64,
    pub(crate) sku_id: u64,
    pub(crate) spec_id: String,
    pub(crate) name: String,
    /// Key of the picture; its address depends on where the sandbox listens.
    pub(crate) picture: Option<String>,
    pub(crate) attributes: Vec<(String, String)>,
    pub(crate) unit: String,
    pub(crate) weight_g: u32,
    pub(crate) quantity: u32,
    /// The price at creation.
    pub(crate) unit_fen: i64,
    /// What the seller took off (negative) or put on for the whole line.
    pub(crate) change_fen: i64,
    /// What came back for its goods.
    #[serde(default)]
    pub(crate) refunded_fen: i64,
    #[serde(default)]
    pub(crate) refunds: RefundMarks,
    /// When the buyer said that it arrived.
    #[serde(default)]
    pub(crate) received_ms: Option<i64>,
}

/// The newest refunds of an order or a line: the one before the order's completion and the one after.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub(crate) struct RefundMarks {
    pub(crate) in_sale: Option<RefundMark>,
    pub(crate) after_sale: Option<RefundMark>,
}

/// A refund and where it stands.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(crate) struct RefundMark {
    pub(crate) refund_id: String,
    pub(crate) status: RefundStatus,
}

impl RefundMarks {
    /// Puts a refund's mark in the place of an older one.
    pub(crate) fn set(&mut self, after_sale: bool, mark: RefundMark) {
        *(if after_sale { &mut self.after_sale } else { &mut self.in_sale }) = Some(mark);
    }
}

impl Line {
    pub(crate) fn amount_fen(&self) -> i64 {
        self.unit_fen * i64::from(self.quantity) + self.change_fen
    }

    /// What can still be refunded of its goods.
    pub(crate) fn refundable_fen(&self) -> i64 {
        (self.amount_fen() - self.refunded_fen).max(0)
    }
}

impl Kept for AlibabaOrder {
    const PLATFORM: Platform = Platform::Alibaba1688;

    fn order_id(&self) -> &str {
        &self.order_id
    }
    fn second_id(&self) -> &str {
        &self.order_id
    }
    fn own_number(&self) -> Option<&str> {
        None
    }
    fn status_text(&self) -> String {
        self.status.word().to_owned()
    }
    fn times(&self) -> (i64, i64) {
        (self.created_ms, self.modified_ms)
    }
    fn titles(&self) -> String {
        self.lines.iter().map(|line| line.name.as_str()).collect::<Vec<_>>().join("\n")
    }
    fn line_ids(&self) -> impl Iterator<Item = &str> {
        std::iter::empty()
    }
}

/// What a caller says about an order beside its lines.
#[derive(Clone, Debug)]
pub(super) struct Terms {
    pub(super) address: Address,
    pub(super) trade_type: String,
    pub(super) message: String,
}

impl AlibabaOrder {
    /// A new, unpaid order.
    pub(super) fn new(
        books: &Books<'_>,
        seller: &Seller,
        priced: &[PricedLine<'_>],
        shipping_fee: i64,
        terms: &Terms,
    ) -> Result<Self, Refusal> {
        let lines = priced
            .iter()
            .map(|line| Line {
                sub_item_id: random_digits(19),
                offer_id: line.offer.id,
                sku_id: line.sku.id,
                spec_id: line.sku.spec_id.clone(),
                name: line.offer.title_zh.clone(),
                picture: wire::sku_picture(line.offer, line.sku).map(|key| key.to_string()),
                attributes: wire::sku_words(line.offer, line.sku),
                unit: line.offer.unit_zh.clone(),
                weight_g: line.sku.weight_g,
                quantity: line.quantity,
                unit_fen: line.unit_fen,
                change_fen: 0,
                refunded_fen: 0,
                refunds: RefundMarks::default(),
                received_ms: None,
            })
            .collect();
        Ok(AlibabaOrder {
            order_id: books.new_order_id(Platform::Alibaba1688, 19)?,
            status: Status::WaitBuyerPay,
            seller_id: seller.id,
            seller_member_id: seller.member_id.clone(),
            seller_login: seller.login.clone(),
            seller_name: seller.name_zh.clone(),
            address: terms.address.clone(),
            trade_type: terms.trade_type.clone(),
            message: terms.message.clone(),
            shipping_fee,
            created_ms: books.now_ms,
            created_moment_ms: books.moment_ms.get(),
            pay_until_ms: books.now_ms + books.clock.real_duration(super::machine::PAYMENT_DEADLINE),
            modified_ms: books.now_ms,
            paid_ms: None,
            shipped_ms: None,
            received_ms: None,
            completed_ms: None,
            carrier: None,
            waybill: None,
            trace: Vec::new(),
            logistics_code: format!("BX{}", random_digits(15)),
            close_reason: None,
            close_remark: None,
            close_operate_type: None,
            refunded_fen: 0,
            refunded_carriage_fen: 0,
            refunds: RefundMarks::default(),
            ships_in_hours: priced.iter().map(|line| line.offer.ships_in_hours).max().unwrap_or(48),
            lines,
        })
    }

    /// Goods after the seller's price changes.
    pub(crate) fn goods_fen(&self) -> i64 {
        self.lines.iter().map(Line::amount_fen).sum()
    }

    /// Goods and freight.
    pub(crate) fn total_fen(&self) -> i64 {
        self.goods_fen() + self.shipping_fee
    }

    /// What the seller took off (negative) or put on.
    pub(crate) fn change_fen(&self) -> i64 {
        self.lines.iter().map(|line| line.change_fen).sum()
    }

    /// The way of its parcel.
    pub(crate) fn route<'a>(&'a self, books: &Books<'_>) -> Route<'a> {
        let line = self.lines.first();
        let offer = line.and_then(|line| books.catalogue.offer(Platform::Alibaba1688, line.offer_id));
        let (from_province, from_city) =
            offer.map_or(("", ""), |offer| (offer.seller.province, offer.seller.city));
        let to = &self.address;
        Route {
            from_province,
            from_city,
            to_province: &to.province_text,
            to_city: &to.city_text,
            to_district: &to.area_text,
            receiver: &to.full_name,
        }
    }

    /// Puts the goods back on the shelf.
    pub(crate) fn put_goods_back(&self, books: &Books<'_>) -> Result<(), Refusal> {
        for line in &self.lines {
            let Some(offer) = books.catalogue.offer(Platform::Alibaba1688, line.offer_id) else { continue };
            let Some(sku) = offer.sku(line.sku_id) else { continue };
            let stock = books.stock(offer, sku)?;
            books.set_stock(offer, sku, stock.saturating_add(line.quantity))?;
        }
        Ok(())
    }
}
