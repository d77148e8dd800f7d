//! Lists the shell's own commands, so that the window may call these and no others.

const COMMANDS: &[&str] = &[
    "call",
    "take_file",
    "choose_file",
    "paste_file",
    "save_paper",
    "open_link",
    "show_notice",
    "show_badge",
];

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let manifest = tauri_build::AppManifest::new().commands(COMMANDS);
    tauri_build::try_build(tauri_build::Attributes::new().app_manifest(manifest))?;
    Ok(())
}
