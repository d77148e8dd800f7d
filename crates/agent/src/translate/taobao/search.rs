//! Search hits of Taobao.

use pandapon::taobao::{SearchItem, SearchPage};
use pondesk_domain::{OfferId, OfferSummary, Platform, Text};
use serde_json::Value;

use super::super::Hits;
use super::super::values::{Origin, fen, picture, pieces, words};

/// The hits of one page. Rows without an id cannot be opened and are left out.
pub(crate) fn hits(page: &SearchPage, origin: Origin<'_>) -> Hits {
    Hits {
        offers: page.items.read.iter().filter_map(|item| summary(item, origin)).collect(),
        rows: page.items.came(),
        broken: page.items.broken.clone(),
        total: pieces(page.total_records),
    }
}

fn summary(item: &SearchItem, origin: Origin<'_>) -> Option<OfferSummary> {
    let list = fen(item.price);
    let coupon = fen(item.coupon_price);
    Some(OfferSummary {
        platform: Platform::Taobao,
        offer_id: OfferId::from(item.item_id.as_ref()?.as_str()),
        title: Text {
            original: words(item.title.as_ref()).unwrap_or_default(),
            translations: item.multi_language_info.as_ref().map(translations).unwrap_or_default(),
        },
        picture: picture(origin, item.main_image_url.as_ref()),
        price: coupon.or(list),
        list_price: list.filter(|list| coupon.is_some_and(|coupon| coupon != *list)),
        moq: None,
        sold: None,
        repurchase_percent: None,
        ships_in_hours: None,
        seller_name: words(item.shop_name.as_ref()),
        stock: pieces(item.quantity.or(item.inventory)),
        match_percent: None,
    })
}

/// Titles by language. Their shape is not documented: `{"en": {"title": "…"}}` and `{"en": "…"}` are read.
fn translations(info: &Value) -> std::collections::BTreeMap<String, String> {
    let title = |told: &Value| told.as_str().or_else(|| told.get("title")?.as_str()).map(str::to_owned);
    let languages = info.as_object().into_iter().flatten();
    languages.filter_map(|(language, told)| Some((language.clone(), title(told)?))).collect()
}
