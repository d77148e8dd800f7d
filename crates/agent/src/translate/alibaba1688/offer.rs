//! An offer of 1688.

use pandapon::alibaba1688::{
    PriceRange, ProductDetail, ProductShippingInfo, QuoteType, SkuAttribute, SkuId as WireSkuId, SkuInfo,
};
use pandapon::wire::{Link, Measure};
use pondesk_domain::{CategoryId, Offer, OfferId, Platform, Seller, SellerId, Sku, SkuId, SpecId, Tier};
use rust_decimal::Decimal;
use rust_decimal::prelude::ToPrimitive;

use super::super::dimensions::{Trait, span};
use super::super::values::{Origin, needed, percent, picture, pieces, translated, words, yuan};
use crate::api::CommandResult;
use crate::links::is_page_of;

/// Statuses by which upstream says that an offer cannot be ordered. PandaPon's page lists order states here by mistake,
/// so whatever else it says counts as on sale.
const OFF_SALE: [&str; 6] = ["expired", "deleted", "auditing", "untread", "tbd", "off"];

/// An offer with its SKUs. One without SKUs gets one that has the offer's own id.
///
/// # Errors
/// [`crate::api::ErrorCode::Unreadable`] when it has no id.
pub(crate) fn offer(detail: &ProductDetail, origin: Origin<'_>) -> CommandResult<Offer> {
    let offer_id = OfferId::from(needed(detail.offer_id.as_ref(), "data.offerId")?.as_str());
    let tiers = tiers(detail);
    let said = detail.product_sku_infos.iter().map(|sku| traits(sku, origin)).collect();
    let (dimensions, places) = span(said);
    let shipping = detail.product_shipping_info.as_ref();
    let mut skus: Vec<Sku> = detail
        .product_sku_infos
        .iter()
        .zip(places)
        .filter_map(|(wire, values)| sku(wire, values, !tiers.is_empty(), shipping))
        .collect();
    if detail.product_sku_infos.is_empty() {
        skus.push(only_sku(detail, &offer_id));
    }
    Ok(Offer {
        platform: Platform::Alibaba1688,
        title: translated(detail.subject.as_ref(), detail.subject_trans.as_ref()).unwrap_or_default(),
        page_url: page_url(detail, &offer_id),
        pictures: detail
            .product_image
            .iter()
            .flat_map(|pictures| &pictures.images)
            .filter_map(|link| picture(origin, Some(link)))
            .collect(),
        category_id: detail.category_id.as_ref().map(|id| CategoryId::from(id.as_str())),
        seller: seller(detail),
        dimensions,
        skus,
        moq: moq(detail, &tiers),
        tiers,
        unit: detail
            .product_sale_info
            .as_ref()
            .and_then(|sale| words(sale.unit_info.as_ref()?.unit.as_ref())),
        attributes: detail
            .product_attribute
            .iter()
            .filter_map(|said| Some((words(said.attribute_name.as_ref())?, words(said.value.as_ref())?)))
            .collect(),
        sold: words(detail.sold_out.as_ref()).and_then(|text| text.parse().ok()),
        repurchase_percent: detail
            .seller_data_info
            .as_ref()
            .and_then(|data| words(data.repeat_purchase_percent.as_ref()))
            .and_then(|text| percent(&text)),
        ships_in_hours: shipping
            .and_then(|shipping| words(shipping.shipping_time_guarantee.as_ref()))
            .and_then(|text| hours(&text)),
        on_sale: !words(detail.status.as_ref())
            .is_some_and(|status| OFF_SALE.iter().any(|word| status.to_lowercase().contains(word))),
        offer_id,
    })
}

/// Prices by quantity, where the offer is sold that way. An offer priced by SKU names a ladder too, of no meaning.
fn tiers(detail: &ProductDetail) -> Vec<Tier> {
    let Some(sale) = &detail.product_sale_info else { return Vec::new() };
    if sale.quote_type == Some(QuoteType::BySku) {
        return Vec::new();
    }
    let tier = |range: &PriceRange| {
        let price = yuan(range.promotion_price).or(yuan(range.price))?;
        Some(Tier { from: pieces(range.start_quantity)?.max(1), price })
    };
    let mut tiers: Vec<Tier> = sale.price_range_list.iter().filter_map(tier).collect();
    tiers.sort_by_key(|tier| tier.from);
    tiers
}

