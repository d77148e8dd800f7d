//! Showing messages, and looking at them again.

use pondesk_store::CallbackFilter;

use crate::api::*;
use crate::desk::Desk;

/// Most characters of a message that are shown.
const MOST_SHOWN: usize = 200_000;

/// Kept messages, newest first.
///
/// # Errors
/// [`ErrorCode::BadRequest`] for a cursor of another list; those of the store.
pub async fn list(desk: &Desk, request: CallbackList) -> CommandResult<CallbackPage> {
    let filter =
        CallbackFilter { account_id: request.account_id, order_id: request.order_id, states: request.states };
    let (after, limit) = (request.after, request.limit);
    let page = desk.store().run(move |store| store.inbox().page(&filter, after.as_deref(), limit)).await?;
    Ok(CallbackPage {
        rows: page.rows,
        next: page.next,
        counts: page.counts.into_iter().map(|(state, count)| CallbackCount { state, count }).collect(),
    })
}

/// A message with all that came.
///
/// # Errors
/// [`ErrorCode::CallbackMissing`], and those of the store.
pub async fn show(desk: &Desk, request: CallbackRef) -> CommandResult<CallbackView> {
    let id = request.callback_id;
    let kept = desk.store().run(move |store| store.inbox().message(&id)).await?;
    let kept = kept.ok_or_else(|| CommandError::field(ErrorCode::CallbackMissing, "callbackId"))?;
    let whole = String::from_utf8_lossy(&kept.bytes);
    let text: String = whole.chars().take(MOST_SHOWN).collect();
    Ok(CallbackView {
        callback: kept.callback,
        authorization: kept.authorization,
        cut: text.len() < whole.len(),
        text,
    })
}

/// Looks at messages again that were not applied, as if they had just come.
///
/// # Errors
/// [`ErrorCode::CallbackMissing`] when the one named is not kept or was applied; those of the store.
pub async fn retry(desk: &Desk, request: CallbackRetry) -> CommandResult<CallbackRetried> {
    let one = request.callback_id.is_some();
    let ids = desk.store().run(move |store| store.inbox().look_again(request.callback_id)).await?;
    if one && ids.is_empty() {
        return Err(CommandError::field(ErrorCode::CallbackMissing, "callbackId"));
    }
    let count = u32::try_from(ids.len()).unwrap_or(u32::MAX);
    desk.callbacks_changed(ids);
    desk.inner.callbacks.entrance.news.notify_one();
    Ok(CallbackRetried { count })
}
