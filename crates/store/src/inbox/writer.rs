//! The inbox's one thread that writes: all messages that wait at the same time are committed together.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::{Path, PathBuf};
use std::sync::{PoisonError, mpsc};
use std::thread::JoinHandle;

use pondesk_domain::EpochMs;
use rusqlite::{Connection, Transaction};
use tokio::sync::oneshot;

use super::message::{NewCallback, insert};
use super::{Reader, file};
use crate::StoreError;
use crate::kill_points::{self, Moment};
use crate::writer::in_transaction;

/// Most messages of one commit.
const TOGETHER: usize = 256;

/// What a commit of new messages does, for a trial that kills there.
const KEEP: &str = "keep messages";

/// What a message waits for.
pub(super) type Acknowledgement = oneshot::Sender<Result<(), StoreError>>;

/// What is done with the open file, or with why it is not open.
type Work = Box<dyn FnOnce(Result<&mut Connection, StoreError>) + Send>;

enum Job {
    Keep(NewCallback, Acknowledgement),
    Work(Work),
}

pub(super) struct Writer {
    jobs: Option<mpsc::Sender<Job>>,
    thread: Option<JoinHandle<()>>,
}

impl Writer {
    /// Starts with an open file, or with none: then each work tries to open it.
    pub(super) fn start(
        connection: Option<Connection>,
        data_dir: &Path,
        reader: Reader,
        now: EpochMs,
    ) -> std::io::Result<Self> {
        let (jobs, queue) = mpsc::channel();
        let mut thread = Thread { connection, data_dir: data_dir.to_owned(), reader, now };
        let thread =
            std::thread::Builder::new().name("inbox-writer".into()).spawn(move || thread.work(&queue))?;
        Ok(Self { jobs: Some(jobs), thread: Some(thread) })
    }

    /// Hands a message over. The answer comes once it is durable.
    pub(super) fn keep(&self, message: NewCallback, acknowledge: Acknowledgement) -> Result<(), StoreError> {
        self.send(Job::Keep(message, acknowledge))
    }

    /// Runs `work` in a transaction: committed when it returns well, rolled back otherwise.
    pub(super) fn run<T: Send + 'static>(
        &self,
        work: impl FnOnce(&Transaction<'_>) -> Result<T, StoreError> + Send + 'static,
    ) -> Result<T, StoreError> {
        let (reply, answer) = mpsc::sync_channel(1);
        self.send(Job::Work(Box::new(move |connection| {
            let _ = reply.send(connection.and_then(|connection| in_transaction(connection, work)));
        })))?;
        answer.recv().map_err(|_| StoreError::Stopped)?
    }

    fn send(&self, job: Job) -> Result<(), StoreError> {
        self.jobs.as_ref().ok_or(StoreError::Stopped)?.send(job).map_err(|_| StoreError::Stopped)
    }
}

impl Drop for Writer {
    fn drop(&mut self) {
        self.jobs = None;
        if let Some(thread) = self.thread.take()
            && thread.join().is_err()
        {
            tracing::error!("the inbox's thread panicked");
        }
    }
}

struct Thread {
    /// `None` while the file cannot be opened: what comes next tries again.
    connection: Option<Connection>,
    data_dir: PathBuf,
    reader: Reader,
    /// When it was last told the time.
    now: EpochMs,
}

impl Thread {
    fn work(&mut self, queue: &mpsc::Receiver<Job>) {
        let mut next = queue.recv().ok();
        while let Some(job) = next.take() {
            match job {
                Job::Keep(message, acknowledge) => {
                    let mut waiting = vec![(message, acknowledge)];
                    while waiting.len() < TOGETHER {
                        match queue.try_recv() {
                            Ok(Job::Keep(message, acknowledge)) => waiting.push((message, acknowledge)),
                            Ok(work) => {
                                next = Some(work);
                                break;
                            }
                            Err(_) => break,
                        }
                    }
                    self.keep(waiting);
                }
                Job::Work(work) => {
                    // A panic rolls its transaction back and drops its reply.
                    let connection = self.open();
                    if catch_unwind(AssertUnwindSafe(|| work(connection))).is_err() {
                        tracing::error!("a write into the inbox panicked and was rolled back");
                    }
                }
            }
            if next.is_none() {
                next = queue.recv().ok();
            }
        }
    }

    /// One commit for all of them. When it fails each is tried alone, so that one cannot hold up the others.
    fn keep(&mut self, waiting: Vec<(NewCallback, Acknowledgement)>) {
        let messages: Vec<&NewCallback> = waiting.iter().map(|(message, _)| message).collect();
        let together = self.commit(&messages).is_ok();
        for (message, acknowledge) in waiting {
            let kept = if together { Ok(()) } else { self.commit(&[&message]) };
            // Whoever waited may be gone: the message stays all the same.
            let _ = acknowledge.send(kept);
        }
    }

    fn commit(&mut self, messages: &[&NewCallback]) -> Result<(), StoreError> {
        self.now = messages.iter().map(|message| message.received_at).max().unwrap_or(self.now);
        match self.try_commit(messages) {
            Err(StoreError::Damaged { said }) => {
                tracing::error!(said, "the inbox is damaged and moved aside");
                self.connection = None;
                *self.reader.lock().unwrap_or_else(PoisonError::into_inner) = None;
                self.connection = Some(file::replace(&self.data_dir, self.now)?);
                self.try_commit(messages)
            }
            done => done,
        }
    }

    fn try_commit(&mut self, messages: &[&NewCallback]) -> Result<(), StoreError> {
        let kept = in_transaction(self.open()?, |tx| {
            messages.iter().try_for_each(|message| insert(tx, message))?;
            kill_points::reached(Moment::BeforeCommit, KEEP);
            Ok(())
        });
        kept.map_err(|error| error.during("keep a message", &self.data_dir))?;
        kill_points::reached(Moment::AfterCommit, KEEP);
        Ok(())
    }

    fn open(&mut self) -> Result<&mut Connection, StoreError> {
        let connection = match self.connection.take() {
            Some(connection) => connection,
            None => file::open_or_replace(&self.data_dir, self.now)?,
        };
        Ok(self.connection.insert(connection))
    }
}
