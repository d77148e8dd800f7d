//! Everything in the SDK that reads bytes of others.

use jiff::Timestamp;
use pandapon::alibaba1688::{OfferId, OrderStatus};
use pandapon::callbacks::{self, Body};
use pandapon::wire::{self, Count, Done, Extra, Fen, JsonText, Link, Measure, Moment, Rows, Text, Yuan};
use pandapon::{Fault, Operation, read_answer};
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};
use serde_json::Value;

use crate::cases::Cases;

/// A reader, and what its inputs are made from.
pub(crate) struct Reader {
    pub(crate) name: String,
    pub(crate) source: Source,
    read: Read,
}

/// What the inputs of a reader are made from.
pub(crate) enum Source {
    /// These recorded cases.
    Cases(Vec<usize>),
    /// The scalars of all recorded cases, as `(case, span)`.
    Scalars(Vec<(usize, usize)>),
}

enum Read {
    /// The answer of an operation, from its bytes on.
    Answer(Operation),
    /// A pushed message.
    Callback,
    /// A reader of JSON text.
    Wire(ReadText),
}

/// What came of an input.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Outcome {
    /// It was read.
    Read,
    /// The reader itself said no.
    Refused,
    /// It ended before the reader: no JSON, no envelope, a refusal of PandaPon.
    NotReached,
    /// What was read did not read the same again.
    Unsteady(String),
}

impl Reader {
    /// Reads an input; `again` writes what was read and reads that once more, which must give the same.
    pub(crate) fn read(&self, status: u16, input: &[u8], again: bool) -> Outcome {
        match self.read {
            Read::Answer(operation) => answer(operation, status, input, again),
            Read::Callback => callback(input, again),
            Read::Wire(read) => read(&String::from_utf8_lossy(input), again),
        }
    }

    /// Whether its inputs begin with an envelope.
    pub(crate) fn has_envelope(&self) -> bool {
        matches!(self.read, Read::Answer(_))
    }
}

/// Every reader: one per operation, and those of single values.
pub(crate) fn all(cases: &Cases) -> Vec<Reader> {
    let answers = Operation::ALL.iter().map(|operation| Reader {
        name: operation.id().to_owned(),
        source: Source::Cases(cases.of(operation.id())),
        read: Read::Answer(*operation),
    });
    let callbacks = CALLBACKS.iter().map(|name| Reader {
        name: format!("callback: {name}"),
        source: Source::Cases([cases.of(name), cases.of(NO_MESSAGES)].concat()),
        read: Read::Callback,
    });
    let values = VALUES.iter().map(|(name, read)| of_values(name, *read, cases));
    answers.chain(callbacks).chain(values).collect()
}

/// A reader of single values.
pub(crate) fn of_values(name: &str, read: ReadText, cases: &Cases) -> Reader {
    Reader { name: name.to_owned(), source: Source::Scalars(cases.scalars()), read: Read::Wire(read) }
}

/// The folder of what is no message at all: every callback is tried with it.
const NO_MESSAGES: &str = "unreadable";

/// The callbacks of the reference.
const CALLBACKS: [&str; 6] = [
    "onTaobaoOrderPriceModified",
    "onTaobaoOrderStatusModified",
    "onTaobaoOrderRefunded",
    "alibaba1688OnOrderPriceModified",
    "alibaba1688OnOrderStatusChanged",
    "alibaba1688OnRefundChanged",
];

/// A reader of JSON text; the flag says to read once more what was read.
type ReadText = fn(&str, bool) -> Outcome;

const VALUES: &[(&str, ReadText)] = &[
    ("wire: id", value::<Option<OfferId>>),
    ("wire: fen", value::<Option<Fen>>),
    ("wire: yuan", value::<Option<Yuan>>),
    ("wire: count", value::<Option<Count>>),
    ("wire: measure", value::<Option<Measure>>),
    ("wire: moment", value::<Option<Moment>>),
    ("wire: link", value::<Option<Link>>),
    ("wire: text", value::<Option<Text>>),
    ("wire: code", value::<Option<OrderStatus>>),
    ("wire: flag", flag),
    ("wire: done", value::<Done>),
    ("wire: JSON text", value::<Option<JsonText<Vec<OfferId>>>>),
    ("wire: JSON text of rows", value::<Option<JsonText<Vec<Row>>>>),
    ("wire: rows", value::<Rows<Fen>>),
    ("wire: rows of rows", value::<Rows<Row>>),
    ("wire: unknown members", value::<Row>),
    ("wire: repair", repair),
    ("wire: tidying", tidying),
];

