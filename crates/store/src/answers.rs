//! The answers of PandaPon that are kept of an order or a case.

use pondesk_domain::EpochMs;
use rusqlite::Row;

use crate::StoreError;
use crate::column::time;

/// An answer that told of an order or a case.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct KeptAnswer {
    /// The PandaPon operation.
    pub operation: String,
    /// Its part about the order or the case, as it came.
    pub raw: String,
    /// When PandaPon told it.
    pub read_at: EpochMs,
}

impl KeptAnswer {
    pub(crate) fn from_row(row: &Row<'_>) -> Result<Self, StoreError> {
        Ok(Self { operation: row.get("operation")?, raw: row.get("raw")?, read_at: time(row, "read_at")? })
    }
}
