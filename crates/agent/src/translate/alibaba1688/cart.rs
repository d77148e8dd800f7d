//! The 1688 cart. Its prices are read as yuan.

use std::num::NonZeroU32;

use pandapon::alibaba1688::{
    AddToCart, Cart, CartItem, CartShop, ProductDetail, SkuAttribute, SkuAttributeText, SkuInfo,
};
use pandapon::wire::{Link, Yuan};
use pondesk_domain::{CartGroup, CartLine, EpochMs, Money, OfferId, Platform, SkuId, SpecId};

use crate::api::CommandResult;
use crate::translate::cart::{self as shared, ShopRead};
use crate::translate::values::{Origin, needed, picture, pieces, words, yuan};

/// The cart by seller. Rows without an id are left out: nothing could be done with them.
pub(crate) fn groups(cart: &Cart, origin: Origin<'_>, read_at: EpochMs) -> Vec<CartGroup> {
    let lists = (cart.enable_list.as_slice(), cart.disable_list.as_slice());
    shared::groups(Platform::Alibaba1688, lists, read_at, |shop: &CartShop, buyable| ShopRead {
        seller_id: shop.seller_open_id.as_ref().map_or_else(String::new, ToString::to_string),
        seller_name: words(shop.seller_nick_name.as_ref()),
        lines: shop.cart_item_infos.iter().filter_map(|item| line(item, origin, buyable)).collect(),
    })
}

fn line(item: &CartItem, origin: Origin<'_>, buyable: bool) -> Option<CartLine> {
    let quantity = pieces(item.quantity).unwrap_or(0);
    let unit_price = yuan(item.price);
    let offer_id = item.offer_id.as_ref().or(item.offer_map_id.as_ref());
    Some(CartLine {
        platform: Platform::Alibaba1688,
        line_id: item.id.as_ref()?.as_str().into(),
        offer_id: OfferId::new(offer_id.map_or("", |id| id.as_str())),
        sku_id: SkuId::new(item.sku_id.as_ref().map_or("", |id| id.as_str())),
        spec_id: item.spec_id.as_ref().map(|id| SpecId::new(id.as_str())),
        title: words(item.item_title.as_ref()).unwrap_or_default(),
        variant: item.properties.as_ref().and_then(|properties| {
            shared::variant(properties, |property: &SkuAttributeText| words(property.value.as_ref()))
        }),
        picture: picture(origin, item.item_pic.as_ref()),
        quantity,
        unit_price,
        was_unit_price: None,
        sum: unit_price.and_then(|price| price.times(quantity)),
        stock: pieces(item.amount_on_sale),
        buyable,
        added_at: None,
    })
}

/// The request that puts a SKU of an offer into the cart. `unit_price` is the price at the quantity wanted.
///
/// # Errors
/// [`crate::api::ErrorCode::Unreadable`] when the offer lacks what the cart needs; names the member.
pub(crate) fn addition(
    offer: &ProductDetail,
    sku_id: &SkuId,
    quantity: NonZeroU32,
    unit_price: Money,
) -> CommandResult<AddToCart> {
    let named = |sku: &&SkuInfo| sku.sku_id.as_ref().is_some_and(|id| id.as_str() == sku_id.as_str());
    let sku = needed(offer.product_sku_infos.iter().find(named), "productSkuInfos")?;
    let of_variant = sku.sku_attributes.iter().find_map(|attribute| attribute.sku_image_url.as_ref());
    let of_offer = offer.product_image.as_ref().and_then(|pictures| pictures.images.first());
    Ok(AddToCart {
        offer_id: needed(offer.offer_id.clone(), "offerId")?,
        spec_id: needed(sku.spec_id.clone(), "productSkuInfos.specId")?,
        sku_id: sku.sku_id.clone(),
        seller_open_id: offer.seller_open_id.clone(),
        seller_nick_name: words(offer.company_name.as_ref()),
        item_title: words(offer.subject.as_ref()),
        item_pic: of_variant.or(of_offer).map(Link::to_string),
        price: Some(Yuan(unit_price.to_yuan())),
        quantity,
        amount_on_sale: sku.amount_on_sale,
        properties: sku.sku_attributes.iter().map(attribute).collect(),
    })
}

fn attribute(attribute: &SkuAttribute) -> SkuAttributeText {
    SkuAttributeText {
        attribute_id: attribute.attribute_id.clone(),
        attribute_name: attribute.attribute_name.clone(),
        attribute_name_trans: attribute.attribute_name_trans.clone(),
        value: attribute.value.clone(),
        value_trans: attribute.value_trans.clone(),
        ..SkuAttributeText::default()
    }
}
