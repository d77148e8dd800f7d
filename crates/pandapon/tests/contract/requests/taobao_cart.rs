//! The cart of Taobao.

use std::num::NonZeroU32;

use pandapon::taobao::*;
use pandapon::wire::Fen;

use super::taobao_orders::{least_receiver, receiver};
use super::{ids, requests, three};

fn least_record() -> AddToCart {
    AddToCart {
        item_id: ids::ITEM.into(),
        sku_id: ids::SKU.into(),
        mp_id: ids::MP.into(),
        mp_sku_id: ids::MP_SKU.into(),
        item_title: "钱包".into(),
        item_pic: "https://img.alicdn.com/a.jpg".into(),
        price: Fen(576),
        promotion_price: None,
        properties: Vec::new(),
        quantity: NonZeroU32::MIN,
        shop_id: ids::SHOP.into(),
        shop_name: "旗舰店".into(),
        sku_quantity: None,
        user_nick: None,
        user_id: None,
        platform: None,
    }
}

fn record() -> AddToCart {
    AddToCart {
        promotion_price: Some(Fen(499)),
        properties: vec![SkuProperty {
            prop_id: Some(ids::PROPERTY.into()),
            prop_name: Some("颜色".into()),
            value_id: Some(ids::VALUE.into()),
            value_name: Some("\"红\"".into()),
            ..SkuProperty::default()
        }],
        quantity: three(),
        sku_quantity: Some("400".into()),
        user_nick: Some("测试账号".into()),
        user_id: Some("2100007341207".into()),
        platform: Some(1),
        ..least_record()
    }
}

/// The receiver of a cart's order, which knows no tax number.
fn order_address() -> Receiver {
    Receiver { tax_id: None, ..receiver() }
}

requests! { client =>
    TaobaoListCart:
        minimal client.taobao().cart(),
        full client.send(&ListCart { user_id: Some("2100007341207".into()) });
    TaobaoAddCartItem:
        minimal client.taobao().add_to_cart(&least_record()),
        full client.taobao().add_to_cart(&record());
    TaobaoEditCartQuantity:
        minimal client.taobao().edit_cart_quantity(&ids::CART.into(), NonZeroU32::MIN),
        full client.taobao().edit_cart_quantity(&ids::CART.into(), three());
    TaobaoDeleteCartItems:
        minimal client.taobao().delete_from_cart(&[ids::CART.into()]),
        full client.taobao().delete_from_cart(&[ids::CART.into(), ids::LINE.into()]);
    TaobaoCartPreviewOrder:
        minimal client.taobao().preview_cart(&PreviewCart {
            ids: vec![ids::CART.into()],
            order_address: least_receiver(),
            user_id: None,
        }),
        full client.taobao().preview_cart(&PreviewCart {
            ids: vec![ids::CART.into(), ids::LINE.into()],
            order_address: order_address(),
            user_id: Some("2100007341207".into()),
        });
    TaobaoCartCreateOrder:
        minimal client.taobao().order_cart(&CartOrder {
            ids: vec![ids::CART.into()],
            order_address: least_receiver(),
            user_id: None,
        }),
        full client.taobao().order_cart(&CartOrder {
            ids: vec![ids::CART.into(), ids::LINE.into()],
            order_address: order_address(),
            user_id: Some("2100007341207".into()),
        });
}
