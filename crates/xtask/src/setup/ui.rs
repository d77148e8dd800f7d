//! The web UI: its npm packages and its build.

use anyhow::Result;

use super::stamp::{Fingerprint, Stamp};
use crate::terminal;
use crate::workspace::Workspace;

/// Everything in `ui` that changes what the build makes.
const INPUTS: [&str; 9] = [
    "index.html",
    "messages",
    "package-lock.json",
    "project.inlang/settings.json",
    "public",
    "src",
    "svelte.config.js",
    "tsconfig.json",
    "vite.config.ts",
];
/// Made by the build itself from `messages`.
const MADE: [&str; 1] = ["paraglide"];

/// Runs `npm ci` when the lock file changed or the packages are gone.
///
/// # Errors
/// When npm fails.
pub(crate) fn install(workspace: &Workspace) -> Result<()> {
    let ui = workspace.ui();
    let mut inputs = Fingerprint::new("npm ci");
    inputs.add(&ui.join("package.json"), &[])?;
    inputs.add(&ui.join("package-lock.json"), &[])?;
    // Inside node_modules, so that deleting the packages deletes the mark.
    let stamp = Stamp::at(ui.join("node_modules/.pondesk-installed"));
    if stamp.matches(&inputs) {
        terminal::nothing_to_do("UI packages");
        return Ok(());
    }
    terminal::step("UI packages: npm ci", || {
        terminal::run(workspace.npm().args(["ci", "--no-audit", "--no-fund"]))?;
        stamp.set(&inputs)
    })
}

/// Builds the UI into `ui/dist` when an input changed.
///
/// # Errors
/// When the build fails.
pub(crate) fn build(workspace: &Workspace) -> Result<()> {
    let ui = workspace.ui();
    let mut inputs = Fingerprint::new("vite build");
    for input in INPUTS {
        inputs.add(&ui.join(input), &MADE)?;
    }
    let stamp = Stamp::at(workspace.scratch()?.join("ui-dist.stamp"));
    if stamp.matches(&inputs) && ui.join("dist/index.html").is_file() {
        terminal::nothing_to_do("UI build");
        return Ok(());
    }
    terminal::step("UI build", || {
        terminal::run(workspace.npm().args(["run", "--silent", "build"]))?;
        stamp.set(&inputs)
    })
}
