//! What a 1688 order is made of, as callers send it: address and lines.

use serde::{Deserialize, Serialize};
use serde_json::Number;

use crate::catalogue::{Offer, Platform, Sku};
use crate::pricing::freight::{AddressParts, Province, check_address};
use crate::pricing::{Wanted, pieces, pieces_of_offer, unit_price};
use crate::refusal::{Code, Refusal};
use crate::state::Books;

/// Upstream takes no more SKUs of one seller in a call.
const MOST_LINES: usize = 100;

/// The wire's `addressParam`.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub(crate) struct Address {
    pub(crate) full_name: String,
    pub(crate) mobile: String,
    pub(crate) phone: String,
    pub(crate) post_code: String,
    pub(crate) province_text: String,
    pub(crate) city_text: String,
    pub(crate) area_text: String,
    pub(crate) town_text: Option<String>,
    pub(crate) address: String,
    pub(crate) district_code: Option<String>,
}

impl Address {
    /// Checks that a parcel can go there.
    pub(super) fn check(&self) -> Result<Province, Refusal> {
        check_address(&AddressParts {
            name: ("fullName", &self.full_name),
            mobile: ("mobile", &self.mobile),
            phone: &self.phone,
            province: ("provinceText", &self.province_text),
            city: ("cityText", &self.city_text),
            street: ("address", &self.address),
        })
    }
}

/// The wire's `cargoParamList` entry; the seller is named in batches only.
#[derive(Clone, Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Cargo {
    offer_id: u64,
    spec_id: String,
    quantity: Number,
    #[serde(default)]
    seller_open_id: Option<String>,
}

/// Finds the lines' offers and SKUs.
pub(super) fn find<'m>(books: &Books<'m>, cargo: &[Cargo]) -> Result<Vec<Wanted<'m>>, Refusal> {
    if cargo.is_empty() {
        return Err(Refusal::new(Code::BadParameter, "cargoParamList is empty"));
    }
    if cargo.len() > MOST_LINES {
        return Err(Refusal::new(Code::TooMany, format_args!("{} lines, at most {MOST_LINES}", cargo.len())));
    }
    cargo
        .iter()
        .map(|line| {
            let offer = books.catalogue.offer(Platform::Alibaba1688, line.offer_id).ok_or_else(|| {
                Refusal::new(Code::NotSoldOnline, format_args!("offerId {}", line.offer_id))
            })?;
            let sku = sku_of(offer, &line.spec_id)?;
            if line.seller_open_id.as_ref().is_some_and(|given| *given != offer.seller.open_id) {
                let detail = format!("sellerOpenId is not of offerId {}", offer.id);
                return Err(Refusal::new(Code::SpecNotOfOffer, detail));
            }
            Ok(Wanted { offer, sku, quantity: whole(&line.quantity)? })
        })
        .collect()
}

/// The SKU that a specId names. An offer without choices has one SKU: there the specId may be empty.
pub(super) fn sku_of<'o>(offer: &'o Offer, spec_id: &str) -> Result<&'o Sku, Refusal> {
    if spec_id.is_empty() {
        return match offer.skus.as_slice() {
            [only] => Ok(only),
            several => {
                let detail = format!(
                    "specId is empty; offerId {} has {} SKUs to choose from",
                    offer.id,
                    several.len()
                );
                Err(Refusal::new(Code::SpecNotOfOffer, detail))
            }
        };
    }
    offer.sku_by_spec(spec_id).ok_or_else(|| {
        Refusal::new(Code::SpecNotOfOffer, format_args!("specId {spec_id} of offerId {}", offer.id))
    })
}

/// The quantity is a JSON number on the wire; 2 and 2.0 are two pieces, 2.5 is refused.
fn whole(quantity: &Number) -> Result<u32, Refusal> {
    let text = quantity.to_string();
    let text = text.split_once('.').map_or(text.as_str(), |(whole, part)| {
        if part.bytes().all(|digit| digit == b'0') { whole } else { text.as_str() }
    });
    let number = text.parse();
    pieces(number.map_err(|_| Refusal::new(Code::BadQuantity, format_args!("quantity {quantity}")))?)
}

/// Why a line cannot be ordered now: too few pieces of its offer, or too few in stock.
pub(super) fn objection(
    books: &Books<'_>,
    line: &Wanted<'_>,
    all: &[Wanted<'_>],
) -> Result<Option<Refusal>, Refusal> {
    let of_offer = pieces_of_offer(all, line.offer);
    if of_offer < line.offer.moq {
        let detail = format!("offerId {}: {of_offer} wanted, at least {}", line.offer.id, line.offer.moq);
        return Ok(Some(Refusal::new(Code::BelowMinimum, detail)));
    }
    let of_sku: u32 =
        all.iter().filter(|other| other.sku.id == line.sku.id).map(|other| other.quantity).sum();
    let stock = books.stock(line.offer, line.sku)?;
    if stock < of_sku {
        let detail = format!("specId {}: {of_sku} wanted, {stock} left", line.sku.spec_id);
        return Ok(Some(Refusal::new(Code::OutOfStock, detail)));
    }
    if unit_price(books, line.offer, line.sku, of_offer)? == 0 {
        return Ok(Some(Refusal::new(Code::PriceZero, format_args!("specId {}", line.sku.spec_id))));
    }
    Ok(None)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn quantities_are_whole() {
        let read = |text: &str| whole(&text.parse().unwrap()).ok();
        assert_eq!(read("2"), Some(2));
        assert_eq!(read("2.0"), Some(2));
        for bad in ["2.5", "0", "-1", "1e3", "1000001"] {
            assert_eq!(read(bad), None, "{bad}");
        }
    }
}
