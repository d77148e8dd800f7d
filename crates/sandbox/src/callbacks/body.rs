//! What stands in a message: the shapes of the reference, of the sister platform and of the upstream.

use serde_json::{Value, json};

use super::News;
use super::dress::{Form, Shape};
use crate::alibaba::order::AlibabaOrder;
use crate::alibaba::{order_wire, refund};
use crate::catalogue::Platform;
use crate::state::Books;
use crate::taobao::machine::Status as TaobaoStatus;
use crate::taobao::order::TaobaoOrder;
use crate::wire::{beijing_time, number, yuan};

/// A whole message, before its form is put on.
pub(super) fn message(books: &Books<'_>, news: &News<'_>, message_type: Option<&str>, form: Form) -> Value {
    let (prefix, platform) = match news.platform() {
        Platform::Taobao => ("TAOBAO_", 0),
        Platform::Alibaba1688 => ("1688_", 1),
    };
    let message_type = message_type.unwrap_or_else(|| news.message_type());
    let prefix = if form.prefixed && !message_type.starts_with(prefix) { prefix } else { "" };
    json!({
        "messageType": format!("{prefix}{message_type}"),
        "messageBody": body(books, news, form.shape),
        "messagePlatform": platform,
        "timestamp": books.now_ms.to_string(),
    })
}

fn body(books: &Books<'_>, news: &News<'_>, shape: Option<Shape>) -> Value {
    match news {
        News::TaobaoPrice(order) => taobao_price(books, order, shape),
        News::TaobaoStatus(order) => taobao_status(books, order, shape),
        News::TaobaoRefund(case, order) => json!({
            "refundId": case.refund_id,
            "salesOrderId": order.sales_order_id,
            "purchaseOrderId": order.purchase_order_id,
            "subPurchaseOrderId": case.sub_purchase_order_id,
            "refundStatus": i64::from(case.status),
            "refundFee": case.fee_fen,
        }),
        News::AlibabaPrice(order) | News::AlibabaStatus(order, _) => match shape {
            None | Some(Shape::Whole) => order_wire::wire(books, order),
            Some(Shape::Summary) => summary(order),
            Some(Shape::Ids) => event(books, order, order.status.word()),
        },
        // The contract's own sample of this one is the upstream's event.
        News::AlibabaRefund(case, order, deed) => match shape {
            Some(Shape::Whole) => refund::wire::wire(books, case, order),
            None | Some(Shape::Summary | Shape::Ids) => {
                let mut event = event(books, order, case.status.word());
                event["refundId"] = case.refund_id.as_str().into();
                event["refundAction"] = deed.action.into();
                event["operator"] = deed.operator.into();
                event
            }
        },
    }
}

/// The sister platform's flat form.
fn summary(order: &AlibabaOrder) -> Value {
    json!({
        "orderNo": order.order_id,
        "orderStatus": order.status.word(),
        "totalAmount": yuan(order.total_fen()),
        "sumProductPayment": yuan(order.goods_fen()),
        "shippingFee": yuan(order.shipping_fee),
        "discount": order.change_fen(),
        "modifyTime": beijing_time(order.modified_ms),
    })
}

/// The upstream's slim event: a number that no double holds.
fn event(books: &Books<'_>, order: &AlibabaOrder, status: &str) -> Value {
    json!({
        "orderId": number(&order.order_id),
        "currentStatus": status,
        "msgSendTime": beijing_time(books.now_ms),
        "buyerMemberId": order_wire::BUYER_MEMBER,
        "sellerMemberId": order.seller_member_id,
    })
}

fn taobao_price(books: &Books<'_>, order: &TaobaoOrder, shape: Option<Shape>) -> Value {
    let price = json!({
        "purchaseCurrency": "CNY",
        "purchaseTotalFee": order.total_fen(),
        "purchaseProductFee": order.goods_fen(),
        "purchaseShippingFee": order.shipping_fee,
    });
    match shape {
        None | Some(Shape::Whole) => json!({
            "salesOrderId": order.sales_order_id,
            "purchaseOrderPriceDTO": price,
            "subOrders": taobao_lines(books, order),
        }),
        Some(Shape::Summary) => json!({
            "orderId": order.order_id,
            "salesOrderId": order.sales_order_id,
            "purchaseOrderPriceDTO": price,
        }),
        Some(Shape::Ids) => json!({ "orderId": order.order_id, "salesOrderId": order.sales_order_id }),
    }
}

fn taobao_status(books: &Books<'_>, order: &TaobaoOrder, shape: Option<Shape>) -> Value {
    let mut body = json!({
        "salesOrderId": order.sales_order_id,
        "purchaseOrderId": order.purchase_order_id,
        "outerPurchaseId": order.seller_order_number,
        "businessTime": order.modified_ms,
        "status": order.status.raw(),
    });
    if matches!(shape, None | Some(Shape::Whole)) {
        body["subOrders"] = taobao_lines(books, order);
    }
    body
}

fn taobao_lines(books: &Books<'_>, order: &TaobaoOrder) -> Value {
    let closes_ms = order.created_ms + books.clock.real_duration(crate::taobao::machine::PAYMENT_DEADLINE);
    let closes = (order.status == TaobaoStatus::WaitBuyerPay).then(|| beijing_time(closes_ms));
    order
        .lines
        .iter()
        .map(|line| {
            let ended = line.closed || line.is_refunded();
            json!({
                "purchase_order_outer_id": order.sales_order_id,
                "purchase_order_line_outer_id": line.outer_id,
                "close_time_without_payment": closes,
                "detail_error_code": "",
                "product_amount": line.goods_fen().to_string(),
                "logistic_company_name": order.carrier.as_deref().unwrap_or_default(),
                "logistic_number": order.waybill.as_deref().unwrap_or_default(),
                "quantity": line.quantity,
                "status": if ended { TaobaoStatus::Closed.raw() } else { order.status.raw() },
                "item_id": line.item_id.to_string(),
                "sku_id": line.sku_id.to_string(),
                "order_line_no": line.order_line_no,
            })
        })
        .collect()
}
