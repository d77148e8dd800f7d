//! The verbs, one area a file. Each builds a command's request and prints its response.

mod account;
mod address;
pub(crate) mod api;
mod callback;
mod cart;
mod case;
pub(crate) mod db;
mod offer;
mod order;
mod outbox;
mod paper;

use std::path::Path;

use anyhow::Context;
use pondesk_agent::api::{AccountView, CommandError, DeskStatus, ErrorCode, FileRef, Nothing};
use pondesk_agent::desk::Desk;
use pondesk_agent::files;
use pondesk_domain::{AccountId, Money, Platform};

use crate::args::{ApiVerb, Args, PlatformName, Verb};
use crate::call::call;
use crate::exit::Failure;

impl From<PlatformName> for Platform {
    fn from(name: PlatformName) -> Self {
        match name {
            PlatformName::Taobao => Self::Taobao,
            PlatformName::Alibaba1688 => Self::Alibaba1688,
        }
    }
}

/// What every verb works with.
pub(crate) struct Session {
    /// The desk.
    pub desk: Desk,
    /// Print JSON.
    pub json: bool,
    /// The account named on the command line.
    account: Option<String>,
}

/// Opens the desk and runs one verb.
pub(crate) async fn run(args: Args) -> Result<(), Failure> {
    let desk = crate::open::open(&args).await?;
    let session = Session { desk, json: args.json, account: args.account };
    if args.memory && needs_keys(&args.verb) {
        account::type_keys(&session).await?;
    }
    match args.verb {
        Verb::Account(verb) => account::run(&session, verb, args.memory).await,
        Verb::Search(search) => offer::search(&session, search).await,
        Verb::Offer(verb) => offer::run(&session, verb).await,
        Verb::Cart(verb) => cart::run(&session, verb).await,
        Verb::Order(verb) => order::run(&session, verb).await,
        Verb::Case(verb) => case::run(&session, verb).await,
        Verb::Address(verb) => address::run(&session, verb).await,
        Verb::Outbox(verb) => outbox::run(&session, verb).await,
        Verb::Api(verb) => api::run(&session, verb).await,
        Verb::Callback(verb) => callback::run(&session, verb).await,
        Verb::Db(_) | Verb::Sandbox(_) | Verb::Serve(_) => Ok(()),
    }
}

/// Whether a verb may call PandaPon for an account that is there already.
fn needs_keys(verb: &Verb) -> bool {
    match verb {
        Verb::Account(_) => false,
        Verb::Api(ApiVerb::Call(call)) => !call.dry_run,
        _ => true,
    }
}

impl Session {
    /// The account meant: by id or name, else the one in use.
    pub(crate) async fn account(&self) -> Result<AccountView, Failure> {
        let status: DeskStatus = call(&self.desk, "desk_status", &Nothing {}).await?;
        let wanted = |account: &AccountView| match &self.account {
            Some(name) => account.account_id.as_str() == name || account.name == *name,
            None => status.current.as_ref() == Some(&account.account_id),
        };
        let found = status.accounts.iter().find(|account| wanted(account)).cloned();
        Ok(found.ok_or_else(|| CommandError::field(ErrorCode::AccountMissing, "account"))?)
    }

    /// Id of [`Session::account`].
    pub(crate) async fn account_id(&self) -> Result<AccountId, Failure> {
        Ok(self.account().await?.account_id)
    }

    /// Gives a file to the desk.
    pub(crate) async fn take(&self, path: &Path) -> Result<FileRef, Failure> {
        let bytes = std::fs::read(path).with_context(|| format!("{} cannot be read", path.display()))?;
        let name = path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
        Ok(files::take(&self.desk, &name, bytes).await?)
    }
}

/// An amount typed in yuan, such as `2137` or `2137.50`.
pub(crate) fn yuan(field: &str, typed: &str) -> Result<Money, Failure> {
    let invalid = || CommandError::field(ErrorCode::FieldInvalid, field).with("given", typed);
    Ok(Money::typed(typed).map_err(|_| invalid())?)
}
