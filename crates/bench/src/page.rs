//! Figures as a table, and the page that keeps them.

use std::fmt::Write as _;
use std::path::Path;

use anyhow::{Context, Result};

use crate::figure::{Figure, Goal};

/// A table of figures that reads well as text and as Markdown.
pub(crate) fn table(figures: &[Figure]) -> String {
    let heads = ["figure", "unit", "floor", "ours", "ratio", "goal", ""].map(str::to_owned);
    let mut rows = vec![heads];
    for figure in figures {
        let met = if figure.goal.is_none() {
            ""
        } else if figure.is_met() {
            "met"
        } else {
            "missed"
        };
        rows.push([
            figure.name.clone(),
            figure.unit.to_owned(),
            figure.floor.map(number).unwrap_or_default(),
            number(figure.ours),
            figure.ratio().map(|ratio| format!("{ratio:.2}")).unwrap_or_default(),
            figure.goal.map(words).unwrap_or_default(),
            met.to_owned(),
        ]);
    }
    let widths: [usize; 7] =
        std::array::from_fn(|column| rows.iter().map(|row| row[column].chars().count()).max().unwrap_or(0));
    let mut table = String::new();
    for (at, row) in rows.iter().enumerate() {
        for (cell, &width) in row.iter().zip(&widths) {
            let _ = write!(table, "| {cell:<width$} ");
        }
        table.push_str("|\n");
        if at == 0 {
            for width in widths {
                let _ = write!(table, "|{}", "-".repeat(width + 2));
            }
            table.push_str("|\n");
        }
    }
    table
}

/// Puts the figures of a bench into a page: between its marks when they are there, else at the end. What stands outside
/// of the marks is left alone.
///
/// # Errors
/// When the page cannot be read or written.
pub(crate) fn write(file: &Path, name: &str, what: &str, figures: &[Figure]) -> Result<()> {
    let page = std::fs::read_to_string(file).with_context(|| format!("read {}", file.display()))?;
    let page = with_section(&page, name, &format!("{what}\n\n{}\n{}\n", table(figures), machine()));
    std::fs::write(file, page).with_context(|| format!("write {}", file.display()))
}

fn with_section(page: &str, name: &str, section: &str) -> String {
    let (begin, end) = (format!("<!-- bench {name} -->\n"), format!("<!-- end of bench {name} -->\n"));
    let section = format!("{begin}\n{section}\n{end}");
    let around = page.split_once(&begin).and_then(|(before, rest)| Some((before, rest.split_once(&end)?.1)));
    match around {
        Some((before, after)) => format!("{before}{section}{after}"),
        None => format!("{page}\n## {name}\n\n{section}"),
    }
}

fn machine() -> String {
    let cores = std::thread::available_parallelism().map_or(1, usize::from);
    let (os, arch) = (std::env::consts::OS, std::env::consts::ARCH);
    let build = if cfg!(debug_assertions) { "a debug build" } else { "a release build" };
    format!("Measured with {build} on {os} {arch}, {cores} cores.")
}

/// Three digits that count.
fn number(value: f64) -> String {
    match value.abs() {
        0.0..10.0 => format!("{value:.2}"),
        10.0..100.0 => format!("{value:.1}"),
        _ => format!("{value:.0}"),
    }
}

fn words(goal: Goal) -> String {
    match goal {
        Goal::AtMost(most) => format!("≤ {}", rounded(most)),
        Goal::AtLeast(least) => format!("≥ {}", rounded(least)),
    }
}

/// A goal to three digits behind the point: some are shares that do not end.
fn rounded(goal: f64) -> f64 {
    (goal * 1000.0).round() / 1000.0
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_goal_that_does_not_end_is_rounded() {
        assert_eq!(words(Goal::AtLeast(58.0 / 60.0)), "≥ 0.967");
        assert_eq!(words(Goal::AtMost(3.0)), "≤ 3");
    }

    #[test]
    fn a_table_says_what_is_met_and_what_is_missed() {
        let figure =
            |name: &str, ours, goal| Figure { name: name.into(), unit: "µs", floor: Some(8.0), ours, goal };
        let told = table(&[
            figure("good", 12.0, Some(Goal::AtMost(3.0))),
            figure("bad", 1_000.0, Some(Goal::AtMost(10.0))),
            Figure { floor: None, ..figure("alone", 5.0, None) },
        ]);
        assert_eq!(
            told,
            "\
| figure | unit | floor | ours | ratio  | goal |        |
|--------|------|-------|------|--------|------|--------|
| good   | µs   | 8.00  | 12.0 | 1.50   | ≤ 3  | met    |
| bad    | µs   | 8.00  | 1000 | 125.00 | ≤ 10 | missed |
| alone  | µs   |       | 5.00 |        |      |        |
"
        );
    }

    #[test]
    fn a_section_takes_the_place_of_the_one_before_and_leaves_the_rest() {
        let page = with_section("# Performance\n", "outbox", "one\n");
        let page = with_section(&page, "search", "two\n");
        assert_eq!(
            page,
            "# Performance\n\n## outbox\n\n<!-- bench outbox -->\n\none\n\n<!-- end of bench outbox -->\n\n## search\n\n\
             <!-- bench search -->\n\ntwo\n\n<!-- end of bench search -->\n"
        );
        let again = with_section(&page, "outbox", "three\n");
        assert_eq!(again, page.replace("one", "three"));
    }
}
