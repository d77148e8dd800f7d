//! The steps of `cargo xtask test`, cheapest first, and how each is done.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result, bail};

use super::counts::{self, Counts};
use super::{rust_tests, sandbox_contract};
use crate::workspace::Workspace;
use crate::{arrows, coverage, crash, fuzz, setup, sizes, terminal};

/// One step of the suite.
pub(crate) struct Step {
    /// What it is called on the command line.
    pub(crate) name: &'static str,
    /// What it does, for `--list`.
    pub(crate) what: &'static str,
    /// The step that must have passed before, if any.
    pub(crate) needs: Option<&'static str>,
    /// Does it. `Ok` with failed tests is a failed step; so is `Err`, which stands for something other than a test.
    pub(crate) work: fn(&Workspace) -> Result<Counts>,
}

/// All steps in the order in which they run.
pub(crate) const STEPS: &[Step] = &[
    Step { name: "format", what: "cargo fmt --check", needs: None, work: format },
    Step { name: "sizes", what: "length of files, names in them", needs: None, work: sizes },
    Step { name: "arrows", what: "which crate may reach which", needs: None, work: arrows },
    Step { name: "coverage", what: "docs/coverage.md is what the sources say", needs: None, work: coverage },
    Step { name: "deny", what: "licences, sources and bans of dependencies", needs: None, work: deny },
    Step { name: "lint", what: "eslint and prettier over ui", needs: None, work: lint },
    Step { name: "types", what: "svelte-check over ui", needs: None, work: types },
    Step { name: "ui", what: "vitest over ui", needs: None, work: ui },
    Step { name: "bundle", what: "vite build of ui, which app and CLI embed", needs: None, work: bundle },
    Step {
        name: "build",
        what: "the app, the CLI and all test programs, by clippy, warnings denied",
        needs: Some("bundle"),
        work: build,
    },
    Step {
        name: "rust",
        what: "cargo test, with doc tests and fresh bindings",
        needs: Some("build"),
        work: rust,
    },
    Step {
        name: "fuzz",
        what: "generated input for every reader of the SDK, for 20 s",
        needs: Some("build"),
        work: fuzz,
    },
    Step {
        name: "client-contract",
        what: "the SDK without its client; its client against the contract file, by Prism",
        needs: None,
        work: client_contract,
    },
    Step {
        name: "sandbox-contract",
        what: "the sandbox against its contract file, by schemathesis",
        needs: Some("build"),
        work: sandbox_contract::run,
    },
    Step {
        name: "crash",
        what: "a working desk killed 200 times, its books compared with the sandbox's",
        needs: Some("build"),
        work: kill_desks,
    },
    Step {
        name: "browser",
        what: "the UI in Chromium over pondesk-cli serve",
        needs: Some("build"),
        work: browser,
    },
    Step { name: "window", what: "the real window under Xvfb", needs: Some("build"), work: window },
];

/// The test program that needs Prism; of the whole workspace, so that the features of its dependencies stay what `build` had.
const PRISM: [&str; 3] = ["--workspace", "--test", "prism"];

/// A command that passes or fails as a whole.
fn check(command: &mut Command) -> Result<Counts> {
    terminal::run(command)?;
    Ok(Counts::one(true))
}

fn format(workspace: &Workspace) -> Result<Counts> {
    check(workspace.cargo().args(["fmt", "--all", "--check"]))
}

fn sizes(workspace: &Workspace) -> Result<Counts> {
    terminal::check("sizes and names", &sizes::check(workspace)?)?;
    Ok(Counts::one(true))
}

fn arrows(workspace: &Workspace) -> Result<Counts> {
    terminal::check("arrows", &arrows::check(workspace)?)?;
    Ok(Counts::one(true))
}

fn coverage(workspace: &Workspace) -> Result<Counts> {
    terminal::check("coverage", &coverage::check(workspace)?)?;
    Ok(Counts::one(true))
}

fn deny(workspace: &Workspace) -> Result<Counts> {
    let deny = workspace.tools().join("bin/cargo-deny");
    // Advisories need a database from the net and change without a commit: a workflow looks at them every day.
    let mut deny = workspace.command(&deny.to_string_lossy());
    check(deny.args([
        "--locked",
        "--log-level",
        "error",
        "check",
        "--hide-inclusion-graph",
        "bans",
        "licenses",
        "sources",
    ]))
}

fn lint(workspace: &Workspace) -> Result<Counts> {
    check(workspace.npm().args(["run", "--silent", "lint"]))
}

fn types(workspace: &Workspace) -> Result<Counts> {
    check(workspace.npm().args(["run", "--silent", "check"]))
}

fn ui(workspace: &Workspace) -> Result<Counts> {
    let report = workspace.scratch()?.join("vitest.json");
    // An old report must not stand in for a run that wrote none.
    if report.exists() {
        fs::remove_file(&report).context("remove the last report of vitest")?;
    }
    let mut vitest = workspace.npm();
    vitest.args(["run", "--silent", "test", "--", "--reporter=default", "--reporter=json"]);
    vitest.arg(format!("--outputFile.json={}", report.display()));
    let (_, succeeded) = terminal::run_and_read(&mut vitest)?;
    judged(counts::of_vitest(&fs::read_to_string(&report).unwrap_or_default()), succeeded)
}

fn bundle(workspace: &Workspace) -> Result<Counts> {
    setup::build_ui(workspace)?;
    Ok(Counts::one(true))
}

