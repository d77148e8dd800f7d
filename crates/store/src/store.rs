//! Opening a desk's data folder; one writer, readers beside it.

use std::fs::{DirBuilder, File, OpenOptions, TryLockError};
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};

use pondesk_domain::{EpochMs, OperationId};
use rusqlite::{Connection, Transaction};

use crate::writer::{Writer, in_transaction};
use crate::{StoreError, connection, outbox};

/// Reading connections that are kept open between reads.
const SPARE_READERS: usize = 4;

/// The desk's database. Cheap to clone; all methods block, [`Store::run`] takes them off the async threads.
#[derive(Clone)]
pub struct Store {
    desk: Arc<Desk>,
}

struct Desk {
    // Dropped in this order: the writer ends its work, the readers close, the lock goes last.
    writer: Option<Writer>,
    readers: Mutex<Vec<Connection>>,
    data_dir: PathBuf,
    at_open: AtOpen,
    _lock: Option<File>,
}

/// What opening found in the outbox.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct AtOpen {
    /// Operations that were being sent when Pondesk ended: they are unknown now.
    pub became_unknown: Vec<OperationId>,
    /// Operations that were written down and never sent.
    pub ready: Vec<OperationId>,
}

impl Store {
    /// Opens the database of `data_dir` for reading and writing, and makes both when they are missing.
    ///
    /// Operations that were `sending` become `unknown`, at `now`.
    ///
    /// # Errors
    /// [`StoreError::InUse`], [`StoreError::ReadOnlyFolder`], [`StoreError::Newer`], [`StoreError::Damaged`],
    /// [`StoreError::DiskFull`], and what else the file system refuses.
    pub fn open(data_dir: &Path, now: EpochMs) -> Result<Self, StoreError> {
        make_private_folder(data_dir).map_err(|source| StoreError::file(data_dir, data_dir, source))?;
        let lock = lock(data_dir)?;
        let open = || {
            let mut connection = connection::open_writing(&data_dir.join(connection::FILE))?;
            let at_open = in_transaction(&mut connection, |tx| outbox::take_over(tx, now))?;
            Ok((connection, at_open))
        };
        let (connection, at_open) =
            open().map_err(|error: StoreError| error.during("open the database", data_dir))?;
        let writer =
            Writer::start(connection).map_err(|source| StoreError::file(data_dir, data_dir, source))?;
        Ok(Self {
            desk: Arc::new(Desk {
                writer: Some(writer),
                readers: Mutex::default(),
                data_dir: data_dir.to_owned(),
                at_open,
                _lock: Some(lock),
            }),
        })
    }

    /// Opens the database of `data_dir` for reading, beside a Pondesk that writes.
    ///
    /// # Errors
    /// [`StoreError::Missing`] when there is none, [`StoreError::Newer`], [`StoreError::Damaged`].
    pub fn open_read_only(data_dir: &Path) -> Result<Self, StoreError> {
        let file = data_dir.join(connection::FILE);
        if !file.exists() {
            return Err(StoreError::Missing { file });
        }
        let store = Self {
            desk: Arc::new(Desk {
                writer: None,
                readers: Mutex::default(),
                data_dir: data_dir.to_owned(),
                at_open: AtOpen::default(),
                _lock: None,
            }),
        };
        store.read("open the database", connection::refuse_unknown)?;
        Ok(store)
    }

    /// What opening found in the outbox; empty for a store that only reads.
    pub fn at_open(&self) -> &AtOpen {
        &self.desk.at_open
    }

    /// The data folder.
    pub fn data_dir(&self) -> &Path {
        &self.desk.data_dir
    }

