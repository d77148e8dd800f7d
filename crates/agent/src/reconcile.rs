//! Finding out what became of what was sent and never answered, by reading, and doing what the user then decides.
//!
//! Every kind of operation has a file here with its *deed*: what the user decided, in this desk's own words. A deed is kept
//! with its operation. It says by what it is known as the same, how reading finds it, and how it is done again. Adding a
//! kind means a word in [`OperationKind`], a file with a [`Reconciled`] type, and an arm in [`each!`].

mod call;
mod cancel_order;
mod confirm_receipt;
mod create_order;
pub(crate) mod deciding;
mod hand_in_voucher;
pub(crate) mod looking;
mod message_case;
mod modify_case;
mod open_case;
mod pay_orders;
mod save_address;
mod send_back;
mod tending;
mod withdraw_case;

use pandapon::Client;
use pondesk_domain::{AccountId, Agreement, EpochMs, Found, Operation, OperationId, OperationKind, OrderId};
use serde::{Deserialize, Serialize};

use crate::api::{CommandError, CommandResult};
use crate::desk::Desk;
use crate::ordering::outgoing;

pub(crate) use call::Call;
pub(crate) use cancel_order::CancelOrder;
pub(crate) use confirm_receipt::ConfirmReceipt;
pub(crate) use create_order::CreateOrder;
pub(crate) use hand_in_voucher::HandInVoucher;
pub(crate) use message_case::MessageCase;
pub(crate) use modify_case::ModifyCase;
pub(crate) use open_case::OpenCase;
pub(crate) use pay_orders::PayOrders;
pub(crate) use save_address::SaveAddress;
pub(crate) use send_back::SendBack;
pub(crate) use tending::Tending;
pub(crate) use withdraw_case::WithdrawCase;

/// What the user decided. Holds no secret; it is kept as JSON with its operation.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "camelCase")]
pub(crate) enum Deed {
    /// Places one order.
    CreateOrder(Box<CreateOrder>),
    /// Pays orders.
    PayOrders(PayOrders),
    /// Hands in a voucher.
    HandInVoucher(HandInVoucher),
    /// Cancels an order.
    CancelOrder(CancelOrder),
    /// Confirms that an order's goods arrived.
    ConfirmReceipt(ConfirmReceipt),
    /// Adds or changes an address.
    SaveAddress(SaveAddress),
    /// Opens an after-sales case.
    OpenCase(Box<OpenCase>),
    /// Changes what a case asks.
    ModifyCase(Box<ModifyCase>),
    /// Withdraws a case.
    WithdrawCase(WithdrawCase),
    /// Writes to the seller on a case.
    MessageCase(MessageCase),
    /// Says how the goods of a case went back.
    SendBack(SendBack),
    /// Any other call.
    Call(Call),
}

/// What a look found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Finding {
    /// It happened; with the orders that it made, if it makes any.
    Happened(Vec<OrderId>),
    /// Reading does not tell, or not yet.
    Open(Found),
}

/// What a look needs.
pub(crate) struct Glass<'a> {
    /// The desk.
    pub(crate) desk: &'a Desk,
    /// The account's client, in the lane of whoever looks.
    pub(crate) client: &'a Client,
    /// The operation.
    pub(crate) operation: &'a Operation,
    /// When it was sent, by this machine's clock.
    pub(crate) sent_at: EpochMs,
}

/// How a deed comes into the outbox.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Entry {
    /// As a new operation.
    New,
    /// As a new operation in the place of one whose outcome stayed unknown.
    Again(OperationId),
    /// As the operation that is written down and was never sent.
    Kept(OperationId),
}

impl Entry {
    /// The operation that this one does not have to wait for.
    pub(crate) fn replaced(&self) -> Option<&OperationId> {
        match self {
            Self::New => None,
            Self::Again(operation_id) | Self::Kept(operation_id) => Some(operation_id),
        }
    }
}

/// What became of a deed that was done again.
pub(crate) struct Redone {
    /// The operation it is now.
    pub(crate) operation: Operation,
    /// Why it did not go well.
    pub(crate) error: Option<CommandError>,
}

/// What every kind says of itself.
pub(crate) trait Reconciled {
    /// What it consists of: two deeds of a kind with the same parts, in any order, are the same deed.
    fn parts(&self) -> Vec<String>;

    /// Reads PandaPon to find out whether it happened.
    ///
    /// # Errors
    /// When PandaPon could not be read; that look does not count.
    async fn look(&self, glass: &Glass<'_>) -> CommandResult<Finding>;

    /// Checks whether it still is what the user agreed to, and sends it.
    ///
    /// # Errors
    /// Before anything is sent: what changed since, and those of the calls and of the store.
    async fn redo(
        &self,
        desk: &Desk,
        account_id: &AccountId,
        entry: Entry,
        agreement: &Agreement,
    ) -> CommandResult<Redone>;

    /// Brings what hangs on it up to date, once it is known that it happened.
    async fn settled(&self, _desk: &Desk, _operation: &Operation) {}
}

/// The one match over all kinds.
macro_rules! each {
    ($deed:expr, $it:ident => $done:expr) => {
        match $deed {
            Deed::CreateOrder($it) => $done,
            Deed::PayOrders($it) => $done,
            Deed::HandInVoucher($it) => $done,
            Deed::CancelOrder($it) => $done,
            Deed::ConfirmReceipt($it) => $done,
            Deed::SaveAddress($it) => $done,
            Deed::OpenCase($it) => $done,
            Deed::ModifyCase($it) => $done,
            Deed::WithdrawCase($it) => $done,
            Deed::MessageCase($it) => $done,
            Deed::SendBack($it) => $done,
            Deed::Call($it) => $done,
        }
    };
}

impl Deed {
    /// What it does.
    pub(crate) fn kind(&self) -> OperationKind {
        match self {
            Self::CreateOrder(_) => OperationKind::CreateOrder,
            Self::PayOrders(_) => OperationKind::PayOrders,
            Self::HandInVoucher(_) => OperationKind::HandInVoucher,
            Self::CancelOrder(_) => OperationKind::CancelOrder,
            Self::ConfirmReceipt(_) => OperationKind::ConfirmReceipt,
            Self::SaveAddress(_) => OperationKind::SaveAddress,
            Self::OpenCase(_) => OperationKind::OpenCase,
            Self::ModifyCase(_) => OperationKind::ModifyCase,
            Self::WithdrawCase(_) => OperationKind::WithdrawCase,
            Self::MessageCase(_) => OperationKind::MessageCase,
            Self::SendBack(_) => OperationKind::SendBack,
            Self::Call(_) => OperationKind::Call,
        }
    }

    /// Names it by what it consists of: the same deed has the same text.
    pub(crate) fn fingerprint(&self) -> String {
        outgoing::fingerprint(self.kind(), each!(self, it => it.parts()))
    }

    /// As [`Reconciled::look`].
    async fn look(&self, glass: &Glass<'_>) -> CommandResult<Finding> {
        each!(self, it => it.look(glass).await)
    }

    /// As [`Reconciled::redo`].
    async fn redo(
        &self,
        desk: &Desk,
        account_id: &AccountId,
        entry: Entry,
        agreement: &Agreement,
    ) -> CommandResult<Redone> {
        each!(self, it => it.redo(desk, account_id, entry, agreement).await)
    }

    /// As [`Reconciled::settled`].
    async fn settled(&self, desk: &Desk, operation: &Operation) {
        each!(self, it => it.settled(desk, operation).await);
    }
}
