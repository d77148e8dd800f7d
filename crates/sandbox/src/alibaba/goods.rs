//! 1688 goods: search by words, by picture, within a store; one offer.

use serde::Deserialize;
use serde_json::{Value, json};

use crate::catalogue::{Offer, Platform, department_id};
use crate::http::gate::Asked;
use crate::market::Market;
use crate::paging::Page;
use crate::picture_query;
use crate::pricing::{priced_by_quantity, unit_price};
use crate::refusal::{Code, Refusal};
use crate::state::Books;
use crate::wire;

pub(super) use super::offer_wire::detail;

/// Upstream caps a query.
const MOST_HITS: usize = 2000;
const IMAGE_HITS: usize = 100;

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct KeywordSearch {
    keyword: String,
    category_id: Option<String>,
    #[serde(flatten)]
    common: Common,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct StoreSearch {
    keyword: Option<String>,
    category_id: Option<u64>,
    seller_open_id: String,
    #[serde(flatten)]
    common: Common,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct ImageSearch {
    image_base64: Option<String>,
    image_address: Option<String>,
    category_id: Option<u64>,
    #[serde(flatten)]
    common: Common,
}

/// What every search has.
#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Common {
    begin_page: Option<i64>,
    page_size: Option<i64>,
    country: Option<String>,
    filter: Option<String>,
    sort: Option<String>,
    price_start: Option<String>,
    price_end: Option<String>,
}

pub(super) fn search_by_keyword(market: &Market, asked: &Asked) -> Result<Value, Refusal> {
    let search: KeywordSearch = asked.body()?;
    let category = read_category(search.category_id.as_deref())?;
    market.books(|books| {
        let hits = books.catalogue.search(Platform::Alibaba1688, &search.keyword);
        answer(books, hits, category, &search.common)
    })
}

/// The global strict selection alone.
pub(super) fn search_global_selection(market: &Market, asked: &Asked) -> Result<Value, Refusal> {
    search_selection(market, asked, is_global_selection)
}

/// 1688's strict selection alone.
pub(super) fn search_strict_selection(market: &Market, asked: &Asked) -> Result<Value, Refusal> {
    search_selection(market, asked, is_strict_selection)
}

fn search_selection(market: &Market, asked: &Asked, selected: fn(&Offer) -> bool) -> Result<Value, Refusal> {
    let search: KeywordSearch = asked.body()?;
    let category = read_category(search.category_id.as_deref())?;
    market.books(|books| {
        let mut hits = books.catalogue.search(Platform::Alibaba1688, &search.keyword);
        hits.retain(|offer| selected(offer));
        answer(books, hits, category, &search.common)
    })
}

pub(super) fn search_store(market: &Market, asked: &Asked) -> Result<Value, Refusal> {
    let search: StoreSearch = asked.body()?;
    market.books(|books| {
        let mut hits =
            books.catalogue.search(Platform::Alibaba1688, search.keyword.as_deref().unwrap_or_default());
        hits.retain(|offer| offer.seller.open_id == search.seller_open_id);
        answer(books, hits, search.category_id, &search.common)
    })
}

pub(super) fn search_by_image(market: &Market, asked: &Asked) -> Result<Value, Refusal> {
    let search: ImageSearch = asked.body()?;
    let picture =
        picture_query::read(market, search.image_base64.as_deref(), search.image_address.as_deref())?;
    let hits = market.likeness.search(Platform::Alibaba1688, &picture, IMAGE_HITS);
    market.books(|books| {
        let offers = picture_query::matches(&hits)
            .filter_map(|id| books.catalogue.offer(Platform::Alibaba1688, id))
            .collect();
        answer(books, offers, search.category_id, &search.common)
    })
}

/// Filters and sorts hits (best first) and shows one page.
fn answer(
    books: &Books<'_>,
    hits: Vec<&Offer>,
    category: Option<u64>,
    search: &Common,
) -> Result<Value, Refusal> {
    let page = Page::asked(search.begin_page, search.page_size)?;
    let bound = |field: &str, text: &Option<String>| {
        let given = text.as_deref().filter(|text| !text.trim().is_empty());
        given
            .map(|text| {
                wire::read_yuan(text).ok_or_else(|| {
                    Refusal::new(Code::BadParameter, format_args!("{field} {text} is not yuan"))
                })
            })
            .transpose()
    };
    let from = bound("priceStart", &search.price_start)?;
    let to = bound("priceEnd", &search.price_end)?;
    let codes: Vec<&str> = search
        .filter
        .as_deref()
        .unwrap_or_default()
        .split(',')
        .map(str::trim)
        .filter(|code| !code.is_empty())
        .collect();

    let mut rows: Vec<(&Offer, i64)> = Vec::new();
    for offer in hits {
        let price = first_price(books, offer)?;
        let wanted = category.is_none_or(|wanted| wanted == 0 || categories(offer).contains(&wanted))
            && from.is_none_or(|from| price >= from)
            && to.is_none_or(|to| price <= to)
            && codes.iter().all(|code| fits(offer, code));
        if wanted {
            rows.push((offer, price));
        }
    }
    sort(&mut rows, search.sort.as_deref())?;
    rows.truncate(MOST_HITS);
    let (total, pages) = (rows.len(), page.count(rows.len()));
    let language = search.country.as_deref();
    let data: Vec<Value> = page
        .of(rows)
        .into_iter()
        .map(|(offer, price)| list_item(books, offer, price, language))
        .collect::<Result<_, _>>()?;
    Ok(json!({
        "totalRecords": total,
        "totalPage": pages,
        "pageSize": page.size,
        "currentPage": page.number,
        "data": data,
    }))
}

/// Whether an offer has what a filter code asks for; codes about things that do not exist here leave all in.
fn fits(offer: &Offer, code: &str) -> bool {
    match code {
        "shipInToday" | "shipIn24Hours" => offer.ships_in_hours <= 24,
        "shipIn48Hours" => offer.ships_in_hours <= 48,
        "isOnePsale" => offer.moq <= 1,
        "isOnePsaleFreePost" => offer.moq <= 1 && offer.free_shipping_from_fen == Some(0),
        "certifiedFactory" => is_factory(offer),
        "1688Selection" => is_strict_selection(offer),
        "isQqyx" => is_global_selection(offer),
        "isSelect" => is_cross_border_select(offer),
        "totalEpScoreLv1" => offer.seller.rating_x10 >= 50,
        "totalEpScoreLv2" => (45..50).contains(&offer.seller.rating_x10),
        "totalEpScoreLv3" => (40..45).contains(&offer.seller.rating_x10),
        "totalEpScoreLv4" => offer.seller.rating_x10 < 40,
        _ => true,
    }
}

/// Sorts by JSON text with one field, {"price":"asc"}.
fn sort(rows: &mut [(&Offer, i64)], sort: Option<&str>) -> Result<(), Refusal> {
    let Some(text) = sort.filter(|text| !text.trim().is_empty()) else { return Ok(()) };
    let bad = || {
        Refusal::new(
            Code::BadParameter,
            format_args!("sort {text}: JSON text like {{\"price\":\"asc\"}} is wanted"),
        )
    };
    let order: serde_json::Map<String, Value> = serde_json::from_str(text).map_err(|_| bad())?;
    let (field, direction) = order.iter().next().ok_or_else(bad)?;
    let falling = match direction.as_str() {
        Some("asc") => false,
        Some("desc") => true,
        _ => return Err(bad()),
    };
    let key = |(offer, price): &(&Offer, i64)| match field.as_str() {
        "price" => Some(*price),
        "monthSold" => Some(i64::from(offer.sold)),
        "rePurchaseRate" => Some(i64::from(offer.repurchase_percent)),
        _ => None,
    };
    if rows.first().is_some_and(|row| key(row).is_none()) {
        return Err(bad());
    }
    rows.sort_by_key(|row| key(row).map(|value| if falling { -value } else { value }));
    Ok(())
}

fn list_item(books: &Books<'_>, offer: &Offer, price: i64, language: Option<&str>) -> Result<Value, Refusal> {
    let categories = categories(offer);
    Ok(json!({
        "imageUrl": offer.pictures.first().map(|key| books.picture_url(key)).unwrap_or_default(),
        "subject": offer.title_zh,
        "subjectTrans": language.and_then(|language| offer.translations.get(language)),
        "offerId": offer.id,
        "isJxhy": false,
        "priceInfo": price_info(books, offer, price)?,
        "repurchaseRate": format!("{}%", offer.repurchase_percent),
        "monthSold": offer.sold,
        "traceInfo": format!("object_id@{}^object_type@offer", offer.id),
        "isOnePsale": offer.moq <= 1,
        "sellerIdentities": seller_identities(offer),
        "offerIdentities": offer_identities(offer),
        "tradeScore": trade_score(offer),
        "topCategoryId": categories[0],
        "secondCategoryId": categories[1],
        "thirdCategoryId": categories[2],
        "createDate": created_date(offer),
        "modifyDate": created_date(offer),
        "minOrderQuantity": offer.moq,
    }))
}

/// An offer's prices in a list: the list price of the smallest quantity, and the promotion's where it is lower.
pub(super) fn price_info(books: &Books<'_>, offer: &Offer, pays: i64) -> Result<Value, Refusal> {
    let list = if priced_by_quantity(offer) {
        pays
    } else {
        let prices =
            offer.skus.iter().map(|sku| books.sku_price(offer, sku)).collect::<Result<Vec<_>, _>>()?;
        prices.iter().map(|price| price.list_fen).min().unwrap_or(pays).max(pays)
    };
    // Who may buy single pieces may have them sent to his own buyers, at the same price.
    let dropshipping = (offer.moq <= 1).then(|| wire::yuan_text(pays));
    Ok(json!({
        "price": wire::yuan_text(list),
        "consignPrice": dropshipping,
        "jxhyPrice": null,
        "pfJxhyPrice": null,
        "promotionPrice": (pays < list).then(|| wire::yuan_text(pays)),
    }))
}

/// The price of the smallest quantity: the lowest over the SKUs.
pub(super) fn first_price(books: &Books<'_>, offer: &Offer) -> Result<i64, Refusal> {
    let prices = offer
        .skus
        .iter()
        .map(|sku| unit_price(books, offer, sku, offer.moq))
        .collect::<Result<Vec<_>, _>>()?;
    Ok(prices.into_iter().min().unwrap_or_default())
}

/// Level 1 to 3; the leaf's own id stands at its level.
pub(super) fn categories(offer: &Offer) -> [u64; 3] {
    let mut ids = [0; 3];
    let names: Vec<&str> = offer.category_zh.split("->").collect();
    for (at, id) in ids.iter_mut().enumerate() {
        *id = match names.get(at) {
            Some(_) if at + 1 == names.len() => offer.category_id,
            Some(name) => department_id(name),
            None => 0,
        };
    }
    ids
}

/// Whether the offer is in 1688's strict selection.
pub(super) fn is_strict_selection(offer: &Offer) -> bool {
    offer.seller.rating_x10 >= 49
}

/// Whether the offer is in the global strict selection: of well rated sellers who ship within two days.
pub(super) fn is_global_selection(offer: &Offer) -> bool {
    offer.seller.rating_x10 >= 46 && offer.ships_in_hours <= 48
}

/// Whether the offer is in the cross-border selection: what buyers come back for.
pub(super) fn is_cross_border_select(offer: &Offer) -> bool {
    offer.repurchase_percent >= 40
}

pub(super) fn offer_identities(offer: &Offer) -> Vec<&'static str> {
    let marks = [("yx", is_strict_selection(offer)), ("select", is_cross_border_select(offer))];
    marks.into_iter().filter_map(|(mark, carries)| carries.then_some(mark)).collect()
}