fn moq(detail: &ProductDetail, tiers: &[Tier]) -> u32 {
    let named = pieces(detail.min_order_quantity).filter(|moq| *moq > 0);
    named.or(tiers.first().map(|tier| tier.from)).unwrap_or(1)
}

fn traits(sku: &SkuInfo, origin: Origin<'_>) -> Vec<Trait> {
    let said = |attribute: &SkuAttribute| {
        Some(Trait {
            name: translated(attribute.attribute_name.as_ref(), attribute.attribute_name_trans.as_ref())?,
            value: translated(attribute.value.as_ref(), attribute.value_trans.as_ref())?,
            picture: picture(origin, attribute.sku_image_url.as_ref()),
        })
    };
    sku.sku_attributes.iter().filter_map(said).collect()
}

fn sku(
    wire: &SkuInfo,
    values: Vec<u32>,
    by_tier: bool,
    shipping: Option<&ProductShippingInfo>,
) -> Option<Sku> {
    let sku_id = SkuId::from(wire.sku_id.as_ref()?.as_str());
    let list = yuan(wire.price);
    let promotion = yuan(wire.promotion_price);
    Some(Sku {
        spec_id: wire.spec_id.as_ref().map(|id| SpecId::from(id.as_str())),
        supply_item_id: None,
        supply_sku_id: None,
        values,
        price: promotion.or(list).filter(|_| !by_tier),
        list_price: list.filter(|list| !by_tier && promotion.is_some_and(|promotion| promotion != *list)),
        stock: pieces(wire.amount_on_sale),
        weight_grams: shipping.and_then(|shipping| weight_grams(shipping, &sku_id)),
        sku_id,
    })
}

fn only_sku(detail: &ProductDetail, offer_id: &OfferId) -> Sku {
    Sku {
        sku_id: SkuId::from(offer_id.as_str()),
        spec_id: None,
        supply_item_id: None,
        supply_sku_id: None,
        values: Vec::new(),
        price: None,
        list_price: None,
        stock: detail.product_sale_info.as_ref().and_then(|sale| pieces(sale.amount_on_sale)),
        weight_grams: detail
            .product_shipping_info
            .as_ref()
            .and_then(|shipping| grams_of_kilograms(shipping.weight)),
    }
}

/// One list is in grams, the other and the offer's own figure in kilograms.
fn weight_grams(shipping: &ProductShippingInfo, sku_id: &SkuId) -> Option<u32> {
    let is = |id: Option<&str>| id == Some(sku_id.as_str());
    let in_grams =
        shipping.sku_shipping_info_list.iter().find(|sku| is(sku.sku_id.as_ref().map(WireSkuId::as_str)));
    let in_kilograms =
        shipping.sku_shipping_details.iter().find(|sku| is(sku.sku_id.as_ref().map(WireSkuId::as_str)));
    in_grams
        .and_then(|sku| whole(sku.weight?.get()))
        .or_else(|| grams_of_kilograms(in_kilograms?.weight))
        .or_else(|| grams_of_kilograms(shipping.weight))
}

fn grams_of_kilograms(weight: Option<Measure>) -> Option<u32> {
    whole(weight?.get().checked_mul(Decimal::ONE_THOUSAND)?)
}

/// Freight is reckoned on whole grams, rounded up.
fn whole(grams: Decimal) -> Option<u32> {
    grams.ceil().to_u32().filter(|grams| *grams > 0)
}

fn seller(detail: &ProductDetail) -> Seller {
    let rating = detail
        .seller_data_info
        .as_ref()
        .and_then(|data| words(data.composite_service_score.as_ref()))
        .and_then(|text| text.parse::<Decimal>().ok());
    Seller {
        id: SellerId::from(detail.seller_open_id.as_ref().map_or("", |id| id.as_str())),
        name: words(detail.company_name.as_ref()).unwrap_or_default(),
        place: detail
            .product_shipping_info
            .as_ref()
            .and_then(|it| words(it.send_goods_address_text.as_ref())),
        years: None,
        rating_x10: rating
            .and_then(|rating| (rating * Decimal::TEN).round().to_u32())
            .filter(|rating| *rating <= 50),
    }
}

