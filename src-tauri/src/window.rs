//! The one window.

use std::sync::atomic::{AtomicBool, Ordering};

use tauri::{App, AppHandle, Manager, WebviewUrl, WebviewWindowBuilder, WindowEvent};

use crate::{drop, linux};

/// Its label: capabilities and events name it.
pub(crate) const MAIN: &str = "main";

/// Whether the window was closed: the app is on its way out.
#[derive(Default)]
struct Closed(AtomicBool);

/// Opens the window. Its state (place, size) comes back from the last run.
pub(crate) fn open(app: &App) -> tauri::Result<()> {
    let window = WebviewWindowBuilder::new(app, MAIN, WebviewUrl::default())
        .title("Pondesk")
        .inner_size(1440.0, 900.0)
        .min_inner_size(1120.0, 700.0)
        // The page's own address, and nothing else: a link in a seller's text leads nowhere.
        .on_navigation(|url| {
            matches!(url.scheme(), "tauri") || url.host_str() == Some("tauri.localhost") || is_dev(url)
        })
        .build()?;
    linux::show_composition(&window)?;
    app.manage(Closed::default());
    let handle = app.handle().clone();
    window.on_window_event(move |event| match event {
        WindowEvent::DragDrop(drag) => drop::handle(&handle, drag),
        WindowEvent::CloseRequested { .. } | WindowEvent::Destroyed => {
            handle.state::<Closed>().0.store(true, Ordering::Relaxed);
        }
        _ => {}
    });
    Ok(())
}

/// `cargo xtask dev` serves the page with hot reload.
fn is_dev(url: &tauri::Url) -> bool {
    cfg!(not(feature = "custom-protocol")) && url.host_str() == Some("localhost")
}

/// What a second start of the app does: it brings the window to the front. When the window was closed a moment ago, the app
/// starts anew as soon as it has ended.
pub(crate) fn wake(app: &AppHandle) {
    if app.try_state::<Closed>().is_some_and(|closed| closed.0.load(Ordering::Relaxed)) {
        app.request_restart();
        return;
    }
    let Some(window) = app.get_webview_window(MAIN) else { return };
    for step in [window.unminimize(), window.show(), window.set_focus()] {
        if let Err(error) = step {
            tracing::warn!(%error, "the window could not be brought to the front");
        }
    }
}
