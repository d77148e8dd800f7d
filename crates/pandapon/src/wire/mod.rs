//! Readers for what PandaPon really sends: one type per kind of value, each forgiving in what it reads and exact in
//! what it keeps. Digits never pass through a float.
//!
//! Response types are plain serde structs. Before they are read, the whole answer is tidied once ([`tidy`]): null,
//! empty text and missing members become the same thing. So read stored answers with [`read_text`], which does the same.

mod codes;
mod dates;
mod done;
mod ids;
mod links;
mod money;
mod nested;
mod numbers;
mod repair;
mod rows;
mod text;

pub(crate) use codes::codes;
pub use codes::{code_as_number, optional_code_as_number};
pub use dates::{BEIJING, Moment, as_beijing_text, as_epoch_ms};
pub use done::Done;
pub(crate) use ids::ids;
pub(crate) use ids::read_id;
pub use ids::{id_as_number, ids_as_numbers, optional_id_as_number};
pub use links::Link;
pub use money::{Fen, MoneyError, Yuan, yuan_as_number};
pub use nested::{JsonText, as_json_text};
pub use numbers::{Count, Measure, flag};
pub use repair::escape_control_characters;
pub use rows::{BrokenRow, Rows};
pub use text::Text;

use serde::de::DeserializeOwned;
use serde_json::{Map, Value, json};

/// Members that the reference does not name, kept as they came.
pub type Extra = Map<String, Value>;

/// Why an answer does not fit its type.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("at `{path}`: {reason}")]
pub struct Misfit {
    /// Where, such as `data[3].price`.
    pub path: String,
    /// What was wrong there.
    pub reason: String,
}

/// Reads an answer from its JSON text, with every leniency of this module. Null and empty text read as the default.
///
/// # Errors
/// The text is no JSON, or a value has a shape that cannot be understood.
pub fn read_text<T: DeserializeOwned + Default>(text: &str) -> Result<T, Misfit> {
    read(parse(text)?)
}

/// Parses JSON text, raw control characters allowed.
///
/// # Errors
/// The text is no JSON.
pub(crate) fn parse(text: &str) -> Result<Value, Misfit> {
    let parsed = serde_json::from_str(&escape_control_characters(text));
    parsed.map_err(|error| Misfit { path: ".".into(), reason: error.to_string() })
}

/// Reads an answer from parsed JSON, as [`read_text`] does.
///
/// # Errors
/// A value has a shape that cannot be understood.
pub fn read<T: DeserializeOwned + Default>(value: Value) -> Result<T, Misfit> {
    let value = tidy(value);
    if value.is_null() {
        return Ok(T::default());
    }
    from_tidied(&value)
}

/// Reads tidied JSON by way of its text. Straight from the parsed value serde's `flatten` fails on whole numbers beyond
/// 64 bits, and one unknown member would cost the whole answer.
pub(crate) fn from_tidied<T: DeserializeOwned>(value: &Value) -> Result<T, Misfit> {
    from_tidied_text(&value.to_string())
}

/// Reads the text of tidied JSON.
pub(crate) fn from_tidied_text<T: DeserializeOwned>(text: &str) -> Result<T, Misfit> {
    serde_path_to_error::deserialize(&mut serde_json::Deserializer::from_str(text)).map_err(|error| {
        let path = error.path().to_string();
        let reason = error.into_inner().to_string();
        // Line and column are those of the tidied text, which nobody has seen.
        let reason = reason.rsplit_once(" at line ").map_or(reason.as_str(), |(reason, _)| reason).to_owned();
        Misfit { path, reason }
    })
}

/// Drops members that are null or blank text, and null elements, at every depth: the reference mixes null, empty and
/// missing. A blank text by itself becomes null. White space and control characters are blank.
#[must_use]
pub fn tidy(value: Value) -> Value {
    match value {
        Value::String(text) if text.chars().all(|c| c.is_whitespace() || c.is_control()) => Value::Null,
        Value::Array(items) => {
            Value::Array(items.into_iter().map(tidy).filter(|item| !item.is_null()).collect())
        }
        Value::Object(members) => Value::Object(
            members
                .into_iter()
                .map(|(name, member)| (name, tidy(member)))
                .filter(|(_, m)| !m.is_null())
                .collect(),
        ),
        other => other,
    }
}

/// Drops null members at every depth, and nothing else: a request's missing fields are left out.
pub(crate) fn without_nulls(value: Value) -> Value {
    match value {
        Value::Array(items) => Value::Array(items.into_iter().map(without_nulls).collect()),
        Value::Object(members) => Value::Object(
            members
                .into_iter()
                .filter(|(_, m)| !m.is_null())
                .map(|(name, m)| (name, without_nulls(m)))
                .collect(),
        ),
        other => other,
    }
}

/// Makes a page of bare rows: some searches answer either.
pub(crate) fn rows_as_page(data: Value) -> Value {
    match data {
        Value::Array(_) => json!({ "data": data }),
        page => page,
    }
}

/// Wraps a lone object into a list: some operations answer either.
pub(crate) fn one_or_many(data: Value) -> Value {
    match data {
        Value::Object(_) => Value::Array(vec![data]),
        other => other,
    }
}

/// The text of a scalar: what stands in quotes, or the digits as they came. Nothing for objects, arrays and null.
pub(crate) fn scalar_text(value: &Value) -> Option<String> {
    match value {
        Value::String(text) => Some(text.trim().to_owned()),
        Value::Number(number) => Some(number.to_string()),
        Value::Bool(truth) => Some(truth.to_string()),
        Value::Null | Value::Array(_) | Value::Object(_) => None,
    }
}

/// What stands at a place, in a few words for an error; long text is cut.
pub(crate) fn describe(value: &Value) -> String {
    match value {
        Value::Null => "null".into(),
        Value::Array(_) => "a list".into(),
        Value::Object(_) => "an object".into(),
        scalar => {
            let text = scalar.to_string();
            let short: String = text.chars().take(40).collect();
            if short.len() < text.len() { format!("{short}…") } else { short }
        }
    }
}
