//! Taobao's cart: records by shop, a preview of every sum, one order per shop.

use serde::Deserialize;
use serde_json::{Value, json};

use super::goods::{find, find_sku, properties};
use super::machine;
use super::order::{Receiver, TaobaoOrder};
use super::ordering::{check_receiver, take_from_shelf};
use crate::catalogue::{Offer, Platform, Sku};
use crate::http::gate::Asked;
use crate::market::Market;
use crate::pricing::{Quote, Wanted, by_seller, pieces, quote};
use crate::refusal::{Code, Refusal};
use crate::state::Books;
use crate::state::cart::CartRow;
use crate::wire;

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct AddItem {
    item_id: u64,
    sku_id: String,
    mp_id: String,
    mp_sku_id: String,
    quantity: i64,
    shop_id: u64,
}

#[derive(Deserialize)]
struct EditQuantity {
    id: i64,
    quantity: i64,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct CartOrder {
    ids: Vec<i64>,
    #[serde(default)]
    order_address: Option<Receiver>,
}

#[derive(Deserialize)]
struct Ids {
    ids: Vec<i64>,
}

/// A record with what it names.
struct Found<'m> {
    row: CartRow,
    offer: &'m Offer,
    sku: &'m Sku,
}

pub(super) fn list(books: &Books<'_>) -> Result<Value, Refusal> {
    let (mut enabled, mut disabled) = (Vec::new(), Vec::new());
    for row in books.cart(Platform::Taobao)? {
        let found = find_row(books, row)?;
        let in_stock = books.stock(found.offer, found.sku)? >= row.quantity;
        let list = if in_stock { &mut enabled } else { &mut disabled };
        put_by_shop(list, found.offer, row_wire(books, &found)?);
    }
    Ok(json!({ "enableList": enabled, "disableList": disabled }))
}

pub(super) fn add(market: &Market, asked: &Asked) -> Result<Value, Refusal> {
    let input: AddItem = asked.body()?;
    let quantity = pieces(input.quantity)?;
    market.books(|books| {
        let offer = find(books, &input.item_id.to_string())?;
        let sku = find_sku(offer, &input.sku_id)?;
        let pairs = [
            ("mpId", &input.mp_id, offer.mp_id),
            ("mpSkuId", &input.mp_sku_id, sku.mp_sku_id),
            ("shopId", &input.shop_id.to_string(), offer.seller.id),
        ];
        for (field, given, right) in pairs {
            if *given != right.to_string() {
                return Err(Refusal::new(
                    Code::WrongPair,
                    format_args!("{field} {given} is not of itemId {}", offer.id),
                ));
            }
        }
        let already = books
            .cart(Platform::Taobao)?
            .iter()
            .find(|row| row.sku_id == sku.id)
            .map_or(0, |row| row.quantity);
        check_stock(books, offer, sku, already.saturating_add(quantity))?;
        books.put_in_cart(Platform::Taobao, offer.id, sku.id, quantity)?;
        Ok(json!(true))
    })
}

pub(super) fn edit_quantity(market: &Market, asked: &Asked) -> Result<Value, Refusal> {
    let input: EditQuantity = asked.body()?;
    let quantity = pieces(input.quantity)?;
    market.books(|books| {
        for row in books.cart_rows(Platform::Taobao, &[input.id])? {
            let found = find_row(books, row)?;
            check_stock(books, found.offer, found.sku, quantity)?;
        }
        books.set_cart_quantity(Platform::Taobao, input.id, quantity)?;
        Ok(json!(true))
    })
}

pub(super) fn delete(market: &Market, asked: &Asked) -> Result<Value, Refusal> {
    let input: Ids = asked.body()?;
    market.books(|books| {
        books.delete_cart_rows(Platform::Taobao, &input.ids)?;
        Ok(json!(true))
    })
}

pub(super) fn preview(market: &Market, asked: &Asked) -> Result<Value, Refusal> {
    let input: CartOrder = asked.body()?;
    let to = check_receiver(&input.order_address.unwrap_or_default())?;
    market.books(|books| {
        let (mut available, mut unavailable) = (Vec::new(), Vec::new());
        let rows = books.cart_rows(Platform::Taobao, &input.ids)?;
        for row in &rows {
            let found = find_row(books, *row)?;
            let enough = books.stock(found.offer, found.sku)? >= row.quantity;
            if enough { available.push(found) } else { unavailable.push(found) }
        }
        let wanted = available.iter().map(Found::wanted).collect();
        let quotes =
            by_seller(wanted).iter().map(|group| quote(books, group, to)).collect::<Result<Vec<_>, _>>()?;
        let unavailable = unavailable
            .iter()
            .map(|found| {
                let price = books.sku_price(found.offer, found.sku)?.pays();
                Ok(item_wire(found.row.id, found.offer, found.sku, found.row.quantity, price))
            })
            .collect::<Result<Vec<_>, Refusal>>()?;
        let id_of = |sku: u64| rows.iter().find(|row| row.sku_id == sku).map_or(0, |row| row.id);
        Ok(preview_wire(&quotes, &unavailable, id_of))
    })
}

