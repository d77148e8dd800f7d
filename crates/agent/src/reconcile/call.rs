//! Any other call that changes something: what it would leave behind is not known here, so the user is asked.

use pondesk_domain::{AccountId, Agreement, Found};
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};

use super::{Entry, Finding, Glass, Reconciled, Redone};
use crate::api::CommandResult;
use crate::desk::Desk;
use crate::ordering;

/// A call as the user typed it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct Call {
    /// Which.
    pub(crate) operation: pandapon::Operation,
    /// Its fields.
    pub(crate) fields: Map<String, Value>,
}

impl Reconciled for Call {
    fn parts(&self) -> Vec<String> {
        vec![self.operation.to_string(), Value::Object(self.fields.clone()).to_string()]
    }

    async fn look(&self, _glass: &Glass<'_>) -> CommandResult<Finding> {
        Ok(Finding::Open(Found::Nothing))
    }

    async fn redo(
        &self,
        desk: &Desk,
        account_id: &AccountId,
        entry: Entry,
        _agreement: &Agreement,
    ) -> CommandResult<Redone> {
        let sent = ordering::call_as(desk, account_id, self, entry).await?;
        Ok(Redone { operation: sent.operation, error: sent.error })
    }
}
