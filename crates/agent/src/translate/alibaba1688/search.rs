//! Search hits of 1688.

use std::collections::BTreeMap;

use pandapon::alibaba1688::{OfferListItem, OfferPage};
use pondesk_domain::{OfferId, OfferSummary, Platform, Text};

use super::super::Hits;
use super::super::values::{Origin, percent, picture, pieces, translated, words, yuan};

/// The hits of one page. Rows without an id cannot be opened and are left out.
pub(crate) fn hits(page: &OfferPage, origin: Origin<'_>) -> Hits {
    Hits {
        offers: page.offers.read.iter().filter_map(|item| summary(item, origin)).collect(),
        rows: page.offers.came(),
        broken: page.offers.broken.clone(),
        total: pieces(page.total_records),
    }
}

fn summary(item: &OfferListItem, origin: Origin<'_>) -> Option<OfferSummary> {
    let prices = item.price_info.as_ref();
    let list = prices.and_then(|prices| yuan(prices.price));
    let promotion = prices.and_then(|prices| yuan(prices.promotion_price));
    Some(OfferSummary {
        platform: Platform::Alibaba1688,
        offer_id: OfferId::from(item.offer_id.as_ref()?.as_str()),
        title: translated(item.subject.as_ref(), item.subject_trans.as_ref())
            .unwrap_or_else(|| Text { original: String::new(), translations: BTreeMap::new() }),
        picture: picture(origin, item.image_url.as_ref()),
        price: promotion.or(list),
        list_price: list.filter(|list| promotion.is_some_and(|promotion| promotion != *list)),
        moq: pieces(item.min_order_quantity).filter(|moq| *moq > 0),
        sold: pieces(item.month_sold),
        repurchase_percent: words(item.repurchase_rate.as_ref()).and_then(|text| percent(&text)),
        ships_in_hours: None,
        seller_name: None,
        stock: None,
        match_percent: None,
    })
}
