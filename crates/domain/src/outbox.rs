//! The outbox: everything that changes something at PandaPon is written down before it is sent.

mod sought;
mod standing;

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::{AccountId, EpochMs, Money, OperationId, OrderId, Platform, RequestId};

pub use sought::{Fit, SoughtLine, SoughtOrder};
pub use standing::{Choice, LOOK_WAITS_MS, Standing, TRY_WAITS_MS};

macro_rules! kinds {
    ($($(#[doc = $doc:literal])+ $kind:ident $word:literal,)+) => {
        /// What an operation does.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, TS)]
        #[serde(rename_all = "camelCase")]
        pub enum OperationKind {
            $($(#[doc = $doc])+ $kind,)+
        }

        impl OperationKind {
            /// All kinds.
            pub const ALL: &[Self] = &[$(Self::$kind,)+];

            /// The word in SQL.
            pub const fn as_str(self) -> &'static str {
                match self {
                    $(Self::$kind => $word,)+
                }
            }
        }
    };
}

kinds! {
    /// Places one order.
    CreateOrder "createOrder",
    /// Pays one or several orders.
    PayOrders "payOrders",
    /// Hands in a payment voucher.
    HandInVoucher "handInVoucher",
    /// Cancels an order.
    CancelOrder "cancelOrder",
    /// Confirms that an order's goods arrived.
    ConfirmReceipt "confirmReceipt",
    /// Adds or changes an address.
    SaveAddress "saveAddress",
    /// Opens an after-sales case.
    OpenCase "openCase",
    /// Changes what a case asks for.
    ModifyCase "modifyCase",
    /// Withdraws a case.
    WithdrawCase "withdrawCase",
    /// Writes to the seller on a case.
    MessageCase "messageCase",
    /// Says how the goods of a case went back.
    SendBack "sendBack",
    /// Any other call that changes something, as the user typed it.
    Call "call",
}

impl OperationKind {
    /// Reads [`OperationKind::as_str`] back.
    pub fn parse(text: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|kind| kind.as_str() == text)
    }

    /// Whether reading can tell if it happened. What cannot be found out is the user's to say, at once.
    pub const fn can_be_looked_for(self) -> bool {
        !matches!(self, Self::Call)
    }
}

/// How far an operation is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub enum OperationState {
    /// Written down, not sent.
    Ready,
    /// About to be sent or sent, no answer yet.
    Sending,
    /// PandaPon did it.
    Done,
    /// PandaPon said no, or it could not be sent: nothing happened.
    Rejected,
    /// It may have happened. Never sent again by itself.
    Unknown,
    /// The user put it aside: it is not sent again and not looked for.
    Dropped,
}

impl OperationState {
    /// All states.
    pub const ALL: [Self; 6] =
        [Self::Ready, Self::Sending, Self::Done, Self::Rejected, Self::Unknown, Self::Dropped];

    /// The word in SQL.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Ready => "ready",
            Self::Sending => "sending",
            Self::Done => "done",
            Self::Rejected => "rejected",
            Self::Unknown => "unknown",
            Self::Dropped => "dropped",
        }
    }

    /// Reads [`OperationState::as_str`] back.
    pub fn parse(text: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|state| state.as_str() == text)
    }

    /// Whether an operation may go from this state to `next`. From `unknown` no way leads back to `sending`; from
    /// `sending` one leads back to `ready`, for what certainly never left.
    pub const fn may_become(self, next: Self) -> bool {
        matches!(
            (self, next),
            (Self::Ready, Self::Sending | Self::Dropped)
                | (Self::Sending, Self::Done | Self::Rejected | Self::Unknown | Self::Ready)
                | (Self::Unknown, Self::Done | Self::Rejected | Self::Dropped)
        )
    }

    /// Nothing more will happen with it.
    pub const fn is_over(self) -> bool {
        matches!(self, Self::Done | Self::Rejected | Self::Dropped)
    }
}

/// What a step was, beyond the state it went into.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub enum StepEvent {
    /// Pondesk ended before it was over.
    Interrupted,
    /// No connection stood, so nothing left: it is tried again.
    NotConnected,
    /// Before sending it again something was found that the user did not agree to; `code` says what.
    Held,
    /// PandaPon was read, to find out what became of it.
    Looked,
    /// Reading showed that it happened.
    Adopted,
    /// The user said that it happened, and as which order.
    Claimed,
    /// The user had it sent again, as another operation.
    SentAgain,
}

/// What a look found that did not settle it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(tag = "is", rename_all = "camelCase", rename_all_fields = "camelCase")]
pub enum Found {
    /// Nothing that fits.
    Nothing,
    /// Orders that fit but for their sum or receiver, or with a part of the lines.
    Nearly {
        /// The orders.
        order_ids: Vec<OrderId>,
    },
    /// More than one order that fits.
    Several {
        /// The orders.
        order_ids: Vec<OrderId>,
    },
}

impl Found {
    /// The orders that it could be.
    pub fn candidates(&self) -> &[OrderId] {
        match self {
            Self::Nothing => &[],
            Self::Nearly { order_ids } | Self::Several { order_ids } => order_ids,
        }
    }
}

/// One step in the life of an operation.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct OperationStep {
    /// The state it went into, or stayed in.
    pub state: OperationState,
    /// When.
    pub at: EpochMs,
    /// What it was, where the state does not say all.
    pub event: Option<StepEvent>,
    /// What a look found.
    pub found: Option<Found>,
    /// The command error code or platform code behind it, when it failed.
    pub code: Option<String>,
    /// What PandaPon said, as it said it.
    pub said: Option<String>,
    /// The call.
    pub request_id: Option<RequestId>,
}

/// An operation as the outbox shows it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct Operation {
    /// Its id.
    pub operation_id: OperationId,
    /// The account it acts for.
    pub account_id: AccountId,
    /// What it does.
    pub kind: OperationKind,
    /// Where, when it concerns one platform.
    pub platform: Option<Platform>,
    /// The orders it concerns or made.
    pub order_ids: Vec<OrderId>,
    /// Seller or receiver in words, for the list.
    pub subject: String,
    /// Pieces, when it places an order.
    pub pieces: Option<u32>,
    /// The sum it moves, when it does.
    pub amount: Option<Money>,
    /// How far it is.
    pub state: OperationState,
    /// What Pondesk does with it now.
    pub standing: Standing,
    /// What the user may decide about it now.
    pub choices: Vec<Choice>,
    /// When it was written down.
    pub written_at: EpochMs,
    /// Its last step.
    pub last: OperationStep,
    /// The operation that the user had sent again as this one.
    pub again_of: Option<OperationId>,
    /// The operation as which the user had this one sent again.
    pub sent_again_as: Option<OperationId>,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_is_sent_twice() {
        for state in OperationState::ALL {
            assert_eq!(
                state.may_become(OperationState::Sending),
                state == OperationState::Ready,
                "{state:?}"
            );
            assert_eq!(
                state.may_become(OperationState::Ready),
                state == OperationState::Sending,
                "{state:?}"
            );
            assert!(!state.is_over() || OperationState::ALL.iter().all(|next| !state.may_become(*next)));
        }
    }

    #[test]
    fn words_read_back() {
        for state in OperationState::ALL {
            assert_eq!(OperationState::parse(state.as_str()), Some(state));
        }
        for kind in OperationKind::ALL {
            assert_eq!(OperationKind::parse(kind.as_str()), Some(*kind));
        }
    }
}
