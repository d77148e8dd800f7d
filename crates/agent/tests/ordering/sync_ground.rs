//! What tests of fetching in the background stand on: looks at how far it is, a process that fetches and can be killed, and a
//! way to the sandbox that counts.

use std::process::{Command, Stdio};
use std::sync::Arc;
use std::sync::atomic::{AtomicU32, Ordering};
use std::time::Duration;

use pondesk_agent::api::*;
use pondesk_agent::{Clock, Desk, DeskOptions, MemoryVault, Pace};
use pondesk_domain::{AccountId, EpochMs, Platform};
use pondesk_sandbox::Sandbox;
use tokio::io::{AsyncReadExt, AsyncWriteExt};

use crate::opening::run;

pub(crate) const PLATFORMS: [Platform; 2] = [Platform::Taobao, Platform::Alibaba1688];

pub(crate) async fn status_of(desk: &Desk, account_id: &AccountId) -> Vec<PlatformSync> {
    let status: SyncStatus = run(desk, "sync_status", &Nothing {}).await.unwrap();
    status.accounts.into_iter().find(|account| account.account_id == *account_id).unwrap().platforms
}

pub(crate) async fn sync_until(desk: &Desk, account_id: &AccountId, done: impl Fn(&PlatformSync) -> bool) {
    let deadline = tokio::time::Instant::now() + Duration::from_secs(60);
    while !status_of(desk, account_id).await.iter().all(&done) {
        assert!(tokio::time::Instant::now() < deadline, "{:?}", status_of(desk, account_id).await);
        desk.sync_due().await.unwrap();
    }
}

pub(crate) async fn order_numbers(desk: &Desk) -> Vec<String> {
    let mut numbers = Vec::new();
    let mut after = None;
    loop {
        let list = OrderList {
            account_id: None,
            stages: vec![],
            platform: None,
            words: String::new(),
            sort: Default::default(),
            after,
            limit: 200,
        };
        let page: OrderPage = run(desk, "order_list", &list).await.unwrap();
        numbers.extend(page.rows.into_iter().map(|row| row.platform_order_id.to_string()));
        after = page.next;
        if after.is_none() {
            numbers.sort();
            return numbers;
        }
    }
}

/// A clock that stands: nothing becomes due by the time that a test takes.
#[derive(Debug)]
struct Standing(EpochMs);

impl Clock for Standing {
    fn now(&self) -> EpochMs {
        self.0
    }
}

/// What a desk needs of a sandbox that another process runs.
pub(crate) const FOLDER: &str = "PONDESK_TEST_SYNC_FOLDER";
pub(crate) const ACCOUNT: &str = "PONDESK_TEST_SYNC_ACCOUNT";
/// After how many pages that it put down the child dies of itself, before anybody hears of the last.
pub(crate) const DIES_AFTER: &str = "PONDESK_TEST_SYNC_DIES_AFTER";

#[derive(serde::Serialize, serde::Deserialize)]
pub(crate) struct Child {
    pub(crate) base_url: String,
    access_key: String,
    access_secret: String,
    user_id: String,
    pub(crate) now: EpochMs,
}

impl Child {
    pub(crate) async fn open(&self, folder: &std::path::Path) -> Desk {
        let options = DeskOptions {
            data_dir: folder.to_owned(),
            clock: Arc::new(Standing(self.now)),
            vault: Arc::new(MemoryVault::new()),
            practice: None,
            pace: Pace::default(),
        };
        Desk::open(options).await.unwrap()
    }

    /// Its account, made when there is none.
    pub(crate) async fn account(&self, desk: &Desk) -> AccountId {
        let status: DeskStatus = run(desk, "desk_status", &Nothing {}).await.unwrap();
        match status.accounts.first() {
            Some(account) => {
                let secret = AccountSecret {
                    account_id: account.account_id.clone(),
                    access_key: self.access_key.clone(),
                    access_secret: self.access_secret.clone(),
                    memory_only: true,
                };
                run::<AccountView>(desk, "account_secret", &secret).await.unwrap().account_id
            }
            None => {
                let account = AccountAdd {
                    name: "Test".into(),
                    base_url: self.base_url.clone(),
                    access_key: self.access_key.clone(),
                    access_secret: self.access_secret.clone(),
                    user_id: self.user_id.clone(),
                    connection: ConnectionSettings::default(),
                    memory_only: true,
                    control_url: None,
                };
                run::<AccountView>(desk, "account_add", &account).await.unwrap().account_id
            }
        }
    }

    /// A process that fetches into this folder.
    pub(crate) fn fetches(&self, folder: &std::path::Path) -> Command {
        let mut command = Command::new(std::env::current_exe().unwrap());
        command
            .args(["--exact", "filling::a_child_fetches", "--nocapture"])
            .env(FOLDER, folder)
            .env(ACCOUNT, serde_json::to_string(self).unwrap())
            .stdout(Stdio::null())
            .stderr(Stdio::null());
        command
    }

    pub(crate) fn of(sandbox: &Sandbox, base_url: String) -> Self {
        let keys = sandbox.credentials().clone();
        Self {
            base_url,
            access_key: keys.access_key,
            access_secret: keys.access_secret,
            user_id: keys.user_id,
            now: pondesk_agent::SystemClock.now(),
        }
    }

    pub(crate) async fn desk(&self, folder: &std::path::Path) -> (Desk, AccountId) {
        let desk = self.open(folder).await;
        let account_id = self.account(&desk).await;
        (desk, account_id)
    }
}

/// Pages of orders that went to the sandbox, by platform.
#[derive(Debug, Default)]
pub(crate) struct Pages([AtomicU32; 2]);

impl Pages {
    pub(crate) fn count(&self) -> [u32; 2] {
        [self.0[0].load(Ordering::SeqCst), self.0[1].load(Ordering::SeqCst)]
    }

    fn note(&self, request: &[u8]) {
        let text = String::from_utf8_lossy(request);
        for line in text.lines().filter(|line| line.ends_with("HTTP/1.1")) {
            if line.contains("/order/page") {
                self.0[usize::from(line.contains("/alibaba/"))].fetch_add(1, Ordering::SeqCst);
            }
        }
    }
}

/// Hands everything on to the sandbox, and counts pages of orders.
pub(crate) async fn counting_way(sandbox: &Sandbox) -> (String, Arc<Pages>) {
    let to = reqwest::Url::parse(sandbox.base_url()).unwrap();
    let to = format!("{}:{}", to.host_str().unwrap(), to.port().unwrap());
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
    let base_url = format!("http://{}", listener.local_addr().unwrap());
    let pages = Arc::new(Pages::default());
    let counted = Arc::clone(&pages);
    tokio::spawn(async move {
        while let Ok((from, _)) = listener.accept().await {
            let (to, pages) = (to.clone(), Arc::clone(&counted));
            tokio::spawn(async move {
                let Ok(on) = tokio::net::TcpStream::connect(to).await else { return };
                let ((mut asks, mut hears), (mut answers, mut asked)) = (from.into_split(), on.into_split());
                let back =
                    tokio::spawn(async move { tokio::io::copy(&mut answers, &mut hears).await.is_ok() });
                let mut bytes = vec![0; 64 * 1024];
                while let Ok(read @ 1..) = asks.read(&mut bytes).await {
                    pages.note(&bytes[..read]);
                    if asked.write_all(&bytes[..read]).await.is_err() {
                        break;
                    }
                }
                drop(asked);
                let _ = back.await;
            });
        }
    });
    (base_url, pages)
}
