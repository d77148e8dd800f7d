//! Change events of the desk, passed on to the page.

use tauri::{AppHandle, Emitter, EventTarget, Manager};
use tokio::sync::broadcast::error::RecvError;

use crate::open::Opening;
use crate::window::MAIN;

/// Event that names what is stale in the page.
const CHANGE: &str = "desk://change";

/// Passes every change on until the app ends. After a lag the numbers have a gap, and the page reads everything anew.
pub(crate) fn forward(app: &AppHandle) {
    let app = app.clone();
    tauri::async_runtime::spawn(async move {
        // Why there is no desk, the page learns from its first command.
        let Ok(desk) = app.state::<Opening>().opened().await else { return };
        let mut changes = desk.subscribe();
        loop {
            match changes.recv().await {
                Ok(change) => {
                    if let Err(error) = app.emit_to(EventTarget::webview_window(MAIN), CHANGE, change) {
                        tracing::warn!(%error, "the page was not told of a change");
                    }
                }
                Err(RecvError::Lagged(_)) => {}
                Err(RecvError::Closed) => return,
            }
        }
    });
}
