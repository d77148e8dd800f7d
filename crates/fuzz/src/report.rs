//! What a run came to.

use std::any::Any;
use std::cell::RefCell;
use std::fs;
use std::panic::PanicHookInfo;
use std::path::Path;
use std::time::Duration;

use anyhow::Result;

use crate::generate::Origin;
use crate::readers::{Outcome, Reader};

/// An input that a reader failed on.
pub(crate) struct Finding {
    pub(crate) number: u64,
    pub(crate) reader: String,
    pub(crate) status: u16,
    pub(crate) what: String,
    pub(crate) input: Vec<u8>,
}

/// Inputs, counted.
#[derive(Clone)]
pub(crate) struct Tally {
    readers: Vec<Row>,
    mutations: u64,
    grammar: u64,
    bytes: u64,
}

/// The inputs of one reader.
#[derive(Clone, Copy, Default)]
struct Row {
    inputs: u64,
    read: u64,
    refused: u64,
}

impl Tally {
    pub(crate) fn new(readers: usize) -> Self {
        Self { readers: vec![Row::default(); readers], mutations: 0, grammar: 0, bytes: 0 }
    }

    /// Counts an input; without an outcome it made its reader panic.
    pub(crate) fn add(&mut self, reader: usize, origin: Origin, outcome: Option<&Outcome>) {
        match origin {
            Origin::Mutation => self.mutations += 1,
            Origin::Grammar => self.grammar += 1,
            Origin::Bytes => self.bytes += 1,
        }
        if let Some(row) = self.readers.get_mut(reader) {
            row.inputs += 1;
            match outcome {
                Some(Outcome::Read | Outcome::Unsteady(_)) => row.read += 1,
                Some(Outcome::Refused) => row.refused += 1,
                Some(Outcome::NotReached) | None => {}
            }
        }
    }

    pub(crate) fn sum(tallies: &[Self], readers: usize) -> Self {
        let mut sum = Self::new(readers);
        for tally in tallies {
            sum.mutations += tally.mutations;
            sum.grammar += tally.grammar;
            sum.bytes += tally.bytes;
            for (all, row) in sum.readers.iter_mut().zip(&tally.readers) {
                all.inputs += row.inputs;
                all.read += row.read;
                all.refused += row.refused;
            }
        }
        sum
    }

    fn inputs(&self) -> u64 {
        self.mutations + self.grammar + self.bytes
    }
}

thread_local! {
    static PLACE: RefCell<String> = const { RefCell::new(String::new()) };
}

/// Called for every panic, before it is caught.
pub(crate) fn remember_place(panic: &PanicHookInfo<'_>) {
    let place = panic.location().map(ToString::to_string).unwrap_or_default();
    PLACE.with_borrow_mut(|last| *last = place);
}

/// What a caught panic of this thread said, and where.
pub(crate) fn panic_message(panic: &(dyn Any + Send)) -> String {
    let said = panic.downcast_ref::<&str>().map(|text| (*text).to_owned());
    let said = said.or_else(|| panic.downcast_ref::<String>().cloned()).unwrap_or_default();
    PLACE.with_borrow(|place| format!("{said} at {place}"))
}

/// Writes each finding's input to a file of its own.
///
/// # Errors
/// The folder or a file cannot be written.
pub(crate) fn save(folder: &Path, seed: u64, findings: &[Finding]) -> Result<()> {
    for finding in findings {
        fs::create_dir_all(folder)?;
        let file = folder.join(format!("seed-{seed}-input-{}", finding.number));
        fs::write(&file, &finding.input)?;
        println!(
            "FOUND {}: {}\n      HTTP {}, --seed {seed} --only {}, {}",
            finding.reader,
            finding.what,
            finding.status,
            finding.number,
            file.display()
        );
    }
    Ok(())
}

/// Prints the figures; true when nothing was found, every reader was reached, and at least half were mutations.
pub(crate) fn tell(readers: &[Reader], tally: &Tally, findings: &[Finding], took: Duration) -> bool {
    println!("\n{:<46}{:>10}{:>10}{:>10}", "reader", "inputs", "read", "refused");
    for (reader, row) in readers.iter().zip(&tally.readers) {
        println!("{:<46}{:>10}{:>10}{:>10}", reader.name, row.inputs, row.read, row.refused);
    }
    let inputs = tally.inputs();
    let share = |part: u64| (part * 1000).checked_div(inputs).unwrap_or_default();
    let percent = |part: u64| format!("{}.{} %", share(part) / 10, share(part) % 10);
    println!(
        "\n{inputs} inputs in {} s: {} mutations of recorded cases ({}), {} by grammar ({}), {} of bytes ({})",
        took.as_secs(),
        tally.mutations,
        percent(tally.mutations),
        tally.grammar,
        percent(tally.grammar),
        tally.bytes,
        percent(tally.bytes),
    );
    let unread: Vec<_> = readers
        .iter()
        .zip(&tally.readers)
        .filter(|(_, row)| row.read == 0)
        .map(|(reader, _)| &reader.name)
        .collect();
    let fewest = tally.readers.iter().map(|row| row.read + row.refused).min().unwrap_or_default();
    match unread.as_slice() {
        [] => println!("{} readers, all reached, each by {fewest} inputs or more", readers.len()),
        names => println!("NOT REACHED: {names:?}"),
    }
    println!("{} panics and other findings", findings.len());
    findings.is_empty() && unread.is_empty() && share(tally.mutations) >= 500
}
