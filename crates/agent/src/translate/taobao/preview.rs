//! What Taobao says that cart records would cost. Every sum in fen.

use pandapon::taobao::{CartPreview, CartPreviewItem, Receiver};
use pondesk_domain::{Address, CartGroup, CartLine, Money, Platform, PreviewLine, PreviewOrder, Problem};

use crate::api::CommandResult;
use crate::translate::values::{fen, needed, pieces};

/// The address as the cart takes it.
pub(crate) fn receiver(address: &Address) -> Receiver {
    Receiver {
        name: address.name.clone(),
        mobile_phone: address.phone.clone(),
        country: "中国".into(),
        state: address.province.clone(),
        city: address.city.clone(),
        district: address.district.clone(),
        address: address.street.clone(),
        ..Receiver::default()
    }
}

/// The order of one shop's records, `group`, as previewed.
///
/// # Errors
/// [`crate::api::ErrorCode::Unreadable`] when the total is missing, or the price of a line that can be bought.
pub(crate) fn order(key: &str, group: &CartGroup, preview: &CartPreview) -> CommandResult<PreviewOrder> {
    let mut lines = Vec::with_capacity(group.lines.len());
    let mut problems = Vec::new();
    for record in &group.lines {
        let items = preview.shops.iter().flat_map(|shop| &shop.items);
        match find(items, record) {
            Some(item) => {
                let unit_price = needed(fen(item.price), "shops.items.price")?;
                let quantity = pieces(item.quantity).unwrap_or(record.quantity);
                lines.push(line(record, quantity, unit_price)?);
            }
            None => {
                let item = find(preview.unavailable_items.iter(), record);
                let last_price =
                    item.and_then(|item| fen(item.price)).or(record.unit_price).unwrap_or(Money::ZERO);
                lines.push(line(record, record.quantity, last_price)?);
                problems.push(Problem { cart_line_id: Some(record.line_id.clone()), code: None, said: None });
            }
        }
    }
    let total = needed(fen(preview.total_fee), "totalFee")?;
    let freight = fen(preview.shipping_fee).unwrap_or(Money::ZERO);
    let goods = needed(fen(preview.product_fee), "productFee")?;
    let discount = goods.checked_add(freight).and_then(|sum| sum.checked_sub(total));
    Ok(PreviewOrder {
        key: key.to_owned(),
        platform: Platform::Taobao,
        seller_id: group.seller_id.clone(),
        seller_name: group.seller_name.clone(),
        lines,
        goods,
        freight,
        // The reference names no other charge.
        service_fee: Money::ZERO,
        discount: needed(discount, "totalFee")?,
        total,
        shifts: Vec::new(),
        sum_shifts: Vec::new(),
        quantity_shifts: Vec::new(),
        duplicates: Vec::new(),
        problems,
    })
}

fn find<'i>(
    mut items: impl Iterator<Item = &'i CartPreviewItem>,
    record: &CartLine,
) -> Option<&'i CartPreviewItem> {
    items.find(|item| item.id.as_ref().is_some_and(|id| id.as_str() == record.line_id.as_str()))
}

fn line(record: &CartLine, quantity: u32, unit_price: Money) -> CommandResult<PreviewLine> {
    Ok(PreviewLine {
        cart_line_id: record.line_id.clone(),
        offer_id: record.offer_id.clone(),
        sku_id: record.sku_id.clone(),
        title: record.title.clone(),
        variant: record.variant.clone(),
        picture: record.picture.clone(),
        quantity,
        unit_price,
        sum: needed(unit_price.times(quantity), "shops.items.price")?,
    })
}
