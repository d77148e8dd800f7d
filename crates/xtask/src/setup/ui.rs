//! The build of the web UI.

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
