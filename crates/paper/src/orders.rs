//! Orders as rows: one a row, or one row for each of their lines.

use std::path::Path;

use jiff::tz::TimeZone;
use pondesk_domain::{EpochMs, Money, Order, OrderLine};

use crate::PaperError;
use crate::table::{Cell, Column, Format, Kind, TableFile};
use crate::words::Language;

/// An order with what this desk knows beside it.
#[derive(Debug, Clone, Copy)]
pub struct KeptOrder<'a> {
    /// The order.
    pub order: &'a Order,
    /// Name of the account that it was bought with.
    pub account: &'a str,
    /// The total before it last changed.
    pub was_total: Option<Money>,
    /// When PandaPon last told it.
    pub read_at: EpochMs,
    /// The user's note.
    pub note: Option<&'a str>,
    /// The user's tags.
    pub tags: &'a [String],
    /// For whom it was bought.
    pub client: Option<&'a str>,
}

/// What one row is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Rows {
    /// An order.
    Orders,
    /// A line of an order.
    Lines,
}

/// A field of the table, in the order of its columns.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Field {
    Platform,
    OrderId,
    PurchaseOrderId,
    SalesOrderId,
    OwnNumber,
    Account,
    Client,
    Status,
    StatusRaw,
    Placed,
    Paid,
    Seller,
    Title,
    LineCount,
    Pieces,
    Goods,
    Freight,
    Discount,
    Total,
    LineId,
    OfferId,
    SkuId,
    Variant,
    Quantity,
    UnitPrice,
    Sum,
    Currency,
    Receiver,
    Carrier,
    Waybill,
    AfterSales,
    ClosedReason,
    Tags,
    Note,
    Read,
}

use Field::{
    Account, AfterSales, Carrier, Client, ClosedReason, Currency, Discount, Freight, Goods, LineCount,
    LineId, Note, OfferId, OrderId, OwnNumber, Paid, Pieces, Placed, Platform, PurchaseOrderId, Quantity,
    Read, Receiver, SalesOrderId, Seller, SkuId, Status, StatusRaw, Sum, Tags, Title, Total, UnitPrice,
    Variant, Waybill,
};

const OF_ORDERS: [Field; 28] = [
    Platform,
    OrderId,
    PurchaseOrderId,
    SalesOrderId,
    OwnNumber,
    Account,
    Client,
    Status,
    StatusRaw,
    Placed,
    Paid,
    Seller,
    Title,
    LineCount,
    Pieces,
    Goods,
    Freight,
    Discount,
    Total,
    Currency,
    Receiver,
    Carrier,
    Waybill,
    AfterSales,
    ClosedReason,
    Tags,
    Note,
    Read,
];
const OF_LINES: [Field; 25] = [
    Platform,
    OrderId,
    SalesOrderId,
    Account,
    Client,
    Status,
    Placed,
    Seller,
    LineId,
    OfferId,
    SkuId,
    Title,
    Variant,
    Quantity,
    UnitPrice,
    Sum,
    Currency,
    AfterSales,
    Receiver,
    Carrier,
    Waybill,
    OwnNumber,
    Tags,
    Note,
    Read,
];

impl Field {
    /// Its message, kind and width.
    const fn column(self) -> (&'static str, Kind, u8) {
        match self {
            Platform => ("paper_platform", Kind::Text, 9),
            OrderId => ("paper_order_id", Kind::Id, 23),
            PurchaseOrderId => ("paper_purchase_order_id", Kind::Id, 20),
            SalesOrderId => ("paper_sales_order_id", Kind::Id, 23),
            OwnNumber => ("paper_own_number", Kind::Id, 16),
            Account => ("paper_account", Kind::Text, 14),
            Client => ("paper_client", Kind::Text, 14),
            Status => ("paper_status", Kind::Text, 14),
            StatusRaw => ("paper_status_raw", Kind::Id, 16),
            Placed => ("paper_placed", Kind::Time, 17),
            Paid => ("paper_paid", Kind::Time, 17),
            Seller => ("paper_seller", Kind::Text, 24),
            Title => ("paper_title", Kind::Text, 44),
            LineCount => ("paper_line_count", Kind::Count, 7),
            Pieces => ("paper_pieces", Kind::Count, 8),
            Goods => ("paper_goods", Kind::Money, 12),
            Freight => ("paper_freight", Kind::Money, 12),
            Discount => ("paper_discount", Kind::Money, 10),
            Total => ("paper_total", Kind::Money, 12),
            LineId => ("paper_line_id", Kind::Id, 23),
            OfferId => ("paper_offer_id", Kind::Id, 16),
            SkuId => ("paper_sku_id", Kind::Id, 18),
            Variant => ("paper_variant", Kind::Text, 26),
            Quantity => ("paper_quantity", Kind::Count, 8),
            UnitPrice => ("paper_unit_price", Kind::Money, 11),
            Sum => ("paper_sum", Kind::Money, 12),
            Currency => ("paper_currency", Kind::Text, 8),
            Receiver => ("paper_receiver", Kind::Text, 40),
            Carrier => ("paper_carrier", Kind::Text, 16),
            Waybill => ("paper_waybill", Kind::Id, 20),
            AfterSales => ("paper_after_sales", Kind::Text, 14),
            ClosedReason => ("paper_closed_reason", Kind::Text, 20),
            Tags => ("paper_tags", Kind::Text, 16),
            Note => ("paper_note", Kind::Text, 30),
            Read => ("paper_read", Kind::Time, 17),
        }
    }

