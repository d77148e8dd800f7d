//! Files that came in as evidence.

use rusqlite::{OptionalExtension, params};

use super::Books;
use crate::refusal::Refusal;

impl Books<'_> {
    /// Keeps a file under the name that it is served by; the same file again changes nothing.
    pub(crate) fn keep_evidence(&self, name: &str, mime: &str, content: &[u8]) -> Result<(), Refusal> {
        self.tx.execute(
            "INSERT OR IGNORE INTO evidence (name, mime, sent_ms, content) VALUES (?1, ?2, ?3, ?4)",
            params![name, mime, self.now_ms, content],
        )?;
        Ok(())
    }

    /// Media type and bytes of a file.
    pub(crate) fn evidence(&self, name: &str) -> Result<Option<(String, Vec<u8>)>, Refusal> {
        Ok(self
            .tx
            .prepare_cached("SELECT mime, content FROM evidence WHERE name = ?1")?
            .query_row([name], |row| Ok((row.get(0)?, row.get(1)?)))
            .optional()?)
    }

    /// Whether a file of this name came in.
    pub(crate) fn has_evidence(&self, name: &str) -> Result<bool, Refusal> {
        Ok(self
            .tx
            .prepare_cached("SELECT EXISTS (SELECT 1 FROM evidence WHERE name = ?1)")?
            .query_row([name], |row| row.get(0))?)
    }
}
