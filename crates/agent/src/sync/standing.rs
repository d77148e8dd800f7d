//! How far everything is fetched, and how old it is.

use std::collections::HashMap;

use pondesk_domain::{AccountId, EpochMs, Platform};
use pondesk_store::{Account, Fill, Store, StoreError, WatchedOrders};

use super::history::{History, Orders};
use super::{LaneState, PLATFORMS};
use crate::api::*;
use crate::desk::Desk;

/// How far the orders of all accounts are fetched. Needs no net.
///
/// # Errors
/// Those of the store.
pub async fn status(desk: &Desk, _request: Nothing) -> CommandResult<SyncStatus> {
    let now = desk.now();
    let kept = desk.store().run(move |store| Kept::read(store, now)).await?;
    let accounts = kept.accounts.iter().map(|account| of_account(desk, &kept, &account.account_id, now));
    Ok(SyncStatus { accounts: accounts.collect() })
}

/// What the store knows, read in one go.
struct Kept {
    accounts: Vec<Account>,
    fills: Vec<Fill>,
    watched: HashMap<(AccountId, Platform), WatchedOrders>,
    lists: HashMap<(AccountId, Platform), EpochMs>,
    broken: HashMap<(AccountId, Platform), u32>,
}

impl Kept {
    fn read(store: &Store, now: EpochMs) -> Result<Self, StoreError> {
        let accounts = store.accounts()?;
        let (mut watched, mut lists, mut broken) = (HashMap::new(), HashMap::new(), HashMap::new());
        for account in &accounts {
            for platform in PLATFORMS {
                let lane = (account.account_id.clone(), platform);
                watched.insert(lane.clone(), store.watched_orders(&lane.0, platform, now)?);
                if let Some(at) = store.order_list_read_at(&lane.0, platform)? {
                    lists.insert(lane, at);
                }
            }
        }
        for row in store.broken_rows(None)? {
            *broken.entry((row.account_id, row.platform)).or_default() += 1;
        }
        Ok(Self { accounts, fills: store.fills(Orders::WHAT)?, watched, lists, broken })
    }
}

fn of_account(desk: &Desk, kept: &Kept, account_id: &AccountId, now: EpochMs) -> AccountSync {
    let platforms = PLATFORMS.map(|platform| {
        let lane = desk.inner.syncing.lane(account_id, platform);
        of_platform(kept, account_id, platform, &lane, now)
    });
    AccountSync { account_id: account_id.clone(), platforms: platforms.into() }
}

fn of_platform(
    kept: &Kept,
    account_id: &AccountId,
    platform: Platform,
    lane: &LaneState,
    now: EpochMs,
) -> PlatformSync {
    let key = (account_id.clone(), platform);
    let fill = kept.fills.iter().find(|fill| fill.account_id == *account_id && fill.platform == platform);
    let watched = kept.watched.get(&key).copied().unwrap_or_default();
    let filled_at = fill.and_then(|fill| fill.filled_at);
    let per_minute =
        lane.speed.and_then(|speed| speed.per_minute(now)).filter(|_| filled_at.is_none() && lane.running);
    let left = fill.and_then(|fill| fill.rows_total?.checked_sub(fill.rows_read));
    PlatformSync {
        platform,
        running: lane.running,
        filled_at,
        paused: fill.is_some_and(|fill| fill.paused && fill.filled_at.is_none()),
        read: fill.map_or(0, |fill| fill.rows_read),
        total: fill.and_then(|fill| fill.rows_total),
        per_minute,
        seconds_left: left
            .zip(per_minute.filter(|rate| *rate > 0))
            .map(|(left, rate)| u32::try_from(u64::from(left) * 60 / u64::from(rate)).unwrap_or(u32::MAX)),
        list_read_at: kept.lists.get(&key).copied(),
        open: watched.open,
        due: watched.due,
        oldest_open: watched.oldest,
        broken: kept.broken.get(&key).copied().unwrap_or(0),
        held_until: lane.held.as_ref().map(|hold| hold.until),
        error: lane.held.as_ref().map(|hold| hold.error.clone()),
    }
}
