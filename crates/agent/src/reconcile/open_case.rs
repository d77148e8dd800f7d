//! A case that may have been opened: looked for among the cases of the order.

use pondesk_domain::{
    AccountId, AfterSalesCase, Agreement, CaseId, ChangeSource, Claim, Found, Operation, OrderId,
};
use serde::{Deserialize, Serialize};

use super::{Entry, Finding, Glass, Reconciled, Redone};
use crate::after_sales::{self, reading};
use crate::api::{ChangedTable, CommandResult};
use crate::desk::Desk;
use crate::orders;

/// Opens a case: one line of Taobao, lines of one order of 1688.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct OpenCase {
    /// The order.
    pub(crate) order_id: OrderId,
    /// What is asked. The store tells by its lines which operation opened a case.
    pub(crate) claim: Claim,
    /// Cases of the order that were known before it was sent: none of them is it.
    pub(crate) known: Vec<CaseId>,
}

impl OpenCase {
    /// Whether a case is the one that this made: not known before, and of the same lines. Amount and reason are no mark, since
    /// both may have been changed meanwhile, and a line has one case at a time.
    pub(crate) fn made(&self, case: &AfterSalesCase) -> bool {
        let lines = &self.claim.lines;
        !self.known.contains(&case.case_id)
            && lines.len() == case.line_ids.len()
            && lines.iter().all(|line| case.line_ids.contains(&line.line_id))
    }

    async fn found(&self, glass: &Glass<'_>) -> CommandResult<Option<AfterSalesCase>> {
        let account_id = &glass.operation.account_id;
        let order = orders::reading::kept(glass.desk, account_id, &self.order_id).await?.order;
        let cases = reading::of_order(glass.desk, glass.client, &order, ChangeSource::OwnAction).await?;
        Ok(cases.into_iter().find(|case| self.made(case)))
    }
}

impl Reconciled for OpenCase {
    /// The lines alone: while one claim on a line may have been opened, no other is sent.
    fn parts(&self) -> Vec<String> {
        let lines = self.claim.lines.iter().map(|line| format!("line {}", line.line_id));
        lines.chain([format!("of {}", self.order_id)]).collect()
    }

    async fn look(&self, glass: &Glass<'_>) -> CommandResult<Finding> {
        Ok(match self.found(glass).await? {
            Some(_) => Finding::Happened(Vec::new()),
            None => Finding::Open(Found::Nothing),
        })
    }

    async fn redo(
        &self,
        desk: &Desk,
        account_id: &AccountId,
        entry: Entry,
        _agreement: &Agreement,
    ) -> CommandResult<Redone> {
        after_sales::open_again(desk, account_id, self, entry).await
    }

    /// Its evidence belongs to the case that was found.
    async fn settled(&self, desk: &Desk, operation: &Operation) {
        let cases = reading::kept_of_order(desk, &operation.account_id, &self.order_id).await;
        let made = cases.unwrap_or_default().into_iter().find(|kept| self.made(&kept.case));
        if let Some(kept) = made {
            after_sales::attach(desk, self, &kept.case.case_id).await;
            desk.changed(ChangedTable::Cases, [&kept.case.case_id]);
        }
    }
}
