//! After-sales of Taobao.

use std::num::NonZeroU32;

use pandapon::taobao::*;
use pandapon::wire::Fen;

use super::{ids, moment, requests, three};

fn pictures() -> Vec<String> {
    vec!["https://img.alicdn.com/1.jpg".into(), "https://img.alicdn.com/2.jpg".into()]
}

fn query() -> ReverseOrdersQuery {
    let mut query = ReverseOrdersQuery::new(three(), three());
    query.refund_id = Some(ids::REFUND.into());
    query.purchase_order_id = Some(ids::PURCHASE_ORDER.into());
    query.sales_order_id = Some(ids::SALES_ORDER.into());
    query.refund_status = Some(ReverseStatus::Refused);
    query.refund_start_time = Some(moment());
    query.refund_end_time = Some(moment());
    query
}

fn least_claim() -> SubmitReverseOrder {
    SubmitReverseOrder {
        sub_order_id: ids::LINE.into(),
        refund_type: RefundType::RefundOnly,
        goods_status: GoodsStatus::NotReceived,
        reason_id: ids::REASON.into(),
        refund_fee: Fen(1),
        refund_desc: None,
        refund_images: Vec::new(),
    }
}

fn least_change() -> ModifyReverseOrder {
    let mut change = ModifyReverseOrder::of(ids::REFUND);
    change.refund_fee = Some(Fen(300));
    change
}

fn change() -> ModifyReverseOrder {
    let mut change = least_change();
    change.refund_type = Some(RefundType::ReturnAndRefund);
    change.goods_status = Some(GoodsStatus::Received);
    change.reason_id = Some(ids::REASON.into());
    change.refund_desc = Some("\"破损\"".into());
    change.refund_images = pictures();
    change
}

fn least_shipment() -> SubmitReturnLogistics {
    SubmitReturnLogistics {
        refund_id: ids::REFUND.into(),
        logistics_company_code: "SF".into(),
        logistics_company_name: None,
        logistics_no: "SF12181323546".into(),
        buyer_phone: None,
        return_goods_desc: None,
    }
}

requests! { client =>
    TaobaoListReverseOrders:
        minimal client.taobao().reverse_orders(&ReverseOrdersQuery::new(NonZeroU32::MIN, NonZeroU32::MIN)),
        full client.taobao().reverse_orders(&query());
    TaobaoGetReverseOrder:
        minimal client.taobao().reverse_order(&ids::REFUND.into()),
        full client.taobao().reverse_order(&ids::REFUND.into());
    TaobaoRenderReverseOrder:
        minimal client.taobao().render_reverse_order(&RenderReverseOrder {
            sub_order_id: ids::LINE.into(),
            refund_type: RefundType::RefundOnly,
            goods_status: GoodsStatus::NotReceived,
        }),
        full client.taobao().render_reverse_order(&RenderReverseOrder {
            sub_order_id: ids::LINE.into(),
            refund_type: RefundType::ReturnAndRefund,
            goods_status: GoodsStatus::Received,
        });
    TaobaoSubmitReverseOrder:
        minimal client.taobao().submit_reverse_order(&least_claim()),
        full client.taobao().submit_reverse_order(&SubmitReverseOrder {
            refund_type: RefundType::ReturnAndRefund,
            goods_status: GoodsStatus::Received,
            refund_fee: Fen(987_654_321),
            refund_desc: Some("\"破损\"".into()),
            refund_images: pictures(),
            ..least_claim()
        });
    TaobaoModifyReverseOrder:
        minimal client.taobao().modify_reverse_order(&least_change()),
        full client.taobao().modify_reverse_order(&change());
    TaobaoCancelReverseOrder:
        minimal client.taobao().cancel_reverse_order(&ids::REFUND.into()),
        full client.taobao().cancel_reverse_order(&ids::REFUND.into());
    TaobaoRenderReturnLogistics:
        minimal client.taobao().render_return_logistics(&ids::REFUND.into()),
        full client.taobao().render_return_logistics(&ids::REFUND.into());
    TaobaoSubmitReturnLogistics:
        minimal client.taobao().submit_return_logistics(&least_shipment()),
        full client.taobao().submit_return_logistics(&SubmitReturnLogistics {
            logistics_company_name: Some("顺丰".into()),
            buyer_phone: Some("13800000000".into()),
            return_goods_desc: Some("原包装".into()),
            ..least_shipment()
        });
    TaobaoSubmitReverseMessage:
        minimal client.taobao().submit_reverse_message(&SubmitReverseMessage {
            refund_id: ids::REFUND.into(),
            refund_message: "请尽快处理".into(),
            refund_images: Vec::new(),
        }),
        full client.taobao().submit_reverse_message(&SubmitReverseMessage {
            refund_id: ids::REFUND.into(),
            refund_message: "请尽快\n处理".into(),
            refund_images: pictures(),
        });
    TaobaoListReverseMessages:
        minimal client.taobao().reverse_messages(&ListReverseMessages {
            refund_id: ids::REFUND.into(),
            page_no: None,
            page_size: None,
        }),
        full client.taobao().reverse_messages(&ListReverseMessages {
            refund_id: ids::REFUND.into(),
            page_no: Some(three()),
            page_size: Some(three()),
        });
}
