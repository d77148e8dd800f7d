//! `sandbox …`

use std::path::PathBuf;

use clap::Subcommand;
use jiff::Timestamp;

#[derive(Debug, Subcommand)]
pub(crate) enum SandboxVerb {
    /// Serve the local PandaPon until Ctrl C
    Serve {
        /// Port on loopback; 0 takes any free one
        #[arg(long, default_value_t = 0)]
        port: u16,
        /// Its own folder
        #[arg(long)]
        data: PathBuf,
        /// Seed of its catalogue
        #[arg(long, default_value_t = 1)]
        seed: u64,
        /// How many times faster its days go by
        #[arg(long, default_value_t = 1)]
        speed: u32,
    },
    /// Give it orders of the past, over both platforms and four years; also while it is served
    Seed {
        /// So many in all; a folder keeps the number of its first seeding
        #[arg(long, value_name = "N")]
        orders: u32,
        /// Its own folder
        #[arg(long)]
        data: PathBuf,
        /// Seed of its catalogue
        #[arg(long, default_value_t = 1)]
        seed: u64,
        /// When the newest was placed, such as 2026-11-01T00:00:00Z: the same seed, number and time give the same orders; now
        /// when left out
        #[arg(long, value_name = "TIME")]
        until: Option<Timestamp>,
    },
}
