//! What can be typed. Every verb also speaks JSON (`--json`): the same types as the commands of the UI.

mod api;
mod buying;
mod callback;
mod case;
mod sandbox;

use std::net::SocketAddr;
use std::path::PathBuf;

use clap::{Args as ClapArgs, Parser, Subcommand, ValueEnum};

pub(crate) use api::*;
pub(crate) use buying::*;
pub(crate) use callback::*;
pub(crate) use case::*;
pub(crate) use sandbox::SandboxVerb;

/// Pondesk from a terminal.
#[derive(Debug, Parser)]
#[command(name = "pondesk-cli", version, about, after_help = EXIT_CODES)]
pub(crate) struct Args {
    /// Print JSON: the same shapes as the UI's commands, one document on standard output
    #[arg(long, global = true)]
    pub json: bool,
    /// Folder that holds orders, carts and caches
    #[arg(long, global = true, env = "PONDESK_DATA_DIR", value_name = "DIR")]
    pub data_dir: Option<PathBuf>,
    /// Account to act for, by id or name; the one in use when left out
    #[arg(long, global = true, value_name = "ACCOUNT")]
    pub account: Option<String>,
    /// No keychain: read access key and secret from standard input, two lines, and keep them for this run only
    #[arg(long, global = true)]
    pub memory: bool,
    #[command(subcommand)]
    pub verb: Verb,
}

const EXIT_CODES: &str = "\
Exit codes:
  0  done
  1  a fault of Pondesk itself
  2  the command line is not understood
  3  something that was given is wrong; the message names the field
  4  the keychain is locked, refused, or has no secret for the account
  5  PandaPon was not reached; nothing was sent
  6  PandaPon said no
  7  the outcome is not known: see `outbox list`; it is not sent again by itself
  8  a price or a sum changed: look at it and agree
  9  the data folder is in use, full, read-only, damaged or newer
  10 a guard stops it: the daily limit, an amount to confirm, or the same goods a short while ago";

