//! An address that may have been saved: looked for in the address list.

use pondesk_domain::{AccountId, Address, AddressDraft, AddressId, Agreement, Found};
use serde::{Deserialize, Serialize};

use super::{Entry, Finding, Glass, Reconciled, Redone};
use crate::addressing;
use crate::api::CommandResult;
use crate::desk::Desk;

/// Adds or changes an address.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct SaveAddress {
    /// As the user typed it, checked.
    pub(crate) draft: AddressDraft,
}

impl SaveAddress {
    fn is(&self, address: &Address) -> bool {
        let AddressDraft { address_id, name, phone, province, city, district, street } = &self.draft;
        address_id.as_ref().is_none_or(|id| *id == address.address_id)
            && *name == address.name
            && *phone == address.phone
            && *province == address.province
            && *city == address.city
            && *district == address.district
            && *street == address.street
    }
}

impl Reconciled for SaveAddress {
    fn parts(&self) -> Vec<String> {
        let AddressDraft { address_id, name, phone, province, city, district, street } = &self.draft;
        let id = address_id.as_ref().map(AddressId::as_str).unwrap_or_default();
        let parts = [id, name, phone, province, city, district, street];
        // Their order matters: a name is no street.
        parts.iter().enumerate().map(|(at, part)| format!("{at} {part}")).collect()
    }

    async fn look(&self, glass: &Glass<'_>) -> CommandResult<Finding> {
        let book = addressing::read(glass.desk, glass.client, &glass.operation.account_id).await?;
        let saved = book.addresses.iter().any(|address| self.is(address));
        Ok(if saved { Finding::Happened(Vec::new()) } else { Finding::Open(Found::Nothing) })
    }

    async fn redo(
        &self,
        desk: &Desk,
        account_id: &AccountId,
        entry: Entry,
        _agreement: &Agreement,
    ) -> CommandResult<Redone> {
        addressing::send(desk, account_id, self, entry).await
    }
}
