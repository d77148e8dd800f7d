//! Files given by the user: checked when they come in, held in memory under a cap, gone when the desk is closed.

use std::collections::VecDeque;
use std::io::Read;
use std::path::Path;
use std::sync::{Arc, Mutex, PoisonError};

use sha2::{Digest, Sha256};

use crate::api::*;
use crate::desk::Desk;
use crate::pictures::check::{self, MediaKind};
use crate::pictures::{fetch_link, in_background};

/// Most bytes of one file.
pub const MAX_FILE: usize = 10 * 1024 * 1024;

/// Most bytes of all files held; the oldest go first.
const MAX_HELD: usize = 100 * 1024 * 1024;

/// Longest name that is shown.
const LONGEST_NAME: usize = 120;

/// A file that was checked.
pub(crate) struct HeldFile {
    pub(crate) file: FileRef,
    pub(crate) kind: MediaKind,
    pub(crate) bytes: Vec<u8>,
    /// Its hash, by which a search for the same picture is known again.
    pub(crate) sha256: String,
}

/// The files held, oldest first.
#[derive(Default)]
pub(crate) struct HeldFiles(Mutex<VecDeque<Arc<HeldFile>>>);

impl HeldFiles {
    /// A file by its id.
    ///
    /// # Errors
    /// [`ErrorCode::FileMissing`].
    pub(crate) fn get(&self, file_id: &str) -> CommandResult<Arc<HeldFile>> {
        let held = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let found = held.iter().find(|held| held.file.file_id == file_id).cloned();
        found.ok_or_else(|| CommandError::field(ErrorCode::FileMissing, "fileId"))
    }

    fn hold(&self, file: HeldFile) {
        let mut held = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        held.push_back(Arc::new(file));
        let mut bytes: usize = held.iter().map(|held| held.bytes.len()).sum();
        while bytes > MAX_HELD {
            let Some(oldest) = held.pop_front() else { break };
            bytes -= oldest.bytes.len();
        }
    }
}

/// Takes a file that the user gave: a picture (JPEG, PNG, WebP) or a PDF. It is checked by its bytes and decoded once.
///
/// # Errors
/// [`ErrorCode::FileTooLarge`], [`ErrorCode::NotAPicture`], [`ErrorCode::PictureKind`], [`ErrorCode::PictureAnimated`],
/// [`ErrorCode::TooManyPixels`], [`ErrorCode::PictureDamaged`].
pub async fn take(desk: &Desk, name: &str, bytes: Vec<u8>) -> CommandResult<FileRef> {
    refuse_size(bytes.len() as u64)?;
    let file_id = desk.new_ulid();
    let name = plain_name(name);
    let checked = in_background(move || check_file(file_id, name, bytes)).await??;
    let file = checked.file.clone();
    desk.inner.files.hold(checked);
    Ok(file)
}

/// Takes a file by its path, as a drop onto the window gives it. Reads no more than the cap, and plain files only.
///
/// # Errors
/// As [`take`], and [`ErrorCode::FileMissing`].
pub async fn take_path(desk: &Desk, path: &Path) -> CommandResult<FileRef> {
    let name = path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
    let path = path.to_owned();
    let bytes = in_background(move || read_capped(&path)).await??;
    take(desk, &name, bytes).await
}

/// Fetches a picture from an allowed host.
///
/// # Errors
/// [`ErrorCode::LinkUnknown`], [`ErrorCode::LinkForbidden`] with `host`, [`ErrorCode::NotReached`], and those of [`take`].
pub async fn from_link(desk: &Desk, request: FileFromLink) -> CommandResult<FileRef> {
    if request.url.trim().is_empty() {
        return Err(CommandError::field(ErrorCode::FieldMissing, "url"));
    }
    let (url, bytes) = fetch_link(desk, &request.url).await?;
    let name = url.path_segments().and_then(|mut segments| segments.next_back().map(str::to_owned));
    take(desk, &name.unwrap_or_default(), bytes).await
}

fn refuse_size(bytes: u64) -> CommandResult<()> {
    if bytes > MAX_FILE as u64 {
        return Err(CommandError::new(ErrorCode::FileTooLarge).with("bytes", bytes).with("limit", MAX_FILE));
    }
    Ok(())
}

fn read_capped(path: &Path) -> CommandResult<Vec<u8>> {
    // The system's words may hold the path, which is not for the UI: the kind of error is enough.
    let missing = |error: std::io::Error| CommandError::new(ErrorCode::FileMissing).saying(error.kind());
    let about = std::fs::metadata(path).map_err(missing)?;
    if !about.is_file() {
        return Err(CommandError::new(ErrorCode::NotAPicture));
    }
    refuse_size(about.len())?;
    let mut bytes = Vec::new();
    let file = std::fs::File::open(path).map_err(missing)?;
    file.take(MAX_FILE as u64 + 1).read_to_end(&mut bytes).map_err(missing)?;
    Ok(bytes)
}

fn check_file(file_id: String, name: String, bytes: Vec<u8>) -> CommandResult<HeldFile> {
    let kind = check::user_kind(&bytes)?;
    let (mut width, mut height) = (None, None);
    if kind != MediaKind::Pdf {
        check::measure(&bytes, kind)?;
        check::refuse_animation(&bytes, kind)?;
        let picture = check::decode(&bytes, kind)?;
        // As it is seen: a photo that lies on its side was turned.
        (width, height) = (Some(picture.width()), Some(picture.height()));
    }
    let file = FileRef {
        picture: width.is_some().then(|| format!("f.{file_id}")),
        file_id,
        name,
        media_type: kind.media_type().to_owned(),
        bytes: u32::try_from(bytes.len()).unwrap_or(u32::MAX),
        width,
        height,
    };
    Ok(HeldFile { file, kind, sha256: hex::encode(Sha256::digest(&bytes)), bytes })
}

/// A file's own name without folders and control characters.
fn plain_name(name: &str) -> String {
    let last = name.rsplit(['/', '\\']).next().unwrap_or_default();
    last.chars().filter(|c| !c.is_control()).take(LONGEST_NAME).collect()
}
