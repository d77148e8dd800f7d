//! Delivery addresses, as both platforms take them.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::AddressId;

/// An address as PandaPon keeps it (`baseGetUserAddresses`).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct Address {
    /// PandaPon's id of it.
    pub address_id: AddressId,
    /// Receiver.
    pub name: String,
    /// Mobile number.
    pub phone: String,
    /// Province, in Chinese.
    pub province: String,
    /// City, in Chinese.
    pub city: String,
    /// District, in Chinese.
    pub district: String,
    /// Street and number.
    pub street: String,
}

impl Address {
    /// Who and where in one text, whatever PandaPon numbers it: two addresses with the same text are the same place.
    pub fn receiver(&self) -> String {
        let Self { address_id: _, name, phone, province, city, district, street } = self;
        format!("{name}|{phone}|{province}|{city}|{district}|{street}")
    }
}

/// What the user typed for an address.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase", default)]
pub struct AddressDraft {
    /// Set when an existing address is changed.
    pub address_id: Option<AddressId>,
    /// Receiver.
    pub name: String,
    /// Mobile number.
    pub phone: String,
    /// Province.
    pub province: String,
    /// City.
    pub city: String,
    /// District.
    pub district: String,
    /// Street and number.
    pub street: String,
}

/// A field of an address that stops an order, with the limit it breaks.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct AddressFault {
    /// The field of [`AddressDraft`] in camelCase.
    pub field: String,
    /// What is wrong.
    pub fault: AddressFaultKind,
}

/// What can be wrong with a field of an address.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub enum AddressFaultKind {
    /// Nothing was typed.
    Missing,
    /// Longer than [`MAX_FIELD`] characters.
    TooLong,
    /// Not a phone number: 5 to 20 digits with +, -, blank and brackets.
    NotAPhone,
}

/// Longest field that is sent, in characters.
pub const MAX_FIELD: usize = 200;

impl AddressDraft {
    /// The same with the white space around each field gone.
    #[must_use]
    pub fn trimmed(&self) -> Self {
        let trim = |text: &str| text.trim().to_owned();
        Self {
            address_id: self.address_id.clone(),
            name: trim(&self.name),
            phone: trim(&self.phone),
            province: trim(&self.province),
            city: trim(&self.city),
            district: trim(&self.district),
            street: trim(&self.street),
        }
    }

    /// All that stops this address from being used, field by field.
    pub fn faults(&self) -> Vec<AddressFault> {
        let fields = [
            ("name", &self.name),
            ("phone", &self.phone),
            ("province", &self.province),
            ("city", &self.city),
            ("district", &self.district),
            ("street", &self.street),
        ];
        fields
            .into_iter()
            .filter_map(|(field, text)| {
                fault_in(field, text.trim()).map(|fault| AddressFault { field: field.to_owned(), fault })
            })
            .collect()
    }
}

fn fault_in(field: &str, text: &str) -> Option<AddressFaultKind> {
    if text.is_empty() {
        return Some(AddressFaultKind::Missing);
    }
    if text.chars().count() > MAX_FIELD {
        return Some(AddressFaultKind::TooLong);
    }
    (field == "phone" && !is_phone(text)).then_some(AddressFaultKind::NotAPhone)
}

fn is_phone(text: &str) -> bool {
    let digits = text.chars().filter(char::is_ascii_digit).count();
    (5..=20).contains(&digits) && text.chars().all(|c| c.is_ascii_digit() || "+-() ".contains(c))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn whole() -> AddressDraft {
        AddressDraft {
            address_id: None,
            name: "张三".into(),
            phone: "+86 138 0000 0000".into(),
            province: "浙江省".into(),
            city: "杭州市".into(),
            district: "滨江区".into(),
            street: "网商路1号".into(),
        }
    }

    #[test]
    fn a_whole_address_has_no_fault() {
        assert_eq!(whole().faults(), vec![]);
    }

    #[test]
    fn every_fault_names_its_field() {
        let draft =
            AddressDraft { city: "  ".into(), phone: "call me".into(), street: "长".repeat(201), ..whole() };
        let faults: Vec<_> = draft.faults().into_iter().map(|fault| (fault.field, fault.fault)).collect();
        assert_eq!(
            faults,
            vec![
                ("phone".to_owned(), AddressFaultKind::NotAPhone),
                ("city".to_owned(), AddressFaultKind::Missing),
                ("street".to_owned(), AddressFaultKind::TooLong),
            ]
        );
    }
}
