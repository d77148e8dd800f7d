//! Ids: text from the parser on, whatever they were on the wire.

use serde::{Serialize, Serializer};
use serde_json::{Number, Value};

use super::{describe, scalar_text};

/// Declares id types. Each reads text or an integer and keeps the exact digits; each is written as text.
macro_rules! ids {
    ($($(#[$doc:meta])* $name:ident;)*) => {$(
        $(#[$doc])*
        #[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize)]
        #[serde(transparent)]
        pub struct $name(String);

        impl $name {
            /// The id with these characters; white space around them is dropped.
            pub fn new(id: impl AsRef<str>) -> Self {
                Self(id.as_ref().trim().to_owned())
            }

            /// Its characters.
            #[must_use]
            pub fn as_str(&self) -> &str {
                &self.0
            }
        }

        impl AsRef<str> for $name {
            fn as_ref(&self) -> &str {
                &self.0
            }
        }

        impl From<&str> for $name {
            fn from(id: &str) -> Self {
                Self::new(id)
            }
        }

        impl From<String> for $name {
            fn from(id: String) -> Self {
                Self::new(id)
            }
        }

        impl std::fmt::Display for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.write_str(&self.0)
            }
        }

        impl<'de> serde::Deserialize<'de> for $name {
            fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                let value = serde_json::Value::deserialize(deserializer)?;
                $crate::wire::read_id(&value).map(Self).map_err(serde::de::Error::custom)
            }
        }
    )*};
}
pub(crate) use ids;

/// The exact text of an id. A number with a point or an exponent has lost digits and is refused, save a bare `.0`.
pub(crate) fn read_id(value: &Value) -> Result<String, String> {
    let text = match value {
        Value::String(_) | Value::Number(_) => scalar_text(value),
        _ => None,
    };
    let Some(text) = text else {
        return Err(format!("expected an id, found {}", describe(value)));
    };
    if !value.is_number() {
        return Ok(text);
    }
    let digits = text.strip_suffix(".0").unwrap_or(&text);
    if digits.bytes().all(|byte| byte.is_ascii_digit() || byte == b'-') {
        Ok(digits.to_owned())
    } else {
        Err(format!("the id {text} is no whole number: its digits are lost"))
    }
}

/// Writes an id as a bare JSON number with exactly its digits, where the reference wants one; an opaque id (edition
/// v2) is written as text.
///
/// # Errors
/// Only those of the serializer.
pub fn id_as_number<S: Serializer>(id: &impl AsRef<str>, serializer: S) -> Result<S::Ok, S::Error> {
    match bare_number(id.as_ref()) {
        Some(number) => number.serialize(serializer),
        None => serializer.serialize_str(id.as_ref()),
    }
}

/// Writes an id that may be missing as [`id_as_number`] does.
///
/// # Errors
/// Only those of the serializer.
pub fn optional_id_as_number<S: Serializer>(
    id: &Option<impl AsRef<str>>,
    serializer: S,
) -> Result<S::Ok, S::Error> {
    match id {
        Some(id) => id_as_number(id, serializer),
        None => serializer.serialize_none(),
    }
}

/// Writes a list of ids as [`id_as_number`] writes one.
///
/// # Errors
/// Only those of the serializer.
pub fn ids_as_numbers<S: Serializer>(ids: &[impl AsRef<str>], serializer: S) -> Result<S::Ok, S::Error> {
    serializer.collect_seq(ids.iter().map(|id| match bare_number(id.as_ref()) {
        Some(number) => Value::Number(number),
        None => Value::String(id.as_ref().to_owned()),
    }))
}

fn bare_number(id: &str) -> Option<Number> {
    let canonical = id == "0" || (!id.is_empty() && !id.starts_with('0'));
    (canonical && id.bytes().all(|byte| byte.is_ascii_digit())).then(|| id.parse().ok()).flatten()
}
