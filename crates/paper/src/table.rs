//! A table on its way to a file: typed cells, row after row.

use std::path::Path;

use jiff::Zoned;
use jiff::tz::TimeZone;
use pondesk_domain::{EpochMs, Money};

use crate::PaperError;
use crate::csv::CsvFile;
use crate::xlsx::XlsxFile;

/// The file that a table becomes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Format {
    /// Comma-separated values, UTF-8 with a byte order mark.
    Csv,
    /// A spreadsheet.
    Xlsx,
}

/// What stands in a column.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Kind {
    /// Words.
    Text,
    /// Digits that are no number: ids, waybills.
    Id,
    /// A whole number.
    Count,
    /// A sum in yuan.
    Money,
    /// A point in time.
    Time,
}

/// A column: its title in the language of the file, what stands in it, and its width in characters.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Column {
    pub(crate) title: &'static str,
    pub(crate) kind: Kind,
    pub(crate) width: u8,
}

/// One cell; its kind fits the column's, or it is empty.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Cell<'a> {
    Empty,
    Text(&'a str),
    Owned(String),
    Id(&'a str),
    Count(i64),
    Money(Money),
    Time(EpochMs),
}

impl<'a> Cell<'a> {
    pub(crate) fn text(text: Option<&'a str>) -> Self {
        text.map_or(Self::Empty, Self::Text)
    }

    pub(crate) fn money(money: Option<Money>) -> Self {
        money.map_or(Self::Empty, Self::Money)
    }

    pub(crate) fn time(at: Option<EpochMs>) -> Self {
        at.map_or(Self::Empty, Self::Time)
    }
}

/// A point in time on the wall clock of a zone; `None` when the calendar has no such time.
pub(crate) fn wall_time(at: EpochMs, zone: &TimeZone) -> Option<Zoned> {
    let at = jiff::Timestamp::from_millisecond(at.0).ok()?;
    Some(at.to_zoned(zone.clone()))
}

/// A table being written.
pub(crate) enum TableFile {
    Csv(Box<CsvFile>),
    Xlsx(Box<XlsxFile>),
}

impl TableFile {
    /// Makes the file and writes the titles.
    pub(crate) fn begin(
        path: &Path,
        format: Format,
        name: &str,
        columns: Vec<Column>,
        zone: TimeZone,
    ) -> Result<Self, PaperError> {
        Ok(match format {
            Format::Csv => Self::Csv(Box::new(CsvFile::begin(path, &columns, zone)?)),
            Format::Xlsx => Self::Xlsx(Box::new(XlsxFile::begin(path, name, columns, zone)?)),
        })
    }

    /// Adds a row with a cell for each column.
    pub(crate) fn row(&mut self, cells: &[Cell<'_>]) -> Result<(), PaperError> {
        match self {
            Self::Csv(file) => file.row(cells),
            Self::Xlsx(file) => file.row(cells),
        }
    }

    /// Ends the file; without it there is none that can be used.
    pub(crate) fn finish(self) -> Result<(), PaperError> {
        match self {
            Self::Csv(file) => file.finish(),
            Self::Xlsx(file) => file.finish(),
        }
    }
}
