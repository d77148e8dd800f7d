//! Pushed messages: where they come in, and what became of each.

use pondesk_domain::{AccountId, Callback, CallbackId, CallbackState, EpochMs, OrderId, SignatureMode};
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::CommandError;

/// What the signature of a message may be made of; which one PandaPon means is not documented.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub enum SignedText {
    /// The access key, then the body.
    KeyThenBody,
    /// The body alone.
    Body,
    /// The body, then the access key.
    BodyThenKey,
}

/// Where messages come in.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase", default)]
pub struct ReceiverSettings {
    /// Whether this desk listens while it is open.
    pub on: bool,
    /// Address to listen on: `127.0.0.1` for a proxy or tunnel on this computer, `0.0.0.0` for all.
    pub host: String,
    /// Port to listen on.
    pub port: u16,
    /// Where PandaPon reaches it: `https://…`, without an account's path; empty until there is one.
    pub public_url: String,
}

impl Default for ReceiverSettings {
    fn default() -> Self {
        Self { on: false, host: "127.0.0.1".to_owned(), port: 8787, public_url: String::new() }
    }
}

/// `callback_settings_save`: what changes of where messages come in. What is left out stays as it is.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase", default)]
pub struct ReceiverChange {
    /// Whether this desk listens while it is open.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub on: Option<bool>,
    /// Address to listen on.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub host: Option<String>,
    /// Port to listen on.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub port: Option<u16>,
    /// Where PandaPon reaches it; empty when it can't.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub public_url: Option<String>,
}

/// How the receiver is.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct ReceiverStanding {
    /// The address that it listens on now, `host:port`.
    pub listening: Option<String>,
    /// Why it does not, though it should.
    pub failure: Option<CommandError>,
    /// What it turned away since it was opened.
    pub turned_away: TurnedAway,
    /// When PandaPon's console, or anybody who knew a path, last verified it.
    pub verified_at: Option<EpochMs>,
}

/// Requests that were turned away since the receiver was opened.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct TurnedAway {
    /// To a path of no account.
    pub wrong_path: u32,
    /// Larger than a message may be.
    pub too_large: u32,
    /// Too slow in being sent.
    pub too_slow: u32,
    /// Too many at once, or too fast one after another.
    pub too_many: u32,
    /// Not kept, because the disk refused: they come again.
    pub not_kept: u32,
}

/// How messages of one account come in.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct CallbackDoor {
    /// The account.
    pub account_id: AccountId,
    /// Its path, which only PandaPon should know.
    pub path: String,
    /// What to enter in PandaPon's console; `None` until the public address is known.
    pub public_url: Option<String>,
    /// What is wanted of signatures.
    pub mode: SignatureMode,
    /// What the signature may be made of; right is what fits any of them.
    pub signed_texts: Vec<SignedText>,
}

/// `callback_settings`: all about receiving.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct CallbackSettings {
    /// Where messages come in.
    pub receiver: ReceiverSettings,
    /// How the receiver is.
    pub standing: ReceiverStanding,
    /// How messages of each account come in.
    pub doors: Vec<CallbackDoor>,
}

/// `callback_door_save`: what changes of how messages of one account come in. What is left out stays as it is.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct CallbackDoorChange {
    /// The account.
    pub account_id: AccountId,
    /// What is wanted of signatures.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub mode: Option<SignatureMode>,
    /// What the signature may be made of.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub signed_texts: Option<Vec<SignedText>>,
    /// Give it another path. The old one answers nobody any more: enter the new one in PandaPon's console.
    #[serde(default)]
    #[ts(optional, as = "Option<bool>")]
    pub new_path: bool,
}

/// Which way a self-test went.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub enum SelfTestWay {
    /// Straight to the receiver.
    Local,
    /// By the public address, as PandaPon comes.
    Public,
}

/// One step of a self-test.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct SelfTestStep {
    /// Which way it went.
    pub way: SelfTestWay,
    /// Whether this desk answered with HTTP 200 in time.
    pub passed: bool,
    /// Whether it was this desk that was asked; a proxy may answer for itself.
    pub arrived: bool,
    /// How long that took, in ms.
    pub took_ms: u32,
    /// The status that came back.
    pub status: Option<u16>,
    /// What the network said, when nothing came back.
    pub said: Option<String>,
}

/// `callback_test`: does what PandaPon's Verify does.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct CallbackTest {
    /// Its steps. Without a public address there is only the local one.
    pub steps: Vec<SelfTestStep>,
}

/// `callback_list`: kept messages, newest first.
#[derive(Debug, Clone, Default, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase", default)]
pub struct CallbackList {
    /// Only this account.
    pub account_id: Option<AccountId>,
    /// Only about this order.
    pub order_id: Option<OrderId>,
    /// Only in these states; empty for all.
    pub states: Vec<CallbackState>,
    /// Cursor of the page before.
    pub after: Option<String>,
    /// Rows wanted, at most 200.
    pub limit: u32,
}

/// How many messages are in a state.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct CallbackCount {
    /// The state.
    pub state: CallbackState,
    /// How many.
    pub count: u32,
}

/// A page of messages.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct CallbackPage {
    /// The messages.
    pub rows: Vec<Callback>,
    /// Cursor of the next page.
    pub next: Option<String>,
    /// Counts over account and order, whatever states are chosen.
    pub counts: Vec<CallbackCount>,
}

/// Names a message.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct CallbackRef {
    /// The message.
    pub callback_id: CallbackId,
}

/// `callback_show`: a message with all that came.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct CallbackView {
    /// What was made of it.
    pub callback: Callback,
    /// The `Authorization` header, as it came.
    pub authorization: Option<String>,
    /// Its bytes as text, those that are none replaced; cut where it is very long.
    pub text: String,
    /// Whether `text` was cut.
    pub cut: bool,
}

/// `callback_retry`: looks at messages again that were not applied: after an update, or when the order should be known now.
#[derive(Debug, Clone, Default, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase", default)]
pub struct CallbackRetry {
    /// The message; all when left out.
    pub callback_id: Option<CallbackId>,
}

/// What `callback_retry` looks at again.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct CallbackRetried {
    /// How many messages.
    pub count: u32,
}

/// `callback_ingest`: a message that the user has from elsewhere. Its signature is not asked for.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct CallbackIngest {
    /// The account that it is for.
    pub account_id: AccountId,
    /// All of it.
    pub text: String,
}
