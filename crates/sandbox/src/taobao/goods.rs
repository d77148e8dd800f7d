//! Taobao goods: search by words and by picture, one item.

use serde::Deserialize;
use serde_json::{Value, json};

use crate::catalogue::{Offer, Platform, Sku, name_id};
use crate::http::gate::Asked;
use crate::market::Market;
use crate::paging::Page;
use crate::picture_query;
use crate::refusal::{Code, Refusal};
use crate::state::Books;
use crate::wire;

/// Upstream gives no pages of an image search.
const IMAGE_HITS: usize = 50;

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct KeywordSearch {
    keyword: Option<String>,
    page_no: Option<i64>,
    page_size: Option<i64>,
    sort: Option<String>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct ImageSearch {
    image_base64: Option<String>,
    pic_url: Option<String>,
    image_id: Option<String>,
    language: Option<String>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct SourceProduct {
    item_id: String,
    language: Option<String>,
}

#[derive(Deserialize)]
struct BatchCheck {
    params: String,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct BatchCheckItem {
    item_id: String,
    #[serde(default)]
    sku_ids: Vec<String>,
}

pub(super) fn search_by_keyword(market: &Market, asked: &Asked) -> Result<Value, Refusal> {
    let search: KeywordSearch = asked.body()?;
    let page = Page::asked(search.page_no, search.page_size)?;
    market.books(|books| {
        let mut hits =
            books.catalogue.search(Platform::Taobao, search.keyword.as_deref().unwrap_or_default());
        match search.sort.as_deref() {
            Some("price_asc") => hits.sort_by_key(|offer| offer.lowest_price_fen()),
            Some("price_desc" | "price_des") => hits.sort_by_key(|offer| -offer.lowest_price_fen()),
            Some("total_sales_des" | "total_sales_desc") => {
                hits.sort_by_key(|offer| std::cmp::Reverse(offer.sold));
            }
            // The affiliate rates that tk_rate_desc sorts by do not exist here: best match first.
            _ => {}
        }
        let total = hits.len();
        let rows = page
            .of(hits)
            .into_iter()
            .map(|offer| list_item(books, offer, None))
            .collect::<Result<Vec<_>, _>>()?;
        Ok(json!({ "totalRecords": total, "pageSize": page.size, "pageNo": page.number, "data": rows }))
    })
}

pub(super) fn search_by_image(market: &Market, asked: &Asked) -> Result<Value, Refusal> {
    let search: ImageSearch = asked.body()?;
    if search.image_base64.is_none() && search.pic_url.is_none() && search.image_id.is_some() {
        return Err(Refusal::new(
            Code::BadPicture,
            "imageId: no upload is known; send imageBase64 or picUrl",
        ));
    }
    let picture = picture_query::read(market, search.image_base64.as_deref(), search.pic_url.as_deref())?;
    let hits = market.likeness.search(Platform::Taobao, &picture, IMAGE_HITS);
    market.books(|books| {
        let offers =
            picture_query::matches(&hits).filter_map(|id| books.catalogue.offer(Platform::Taobao, id));
        let rows = offers
            .map(|offer| list_item(books, offer, search.language.as_deref()))
            .collect::<Result<_, _>>()?;
        Ok(Value::Array(rows))
    })
}

pub(super) fn product(market: &Market, asked: &Asked) -> Result<Value, Refusal> {
    let id = asked.parameter("itemId").unwrap_or_default().to_owned();
    market.books(|books| item(books, find(books, &id)?))
}

pub(super) fn source_product(market: &Market, asked: &Asked) -> Result<Value, Refusal> {
    let request: SourceProduct = asked.body()?;
    market.books(|books| {
        let offer = find(books, &request.item_id)?;
        let title = translated(offer, request.language.as_deref()).unwrap_or(&offer.title_zh);
        let skus = offer.skus.iter().map(|sku| sku_wire(books, offer, sku)).collect::<Result<Vec<_>, _>>()?;
        Ok(json!({
            "description": offer.description_html,
            "itemId": offer.id,
            "itemResource": "taobao",
            "title": title,
            "picUrls": pictures(books, offer),
            "price": list_price(books, offer)?,
            "skuList": skus,
        }))
    })
}

pub(super) fn batch_check(market: &Market, asked: &Asked) -> Result<Value, Refusal> {
    let request: BatchCheck = asked.body()?;
    let items: Vec<BatchCheckItem> = serde_json::from_str(&request.params)
        .map_err(|error| Refusal::new(Code::BadParameter, format_args!("/params (inside): {error}")))?;
    market.books(|books| {
        let (mut known, mut unknown, mut reasons) = (Vec::new(), Vec::new(), Vec::new());
        for asked in &items {
            match find(books, &asked.item_id) {
                Ok(offer) => {
                    let wanted =
                        |sku: &&Sku| asked.sku_ids.is_empty() || asked.sku_ids.contains(&sku.id.to_string());
                    let skus: Vec<Value> = offer.skus.iter().filter(wanted).map(|sku| {
                        json!({ "skuId": sku.id.to_string(), "mpSkuId": sku.mp_sku_id.to_string() })
                    }).collect();
                    known.push(
                        json!({ "itemId": offer.id, "mpId": offer.mp_id.to_string(), "skuList": skus }),
                    );
                }
                Err(_) => {
                    unknown.push(asked.item_id.clone());
                    reasons.push(json!({ "itemId": asked.item_id, "reason": "商品不存在或已下架" }));
                }
            }
        }
        Ok(json!({ "mpProducts": known, "noMpProductItemIds": unknown, "noMpReasonList": reasons }))
    })
}

/// The item with an id; Taobao's own and the supply platform's are both taken, as on the real one.
pub(crate) fn find<'m>(books: &Books<'m>, id: &str) -> Result<&'m Offer, Refusal> {
    let number: Option<u64> = id.trim().parse().ok();
    number
        .and_then(|number| {
            books.catalogue.offer(Platform::Taobao, number).or_else(|| {
                books
                    .catalogue
                    .offers
                    .iter()
                    .find(|offer| offer.platform == Platform::Taobao && offer.mp_id == number)
            })
        })
        .ok_or_else(|| Refusal::new(Code::NoSuchOffer, format_args!("itemId {id}")))
}

/// An item's SKU with an id of either kind.
pub(crate) fn find_sku<'o>(offer: &'o Offer, id: &str) -> Result<&'o Sku, Refusal> {
    let number: Option<u64> = id.trim().parse().ok();
    offer
        .skus
        .iter()
        .find(|sku| number.is_some_and(|number| sku.id == number || sku.mp_sku_id == number))
        .ok_or_else(|| Refusal::new(Code::NoSuchSku, format_args!("skuId {id} of itemId {}", offer.id)))
}

