//! Whether bytes are a picture that Pondesk takes: read from the bytes alone, never from a name or a header of a host.

use std::io::Cursor;

use image::codecs::png::PngDecoder;
use image::codecs::webp::WebPDecoder;
use image::{DynamicImage, ImageDecoder, ImageError, ImageFormat, ImageReader, Limits};

use crate::api::{CommandError, CommandResult, ErrorCode};

/// Most pixels of a picture. A phone's largest has 50 million.
pub(crate) const MAX_PIXELS: u64 = 50_000_000;

/// Most memory for decoding one picture.
const MAX_DECODED: u64 = 300 * 1024 * 1024;

/// Kinds of files that Pondesk knows.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum MediaKind {
    Jpeg,
    Png,
    Webp,
    Gif,
    Pdf,
}

impl MediaKind {
    /// Reads the kind from the first bytes.
    pub(crate) fn sniff(bytes: &[u8]) -> Option<Self> {
        match bytes {
            [0xFF, 0xD8, 0xFF, ..] => Some(Self::Jpeg),
            [0x89, b'P', b'N', b'G', b'\r', b'\n', 0x1A, b'\n', ..] => Some(Self::Png),
            [b'R', b'I', b'F', b'F', _, _, _, _, b'W', b'E', b'B', b'P', ..] => Some(Self::Webp),
            [b'G', b'I', b'F', b'8', b'7' | b'9', b'a', ..] => Some(Self::Gif),
            [b'%', b'P', b'D', b'F', b'-', ..] => Some(Self::Pdf),
            _ => None,
        }
    }

    pub(crate) const fn media_type(self) -> &'static str {
        match self {
            Self::Jpeg => "image/jpeg",
            Self::Png => "image/png",
            Self::Webp => "image/webp",
            Self::Gif => "image/gif",
            Self::Pdf => "application/pdf",
        }
    }

    /// The ending of a file's name.
    pub(crate) const fn ending(self) -> &'static str {
        match self {
            Self::Jpeg => "jpg",
            Self::Png => "png",
            Self::Webp => "webp",
            Self::Gif => "gif",
            Self::Pdf => "pdf",
        }
    }

    const fn format(self) -> Option<ImageFormat> {
        match self {
            Self::Jpeg => Some(ImageFormat::Jpeg),
            Self::Png => Some(ImageFormat::Png),
            Self::Webp => Some(ImageFormat::WebP),
            Self::Gif => Some(ImageFormat::Gif),
            Self::Pdf => None,
        }
    }
}

/// Refuses what is no file that Pondesk takes from the user, and says what it is when that is known.
pub(crate) fn user_kind(bytes: &[u8]) -> CommandResult<MediaKind> {
    match MediaKind::sniff(bytes) {
        Some(MediaKind::Gif) if gif_frames(bytes) > 1 => Err(CommandError::new(ErrorCode::PictureAnimated)),
        Some(MediaKind::Gif) => Err(refused_kind("image/gif")),
        Some(kind) => Ok(kind),
        None => {
            Err(untaken_kind(bytes).map_or_else(|| CommandError::new(ErrorCode::NotAPicture), refused_kind))
        }
    }
}

fn refused_kind(media_type: &str) -> CommandError {
    CommandError::new(ErrorCode::PictureKind).with("mediaType", media_type)
}

/// Pictures that other programs know and Pondesk does not take.
fn untaken_kind(bytes: &[u8]) -> Option<&'static str> {
    let brand = bytes.get(4..12).unwrap_or_default();
    match bytes {
        [b'B', b'M', ..] if bytes.len() > 26 => Some("image/bmp"),
        [b'I', b'I', 42, 0, ..] | [b'M', b'M', 0, 42, ..] => Some("image/tiff"),
        _ if brand == b"ftypheic" || brand == b"ftypheix" || brand == b"ftypmif1" => Some("image/heic"),
        _ if brand == b"ftypavif" || brand == b"ftypavis" => Some("image/avif"),
        _ if is_svg(bytes) => Some("image/svg+xml"),
        _ => None,
    }
}

fn is_svg(bytes: &[u8]) -> bool {
    let start = String::from_utf8_lossy(&bytes[..bytes.len().min(512)]).to_lowercase();
    start.contains("<svg")
}

