//! Orders of this desk: list, counts, refresh, one with its story.

pub(crate) mod filters;
pub(crate) mod pages;
pub(crate) mod reading;

use pondesk_domain::{
    AccountId, ChangeSource, MOST_VOUCHER_BYTES, Money, OrderAction, OrderFilter, OrderId, Platform,
    VoucherState, guard,
};
use pondesk_store::{OrderRow as KeptRow, Store, StoreError};

use crate::api::*;
use crate::desk::Desk;
use crate::errors::{is_about_the_way, is_out_of_reach};
use crate::sync::rounds;

/// Most rows of one answer.
const MOST_ROWS: u32 = 200;
/// Orders of a stage that are counted of a filter; what is more is told as more.
const MOST_COUNTED: u32 = 10_000;
/// Orders that one command reads anew.
const MOST_READ: usize = 200;

/// Orders of this desk. Needs no net.
///
/// # Errors
/// Those of the store; [`ErrorCode::FieldInvalid`] for a cursor of another list.
pub async fn list(desk: &Desk, request: OrderList) -> CommandResult<OrderPage> {
    let chosen = OrderFilter {
        account_id: request.account_id,
        platform: request.platform,
        stages: request.stages,
        ..OrderFilter::default()
    };
    let (words, sort, after) = (request.words, request.sort, request.after);
    let limit = request.limit.clamp(1, MOST_ROWS);
    let read = desk.store().run(move |store| {
        let filter = filters::read(store, &words)?.0.or(chosen);
        let page = store.orders_page(&filter, sort, after.as_deref(), limit)?;
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

/// How long a list is, and where its pages begin. Needs no net.
///
/// # Errors
/// Those of the store.
pub async fn marks(desk: &Desk, request: OrderMarksAsked) -> CommandResult<OrderMarks> {
    let OrderMarksAsked { account_id, stages, platform, words, sort, every } = request;
    let chosen = OrderFilter { account_id, platform, stages, ..OrderFilter::default() };
    let marked = desk.store().run(move |store| {
        let filter = filters::read(store, &words)?.0.or(chosen);
        store.order_marks(&filter, sort, every)
    });
    let marks = marked.await?;
    Ok(OrderMarks { total: marks.total, cursors: marks.cursors })
}

/// How many orders of a filter stand in each stage. Needs no net.
///
/// # Errors
/// Those of the store.
pub async fn counts(desk: &Desk, request: OrderCounts) -> CommandResult<Vec<FoundCount>> {
    let OrderCounts { account_id, platform, words } = request;
    let chosen = OrderFilter { account_id, platform, ..OrderFilter::default() };
    let counted = desk.store().run(move |store| {
        let filter = filters::read(store, &words)?.0.or(chosen);
        store.order_counts(&filter, MOST_COUNTED)
    });
    let counts = counted.await?;
    let found = counts.into_iter().map(|count| FoundCount {
        stage: count.stage,
        count: count.count,
        more: count.more,
    });
    Ok(found.collect())
}

fn row(kept: KeptRow, rose_from: Option<Money>) -> OrderRow {
    OrderRow {
        actions: kept.status.stage.actions(kept.platform),
        after_sales: kept.after_sales,
        tags: kept.tags,
        client: kept.client,
        has_note: kept.has_note,
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

/// Orders read and changed, and why the first that could not be read could not.
async fn refresh_platform(
    desk: &Desk,
    account_id: &AccountId,
    platform: Platform,
) -> CommandResult<(u32, u32, Option<CommandError>)> {
    let client = desk.client(account_id).await?;
    rounds::read_newest(desk, &client, account_id, platform).await
}

/// Reads these orders anew. One that fails leaves the others fresh all the same; the first that PandaPon is not reached for
/// ends it.
///
/// # Errors
/// [`ErrorCode::FieldInvalid`] for too many, and those of the store.
pub async fn refresh_some(desk: &Desk, request: OrderRefreshSome) -> CommandResult<OrderRefreshed> {
    if request.orders.len() > MOST_READ {
        return Err(CommandError::field(ErrorCode::FieldInvalid, "orders").with("limit", MOST_READ));
    }
    let mut refreshed = OrderRefreshed { read: 0, changed: 0, failed: Vec::new() };
    for OrderRef { account_id, order_id } in request.orders {
        let order = reading::kept(desk, &account_id, &order_id).await?.order;
        let read = async {
            let client = desk.client(&account_id).await?;
            let id = &order.platform_order_id;
            let read =
                reading::read(desk, &client, &account_id, order.platform, id, ChangeSource::Sync).await?;
            reading::keep(desk, vec![read]).await
        };
        match read.await {
            Ok(applied) => {
                let changed = applied.iter().filter(|applied| !applied.changed.is_empty()).count();
                refreshed.read += 1;
                refreshed.changed += u32::from(changed > 0);
            }
            Err(error) => {
                let gone = is_out_of_reach(&error);
                refreshed.failed.push(PlatformFailure { platform: order.platform, error });
                if gone {
                    break;
                }
            }
        }
    }
    Ok(refreshed)
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
            store.own_data(&account_id, &order_id)?,
        ))
    });
    let (rose_from, changes, mut vouchers, operations, own) = story.await?;
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
        own,
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