#[derive(Debug, Default, PartialEq, Deserialize, Serialize)]
#[serde(default)]
struct Row {
    data: Option<Box<Row>>,
    #[serde(flatten)]
    extra: Extra,
}

#[derive(Debug, Default, PartialEq, Deserialize, Serialize)]
#[serde(default)]
struct Flag {
    #[serde(deserialize_with = "wire::flag")]
    on: Option<bool>,
}

/// Deeper JSON is refused by the parser. A bare list of rows is written as a page of them, a level deeper than it came, so
/// what was read at this limit cannot be read again.
const MOST_LEVELS: usize = 127;

fn answer(operation: Operation, status: u16, input: &[u8], again: bool) -> Outcome {
    let answer = match read_answer(operation, status, input, Timestamp::UNIX_EPOCH) {
        Ok(answer) => answer,
        Err(error) => {
            // What an error shows is made of hostile text too.
            let _ = (error.to_string(), error.outcome(), error.json_path().map(str::len));
            return match error.fault() {
                Fault::Misfit { .. } => Outcome::Refused,
                _ => Outcome::NotReached,
            };
        }
    };
    if !again {
        return Outcome::Read;
    }
    let first = match answer.data.to_json() {
        Ok(first) => first,
        Err(error) => return Outcome::Unsteady(format!("cannot be written: {error}")),
    };
    if levels(&first) > MOST_LEVELS {
        return Outcome::Read;
    }
    let envelope = format!(r#"{{"code":200,"data":{first}}}"#);
    match read_answer(operation, 200, envelope.as_bytes(), Timestamp::UNIX_EPOCH) {
        Ok(second) => same(&first, &second.data.to_json().unwrap_or_default()),
        Err(error) => Outcome::Unsteady(format!("read once, not again: {error}")),
    }
}

/// A message's names and identity are read from hostile text as well, and its signature is checked.
fn callback(input: &[u8], again: bool) -> Outcome {
    let Ok(message) = callbacks::read(input) else { return Outcome::NotReached };
    let _ = (message.order_names(), message.identity());
    if again && callbacks::read(input).as_ref() != Ok(&message) {
        return Outcome::Unsteady("read twice, it differs".into());
    }
    if matches!(message.body, Body::NotTyped(_)) { Outcome::Refused } else { Outcome::Read }
}

fn value<T: DeserializeOwned + Serialize + Default>(input: &str, again: bool) -> Outcome {
    let read = match wire::read_text::<T>(input) {
        Ok(read) => read,
        Err(misfit) if is_json(input) => {
            let _ = misfit.to_string();
            return Outcome::Refused;
        }
        Err(_) => return Outcome::NotReached,
    };
    if !again {
        return Outcome::Read;
    }
    let Ok(first) = serde_json::to_value(&read) else { return Outcome::Unsteady("cannot be written".into()) };
    match wire::read_text::<T>(&first.to_string()) {
        Ok(second) => same(&first, &serde_json::to_value(&second).unwrap_or_default()),
        Err(misfit) => Outcome::Unsteady(format!("read once, not again: {misfit}")),
    }
}

fn flag(input: &str, again: bool) -> Outcome {
    value::<Flag>(&format!(r#"{{"on":{input}}}"#), again)
}

/// Repair leaves good JSON alone, and repaired text stays as it is.
fn repair(input: &str, _: bool) -> Outcome {
    let once = wire::escape_control_characters(input);
    if wire::escape_control_characters(&once) != once {
        return Outcome::Unsteady("repaired twice, it is not the same".into());
    }
    if serde_json::from_str::<serde::de::IgnoredAny>(input).is_ok() && once != input {
        return Outcome::Unsteady("good JSON was changed".into());
    }
    Outcome::Read
}

fn tidying(input: &str, _: bool) -> Outcome {
    let Ok(value) = serde_json::from_str::<Value>(input) else { return Outcome::NotReached };
    let once = wire::tidy(value);
    if wire::tidy(once.clone()) == once {
        Outcome::Read
    } else {
        Outcome::Unsteady("tidied twice, it is not the same".into())
    }
}

fn is_json(input: &str) -> bool {
    serde_json::from_str::<serde::de::IgnoredAny>(&wire::escape_control_characters(input)).is_ok()
}

fn levels(value: &Value) -> usize {
    match value {
        Value::Array(all) => 1 + all.iter().map(levels).max().unwrap_or(0),
        Value::Object(all) => 1 + all.values().map(levels).max().unwrap_or(0),
        _ => 0,
    }
}

fn same(first: &Value, second: &Value) -> Outcome {
    if first == second {
        Outcome::Read
    } else {
        Outcome::Unsteady(format!("read again, it differs: {second}"))
    }
}
