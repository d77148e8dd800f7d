//! 1688's cart: records by seller, previews and orders of several sellers at once.

use serde::Deserialize;
use serde_json::{Value, json};

use super::cargo::{Address, sku_of};
use super::ordering::{Conditions, created_wire, make};
use super::preview;
use crate::catalogue::{Offer, Platform, Sku, name_id};
use crate::http::gate::Asked;
use crate::market::Market;
use crate::pricing::{Wanted, by_seller, pieces, unit_price};
use crate::refusal::{Code, Refusal};
use crate::state::Books;
use crate::state::cart::CartRow;
use crate::wire;

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct AddItem {
    offer_id: u64,
    spec_id: String,
    sku_id: Option<String>,
    seller_open_id: Option<String>,
    quantity: i64,
}

#[derive(Deserialize)]
struct EditQuantity {
    id: Option<i64>,
    quantity: Option<i64>,
}

#[derive(Deserialize)]
struct Ids {
    ids: Vec<i64>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct PreviewCart {
    address_param: Address,
    cart_ids: Vec<i64>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct CreateFromCart {
    #[serde(flatten)]
    conditions: Conditions,
    #[serde(default)]
    address_param: Address,
    cart_ids: Option<Vec<i64>>,
}

/// A record with what it names.
#[derive(Clone, Copy)]
struct Found<'m> {
    row: CartRow,
    offer: &'m Offer,
    sku: &'m Sku,
}

impl<'m> Found<'m> {
    fn wanted(&self) -> Wanted<'m> {
        Wanted { offer: self.offer, sku: self.sku, quantity: self.row.quantity }
    }
}

pub(super) fn list(books: &Books<'_>) -> Result<Value, Refusal> {
    let (mut enabled, mut disabled) = (Vec::new(), Vec::new());
    let rows = books.cart(Platform::Alibaba1688)?;
    let found = rows.into_iter().map(|row| find(books, row)).collect::<Result<Vec<_>, _>>()?;
    for record in &found {
        let in_stock = books.stock(record.offer, record.sku)? >= record.row.quantity;
        let of_offer = found
            .iter()
            .filter(|other| other.offer.id == record.offer.id)
            .map(|other| other.row.quantity)
            .sum();
        let list = if in_stock { &mut enabled } else { &mut disabled };
        put_by_seller(list, record.offer, row_wire(books, record, of_offer)?);
    }
    Ok(json!({ "disableList": disabled, "enableList": enabled }))
}

pub(super) fn add(market: &Market, asked: &Asked) -> Result<Value, Refusal> {
    let input: AddItem = asked.body()?;
    let quantity = pieces(input.quantity)?;
    market.books(|books| {
        let offer = books
            .catalogue
            .offer(Platform::Alibaba1688, input.offer_id)
            .ok_or_else(|| Refusal::new(Code::NotSoldOnline, format_args!("offerId {}", input.offer_id)))?;
        let sku = sku_of(offer, &input.spec_id)?;
        let given = |text: &Option<String>| text.clone().filter(|text| !text.is_empty());
        if given(&input.sku_id).is_some_and(|id| id != sku.id.to_string()) {
            return Err(Refusal::new(
                Code::WrongPair,
                format_args!("skuId is not of specId {}", sku.spec_id),
            ));
        }
        if given(&input.seller_open_id).is_some_and(|id| id != offer.seller.open_id) {
            return Err(Refusal::new(
                Code::WrongPair,
                format_args!("sellerOpenId is not of offerId {}", offer.id),
            ));
        }
        let rows = books.cart(Platform::Alibaba1688)?;
        let already = rows.iter().find(|row| row.sku_id == sku.id).map_or(0, |row| row.quantity);
        check_stock(books, offer, sku, already.saturating_add(quantity))?;
        books.put_in_cart(Platform::Alibaba1688, offer.id, sku.id, quantity)?;
        Ok(json!(true))
    })
}

pub(super) fn edit_quantity(market: &Market, asked: &Asked) -> Result<Value, Refusal> {
    let input: EditQuantity = asked.body()?;
    // Nothing is marked required in the reference, yet neither can be left out.
    let needed = |name: &str, value: Option<i64>| {
        value.ok_or_else(|| Refusal::new(Code::BadParameter, format_args!("{name} is missing")))
    };
    let id = needed("id", input.id)?;
    let quantity = pieces(needed("quantity", input.quantity)?)?;
    market.books(|books| {
        for row in books.cart_rows(Platform::Alibaba1688, &[id])? {
            let found = find(books, row)?;
            check_stock(books, found.offer, found.sku, quantity)?;
        }
        books.set_cart_quantity(Platform::Alibaba1688, id, quantity)?;
        Ok(json!(true))
    })
}

