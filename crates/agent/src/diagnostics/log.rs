//! The last calls: a bounded ring in memory, filled by the SDK's observer. Nothing of it reaches the disk.

use std::collections::VecDeque;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use pandapon::{CallRecord, Outcome};
use pondesk_domain::{AccountId, EpochMs, RequestId};

use super::{Masks, table};
use crate::api::*;
use crate::desk::Desk;
use crate::events::Events;

/// Calls that are kept.
const KEPT: usize = 200;

/// Bytes of a body that are kept: 200 calls then hold 13 MB at most.
const BODY: usize = 32 * 1024;

/// From here on a call is felt, in ms.
const SLOW_MS: u32 = 2_000;

/// Listeners are told of new calls at most this often.
const TOLD_EVERY: Duration = Duration::from_millis(400);

/// The last calls of this run, newest first.
///
/// # Errors
/// None of its own.
pub async fn calls(desk: &Desk, request: CallList) -> CommandResult<LastCalls> {
    let kept = desk.inner.clients.calls.of(request.account_id.as_ref());
    let calls: Vec<_> =
        kept.map(|kept| NumberedCall { call_id: kept.call_id, call: kept.call.clone() }).collect();
    let mut took: Vec<u32> = calls.iter().map(|kept| kept.call.took_ms).collect();
    took.sort_unstable();
    let count = |is: fn(&CallLine) -> bool| clamped(calls.iter().filter(|kept| is(&kept.call)).count());
    Ok(LastCalls {
        median_ms: took.get(took.len() / 2).copied(),
        failed: count(|call| call.failed.is_some()),
        slow: count(|call| call.slow),
        calls,
    })
}

/// One of the last calls, with its bodies.
///
/// # Errors
/// [`ErrorCode::CallMissing`] when newer ones have taken its place.
pub async fn show(desk: &Desk, request: CallShow) -> CommandResult<CallView> {
    let kept = desk.inner.clients.calls.of(None).find(|kept| kept.call_id == request.call_id);
    let kept = kept.ok_or_else(|| CommandError::field(ErrorCode::CallMissing, "callId"))?;
    Ok(CallView::clone(&kept))
}

/// The calls of all accounts.
pub(crate) struct CallLog {
    ring: Arc<Mutex<Ring>>,
    events: Arc<Events>,
}

#[derive(Default)]
struct Ring {
    last_id: u32,
    calls: VecDeque<Arc<CallView>>,
    /// Somebody will tell the listeners in a moment.
    telling: bool,
}

impl CallLog {
    pub(crate) fn new(events: Arc<Events>) -> Self {
        Self { ring: Arc::default(), events }
    }

    /// Keeps a call that has ended; called by the task that made it.
    pub(crate) fn keep(&self, account: &AccountId, masks: &Masks, call: &CallRecord<'_>) {
        let mut view = CallView {
            call_id: 0,
            call: line(account, masks, call),
            request: beginning(masks, call.request),
            answer: call.answer.map(|answer| beginning(masks, answer)),
        };
        let mut ring = locked(&self.ring);
        ring.last_id = ring.last_id.wrapping_add(1);
        view.call_id = ring.last_id;
        if ring.calls.len() == KEPT {
            ring.calls.pop_back();
        }
        ring.calls.push_front(Arc::new(view));
        if !std::mem::replace(&mut ring.telling, true) {
            self.tell_soon();
        }
    }

    /// The calls of one account or of all, newest first.
    pub(super) fn of(&self, account: Option<&AccountId>) -> impl Iterator<Item = Arc<CallView>> {
        let calls: Vec<_> = locked(&self.ring).calls.iter().cloned().collect();
        let account = account.cloned();
        calls.into_iter().filter(move |kept| account.as_ref().is_none_or(|id| kept.call.account_id == *id))
    }

    /// A busy desk makes ten calls a second: they are told of together.
    fn tell_soon(&self) {
        let (ring, events) = (Arc::clone(&self.ring), Arc::clone(&self.events));
        tokio::spawn(async move {
            tokio::time::sleep(TOLD_EVERY).await;
            locked(&ring).telling = false;
            events.tell(ChangedTable::Calls, Vec::new());
        });
    }
}

