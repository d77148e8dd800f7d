//! Orders of 1688.

use pandapon::alibaba1688::*;
use pandapon::wire::Measure;

use super::{ids, moment, requests};

pub(super) fn least_address() -> AddressParam {
    AddressParam::default()
}

pub(super) fn address() -> AddressParam {
    AddressParam {
        full_name: "测试 \"仓\"".into(),
        mobile: "13800000000".into(),
        phone: "0571-88888888".into(),
        post_code: "310000".into(),
        province_text: "浙江省".into(),
        city_text: "杭州市".into(),
        area_text: "余杭区".into(),
        town_text: Some("五常街道".into()),
        address: "测试地址".into(),
        district_code: Some("330110".into()),
    }
}

pub(super) fn flow() -> Flow {
    Flow::Previewed("fenxiao".into())
}

fn line(quantity: &str) -> CargoParam {
    CargoParam {
        offer_id: ids::OFFER.into(),
        spec_id: "b266e0726506185beaf205cbae88530d".into(),
        quantity: Measure(quantity.parse().unwrap()),
    }
}

fn lines() -> Vec<CargoParam> {
    vec![line("5"), line("2.5")]
}

fn sellers_line(line: CargoParam, seller: &str) -> BatchCargoParam {
    let CargoParam { offer_id, spec_id, quantity } = line;
    BatchCargoParam { offer_id, spec_id, quantity, seller_open_id: seller.into() }
}

fn sellers_lines() -> Vec<BatchCargoParam> {
    vec![sellers_line(line("5"), "BBBsi6o8gBRqaEDSV"), sellers_line(line("2.5"), "BBBwAN4GQ60zRPzBk")]
}

fn least_order() -> CreateOrder {
    CreateOrder {
        flow: Flow::General,
        message: None,
        shop_promotion_id: None,
        trade_type: None,
        out_order_id: None,
        address_param: least_address(),
        cargo_param_list: vec![line("1")],
    }
}

fn order() -> CreateOrder {
    CreateOrder {
        flow: flow(),
        message: Some("请发好一点的".into()),
        shop_promotion_id: Some("promo-1".into()),
        trade_type: Some("fxassure".into()),
        out_order_id: None,
        address_param: address(),
        cargo_param_list: lines(),
    }
}

fn least_orders() -> CreateOrders {
    CreateOrders {
        flow: Flow::General,
        message: None,
        shop_promotion_id: None,
        trade_type: None,
        address_param: least_address(),
        cargo_param_list: vec![sellers_line(line("1"), "BBBsi6o8gBRqaEDSV")],
    }
}

fn orders() -> CreateOrders {
    CreateOrders {
        flow: flow(),
        message: Some("请发好一点的".into()),
        shop_promotion_id: Some("promo-1".into()),
        trade_type: Some("fxassure".into()),
        address_param: address(),
        cargo_param_list: sellers_lines(),
    }
}

fn query() -> OrdersQuery {
    let mut query = OrdersQuery::new(2, 50);
    query.order_status = Some(OrderStatus::WaitBuyerPay);
    query.refund_status = Some(RefundStatus::WaitSellerAgree);
    query.create_start_time = Some(moment());
    query.create_end_time = Some(moment());
    query.modify_start_time = Some(moment());
    query.modify_end_time = Some(moment());
    query.product_name = Some("钱包".into());
    query
}

requests! { client =>
    Alibaba1688PreviewOrder:
        minimal client.alibaba1688().preview_order(&PreviewOrder {
            address_param: least_address(),
            cargo_param_list: vec![line("1")],
        }),
        full client.alibaba1688().preview_order(&PreviewOrder {
            address_param: address(),
            cargo_param_list: lines(),
        });
    Alibaba1688PreviewOrdersMultiSeller:
        minimal client.alibaba1688().preview_orders(&PreviewOrders {
            address_param: least_address(),
            cargo_param_list: vec![sellers_line(line("1"), "BBBsi6o8gBRqaEDSV")],
        }),
        full client.alibaba1688().preview_orders(&PreviewOrders {
            address_param: address(),
            cargo_param_list: sellers_lines(),
        });
    Alibaba1688CreateOrder:
        minimal client.alibaba1688().create_order(&least_order()),
        full client.alibaba1688().create_order(&order());
    Alibaba1688CreateOrdersMultiSeller:
        minimal client.alibaba1688().create_orders(&least_orders()),
        full client.alibaba1688().create_orders(&orders());
    Alibaba1688ListOrders:
        minimal client.alibaba1688().orders(&OrdersQuery::new(1, 20)),
        full client.alibaba1688().orders(&query());
    Alibaba1688GetOrderDetail:
        minimal client.alibaba1688().order(&ids::ORDER.into()),
        full client.alibaba1688().order(&ids::ORDER.into());
    Alibaba1688GetLogisticsTrace:
        minimal client.alibaba1688().logistics_trace(&GetLogisticsTrace::new(ids::ORDER.into())),
        full client.alibaba1688().logistics_trace(
            &GetLogisticsTrace::new(ids::ORDER.into()).parcel("LP00123".into()),
        );
    Alibaba1688CancelOrder:
        minimal client.alibaba1688().cancel_order(&CancelOrder::new(ids::ORDER.into(), "buyerCancel")),
        full client.alibaba1688().cancel_order(
            &CancelOrder::new(ids::ORDER.into(), "other").remark("不想要了"),
        );
    Alibaba1688PayOrder:
        minimal client.alibaba1688().pay_order(&ids::ORDER.into()),
        full client.alibaba1688().pay_order(&ids::ORDER.into());
    Alibaba1688BatchSubmitPayment:
        minimal client.alibaba1688().pay_orders(&[ids::ORDER.into()]),
        full client.alibaba1688().pay_orders(&[ids::ORDER.into(), ids::LINE.into()]);
    Alibaba1688ConfirmReceipt:
        minimal client.alibaba1688().confirm_receipt(
            &ConfirmReceipt::new(ids::ORDER.into(), [ids::LINE.into()]),
        ),
        full client.alibaba1688().confirm_receipt(
            &ConfirmReceipt::new(ids::ORDER.into(), [ids::LINE.into(), ids::ORDER.into()]),
        );
}