#[derive(Debug, Subcommand)]
pub(crate) enum Verb {
    /// Accounts and their connection
    #[command(subcommand)]
    Account(AccountVerb),
    /// Find offers by words, a picture or a link
    Search(SearchArgs),
    /// Offers
    #[command(subcommand)]
    Offer(OfferVerb),
    /// The cart and the way to an order
    #[command(subcommand)]
    Cart(CartVerb),
    /// Orders
    #[command(subcommand)]
    Order(OrderVerb),
    /// After-sales cases
    #[command(subcommand)]
    Case(CaseVerb),
    /// Delivery addresses
    #[command(subcommand)]
    Address(AddressVerb),
    /// Everything that changes something at PandaPon
    #[command(subcommand)]
    Outbox(OutboxVerb),
    /// The operations of PandaPon themselves
    #[command(subcommand)]
    Api(ApiVerb),
    /// Messages that PandaPon pushes when an order changes
    #[command(subcommand)]
    Callback(CallbackVerb),
    /// The data of this computer: check, back up, restore
    #[command(subcommand)]
    Db(DbVerb),
    /// The local PandaPon
    #[command(subcommand)]
    Sandbox(SandboxVerb),
    /// Serve the UI to a browser on this computer
    Serve(ServeArgs),
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum PlatformName {
    Taobao,
    #[value(name = "1688")]
    Alibaba1688,
}

#[derive(Debug, Subcommand)]
pub(crate) enum AccountVerb {
    /// Add an account; its secret is read from standard input
    Add(AccountAddArgs),
    /// Open the embedded sandbox and use it
    AddSandbox,
    /// List accounts
    List,
    /// Test the connection of an account and keep what worked
    Test,
    /// Make an account the one in use
    Select,
    /// Show or set what it may do unasked
    Limits(AccountLimitsArgs),
    /// Remove an account and its secret; its orders stay
    Remove,
    /// Choose the edition of PandaPon's reference that an account speaks
    Edition {
        /// The edition
        edition: EditionName,
    },
    /// Send an operation elsewhere than the operation table says, from the next call on
    Override(OverrideArgs),
}

#[derive(Debug, ClapArgs)]
pub(crate) struct AccountAddArgs {
    /// Its name on this desk
    #[arg(long)]
    pub name: String,
    /// Where PandaPon is; PandaPon's own when left out
    #[arg(long, default_value = "")]
    pub base_url: String,
    /// AccessKey (with --memory it is read from standard input)
    #[arg(long)]
    pub access_key: Option<String>,
    /// PandaPon's sub-account
    #[arg(long)]
    pub user_id: String,
    /// A sandbox's control URL, to show its balance
    #[arg(long)]
    pub control_url: Option<String>,
}

#[derive(Debug, ClapArgs)]
pub(crate) struct AccountLimitsArgs {
    /// Most that the orders and payments of a day may come to, in yuan; `none` lifts it
    #[arg(long, value_name = "YUAN")]
    pub daily: Option<String>,
    /// A sum above this must be named with --total, in yuan; `none` lifts it
    #[arg(long, value_name = "YUAN")]
    pub confirm_above: Option<String>,
    /// Hours in which the same goods to the same address want --again; 0 for never
    #[arg(long, value_name = "HOURS")]
    pub duplicate_hours: Option<String>,
}

#[derive(Debug, Subcommand)]
pub(crate) enum AddressVerb {
    /// List addresses
    List,
    /// Add an address
    Add {
        /// Receiver
        #[arg(long, default_value = "")]
        name: String,
        /// Mobile number
        #[arg(long, default_value = "")]
        phone: String,
        /// Province, in Chinese
        #[arg(long, default_value = "")]
        province: String,
        /// City, in Chinese
        #[arg(long, default_value = "")]
        city: String,
        /// District, in Chinese
        #[arg(long, default_value = "")]
        district: String,
        /// Street and number
        #[arg(long, default_value = "")]
        street: String,
    },
}

#[derive(Debug, Subcommand)]
pub(crate) enum OutboxVerb {
    /// Operations, those that need you first
    List,
    /// An operation with its story
    Show {
        /// The operation
        operation: String,
    },
    /// Read PandaPon now, to find out what became of an operation; of all that are due when none is named
    Look {
        /// The operation
        operation: Option<String>,
    },
    /// Decide about an operation that needs it
    Resolve {
        /// The operation
        operation: String,
        #[command(subcommand)]
        decision: Decision,
    },
}

#[derive(Debug, Subcommand)]
pub(crate) enum Decision {
    /// Send it, or send it again after one more look; it is checked once more first
    SendAgain {
        /// Says yes to this sum, in yuan, where it is above your amount to confirm
        #[arg(long, value_name = "YUAN")]
        total: Option<String>,
        /// Send it although the same goods went to the same address a short while ago
        #[arg(long)]
        again: bool,
    },
    /// Put it aside: it is not sent again and not looked for
    Drop,
    /// It became this order
    Adopt {
        /// This desk's id or PandaPon's
        order: String,
    },
}

#[derive(Debug, Subcommand)]
pub(crate) enum DbVerb {
    /// Read the whole database and all vouchers, and list the backups; changes nothing
    Check,
    /// Make a backup now, also while Pondesk is open
    Backup,
    /// Put a backup in the place of the database, which is moved aside and not deleted
    Restore {
        /// A name that `db check` lists; the newest when left out
        #[arg(long, value_name = "NAME")]
        from: Option<String>,
    },
}

#[derive(Debug, ClapArgs)]
pub(crate) struct ServeArgs {
    /// Address on loopback; port 0 takes any free one
    #[arg(long, default_value = "127.0.0.1:0")]
    pub listen: SocketAddr,
    /// Fetch orders only when asked to, not in the background
    #[arg(long)]
    pub no_sync: bool,
}
