//! Which verbs of the terminal run a command, read from `crates/cli/src/verbs`.

use std::path::Path;

use anyhow::Result;

use super::Found;
use super::sources::{self, Source, kebab, name_after, without_tests};

/// Verbs by command, such as `cart checkout` for `checkout_place`.
pub(super) fn by_command(folder: &Path) -> Result<Found> {
    let files = sources::below(folder, &["rs"])?;
    let outer = files.iter().find(|file| file.path.ends_with("mod.rs")).map_or("", |file| file.text.as_str());
    let mut found = Found::new();
    for file in files.iter().filter(|file| !file.path.ends_with("mod.rs")) {
        for (command, verb) in of_file(file, outer) {
            found.entry(command).or_default().push(format!("`{verb}`"));
        }
    }
    Ok(found)
}

fn of_file(file: &Source, outer: &str) -> Vec<(String, String)> {
    let area = file.path.file_stem().map(|stem| stem.to_string_lossy().into_owned()).unwrap_or_default();
    let lines = lines(without_tests(&file.text));
    let mut found = Vec::new();
    for line in &lines {
        for command in quoted(line.text) {
            let words = verb_of(line, &lines, &area, outer);
            found.push((command.to_owned(), words));
        }
    }
    found
}

/// A line, the function that it stands in, and the arm of a verb that it belongs to.
struct Line<'a> {
    text: &'a str,
    function: &'a str,
    arm: Option<&'a str>,
}

fn lines(text: &str) -> Vec<Line<'_>> {
    let (mut function, mut arm) = ("", None);
    let mut found = Vec::new();
    for line in text.lines() {
        if let Some(name) =
            line.starts_with(|c: char| !c.is_whitespace()).then(|| name_after(line, "fn ")).flatten()
        {
            (function, arm) = (name, None);
        }
        if let Some(name) = name_after(line, "Verb::") {
            arm = Some(name);
        }
        found.push(Line { text: line, function, arm });
    }
    found
}

/// The words that lead to a line: those of its arm, else those of whoever calls its function.
fn verb_of(line: &Line<'_>, lines: &[Line<'_>], area: &str, outer: &str) -> String {
    let entry = |function: &str| {
        let called = format!("{area}::{function}(");
        outer
            .lines()
            .find(|line| line.contains(&called))
            .and_then(|line| name_after(line, "Verb::"))
            .map(kebab)
    };
    if let (Some(arm), Some(first)) = (line.arm, entry(line.function)) {
        return format!("{first} {}", kebab(arm));
    }
    if let Some(first) = entry(line.function) {
        return first;
    }
    let called = format!("{}(", line.function);
    let caller = lines.iter().find(|other| other.function != line.function && other.text.contains(&called));
    match caller {
        Some(caller) => verb_of(caller, lines, area, outer),
        None => kebab(area),
    }
}

/// What stands between quotes and has the form of a command's name.
fn quoted(line: &str) -> impl Iterator<Item = &str> {
    let is_name =
        |text: &&str| text.contains('_') && text.chars().all(|c| c.is_ascii_lowercase() || c == '_');
    line.split('"').skip(1).step_by(2).filter(is_name)
}

#[cfg(test)]
mod tests {
    use std::path::PathBuf;

    use super::*;

    #[test]
    fn a_command_is_traced_to_what_is_typed() {
        let outer = "Verb::Cart(verb) => cart::run(&session, verb).await,\nVerb::Search(given) => cart::search(&session, given).await,";
        let text = "async fn run() {\n    CartVerb::List => call(\"cart_list\"),\n    CartVerb::Checkout { .. } => {\n        place()\n    }\n}\n\
            async fn place() {\n    call(\"checkout_place\")\n}\nasync fn search() {\n    call(\"search_keyword\")\n}\n";
        let file = Source { path: PathBuf::from("cart.rs"), text: text.to_owned() };
        assert_eq!(
            of_file(&file, outer),
            [
                ("cart_list".to_owned(), "cart list".to_owned()),
                ("checkout_place".to_owned(), "cart checkout".to_owned()),
                ("search_keyword".to_owned(), "search".to_owned()),
            ]
        );
    }
}
