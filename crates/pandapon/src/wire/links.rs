//! URLs as the reference prints them.

use serde::{Deserialize, Deserializer, Serialize};
use url::Url;

use super::Text;

/// A URL of a picture or page. White space inside (`https: //…`) is removed and a missing scheme (`//host/…`) becomes
/// https. Untrusted: may still be no URL at all, then [`Link::url`] is none.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize)]
#[serde(transparent)]
pub struct Link(String);

impl Link {
    /// Cleans what the wire holds.
    #[must_use]
    pub fn new(text: &str) -> Self {
        let clean: String = text.chars().filter(|c| !c.is_whitespace() && !c.is_control()).collect();
        Self(if clean.starts_with("//") { format!("https:{clean}") } else { clean })
    }

    /// The cleaned text.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The URL, when it is one of http or https.
    #[must_use]
    pub fn url(&self) -> Option<Url> {
        Url::parse(&self.0).ok().filter(|url| matches!(url.scheme(), "http" | "https"))
    }

    /// The value of a query parameter, decoded.
    #[must_use]
    pub fn query(&self, name: &str) -> Option<String> {
        self.url()?.query_pairs().find(|(key, _)| key == name).map(|(_, value)| value.into_owned())
    }
}

impl std::fmt::Display for Link {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.0)
    }
}

impl<'de> Deserialize<'de> for Link {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        Text::deserialize(deserializer).map(|text| Self::new(&text))
    }
}
