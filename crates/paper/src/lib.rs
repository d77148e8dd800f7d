//! What leaves the desk: orders or price changes as a table for a spreadsheet, one order as a page to print, one case as an evidence pack.
//!
//! Rows go out as they come in, so a table of a million orders needs no more memory than one of ten. Ids leave as text
//! with every digit, money as numbers, times as dates of the desk's own zone; what a seller wrote never becomes a formula.

mod csv;
mod orders;
mod pack;
mod prices;
mod sheet;
mod table;
mod words;
mod xlsx;

use std::path::PathBuf;

pub use orders::{KeptOrder, OrderTable, Rows};
pub use pack::{Pack, sha256};
pub use prices::PriceTable;
pub use sheet::case::{KeptCase, PackedFile, SeenPrice, case_sheet};
pub use sheet::fonts::Fonts;
pub use sheet::{Printed, order_sheet};
pub use table::Format;
pub use words::Language;

/// Why something could not be written.
#[derive(Debug, thiserror::Error)]
pub enum PaperError {
    /// The file cannot be made or written.
    #[error("{path} cannot be written: {source}")]
    File {
        /// The file.
        path: PathBuf,
        /// What the system said.
        source: std::io::Error,
    },
    /// The spreadsheet cannot be put together.
    #[error("the spreadsheet cannot be written: {0}")]
    Spreadsheet(#[from] rust_xlsxwriter::XlsxError),
    /// No font of this computer can be used at all.
    #[error("there is no font on this computer; install one, such as Noto Sans CJK")]
    NoFont,
    /// The zip of an evidence pack cannot be written.
    #[error("the evidence pack cannot be written: {0}")]
    Pack(#[from] zip::result::ZipError),
    /// The page cannot be put together.
    #[error("the page cannot be written: {0}")]
    Page(String),
}
