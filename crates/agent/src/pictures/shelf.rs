//! The picture cache on disk: capped, the longest unused goes first. It holds nothing that cannot be fetched again.

use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::sync::{Mutex, PoisonError};
use std::time::SystemTime;

use sha2::{Digest, Sha256};

/// Most bytes on the shelf.
const CAPACITY: u64 = 512 * 1024 * 1024;

/// The cache. Calls block.
#[derive(Debug)]
pub(super) struct Shelf {
    folder: PathBuf,
    capacity: u64,
    /// Bytes on the shelf; `None` until they were counted once.
    filled: Mutex<Option<u64>>,
}

impl Shelf {
    pub(super) fn new(folder: PathBuf) -> Self {
        Self { folder, capacity: CAPACITY, filled: Mutex::new(None) }
    }

    /// A picture's bytes, and a note that it was used.
    pub(super) fn read(&self, key: &str) -> Option<Vec<u8>> {
        let path = self.path(key);
        let bytes = std::fs::read(&path).ok()?;
        let used = std::fs::File::options()
            .write(true)
            .open(&path)
            .and_then(|file| file.set_modified(SystemTime::now()));
        if let Err(error) = used {
            tracing::debug!(%error, "a picture's last use was not noted");
        }
        Some(bytes)
    }

    /// Puts a picture on the shelf, whole or not at all.
    pub(super) fn write(&self, key: &str, bytes: &[u8]) -> io::Result<()> {
        let path = self.path(key);
        let folder = path.parent().unwrap_or(&self.folder);
        std::fs::create_dir_all(folder)?;
        let draft = path.with_extension(format!("{:x}.new", rand::random::<u64>()));
        std::fs::File::create(&draft).and_then(|mut file| file.write_all(bytes))?;
        std::fs::rename(&draft, &path)?;
        self.make_room(bytes.len() as u64)
    }

    fn path(&self, key: &str) -> PathBuf {
        let name = hex::encode(Sha256::digest(key));
        self.folder.join(&name[..2]).join(name)
    }

    fn make_room(&self, added: u64) -> io::Result<()> {
        let mut filled = self.filled.lock().unwrap_or_else(PoisonError::into_inner);
        let now = match *filled {
            Some(before) => before + added,
            None => list(&self.folder)?.iter().map(|entry| entry.bytes).sum(),
        };
        *filled = Some(now);
        if now <= self.capacity {
            return Ok(());
        }
        let mut entries = list(&self.folder)?;
        entries.sort_by_key(|entry| entry.used_at);
        let mut left: u64 = entries.iter().map(|entry| entry.bytes).sum();
        // An eighth at once, so that not every picture makes room anew.
        let goal = self.capacity - self.capacity / 8;
        for entry in entries {
            if left <= goal {
                break;
            }
            std::fs::remove_file(&entry.path)?;
            left -= entry.bytes;
        }
        *filled = Some(left);
        Ok(())
    }
}

struct Entry {
    path: PathBuf,
    bytes: u64,
    used_at: SystemTime,
}

fn list(folder: &Path) -> io::Result<Vec<Entry>> {
    let mut entries = Vec::new();
    for part in std::fs::read_dir(folder)? {
        let part = part?.path();
        if !part.is_dir() {
            continue;
        }
        for file in std::fs::read_dir(part)? {
            let file = file?;
            let about = file.metadata()?;
            entries.push(Entry { path: file.path(), bytes: about.len(), used_at: about.modified()? });
        }
    }
    Ok(entries)
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use super::*;

    #[test]
    fn the_longest_unused_goes_first() {
        let folder = tempfile::tempdir().unwrap();
        let shelf = Shelf { folder: folder.path().to_owned(), capacity: 250, filled: Mutex::new(None) };
        let age = |key: &str, seconds| {
            let file = std::fs::File::options().write(true).open(shelf.path(key)).unwrap();
            file.set_modified(SystemTime::now() - Duration::from_secs(seconds)).unwrap();
        };
        shelf.write("old", &[1; 100]).unwrap();
        shelf.write("used", &[2; 100]).unwrap();
        age("old", 1000);
        age("used", 2000);
        assert_eq!(shelf.read("used"), Some(vec![2; 100]));
        shelf.write("new", &[3; 100]).unwrap();
        assert_eq!(shelf.read("old"), None, "the longest unused is gone");
        assert_eq!((shelf.read("used"), shelf.read("new")), (Some(vec![2; 100]), Some(vec![3; 100])));
    }

    #[test]
    fn a_key_cannot_leave_the_folder() {
        let folder = tempfile::tempdir().unwrap();
        let shelf = Shelf::new(folder.path().join("pictures"));
        shelf.write("../../outside", b"x").unwrap();
        assert_eq!(std::fs::read_dir(folder.path()).unwrap().count(), 1);
        assert_eq!(shelf.read("../../outside").as_deref(), Some(b"x".as_slice()));
    }
}
