//! `cargo xtask crash`: kills a working desk again and again. The same program is the desk that is killed.

use std::path::PathBuf;
use std::process::ExitCode;

use anyhow::Result;
use clap::{Parser, Subcommand};
use pondesk_trial::crash::{child, parent};

#[derive(Parser)]
#[command(about = "Kills a working desk and compares its books with the sandbox's")]
struct Args {
    #[command(subcommand)]
    role: Role,
}

#[derive(Subcommand)]
enum Role {
    /// Kill desks and judge them
    Run {
        /// How many cycles
        #[arg(long)]
        cycles: u64,
        /// The same seed gives the same cycles
        #[arg(long)]
        seed: u64,
        /// The first cycle
        #[arg(long)]
        from: u64,
    },
    /// Be the desk; told by its parent through standard input
    #[command(hide = true)]
    Desk {
        /// Its folder
        data_dir: PathBuf,
    },
}

#[tokio::main]
async fn main() -> Result<ExitCode> {
    match Args::parse().role {
        Role::Run { cycles, seed, from } => {
            let well = parent::run(seed, from..from.saturating_add(cycles)).await?;
            Ok(if well { ExitCode::SUCCESS } else { ExitCode::FAILURE })
        }
        Role::Desk { data_dir } => {
            child::run(&data_dir).await?;
            Ok(ExitCode::SUCCESS)
        }
    }
}
