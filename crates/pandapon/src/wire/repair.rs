//! Repair of JSON that is not quite JSON.

use std::borrow::Cow;
use std::fmt::Write;

/// Escapes raw control characters inside JSON strings (the reference's own samples hold raw newlines), leaving all else
/// alone. Borrows when there is nothing to do.
#[must_use]
pub fn escape_control_characters(json: &str) -> Cow<'_, str> {
    let mut repaired: Option<String> = None;
    let (mut in_string, mut escaped) = (false, false);
    for (at, c) in json.char_indices() {
        let raw_control = in_string && c < '\u{20}';
        if raw_control {
            let text = repaired.get_or_insert_with(|| json.get(..at).unwrap_or_default().to_owned());
            // After a backslash the control character takes the place of what was meant to be escaped.
            if escaped {
                text.pop();
            }
            // Writing into a String cannot fail.
            let _ = write!(text, "\\u{:04x}", u32::from(c));
        } else if let Some(text) = &mut repaired {
            text.push(c);
        }
        (in_string, escaped) = match c {
            _ if escaped => (in_string, false),
            '\\' if in_string => (true, true),
            '"' => (!in_string, false),
            _ => (in_string, false),
        };
    }
    repaired.map_or(Cow::Borrowed(json), Cow::Owned)
}
