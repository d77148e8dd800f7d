//! Keeping cases fresh: those that go on are read every few minutes, new ones are found where the platform tells of them.

use pandapon::Client;
use pondesk_domain::{AccountId, CaseId, ChangeSource, EpochMs, OrderId, Platform, PlatformCaseId};
use pondesk_store::CaseApplied;

use super::reading;
use crate::api::{ChangedTable, CommandError, CommandResult, ErrorCode};
use crate::desk::Desk;
use crate::errors::is_about_the_way;
use crate::orders;

/// A case that goes on is looked at this often: its deadlines are days, its sellers answer within hours.
pub(crate) const LOOK_EVERY_MS: i64 = 3 * 60_000;
/// Pages of Taobao's list that one round reads while each has something new.
const MOST_PAGES: u32 = 10;
/// Cases that one round looks at by themselves.
const MOST_ALONE: u32 = 100;
/// Orders of 1688 that one round asks for their cases.
const MOST_ORDERS: u32 = 20;

/// What a round did.
#[derive(Debug, Default)]
pub(crate) struct Tally {
    /// Cases read.
    pub(crate) read: u32,
    /// Of them changed or new.
    pub(crate) changed: u32,
    /// New messages of sellers and platforms.
    pub(crate) messages: u32,
    /// Why the first that could not be read could not.
    pub(crate) broken: Option<CommandError>,
}

/// Reads the newest cases of a platform and all that go on, whenever that was done last.
///
/// # Errors
/// Those of the calls and of the store. A case that PandaPon does not show costs only itself.
pub(crate) async fn read_all(
    desk: &Desk,
    account_id: &AccountId,
    platform: Platform,
) -> CommandResult<Tally> {
    let client = desk.client(account_id).await?;
    go_round(desk, &client, account_id, platform, desk.now()).await
}

/// When a round is due; `None` while no case of the platform goes on.
///
/// # Errors
/// Those of the store.
pub(crate) async fn due_at(
    desk: &Desk,
    account_id: &AccountId,
    platform: Platform,
) -> CommandResult<Option<EpochMs>> {
    let id = account_id.clone();
    let oldest = desk.store().run(move |store| store.oldest_look_at_cases(&id, platform)).await?;
    Ok(oldest.map(|at| at.plus_ms(LOOK_EVERY_MS)))
}

/// Reads what is new, and the cases that go on and were not looked at since `before`.
///
/// # Errors
/// As [`read_all`].
pub(crate) async fn go_round(
    desk: &Desk,
    client: &Client,
    account_id: &AccountId,
    platform: Platform,
    before: EpochMs,
) -> CommandResult<Tally> {
    let mut tally = Tally::default();
    match platform {
        Platform::Taobao => newest(desk, client, account_id, &mut tally).await?,
        Platform::Alibaba1688 => named_by_orders(desk, client, account_id, &mut tally).await?,
    }
    let id = account_id.clone();
    let due = desk.store().run(move |store| store.cases_due(&id, platform, before, MOST_ALONE)).await?;
    for due in due {
        one(desk, client, account_id, platform, (&due.case_id, &due.platform_case_id), &mut tally).await?;
    }
    Ok(tally)
}

/// Taobao lists its cases, newest first. Where PandaPon has no such list yet, the cases that are known are read one by one.
async fn newest(
    desk: &Desk,
    client: &Client,
    account_id: &AccountId,
    tally: &mut Tally,
) -> CommandResult<()> {
    for page in 1..=MOST_PAGES {
        let rows = match reading::read_page(client, account_id, page, None, ChangeSource::Sync).await {
            Err(error) if error.code == ErrorCode::NotServed => return Ok(()),
            rows => rows?,
        };
        if tally.broken.is_none() {
            tally.broken = rows.broken;
        }
        let applied = reading::keep(desk, rows.reads).await?;
        let fresh = count_fresh(&applied);
        tally.read += u32::try_from(applied.len()).unwrap_or(u32::MAX);
        tally.changed += fresh;
        if rows.last || fresh == 0 {
            break;
        }
    }
    Ok(())
}

/// 1688 lists none: orders name them.
async fn named_by_orders(
    desk: &Desk,
    client: &Client,
    account_id: &AccountId,
    tally: &mut Tally,
) -> CommandResult<()> {
    let id = account_id.clone();
    let platform = Platform::Alibaba1688;
    let orders =
        desk.store().run(move |store| store.orders_with_unknown_cases(&id, platform, MOST_ORDERS)).await?;
    for order_id in orders {
        match of_order(desk, client, account_id, &order_id, ChangeSource::Sync).await {
            Ok(found) => {
                tally.read += found;
                tally.changed += found;
            }
            Err(error) if is_about_the_way(&error) => return Err(error),
            Err(error) => tally.broken = tally.broken.take().or(Some(error)),
        }
    }
    Ok(())
}

/// Reads the cases of an order, such as one that a pushed message names. Tells how many there are.
///
/// # Errors
/// [`ErrorCode::OrderMissing`]; those of the calls and of the store.
pub(crate) async fn of_order(
    desk: &Desk,
    client: &Client,
    account_id: &AccountId,
    order_id: &OrderId,
    source: ChangeSource,
) -> CommandResult<u32> {
    let order = orders::reading::kept(desk, account_id, order_id).await?.order;
    let cases = reading::of_order(desk, client, &order, source).await?;
    // A list has no messages; a refund of 1688 was read whole.
    let open = cases.iter().filter(|case| case.status.stage.is_open() && case.platform == Platform::Taobao);
    for case in open {
        let (platform, id) = (case.platform, &case.platform_case_id);
        reading::read_and_keep(desk, client, account_id, platform, id, source).await?;
    }
    Ok(u32::try_from(cases.len()).unwrap_or(u32::MAX))
}

/// Reads one case. One that PandaPon refuses to show costs only itself.
async fn one(
    desk: &Desk,
    client: &Client,
    account_id: &AccountId,
    platform: Platform,
    (case_id, id): (&CaseId, &PlatformCaseId),
    tally: &mut Tally,
) -> CommandResult<()> {
    let read = reading::read_and_keep(desk, client, account_id, platform, id, ChangeSource::Sync).await;
    let (account_id, of_case, now) = (account_id.clone(), case_id.clone(), desk.now());
    desk.store().run(move |store| store.note_case_look(&account_id, &of_case, now)).await?;
    match read {
        Ok(brought) => {
            tally.read += 1;
            tally.changed += u32::from(brought.changed);
            tally.messages += brought.messages;
        }
        Err(error) if is_about_the_way(&error) && error.code != ErrorCode::Unreadable => return Err(error),
        Err(error) => {
            tracing::info!(%error, %case_id, "a case is not shown now");
            desk.changed(ChangedTable::Cases, [case_id]);
            tally.broken = tally.broken.take().or(Some(error));
        }
    }
    Ok(())
}

fn count_fresh(applied: &[CaseApplied]) -> u32 {
    let fresh = applied.iter().filter(|applied| applied.new || !applied.changed.is_empty()).count();
    u32::try_from(fresh).unwrap_or(u32::MAX)
}
