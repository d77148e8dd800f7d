//! Rows of a page, where one that cannot be read must not cost the others.

use serde::de::{DeserializeOwned, Error as _};
use serde::{Deserialize, Deserializer, Serialize, Serializer};
use serde_json::Value;
use serde_json::value::RawValue;

use super::from_tidied_text;

/// The rows of a page: those that could be read, and those that could not, kept as they came. Written, they stand in
/// the order in which they came.
#[derive(Clone, Debug, PartialEq)]
pub struct Rows<T> {
    /// The rows that could be read, in their order.
    pub read: Vec<T>,
    /// The others, in their order.
    pub broken: Vec<BrokenRow>,
}

/// A row that does not fit its type.
#[derive(Clone, Debug, PartialEq)]
pub struct BrokenRow {
    /// Its place in the list, from 0; rows that are null do not count.
    pub at: usize,
    /// Where it does not fit, seen from the list: `[3].price`.
    pub path: String,
    /// What was wrong there.
    pub reason: String,
    /// The row as it came, null and empty members left out.
    pub raw: Value,
}

impl<T> Rows<T> {
    /// How many rows came, readable or not.
    #[must_use]
    pub fn came(&self) -> usize {
        self.read.len() + self.broken.len()
    }

    /// True when rows came and not one of them could be read: the page has another shape than expected.
    #[must_use]
    pub fn all_broken(&self) -> bool {
        self.read.is_empty() && !self.broken.is_empty()
    }
}

impl<T> Default for Rows<T> {
    fn default() -> Self {
        Self { read: Vec::new(), broken: Vec::new() }
    }
}

impl<T> From<Vec<T>> for Rows<T> {
    fn from(read: Vec<T>) -> Self {
        Self { read, broken: Vec::new() }
    }
}

impl<T: Serialize> Serialize for Rows<T> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        enum Row<'a, T> {
            Read(&'a T),
            Broken(&'a Value),
        }
        impl<T: Serialize> Serialize for Row<'_, T> {
            fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                match self {
                    Self::Read(row) => row.serialize(serializer),
                    Self::Broken(raw) => raw.serialize(serializer),
                }
            }
        }
        let (mut read, mut broken) = (self.read.iter(), self.broken.iter().peekable());
        serializer.collect_seq((0..self.came()).filter_map(|at| match broken.next_if(|row| row.at <= at) {
            Some(row) => Some(Row::Broken(&row.raw)),
            None => read.next().map(Row::Read).or_else(|| broken.next().map(|row| Row::Broken(&row.raw))),
        }))
    }
}

impl<'de, T: DeserializeOwned> Deserialize<'de> for Rows<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let mut rows = Self::default();
        // Their text as it stands: parsed values would be written only to be read once more.
        for (at, raw) in Vec::<Box<RawValue>>::deserialize(deserializer)?.into_iter().enumerate() {
            match from_tidied_text(raw.get()) {
                Ok(row) => rows.read.push(row),
                Err(misfit) => {
                    let path = match misfit.path.as_str() {
                        "." => format!("[{at}]"),
                        inner if inner.starts_with('[') => format!("[{at}]{inner}"),
                        inner => format!("[{at}].{inner}"),
                    };
                    let raw = serde_json::from_str(raw.get()).map_err(D::Error::custom)?;
                    rows.broken.push(BrokenRow { at, path, reason: misfit.reason, raw });
                }
            }
        }
        Ok(rows)
    }
}
