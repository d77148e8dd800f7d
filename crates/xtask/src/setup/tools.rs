//! Tools of the tests that cargo builds from crates.io, into the target folder and nowhere else.

use std::fs;

use anyhow::Result;

use crate::terminal;
use crate::workspace::Workspace;

/// Name and exact version.
const TOOLS: [(&str, &str); 2] = [("cargo-deny", "0.20.2"), ("tauri-driver", "2.1.0")];

/// Builds the tools that are not there in their version.
///
/// # Errors
/// When cargo can't build one.
pub(crate) fn install(workspace: &Workspace) -> Result<()> {
    let root = workspace.tools();
    let ledger = fs::read_to_string(root.join(".crates.toml")).unwrap_or_default();
    let mut missing = TOOLS.iter().filter(|(name, version)| !installed(&ledger, name, version)).peekable();
    if missing.peek().is_none() {
        terminal::nothing_to_do("Test tools");
    }
    for (name, version) in missing {
        terminal::step(&format!("Test tools: build {name} {version} (once, a few minutes)"), || {
            let mut cargo = workspace.cargo();
            // Each runs for seconds only: building it optimised would take longer than it ever saves.
            cargo.env("CARGO_PROFILE_DEV_DEBUG", "false");
            cargo.args([
                "install",
                "--debug",
                "--locked",
                "--quiet",
                name,
                "--version",
                &format!("={version}"),
                "--root",
            ]);
            terminal::run(cargo.arg(&root))
        })?;
    }
    Ok(())
}

/// Whether the file that `cargo install` keeps lists this version.
fn installed(ledger: &str, name: &str, version: &str) -> bool {
    ledger.contains(&format!("\"{name} {version} ("))
}

#[cfg(test)]
mod tests {
    use super::*;

    const LEDGER: &str = r#"[v1]
"tauri-driver 2.1.0 (registry+index)" = ["tauri-driver"]
"#;

    #[test]
    fn a_tool_counts_in_its_exact_version_only() {
        assert!(installed(LEDGER, "tauri-driver", "2.1.0"));
        assert!(!installed(LEDGER, "tauri-driver", "2.1"));
        assert!(!installed(LEDGER, "driver", "2.1.0"));
        assert!(!installed("", "tauri-driver", "2.1.0"));
    }
}
