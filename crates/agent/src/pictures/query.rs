//! A user's picture made ready for a platform: turned, cropped, scaled, and small enough.

use image::codecs::jpeg::JpegEncoder;
use image::imageops::FilterType;
use image::{DynamicImage, ImageError, Rgb, RgbImage};

use super::check::{MediaKind, decode};
use crate::api::{CommandError, CommandResult, Crop, ErrorCode};

/// Longest side that is sent to a search.
const MAX_SIDE: u32 = 1280;

/// Longest sides of evidence, tried in turn: a crack must stay visible, and 1688 takes less than 1 MB.
const EVIDENCE_SIDES: [u32; 3] = [2560, 1600, 1024];

/// Most bytes that Taobao takes upstream; 1688 names no smaller figure.
const MAX_BYTES: usize = 3 * 1024 * 1024;

/// Smallest side of a cut-out that can still be compared.
const MIN_SIDE: u32 = 8;

/// JPEG qualities, tried in turn until the picture is small enough.
const QUALITIES: [u8; 4] = [88, 75, 60, 40];

/// The JPEG that is sent for a checked picture of the user, or for a part of it. Metadata (where and when it was taken)
/// stays behind.
///
/// # Errors
/// [`ErrorCode::PictureDamaged`]; [`ErrorCode::FieldInvalid`] in `crop`.
pub(crate) fn search_jpeg(bytes: &[u8], kind: MediaKind, crop: Option<Crop>) -> CommandResult<Vec<u8>> {
    let whole = decode(bytes, kind)?;
    let part = match crop {
        Some(crop) => cut(&whole, crop)?,
        None => whole,
    };
    let small = small_enough(&part, MAX_SIDE, &QUALITIES, MAX_BYTES)?;
    small.ok_or_else(|| CommandError::new(ErrorCode::FileTooLarge).with("limit", MAX_BYTES))
}

/// The JPEG of at most `most` bytes that is sent for a picture kept as evidence: as large and as clear as that allows.
///
/// # Errors
/// [`ErrorCode::PictureDamaged`]; [`ErrorCode::FileTooLarge`] when nothing of it is small enough.
pub(crate) fn evidence_picture(bytes: &[u8], kind: MediaKind, most: usize) -> CommandResult<Vec<u8>> {
    let picture = decode(bytes, kind)?;
    for side in EVIDENCE_SIDES {
        if let Some(jpeg) = small_enough(&picture, side, &QUALITIES[..3], most)? {
            return Ok(jpeg);
        }
    }
    Err(CommandError::new(ErrorCode::FileTooLarge).with("limit", most))
}

/// A picture as a JPEG with no side longer than `side`, in the first quality that makes it small enough.
fn small_enough(
    picture: &DynamicImage,
    side: u32,
    qualities: &[u8],
    most: usize,
) -> CommandResult<Option<Vec<u8>>> {
    let scaled = if picture.width().max(picture.height()) > side {
        &picture.resize(side, side, FilterType::Triangle)
    } else {
        picture
    };
    let flat = on_white(scaled);
    for quality in qualities {
        let jpeg =
            encode(&flat, *quality).map_err(|error| CommandError::new(ErrorCode::Internal).saying(error))?;
        if jpeg.len() <= most {
            return Ok(Some(jpeg));
        }
    }
    Ok(None)
}

fn cut(whole: &DynamicImage, crop: Crop) -> CommandResult<DynamicImage> {
    let fits =
        |start: u32, length: u32| length > 0 && start.checked_add(length).is_some_and(|end| end <= 1000);
    if !fits(crop.left, crop.width) || !fits(crop.top, crop.height) {
        return Err(CommandError::field(ErrorCode::FieldInvalid, "crop").with("limit", 1000));
    }
    let scale = |thousandths: u32, side: u32| {
        u32::try_from(u64::from(thousandths) * u64::from(side) / 1000).unwrap_or(side)
    };
    let (left, top) = (scale(crop.left, whole.width()), scale(crop.top, whole.height()));
    let (width, height) = (scale(crop.width, whole.width()), scale(crop.height, whole.height()));
    if width < MIN_SIDE || height < MIN_SIDE {
        return Err(CommandError::field(ErrorCode::FieldInvalid, "crop").with("limit", MIN_SIDE));
    }
    Ok(whole.crop_imm(left, top, width, height))
}

