//! Pondesk's desktop shell: one window, the keychain, files that are dropped or pasted, pictures. It holds no rules.

// A console window would open beside the app on Windows.
#![cfg_attr(not(debug_assertions), windows_subsystem = "windows")]

mod commands;
mod drop;
mod events;
mod linux;
mod notices;
mod open;
mod paste;
mod picture;
mod window;

use std::process::ExitCode;

use tauri::{Manager, RunEvent};

fn main() -> ExitCode {
    linux::prepare();
    tracing_subscriber::fmt().with_env_filter(tracing_subscriber::EnvFilter::from_default_env()).init();
    let app = tauri::Builder::default()
        // First, so that a second start wakes this window and touches nothing else.
        .plugin(tauri_plugin_single_instance::init(|app, _args, _dir| window::wake(app)))
        .plugin(tauri_plugin_window_state::Builder::default().build())
        .plugin(tauri_plugin_dialog::init())
        .plugin(tauri_plugin_opener::init())
        .register_asynchronous_uri_scheme_protocol("picture", picture::answer)
        .invoke_handler(tauri::generate_handler![
            commands::call,
            commands::take_file,
            commands::choose_file,
            commands::save_paper,
            commands::paste_file,
            commands::open_link,
            notices::show_notice,
            notices::show_badge,
        ])
        .setup(|app| {
            let desk = open::begin(app.handle())?;
            app.manage(desk);
            events::forward(app.handle());
            window::open(app)?;
            Ok(())
        })
        .build(tauri::generate_context!());
    match app {
        Ok(app) => {
            app.run(|app, event| {
                if matches!(event, RunEvent::Exit) {
                    open::close(app);
                }
            });
            ExitCode::SUCCESS
        }
        Err(error) => {
            tracing::error!(%error, "the window could not be opened");
            eprintln!("Pondesk could not open its window: {error}");
            ExitCode::FAILURE
        }
    }
}
