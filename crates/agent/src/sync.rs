//! Keeping what this desk has of PandaPon whole and fresh, behind everything that the user waits for.
//!
//! A history is first fetched back to its beginning ([`fill`]), page by page: each is put down as it came before the next is
//! asked for, and kept with the place to go on meanwhile. Then what is open is looked at every few minutes: orders
//! ([`rounds`]) and after-sales cases. All of these only fetch and apply; what an answer does is the store's to say, so the
//! order of answers does not matter.

pub(crate) mod fill;
mod history;
pub(crate) mod rounds;
mod standing;

use std::collections::HashMap;
use std::sync::{Mutex, MutexGuard, PoisonError};

use futures::future::join_all;
use pondesk_domain::{AccountId, EpochMs, Platform};
use pondesk_store::Store;
use tokio::sync::Notify;

use crate::after_sales::rounds as cases;
use crate::api::*;
use crate::clock::rest;
use crate::desk::Desk;
use crate::errors::is_out_of_reach;
use crate::sync::fill::{Lane, Speed};
use crate::sync::history::{History, Orders};

pub use standing::status;

/// How long a platform is left alone after PandaPon was not reached; an answer to any other call ends this.
const HOLD_MS: i64 = 10_000;
/// The same after anything else went wrong, such as a locked keychain or an operation that PandaPon does not serve.
const LONG_HOLD_MS: i64 = 300_000;
/// The newest page is read this often: it tells of orders that were placed elsewhere.
const LIST_EVERY_MS: i64 = 120_000;
/// Pages of a first fill between two looks at what is open.
const PAGES_AT_ONCE: u32 = 40;
/// A clock that goes back by more was put back.
const CLOCK_SLACK_MS: i64 = 60_000;

/// Both platforms, each of which is fetched by itself.
const PLATFORMS: [Platform; 2] = [Platform::Taobao, Platform::Alibaba1688];

/// What this run knows of fetching.
#[derive(Debug, Default)]
pub(crate) struct Syncing {
    woken: Notify,
    lanes: Mutex<HashMap<(AccountId, Platform), LaneState>>,
    last_look: Mutex<Option<EpochMs>>,
}

/// How fetching stands for an account on a platform.
#[derive(Debug, Clone, Default)]
struct LaneState {
    /// Something is being fetched now.
    running: bool,
    /// Left alone until then, and why.
    held: Option<Hold>,
    /// How fast the first fill of this run goes.
    speed: Option<Speed>,
}

#[derive(Debug, Clone)]
struct Hold {
    until: EpochMs,
    error: CommandError,
}

impl Syncing {
    /// Something may be due sooner than thought.
    pub(crate) fn wake(&self) {
        self.woken.notify_one();
    }

    /// PandaPon answered this account.
    pub(crate) fn answered(&self, account_id: &AccountId) {
        let mut freed = false;
        for (_, lane) in self.lanes().iter_mut().filter(|((of, _), _)| of == account_id) {
            if lane.held.as_ref().is_some_and(|hold| is_out_of_reach(&hold.error)) {
                lane.held = None;
                freed = true;
            }
        }
        if freed {
            self.wake();
        }
    }

    /// The user asks for it, or changed the account: what is held is tried at once.
    pub(crate) fn look_again(&self, account_id: &AccountId) {
        let mut lanes = self.lanes();
        for (_, lane) in lanes.iter_mut().filter(|((of, _), _)| of == account_id) {
            lane.held = None;
        }
        drop(lanes);
        self.wake();
    }

    fn lane(&self, account_id: &AccountId, platform: Platform) -> LaneState {
        self.lanes().get(&(account_id.clone(), platform)).cloned().unwrap_or_default()
    }

    fn set<T>(&self, account_id: &AccountId, platform: Platform, set: impl FnOnce(&mut LaneState) -> T) -> T {
        set(self.lanes().entry((account_id.clone(), platform)).or_default())
    }

    fn lanes(&self) -> MutexGuard<'_, HashMap<(AccountId, Platform), LaneState>> {
        self.lanes.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Whether the clock was put back since the last time.
    fn clock_went_back(&self, now: EpochMs) -> bool {
        let mut last = self.last_look.lock().unwrap_or_else(PoisonError::into_inner);
        let went_back = last.is_some_and(|last| last.since(now) > CLOCK_SLACK_MS);
        *last = Some(now);
        went_back
    }
}

impl Desk {
    /// Fetches histories and keeps them fresh for as long as it is polled. A host runs this beside everything else.
    pub async fn keep_fresh(&self) {
        loop {
            let woken = self.inner.syncing.woken.notified();
            let next = self.sync_due().await.unwrap_or_else(|error| {
                tracing::warn!(%error, "nothing could be fetched");
                Some(self.now().plus_ms(HOLD_MS))
            });
            rest(&*self.inner.clock, next, woken).await;
        }
    }

    /// Fetches what is due now, of first fills a few pages, and says when something is due next.
    ///
    /// # Errors
    /// Those of the store. What PandaPon does not answer is due again later, see [`status`].
    pub async fn sync_due(&self) -> CommandResult<Option<EpochMs>> {
        if self.inner.syncing.clock_went_back(self.now()) {
            let now = self.now();
            self.store().run(move |store| store.look_again_from(now)).await?;
        }
        let accounts = self.store().run(Store::accounts).await?;
        let accounts: Vec<AccountId> = accounts.into_iter().map(|account| account.account_id).collect();
        let lanes = accounts.iter().flat_map(|account_id| PLATFORMS.map(|platform| (account_id, platform)));
        let nexts =
            join_all(lanes.map(|(account_id, platform)| self.sync_platform(account_id, platform))).await;
        let nexts = nexts.into_iter().collect::<CommandResult<Vec<_>>>()?;
        Ok(nexts.into_iter().flatten().min())
    }

