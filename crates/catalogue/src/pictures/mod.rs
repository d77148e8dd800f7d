//! Pictures of the goods, drawn by ourselves.
//!
//! Every kind of goods has an artwork (`goods/*.svg`) with its forms and details; [`artwork`] fills in the colours and
//! the print of one offer, [`scene`] sets it before a background, and [`photo`] adds what a camera would: a soft shadow,
//! falling light, grain. The same key gives the same bytes.

mod artwork;
mod chance;
mod key;
mod paint;
mod photo;
mod scene;

use image::codecs::jpeg::JpegEncoder;
use image::{ImageEncoder, RgbImage};

pub use key::{BadPictureKey, PictureKey, VIEWS};

use crate::{Catalogue, Look};
use chance::Chance;

/// Width and height of a picture, pixels.
pub const SIDE: u32 = 800;

const JPEG_QUALITY: u8 = 88;

/// Draws the picture of this name, [`SIDE`] pixels square; `None` where the catalogue has no such offer or colour.
pub fn draw(catalogue: &Catalogue, key: &PictureKey) -> Option<RgbImage> {
    let look = &catalogue.offer(key.platform, key.offer_id)?.look;
    photograph(look, key, &mut photo::Camera::new(SIDE))
}

/// Draws pictures of one offer `side` pixels square (16 to 2000), faster than one by one; those that do not exist are
/// left out.
pub(crate) fn draw_small<'a>(
    look: &Look,
    keys: impl IntoIterator<Item = &'a PictureKey>,
    side: u32,
) -> Vec<(PictureKey, RgbImage)> {
    let mut camera = photo::Camera::new(side);
    keys.into_iter().filter_map(|key| Some((*key, photograph(look, key, &mut camera)?))).collect()
}

fn photograph(look: &Look, key: &PictureKey, camera: &mut photo::Camera) -> Option<RgbImage> {
    // Colours of an offer are photographed alike, its views differently.
    let mut chance = Chance::of(look.scene.wrapping_add(u64::from(key.view) * 7919));
    let artwork = artwork::Artwork::of(look, usize::from(key.colour))?;
    let place = scene::Place::of(key, artwork.floor, &mut chance);
    let goods = scene::arrange(look, key, &artwork, place)?;
    // Several pieces side by side stand where they like.
    let floor = artwork.floor.filter(|_| key.view != 3).map(|floor| place.floor(floor));
    let background = scene::background(floor, &mut chance);
    camera.take(background, &goods, &mut chance)
}

/// A picture as a PNG file.
/// # Errors
/// Where the encoder refuses the picture; pictures from [`draw`] are never refused.
pub fn encode_png(picture: &RgbImage) -> Result<Vec<u8>, image::ImageError> {
    let (width, height) = picture.dimensions();
    let mut bytes = Vec::new();
    let encoder = image::codecs::png::PngEncoder::new(&mut bytes);
    encoder.write_image(picture.as_raw(), width, height, image::ExtendedColorType::Rgb8)?;
    Ok(bytes)
}

/// The picture as a file: media type and bytes, PNG where [`PictureKey::is_png`] says so, else JPEG.
///
/// # Errors
/// Where the encoder refuses the picture; pictures from [`draw`] are never refused.
pub fn encode(picture: &RgbImage, key: &PictureKey) -> Result<(&'static str, Vec<u8>), image::ImageError> {
    if key.is_png() {
        Ok(("image/png", encode_png(picture)?))
    } else {
        let (width, height) = picture.dimensions();
        let mut bytes = Vec::new();
        let encoder = JpegEncoder::new_with_quality(&mut bytes, JPEG_QUALITY);
        encoder.write_image(picture.as_raw(), width, height, image::ExtendedColorType::Rgb8)?;
        Ok(("image/jpeg", bytes))
    }
}
