//! Files that leave the desk: made in a folder of their own, then saved where the user wants them. No path reaches the UI.

mod copying;
mod exporting;
mod packing;
mod pricing;
mod printing;

pub(crate) use copying::order_file;
pub(crate) use exporting::start as export;
pub(crate) use packing::case_pack;
pub(crate) use pricing::start as price_export;
pub(crate) use printing::order_sheet;

use std::collections::VecDeque;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicBool, AtomicU32, Ordering};
use std::sync::{Arc, Mutex, OnceLock, PoisonError};
use std::time::{Duration, Instant};

use pondesk_paper::PaperError;

use crate::api::*;
use crate::desk::Desk;
use crate::pictures::in_background;

/// Files that are kept at the same time; the oldest goes first.
const MOST_PAPERS: usize = 20;
/// How often the UI is told how far a file is.
const TOLD_EVERY: Duration = Duration::from_millis(200);

/// The files of this run, oldest first.
#[derive(Default)]
pub(crate) struct Papers {
    made: Mutex<VecDeque<Arc<Paper>>>,
    swept: OnceLock<()>,
}

/// A file being made, or made.
pub(crate) struct Paper {
    paper_id: String,
    file_name: String,
    path: PathBuf,
    total: Option<u32>,
    written: AtomicU32,
    cancelled: AtomicBool,
    unwritten: OnceLock<String>,
    outcome: OnceLock<Result<(), CommandError>>,
}

impl Papers {
    fn get(&self, paper_id: &str) -> CommandResult<Arc<Paper>> {
        let made = self.made.lock().unwrap_or_else(PoisonError::into_inner);
        let found = made.iter().find(|paper| paper.paper_id == paper_id).cloned();
        found.ok_or_else(|| CommandError::field(ErrorCode::PaperMissing, "paperId"))
    }

    fn add(&self, paper: Arc<Paper>) {
        let mut made = self.made.lock().unwrap_or_else(PoisonError::into_inner);
        made.push_back(paper);
        while made.len() > MOST_PAPERS {
            if let Some(oldest) = made.pop_front() {
                oldest.cancelled.store(true, Ordering::Relaxed);
                oldest.discard();
            }
        }
    }
}

impl Paper {
    /// A new file's place. What an earlier run left there is taken away first.
    async fn begin(desk: &Desk, file_name: String, total: Option<u32>) -> CommandResult<Arc<Self>> {
        let folder = desk.data_dir().join("papers");
        let papers = &desk.inner.papers;
        let sweep = papers.swept.set(()).is_ok();
        let made = folder.clone();
        in_background(move || {
            if sweep {
                // Nothing there is only an earlier run's that saved all it made.
                std::fs::remove_dir_all(&made).ok();
            }
            std::fs::create_dir_all(&made).map_err(|source| cannot_write(&source))
        })
        .await??;
        let paper_id = desk.new_ulid();
        let paper = Arc::new(Self {
            path: folder.join(&paper_id),
            paper_id,
            file_name,
            total,
            written: AtomicU32::new(0),
            cancelled: AtomicBool::new(false),
            unwritten: OnceLock::new(),
            outcome: OnceLock::new(),
        });
        papers.add(Arc::clone(&paper));
        Ok(paper)
    }

    fn is_cancelled(&self) -> bool {
        self.cancelled.load(Ordering::Relaxed)
    }

    /// Says how far it is, unless that was said a moment ago.
    fn tell_now_and_then(&self, desk: &Desk, told: &mut Instant) {
        if told.elapsed() >= TOLD_EVERY {
            *told = Instant::now();
            desk.changed(ChangedTable::Papers, [&self.paper_id]);
        }
    }

    /// Ends it, well or not.
    fn end(&self, outcome: CommandResult<()>) {
        if outcome.is_err() || self.is_cancelled() {
            self.discard();
        }
        // It ends once: whoever makes it is the only one to say how.
        self.outcome.set(outcome).ok();
    }

    fn discard(&self) {
        if let Err(error) = std::fs::remove_file(&self.path)
            && error.kind() != std::io::ErrorKind::NotFound
        {
            tracing::warn!(%error, "a file that nobody wants stays behind");
        }
    }

