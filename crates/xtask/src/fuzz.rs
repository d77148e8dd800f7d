//! `cargo xtask fuzz`: builds the program that throws generated input at the SDK's readers, and runs it.

use std::process::Command;

use anyhow::Result;

use crate::terminal;
use crate::workspace::Workspace;

/// Flags of `fuzz`.
#[derive(clap::Args)]
pub(crate) struct FuzzArgs {
    /// How long to run, in seconds
    #[arg(long, default_value_t = 60)]
    seconds: u64,
    /// Stop earlier, after so many inputs
    #[arg(long)]
    inputs: Option<u64>,
    /// The same seed gives the same inputs
    #[arg(long, default_value_t = 1)]
    seed: u64,
    /// Only this input of the seed, to look at a finding
    #[arg(long)]
    only: Option<u64>,
}

/// Runs for a while, built to be fast.
///
/// # Errors
/// When it can't be built, a reader panicked, read twice not the same, or was never reached.
pub(crate) fn fuzz(workspace: &Workspace, args: &FuzzArgs) -> Result<()> {
    let mut cargo = workspace.cargo();
    cargo.args(["run", "--quiet", "--locked", "--profile", "fuzz", "-p", "pondesk-fuzz", "--"]);
    aim(&mut cargo, workspace, args.seconds, args.seed);
    for (flag, value) in [("--inputs", args.inputs), ("--only", args.only)] {
        if let Some(value) = value {
            cargo.arg(flag).arg(value.to_string());
        }
    }
    terminal::run(&mut cargo)
}

/// The program as the suite has built it with everything else: fewer inputs in a second, and no second build.
pub(crate) fn built(workspace: &Workspace, seconds: u64, seed: u64) -> Command {
    let program = workspace.binary("pondesk-fuzz", false);
    let mut command = workspace.command(&program.to_string_lossy());
    aim(&mut command, workspace, seconds, seed);
    command
}

fn aim(command: &mut Command, workspace: &Workspace, seconds: u64, seed: u64) {
    command.arg("--cases").arg(workspace.root().join("crates/pandapon/tests/recorded"));
    command.arg("--findings").arg(workspace.target().join("findings"));
    command.args(["--seconds", &seconds.to_string(), "--seed", &seed.to_string()]);
}
