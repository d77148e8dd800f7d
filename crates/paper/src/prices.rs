//! Changes of sums as rows, one a row.

use std::path::Path;

use jiff::tz::TimeZone;
use pondesk_domain::{ChangeSource, Order, PriceChange, PriceField};

use crate::PaperError;
use crate::table::{Cell, Column, Format, Kind, TableFile};
use crate::words::Language;

/// The columns: message, kind, width.
const COLUMNS: [(&str, Kind, u8); 15] = [
    ("paper_seen_at", Kind::Time, 17),
    ("paper_said_at", Kind::Time, 17),
    ("paper_source", Kind::Text, 14),
    ("paper_platform", Kind::Text, 9),
    ("paper_order_id", Kind::Id, 23),
    ("paper_account", Kind::Text, 14),
    ("paper_title", Kind::Text, 44),
    ("paper_line_id", Kind::Id, 23),
    ("paper_quantity", Kind::Count, 8),
    ("paper_what_changed", Kind::Text, 16),
    ("paper_was", Kind::Money, 12),
    ("paper_is", Kind::Money, 12),
    ("paper_effect", Kind::Money, 12),
    ("paper_still_to_pay", Kind::Text, 12),
    ("paper_request_id", Kind::Id, 34),
];

/// A table of price changes being written to a file.
pub struct PriceTable {
    file: TableFile,
    language: Language,
}

impl PriceTable {
    /// Makes the file and writes the titles in `language`. Times are written on the wall clock of `zone`.
    ///
    /// # Errors
    /// When the file cannot be made.
    pub fn begin(
        path: &Path,
        format: Format,
        language: Language,
        zone: TimeZone,
    ) -> Result<Self, PaperError> {
        let column = |(title, kind, width)| Column { title: language.word(title), kind, width };
        let columns = COLUMNS.into_iter().map(column).collect();
        let file = TableFile::begin(path, format, language.word("paper_prices"), columns, zone)?;
        Ok(Self { file, language })
    }

    /// Adds a change of an order of the account with this name.
    ///
    /// # Errors
    /// When the file cannot be written.
    pub fn add(&mut self, change: &PriceChange, account: &str) -> Result<(), PaperError> {
        let language = self.language;
        let word = |key| Cell::Text(language.word(key));
        let of_line = change.line_id.as_ref();
        self.file.row(&[
            Cell::Time(change.seen_at),
            Cell::time(change.message.as_ref().map(|message| message.at)),
            word(source_key(change.source)),
            Cell::Text(language.platform(change.platform)),
            Cell::Id(Order::platform_id_of(&change.order_id)),
            Cell::Text(account),
            Cell::Text(&change.title),
            of_line.map_or(Cell::Empty, |line_id| Cell::Id(line_id.as_str())),
            of_line.map_or(Cell::Empty, |_| Cell::Count(change.quantity.into())),
            word(field_key(change.field)),
            Cell::Money(change.was),
            Cell::Money(change.is),
            Cell::Money(change.effect),
            if change.unpaid { word("paper_yes") } else { Cell::Empty },
            change.request_id.as_ref().map_or(Cell::Empty, |request_id| Cell::Id(request_id.as_str())),
        ])
    }

    /// Ends the file.
    ///
    /// # Errors
    /// When it cannot be written; what stands at its place is of no use then.
    pub fn finish(self) -> Result<(), PaperError> {
        self.file.finish()
    }
}

const fn field_key(field: PriceField) -> &'static str {
    match field {
        PriceField::Total => "paper_total",
        PriceField::Goods => "paper_goods",
        PriceField::Freight => "paper_freight",
        PriceField::Discount => "paper_discount",
        PriceField::UnitPrice => "paper_unit_price",
    }
}

const fn source_key(source: ChangeSource) -> &'static str {
    match source {
        ChangeSource::Callback => "paper_source_callback",
        ChangeSource::Sync => "paper_source_sync",
        ChangeSource::OwnAction => "paper_source_own",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_word_stands_in_every_language() {
        let fields = [
            PriceField::Total,
            PriceField::Goods,
            PriceField::Freight,
            PriceField::Discount,
            PriceField::UnitPrice,
        ];
        let sources = [ChangeSource::Callback, ChangeSource::Sync, ChangeSource::OwnAction];
        let keys = COLUMNS.into_iter().map(|(key, _, _)| key);
        let keys = keys.chain(fields.map(field_key)).chain(sources.map(source_key));
        for key in keys.chain(["paper_prices", "paper_yes"]) {
            for language in [Language::En, Language::Zh] {
                assert_ne!(language.word(key), key);
            }
        }
    }
}
