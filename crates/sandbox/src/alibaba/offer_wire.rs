//! One 1688 offer with all that its page shows.

use serde::Deserialize;
use serde_json::{Value, json};

use super::goods::{
    categories, created_date, first_price, is_cross_border_select, is_global_selection, is_strict_selection,
    offer_identities, price_info, seller_identities, trade_score,
};
use crate::catalogue::{Offer, Package, Platform, Sku, name_id};
use crate::http::gate::Asked;
use crate::market::Market;
use crate::pricing::{priced_by_quantity, unit_price};
use crate::refusal::{Code, Refusal};
use crate::state::Books;
use crate::wire::{kilograms, sku_picture, yuan_text};

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Detail {
    offer_id: u64,
    country: String,
}

pub(super) fn detail(market: &Market, asked: &Asked) -> Result<Value, Refusal> {
    let request: Detail = asked.body()?;
    market.books(|books| {
        let offer = books
            .catalogue
            .offer(Platform::Alibaba1688, request.offer_id)
            .ok_or_else(|| Refusal::new(Code::NoSuchOffer, format_args!("offerId {}", request.offer_id)))?;
        wire(books, offer, &request.country)
    })
}

fn wire(books: &Books<'_>, offer: &Offer, language: &str) -> Result<Value, Refusal> {
    let pictures: Vec<String> = offer.pictures.iter().map(|key| books.picture_url(key)).collect();
    let skus =
        offer.skus.iter().map(|sku| sku_wire(books, offer, sku, language)).collect::<Result<Vec<_>, _>>()?;
    let attributes: Vec<Value> = offer
        .attributes
        .iter()
        .map(|(name, value)| {
            json!({
                "attributeId": name_id(name, 5).to_string(),
                "attributeName": name,
                "value": value,
                "attributeNameTrans": name,
                "valueTrans": value,
            })
        })
        .collect();
    let [top, second, third] = categories(offer);
    let seller = &offer.seller;
    let identities = [seller_identities(offer), offer_identities(offer)].concat();
    let tags = [
        ("isOnePsale", offer.moq <= 1),
        ("isSupportMix", true),
        ("isOnePsaleFreePostage", offer.free_shipping_from_fen == Some(0)),
        ("noReason7DReturn", true),
        ("1688_yx", is_strict_selection(offer)),
        ("isQqyx", is_global_selection(offer)),
        ("select", is_cross_border_select(offer)),
    ];
    let tags: Vec<Value> = tags.iter().map(|(key, value)| json!({ "key": key, "value": value })).collect();
    Ok(json!({
        "offerId": offer.id,
        "categoryId": offer.category_id,
        "categoryName": offer.category_zh.rsplit("->").next(),
        "subject": offer.title_zh,
        "subjectTrans": offer.translations.get(language),
        "description": offer.description_html,
        "mainVideo": null,
        "detailVideo": null,
        "productImage": { "images": pictures, "whiteImage": pictures.first() },
        "productAttribute": attributes,
        "productSkuInfos": skus,
        "productSaleInfo": sale_info(books, offer)?,
        "productShippingInfo": shipping_info(offer),
        "isJxhy": false,
        "sellerOpenId": seller.open_id,
        "minOrderQuantity": offer.moq,
        "batchNumber": null,
        "status": "published",
        "tagInfoList": tags,
        "traceInfo": format!("object_id@{}^object_type@offer", offer.id),
        "companyName": seller.name_zh,
        "sellerDataInfo": {
            "tradeMedalLevel": seller.years.min(5).to_string(),
            "compositeServiceScore": trade_score(offer),
            "logisticsExperienceScore": trade_score(offer),
            "disputeComplaintScore": trade_score(offer),
            "offerExperienceScore": trade_score(offer),
            "consultingExperienceScore": trade_score(offer),
            "afterSalesExperienceScore": trade_score(offer),
            "repeatPurchasePercent": fraction(offer.repurchase_percent),
            "collect30DayWithin48HPercent": fraction(100 - offer.ships_in_hours.min(72) / 12),
            "qualityRefundWithin30Day": fraction(50_u32.saturating_sub(seller.rating_x10) / 5),
        },
        "sellerMixSetting": { "generalHunpi": true, "mixAmount": 500, "mixNumber": 10 },
        "productCargoNumber": format!("HH-{}", offer.id % 100_000),
        "soldOut": offer.sold.to_string(),
        "tradeScore": trade_score(offer),
        "topCategoryId": top,
        "secondCategoryId": second,
        "thirdCategoryId": third,
        "sellingPoint": offer.attributes.iter().take(2).map(|(_, value)| value).collect::<Vec<_>>(),
        "offerIdentities": identities,
        "createDate": created_date(offer),
        "promotionUrl": format!("{}/offer/{}.html", books.base_url, offer.id),
    }))
}

