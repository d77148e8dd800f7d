//! Packages of npm, each set in a folder with a lock file.

use std::path::Path;

use anyhow::Result;

use super::stamp::{Fingerprint, Stamp};
use crate::terminal;
use crate::workspace::Workspace;

/// The folder of Prism, which holds the SDK's requests against the contract.
const PRISM: &str = "crates/pandapon/tests/prism";

/// Installs what builds and checks the web UI.
///
/// # Errors
/// When npm fails.
pub(super) fn install_ui(workspace: &Workspace) -> Result<()> {
    install(workspace, "UI packages", &workspace.ui())
}

/// Installs Prism.
///
/// # Errors
/// When npm fails.
pub(super) fn install_prism(workspace: &Workspace) -> Result<()> {
    install(workspace, "Prism", &workspace.root().join(PRISM))
}

/// Runs `npm ci` when the lock file changed or the packages are gone.
fn install(workspace: &Workspace, what: &str, folder: &Path) -> Result<()> {
    let mut inputs = Fingerprint::new("npm ci");
    inputs.add(&folder.join("package.json"), &[])?;
    inputs.add(&folder.join("package-lock.json"), &[])?;
    // Inside node_modules, so that deleting the packages deletes the mark.
    let stamp = Stamp::at(folder.join("node_modules/.pondesk-installed"));
    if stamp.matches(&inputs) {
        terminal::nothing_to_do(what);
        return Ok(());
    }
    terminal::step(&format!("{what}: npm ci"), || {
        terminal::run(workspace.npm().current_dir(folder).args(["ci", "--no-audit", "--no-fund"]))?;
        stamp.set(&inputs)
    })
}
