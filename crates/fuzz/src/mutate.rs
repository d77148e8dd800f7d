//! Changes to recorded cases that know their structure: types changed, members dropped, doubled, renamed, nested, pieces
//! of other cases pasted in, numbers and texts made extreme; now and then bytes torn out.

use std::ops::Range;

use rand::Rng;
use rand::seq::IndexedRandom;
use rand_chacha::ChaCha8Rng;

use crate::cases::{Case, Cases};
use crate::spans::{Kind, Span};

/// Scalars that readers stumble over.
const SCALARS: &[&str] = &[
    "null",
    "true",
    "false",
    "0",
    "-0",
    "1",
    "-1",
    "1.0",
    "0.1",
    "1e400",
    "-1E-400",
    "12E-1",
    "1e18",
    "1E+28",
    "9223372036854775807",
    "9223372036854775808",
    "-9223372036854775809",
    "18446744073709551616",
    "79228162514264337593543950336",
    "99999999999999999999999999999999999999999999",
    "2542285634920880794",
    "2.542285634920880e18",
    "0.0000000000000000000000000000000001",
    "\"\"",
    "\" \"",
    "\"0\"",
    "\"-\"",
    "\"Y\"",
    "\"1,234\"",
    "\"1,23\"",
    "\"¥12.50\"",
    "\"￥0.015\"",
    "\"12.5元\"",
    "\"1e999999999\"",
    "\"1E-29\"",
    "\"+5\"",
    "\"20170913231708000-0700\"",
    "\"2018-02-07 15: 27: 58\"",
    "\"2024-02-30 10:00:00\"",
    "\"9999-12-31 23:59:59\"",
    "\"-9999-01-01\"",
    "\"0000-00-00 00:00:00\"",
    "\"2024-05-21T04:14:43.123456789Z\"",
    "\"2024-05-21 10:00:00+99:99\"",
    "\"99999999999999\"",
    "\"9999999999999\"",
    "\"https: //x.example/a b\"",
    "\"//cbu01.alicdn.com/x.jpg\"",
    "\"javascript:alert(1)\"",
    "\"http://[::1\"",
    "\"waitbuyerpay\"",
    "\"WAIT_SELLER_AGREE\"",
    "\"\\u0000\"",
    "\"\\ud800\"",
    "\"\\ud83d\\ude00\"",
    "\"[1,2\"",
    "\"[{\\\"attributeName\\\":\\\"色\\\"}]\"",
    "\"{\\\"a\\\":null}\"",
    "\"红\\n\"",
    "{}",
    "[]",
    "[[]]",
    "[null]",
    "{\"\":null}",
    "{\"$serde_json::private::Number\":\"1\"}",
    "{\"$serde_json::private::RawValue\":\"[\"}",
];

/// Changes a case at one to four places, and sometimes its bytes after that.
pub(crate) fn case(rng: &mut ChaCha8Rng, case: &Case, cases: &Cases, out: &mut Vec<u8>) {
    let mut places = 1;
    while places < 4 && rng.random_bool(0.4) {
        places += 1;
    }
    let mut chosen: Vec<&Span> = (0..places).filter_map(|_| place(rng, case)).collect();
    // From the end to the beginning, so that places stay where they are; what lies inside another is left out.
    chosen.sort_by_key(|span| std::cmp::Reverse(span.from));
    out.extend_from_slice(&case.body);
    let mut untouched = usize::MAX;
    for span in chosen {
        if span.value.end <= untouched {
            edit(rng, case, span, cases, out);
            untouched = span.from;
        }
    }
    if rng.random_range(0..8) == 0 {
        tear(rng, out);
    }
}

/// A value to change: mostly inside the data, since the envelope is small.
fn place<'a>(rng: &mut ChaCha8Rng, case: &'a Case) -> Option<&'a Span> {
    let span = case.spans.choose(rng)?;
    if span.depth <= 1 && rng.random_range(0..10) > 0 { case.spans.choose(rng) } else { Some(span) }
}

fn edit(rng: &mut ChaCha8Rng, case: &Case, span: &Span, cases: &Cases, out: &mut Vec<u8>) {
    let whole = span.from..span.value.end;
    let mut fresh = Vec::new();
    let place = match rng.random_range(0..14) {
        0..3 => {
            any_scalar(rng, &mut fresh);
            span.value.clone()
        }
        3 => without_comma(&case.body, whole),
        4 => {
            fresh.extend_from_slice(piece(case, &whole));
            fresh.push(b',');
            fresh.extend_from_slice(piece(case, &whole));
            whole
        }
        5 => {
            let value = piece(case, &span.value);
            match rng.random_range(0..4) {
                0 => wrap(&mut fresh, b"[", value, b"]"),
                1 => wrap(&mut fresh, b"{\"data\":", value, b"}"),
                2 => wrap(&mut fresh, b"[", value, b",null,[]]"),
                _ => as_text(&mut fresh, value),
            }
            span.value.clone()
        }
        6 => {
            let depth = rng.random_range(1..300);
            fresh.extend(std::iter::repeat_n(b'[', depth));
            fresh.extend_from_slice(piece(case, &span.value));
            fresh.extend(std::iter::repeat_n(b']', depth));
            span.value.clone()
        }
        7 => {
            let digits = rng.random_range(1..60);
            fresh.extend((0..digits).map(|_| rng.random_range(b'0'..=b'9')));
            if rng.random() {
                fresh.push(b'.');
                fresh.extend((0..digits).map(|_| rng.random_range(b'0'..=b'9')));
            }
            if rng.random() {
                fresh.insert(0, b'"');
                fresh.push(b'"');
            }
            span.value.clone()
        }
        // A piece of any other case.
        8 | 9 => {
            if let Some(other) = cases.all.choose(rng)
                && let Some(from) = other.spans.choose(rng)
            {
                fresh.extend_from_slice(piece(other, &from.value));
            }
            span.value.clone()
        }
        10 => match (&span.name, cases.names.choose(rng)) {
            (Some(name), Some(other)) => {
                fresh.extend_from_slice(other);
                name.clone()
            }
            _ => return,
        },
        11 => requoted(case, span, &mut fresh),
        12 if span.kind == Kind::Text => {
            // A raw control character inside a string, as the reference's own sample has it.
            let value = piece(case, &span.value);
            let at = rng.random_range(1..value.len().max(2));
            fresh.extend_from_slice(value.get(..at).unwrap_or(value));
            fresh.push(rng.random_range(0..0x20));
            fresh.extend_from_slice(value.get(at..).unwrap_or_default());
            span.value.clone()
        }
        _ => {
            fresh.extend_from_slice(piece(case, &span.value));
            scalar(rng, &mut fresh);
            span.value.clone()
        }
    };
    if place.end <= out.len() && place.start <= place.end {
        out.splice(place, fresh);
    }
}

