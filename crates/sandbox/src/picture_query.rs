//! The picture that a caller searches by: from base64 text, or one of the sandbox's own addresses.

use std::io::Cursor;

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use image::{DynamicImage, ImageFormat, ImageReader, Limits};
use url::{Host, Url};

use crate::catalogue::pictures::PictureKey;
use crate::http::pictures::read_or_draw;
use crate::market::Market;
use crate::refusal::{Code, Refusal};

/// Upstream's limit.
const MOST_BYTES: usize = 3 * 1024 * 1024;
const MOST_PIXELS: u64 = 40_000_000;
/// Percent of likeness from which a picture is a match: pictures of the goods themselves have 60 and more, pictures of
/// nothing that is sold here stay below 50.
const LEAST_LIKENESS: u8 = 50;
/// How much less like than the best match another may be, in percent.
const SPREAD: u8 = 30;

/// The offers that really look like what was searched for, of hits with their likeness in percent, best first.
pub(crate) fn matches(hits: &[(u64, u8)]) -> impl Iterator<Item = u64> + '_ {
    let best = hits.first().map_or(0, |(_, likeness)| *likeness);
    let least = best.saturating_sub(SPREAD).max(LEAST_LIKENESS);
    hits.iter().filter(move |(_, likeness)| *likeness >= least).map(|(id, _)| *id)
}

/// Reads the picture; base64 text wins where both are given.
pub(crate) fn read(
    market: &Market,
    base64: Option<&str>,
    address: Option<&str>,
) -> Result<DynamicImage, Refusal> {
    let given = |text: Option<&str>| text.map(str::trim).filter(|text| !text.is_empty()).map(str::to_owned);
    match (given(base64), given(address)) {
        (Some(text), _) => decode(&from_base64(&text)?),
        (None, Some(address)) => decode(&from_address(market, &address)?),
        (None, None) => Err(Refusal::new(Code::BadPicture, "imageBase64 or the picture's address is needed")),
    }
}

fn from_base64(text: &str) -> Result<Vec<u8>, Refusal> {
    if text.starts_with("data:") {
        return Err(Refusal::new(Code::BadPicture, "base64 without the data: prefix is wanted"));
    }
    if text.len() / 4 * 3 > MOST_BYTES + 3 {
        return Err(Refusal::new(Code::PictureTooLarge, ""));
    }
    STANDARD.decode(text).map_err(|error| Refusal::new(Code::BadPicture, format_args!("not base64: {error}")))
}

fn from_address(market: &Market, address: &str) -> Result<Vec<u8>, Refusal> {
    // The port is not compared: it changes with every start, the pictures do not.
    let foreign = || Refusal::new(Code::ForeignPicture, address);
    let url = Url::parse(address).map_err(|_| foreign())?;
    let ours =
        matches!(url.host(), Some(Host::Ipv4(ip)) if ip.is_loopback()) || url.host_str() == Some("localhost");
    let name = url.path().strip_prefix("/pictures/").filter(|_| ours).ok_or_else(foreign)?;
    let key: PictureKey = name.parse().map_err(|_| foreign())?;
    Ok(read_or_draw(market, key)?.ok_or_else(foreign)?.1)
}

fn decode(bytes: &[u8]) -> Result<DynamicImage, Refusal> {
    if bytes.len() > MOST_BYTES {
        return Err(Refusal::new(Code::PictureTooLarge, format_args!("{} bytes", bytes.len())));
    }
    let bad = |error: &dyn std::fmt::Display| Refusal::new(Code::BadPicture, error);
    let format = image::guess_format(bytes).map_err(|error| bad(&error))?;
    if !matches!(format, ImageFormat::Jpeg | ImageFormat::Png | ImageFormat::WebP) {
        return Err(bad(&format_args!("{format:?}")));
    }
    let (width, height) = ImageReader::with_format(Cursor::new(bytes), format)
        .into_dimensions()
        .map_err(|error| bad(&error))?;
    if u64::from(width) * u64::from(height) > MOST_PIXELS {
        return Err(Refusal::new(Code::PictureTooLarge, format_args!("{width} x {height} pixels")));
    }
    let mut reader = ImageReader::with_format(Cursor::new(bytes), format);
    reader.limits(Limits::default());
    reader.decode().map_err(|error| bad(&error))
}

#[cfg(test)]
mod tests {
    use super::matches;

    #[test]
    fn far_matches_do_not_follow_near_ones() {
        let kept = |hits: &[(u64, u8)]| matches(hits).collect::<Vec<_>>();
        assert_eq!(kept(&[(1, 97), (2, 80), (3, 67), (4, 66), (5, 55)]), [1, 2, 3]);
        assert_eq!(kept(&[(1, 62), (2, 50), (3, 49)]), [1, 2]);
        assert_eq!(kept(&[(1, 44), (2, 40)]), Vec::<u64>::new(), "nothing here looks like it");
        assert_eq!(kept(&[]), Vec::<u64>::new());
    }
}
