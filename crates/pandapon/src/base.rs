//! Addresses of the calling user.

use serde::{Deserialize, Serialize};
use serde_json::Value;

use crate::client::{Call, Client};
use crate::envelope::Answer;
use crate::error::Result;
use crate::operation::Operation;
use crate::wire::{Extra, Text, ids, optional_id_as_number};

ids! {
    /// Id of a stored address.
    AddressId;
}

/// The operations that belong to no platform.
#[derive(Clone, Copy, Debug)]
pub struct Base<'a> {
    pub(crate) client: &'a Client,
}

impl Base<'_> {
    /// Lists the addresses stored for the calling user (`baseGetUserAddresses`; its path is a guess).
    ///
    /// # Errors
    /// See [`crate::Error`].
    pub async fn addresses(&self) -> Result<Answer<Vec<Address>>> {
        self.client.send(&ListAddresses {}).await
    }

    /// Adds an address, or changes the one with its id (`baseSaveUserAddress`). Answers no id: list to learn it.
    ///
    /// # Errors
    /// See [`crate::Error`].
    pub async fn save_address(&self, address: &SaveAddress) -> Result<Answer<Value>> {
        self.client.send(address).await
    }
}

/// Request of `baseGetUserAddresses`.
#[derive(Clone, Debug, Default, Serialize)]
pub struct ListAddresses {}

impl Call for ListAddresses {
    const OPERATION: Operation = Operation::BaseGetUserAddresses;
    type Answer = Vec<Address>;
}

/// A stored address.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Address {
    /// Its id.
    pub id: Option<AddressId>,
    /// Receiver's name.
    pub name: Option<Text>,
    /// Province.
    pub province: Option<Text>,
    /// City.
    pub city: Option<Text>,
    /// District.
    pub district: Option<Text>,
    /// Street and number.
    pub address: Option<Text>,
    /// Mobile number.
    pub phone: Option<Text>,
    /// Members that the reference does not name.
    #[serde(flatten)]
    pub extra: Extra,
}

/// Request of `baseSaveUserAddress`.
#[derive(Clone, Debug, Serialize)]
pub struct SaveAddress {
    /// The address to change; none to add one (a reading of the title).
    #[serde(serialize_with = "optional_id_as_number")]
    pub id: Option<AddressId>,
    /// Receiver's name.
    pub name: String,
    /// Province.
    pub province: String,
    /// City.
    pub city: String,
    /// District.
    pub district: String,
    /// Street and number.
    pub address: String,
    /// Mobile number.
    pub phone: String,
}

impl Call for SaveAddress {
    const OPERATION: Operation = Operation::BaseSaveUserAddress;
    type Answer = Value;
}
