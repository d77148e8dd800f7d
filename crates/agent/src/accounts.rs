//! Accounts: adding, testing, choosing, removing.

use std::sync::Arc;

use pandapon::{Credentials, probe, probe_watched_by};
use pondesk_domain::AccountId;
use pondesk_store::{Account, Store};
use zeroize::Zeroize;

use crate::api::*;
use crate::clients::environment_of;
use crate::connecting::{self, CheckedAccount, PRODUCTION, SANDBOX};
use crate::connection_test::told;
use crate::desk::Desk;
use crate::desk_status;
use crate::diagnostics::Masks;
use crate::secrets::AccountKeys;

/// Name of the embedded sandbox's account; the UI shows its own word for it.
const SANDBOX_NAME: &str = "Sandbox";

/// Opens the embedded sandbox and makes its account the one in use. Called again, it answers with the account there is.
///
/// # Errors
/// [`ErrorCode::SandboxFailed`], and those of the store.
pub async fn add_sandbox(desk: &Desk, _request: AccountAddSandbox) -> CommandResult<AccountView> {
    let accounts = desk.store().run(Store::accounts).await?;
    let known = accounts
        .into_iter()
        .find(|account| matches!(connecting::place_of(account), connecting::Place::Practice));
    let account = match known {
        Some(account) => account,
        None => {
            let keys = connecting::random_keys()?;
            let account = Account {
                account_id: AccountId::from(desk.new_ulid()),
                name: SANDBOX_NAME.to_owned(),
                environment: SANDBOX.to_owned(),
                base_url: None,
                access_key_hint: connecting::hint(&keys.access_key),
                user_id: connecting::random_user_id()?,
                connection: settings_text(&ConnectionSettings::default())?,
                control_url: None,
                memory_only: false,
                added_at: desk.now(),
                removed_at: None,
            };
            let row = account.clone();
            desk.store().run(move |store| store.save_account(&row)).await?;
            keep_practice_keys(desk, &account, keys).await;
            account
        }
    };
    // Opened now, so that a sandbox that cannot start is told here.
    desk.client(&account.account_id).await?;
    make_current(desk, &account.account_id).await?;
    view(desk, &account).await
}

/// Adds an account and makes it the one in use. Its secret goes to the keychain, or stays in memory by explicit choice.
///
/// # Errors
/// [`ErrorCode::FieldMissing`] and [`ErrorCode::FieldInvalid`] with the field; [`ErrorCode::KeychainLocked`] and
/// [`ErrorCode::KeychainDenied`], after which nothing was added.
pub async fn add(desk: &Desk, mut request: AccountAdd) -> CommandResult<AccountView> {
    let name = connecting::required("name", &request.name)?;
    let checked = connecting::check_account(&request)?;
    request.access_secret.zeroize();
    let account_id = AccountId::from(desk.new_ulid());
    keep_keys(desk, &account_id, checked.keys.clone(), request.memory_only).await?;
    let account = Account {
        account_id,
        name,
        environment: if checked.control_url.is_some() { SANDBOX } else { PRODUCTION }.to_owned(),
        access_key_hint: connecting::hint(&checked.keys.access_key),
        base_url: checked.base_url,
        user_id: checked.user_id,
        connection: settings_text(&request.connection)?,
        control_url: checked.control_url,
        memory_only: request.memory_only,
        added_at: desk.now(),
        removed_at: None,
    };
    let row = account.clone();
    let saved = desk.store().run(move |store| store.save_account(&row)).await;
    if let Err(error) = saved {
        forget_keys(desk, &account.account_id).await?;
        return Err(error.into());
    }
    make_current(desk, &account.account_id).await?;
    view(desk, &account).await
}

/// Tests an account that is not added yet. Nothing is kept.
///
/// # Errors
/// [`ErrorCode::FieldMissing`] and [`ErrorCode::FieldInvalid`] with the field. That it does not work is a finding.
pub async fn try_draft(_desk: &Desk, mut request: AccountAdd) -> CommandResult<ConnectionTest> {
    let CheckedAccount { connection, keys, user_id, .. } = connecting::check_account(&request)?;
    request.access_secret.zeroize();
    let credentials = Credentials::new(&keys.access_key, keys.access_secret, &user_id);
    let report = probe(&connection, &credentials).await.map_err(connecting::refusal)?;
    told(report, &request.connection, credentials, None).await
}

/// Tests the connection of an account and keeps the settings that worked.
///
/// # Errors
/// As [`Desk::client`]. That it does not work is a finding.
pub async fn test(desk: &Desk, request: AccountRef) -> CommandResult<ConnectionTest> {
    // Opens the sandbox first, when it is one; its address is known to its client.
    let client = desk.client(&request.account_id).await?;
    let account = desk.account(&request.account_id).await?;
    let keys = desk.keys(&account).await?;
    let before = connecting::settings_of(&account);
    let watcher = desk.watch_of(&account.account_id, Masks::of(&keys));
    let credentials = Credentials::new(&keys.access_key, keys.access_secret, &account.user_id);
    let report = probe_watched_by(client.connection(), &credentials, Arc::clone(&watcher)).await;
    let report = report.map_err(connecting::refusal)?;
    let mut test = told(report, &before, credentials, Some(watcher)).await?;
    if let Some(found) = test.connection.take() {
        let (scheme, timestamp_unit) = (found.scheme, found.timestamp_unit);
        let keep = move |settings: &mut ConnectionSettings| {
            (settings.scheme, settings.timestamp_unit) = (scheme, timestamp_unit);
        };
        test.connection = Some(change_settings(desk, &request.account_id, keep).await?);
    }
    Ok(test)
}