/// A JPEG knows no transparency; goods cut out by their seller stand on white.
fn on_white(picture: &DynamicImage) -> RgbImage {
    if !picture.color().has_alpha() {
        return picture.to_rgb8();
    }
    let rgba = picture.to_rgba8();
    RgbImage::from_fn(rgba.width(), rgba.height(), |x, y| {
        let [red, green, blue, alpha] = rgba.get_pixel(x, y).0;
        let over = |channel: u8| {
            let mixed = u32::from(channel) * u32::from(alpha) + 255 * (255 - u32::from(alpha));
            u8::try_from(mixed / 255).unwrap_or(u8::MAX)
        };
        Rgb([over(red), over(green), over(blue)])
    })
}

fn encode(picture: &RgbImage, quality: u8) -> Result<Vec<u8>, ImageError> {
    let mut jpeg = Vec::new();
    JpegEncoder::new_with_quality(&mut jpeg, quality).encode_image(picture)?;
    Ok(jpeg)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn png(picture: &DynamicImage) -> Vec<u8> {
        let mut bytes = std::io::Cursor::new(Vec::new());
        picture.write_to(&mut bytes, image::ImageFormat::Png).unwrap();
        bytes.into_inner()
    }

    #[test]
    fn a_large_picture_shrinks_and_transparency_becomes_white() {
        let mut rgba = image::RgbaImage::from_pixel(2000, 500, image::Rgba([255, 0, 0, 255]));
        for pixel in rgba.pixels_mut().take(2000 * 250) {
            pixel.0[3] = 0;
        }
        let jpeg = search_jpeg(&png(&rgba.into()), MediaKind::Png, None).unwrap();
        let sent = decode(&jpeg, MediaKind::Jpeg).unwrap().to_rgb8();
        assert_eq!(sent.dimensions(), (1280, 320));
        assert!(sent.get_pixel(600, 20).0.iter().all(|channel| *channel > 240), "white above");
        assert!(sent.get_pixel(600, 300).0[1] < 40, "red below");
    }

    #[test]
    fn evidence_stays_as_large_as_the_platform_takes() {
        let noise = |x: u32, y: u32| {
            let mut seed = x.wrapping_mul(0x9E37_79B9) ^ y.wrapping_mul(0x85EB_CA6B);
            seed ^= seed >> 15;
            let [a, b, c, _] = seed.wrapping_mul(0x2C1B_3C6D).to_le_bytes();
            Rgb([a, b, c])
        };
        let photo = png(&RgbImage::from_fn(1500, 1200, noise).into());
        let roomy = evidence_picture(&photo, MediaKind::Png, 3 * 1024 * 1024).unwrap();
        assert_eq!(decode(&roomy, MediaKind::Jpeg).unwrap().width(), 1500);
        let tight = evidence_picture(&photo, MediaKind::Png, 1024 * 1024 - 1).unwrap();
        assert!(tight.len() < 1024 * 1024);
        let error = evidence_picture(&photo, MediaKind::Png, 1000).unwrap_err();
        assert_eq!(error.code, ErrorCode::FileTooLarge);
    }

    #[test]
    fn only_the_part_that_was_marked_is_sent() {
        let picture =
            RgbImage::from_fn(400, 200, |x, _| Rgb(if x < 200 { [0, 0, 255] } else { [0, 255, 0] }));
        let right_half = Crop { left: 500, top: 0, width: 500, height: 1000 };
        let jpeg = search_jpeg(&png(&picture.clone().into()), MediaKind::Png, Some(right_half)).unwrap();
        let sent = decode(&jpeg, MediaKind::Jpeg).unwrap().to_rgb8();
        assert_eq!(sent.dimensions(), (200, 200));
        assert!(sent.get_pixel(100, 100).0[1] > 200 && sent.get_pixel(100, 100).0[2] < 60);
        for crop in [
            Crop { width: 501, ..right_half },
            Crop { height: 0, ..right_half },
            Crop { width: 1, ..right_half },
        ] {
            let error = search_jpeg(&png(&picture.clone().into()), MediaKind::Png, Some(crop)).unwrap_err();
            assert_eq!((error.code, error.field.as_deref()), (ErrorCode::FieldInvalid, Some("crop")));
        }
    }
}
