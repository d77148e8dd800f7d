//! A look at a data folder that changes nothing.

use std::path::Path;

use crate::{Store, StoreError, connection, health, inbox};

/// What a look at a data folder found; nothing was changed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Examined {
    /// Size of the database in bytes.
    pub bytes: u64,
    /// Its schema.
    pub schema: u32,
    /// What SQLite found first, when the database is damaged.
    pub damage: Option<String>,
    /// What SQLite found first, when the inbox is damaged.
    pub inbox_damage: Option<String>,
    /// Vouchers whose file is missing or was changed, by SHA-256; not looked at in a damaged database.
    pub bad_vouchers: Vec<String>,
}

impl Store {
    /// Looks at the database of a folder without changing anything, also beside a Pondesk that writes.
    ///
    /// # Errors
    /// [`StoreError::Missing`], [`StoreError::Newer`], and what the file system refuses. Damage is a finding.
    pub fn examine(data_dir: &Path) -> Result<Examined, StoreError> {
        let file = data_dir.join(connection::FILE);
        let bytes = match std::fs::metadata(&file) {
            Ok(found) => found.len(),
            Err(_) => return Err(StoreError::Missing { file }),
        };
        let look = || {
            let connection = connection::open_reading(&file)?;
            let schema = connection::refuse_newer(&connection)?;
            health::check(&connection)?;
            Ok(schema)
        };
        let looked = look().map_err(|error: StoreError| error.during("check the database", data_dir));
        let (schema, damage) = match looked {
            Ok(schema) => (schema, None),
            Err(StoreError::Damaged { said }) => (0, Some(said)),
            Err(error) => return Err(error),
        };
        let bad_vouchers = match damage {
            // A schema that is still to be brought up is looked at by the next start.
            None if schema == connection::known() => Self::open_read_only(data_dir)?.bad_vouchers()?,
            _ => Vec::new(),
        };
        let inbox_damage = damage_of_inbox(data_dir)?;
        Ok(Examined { bytes, schema, damage, inbox_damage, bad_vouchers })
    }
}

fn damage_of_inbox(data_dir: &Path) -> Result<Option<String>, StoreError> {
    let file = data_dir.join(inbox::FILE);
    if !file.exists() {
        return Ok(None);
    }
    match inbox::check(&file).map_err(|error| error.during("check the inbox", data_dir)) {
        Ok(()) => Ok(None),
        Err(StoreError::Damaged { said }) => Ok(Some(said)),
        Err(error) => Err(error),
    }
}
