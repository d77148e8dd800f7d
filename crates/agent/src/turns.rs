//! Numbering what is told and done, so that what came later counts as later whatever the clock does.

use std::sync::{Mutex, PoisonError};

use pondesk_domain::Turn;

use crate::desk::Desk;

/// The last number that was given.
#[derive(Debug)]
pub(crate) struct Turns(Mutex<Turn>);

impl Turns {
    /// Goes on behind the last number that is kept.
    pub(crate) fn after(last: Turn) -> Self {
        Self(Mutex::new(last))
    }
}

impl Desk {
    /// The number of an answer that came just now, or of something that the user does now.
    pub(crate) fn next_turn(&self) -> Turn {
        let mut last = self.inner.turns.0.lock().unwrap_or_else(PoisonError::into_inner);
        *last = last.next(self.now());
        *last
    }
}
