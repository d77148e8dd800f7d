//! Files given by the user. No path reaches the UI: it holds an opaque reference.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// A file that the desk holds for the user.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct FileRef {
    /// Names it until Pondesk is closed.
    pub file_id: String,
    /// Its own name, as it was given.
    pub name: String,
    /// Read from its bytes: `image/jpeg`, `image/png`, `image/webp`, `application/pdf`.
    pub media_type: String,
    /// Its size.
    pub bytes: u32,
    /// Width in pixels, for a picture.
    pub width: Option<u32>,
    /// Height in pixels, for a picture.
    pub height: Option<u32>,
    /// Key of its picture for the picture protocol, for a picture.
    pub picture: Option<String>,
}

/// `file_from_link`: fetches a picture from an allowed host.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct FileFromLink {
    /// The link, as it was dropped or pasted.
    pub url: String,
}
