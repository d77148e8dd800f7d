//! Orders of Taobao.

use std::num::NonZeroU32;

use pandapon::taobao::*;
use pandapon::wire::Fen;

use super::{ids, moment, requests, three};

pub(super) fn least_receiver() -> Receiver {
    Receiver {
        name: "测试".into(), city: "杭州市".into(), address: "测试地址".into(), ..Receiver::default()
    }
}

pub(super) fn receiver() -> Receiver {
    Receiver {
        name: "测试 \"仓\"".into(),
        mobile_phone: "13800000000".into(),
        phone: "0571-88888888".into(),
        country: "中国".into(),
        state: "浙江省".into(),
        city: "杭州市".into(),
        district: "余杭区".into(),
        address: "测试地址 \\ 1号".into(),
        zip: "310000".into(),
        tax_id: Some("91330100B".into()),
    }
}

fn least_line() -> OrderLine {
    OrderLine {
        item_id: ids::ITEM.into(),
        sku_id: ids::SKU.into(),
        quantity: NonZeroU32::MIN,
        price: Fen(1),
        title: None,
        remark: None,
    }
}

fn lines() -> Vec<OrderLine> {
    let line = OrderLine {
        quantity: three(),
        price: Fen(200),
        title: Some("杯子 \"大\"".into()),
        remark: Some("易碎".into()),
        ..least_line()
    };
    vec![line, OrderLine { item_id: ids::MP.into(), sku_id: ids::MP_SKU.into(), ..least_line() }]
}

fn least_login() -> ChatLogin {
    ChatLogin { name: "user@example.com".into(), password: "example-not-real".into() }
}

fn orders() -> OrdersQuery {
    let mut query = OrdersQuery::new(2, 50);
    query.status = Some(OrderStatus::WaitBuyerPay);
    query.order_id = Some(ids::ORDER.into());
    query.purchase_order_id = Some(ids::PURCHASE_ORDER.into());
    query.seller_order_number = Some("PD-2026 & 1".into());
    query.start_time = Some(moment());
    query.end_time = Some(moment());
    query
}

requests! { client =>
    TaobaoRenderOrder:
        minimal client.taobao().render_order(&RenderOrder {
            receiver: least_receiver(),
            lines: vec![least_line()],
        }),
        full client.taobao().render_order(&RenderOrder { receiver: receiver(), lines: lines() });
    TaobaoCreateOrder:
        minimal client.taobao().create_order(&CreateOrder {
            purchase_amount: Fen(1),
            receiver: least_receiver(),
            lines: vec![least_line()],
            order_source: None,
            seller_order_number: None,
        }),
        full client.taobao().create_order(&CreateOrder {
            purchase_amount: CreateOrder::sum_of(&lines()).unwrap(),
            receiver: receiver(),
            lines: lines(),
            order_source: Some("lazada".into()),
            seller_order_number: Some("PD-2026-0001".into()),
        });
    TaobaoPageOrders:
        minimal client.taobao().orders(&OrdersQuery::new(1, 20)),
        full client.taobao().orders(&orders());
    TaobaoGetOrder:
        minimal client.taobao().order(&ids::ORDER.into()),
        full client.taobao().order(&ids::ORDER.into());
    TaobaoCancelOrder:
        minimal client.taobao().cancel_order(&CancelOrder {
            purchase_order_id: ids::PURCHASE_ORDER.into(),
            sub_purchase_order_id_list: Vec::new(),
            cancel_reason: "不想要了".into(),
            cancel_remark: None,
        }),
        full client.taobao().cancel_order(&CancelOrder {
            purchase_order_id: ids::PURCHASE_ORDER.into(),
            sub_purchase_order_id_list: vec![ids::LINE.into(), ids::SALES_ORDER.into()],
            cancel_reason: "不想要了".into(),
            cancel_remark: Some("重拍".into()),
        });
    TaobaoPayOrder:
        minimal client.taobao().pay_orders(&[ids::PURCHASE_ORDER.into()]),
        full client.taobao().pay_orders(&[ids::PURCHASE_ORDER.into(), ids::SALES_ORDER.into()]);
    TaobaoUploadPaymentVoucher:
        minimal client.taobao().upload_payment_voucher(&PaymentVoucher {
            order_id: ids::ORDER.into(),
            files: vec![VoucherFile::Url("https://example.com/proof.jpg".into())],
            remark: None,
        }),
        full client.taobao().upload_payment_voucher(&PaymentVoucher {
            order_id: ids::ORDER.into(),
            files: vec![
                VoucherFile::Url("https://example.com/proof.jpg".into()),
                VoucherFile::Bytes(vec![0xff, 0xd8, 0xff]),
            ],
            remark: Some("已付".into()),
        });
    TaobaoUpdateOrderWarehouse:
        minimal client.taobao().update_order_warehouse(&UpdateOrderWarehouse {
            order_id: ids::ORDER.into(),
            warehouse_name: "仓".into(),
            warehouse_address: "广西".into(),
        }),
        full client.taobao().update_order_warehouse(&UpdateOrderWarehouse {
            order_id: ids::ORDER.into(),
            warehouse_name: "一号仓库".into(),
            warehouse_address: "广西省凭祥市".into(),
        });
    TaobaoGetImLink:
        minimal client.taobao().chat_link(&GetChatLink::new(least_login(), ChatAbout::Item(ids::ITEM.into()))),
        full client.taobao().chat_link(
            &GetChatLink::new(least_login(), ChatAbout::Item(ids::ITEM.into())).page("imchat"),
        );
    TaobaoGetLogisticsDetail:
        minimal client.taobao().logistics(&ids::LINE.into()),
        full client.taobao().logistics(&ids::LINE.into());
}
