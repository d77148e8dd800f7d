//! A Taobao order.

use pandapon::taobao::{Order as WireOrder, OrderStatus as WireStatus, RawStatus, SubOrder};
use pondesk_domain::{
    Money, OfferId, Order, OrderLine, OrderLineId, OrderStatus, Parcel, Payment, Platform, PlatformOrderId,
    SkuId,
};

use crate::api::CommandResult;
use crate::translate::values::{Origin, extra_words, fen, instant, needed, picture, pieces, words};

/// The order as the domain knows it.
///
/// # Errors
/// [`crate::api::ErrorCode::Unreadable`] when it has no id.
pub(crate) fn order(origin: Origin<'_>, wire: &WireOrder) -> CommandResult<Order> {
    let id = PlatformOrderId::new(needed(wire.order_id.as_ref(), "orderId")?.as_str());
    let lines: Vec<_> = wire.sub_orders.iter().map(|sub| line(origin, sub)).collect();
    let goods =
        wire.sub_orders.iter().map(|sub| fen(sub.product_fee)).collect::<Option<Vec<_>>>().map(Money::sum);
    let freight = fen(wire.shipping_fee);
    let total = fen(wire.purchase_amount);
    Ok(Order {
        order_id: Order::id_for(Platform::Taobao, &id),
        account_id: origin.account_id.clone(),
        platform: Platform::Taobao,
        platform_order_id: id,
        purchase_order_id: wire.purchase_order_id.as_ref().map(|id| PlatformOrderId::new(id.as_str())),
        sales_order_id: wire.sales_order_id.as_ref().map(|id| PlatformOrderId::new(id.as_str())),
        outer_id: words(wire.seller_order_number.as_ref()),
        status: status(wire),
        seller_name: extra_words(&wire.extra, "shopName"),
        lines,
        goods,
        freight,
        discount: discount(goods, freight, total),
        total,
        placed_at: instant(wire.create_time.as_ref()),
        payment: Payment { paid_at: instant(wire.pay_time.as_ref()), pay_before: None },
        receiver: receiver(wire),
        parcels: parcels(&wire.sub_orders),
        closed_reason: extra_words(&wire.extra, "closeReason"),
    })
}

fn status(wire: &WireOrder) -> OrderStatus {
    let of_line = || wire.sub_orders.iter().find_map(|sub| sub.status.as_ref()).map(RawStatus::code);
    let raw = wire.status.as_ref().map(WireStatus::code).or_else(of_line).unwrap_or_default();
    OrderStatus::read(Platform::Taobao, raw)
}

/// What goods and freight exceed the total by; no field of the platform names it.
fn discount(goods: Option<Money>, freight: Option<Money>, total: Option<Money>) -> Option<Money> {
    goods?.checked_add(freight?)?.checked_sub(total?)
}

fn line(origin: Origin<'_>, sub: &SubOrder) -> OrderLine {
    OrderLine {
        line_id: OrderLineId::new(sub.sub_purchase_order_id.as_ref().map_or("", |id| id.as_str())),
        offer_id: OfferId::new(sub.item_id.as_ref().map_or("", |id| id.as_str())),
        sku_id: sub.sku_id.as_ref().map(|id| SkuId::new(id.as_str())),
        title: words(sub.item_title.as_ref()).unwrap_or_default(),
        variant: extra_words(&sub.extra, "skuText").map(|text| variant(&text)),
        picture: picture(origin, sub.item_image_url.as_ref()),
        quantity: pieces(sub.quantity).unwrap_or(0),
        unit_price: fen(sub.price),
        sum: fen(sub.product_fee),
        status: sub.status.as_ref().map(|status| OrderStatus::read(Platform::Taobao, status.code())),
        after_sales: sub
            .refund_status
            .as_ref()
            .map(|status| status.code().to_owned())
            .filter(|code| code != "0"),
    }
}

/// `颜色:豆绿;尺码:XL` in the form that carts and offers show: `豆绿 · XL`.
fn variant(text: &str) -> String {
    let values = text.split(';').map(|pair| pair.split_once(':').map_or(pair, |(_, value)| value));
    values.collect::<Vec<_>>().join(" · ")
}

fn receiver(wire: &WireOrder) -> Option<String> {
    let name =
        wire.extra.get("receiver").and_then(|receiver| receiver.get("name")?.as_str()).map(str::to_owned);
    let parts = [words(wire.warehouse_name.as_ref()), words(wire.warehouse_address.as_ref()), name];
    let text = parts.into_iter().flatten().collect::<Vec<_>>().join(" ");
    (!text.is_empty()).then_some(text)
}

fn parcels(subs: &[SubOrder]) -> Vec<Parcel> {
    let mut parcels: Vec<Parcel> = Vec::new();
    for sub in subs {
        let (carrier, waybill) =
            (words(sub.logistics_company_name.as_ref()), words(sub.logistics_number.as_ref()));
        let parcel = Parcel { carrier, waybill };
        if parcel.waybill.is_some() && !parcels.contains(&parcel) {
            parcels.push(parcel);
        }
    }
    parcels
}
