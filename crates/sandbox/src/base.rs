//! Operations that belong to no platform: the user's addresses.

use serde::Deserialize;
use serde_json::{Value, json};

use crate::http::gate::Asked;
use crate::market::Market;
use crate::operations::Operations;
use crate::pricing::freight::{AddressParts, check_address};
use crate::refusal::Refusal;
use crate::state::addresses::KeptAddress;

#[derive(Deserialize)]
struct AddressInput {
    #[serde(default)]
    id: i64,
    #[serde(default)]
    name: String,
    #[serde(default)]
    province: String,
    #[serde(default)]
    city: String,
    #[serde(default)]
    district: String,
    #[serde(default)]
    address: String,
    #[serde(default)]
    phone: String,
}

/// The operations of no platform that are served.
pub(crate) const OPERATIONS: Operations = &[
    ("baseGetUserAddresses", |market, _| market.books(|books| Ok(json!(books.addresses()?)))),
    ("baseSaveUserAddress", save),
];

fn save(market: &Market, asked: &Asked) -> Result<Value, Refusal> {
    let input: AddressInput = asked.body()?;
    check_address(&AddressParts {
        name: ("name", &input.name),
        mobile: ("phone", &input.phone),
        phone: "",
        province: ("province", &input.province),
        city: ("city", &input.city),
        street: ("address", &input.address),
    })?;
    let AddressInput { id, name, province, city, district, address, phone } = input;
    let kept = KeptAddress { id, name, province, city, district, address, phone };
    market.books(|books| books.save_address(&kept))?;
    // The documented answer has no data.
    Ok(Value::Null)
}
