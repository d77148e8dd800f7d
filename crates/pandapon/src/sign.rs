//! The request signature.

use md5::{Digest, Md5};
use rand::TryRngCore;
use rand::rngs::OsRng;
use secrecy::{ExposeSecret, SecretString};
use serde::{Deserialize, Serialize};

/// How the signed text is put together. The reference names the three values and their order; the exact text is known
/// from one public client only, so it is a setting.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum SignatureScheme {
    /// access-key, timestamp, nonce-str, secret; bare values without separator.
    #[default]
    KeyTimestampNonce,
    /// `access-key=…&nonce-str=…&timestamp=…`, then the secret.
    NamedPairs,
    /// access-key, nonce-str, timestamp, secret; bare values without separator.
    KeyNonceTimestamp,
}

impl SignatureScheme {
    /// Every scheme, the likeliest first.
    pub const ALL: [Self; 3] = [Self::KeyTimestampNonce, Self::NamedPairs, Self::KeyNonceTimestamp];
}

/// The `signature` header: 32 upper-case hex digits of an MD5. Body, path and user id are not signed.
#[must_use]
pub fn signature(
    scheme: SignatureScheme,
    access_key: &str,
    timestamp: &str,
    nonce: &str,
    secret: &SecretString,
) -> String {
    // Fed piece by piece, so that no second copy of the secret comes into being.
    let mut digest = Md5::new();
    let parts: &[&str] = match scheme {
        SignatureScheme::KeyTimestampNonce => &[access_key, timestamp, nonce],
        SignatureScheme::NamedPairs => {
            &["access-key=", access_key, "&nonce-str=", nonce, "&timestamp=", timestamp]
        }
        SignatureScheme::KeyNonceTimestamp => &[access_key, nonce, timestamp],
    };
    for part in parts {
        digest.update(part.as_bytes());
    }
    digest.update(secret.expose_secret().as_bytes());
    hex::encode_upper(digest.finalize())
}

/// A fresh `nonce-str`: 32 hex characters from the operating system.
pub(crate) fn nonce() -> Result<String, rand::rand_core::OsError> {
    let mut bytes = [0_u8; 16];
    OsRng.try_fill_bytes(&mut bytes)?;
    Ok(hex::encode(bytes))
}