fn sku_wire(books: &Books<'_>, offer: &Offer, sku: &Sku, language: &str) -> Result<Value, Refusal> {
    // Where the quantity sets the price, a SKU shows the first step's.
    let pays = unit_price(books, offer, sku, offer.moq)?;
    let price = books.sku_price(offer, sku)?;
    let (list, promotion) =
        if priced_by_quantity(offer) { (pays, None) } else { (price.list_fen, price.promotion_fen) };
    let one_by_one = offer.moq <= 1;
    let picture = sku_picture(offer, sku).map(|key| books.picture_url(key));
    let attributes: Vec<Value> = sku
        .values
        .iter()
        .zip(&offer.dimensions)
        .filter_map(|(value, dimension)| {
            let value = dimension.values.get(*value)?;
            let picture = value.picture.map(|key| books.picture_url(key));
            Some(json!({
                "attributeId": name_id(&dimension.name_zh, 4),
                "attributeName": dimension.name_zh,
                "attributeNameTrans": dimension.translations.get(language).unwrap_or(&dimension.name_zh),
                "value": value.value_zh,
                "valueTrans": value.translations.get(language).unwrap_or(&value.value_zh),
                "skuImageUrl": picture,
                "skuImageUrlTrans": picture,
            }))
        })
        .collect();
    Ok(json!({
        "amountOnSale": books.stock(offer, sku)?,
        "price": yuan_text(list),
        "jxhyPrice": null,
        "pfJxhyPrice": null,
        "consignPrice": one_by_one.then(|| yuan_text(pays)),
        "promotionPrice": promotion.map(yuan_text),
        "skuId": sku.id,
        "specId": sku.spec_id,
        "skuAttributes": attributes,
        "skuImageUrl": picture,
        "cargoNumber": format!("HH-{}", sku.id % 100_000),
        "fenxiaoPriceInfo": {
            "onePiecePrice": ships_single_free(offer).then(|| yuan_text(pays)),
            "offerPrice": yuan_text(pays),
        },
    }))
}

fn sale_info(books: &Books<'_>, offer: &Offer) -> Result<Value, Refusal> {
    let stock =
        offer.skus.iter().map(|sku| books.stock(offer, sku).map(u64::from)).sum::<Result<u64, _>>()?;
    let by_quantity = priced_by_quantity(offer);
    let first = first_price(books, offer)?;
    let quote_type = match (by_quantity, offer.dimensions.is_empty()) {
        (true, true) => 0,
        (true, false) => 2,
        (false, _) => 1,
    };
    let ladder: Vec<Value> = if by_quantity {
        let tiers = books.tiers(offer)?;
        let step = |from: u32, fen: i64| json!({ "startQuantity": from, "price": yuan_text(fen), "promotionPrice": null });
        tiers.iter().map(|tier| step(tier.from, tier.price_fen)).collect()
    } else {
        let prices = price_info(books, offer, first)?;
        vec![json!({
            "startQuantity": offer.moq,
            "price": prices["price"],
            "promotionPrice": prices["promotionPrice"],
        })]
    };
    Ok(json!({
        "amountOnSale": stock,
        "priceRangeList": ladder,
        "quoteType": quote_type,
        "unitInfo": { "unit": offer.unit_zh, "transUnit": "piece" },
        "fenxiaoSaleInfo": {
            "onePieceFreePostage": ships_single_free(offer),
            "startQuantity": offer.moq,
            "onePiecePrice": ships_single_free(offer).then(|| yuan_text(first)),
            "offerPrice": yuan_text(first),
        },
        "consignPrice": (offer.moq <= 1).then(|| yuan_text(first)),
        "jxhyPrice": null,
    }))
}

/// Whether a single piece is sent without postage.
fn ships_single_free(offer: &Offer) -> bool {
    offer.moq <= 1 && offer.free_shipping_from_fen == Some(0)
}

fn shipping_info(offer: &Offer) -> Value {
    // Grams in one list, kilograms in the other and above: the reference's own mixture.
    let in_grams: Vec<Value> = offer
        .skus
        .iter()
        .map(|sku| {
            let Package { length_cm, width_cm, height_cm } = offer.package(sku);
            json!({
                "specId": sku.spec_id, "skuId": sku.id, "width": width_cm, "length": length_cm,
                "height": height_cm, "weight": sku.weight_g,
            })
        })
        .collect();
    let in_kilograms: Vec<Value> = offer
        .skus
        .iter()
        .map(|sku| {
            let Package { length_cm, width_cm, height_cm } = offer.package(sku);
            json!({
                "skuId": sku.id.to_string(), "width": width_cm, "length": length_cm, "height": height_cm,
                "weight": kilograms(sku.weight_g), "pkgSizeSource": "seller",
            })
        })
        .collect();
    let first = offer.skus.first();
    let package = first.map(|sku| offer.package(sku));
    json!({
        "sendGoodsAddressText": format!("{}{}", offer.seller.province, offer.seller.city),
        "weight": kilograms(first.map_or(0, |sku| sku.weight_g)),
        "width": package.map(|package| package.width_cm),
        "height": package.map(|package| package.height_cm),
        "length": package.map(|package| package.length_cm),
        "shippingTimeGuarantee": match offer.ships_in_hours {
            0..=24 => Some("shipIn24Hours"),
            25..=48 => Some("shipIn48Hours"),
            _ => None,
        },
        "skuShippingInfoList": in_grams,
        "skuShippingDetails": in_kilograms,
        "pkgSizeSource": "seller",
    })
}

/// A percentage as the wire's fraction: 46 becomes "0.4600".
fn fraction(percent: u32) -> String {
    format!("{}.{:02}00", percent / 100, percent % 100)
}
