//! The notice centre: what changed of orders without the user's doing. It is the truth; what the desktop shows besides is
//! an echo.

use pondesk_store::NoticeFilter;

use crate::api::*;
use crate::desk::Desk;

/// Notices, newest first.
///
/// # Errors
/// [`ErrorCode::BadRequest`] for a cursor of another list; those of the store.
pub async fn list(desk: &Desk, request: NoticeList) -> CommandResult<NoticePage> {
    let filter = NoticeFilter {
        account_id: request.account_id,
        kinds: request.kinds,
        unread_only: request.unread_only,
    };
    let (after, limit) = (request.after, request.limit);
    let page = desk.store().run(move |store| store.notices(&filter, after.as_deref(), limit)).await?;
    Ok(NoticePage { rows: page.rows, next: page.next, unread: page.unread })
}

/// The user read a notice, or all of them.
///
/// # Errors
/// [`ErrorCode::BadRequest`] for an id that is none; those of the store.
pub async fn mark(desk: &Desk, request: NoticeMark) -> CommandResult<Nothing> {
    let now = desk.now();
    let notice_id = request.notice_id.clone();
    desk.store().run(move |store| store.mark_notices(notice_id.as_deref(), now)).await?;
    desk.changed(ChangedTable::Notices, request.notice_id);
    Ok(Nothing {})
}
