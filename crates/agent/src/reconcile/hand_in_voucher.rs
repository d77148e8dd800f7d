//! A voucher that may have been taken: the order's state says whether PandaPon has one.

use pondesk_domain::{AccountId, Agreement, ChangeSource, Found, Operation, OrderId, VoucherId};
use serde::{Deserialize, Serialize};

use super::{Entry, Finding, Glass, Reconciled, Redone};
use crate::api::{ChangedTable, CommandResult};
use crate::desk::Desk;
use crate::ordering;
use crate::orders::reading;

/// Hands in a voucher that this desk keeps.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct HandInVoucher {
    /// The order.
    pub(crate) order_id: OrderId,
    /// The voucher; its bytes are kept under their hash. The store tells by this field how far a voucher is.
    pub(crate) voucher_id: VoucherId,
    /// A link to it, where the connection wants one.
    pub(crate) link: Option<String>,
}

impl Reconciled for HandInVoucher {
    fn parts(&self) -> Vec<String> {
        vec![self.order_id.to_string()]
    }

    async fn look(&self, glass: &Glass<'_>) -> CommandResult<Finding> {
        let order = reading::read_known(glass, &self.order_id, ChangeSource::OwnAction).await?;
        let listed = order.status.stage.lists_voucher();
        Ok(if listed { Finding::Happened(Vec::new()) } else { Finding::Open(Found::Nothing) })
    }

    async fn redo(
        &self,
        desk: &Desk,
        account_id: &AccountId,
        entry: Entry,
        _agreement: &Agreement,
    ) -> CommandResult<Redone> {
        ordering::hand_in_again(desk, account_id, self, entry).await
    }

    async fn settled(&self, desk: &Desk, _operation: &Operation) {
        desk.changed(ChangedTable::Vouchers, [&self.voucher_id]);
    }
}
