//! Offers that 1688 puts forward by itself: for a user, beside an offer, and in its rankings.

use std::cmp::Reverse;
use std::collections::HashSet;

use serde::Deserialize;
use serde_json::{Value, json};

use super::goods::{categories, first_price, offer_identities, price_info, seller_identities, trade_score};
use super::order::AlibabaOrder;
use crate::catalogue::{Offer, Platform, name_id};
use crate::http::gate::Asked;
use crate::market::Market;
use crate::paging::Page;
use crate::refusal::{Code, Refusal};
use crate::state::Books;
use crate::state::orders::OrderFilter;

/// Upstream's largest page of related offers.
const MOST_RELATED: i64 = 10;
/// How many of the newest orders tell what a user likes.
const ORDERS_LOOKED_AT: u32 = 50;

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Recommend {
    begin_page: i64,
    page_size: i64,
    country: String,
    out_member_id: String,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Related {
    offer_id: String,
    page_no: i64,
    page_size: i64,
    language: String,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct TopList {
    rank_id: String,
    rank_type: String,
    limit: i64,
    language: String,
}

/// Offers for a user: of categories in cart and orders first, each user's in an order of his own.
pub(super) fn for_user(market: &Market, asked: &Asked) -> Result<Value, Refusal> {
    let request: Recommend = asked.body()?;
    let page = Page::asked(Some(request.begin_page), Some(request.page_size))?;
    market.books(|books| {
        let liked = liked_categories(books)?;
        let mut offers = all(books);
        offers.sort_by_key(|offer| {
            let mixed = name_id(&format!("{}:{}", request.out_member_id, offer.id), 12);
            (!liked.contains(&offer.category_id), mixed)
        });
        page.of(offers).into_iter().map(|offer| recommended_wire(books, offer, &request.country)).collect()
    })
}

fn liked_categories(books: &Books<'_>) -> Result<HashSet<u64>, Refusal> {
    let in_cart = books.cart(Platform::Alibaba1688)?.into_iter().map(|row| row.offer_id);
    let (_, orders) = books.order_page::<AlibabaOrder>(&OrderFilter::default(), 1, ORDERS_LOOKED_AT)?;
    let ordered = orders.iter().flat_map(|order| &order.lines).map(|line| line.offer_id);
    Ok(in_cart
        .chain(ordered)
        .filter_map(|id| books.catalogue.offer(Platform::Alibaba1688, id))
        .map(|offer| offer.category_id)
        .collect())
}

/// Other offers of the same kind, best selling first.
pub(super) fn related(market: &Market, asked: &Asked) -> Result<Value, Refusal> {
    let request: Related = asked.body()?;
    let page = Page::asked(Some(request.page_no), Some(request.page_size.min(MOST_RELATED)))?;
    market.books(|books| {
        let id = request.offer_id.trim().parse().ok();
        let offer = id.and_then(|id| books.catalogue.offer(Platform::Alibaba1688, id));
        let offer = offer
            .ok_or_else(|| Refusal::new(Code::NoSuchOffer, format_args!("offerId {}", request.offer_id)))?;
        let mut others = all(books);
        others.retain(|other| other.category_id == offer.category_id && other.id != offer.id);
        others.sort_by_key(|other| (Reverse(other.sold), other.id));
        page.of(others).into_iter().map(|other| related_wire(books, other, &request.language)).collect()
    })
}

/// The ranking of a category: by overall merit, by sales, or by price.
pub(super) fn top_list(market: &Market, asked: &Asked) -> Result<Value, Refusal> {
    let request: TopList = asked.body()?;
    market.books(|books| {
        let rank_id: Option<u64> = request.rank_id.trim().parse().ok();
        let category = rank_id
            .and_then(|id| books.catalogue.categories().into_iter().find(|category| category.id == id));
        let category = category
            .ok_or_else(|| Refusal::new(Code::NoSuchCategory, format_args!("rankId {}", request.rank_id)))?;
        let mut ranked = Vec::new();
        for offer in all(books) {
            if categories(offer).contains(&category.id) {
                ranked.push((offer, first_price(books, offer)?));
            }
        }
        ranked.sort_by_key(|(offer, price)| match request.rank_type.as_str() {
            "hot" => (-i64::from(offer.sold), offer.id),
            "goodPrice" => (*price, offer.id),
            _ => (-merit(offer), offer.id),
        });
        let most = usize::try_from(request.limit).unwrap_or(0);
        let rows: Vec<Value> = ranked
            .iter()
            .take(most)
            .enumerate()
            .map(|(at, (offer, _))| ranked_wire(books, offer, at + 1, &request.language))
            .collect();
        let name = match request.rank_type.as_str() {
            "hot" => "热销榜",
            "goodPrice" => "好价榜",
            _ => "综合榜",
        };
        Ok(json!({
            "rankId": category.id.to_string(),
            "rankName": format!("{}{name}", category.name_zh),
            "rankType": request.rank_type,
            "rankProductModels": rows,
        }))
    })
}

/// Sales, weighed by rating and by buyers who came back.
fn merit(offer: &Offer) -> i64 {
    i64::from(offer.sold) * i64::from(offer.seller.rating_x10) * i64::from(100 + offer.repurchase_percent)
}

fn all<'m>(books: &Books<'m>) -> Vec<&'m Offer> {
    let catalogue = books.catalogue;
    catalogue.offers.iter().filter(|offer| offer.platform == Platform::Alibaba1688).collect()
}