pub(super) fn delete(market: &Market, asked: &Asked) -> Result<Value, Refusal> {
    let input: Ids = asked.body()?;
    market.books(|books| {
        books.delete_cart_rows(Platform::Alibaba1688, &input.ids)?;
        Ok(json!(true))
    })
}

/// One preview per seller.
pub(super) fn preview(market: &Market, asked: &Asked) -> Result<Value, Refusal> {
    let request: PreviewCart = asked.body()?;
    let to = request.address_param.check()?;
    market.books(|books| {
        let rows = books.cart_rows(Platform::Alibaba1688, &request.cart_ids)?;
        let wanted =
            rows.into_iter().map(|row| Ok(find(books, row)?.wanted())).collect::<Result<_, Refusal>>()?;
        by_seller(wanted).iter().map(|group| preview::preview(books, group, to)).collect()
    })
}

/// One result per seller; all orders are made, or none.
pub(super) fn create_order(market: &Market, asked: &Asked) -> Result<Value, Refusal> {
    let request: CreateFromCart = asked.body()?;
    let to = request.address_param.check()?;
    let terms = request.conditions.terms(request.address_param.clone())?;
    let ids = request.cart_ids.unwrap_or_default();
    market.books(|books| {
        let rows = books.cart_rows(Platform::Alibaba1688, &ids)?;
        let wanted =
            rows.into_iter().map(|row| Ok(find(books, row)?.wanted())).collect::<Result<_, Refusal>>()?;
        let mut results = Vec::new();
        for group in by_seller(wanted) {
            results.push(created_wire(&make(books, &group, to, &terms)?));
        }
        books.delete_cart_rows(Platform::Alibaba1688, &ids)?;
        Ok(Value::Array(results))
    })
}

fn check_stock(books: &Books<'_>, offer: &Offer, sku: &Sku, quantity: u32) -> Result<(), Refusal> {
    let stock = books.stock(offer, sku)?;
    if stock < quantity {
        let detail = format!("quantity {quantity} of specId {}, {stock} left", sku.spec_id);
        return Err(Refusal::new(Code::OutOfStock, detail));
    }
    Ok(())
}

fn find<'m>(books: &Books<'m>, row: CartRow) -> Result<Found<'m>, Refusal> {
    let offer = books.catalogue.offer(Platform::Alibaba1688, row.offer_id);
    let offer =
        offer.ok_or_else(|| Refusal::new(Code::NotSoldOnline, format_args!("offerId {}", row.offer_id)))?;
    let sku = offer.sku(row.sku_id);
    let sku = sku.ok_or_else(|| Refusal::new(Code::SpecNotOfOffer, format_args!("skuId {}", row.sku_id)))?;
    Ok(Found { row, offer, sku })
}

fn row_wire(books: &Books<'_>, found: &Found<'_>, of_offer: u32) -> Result<Value, Refusal> {
    let Found { row, offer, sku } = found;
    let properties: Vec<Value> = wire::sku_words(offer, sku)
        .iter()
        .map(
            |(name, value)| json!({ "attributeId": name_id(name, 4), "attributeName": name, "value": value }),
        )
        .collect();
    Ok(json!({
        "id": row.id,
        "offerId": offer.id,
        "specId": sku.spec_id,
        "skuId": sku.id.to_string(),
        "itemTitle": offer.title_zh,
        "itemPic": wire::sku_picture(offer, sku).map(|key| books.picture_url(key)).unwrap_or_default(),
        "price": wire::yuan(unit_price(books, offer, sku, of_offer)?),
        "quantity": row.quantity,
        "amountOnSale": books.stock(offer, sku)?,
        "properties": Value::Array(properties).to_string(),
    }))
}

fn put_by_seller(sellers: &mut Vec<Value>, offer: &Offer, row: Value) {
    let known = sellers.iter_mut().find(|seller| seller["sellerOpenId"] == json!(offer.seller.open_id));
    match known.and_then(|seller| seller["cartItemInfos"].as_array_mut()) {
        Some(rows) => rows.push(row),
        None => sellers.push(json!({
            "sellerOpenId": offer.seller.open_id,
            "sellerNickName": offer.seller.name_zh,
            "cartItemInfos": [row],
        })),
    }
}
