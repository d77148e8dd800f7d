//! What can go wrong with the desk's database.

use std::path::{Path, PathBuf};

use pondesk_domain::{OperationId, OperationState, OrderId};
use rusqlite::ErrorCode;
use rusqlite::ffi::SQLITE_CONSTRAINT_FOREIGNKEY;

/// An error of the store. No message carries a value that was stored.
#[derive(Debug, thiserror::Error)]
pub enum StoreError {
    /// Another Pondesk writes into this data folder.
    #[error("{} is in use by another Pondesk; close that one first", folder.display())]
    InUse {
        /// The data folder.
        folder: PathBuf,
    },
    /// A newer Pondesk wrote this database. Nothing was touched.
    #[error("the database has schema {found}, this Pondesk knows up to {known}; use a newer Pondesk")]
    Newer {
        /// The schema of the file.
        found: u32,
        /// The newest schema known here.
        known: u32,
    },
    /// The data folder cannot be written to.
    #[error("{} cannot be written to; give this user the right to write there", folder.display())]
    ReadOnlyFolder {
        /// The data folder.
        folder: PathBuf,
    },
    /// This store was opened with [`crate::Store::open_read_only`].
    #[error("this store was opened for reading only")]
    ReadOnly,
    /// No room is left. What was being written was not kept; what was kept before is safe.
    #[error("the disk is full; free some room and try again")]
    DiskFull,
    /// SQLite finds the file damaged.
    #[error("the database is damaged: {said}")]
    Damaged {
        /// SQLite's words.
        said: String,
    },
    /// There is no database to read.
    #[error("there is no database at {}", file.display())]
    Missing {
        /// Where it was looked for.
        file: PathBuf,
    },
    /// A file or folder of the desk failed.
    #[error("{}: {source}", file.display())]
    File {
        /// The file or folder.
        file: PathBuf,
        /// The system's words.
        source: std::io::Error,
    },
    /// The account is not kept here.
    #[error("this desk has no such account")]
    NoSuchAccount,
    /// The operation is not in the outbox.
    #[error("the outbox has no operation {operation_id}")]
    NoSuchOperation {
        /// The operation.
        operation_id: OperationId,
    },
    /// The order is not kept here.
    #[error("this desk has no order {order_id}")]
    NoSuchOrder {
        /// The order.
        order_id: OrderId,
    },
    /// There is no backup of this name.
    #[error("there is no backup of this name; list them first")]
    NoSuchBackup,
    /// The voucher is not kept here.
    #[error("this desk has no such voucher")]
    NoSuchVoucher,
    /// The order has as many files as are kept beside one.
    #[error("an order takes {most} files at most")]
    TooManyFiles {
        /// How many.
        most: usize,
    },
    /// [`OperationState::may_become`] says no. Nothing was changed.
    #[error("operation {operation_id} is {} and may not become {}", from.as_str(), to.as_str())]
    IllegalMove {
        /// The operation.
        operation_id: OperationId,
        /// Its state.
        from: OperationState,
        /// The state that was asked for.
        to: OperationState,
    },
    /// The same intent is ready, sending or unknown already. Nothing was written.
    #[error("the same is under way already as operation {operation_id}")]
    AlreadyUnderWay {
        /// The operation that is under way.
        operation_id: OperationId,
    },
    /// Another operation made this order. Nothing was written.
    #[error("order {order_id} was made by operation {by}")]
    OrderTaken {
        /// The order.
        order_id: OrderId,
        /// The operation that made it.
        by: OperationId,
    },
    /// The cursor of a page is none that this store gave.
    #[error("this is no cursor of an order list; start from the first page")]
    BadCursor,
    /// A voucher's file is gone.
    #[error("the file of voucher {sha256} is missing")]
    VoucherMissing {
        /// Its hash.
        sha256: String,
    },
    /// A voucher's file no longer has the bytes that were kept.
    #[error("the file of voucher {sha256} was changed since it was kept")]
    VoucherTampered {
        /// Its hash.
        sha256: String,
    },
    /// A stored value does not read back.
    #[error("a stored {what} does not read back")]
    Unreadable {
        /// What it is.
        what: &'static str,
    },
    /// The writer ended, or the work panicked.
    #[error("the store has stopped")]
    Stopped,
    /// SQLite refused, for a reason that has no case of its own.
    #[error("could not {doing}: {source}")]
    Sql {
        /// What was being done.
        doing: &'static str,
        /// SQLite's words.
        source: rusqlite::Error,
    },
}

/// The outermost call puts in what it was doing, by [`StoreError::during`].
impl From<rusqlite::Error> for StoreError {
    fn from(source: rusqlite::Error) -> Self {
        Self::Sql { doing: "use the database", source }
    }
}

impl StoreError {
    /// Names what was being done, and gives SQLite's codes that have a meaning here their own case.
    pub(crate) fn during(self, doing: &'static str, folder: &Path) -> Self {
        let Self::Sql { source, .. } = self else { return self };
        let Some(code) = source.sqlite_error() else { return Self::Sql { doing, source } };
        match code.code {
            ErrorCode::DiskFull => Self::DiskFull,
            ErrorCode::ReadOnly => Self::ReadOnlyFolder { folder: folder.to_owned() },
            ErrorCode::DatabaseBusy => Self::InUse { folder: folder.to_owned() },
            ErrorCode::DatabaseCorrupt | ErrorCode::NotADatabase => {
                Self::Damaged { said: source.to_string() }
            }
            // Only accounts are ever referred to by what a caller hands in.
            _ if code.extended_code == SQLITE_CONSTRAINT_FOREIGNKEY => Self::NoSuchAccount,
            _ => Self::Sql { doing, source },
        }
    }

    /// An error of the file system, seen from a file under `folder`.
    pub(crate) fn file(file: &Path, folder: &Path, source: std::io::Error) -> Self {
        use std::io::ErrorKind::{PermissionDenied, ReadOnlyFilesystem, StorageFull};
        match source.kind() {
            PermissionDenied | ReadOnlyFilesystem => Self::ReadOnlyFolder { folder: folder.to_owned() },
            StorageFull => Self::DiskFull,
            _ => Self::File { file: file.to_owned(), source },
        }
    }
}
