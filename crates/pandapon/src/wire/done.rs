//! Whether something was done.

use serde::{Deserialize, Deserializer, Serialize};
use serde_json::Value;

/// Data of an operation that answers true or nothing. Documented samples hold `true`, null and `{}`; some carry a
/// `success` inside. Only a plain no counts as no, and even that is best checked by reading back.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
#[serde(transparent)]
pub struct Done {
    data: Value,
}

impl Done {
    /// True or false where the answer says so, none where it says nothing.
    #[must_use]
    pub fn said(&self) -> Option<bool> {
        let told = match &self.data {
            Value::Object(members) => members.get("success")?,
            told => told,
        };
        super::flag(told).ok().flatten()
    }

    /// The data as it came.
    #[must_use]
    pub fn data(&self) -> &Value {
        &self.data
    }
}

impl<'de> Deserialize<'de> for Done {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        Value::deserialize(deserializer).map(|data| Self { data })
    }
}
