//! Which screens run a command: the folder below `ui/src/features` that names it.

use std::path::Path;

use anyhow::Result;

use super::Found;
use super::sources;

/// Screens by command.
pub(super) fn by_command(features: &Path) -> Result<Found> {
    let mut found = Found::new();
    for file in sources::below(features, &["svelte", "ts"])? {
        let inside = file.path.strip_prefix(features).unwrap_or(&file.path);
        let mut parts = inside.components();
        let place = parts.next().map(|part| part.as_os_str().to_string_lossy().into_owned());
        let Some(place) = place.filter(|_| parts.next().is_some() && !is_test(inside)) else { continue };
        for command in file.text.split('\'').skip(1).filter(|text| is_name(text)) {
            let known = found.entry(command.to_owned()).or_default();
            if !known.contains(&place) {
                known.push(place.clone());
            }
        }
    }
    Ok(found)
}

fn is_test(path: &Path) -> bool {
    path.to_string_lossy().ends_with(".test.ts")
}

fn is_name(text: &str) -> bool {
    text.contains('_') && text.chars().all(|c| c.is_ascii_lowercase() || c == '_')
}
