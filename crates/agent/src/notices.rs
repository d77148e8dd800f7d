//! The notice centre: what changed of orders and was said on cases without the user's doing. It is the truth; what the
//! desktop shows besides is an echo.

use pondesk_domain::{Notice, NoticeKind};
use pondesk_store::NoticeFilter;

use crate::api::*;
use crate::desk::Desk;

/// What comes before the number of a message in a notice's id; a change of an order has its number alone.
const SAID: &str = "said-";

/// Notices, newest first.
///
/// # Errors
/// [`ErrorCode::BadRequest`] for a cursor of another list; those of the store.
pub async fn list(desk: &Desk, request: NoticeList) -> CommandResult<NoticePage> {
    let NoticeList { account_id, kinds, unread_only, after, limit } = request;
    let place = after.as_deref().map(Place::read).transpose()?.unwrap_or_default();
    let is_wanted = |kind: NoticeKind| kinds.is_empty() || kinds.contains(&kind);
    let wants_messages = is_wanted(NoticeKind::CaseMessage);
    let wants_changes =
        NoticeKind::ALL.into_iter().any(|kind| kind != NoticeKind::CaseMessage && is_wanted(kind));
    let of_orders = kinds.iter().copied().filter(|kind| *kind != NoticeKind::CaseMessage).collect();
    let filter = NoticeFilter { account_id: account_id.clone(), kinds: of_orders, unread_only };
    let (change, message) = (place.change.clone(), place.message);
    let pages = desk.store().run(move |store| {
        let changed = store.notices(&filter, change.as_deref(), limit)?;
        Ok((changed, store.said_on_cases(account_id.as_ref(), unread_only, message, limit)?))
    });
    let (changed, said) = pages.await?;
    let unread = changed.unread.saturating_add(said.unread);
    let changes = if wants_changes { changed.rows } else { Vec::new() };
    let messages = if wants_messages { said.rows } else { Vec::new() };
    let more = changed.next.is_some() && wants_changes || said.more && wants_messages;
    let (rows, next) = merged(changes, messages, place, more, limit as usize);
    Ok(NoticePage { rows, next: next.map(|place| place.text()), unread })
}

/// Both lists as one, newest first, and where it goes on.
fn merged(
    changes: Vec<Notice>,
    messages: Vec<Notice>,
    mut place: Place,
    more: bool,
    limit: usize,
) -> (Vec<Notice>, Option<Place>) {
    let all = changes.len() + messages.len();
    let (mut changes, mut messages) = (changes.into_iter().peekable(), messages.into_iter().peekable());
    let mut rows = Vec::with_capacity(all.min(limit));
    while rows.len() < limit {
        let says_first = match (changes.peek(), messages.peek()) {
            (Some(change), Some(message)) => message.at > change.at,
            (change, _) => change.is_none(),
        };
        let next = if says_first { messages.next() } else { changes.next() };
        let Some(mut notice) = next else { break };
        if says_first {
            place.message = notice.notice_id.parse().ok();
            notice.notice_id.insert_str(0, SAID);
        } else {
            place.change = Some(notice.notice_id.clone());
        }
        rows.push(notice);
    }
    let goes_on = more || rows.len() < all;
    (rows, goes_on.then_some(place))
}

/// The user read a notice, or all of them.
///
/// # Errors
/// [`ErrorCode::BadRequest`] for an id that is none; those of the store.
pub async fn mark(desk: &Desk, request: NoticeMark) -> CommandResult<Nothing> {
    let now = desk.now();
    let notice_id = request.notice_id.clone();
    let said = notice_id.as_deref().and_then(|id| id.strip_prefix(SAID)).map(message_key).transpose()?;
    desk.store()
        .run(move |store| match (notice_id, said) {
            (_, Some(message_key)) => store.mark_said(Some(message_key), now),
            (Some(notice_id), None) => store.mark_notices(Some(&notice_id), now),
            (None, None) => store.mark_notices(None, now).and_then(|()| store.mark_said(None, now)),
        })
        .await?;
    desk.changed(ChangedTable::Notices, request.notice_id);
    Ok(Nothing {})
}

/// Where a page ends: the last change and the last message that were shown.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
struct Place {
    change: Option<String>,
    message: Option<i64>,
}

impl Place {
    fn text(&self) -> String {
        let message = self.message.map(|message| message.to_string()).unwrap_or_default();
        format!("{}/{message}", self.change.as_deref().unwrap_or_default())
    }

    fn read(text: &str) -> CommandResult<Self> {
        let bad = || CommandError::field(ErrorCode::BadRequest, "after");
        let (change, message) = text.split_once('/').ok_or_else(bad)?;
        let change = Some(change.to_owned()).filter(|change| !change.is_empty());
        let message = Some(message).filter(|message| !message.is_empty());
        Ok(Self { change, message: message.map(message_key).transpose().map_err(|_| bad())? })
    }
}

fn message_key(text: &str) -> CommandResult<i64> {
    text.parse().map_err(|_| CommandError::field(ErrorCode::BadRequest, "noticeId"))
}
