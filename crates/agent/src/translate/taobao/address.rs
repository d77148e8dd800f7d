//! Delivery addresses. Both platforms share them.

use pandapon::base::{Address as WireAddress, AddressId as WireAddressId, SaveAddress};
use pondesk_domain::{Address, AddressDraft, AddressId};

use super::super::values::words;

/// The addresses that PandaPon keeps. One without an id cannot be named in an order and is left out.
pub(crate) fn addresses(all: &[WireAddress]) -> Vec<Address> {
    all.iter().filter_map(address).collect()
}

fn address(wire: &WireAddress) -> Option<Address> {
    let text = |text: &Option<pandapon::wire::Text>| words(text.as_ref()).unwrap_or_default();
    Some(Address {
        address_id: AddressId::from(wire.id.as_ref()?.as_str()),
        name: text(&wire.name),
        phone: text(&wire.phone),
        province: text(&wire.province),
        city: text(&wire.city),
        district: text(&wire.district),
        street: text(&wire.address),
    })
}

/// The request that saves what was typed and checked.
pub(crate) fn save(draft: &AddressDraft) -> SaveAddress {
    SaveAddress {
        id: draft.address_id.as_ref().map(|id| WireAddressId::from(id.as_str())),
        name: draft.name.clone(),
        province: draft.province.clone(),
        city: draft.city.clone(),
        district: draft.district.clone(),
        address: draft.street.clone(),
        phone: draft.phone.clone(),
    }
}