/// A call in the words of the command boundary.
pub(super) fn line(account: &AccountId, masks: &Masks, call: &CallRecord<'_>) -> CallLine {
    let took_ms = u32::try_from(call.took.as_millis()).unwrap_or(u32::MAX);
    CallLine {
        account_id: account.clone(),
        operation: call.operation.id().to_owned(),
        method: table::method(call.method),
        path: masks.cover(call.path),
        at: EpochMs(call.started_at.as_millisecond()),
        took_ms,
        slow: took_ms >= SLOW_MS,
        http_status: call.http_status,
        code: call.code.map(|code| masks.cover(code)),
        request_id: call.request_id.map(|id| RequestId::from(masks.cover(id))),
        sent_bytes: clamped(call.sent_bytes),
        received_bytes: clamped(call.received_bytes),
        failed: call.failed.map(|outcome| match outcome {
            Outcome::NotSent => CallFailure::NotSent,
            Outcome::Refused => CallFailure::Refused,
            Outcome::Unknown => CallFailure::Unknown,
        }),
    }
}

/// The beginning of a body, masked. What is looked through reaches past the cut, and its last bytes, in which half of a
/// secret may stand, are dropped.
fn beginning(masks: &Masks, body: &str) -> KeptBody {
    let looked_at = &body[..body.floor_char_boundary(BODY + masks.longest())];
    let mut text = masks.cover(looked_at);
    if looked_at.len() < body.len() {
        text.truncate(text.floor_char_boundary(text.len().saturating_sub(masks.longest())));
    }
    text.truncate(text.floor_char_boundary(BODY));
    KeptBody { text, cut: body.len() > BODY }
}

fn clamped(number: usize) -> u32 {
    u32::try_from(number).unwrap_or(u32::MAX)
}

fn locked(ring: &Mutex<Ring>) -> MutexGuard<'_, Ring> {
    ring.lock().unwrap_or_else(PoisonError::into_inner)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::secrets::AccountKeys;

    const KEY: &str = "58c0201dfdf148eca63cbf6bb5e7cf03";

    fn masks() -> Masks {
        Masks::of(&AccountKeys { access_key: KEY.into(), access_secret: "never-to-be-seen".into() })
    }

    fn record<'a>(request: &'a str, answer: &'a str) -> CallRecord<'a> {
        CallRecord {
            operation: pandapon::Operation::TaobaoGetOrder,
            method: pandapon::operation::Method::Get,
            path: "/open/order/detail",
            lane: pandapon::Lane::User,
            started_at: jiff::Timestamp::UNIX_EPOCH,
            took: Duration::from_millis(2_001),
            http_status: Some(200),
            code: Some("200"),
            request_id: Some("r-1"),
            sent_bytes: 0,
            received_bytes: answer.len(),
            request,
            answer: Some(answer),
            failed: None,
        }
    }

    #[tokio::test]
    async fn the_ring_keeps_the_newest_200() {
        let (log, account) = (CallLog::new(Arc::default()), AccountId::from("01A"));
        for number in 0..KEPT + 3 {
            log.keep(&account, &masks(), &record(&format!("{{\"orderId\":{number}}}"), "{}"));
        }
        let kept: Vec<_> = log.of(Some(&account)).collect();
        assert_eq!(kept.len(), KEPT);
        assert_eq!((kept[0].call_id, kept[KEPT - 1].call_id), (203, 4));
        assert!(kept[0].call.slow);
        assert_eq!(log.of(Some(&AccountId::from("01B"))).count(), 0);
    }

    #[tokio::test]
    async fn listeners_are_told_once_of_many_calls() {
        let events = Arc::new(Events::default());
        let mut listener = events.subscribe();
        let log = CallLog::new(Arc::clone(&events));
        for _ in 0..9 {
            log.keep(&AccountId::from("01A"), &masks(), &record("{}", "{}"));
        }
        assert_eq!(listener.recv().await.unwrap().table, ChangedTable::Calls);
        assert!(listener.try_recv().is_err(), "once");
    }

    #[test]
    fn a_body_is_cut_and_no_half_of_a_secret_is_left_at_the_cut() {
        for before in (BODY - 50..BODY + 40).step_by(5) {
            let body = format!("{KEY}{}never-to-be-seen{}", "x".repeat(before - KEY.len()), "y".repeat(200));
            let kept = beginning(&masks(), &body);
            assert!(kept.cut && kept.text.len() <= BODY);
            assert!(!kept.text.contains("xn") && !kept.text.contains("58c0"), "{before}");
        }
    }
}
