//! Opening a desk's data folder; one writer, readers beside it.

use std::fs::{File, OpenOptions, TryLockError};
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError, RwLock, RwLockReadGuard};

use pondesk_domain::{EpochMs, OperationId};
use rusqlite::{Connection, Transaction};

use crate::cache::Cache;
use crate::health::{self, Health, Mark};
use crate::kill_points::{self, Moment};
use crate::opening::{self, Opened};
use crate::restore::{self, Restored};
use crate::writer::Writer;
use crate::{Inbox, StoreError, connection, files};

/// Reading connections that are kept open between reads.
const SPARE_READERS: usize = 4;

/// The desk's database. Cheap to clone; all methods block, [`Store::run`] takes them off the async threads.
#[derive(Clone)]
pub struct Store {
    desk: Arc<Desk>,
}

struct Desk {
    /// `None` once it is closed, or when a file was replaced and what took its place could not be opened.
    live: RwLock<Option<Live>>,
    health: Arc<Health>,
    cache: Cache,
    inbox: Inbox,
    data_dir: PathBuf,
    at_open: AtOpen,
    // Goes last: until then nobody else may write.
    lock: Option<File>,
}

/// The connections of one file.
struct Live {
    // The readers close before the writer does: the last to close folds the log into the file.
    readers: Mutex<Vec<Connection>>,
    writer: Option<Writer>,
}

/// News of damage. See [`Store::damage`].
#[derive(Debug, Clone)]
pub struct Damage(Arc<Health>);

impl Damage {
    /// Waits until the file is found damaged.
    pub async fn noticed(&self) {
        self.0.damage().await;
    }
}

