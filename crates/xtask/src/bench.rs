//! `cargo xtask bench`: builds the program that measures Pondesk as it ships, and runs it.

use anyhow::{Context, Result, ensure};

use crate::workspace::Workspace;

/// The page that keeps the figures.
const PAGE: &str = "docs/performance.md";

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
pub(crate) fn bench(workspace: &Workspace, args: &BenchArgs) -> Result<()> {
    let mut cargo = workspace.cargo();
    cargo.args(["run", "--quiet", "--release", "--locked", "-p", "pondesk-bench", "--"]);
    cargo.arg("--folder").arg(workspace.target().join("bench"));
    if args.json {
        cargo.arg("--json");
    }
    if args.write {
        cargo.arg("--write").arg(workspace.root().join(PAGE));
    }
    let status = cargo.args(&args.names).status().context("start cargo")?;
    ensure!(status.success(), "a bench failed or missed its goal");
    Ok(())
}
