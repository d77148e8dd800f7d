//! The envelope around every answer.

use jiff::Timestamp;
use serde::Deserialize;
use serde_json::Value;
use serde_json::value::RawValue;

use crate::wire::{escape_control_characters, scalar_text};

/// What an operation answered.
#[derive(Clone, Debug)]
pub struct Answer<T> {
    /// The data, typed.
    pub data: T,
    /// The same data as JSON text, as it came (control characters escaped). Read it again with [`crate::wire::read_text`].
    pub raw: String,
    /// Id for asking PandaPon about this call.
    pub request_id: Option<String>,
    /// When it was received, by this machine's clock.
    pub received_at: Timestamp,
}

impl<T> Answer<T> {
    /// The same answer with its data turned into something else.
    pub fn map<U>(self, turn: impl FnOnce(T) -> U) -> Answer<U> {
        let Self { data, raw, request_id, received_at } = self;
        Answer { data: turn(data), raw, request_id, received_at }
    }
}

/// An envelope that was read; its data not yet.
#[derive(Debug)]
pub(crate) struct Envelope {
    pub(crate) code: String,
    pub(crate) msg: Option<String>,
    pub(crate) request_id: Option<String>,
    pub(crate) data: String,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct WireEnvelope<'a> {
    code: Value,
    #[serde(default)]
    msg: Value,
    #[serde(default)]
    request_id: Value,
    #[serde(borrow, default)]
    data: Option<&'a RawValue>,
}

impl Envelope {
    /// Reads a body; none when it is no envelope.
    pub(crate) fn read(body: &str) -> Option<Self> {
        let repaired = escape_control_characters(body.trim_start_matches('\u{feff}'));
        let wire: WireEnvelope<'_> = serde_json::from_str(&repaired).ok()?;
        Some(Self {
            code: scalar_text(&wire.code)?,
            msg: scalar_text(&wire.msg).filter(|msg| !msg.is_empty()),
            request_id: scalar_text(&wire.request_id).filter(|id| !id.is_empty()),
            data: wire.data.map_or_else(|| "null".to_owned(), |data| data.get().to_owned()),
        })
    }

    pub(crate) fn is_success(&self) -> bool {
        self.code == "200"
    }
}
