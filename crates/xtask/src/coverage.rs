//! `docs/coverage.md`: what stands for each operation of PandaPon, read from the sources.
//!
//! Nothing in it is written by hand: the operations come from the SDK's table, the other columns from what names them.

mod commands;
mod screens;
mod sdk;
mod sources;
mod tests;
mod verbs;

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::fs;

use anyhow::{Context, Result, ensure};

use self::sdk::Row;
use crate::terminal;
use crate::workspace::Workspace;

/// The page, below the root.
const PAGE: &str = "docs/coverage.md";

/// Words by operation id.
type Found = BTreeMap<String, Vec<String>>;

/// Writes the page.
///
/// # Errors
/// When a source can't be read or the page can't be written.
pub(crate) fn write(workspace: &Workspace) -> Result<()> {
    let file = workspace.root().join(PAGE);
    let text = page(workspace)?;
    terminal::step(&format!("Write {PAGE}"), || {
        fs::write(&file, text).with_context(|| format!("write {}", file.display()))
    })
}

/// One line when the page is not what the sources say.
///
/// # Errors
/// When a source can't be read.
pub(crate) fn check(workspace: &Workspace) -> Result<Vec<String>> {
    let there = fs::read_to_string(workspace.root().join(PAGE)).unwrap_or_default();
    let stale = there != page(workspace)?;
    Ok(stale.then(|| format!("{PAGE} is stale: `cargo xtask coverage` writes it")).into_iter().collect())
}

fn page(workspace: &Workspace) -> Result<String> {
    let crates = workspace.root().join("crates");
    let rows = sdk::rows(&sources::read(&crates.join("pandapon/src/operation/table.rs"))?);
    ensure!(!rows.is_empty(), "no row is found in the operation table: has its form changed?");
    let methods = sdk::methods(&rows, &sources::below(&crates.join("pandapon/src"), &["rs"])?);
    let sandbox = served(&rows, &sources::below(&crates.join("sandbox/src"), &["rs"])?);
    let asks = commands::asks(&rows, &sources::read(&crates.join("agent/src/commands.rs"))?);
    let verbs = by_operation(&asks, &verbs::by_command(&crates.join("cli/src/verbs"))?);
    let screens = by_operation(&asks, &screens::by_command(&workspace.ui().join("src/features"))?);
    let tests = tests::naming(&rows, workspace.root())?;
    Ok(written(&rows, &[&methods, &sandbox, &verbs, &screens, &tests]))
}

/// Operations that the sandbox has an answer to: a row `("id", handler)` of its tables.
fn served(rows: &[Row], files: &[sources::Source]) -> Found {
    let serves = |row: &&Row| {
        let entry = format!("(\"{}\", ", row.id);
        files.iter().any(|file| sources::without_tests(&file.text).contains(&entry))
    };
    rows.iter().filter(serves).map(|row| (row.id.clone(), vec!["served".to_owned()])).collect()
}

/// What leads to a command leads to the operations that it asks.
fn by_operation(asks: &Found, by_command: &Found) -> Found {
    let mut found = Found::new();
    for (command, words) in by_command {
        for operation in asks.get(command).into_iter().flatten() {
            let known = found.entry(operation.clone()).or_default();
            known.extend(words.iter().filter(|word| !word.is_empty()).cloned());
            known.sort_unstable();
            known.dedup();
        }
    }
    found
}

/// Heads of the columns, and what stands where nothing of its own does.
const COLUMNS: [(&str, &str); 5] = [
    ("SDK", "*`call_raw`*"),
    ("sandbox", "not yet"),
    ("CLI verb", "*`api call`*"),
    ("screen", "*diagnostics*"),
    ("tests", "none"),
];

fn written(rows: &[Row], columns: &[&Found; 5]) -> String {
    let count = |column: &Found| rows.iter().filter(|row| column.contains_key(&row.id)).count();
    let mut page = String::from(
        "# What stands for each operation\n\n\
         Written by `cargo xtask coverage` from the sources; `cargo xtask test coverage` checks that it is fresh. *Slanted* is\n\
         the general way that every operation has: `Client::call_raw`, `pondesk-cli api call`, the diagnostics screen.\n\n",
    );
    let sums: Vec<_> =
        COLUMNS.iter().zip(columns).map(|((head, _), column)| format!("{head} {}", count(column))).collect();
    let _ = writeln!(page, "With something of its own, of {} operations: {}.\n", rows.len(), sums.join(", "));
    let _ = writeln!(page, "| operation | title | {} |", COLUMNS.map(|(head, _)| head).join(" | "));
    let _ = writeln!(page, "|---|---|{}", "---|".repeat(COLUMNS.len()));
    for row in rows {
        let extra = if row.extra { " (extra)" } else { "" };
        let cells: Vec<_> = COLUMNS
            .iter()
            .zip(columns)
            .map(|((_, nothing), column)| {
                column.get(&row.id).map_or_else(|| (*nothing).to_owned(), |words| words.join(", "))
            })
            .collect();
        let _ = writeln!(page, "| `{}`{extra} | {} | {} |", row.id, row.title, cells.join(" | "));
    }
    page
}
