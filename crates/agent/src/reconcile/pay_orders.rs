//! A payment that may have been taken: the orders themselves say so.

use pondesk_domain::{AccountId, Agreement, ChangeSource, Found};
use serde::{Deserialize, Serialize};

use super::{Entry, Finding, Glass, Reconciled, Redone};
use crate::api::{CommandResult, OrderToPay};
use crate::desk::Desk;
use crate::ordering;
use crate::orders::reading;

/// Pays orders of one platform in one call.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct PayOrders {
    /// The orders, with the sums agreed to.
    pub(crate) orders: Vec<OrderToPay>,
}

impl Reconciled for PayOrders {
    fn parts(&self) -> Vec<String> {
        self.orders.iter().map(|order| order.order_id.to_string()).collect()
    }

    /// All of them have to be paid: what was paid in part is the user's to look at.
    async fn look(&self, glass: &Glass<'_>) -> CommandResult<Finding> {
        let mut all_paid = true;
        for order in &self.orders {
            let now = reading::read_known(glass, &order.order_id, ChangeSource::OwnAction).await?;
            all_paid &= now.status.stage.is_paid();
        }
        Ok(if all_paid { Finding::Happened(Vec::new()) } else { Finding::Open(Found::Nothing) })
    }

    async fn redo(
        &self,
        desk: &Desk,
        account_id: &AccountId,
        entry: Entry,
        agreement: &Agreement,
    ) -> CommandResult<Redone> {
        ordering::pay_again(desk, account_id, self, entry, agreement).await
    }
}
