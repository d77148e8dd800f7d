//! A desk with the sandbox as its practice ground, and what tests do with both.

use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

use async_trait::async_trait;
use pondesk_agent::api::*;
use pondesk_agent::{
    Clock, Desk, DeskOptions, MemoryVault, Pace, PracticeAddress, PracticeCredentials, PracticeGround,
    SecretVault, SystemClock, commands, files,
};
use pondesk_domain::{AccountId, EpochMs, OfferId, Platform};
use pondesk_sandbox::{Credentials, Sandbox, SandboxOptions};
use secrecy::ExposeSecret;
use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::{Value, json};
use tempfile::TempDir;
use tokio::sync::Mutex;

pub(crate) const SEED: u64 = 7;

/// The sandbox as a host embeds it: opened with the desk's keys, on any port.
pub(crate) struct EmbeddedSandbox {
    folder: PathBuf,
    running: Mutex<Option<Sandbox>>,
    /// It cannot be opened: what a lost line to PandaPon looks like.
    gone: AtomicBool,
}

#[async_trait]
impl PracticeGround for EmbeddedSandbox {
    async fn open(&self, credentials: PracticeCredentials) -> Result<PracticeAddress, String> {
        let mut running = self.running.lock().await;
        if self.gone.load(Ordering::SeqCst) {
            return Err("the sandbox is gone".into());
        }
        if running.is_none() {
            let keys = Credentials {
                access_key: credentials.access_key,
                access_secret: credentials.access_secret.expose_secret().to_owned(),
                user_id: credentials.user_id,
            };
            let options =
                SandboxOptions { seed: SEED, credentials: Some(keys), ..SandboxOptions::new(&self.folder) };
            *running = Some(pondesk_sandbox::start(options).await.map_err(|error| error.to_string())?);
        }
        let sandbox = running.as_ref().unwrap();
        Ok(address_of(sandbox))
    }

    async fn address(&self) -> Option<PracticeAddress> {
        self.running.lock().await.as_ref().map(address_of)
    }
}

fn address_of(sandbox: &Sandbox) -> PracticeAddress {
    PracticeAddress { base_url: sandbox.base_url().to_owned(), control_url: sandbox.control_url() }
}

/// The system's clock, put wrong.
#[derive(Debug)]
pub(crate) struct WrongClock(pub(crate) i64);

impl Clock for WrongClock {
    fn now(&self) -> EpochMs {
        SystemClock.now().plus_ms(self.0)
    }
}

pub(crate) struct Ground {
    pub(crate) desk: Desk,
    pub(crate) account_id: AccountId,
    pub(crate) vault: Arc<dyn SecretVault>,
    pub(crate) sandbox: Arc<EmbeddedSandbox>,
    pub(crate) folder: TempDir,
}

impl Ground {
    /// A desk whose account in use is the embedded sandbox.
    pub(crate) async fn new() -> Self {
        Self::with(Arc::new(SystemClock), Arc::new(MemoryVault::new())).await
    }

