//! How fast Pondesk is, beside a floor that is measured in the same run, so that the machine hardly counts.
//! `cargo xtask bench` builds it as it ships and runs it.
//!
//! A bench is a file of its own with a `run`, and a line in [`BENCHES`]. It measures its floor and ours in turns and returns
//! [`Figure`]s; the frame prints them, judges them by their goals and writes `docs/performance.md`.

mod callbacks;
mod desk;
mod figure;
mod fill;
mod history;
mod ingest;
mod outbox;
mod page;
mod past;
mod samples;
mod scroll;

use std::path::{Path, PathBuf};
use std::process::ExitCode;

use anyhow::{Context, Result, bail};
use clap::Parser;

use crate::figure::Figure;

/// Something that is measured.
struct Bench {
    /// What it is called on the command line.
    name: &'static str,
    /// What is measured, against which floor, for the table and the page.
    what: &'static str,
    /// Measures it. The folder is empty, on the disk where the work tree is, and goes away afterwards.
    run: fn(&Path) -> Result<Vec<Figure>>,
}

/// All benches, in the order in which they run.
const BENCHES: &[Bench] = &[
    Bench { name: "outbox", what: outbox::WHAT, run: outbox::run },
    Bench { name: "callbacks", what: callbacks::WHAT, run: callbacks::run },
    Bench { name: "ingest", what: ingest::WHAT, run: ingest::run },
    Bench { name: "history", what: history::WHAT, run: history::run },
    Bench { name: "fill", what: fill::WHAT, run: fill::run },
    Bench { name: "scroll", what: scroll::WHAT, run: scroll::run },
];

#[derive(Parser)]
#[command(name = "cargo xtask bench", about = "Measure Pondesk beside a floor in the same run")]
struct Args {
    /// Only these; all when none is named
    names: Vec<String>,
    /// The figures as JSON: name, unit, floor, ours, ratio, goal, met
    #[arg(long)]
    json: bool,
    /// Write the figures into this page, those of other benches left as they are
    #[arg(long)]
    write: Option<PathBuf>,
    /// Where to measure: a folder on a real disk, not in memory
    #[arg(long, default_value = "target/bench")]
    folder: PathBuf,
    /// Only say how much memory a desk takes that opens this data folder and is searched; the bench of the history asks a
    /// process of its own that
    #[arg(long, hide = true)]
    memory_of: Option<PathBuf>,
}

fn main() -> ExitCode {
    match run(&Args::parse()) {
        Ok(true) => ExitCode::SUCCESS,
        Ok(false) => ExitCode::FAILURE,
        Err(error) => {
            eprintln!("error: {error:#}");
            ExitCode::FAILURE
        }
    }
}

/// Runs what is asked for. False when a goal was missed.
fn run(args: &Args) -> Result<bool> {
    if let Some(data_dir) = &args.memory_of {
        println!("{}", history::memory_of(data_dir)?);
        return Ok(true);
    }
    if let Some(unknown) = args.names.iter().find(|name| BENCHES.iter().all(|bench| bench.name != **name)) {
        let known: Vec<_> = BENCHES.iter().map(|bench| bench.name).collect();
        bail!("there is no bench {unknown}; there are: {}", known.join(", "));
    }
    let asked = |bench: &&Bench| args.names.is_empty() || args.names.iter().any(|name| name == bench.name);
    let mut figures = Vec::new();
    for bench in BENCHES.iter().filter(asked) {
        if !args.json {
            println!("{}: {}", bench.name, bench.what);
        }
        let measured = measure(bench, &args.folder).with_context(|| format!("bench {}", bench.name))?;
        if !args.json {
            println!("{}", page::table(&measured));
        }
        if let Some(file) = &args.write {
            page::write(file, bench.name, bench.what, &measured)?;
        }
        figures.extend(measured);
    }
    if args.json {
        println!("{}", serde_json::to_string_pretty(&figures)?);
    }
    Ok(figures.iter().all(Figure::is_met))
}

fn measure(bench: &Bench, folder: &Path) -> Result<Vec<Figure>> {
    std::fs::create_dir_all(folder).with_context(|| format!("make {}", folder.display()))?;
    let ground = tempfile::Builder::new().prefix(bench.name).tempdir_in(folder)?;
    (bench.run)(ground.path())
}
