//! The project's own commands: `cargo xtask run | test | dev | pictures | fuzz | crash | bench | setup | bindings | coverage | arrows | sizes | icons`.
//!
//! Everything starts with this crate, so it stays small and quick to compile: no async runtime, no crate of the workspace.

mod arrows;
mod bench;
mod coverage;
mod crash;
mod fuzz;
mod icons;
mod launch;
mod setup;
mod sizes;
mod suite;
mod terminal;
mod workspace;

use std::process::ExitCode;

use clap::{Parser, Subcommand};

use crate::setup::Purpose;
use crate::workspace::Workspace;

#[derive(Parser)]
#[command(name = "cargo xtask", bin_name = "cargo xtask", about = "Pondesk's own commands")]
struct Cli {
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    /// Set up, build and open the app on the sandbox; without a display, serve it to a browser
    Run(launch::RunArgs),
    /// Set up and run every check and test, or only the named steps
    Test(suite::TestArgs),
    /// Open the app with hot reload of the UI
    Dev(launch::DevArgs),
    /// Take the pictures of README.md from the real screens
    Pictures,
    /// Measure Pondesk beside a floor in the same run
    Bench(bench::BenchArgs),
    /// Kill a working desk again and again and compare its books with the sandbox's
    Crash(crash::CrashArgs),
    /// Throw generated input at every reader of the SDK
    Fuzz(fuzz::FuzzArgs),
    /// Install what building, running and testing need, and nothing else
    Setup,
    /// Write the TypeScript twins of the commands to ui/src/bindings
    Bindings,
    /// Write docs/coverage.md: what stands for each operation of PandaPon
    Coverage,
    /// Check which crate may reach which
    Arrows,
    /// Check the length of source files and the names in them
    Sizes,
    /// Draw the app icons from icons/pondesk.svg
    Icons,
}

fn main() -> ExitCode {
    match run(Cli::parse()) {
        Ok(code) => code,
        Err(error) => {
            eprintln!("error: {error:#}");
            ExitCode::FAILURE
        }
    }
}

fn run(cli: Cli) -> anyhow::Result<ExitCode> {
    let workspace = Workspace::locate()?;
    match cli.command {
        Command::Run(args) => launch::run(&workspace, &args)?,
        Command::Test(args) => return suite::test(&workspace, &args),
        Command::Dev(args) => launch::dev(&workspace, &args)?,
        Command::Pictures => launch::pictures(&workspace)?,
        Command::Bench(args) => return bench::bench(&workspace, &args),
        Command::Crash(args) => crash::crash(&workspace, &args)?,
        Command::Fuzz(args) => fuzz::fuzz(&workspace, &args)?,
        Command::Setup => setup::prepare(&workspace, &[Purpose::Build, Purpose::App, Purpose::Test])?,
        Command::Bindings => launch::bindings(&workspace)?,
        Command::Coverage => coverage::write(&workspace)?,
        Command::Arrows => terminal::check("arrows", &arrows::check(&workspace)?)?,
        Command::Sizes => terminal::check("sizes and names", &sizes::check(&workspace)?)?,
        Command::Icons => icons::draw(&workspace)?,
    }
    Ok(ExitCode::SUCCESS)
}
