//! The Taobao operations.

use std::num::NonZeroU32;

use pandapon::taobao::*;
use pandapon::wire::Fen;

fn receiver() -> Receiver {
    Receiver {
        name: "测试".into(),
        mobile_phone: "13800000000".into(),
        country: "中国".into(),
        state: "浙江省".into(),
        city: "杭州市".into(),
        district: "余杭区".into(),
        address: "测试地址".into(),
        ..Receiver::default()
    }
}

fn lines() -> Vec<OrderLine> {
    vec![OrderLine {
        item_id: "600126245031041190".into(),
        sku_id: "5016042822039".into(),
        quantity: NonZeroU32::MIN,
        price: Fen(200),
        title: None,
        remark: None,
    }]
}

fn order() -> CreateOrder {
    CreateOrder {
        purchase_amount: Fen(200),
        receiver: receiver(),
        lines: lines(),
        order_source: None,
        seller_order_number: None,
    }
}

fn cart_record() -> AddToCart {
    AddToCart {
        item_id: "672991141190".into(),
        sku_id: "3452545926724".into(),
        mp_id: "2048057995392326".into(),
        mp_sku_id: "2048057995392327".into(),
        item_title: "钱包".into(),
        item_pic: "https://img.alicdn.com/a.jpg".into(),
        price: Fen(576),
        promotion_price: None,
        properties: Vec::new(),
        quantity: NonZeroU32::MIN,
        shop_id: "42".into(),
        shop_name: "旗舰店".into(),
        sku_quantity: None,
        user_nick: None,
        user_id: None,
        platform: None,
    }
}

fn claim() -> SubmitReverseOrder {
    SubmitReverseOrder {
        sub_order_id: "200048859480".into(),
        refund_type: RefundType::RefundOnly,
        goods_status: GoodsStatus::NotReceived,
        reason_id: "1001".into(),
        refund_fee: Fen(400),
        refund_desc: None,
        refund_images: Vec::new(),
    }
}

fn change() -> ModifyReverseOrder {
    let mut change = ModifyReverseOrder::of(refund_id());
    change.refund_fee = Some(Fen(300));
    change
}

fn refund_id() -> RefundId {
    "110000235001".into()
}

fn item_id() -> ItemId {
    "672991141190".into()
}

super::typed! { client =>
    TaobaoSearchByImage: client.taobao().search_by_image(&ImageSearch::new(Picture::Bytes(vec![1])));
    TaobaoSearchByKeyword: client.taobao().search_by_keyword(&KeywordSearch::new("杯子"));
    TaobaoBatchCheckProducts: client.taobao().batch_check(&BatchCheck::of(CheckedItem::new(item_id())));
    TaobaoGetProductById: client.taobao().product(&item_id());
    TaobaoQueryProduct: client.taobao().query_product(&item_id());
    TaobaoGetSourceProduct: client.taobao().source_product(&GetSourceProduct {
        item_id: item_id(),
        language: Some("vi".into()),
    });
    TaobaoCartCreateOrder: client.taobao().order_cart(&CartOrder {
        ids: vec!["75".into()],
        order_address: receiver(),
        user_id: None,
    });
    TaobaoCartPreviewOrder: client.taobao().preview_cart(&PreviewCart {
        ids: vec!["75".into()],
        order_address: receiver(),
        user_id: None,
    });
    TaobaoListCart: client.taobao().cart();
    TaobaoDeleteCartItems: client.taobao().delete_from_cart(&["75".into()]);
    TaobaoAddCartItem: client.taobao().add_to_cart(&cart_record());
    TaobaoEditCartQuantity: client.taobao().edit_cart_quantity(&"75".into(), NonZeroU32::MIN);
    TaobaoCreateOrder with codes: client.taobao().create_order(&order());
    TaobaoRenderOrder: client.taobao().render_order(&RenderOrder { receiver: receiver(), lines: lines() });
    TaobaoPageOrders with codes: client.taobao().orders(&OrdersQuery::new(1, 20));
    TaobaoUploadPaymentVoucher: client.taobao().upload_payment_voucher(&PaymentVoucher {
        order_id: "1024285237573584051".into(),
        files: vec![VoucherFile::Bytes(vec![1])],
        remark: None,
    });
    TaobaoCancelOrder: client.taobao().cancel_order(&CancelOrder {
        purchase_order_id: "200048859479".into(),
        sub_purchase_order_id_list: Vec::new(),
        cancel_reason: "不想要了".into(),
        cancel_remark: None,
    });
    TaobaoUpdateOrderWarehouse: client.taobao().update_order_warehouse(&UpdateOrderWarehouse {
        order_id: "1024285237573584051".into(),
        warehouse_name: "一号仓库".into(),
        warehouse_address: "广西省".into(),
    });
    TaobaoPayOrder: client.taobao().pay_orders(&["200048859479".into()]);
    TaobaoGetImLink: async {
        let login = ChatLogin { name: "user@example.com".into(), password: "example-not-real".into() };
        let request = GetChatLink::new(login, ChatAbout::Item("700187748440".into()));
        client.taobao().chat_link(&request).await.map(|answer| answer.map(|link| link.expose()))
    };
    TaobaoGetOrder with codes: client.taobao().order(&"1024285237573584051".into());
    TaobaoGetLogisticsDetail: client.taobao().logistics(&"200048859480".into());
    TaobaoListReverseOrders with codes:
        client.taobao().reverse_orders(&ReverseOrdersQuery::new(NonZeroU32::MIN, NonZeroU32::MIN));
    TaobaoRenderReverseOrder with codes: client.taobao().render_reverse_order(&RenderReverseOrder {
        sub_order_id: "200048859480".into(),
        refund_type: RefundType::RefundOnly,
        goods_status: GoodsStatus::NotReceived,
    });
    TaobaoRenderReturnLogistics: client.taobao().render_return_logistics(&refund_id());
    TaobaoSubmitReturnLogistics with codes: client.taobao().submit_return_logistics(&SubmitReturnLogistics {
        refund_id: refund_id(),
        logistics_company_code: "SF".into(),
        logistics_company_name: None,
        logistics_no: "SF12181323546".into(),
        buyer_phone: None,
        return_goods_desc: None,
    });
    TaobaoCancelReverseOrder with codes: client.taobao().cancel_reverse_order(&refund_id());
    TaobaoSubmitReverseMessage: client.taobao().submit_reverse_message(&SubmitReverseMessage {
        refund_id: refund_id(),
        refund_message: "请尽快处理".into(),
        refund_images: Vec::new(),
    });
    TaobaoSubmitReverseOrder with codes: client.taobao().submit_reverse_order(&claim());
    TaobaoListReverseMessages: client.taobao().reverse_messages(&ListReverseMessages {
        refund_id: refund_id(),
        page_no: None,
        page_size: None,
    });
    TaobaoModifyReverseOrder with codes:
        client.taobao().modify_reverse_order(&change());
    TaobaoGetReverseOrder with codes: client.taobao().reverse_order(&refund_id());
}
