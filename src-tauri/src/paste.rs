//! The clipboard's picture.

use std::io::Cursor;

use image::{ImageFormat, RgbaImage};
use pondesk_agent::api::{CommandError, CommandResult, ErrorCode};

/// The picture on the clipboard as PNG; `None` when it holds none.
pub(crate) async fn picture() -> CommandResult<Option<Vec<u8>>> {
    let read = tauri::async_runtime::spawn_blocking(read);
    read.await.map_err(|error| CommandError::new(ErrorCode::Internal).saying(error))?
}

fn read() -> CommandResult<Option<Vec<u8>>> {
    let failed = |error: &dyn std::fmt::Display| CommandError::new(ErrorCode::Internal).saying(error);
    let mut clipboard = arboard::Clipboard::new().map_err(|error| failed(&error))?;
    let pixels = match clipboard.get_image() {
        Ok(pixels) => pixels,
        Err(arboard::Error::ContentNotAvailable) => return Ok(None),
        Err(error) => return Err(failed(&error)),
    };
    let (width, height) = (u32::try_from(pixels.width), u32::try_from(pixels.height));
    let (Ok(width), Ok(height)) = (width, height) else {
        return Err(CommandError::new(ErrorCode::TooManyPixels));
    };
    let image = RgbaImage::from_raw(width, height, pixels.bytes.into_owned());
    let image = image.ok_or_else(|| CommandError::new(ErrorCode::PictureDamaged))?;
    let mut png = Vec::new();
    image.write_to(&mut Cursor::new(&mut png), ImageFormat::Png).map_err(|error| failed(&error))?;
    Ok(Some(png))
}
