//! `cargo xtask test`: every check and test of the project, and a count of them.

mod counts;
mod rust_tests;
mod sandbox_contract;
pub(crate) mod session;
mod steps;

use std::process::ExitCode;
use std::time::{Duration, Instant};

use anyhow::{Result, bail};

use self::counts::Counts;
use self::steps::{STEPS, Step};
use crate::setup::{self, Purpose};
use crate::terminal;
use crate::workspace::Workspace;

/// Flags of `test`.
#[derive(clap::Args)]
pub(crate) struct TestArgs {
    /// Show the steps and run none
    #[arg(long)]
    list: bool,
    /// Only these steps, and those they need
    #[arg(value_name = "STEP")]
    steps: Vec<String>,
}

/// How a step ended.
struct Outcome {
    name: &'static str,
    counts: Counts,
    elapsed: Duration,
    /// Why it failed, when no failed test says so.
    trouble: Option<String>,
}

impl Outcome {
    fn passed(&self) -> bool {
        self.trouble.is_none() && self.counts.failed == 0
    }
}

/// Sets up and runs the suite; the code is 0 only when everything passed.
///
/// The last line is `N passed, N failed`, alone on its line. A check without tests of its own (formatting, say) counts as
/// one, and so does a step that broke outside of its tests.
///
/// # Errors
/// When a step's name is unknown or the session can't be made.
pub(crate) fn test(workspace: &Workspace, args: &TestArgs) -> Result<ExitCode> {
    let chosen = choose(&args.steps)?;
    if args.list {
        for step in chosen {
            println!("{:<18}{}", step.name, step.what);
        }
        return Ok(ExitCode::SUCCESS);
    }
    if session::is_inside() {
        return run(workspace, &chosen);
    }
    if let Err(error) = setup::prepare(workspace, &[Purpose::Build, Purpose::App, Purpose::Test]) {
        eprintln!("error: {error:#}");
        println!("\n{}", closing(Counts::one(false)));
        return Ok(ExitCode::FAILURE);
    }
    session::enter()
}

fn run(workspace: &Workspace, chosen: &[&'static Step]) -> Result<ExitCode> {
    let _keyring = terminal::step("Keyring for the tests", session::Keyring::unlock)?;
    let mut outcomes: Vec<Outcome> = Vec::new();
    for step in chosen {
        let unmet = step
            .needs
            .filter(|need| outcomes.iter().any(|outcome| outcome.name == *need && !outcome.passed()));
        let start = Instant::now();
        println!("\n==> {}: {}", step.name, step.what);
        let result = match unmet {
            Some(need) => Err(anyhow::anyhow!("not run, because {need} failed")),
            None => (step.work)(workspace),
        };
        let (counts, trouble) = match result {
            Ok(counts) => (counts, None),
            Err(error) => (Counts::one(false), Some(format!("{error:#}"))),
        };
        let outcome = Outcome { name: step.name, counts, elapsed: start.elapsed(), trouble };
        println!(
            "    {} in {}",
            if outcome.passed() { "passed" } else { "failed" },
            terminal::seconds(outcome.elapsed)
        );
        outcomes.push(outcome);
    }
    print!("\n{}", summary(&outcomes));
    let passed = outcomes.iter().all(Outcome::passed);
    Ok(if passed { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}

/// The named steps and those they need, in the suite's order; all when none is named.
fn choose(names: &[String]) -> Result<Vec<&'static Step>> {
    if let Some(unknown) = names.iter().find(|name| STEPS.iter().all(|step| step.name != **name)) {
        let known: Vec<_> = STEPS.iter().map(|step| step.name).collect();
        bail!("there is no step {unknown}; the steps are {}", known.join(", "));
    }
    let mut chosen: Vec<&'static Step> = Vec::new();
    // From the last to the first, because a step needs only earlier ones.
    for step in STEPS.iter().rev() {
        let named = names.is_empty() || names.iter().any(|name| name == step.name);
        if named || chosen.iter().any(|later| later.needs == Some(step.name)) {
            chosen.push(step);
        }
    }
    chosen.reverse();
    Ok(chosen)
}

fn summary(outcomes: &[Outcome]) -> String {
    let mut text = format!("{:<18}{:>8}{:>8}{:>9}{:>11}\n", "step", "passed", "failed", "skipped", "time");
    let mut all = Counts::default();
    for outcome in outcomes {
        let Counts { passed, failed, skipped } = outcome.counts;
        let time = terminal::seconds(outcome.elapsed);
        text += &format!("{:<18}{passed:>8}{failed:>8}{skipped:>9}{time:>11}", outcome.name);
        if let Some(trouble) = &outcome.trouble {
            text += &format!("   {trouble}");
        }
        text.push('\n');
        all += outcome.counts;
    }
    text + "\n" + &closing(all) + "\n"
}

fn closing(counts: Counts) -> String {
    format!("{} passed, {} failed", counts.passed, counts.failed)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn names(chosen: &[&Step]) -> Vec<&'static str> {
        chosen.iter().map(|step| step.name).collect()
    }

    #[test]
    fn a_step_brings_those_it_needs_and_the_order_stays() {
        let chosen = choose(&["window".to_owned(), "format".to_owned()]).unwrap();
        assert_eq!(names(&chosen), ["format", "bundle", "build", "window"]);
        assert_eq!(choose(&[]).unwrap().len(), STEPS.len());
        assert!(choose(&["windows".to_owned()]).is_err());
    }

    #[test]
    fn the_closing_line_stands_alone_and_counts_a_broken_step() {
        let outcome = |counts, trouble: Option<&str>| Outcome {
            name: "rust",
            counts,
            elapsed: Duration::from_millis(1250),
            trouble: trouble.map(str::to_owned),
        };
        let tests = Counts { passed: 41, failed: 1, skipped: 0 };
        let text = summary(&[outcome(tests, None), outcome(Counts::one(false), Some("no test ran"))]);
        assert_eq!(text.lines().last(), Some("41 passed, 2 failed"));
        assert!(text.contains("1.2 s   no test ran") || text.contains("1.3 s   no test ran"), "{text}");
    }

    #[test]
    fn a_step_with_failed_tests_has_failed() {
        let outcome =
            Outcome { name: "ui", counts: Counts::one(false), elapsed: Duration::ZERO, trouble: None };
        assert!(!outcome.passed());
    }
}
