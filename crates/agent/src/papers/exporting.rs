//! Orders of a filter or a selection as a table in a file.

use std::collections::BTreeMap;
use std::sync::Arc;
use std::sync::atomic::Ordering;
use std::time::Instant;

use jiff::tz::TimeZone;
use pondesk_domain::{AccountId, OrderFilter, OrderId, OrderSort};
use pondesk_paper::{Format, KeptOrder, OrderTable, Rows};
use pondesk_store::{Store, WholeOrder};

use super::Paper;
use crate::api::*;
use crate::desk::Desk;
use crate::orders::filters;

/// Orders that are in memory at the same time.
const ORDERS_AT_ONCE: u32 = 500;

/// Begins an export; `paper_show` tells how far it is.
///
/// # Errors
/// Those of the store; [`ErrorCode::PaperNotWritten`] when the folder cannot be made.
pub(crate) async fn start(desk: &Desk, request: OrderExport) -> CommandResult<PaperView> {
    let OrderExport { account_id, platform, stages, .. } = request.clone();
    let chosen = OrderFilter { account_id, platform, stages, ..OrderFilter::default() };
    let words = request.words.clone();
    let filter = desk.store().run(move |store| filters::read(store, &words)).await?.0.or(chosen);
    let total = total_of(desk, &request, &filter).await?;
    let paper = Paper::begin(desk, file_name(desk, &request), Some(total)).await?;
    let (desk, made) = (desk.clone(), Arc::clone(&paper));
    tokio::task::spawn_blocking(move || {
        let written = write(&desk, &request, &filter, &made);
        made.end(written);
        desk.changed(ChangedTable::Papers, [&made.paper_id]);
    });
    Ok(paper.view())
}

/// How many orders there will be.
async fn total_of(desk: &Desk, request: &OrderExport, filter: &OrderFilter) -> CommandResult<u32> {
    if !request.orders.is_empty() {
        return Ok(u32::try_from(request.orders.len()).unwrap_or(u32::MAX));
    }
    let (filter, sort) = (filter.clone(), request.sort);
    Ok(desk.store().run(move |store| store.order_marks(&filter, sort, u32::MAX)).await?.total)
}

/// `orders-2026-11-23.xlsx`, in the language of the export.
fn file_name(desk: &Desk, request: &OrderExport) -> String {
    let what = match (request.language, request.rows) {
        (Language::En, ExportRows::Orders) => "orders",
        (Language::En, ExportRows::Lines) => "order-lines",
        (Language::Zh, ExportRows::Orders) => "订单",
        (Language::Zh, ExportRows::Lines) => "订单明细",
    };
    dated(desk, what, request.format)
}

/// The name of a table of this day, by what it is of.
pub(super) fn dated(desk: &Desk, what: &str, format: ExportFormat) -> String {
    let now = jiff::Timestamp::from_millisecond(desk.now().0).unwrap_or_default();
    let day = now.to_zoned(TimeZone::system()).strftime("%Y-%m-%d").to_string();
    let ending = match format {
        ExportFormat::Xlsx => "xlsx",
        ExportFormat::Csv => "csv",
    };
    format!("{what}-{day}.{ending}")
}

impl From<ExportFormat> for Format {
    fn from(format: ExportFormat) -> Self {
        match format {
            ExportFormat::Xlsx => Self::Xlsx,
            ExportFormat::Csv => Self::Csv,
        }
    }
}

/// Writes all orders, a page of them after the other, until the end or until it is cancelled.
fn write(desk: &Desk, request: &OrderExport, filter: &OrderFilter, paper: &Paper) -> CommandResult<()> {
    let rows = match request.rows {
        ExportRows::Orders => Rows::Orders,
        ExportRows::Lines => Rows::Lines,
    };
    let zone = TimeZone::system();
    let mut table =
        OrderTable::begin(&paper.path, request.format.into(), rows, request.language.into(), zone)?;
    let mut told = Instant::now();
    let mut pages = Pages::of(desk.store(), request, filter);
    let mut names = BTreeMap::new();
    while let Some(orders) = pages.next()? {
        for WholeOrder { kept, own } in &orders {
            if paper.is_cancelled() {
                return Ok(());
            }
            let account = name_of(desk.store(), &mut names, &kept.order.account_id)?;
            table.add(&KeptOrder {
                order: &kept.order,
                account,
                was_total: kept.was_total,
                read_at: kept.read_at,
                note: own.note.as_deref(),
                tags: &own.tags,
                client: own.client.as_deref(),
            })?;
            paper.written.fetch_add(1, Ordering::Relaxed);
        }
        paper.tell_now_and_then(desk, &mut told);
    }
    table.finish()?;
    Ok(())
}

/// The name of an account, also of one that was removed.
pub(super) fn name_of<'n>(
    store: &Store,
    names: &'n mut BTreeMap<AccountId, String>,
    account_id: &AccountId,
) -> CommandResult<&'n str> {
    if !names.contains_key(account_id) {
        let name = store.account(account_id)?.map(|account| account.name).unwrap_or_default();
        names.insert(account_id.clone(), name);
    }
    Ok(names.get(account_id).map_or("", String::as_str))
}

/// The orders of an export, page by page.
enum Pages<'a> {
    Filter { store: &'a Store, filter: &'a OrderFilter, sort: OrderSort, after: Option<String>, over: bool },
    Selection { store: &'a Store, left: &'a [OrderRef] },
}

impl<'a> Pages<'a> {
    fn of(store: &'a Store, request: &'a OrderExport, filter: &'a OrderFilter) -> Self {
        if request.orders.is_empty() {
            Self::Filter { store, filter, sort: request.sort, after: None, over: false }
        } else {
            Self::Selection { store, left: &request.orders }
        }
    }

    /// The next page; `None` when there is none.
    fn next(&mut self) -> CommandResult<Option<Vec<WholeOrder>>> {
        match self {
            Self::Filter { over: true, .. } => Ok(None),
            Self::Filter { store, filter, sort, after, over } => {
                let page = store.whole_orders_page(filter, *sort, after.as_deref(), ORDERS_AT_ONCE)?;
                *over = page.next.is_none();
                *after = page.next;
                Ok(Some(page.orders))
            }
            Self::Selection { left: [], .. } => Ok(None),
            Self::Selection { store, left } => {
                let (page, rest) = left.split_at(left.len().min(ORDERS_AT_ONCE as usize));
                *left = rest;
                let names: Vec<(AccountId, OrderId)> =
                    page.iter().map(|order| (order.account_id.clone(), order.order_id.clone())).collect();
                Ok(Some(store.whole_orders(&names)?))
            }
        }
    }
}
