//! Where an override may send an operation.

use crate::operation::Operation;

/// Longest path of an override.
const LONGEST: usize = 200;

/// Why a path cannot take the place of the table's. Its text says what would be right.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum PathFault {
    /// It does not begin with `/`, or is nothing else.
    #[error("a path begins with `/` and is not empty")]
    Rootless,
    /// It is too long.
    #[error("a path has at most {limit} characters")]
    TooLong {
        /// The limit, in characters.
        limit: usize,
    },
    /// It holds a character that no path of the reference has: a host, a query, a blank, a control character.
    #[error("`{}` has no place in a path: leave out host, query and blanks", .0.escape_debug())]
    Stranger(char),
    /// It has an empty or a dot segment.
    #[error("a path has no empty or dot segments")]
    DotSegment,
    /// It does not have the placeholders that the operation's own path has.
    #[error("{}", placeholders_wanted(.wanted))]
    Placeholders {
        /// The names that must stand in it.
        wanted: Vec<&'static str>,
    },
    /// Another operation lives there that may not be sent twice: a read must not turn into a payment.
    #[error("{0} lives there, and may be sent only once; if it does not, override that one first")]
    Taken(Operation),
}

fn placeholders_wanted(wanted: &[&str]) -> String {
    match wanted {
        [] => "this operation has no placeholders".to_owned(),
        names => format!("name each placeholder once, as a whole segment: {{{}}}", names.join("}, {")),
    }
}

/// Checks the form of a path for an operation.
pub(crate) fn check_form(operation: Operation, path: &str) -> Result<(), PathFault> {
    if !path.starts_with('/') || path.len() < 2 {
        return Err(PathFault::Rootless);
    }
    if path.len() > LONGEST {
        return Err(PathFault::TooLong { limit: LONGEST });
    }
    let allowed = |c: char| c.is_ascii_alphanumeric() || "/-_.~{}".contains(c);
    if let Some(stranger) = path.chars().find(|c| !allowed(*c)) {
        return Err(PathFault::Stranger(stranger));
    }
    if path.split('/').skip(1).any(|segment| matches!(segment, "" | "." | "..")) {
        return Err(PathFault::DotSegment);
    }
    let mut wanted: Vec<_> = placeholders(operation.entry().v1.path).collect();
    let mut found: Vec<_> = placeholders(path).collect();
    wanted.sort_unstable();
    found.sort_unstable();
    let braces = path.matches(['{', '}']).count();
    if wanted != found || braces != 2 * found.len() {
        return Err(PathFault::Placeholders { wanted });
    }
    Ok(())
}

/// Whether a path is one that a template names. Letters count alike in either case, as some servers have it.
pub(crate) fn names(template: &str, path: &str) -> bool {
    let (mut wanted, mut given) = (template.split('/'), path.split('/'));
    loop {
        match (wanted.next(), given.next()) {
            (None, None) => return true,
            (Some(part), Some(value)) if placeholder(part).is_some() || part.eq_ignore_ascii_case(value) => {}
            _ => return false,
        }
    }
}

/// The names in a path's `{name}` segments.
fn placeholders(path: &str) -> impl Iterator<Item = &str> {
    path.split('/').filter_map(placeholder)
}

/// The name in a `{name}` segment.
pub(crate) fn placeholder(segment: &str) -> Option<&str> {
    segment.strip_prefix('{')?.strip_suffix('}')
}
