//! Where the values of a JSON text are, so that it can be changed by cutting and pasting.

use std::ops::Range;

/// What a value is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Kind {
    Object,
    Array,
    Text,
    /// Number, truth value or null.
    Bare,
}

/// One value of a text.
#[derive(Clone, Debug)]
pub(crate) struct Span {
    /// The value's bytes.
    pub(crate) value: Range<usize>,
    /// Where its member or element begins: at the name's quote, or at the value.
    pub(crate) from: usize,
    /// The bytes of its name, quotes included; none for an element.
    pub(crate) name: Option<Range<usize>>,
    pub(crate) kind: Kind,
    /// How many values are around it.
    pub(crate) depth: usize,
}

/// Every value of a text, outer ones first. A text that is no JSON gives what was found until then. Raw control
/// characters inside strings are fine.
pub(crate) fn of(text: &[u8]) -> Vec<Span> {
    let mut scanner = Scanner { text, at: 0, spans: Vec::new() };
    scanner.value(None, 0);
    scanner.spans
}

struct Scanner<'a> {
    text: &'a [u8],
    at: usize,
    spans: Vec<Span>,
}

impl Scanner<'_> {
    fn peek(&self) -> Option<u8> {
        self.text.get(self.at).copied()
    }

    fn blanks(&mut self) {
        while self.peek().is_some_and(|byte| byte.is_ascii_whitespace()) {
            self.at += 1;
        }
    }

    fn value(&mut self, name: Option<Range<usize>>, depth: usize) -> Option<()> {
        self.blanks();
        let start = self.at;
        let kind = match self.peek()? {
            b'{' => Kind::Object,
            b'[' => Kind::Array,
            b'"' => Kind::Text,
            _ => Kind::Bare,
        };
        let from = name.as_ref().map_or(start, |name| name.start);
        let index = self.spans.len();
        self.spans.push(Span { value: start..start, from, name, kind, depth });
        match kind {
            Kind::Object | Kind::Array => self.inside(kind, depth)?,
            Kind::Text => {
                self.string()?;
            }
            Kind::Bare => {
                while self.peek().is_some_and(|byte| byte.is_ascii_alphanumeric() || b"+-.".contains(&byte)) {
                    self.at += 1;
                }
                if self.at == start {
                    return None;
                }
            }
        }
        if let Some(span) = self.spans.get_mut(index) {
            span.value.end = self.at;
        }
        Some(())
    }

    fn inside(&mut self, kind: Kind, depth: usize) -> Option<()> {
        let close = if kind == Kind::Object { b'}' } else { b']' };
        self.at += 1;
        self.blanks();
        if self.peek()? == close {
            self.at += 1;
            return Some(());
        }
        loop {
            self.blanks();
            let name = if kind == Kind::Object {
                let name = self.string()?;
                self.blanks();
                (self.peek()? == b':').then_some(())?;
                self.at += 1;
                Some(name)
            } else {
                None
            };
            self.value(name, depth + 1)?;
            self.blanks();
            let next = self.peek()?;
            self.at += 1;
            match next {
                b',' => {}
                byte if byte == close => return Some(()),
                _ => return None,
            }
        }
    }

    fn string(&mut self) -> Option<Range<usize>> {
        let start = self.at;
        (self.peek()? == b'"').then_some(())?;
        self.at += 1;
        loop {
            match self.peek()? {
                b'\\' => self.at += 2,
                b'"' => break,
                _ => self.at += 1,
            }
        }
        self.at += 1;
        Some(start..self.at)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn finds_every_value_with_its_name() {
        let text = br#"{"a": [1, "x\"y"], "b": {"c": null}}"#;
        let spans = of(text);
        let found: Vec<_> = spans
            .iter()
            .map(|span| {
                let name = span.name.clone().map_or("", |name| std::str::from_utf8(&text[name]).unwrap());
                (name, std::str::from_utf8(&text[span.value.clone()]).unwrap(), span.kind)
            })
            .collect();
        assert_eq!(
            &found[1..],
            [
                (r#""a""#, r#"[1, "x\"y"]"#, Kind::Array),
                ("", "1", Kind::Bare),
                ("", r#""x\"y""#, Kind::Text),
                (r#""b""#, r#"{"c": null}"#, Kind::Object),
                (r#""c""#, "null", Kind::Bare),
            ]
        );
        assert_eq!(spans[0].value, 0..text.len());
    }

    #[test]
    fn a_torn_text_gives_what_was_there() {
        assert_eq!(of(b"<html>").len(), 1);
        assert_eq!(of(b"").len(), 0);
        assert_eq!(of(br#"{"a": [1, "#).len(), 3);
    }
}