/// What opening found.
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
    /// Operations that were `sending` become `unknown`, at `now`. A damaged database is moved aside and the last good
    /// backup, or an empty database, takes its place: [`Store::restore_notices`] tells.
    ///
    /// # Errors
    /// [`StoreError::InUse`], [`StoreError::ReadOnlyFolder`], [`StoreError::Newer`], [`StoreError::DiskFull`], and what
    /// else the file system refuses. None of them changes anything.
    pub fn open(data_dir: &Path, now: EpochMs) -> Result<Self, StoreError> {
        files::make_private_folder(data_dir)
            .map_err(|source| StoreError::file(data_dir, data_dir, source))?;
        let lock = lock(data_dir)?;
        let health = Arc::new(Health::default());
        let opened = opening::open(data_dir, now)?;
        let at_open = opened.at_open.clone();
        let live = Live::writing(opened, &health, data_dir, now)?;
        let inbox = Inbox::open(data_dir, now)?;
        Ok(Self {
            desk: Arc::new(Desk {
                live: RwLock::new(Some(live)),
                health,
                cache: Cache::new(data_dir),
                inbox,
                data_dir: data_dir.to_owned(),
                at_open,
                lock: Some(lock),
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
                live: RwLock::new(Some(Live { readers: Mutex::default(), writer: None })),
                health: Arc::default(),
                cache: Cache::new(data_dir),
                inbox: Inbox::beside(data_dir),
                data_dir: data_dir.to_owned(),
                at_open: AtOpen::default(),
                lock: None,
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

    /// When the whole file was last read and found well; `None` for a store that only reads.
    pub fn checked_at(&self) -> Option<EpochMs> {
        self.desk.health.checked_at()
    }

    /// The inbox: pushed messages, in a file of their own.
    pub fn inbox(&self) -> &Inbox {
        &self.desk.inbox
    }

    /// Whether the file was found damaged. Nothing is written from then on, until [`Store::mend`].
    pub fn is_damaged(&self) -> bool {
        self.desk.health.refuse_damaged().is_err()
    }

    /// Tells when the file is found damaged, without holding it open.
    pub fn damage(&self) -> Damage {
        Damage(Arc::clone(&self.desk.health))
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

    /// Ends this store although others still hold it, as when the program is about to end: what is being written is finished,
    /// the file is closed, and the folder is free. What is asked of it afterwards is refused as [`StoreError::Stopped`].
    pub fn close(&self) {
        self.desk.close();
    }

    /// Refuses what a store that only reads cannot do.
    pub(crate) fn writable(&self) -> Result<(), StoreError> {
        if self.desk.lock.is_some() { Ok(()) } else { Err(StoreError::ReadOnly) }
    }

    /// One transaction of the writer, durable when this returns. Nothing is written into a file that is known as damaged.
    pub(crate) fn write<T: Send + 'static>(
        &self,
        doing: &'static str,
        work: impl FnOnce(&Transaction<'_>) -> Result<T, StoreError> + Send + 'static,
    ) -> Result<T, StoreError> {
        let write = || {
            self.writable()?;
            let live = self.live();
            let writer = live.as_ref().and_then(|live| live.writer.as_ref()).ok_or(StoreError::Stopped)?;
            let health = Arc::clone(&self.desk.health);
            writer.run(move |tx| {
                health.refuse_damaged()?;
                let done = work(tx)?;
                kill_points::reached(Moment::BeforeCommit, doing);
                Ok(done)
            })
        };
        let done = write().map_err(|error| self.heed(error.during(doing, self.data_dir())))?;
        kill_points::reached(Moment::AfterCommit, doing);
        Ok(done)
    }

    /// One view of the database: all that `work` reads is of the same moment.
    pub(crate) fn read<T>(
        &self,
        doing: &'static str,
        work: impl FnOnce(&Connection) -> Result<T, StoreError>,
    ) -> Result<T, StoreError> {
        let look = || {
            let live = self.live();
            let live = live.as_ref().ok_or(StoreError::Stopped)?;
            let spare = live.readers().pop();
            let connection = match spare {
                Some(connection) => connection,
                None => connection::open_reading(&self.data_dir().join(connection::FILE))?,
            };
            let view = connection.unchecked_transaction()?;
            let seen = work(&view)?;
            view.finish()?;
            let mut readers = live.readers();
            if readers.len() < SPARE_READERS {
                readers.push(connection);
            }
            Ok(seen)
        };
        look().map_err(|error: StoreError| self.heed(error.during(doing, self.data_dir())))
    }

    /// What is known of the file's health.
    pub(crate) fn health(&self) -> &Health {
        &self.desk.health
    }

    /// The cache: what can be fetched again.
    pub(crate) fn cache(&self) -> &Cache {
        &self.desk.cache
    }

    /// Passes an error on; damage is remembered.
    pub(crate) fn heed(&self, error: StoreError) -> StoreError {
        self.desk.health.heed(error)
    }

    fn live(&self) -> RwLockReadGuard<'_, Option<Live>> {
        self.desk.live.read().unwrap_or_else(PoisonError::into_inner)
    }

    /// Lets `decide` make the file that takes the place of this one, closes this one, and opens that. When `decide` fails
    /// this one was never closed.
    pub(crate) fn replace(
        &self,
        now: EpochMs,
        decide: impl FnOnce(&Path) -> Result<Restored, StoreError>,
    ) -> Result<Restored, StoreError> {
        let data_dir = self.data_dir();
        let mut live = self.desk.live.write().unwrap_or_else(PoisonError::into_inner);
        let restored = decide(data_dir)?;
        *live = None;
        restore::finish(data_dir)?;
        let opened = opening::open_whole(data_dir, now)?;
        *live = Some(Live::writing(opened, &self.desk.health, data_dir, now)?);
        Ok(restored)
    }
}

impl Live {
    /// Starts the writer. A file that nobody looked at for a day is looked at first, while readers go on.
    fn writing(
        opened: Opened,
        health: &Arc<Health>,
        data_dir: &Path,
        now: EpochMs,
    ) -> Result<Self, StoreError> {
        let Opened { connection, checked_at, .. } = opened;
        health.found_well(checked_at);
        let (folder, health) = (data_dir.to_owned(), Arc::clone(health));
        let writer = Writer::start(connection, move |connection, ending| {
            if !health::check_due(checked_at, now) {
                return;
            }
            match health::check_unless(connection, ending) {
                Ok(true) => health.found_well(now),
                Ok(false) => {}
                Err(error) => {
                    health.heed(error.during("check the database", &folder));
                }
            }
        });
        let writer = writer.map_err(|source| StoreError::file(data_dir, data_dir, source))?;
        Ok(Self { readers: Mutex::default(), writer: Some(writer) })
    }

    fn readers(&self) -> std::sync::MutexGuard<'_, Vec<Connection>> {
        self.readers.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Desk {
    /// Closes the file, leaves the mark of a desk that ended by itself unless it is known as damaged, and lets the folder go.
    fn close(&self) {
        let live = self.live.write().unwrap_or_else(PoisonError::into_inner).take();
        if live.is_none() {
            return;
        }
        drop(live);
        let Some(lock) = &self.lock else { return };
        let checked_at = self.health.checked_at().filter(|_| self.health.refuse_damaged().is_ok());
        if let Some(Err(error)) = checked_at.map(|checked_at| Mark::leave(&self.data_dir, checked_at)) {
            tracing::info!(%error, "the next start reads the whole database first");
        }
        if let Err(error) = lock.unlock() {
            tracing::info!(%error, "the folder is let go when the program ends");
        }
    }
}

impl Drop for Desk {
    fn drop(&mut self) {
        self.close();
    }
}

impl std::fmt::Debug for Store {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Store").field("data_dir", &self.desk.data_dir).finish_non_exhaustive()
    }
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
