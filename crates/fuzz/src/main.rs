//! Throws generated input at every reader of the SDK: the answer of each operation, callbacks, the wire readers, the
//! envelope. `cargo xtask fuzz` builds it optimised, with overflow checks, and runs it.
//!
//! Input `n` of a seed is always the same, whatever the number of threads, so that a finding can be made again.

mod cases;
mod generate;
mod mutate;
mod readers;
mod report;
mod spans;

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::PathBuf;
use std::process::ExitCode;
use std::sync::Mutex;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::{Duration, Instant};

use anyhow::{Context, Result};
use clap::Parser;
use rand::{Rng, SeedableRng};
use rand_chacha::ChaCha8Rng;

use crate::cases::Cases;
use crate::generate::Origin;
use crate::readers::{Outcome, Reader};
use crate::report::{Finding, Tally};

/// Inputs that a thread takes at a time.
const BATCH: u64 = 512;

/// After so many findings more of them tell nothing new.
const FINDINGS_AT_MOST: usize = 50;

#[derive(Parser)]
#[command(name = "cargo xtask fuzz", about = "Throw generated input at every reader of the SDK")]
struct Args {
    /// How long
    #[arg(long, default_value_t = 60)]
    seconds: u64,
    /// Stop earlier, after so many inputs
    #[arg(long)]
    inputs: Option<u64>,
    /// The same seed gives the same inputs
    #[arg(long, default_value_t = 1)]
    seed: u64,
    /// Only this input, which is printed: to look at a finding
    #[arg(long)]
    only: Option<u64>,
    /// Folder of the recorded cases
    #[arg(long, default_value = concat!(env!("CARGO_MANIFEST_DIR"), "/../pandapon/tests/recorded"))]
    cases: PathBuf,
    /// Folder for inputs that a reader failed on
    #[arg(long, default_value = "target/findings")]
    findings: PathBuf,
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

/// What the threads share.
struct Run<'a> {
    seed: u64,
    cases: &'a Cases,
    readers: &'a [Reader],
    findings: Mutex<Vec<Finding>>,
}

impl Run<'_> {
    /// Makes input `number` and gives it to its reader.
    fn one(&self, number: u64, tally: &mut Tally, input: &mut Vec<u8>) {
        let Some((at, origin, status)) = self.input(number, input) else { return };
        let Some(reader) = self.readers.get(at) else { return };
        let check_again = number.is_multiple_of(8);
        let outcome = catch_unwind(AssertUnwindSafe(|| reader.read(status, input, check_again)));
        tally.add(at, origin, outcome.as_ref().ok());
        let what = match outcome {
            Ok(Outcome::Read | Outcome::Refused | Outcome::NotReached) => return,
            Ok(Outcome::Unsteady(how)) => how,
            Err(panic) => format!("panic: {}", report::panic_message(panic.as_ref())),
        };
        let mut findings = self.findings.lock().unwrap_or_else(std::sync::PoisonError::into_inner);
        if findings.len() < FINDINGS_AT_MOST {
            findings.push(Finding {
                number,
                reader: reader.name.clone(),
                status,
                what,
                input: input.clone(),
            });
        }
    }

    /// Input `number`: for which reader, how it was made, and its HTTP status. The readers take turns.
    fn input(&self, number: u64, input: &mut Vec<u8>) -> Option<(usize, Origin, u16)> {
        let at = usize::try_from(number % u64::try_from(self.readers.len()).ok()?).ok()?;
        let mut rng = ChaCha8Rng::seed_from_u64(self.seed.rotate_left(32) ^ number);
        // ChaCha wants no warming up, but the first bits of neighbouring numbers may as well be drawn.
        let _: u64 = rng.random();
        let (origin, status) = generate::input(&mut rng, self.readers.get(at)?, self.cases, input);
        Some((at, origin, status))
    }
}

