//! Whether accounts reach PandaPon, and when it last answered them: told by the SDK, call by call.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};

use pandapon::{CallObserver, CallRecord};
use pondesk_domain::{AccountId, EpochMs};
use pondesk_store::Store;

use crate::api::ChangedTable;
use crate::clock::Clock;
use crate::diagnostics::Masks;
use crate::diagnostics::log::CallLog;
use crate::events::Events;
use crate::reconcile::Tending;
use crate::sync::Syncing;

/// The mark of the last answer is written at most this often.
const MARK_EVERY_MS: i64 = 30_000;

/// What is known of one account's way to PandaPon in this run.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Reached {
    /// Whether the last call reached PandaPon; true before the first one.
    pub(crate) online: bool,
    /// When PandaPon last answered in this run.
    pub(crate) last_answer_at: Option<EpochMs>,
}

/// All accounts' ways to PandaPon.
pub(crate) struct Reach {
    by_account: Mutex<HashMap<AccountId, Reached>>,
    clock: Arc<dyn Clock>,
    events: Arc<Events>,
    store: Store,
    tending: Arc<Tending>,
    syncing: Arc<Syncing>,
}

impl Reach {
    pub(crate) fn new(
        clock: Arc<dyn Clock>,
        events: Arc<Events>,
        store: Store,
        (tending, syncing): (Arc<Tending>, Arc<Syncing>),
    ) -> Self {
        Self { by_account: Mutex::default(), clock, events, store, tending, syncing }
    }

    pub(crate) fn of(&self, account: &AccountId) -> Reached {
        let known = self.by_account.lock().unwrap_or_else(PoisonError::into_inner);
        known.get(account).copied().unwrap_or(Reached { online: true, last_answer_at: None })
    }

    /// Notes whether PandaPon answered just now, and tells when that changed.
    pub(crate) fn note(&self, account: &AccountId, answered: bool) {
        let now = self.clock.now();
        let before = self.of(account);
        let mark = answered && before.last_answer_at.is_none_or(|at| now.since(at) >= MARK_EVERY_MS);
        let last_answer_at = if answered { Some(now) } else { before.last_answer_at };
        let reached = Reached { online: answered, last_answer_at };
        self.by_account.lock().unwrap_or_else(PoisonError::into_inner).insert(account.clone(), reached);
        if mark {
            self.write_mark(account.clone(), now);
        }
        if before.online != answered || mark {
            self.events.tell(ChangedTable::Status, vec![account.to_string()]);
        }
        if answered {
            self.tending.answered(account);
            self.syncing.answered(account);
        }
    }

    /// The observer must be quick, so the mark is written beside the call. Losing one costs an age, no fact.
    fn write_mark(&self, account: AccountId, at: EpochMs) {
        let store = self.store.clone();
        tokio::spawn(async move {
            if let Err(error) = store.run(move |store| store.mark_answered(&account, at)).await {
                tracing::warn!(%error, "the mark of the last answer was not written");
            }
        });
    }
}

/// Watches the calls of one account.
pub(crate) struct AccountWatch {
    pub(crate) account: AccountId,
    pub(crate) reach: Arc<Reach>,
    pub(crate) calls: Arc<CallLog>,
    pub(crate) masks: Masks,
}

impl CallObserver for AccountWatch {
    fn call_ended(&self, call: &CallRecord<'_>) {
        // A gateway that answers 502 to 504 speaks for a PandaPon that it did not reach.
        let answered = call.http_status.is_some_and(|status| !(502..=504).contains(&status));
        self.reach.note(&self.account, answered);
        self.calls.keep(&self.account, &self.masks, call);
    }
}
