//! Two habits of this code that no lint knows: short files, and names that are words of the field.

use std::fs;

use anyhow::{Context, Result};

use crate::terminal;
use crate::workspace::Workspace;

/// A source file has at most this many lines.
const LINES: usize = 400;

/// Files that may be longer, each with its reason.
const LONGER: [(&str, &str); 3] = [
    ("crates/agent/src/commands.rs", "one list: every command of the desk"),
    ("crates/catalogue/src/kinds.rs", "one table: the kinds of goods that the catalogue has"),
    ("ui/tests/buying.ts", "one set of samples for the screens of buying"),
];

/// Words that say nothing about what a thing is.
const EMPTY_WORDS: [&str; 7] = ["Manager", "Service", "Helper", "Helpers", "Util", "Utils", "Processor"];

/// What stands before a name that is being declared, in Rust and TypeScript.
const DECLARATIONS: [&str; 6] = ["struct", "enum", "trait", "type", "class", "interface"];

/// Returns one line per file that is too long or has an empty name, and per exception that is no longer needed.
///
/// # Errors
/// When git can't list the files or one can't be read.
pub(crate) fn check(workspace: &Workspace) -> Result<Vec<String>> {
    let mut git = workspace.command("git");
    git.args(["ls-files", "-z", "--cached", "--others", "--exclude-standard", "--"]);
    git.args(["*.rs", "*.ts", "*.mjs", "*.js", "*.svelte", "*.py"]);
    let listed = terminal::output(&mut git)?;
    let listed = String::from_utf8(listed).context("read git's list of files")?;

    let mut findings = Vec::new();
    let mut files = Vec::new();
    for path in listed.split('\0').filter(|path| !path.is_empty() && !is_generated(path)) {
        // Listed but deleted in the work tree: nothing to judge.
        let Ok(text) = fs::read_to_string(workspace.root().join(path)) else { continue };
        findings
            .extend(empty_names(&text).map(|name| format!("{path}: {name} says nothing about what it is")));
        files.push((path, text.lines().count()));
    }
    findings.extend(too_long(&files, &LONGER));
    Ok(findings)
}

fn is_generated(path: &str) -> bool {
    path.split('/').any(|part| matches!(part, "bindings" | "paraglide" | "generated"))
}

fn too_long(files: &[(&str, usize)], longer: &[(&str, &str)]) -> Vec<String> {
    let allowed = |path: &str| longer.iter().any(|(name, _)| *name == path);
    let long = files.iter().filter(|(path, lines)| *lines > LINES && !allowed(path)).map(|(path, lines)| {
        format!("{path}: {lines} lines, more than {LINES}; split it, or give sizes.rs a reason")
    });
    let stale = longer
        .iter()
        .filter(|(name, _)| !files.iter().any(|(path, lines)| path == name && *lines > LINES))
        .map(|(name, _)| format!("{name}: needs no exception in sizes.rs any more"));
    long.chain(stale).collect()
}

/// Declared names that end with an empty word.
fn empty_names(text: &str) -> impl Iterator<Item = &str> {
    text.lines().filter_map(|line| {
        let mut words =
            line.split(|c: char| !c.is_alphanumeric() && c != '_').filter(|word| !word.is_empty());
        // Only visibility words may stand before the declaration, so that prose does not count.
        let declares = |word: &&str| DECLARATIONS.contains(word);
        words
            .by_ref()
            .take_while(|word| {
                matches!(*word, "pub" | "crate" | "super" | "export" | "default") || declares(word)
            })
            .find(declares)?;
        words.next().filter(|name| EMPTY_WORDS.iter().any(|empty| name.ends_with(empty)))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_long_file_is_found_unless_it_has_a_reason() {
        let files = [("a.rs", LINES), ("b.rs", LINES + 1), ("c.rs", LINES + 9)];
        let found = too_long(&files, &[("c.rs", "a table")]);
        assert_eq!(found.len(), 1);
        assert!(found[0].starts_with("b.rs: 401 lines"), "{found:?}");
    }

    #[test]
    fn an_exception_that_nobody_needs_is_found() {
        assert_eq!(too_long(&[("a.rs", 3)], &[("a.rs", "was long")]).len(), 1);
        assert_eq!(too_long(&[], &[("gone.rs", "was long")]).len(), 1);
    }

    #[test]
    fn declared_names_with_empty_words_are_found() {
        let empty = "Man".to_owned() + "ager";
        let text = format!(
            "pub(crate) struct Order{empty} {{\nexport interface Cart{empty} {{\n// a struct of the {empty}\nlet x = {empty}::new();\nstruct Order;"
        );
        assert_eq!(empty_names(&text).collect::<Vec<_>>(), [format!("Order{empty}"), format!("Cart{empty}")]);
    }

    #[test]
    fn generated_files_are_left_out() {
        assert!(is_generated("ui/src/bindings/Offer.ts"));
        assert!(!is_generated("ui/src/platform/host.ts"));
    }
}
