//! The operating system's keychain (Secret Service, Keychain Services, Credential Manager).

use std::sync::Arc;
use std::time::Duration;

use async_trait::async_trait;
use keyring_core::{CredentialStore, Entry, Error as KeychainError};
use pondesk_domain::AccountId;
use secrecy::{ExposeSecret, SecretString};
use serde::{Deserialize, Serialize};
use tokio::sync::oneshot;
use zeroize::{Zeroize, Zeroizing};

use super::{AccountKeys, SecretVault, VaultError};

/// Name of this app in the keychain.
const SERVICE: &str = "pondesk";

/// A keychain that does not answer for so long waits for its owner: it is locked.
const PATIENCE: Duration = Duration::from_secs(5);

/// Keeps keys in the operating system's keychain, one entry an account: service `pondesk`, user the account's id.
#[derive(Debug, Clone, Copy, Default)]
pub struct KeychainVault;

/// What one entry holds, as JSON. Wiped when it goes.
#[derive(Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
struct Kept {
    access_key: String,
    access_secret: String,
}

impl Drop for Kept {
    fn drop(&mut self) {
        self.access_key.zeroize();
        self.access_secret.zeroize();
    }
}

#[async_trait]
impl SecretVault for KeychainVault {
    async fn save(&self, account: &AccountId, keys: &AccountKeys) -> Result<(), VaultError> {
        let kept = Kept {
            access_key: keys.access_key.clone(),
            access_secret: keys.access_secret.expose_secret().to_owned(),
        };
        let json =
            serde_json::to_vec(&kept).map_err(|_| VaultError::Denied("the keys are no text".into()))?;
        let json = Zeroizing::new(json);
        in_keychain(account, move |entry| entry.set_secret(&json)).await
    }

    async fn read(&self, account: &AccountId) -> Result<AccountKeys, VaultError> {
        let json = Zeroizing::new(in_keychain(account, Entry::get_secret).await?);
        // Something else under our name is as good as nothing: the keys must be entered again.
        let mut kept: Kept = serde_json::from_slice(&json).map_err(|_| VaultError::Missing)?;
        Ok(AccountKeys {
            access_key: std::mem::take(&mut kept.access_key),
            access_secret: SecretString::from(std::mem::take(&mut kept.access_secret)),
        })
    }

    async fn remove(&self, account: &AccountId) -> Result<(), VaultError> {
        match in_keychain(account, Entry::delete_credential).await {
            Ok(()) | Err(VaultError::Missing) => Ok(()),
            Err(error) => Err(error),
        }
    }
}

/// Runs a call of the keychain on a thread of its own: it may wait for a prompt for ever, and must then hold up neither
/// the async threads nor the end of the app.
async fn in_keychain<T: Send + 'static>(
    account: &AccountId,
    call: impl FnOnce(&Entry) -> keyring_core::Result<T> + Send + 'static,
) -> Result<T, VaultError> {
    let user = account.to_string();
    let (reply, answer) = oneshot::channel();
    std::thread::Builder::new()
        .name("keychain".into())
        .spawn(move || {
            let result = entry(&user).and_then(|entry| call(&entry));
            if let Err(KeychainError::PlatformFailure(_)) = &result {
                // A bus that broke does not come back by itself: the next call opens the keychain anew.
                keyring_core::unset_default_store();
            }
            // Nobody waits any more after the patience ran out.
            let _ = reply.send(result);
        })
        .map_err(|error| VaultError::Denied(error.to_string()))?;
    match tokio::time::timeout(PATIENCE, answer).await {
        Ok(Ok(result)) => result.map_err(|error| refusal(&error)),
        Ok(Err(_)) => Err(VaultError::Denied("the keychain's library failed".into())),
        Err(_) => Err(VaultError::Locked),
    }
}

/// Turns the library's error into ours. Variants that carry secret bytes are never formatted.
fn refusal(error: &KeychainError) -> VaultError {
    match error {
        KeychainError::NoEntry => VaultError::Missing,
        KeychainError::NoStorageAccess(_) => VaultError::Locked,
        KeychainError::BadEncoding(_) | KeychainError::BadDataFormat(..) => VaultError::Missing,
        other => VaultError::Denied(other.to_string()),
    }
}

/// The entry of an account. The keychain is opened when it is first needed, and again as long as there was none: a bus
/// may come up after the app.
fn entry(user: &str) -> keyring_core::Result<Entry> {
    if keyring_core::get_default_store().is_none() {
        keyring_core::set_default_store(open_store()?);
    }
    Entry::new(SERVICE, user)
}

#[cfg(target_os = "macos")]
fn open_store() -> keyring_core::Result<Arc<CredentialStore>> {
    Ok(apple_native_keyring_store::keychain::Store::new()?)
}

#[cfg(target_os = "windows")]
fn open_store() -> keyring_core::Result<Arc<CredentialStore>> {
    Ok(windows_native_keyring_store::Store::new()?)
}

#[cfg(all(unix, not(target_os = "macos")))]
fn open_store() -> keyring_core::Result<Arc<CredentialStore>> {
    Ok(zbus_secret_service_keyring_store::Store::new()?)
}
