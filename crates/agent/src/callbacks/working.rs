//! What keeps pushed messages moving while a desk is open: the receiver as the settings want it, and two tasks, one that
//! reads what came and one that fetches orders.

use std::collections::HashMap;
use std::net::SocketAddr;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError, Weak};
use std::time::Duration;

use pondesk_domain::{AccountId, CallbackId, EpochMs};
use pondesk_store::Store;
use tokio::sync::broadcast::error::RecvError;
use tokio::sync::{Notify, broadcast};
use tokio::time::timeout;

use super::entrance::Entrance;
use super::receiver::Receiver;
use super::{doors, fetching, reading, settings};
use crate::api::{ChangeEvent, ChangedTable, CommandError, CommandResult, ErrorCode, ReceiverStanding};
use crate::clock::{Clock, rest};
use crate::desk::{Desk, Inner};
use crate::events::Events;

/// What could not be read or fetched, and a receiver that found its port taken, are tried again this often at least.
const LOOK_EVERY: Duration = Duration::from_secs(30);
/// How long an account is left alone after PandaPon was not reached for it; reaching it ends this.
const HOLD_MS: i64 = 10_000;
/// The same where its secret cannot be had, which may have asked the user; entering it ends this.
const LONG_HOLD_MS: i64 = 300_000;
/// Change events with more ids than this name the whole table.
const MOST_IDS: usize = 100;

/// Everything about pushed messages that a desk holds while it is open.
pub(crate) struct Callbacks {
    pub(super) entrance: Arc<Entrance>,
    /// Orders are there to be fetched.
    pub(super) due: Arc<Notify>,
    /// Accounts that are left alone until then: PandaPon was not reached, or a secret could not be read.
    held: Mutex<HashMap<AccountId, EpochMs>>,
    /// One reads at a time, and one fetches.
    pub(super) reading: tokio::sync::Mutex<()>,
    pub(super) fetching: tokio::sync::Mutex<()>,
    /// Whether a host wants messages to come in.
    hosted: AtomicBool,
    /// An address that counts more than the settings.
    insisted: Mutex<Option<SocketAddr>>,
    at_work: Mutex<AtWork>,
    /// One change of the receiver at a time.
    changing: tokio::sync::Mutex<()>,
}

#[derive(Default)]
struct AtWork {
    /// Where it was to listen; with port 0 it listens elsewhere.
    wanted: Option<SocketAddr>,
    receiver: Option<Receiver>,
    failure: Option<CommandError>,
}

impl Callbacks {
    pub(crate) fn new(store: Store, clock: Arc<dyn Clock>, events: Arc<Events>) -> Self {
        Self {
            entrance: Arc::new(Entrance::new(store, clock, events)),
            due: Arc::default(),
            held: Mutex::default(),
            reading: tokio::sync::Mutex::default(),
            fetching: tokio::sync::Mutex::default(),
            hosted: AtomicBool::new(false),
            insisted: Mutex::default(),
            at_work: Mutex::default(),
            changing: tokio::sync::Mutex::default(),
        }
    }

    /// How the receiver is.
    pub(super) fn standing(&self) -> ReceiverStanding {
        let at_work = self.at_work();
        ReceiverStanding {
            listening: at_work.receiver.as_ref().map(|receiver| receiver.address().to_string()),
            failure: at_work.failure.clone(),
            turned_away: self.entrance.figures.turned_away(),
            verified_at: self.entrance.figures.verified_at(),
        }
    }

    /// Leaves an account alone for a while.
    pub(super) fn hold(&self, account_id: &AccountId, now: EpochMs, no_secret: bool) {
        let until = now.plus_ms(if no_secret { LONG_HOLD_MS } else { HOLD_MS });
        self.held().insert(account_id.clone(), until);
    }

    /// Until when an account is left alone.
    pub(super) fn held_until(&self, account_id: &AccountId) -> Option<EpochMs> {
        self.held().get(account_id).copied()
    }

    fn held(&self) -> MutexGuard<'_, HashMap<AccountId, EpochMs>> {
        self.held.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Where it listens now.
    pub(super) fn address(&self) -> Option<SocketAddr> {
        self.at_work().receiver.as_ref().map(Receiver::address)
    }

    /// Listens there, whatever the settings say.
    pub(super) fn insist_on(&self, address: SocketAddr) {
        *self.insisted.lock().unwrap_or_else(PoisonError::into_inner) = Some(address);
    }

