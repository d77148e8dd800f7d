//! What after-sales of both platforms share: what can be claimed, whose move it is, how sellers behave, what counts as
//! evidence, how and where goods are sent back.

pub(crate) mod evidence;
pub(crate) mod limits;
pub(crate) mod moves;
pub(crate) mod temper;

use crate::catalogue::{Platform, Seller, name_id};
use crate::parcel::carriers::{CARRIERS, Carrier};
use crate::refusal::{Code, Refusal};
use crate::state::Books;

/// An hour of the sandbox's clock, ms.
pub(crate) const HOUR: i64 = 3_600_000;
/// A day of the sandbox's clock, ms.
pub(crate) const DAY: i64 = 24 * HOUR;

/// Where a seller takes goods back.
pub(crate) struct ReturnAddress {
    pub(crate) receiver: String,
    pub(crate) mobile: String,
    pub(crate) phone: String,
    pub(crate) address: String,
}

impl ReturnAddress {
    /// The address of the seller of an offer.
    pub(crate) fn of_offer(books: &Books<'_>, platform: Platform, offer_id: u64) -> Option<ReturnAddress> {
        books.catalogue.offer(platform, offer_id).map(|offer| Self::of(&offer.seller))
    }

    fn of(seller: &Seller) -> ReturnAddress {
        let number = name_id(&seller.login, 3);
        ReturnAddress {
            receiver: format!("{} 售后部", seller.name_zh),
            mobile: format!("139{}", name_id(&seller.login, 8)),
            phone: format!("0571-{}", name_id(&seller.name_zh, 8)),
            address: format!("{}{}创业路{number}号", seller.province, seller.city),
        }
    }
}

/// The carrier with a code that takes a waybill of this form; `no_carrier` and `no_waybill` are the platform's refusals.
pub(crate) fn return_carrier(
    code: &str,
    waybill: &str,
    no_carrier: Code,
    no_waybill: Code,
) -> Result<&'static Carrier, Refusal> {
    let carrier = CARRIERS.iter().find(|carrier| carrier.code == code);
    let carrier = carrier.ok_or_else(|| Refusal::new(no_carrier, format_args!("no carrier {code:?}")))?;
    if carrier.takes(waybill) {
        Ok(carrier)
    } else {
        Err(Refusal::new(no_waybill, format_args!("{waybill:?} of {code}")))
    }
}

/// Real epoch ms at which the sandbox's clock will show a time.
pub(crate) fn real_time_of(books: &Books<'_>, moment_ms: i64) -> i64 {
    books.now_ms + books.clock.real_duration(moment_ms - books.moment_ms.get())
}
