//! What can be typed about after-sales cases.

use std::path::PathBuf;

use clap::{Args as ClapArgs, Subcommand, ValueEnum};

use super::LanguageName;

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum KindName {
    /// Money; the goods stay
    Refund,
    /// Money for goods that go back
    Return,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum GoodsName {
    /// Not shipped yet
    NotShipped,
    /// Shipped, and not received
    NotReceived,
    /// With you
    Received,
}

/// What a claim rests on.
#[derive(Debug, Clone, Copy, ClapArgs)]
pub(crate) struct BasisArgs {
    /// What is asked for; the first that the order's state allows when left out
    #[arg(long)]
    pub kind: Option<KindName>,
    /// Where the goods are
    #[arg(long)]
    pub goods: Option<GoodsName>,
}

#[derive(Debug, Subcommand)]
pub(crate) enum CaseVerb {
    /// What may be claimed for an order's lines: kinds, reasons, amounts
    Terms {
        /// This desk's id of the order or PandaPon's
        order: String,
        /// Only these lines; all when left out
        #[arg(long = "line", value_name = "LINE")]
        lines: Vec<String>,
        #[command(flatten)]
        basis: BasisArgs,
    },
    /// Open a case for lines of an order
    Open {
        /// This desk's id of the order or PandaPon's
        order: String,
        /// The lines; all when left out
        #[arg(long = "line", value_name = "LINE")]
        lines: Vec<String>,
        #[command(flatten)]
        basis: BasisArgs,
        #[command(flatten)]
        claim: ClaimArgs,
        /// Show what would be sent; send nothing
        #[arg(long)]
        dry_run: bool,
    },
    /// Cases, those that need you first
    List {
        /// Words or a part of an id
        #[arg(long, default_value = "")]
        words: String,
        /// Also those that are over
        #[arg(long)]
        all: bool,
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
    /// A case with its story
    Show {
        /// This desk's id or PandaPon's
        case: String,
        /// Ask PandaPon first
        #[arg(long)]
        refresh: bool,
    },
    /// Write to the seller (Taobao)
    Message {
        /// The case
        case: String,
        /// The words
        words: String,
        /// Pictures that go with them
        #[arg(long, value_name = "FILE")]
        evidence: Vec<PathBuf>,
    },
    /// Change what a case asks; what is left out stays (Taobao)
    Modify {
        /// The case
        case: String,
        #[command(flatten)]
        basis: BasisArgs,
        #[command(flatten)]
        claim: ClaimArgs,
    },
    /// Withdraw a case (Taobao)
    Cancel {
        /// The case
        case: String,
    },
    /// Say how the goods went back; without a carrier, list the carriers and the address
    Return {
        /// The case
        case: String,
        /// The carrier's code
        #[arg(long, requires = "waybill")]
        carrier: Option<String>,
        /// Waybill number
        #[arg(long, requires = "carrier")]
        waybill: Option<String>,
        /// Phone of the sender (Taobao)
        #[arg(long)]
        phone: Option<String>,
        /// A remark
        #[arg(long)]
        note: Option<String>,
        /// Pictures of the parcel (1688)
        #[arg(long, value_name = "FILE")]
        evidence: Vec<PathBuf>,
    },
    /// Write the evidence pack of a case: a zip of all that this computer has of it, or its record as a PDF; needs no net
    Pack {
        /// The case
        case: String,
        /// The file, .zip or .pdf; one that stands there is replaced
        #[arg(long, value_name = "FILE")]
        out: PathBuf,
        /// The language of the record
        #[arg(long, default_value = "en")]
        language: LanguageName,
    },
}

#[derive(Debug, ClapArgs)]
pub(crate) struct ClaimArgs {
    /// Id of the reason, as `case terms` lists them
    #[arg(long)]
    pub reason: Option<String>,
    /// Amount asked back in yuan, for one line; LINE=YUAN for several; all that can be asked when left out
    #[arg(long, value_name = "YUAN")]
    pub amount: Vec<String>,
    /// Freight asked back beside the goods, in yuan (1688)
    #[arg(long, value_name = "YUAN")]
    pub freight: Option<String>,
    /// Your words
    #[arg(long)]
    pub words: Option<String>,
    /// Pictures and documents; they are kept on this computer first
    #[arg(long, value_name = "FILE")]
    pub evidence: Vec<PathBuf>,
}
