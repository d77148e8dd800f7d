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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Platform;

    #[test]
    fn only_a_whole_file_of_the_same_pictures_is_taken() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("below").join("likeness.bin");
        let key =
            |view| PictureKey { platform: Platform::Taobao, offer_id: 612_345_678_901, view, colour: 0 };
        let keys = [key(0), key(1)];
        let entries: Vec<Entry> = (7..9)
            .zip(keys)
            .map(|(byte, key)| Entry { key, print: Print::from_bytes([byte; BYTES]) })
            .collect();
        assert!(read(&path, &keys, &[1; 16]).is_none(), "there is no file yet");

        write(&path, &entries, &[1; 16]).unwrap();
        let taken = read(&path, &keys, &[1; 16]).unwrap();
        assert_eq!(taken[1].key, keys[1]);
        assert_eq!(taken[1].print.bytes(), &[8; BYTES]);
        assert_eq!(fs::read_dir(path.parent().unwrap()).unwrap().count(), 1, "nothing unfinished is left");

        assert!(read(&path, &keys, &[2; 16]).is_none(), "another fingerprint");
        assert!(read(&path, &keys[..1], &[1; 16]).is_none(), "another number of pictures");
        let whole = fs::read(&path).unwrap();
        fs::write(&path, &whole[..whole.len() - 1]).unwrap();
        assert!(read(&path, &keys, &[1; 16]).is_none(), "a byte is missing");
        fs::write(&path, []).unwrap();
        assert!(read(&path, &keys, &[1; 16]).is_none(), "empty");
    }
}
