//! A message that may have been taken: the thread says so.

use pondesk_domain::{AccountId, Agreement, CaseId, CaseMessage, EvidenceId, Found, Speaker};
use serde::{Deserialize, Serialize};

use super::{Entry, Finding, Glass, Reconciled, Redone};
use crate::after_sales::{self, reading};
use crate::api::CommandResult;
use crate::desk::Desk;

/// Writes to the seller on a case.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct MessageCase {
    /// The case.
    pub(crate) case_id: CaseId,
    /// The words.
    pub(crate) words: String,
    /// Evidence that goes with them.
    pub(crate) evidence: Vec<EvidenceId>,
    /// How often the buyer had said the same before it was sent.
    pub(crate) said_before: u32,
}

impl MessageCase {
    /// How often the buyer says these words in a thread.
    pub(crate) fn count_in(&self, thread: &[CaseMessage]) -> u32 {
        let same = |message: &&CaseMessage| {
            message.speaker == Speaker::Buyer && message.words.trim() == self.words.trim()
        };
        u32::try_from(thread.iter().filter(same).count()).unwrap_or(u32::MAX)
    }
}

impl Reconciled for MessageCase {
    fn parts(&self) -> Vec<String> {
        vec![format!("case {}", self.case_id), format!("words {}", self.words)]
    }

    async fn look(&self, glass: &Glass<'_>) -> CommandResult<Finding> {
        let case = reading::read_known(glass, &self.case_id).await?;
        let account_id = &glass.operation.account_id;
        let (thread, _) = reading::thread(glass.client, account_id, &case.platform_case_id).await?;
        let said = self.count_in(&thread) > self.said_before;
        Ok(if said { Finding::Happened(Vec::new()) } else { Finding::Open(Found::Nothing) })
    }

    async fn redo(
        &self,
        desk: &Desk,
        account_id: &AccountId,
        entry: Entry,
        _agreement: &Agreement,
    ) -> CommandResult<Redone> {
        after_sales::message_again(desk, account_id, self, entry).await
    }
}
