//! The signed clients of accounts: each built once, kept with its secret inside the SDK, dropped when its account changes.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use pandapon::{CallObserver, Client, Connection, Credentials, Lane};
use pondesk_domain::AccountId;
use pondesk_store::Account;
use tokio::sync::OnceCell;
use url::Url;

use crate::api::{ChangedTable, CommandError, CommandResult, Environment, ErrorCode, SecretState};
use crate::clock::{Clock, SdkClock};
use crate::connecting;
use crate::desk::{Desk, Pace};
use crate::diagnostics::Masks;
use crate::diagnostics::log::CallLog;
use crate::events::Events;
use crate::practice::{PracticeAddress, PracticeCredentials};
use crate::reach::{AccountWatch, Reach};
use crate::secrets::{AccountKeys, MemoryVault, SecretVault, VaultError};

/// The frame of the UI waits no longer for the keychain; what it says later comes as a change event.
const STATUS_PATIENCE: Duration = Duration::from_millis(300);

/// A client, and where its sandbox is controlled.
struct Connected {
    client: Client,
    control_url: Option<String>,
    masks: Masks,
    /// The embedded sandbox that it talks to, when it does.
    practice: Option<PracticeAddress>,
}

/// The clients of all accounts, and what is known of their secrets.
pub(crate) struct Clients {
    pub(crate) vault: Arc<dyn SecretVault>,
    pub(crate) memory: MemoryVault,
    pub(crate) reach: Arc<Reach>,
    pub(crate) calls: Arc<CallLog>,
    /// Held while an account's settings are read, changed and kept.
    pub(crate) settings_turn: tokio::sync::Mutex<()>,
    clock: Arc<dyn Clock>,
    pace: Pace,
    connected: Mutex<HashMap<AccountId, Arc<OnceCell<Connected>>>>,
    states: Mutex<HashMap<AccountId, SecretState>>,
}

impl Clients {
    pub(crate) fn new(
        vault: Arc<dyn SecretVault>,
        clock: Arc<dyn Clock>,
        events: Arc<Events>,
        reach: Reach,
        pace: Pace,
    ) -> Self {
        Self {
            vault,
            memory: MemoryVault::new(),
            calls: Arc::new(CallLog::new(events)),
            settings_turn: tokio::sync::Mutex::default(),
            reach: Arc::new(reach),
            clock,
            pace,
            connected: Mutex::default(),
            states: Mutex::default(),
        }
    }

    fn cell(&self, account: &AccountId) -> Arc<OnceCell<Connected>> {
        let mut connected = self.connected.lock().unwrap_or_else(PoisonError::into_inner);
        Arc::clone(connected.entry(account.clone()).or_default())
    }

    /// The client of an account, when it was used in this run, and its sandbox's control URL.
    pub(crate) fn known(&self, account: &AccountId) -> Option<(Client, Option<String>)> {
        self.cell(account).get().map(|connected| (connected.client.clone(), connected.control_url.clone()))
    }

    /// Forgets a client that talks to nobody any more, unless another took its place.
    fn drop_cell(&self, account: &AccountId, gone: &Arc<OnceCell<Connected>>) {
        let mut connected = self.connected.lock().unwrap_or_else(PoisonError::into_inner);
        if connected.get(account).is_some_and(|cell| Arc::ptr_eq(cell, gone)) {
            connected.remove(account);
        }
    }

    /// Forgets a client and what was known of its secret: the account changed.
    pub(crate) fn drop_client(&self, account: &AccountId) {
        self.connected.lock().unwrap_or_else(PoisonError::into_inner).remove(account);
        self.states().remove(account);
    }

