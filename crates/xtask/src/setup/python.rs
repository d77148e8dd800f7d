//! Tools of the tests that are written in Python: a virtual environment of their own below the target folder.

use std::fs;
use std::path::PathBuf;

use anyhow::{Context, Result};

use super::stamp::{Fingerprint, Stamp};
use crate::terminal;
use crate::workspace::Workspace;

/// The list of packages, each in its exact version.
const REQUIREMENTS: &str = "crates/sandbox/contract/check/requirements.txt";

/// The folder of the virtual environment.
fn environment(workspace: &Workspace) -> PathBuf {
    workspace.tools().join("python")
}

/// A program of the virtual environment.
pub(crate) fn program(workspace: &Workspace, name: &str) -> PathBuf {
    let folder = if cfg!(windows) { "Scripts" } else { "bin" };
    environment(workspace).join(folder).join(format!("{name}{}", std::env::consts::EXE_SUFFIX))
}

/// Makes the environment anew when the list of packages changed or it is gone.
///
/// # Errors
/// When Python is missing or pip can't install a package.
pub(crate) fn install(workspace: &Workspace) -> Result<()> {
    let folder = environment(workspace);
    let mut inputs = Fingerprint::new("python -m venv, pip install");
    inputs.add(&workspace.root().join(REQUIREMENTS), &[])?;
    // Inside the environment, so that deleting it deletes the mark.
    let stamp = Stamp::at(folder.join(".pondesk-installed"));
    if stamp.matches(&inputs) {
        terminal::nothing_to_do("Python tools");
        return Ok(());
    }
    terminal::step("Python tools: pip install", || {
        if folder.exists() {
            fs::remove_dir_all(&folder).with_context(|| format!("remove {}", folder.display()))?;
        }
        terminal::run(workspace.command("python3").args(["-m", "venv"]).arg(&folder))?;
        let pip = program(workspace, "pip");
        let mut pip = workspace.command(&pip.to_string_lossy());
        pip.args(["install", "--quiet", "--disable-pip-version-check", "--no-deps", "--requirement"]);
        terminal::run(pip.arg(REQUIREMENTS))?;
        stamp.set(&inputs)
    })
}
