//! After-sales of 1688.

use pandapon::alibaba1688::*;
use pandapon::wire::{Fen, Link};

use super::{ids, requests, three};

const REFUND: &str = "TQ1100002350010000137";

fn evidence() -> [Link; 2] {
    ["1", "2"].map(|name| Link::new(&format!("https://cbu01.alicdn.com/img/{name}.jpg")))
}

fn least_claim() -> CreateRefund {
    let kind = RefundKind::MoneyOnly(GoodsStatus::RefundWaitSellerSend);
    let lines = [ids::LINE.into()];
    CreateRefund::new(ids::ORDER.into(), lines, kind, ids::REASON.into(), Fen(1900), "不想要了")
}

fn claim() -> CreateRefund {
    let kind = RefundKind::WithReturn(ReceivedGoods::OrderCompleted);
    let lines = [ids::LINE.into(), ids::ORDER.into()];
    CreateRefund::new(ids::ORDER.into(), lines, kind, ids::REASON.into(), Fen(1900), "\"破损\"")
        .carriage(Fen(600))
        .vouchers(evidence())
        .counts([ReturnCount { id: ids::LINE.into(), count: three() }])
}

fn least_shipment() -> ReturnShipment {
    ReturnShipment::new(REFUND.into(), "HTKY".into(), "70600000000000")
}

requests! { client =>
    Alibaba1688ListRefundReasons:
        minimal client.alibaba1688().refund_reasons(&ListRefundReasons::new(
            ids::ORDER.into(),
            [ids::LINE.into()],
            GoodsStatus::RefundWaitSellerSend,
        )),
        full client.alibaba1688().refund_reasons(&ListRefundReasons::new(
            ids::ORDER.into(),
            [ids::LINE.into(), ids::ORDER.into()],
            GoodsStatus::AftersaleBuyerReceived,
        ));
    Alibaba1688UploadRefundVoucher:
        minimal client.alibaba1688().upload_refund_voucher(
            &RefundVoucher::jpeg(vec![0xff, 0xd8, 0xff]).unwrap(),
        ),
        full client.alibaba1688().upload_refund_voucher(
            &RefundVoucher::jpeg([[0xff, 0xd8, 0xff].as_slice(), &[0xa5; 100_000]].concat()).unwrap(),
        );
    Alibaba1688CreateRefund:
        minimal client.alibaba1688().create_refund(&least_claim()),
        full client.alibaba1688().create_refund(&claim());
    Alibaba1688GetRefund:
        minimal client.alibaba1688().refund(&REFUND.into()),
        full client.alibaba1688().refund(&REFUND.into());
    Alibaba1688ListLogisticsCompanies:
        minimal client.alibaba1688().logistics_companies(),
        full client.alibaba1688().logistics_companies();
    Alibaba1688SubmitReturnShipment:
        minimal client.alibaba1688().submit_return_shipment(&least_shipment()),
        full client.alibaba1688().submit_return_shipment(
            &least_shipment().description("原包装").vouchers(evidence()),
        );
}
