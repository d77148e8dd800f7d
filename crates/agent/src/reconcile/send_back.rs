//! A return shipment that may have been taken: the case says so.

use pondesk_domain::{AccountId, Agreement, CaseId, EvidenceId, Found};
use serde::{Deserialize, Serialize};

use super::{Entry, Finding, Glass, Reconciled, Redone};
use crate::after_sales::{self, reading};
use crate::api::CommandResult;
use crate::desk::Desk;

/// Says how the goods of a case went back.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct SendBack {
    /// The case.
    pub(crate) case_id: CaseId,
    /// The carrier's code.
    pub(crate) carrier_code: String,
    /// Waybill number.
    pub(crate) waybill: String,
    /// Phone of the sender.
    pub(crate) phone: Option<String>,
    /// A remark.
    pub(crate) note: Option<String>,
    /// Pictures of the parcel.
    pub(crate) evidence: Vec<EvidenceId>,
}

impl Reconciled for SendBack {
    fn parts(&self) -> Vec<String> {
        vec![self.case_id.to_string()]
    }

    async fn look(&self, glass: &Glass<'_>) -> CommandResult<Finding> {
        let case = reading::read_known(glass, &self.case_id).await?;
        let told = case.returned.as_ref().and_then(|returned| returned.waybill.as_deref());
        let happened = told.is_some_and(|waybill| waybill.trim() == self.waybill);
        Ok(if happened { Finding::Happened(Vec::new()) } else { Finding::Open(Found::Nothing) })
    }

    async fn redo(
        &self,
        desk: &Desk,
        account_id: &AccountId,
        entry: Entry,
        _agreement: &Agreement,
    ) -> CommandResult<Redone> {
        after_sales::send_back_again(desk, account_id, self, entry).await
    }
}
