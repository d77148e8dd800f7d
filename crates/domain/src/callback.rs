//! Pushed messages: what one is about, how far this desk is with it, and what its signature is worth.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::{AccountId, CallbackId, EpochMs, Money, OrderId, OrderStatus, Platform, RequestId};

/// What a pushed message is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub enum CallbackKind {
    /// The seller changed the price of an unpaid order.
    PriceModified,
    /// An order moved to another status.
    StatusChanged,
    /// An after-sales case moved.
    Refund,
    /// Something else about an order, such as a parcel.
    Other,
}

/// How far this desk is with a message.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub enum CallbackState {
    /// Kept; its order is still to be fetched.
    Waiting,
    /// Its order was fetched after it came, and what PandaPon told then is kept.
    Applied,
    /// It names no order, or none that this account knows.
    Unmatched,
    /// Its type is not known.
    UnknownType,
    /// It cannot be read.
    Unreadable,
    /// Its signature is wrong or missing, and the account wants right ones.
    Refused,
}

impl CallbackState {
    /// Every state, the one that needs time first.
    pub const ALL: [Self; 6] =
        [Self::Waiting, Self::Applied, Self::Unmatched, Self::UnknownType, Self::Unreadable, Self::Refused];

    /// Whether looking at a message again may come to something else: a newer Pondesk reads more, an order that was not
    /// there may be there now, the account's signatures may be asked for differently. What was applied stays applied.
    pub fn may_be_retried(self) -> bool {
        self != Self::Applied
    }
}

/// Why a message waits, or why it was not applied.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub enum CallbackReason {
    /// PandaPon is not reached now.
    Offline,
    /// The account's secret cannot be read now, so nothing can be asked or checked.
    NoSecret,
    /// PandaPon would not tell the order; it is asked again.
    NotTold,
    /// It names no order.
    NoOrder,
    /// Neither this desk nor PandaPon knows such an order of this account.
    UnknownOrder,
    /// The order belongs to another account of this desk.
    OtherAccount,
    /// Its type is not known.
    UnknownType,
    /// Nothing was in it.
    Empty,
    /// It is no JSON, also after repair.
    NoJson,
    /// It is JSON, and no message.
    NoMessage,
    /// It is too large to be read.
    TooLarge,
    /// It has no signature.
    NoSignature,
    /// Its signature is not one that this account's secret makes.
    WrongSignature,
}

/// How a message came.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub enum CallbackOrigin {
    /// PandaPon pushed it.
    Pushed,
    /// The user gave it to this desk.
    ByHand,
}

/// What an account wants of signatures. The reference does not say what is signed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub enum SignatureMode {
    /// They are not looked at.
    Off,
    /// They are checked and shown; every message is processed.
    #[default]
    LogOnly,
    /// Only messages that are signed rightly are processed; the others are kept and shown.
    Enforce,
}

/// What the signature of a message is worth, the better one later.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub enum SignatureVerdict {
    /// It is not one that this account's secret makes.
    Wrong,
    /// There is none.
    Missing,
    /// It was not looked at, or not yet.
    NotChecked,
    /// It is right.
    Right,
}

impl SignatureMode {
    /// Whether a message with this verdict may be processed.
    pub fn lets_pass(self, verdict: SignatureVerdict) -> bool {
        self != Self::Enforce || verdict == SignatureVerdict::Right
    }
}

/// What a message itself says of its order: said, and not confirmed by a read yet.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase", default)]
pub struct CallbackFacts {
    /// All that is to be paid.
    pub total: Option<Money>,
    /// Sum of goods.
    pub goods: Option<Money>,
    /// Freight in China.
    pub freight: Option<Money>,
    /// What the seller took off; positive lowers the sum.
    pub discount: Option<Money>,
    /// Where the order stands.
    pub status: Option<OrderStatus>,
    /// State of the after-sales case, in the platform's word.
    pub after_sales: Option<String>,
}

impl CallbackFacts {
    /// Whether it says anything at all.
    pub fn is_empty(&self) -> bool {
        *self == Self::default()
    }
}

/// A message as this desk keeps it, without its bytes.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct Callback {
    /// This desk's id of it.
    pub callback_id: CallbackId,
    /// The account whose path it came to.
    pub account_id: AccountId,
    /// How it came.
    pub origin: CallbackOrigin,
    /// How far this desk is with it.
    pub state: CallbackState,
    /// Why it waits, or why it was not applied.
    pub reason: Option<CallbackReason>,
    /// PandaPon's, the system's or the reader's own words to that.
    pub said: Option<String>,
    /// What it is about, when that is known.
    pub kind: Option<CallbackKind>,
    /// Its type as it came.
    pub message_type: Option<String>,
    /// Where.
    pub platform: Option<Platform>,
    /// The surest name of an order in it, as it came.
    pub order_name: Option<String>,
    /// The order of this desk, once found.
    pub order_id: Option<OrderId>,
    /// What it says itself.
    pub facts: CallbackFacts,
    /// What its signature is worth.
    pub signature: SignatureVerdict,
    /// When PandaPon says that it was pushed.
    pub said_at: Option<EpochMs>,
    /// When it first came.
    pub received_at: EpochMs,
    /// When it last came.
    pub last_received_at: EpochMs,
    /// How often it came.
    pub times: u32,
    /// When its order had been fetched.
    pub confirmed_at: Option<EpochMs>,
    /// The call that fetched it.
    pub request_id: Option<RequestId>,
    /// Its size in bytes.
    pub bytes: u32,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_right_signatures_pass_where_they_are_wanted() {
        use SignatureVerdict::{Missing, NotChecked, Right, Wrong};
        let passes =
            |mode: SignatureMode| [Wrong, Missing, NotChecked, Right].map(|verdict| mode.lets_pass(verdict));
        assert_eq!(passes(SignatureMode::Off), [true; 4]);
        assert_eq!(passes(SignatureMode::LogOnly), [true; 4]);
        assert_eq!(passes(SignatureMode::Enforce), [false, false, false, true]);
    }

    #[test]
    fn what_was_applied_is_never_looked_at_again() {
        let again = CallbackState::ALL.into_iter().filter(|state| !state.may_be_retried());
        assert_eq!(again.collect::<Vec<_>>(), [CallbackState::Applied]);
    }
}
