//! Keeping a message before anything else happens to it.

use tokio::sync::oneshot;

use super::{Inbox, NewCallback};
use crate::StoreError;

impl Inbox {
    /// Keeps a message. It is handed over at once and durable when this answers; messages that wait at the same time
    /// share one commit.
    ///
    /// # Errors
    /// [`StoreError::DiskFull`], [`StoreError::ReadOnly`], [`StoreError::Stopped`]: it is not kept then.
    pub fn keep(&self, message: NewCallback) -> impl Future<Output = Result<(), StoreError>> + Send + use<> {
        let (acknowledge, acknowledged) = oneshot::channel();
        let handed_over = match &self.writer {
            Some(writer) => writer.keep(message, acknowledge),
            None => Err(StoreError::ReadOnly),
        };
        async move {
            handed_over?;
            acknowledged.await.map_err(|_| StoreError::Stopped)?
        }
    }
}
