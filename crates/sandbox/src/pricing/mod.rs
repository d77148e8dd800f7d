//! What goods cost today: unit prices, sums and domestic freight; all in fen.

pub(crate) mod freight;

use crate::catalogue::{Offer, Platform, Sku};
use crate::refusal::{Code, Refusal};
use crate::state::{Books, settings};

pub(crate) use freight::Province;

/// Largest quantity of one line that is taken.
pub(crate) const MOST_PIECES: u32 = 1_000_000;

/// A quantity within bounds.
pub(crate) fn pieces(quantity: i64) -> Result<u32, Refusal> {
    u32::try_from(quantity).ok().filter(|quantity| (1..=MOST_PIECES).contains(quantity)).ok_or_else(|| {
        Refusal::new(Code::BadQuantity, format_args!("quantity {quantity}, at most {MOST_PIECES}"))
    })
}

/// So many pieces of a SKU.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Wanted<'c> {
    pub(crate) offer: &'c Offer,
    pub(crate) sku: &'c Sku,
    pub(crate) quantity: u32,
}

/// A line with its price.
#[derive(Clone, Copy, Debug)]
pub(crate) struct PricedLine<'c> {
    pub(crate) offer: &'c Offer,
    pub(crate) sku: &'c Sku,
    pub(crate) quantity: u32,
    pub(crate) unit_fen: i64,
}

impl PricedLine<'_> {
    pub(crate) fn goods_fen(&self) -> i64 {
        self.unit_fen * i64::from(self.quantity)
    }

    fn grams(&self) -> u64 {
        u64::from(self.sku.weight_g) * u64::from(self.quantity)
    }
}

/// The lines of one seller with every sum.
#[derive(Clone, Debug)]
pub(crate) struct Quote<'c> {
    pub(crate) lines: Vec<PricedLine<'c>>,
    pub(crate) freight_fen: i64,
}

impl Quote<'_> {
    pub(crate) fn goods_fen(&self) -> i64 {
        self.lines.iter().map(PricedLine::goods_fen).sum()
    }

    pub(crate) fn total_fen(&self) -> i64 {
        self.goods_fen() + self.freight_fen
    }
}

/// Prices the lines of one seller, delivered to a province.
pub(crate) fn quote<'c>(
    books: &Books<'_>,
    wanted: &[Wanted<'c>],
    to: Province,
) -> Result<Quote<'c>, Refusal> {
    let mut lines = Vec::with_capacity(wanted.len());
    for line in wanted {
        let of_offer = pieces_of_offer(wanted, line.offer);
        let unit_fen = unit_price(books, line.offer, line.sku, of_offer)?;
        lines.push(PricedLine { offer: line.offer, sku: line.sku, quantity: line.quantity, unit_fen });
    }
    let more_fen: i64 = settings::get(&books.tx, settings::MORE_FREIGHT)?.unwrap_or(0);
    let freight_fen = lines
        .first()
        .map_or(0, |first| freight::of_parcel(first.offer.seller.province, to, &lines) + more_fen);
    Ok(Quote { lines, freight_fen })
}

/// A unit's price today. 1688 ladders go by the quantity of the offer over all its SKUs in the order.
pub(crate) fn unit_price(books: &Books<'_>, offer: &Offer, sku: &Sku, of_offer: u32) -> Result<i64, Refusal> {
    if !priced_by_quantity(offer) {
        return Ok(books.sku_price(offer, sku)?.pays());
    }
    let tiers = books.tiers(offer)?;
    let step = tiers.iter().rev().find(|tier| tier.from <= of_offer).or(tiers.first());
    Ok(step.map_or(sku.price_fen, |tier| tier.price_fen))
}

/// Whether the quantity sets the price, the same for every SKU.
pub(crate) fn priced_by_quantity(offer: &Offer) -> bool {
    offer.platform == Platform::Alibaba1688 && offer.tiers.len() > 1
}

/// Pieces of an offer over all lines.
pub(crate) fn pieces_of_offer(wanted: &[Wanted<'_>], offer: &Offer) -> u32 {
    wanted.iter().filter(|line| line.offer.id == offer.id).map(|line| line.quantity).sum()
}

/// Lines grouped by seller, in the order in which sellers first appear.
pub(crate) fn by_seller<'c>(wanted: Vec<Wanted<'c>>) -> Vec<Vec<Wanted<'c>>> {
    let mut groups: Vec<Vec<Wanted<'c>>> = Vec::new();
    for line in wanted {
        let same = |group: &&mut Vec<Wanted<'c>>| {
            group.first().is_some_and(|first| first.offer.seller.id == line.offer.seller.id)
        };
        match groups.iter_mut().find(same) {
            Some(group) => group.push(line),
            None => groups.push(vec![line]),
        }
    }
    groups
}
