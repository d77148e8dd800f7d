//! Keeping the desk's own data: its health, daily backups, restoring one, and mending a file that was found damaged.

use std::path::Path;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use pondesk_store as kept;
use pondesk_store::{Store, StoreError};
use tokio::time::{Instant, MissedTickBehavior};

use crate::api::*;
use crate::clock::Clock;
use crate::desk::Desk;
use crate::errors::is_out_of_reach;
use crate::{desk_status, orders};

/// The first look waits for the first screen.
const FIRST_LOOK: Duration = Duration::from_secs(5);
/// Whether anything is due is looked at this often; whether it is, the desk's clock says.
const LOOK_EVERY: Duration = Duration::from_secs(60);

/// What this run knows of keeping the data.
#[derive(Debug, Default)]
pub(crate) struct Keeping {
    failure: Mutex<Option<CommandError>>,
}

impl Keeping {
    fn failure(&self) -> Option<CommandError> {
        self.failure.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }

    /// Returns whether this is news.
    fn note(&self, failure: Option<CommandError>) -> bool {
        let mut held = self.failure.lock().unwrap_or_else(PoisonError::into_inner);
        let news = *held != failure;
        *held = failure;
        news
    }
}

impl Desk {
    /// Looks after the data in the background for as long as the desk is open: daily backups, a damaged file, orders that
    /// a restore left to be fetched again. For hosts that stay; a terminal's verb is too short for it.
    pub fn keep_safe(&self) {
        let desk = Arc::downgrade(&self.inner);
        let damage = self.store().damage();
        tokio::spawn(async move {
            let mut looks = tokio::time::interval_at(Instant::now() + FIRST_LOOK, LOOK_EVERY);
            looks.set_missed_tick_behavior(MissedTickBehavior::Delay);
            loop {
                tokio::select! {
                    _ = looks.tick() => {}
                    () = damage.noticed() => {}
                }
                let Some(inner) = desk.upgrade() else { return };
                look_after(&Desk { inner }).await;
            }
        });
    }
}

/// Does what is due: mends a file that was found damaged, makes the day's backup, fetches orders again after a restore.
/// What fails is tried again at the next look, and told by [`show`].
pub async fn look_after(desk: &Desk) {
    if desk.store().is_damaged()
        && let Err(error) = mend(desk).await
    {
        tracing::error!(%error, "the damaged database could not be replaced");
        return;
    }
    let failure = back_up_when_due(desk).await.err();
    if let Some(error) = &failure {
        tracing::error!(%error, "the daily backup was not made");
    }
    if desk.inner.keeping.note(failure) {
        desk.changed_all(ChangedTable::Data);
    }
    if let Err(error) = fetch_orders_again(desk).await {
        tracing::warn!(%error, "orders are still to be fetched again");
    }
}

/// The data of this desk.
///
/// # Errors
/// Those of the store.
pub async fn show(desk: &Desk, _request: Nothing) -> CommandResult<DataView> {
    let backups = desk.store().run(Store::backups).await?;
    let figure = |figure: usize| u32::try_from(figure).unwrap_or(u32::MAX);
    Ok(DataView {
        checked_at: desk.store().checked_at(),
        backups: backups.into_iter().map(backup_view).collect(),
        failure: desk.inner.keeping.failure(),
        days_kept: figure(kept::DAYS_KEPT),
        weeks_kept: figure(kept::WEEKS_KEPT),
    })
}

/// Reads the whole database and all vouchers. Nothing is changed.
///
/// # Errors
/// Those of the store. Damage is a finding.
pub async fn check(desk: &Desk, _request: Nothing) -> CommandResult<DataChecked> {
    check_folder(desk.data_dir()).await
}

/// Makes a backup now.
///
/// # Errors
/// [`ErrorCode::DiskFull`], [`ErrorCode::StoreDamaged`], and what else the store refuses.
pub async fn back_up(desk: &Desk, _request: Nothing) -> CommandResult<BackupView> {
    let now = desk.now();
    let made = desk.store().run(move |store| store.back_up(kept::BackupKind::Asked, now)).await?;
    desk.changed_all(ChangedTable::Data);
    Ok(backup_view(made))
}

/// Puts a backup in the place of the database, moves that aside, and starts to fetch orders again.
///
/// # Errors
/// [`ErrorCode::BackupMissing`], [`ErrorCode::BackupDamaged`], [`ErrorCode::StoreNewer`], [`ErrorCode::DiskFull`]: the
/// database is as it was then.
pub async fn restore(desk: &Desk, request: BackupRestore) -> CommandResult<RestoreNotice> {
    let now = desk.now();
    let restored = desk.store().run(move |store| {
        let name = match request.name {
            Some(name) => name,
            None => store.backups()?.into_iter().next().ok_or(StoreError::NoSuchBackup)?.name,
        };
        store.restore(&name, now)
    });
    let restored = restored.await.map_err(|error| match error {
        StoreError::Damaged { said } => CommandError::new(ErrorCode::BackupDamaged).saying(said),
        error => error.into(),
    })?;
    everything_changed(desk).await;
    let background = desk.clone();
    tokio::spawn(async move { look_after(&background).await });
    let notices = desk.store().run(Store::restore_notices).await?;
    let notice = notices.into_iter().find(|notice| notice.restored == restored);
    notice.map(notice_view).ok_or_else(|| CommandError::new(ErrorCode::Internal).saying("no notice was kept"))
}

/// The user read a notice.
///
/// # Errors
/// Those of the store.
pub async fn read_notice(desk: &Desk, request: NoticeRead) -> CommandResult<DeskStatus> {
    mark_read(desk, &request.notice_id).await?;
    desk_status::show(desk, Nothing {}).await
}

