//! Places where a trial run kills this process: the moments around each commit and each send. Without the feature
//! `kill-points`, which no release has, reaching one does nothing.

#[cfg(all(feature = "kill-points", not(debug_assertions)))]
compile_error!("`kill-points` is for trial runs: build them with debug assertions");

/// A moment that tells apart what was promised from what happened.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Moment {
    /// All of a transaction is written and none of it is kept yet.
    BeforeCommit,
    /// A transaction is durable, and nobody was told.
    AfterCommit,
    /// An operation is known as being sent, and no byte of it has left.
    BeforeSend,
    /// PandaPon answered or the line broke, and nothing of that is written down.
    AfterSend,
}

impl Moment {
    /// In words.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::BeforeCommit => "before commit",
            Self::AfterCommit => "after commit",
            Self::BeforeSend => "before send",
            Self::AfterSend => "after send",
        }
    }
}

/// Tells whoever watches that this moment came, of `doing`: a transaction in words, or the id of an operation.
#[cfg(not(feature = "kill-points"))]
#[inline(always)]
pub fn reached(_moment: Moment, _doing: &str) {}

#[cfg(feature = "kill-points")]
pub use watched::{reached, watch};

#[cfg(feature = "kill-points")]
mod watched {
    use std::sync::OnceLock;

    use super::Moment;

    type Watcher = Box<dyn Fn(Moment, &str) + Send + Sync>;

    static WATCHER: OnceLock<Watcher> = OnceLock::new();

    /// Calls `watcher` at each moment from now on, in the thread that reached it. The first of a process stays.
    pub fn watch(watcher: impl Fn(Moment, &str) + Send + Sync + 'static) {
        let _ = WATCHER.set(Box::new(watcher));
    }

    /// Tells whoever watches that this moment came, of `doing`: a transaction in words, or the id of an operation.
    pub fn reached(moment: Moment, doing: &str) {
        if let Some(watcher) = WATCHER.get() {
            watcher(moment, doing);
        }
    }
}
