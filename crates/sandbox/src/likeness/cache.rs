//! The index as a file, so that it is drawn once.

use std::fs;
use std::io::{self, Write as _};
use std::path::Path;

use super::Entry;
use super::print::{BYTES, Print};
use crate::pictures::PictureKey;

/// The entries of the file, in the order of `keys`; `None` where the file is missing, damaged or of other pictures.
pub(super) fn read(path: &Path, keys: &[PictureKey], fingerprint: &[u8; 16]) -> Option<Vec<Entry>> {
    let bytes = fs::read(path).ok()?;
    let prints = bytes.strip_prefix(fingerprint.as_slice())?;
    if prints.len() != keys.len() * BYTES {
        return None;
    }
    let (prints, _) = prints.as_chunks::<BYTES>();
    Some(
        keys.iter()
            .zip(prints)
            .map(|(key, print)| Entry { key: *key, print: Print::from_bytes(*print) })
            .collect(),
    )
}

/// Keeps the entries: the fingerprint, then one print after the other.
pub(super) fn write(path: &Path, entries: &[Entry], fingerprint: &[u8; 16]) -> io::Result<()> {
    if let Some(folder) = path.parent() {
        fs::create_dir_all(folder)?;
    }
    // Written beside and renamed: a reader sees all of it or nothing.
    let unfinished = path.with_extension(format!("{}.part", std::process::id()));
    let mut file = io::BufWriter::new(fs::File::create(&unfinished)?);
    file.write_all(fingerprint)?;
    for entry in entries {
        file.write_all(entry.print.bytes())?;
    }
    file.into_inner().map_err(io::IntoInnerError::into_error)?.sync_all()?;
    fs::rename(unfinished, path)
}
