//! Notices on the desktop and the number on the app's icon. What they say and when, the page and the engine know.

use pondesk_agent::api::{CommandError, CommandResult, ErrorCode};
use serde::Deserialize;
use tauri::{AppHandle, Emitter, EventTarget, Manager};

use crate::window::{self, MAIN};

/// Event with the key of a notice that was clicked.
const OPENED: &str = "desk://notice";
/// Longer texts are cut: a desktop shows two or three lines.
const MOST_CHARS: usize = 200;

/// A notice as the page words it: plain text.
#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct DesktopNotice {
    /// What the page gets back when it is clicked.
    key: String,
    title: String,
    body: String,
}

/// Shows a notice. A click on it brings the window to the front and gives its key to the page.
///
/// # Errors
/// [`ErrorCode::DesktopSilent`].
#[tauri::command]
pub(crate) async fn show_notice(app: AppHandle, notice: DesktopNotice) -> CommandResult<()> {
    let silent = |said: String| CommandError::new(ErrorCode::DesktopSilent).saying(said);
    let shown = tokio::task::spawn_blocking(move || show(&app, &notice));
    shown.await.map_err(|error| silent(error.to_string()))?.map_err(|error| silent(error.to_string()))
}

fn show(app: &AppHandle, notice: &DesktopNotice) -> Result<(), notify_rust::error::Error> {
    let mut shown = notify_rust::Notification::new();
    shown.appname("Pondesk").summary(&cut(&notice.title)).body(&as_text(&cut(&notice.body)));
    #[cfg(target_os = "linux")]
    {
        shown.icon("pondesk").action("default", "Pondesk");
        let (app, key, handle) = (app.clone(), notice.key.clone(), shown.show()?);
        // It waits until the notice is clicked or gone, which is minutes at most.
        std::thread::spawn(move || {
            handle.wait_for_action(|action| {
                if action == "default" {
                    open(&app, &key);
                }
            });
        });
    }
    #[cfg(not(target_os = "linux"))]
    {
        let _ = (app, open as fn(&AppHandle, &str));
        shown.show()?;
    }
    Ok(())
}

fn open(app: &AppHandle, key: &str) {
    window::wake(app);
    if let Err(error) = app.emit_to(EventTarget::webview_window(MAIN), OPENED, key) {
        tracing::warn!(%error, "the page was not told of a notice that was clicked");
    }
}

fn cut(text: &str) -> String {
    text.chars().take(MOST_CHARS).collect()
}

/// Linux desktops read markup in a body, and a seller's title is text.
fn as_text(body: &str) -> String {
    if cfg!(target_os = "linux") {
        body.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;")
    } else {
        body.to_owned()
    }
}

/// Shows a number on the app's icon, where the desktop has a way.
#[tauri::command]
pub(crate) fn show_badge(app: AppHandle, count: u32) {
    let Some(window) = app.get_webview_window(MAIN) else { return };
    if let Err(error) = window.set_badge_count((count > 0).then_some(i64::from(count))) {
        tracing::debug!(%error, "no badge");
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_sellers_title_is_text() {
        let title = as_text("<a href=\"https://evil.example\">T恤</a> & more");
        if cfg!(target_os = "linux") {
            assert_eq!(title, "&lt;a href=\"https://evil.example\"&gt;T恤&lt;/a&gt; &amp; more");
        } else {
            assert!(title.starts_with("<a"));
        }
        assert_eq!(cut(&"连".repeat(500)).chars().count(), MOST_CHARS);
    }
}
