//! Names of pictures.

use std::fmt;
use std::str::FromStr;

use crate::Platform;

/// Pictures in an offer's gallery.
pub const VIEWS: u8 = 4;

/// Name of one picture: which offer, which view, in which colour. As text it is safe in a URL: `t612345678901-0-3.jpg`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct PictureKey {
    /// Platform of the offer.
    pub platform: Platform,
    /// Id of the offer.
    pub offer_id: u64,
    /// Which view, below [`VIEWS`].
    pub view: u8,
    /// Index of the colour in the offer's look.
    pub colour: u8,
}

/// The text is no picture's name.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("not the name of a catalogue picture")]
pub struct BadPictureKey;

impl PictureKey {
    /// Whether the picture is served as PNG; the others are JPEG.
    pub const fn is_png(&self) -> bool {
        self.offer_id % 9 == 4
    }
}

impl fmt::Display for PictureKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let letter = match self.platform {
            Platform::Taobao => 't',
            Platform::Alibaba1688 => 'a',
        };
        let ending = if self.is_png() { "png" } else { "jpg" };
        write!(f, "{letter}{}-{}-{}.{ending}", self.offer_id, self.view, self.colour)
    }
}

impl FromStr for PictureKey {
    type Err = BadPictureKey;

    fn from_str(text: &str) -> Result<Self, BadPictureKey> {
        let platform = match text.as_bytes().first() {
            Some(b't') => Platform::Taobao,
            Some(b'a') => Platform::Alibaba1688,
            _ => return Err(BadPictureKey),
        };
        let (stem, _) = text[1..].split_once('.').ok_or(BadPictureKey)?;
        let mut parts = stem.split('-');
        let (Some(offer), Some(view), Some(colour), None) =
            (parts.next(), parts.next(), parts.next(), parts.next())
        else {
            return Err(BadPictureKey);
        };
        let key = Self {
            platform,
            offer_id: offer.parse().map_err(|_| BadPictureKey)?,
            view: view.parse().map_err(|_| BadPictureKey)?,
            colour: colour.parse().map_err(|_| BadPictureKey)?,
        };
        // One name per picture: leading zeros, signs and a wrong ending are refused.
        if key.view < VIEWS && key.to_string() == text { Ok(key) } else { Err(BadPictureKey) }
    }
}