    /// What stands in it for an order and, in a table of lines, one of its lines.
    fn cell<'a>(self, kept: &KeptOrder<'a>, line: Option<&'a OrderLine>, language: Language) -> Cell<'a> {
        let order = kept.order;
        match self {
            Platform => Cell::Text(language.platform(order.platform)),
            OrderId => Cell::Id(order.platform_order_id.as_str()),
            PurchaseOrderId => {
                order.purchase_order_id.as_ref().map_or(Cell::Empty, |id| Cell::Id(id.as_str()))
            }
            SalesOrderId => order.sales_order_id.as_ref().map_or(Cell::Empty, |id| Cell::Id(id.as_str())),
            OwnNumber => order.outer_id.as_deref().map_or(Cell::Empty, Cell::Id),
            Account => Cell::Text(kept.account),
            Client => Cell::text(kept.client),
            Status => {
                let status = line.and_then(|line| line.status.as_ref()).unwrap_or(&order.status);
                Cell::Text(language.status(status))
            }
            StatusRaw => Cell::Id(&order.status.raw),
            Placed => Cell::time(order.placed_at),
            Paid => Cell::time(order.payment.paid_at),
            Seller => Cell::text(order.seller_name.as_deref()),
            Title => match line {
                Some(line) => Cell::Text(&line.title),
                None => joined(order.lines.iter().map(|line| line.title.as_str()), "; "),
            },
            LineCount => Cell::Count(i64::try_from(order.lines.len()).unwrap_or(i64::MAX)),
            Pieces => Cell::Count(order.pieces().into()),
            Goods => Cell::money(order.goods),
            Freight => Cell::money(order.freight),
            Discount => Cell::money(order.discount),
            Total => Cell::money(order.total),
            LineId => line.map_or(Cell::Empty, |line| Cell::Id(line.line_id.as_str())),
            OfferId => line.map_or(Cell::Empty, |line| Cell::Id(line.offer_id.as_str())),
            SkuId => line
                .and_then(|line| line.sku_id.as_ref())
                .map_or(Cell::Empty, |sku_id| Cell::Id(sku_id.as_str())),
            Variant => Cell::text(line.and_then(|line| line.variant.as_deref())),
            Quantity => line.map_or(Cell::Empty, |line| Cell::Count(line.quantity.into())),
            UnitPrice => Cell::money(line.and_then(|line| line.unit_price)),
            Sum => Cell::money(line.and_then(|line| line.sum)),
            Currency => Cell::Text("CNY"),
            Receiver => Cell::text(order.receiver.as_deref()),
            Carrier => joined(order.parcels.iter().filter_map(|parcel| parcel.carrier.as_deref()), "; "),
            Waybill => match order.parcels.as_slice() {
                [one] => one.waybill.as_deref().map_or(Cell::Empty, Cell::Id),
                several => joined(several.iter().filter_map(|parcel| parcel.waybill.as_deref()), "; "),
            },
            AfterSales => match line {
                Some(line) => Cell::text(line.after_sales.as_deref()),
                None => joined(order.lines.iter().filter_map(|line| line.after_sales.as_deref()), "; "),
            },
            ClosedReason => Cell::text(order.closed_reason.as_deref()),
            Tags => joined(kept.tags.iter().map(String::as_str), ", "),
            Note => Cell::text(kept.note),
            Read => Cell::Time(kept.read_at),
        }
    }
}

fn joined<'a>(texts: impl Iterator<Item = &'a str>, between: &str) -> Cell<'a> {
    let mut different: Vec<&str> = Vec::new();
    for text in texts.filter(|text| !text.is_empty()) {
        if !different.contains(&text) {
            different.push(text);
        }
    }
    match different.as_slice() {
        [] => Cell::Empty,
        [one] => Cell::Text(one),
        several => Cell::Owned(several.join(between)),
    }
}

/// A table of orders being written to a file.
pub struct OrderTable {
    file: TableFile,
    fields: &'static [Field],
    rows: Rows,
    language: Language,
}

impl OrderTable {
    /// Makes the file and writes the titles in `language`. Times are written on the wall clock of `zone`.
    ///
    /// # Errors
    /// When the file cannot be made.
    pub fn begin(
        path: &Path,
        format: Format,
        rows: Rows,
        language: Language,
        zone: TimeZone,
    ) -> Result<Self, PaperError> {
        let (name, fields): (_, &'static [Field]) = match rows {
            Rows::Orders => ("paper_orders", &OF_ORDERS),
            Rows::Lines => ("paper_lines", &OF_LINES),
        };
        let columns = fields.iter().map(|field| {
            let (title, kind, width) = field.column();
            Column { title: language.word(title), kind, width }
        });
        let file = TableFile::begin(path, format, language.word(name), columns.collect(), zone)?;
        Ok(Self { file, fields, rows, language })
    }

    /// Adds an order: one row, or one for each of its lines.
    ///
    /// # Errors
    /// When the file cannot be written.
    pub fn add(&mut self, kept: &KeptOrder<'_>) -> Result<(), PaperError> {
        match self.rows {
            Rows::Orders => self.row(kept, None),
            Rows::Lines => kept.order.lines.iter().try_for_each(|line| self.row(kept, Some(line))),
        }
    }

    fn row<'a>(&mut self, kept: &KeptOrder<'a>, line: Option<&'a OrderLine>) -> Result<(), PaperError> {
        let language = self.language;
        let cells: Vec<Cell<'a>> = self.fields.iter().map(|field| field.cell(kept, line, language)).collect();
        self.file.row(&cells)
    }

    /// Ends the file.
    ///
    /// # Errors
    /// When it cannot be written; what stands at its place is of no use then.
    pub fn finish(self) -> Result<(), PaperError> {
        self.file.finish()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_column_has_a_title_in_every_language() {
        for field in OF_ORDERS.iter().chain(&OF_LINES) {
            let (key, _, _) = field.column();
            for language in [Language::En, Language::Zh] {
                assert_ne!(language.word(key), key);
            }
        }
    }
}
