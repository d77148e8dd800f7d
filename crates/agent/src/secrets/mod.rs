//! Where access keys and secrets are kept: the operating system's keychain, or memory by explicit choice.

mod keychain;
mod memory;

pub use keychain::KeychainVault;
pub use memory::MemoryVault;

use async_trait::async_trait;
use pondesk_domain::AccountId;
use secrecy::SecretString;

use crate::api::{CommandError, ErrorCode, SecretState};

/// What an account signs with. The secret stays in protected memory and is shown by no formatter.
#[derive(Clone)]
pub struct AccountKeys {
    /// AccessKey.
    pub access_key: String,
    /// AccessSecret.
    pub access_secret: SecretString,
}

/// Shows no secret.
impl std::fmt::Debug for AccountKeys {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("AccountKeys").finish_non_exhaustive()
    }
}

/// Why a vault did not do as asked.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum VaultError {
    /// The keychain is locked, or waits for its owner: unlock it and try again.
    #[error("the keychain is locked")]
    Locked,
    /// It holds nothing for this account.
    #[error("the keychain has no secret for this account")]
    Missing,
    /// It refused this app, or there is none.
    #[error("the keychain refused: {0}")]
    Denied(String),
}

impl VaultError {
    /// The state that the UI shows for it.
    pub fn state(&self) -> SecretState {
        match self {
            Self::Locked => SecretState::Locked,
            Self::Missing => SecretState::Missing,
            Self::Denied(_) => SecretState::Denied,
        }
    }
}

impl From<VaultError> for CommandError {
    fn from(error: VaultError) -> Self {
        match error {
            VaultError::Locked => Self::new(ErrorCode::KeychainLocked),
            VaultError::Missing => Self::new(ErrorCode::SecretMissing),
            VaultError::Denied(said) => Self::new(ErrorCode::KeychainDenied).saying(said),
        }
    }
}

/// Keeps the keys of accounts.
#[async_trait]
pub trait SecretVault: Send + Sync + std::fmt::Debug {
    /// Keeps an account's keys, in place of earlier ones.
    async fn save(&self, account: &AccountId, keys: &AccountKeys) -> Result<(), VaultError>;

    /// Reads an account's keys.
    async fn read(&self, account: &AccountId) -> Result<AccountKeys, VaultError>;

    /// Forgets an account's keys. That there were none is no error.
    async fn remove(&self, account: &AccountId) -> Result<(), VaultError>;
}
