//! Keychains that fail.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use async_trait::async_trait;
use pondesk_agent::api::*;
use pondesk_agent::{AccountKeys, MemoryVault, SecretVault, SystemClock, VaultError};
use pondesk_domain::{AccountId, Platform};

use crate::ground::Ground;

/// A keychain that answers everything with the same failure.
#[derive(Debug)]
pub(crate) struct Failing(pub(crate) VaultError);

#[async_trait]
impl SecretVault for Failing {
    async fn save(&self, _: &AccountId, _: &AccountKeys) -> Result<(), VaultError> {
        Err(self.0.clone())
    }

    async fn read(&self, _: &AccountId) -> Result<AccountKeys, VaultError> {
        Err(self.0.clone())
    }

    async fn remove(&self, _: &AccountId) -> Result<(), VaultError> {
        Err(self.0.clone())
    }
}

#[tokio::test]
async fn without_a_keychain_the_sandbox_works_from_memory_and_says_so() {
    for failure in [VaultError::Locked, VaultError::Denied("no D-Bus".into())] {
        let ground = Ground::with(Arc::new(SystemClock), Arc::new(Failing(failure))).await;
        ground.words(Platform::Taobao, "杯", 1).await.unwrap();
        assert_eq!(ground.status().await.accounts[0].secret, SecretState::MemoryOnly);
        // The next run has lost the keys and makes new ones: it is play money.
        let ground = ground.restart().await;
        ground.words(Platform::Taobao, "杯", 1).await.unwrap();
        assert_eq!(ground.status().await.accounts[0].secret, SecretState::MemoryOnly);
    }
}

/// A keychain that can be locked.
#[derive(Debug, Default)]
struct Lockable {
    kept: MemoryVault,
    locked: AtomicBool,
}

impl Lockable {
    fn check(&self) -> Result<(), VaultError> {
        if self.locked.load(Ordering::SeqCst) { Err(VaultError::Locked) } else { Ok(()) }
    }
}

#[async_trait]
impl SecretVault for Lockable {
    async fn save(&self, account: &AccountId, keys: &AccountKeys) -> Result<(), VaultError> {
        self.check()?;
        self.kept.save(account, keys).await
    }

    async fn read(&self, account: &AccountId) -> Result<AccountKeys, VaultError> {
        self.check()?;
        self.kept.read(account).await
    }

    async fn remove(&self, account: &AccountId) -> Result<(), VaultError> {
        self.check()?;
        self.kept.remove(account).await
    }
}

#[tokio::test]
async fn what_was_read_before_is_shown_while_the_keychain_is_locked() {
    let vault = Arc::new(Lockable::default());
    let mut ground = Ground::with(Arc::new(SystemClock), Arc::clone(&vault) as Arc<dyn SecretVault>).await;
    let typed = ground.typed().await;
    let added: AccountView = ground.run("account_add", &typed).await.unwrap();
    ground.account_id = added.account_id;
    let seen = ground.first_offer(Platform::Taobao).await;
    let list = CartList { account_id: ground.account_id.clone(), refresh: true };
    let cart: CartView = ground.run("cart_list", &list).await.unwrap();
    assert_eq!(cart.failed, vec![]);

    // Locked, and the client that was built before is gone, as after a restart.
    vault.locked.store(true, Ordering::SeqCst);
    let ground = ground.reopen_desk().await;
    let view = ground.offer(Platform::Taobao, &seen.offer.offer_id, true).await.unwrap();
    assert_eq!(view.offer, seen.offer);
    assert_eq!(view.failed.unwrap().code, ErrorCode::KeychainLocked);
    let cart: CartView = ground.run("cart_list", &list).await.unwrap();
    let failed: Vec<_> = cart.failed.iter().map(|one| (one.platform, one.error.code)).collect();
    let locked = ErrorCode::KeychainLocked;
    assert_eq!(failed, vec![(Platform::Taobao, locked), (Platform::Alibaba1688, locked)]);
    let unknown = ground.offer(Platform::Taobao, &"1".into(), false).await.unwrap_err();
    assert_eq!(unknown.code, locked, "what this desk does not know it cannot show");

    vault.locked.store(false, Ordering::SeqCst);
    let view = ground.offer(Platform::Taobao, &seen.offer.offer_id, true).await.unwrap();
    assert_eq!((view.offline, view.failed), (false, None));
}

#[tokio::test]
async fn an_embedded_sandbox_that_stopped_is_opened_again() {
    let ground = Ground::new().await;
    ground.words(Platform::Taobao, "杯", 1).await.unwrap();
    let before = ground.base_url().await;
    ground.end_sandbox().await;
    let page = ground.words(Platform::Taobao, "杯", 1).await.unwrap();
    assert!(!page.offline, "asked anew");
    assert_ne!(ground.base_url().await, before);
}

#[tokio::test]
async fn an_account_that_cannot_be_kept_is_not_added() {
    let table = [
        (VaultError::Locked, ErrorCode::KeychainLocked),
        (VaultError::Denied("no D-Bus".into()), ErrorCode::KeychainDenied),
    ];
    for (failure, code) in table {
        let ground = Ground::with(Arc::new(SystemClock), Arc::new(Failing(failure))).await;
        let typed = ground.typed().await;
        let error = ground.run::<AccountView>("account_add", &typed).await.unwrap_err();
        assert_eq!(error.code, code);
        assert_eq!(ground.status().await.accounts.len(), 1, "only the sandbox");
        // The way out: memory only, by choice.
        let chosen = AccountAdd { memory_only: true, ..typed };
        let added: AccountView = ground.run("account_add", &chosen).await.unwrap();
        assert_eq!(added.secret, SecretState::MemoryOnly);
    }
}

#[tokio::test]
async fn a_secret_in_memory_is_asked_for_again_after_a_restart() {
    let ground = Ground::with(Arc::new(SystemClock), Arc::new(MemoryVault::new())).await;
    let typed = AccountAdd { memory_only: true, ..ground.typed().await };
    let added: AccountView = ground.run("account_add", &typed).await.unwrap();
    let mut ground = ground.restart().await;
    ground.account_id = added.account_id.clone();
    let of = |status: DeskStatus| {
        status.accounts.into_iter().find(|it| it.account_id == added.account_id).unwrap()
    };
    assert_eq!(of(ground.status().await).secret, SecretState::Missing);
    let error = ground.words(Platform::Taobao, "杯", 1).await.unwrap_err();
    assert_eq!(error.code, ErrorCode::SecretMissing);
    let again = AccountSecret {
        account_id: added.account_id.clone(),
        access_key: typed.access_key,
        access_secret: typed.access_secret,
        memory_only: false,
    };
    let entered: AccountView = ground.run("account_secret", &again).await.unwrap();
    assert_eq!(entered.secret, SecretState::Available);
}