    fn insisted(&self) -> Option<SocketAddr> {
        *self.insisted.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn at_work(&self) -> MutexGuard<'_, AtWork> {
        self.at_work.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Drop for Callbacks {
    /// Wakes the tasks, which find that there is nothing left to do.
    fn drop(&mut self) {
        self.entrance.news.notify_one();
        self.due.notify_one();
    }
}

impl Desk {
    /// Takes pushed messages in for as long as the desk is open, where the settings say so, and works on what came. For
    /// hosts that stay; a terminal's verb is too short for it.
    pub fn receive_callbacks(&self) {
        let callbacks = &self.inner.callbacks;
        if callbacks.hosted.swap(true, Ordering::AcqRel) {
            return;
        }
        let (desk, news) = (Arc::downgrade(&self.inner), Arc::clone(&callbacks.entrance.news));
        tokio::spawn(keep_reading(desk, news));
        let (desk, due) = (Arc::downgrade(&self.inner), Arc::clone(&callbacks.due));
        tokio::spawn(keep_fetching(desk, due));
        tokio::spawn(watch_accounts(Arc::downgrade(&self.inner), self.subscribe()));
    }

    /// Reads all messages that came and fetches all orders that are due, once. Says when one is due next.
    ///
    /// # Errors
    /// Those of the store. What PandaPon does not answer is due again later.
    pub async fn work_on_callbacks(&self) -> CommandResult<Option<EpochMs>> {
        reading::read_new(self).await?;
        fetching::fetch_due(self).await
    }

    /// Makes the receiver what the settings want it to be.
    pub(super) async fn settle_receiver(&self) -> CommandResult<()> {
        let callbacks = &self.inner.callbacks;
        let _turn = callbacks.changing.lock().await;
        let open = doors::all(self).await?.into_iter().map(|(account_id, door)| (account_id, door.path()));
        callbacks.entrance.open_doors(open.collect());
        let wanted = match callbacks.insisted() {
            Some(insisted) => Some(insisted),
            None if callbacks.hosted.load(Ordering::Acquire) => {
                settings::wanted(&settings::kept(self).await?)
            }
            None => None,
        };
        let as_wanted = {
            let at_work = callbacks.at_work();
            at_work.wanted == wanted && at_work.receiver.is_some() == wanted.is_some()
        };
        if as_wanted {
            return Ok(());
        }
        let was = callbacks.address();
        // Closing waits for what is under way.
        let before = std::mem::take(&mut *callbacks.at_work());
        let entrance = Arc::clone(&callbacks.entrance);
        let changed = tokio::task::spawn_blocking(move || {
            drop(before.receiver);
            wanted.map(|address| Receiver::open(address, entrance).map_err(|error| refusal(address, &error)))
        });
        let opened = changed.await.map_err(|error| CommandError::new(ErrorCode::Internal).saying(error))?;
        let (receiver, failure) = match opened.transpose() {
            Ok(receiver) => (receiver, None),
            Err(failure) => (None, Some(failure)),
        };
        let news = failure != before.failure || receiver.as_ref().map(Receiver::address) != was;
        *callbacks.at_work() = AtWork { wanted, receiver, failure };
        if news {
            self.changed(ChangedTable::Callbacks, ["receiver"]);
        }
        Ok(())
    }
}

fn refusal(address: SocketAddr, error: &std::io::Error) -> CommandError {
    let code = match error.kind() {
        std::io::ErrorKind::AddrInUse => ErrorCode::PortTaken,
        _ => ErrorCode::CannotListen,
    };
    let refusal = CommandError::field(code, if code == ErrorCode::PortTaken { "port" } else { "host" });
    refusal.with("host", address.ip()).with("port", address.port()).saying(error)
}

async fn keep_reading(desk: Weak<Inner>, news: Arc<Notify>) {
    let mut settle = true;
    loop {
        let woken = news.notified();
        {
            let Some(inner) = desk.upgrade() else { return };
            let desk = Desk { inner };
            if settle && let Err(error) = desk.settle_receiver().await {
                tracing::error!(%error, "the receiver could not be set up");
            }
            if let Err(error) = reading::read_new(&desk).await {
                tracing::error!(%error, "new messages could not be read");
            }
        }
        // A port that was taken may be free by now.
        settle = timeout(LOOK_EVERY, woken).await.is_err();
    }
}

async fn keep_fetching(desk: Weak<Inner>, due: Arc<Notify>) {
    loop {
        let woken = due.notified();
        let (next, clock) = {
            let Some(inner) = desk.upgrade() else { return };
            let desk = Desk { inner };
            let next = fetching::fetch_due(&desk).await.unwrap_or_else(|error| {
                tracing::error!(%error, "orders that messages name could not be fetched");
                Some(desk.now().plus_ms(HOLD_MS))
            });
            (next, Arc::clone(&desk.inner.clock))
        };
        rest(&*clock, next, woken).await;
    }
}

/// An account that came, went, got its secret or reached PandaPon again: messages that waited for that wait no longer.
async fn watch_accounts(desk: Weak<Inner>, mut events: broadcast::Receiver<ChangeEvent>) {
    loop {
        let table = match events.recv().await {
            Ok(event) => event.table,
            Err(RecvError::Lagged(_)) => ChangedTable::Accounts,
            Err(RecvError::Closed) => return,
        };
        let Some(inner) = desk.upgrade() else { return };
        let desk = Desk { inner };
        match table {
            ChangedTable::Accounts => {
                desk.let_go(|_| true);
                if let Err(error) = desk.settle_receiver().await {
                    tracing::error!(%error, "the receiver could not be set up");
                }
                desk.inner.callbacks.entrance.news.notify_one();
            }
            ChangedTable::Status => {
                let reach = &desk.inner.clients.reach;
                desk.let_go(|account_id| reach.of(account_id).online);
            }
            _ => {}
        }
    }
}

impl Desk {
    /// Leaves these accounts alone no longer.
    fn let_go(&self, whom: impl Fn(&AccountId) -> bool) {
        let callbacks = &self.inner.callbacks;
        let mut held = callbacks.held();
        let before = held.len();
        held.retain(|account_id, _| !whom(account_id));
        if held.len() < before {
            callbacks.due.notify_one();
        }
    }

    /// Tells that messages changed.
    pub(super) fn callbacks_changed(&self, callback_ids: Vec<CallbackId>) {
        match callback_ids.len() {
            0 => {}
            1..=MOST_IDS => self.changed(ChangedTable::Callbacks, callback_ids),
            _ => self.changed_all(ChangedTable::Callbacks),
        }
    }
}
