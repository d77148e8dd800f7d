//! What must be there before anything builds or runs. Every part looks first and is quick when nothing is missing.

mod npm;
mod packages;
pub(crate) mod python;
mod stamp;
mod tools;
mod ui;

use std::thread;

use anyhow::{Context, Result, bail};

use crate::terminal;
use crate::workspace::Workspace;

pub(crate) use packages::Purpose;
pub(crate) use ui::build as build_ui;

/// The oldest Node.js that the UI's tools run on: major and minor.
const NODE: (u32, u32) = (20, 19);

/// Brings in system packages for these purposes, the UI's npm packages and, for tests, the tools built by cargo or
/// installed by pip and npm.
///
/// # Errors
/// When a part is missing and can't be installed; the message says what to do by hand.
pub(crate) fn prepare(workspace: &Workspace, purposes: &[Purpose]) -> Result<()> {
    packages::install(workspace, purposes)?;
    require_node(workspace)?;
    if !purposes.contains(&Purpose::Test) {
        return npm::install_ui(workspace);
    }
    // What cargo builds keeps the processor busy, the others wait for the net: side by side.
    thread::scope(|scope| {
        let tools = scope.spawn(|| tools::install(workspace));
        npm::install_ui(workspace)?;
        python::install(workspace)?;
        npm::install_prism(workspace)?;
        tools.join().unwrap_or_else(|_| bail!("building the test tools broke"))
    })
}

/// Node.js is not taken from Debian: its version there is too old for Vite.
fn require_node(workspace: &Workspace) -> Result<()> {
    let wanted = format!("Node.js {}.{} or newer (with npm) is needed: https://nodejs.org", NODE.0, NODE.1);
    let said =
        terminal::output(workspace.command("node").arg("--version")).with_context(|| wanted.clone())?;
    let said = String::from_utf8_lossy(&said);
    match node_version(&said) {
        Some(version) if version >= NODE => Ok(()),
        _ => bail!("{wanted}; found {}", said.trim()),
    }
}

/// Major and minor of what `node --version` prints.
fn node_version(said: &str) -> Option<(u32, u32)> {
    let mut numbers = said.trim().strip_prefix('v')?.split('.').map(str::parse);
    Some((numbers.next()?.ok()?, numbers.next()?.ok()?))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_the_version_that_node_prints() {
        assert_eq!(node_version("v20.20.2\n"), Some((20, 20)));
        assert_eq!(node_version("v9.11.2"), Some((9, 11)));
        assert_eq!(node_version("20.1"), None);
        assert_eq!(node_version(""), None);
    }

    #[test]
    fn an_older_node_compares_as_older() {
        assert!(node_version("v9.99.0") < Some(NODE));
        assert!(node_version("v20.18.9") < Some(NODE));
        assert!(node_version("v22.0.0") >= Some(NODE));
    }
}
