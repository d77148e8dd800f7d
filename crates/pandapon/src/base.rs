//! Addresses of the calling user.

use serde::{Deserialize, Serialize};

use crate::call::Call;
#[cfg(feature = "client")]
use crate::client::Client;
use crate::envelope::Answer;
use crate::error::Result;
use crate::operation::Operation;
use crate::wire::{Done, Extra, Text, ids, optional_id_as_number};

ids! {
    /// Id of a stored address.
    AddressId;
}

/// The operations that belong to no platform.
#[cfg(feature = "client")]
#[derive(Clone, Copy, Debug)]
pub struct Base<'a> {
    pub(crate) client: &'a Client,
}

#[cfg(feature = "client")]
impl Base<'_> {
    /// Lists the addresses stored for the calling user.
    ///
    /// Reference: 获取用户地址信息 (`baseGetUserAddresses`). Path guessed, fields those that saving takes.
    ///
    /// # Errors
    /// See [`crate::Error`].
    ///
    /// # Examples
    /// ```no_run
    /// # async fn call(client: pandapon::Client) -> Result<(), pandapon::Error> {
    /// for address in client.base().addresses().await?.data {
    ///     println!("{:?} {:?} {:?}", address.id, address.city, address.address);
    /// }
    /// # Ok(())
    /// # }
    /// ```
    pub async fn addresses(&self) -> Result<Answer<Vec<Address>>> {
        self.client.send(&ListAddresses {}).await
    }

    /// Adds an address, or changes the one with its id. Answers no id: list to learn it.
    ///
    /// Reference: 地址新增与更新 (`baseSaveUserAddress`). Documented; that an id means a change is read from the title. The
    /// page shows no data in the answer: [`Done::said`] is none as a rule.
    ///
    /// # Errors
    /// See [`crate::Error`].
    ///
    /// # Examples
    /// ```no_run
    /// # async fn call(client: pandapon::Client) -> Result<(), pandapon::Error> {
    /// use pandapon::base::SaveAddress;
    ///
    /// let address = SaveAddress {
    ///     id: None,
    ///     name: "张三".to_owned(),
    ///     province: "浙江省".to_owned(),
    ///     city: "杭州市".to_owned(),
    ///     district: "滨江区".to_owned(),
    ///     address: "网商路1号".to_owned(),
    ///     phone: "13800000000".to_owned(),
    /// };
    /// client.base().save_address(&address).await?;
    /// # Ok(())
    /// # }
    /// ```
    pub async fn save_address(&self, address: &SaveAddress) -> Result<Answer<Done>> {
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
    type Answer = Done;
}
