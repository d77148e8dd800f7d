//! Typed requests, and how they become fields.

use std::fmt::Debug;
use std::ops::RangeInclusive;

use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::{Map, Value};

use crate::error::{Error, Result};
use crate::operation::Operation;
use crate::wire::{self, Misfit};

/// A typed request: which operation it is for and what that answers.
pub trait Call: Serialize {
    /// The operation.
    const OPERATION: Operation;

    /// What it answers. Null data reads as the default.
    type Answer: DeserializeOwned + Serialize + Default + Debug + Send + 'static;

    /// Looks for what PandaPon would certainly refuse, so that it is never sent.
    ///
    /// # Errors
    /// Names the field and the way out.
    fn check(&self) -> Result<(), String> {
        Ok(())
    }

    /// Brings other known forms of the data into the one that `Answer` reads.
    #[must_use]
    fn reshape(data: Value) -> Value {
        data
    }

    /// Reads the answer from its JSON text, [`Answer::raw`](crate::Answer::raw), also long after it was received.
    ///
    /// # Errors
    /// The text is no JSON, or a value has a shape that cannot be understood.
    fn read(raw: &str) -> Result<Self::Answer, Misfit> {
        let value = wire::parse(raw)?;
        wire::read(Self::reshape(value))
    }
}

/// A file that travels beside the fields, as a part of a form.
#[derive(Clone)]
pub(crate) struct Attachment {
    /// Name of the form's part.
    pub(crate) field: &'static str,
    pub(crate) file_name: &'static str,
    pub(crate) media_type: &'static str,
    pub(crate) bytes: Vec<u8>,
}

/// The checked fields of a request; what is null is left out.
pub(crate) fn fields<C: Call>(call: &C) -> Result<Map<String, Value>> {
    call.check().map_err(|reason| Error::request(C::OPERATION, reason))?;
    match serde_json::to_value(call).map(wire::without_nulls) {
        Ok(Value::Object(fields)) => Ok(fields),
        Ok(_) => Err(Error::request(C::OPERATION, "its fields are no JSON object")),
        Err(error) => Err(Error::request(C::OPERATION, error)),
    }
}

pub(crate) fn not_empty<T>(field: &str, list: &[T]) -> Result<(), String> {
    if list.is_empty() { Err(format!("{field}: name at least one")) } else { Ok(()) }
}

pub(crate) fn at_most<T>(field: &str, list: &[T], most: usize) -> Result<(), String> {
    if list.len() > most {
        return Err(format!("{field}: at most {most}, not {}", list.len()));
    }
    Ok(())
}

pub(crate) fn not_blank(field: &str, text: &str) -> Result<(), String> {
    if text.trim().is_empty() { Err(format!("{field}: give it, it is blank")) } else { Ok(()) }
}

pub(crate) fn characters(field: &str, text: &str, allowed: RangeInclusive<usize>) -> Result<(), String> {
    let found = text.trim().chars().count();
    if allowed.contains(&found) {
        return Ok(());
    }
    Err(format!("{field}: {} to {} characters, not {found}", allowed.start(), allowed.end()))
}
