//! What after-sales of both platforms share: how sellers behave, what counts as evidence, where goods are sent back to.

pub(crate) mod evidence;
pub(crate) mod temper;

use crate::catalogue::{Platform, Seller, name_id};
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

/// Real epoch ms at which the sandbox's clock will show a time.
pub(crate) fn real_time_of(books: &Books<'_>, moment_ms: i64) -> i64 {
    books.now_ms + books.clock.real_duration(moment_ms - books.moment_ms.get())
}