    /// Runs blocking `work` off the async threads. It runs to its end even when the caller stops waiting.
    ///
    /// # Errors
    /// Those of `work`; [`StoreError::Stopped`] when it panicked.
    pub async fn run<T: Send + 'static>(
        &self,
        work: impl FnOnce(&Self) -> Result<T, StoreError> + Send + 'static,
    ) -> Result<T, StoreError> {
        let store = self.clone();
        tokio::task::spawn_blocking(move || work(&store)).await.map_err(|_| StoreError::Stopped)?
    }

    /// Refuses what a store that only reads cannot do.
    pub(crate) fn writable(&self) -> Result<&Writer, StoreError> {
        self.desk.writer.as_ref().ok_or(StoreError::ReadOnly)
    }

    /// One transaction of the writer, durable when this returns.
    pub(crate) fn write<T: Send + 'static>(
        &self,
        doing: &'static str,
        work: impl FnOnce(&Transaction<'_>) -> Result<T, StoreError> + Send + 'static,
    ) -> Result<T, StoreError> {
        self.writable()?.run(work).map_err(|error| error.during(doing, self.data_dir()))
    }

    /// One view of the database: all that `work` reads is of the same moment.
    pub(crate) fn read<T>(
        &self,
        doing: &'static str,
        work: impl FnOnce(&Connection) -> Result<T, StoreError>,
    ) -> Result<T, StoreError> {
        let look = || {
            let spare = self.readers().pop();
            let connection = match spare {
                Some(connection) => connection,
                None => connection::open_reading(&self.data_dir().join(connection::FILE))?,
            };
            let view = connection.unchecked_transaction()?;
            let seen = work(&view)?;
            view.finish()?;
            let mut readers = self.readers();
            if readers.len() < SPARE_READERS {
                readers.push(connection);
            }
            Ok(seen)
        };
        look().map_err(|error: StoreError| error.during(doing, self.data_dir()))
    }

    fn readers(&self) -> std::sync::MutexGuard<'_, Vec<Connection>> {
        self.desk.readers.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl std::fmt::Debug for Store {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Store").field("data_dir", &self.desk.data_dir).finish_non_exhaustive()
    }
}

/// Makes a folder, with its parents, that only this user can read.
pub(crate) fn make_private_folder(folder: &Path) -> std::io::Result<()> {
    let mut builder = DirBuilder::new();
    builder.recursive(true);
    #[cfg(unix)]
    std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
    builder.create(folder)
}

/// Takes the folder for this process. The system gives it back when the file closes, also after a crash.
fn lock(data_dir: &Path) -> Result<File, StoreError> {
    let file = data_dir.join("desk.lock");
    let failed = |source| StoreError::file(&file, data_dir, source);
    let lock = OpenOptions::new().create(true).truncate(false).write(true).open(&file).map_err(failed)?;
    match lock.try_lock() {
        Ok(()) => Ok(lock),
        Err(TryLockError::WouldBlock) => Err(StoreError::InUse { folder: data_dir.to_owned() }),
        Err(TryLockError::Error(source)) => Err(failed(source)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn desk() -> (tempfile::TempDir, Store) {
        let folder = tempfile::tempdir().unwrap();
        let store = Store::open(folder.path(), EpochMs(1)).unwrap();
        (folder, store)
    }

    #[test]
    fn a_full_disk_is_told_and_what_was_kept_stays() {
        let (_folder, store) = desk();
        store.save_settings("{}").unwrap();
        let limited = store.write("limit the file", |tx| {
            Ok(tx.query_row("PRAGMA max_page_count = 1", [], |row| row.get::<_, u32>(0))?)
        });
        assert!(limited.unwrap() > 1, "SQLite limits the file to what it has");
        let refused = store.save_settings(&"x".repeat(1_000_000));
        assert!(matches!(refused, Err(StoreError::DiskFull)), "{refused:?}");
        assert_eq!(store.settings().unwrap().as_deref(), Some("{}"));
        store.save_settings("[]").unwrap();
    }

    #[test]
    fn a_panic_is_rolled_back_and_the_writer_goes_on() {
        let (_folder, store) = desk();
        let stopped: Result<(), _> = store.write("panic", |tx| {
            tx.execute("UPDATE desk SET settings = 'half'", [])?;
            panic!("on purpose");
        });
        assert!(matches!(stopped, Err(StoreError::Stopped)));
        assert_eq!(store.settings().unwrap(), None);
        store.save_settings("{}").unwrap();
    }

    #[test]
    fn nothing_that_was_stored_is_in_an_error() {
        let (_folder, store) = desk();
        let refused = store.write("break a rule", |tx| {
            Ok(tx.execute("INSERT INTO desk (one, settings) VALUES (1, ?)", ["hush hush"])?)
        });
        let said = refused.unwrap_err();
        assert!(!format!("{said} {said:?}").contains("hush"), "{said:?}");
        assert!(said.to_string().starts_with("could not break a rule"), "{said}");
    }
}
