//! What the user keeps beside an order: never told by a platform, never overwritten by one.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::EpochMs;

/// A file that the user put to an order.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct OrderFile {
    /// SHA-256 of its bytes, hex.
    pub sha256: String,
    /// Its own name.
    pub file_name: String,
    /// `image/jpeg`, `image/png`, `image/webp` or `application/pdf`, read from the bytes.
    pub media_type: String,
    /// Size in bytes.
    pub bytes: u32,
    /// When it was kept.
    pub kept_at: EpochMs,
}

/// What the user keeps beside an order.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct OwnData {
    /// A note.
    pub note: Option<String>,
    /// Tags, in the order in which they were put.
    pub tags: Vec<String>,
    /// For whom it was bought.
    pub client: Option<String>,
    /// Files, newest first.
    pub files: Vec<OrderFile>,
    /// When any of it was last changed.
    pub edited_at: Option<EpochMs>,
}

/// A change of what the user keeps beside orders; what is `None` or empty stays.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase", default)]
pub struct OwnEdit {
    /// The note; empty takes it away.
    pub note: Option<String>,
    /// The client; empty takes it away.
    pub client: Option<String>,
    /// Tags to put.
    pub add_tags: Vec<String>,
    /// Tags to take away.
    pub remove_tags: Vec<String>,
}

impl OwnEdit {
    /// Takes the change in. Blanks around texts go; a tag stands once, whatever its capitals.
    pub fn apply(&self, own: &mut OwnData) {
        let text = |text: &Option<String>, kept: &mut Option<String>| {
            if let Some(text) = text.as_deref().map(str::trim) {
                *kept = (!text.is_empty()).then(|| text.to_owned());
            }
        };
        text(&self.note, &mut own.note);
        text(&self.client, &mut own.client);
        let same = |a: &str, b: &str| a.to_lowercase() == b.trim().to_lowercase();
        own.tags.retain(|tag| !self.remove_tags.iter().any(|gone| same(tag, gone)));
        for tag in self.add_tags.iter().map(|tag| tag.trim()).filter(|tag| !tag.is_empty()) {
            if !own.tags.iter().any(|kept| same(kept, tag)) {
                own.tags.push(tag.to_owned());
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_edit_changes_only_what_it_names() {
        let mut own =
            OwnData { note: Some("call first".into()), tags: vec!["VIP".into()], ..OwnData::default() };
        let edit = OwnEdit {
            client: Some(" Mai ".into()),
            add_tags: vec!["vip".into(), "fragile".into(), " ".into()],
            ..OwnEdit::default()
        };
        edit.apply(&mut own);
        assert_eq!((own.note.as_deref(), own.client.as_deref()), (Some("call first"), Some("Mai")));
        assert_eq!(own.tags, ["VIP", "fragile"]);
        let edit = OwnEdit { note: Some("  ".into()), remove_tags: vec!["vip".into()], ..OwnEdit::default() };
        edit.apply(&mut own);
        assert_eq!((own.note, own.tags), (None, vec!["fragile".to_owned()]));
    }
}
