//! What the receiver's own thread needs of the desk: the inbox, the paths that lead in, and counters.

use std::num::NonZeroU32;
use std::sync::atomic::{AtomicI64, AtomicU32, Ordering};
use std::sync::{Arc, Mutex, PoisonError, RwLock};

use governor::{DefaultDirectRateLimiter, Quota, RateLimiter};
use pondesk_domain::{AccountId, CallbackId, CallbackOrigin, EpochMs};
use pondesk_store::{NewCallback, Store, StoreError};
use subtle::ConstantTimeEq;
use tokio::sync::{Notify, Semaphore};
use ulid::Ulid;

use crate::api::{ChangedTable, TurnedAway};
use crate::clock::Clock;
use crate::events::Events;

/// Messages of one account a second, in the long run. PandaPon is not known to send more than a few.
const MESSAGES_PER_SECOND: u32 = 400;
/// Messages of one account that may come at once.
const MESSAGES_AT_ONCE: u32 = 2000;
/// Large messages that are held in memory at the same time.
const LARGE_AT_ONCE: usize = 8;

/// Longest question of a Verify that is remembered, in characters.
const LONGEST_QUERY: usize = 64;

/// A path that leads in.
pub(super) struct OpenDoor {
    pub(super) account_id: AccountId,
    pub(super) path: String,
    pub(super) limit: DefaultDirectRateLimiter,
}

impl OpenDoor {
    pub(super) fn new(account_id: AccountId, path: String) -> Self {
        let number = |n| NonZeroU32::new(n).unwrap_or(NonZeroU32::MIN);
        let quota = Quota::per_second(number(MESSAGES_PER_SECOND)).allow_burst(number(MESSAGES_AT_ONCE));
        Self { account_id, path, limit: RateLimiter::direct(quota) }
    }
}

/// Where messages come in. Shared with the receiver's thread; holds the data folder open.
pub(super) struct Entrance {
    store: Store,
    pub(super) clock: Arc<dyn Clock>,
    events: Arc<Events>,
    doors: RwLock<Vec<Arc<OpenDoor>>>,
    /// New messages are there to be read.
    pub(super) news: Arc<Notify>,
    pub(super) large: Semaphore,
    pub(super) figures: Figures,
    last_query: Mutex<Option<String>>,
}

/// Requests that were turned away, and the last Verify.
#[derive(Debug, Default)]
pub(super) struct Figures {
    pub(super) wrong_path: AtomicU32,
    pub(super) too_large: AtomicU32,
    pub(super) too_slow: AtomicU32,
    pub(super) too_many: AtomicU32,
    pub(super) not_kept: AtomicU32,
    verified_at: AtomicI64,
}

impl Figures {
    pub(super) fn turned_away(&self) -> TurnedAway {
        let read = |figure: &AtomicU32| figure.load(Ordering::Relaxed);
        TurnedAway {
            wrong_path: read(&self.wrong_path),
            too_large: read(&self.too_large),
            too_slow: read(&self.too_slow),
            too_many: read(&self.too_many),
            not_kept: read(&self.not_kept),
        }
    }

    pub(super) fn verified_at(&self) -> Option<EpochMs> {
        Some(EpochMs(self.verified_at.load(Ordering::Relaxed))).filter(|at| at.0 > 0)
    }
}

impl Entrance {
    pub(super) fn new(store: Store, clock: Arc<dyn Clock>, events: Arc<Events>) -> Self {
        Self {
            store,
            clock,
            events,
            doors: RwLock::default(),
            news: Arc::default(),
            large: Semaphore::new(LARGE_AT_ONCE),
            figures: Figures::default(),
            last_query: Mutex::default(),
        }
    }

    /// Opens these paths and closes all others. A door that stays keeps its rate.
    pub(super) fn open_doors(&self, wanted: Vec<(AccountId, String)>) {
        let mut doors = self.doors.write().unwrap_or_else(PoisonError::into_inner);
        let open = wanted.into_iter().map(|(account_id, path)| {
            let known = doors.iter().find(|door| door.account_id == account_id && door.path == path);
            known.cloned().unwrap_or_else(|| Arc::new(OpenDoor::new(account_id, path)))
        });
        *doors = open.collect();
    }

    /// The door of a path. All are compared, and in constant time: how long it takes tells nothing.
    pub(super) fn door(&self, path: &str) -> Option<Arc<OpenDoor>> {
        let doors = self.doors.read().unwrap_or_else(PoisonError::into_inner);
        let fits = |door: &OpenDoor| bool::from(door.path.as_bytes().ct_eq(path.as_bytes()));
        doors.iter().fold(None, |found, door| if fits(door) { Some(Arc::clone(door)) } else { found })
    }

    /// Keeps a message, durably, and has it looked at.
    pub(super) async fn keep(
        &self,
        account_id: AccountId,
        origin: CallbackOrigin,
        authorization: Option<String>,
        bytes: Vec<u8>,
    ) -> Result<CallbackId, StoreError> {
        let received_at = self.clock.now();
        let ms = u64::try_from(received_at.0).unwrap_or_default();
        let ulid = Ulid::from_datetime(std::time::UNIX_EPOCH + std::time::Duration::from_millis(ms));
        let callback_id = CallbackId::from(ulid.to_string());
        let message = NewCallback {
            callback_id: callback_id.clone(),
            account_id,
            origin,
            authorization,
            bytes,
            received_at,
        };
        self.store.inbox().keep(message).await?;
        self.news.notify_one();
        Ok(callback_id)
    }

    /// Somebody who knows a path asked whether anybody is there. A self-test knows its own question again by `query`.
    pub(super) fn note_verified(&self, query: Option<&str>) {
        let query = query.map(|query| query.chars().take(LONGEST_QUERY).collect());
        *self.last_query.lock().unwrap_or_else(PoisonError::into_inner) = query;
        self.figures.verified_at.store(self.clock.now().0, Ordering::Relaxed);
        self.events.tell(ChangedTable::Callbacks, vec!["receiver".to_owned()]);
    }

    /// Whether the last Verify asked this.
    pub(super) fn was_asked(&self, query: &str) -> bool {
        let last = self.last_query.lock().unwrap_or_else(PoisonError::into_inner);
        last.as_deref() == Some(query)
    }
}
