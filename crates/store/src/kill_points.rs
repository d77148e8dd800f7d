//! Places where a trial run kills this process: the moments around each commit and each send. A build without debug
//! assertions, as every release is, never tells them.

use std::sync::OnceLock;

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

type Watcher = Box<dyn Fn(Moment, &str) + Send + Sync>;

static WATCHER: OnceLock<Watcher> = OnceLock::new();

/// Calls `watcher` at each moment from now on, in the thread that reached it. The first of a process stays.
pub fn watch(watcher: impl Fn(Moment, &str) + Send + Sync + 'static) {
    let _ = WATCHER.set(Box::new(watcher));
}

/// Tells whoever watches that this moment came, of `doing`: a transaction in words, or the id of an operation.
pub fn reached(moment: Moment, doing: &str) {
    if cfg!(debug_assertions)
        && let Some(watcher) = WATCHER.get()
    {
        watcher(moment, doing);
    }
}
