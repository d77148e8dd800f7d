//! The keys of the one developer account that a sandbox knows.

use std::fmt;
use std::io;
use std::path::Path;

use rand::Rng;
use serde::{Deserialize, Serialize};

const FILE: &str = "credentials.json";

/// What a caller needs to sign for: access key and secret (32 hex each) and the user id (13 digits).
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Credentials {
    /// Names the developer; travels in the `access-key` header.
    pub access_key: String,
    /// Signs; never travels.
    pub access_secret: String,
    /// The sub-account that calls act for; travels in the `user-id` header.
    pub user_id: String,
}

impl fmt::Debug for Credentials {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Credentials")
            .field("access_key", &self.access_key)
            .field("access_secret", &"…")
            .field("user_id", &self.user_id)
            .finish()
    }
}

impl Credentials {
    /// New keys from the system's random source.
    pub fn random() -> Self {
        let mut rng = rand::rng();
        Credentials {
            access_key: hex::encode(rng.random::<[u8; 16]>()),
            access_secret: hex::encode(rng.random::<[u8; 16]>()),
            user_id: format!("21{:011}", rng.random_range(0..100_000_000_000_u64)),
        }
    }

    /// Password of the account on Taobao's global site whose login name is the user id: play, like everything here.
    pub fn taobao_password(&self) -> &str {
        self.access_key.get(..8).unwrap_or(&self.access_key)
    }

    /// The keys kept in `data_dir`, made on the first start, so that a restarted sandbox keeps them.
    pub(crate) fn kept_in(data_dir: &Path) -> io::Result<Self> {
        let path = data_dir.join(FILE);
        match std::fs::read(&path) {
            Ok(bytes) => Ok(serde_json::from_slice(&bytes)?),
            Err(error) if error.kind() == io::ErrorKind::NotFound => {
                let made = Credentials::random();
                write_private(&path, &serde_json::to_vec_pretty(&made)?)?;
                Ok(made)
            }
            Err(error) => Err(error),
        }
    }
}

/// Writes a file that only its owner may read, so that no half-written one is left behind.
fn write_private(path: &Path, bytes: &[u8]) -> io::Result<()> {
    use std::io::Write;
    let draft = path.with_extension("new");
    let mut options = std::fs::OpenOptions::new();
    options.write(true).create(true).truncate(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    let mut file = options.open(&draft)?;
    file.write_all(bytes)?;
    file.sync_all()?;
    std::fs::rename(draft, path)
}