fn image(books: &Books<'_>, offer: &Offer) -> String {
    offer.pictures.first().map(|key| books.picture_url(key)).unwrap_or_default()
}

fn recommended_wire(books: &Books<'_>, offer: &Offer, language: &str) -> Result<Value, Refusal> {
    Ok(json!({
        "imageUrl": image(books, offer),
        "subject": offer.title_zh,
        "subjectTrans": offer.translations.get(language),
        "priceInfo": price_info(books, offer, first_price(books, offer)?)?,
        "offerId": offer.id,
        "monthSold": offer.sold,
        "repurchaseRate": format!("{}%", offer.repurchase_percent),
        // URL-encoded here, plain in searches: so the reference's sample has it.
        "traceInfo": format!("object_id%40{}%5Eobject_type%40offer", offer.id),
        "sellerIdentities": seller_identities(offer),
        "onePsale": offer.moq <= 1,
    }))
}

fn related_wire(books: &Books<'_>, offer: &Offer, language: &str) -> Result<Value, Refusal> {
    let [top, second, third] = categories(offer);
    Ok(json!({
        "imageUrl": image(books, offer),
        "subject": offer.title_zh,
        "subjectTrans": offer.translations.get(language),
        "priceInfo": price_info(books, offer, first_price(books, offer)?)?,
        "offerId": offer.id,
        "monthSold": offer.sold,
        "sellerIdentities": seller_identities(offer),
        "offerIdentities": offer_identities(offer),
        "topCategoryId": top,
        "secondCategoryId": second,
        "thirdCategoryId": third,
    }))
}

fn ranked_wire(books: &Books<'_>, offer: &Offer, rank: usize, language: &str) -> Value {
    let pledge = match offer.ships_in_hours {
        0..=24 => vec!["sendGoods24H"],
        25..=48 => vec!["sendGoods48H"],
        _ => Vec::new(),
    };
    json!({
        "itemId": offer.id,
        "title": offer.title_zh,
        "translateTitle": offer.translations.get(language),
        "imgUrl": image(books, offer),
        "sort": rank,
        "serviceList": pledge,
        // Buyers of wholesale goods take several pieces each.
        "buyerNum": offer.sold.div_ceil(2 + offer.moq),
        "soldOut": offer.sold,
        "goodsScore": trade_score(offer),
    })
}