    pub(crate) async fn with(clock: Arc<dyn Clock>, vault: Arc<dyn SecretVault>) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let sandbox = embedded(folder.path());
        let desk = open_desk(folder.path(), clock, &vault, Some(&sandbox)).await;
        let account: AccountView = run(&desk, "account_add_sandbox", &AccountAddSandbox {}).await.unwrap();
        Self { desk, account_id: account.account_id, vault, sandbox, folder }
    }

    /// Closes app and sandbox and opens both again.
    pub(crate) async fn restart(self) -> Self {
        self.stop_sandbox().await;
        let Self { desk, account_id, vault, folder, .. } = self;
        drop(desk);
        let sandbox = embedded(folder.path());
        let desk = open_desk(folder.path(), Arc::new(SystemClock), &vault, Some(&sandbox)).await;
        Self { desk, account_id, vault, sandbox, folder }
    }

    /// Closes the app and opens it again, beside the sandbox that goes on.
    pub(crate) async fn reopen_desk(self) -> Self {
        let Self { desk, account_id, vault, sandbox, folder } = self;
        drop(desk);
        let desk = open_desk(folder.path(), Arc::new(SystemClock), &vault, Some(&sandbox)).await;
        Self { desk, account_id, vault, sandbox, folder }
    }

    /// Stops the sandbox for good: what a lost line to PandaPon looks like.
    pub(crate) async fn stop_sandbox(&self) {
        self.sandbox.gone.store(true, Ordering::SeqCst);
        self.end_sandbox().await;
    }

    /// Ends the sandbox, which can be opened again.
    pub(crate) async fn end_sandbox(&self) {
        if let Some(sandbox) = self.sandbox.running.lock().await.take() {
            sandbox.stop().await;
        }
    }

    pub(crate) async fn run<R: DeserializeOwned>(
        &self,
        name: &str,
        request: &impl Serialize,
    ) -> CommandResult<R> {
        run(&self.desk, name, request).await
    }

    pub(crate) async fn status(&self) -> DeskStatus {
        self.run("desk_status", &Nothing {}).await.unwrap()
    }

    pub(crate) async fn words(&self, platform: Platform, words: &str, page: u32) -> CommandResult<OfferPage> {
        self.sorted(platform, words, page, SearchSort::Best).await
    }

    pub(crate) async fn sorted(
        &self,
        platform: Platform,
        words: &str,
        page: u32,
        sort: SearchSort,
    ) -> CommandResult<OfferPage> {
        let account_id = self.account_id.clone();
        self.run("search_keyword", &SearchKeyword { account_id, platform, words: words.into(), page, sort })
            .await
    }

    pub(crate) async fn offer(
        &self,
        platform: Platform,
        id: &OfferId,
        refresh: bool,
    ) -> CommandResult<OfferView> {
        let account_id = self.account_id.clone();
        self.run("offer_show", &OfferShow { account_id, platform, offer_id: id.clone(), refresh }).await
    }

    /// The first offer that words find.
    pub(crate) async fn first_offer(&self, platform: Platform) -> OfferView {
        let page = self.words(platform, "杯", 1).await.unwrap();
        self.offer(platform, &page.offers[0].offer_id, false).await.unwrap()
    }

    pub(crate) async fn give(&self, name: &str, bytes: Vec<u8>) -> CommandResult<FileRef> {
        files::take(&self.desk, name, bytes).await
    }

    /// What signs for the sandbox's account.
    pub(crate) async fn keys(&self) -> (String, String) {
        let running = self.sandbox.running.lock().await;
        let keys = running.as_ref().unwrap().credentials();
        (keys.access_key.clone(), keys.access_secret.clone())
    }

    pub(crate) async fn base_url(&self) -> String {
        self.sandbox.running.lock().await.as_ref().unwrap().base_url().to_owned()
    }

    /// The running sandbox as an account that the user types in.
    pub(crate) async fn typed(&self) -> AccountAdd {
        let running = self.sandbox.running.lock().await;
        let sandbox = running.as_ref().unwrap();
        let keys = sandbox.credentials();
        AccountAdd {
            name: "Hanoi".into(),
            base_url: sandbox.base_url().into(),
            access_key: keys.access_key.clone(),
            access_secret: keys.access_secret.clone(),
            user_id: keys.user_id.clone(),
            connection: ConnectionSettings::default(),
            memory_only: false,
            control_url: None,
        }
    }

    /// A call of the sandbox's control API.
    pub(crate) async fn control(&self, call: &str, body: Value) {
        let control_url = self.sandbox.running.lock().await.as_ref().unwrap().control_url();
        let http = reqwest::Client::builder().no_proxy().build().unwrap();
        let answer = http.post(format!("{control_url}/{call}")).json(&body).send().await.unwrap();
        let (status, said) = (answer.status(), answer.text().await.unwrap());
        assert!(status.is_success(), "{call}: {said}");
    }

    pub(crate) async fn change_price(&self, platform: Platform, offer_id: &OfferId, price_fen: i64) {
        let body =
            json!({ "platform": platform.as_str(), "offerId": offer_id.as_str(), "priceFen": price_fen });
        self.control("change-price", body).await;
    }
}

pub(crate) async fn run<R: DeserializeOwned>(
    desk: &Desk,
    name: &str,
    request: &impl Serialize,
) -> CommandResult<R> {
    let answer = commands::dispatch(desk, name, serde_json::to_value(request).unwrap()).await?;
    Ok(serde_json::from_str(answer.get()).unwrap())
}

/// Reads until a condition holds.
pub(crate) async fn until<T, F: Future<Output = T>>(
    what: &str,
    read: impl Fn() -> F,
    holds: impl Fn(&T) -> bool,
) -> T {
    let deadline = tokio::time::Instant::now() + Duration::from_secs(180);
    loop {
        let now = read().await;
        if holds(&now) {
            return now;
        }
        assert!(tokio::time::Instant::now() < deadline, "never: {what}");
        tokio::task::yield_now().await;
    }
}

fn embedded(folder: &Path) -> Arc<EmbeddedSandbox> {
    let (folder, running) = (folder.join("sandbox"), Mutex::default());
    Arc::new(EmbeddedSandbox { folder, running, gone: AtomicBool::new(false) })
}

/// The lock of a desk that was just closed may be held for a moment by its last background task.
async fn open_desk(
    folder: &Path,
    clock: Arc<dyn Clock>,
    vault: &Arc<dyn SecretVault>,
    practice: Option<&Arc<EmbeddedSandbox>>,
) -> Desk {
    let deadline = tokio::time::Instant::now() + Duration::from_secs(10);
    loop {
        let options = DeskOptions {
            data_dir: folder.join("desk"),
            clock: Arc::clone(&clock),
            vault: Arc::clone(vault),
            practice: practice.map(|practice| Arc::clone(practice) as Arc<dyn PracticeGround>),
            pace: Pace::default(),
        };
        match Desk::open(options).await {
            Ok(desk) => return desk,
            Err(error) if error.code == ErrorCode::DeskInUse && tokio::time::Instant::now() < deadline => {
                tokio::task::yield_now().await;
            }
            Err(error) => panic!("{error}"),
        }
    }
}