/// Width and height from the header, nothing decoded.
///
/// # Errors
/// [`ErrorCode::PictureDamaged`], [`ErrorCode::TooManyPixels`].
pub(crate) fn measure(bytes: &[u8], kind: MediaKind) -> CommandResult<(u32, u32)> {
    let format = kind.format().ok_or_else(|| CommandError::new(ErrorCode::NotAPicture))?;
    let (width, height) =
        ImageReader::with_format(Cursor::new(bytes), format).into_dimensions().map_err(refused_picture)?;
    if u64::from(width) * u64::from(height) > MAX_PIXELS {
        return Err(CommandError::new(ErrorCode::TooManyPixels)
            .with("width", width)
            .with("height", height)
            .with("limit", MAX_PIXELS));
    }
    Ok((width, height))
}

/// Refuses animations.
///
/// # Errors
/// [`ErrorCode::PictureAnimated`], [`ErrorCode::PictureDamaged`].
pub(crate) fn refuse_animation(bytes: &[u8], kind: MediaKind) -> CommandResult<()> {
    let animated = match kind {
        MediaKind::Png => {
            PngDecoder::new(Cursor::new(bytes)).and_then(|png| png.is_apng()).map_err(refused_picture)?
        }
        MediaKind::Webp => WebPDecoder::new(Cursor::new(bytes)).map_err(refused_picture)?.has_animation(),
        MediaKind::Gif => gif_frames(bytes) > 1,
        MediaKind::Jpeg | MediaKind::Pdf => false,
    };
    if animated { Err(CommandError::new(ErrorCode::PictureAnimated)) } else { Ok(()) }
}

/// Decodes a picture and turns it as its camera says. It was measured before.
///
/// # Errors
/// [`ErrorCode::PictureDamaged`], [`ErrorCode::TooManyPixels`].
pub(crate) fn decode(bytes: &[u8], kind: MediaKind) -> CommandResult<DynamicImage> {
    // The decoder fills up what a cut JPEG lacks with grey, so its end is looked for here.
    if kind == MediaKind::Jpeg && !jpeg_has_end(bytes) {
        return Err(CommandError::new(ErrorCode::PictureDamaged));
    }
    let format = kind.format().ok_or_else(|| CommandError::new(ErrorCode::NotAPicture))?;
    let mut reader = ImageReader::with_format(Cursor::new(bytes), format);
    let mut limits = Limits::default();
    limits.max_alloc = Some(MAX_DECODED);
    reader.limits(limits);
    let mut decoder = reader.into_decoder().map_err(refused_picture)?;
    let orientation = decoder.orientation().map_err(refused_picture)?;
    let mut picture = DynamicImage::from_decoder(decoder).map_err(refused_picture)?;
    picture.apply_orientation(orientation);
    Ok(picture)
}

fn refused_picture(error: ImageError) -> CommandError {
    match error {
        ImageError::Limits(_) => CommandError::new(ErrorCode::TooManyPixels).with("limit", MAX_PIXELS),
        other => CommandError::new(ErrorCode::PictureDamaged).saying(other),
    }
}

/// Follows a JPEG's segments to its end marker. What a phone appends after that is no concern.
fn jpeg_has_end(bytes: &[u8]) -> bool {
    let mut at = 2;
    while let Some(&[lead, marker]) = bytes.get(at..at + 2).and_then(<[u8]>::first_chunk) {
        match (lead, marker) {
            (0xFF, 0xD9) => return true,
            // Fill bytes, restart markers, and data of a scan: one byte on.
            (0xFF, 0xFF) => at += 1,
            (0xFF, 0x00 | 0x01 | 0xD0..=0xD8) => at += 2,
            (0xFF, _) => {
                let Some(&[high, low]) = bytes.get(at + 2..at + 4).and_then(<[u8]>::first_chunk) else {
                    return false;
                };
                at += 2 + usize::from(u16::from_be_bytes([high, low])).max(2);
            }
            _ => at += 1,
        }
    }
    false
}

/// Counts a GIF's frames up to two, by its blocks, nothing decoded.
fn gif_frames(bytes: &[u8]) -> usize {
    let table = |flags: u8| if flags & 0x80 == 0 { 0 } else { 3 << ((flags & 7) + 1) };
    let Some(&flags) = bytes.get(10) else { return 0 };
    let mut at = 13 + table(flags);
    let mut frames = 0;
    while let Some(&block) = bytes.get(at) {
        match block {
            0x21 => at += 2,
            0x2C => {
                frames += 1;
                let Some(&flags) = bytes.get(at + 9).filter(|_| frames < 2) else { return frames };
                at += 11 + table(flags);
            }
            _ => return frames,
        }
        // Sub-blocks, each with its length before it, up to an empty one.
        while let Some(&length) = bytes.get(at) {
            at += 1 + usize::from(length);
            if length == 0 {
                break;
            }
        }
    }
    frames
}
