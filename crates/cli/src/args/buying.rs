//! What can be typed about goods and orders.

use std::path::PathBuf;

use clap::{Args as ClapArgs, Subcommand, ValueEnum};

use super::PlatformName;

#[derive(Debug, ClapArgs)]
pub(crate) struct SearchArgs {
    /// Where
    #[arg(long)]
    pub platform: PlatformName,
    /// Words
    #[arg(long, group = "what", value_name = "WORDS")]
    pub keyword: Option<String>,
    /// A picture file
    #[arg(long, group = "what", value_name = "FILE")]
    pub image: Option<PathBuf>,
    /// A link to a picture
    #[arg(long, group = "what", value_name = "URL")]
    pub url: Option<String>,
    /// Page, from 1
    #[arg(long, default_value_t = 1)]
    pub page: u32,
}

#[derive(Debug, Subcommand)]
pub(crate) enum OfferVerb {
    /// Show an offer with its SKUs and prices
    Show {
        /// Where
        #[arg(long)]
        platform: PlatformName,
        /// Its id
        offer: String,
        /// Ask PandaPon even when it was read lately
        #[arg(long)]
        refresh: bool,
    },
}

#[derive(Debug, Subcommand)]
pub(crate) enum CartVerb {
    /// Both carts by seller
    List {
        /// Answer from this computer
        #[arg(long)]
        offline: bool,
    },
    /// Put SKUs of one offer into the cart
    Add {
        /// Where
        #[arg(long)]
        platform: PlatformName,
        /// The offer's id
        #[arg(long)]
        offer: String,
        /// SKU=PIECES, once for each SKU
        #[arg(required = true, value_name = "SKU=PIECES")]
        picked: Vec<String>,
    },
    /// Change the quantity of a record
    Edit {
        /// Where
        #[arg(long)]
        platform: PlatformName,
        /// The record
        line: String,
        /// Pieces wanted
        quantity: u32,
    },
    /// Remove records
    Remove {
        /// Where
        #[arg(long)]
        platform: PlatformName,
        /// The records
        #[arg(required = true)]
        lines: Vec<String>,
    },
    /// Price records by seller; orders nothing
    Preview(CheckoutArgs),
    /// Order records: preview, agree, place
    Checkout {
        #[command(flatten)]
        chosen: CheckoutArgs,
        /// Place only when all comes to exactly this, in yuan; also says yes to a sum above your amount to confirm
        #[arg(long, value_name = "YUAN")]
        total: Option<String>,
        /// Agree to prices and sums that rose since they were last seen
        #[arg(long)]
        accept_rises: bool,
        /// Order although the same goods went to the same address a short while ago
        #[arg(long)]
        again: bool,
        /// Words to the sellers (1688)
        #[arg(long)]
        message: Option<String>,
    },
}

#[derive(Debug, ClapArgs)]
pub(crate) struct CheckoutArgs {
    /// Only this platform; both when left out
    #[arg(long)]
    pub platform: Option<PlatformName>,
    /// The address's id; the only one there is when left out
    #[arg(long)]
    pub address: Option<String>,
    /// Only these records; all that can be bought when left out
    pub lines: Vec<String>,
}