fn run(args: &Args) -> Result<bool> {
    let cases = Cases::load(&args.cases)?;
    let readers = readers::all(&cases);
    let run = Run { seed: args.seed, cases: &cases, readers: &readers, findings: Mutex::default() };
    if let Some(number) = args.only {
        return only(&run, number);
    }
    // A panic is a finding and told once, in the report.
    std::panic::set_hook(Box::new(report::remember_place));
    let threads = std::thread::available_parallelism().map_or(1, usize::from);
    println!(
        "seed {}, {} readers, {} recorded cases, {threads} threads",
        args.seed,
        readers.len(),
        cases.all.len()
    );
    let start = Instant::now();
    let deadline = start + Duration::from_secs(args.seconds);
    let next = AtomicU64::new(0);
    let most = args.inputs.unwrap_or(u64::MAX);
    let tallies: Vec<Tally> = std::thread::scope(|scope| {
        let workers: Vec<_> = (0..threads)
            .map(|_| {
                scope.spawn(|| {
                    let (mut tally, mut input) = (Tally::new(readers.len()), Vec::new());
                    while Instant::now() < deadline {
                        let from = next.fetch_add(BATCH, Ordering::Relaxed);
                        if from >= most {
                            break;
                        }
                        for number in from..from.saturating_add(BATCH).min(most) {
                            run.one(number, &mut tally, &mut input);
                        }
                    }
                    tally
                })
            })
            .collect();
        workers.into_iter().filter_map(|worker| worker.join().ok()).collect()
    });
    let _ = std::panic::take_hook();
    let tally = Tally::sum(&tallies, readers.len());
    let findings = run.findings.into_inner().unwrap_or_else(std::sync::PoisonError::into_inner);
    report::save(&args.findings, args.seed, &findings)
        .with_context(|| format!("write to {}", args.findings.display()))?;
    Ok(report::tell(&readers, &tally, &findings, start.elapsed()))
}

/// Prints one input and what its reader makes of it; a panic shows where it comes from.
fn only(run: &Run<'_>, number: u64) -> Result<bool> {
    let mut input = Vec::new();
    let (at, origin, status) = run.input(number, &mut input).context("there are no readers")?;
    let reader = run.readers.get(at).context("there are no readers")?;
    println!("{}, {origin:?}, HTTP {status}\n{}", reader.name, String::from_utf8_lossy(&input));
    let outcome = reader.read(status, &input, true);
    println!("{outcome:?}");
    Ok(!matches!(outcome, Outcome::Unsteady(_)))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn cases() -> Cases {
        Cases::load(&PathBuf::from(concat!(env!("CARGO_MANIFEST_DIR"), "/../pandapon/tests/recorded")))
            .unwrap()
    }

    fn run_of<'a>(cases: &'a Cases, readers: &'a [Reader], seed: u64) -> Run<'a> {
        Run { seed, cases, readers, findings: Mutex::default() }
    }

    #[test]
    fn a_number_and_a_seed_make_the_same_input_again() {
        let cases = cases();
        let readers = readers::all(&cases);
        let input = |seed, number| {
            let mut bytes = Vec::new();
            let made = run_of(&cases, &readers, seed).input(number, &mut bytes).unwrap();
            (made, bytes)
        };
        for number in 0..500 {
            assert_eq!(input(7, number), input(7, number));
        }
        assert!((0..500).any(|number| input(7, number) != input(8, number)));
    }

    #[test]
    fn most_inputs_are_mutations_and_every_reader_has_its_turn() {
        let cases = cases();
        let readers = readers::all(&cases);
        let run = run_of(&cases, &readers, 3);
        let (mut tally, mut input) = (Tally::new(readers.len()), Vec::new());
        let turns = u64::try_from(readers.len()).unwrap() * 40;
        for number in 0..turns {
            run.one(number, &mut tally, &mut input);
        }
        assert!(report::tell(&readers, &tally, &run.findings.into_inner().unwrap(), Duration::ZERO));
    }

    #[test]
    fn a_panic_and_an_unsteady_reader_are_found_and_an_idle_one_too() {
        let cases = cases();
        let readers = [
            readers::of_values(
                "panics",
                |text, _| if text.contains('7') { panic!("seven") } else { Outcome::Read },
                &cases,
            ),
            readers::of_values("unsteady", |_, _| Outcome::Unsteady("differs".into()), &cases),
            readers::of_values("idle", |_, _| Outcome::NotReached, &cases),
        ];
        let run = run_of(&cases, &readers, 3);
        let (mut tally, mut input) = (Tally::new(readers.len()), Vec::new());
        for number in 0..300 {
            run.one(number, &mut tally, &mut input);
        }
        let findings = run.findings.into_inner().unwrap();
        assert!(findings.iter().any(|found| found.reader == "panics" && found.what.contains("seven")));
        assert!(findings.iter().any(|found| found.reader == "unsteady" && found.what == "differs"));
        assert!(!report::tell(&readers, &tally, &[], Duration::ZERO));
    }
}
