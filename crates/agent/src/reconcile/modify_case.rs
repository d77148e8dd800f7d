//! A change of a case that may have been taken: the case says so.

use pondesk_domain::{AccountId, AfterSalesCase, Agreement, CaseId, CaseStage, Claim, Found};
use serde::{Deserialize, Serialize};

use super::{Entry, Finding, Glass, Reconciled, Redone};
use crate::after_sales::{self, reading};
use crate::api::CommandResult;
use crate::desk::Desk;

/// Changes what a case asks.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct ModifyCase {
    /// The case.
    pub(crate) case_id: CaseId,
    /// What is asked now.
    pub(crate) claim: Claim,
    /// Where the case stood when it was sent.
    pub(crate) was: Option<CaseStage>,
}

impl ModifyCase {
    /// Whether a case asks what this asks.
    pub(crate) fn stands(&self, case: &AfterSalesCase) -> bool {
        let words = self.claim.words.trim();
        let asked = self.claim.lines.iter().map(|line| line.amount.minor()).sum::<i64>();
        case.kind == self.claim.basis.kind
            && case.goods == self.claim.basis.goods
            && case.reason_id.as_ref() == Some(&self.claim.reason_id)
            && case.asked.is_some_and(|now| now.minor() == asked)
            && (case.words.as_deref().unwrap_or_default() == words)
    }
}

impl Reconciled for ModifyCase {
    fn parts(&self) -> Vec<String> {
        vec![self.case_id.to_string()]
    }

    /// A refused case that asks the same as before was changed when it is not refused any more.
    async fn look(&self, glass: &Glass<'_>) -> CommandResult<Finding> {
        let case = reading::read_known(glass, &self.case_id).await?;
        let moved = self.was != Some(CaseStage::Refused) || case.status.stage != CaseStage::Refused;
        let happened = self.stands(&case) && moved;
        Ok(if happened { Finding::Happened(Vec::new()) } else { Finding::Open(Found::Nothing) })
    }

    async fn redo(
        &self,
        desk: &Desk,
        account_id: &AccountId,
        entry: Entry,
        _agreement: &Agreement,
    ) -> CommandResult<Redone> {
        after_sales::modify_again(desk, account_id, self, entry).await
    }
}
