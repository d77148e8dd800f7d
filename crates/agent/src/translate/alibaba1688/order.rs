//! A 1688 order. Its sums are yuan, its discount alone is fen.

use pandapon::alibaba1688::{NativeLogistics, OrderBaseInfo, ProductItem, TradeInfo};
use pandapon::wire::Measure;
use pondesk_domain::{
    EpochMs, Money, OfferId, Order, OrderLine, OrderLineId, OrderStage, OrderStatus, Parcel, Payment,
    Platform, PlatformOrderId, SkuId,
};

use crate::api::CommandResult;
use crate::translate::values::{Origin, fen, instant, needed, picture, words, yuan};

/// The order as the domain knows it.
///
/// # Errors
/// [`crate::api::ErrorCode::Unreadable`] when it has no id in text: the number beside it may be rounded.
pub(crate) fn order(origin: Origin<'_>, wire: &TradeInfo) -> CommandResult<Order> {
    let head = needed(wire.base_info.as_ref(), "baseInfo")?;
    let id = PlatformOrderId::new(needed(head.id_of_str.as_ref(), "baseInfo.idOfStr")?.as_str());
    let raw_status = head.status.as_ref().map_or("", |status| status.code());
    let status = OrderStatus::read(Platform::Alibaba1688, raw_status);
    let sums = Sums::of(head);
    Ok(Order {
        order_id: Order::id_for(Platform::Alibaba1688, &id),
        account_id: origin.account_id.clone(),
        platform: Platform::Alibaba1688,
        platform_order_id: id,
        purchase_order_id: None,
        sales_order_id: None,
        outer_id: None,
        seller_name: seller_name(head),
        lines: wire.product_items.iter().map(|item| line(origin, item)).collect(),
        goods: sums.goods,
        freight: sums.freight,
        discount: sums.discount,
        total: sums.total,
        placed_at: instant(head.create_time.as_ref()),
        payment: payment(head, &status),
        status,
        receiver: receiver(head, wire.native_logistics.as_ref()),
        parcels: wire.native_logistics.as_ref().map(parcels).unwrap_or_default(),
        closed_reason: words(head.close_reason.as_ref()),
    })
}

/// The sums of an order.
pub(crate) struct Sums {
    pub(crate) goods: Option<Money>,
    pub(crate) freight: Option<Money>,
    pub(crate) discount: Option<Money>,
    pub(crate) total: Option<Money>,
}

impl Sums {
    /// 1688's own goods sum has the discount in it already; here goods are before it, so that goods and freight less
    /// the discount are the total.
    pub(crate) fn of(head: &OrderBaseInfo) -> Self {
        let total = yuan(head.total_amount);
        let freight = yuan(head.shipping_fee);
        // Negative on the wire when the price was lowered.
        let discount = fen(head.discount).and_then(|change| Money::ZERO.checked_sub(change));
        let goods = yuan(head.sum_product_payment);
        let before = goods.and_then(|goods| goods.checked_add(discount.unwrap_or(Money::ZERO)));
        Self { goods: before, freight, discount, total }
    }
}

fn seller_name(head: &OrderBaseInfo) -> Option<String> {
    let contact = head.seller_contact.as_ref();
    contact
        .and_then(|contact| words(contact.company_name.as_ref()).or_else(|| words(contact.name.as_ref())))
        .or_else(|| words(head.seller_login_id.as_ref()))
}

fn payment(head: &OrderBaseInfo, status: &OrderStatus) -> Payment {
    let seconds = head.pay_timeout.filter(|_| status.stage == OrderStage::ToPay);
    let created = instant(head.create_time.as_ref());
    Payment {
        paid_at: instant(head.pay_time.as_ref()),
        pay_before: created
            .zip(seconds)
            .map(|(at, seconds)| EpochMs::plus_ms(at, seconds.get().saturating_mul(1000))),
    }
}

fn line(origin: Origin<'_>, item: &ProductItem) -> OrderLine {
    let variant: Vec<_> = item.sku_infos.iter().filter_map(|pair| words(pair.value.as_ref())).collect();
    OrderLine {
        line_id: OrderLineId::new(item.line_id().as_ref().map_or("", |id| id.as_str())),
        offer_id: OfferId::new(item.product_id.as_ref().map_or("", |id| id.as_str())),
        sku_id: item.sku_id.as_ref().map(|id| SkuId::new(id.as_str())),
        title: words(item.name.as_ref()).unwrap_or_default(),
        variant: (!variant.is_empty()).then(|| variant.join(" · ")),
        picture: picture(origin, item.product_img_url.first()),
        quantity: item.quantity.and_then(whole).unwrap_or(0),
        unit_price: yuan(item.price),
        sum: yuan(item.item_amount),
        status: item.status.as_ref().map(|status| OrderStatus::read(Platform::Alibaba1688, status.code())),
        after_sales: item.refund_status.as_ref().map(|status| status.code().to_owned()),
    }
}

/// Whole units; the wire writes them as a decimal.
fn whole(quantity: Measure) -> Option<u32> {
    let number = quantity.get();
    number.is_integer().then(|| u32::try_from(number).ok()).flatten()
}

fn receiver(head: &OrderBaseInfo, logistics: Option<&NativeLogistics>) -> Option<String> {
    let parts = match (&head.receiver_info, logistics) {
        (Some(info), _) if info.to_full_name.is_some() => {
            vec![words(info.to_area.as_ref()), words(info.to_full_name.as_ref())]
        }
        (_, Some(to)) => [&to.province, &to.city, &to.area, &to.address, &to.contact_person]
            .into_iter()
            .map(|part| words(part.as_ref()))
            .collect(),
        _ => Vec::new(),
    };
    let text = parts.into_iter().flatten().collect::<Vec<_>>().join(" ");
    (!text.is_empty()).then_some(text)
}

fn parcels(logistics: &NativeLogistics) -> Vec<Parcel> {
    let items = logistics.logistics_items.iter().map(|item| Parcel {
        carrier: words(item.logistics_company_name.as_ref()),
        waybill: words(item.logistics_bill_no.as_ref()),
    });
    items.filter(|parcel| parcel.carrier.is_some() || parcel.waybill.is_some()).collect()
}
