//! What a pushed message itself says of its order, in the words of the domain.

use pandapon::alibaba1688::TradeInfo;
use pandapon::callbacks::{Body, OrderEvent, OrderTold, RefundTold, TaobaoPriceModified};
use pandapon::wire::{Extra, Fen, Yuan};
use pondesk_domain::{CallbackFacts, Money, OrderStatus, Platform};
use serde_json::Value;

use super::alibaba1688::order::Sums;
use super::values::{fen, yuan};

/// The facts of a message; nothing where its body has no type.
pub(crate) fn facts(body: &Body) -> CallbackFacts {
    match body {
        Body::TaobaoPrice(told) => taobao_price(told),
        Body::TaobaoStatus(told) => CallbackFacts {
            status: told.status.as_ref().map(|status| OrderStatus::read(Platform::Taobao, status.code())),
            ..CallbackFacts::default()
        },
        Body::TaobaoRefund(told) => {
            after_sales(told.refund_status.as_ref().map(pandapon::taobao::ReverseStatus::code))
        }
        Body::Alibaba1688Price(told) | Body::Alibaba1688Status(told) => match told {
            OrderTold::Whole(order) => whole(order),
            OrderTold::Event(event) => summary(event),
        },
        Body::Alibaba1688Refund(RefundTold::Whole(refund)) => {
            after_sales(refund.status.as_ref().map(pandapon::alibaba1688::RefundStatus::code))
        }
        Body::Alibaba1688Refund(RefundTold::Event(event)) => {
            after_sales(event.current_status.as_ref().map(pandapon::alibaba1688::RefundStatus::code))
        }
        Body::NotTyped(_) => CallbackFacts::default(),
    }
}

fn after_sales(code: Option<&str>) -> CallbackFacts {
    CallbackFacts { after_sales: code.map(str::to_owned), ..CallbackFacts::default() }
}

fn taobao_price(told: &TaobaoPriceModified) -> CallbackFacts {
    let Some(price) = &told.price else { return CallbackFacts::default() };
    let (goods, freight) = (fen(price.purchase_product_fee), fen(price.purchase_shipping_fee));
    let total = fen(price.purchase_total_fee);
    let discount = || goods?.checked_add(freight?)?.checked_sub(total?);
    CallbackFacts { total, goods, freight, discount: discount(), ..CallbackFacts::default() }
}

fn whole(order: &TradeInfo) -> CallbackFacts {
    let Some(head) = &order.base_info else { return CallbackFacts::default() };
    let Sums { goods, freight, discount, total } = Sums::of(head);
    let status = head.status.as_ref().map(|status| OrderStatus::read(Platform::Alibaba1688, status.code()));
    CallbackFacts { total, goods, freight, discount, status, after_sales: None }
}

/// The sister platform's flat form has its sums under names that the event does not have; upstream's has ids only.
fn summary(event: &OrderEvent) -> CallbackFacts {
    let extra = &event.extra;
    let total = yuan_of(extra, "totalAmount");
    let freight = yuan_of(extra, "shippingFee");
    let discount: Option<Fen> = read(extra, "discount");
    // Negative on the wire when the price was lowered; the goods sum has it in it.
    let discount = fen(discount).and_then(|change| Money::ZERO.checked_sub(change));
    let goods = yuan_of(extra, "sumProductPayment")
        .and_then(|goods| goods.checked_add(discount.unwrap_or(Money::ZERO)));
    let word = extra.get("orderStatus").and_then(Value::as_str);
    let raw = event.current_status.as_ref().map(pandapon::alibaba1688::OrderStatus::code).or(word);
    let status = raw.map(|raw| OrderStatus::read(Platform::Alibaba1688, raw));
    CallbackFacts { total, goods, freight, discount, status, after_sales: None }
}

fn yuan_of(extra: &Extra, name: &str) -> Option<Money> {
    yuan(read::<Yuan>(extra, name))
}

fn read<T: serde::de::DeserializeOwned>(extra: &Extra, name: &str) -> Option<T> {
    serde_json::from_value(extra.get(name)?.clone()).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn told(message: &str) -> CallbackFacts {
        facts(&pandapon::callbacks::read(message.as_bytes()).unwrap().body)
    }

    #[test]
    fn a_price_of_taobao_is_fen_and_its_discount_is_what_lacks() {
        let facts = told(
            r#"{"messageType":"ORDER_BUYER_VIEW_ORDER_PRICE_MODIFY","messagePlatform":0,"timestamp":"1702890004504",
                "messageBody":{"salesOrderId":"3305075341149134260","purchaseOrderPriceDTO":
                {"purchaseTotalFee":980,"purchaseProductFee":1000,"purchaseShippingFee":80}}}"#,
        );
        assert_eq!(facts.total, Some(Money::fen(980)));
        assert_eq!(facts.discount, Some(Money::fen(100)));
    }

    #[test]
    fn the_flat_summary_is_yuan_and_its_discount_fen() {
        let facts = told(
            r#"{"messageType":"ORDER_BUYER_VIEW_ORDER_PRICE_MODIFY","messagePlatform":1,"timestamp":"1702890004504",
                "messageBody":"{\"orderNo\":\"2156789012345678901\",\"orderStatus\":\"waitbuyerpay\",\"totalAmount\":98.5,\"sumProductPayment\":90.5,\"shippingFee\":8,\"discount\":-150}"}"#,
        );
        assert_eq!(facts.total, Some(Money::fen(9850)));
        assert_eq!(facts.goods, Some(Money::fen(9200)), "before the discount");
        assert_eq!(facts.discount, Some(Money::fen(150)));
        assert_eq!(facts.status.unwrap().stage, pondesk_domain::OrderStage::ToPay);
    }

    #[test]
    fn ids_alone_say_nothing_but_a_status() {
        let facts = told(
            r#"{"messageType":"ORDER_BUYER_VIEW_ORDER_PAY","messagePlatform":1,"timestamp":"1702890004504",
                "messageBody":{"orderId":2156789012345678901,"currentStatus":"waitsellersend","msgSendTime":"2023-12-18 17:00:04"}}"#,
        );
        assert_eq!(facts.total, None);
        assert_eq!(facts.status.unwrap().raw, "waitsellersend");
    }
}
