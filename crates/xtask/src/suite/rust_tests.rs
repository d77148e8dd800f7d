//! The test programs of the workspace, as many at a time as there are cores.
//!
//! `cargo test` runs one after another. Many of ours wait most of the time, for a desk to notice something or for a lock,
//! so side by side they are through in about half the time.

use std::io::{self, Write};
use std::path::PathBuf;
use std::process::Command;
use std::sync::{Mutex, PoisonError};
use std::time::Instant;
use std::{iter, thread};

use anyhow::{Context, Result, bail};
use serde::Deserialize;

use super::counts::{self, Counts};
use crate::terminal;

/// A test program that cargo built.
#[derive(Debug, PartialEq, Eq)]
struct Program {
    /// Crate and target, as in `store, test history`.
    name: String,
    file: PathBuf,
    /// The folder of its crate, where cargo would run it.
    folder: PathBuf,
}

/// Builds and runs all test programs of the workspace with this cargo, apart from doc tests.
///
/// # Errors
/// When they can't be built or one can't be started.
pub(crate) fn run(cargo: &mut Command) -> Result<Counts> {
    let build = ["test", "--workspace", "--locked", "--no-run", "--message-format=json-render-diagnostics"];
    println!("    $ {}", terminal::line(cargo.args(build)));
    let programs = programs(&String::from_utf8_lossy(&terminal::output(cargo)?))?;
    let waiting = Mutex::new(programs.iter());
    let next = || waiting.lock().unwrap_or_else(PoisonError::into_inner).next();
    let lane = || {
        iter::from_fn(next).try_fold(Counts::default(), |all, program| run_one(program).map(|one| all + one))
    };
    thread::scope(|scope| {
        let lanes = thread::available_parallelism().map_or(1, usize::from);
        let lanes: Vec<_> = (0..lanes).map(|_| scope.spawn(lane)).collect();
        lanes.into_iter().try_fold(Counts::default(), |all, lane| match lane.join() {
            Ok(counts) => Ok(all + counts?),
            Err(_) => bail!("a lane of test programs broke"),
        })
    })
}

/// Runs one program as cargo would, and shows what it said in one piece.
fn run_one(program: &Program) -> Result<Counts> {
    let start = Instant::now();
    let mut command = Command::new(&program.file);
    command.current_dir(&program.folder).env("CARGO_MANIFEST_DIR", &program.folder);
    let output = command.output().with_context(|| format!("start {}", program.name))?;
    let mut counts = counts::of_cargo(&String::from_utf8_lossy(&output.stdout));
    let mut terminal = io::stdout().lock();
    writeln!(terminal, "\n    {} in {}", program.name, terminal::seconds(start.elapsed()))?;
    terminal.write_all(&output.stdout)?;
    if !output.status.success() {
        terminal.write_all(&output.stderr)?;
        writeln!(terminal, "    {} ended with {}", program.name, output.status)?;
        // One that broke outside of its tests counts as a test, so that the others still run.
        counts.failed = counts.failed.max(1);
    }
    Ok(counts)
}

/// The test programs among cargo's messages, one JSON value a line.
///
/// # Errors
/// When a message can't be read or none is about a test program.
fn programs(messages: &str) -> Result<Vec<Program>> {
    let mut programs = Vec::new();
    for line in messages.lines() {
        let message: Message = serde_json::from_str(line).context("read cargo's messages")?;
        let (Some(file), Some(target), Some(manifest), Some(Profile { test: true })) =
            (message.executable, message.target, message.manifest_path, message.profile)
        else {
            continue;
        };
        let folder = manifest.parent().context("a crate has a folder")?.to_path_buf();
        let of = folder.file_name().unwrap_or_default().to_string_lossy();
        programs.push(Program {
            name: format!("{of}, {} {}", target.kind.join(" "), target.name),
            file,
            folder,
        });
    }
    if programs.is_empty() {
        bail!("cargo built no test program");
    }
    Ok(programs)
}

/// What cargo says of something that it did; these parts are there when it built a target.
#[derive(Deserialize)]
struct Message {
    manifest_path: Option<PathBuf>,
    target: Option<Target>,
    profile: Option<Profile>,
    executable: Option<PathBuf>,
}

#[derive(Deserialize)]
struct Target {
    name: String,
    kind: Vec<String>,
}

#[derive(Deserialize)]
struct Profile {
    test: bool,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn test_programs_are_told_from_libraries_and_other_programs() {
        let messages = [
            r#"{"reason":"compiler-artifact","manifest_path":"/w/crates/store/Cargo.toml","target":{"kind":["lib"],"name":"pondesk_store"},"profile":{"test":false},"executable":null}"#,
            r#"{"reason":"compiler-artifact","manifest_path":"/w/crates/cli/Cargo.toml","target":{"kind":["bin"],"name":"pondesk-cli"},"profile":{"test":false},"executable":"/t/pondesk-cli"}"#,
            r#"{"reason":"build-script-executed","package_id":"serde"}"#,
            r#"{"reason":"compiler-artifact","manifest_path":"/w/crates/store/Cargo.toml","target":{"kind":["test"],"name":"store"},"profile":{"test":true},"executable":"/t/store-1"}"#,
            r#"{"reason":"build-finished","success":true}"#,
        ];
        let program = Program {
            name: "store, test store".to_owned(),
            file: "/t/store-1".into(),
            folder: "/w/crates/store".into(),
        };
        assert_eq!(programs(&messages.join("\n")).unwrap(), [program]);
        assert!(programs(messages[0]).is_err());
    }
}
