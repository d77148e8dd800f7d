//! Recorded cases and test programs that name an operation.

use std::path::Path;

use anyhow::Result;

use super::Found;
use super::sdk::Row;
use super::sources::{self, Source, has_word};

/// Folders with tests, below the root, and the endings of their sources.
const FOLDERS: [(&str, &[&str]); 2] = [("crates", &["rs"]), ("ui/tests", &["test.mjs"])];

/// Number of recorded cases and names of test programs by operation.
pub(super) fn naming(rows: &[Row], root: &Path) -> Result<Found> {
    let recorded = sources::below(&root.join("crates/pandapon/tests"), &["json"])?;
    let mut programs = Vec::new();
    for (folder, endings) in FOLDERS {
        let files = sources::below(&root.join(folder), endings)?;
        programs.extend(files.into_iter().filter_map(|file| Some((name(root, &file)?, file))));
    }
    let mut found = Found::new();
    for row in rows {
        let cases = recorded.iter().filter(|file| is_of(file, &row.id)).count();
        let mut words = Vec::new();
        if cases > 0 {
            words.push(format!("{cases} recorded"));
        }
        let naming = programs.iter().filter(|(_, file)| names(&file.text, row)).map(|(name, _)| name.clone());
        words.extend(naming);
        words.dedup();
        if !words.is_empty() {
            found.insert(row.id.clone(), words);
        }
    }
    Ok(found)
}

/// `crates/sandbox/tests/taobao.rs` as `sandbox/taobao`; none for what is no test program.
fn name(root: &Path, file: &Source) -> Option<String> {
    let inside = file.path.strip_prefix(root).ok()?.with_extension("");
    let parts: Vec<_> = inside.components().map(|part| part.as_os_str().to_string_lossy()).collect();
    match &parts[..] {
        [folder, of, tests, rest @ ..] if folder == "crates" && tests == "tests" => {
            Some(format!("{of}/{}", rest.join("/")))
        }
        [folder, tests, rest @ ..] if folder == "ui" && tests == "tests" => {
            Some(format!("ui/{}", rest.join("/").trim_end_matches(".test")))
        }
        _ => None,
    }
}

/// Whether a recorded case is of an operation: by its file's name or its folder's, with or without a case behind it.
fn is_of(file: &Source, id: &str) -> bool {
    file.path.components().any(|part| {
        let part = part.as_os_str().to_string_lossy();
        part.strip_prefix(id).is_some_and(|rest| !rest.starts_with(char::is_alphanumeric))
    })
}

fn names(text: &str, row: &Row) -> bool {
    let has_path = ["\"", "?", "`", "'", "/{"]
        .iter()
        .any(|end| text.contains(&format!("{}{end}", row.path.split("/{").next().unwrap_or_default())));
    has_word(text, &row.id) || has_word(text, &row.variant) || has_path
}