    pub(crate) fn states(&self) -> MutexGuard<'_, HashMap<AccountId, SecretState>> {
        self.states.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Desk {
    /// The signed client of an account, in the lane of what the user waits for. An embedded sandbox that stopped is
    /// opened again.
    ///
    /// # Errors
    /// [`ErrorCode::AccountMissing`], [`ErrorCode::KeychainLocked`], [`ErrorCode::SecretMissing`],
    /// [`ErrorCode::KeychainDenied`], [`ErrorCode::SandboxFailed`].
    pub async fn client(&self, account_id: &AccountId) -> CommandResult<Client> {
        Ok(self.client_and_masks(account_id).await?.0)
    }

    /// The same client, and what must be masked in whatever it sends and gets.
    ///
    /// # Errors
    /// As [`Desk::client`].
    pub(crate) async fn client_and_masks(&self, account_id: &AccountId) -> CommandResult<(Client, Masks)> {
        let clients = &self.inner.clients;
        let known = clients.cell(account_id);
        if let Some(connected) = known.get()
            && !self.still_open(connected).await
        {
            clients.drop_cell(account_id, &known);
        }
        let cell = clients.cell(account_id);
        let connected = cell.get_or_try_init(|| Box::pin(self.connect(account_id))).await?;
        Ok((connected.client.clone(), connected.masks.clone()))
    }

    /// Whether the embedded sandbox of a client is where it was; true for every other client.
    async fn still_open(&self, connected: &Connected) -> bool {
        match (&connected.practice, &self.inner.practice) {
            (Some(address), Some(practice)) => practice.address().await.as_ref() == Some(address),
            _ => true,
        }
    }

    /// The same client in the lane of reads that nobody waits for.
    ///
    /// # Errors
    /// As [`Desk::client`].
    pub async fn background_client(&self, account_id: &AccountId) -> CommandResult<Client> {
        Ok(self.client(account_id).await?.with_lane(Lane::Background))
    }

    /// Where an account's PandaPon is: what picture keys of its own host are made from. Needs no secret, so that what was
    /// seen stays seen while the keychain is locked; only the embedded sandbox has to be open.
    ///
    /// # Errors
    /// [`ErrorCode::AccountMissing`]; for the embedded sandbox as [`Desk::client`].
    pub async fn base_url(&self, account_id: &AccountId) -> CommandResult<Url> {
        let account = self.account(account_id).await?;
        let connection = match connecting::place_of(&account) {
            connecting::Place::Practice => self.client(account_id).await?.connection().clone(),
            connecting::Place::At(_) => connecting::connection_of(&account)?,
        };
        Ok(connection.base_url().clone())
    }

    /// An account of this desk that was not removed.
    ///
    /// # Errors
    /// [`ErrorCode::AccountMissing`], and those of the store.
    pub(crate) async fn account(&self, account_id: &AccountId) -> CommandResult<Account> {
        let id = account_id.clone();
        let account = self.store().run(move |store| store.account(&id)).await?;
        let account = account.filter(|account| account.removed_at.is_none());
        account.ok_or_else(|| CommandError::field(ErrorCode::AccountMissing, "accountId"))
    }

    async fn connect(&self, account_id: &AccountId) -> CommandResult<Connected> {
        let account = self.account(account_id).await?;
        let (keys, base_url, control_url, practice) = match connecting::place_of(&account) {
            connecting::Place::Practice => {
                let keys = self.practice_keys(&account).await?;
                let address = self.open_practice(&account, &keys).await?;
                (keys, address.base_url.clone(), Some(address.control_url.clone()), Some(address))
            }
            connecting::Place::At(base_url) => {
                (self.keys(&account).await?, base_url, account.control_url.clone(), None)
            }
        };
        let connection = connecting::kept_connection(&base_url, &connecting::settings_of(&account))?;
        let Pace { time_outs, rate_limit } = self.inner.clients.pace;
        let connection = connection.with_time_outs(time_outs).with_rate_limit(rate_limit);
        let masks = Masks::of(&keys);
        let client = self.build_client(&account, connection, keys, masks.clone())?;
        self.changed(ChangedTable::Status, [account_id]);
        Ok(Connected { client, control_url, masks, practice })
    }

    fn build_client(
        &self,
        account: &Account,
        connection: Connection,
        keys: AccountKeys,
        masks: Masks,
    ) -> CommandResult<Client> {
        let credentials = Credentials::new(&keys.access_key, keys.access_secret, &account.user_id);
        Client::builder(connection, credentials)
            .clock(Arc::new(SdkClock(Arc::clone(&self.inner.clients.clock))))
            .observer(self.watch_of(&account.account_id, masks))
            .build()
            .map_err(connecting::refusal)
    }

    /// What is told of every call of an account.
    pub(crate) fn watch_of(&self, account_id: &AccountId, masks: Masks) -> Arc<dyn CallObserver> {
        let clients = &self.inner.clients;
        Arc::new(AccountWatch {
            account: account_id.clone(),
            reach: Arc::clone(&clients.reach),
            calls: Arc::clone(&clients.calls),
            masks,
        })
    }

    /// The keys of an account: from memory when they were entered for this run only, else from the vault.
    pub(crate) async fn keys(&self, account: &Account) -> Result<AccountKeys, VaultError> {
        let clients = &self.inner.clients;
        let account_id = &account.account_id;
        if let Some(keys) = clients.memory.get(account_id) {
            self.learn_state(account_id, SecretState::MemoryOnly);
            return Ok(keys);
        }
        if account.memory_only {
            self.learn_state(account_id, SecretState::Missing);
            return Err(VaultError::Missing);
        }
        let read = clients.vault.read(account_id).await;
        self.learn_state(
            account_id,
            read.as_ref().map_or_else(VaultError::state, |_| SecretState::Available),
        );
        read
    }

    /// The sandbox's keys. It moves play money only, so a keychain that fails costs nothing: new keys are made for this
    /// run, and kept when the keychain merely had none.
    async fn practice_keys(&self, account: &Account) -> CommandResult<AccountKeys> {
        let failure = match self.keys(account).await {
            Ok(keys) => return Ok(keys),
            Err(failure) => failure,
        };
        let keys = connecting::random_keys()?;
        let saved = failure == VaultError::Missing
            && self.inner.clients.vault.save(&account.account_id, &keys).await.is_ok();
        if saved {
            self.learn_state(&account.account_id, SecretState::Available);
        } else {
            self.inner.clients.memory.put(&account.account_id, keys.clone());
            self.learn_state(&account.account_id, SecretState::MemoryOnly);
        }
        let row = Account { access_key_hint: connecting::hint(&keys.access_key), ..account.clone() };
        self.store().run(move |store| store.save_account(&row)).await?;
        Ok(keys)
    }

    async fn open_practice(&self, account: &Account, keys: &AccountKeys) -> CommandResult<PracticeAddress> {
        let failed = |said: String| CommandError::new(ErrorCode::SandboxFailed).saying(said);
        let Some(practice) = &self.inner.practice else {
            return Err(failed("this program has no sandbox inside".into()));
        };
        let credentials = PracticeCredentials {
            access_key: keys.access_key.clone(),
            access_secret: keys.access_secret.clone(),
            user_id: account.user_id.clone(),
        };
        practice.open(credentials).await.map_err(|said| {
            self.inner.clients.reach.note(&account.account_id, false);
            failed(said)
        })
    }

    /// Where an account's secret is, as far as known. Asks the vault once, and waits for it only a moment.
    pub(crate) async fn secret_state(&self, account: &Account) -> SecretState {
        if let Some(known) = self.inner.clients.states().get(&account.account_id).copied() {
            return known;
        }
        // Until the keychain answers it counts as locked; a second asker must not raise a second prompt.
        self.inner.clients.states().insert(account.account_id.clone(), SecretState::Locked);
        let (desk, row) = (self.clone(), account.clone());
        let asked = tokio::spawn(async move { desk.keys(&row).await.err() });
        let answer = tokio::time::timeout(STATUS_PATIENCE, asked).await;
        tracing::debug!(in_time = answer.is_ok(), "asked the vault for a secret's state");
        self.inner.clients.states().get(&account.account_id).copied().unwrap_or(SecretState::Locked)
    }

    pub(crate) fn learn_state(&self, account_id: &AccountId, state: SecretState) {
        let before = self.inner.clients.states().insert(account_id.clone(), state);
        if before.is_some_and(|before| before != state) {
            self.changed(ChangedTable::Accounts, [account_id]);
        }
    }
}

/// Whether an account moves real money.
pub(crate) fn environment_of(account: &Account) -> Environment {
    if account.environment == connecting::SANDBOX { Environment::Sandbox } else { Environment::Production }
}
