//! Files and pictures dragged onto the window. Paths stay in Rust; the page gets references.

use std::path::PathBuf;

use pondesk_agent::api::{CommandError, FileRef};
use pondesk_agent::files;
use serde::Serialize;
use tauri::{AppHandle, DragDropEvent, Emitter, EventTarget};

use crate::open::desk;
use crate::window::MAIN;

/// Event that tells the page of a drag.
const DROP: &str = "desk://drop";

#[derive(Debug, Clone, Copy, Serialize)]
#[serde(rename_all = "camelCase")]
enum Phase {
    Over,
    Leave,
    Drop,
}

/// A drag, as the page is told.
#[derive(Debug, Clone, Serialize)]
#[serde(rename_all = "camelCase")]
struct Drop {
    phase: Phase,
    files: Vec<FileRef>,
    links: Vec<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    error: Option<CommandError>,
}

impl Drop {
    const fn phase(phase: Phase) -> Self {
        Self { phase, files: Vec::new(), links: Vec::new(), error: None }
    }
}

/// Tells the page of a drag; what was let go is read first.
pub(crate) fn handle(app: &AppHandle, event: &DragDropEvent) {
    match event {
        DragDropEvent::Enter { .. } => tell(app, &Drop::phase(Phase::Over)),
        DragDropEvent::Leave => tell(app, &Drop::phase(Phase::Leave)),
        DragDropEvent::Drop { paths, .. } => {
            let (app, paths) = (app.clone(), paths.clone());
            tauri::async_runtime::spawn(async move {
                let drop = taken(&app, paths).await;
                tell(&app, &drop);
            });
        }
        _ => {}
    }
}

/// A picture dragged out of a browser arrives as a link in the list of paths.
fn as_link(path: &std::path::Path) -> Option<String> {
    let text = path.to_str()?;
    (text.starts_with("http://") || text.starts_with("https://")).then(|| text.to_owned())
}

async fn taken(app: &AppHandle, paths: Vec<PathBuf>) -> Drop {
    let mut drop = Drop::phase(Phase::Drop);
    let desk = match desk(app).await {
        Ok(desk) => desk,
        Err(error) => return Drop { error: Some(error), ..drop },
    };
    for path in paths {
        match as_link(&path) {
            Some(link) => drop.links.push(link),
            None => match files::take_path(&desk, &path).await {
                Ok(file) => drop.files.push(file),
                Err(error) => drop.error = Some(error),
            },
        }
    }
    drop
}

fn tell(app: &AppHandle, drop: &Drop) {
    if let Err(error) = app.emit_to(EventTarget::webview_window(MAIN), DROP, drop) {
        tracing::warn!(%error, "the page was not told of a drag");
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_picture_out_of_a_browser_is_a_link() {
        assert_eq!(
            as_link("https://img.example/1.jpg".as_ref()).as_deref(),
            Some("https://img.example/1.jpg")
        );
        assert_eq!(as_link("/home/lin/https.jpg".as_ref()), None);
    }
}
