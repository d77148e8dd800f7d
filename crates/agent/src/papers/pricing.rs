//! Changes of sums as a table in a file.

use std::collections::BTreeMap;
use std::sync::Arc;
use std::sync::atomic::Ordering;
use std::time::Instant;

use jiff::tz::TimeZone;
use pondesk_paper::PriceTable;
use pondesk_store::PriceFilter;

use super::Paper;
use super::exporting::{dated, name_of};
use crate::api::*;
use crate::desk::Desk;
use crate::prices;

/// Changes that are in memory at the same time.
const CHANGES_AT_ONCE: u32 = 200;

/// Begins an export of price changes; `paper_show` tells how far it is.
///
/// # Errors
/// Those of the store; [`ErrorCode::PaperNotWritten`] when the folder cannot be made.
pub(crate) async fn start(desk: &Desk, request: PriceExport) -> CommandResult<PaperView> {
    let PriceExport { account_id, order_id, rises_only, unpaid_only, since, format, language } = request;
    let filter = PriceFilter { account_id, order_id, rises_only, unpaid_only, since };
    let asked = filter.clone();
    let total = desk.store().run(move |store| store.price_sums(&asked)).await?.changes;
    let what = match language {
        Language::En => "price-changes",
        Language::Zh => "价格变动",
    };
    let paper = Paper::begin(desk, dated(desk, what, format), Some(total)).await?;
    let (desk, made) = (desk.clone(), Arc::clone(&paper));
    tokio::task::spawn_blocking(move || {
        let written = write(&desk, &filter, format, language, &made);
        made.end(written);
        desk.changed(ChangedTable::Papers, [&made.paper_id]);
    });
    Ok(paper.view())
}

/// Writes all changes, a page of them after the other, until the end or until it is cancelled.
fn write(
    desk: &Desk,
    filter: &PriceFilter,
    format: ExportFormat,
    language: Language,
    paper: &Paper,
) -> CommandResult<()> {
    let mut table = PriceTable::begin(&paper.path, format.into(), language.into(), TimeZone::system())?;
    let mut told = Instant::now();
    let mut names = BTreeMap::new();
    let mut after: Option<String> = None;
    loop {
        let page = prices::page(desk.store(), filter, after.as_deref(), CHANGES_AT_ONCE)?;
        for change in &page.rows {
            if paper.is_cancelled() {
                return Ok(());
            }
            table.add(change, name_of(desk.store(), &mut names, &change.account_id)?)?;
            paper.written.fetch_add(1, Ordering::Relaxed);
        }
        paper.tell_now_and_then(desk, &mut told);
        after = page.next;
        if after.is_none() {
            break;
        }
    }
    table.finish()?;
    Ok(())
}