pub(super) fn seller_identities(offer: &Offer) -> Vec<&'static str> {
    let mut identities = vec!["tp_member"];
    if is_factory(offer) {
        identities.push("super_factory");
    }
    if offer.seller.rating_x10 >= 48 {
        identities.push("powerful_merchants");
    }
    identities
}

pub(super) fn trade_score(offer: &Offer) -> String {
    format!("{}.{}", offer.seller.rating_x10 / 10, offer.seller.rating_x10 % 10)
}

/// When the offer was put up: some day of the last years, always the same for one offer.
pub(super) fn created_date(offer: &Offer) -> String {
    const NEW_YEAR_2024_MS: i64 = 1_704_038_400_000;
    let minutes = i64::try_from(offer.id % 1_000_000).unwrap_or_default();
    wire::beijing_time(NEW_YEAR_2024_MS + minutes * 60_000)
}

fn is_factory(offer: &Offer) -> bool {
    offer.seller.name_zh.ends_with('厂')
}

fn read_category(text: Option<&str>) -> Result<Option<u64>, Refusal> {
    let given = text.map(str::trim).filter(|text| !text.is_empty());
    given
        .map(|text| {
            text.parse().map_err(|_| Refusal::new(Code::BadParameter, format_args!("categoryId {text}")))
        })
        .transpose()
}
