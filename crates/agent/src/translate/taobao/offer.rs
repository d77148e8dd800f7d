//! An offer of Taobao.

use pandapon::taobao::{Product, ProductSku, SkuProperty};
use pondesk_domain::{CategoryId, Offer, OfferId, Platform, Seller, SellerId, Sku, SkuId, Text};

use super::super::dimensions::{Trait, span};
use super::super::values::{Origin, fen, needed, picture, pieces, words};
use crate::api::CommandResult;

/// An item with its SKUs. An item without SKUs gets one that has the item's own id.
///
/// # Errors
/// [`crate::api::ErrorCode::Unreadable`] when it has no id.
pub(crate) fn offer(product: &Product, origin: Origin<'_>) -> CommandResult<Offer> {
    let offer_id = OfferId::from(needed(product.item_id.as_ref(), "data.itemId")?.as_str());
    let said = product.sku_list.iter().map(|sku| traits(sku, origin)).collect();
    let (dimensions, places) = span(said);
    let mut skus: Vec<Sku> =
        product.sku_list.iter().zip(places).filter_map(|(wire, values)| sku(product, wire, values)).collect();
    if product.sku_list.is_empty() {
        skus.push(only_sku(product, &offer_id));
    }
    Ok(Offer {
        platform: Platform::Taobao,
        title: Text::original(words(product.title.as_ref()).unwrap_or_default()),
        page_url: Some(format!("https://item.taobao.com/item.htm?id={offer_id}"))
            .filter(|_| is_plain(&offer_id)),
        pictures: product.pic_urls.iter().filter_map(|link| picture(origin, Some(link))).collect(),
        category_id: words(product.category_id.as_ref()).map(CategoryId::from),
        seller: Seller {
            id: SellerId::from(product.shop_id.as_ref().map_or("", |id| id.as_str())),
            name: words(product.shop_name.as_ref())
                .or_else(|| words(product.user_nick.as_ref()))
                .unwrap_or_default(),
            place: None,
            years: None,
            rating_x10: None,
        },
        dimensions,
        skus,
        tiers: Vec::new(),
        moq: pieces(product.begin_amount).unwrap_or(1).max(1),
        unit: words(product.product_unit.as_ref()),
        attributes: Vec::new(),
        sold: None,
        repurchase_percent: None,
        ships_in_hours: None,
        on_sale: is_active(product.status.as_deref()),
        offer_id,
    })
}

fn traits(sku: &ProductSku, origin: Origin<'_>) -> Vec<Trait> {
    let named = |property: &SkuProperty| {
        Some((words(property.prop_name.as_ref())?, words(property.value_name.as_ref())?))
    };
    let named = sku.properties.iter().filter_map(named).enumerate();
    named
        .map(|(at, (name, value))| Trait {
            name: Text::original(name),
            value: Text::original(value),
            // A SKU's picture shows what its first property says, the colour as a rule.
            picture: if at == 0 { picture(origin, sku.pic_url.as_ref()) } else { None },
        })
        .collect()
}

fn sku(product: &Product, wire: &ProductSku, values: Vec<u32>) -> Option<Sku> {
    let list = fen(wire.price);
    let promotion = fen(wire.promotion_price);
    // An inactive SKU is shown and cannot be bought.
    let stock = if is_active(wire.status.as_deref()) { pieces(wire.quantity) } else { Some(0) };
    Some(Sku {
        sku_id: SkuId::from(wire.sku_id.as_ref()?.as_str()),
        spec_id: None,
        supply_item_id: product.mp_id.as_ref().map(ToString::to_string),
        supply_sku_id: wire.mp_sku_id.as_ref().map(ToString::to_string),
        values,
        price: promotion.or(list),
        list_price: list.filter(|list| promotion.is_some_and(|promotion| promotion != *list)),
        stock,
        weight_grams: None,
    })
}

fn only_sku(product: &Product, offer_id: &OfferId) -> Sku {
    let list = fen(product.price);
    let promotion = fen(product.promotion_price);
    Sku {
        sku_id: SkuId::from(offer_id.as_str()),
        spec_id: None,
        supply_item_id: product.mp_id.as_ref().map(ToString::to_string),
        supply_sku_id: None,
        values: Vec::new(),
        price: promotion.or(list),
        list_price: list.filter(|list| promotion.is_some_and(|promotion| promotion != *list)),
        stock: pieces(product.quantity),
        weight_grams: None,
    }
}

/// Only `active` was ever seen; silence counts as active too.
fn is_active(status: Option<&str>) -> bool {
    status.is_none_or(|status| status.trim().eq_ignore_ascii_case("active"))
}

fn is_plain(id: &OfferId) -> bool {
    id.as_str().bytes().all(|byte| byte.is_ascii_digit())
}