pub(super) fn create_order(market: &Market, asked: &Asked) -> Result<Value, Refusal> {
    let input: CartOrder = asked.body()?;
    let receiver = input.order_address.unwrap_or_default();
    let to = check_receiver(&receiver)?;
    market.books(|books| {
        let rows = books.cart_rows(Platform::Taobao, &input.ids)?;
        let found = rows.iter().map(|row| find_row(books, *row)).collect::<Result<Vec<_>, _>>()?;
        let (mut order_ids, mut purchase_ids, mut failed) = (Vec::new(), Vec::new(), Vec::new());
        for group in by_seller(found.iter().map(Found::wanted).collect()) {
            let ids = |group: &[Wanted<'_>]| -> Vec<i64> {
                let named = |row: &&CartRow| group.iter().any(|line| line.sku.id == row.sku_id);
                rows.iter().filter(named).map(|row| row.id).collect()
            };
            // One shop's empty shelf does not keep the others from being ordered.
            if let Some(short) = short_line(books, &group)? {
                let reason = Refusal::new(Code::NotEnoughStock, format_args!("skuId {}", short.sku.id));
                failed.push(json!({ "shopId": short.offer.seller.id, "ids": ids(&group), "code": reason.code, "reason": reason.msg }));
                continue;
            }
            let quote = quote(books, &group, to)?;
            take_from_shelf(books, &group)?;
            let order = TaobaoOrder::new(books, &quote, receiver.clone(), &[])?;
            machine::begin(books, &order)?;
            books.delete_cart_rows(Platform::Taobao, &ids(&group))?;
            order_ids.push(order.order_id);
            purchase_ids.push(order.purchase_order_id);
        }
        if order_ids.is_empty() {
            return Err(Refusal::new(Code::NotEnoughStock, "no order was made"));
        }
        Ok(json!({ "orderIds": order_ids, "purchaseOrderIds": purchase_ids, "failList": failed }))
    })
}

/// A preview on the wire, of a cart or of lines.
pub(super) fn preview_wire(quotes: &[Quote<'_>], unavailable: &[Value], id_of: impl Fn(u64) -> i64) -> Value {
    let shops: Vec<Value> = quotes
        .iter()
        .filter_map(|quote| {
            let seller = &quote.lines.first()?.offer.seller;
            let items: Vec<Value> = quote
                .lines
                .iter()
                .map(|line| item_wire(id_of(line.sku.id), line.offer, line.sku, line.quantity, line.unit_fen))
                .collect();
            Some(json!({
                "shopId": seller.id,
                "shopName": seller.name_zh,
                "shippingFee": quote.freight_fen,
                "items": items,
            }))
        })
        .collect();
    json!({
        "totalFee": quotes.iter().map(Quote::total_fen).sum::<i64>(),
        "productFee": quotes.iter().map(Quote::goods_fen).sum::<i64>(),
        "shippingFee": quotes.iter().map(|quote| quote.freight_fen).sum::<i64>(),
        "currency": "CNY",
        "shops": shops,
        "unavailableItems": unavailable,
    })
}

/// One line of a preview on the wire.
pub(super) fn item_wire(id: i64, offer: &Offer, sku: &Sku, quantity: u32, unit_fen: i64) -> Value {
    json!({ "id": id, "itemId": offer.id, "skuId": sku.id.to_string(), "quantity": quantity, "price": unit_fen })
}

/// The first line that the shelf cannot fill.
pub(super) fn short_line<'l, 'c>(
    books: &Books<'_>,
    lines: &'l [Wanted<'c>],
) -> Result<Option<&'l Wanted<'c>>, Refusal> {
    for line in lines {
        if books.stock(line.offer, line.sku)? < line.quantity {
            return Ok(Some(line));
        }
    }
    Ok(None)
}

impl<'m> Found<'m> {
    fn wanted(&self) -> Wanted<'m> {
        Wanted { offer: self.offer, sku: self.sku, quantity: self.row.quantity }
    }
}

fn check_stock(books: &Books<'_>, offer: &Offer, sku: &Sku, quantity: u32) -> Result<(), Refusal> {
    let stock = books.stock(offer, sku)?;
    if stock < quantity {
        return Err(Refusal::new(
            Code::NotEnoughStock,
            format_args!("quantity {quantity} of skuId {}, {stock} left", sku.id),
        ));
    }
    Ok(())
}

fn find_row<'m>(books: &Books<'m>, row: CartRow) -> Result<Found<'m>, Refusal> {
    let offer = find(books, &row.offer_id.to_string())?;
    let sku = find_sku(offer, &row.sku_id.to_string())?;
    Ok(Found { row, offer, sku })
}

fn row_wire(books: &Books<'_>, found: &Found<'_>) -> Result<Value, Refusal> {
    let Found { row, offer, sku } = found;
    let price = books.sku_price(offer, sku)?;
    Ok(json!({
        "id": row.id,
        "itemId": offer.id,
        "skuId": sku.id.to_string(),
        "mpId": offer.mp_id.to_string(),
        "mpSkuId": sku.mp_sku_id.to_string(),
        "itemTitle": offer.title_zh,
        "itemPic": wire::sku_picture(offer, sku).map(|key| books.picture_url(key)).unwrap_or_default(),
        "price": price.list_fen,
        "promotionPrice": price.promotion_fen,
        "properties": properties(offer, sku).to_string(),
        "quantity": row.quantity,
        "skuQuantity": books.stock(offer, sku)?.to_string(),
        "userNick": offer.seller.login,
    }))
}

fn put_by_shop(shops: &mut Vec<Value>, offer: &Offer, row: Value) {
    let known = shops.iter_mut().find(|shop| shop["shopId"] == json!(offer.seller.id));
    match known.and_then(|shop| shop["cartItemInfos"].as_array_mut()) {
        Some(rows) => rows.push(row),
        None => shops.push(json!({
            "shopId": offer.seller.id,
            "shopName": offer.seller.name_zh,
            "cartItemInfos": [row],
        })),
    }
}
