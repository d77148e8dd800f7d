//! Orders of this desk: list, refresh, one with its story.

pub(crate) mod reading;

use pondesk_domain::{
    AccountId, ChangeSource, MOST_VOUCHER_BYTES, Money, OrderAction, OrderId, Platform, VoucherState, guard,
};
use pondesk_store::{OrderFilter, OrderRow as KeptRow, Store, StoreError};

use crate::api::*;
use crate::desk::Desk;
use crate::errors::is_about_the_way;

/// Most rows of one answer.
const MOST_ROWS: u32 = 200;
/// Pages that one refresh reads of a platform at most: older orders are read when they are opened.
const MOST_PAGES: u32 = 10;

/// Orders of this desk, newest first. Needs no net.
///
/// # Errors
/// Those of the store; [`ErrorCode::FieldInvalid`] for a cursor of another list.
pub async fn list(desk: &Desk, request: OrderList) -> CommandResult<OrderPage> {
    let filter = OrderFilter {
        account_id: request.account_id,
        platform: request.platform,
        stages: request.stages,
        words: request.words.trim().to_owned(),
    };
    let (after, limit) = (request.after, request.limit.clamp(1, MOST_ROWS));
    let read = desk.store().run(move |store| {
        let page = store.orders_page(&filter, after.as_deref(), limit)?;
        let rose_from = page.rows.iter().map(|row| {
            let actions = row.status.stage.actions(row.platform);
            rose_from(store, &row.account_id, &row.order_id, &actions, row.total)
        });
        let rose_from = rose_from.collect::<Result<Vec<_>, _>>()?;
        Ok((page, rose_from))
    });
    let (page, rose_from) = read.await?;
    Ok(OrderPage {
        rows: page.rows.into_iter().zip(rose_from).map(|(kept, rose_from)| row(kept, rose_from)).collect(),
        next: page.next,
        counts: page.counts.into_iter().map(|(stage, count)| StageCount { stage, count }).collect(),
        total: page.total,
        since: page.since,
        read_at: page.read_at,
    })
}

/// The sum that an order had at first, where it is to be paid and costs more now.
fn rose_from(
    store: &Store,
    account_id: &AccountId,
    order_id: &OrderId,
    actions: &[OrderAction],
    total: Option<Money>,
) -> Result<Option<Money>, StoreError> {
    let Some(now) = total.filter(|_| actions.contains(&OrderAction::Pay)) else { return Ok(None) };
    let first = store.first_total(account_id, order_id)?;
    Ok(first.filter(|first| guard::rise(*first, now).is_some()))
}

fn row(kept: KeptRow, rose_from: Option<Money>) -> OrderRow {
    OrderRow {
        actions: kept.status.stage.actions(kept.platform),
        order_id: kept.order_id,
        account_id: kept.account_id,
        platform: kept.platform,
        platform_order_id: kept.platform_order_id,
        title: kept.title,
        more_lines: kept.more_lines,
        picture: kept.picture,
        seller_name: kept.seller_name,
        pieces: kept.pieces,
        total: kept.total,
        was_total: kept.was_total,
        rose_from,
        status: kept.status,
        placed_at: kept.placed_at,
        read_at: kept.read_at,
    }
}

/// Reads the newest orders of both platforms; one that fails leaves the other's orders fresh all the same.
///
/// # Errors
/// Those of [`Desk::client`] and of the store.
pub async fn refresh(desk: &Desk, request: OrderRefresh) -> CommandResult<OrderRefreshed> {
    let account_id = &request.account_id;
    desk.client(account_id).await?;
    let of = |platform| refresh_platform(desk, account_id, platform);
    let (taobao, alibaba1688) = tokio::join!(of(Platform::Taobao), of(Platform::Alibaba1688));
    let mut refreshed = OrderRefreshed { read: 0, changed: 0, failed: Vec::new() };
    for (platform, outcome) in [(Platform::Taobao, taobao), (Platform::Alibaba1688, alibaba1688)] {
        match outcome {
            Ok((read, changed, broken)) => {
                refreshed.read += read;
                refreshed.changed += changed;
                refreshed.failed.extend(broken.map(|error| PlatformFailure { platform, error }));
            }
            Err(error) => refreshed.failed.push(PlatformFailure { platform, error }),
        }
    }
    Ok(refreshed)
}

/// Orders read and changed, and why the first that could not be read could not. Stops at the first page that holds
/// nothing new: what is older was read before.
async fn refresh_platform(
    desk: &Desk,
    account_id: &AccountId,
    platform: Platform,
) -> CommandResult<(u32, u32, Option<CommandError>)> {
    let client = desk.client(account_id).await?;
    let (mut read, mut changed, mut broken) = (0, 0, None);
    for page in 1..=MOST_PAGES {
        let rows = reading::read_page(&client, account_id, platform, page).await?;
        let last = rows.came < reading::PAGE_SIZE as usize;
        broken = broken.or(rows.broken);
        let applied = reading::keep(desk, rows.reads).await?;
        let fresh = applied.iter().filter(|applied| applied.new || !applied.changed.is_empty()).count();
        read += u32::try_from(applied.len()).unwrap_or(u32::MAX);
        changed += u32::try_from(fresh).unwrap_or(u32::MAX);
        if last || fresh == 0 {
            break;
        }
    }
    let (id, now) = (account_id.clone(), desk.now());
    desk.store().run(move |store| store.mark_order_list_read(&id, platform, now)).await?;
    Ok((read, changed, broken))
}

/// An order with its story. With `refresh`, PandaPon is asked first; when it cannot be asked, the order is told from
/// this desk with the reason beside it.
///
/// # Errors
/// [`ErrorCode::OrderMissing`]; a refusal of PandaPon; those of the store.
pub async fn show(desk: &Desk, request: OrderShow) -> CommandResult<OrderView> {
    let OrderShow { account_id, order_id, refresh } = request;
    let mut kept = reading::kept(desk, &account_id, &order_id).await?;
    let mut failed = None;
    if refresh {
        match read_again(desk, &account_id, &kept.order).await {
            Ok(()) => kept = reading::kept(desk, &account_id, &order_id).await?,
            Err(error) if is_about_the_way(&error) => failed = Some(error),
            Err(error) => return Err(error),
        }
    }
    let actions = kept.order.status.stage.actions(kept.order.platform);
    let (may, total) = (actions.clone(), kept.order.total);
    let story = desk.store().run(move |store| {
        Ok((
            rose_from(store, &account_id, &order_id, &may, total)?,
            store.order_changes(&account_id, &order_id)?,
            store.vouchers(&account_id, &order_id)?,
            store.operations_for_order(&account_id, &order_id)?,
        ))
    });
    let (rose_from, changes, mut vouchers, operations) = story.await?;
    let listed = kept.order.status.stage.lists_voucher();
    for voucher in vouchers.iter_mut().filter(|voucher| listed && voucher.state == VoucherState::HandedIn) {
        voucher.state = VoucherState::Listed;
    }
    Ok(OrderView {
        actions,
        was_total: kept.was_total,
        rose_from,
        order: kept.order,
        changes,
        vouchers,
        most_voucher_bytes: MOST_VOUCHER_BYTES,
        operations,
        read_at: kept.read_at,
        offline: failed.is_some(),
        failed,
    })
}

async fn read_again(desk: &Desk, account_id: &AccountId, order: &pondesk_domain::Order) -> CommandResult<()> {
    let client = desk.client(account_id).await?;
    let id = &order.platform_order_id;
    reading::read_and_keep(desk, &client, account_id, order.platform, id, ChangeSource::Sync).await?;
    Ok(())
}
