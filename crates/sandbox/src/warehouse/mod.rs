//! The warehouse's operations: what goods cost to send abroad, booking that, and telling which parcels will come.

mod booking;
mod quote;
mod services;

use serde::{Deserialize, Serialize};

use crate::catalogue::{Offer, Platform, Sku};
use crate::operations::Operations;
use crate::refusal::{Code, Refusal};
use crate::state::Books;
use crate::taobao;
use services::Destination;

/// The warehouse's operations that are served.
pub(crate) const OPERATIONS: Operations = &[
    ("warehouseEstimateItemFreight", quote::estimate),
    ("warehousePreviewOrderFreight", quote::preview),
    ("warehouseCreateInternationalOrder", booking::create),
    ("warehouseUpdateDomesticLogistics", booking::update_domestic),
];

/// An overseas receiver.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub(crate) struct ForeignAddress {
    name: Option<String>,
    email: Option<String>,
    phone: Option<String>,
    mobile_phone: Option<String>,
    address: Option<String>,
    tax_id: Option<String>,
    country: Option<String>,
    city: Option<String>,
    zip: Option<String>,
    state: Option<String>,
}

impl ForeignAddress {
    /// Checks that a parcel can go there.
    fn check(&self) -> Result<&'static Destination, Refusal> {
        let text = |field: &Option<String>| field.as_deref().unwrap_or_default().trim().to_owned();
        let country = text(&self.country);
        let destination = services::destination(&country).ok_or_else(|| {
            let detail = format!("country {country:?}: two letters are wanted, of {}", services::countries());
            Refusal::new(Code::BadAddress, detail)
        })?;
        let needed =
            [("name", &self.name), ("address", &self.address), ("city", &self.city), ("zip", &self.zip)];
        if let Some((name, _)) = needed.into_iter().find(|(_, field)| text(field).is_empty()) {
            return Err(Refusal::new(Code::BadAddress, format_args!("{name} is missing")));
        }
        if text(&self.phone).is_empty() && text(&self.mobile_phone).is_empty() {
            return Err(Refusal::new(Code::BadAddress, "phone and mobilePhone are missing: one is needed"));
        }
        Ok(destination)
    }
}

/// The wire's choice of a freight service.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(rename_all = "camelCase", default)]
struct FreightInfo {
    service_id: String,
}

/// Finds goods of either platform by the ids that its pages show.
fn find_goods<'m>(books: &Books<'m>, item_id: &str, sku_id: &str) -> Result<(&'m Offer, &'m Sku), Refusal> {
    let number = item_id.trim().parse().ok();
    let offer = match number.and_then(|id| books.catalogue.offer(Platform::Alibaba1688, id)) {
        Some(offer) => offer,
        None => taobao::goods::find(books, item_id)?,
    };
    Ok((offer, taobao::goods::find_sku(offer, sku_id)?))
}
