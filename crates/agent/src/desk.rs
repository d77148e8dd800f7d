//! The desk: one open data folder with its clock, its secrets and its accounts. Every use case takes it first.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use pandapon::{RateLimit, TimeOuts};
use pondesk_domain::EpochMs;
use pondesk_store::{Store, StoreError};
use tokio::sync::broadcast;
use ulid::Ulid;

use crate::api::{ChangeEvent, ChangedTable, CommandError, CommandResult, ErrorCode};
use crate::callbacks::Callbacks;
use crate::checkout::kept::Counter;
use crate::clients::Clients;
use crate::clock::Clock;
use crate::events::Events;
use crate::files::HeldFiles;
use crate::papers::Papers;
use crate::pictures::PictureShelf;
use crate::practice::PracticeGround;
use crate::reach::Reach;
use crate::reconcile::Tending;
use crate::safekeeping::Keeping;
use crate::secrets::SecretVault;
use crate::sync::Syncing;
use crate::turns::Turns;

/// What a desk is opened with.
pub struct DeskOptions {
    /// Folder of the database, the vouchers and the picture cache; made when missing.
    pub data_dir: PathBuf,
    /// The time.
    pub clock: Arc<dyn Clock>,
    /// Where secrets are kept.
    pub vault: Arc<dyn SecretVault>,
    /// The embedded sandbox, when the host has one.
    pub practice: Option<Arc<dyn PracticeGround>>,
    /// How fast PandaPon is asked, and how long it is waited for.
    pub pace: Pace,
}

/// How fast PandaPon is asked, and how long it is waited for. The default is what a host wants; trials are in a hurry.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Pace {
    /// How long it is waited for.
    pub time_outs: TimeOuts,
    /// How fast one account may call.
    pub rate_limit: RateLimit,
}

/// An open desk. Cheap to clone; clones are the same desk.
#[derive(Clone)]
pub struct Desk {
    pub(crate) inner: Arc<Inner>,
}

pub(crate) struct Inner {
    store: Store,
    pub(crate) clock: Arc<dyn Clock>,
    data_dir: PathBuf,
    events: Arc<Events>,
    pub(crate) practice: Option<Arc<dyn PracticeGround>>,
    pub(crate) clients: Clients,
    pub(crate) files: HeldFiles,
    pub(crate) papers: Papers,
    pub(crate) pictures: PictureShelf,
    pub(crate) counter: Counter,
    pub(crate) tending: Arc<Tending>,
    pub(crate) keeping: Keeping,
    pub(crate) callbacks: Callbacks,
    pub(crate) syncing: Arc<Syncing>,
    pub(crate) turns: Turns,
    /// Held while choices are read, changed and kept: of two at once neither may undo the other.
    pub(crate) choosing: tokio::sync::Mutex<()>,
}

impl Desk {
    /// Opens a data folder for writing. Outbox operations that were being sent when it was last closed become unknown;
    /// those that were not sent yet wait for the user. A damaged database is moved aside and the last good backup takes
    /// its place; `desk_status` tells until it was read.
    ///
    /// # Errors
    /// [`ErrorCode::DeskInUse`], [`ErrorCode::StoreNewer`], [`ErrorCode::StoreReadOnly`], [`ErrorCode::DiskFull`].
    /// Nothing is lost by any of them: open again when its cause is gone.
    pub async fn open(options: DeskOptions) -> CommandResult<Self> {
        let DeskOptions { data_dir, clock, vault, practice, pace } = options;
        let now = clock.now();
        let folder = data_dir.clone();
        let opened = tokio::task::spawn_blocking(move || {
            let store = Store::open(&folder, now)?;
            let last = store.last_turn()?;
            Ok::<_, StoreError>((store, last))
        });
        let opened = opened.await;
        let (store, last_turn) =
            opened.map_err(|error| CommandError::new(ErrorCode::Internal).saying(error))??;
        let events = Arc::new(Events::default());
        let tending = Arc::new(Tending::default());
        let syncing = Arc::new(Syncing::default());
        let listeners = (Arc::clone(&tending), Arc::clone(&syncing));
        let reach = Reach::new(Arc::clone(&clock), Arc::clone(&events), store.clone(), listeners);
        let inner = Inner {
            clients: Clients::new(vault, Arc::clone(&clock), Arc::clone(&events), reach, pace),
            tending,
            files: HeldFiles::default(),
            papers: Papers::default(),
            pictures: PictureShelf::new(data_dir.join("pictures")),
            counter: Counter::default(),
            keeping: Keeping::default(),
            callbacks: Callbacks::new(store.clone(), Arc::clone(&clock), Arc::clone(&events)),
            syncing,
            turns: Turns::after(last_turn),
            choosing: tokio::sync::Mutex::default(),
            store,
            clock,
            data_dir,
            events,
            practice,
        };
        Ok(Self { inner: Arc::new(inner) })
    }

    /// The database. Its calls block: use `store().run(…)` from async code, which sees to that.
    pub fn store(&self) -> &Store {
        &self.inner.store
    }

    /// Ends the desk although tasks still hold it: its database is closed as a desk that ended by itself leaves it, and the
    /// folder is free for the next. Blocks until what is being written is on disk.
    pub fn close(&self) {
        self.store().close();
    }

    /// The folder of this desk.
    pub fn data_dir(&self) -> &Path {
        &self.inner.data_dir
    }

    /// The present time.
    pub fn now(&self) -> EpochMs {
        self.inner.clock.now()
    }

    /// When the present day began where this desk stands.
    pub(crate) fn day_start(&self) -> EpochMs {
        self.inner.clock.day_start(self.now())
    }

    /// A fresh ULID with this desk's time: ids made later sort later.
    pub fn new_ulid(&self) -> String {
        let ms = u64::try_from(self.now().0).unwrap_or_default();
        Ulid::from_datetime(std::time::UNIX_EPOCH + std::time::Duration::from_millis(ms)).to_string()
    }

    /// Tells every listener that rows of a table are stale; no ids for all of them. Called after the commit.
    pub fn changed(&self, table: ChangedTable, ids: impl IntoIterator<Item = impl ToString>) {
        self.inner.events.tell(table, ids.into_iter().map(|id| id.to_string()).collect());
    }

    /// Tells every listener that a whole table is stale.
    pub fn changed_all(&self, table: ChangedTable) {
        self.inner.events.tell(table, Vec::new());
    }

    /// Listens to change events from now on.
    pub fn subscribe(&self) -> broadcast::Receiver<ChangeEvent> {
        self.inner.events.subscribe()
    }

    /// Change events after `seq`, oldest first; `None` when there is a gap and everything must be refreshed.
    pub fn events_since(&self, seq: u64) -> Option<Vec<ChangeEvent>> {
        self.inner.events.since(seq)
    }
}

impl std::fmt::Debug for Desk {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Desk").field("data_dir", &self.inner.data_dir).finish_non_exhaustive()
    }
}
