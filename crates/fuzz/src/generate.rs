//! Where an input comes from: a recorded case that is changed, a grammar, or bytes.

use rand::Rng;
use rand::seq::IndexedRandom;
use rand_chacha::ChaCha8Rng;

use crate::cases::Cases;
use crate::mutate;
use crate::readers::{Reader, Source};

/// How an input was made.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Origin {
    /// A recorded case, changed.
    Mutation,
    /// The grammar.
    Grammar,
    /// Bytes.
    Bytes,
}

/// Makes an input for a reader in `input` and says how, and under which HTTP status it comes.
pub(crate) fn input(
    rng: &mut ChaCha8Rng,
    reader: &Reader,
    cases: &Cases,
    input: &mut Vec<u8>,
) -> (Origin, u16) {
    input.clear();
    let dice = rng.random_range(0..100);
    let (origin, recorded) = match dice {
        0..65 => match mutation(rng, reader, cases, input) {
            Some(status) => (Origin::Mutation, Some(status)),
            None => (grammar(rng, reader, cases, input), None),
        },
        65..90 => (grammar(rng, reader, cases, input), None),
        _ => {
            bytes(rng, input);
            (Origin::Bytes, None)
        }
    };
    let status = match rng.random_range(0..40) {
        0 => rng.random_range(100..600),
        1 => *[204, 301, 401, 404, 408, 429, 500, 502, 503].choose(rng).unwrap_or(&500),
        _ => recorded.unwrap_or(200),
    };
    (origin, status)
}

fn mutation(rng: &mut ChaCha8Rng, reader: &Reader, cases: &Cases, input: &mut Vec<u8>) -> Option<u16> {
    match &reader.source {
        Source::Cases(own) => {
            let case = cases.all.get(*own.choose(rng)?)?;
            mutate::case(rng, case, cases, input);
            Some(case.status)
        }
        Source::Scalars(scalars) => {
            let (case, span) = *scalars.choose(rng)?;
            let case = cases.all.get(case)?;
            input.extend_from_slice(case.body.get(case.spans.get(span)?.value.clone())?);
            mutate::scalar(rng, input);
            Some(200)
        }
    }
}

fn grammar(rng: &mut ChaCha8Rng, reader: &Reader, cases: &Cases, input: &mut Vec<u8>) -> Origin {
    match reader.source {
        // Most of them in a successful envelope, or the typed reader would never see them.
        Source::Cases(_) if reader.has_envelope() && rng.random_range(0..10) > 0 => {
            input.extend_from_slice(br#"{"requestId":"r","code":200,"msg":"","data":"#);
            value(rng, cases, input, 0);
            input.push(b'}');
        }
        _ => value(rng, cases, input, 0),
    }
    Origin::Grammar
}

/// Appends a JSON value; its members have names that the reference uses.
fn value(rng: &mut ChaCha8Rng, cases: &Cases, out: &mut Vec<u8>, depth: usize) {
    let deepest = depth > 4 || out.len() > 2000;
    match rng.random_range(0..if deepest { 6 } else { 12 }) {
        0..6 => mutate::any_scalar(rng, out),
        6..9 => {
            out.push(b'[');
            for at in 0..rng.random_range(0..4) {
                if at > 0 {
                    out.push(b',');
                }
                value(rng, cases, out, depth + 1);
            }
            out.push(b']');
        }
        _ => {
            out.push(b'{');
            for at in 0..rng.random_range(0..8) {
                if at > 0 {
                    out.push(b',');
                }
                match cases.names.choose(rng) {
                    Some(name) => out.extend_from_slice(name),
                    None => out.extend_from_slice(b"\"data\""),
                }
                out.push(b':');
                value(rng, cases, out, depth + 1);
            }
            out.push(b'}');
        }
    }
}

fn bytes(rng: &mut ChaCha8Rng, out: &mut Vec<u8>) {
    let length = rng.random_range(0..200);
    match rng.random_range(0..3) {
        0 => out.extend((0..length).map(|_| rng.random::<u8>())),
        1 => {
            let alphabet = br#"{}[]":,\0123456789.eE+-truefalsn ubc "#;
            out.extend((0..length).filter_map(|_| alphabet.choose(rng).copied()));
        }
        _ => {
            let text: String = (0..length).map(|_| rng.random::<char>()).collect();
            out.push(b'"');
            out.extend_from_slice(text.as_bytes());
            out.push(b'"');
        }
    }
}
