//! What came out, compared with what is declared and with the documentation.

use std::fmt::Write as _;
use std::path::Path;

use pondesk_domain::Operation;
use pondesk_trial::Write;

use crate::fault::{Fault, Outcome};

/// Set to write the table instead of comparing it.
const WRITE_IT: &str = "PONDESK_WRITE_DOCS";
const BEGIN: &str = "<!-- The table is written by the test crates/trial/tests/faults. -->\n";
const END: &str = "<!-- The end of the table. -->";

/// What became of a write.
pub(crate) struct Found {
    /// None when it is neither over nor the user's to decide.
    pub(crate) outcome: Option<Outcome>,
    pub(crate) operation: Operation,
    /// How often the sandbox has it.
    pub(crate) times: usize,
    /// The same after the user had it sent again, where nothing had happened.
    pub(crate) times_again: Option<usize>,
}

type Cells = [(Fault, Write, Found)];

/// One line per cell that is not as declared, or where the sandbox has it otherwise than the desk thinks.
pub(crate) fn differences(cells: &Cells) -> Vec<String> {
    let mut lines = Vec::new();
    for (fault, write, found) in cells {
        let declared = fault.declared(*write);
        let times = usize::from(fault.is_done());
        if found.outcome != Some(declared)
            || found.times != times
            || found.times_again.is_some_and(|n| n != 1)
        {
            lines.push(format!(
                "{} × {}: {:?} and {} times, then {:?}; declared: {declared:?} and {times} times; {:?}",
                write.words(),
                fault.words(),
                found.outcome,
                found.times,
                found.times_again,
                found.operation.last,
            ));
        }
    }
    lines
}

/// Compares the table in the documentation with what came out, or writes it when asked to.
pub(crate) fn compare_with_docs(cells: &Cells) {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../docs/reliability.md");
    let told = std::fs::read_to_string(&path).unwrap();
    let (before, rest) = told.split_once(BEGIN).unwrap();
    let (_, after) = rest.split_once(END).unwrap();
    let now = format!("{before}{BEGIN}{}{END}{after}", table(cells));
    if std::env::var_os(WRITE_IT).is_some() {
        std::fs::write(&path, now).unwrap();
        return;
    }
    assert!(told == now, "docs/reliability.md tells another story: run this with {WRITE_IT}=1\n{now}");
}

fn table(cells: &Cells) -> String {
    let mut table = String::from("\n| |");
    for write in Write::ALL {
        let _ = write!(table, " {} |", write.words());
    }
    let _ = write!(table, "\n|---|{}\n", "---|".repeat(Write::ALL.len()));
    for fault in Fault::ALL {
        let _ = write!(table, "| {} |", fault.words());
        for write in Write::ALL {
            let cell = cells.iter().find(|(of, with, _)| of == fault && with == write);
            let outcome = cell.and_then(|(_, _, found)| found.outcome).map_or("?", Outcome::words);
            let _ = write!(table, " {outcome} |");
        }
        table.push('\n');
    }
    let counts = Outcome::ALL.map(|outcome| {
        let count = cells.iter().filter(|(_, _, found)| found.outcome == Some(outcome)).count();
        format!("{count} {}", outcome.words())
    });
    let _ = write!(table, "\n{} cells: {}.\n\n", cells.len(), counts.join("; "));
    table
}
