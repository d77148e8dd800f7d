//! Evidence: pictures that a claim is supported with, and where they are served from.

use std::io::Cursor;

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use image::{ImageFormat, ImageReader, Limits};
use md5::{Digest, Md5};
use url::{Host, Url};

use crate::refusal::{Code, Refusal};
use crate::state::Books;

/// Part of the path below which evidence is served.
pub(crate) const FOLDER: &str = "evidence";
/// Most pictures in one Taobao call; the reference names no limit.
const MOST_PICTURES: usize = 10;
const MOST_TAOBAO_BYTES: usize = 3 * 1024 * 1024;
/// Upstream 1688 takes pictures below 1 MB.
const MOST_1688_BYTES: usize = 1024 * 1024;
const MOST_PIXELS: u64 = 40_000_000;

/// A file whose type and size were checked.
pub(crate) struct Evidence {
    name: String,
    mime: &'static str,
    content: Vec<u8>,
}

impl Evidence {
    /// The content of 1688's voucher upload: base64 of a JPEG below 1 MB.
    pub(crate) fn of_1688(base64: &str) -> Result<Evidence, Refusal> {
        Self::decode(base64, &[ImageFormat::Jpeg], MOST_1688_BYTES)
    }

    /// A picture inside Taobao's `refundImages`: base64 of a JPEG, PNG or WebP of at most 3 MB.
    fn of_taobao(base64: &str) -> Result<Evidence, Refusal> {
        Self::decode(base64, &[ImageFormat::Jpeg, ImageFormat::Png, ImageFormat::WebP], MOST_TAOBAO_BYTES + 1)
    }

    fn decode(base64: &str, formats: &[ImageFormat], below_bytes: usize) -> Result<Evidence, Refusal> {
        let bad = |detail: &dyn std::fmt::Display| Refusal::new(Code::BadEvidence, detail);
        let content =
            STANDARD.decode(base64.trim()).map_err(|error| bad(&format_args!("not base64: {error}")))?;
        if content.len() >= below_bytes {
            return Err(bad(&format_args!("{} bytes, fewer than {below_bytes} are taken", content.len())));
        }
        let format = image::guess_format(&content).map_err(|error| bad(&error))?;
        if !formats.contains(&format) {
            return Err(bad(&format_args!("{format:?} is not taken, {formats:?} is")));
        }
        let (width, height) = ImageReader::with_format(Cursor::new(&content), format)
            .into_dimensions()
            .map_err(|error| bad(&error))?;
        if u64::from(width) * u64::from(height) > MOST_PIXELS {
            return Err(bad(&format_args!("{width} x {height} pixels")));
        }
        let mut reader = ImageReader::with_format(Cursor::new(&content), format);
        reader.limits(Limits::default());
        reader.decode().map_err(|error| bad(&error))?;
        let name = format!("{}.{}", hex::encode(Md5::digest(&content)), format.extensions_str()[0]);
        Ok(Evidence { name, mime: format.to_mime_type(), content })
    }

    /// Keeps the file and says under which path it is served.
    pub(crate) fn keep(&self, books: &Books<'_>) -> Result<String, Refusal> {
        books.keep_evidence(&self.name, self.mime, &self.content)?;
        Ok(format!("{FOLDER}/{}", self.name))
    }
}

/// A picture of `refundImages`.
pub(crate) enum Picture {
    /// Served somewhere else.
    Link(String),
    File(Evidence),
}

/// Reads Taobao's `refundImages`: addresses or base64, with commas between (the reference names no separator).
pub(crate) fn read_pictures(text: Option<&str>) -> Result<Vec<Picture>, Refusal> {
    let parts: Vec<&str> =
        text.unwrap_or_default().split(',').map(str::trim).filter(|part| !part.is_empty()).collect();
    if parts.len() > MOST_PICTURES {
        let detail = format!("{} pictures, at most {MOST_PICTURES}", parts.len());
        return Err(Refusal::new(Code::BadEvidence, detail));
    }
    parts.into_iter().map(read_picture).collect()
}

fn read_picture(part: &str) -> Result<Picture, Refusal> {
    match Url::parse(part) {
        Ok(url) if matches!(url.scheme(), "http" | "https") => Ok(Picture::Link(part.to_owned())),
        Ok(url) => Err(Refusal::new(
            Code::BadEvidence,
            format_args!("an address must be http or https, not {}", url.scheme()),
        )),
        Err(_) => Ok(Picture::File(Evidence::of_taobao(part)?)),
    }
}

impl Picture {
    /// Where it can be looked at; a file's place is a path below this sandbox's address, which changes.
    pub(crate) fn keep(&self, books: &Books<'_>) -> Result<String, Refusal> {
        match self {
            Picture::Link(address) => Ok(address.clone()),
            Picture::File(file) => file.keep(books),
        }
    }
}

/// The address of kept evidence, or of a foreign picture.
pub(crate) fn address(books: &Books<'_>, place: &str) -> String {
    if place.contains("://") { place.to_owned() } else { format!("{}/{place}", books.base_url) }
}

/// The place of a voucher from the upload; `None` for an address that the upload never gave out. The port is not
/// compared: it changes with every start.
pub(crate) fn place_of_upload(books: &Books<'_>, address: &str) -> Result<Option<String>, Refusal> {
    let Ok(url) = Url::parse(address) else { return Ok(None) };
    let ours =
        matches!(url.host(), Some(Host::Ipv4(ip)) if ip.is_loopback()) || url.host_str() == Some("localhost");
    let place = url.path().trim_start_matches('/');
    let Some(name) = place.strip_prefix(FOLDER).and_then(|rest| rest.strip_prefix('/')).filter(|_| ours)
    else {
        return Ok(None);
    };
    Ok(books.has_evidence(name)?.then(|| place.to_owned()))
}