#[derive(Debug, Subcommand)]
pub(crate) enum OrderVerb {
    /// Orders of this computer, newest first
    List {
        /// Words or a part of an id
        #[arg(long, default_value = "")]
        words: String,
        /// Read PandaPon first
        #[arg(long)]
        refresh: bool,
        /// Rows
        #[arg(long, default_value_t = 50)]
        limit: u32,
        /// Cursor of the page before
        #[arg(long)]
        after: Option<String>,
    },
    /// Find orders of this computer: words, parts of numbers, and conditions such as status:shipped tag:vip '>500'
    Search {
        /// What to look for
        #[arg(required = true)]
        filter: Vec<String>,
        /// In all accounts
        #[arg(long)]
        everywhere: bool,
        /// Rows
        #[arg(long, default_value_t = 50)]
        limit: u32,
        /// Cursor of the page before
        #[arg(long)]
        after: Option<String>,
    },
    /// Fetch orders: back to the first one, then what is open; goes on where it ended
    Sync {
        /// Go on keeping them fresh until Ctrl C
        #[arg(long)]
        watch: bool,
    },
    /// An order with its story
    Show {
        /// This desk's id or PandaPon's
        order: String,
        /// Ask PandaPon first
        #[arg(long)]
        refresh: bool,
    },
    /// Changes of sums, newest first, with what said them and what confirmed them
    Prices {
        /// Only of this order
        order: Option<String>,
        /// Only what makes dearer
        #[arg(long)]
        rises: bool,
        /// Only of orders that are still to be paid
        #[arg(long)]
        unpaid: bool,
        /// Rows
        #[arg(long, default_value_t = 50)]
        limit: u32,
        /// Cursor of the page before
        #[arg(long)]
        after: Option<String>,
        /// Write all of them to this file instead; one that stands there is replaced
        #[arg(long, value_name = "FILE", conflicts_with_all = ["limit", "after"])]
        out: Option<PathBuf>,
        /// What the file is; as its ending says when left out
        #[arg(long, requires = "out")]
        format: Option<ExportFormatName>,
        /// The language of its titles
        #[arg(long, requires = "out", default_value = "en")]
        language: LanguageName,
    },
    /// What changed without your doing, newest first
    News {
        /// Only what was not read yet
        #[arg(long)]
        unread: bool,
        /// Mark all as read afterwards
        #[arg(long)]
        read: bool,
    },
    /// Write orders to a spreadsheet or a csv file, newest first; needs no net
    Export {
        /// The file; one that stands there is replaced
        #[arg(long, value_name = "FILE")]
        out: PathBuf,
        /// Only what the search box would find with this
        #[arg(long, default_value = "")]
        words: String,
        /// These alone: this desk's ids or PandaPon's
        #[arg(value_name = "ORDER")]
        orders: Vec<String>,
        /// Orders of all accounts
        #[arg(long, conflicts_with = "orders")]
        all_accounts: bool,
        /// One row for each line of an order
        #[arg(long)]
        lines: bool,
        /// What the file is; as its ending says when left out
        #[arg(long)]
        format: Option<ExportFormatName>,
        /// The language of the titles
        #[arg(long, default_value = "en")]
        language: LanguageName,
    },
    /// Write an order as a PDF to print; needs no net
    Sheet {
        /// The order
        order: String,
        /// The file; one that stands there is replaced
        #[arg(long, value_name = "FILE")]
        out: PathBuf,
        /// The language of the page
        #[arg(long, default_value = "en")]
        language: LanguageName,
    },
    /// Pay orders
    Pay {
        /// The orders
        #[arg(required = true)]
        orders: Vec<String>,
        /// Pay only when they come to exactly this together, in yuan; also says yes to a sum above your amount to confirm
        #[arg(long, value_name = "YUAN")]
        total: Option<String>,
        /// Pay those among them too that rose since they were first known
        #[arg(long)]
        accept_rises: bool,
    },
    /// Hand in a payment voucher (Taobao)
    Voucher {
        /// The order
        order: String,
        /// A picture or a PDF
        file: PathBuf,
        /// Words to finance
        #[arg(long)]
        remark: Option<String>,
        /// A link to the file, where the connection wants one
        #[arg(long)]
        link: Option<String>,
    },
    /// Confirm that an order's goods arrived (1688); the seller gets the money then
    Confirm {
        /// The order
        order: String,
    },
    /// Cancel an order
    Cancel {
        /// The order
        order: String,
        /// Why
        #[arg(long)]
        reason: String,
    },
}

/// The file that an export becomes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum ExportFormatName {
    Xlsx,
    Csv,
}

/// A language of the UI.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum LanguageName {
    En,
    Zh,
}
