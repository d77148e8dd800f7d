//! Between columns and the domain's types.

use pondesk_domain::{EpochMs, Money, Platform};
use rusqlite::Row;
use rusqlite::types::FromSql;
use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::Value;

use crate::StoreError;

/// The columns of a row, read one after the other in the order of its select: by name each would be looked for anew, which
/// lists of many rows pay for.
pub(crate) struct Cells<'r> {
    row: &'r Row<'r>,
    next: usize,
}

impl<'r> Cells<'r> {
    pub(crate) fn of(row: &'r Row<'r>) -> Self {
        Self { row, next: 0 }
    }

    pub(crate) fn next<T: FromSql>(&mut self) -> Result<T, StoreError> {
        self.next += 1;
        Ok(self.row.get(self.next - 1)?)
    }

    /// An id that is always there.
    pub(crate) fn id<T: From<String>>(&mut self) -> Result<T, StoreError> {
        Ok(T::from(self.next::<String>()?))
    }

    /// A sum in fen.
    pub(crate) fn money(&mut self) -> Result<Option<Money>, StoreError> {
        Ok(self.next::<Option<i64>>()?.map(Money::fen))
    }

    /// A platform that is always there.
    pub(crate) fn platform(&mut self) -> Result<Platform, StoreError> {
        Platform::parse(&self.next::<String>()?).ok_or(StoreError::Unreadable { what: "platform" })
    }
}

/// An id that is always there.
pub(crate) fn id<T: From<String>>(row: &Row<'_>, column: &str) -> Result<T, StoreError> {
    Ok(T::from(row.get::<_, String>(column)?))
}

/// An id that may lack.
pub(crate) fn maybe_id<T: From<String>>(row: &Row<'_>, column: &str) -> Result<Option<T>, StoreError> {
    Ok(row.get::<_, Option<String>>(column)?.map(T::from))
}

/// A sum from a column in fen.
pub(crate) fn money(row: &Row<'_>, column: &str) -> Result<Option<Money>, StoreError> {
    Ok(row.get::<_, Option<i64>>(column)?.map(Money::fen))
}

/// A sum for a column in fen.
pub(crate) fn fen(money: Option<Money>) -> Option<i64> {
    money.map(Money::minor)
}

/// A time that is always there.
pub(crate) fn time(row: &Row<'_>, column: &str) -> Result<EpochMs, StoreError> {
    Ok(EpochMs(row.get(column)?))
}

/// A time that may lack.
pub(crate) fn maybe_time(row: &Row<'_>, column: &str) -> Result<Option<EpochMs>, StoreError> {
    Ok(row.get::<_, Option<i64>>(column)?.map(EpochMs))
}

/// A time for a column.
pub(crate) fn ms(time: Option<EpochMs>) -> Option<i64> {
    time.map(|time| time.0)
}

/// A platform that is always there.
pub(crate) fn platform(row: &Row<'_>, column: &str) -> Result<Platform, StoreError> {
    Platform::parse(&row.get::<_, String>(column)?).ok_or(StoreError::Unreadable { what: "platform" })
}

/// The word that stands for a case of an enum of the domain, the same in SQL and JSON.
pub(crate) fn word<T: Serialize>(case: &T, what: &'static str) -> Result<String, StoreError> {
    match serde_json::to_value(case) {
        Ok(Value::String(word)) => Ok(word),
        _ => Err(StoreError::Unreadable { what }),
    }
}

/// Reads [`word`] back.
pub(crate) fn from_word<T: DeserializeOwned>(word: String, what: &'static str) -> Result<T, StoreError> {
    serde_json::from_value(Value::String(word)).map_err(|_| StoreError::Unreadable { what })
}

/// [`from_word`] for a word that may lack.
pub(crate) fn maybe_from_word<T: DeserializeOwned>(
    word: Option<String>,
    what: &'static str,
) -> Result<Option<T>, StoreError> {
    word.map(|word| from_word(word, what)).transpose()
}

/// JSON text for a column.
pub(crate) fn json<T: Serialize + ?Sized>(value: &T, what: &'static str) -> Result<String, StoreError> {
    serde_json::to_string(value).map_err(|_| StoreError::Unreadable { what })
}

/// Reads [`json`] back.
pub(crate) fn from_json<T: DeserializeOwned>(text: &str, what: &'static str) -> Result<T, StoreError> {
    serde_json::from_str(text).map_err(|_| StoreError::Unreadable { what })
}