    fn view(&self) -> PaperView {
        let outcome = self.outcome.get();
        let state = match outcome {
            None => PaperState::Running,
            _ if self.is_cancelled() => PaperState::Cancelled,
            Some(Ok(())) => PaperState::Done,
            Some(Err(_)) => PaperState::Failed,
        };
        PaperView {
            paper_id: self.paper_id.clone(),
            file_name: self.file_name.clone(),
            state,
            written: self.written.load(Ordering::Relaxed),
            total: self.total,
            unwritten: self.unwritten.get().cloned().unwrap_or_default(),
            error: outcome.and_then(|outcome| outcome.clone().err()).filter(|_| state == PaperState::Failed),
        }
    }
}

/// How far a file is.
///
/// # Errors
/// [`ErrorCode::PaperMissing`].
pub(crate) async fn show(desk: &Desk, request: PaperRef) -> CommandResult<PaperView> {
    Ok(desk.inner.papers.get(&request.paper_id)?.view())
}

/// Stops a file that is being written; one that is done is thrown away.
///
/// # Errors
/// [`ErrorCode::PaperMissing`].
pub(crate) async fn cancel(desk: &Desk, request: PaperRef) -> CommandResult<PaperView> {
    let paper = desk.inner.papers.get(&request.paper_id)?;
    paper.cancelled.store(true, Ordering::Relaxed);
    if paper.outcome.get().is_some() {
        paper.discard();
    }
    desk.changed(ChangedTable::Papers, [&paper.paper_id]);
    Ok(paper.view())
}

/// A file that is done, for a host to hand over: the name it is offered under and where it lies.
///
/// # Errors
/// [`ErrorCode::PaperMissing`], also while it is not done.
pub fn finished(desk: &Desk, paper_id: &str) -> CommandResult<(String, PathBuf)> {
    let paper = desk.inner.papers.get(paper_id)?;
    if paper.view().state != PaperState::Done {
        return Err(CommandError::field(ErrorCode::PaperMissing, "paperId"));
    }
    Ok((paper.file_name.clone(), paper.path.clone()))
}

/// Saves a file that is done to the place that the user chose. A file that stands there is replaced as a whole, or not at all.
///
/// # Errors
/// [`ErrorCode::PaperMissing`]; [`ErrorCode::PaperNotWritten`] with what the system said, [`ErrorCode::DiskFull`].
pub async fn save(desk: &Desk, paper_id: &str, to: &Path) -> CommandResult<()> {
    let (_, from) = finished(desk, paper_id)?;
    let to = to.to_owned();
    in_background(move || put_there(&from, &to)).await?.map_err(|source| cannot_write(&source))
}

/// Beside its place first, so that a full disk spoils nothing.
fn put_there(from: &Path, to: &Path) -> std::io::Result<()> {
    let mut name = to.file_name().map(std::ffi::OsStr::to_owned).unwrap_or_default();
    name.push(".part");
    let beside = to.with_file_name(name);
    let put = std::fs::copy(from, &beside).and_then(|_| std::fs::rename(&beside, to));
    if put.is_err() {
        std::fs::remove_file(&beside).ok();
    }
    put
}

fn cannot_write(source: &std::io::Error) -> CommandError {
    let code = match source.kind() {
        std::io::ErrorKind::StorageFull => ErrorCode::DiskFull,
        _ => ErrorCode::PaperNotWritten,
    };
    CommandError::new(code).saying(source)
}

impl From<PaperError> for CommandError {
    fn from(error: PaperError) -> Self {
        match error {
            PaperError::File { source, .. } => cannot_write(&source),
            PaperError::NoFont => Self::new(ErrorCode::NoFont),
            other => Self::new(ErrorCode::PaperNotWritten).saying(other),
        }
    }
}

impl From<Language> for pondesk_paper::Language {
    fn from(language: Language) -> Self {
        match language {
            Language::En => Self::En,
            Language::Zh => Self::Zh,
        }
    }
}
