//! JSON text inside JSON.

use serde::de::DeserializeOwned;
use serde::{Deserialize, Deserializer, Serialize, Serializer};
use serde_json::Value;

use super::{describe, from_tidied, tidy, without_nulls};

/// A member that holds JSON as text. Read from such a text, or from the JSON itself. What cannot be understood is kept.
#[derive(Clone, Debug, PartialEq)]
pub enum JsonText<T> {
    /// What the text means.
    Read(T),
    /// The text as it came, when it means nothing known.
    Unread(String),
}

impl<T> JsonText<T> {
    /// What it means, if understood.
    #[must_use]
    pub fn get(&self) -> Option<&T> {
        match self {
            Self::Read(inner) => Some(inner),
            Self::Unread(_) => None,
        }
    }
}

impl<T: Serialize> Serialize for JsonText<T> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Self::Read(inner) => as_json_text(inner, serializer),
            Self::Unread(text) => serializer.serialize_str(text),
        }
    }
}

impl<'de, T: DeserializeOwned> Deserialize<'de> for JsonText<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let value = Value::deserialize(deserializer)?;
        let (inner, text) = match value {
            Value::String(text) => {
                let repaired = super::escape_control_characters(&text);
                (serde_json::from_str(&repaired).ok(), text)
            }
            Value::Array(_) | Value::Object(_) => {
                let text = value.to_string();
                (Some(value), text)
            }
            other => {
                return Err(serde::de::Error::custom(format_args!(
                    "expected JSON text, found {}",
                    describe(&other)
                )));
            }
        };
        Ok(match inner.and_then(|inner| from_tidied(&tidy(inner)).ok()) {
            Some(inner) => Self::Read(inner),
            None => Self::Unread(text),
        })
    }
}

/// Writes a value as JSON text, for request members that want JSON inside JSON.
///
/// # Errors
/// The value cannot be written as JSON.
pub fn as_json_text<T: Serialize, S: Serializer>(value: &T, serializer: S) -> Result<S::Ok, S::Error> {
    let value = serde_json::to_value(value).map_err(serde::ser::Error::custom)?;
    serializer.collect_str(&without_nulls(value))
}
