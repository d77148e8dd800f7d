//! The inbox: pushed messages, kept before anything is made of them.
//!
//! It is a file of its own, `inbox.sqlite`, with a writer of its own: a message is durable after one small commit, and
//! all that wait at the same time share it. What messages mean is found out later, on the same rows.

mod copies;
mod file;
mod keep;
mod list;
mod message;
mod places;
mod salvage;
mod settle;
mod writer;

use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};

use rusqlite::{Connection, Transaction};

use crate::StoreError;
use crate::kill_points::{self, Moment};
use writer::Writer;

pub use list::{CallbackFilter, CallbackPage};
pub use message::{KeptCallback, NewCallback};
pub use settle::{CallbackRead, Confirmed, Held, ToFetch, Unread};

pub(crate) use copies::{beside as copy_beside, make as make_copy};
pub(crate) use file::{FILE, check};

/// The one connection that reads; closed while the file is replaced.
type Reader = Arc<Mutex<Option<Connection>>>;

/// The inbox of a desk. All methods but [`Inbox::keep`] block.
pub struct Inbox {
    data_dir: PathBuf,
    reader: Reader,
    /// `None` beside a Pondesk that writes.
    writer: Option<Writer>,
}

impl Inbox {
    /// Opens the inbox of a folder that this process has to itself, and makes it when it is missing. A damaged one is
    /// moved aside; what can be read of it, and what the newest backup has, is in the new one.
    ///
    /// # Errors
    /// [`StoreError::Newer`]. One that cannot be opened now costs only what needs it.
    pub(crate) fn open(data_dir: &Path, now: pondesk_domain::EpochMs) -> Result<Self, StoreError> {
        let connection = match file::open_or_replace(data_dir, now) {
            Ok(connection) => Some(connection),
            Err(newer @ StoreError::Newer { .. }) => return Err(newer),
            // A full disk, say: the desk opens all the same, and what comes next tries again.
            Err(error) => {
                tracing::error!(%error, "the inbox cannot be opened");
                None
            }
        };
        let reader = Reader::default();
        let writer = Writer::start(connection, data_dir, Arc::clone(&reader), now)
            .map_err(|source| StoreError::file(data_dir, data_dir, source))?;
        Ok(Self { data_dir: data_dir.to_owned(), reader, writer: Some(writer) })
    }

    /// The inbox of a folder that another Pondesk may have open.
    pub(crate) fn beside(data_dir: &Path) -> Self {
        Self { data_dir: data_dir.to_owned(), reader: Reader::default(), writer: None }
    }

    /// One transaction of the writer, durable when this returns.
    fn write<T: Send + 'static>(
        &self,
        doing: &'static str,
        work: impl FnOnce(&Transaction<'_>) -> Result<T, StoreError> + Send + 'static,
    ) -> Result<T, StoreError> {
        let writer = self.writer.as_ref().ok_or(StoreError::ReadOnly)?;
        let written = writer.run(move |tx| {
            let done = work(tx)?;
            kill_points::reached(Moment::BeforeCommit, doing);
            Ok(done)
        });
        let done = written.map_err(|error| error.during(doing, &self.data_dir))?;
        kill_points::reached(Moment::AfterCommit, doing);
        Ok(done)
    }

    /// One view of the inbox.
    fn read<T>(
        &self,
        doing: &'static str,
        work: impl FnOnce(&Connection) -> Result<T, StoreError>,
    ) -> Result<T, StoreError> {
        let look = || {
            let mut held = self.reader.lock().unwrap_or_else(PoisonError::into_inner);
            let connection = match held.take() {
                Some(connection) => connection,
                None => file::open_reading(&self.data_dir)?,
            };
            let view = connection.unchecked_transaction()?;
            let seen = work(&view)?;
            view.finish()?;
            *held = Some(connection);
            Ok(seen)
        };
        look().map_err(|error: StoreError| error.during(doing, &self.data_dir))
    }
}

impl Drop for Inbox {
    /// The reader closes first: the last to close folds the log into the file.
    fn drop(&mut self) {
        *self.reader.lock().unwrap_or_else(PoisonError::into_inner) = None;
    }
}

impl std::fmt::Debug for Inbox {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Inbox").field("data_dir", &self.data_dir).finish_non_exhaustive()
    }
}
