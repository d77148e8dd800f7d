//! What can be typed about the operation table, raw calls and overrides.

use std::path::PathBuf;

use clap::{Args, Subcommand, ValueEnum};

#[derive(Debug, Subcommand)]
pub(crate) enum ApiVerb {
    /// List all operations of PandaPon: where they are, how sure that is, whether they may be sent twice
    List,
    /// Send any operation, signed; what changes something goes through the outbox and wants --yes
    Call(ApiCallArgs),
}

#[derive(Debug, Args)]
pub(crate) struct ApiCallArgs {
    /// Its operation id, see `api list`
    pub operation: String,
    /// A file with its fields as a JSON object; `-` reads standard input
    #[arg(long, value_name = "FILE", conflicts_with = "query")]
    pub body: Option<PathBuf>,
    /// A field as text, once for each
    #[arg(long, value_name = "NAME=VALUE")]
    pub query: Vec<String>,
    /// Only print the request, with key and signature masked; nothing is sent
    #[arg(long)]
    pub dry_run: bool,
    /// Agree to a call that changes something at PandaPon
    #[arg(long)]
    pub yes: bool,
}

#[derive(Debug, Args)]
pub(crate) struct OverrideArgs {
    /// The operation, see `api list`; all of them with --clear
    #[arg(required_unless_present = "clear")]
    pub operation: Option<String>,
    /// Send it with this method
    #[arg(long, ignore_case = true)]
    pub method: Option<MethodName>,
    /// Send it to this path below the base URL, with the placeholders of its own
    #[arg(long)]
    pub path: Option<String>,
    /// Send it, or all, where the operation table says again
    #[arg(long, conflicts_with_all = ["method", "path"])]
    pub clear: bool,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum MethodName {
    #[value(name = "GET")]
    Get,
    #[value(name = "POST")]
    Post,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum EditionName {
    V1,
    V2,
}
