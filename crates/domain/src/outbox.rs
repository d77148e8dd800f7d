//! The outbox: everything that changes something at PandaPon is written down before it is sent.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::{AccountId, EpochMs, Money, OperationId, OrderId, Platform, RequestId};

/// What an operation does.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub enum OperationKind {
    /// Places one order.
    CreateOrder,
    /// Pays one or several orders.
    PayOrders,
    /// Hands in a payment voucher.
    HandInVoucher,
    /// Cancels an order.
    CancelOrder,
    /// Adds or changes an address.
    SaveAddress,
}

impl OperationKind {
    /// All kinds.
    pub const ALL: [Self; 5] =
        [Self::CreateOrder, Self::PayOrders, Self::HandInVoucher, Self::CancelOrder, Self::SaveAddress];

    /// The word in SQL.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::CreateOrder => "createOrder",
            Self::PayOrders => "payOrders",
            Self::HandInVoucher => "handInVoucher",
            Self::CancelOrder => "cancelOrder",
            Self::SaveAddress => "saveAddress",
        }
    }

    /// Reads [`OperationKind::as_str`] back.
    pub fn parse(text: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.as_str() == text)
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
    /// PandaPon said no, or it was certainly never sent: nothing happened.
    Rejected,
    /// It may have happened. Never sent again by itself.
    Unknown,
}

impl OperationState {
    /// All states.
    pub const ALL: [Self; 5] = [Self::Ready, Self::Sending, Self::Done, Self::Rejected, Self::Unknown];

    /// The word in SQL.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Ready => "ready",
            Self::Sending => "sending",
            Self::Done => "done",
            Self::Rejected => "rejected",
            Self::Unknown => "unknown",
        }
    }

    /// Reads [`OperationState::as_str`] back.
    pub fn parse(text: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|state| state.as_str() == text)
    }

    /// Whether an operation may go from this state to `next`. No way leads back to `sending`.
    pub const fn may_become(self, next: Self) -> bool {
        matches!(
            (self, next),
            (Self::Ready, Self::Sending | Self::Rejected)
                | (Self::Sending, Self::Done | Self::Rejected | Self::Unknown)
                | (Self::Unknown, Self::Done | Self::Rejected)
        )
    }
}

/// One step in the life of an operation.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct OperationStep {
    /// The state it went into.
    pub state: OperationState,
    /// When.
    pub at: EpochMs,
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
    /// When it was written down.
    pub written_at: EpochMs,
    /// Its last step.
    pub last: OperationStep,
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
        }
    }

    #[test]
    fn words_read_back() {
        for state in OperationState::ALL {
            assert_eq!(OperationState::parse(state.as_str()), Some(state));
        }
        for kind in OperationKind::ALL {
            assert_eq!(OperationKind::parse(kind.as_str()), Some(kind));
        }
    }
}