fn piece<'a>(case: &'a Case, place: &Range<usize>) -> &'a [u8] {
    case.body.get(place.clone()).unwrap_or_default()
}

fn wrap(out: &mut Vec<u8>, before: &[u8], value: &[u8], after: &[u8]) {
    out.extend_from_slice(before);
    out.extend_from_slice(value);
    out.extend_from_slice(after);
}

/// A number or list in quotes; a text without them.
fn requoted(case: &Case, span: &Span, fresh: &mut Vec<u8>) -> Range<usize> {
    let value = piece(case, &span.value);
    match span.kind {
        Kind::Text => fresh.extend_from_slice(value.get(1..value.len().saturating_sub(1)).unwrap_or(value)),
        Kind::Object | Kind::Array | Kind::Bare => as_text(fresh, value),
    }
    span.value.clone()
}

/// JSON as JSON text.
fn as_text(out: &mut Vec<u8>, value: &[u8]) {
    out.push(b'"');
    for byte in value {
        if matches!(byte, b'"' | b'\\') {
            out.push(b'\\');
        }
        out.push(*byte);
    }
    out.push(b'"');
}

/// A member with one of the commas beside it.
fn without_comma(body: &[u8], whole: Range<usize>) -> Range<usize> {
    let blank = |byte: &u8| byte.is_ascii_whitespace();
    let after = body.get(whole.end..).unwrap_or_default();
    if let Some(at) = after.iter().position(|byte| !blank(byte))
        && after.get(at) == Some(&b',')
    {
        return whole.start..whole.end + at + 1;
    }
    let before = body.get(..whole.start).unwrap_or_default();
    if let Some(at) = before.iter().rposition(|byte| !blank(byte))
        && before.get(at) == Some(&b',')
    {
        return at..whole.end;
    }
    whole
}

/// Changes a scalar a little: a byte, a length, a repetition.
pub(crate) fn scalar(rng: &mut ChaCha8Rng, value: &mut Vec<u8>) {
    let quoted = value.first() == Some(&b'"');
    match rng.random_range(0..7) {
        0 => {
            value.clear();
            any_scalar(rng, value);
        }
        1 if value.len() > 2 => {
            let at = rng.random_range(1..value.len() - 1);
            value.remove(at);
        }
        2 if value.len() > 2 => {
            let at = rng.random_range(1..value.len() - 1);
            let inner = value.get(1..at).unwrap_or_default().to_vec();
            value.splice(1..1, inner);
        }
        3 if value.len() > 1 => {
            let at = rng.random_range(1..value.len());
            let byte = *b"0123456789-+.:,/TZeE \\u\n".choose(rng).unwrap_or(&b'0');
            value.insert(at, byte);
        }
        4 if quoted => {
            value.remove(0);
            value.pop();
        }
        5 if !quoted => {
            value.insert(0, b'"');
            value.push(b'"');
        }
        _ => {
            if let Some(at) = (!value.is_empty()).then(|| rng.random_range(0..value.len()))
                && let Some(byte) = value.get_mut(at)
            {
                *byte = rng.random_range(b' '..=b'~');
            }
        }
    }
}

/// Appends a scalar (or something as short) that readers stumble over.
pub(crate) fn any_scalar(rng: &mut ChaCha8Rng, out: &mut Vec<u8>) {
    match rng.random_range(0..6) {
        0 => out.extend_from_slice(rng.random::<i64>().to_string().as_bytes()),
        1 => out.extend_from_slice(format!("\"{}\"", rng.random_range(-1_000_000_i64..1_000_000)).as_bytes()),
        _ => out.extend_from_slice(SCALARS.choose(rng).unwrap_or(&"null").as_bytes()),
    }
}

/// Tears at the bytes, whatever they mean.
fn tear(rng: &mut ChaCha8Rng, out: &mut Vec<u8>) {
    if out.is_empty() {
        return;
    }
    let at = rng.random_range(0..out.len());
    match rng.random_range(0..4) {
        0 => out.truncate(at),
        1 => {
            for _ in 0..rng.random_range(1..5) {
                let at = rng.random_range(0..out.len());
                if let Some(byte) = out.get_mut(at) {
                    *byte = rng.random();
                }
            }
        }
        2 => out.insert(at, rng.random_range(0..0x20)),
        _ => {
            let end = (at + rng.random_range(0..40)).min(out.len());
            let twice = out.get(at..end).unwrap_or_default().to_vec();
            out.splice(at..at, twice);
        }
    }
}
