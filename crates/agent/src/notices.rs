//! The notice centre: what changed of orders without the user's doing. It is the truth; what the desktop shows besides is
//! an echo.

use std::collections::HashSet;
use std::sync::{Mutex, PoisonError};

use pondesk_domain::{EpochMs, Notice};
use pondesk_store::NoticeFilter;

use crate::api::*;
use crate::desk::Desk;
use crate::desk_status;

/// Most notices that are looked through for those that the desktop was not told of.
const MOST_ECHOES: u32 = 200;

/// What the desktop was told of in this run. A notice that it missed stands in the notice centre all the same.
#[derive(Debug)]
pub(crate) struct Echoes {
    since: EpochMs,
    told: Mutex<HashSet<String>>,
}

impl Echoes {
    /// Nothing was told yet; what came before is old.
    pub(crate) fn since(opened_at: EpochMs) -> Self {
        Self { since: opened_at, told: Mutex::default() }
    }

    fn take(&self, notices: &mut Vec<Notice>) {
        let mut told = self.told.lock().unwrap_or_else(PoisonError::into_inner);
        notices.retain(|notice| notice.at >= self.since && told.insert(notice.notice_id.clone()));
    }
}

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

/// Notices that the desktop is to show as well, each once.
///
/// # Errors
/// Those of the store.
pub async fn echoes(desk: &Desk, _: Nothing) -> CommandResult<NoticeEchoes> {
    let kinds = desk_status::settings(desk).await?.echoed;
    let wants_none = kinds.is_empty();
    let filter = NoticeFilter { account_id: None, kinds, unread_only: true };
    let page = desk.store().run(move |store| store.notices(&filter, None, MOST_ECHOES)).await?;
    let mut rows = if wants_none { Vec::new() } else { page.rows };
    desk.inner.echoes.take(&mut rows);
    Ok(NoticeEchoes { rows, unread: page.unread })
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
