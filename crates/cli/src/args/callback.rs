//! `callback …`

use std::path::PathBuf;

use clap::{Args as ClapArgs, Subcommand, ValueEnum};
use pondesk_domain::CallbackState;

#[derive(Debug, Subcommand)]
pub(crate) enum CallbackVerb {
    /// Listen for pushed messages and fetch their orders, until Ctrl C
    Listen {
        /// Address to listen on; as in the settings when left out
        #[arg(long)]
        host: Option<String>,
        /// Port to listen on, 0 for any free one; as in the settings when left out
        #[arg(long)]
        port: Option<u16>,
    },
    /// Where messages come in, and how the receiver is
    Settings(CallbackSettingsArgs),
    /// Ask the receiver of the settings what PandaPon's Verify asks
    Test,
    /// Pushed messages, newest first
    List {
        /// Only these states
        #[arg(long, value_delimiter = ',')]
        state: Vec<StateName>,
        /// Rows
        #[arg(long, default_value_t = 50)]
        limit: u32,
        /// Cursor of the page before
        #[arg(long)]
        after: Option<String>,
    },
    /// A message with all that came
    Show {
        /// Its id
        message: String,
    },
    /// Look at messages again that were not applied: all, or this one
    Retry {
        /// Its id
        message: Option<String>,
    },
    /// Take a message from a file, `-` for standard input, as if PandaPon had pushed it
    Ingest {
        /// The file
        file: PathBuf,
    },
}

/// Nothing given: they are shown. Only what is given changes.
#[derive(Debug, ClapArgs)]
pub(crate) struct CallbackSettingsArgs {
    /// Listen while Pondesk is open
    #[arg(long)]
    pub on: Option<bool>,
    /// Address to listen on
    #[arg(long)]
    pub host: Option<String>,
    /// Port to listen on
    #[arg(long)]
    pub port: Option<u16>,
    /// Where PandaPon reaches it, `https://…`, without the account's path
    #[arg(long)]
    pub public_url: Option<String>,
    /// What is wanted of signatures, for the account
    #[arg(long)]
    pub signatures: Option<SignatureName>,
    /// Give the account another path; the old one answers nobody any more
    #[arg(long)]
    pub new_path: bool,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum SignatureName {
    /// Not looked at
    Off,
    /// Checked and shown; every message is processed
    LogOnly,
    /// Only messages that are signed rightly are processed
    Enforce,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum StateName {
    Waiting,
    Applied,
    Unmatched,
    UnknownType,
    Unreadable,
    Refused,
}

impl From<StateName> for CallbackState {
    fn from(name: StateName) -> Self {
        match name {
            StateName::Waiting => Self::Waiting,
            StateName::Applied => Self::Applied,
            StateName::Unmatched => Self::Unmatched,
            StateName::UnknownType => Self::UnknownType,
            StateName::Unreadable => Self::Unreadable,
            StateName::Refused => Self::Refused,
        }
    }
}
