//! Numbering what is asked and done, so that what came later counts as later whatever the clock does.
//!
//! A question is numbered before it is asked. Its answer is then at least as new as everything that had happened by that
//! number: an answer that was long on its way never has the last word over one that was asked for after it, as the one
//! that a message of a change brought.

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
    /// The number of a question that is about to be asked, or of something that the user does now.
    pub(crate) fn next_turn(&self) -> Turn {
        let mut last = self.inner.turns.0.lock().unwrap_or_else(PoisonError::into_inner);
        *last = last.next(self.now());
        *last
    }
}