/// A SKU's properties as the wire lists them.
pub(super) fn properties(offer: &Offer, sku: &Sku) -> Value {
    wire::sku_words(offer, sku)
        .iter()
        .map(|(name, value)| {
            json!({
                "propId": name_id(name, 7),
                "propName": name,
                "valueId": name_id(value, 8),
                "valueName": value,
            })
        })
        .collect()
}

fn list_item(books: &Books<'_>, offer: &Offer, language: Option<&str>) -> Result<Value, Refusal> {
    let tags: &[&str] = if offer.free_shipping_from_fen.is_some() {
        &["满额包邮", "7天无理由退换"]
    } else {
        &["7天无理由退换"]
    };
    let stock = stock(books, offer)?;
    let lowest = lowest_price(books, offer)?;
    let list = list_price(books, offer)?;
    let translations: serde_json::Map<String, Value> = offer
        .translations
        .iter()
        .filter(|(known, _)| language.is_none_or(|wanted| wanted == **known))
        .map(|(known, title)| ((*known).to_owned(), json!({ "title": title })))
        .collect();
    Ok(json!({
        "itemId": offer.id,
        "title": offer.title_zh,
        "mainImageUrl": offer.pictures.first().map(|key| books.picture_url(key)).unwrap_or_default(),
        "price": list.to_string(),
        "couponPrice": (lowest < list).then(|| lowest.to_string()),
        "inventory": stock,
        "shopName": offer.seller.name_zh,
        "tagList": tags,
        "quantity": stock,
        "tags": tags,
        "multiLanguageInfo": translations,
        "promotionDisplays": null,
    }))
}

fn item(books: &Books<'_>, offer: &Offer) -> Result<Value, Refusal> {
    let skus = offer.skus.iter().map(|sku| sku_wire(books, offer, sku)).collect::<Result<Vec<_>, _>>()?;
    let list = list_price(books, offer)?;
    let lowest = lowest_price(books, offer)?;
    Ok(json!({
        "itemId": offer.id,
        "mpId": offer.mp_id.to_string(),
        "itemType": "HAVE_MATERIAL",
        "title": offer.title_zh,
        "description": offer.description_html,
        "picUrls": pictures(books, offer),
        "categoryId": offer.category_id.to_string(),
        "categoryName": offer.category_zh.rsplit("->").next().unwrap_or_default(),
        "categoryPath": offer.category_zh,
        "productUnit": offer.unit_zh,
        "beginAmount": if offer.moq > 1 { offer.moq } else { 0 },
        "price": list,
        "promotionPrice": (lowest < list).then_some(lowest),
        "quantity": stock(books, offer)?,
        "status": "active",
        "shopId": offer.seller.id,
        "shopName": offer.seller.name_zh,
        "userNick": offer.seller.login,
        "skuList": skus,
    }))
}

fn sku_wire(books: &Books<'_>, offer: &Offer, sku: &Sku) -> Result<Value, Refusal> {
    let price = books.sku_price(offer, sku)?;
    Ok(json!({
        "skuId": sku.id.to_string(),
        "mpSkuId": sku.mp_sku_id.to_string(),
        "picUrl": wire::sku_picture(offer, sku).map(|key| books.picture_url(key)),
        "price": price.list_fen,
        // Text here, a number on the item: so the reference's sample has it.
        "promotionPrice": price.promotion_fen.map(|fen| fen.to_string()),
        "quantity": books.stock(offer, sku)?,
        "status": "active",
        "postFee": 0,
        "properties": properties(offer, sku),
    }))
}

fn pictures(books: &Books<'_>, offer: &Offer) -> Vec<String> {
    offer.pictures.iter().map(|key| books.picture_url(key)).collect()
}

fn stock(books: &Books<'_>, offer: &Offer) -> Result<u64, Refusal> {
    offer.skus.iter().map(|sku| books.stock(offer, sku).map(u64::from)).sum()
}

/// The lowest list price over the SKUs.
fn list_price(books: &Books<'_>, offer: &Offer) -> Result<i64, Refusal> {
    let prices = offer.skus.iter().map(|sku| books.sku_price(offer, sku)).collect::<Result<Vec<_>, _>>()?;
    Ok(prices.iter().map(|price| price.list_fen).min().unwrap_or_default())
}

/// The lowest price that is paid.
fn lowest_price(books: &Books<'_>, offer: &Offer) -> Result<i64, Refusal> {
    let prices = offer.skus.iter().map(|sku| books.sku_price(offer, sku)).collect::<Result<Vec<_>, _>>()?;
    Ok(prices.iter().map(|price| price.pays()).min().unwrap_or_default())
}

fn translated<'o>(offer: &'o Offer, language: Option<&str>) -> Option<&'o String> {
    offer.translations.get(language?)
}
