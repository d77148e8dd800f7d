//! The price audit: every change of a sum, with what said it and what confirmed it.

use pondesk_domain::{Callback, SaidBy};
use pondesk_store::{PriceFilter, PricePage, Store, StoreError};

use crate::api::*;
use crate::desk::Desk;

/// Changes of sums, newest first, each with the message that had it read, where there was one.
///
/// # Errors
/// [`ErrorCode::BadRequest`] for a cursor of another list; those of the store.
pub async fn list(desk: &Desk, request: PriceChanges) -> CommandResult<PriceChangePage> {
    let filter = PriceFilter {
        account_id: request.account_id,
        order_id: request.order_id,
        rises_only: request.rises_only,
        unpaid_only: request.unpaid_only,
        since: request.since,
    };
    let (after, limit) = (request.after, request.limit);
    let read = desk
        .store()
        .run(move |store| Ok((page(store, &filter, after.as_deref(), limit)?, store.price_sums(&filter)?)));
    let (page, sums) = read.await?;
    Ok(PriceChangePage {
        rows: page.rows,
        next: page.next,
        changes: sums.changes,
        rose: sums.rose,
        fell: sums.fell,
    })
}

/// A page of changes, each with the message that had it read.
///
/// # Errors
/// Those of the store.
pub(crate) fn page(
    store: &Store,
    filter: &PriceFilter,
    after: Option<&str>,
    limit: u32,
) -> Result<PricePage, StoreError> {
    let mut page = store.price_changes(filter, after, limit)?;
    let calls: Vec<_> = page.rows.iter().filter_map(|change| change.request_id.clone()).collect();
    let messages = store.inbox().that_had_read(&calls)?;
    for change in &mut page.rows {
        let of = |message: &&Callback| message.request_id == change.request_id;
        change.message = messages.iter().find(of).map(|message| SaidBy {
            callback_id: message.callback_id.clone(),
            at: message.said_at.unwrap_or(message.received_at),
        });
    }
    Ok(page)
}