    /// What [`Desk::sync_due`] does for an account on a platform.
    async fn sync_platform(
        &self,
        account_id: &AccountId,
        platform: Platform,
    ) -> CommandResult<Option<EpochMs>> {
        let syncing = &self.inner.syncing;
        let held = syncing.lane(account_id, platform).held.map(|hold| hold.until);
        if let Some(until) = held.filter(|until| *until > self.now()) {
            return Ok(Some(until));
        }
        if self.due_at(account_id, platform).await?.is_some_and(|at| at <= self.now()) {
            syncing.set(account_id, platform, |lane| lane.running = true);
            self.changed(ChangedTable::Sync, [account_id]);
            let fetched = self.fetch_due(account_id, platform).await;
            let hold = fetched.err().map(|error| {
                tracing::info!(%error, %account_id, %platform, "not fetched now");
                let ms = if may_pass(&error) { HOLD_MS } else { LONG_HOLD_MS };
                Hold { until: self.now().plus_ms(ms), error }
            });
            syncing.set(account_id, platform, |lane| {
                lane.running = false;
                lane.held = hold;
            });
            self.changed(ChangedTable::Sync, [account_id]);
        }
        let held = syncing.lane(account_id, platform).held.map(|hold| hold.until);
        Ok(self.due_at(account_id, platform).await?.map(|at| held.map_or(at, |until| at.max(until))))
    }

    async fn fetch_due(&self, account_id: &AccountId, platform: Platform) -> CommandResult<()> {
        let lane = Lane { desk: self, account_id, platform };
        lane.take_up::<Orders>().await?;
        let client = self.background_client(account_id).await?;
        let begins = lane.begins::<Orders>().await?;
        rounds::go_round(self, &client, account_id, platform, !begins).await?;
        let before = self.now().plus_ms(-cases::LOOK_EVERY_MS);
        if cases::due_at(self, account_id, platform).await?.is_some_and(|at| at <= self.now()) {
            cases::go_round(self, &client, account_id, platform, before).await?;
        }
        lane.go_on::<Orders>(&client, PAGES_AT_ONCE).await
    }

    /// When anything is due for an account on a platform.
    async fn due_at(&self, account_id: &AccountId, platform: Platform) -> CommandResult<Option<EpochMs>> {
        let of_cases = cases::due_at(self, account_id, platform).await?;
        let (id, now) = (account_id.clone(), self.now());
        let due = self.store().run(move |store| {
            let fill = store.fills(Orders::WHAT)?;
            let fill = fill.into_iter().find(|fill| fill.account_id == id && fill.platform == platform);
            if fill.is_none_or(|fill| fill.filled_at.is_none() && !fill.paused) {
                return Ok(Some(now));
            }
            let list = store.order_list_read_at(&id, platform)?;
            // A list that was read in the future was read before the clock was put back.
            let list = list.filter(|at| *at <= now).map_or(now, |at| at.plus_ms(LIST_EVERY_MS));
            Ok(store.next_look(&id, platform)?.map(|at| at.min(list)).or(Some(list)))
        });
        Ok(due.await?.into_iter().chain(of_cases).min())
    }
}

/// Fetches what is due at once, and lets a first fill that was cancelled go on.
///
/// # Errors
/// [`ErrorCode::AccountMissing`], and those of the store.
pub async fn start(desk: &Desk, request: AccountRef) -> CommandResult<SyncStatus> {
    let account_id = desk.account(&request.account_id).await?.account_id;
    let id = account_id.clone();
    desk.store().run(move |store| store.pause_fills(&id, false)).await?;
    desk.inner.syncing.look_again(&account_id);
    desk.changed(ChangedTable::Sync, [account_id]);
    status(desk, Nothing {}).await
}

/// Lets the first fill of an account wait until [`start`]; what is fetched stays, and open orders are looked at on.
///
/// # Errors
/// [`ErrorCode::AccountMissing`], and those of the store.
pub async fn cancel(desk: &Desk, request: AccountRef) -> CommandResult<SyncStatus> {
    let account_id = desk.account(&request.account_id).await?.account_id;
    let (id, now) = (account_id.clone(), desk.now());
    desk.store()
        .run(move |store| {
            // One that has not begun is begun here, to have something that waits.
            let fills = store.fills(Orders::WHAT)?;
            for platform in PLATFORMS {
                if !fills.iter().any(|fill| fill.account_id == id && fill.platform == platform) {
                    store.save_fill(fill::begin::<Orders>(&id, platform, now))?;
                }
            }
            store.pause_fills(&id, true)
        })
        .await?;
    desk.changed(ChangedTable::Sync, [account_id]);
    status(desk, Nothing {}).await
}

/// Rows of pages that could not be read, as they came.
///
/// # Errors
/// Those of the store.
pub async fn broken(desk: &Desk, request: OrderBroken) -> CommandResult<Vec<BrokenOrder>> {
    let rows = desk.store().run(move |store| store.broken_rows(request.account_id.as_ref())).await?;
    Ok(rows
        .into_iter()
        .map(|row| BrokenOrder {
            account_id: row.account_id,
            platform: row.platform,
            operation: row.operation,
            number: row.number,
            path: row.path,
            reason: row.reason,
            raw: row.raw,
            request_id: row.request_id,
            seen_at: row.seen_at,
        })
        .collect())
}

/// Whether PandaPon may be read in a moment, without the user's doing.
fn may_pass(error: &CommandError) -> bool {
    is_out_of_reach(error) || error.code == ErrorCode::Refused
}
