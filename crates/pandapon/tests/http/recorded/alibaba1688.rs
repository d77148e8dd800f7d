//! The 1688 operations.

use std::num::NonZeroU32;

use pandapon::alibaba1688::*;

fn address() -> AddressParam {
    AddressParam {
        full_name: "测试".into(),
        mobile: "13800000000".into(),
        province_text: "浙江省".into(),
        city_text: "杭州市".into(),
        area_text: "余杭区".into(),
        address: "测试地址".into(),
        ..AddressParam::default()
    }
}

fn lines() -> Vec<CargoParam> {
    vec![CargoParam {
        offer_id: "554456348334".into(),
        spec_id: "b266e0726506185beaf205cbae88530d".into(),
        quantity: 5.into(),
    }]
}

fn sellers_lines() -> Vec<BatchCargoParam> {
    vec![BatchCargoParam {
        offer_id: "554456348334".into(),
        spec_id: "b266e0726506185beaf205cbae88530d".into(),
        quantity: 5.into(),
        seller_open_id: "BBBsi6o8gBRqaEDSV".into(),
    }]
}

fn order() -> CreateOrder {
    CreateOrder {
        flow: Flow::General,
        message: None,
        shop_promotion_id: None,
        trade_type: None,
        out_order_id: None,
        address_param: address(),
        cargo_param_list: lines(),
    }
}

fn orders() -> CreateOrders {
    CreateOrders {
        flow: Flow::General,
        message: None,
        shop_promotion_id: None,
        trade_type: None,
        address_param: address(),
        cargo_param_list: sellers_lines(),
    }
}

fn cart_order() -> CartOrder {
    CartOrder {
        flow: Flow::General,
        message: None,
        shop_promotion_id: None,
        trade_type: None,
        address_param: address(),
        cart_ids: vec!["75".into()],
        user_id: None,
        staff_name: None,
    }
}

fn cart_row() -> AddToCart {
    AddToCart {
        offer_id: "554456348334".into(),
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

fn order_id() -> OrderId {
    "2542285634920880794".into()
}

super::typed! { client =>
    Alibaba1688GetProductDetail: client.alibaba1688().product(&GetProductDetail::new("554456348334".into()));
    Alibaba1688SearchByKeyword: client.alibaba1688().search_by_keyword(&KeywordSearch::new("杯子"));
    Alibaba1688SearchByImage: client.alibaba1688().search_by_image(&ImageSearch::new(Picture::Bytes(vec![1])));
    Alibaba1688BatchSubmitPayment: client.alibaba1688().pay_orders(&[order_id()]);
    Alibaba1688PreviewOrdersMultiSeller: client.alibaba1688().preview_orders(&PreviewOrders {
        address_param: address(),
        cargo_param_list: sellers_lines(),
    });
    Alibaba1688CreateOrdersMultiSeller with codes: client.alibaba1688().create_orders(&orders());
    Alibaba1688ListOrders with codes: client.alibaba1688().orders(&OrdersQuery::new(1, 20));
    Alibaba1688PreviewOrder: client.alibaba1688().preview_order(&PreviewOrder {
        address_param: address(),
        cargo_param_list: lines(),
    });
    Alibaba1688CreateOrder with codes: client.alibaba1688().create_order(&order());
    Alibaba1688CancelOrder: client.alibaba1688().cancel_order(&CancelOrder::new(order_id(), "buyerCancel"));
    Alibaba1688PayOrder: client.alibaba1688().pay_order(&order_id());
    Alibaba1688GetOrderDetail with codes: client.alibaba1688().order(&order_id());
    Alibaba1688CartCreateOrder with codes: client.alibaba1688().order_cart(&cart_order());
    Alibaba1688CartDelete: client.alibaba1688().delete_from_cart(&["75".into()]);
    Alibaba1688CartPreviewOrder: client.alibaba1688().preview_cart(&PreviewCart {
        address_param: address(),
        cart_ids: vec!["75".into()],
    });
    Alibaba1688CartEditQuantity: client.alibaba1688().edit_cart_quantity(&"75".into(), NonZeroU32::MIN);
    Alibaba1688CartAdd: client.alibaba1688().add_to_cart(&cart_row());
    Alibaba1688CartList: client.alibaba1688().cart();
}
