//! A Taobao order as the sandbox keeps it, and as the wire shows it.

use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

use super::machine::Status;
use super::reverse::machine::Status as ReverseStatus;
use crate::catalogue::Platform;
use crate::parcel::{Route, Step};
use crate::pricing::Quote;
use crate::refusal::Refusal;
use crate::state::Books;
use crate::state::orders::{Kept, random_digits};
use crate::wire;

/// Who gets the parcel; also the content of the `receiver` text.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
#[serde(default)]
pub(crate) struct Receiver {
    pub(crate) name: Option<String>,
    pub(crate) mobile_phone: Option<String>,
    pub(crate) phone: Option<String>,
    pub(crate) country: Option<String>,
    pub(crate) state: Option<String>,
    pub(crate) city: Option<String>,
    pub(crate) district: Option<String>,
    pub(crate) address: Option<String>,
    pub(crate) zip: Option<String>,
}

/// One order of one shop; sums in fen.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(crate) struct TaobaoOrder {
    pub(crate) order_id: String,
    pub(crate) purchase_order_id: String,
    pub(crate) sales_order_id: String,
    pub(crate) seller_order_number: Option<String>,
    pub(crate) order_source: Option<String>,
    pub(crate) status: Status,
    pub(crate) shop_id: u64,
    pub(crate) shop_name: String,
    pub(crate) user_nick: String,
    pub(crate) receiver: Receiver,
    pub(crate) shipping_fee: i64,
    pub(crate) created_ms: i64,
    pub(crate) modified_ms: i64,
    pub(crate) paid_ms: Option<i64>,
    /// True: by balance, and refunds go back there; false: by voucher, or not at all.
    pub(crate) paid_from_balance: bool,
    /// Why finance refused the voucher.
    pub(crate) finance_remark: Option<String>,
    pub(crate) close_reason: Option<String>,
    pub(crate) carrier: Option<String>,
    pub(crate) waybill: Option<String>,
    /// What has happened to the parcel.
    #[serde(default)]
    pub(crate) trace: Vec<Step>,
    /// Name and address of the forward warehouse, once the caller named one.
    #[serde(default)]
    pub(crate) warehouse: Option<(String, String)>,
    pub(crate) ships_in_hours: u32,
    pub(crate) lines: Vec<Line>,
}

/// One line; prices in fen.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(crate) struct Line {
    pub(crate) order_line_no: String,
    pub(crate) sub_purchase_order_id: String,
    pub(crate) outer_id: String,
    pub(crate) item_id: u64,
    pub(crate) sku_id: u64,
    pub(crate) title: String,
    /// Key of the picture; its address depends on where the sandbox listens.
    pub(crate) picture: Option<String>,
    pub(crate) sku_words: String,
    pub(crate) quantity: u32,
    pub(crate) unit_fen: i64,
    /// What the seller took off (negative) or put on for the whole line.
    #[serde(default)]
    pub(crate) change_fen: i64,
    /// Cancelled alone, while the order lives on.
    pub(crate) closed: bool,
    /// What came back by after-sales, goods and freight.
    #[serde(default)]
    pub(crate) refunded_fen: i64,
    /// Where the line's newest case stands.
    #[serde(default)]
    pub(crate) refund_status: ReverseStatus,
}

impl Line {
    pub(crate) fn goods_fen(&self) -> i64 {
        self.unit_fen * i64::from(self.quantity) + self.change_fen
    }

    /// Whether all of its goods were paid back.
    pub(crate) fn is_refunded(&self) -> bool {
        self.refunded_fen > 0 && self.refunded_fen >= self.goods_fen()
    }
}

impl Kept for TaobaoOrder {
    const PLATFORM: Platform = Platform::Taobao;

