//! The price audit: every change of a sum, with what said it and what confirmed it.

use pondesk_domain::SaidBy;
use pondesk_store::PriceFilter;

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
    let page = desk.store().run(move |store| {
        let mut page = store.price_changes(&filter, after.as_deref(), limit)?;
        let calls: Vec<_> = page.rows.iter().filter_map(|change| change.request_id.clone()).collect();
        let messages = store.inbox().that_had_read(&calls)?;
        for change in &mut page.rows {
            let of = |message: &&pondesk_domain::Callback| message.request_id == change.request_id;
            change.message = messages.iter().find(of).map(|message| SaidBy {
                callback_id: message.callback_id.clone(),
                at: message.said_at.unwrap_or(message.received_at),
            });
        }
        Ok(page)
    });
    let page = page.await?;
    Ok(PriceChangePage { rows: page.rows, next: page.next, rose: page.rose, fell: page.fell })
}
