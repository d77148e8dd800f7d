//! The shell's commands: the command list as a whole, and what only a desktop can do.

use percent_encoding::percent_decode_str;
use pondesk_agent::api::{CommandError, CommandResult, ErrorCode, FileRef};
use pondesk_agent::{commands, files, links, papers};
use serde::Deserialize;
use serde_json::Value;
use serde_json::value::RawValue;
use tauri::AppHandle;
use tauri::ipc::{InvokeBody, Request};
use tauri_plugin_dialog::DialogExt;
use tauri_plugin_opener::OpenerExt;

use crate::open::desk;
use crate::paste;

/// Runs a command of the list by its name.
#[tauri::command]
pub(crate) async fn call(app: AppHandle, name: String, request: Value) -> CommandResult<Box<RawValue>> {
    commands::dispatch(&desk(&app).await?, &name, request).await
}

/// Takes the bytes of a file that the page holds (pasted, or chosen in the page).
#[tauri::command]
pub(crate) async fn take_file(app: AppHandle, request: Request<'_>) -> CommandResult<FileRef> {
    let name = request.headers().get("x-file-name").and_then(|name| name.to_str().ok()).unwrap_or_default();
    let name = percent_decode_str(name).decode_utf8_lossy().into_owned();
    let InvokeBody::Raw(bytes) = request.body() else {
        return Err(CommandError::field(ErrorCode::BadRequest, "body"));
    };
    files::take(&desk(&app).await?, &name, bytes.clone()).await
}

/// What a file is chosen for.
#[derive(Debug, Clone, Copy, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(crate) enum FilePurpose {
    /// A picture to search with.
    Picture,
    /// Proof of a payment.
    Voucher,
}

impl FilePurpose {
    /// What the dialog offers; what a file really is, its bytes tell.
    const fn extensions(self) -> &'static [&'static str] {
        match self {
            Self::Picture => &["jpg", "jpeg", "png", "webp"],
            Self::Voucher => &["jpg", "jpeg", "png", "webp", "pdf"],
        }
    }
}

/// Lets the user choose a file. The path stays in Rust.
#[tauri::command]
pub(crate) async fn choose_file(app: AppHandle, purpose: FilePurpose) -> CommandResult<Option<FileRef>> {
    let (tell, chosen) = tokio::sync::oneshot::channel();
    app.dialog().file().add_filter("", purpose.extensions()).pick_file(|path| {
        // The receiver is gone only when the window is.
        tell.send(path).ok();
    });
    let Some(path) = chosen.await.ok().flatten().and_then(|path| path.into_path().ok()) else {
        return Ok(None);
    };
    files::take_path(&desk(&app).await?, &path).await.map(Some)
}

/// Lets the user say where a file goes, and saves it there; false when he did not. The path stays in Rust.
#[tauri::command]
pub(crate) async fn save_paper(app: AppHandle, paper_id: String) -> CommandResult<bool> {
    let desk = desk(&app).await?;
    let (name, _) = papers::finished(&desk, &paper_id)?;
    let ending = name.rsplit('.').next().unwrap_or_default().to_owned();
    let (tell, chosen) = tokio::sync::oneshot::channel();
    app.dialog().file().set_file_name(&name).add_filter(ending.to_uppercase(), &[ending.as_str()]).save_file(
        |path| {
            // The receiver is gone only when the window is.
            tell.send(path).ok();
        },
    );
    let Some(path) = chosen.await.ok().flatten().and_then(|path| path.into_path().ok()) else {
        return Ok(false);
    };
    papers::save(&desk, &paper_id, &path).await.map(|()| true)
}

/// The picture on the clipboard; web views hand out none on Linux.
#[tauri::command]
pub(crate) async fn paste_file(app: AppHandle) -> CommandResult<Option<FileRef>> {
    let desk = desk(&app).await?;
    match paste::picture().await? {
        Some(png) => files::take(&desk, "clipboard.png", png).await.map(Some),
        None => Ok(None),
    }
}

/// Opens a page of a platform in the user's browser.
#[tauri::command]
pub(crate) async fn open_link(app: AppHandle, url: String) -> CommandResult<()> {
    let url = links::allowed_page(&url)?;
    let failed = |error| CommandError::new(ErrorCode::Internal).saying(error);
    app.opener().open_url(url.as_str(), None::<&str>).map_err(failed)
}
