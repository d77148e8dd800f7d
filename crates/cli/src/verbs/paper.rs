//! `order export`, `order prices --out`, `order sheet` and `case pack`: files that leave the desk.

use std::io::{IsTerminal, Write};
use std::path::Path;

use pondesk_agent::api::{
    ChangedTable, CommandError, ErrorCode, ExportFormat, Language, PackForm, PaperRef, PaperState, PaperView,
};
use pondesk_agent::papers;
use serde::Serialize;

use super::Session;
use crate::args::{ExportFormatName, LanguageName};
use crate::call::{call, print};
use crate::exit::Failure;

impl From<LanguageName> for Language {
    fn from(name: LanguageName) -> Self {
        match name {
            LanguageName::En => Self::En,
            LanguageName::Zh => Self::Zh,
        }
    }
}

/// The format that was asked for, else the one that the file's ending names.
pub(super) fn format_of(asked: Option<ExportFormatName>, out: &Path) -> Result<ExportFormat, Failure> {
    let named = asked.map(|name| match name {
        ExportFormatName::Xlsx => ExportFormat::Xlsx,
        ExportFormatName::Csv => ExportFormat::Csv,
    });
    let ending = out.extension().map(std::ffi::OsStr::to_ascii_lowercase);
    let by_ending = match ending.as_deref().and_then(std::ffi::OsStr::to_str) {
        Some("xlsx") => Some(ExportFormat::Xlsx),
        Some("csv") => Some(ExportFormat::Csv),
        _ => None,
    };
    let unknown =
        || CommandError::field(ErrorCode::FieldInvalid, "out").with("limit", ".xlsx, .csv or --format");
    Ok(named.or(by_ending).ok_or_else(unknown)?)
}

/// What an evidence pack becomes, as the file's ending says.
pub(super) fn pack_form_of(out: &Path) -> Result<PackForm, Failure> {
    let ending = out.extension().map(std::ffi::OsStr::to_ascii_lowercase);
    match ending.as_deref().and_then(std::ffi::OsStr::to_str) {
        Some("zip") => Ok(PackForm::Zip),
        Some("pdf") => Ok(PackForm::Pdf),
        _ => Err(CommandError::field(ErrorCode::FieldInvalid, "out").with("limit", ".zip or .pdf"))?,
    }
}

/// Has a table written and puts the file where it was asked for.
pub(super) async fn export<R: Serialize + Sync>(
    session: &Session,
    command: &str,
    request: &R,
    out: &Path,
) -> Result<(), Failure> {
    let mut changes = session.desk.subscribe();
    let mut paper: PaperView = call(&session.desk, command, request).await?;
    while paper.state == PaperState::Running {
        // Whatever was missed, the present state tells all.
        let told = changes.recv().await;
        if told.is_ok_and(|change| change.table != ChangedTable::Papers) {
            continue;
        }
        paper = call(&session.desk, "paper_show", &PaperRef { paper_id: paper.paper_id }).await?;
        show_progress(session, &paper);
    }
    if let Some(error) = &paper.error {
        return Err(error.clone().into());
    }
    hand_over(session, &paper, out).await
}

/// Makes what a command prints and puts it where it was asked for.
pub(super) async fn sheet<R: Serialize + Sync>(
    session: &Session,
    command: &str,
    request: &R,
    out: &Path,
) -> Result<(), Failure> {
    let paper: PaperView = call(&session.desk, command, request).await?;
    if !paper.unwritten.is_empty() {
        // What is printed as JSON says it too.
        eprintln!("no font of this computer has {}; install one, such as Noto Sans CJK", paper.unwritten);
    }
    hand_over(session, &paper, out).await
}

async fn hand_over(session: &Session, paper: &PaperView, out: &Path) -> Result<(), Failure> {
    papers::save(&session.desk, &paper.paper_id, out).await?;
    print(session.json, paper, |paper| format!("{}\t{}", paper.written, out.display()))
}

/// On a terminal only; a script reads the answer.
fn show_progress(session: &Session, paper: &PaperView) {
    let mut out = std::io::stderr();
    if session.json || !out.is_terminal() {
        return;
    }
    let total = paper.total.map(|total| format!(" of {total}")).unwrap_or_default();
    // Progress that cannot be shown stops nothing.
    write!(out, "\r{}{total} rows", paper.written).ok();
    if paper.state != PaperState::Running {
        writeln!(out).ok();
    }
}