    fn order_id(&self) -> &str {
        &self.order_id
    }
    fn second_id(&self) -> &str {
        &self.purchase_order_id
    }
    fn own_number(&self) -> Option<&str> {
        self.seller_order_number.as_deref()
    }
    fn status_text(&self) -> String {
        (self.status as i64).to_string()
    }
    fn times(&self) -> (i64, i64) {
        (self.created_ms, self.modified_ms)
    }
    fn titles(&self) -> String {
        self.lines.iter().map(|line| line.title.as_str()).collect::<Vec<_>>().join("\n")
    }
    fn line_ids(&self) -> impl Iterator<Item = &str> {
        self.lines.iter().map(|line| line.sub_purchase_order_id.as_str())
    }
}

impl TaobaoOrder {
    /// A new order from a quote, being built; line numbers are the caller's, or 1, 2, 3.
    pub(crate) fn new(
        books: &Books<'_>,
        quote: &Quote<'_>,
        receiver: Receiver,
        line_numbers: &[String],
    ) -> Result<Self, Refusal> {
        let lines: Vec<Line> = quote
            .lines
            .iter()
            .enumerate()
            .map(|(at, line)| Line {
                order_line_no: line_numbers.get(at).cloned().unwrap_or_else(|| (at + 1).to_string()),
                sub_purchase_order_id: random_digits(12),
                outer_id: random_digits(19),
                item_id: line.offer.id,
                sku_id: line.sku.id,
                title: line.offer.title_zh.clone(),
                picture: wire::sku_picture(line.offer, line.sku).map(|key| key.to_string()),
                sku_words: wire::sku_words(line.offer, line.sku)
                    .iter()
                    .map(|(name, value)| format!("{name}:{value}"))
                    .collect::<Vec<_>>()
                    .join(";"),
                quantity: line.quantity,
                unit_fen: line.unit_fen,
                change_fen: 0,
                closed: false,
                refunded_fen: 0,
                refund_status: ReverseStatus::NotAsked,
            })
            .collect();
        let seller = quote.lines.first().map(|line| &line.offer.seller);
        Ok(TaobaoOrder {
            order_id: books.new_order_id(Platform::Taobao, 19)?,
            purchase_order_id: books.new_order_id(Platform::Taobao, 12)?,
            sales_order_id: random_digits(19),
            seller_order_number: None,
            order_source: None,
            status: Status::Building,
            shop_id: seller.map_or(0, |seller| seller.id),
            shop_name: seller.map_or_else(String::new, |seller| seller.name_zh.clone()),
            user_nick: seller.map_or_else(String::new, |seller| seller.login.clone()),
            receiver,
            shipping_fee: quote.freight_fen,
            created_ms: books.now_ms,
            modified_ms: books.now_ms,
            paid_ms: None,
            paid_from_balance: false,
            finance_remark: None,
            close_reason: None,
            carrier: None,
            waybill: None,
            trace: Vec::new(),
            warehouse: None,
            ships_in_hours: quote.lines.iter().map(|line| line.offer.ships_in_hours).max().unwrap_or(48),
            lines,
        })
    }

    /// Goods, without the lines that were cancelled alone.
    pub(crate) fn goods_fen(&self) -> i64 {
        self.lines.iter().filter(|line| !line.closed).map(Line::goods_fen).sum()
    }

    /// Goods and freight.
    pub(crate) fn total_fen(&self) -> i64 {
        self.goods_fen() + self.shipping_fee
    }

    /// The freight that stands on a line: the parcel's, on the first line that was not cancelled.
    pub(crate) fn post_fee(&self, at: usize) -> i64 {
        let first = self.lines.iter().position(|line| !line.closed).unwrap_or(0);
        if at == first { self.shipping_fee } else { 0 }
    }

    /// What came back by after-sales.
    pub(crate) fn refunded_fen(&self) -> i64 {
        self.lines.iter().map(|line| line.refunded_fen).sum()
    }

