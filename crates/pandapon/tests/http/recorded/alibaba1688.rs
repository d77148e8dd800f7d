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

fn line() -> LineId {
    "2542285634921880794".into()
}

fn claim() -> CreateRefund {
    let kind = RefundKind::MoneyOnly(GoodsStatus::RefundWaitSellerSend);
    CreateRefund::new(order_id(), [line()], kind, "20021".into(), pandapon::wire::Fen(1900), "不想要了")
}

fn shipment() -> ReturnShipment {
    ReturnShipment::new("TQ8651493722961198".into(), "HTKY".into(), "70600000000000")
}

fn reasons() -> ListRefundReasons {
    ListRefundReasons::new(order_id(), [line()], GoodsStatus::RefundWaitSellerSend)
}

super::typed! { client =>
    Alibaba1688DecryptOpenUidToWangwangUrl: client
        .alibaba1688()
        .wangwang_link(&DecryptOpenUid::new("BBBJ82cNui3EUaxxMi_7Go73g".into(), "951807530375".into()));
    Alibaba1688SearchStoreOffers: client.alibaba1688().search_store(&StoreSearch::new("BBBwAN4GQ60zRPzBk".into()));
    Alibaba1688GetCategoryById: client.alibaba1688().category(&GetCategory::top());
    Alibaba1688RecommendOffers: client.alibaba1688().recommended_offers(&RecommendOffers::new("dferg0001"));
    Alibaba1688ListRelatedOffers: client.alibaba1688().related_offers(&RelatedOffers::new("688766724221".into()));
    Alibaba1688SearchGlobalSelection: client.alibaba1688().search_global_selection(&SelectionSearch::new("T恤"));
    Alibaba1688Search1688Selection: client.alibaba1688().search_strict_selection(&SelectionSearch::new("T恤"));
    Alibaba1688GetTopList with codes: client.alibaba1688().top_list(&GetTopList::new("1111".into(), RankType::Hot));
    Alibaba1688GetLogisticsTrace: client.alibaba1688().logistics_trace(&GetLogisticsTrace::new(order_id()));
    Alibaba1688ConfirmReceipt: client.alibaba1688().confirm_receipt(&ConfirmReceipt::new(order_id(), [line()]));
    Alibaba1688GetRefund with codes: client.alibaba1688().refund(&"TQ8651493722961198".into());
    Alibaba1688ListRefundReasons: client.alibaba1688().refund_reasons(&reasons());
    Alibaba1688UploadRefundVoucher: client
        .alibaba1688()
        .upload_refund_voucher(&RefundVoucher::jpeg(vec![0xff, 0xd8, 0xff]).unwrap());
    Alibaba1688CreateRefund: client.alibaba1688().create_refund(&claim());
    Alibaba1688SubmitReturnShipment: client.alibaba1688().submit_return_shipment(&shipment());
    Alibaba1688ListLogisticsCompanies: client.alibaba1688().logistics_companies();
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
