//! The Taobao cart.

use std::num::NonZeroU32;

use pandapon::taobao::{AddToCart, Cart, CartItem, CartShop, Product, ProductSku, SkuProperty};
use pandapon::wire::Link;
use pondesk_domain::{CartGroup, CartLine, EpochMs, OfferId, Platform, SkuId};

use crate::api::CommandResult;
use crate::translate::cart::{self as shared, ShopRead};
use crate::translate::values::{Origin, fen, needed, picture, pieces, words};

/// The cart by shop. Records without an id are left out: nothing could be done with them.
pub(crate) fn groups(cart: &Cart, origin: Origin<'_>, read_at: EpochMs) -> Vec<CartGroup> {
    let lists = (cart.enable_list.as_slice(), cart.disable_list.as_slice());
    shared::groups(Platform::Taobao, lists, read_at, |shop: &CartShop, buyable| ShopRead {
        seller_id: shop.shop_id.as_ref().map_or_else(String::new, ToString::to_string),
        seller_name: words(shop.shop_name.as_ref()),
        lines: shop.cart_item_infos.iter().filter_map(|item| line(item, origin, buyable)).collect(),
    })
}

fn line(item: &CartItem, origin: Origin<'_>, buyable: bool) -> Option<CartLine> {
    let quantity = pieces(item.quantity).unwrap_or(0);
    let unit_price = fen(item.promotion_price.or(item.price));
    Some(CartLine {
        platform: Platform::Taobao,
        line_id: item.id.as_ref()?.as_str().into(),
        offer_id: OfferId::new(item.item_id.as_ref().map_or("", |id| id.as_str())),
        sku_id: SkuId::new(item.sku_id.as_ref().map_or("", |id| id.as_str())),
        spec_id: None,
        title: words(item.item_title.as_ref()).unwrap_or_default(),
        variant: item.properties.as_ref().and_then(|properties| {
            shared::variant(properties, |property: &SkuProperty| words(property.value_name.as_ref()))
        }),
        picture: picture(origin, item.item_pic.as_ref()),
        quantity,
        unit_price,
        was_unit_price: None,
        sum: unit_price.and_then(|price| price.times(quantity)),
        stock: pieces(item.sku_quantity),
        buyable,
        added_at: None,
    })
}

/// The request that puts a SKU of an item into the cart: the platform wants the item's own words and prices sent along.
///
/// # Errors
/// [`crate::api::ErrorCode::Unreadable`] when the item lacks what the cart needs; names the member.
pub(crate) fn addition(item: &Product, sku_id: &SkuId, quantity: NonZeroU32) -> CommandResult<AddToCart> {
    let named = |sku: &&ProductSku| sku.sku_id.as_ref().is_some_and(|id| id.as_str() == sku_id.as_str());
    let sku = needed(item.sku_list.iter().find(named), "skuList")?;
    let picture = sku.pic_url.as_ref().or(item.pic_urls.first());
    Ok(AddToCart {
        item_id: needed(item.item_id.clone(), "itemId")?,
        sku_id: needed(sku.sku_id.clone(), "skuList.skuId")?,
        mp_id: needed(item.mp_id.clone(), "mpId")?,
        mp_sku_id: needed(sku.mp_sku_id.clone(), "skuList.mpSkuId")?,
        item_title: words(item.title.as_ref()).unwrap_or_default(),
        item_pic: picture.map(Link::to_string).unwrap_or_default(),
        price: needed(sku.price.or(item.price), "skuList.price")?,
        promotion_price: sku.promotion_price,
        properties: sku.properties.clone(),
        quantity,
        shop_id: needed(item.shop_id.clone(), "shopId")?,
        shop_name: words(item.shop_name.as_ref()).unwrap_or_default(),
        sku_quantity: sku.quantity.map(|stock| stock.get().to_string()),
        user_nick: words(item.user_nick.as_ref()),
        user_id: None,
        platform: None,
    })
}
