//! `cargo xtask crash`: builds the program that kills a working desk again and again, and runs it.

use std::process::Command;

use anyhow::Result;

use crate::terminal;
use crate::workspace::Workspace;

const PROGRAM: &str = "pondesk-crash";

/// Flags of `crash`.
#[derive(clap::Args)]
pub(crate) struct CrashArgs {
    /// How many times the desk is killed
    #[arg(long, default_value_t = 200)]
    cycles: u64,
    /// The same seed gives the same cycles
    #[arg(long, default_value_t = 1)]
    seed: u64,
    /// The first cycle, to go on with a run or to look at a finding
    #[arg(long, default_value_t = 0)]
    from: u64,
}

/// Builds it and runs some cycles.
///
/// # Errors
/// When it can't be built, or the desk's books and the sandbox's do not agree.
pub(crate) fn crash(workspace: &Workspace, args: &CrashArgs) -> Result<()> {
    let mut cargo = workspace.cargo();
    terminal::run(cargo.args(["build", "--quiet", "--locked", "-p", "pondesk-trial", "--bin", PROGRAM]))?;
    terminal::run(&mut command(workspace, args.cycles, args.seed, args.from))
}

/// The command of the program that is built, for the suite too.
pub(crate) fn command(workspace: &Workspace, cycles: u64, seed: u64, from: u64) -> Command {
    let mut command = workspace.command(&workspace.binary(PROGRAM, false).to_string_lossy());
    command.arg("run");
    for (flag, value) in [("--cycles", cycles), ("--seed", seed), ("--from", from)] {
        command.arg(flag).arg(value.to_string());
    }
    command
}