    /// Puts the goods of some lines back on the shelf.
    pub(crate) fn put_goods_back(
        &self,
        books: &Books<'_>,
        of: impl Fn(&Line) -> bool,
    ) -> Result<(), Refusal> {
        for line in self.lines.iter().filter(|line| of(line)) {
            let Some(offer) = books.catalogue.offer(Platform::Taobao, line.item_id) else { continue };
            let Some(sku) = offer.sku(line.sku_id) else { continue };
            let stock = books.stock(offer, sku)?;
            books.set_stock(offer, sku, stock.saturating_add(line.quantity))?;
        }
        Ok(())
    }

    /// The way of its parcel.
    pub(crate) fn route<'a>(&'a self, books: &Books<'_>) -> Route<'a> {
        let offer = self.lines.first().and_then(|line| books.catalogue.offer(Platform::Taobao, line.item_id));
        let (from_province, from_city) =
            offer.map_or(("", ""), |offer| (offer.seller.province, offer.seller.city));
        let text = |field: &'a Option<String>| field.as_deref().unwrap_or_default();
        let to = &self.receiver;
        Route {
            from_province,
            from_city,
            to_province: text(&to.state),
            to_city: text(&to.city),
            to_district: text(&to.district),
            receiver: text(&to.name),
        }
    }

    /// The order on the wire.
    pub(crate) fn wire(&self, books: &Books<'_>) -> Value {
        let lines: Vec<Value> =
            self.lines.iter().enumerate().map(|(at, line)| self.line_wire(books, at, line)).collect();
        json!({
            "orderId": self.order_id,
            "purchaseOrderId": self.purchase_order_id,
            "salesOrderId": self.sales_order_id,
            "sellerOrderNumber": self.seller_order_number.as_deref().unwrap_or_default(),
            "orderSource": self.order_source.as_deref().unwrap_or_default(),
            "status": self.status as i64,
            "purchaseAmount": self.total_fen(),
            "shippingFee": self.shipping_fee,
            "currency": "CNY",
            "warehouseName": self.warehouse.as_ref().map_or("", |(name, _)| name.as_str()),
            "warehouseAddress": self.warehouse.as_ref().map_or_else(|| self.receiver.in_words(), |(_, at)| at.clone()),
            "createTime": wire::beijing_time(self.created_ms),
            "payTime": self.paid_ms.map(wire::beijing_time),
            "subOrders": lines,
            // Beside the reference: it says that unknown fields may come, and these are worth showing.
            "shopId": self.shop_id,
            "shopName": self.shop_name,
            "userNick": self.user_nick,
            "receiver": self.receiver,
            "financeRemark": self.finance_remark,
            "closeReason": self.close_reason,
            "modifyTime": wire::beijing_time(self.modified_ms),
        })
    }

    fn line_wire(&self, books: &Books<'_>, at: usize, line: &Line) -> Value {
        let post_fee = self.post_fee(at);
        let status = if line.closed || line.is_refunded() { Status::Closed } else { self.status };
        json!({
            "subPurchaseOrderId": line.sub_purchase_order_id,
            "purchaseOrderOuterId": line.outer_id,
            "orderLineNo": line.order_line_no,
            "itemId": line.item_id.to_string(),
            "skuId": line.sku_id.to_string(),
            "itemTitle": line.title,
            "itemImageUrl": line.picture.as_ref().map(|key| books.picture_url(key)).unwrap_or_default(),
            "skuText": line.sku_words,
            "quantity": line.quantity,
            "price": line.unit_fen,
            "productFee": line.goods_fen(),
            "postFee": post_fee,
            "totalPrice": line.goods_fen() + post_fee,
            "logisticsCompanyName": self.carrier.as_deref().unwrap_or_default(),
            "logisticsNumber": self.waybill.as_deref().unwrap_or_default(),
            "status": status.raw(),
            "refundStatus": i64::from(line.refund_status),
        })
    }
}

impl Receiver {
    fn in_words(&self) -> String {
        [&self.state, &self.city, &self.district, &self.address]
            .into_iter()
            .filter_map(|part| part.as_deref())
            .collect::<Vec<_>>()
            .join(" ")
    }
}