/// Changes how an account is reached, checks all of it and keeps it; the next call goes by it.
///
/// # Errors
/// [`ErrorCode::AccountMissing`], [`ErrorCode::OverrideRefused`], and those of the store.
pub(crate) async fn change_settings(
    desk: &Desk,
    account_id: &AccountId,
    change: impl FnOnce(&mut ConnectionSettings),
) -> CommandResult<ConnectionSettings> {
    let _turn = desk.inner.clients.settings_turn.lock().await;
    // Read now: another command may have changed it since it was last looked at.
    let account = desk.account(account_id).await?;
    let before = connecting::settings_of(&account);
    let mut settings = before.clone();
    change(&mut settings);
    if settings != before {
        connecting::check_settings(&settings)?;
        let row = Account { connection: settings_text(&settings)?, ..account };
        desk.store().run(move |store| store.save_account(&row)).await?;
        changed(desk, account_id);
    }
    Ok(settings)
}

/// Makes an account the one in use.
///
/// # Errors
/// [`ErrorCode::AccountMissing`].
pub async fn select(desk: &Desk, request: AccountRef) -> CommandResult<DeskStatus> {
    let account = desk.account(&request.account_id).await?;
    make_current(desk, &account.account_id).await?;
    desk_status::show(desk, Nothing {}).await
}

/// Enters key and secret of a known account again.
///
/// # Errors
/// [`ErrorCode::AccountMissing`], [`ErrorCode::FieldMissing`], [`ErrorCode::FieldInvalid`], and those of the keychain.
pub async fn enter_secret(desk: &Desk, mut request: AccountSecret) -> CommandResult<AccountView> {
    let account = desk.account(&request.account_id).await?;
    let keys = connecting::check_keys(&request.access_key, &request.access_secret)?;
    request.access_secret.zeroize();
    let access_key_hint = connecting::hint(&keys.access_key);
    keep_keys(desk, &account.account_id, keys, request.memory_only).await?;
    let account = Account { access_key_hint, memory_only: request.memory_only, ..account };
    let row = account.clone();
    desk.store().run(move |store| store.save_account(&row)).await?;
    changed(desk, &account.account_id);
    view(desk, &account).await
}

/// Removes an account and its secret. Its orders stay.
///
/// # Errors
/// [`ErrorCode::AccountMissing`]; [`ErrorCode::KeychainLocked`] when the secret could not be removed, and then nothing was.
pub async fn remove(desk: &Desk, request: AccountRef) -> CommandResult<DeskStatus> {
    let account = desk.account(&request.account_id).await?;
    forget_keys(desk, &account.account_id).await?;
    let (id, now) = (account.account_id.clone(), desk.now());
    desk.store().run(move |store| store.remove_account(&id, now)).await?;
    changed(desk, &account.account_id);
    desk_status::show(desk, Nothing {}).await
}

/// An account as the UI sees it.
pub(crate) async fn view(desk: &Desk, account: &Account) -> CommandResult<AccountView> {
    Ok(AccountView {
        account_id: account.account_id.clone(),
        name: account.name.clone(),
        environment: environment_of(account),
        base_url: match connecting::place_of(account) {
            connecting::Place::Practice => None,
            connecting::Place::At(base_url) => Some(base_url),
        },
        access_key_hint: account.access_key_hint.clone(),
        user_id: account.user_id.clone(),
        connection: connecting::settings_of(account),
        secret: desk.secret_state(account).await,
        added_at: account.added_at,
    })
}

fn settings_text(settings: &ConnectionSettings) -> CommandResult<String> {
    serde_json::to_string(settings).map_err(|error| CommandError::new(ErrorCode::Internal).saying(error))
}

/// The account's row or keys changed: its client is built anew, its state asked again, its orders fetched.
fn changed(desk: &Desk, account_id: &AccountId) {
    desk.inner.clients.drop_client(account_id);
    desk.inner.syncing.look_again(account_id);
    desk.changed(ChangedTable::Accounts, [account_id]);
}

async fn make_current(desk: &Desk, account_id: &AccountId) -> CommandResult<()> {
    let id = account_id.clone();
    desk.store().run(move |store| store.select_account(&id)).await?;
    desk.inner.syncing.look_again(account_id);
    desk.changed(ChangedTable::Accounts, [account_id]);
    desk.changed(ChangedTable::Status, [account_id]);
    Ok(())
}

/// Keeps keys in one place only: a choice for memory takes them out of the keychain.
async fn keep_keys(
    desk: &Desk,
    account_id: &AccountId,
    keys: AccountKeys,
    memory_only: bool,
) -> CommandResult<()> {
    let clients = &desk.inner.clients;
    if memory_only {
        if let Err(error) = clients.vault.remove(account_id).await {
            tracing::debug!(%error, "no keychain to take the secret out of");
        }
        clients.memory.put(account_id, keys);
        return Ok(());
    }
    clients.vault.save(account_id, &keys).await?;
    clients.memory.forget(account_id);
    Ok(())
}

/// The sandbox's keys move play money: where the keychain fails, memory does.
async fn keep_practice_keys(desk: &Desk, account: &Account, keys: AccountKeys) {
    let clients = &desk.inner.clients;
    if let Err(error) = clients.vault.save(&account.account_id, &keys).await {
        tracing::info!(%error, "the sandbox's keys stay in memory");
        clients.memory.put(&account.account_id, keys);
    }
}

async fn forget_keys(desk: &Desk, account_id: &AccountId) -> CommandResult<()> {
    let clients = &desk.inner.clients;
    if clients.memory.get(account_id).is_none() {
        clients.vault.remove(account_id).await?;
    }
    clients.memory.forget(account_id);
    Ok(())
}
