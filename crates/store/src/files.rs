//! Files of the data folder: private, whole, and still there after the power went.

use std::fs::{DirBuilder, File};
use std::io::ErrorKind;
use std::path::Path;

/// Makes a folder, with its parents, that only this user can read.
pub(crate) fn make_private_folder(folder: &Path) -> std::io::Result<()> {
    let mut builder = DirBuilder::new();
    builder.recursive(true);
    #[cfg(unix)]
    std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
    builder.create(folder)
}

/// Makes what was renamed, made or removed in `folder` durable. Windows has no such call: it writes that with the file.
pub(crate) fn sync_folder(folder: &Path) -> std::io::Result<()> {
    if cfg!(unix) { File::open(folder)?.sync_all() } else { Ok(()) }
}

/// Makes the bytes of a file durable.
pub(crate) fn sync_file(file: &Path) -> std::io::Result<()> {
    // Windows syncs only what is open for writing.
    File::options().read(true).write(true).open(file)?.sync_all()
}

/// Removes a file; that there is none is as good.
pub(crate) fn remove(file: &Path) -> std::io::Result<()> {
    absent_is_fine(std::fs::remove_file(file))
}

/// Renames a file; that there is none is as good.
pub(crate) fn rename(from: &Path, to: &Path) -> std::io::Result<()> {
    absent_is_fine(std::fs::rename(from, to))
}

fn absent_is_fine(done: std::io::Result<()>) -> std::io::Result<()> {
    match done {
        Err(error) if error.kind() == ErrorKind::NotFound => Ok(()),
        done => done,
    }
}
