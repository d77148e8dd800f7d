//! What leaves the desk: exports of orders, one order as a page to print, the evidence pack of a case.

use pondesk_domain::{AccountId, CaseId, EpochMs, OrderId, OrderSort, OrderStage, Platform};
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::{CommandError, Language, OrderRef};

/// The file that an export becomes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub enum ExportFormat {
    /// A spreadsheet: ids are text, sums are numbers, times are dates.
    Xlsx,
    /// Comma-separated values, UTF-8 with a byte order mark.
    Csv,
}

/// What one row of an export is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub enum ExportRows {
    /// An order.
    #[default]
    Orders,
    /// A line of an order.
    Lines,
}

/// `order_export`: writes the orders of a filter or a selection to a file. Needs no net.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct OrderExport {
    /// Only this account.
    #[serde(default)]
    pub account_id: Option<AccountId>,
    /// Only these stages; empty for all.
    #[serde(default)]
    pub stages: Vec<OrderStage>,
    /// Only this platform.
    #[serde(default)]
    pub platform: Option<Platform>,
    /// What the search box says, as in `order_list`.
    #[serde(default)]
    pub words: String,
    /// How they are sorted.
    #[serde(default)]
    pub sort: OrderSort,
    /// These alone, in this order; empty for all that the filter lets through.
    #[serde(default)]
    pub orders: Vec<OrderRef>,
    /// The file.
    pub format: ExportFormat,
    /// What one row is.
    #[serde(default)]
    pub rows: ExportRows,
    /// The language of titles and of words that are Pondesk's own.
    pub language: Language,
}

/// `price_export`: writes changes of sums to a file, newest first. Needs no net.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct PriceExport {
    /// Only this account.
    #[serde(default)]
    pub account_id: Option<AccountId>,
    /// Only of this order.
    #[serde(default)]
    pub order_id: Option<OrderId>,
    /// Only what makes dearer.
    #[serde(default)]
    pub rises_only: bool,
    /// Only of orders that are still to be paid.
    #[serde(default)]
    pub unpaid_only: bool,
    /// Only since then.
    #[serde(default)]
    pub since: Option<EpochMs>,
    /// The file.
    pub format: ExportFormat,
    /// The language of titles and of words that are Pondesk's own.
    pub language: Language,
}

/// `order_sheet`: an order as a PDF to print. Needs no net.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct OrderSheet {
    /// The account.
    pub account_id: AccountId,
    /// The order.
    pub order_id: OrderId,
    /// The language of the page.
    pub language: Language,
}

/// What an evidence pack is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub enum PackForm {
    /// All of it: the record, the files as they are, their hashes.
    Zip,
    /// The record alone.
    Pdf,
}

/// `case_pack`: the evidence pack of a case. Needs no net.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct CasePack {
    /// The account.
    pub account_id: AccountId,
    /// The case.
    pub case_id: CaseId,
    /// The language of the record.
    pub language: Language,
    /// All of it, or the record alone.
    pub form: PackForm,
}

/// Names a file that is made here.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct PaperRef {
    /// Its id.
    pub paper_id: String,
}

/// How far a file is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub enum PaperState {
    /// It is being written.
    Running,
    /// It can be saved where the user wants it.
    Done,
    /// The user stopped it; nothing is left of it.
    Cancelled,
    /// It could not be written; `error` says why.
    Failed,
}

/// A file that is made here, until it is saved where the user wants it. It is gone when the desk is opened again.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct PaperView {
    /// Its id.
    pub paper_id: String,
    /// The name that it is offered under.
    pub file_name: String,
    /// How far it is.
    pub state: PaperState,
    /// Rows of it, orders or changes of sums, that are written so far.
    pub written: u32,
    /// All of them, where that is known beforehand.
    pub total: Option<u32>,
    /// Characters that no font of this computer has, each once; on the page something else stands in their place.
    pub unwritten: String,
    /// Why it failed.
    pub error: Option<CommandError>,
}
