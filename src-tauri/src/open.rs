//! Opens the desk beside the window, so that the first picture is not held up.

use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Duration;

use pondesk_agent::api::{CommandError, CommandResult, ErrorCode};
use pondesk_agent::clock::SystemClock;
use pondesk_agent::desk::{Desk, DeskOptions, Pace};
use pondesk_agent::secrets::KeychainVault;
use pondesk_practice::Practice;
use tauri::{AppHandle, Manager};
use tokio::sync::{Mutex, watch};

type Opened = Option<CommandResult<Desk>>;

/// The desk, or why there is none yet.
pub(crate) struct Opening {
    data_dir: PathBuf,
    /// `None` while it is being opened for the first time.
    opened: Arc<watch::Sender<Opened>>,
    /// Held by whoever tries again.
    trying: Mutex<()>,
}

/// Starts to open the desk of this user, and tends its outbox from then on.
pub(crate) fn begin(app: &AppHandle) -> tauri::Result<Opening> {
    let data_dir = match std::env::var_os("PONDESK_DATA_DIR") {
        Some(dir) => PathBuf::from(dir),
        None => app.path().app_data_dir()?,
    };
    let opened = Arc::new(watch::channel(None).0);
    let (tell, folder) = (Arc::clone(&opened), data_dir.clone());
    tauri::async_runtime::spawn(async move { tell.send_replace(Some(open(&folder).await)) });
    Ok(Opening { data_dir, opened, trying: Mutex::new(()) })
}

async fn open(data_dir: &Path) -> CommandResult<Desk> {
    let options = DeskOptions {
        vault: Arc::new(KeychainVault),
        clock: Arc::new(SystemClock),
        practice: Some(Arc::new(Practice::new(data_dir.join("sandbox")))),
        data_dir: data_dir.to_owned(),
        pace: Pace::default(),
    };
    let desk = Desk::open(options).await?;
    desk.keep_safe();
    desk.receive_callbacks();
    let tended = desk.clone();
    tauri::async_runtime::spawn(async move { tended.tend().await });
    let fresh = desk.clone();
    tauri::async_runtime::spawn(async move { fresh.keep_fresh().await });
    Ok(desk)
}

impl Opening {
    /// The desk, once it is open. Whoever asks after it failed makes it try again: the user may have freed room, allowed
    /// writing, or closed the other Pondesk.
    ///
    /// # Errors
    /// Why it could not be opened; the window shows it.
    pub(crate) async fn desk(&self) -> CommandResult<Desk> {
        let waited = self.opened.borrow().is_none();
        let told = self.first(Option::is_some).await;
        if waited || told.is_ok() {
            return told;
        }
        let _turn = self.trying.lock().await;
        if let Some(Ok(desk)) = self.opened.borrow().clone() {
            return Ok(desk);
        }
        let again = open(&self.data_dir).await;
        self.opened.send_replace(Some(again.clone()));
        again
    }

    /// The desk, as soon as it was opened, however often that was tried.
    pub(crate) async fn opened(&self) -> CommandResult<Desk> {
        self.first(|opened| matches!(opened, Some(Ok(_)))).await
    }

    async fn first(&self, fits: impl FnMut(&Opened) -> bool) -> CommandResult<Desk> {
        let mut opened = self.opened.subscribe();
        let told = opened.wait_for(fits).await.ok().and_then(|told| told.clone());
        told.unwrap_or_else(|| Err(CommandError::new(ErrorCode::Internal).saying("the desk was not opened")))
    }
}

/// How long an app that ends waits for a desk that is being opened. One that is made new, or checked, takes longer: ending
/// in the middle of that harms nothing, the next start does it again.
const OPENING: Duration = Duration::from_secs(3);

/// Closes the desk of an app that ends: the process goes without dropping anything.
pub(crate) fn close(app: &AppHandle) {
    let opening = app.state::<Opening>();
    let opened = async { tokio::time::timeout(OPENING, opening.first(Option::is_some)).await };
    if let Ok(Ok(desk)) = tauri::async_runtime::block_on(opened) {
        desk.close();
    }
}

/// The desk of the running app.
pub(crate) async fn desk(app: &AppHandle) -> CommandResult<Desk> {
    app.state::<Opening>().desk().await
}
