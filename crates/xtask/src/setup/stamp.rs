//! Marks that tell whether the inputs of a step changed since it last succeeded.

use std::fs;
use std::hash::{DefaultHasher, Hash, Hasher};
use std::path::{Path, PathBuf};

use anyhow::{Context, Result};

/// Files and folders, boiled down to one number.
pub(crate) struct Fingerprint(DefaultHasher);

impl Fingerprint {
    /// Starts with a word that makes marks of other steps or older rules differ.
    pub(crate) fn new(seed: &str) -> Self {
        let mut hasher = DefaultHasher::new();
        seed.hash(&mut hasher);
        Self(hasher)
    }

    /// Adds a file, or a folder with all below it except hidden files and the folders named in `leave_out`.
    /// What is not there is noted as not there.
    ///
    /// # Errors
    /// When something can't be read.
    pub(crate) fn add(&mut self, path: &Path, leave_out: &[&str]) -> Result<()> {
        path.hash(&mut self.0);
        if path.is_dir() {
            let mut inside = fs::read_dir(path)
                .and_then(|entries| {
                    entries.map(|entry| entry.map(|entry| entry.path())).collect::<Result<Vec<_>, _>>()
                })
                .with_context(|| format!("list {}", path.display()))?;
            inside.sort();
            for path in inside {
                let name = path.file_name().unwrap_or_default().to_string_lossy();
                if !name.starts_with('.') && !leave_out.contains(&name.as_ref()) {
                    self.add(&path, leave_out)?;
                }
            }
        } else if path.is_file() {
            fs::read(path).with_context(|| format!("read {}", path.display()))?.hash(&mut self.0);
        }
        Ok(())
    }

    /// The mark's text.
    pub(crate) fn text(&self) -> String {
        format!("{:016x}\n", self.0.finish())
    }
}

/// A file that holds the fingerprint of the last success.
pub(crate) struct Stamp(PathBuf);

impl Stamp {
    /// The mark kept in this file.
    pub(crate) fn at(path: PathBuf) -> Self {
        Self(path)
    }

    /// Whether the last success had these inputs.
    pub(crate) fn matches(&self, fingerprint: &Fingerprint) -> bool {
        fs::read_to_string(&self.0).is_ok_and(|kept| kept == fingerprint.text())
    }

    /// Notes a success with these inputs.
    ///
    /// # Errors
    /// When the file can't be written.
    pub(crate) fn set(&self, fingerprint: &Fingerprint) -> Result<()> {
        fs::write(&self.0, fingerprint.text()).with_context(|| format!("write {}", self.0.display()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn folder(name: &str) -> PathBuf {
        let dir = std::env::temp_dir().join(format!("pondesk-stamp-{}-{name}", std::process::id()));
        fs::create_dir_all(dir.join("generated")).unwrap();
        fs::write(dir.join("a.ts"), "one").unwrap();
        fs::write(dir.join("generated/b.js"), "made").unwrap();
        dir
    }

    fn of(dir: &Path) -> Fingerprint {
        let mut fingerprint = Fingerprint::new("test");
        fingerprint.add(dir, &["generated"]).unwrap();
        fingerprint
    }

    #[test]
    fn a_stamp_matches_until_an_input_changes() {
        let dir = folder("change");
        let stamp = Stamp::at(dir.join(".stamp"));
        assert!(!stamp.matches(&of(&dir)), "no success yet");
        stamp.set(&of(&dir)).unwrap();
        assert!(stamp.matches(&of(&dir)), "the stamp itself and untouched inputs change nothing");
        fs::write(dir.join("a.ts"), "two").unwrap();
        assert!(!stamp.matches(&of(&dir)), "a changed file");
        fs::write(dir.join("a.ts"), "one").unwrap();
        fs::write(dir.join("c.ts"), "").unwrap();
        assert!(!stamp.matches(&of(&dir)), "a new file");
        fs::remove_dir_all(dir).unwrap();
    }

    #[test]
    fn what_is_left_out_changes_nothing() {
        let dir = folder("leave-out");
        let before = of(&dir).text();
        fs::write(dir.join("generated/b.js"), "made again").unwrap();
        assert_eq!(of(&dir).text(), before);
        fs::remove_dir_all(dir).unwrap();
    }
}
