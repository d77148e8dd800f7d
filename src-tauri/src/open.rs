//! Opens the desk beside the window, so that the first picture is not held up.

use std::path::PathBuf;
use std::sync::Arc;

use pondesk_agent::api::{CommandError, CommandResult, ErrorCode};
use pondesk_agent::clock::SystemClock;
use pondesk_agent::desk::{Desk, DeskOptions};
use pondesk_agent::secrets::KeychainVault;
use pondesk_practice::Practice;
use tauri::{AppHandle, Manager};
use tokio::sync::watch;

/// The desk, or why there is none; `None` while it is being opened.
pub(crate) struct Opening(watch::Receiver<Option<CommandResult<Desk>>>);

/// Starts to open the desk of this user, and tends its outbox from then on.
pub(crate) fn begin(app: &AppHandle) -> tauri::Result<Opening> {
    let data_dir = match std::env::var_os("PONDESK_DATA_DIR") {
        Some(dir) => PathBuf::from(dir),
        None => app.path().app_data_dir()?,
    };
    let (tell, opened) = watch::channel(None);
    tauri::async_runtime::spawn(async move {
        let options = DeskOptions {
            vault: Arc::new(KeychainVault),
            clock: Arc::new(SystemClock),
            practice: Some(Arc::new(Practice::new(data_dir.join("sandbox")))),
            data_dir,
        };
        let opened = Desk::open(options).await;
        let desk = opened.as_ref().ok().cloned();
        tell.send_replace(Some(opened));
        if let Some(desk) = desk {
            desk.tend().await;
        }
    });
    Ok(Opening(opened))
}

impl Opening {
    /// The desk, once it is open.
    ///
    /// # Errors
    /// Why it could not be opened; the window shows it.
    pub(crate) async fn desk(&self) -> CommandResult<Desk> {
        let mut opened = self.0.clone();
        let opened = opened.wait_for(Option::is_some).await;
        let gone = || CommandError::new(ErrorCode::Internal).saying("the desk was not opened");
        opened.ok().and_then(|desk| desk.clone()).unwrap_or_else(|| Err(gone()))
    }
}

/// The desk of the running app.
pub(crate) async fn desk(app: &AppHandle) -> CommandResult<Desk> {
    app.state::<Opening>().desk().await
}
