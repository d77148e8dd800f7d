//! A confirmation of receipt that may have been taken: the order says so.

use pondesk_domain::{AccountId, Agreement, ChangeSource, Found, OrderId, OrderStage};
use serde::{Deserialize, Serialize};

use super::{Entry, Finding, Glass, Reconciled, Redone};
use crate::api::CommandResult;
use crate::desk::Desk;
use crate::ordering;
use crate::orders::reading;

/// Confirms that an order's goods arrived.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct ConfirmReceipt {
    /// The order.
    pub(crate) order_id: OrderId,
}

impl Reconciled for ConfirmReceipt {
    fn parts(&self) -> Vec<String> {
        vec![self.order_id.to_string()]
    }

    async fn look(&self, glass: &Glass<'_>) -> CommandResult<Finding> {
        let order = reading::read_known(glass, &self.order_id, ChangeSource::OwnAction).await?;
        let received = matches!(order.status.stage, OrderStage::Received | OrderStage::Completed);
        Ok(if received { Finding::Happened(Vec::new()) } else { Finding::Open(Found::Nothing) })
    }

    async fn redo(
        &self,
        desk: &Desk,
        account_id: &AccountId,
        entry: Entry,
        _agreement: &Agreement,
    ) -> CommandResult<Redone> {
        ordering::confirm_again(desk, account_id, self, entry).await
    }
}
