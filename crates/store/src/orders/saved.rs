//! Filters that the user saved, as they are typed.

use pondesk_domain::EpochMs;

use crate::{Store, StoreError};

/// A filter with a name.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SavedFilter {
    /// Its name.
    pub name: String,
    /// The filter, as it is typed.
    pub filter: String,
}

impl Store {
    /// All saved filters, by name.
    ///
    /// # Errors
    /// When the database refuses.
    pub fn saved_filters(&self) -> Result<Vec<SavedFilter>, StoreError> {
        self.read("list saved filters", |db| {
            db.prepare_cached("SELECT name, filter FROM saved_filters ORDER BY name")?
                .query_and_then([], |row| Ok(SavedFilter { name: row.get(0)?, filter: row.get(1)? }))?
                .collect()
        })
    }

    /// Saves a filter; one of the same name is replaced.
    ///
    /// # Errors
    /// When the database refuses.
    pub fn save_filter(&self, saved: SavedFilter, now: EpochMs) -> Result<(), StoreError> {
        self.write("save a filter", move |tx| {
            tx.execute(
                "INSERT INTO saved_filters (name, filter, saved_at) VALUES (?, ?, ?)
                 ON CONFLICT (name) DO UPDATE SET filter = excluded.filter, saved_at = excluded.saved_at",
                (saved.name, saved.filter, now.0),
            )?;
            Ok(())
        })
    }

    /// Takes a saved filter away. That there is none is as good.
    ///
    /// # Errors
    /// When the database refuses.
    pub fn drop_filter(&self, name: &str) -> Result<(), StoreError> {
        let name = name.to_owned();
        self.write("drop a filter", move |tx| {
            tx.execute("DELETE FROM saved_filters WHERE name = ?", [name])?;
            Ok(())
        })
    }
}
