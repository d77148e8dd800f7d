//! Change events as server-sent events. A browser that comes back names the last one it saw and gets what it missed.

use std::convert::Infallible;
use std::time::Duration;

use axum::extract::State;
use axum::http::HeaderMap;
use axum::response::sse::{Event, KeepAlive, Sse};
use futures::stream::{self, Stream, StreamExt};
use pondesk_agent::api::ChangeEvent;
use tokio_stream::wrappers::BroadcastStream;

use super::Host;

/// `GET /api/events`.
pub(crate) async fn stream(
    State(host): State<Host>,
    headers: HeaderMap,
) -> Sse<impl Stream<Item = Result<Event, Infallible>>> {
    let live = BroadcastStream::new(host.desk.subscribe());
    let last = headers.get("last-event-id").and_then(|id| id.to_str().ok()).and_then(|id| id.parse().ok());
    // What can't be replayed shows as a gap in the numbers, and the UI reads everything anew.
    let missed = last.and_then(|seq| host.desk.events_since(seq)).unwrap_or_default();
    let replayed = missed.last().map_or(0, |event| event.seq);
    let live = live.filter_map(move |event| async move { event.ok().filter(|event| event.seq > replayed) });
    let events = stream::iter(missed).chain(live).map(|event| Ok(as_sse(&event)));
    Sse::new(events).keep_alive(KeepAlive::new().interval(Duration::from_secs(15)))
}

fn as_sse(event: &ChangeEvent) -> Event {
    let data = serde_json::to_string(event).unwrap_or_default();
    Event::default().id(event.seq.to_string()).event("change").data(data)
}
