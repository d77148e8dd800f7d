//! A cancellation that may have been taken: the order says so.

use pondesk_domain::{AccountId, Agreement, ChangeSource, Found, OrderId, OrderStage};
use serde::{Deserialize, Serialize};

use super::{Entry, Finding, Glass, Reconciled, Redone};
use crate::api::CommandResult;
use crate::desk::Desk;
use crate::ordering;
use crate::orders::reading;

/// Cancels an order.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct CancelOrder {
    /// The order.
    pub(crate) order_id: OrderId,
    /// Why, in words.
    pub(crate) reason: String,
}

impl Reconciled for CancelOrder {
    fn parts(&self) -> Vec<String> {
        vec![self.order_id.to_string()]
    }

    async fn look(&self, glass: &Glass<'_>) -> CommandResult<Finding> {
        let order = reading::read_known(glass, &self.order_id, ChangeSource::OwnAction).await?;
        let closed = order.status.stage == OrderStage::Closed;
        Ok(if closed { Finding::Happened(Vec::new()) } else { Finding::Open(Found::Nothing) })
    }

    async fn redo(
        &self,
        desk: &Desk,
        account_id: &AccountId,
        entry: Entry,
        _agreement: &Agreement,
    ) -> CommandResult<Redone> {
        ordering::cancel_again(desk, account_id, self, entry).await
    }
}
