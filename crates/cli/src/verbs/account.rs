//! `account …`

use pondesk_agent::api::{
    AccountAdd, AccountAddSandbox, AccountEdition, AccountLimits, AccountLimitsSave, AccountOverride,
    AccountOverrideClear, AccountRef, AccountSecret, AccountView, ConnectionSettings, ConnectionTest,
    DeskStatus, Edition, HttpMethod, Nothing, PlaceOverride,
};
use pondesk_domain::Money;
use secrecy::ExposeSecret;

use super::Session;
use crate::args::{AccountAddArgs, AccountLimitsArgs, AccountVerb, EditionName, MethodName, OverrideArgs};
use crate::call::{call, print};
use crate::exit::Failure;
use crate::open::{typed_keys, typed_line};
use crate::text;

pub(crate) async fn run(session: &Session, verb: AccountVerb, memory: bool) -> Result<(), Failure> {
    match verb {
        AccountVerb::Add(given) => add(session, given, memory).await,
        AccountVerb::AddSandbox => {
            let view: AccountView = call(&session.desk, "account_add_sandbox", &AccountAddSandbox {}).await?;
            print(session.json, &view, text::account)
        }
        AccountVerb::List => {
            let status: DeskStatus = call(&session.desk, "desk_status", &Nothing {}).await?;
            print(session.json, &status.accounts, |accounts| {
                text::accounts(accounts, status.current.as_ref())
            })
        }
        AccountVerb::Test => {
            if memory {
                type_keys(session).await?;
            }
            let request = AccountRef { account_id: session.account_id().await? };
            let test: ConnectionTest = call(&session.desk, "account_test", &request).await?;
            print(session.json, &test, text::connection_test)?;
            if test.works { Ok(()) } else { Err(Failure::Printed(6)) }
        }
        AccountVerb::Limits(given) => limits(session, given).await,
        AccountVerb::Select => by_ref(session, "account_select").await,
        AccountVerb::Remove => by_ref(session, "account_remove").await,
        AccountVerb::Edition { edition } => {
            let account_id = session.account_id().await?;
            let request = AccountEdition { account_id, edition: edition.into() };
            let view: AccountView = call(&session.desk, "account_edition", &request).await?;
            print(session.json, &view, text::account)
        }
        AccountVerb::Override(given) => overriding(session, given).await,
    }
}

async fn overriding(session: &Session, given: OverrideArgs) -> Result<(), Failure> {
    let account_id = session.account_id().await?;
    let view: AccountView = match given {
        OverrideArgs { operation: Some(operation), clear: false, method, path } => {
            let place = PlaceOverride { operation, method: method.map(Into::into), path };
            call(&session.desk, "account_override", &AccountOverride { account_id, place }).await?
        }
        OverrideArgs { operation, .. } => {
            let request = AccountOverrideClear { account_id, operation };
            call(&session.desk, "account_override_clear", &request).await?
        }
    };
    print(session.json, &view, text::overrides)
}

impl From<EditionName> for Edition {
    fn from(name: EditionName) -> Self {
        match name {
            EditionName::V1 => Self::V1,
            EditionName::V2 => Self::V2,
        }
    }
}

impl From<MethodName> for HttpMethod {
    fn from(name: MethodName) -> Self {
        match name {
            MethodName::Get => Self::Get,
            MethodName::Post => Self::Post,
        }
    }
}

async fn by_ref(session: &Session, command: &str) -> Result<(), Failure> {
    let request = AccountRef { account_id: session.account_id().await? };
    let status: DeskStatus = call(&session.desk, command, &request).await?;
    print(session.json, &status, |status| text::accounts(&status.accounts, status.current.as_ref()))
}

/// Shows the limits; what was given is set first, the rest stays.
async fn limits(session: &Session, given: AccountLimitsArgs) -> Result<(), Failure> {
    let account_id = session.account_id().await?;
    let request = AccountRef { account_id: account_id.clone() };
    let mut shown: AccountLimits = call(&session.desk, "account_limits", &request).await?;
    let AccountLimitsArgs { daily, confirm_above, duplicate_hours } = given;
    if daily.is_some() || confirm_above.is_some() || duplicate_hours.is_some() {
        let amount = |given: Option<String>, kept: Option<Money>| match given {
            Some(word) if word == "none" => String::new(),
            Some(typed) => typed,
            None => kept.map(|money| money.to_yuan().to_string()).unwrap_or_default(),
        };
        let request = AccountLimitsSave {
            account_id,
            daily: amount(daily, shown.limits.daily),
            confirm_above: amount(confirm_above, shown.limits.confirm_above),
            duplicate_hours: duplicate_hours.unwrap_or_else(|| shown.limits.duplicate_hours.to_string()),
        };
        shown = call(&session.desk, "account_limits_save", &request).await?;
    }
    print(session.json, &shown, text::limits)
}

async fn add(session: &Session, given: AccountAddArgs, memory: bool) -> Result<(), Failure> {
    let access_key = match given.access_key {
        Some(key) => key,
        None => typed_line("the access key")?,
    };
    let request = AccountAdd {
        name: given.name,
        base_url: given.base_url,
        access_key,
        access_secret: typed_line("the secret")?,
        user_id: given.user_id,
        connection: ConnectionSettings::default(),
        memory_only: memory,
        control_url: given.control_url,
    };
    let view: AccountView = call(&session.desk, "account_add", &request).await?;
    print(session.json, &view, text::account)
}

/// With `--memory` the keys of the account are typed anew for each run.
pub(crate) async fn type_keys(session: &Session) -> Result<(), Failure> {
    let keys = typed_keys()?;
    let request = AccountSecret {
        account_id: session.account_id().await?,
        access_key: keys.access_key,
        access_secret: keys.access_secret.expose_secret().to_owned(),
        memory_only: true,
    };
    call::<AccountView>(&session.desk, "account_secret", &request).await.map(|_| ())
}