fn page_url(detail: &ProductDetail, offer_id: &OfferId) -> Option<String> {
    let told = detail.promotion_url.as_ref().and_then(Link::url);
    let told = told.filter(|url| is_page_of(url, Platform::Alibaba1688)).map(String::from);
    let is_plain = offer_id.as_str().bytes().all(|byte| byte.is_ascii_digit());
    told.or_else(|| is_plain.then(|| format!("https://detail.1688.com/offer/{offer_id}.html")))
}

/// `shipIn48Hours` and its like.
fn hours(text: &str) -> Option<u32> {
    let digits: String = text.chars().filter(char::is_ascii_digit).collect();
    digits.parse().ok()
}

#[cfg(test)]
mod tests {
    use pondesk_domain::Money;
    use url::Url;

    use super::*;

    fn read(json: &str) -> Offer {
        let detail: ProductDetail = pandapon::wire::read_text(json).unwrap();
        let base_url = Url::parse("https://api.pandapon.com").unwrap();
        offer(&detail, Origin { account_id: &"01ACC".into(), base_url: &base_url }).unwrap()
    }

    #[test]
    fn an_offer_priced_by_sku_has_no_tiers() {
        let offer = read(
            r#"{"offerId":706627393257,"subject":"碎花连衣裙","subjectTrans":"Floral dress","minOrderQuantity":2,
            "productSaleInfo":{"quoteType":1,"priceRangeList":[{"startQuantity":2,"price":"19.90"}]},
            "productSkuInfos":[
              {"skuId":4987654321098,"specId":"ab12","price":"19.90","promotionPrice":"18.5","amountOnSale":"94",
               "skuAttributes":[{"attributeName":"颜色","attributeNameTrans":"Colour","value":"红","valueTrans":"red",
                 "skuImageUrl":"https: //cbu01.alicdn.com/img/red.jpg"}]}],
            "productShippingInfo":{"skuShippingInfoList":[{"skuId":4987654321098,"weight":310}],"shippingTimeGuarantee":"shipIn48Hours"},
            "sellerDataInfo":{"compositeServiceScore":"4.8","repeatPurchasePercent":"0.4666"},"status":"waitbuyerpay",
            "promotionUrl":"https://evil.example/offer/1.html"}"#,
        );
        assert_eq!((offer.tiers.len(), offer.moq, offer.on_sale), (0, 2, true));
        let sku = &offer.skus[0];
        assert_eq!((sku.price, sku.list_price), (Some(Money::fen(1850)), Some(Money::fen(1990))));
        assert_eq!(
            (sku.stock, sku.weight_grams, sku.sku_id.as_str()),
            (Some(94), Some(310), "4987654321098")
        );
        assert_eq!(offer.dimensions[0].values[0].name.translations["en"], "red");
        assert!(offer.dimensions[0].values[0].picture.as_ref().is_some_and(|key| key.starts_with("u.")));
        assert_eq!(
            (offer.seller.rating_x10, offer.repurchase_percent, offer.ships_in_hours),
            (Some(48), Some(47), Some(48))
        );
        assert_eq!(
            offer.page_url.as_deref(),
            Some("https://detail.1688.com/offer/706627393257.html"),
            "no foreign page"
        );
    }

    #[test]
    fn an_offer_priced_by_quantity_has_tiers_and_its_skus_no_price() {
        let offer = read(
            r#"{"offerId":"706627393257","subject":"杯子","status":"member expired",
            "productSaleInfo":{"quoteType":"2","priceRangeList":[
              {"startQuantity":30,"price":"42.50"},{"startQuantity":3,"price":"44.80"}]},
            "productSkuInfos":[{"skuId":"1","price":"44.80","amountOnSale":7}],
            "productShippingInfo":{"weight":0.3105}}"#,
        );
        assert_eq!(
            offer.tiers,
            [Tier { from: 3, price: Money::fen(4480) }, Tier { from: 30, price: Money::fen(4250) }]
        );
        assert_eq!((offer.moq, offer.skus[0].price, offer.on_sale), (3, None, false));
        assert_eq!(offer.skus[0].weight_grams, Some(311));
    }
}