/// Restores that the user did not read of yet, newest first.
///
/// # Errors
/// Those of the store.
pub async fn notices(desk: &Desk) -> CommandResult<Vec<RestoreNotice>> {
    Ok(unread(desk.store().run(Store::restore_notices).await?))
}

/// Notes that the user read of a restore.
///
/// # Errors
/// Those of the store.
pub async fn mark_read(desk: &Desk, notice_id: &str) -> CommandResult<()> {
    let (notice_id, now) = (notice_id.to_owned(), desk.now());
    desk.store().run(move |store| store.mark_notice_read(&notice_id, now)).await?;
    desk.changed_all(ChangedTable::Data);
    Ok(())
}

/// [`check`] for a folder that may be open elsewhere.
///
/// # Errors
/// As [`check`].
pub async fn check_folder(data_dir: &Path) -> CommandResult<DataChecked> {
    let data_dir = data_dir.to_owned();
    blocking(move || {
        let found = Store::examine(&data_dir)?;
        Ok(DataChecked {
            bytes: found.bytes,
            schema: found.schema,
            damage: found.damage,
            inbox_damage: found.inbox_damage,
            bad_vouchers: found.bad_vouchers,
            backups: Store::backups_in(&data_dir)?.into_iter().map(backup_view).collect(),
        })
    })
    .await
}

/// [`back_up`] for a folder that may be open elsewhere.
///
/// # Errors
/// As [`back_up`].
pub async fn back_up_folder(data_dir: &Path, clock: &dyn Clock) -> CommandResult<BackupView> {
    let (data_dir, now) = (data_dir.to_owned(), clock.now());
    let made = blocking(move || Store::open_read_only(&data_dir)?.back_up(kept::BackupKind::Asked, now));
    Ok(backup_view(made.await?))
}

/// Fetches the orders of all accounts again, when a restore left them to be fetched.
///
/// # Errors
/// The first account that did not reach PandaPon, and those of the store. An account that cannot be asked now (a locked
/// keychain, a refusal) is read when its user next looks.
pub async fn fetch_orders_again(desk: &Desk) -> CommandResult<()> {
    let notices = desk.store().run(Store::restore_notices).await?;
    if notices.iter().all(|notice| notice.orders_fetched) {
        return Ok(());
    }
    for account in desk.store().run(Store::accounts).await? {
        let refreshed = orders::refresh(desk, OrderRefresh { account_id: account.account_id }).await;
        let failures = match refreshed {
            Ok(refreshed) => refreshed.failed.into_iter().map(|failed| failed.error).collect(),
            Err(error) => vec![error],
        };
        for error in failures {
            if is_out_of_reach(&error) {
                return Err(error);
            }
            tracing::warn!(%error, "the orders of an account were not fetched again");
        }
    }
    let now = desk.now();
    desk.store().run(move |store| store.mark_orders_fetched(now)).await?;
    desk.changed_all(ChangedTable::Data);
    Ok(())
}

/// Notices that the user did not read yet.
pub(crate) fn unread(notices: Vec<kept::RestoreNotice>) -> Vec<RestoreNotice> {
    notices.into_iter().filter(|notice| !notice.read).map(notice_view).collect()
}

async fn mend(desk: &Desk) -> CommandResult<()> {
    let now = desk.now();
    if desk.store().run(move |store| store.mend(now)).await?.is_some() {
        everything_changed(desk).await;
    }
    Ok(())
}

async fn back_up_when_due(desk: &Desk) -> CommandResult<()> {
    let now = desk.now();
    let made = desk.store().run(move |store| match store.backup_due(now)? {
        true => store.back_up(kept::BackupKind::Daily, now).map(Some),
        false => Ok(None),
    });
    if made.await?.is_some() {
        desk.changed_all(ChangedTable::Data);
    }
    Ok(())
}

/// Another file is in place: clients are built anew, and every screen reads again.
async fn everything_changed(desk: &Desk) {
    if let Ok(accounts) = desk.store().run(Store::accounts).await {
        for account in accounts {
            desk.inner.clients.drop_client(&account.account_id);
        }
    }
    for table in ChangedTable::ALL {
        desk.changed_all(table);
    }
}

async fn blocking<T: Send + 'static>(
    work: impl FnOnce() -> Result<T, StoreError> + Send + 'static,
) -> CommandResult<T> {
    let done = tokio::task::spawn_blocking(work).await;
    Ok(done.map_err(|error| CommandError::new(ErrorCode::Internal).saying(error))??)
}

fn backup_view(backup: kept::Backup) -> BackupView {
    let kind = match backup.kind {
        kept::BackupKind::Daily => BackupKind::Daily,
        kept::BackupKind::Asked => BackupKind::Asked,
        kept::BackupKind::BeforeMigration => BackupKind::BeforeMigration,
    };
    BackupView { name: backup.name, kind, made_at: backup.made_at, bytes: backup.bytes }
}

fn notice_view(notice: kept::RestoreNotice) -> RestoreNotice {
    let restored = notice.restored;
    RestoreNotice {
        notice_id: notice.notice_id,
        cause: match restored.cause {
            kept::RestoreCause::Asked => RestoreCause::Asked,
            kept::RestoreCause::Damaged => RestoreCause::Damaged,
            kept::RestoreCause::Lost => RestoreCause::Lost,
        },
        at: restored.at,
        backup_made_at: restored.backup_made_at,
        moved_aside: restored.moved_aside,
        newer_orders: restored.newer_orders,
        operations: restored.operations,
        unknown: restored.unknown,
        all_read: restored.all_read,
        orders_fetched: notice.orders_fetched,
    }
}
