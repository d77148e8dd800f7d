//! A withdrawal that may have been taken: the case says so.

use pondesk_domain::{AccountId, Agreement, CaseId, CaseStage, Found};
use serde::{Deserialize, Serialize};

use super::{Entry, Finding, Glass, Reconciled, Redone};
use crate::after_sales::{self, reading};
use crate::api::CommandResult;
use crate::desk::Desk;

/// Withdraws a case.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct WithdrawCase {
    /// The case.
    pub(crate) case_id: CaseId,
}

impl Reconciled for WithdrawCase {
    fn parts(&self) -> Vec<String> {
        vec![self.case_id.to_string()]
    }

    async fn look(&self, glass: &Glass<'_>) -> CommandResult<Finding> {
        let case = reading::read_known(glass, &self.case_id).await?;
        let closed = case.status.stage == CaseStage::Closed;
        Ok(if closed { Finding::Happened(Vec::new()) } else { Finding::Open(Found::Nothing) })
    }

    async fn redo(
        &self,
        desk: &Desk,
        account_id: &AccountId,
        entry: Entry,
        _agreement: &Agreement,
    ) -> CommandResult<Redone> {
        after_sales::withdraw_again(desk, account_id, self, entry).await
    }
}
