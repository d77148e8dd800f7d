//! What it costs to send goods abroad: of one item by every service, of many by the services chosen.

use serde::Deserialize;
use serde_json::{Value, json};

use super::services::{self, Destination, FREIGHTS, Freight, Goods, Price};
use super::{ForeignAddress, FreightInfo, find_goods};
use crate::http::gate::Asked;
use crate::market::Market;
use crate::pricing::pieces;
use crate::refusal::{Code, Refusal};
use crate::state::international::{FreightPreview, PreviewedItem};
use crate::wire;

/// Currencies that goods may be declared in.
const CURRENCIES: [&str; 3] = ["CNY", "USD", "EUR"];
/// Most items of one preview.
const MOST_ITEMS: usize = 100;

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Estimate {
    item_id: String,
    sku_id: String,
    receiver_address: ForeignAddress,
    quantity: i64,
    currency: String,
    price: String,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Preview {
    #[serde(default)]
    receiver_address: ForeignAddress,
    render_items: Option<Vec<RenderItem>>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct RenderItem {
    item_id: String,
    sku_id: String,
    quantity: i64,
    freight_info: FreightInfo,
    currency: String,
    price: String,
}

/// Every service that takes an item, with its price.
pub(super) fn estimate(market: &Market, asked: &Asked) -> Result<Value, Refusal> {
    let request: Estimate = asked.body()?;
    let to = request.receiver_address.check()?;
    check_value(&request.currency, &request.price)?;
    let quantity = pieces(request.quantity)?;
    market.books(|books| {
        let (offer, sku) = find_goods(books, &request.item_id, &request.sku_id)?;
        let goods = [Goods { offer, sku, quantity }];
        let (mut offered, mut refused) = (Vec::new(), Vec::new());
        for freight in &FREIGHTS {
            match freight.price(&goods, to) {
                Ok(price) => offered.push(freight_wire(freight, price)),
                Err(why) => refused.push(why),
            }
        }
        if offered.is_empty() {
            return Err(Refusal::new(Code::NoFreight, refused.join("; ")));
        }
        Ok(json!({ "freightInfos": offered }))
    })
}

/// The price of everything together, kept under an id for the booking.
pub(super) fn preview(market: &Market, asked: &Asked) -> Result<Value, Refusal> {
    let request: Preview = asked.body()?;
    let to = request.receiver_address.check()?;
    let items = request.render_items.unwrap_or_default();
    if items.is_empty() {
        return Err(Refusal::new(Code::NoFreight, "renderItems is empty"));
    }
    if items.len() > MOST_ITEMS {
        return Err(Refusal::new(Code::TooMany, format_args!("{} items, at most {MOST_ITEMS}", items.len())));
    }
    market.books(|books| {
        let mut chosen: Vec<(&'static Freight, Vec<Goods<'_>>)> = Vec::new();
        let mut kept = Vec::with_capacity(items.len());
        for item in &items {
            check_value(&item.currency, &item.price)?;
            let (offer, sku) = find_goods(books, &item.item_id, &item.sku_id)?;
            let goods = Goods { offer, sku, quantity: pieces(item.quantity)? };
            let id = &item.freight_info.service_id;
            let freight = services::freight(id)
                .ok_or_else(|| Refusal::new(Code::NoFreight, format_args!("no service {id:?}")))?;
            match chosen.iter_mut().find(|(known, _)| known.id == freight.id) {
                Some((_, together)) => together.push(goods),
                None => chosen.push((freight, vec![goods])),
            }
            kept.push(PreviewedItem {
                platform: offer.platform.into(),
                offer_id: offer.id,
                sku_id: sku.id,
                quantity: goods.quantity,
                service_id: freight.id.to_owned(),
            });
        }
        let priced = priced(&chosen, to)?;
        let freight_fen: i64 = priced.iter().map(|(_, price)| price.fen).sum();
        let render_id = books.new_render_id()?;
        books.keep_freight_preview(&FreightPreview {
            render_id: render_id.clone(),
            made_moment_ms: books.moment_ms.get(),
            address: request.receiver_address.clone(),
            items: kept,
            freight_fen,
            booked: false,
        })?;
        Ok(json!({
            "renderId": render_id,
            "freight": wire::yuan_text(freight_fen),
            "currency": "CNY",
            "freightInfos": priced.iter().map(|(freight, price)| freight_wire(freight, *price)).collect::<Vec<_>>(),
        }))
    })
}

fn priced(
    chosen: &[(&'static Freight, Vec<Goods<'_>>)],
    to: &Destination,
) -> Result<Vec<(&'static Freight, Price)>, Refusal> {
    chosen
        .iter()
        .map(|(freight, goods)| {
            let price = freight.price(goods, to).map_err(|why| Refusal::new(Code::NoFreight, why))?;
            Ok((*freight, price))
        })
        .collect()
}

fn freight_wire(freight: &Freight, price: Price) -> Value {
    let (least, most) = freight.days;
    json!({
        "serviceId": freight.id,
        "companyName": freight.company,
        "serviceCategory": freight.category,
        "freight": wire::yuan_text(price.fen),
        "currency": "CNY",
        "chargeableWeight": wire::kilograms(u32::try_from(price.charged_g).unwrap_or(u32::MAX)),
        "deliveryDays": format!("{least}-{most}"),
    })
}

/// The value that customs are told.
fn check_value(currency: &str, price: &str) -> Result<(), Refusal> {
    if !CURRENCIES.contains(&currency) {
        let detail = format!("currency {currency:?}: one of {} is wanted", CURRENCIES.join(", "));
        return Err(Refusal::new(Code::BadDeclaration, detail));
    }
    match wire::read_yuan(price) {
        Some(minor) if minor > 0 => Ok(()),
        _ => Err(Refusal::new(
            Code::BadDeclaration,
            format_args!("price {price:?}: more than 0 is wanted, as \"10.00\""),
        )),
    }
}
