//! The practice ground: a sandbox that the host embeds. The use cases know only where it is.

use async_trait::async_trait;
use secrecy::SecretString;

/// Keys that a practice ground shall take.
#[derive(Clone)]
pub struct PracticeCredentials {
    /// AccessKey, 32 hex characters.
    pub access_key: String,
    /// AccessSecret, 32 hex characters.
    pub access_secret: SecretString,
    /// The `user-id` header, 13 digits.
    pub user_id: String,
}

/// Shows no secret.
impl std::fmt::Debug for PracticeCredentials {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("PracticeCredentials").field("user_id", &self.user_id).finish_non_exhaustive()
    }
}

/// Where an open practice ground is reached. Its port changes with each start and is never stored.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PracticeAddress {
    /// Where its operations are.
    pub base_url: String,
    /// Where its control API is.
    pub control_url: String,
}

/// A sandbox inside this process. Hosts implement it with the sandbox crate.
#[async_trait]
pub trait PracticeGround: Send + Sync {
    /// Opens it with these keys, or says where it is when it is open already.
    async fn open(&self, credentials: PracticeCredentials) -> Result<PracticeAddress, String>;

    /// Where it is open now; `None` before it was opened, and when it stopped since.
    async fn address(&self) -> Option<PracticeAddress>;
}
