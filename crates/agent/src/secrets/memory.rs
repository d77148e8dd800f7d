//! Keys that live as long as the app runs.

use std::collections::HashMap;
use std::sync::{Mutex, PoisonError};

use async_trait::async_trait;
use pondesk_domain::AccountId;

use super::{AccountKeys, SecretVault, VaultError};

/// Keeps keys in memory only. Gone when the app is closed.
#[derive(Debug, Default)]
pub struct MemoryVault(Mutex<HashMap<AccountId, AccountKeys>>);

impl MemoryVault {
    /// An empty one.
    pub fn new() -> Self {
        Self::default()
    }

    pub(crate) fn put(&self, account: &AccountId, keys: AccountKeys) {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).insert(account.clone(), keys);
    }

    pub(crate) fn get(&self, account: &AccountId) -> Option<AccountKeys> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).get(account).cloned()
    }

    pub(crate) fn forget(&self, account: &AccountId) {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).remove(account);
    }
}

#[async_trait]
impl SecretVault for MemoryVault {
    async fn save(&self, account: &AccountId, keys: &AccountKeys) -> Result<(), VaultError> {
        self.put(account, keys.clone());
        Ok(())
    }

    async fn read(&self, account: &AccountId) -> Result<AccountKeys, VaultError> {
        self.get(account).ok_or(VaultError::Missing)
    }

    async fn remove(&self, account: &AccountId) -> Result<(), VaultError> {
        self.forget(account);
        Ok(())
    }
}
