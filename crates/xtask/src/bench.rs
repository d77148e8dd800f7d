//! `cargo xtask bench`: builds the program that measures Pondesk as it ships, and runs it.

use std::process::ExitCode;

use anyhow::{Context, Result, ensure};

use crate::suite::session;
use crate::workspace::Workspace;

/// The page that keeps the figures.
const PAGE: &str = "docs/performance.md";
/// The bench that opens the window.
const OF_THE_WINDOW: &str = "scroll";

/// Flags of `bench`.
#[derive(clap::Args)]
pub(crate) struct BenchArgs {
    /// Only these; all when none is named
    names: Vec<String>,
    /// The figures as JSON: name, unit, floor, ours, ratio, goal, met
    #[arg(long)]
    json: bool,
    /// Write the figures into docs/performance.md
    #[arg(long)]
    write: bool,
}

/// Measures what is asked for. Nothing of this is said on standard output, which may be JSON.
///
/// # Errors
/// When it can't be built, a bench fails or a goal is missed.
pub(crate) fn bench(workspace: &Workspace, args: &BenchArgs) -> Result<ExitCode> {
    if args.names.is_empty() || args.names.iter().any(|name| name == OF_THE_WINDOW) {
        // The window wants a keyring, and not the one of whoever measures.
        if !session::is_inside() {
            return session::enter();
        }
        build_app(workspace)?;
    }
    let mut cargo = workspace.cargo();
    cargo.args(["run", "--quiet", "--release", "--locked", "-p", "pondesk-bench", "--"]);
    cargo.arg("--folder").arg(workspace.target().join("bench"));
    if args.json {
        cargo.arg("--json");
    }
    if args.write {
        cargo.arg("--write").arg(workspace.root().join(PAGE));
    }
    cargo.env("PONDESK_TARGET_DIR", workspace.target()).env("PONDESK_PROFILE", "release");
    let status = cargo.args(&args.names).status().context("start cargo")?;
    ensure!(status.success(), "a bench failed or missed its goal");
    Ok(ExitCode::SUCCESS)
}

/// Builds the app as it ships.
fn build_app(workspace: &Workspace) -> Result<()> {
    let npm = workspace.npm().args(["run", "build", "--silent"]).stdout(std::io::stderr()).status();
    ensure!(
        npm.context("start npm")?.success(),
        "the UI cannot be built; `cargo xtask setup` installs what it needs"
    );
    let mut cargo = workspace.cargo();
    let built = cargo.args(["build", "--quiet", "--release", "--locked", "-p", "pondesk"]).status();
    ensure!(built.context("start cargo")?.success(), "the app cannot be built");
    Ok(())
}