/// Cargo with clippy in the place of rustc for the crates of this workspace, warnings denied.
///
/// `cargo clippy` only checks, so every dependency would be compiled once for it and once for the tests: minutes of a
/// cold run. Clippy's driver is rustc with the lints added, and makes programs as well. Every step that runs cargo has to
/// take this one: cargo keeps what another compiler built apart.
fn linting_cargo(workspace: &Workspace) -> Result<Command> {
    let sysroot = terminal::output(workspace.command("rustc").args(["--print", "sysroot"]))?;
    let driver = Path::new(String::from_utf8_lossy(&sysroot).trim())
        .join("bin")
        .join(format!("clippy-driver{}", std::env::consts::EXE_SUFFIX));
    if !driver.is_file() {
        bail!("clippy is missing: `rustup component add clippy`");
    }
    let mut cargo = workspace.cargo();
    cargo.env("RUSTC_WORKSPACE_WRAPPER", driver);
    // As `cargo clippy -- -D warnings` passes it on, each word ended by a mark of clippy's own.
    cargo.env("CLIPPY_ARGS", "-D__CLIPPY_HACKERY__warnings__CLIPPY_HACKERY__");
    Ok(cargo)
}

/// Builds all at once, with the features that tests need too, so that `rust` compiles nothing a second time.
fn build(workspace: &Workspace) -> Result<Counts> {
    let all = ["build", "--workspace", "--bins", "--tests", "--examples", "--locked"];
    check(linting_cargo(workspace)?.args(all))
}

fn rust(workspace: &Workspace) -> Result<Counts> {
    let tests = rust_tests::run(&mut linting_cargo(workspace)?)?;
    let mut docs = linting_cargo(workspace)?;
    docs.args(["test", "--workspace", "--locked", "--no-fail-fast", "--doc"]);
    let (output, succeeded) = terminal::run_and_read(&mut docs)?;
    Ok(tests + judged(counts::of_cargo(&output), succeeded)?)
}

fn client_contract(workspace: &Workspace) -> Result<Counts> {
    // Every other build has the client in it: without it, types and signatures must stand alone.
    let bare = ["build", "--package", "pandapon", "--lib", "--no-default-features", "--locked"];
    let bare = check(linting_cargo(workspace)?.args(bare))?;
    let mut cargo = linting_cargo(workspace)?;
    cargo.arg("test").args(PRISM).arg("--locked");
    let (output, succeeded) = terminal::run_and_read(&mut cargo)?;
    Ok(bare + judged(counts::of_cargo(&output), succeeded)?)
}

fn fuzz(workspace: &Workspace) -> Result<Counts> {
    check(&mut fuzz::built(workspace, 20, 1))
}

fn kill_desks(workspace: &Workspace) -> Result<Counts> {
    check(&mut crash::command(workspace, 200, 1, 0))
}

fn browser(workspace: &Workspace) -> Result<Counts> {
    node_tests(workspace, "browser", &["--test-concurrency=2", "--test-timeout=300000"])
}

fn window(workspace: &Workspace) -> Result<Counts> {
    // One after another: they share the machine's only pointer and keyboard focus per display, and two cores.
    node_tests(workspace, "window", &["--test-concurrency=1", "--test-timeout=600000"])
}

fn node_tests(workspace: &Workspace, folder: &str, flags: &[&str]) -> Result<Counts> {
    let files = test_files(&workspace.ui().join("tests").join(folder))?;
    let mut node = workspace.command("node");
    node.current_dir(workspace.ui());
    node.args(["--test", "--test-reporter=spec"]).args(flags).args(files);
    node.env("PONDESK_TARGET_DIR", workspace.target());
    let (output, succeeded) = terminal::run_and_read(&mut node)?;
    judged(counts::of_node(&output), succeeded)
}

/// The `*.test.mjs` files of a folder, by name.
fn test_files(folder: &Path) -> Result<Vec<PathBuf>> {
    let entries = fs::read_dir(folder).with_context(|| format!("list {}", folder.display()))?;
    let mut files = Vec::new();
    for entry in entries {
        let path = entry.with_context(|| format!("list {}", folder.display()))?.path();
        if path.to_string_lossy().ends_with(".test.mjs") {
            files.push(path);
        }
    }
    if files.is_empty() {
        bail!("{} holds no test (*.test.mjs)", folder.display());
    }
    files.sort();
    Ok(files)
}

/// A runner that fails without a failed test, or passes without a test, has failed.
fn judged(counts: Counts, succeeded: bool) -> Result<Counts> {
    match (succeeded, counts) {
        (false, Counts { failed: 0, passed, .. }) => {
            bail!("it failed outside of its tests ({passed} passed)")
        }
        (true, counts) if counts.all() == 0 => bail!("no test ran"),
        (_, counts) => Ok(counts),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_need_is_a_step_that_runs_earlier() {
        for (index, step) in STEPS.iter().enumerate() {
            if let Some(need) = step.needs {
                assert!(
                    STEPS[..index].iter().any(|earlier| earlier.name == need),
                    "{} needs {need}",
                    step.name
                );
            }
        }
    }

    #[test]
    fn a_runner_that_ran_nothing_or_broke_has_failed() {
        assert!(judged(Counts::default(), true).is_err());
        assert!(judged(Counts::one(true), false).is_err());
        assert_eq!(judged(Counts::one(true), true).unwrap(), Counts::one(true));
        assert_eq!(judged(Counts::one(false), false).unwrap(), Counts::one(false));
    }
}
