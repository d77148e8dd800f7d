//! Change events: numbered, kept for a while, told to whoever listens.

use std::collections::VecDeque;
use std::sync::{Mutex, MutexGuard, PoisonError};

use tokio::sync::broadcast;

use crate::api::{ChangeEvent, ChangedTable};

/// Past events kept for a listener that was away for a moment.
const KEPT: usize = 512;

/// All change events of one run.
#[derive(Debug)]
pub(crate) struct Events {
    past: Mutex<Past>,
    sender: broadcast::Sender<ChangeEvent>,
}

#[derive(Debug, Default)]
struct Past {
    last_seq: u64,
    ring: VecDeque<ChangeEvent>,
}

impl Default for Events {
    fn default() -> Self {
        Self { past: Mutex::default(), sender: broadcast::channel(KEPT).0 }
    }
}

impl Events {
    /// Numbers an event and tells it. The number and the place in line are given under one lock, so order holds.
    pub(crate) fn tell(&self, table: ChangedTable, ids: Vec<String>) {
        let mut past = self.past();
        past.last_seq += 1;
        let event = ChangeEvent { seq: past.last_seq, table, ids };
        if past.ring.len() == KEPT {
            past.ring.pop_front();
        }
        past.ring.push_back(event.clone());
        // Nobody listening is no error.
        let _ = self.sender.send(event);
    }

    pub(crate) fn subscribe(&self) -> broadcast::Receiver<ChangeEvent> {
        self.sender.subscribe()
    }

    /// Events after `seq`, oldest first; `None` when some of them are gone, or `seq` is of another run.
    pub(crate) fn since(&self, seq: u64) -> Option<Vec<ChangeEvent>> {
        let past = self.past();
        let oldest = past.ring.front().map_or(past.last_seq + 1, |event| event.seq);
        if seq > past.last_seq || seq + 1 < oldest {
            return None;
        }
        Some(past.ring.iter().filter(|event| event.seq > seq).cloned().collect())
    }

    fn past(&self) -> MutexGuard<'_, Past> {
        self.past.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_gap_is_told_from_an_empty_rest() {
        let events = Events::default();
        assert_eq!(events.since(0), Some(vec![]));
        assert_eq!(events.since(1), None, "a number of another run");
        for _ in 0..KEPT + 2 {
            events.tell(ChangedTable::Orders, vec!["taobao:1".into()]);
        }
        let last = KEPT as u64 + 2;
        assert_eq!(events.since(last), Some(vec![]));
        assert_eq!(events.since(2).map(|rest| rest.len()), Some(KEPT));
        assert_eq!(events.since(1), None, "event 2 is gone");
    }

    #[test]
    fn listeners_hear_rising_numbers() {
        let events = Events::default();
        let mut listener = events.subscribe();
        events.tell(ChangedTable::Cart, vec![]);
        events.tell(ChangedTable::Orders, vec!["1688:7".into()]);
        let heard: Vec<_> = std::iter::from_fn(|| listener.try_recv().ok()).map(|event| event.seq).collect();
        assert_eq!(heard, vec![1, 2]);
    }
}
