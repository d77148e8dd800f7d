//! The cart of 1688.

use std::num::NonZeroU32;

use pandapon::alibaba1688::*;
use pandapon::wire::{Count, Yuan};

use super::alibaba1688_orders::{address, flow, least_address};
use super::{ids, requests, three};

fn least_row() -> AddToCart {
    AddToCart {
        offer_id: ids::OFFER.into(),
        spec_id: "b266e0726506185beaf205cbae88530d".into(),
        sku_id: None,
        seller_open_id: None,
        seller_nick_name: None,
        item_title: None,
        item_pic: None,
        price: None,
        quantity: NonZeroU32::MIN,
        amount_on_sale: None,
        properties: Vec::new(),
    }
}

fn row() -> AddToCart {
    AddToCart {
        sku_id: Some(ids::SKU.into()),
        seller_open_id: Some("BBBsi6o8gBRqaEDSV".into()),
        seller_nick_name: Some("义乌工厂".into()),
        item_title: Some("钱包".into()),
        item_pic: Some("https://cbu01.alicdn.com/a.jpg".into()),
        price: Some(Yuan("5.76".parse().unwrap())),
        quantity: three(),
        amount_on_sale: Some(Count(400)),
        properties: vec![SkuAttributeText {
            attribute_id: Some("3216".into()),
            attribute_name: Some("颜色".into()),
            value: Some("\"红\"".into()),
            ..SkuAttributeText::default()
        }],
        ..least_row()
    }
}

fn least_order() -> CartOrder {
    CartOrder {
        flow: Flow::General,
        message: None,
        shop_promotion_id: None,
        trade_type: None,
        address_param: least_address(),
        cart_ids: vec![ids::CART.into()],
        user_id: None,
        staff_name: None,
    }
}

fn order() -> CartOrder {
    CartOrder {
        flow: flow(),
        message: Some("请发好一点的".into()),
        shop_promotion_id: Some("promo-1".into()),
        trade_type: Some("fxassure".into()),
        address_param: address(),
        cart_ids: vec![ids::CART.into(), ids::LINE.into()],
        user_id: Some("2100007341207".into()),
        staff_name: Some("小王".into()),
    }
}

requests! { client =>
    Alibaba1688CartList:
        minimal client.alibaba1688().cart(),
        full client.alibaba1688().cart();
    Alibaba1688CartAdd:
        minimal client.alibaba1688().add_to_cart(&least_row()),
        full client.alibaba1688().add_to_cart(&row());
    Alibaba1688CartEditQuantity:
        minimal client.alibaba1688().edit_cart_quantity(&ids::CART.into(), NonZeroU32::MIN),
        full client.alibaba1688().edit_cart_quantity(&ids::CART.into(), three());
    Alibaba1688CartDelete:
        minimal client.alibaba1688().delete_from_cart(&[ids::CART.into()]),
        full client.alibaba1688().delete_from_cart(&[ids::CART.into(), ids::LINE.into()]);
    Alibaba1688CartPreviewOrder:
        minimal client.alibaba1688().preview_cart(&PreviewCart {
            address_param: least_address(),
            cart_ids: vec![ids::CART.into()],
        }),
        full client.alibaba1688().preview_cart(&PreviewCart {
            address_param: address(),
            cart_ids: vec![ids::CART.into(), ids::LINE.into()],
        });
    Alibaba1688CartCreateOrder:
        minimal client.alibaba1688().order_cart(&least_order()),
        full client.alibaba1688().order_cart(&order());
}
