//! The evidence pack: one zip of a case's record, its files as they are, and their hashes.

use std::io::{Seek, Write};

use sha2::{Digest, Sha256};
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, ZipWriter};

use crate::PaperError;

/// What `sha256sum --check` reads.
const HASHES: &str = "SHA256SUMS";

/// A pack being filled.
pub struct Pack<W: Write + Seek> {
    zip: ZipWriter<W>,
    hashes: String,
}

impl<W: Write + Seek> Pack<W> {
    /// An empty pack.
    pub fn new(out: W) -> Self {
        Self { zip: ZipWriter::new(out), hashes: String::new() }
    }

    /// Puts a file in, under a name with its folder; returns the SHA-256 of its bytes, hex. Pictures are packed as they are:
    /// they are small already.
    ///
    /// # Errors
    /// [`PaperError::Pack`] when it cannot be written.
    pub fn add(&mut self, name: &str, bytes: &[u8]) -> Result<String, PaperError> {
        let method =
            if is_small_already(name) { CompressionMethod::Stored } else { CompressionMethod::Deflated };
        self.zip.start_file(name, SimpleFileOptions::default().compression_method(method))?;
        self.zip.write_all(bytes).map_err(zip::result::ZipError::from)?;
        let sha256 = sha256(bytes);
        self.hashes.push_str(&format!("{sha256}  {name}\n"));
        Ok(sha256)
    }

    /// Writes the hashes and the directory.
    ///
    /// # Errors
    /// [`PaperError::Pack`] when it cannot be written.
    pub fn finish(mut self) -> Result<W, PaperError> {
        let hashes = std::mem::take(&mut self.hashes);
        self.zip.start_file(HASHES, SimpleFileOptions::default())?;
        self.zip.write_all(hashes.as_bytes()).map_err(zip::result::ZipError::from)?;
        Ok(self.zip.finish()?)
    }
}

fn is_small_already(name: &str) -> bool {
    let ending = name.rsplit('.').next().unwrap_or_default().to_ascii_lowercase();
    matches!(ending.as_str(), "jpg" | "jpeg" | "png" | "webp" | "gif" | "pdf")
}

/// SHA-256 of a file's bytes, hex.
pub fn sha256(bytes: &[u8]) -> String {
    hex::encode(Sha256::digest(bytes))
}
