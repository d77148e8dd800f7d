//! The one thread that writes.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, mpsc};
use std::thread::JoinHandle;

use rusqlite::{Connection, Transaction, TransactionBehavior};

use crate::StoreError;

type Job = Box<dyn FnOnce(&mut Connection) + Send>;

/// Owns the writing connection. Each piece of work is a transaction of its own, durable before its answer comes back.
pub(crate) struct Writer {
    jobs: Option<mpsc::Sender<Job>>,
    thread: Option<JoinHandle<()>>,
    ending: Arc<AtomicBool>,
}

impl Writer {
    /// Starts with `first`, which every other work waits for. It is told when it should end early: the desk closes.
    pub(crate) fn start(
        mut connection: Connection,
        first: impl FnOnce(&Connection, &Arc<AtomicBool>) + Send + 'static,
    ) -> std::io::Result<Self> {
        let (jobs, queue) = mpsc::channel::<Job>();
        let ending = Arc::new(AtomicBool::new(false));
        let told = Arc::clone(&ending);
        let thread = std::thread::Builder::new().name("store-writer".into()).spawn(move || {
            first(&connection, &told);
            for job in queue {
                // A panic rolls its transaction back and drops its reply; the next work finds the thread alive.
                if catch_unwind(AssertUnwindSafe(|| job(&mut connection))).is_err() {
                    tracing::error!("a write panicked and was rolled back");
                }
            }
        })?;
        Ok(Self { jobs: Some(jobs), thread: Some(thread), ending })
    }

    /// Runs `work` in a transaction: committed when it returns well, rolled back otherwise.
    pub(crate) fn run<T: Send + 'static>(
        &self,
        work: impl FnOnce(&Transaction<'_>) -> Result<T, StoreError> + Send + 'static,
    ) -> Result<T, StoreError> {
        let (reply, answer) = mpsc::sync_channel(1);
        let job: Job = Box::new(move |connection| {
            // Nobody waits any more only when the asking thread was torn down: the write stands all the same.
            let _ = reply.send(in_transaction(connection, work));
        });
        self.jobs.as_ref().ok_or(StoreError::Stopped)?.send(job).map_err(|_| StoreError::Stopped)?;
        answer.recv().map_err(|_| StoreError::Stopped)?
    }
}

/// Runs `work` in a transaction of `connection`.
pub(crate) fn in_transaction<T>(
    connection: &mut Connection,
    work: impl FnOnce(&Transaction<'_>) -> Result<T, StoreError>,
) -> Result<T, StoreError> {
    let transaction = connection.transaction_with_behavior(TransactionBehavior::Immediate)?;
    let done = work(&transaction)?;
    transaction.commit()?;
    Ok(done)
}

impl Drop for Writer {
    fn drop(&mut self) {
        self.ending.store(true, Ordering::Relaxed);
        self.jobs = None;
        if let Some(thread) = self.thread.take()
            && thread.join().is_err()
        {
            tracing::error!("the writer's thread panicked");
        }
    }
}
