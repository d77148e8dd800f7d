//! Who calls.

use secrecy::SecretString;

/// What stands in place of a secret.
pub const MASK: &str = "•••";

/// An account's keys. The secret stays in protected memory and is shown by no formatter.
#[derive(Clone)]
pub struct Credentials {
    /// AccessKey of the developer, 32 hex characters.
    pub access_key: String,
    /// AccessSecret that belongs to it.
    pub access_secret: SecretString,
    /// Sub-account that calls act for.
    pub user_id: String,
}

impl Credentials {
    /// Puts the three values together; white space around key and user id is dropped.
    pub fn new(access_key: impl AsRef<str>, access_secret: SecretString, user_id: impl AsRef<str>) -> Self {
        Self {
            access_key: access_key.as_ref().trim().to_owned(),
            access_secret,
            user_id: user_id.as_ref().trim().to_owned(),
        }
    }
}

impl std::fmt::Debug for Credentials {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let start: String = self.access_key.chars().take(4).collect();
        f.debug_struct("Credentials")
            .field("access_key", &format_args!("{start}…"))
            .field("access_secret", &"[hidden]")
            .field("user_id", &self.user_id)
            .finish()
    }
}
