//! What the user picked of one offer: unit prices by tier, sums, and what stands in the way.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::{Money, Offer, Sku, SkuId, Tier};

/// Why a quantity cannot be ordered. `sku_id` is `None` when it concerns the offer as a whole.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase", rename_all_fields = "camelCase", tag = "kind")]
pub enum LineFault {
    /// Nothing was picked.
    Nothing,
    /// A quantity of 0 was asked for.
    ZeroQuantity {
        /// The SKU.
        sku_id: SkuId,
    },
    /// The offer has no such SKU (any more).
    NoSuchSku {
        /// The SKU.
        sku_id: SkuId,
    },
    /// The SKU has no price, so nothing can be agreed.
    NoPrice {
        /// The SKU.
        sku_id: SkuId,
    },
    /// The SKU is sold out.
    SoldOut {
        /// The SKU.
        sku_id: SkuId,
    },
    /// More than the seller has.
    AboveStock {
        /// The SKU.
        sku_id: SkuId,
        /// Pieces there are.
        stock: u32,
    },
    /// Fewer pieces than the seller sells.
    BelowMinimum {
        /// The seller's minimum over the whole offer.
        moq: u32,
        /// Pieces picked.
        picked: u32,
    },
    /// The sum does not fit.
    TooMuch,
    /// The seller took the offer off sale.
    OffSale,
}

/// One SKU picked, priced.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct SelectedSku {
    /// The SKU.
    pub sku_id: SkuId,
    /// Pieces.
    pub quantity: u32,
    /// Price per piece at the tier reached.
    pub unit_price: Money,
    /// Quantity times unit price.
    pub sum: Money,
}

/// Cheaper prices that a few more pieces would reach.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct NextTier {
    /// Pieces missing.
    pub missing: u32,
    /// Price per piece there.
    pub price: Money,
    /// What that many pieces would cost in all.
    pub sum: Money,
}

/// What was picked of one row, when SKUs stand in a table.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct RowSum {
    /// Which row: the index of its value in each dimension but the one across.
    pub values: Vec<u32>,
    /// Pieces.
    pub pieces: u32,
    /// Sum of goods.
    pub goods: Money,
}

/// The sums of a selection, and what stands in the way of ordering it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct SelectionSum {
    /// Pieces in all.
    pub pieces: u32,
    /// Lines with their prices.
    pub lines: Vec<SelectedSku>,
    /// Sums by row of the table that was asked about, in the order of the lines; rows without any are left out.
    pub rows: Vec<RowSum>,
    /// Sum of goods.
    pub goods: Money,
    /// Weight in grams, when the platform names it for every picked SKU.
    pub weight_grams: Option<u32>,
    /// Index of the tier reached, when the offer has tiers.
    pub tier: Option<u32>,
    /// The next tier, when there is one.
    pub next_tier: Option<NextTier>,
    /// What stands in the way; empty when it can be put into the cart.
    pub faults: Vec<LineFault>,
}

/// Index of the tier that `pieces` reach, the lowest when they reach none.
fn tier_for(tiers: &[Tier], pieces: u32) -> Option<usize> {
    let reached =
        tiers.iter().enumerate().filter(|(_, tier)| tier.from <= pieces).max_by_key(|(_, tier)| tier.from);
    reached.or_else(|| tiers.iter().enumerate().min_by_key(|(_, tier)| tier.from)).map(|(index, _)| index)
}

fn unit_price(sku: &Sku, tier: Option<&Tier>) -> Option<Money> {
    tier.map(|tier| tier.price).or(sku.price)
}

fn fault_of(sku: &Sku, quantity: u32) -> Option<LineFault> {
    let sku_id = sku.sku_id.clone();
    match sku.stock {
        _ if quantity == 0 => Some(LineFault::ZeroQuantity { sku_id }),
        Some(0) => Some(LineFault::SoldOut { sku_id }),
        Some(stock) if stock < quantity => Some(LineFault::AboveStock { sku_id, stock }),
        _ => None,
    }
}

impl Offer {
    /// Prices what was picked and says what stands in the way.
    ///
    /// Tiers count the pieces of the whole offer, as 1688 does. An offer whose SKUs have their own prices and no tiers
    /// is priced by SKU.
    pub fn price_selection(&self, picked: &[(SkuId, u32)]) -> SelectionSum {
        let pieces = picked.iter().fold(0u32, |sum, (_, quantity)| sum.saturating_add(*quantity));
        let tier = tier_for(&self.tiers, pieces);
        let mut sum = SelectionSum {
            pieces,
            lines: Vec::new(),
            rows: Vec::new(),
            goods: Money::ZERO,
            weight_grams: Some(0),
            tier: tier.and_then(|index| u32::try_from(index).ok()),
            next_tier: self.next_tier(pieces),
            faults: Vec::new(),
        };
        if !self.on_sale {
            sum.faults.push(LineFault::OffSale);
        }
        if pieces == 0 {
            sum.faults.push(LineFault::Nothing);
        } else if pieces < self.moq {
            sum.faults.push(LineFault::BelowMinimum { moq: self.moq, picked: pieces });
        }
        for (sku_id, quantity) in picked {
            let Some(sku) = self.skus.iter().find(|sku| sku.sku_id == *sku_id) else {
                sum.faults.push(LineFault::NoSuchSku { sku_id: sku_id.clone() });
                continue;
            };
            sum.faults.extend(fault_of(sku, *quantity));
            sum.add(sku, *quantity, unit_price(sku, tier.map(|index| &self.tiers[index])));
        }
        sum
    }

    /// The sums of each row of a table in which `across` is the dimension that names the columns; with none, each SKU
    /// has a row of its own.
    pub fn row_sums(&self, lines: &[SelectedSku], across: Option<u32>) -> Vec<RowSum> {
        let mut rows: Vec<RowSum> = Vec::new();
        for line in lines {
            let Some(sku) = self.skus.iter().find(|sku| sku.sku_id == line.sku_id) else { continue };
            let down = (0..).zip(&sku.values).filter(|(dimension, _)| Some(*dimension) != across);
            let values: Vec<u32> = down.map(|(_, value)| *value).collect();
            match rows.iter_mut().find(|row| row.values == values) {
                Some(row) => {
                    row.pieces = row.pieces.saturating_add(line.quantity);
                    row.goods = Money::sum([row.goods, line.sum]);
                }
                None => rows.push(RowSum { values, pieces: line.quantity, goods: line.sum }),
            }
        }
        rows
    }

    fn next_tier(&self, pieces: u32) -> Option<NextTier> {
        let next =
            self.tiers.iter().filter(|tier| tier.from > pieces.max(self.moq)).min_by_key(|tier| tier.from)?;
        Some(NextTier { missing: next.from - pieces, price: next.price, sum: next.price.times(next.from)? })
    }
}

impl SelectionSum {
    fn add(&mut self, sku: &Sku, quantity: u32, unit_price: Option<Money>) {
        let Some(unit_price) = unit_price else {
            self.faults.push(LineFault::NoPrice { sku_id: sku.sku_id.clone() });
            return;
        };
        let sums = unit_price.times(quantity).and_then(|sum| Some((sum, self.goods.checked_add(sum)?)));
        let Some((sum, goods)) = sums else {
            self.faults.push(LineFault::TooMuch);
            return;
        };
        self.goods = goods;
        self.weight_grams = self
            .weight_grams
            .zip(sku.weight_grams)
            .and_then(|(so_far, grams)| so_far.checked_add(grams.checked_mul(quantity)?));
        self.lines.push(SelectedSku { sku_id: sku.sku_id.clone(), quantity, unit_price, sum });
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Platform, Seller, Text};

    fn offer() -> Offer {
        let sku = |id: &str, stock| Sku {
            sku_id: id.into(),
            spec_id: None,
            supply_item_id: None,
            supply_sku_id: None,
            values: vec![],
            price: Some(Money::fen(5000)),
            list_price: None,
            stock: Some(stock),
            weight_grams: Some(310),
        };
        Offer {
            platform: Platform::Alibaba1688,
            offer_id: "1".into(),
            title: Text::original("碎花连衣裙"),
            page_url: None,
            pictures: vec![],
            category_id: None,
            seller: Seller { id: "s".into(), name: "厂".into(), place: None, years: None, rating_x10: None },
            dimensions: vec![],
            skus: vec![sku("a", 100), sku("b", 2), sku("c", 0)],
            tiers: vec![
                Tier { from: 3, price: Money::fen(4480) },
                Tier { from: 30, price: Money::fen(4250) },
                Tier { from: 100, price: Money::fen(3980) },
            ],
            moq: 3,
            unit: None,
            attributes: vec![],
            sold: None,
            repurchase_percent: None,
            ships_in_hours: None,
            on_sale: true,
        }
    }

    #[test]
    fn pieces_of_the_whole_offer_reach_a_tier() {
        let sum = offer().price_selection(&[("a".into(), 29), ("b".into(), 1)]);
        assert_eq!((sum.goods, sum.tier), (Money::fen(30 * 4250), Some(1)));
        assert_eq!(sum.weight_grams, Some(30 * 310));
        assert_eq!(
            sum.next_tier,
            Some(NextTier { missing: 70, price: Money::fen(3980), sum: Money::fen(398_000) })
        );
        assert_eq!(sum.faults, vec![]);
    }

    #[test]
    fn rows_are_summed_along_the_dimension_across() {
        let mut offer = offer();
        for (sku, values) in offer.skus.iter_mut().zip([vec![0, 0], vec![0, 1], vec![1, 0]]) {
            sku.values = values;
        }
        let sum = offer.price_selection(&[("a".into(), 3), ("b".into(), 2), ("c".into(), 1)]);
        let row = |values: &[u32], pieces, goods| RowSum {
            values: values.to_vec(),
            pieces,
            goods: Money::fen(goods),
        };
        let by_first = vec![row(&[0], 5, 5 * 4480), row(&[1], 1, 4480)];
        assert_eq!(offer.row_sums(&sum.lines, Some(1)), by_first);
        let by_second = vec![row(&[0], 4, 4 * 4480), row(&[1], 2, 2 * 4480)];
        assert_eq!(offer.row_sums(&sum.lines, Some(0)), by_second);
        assert_eq!(offer.row_sums(&sum.lines, None).len(), 3, "no dimension across: a row for each SKU");
    }

    #[test]
    fn each_fault_is_named() {
        let faults = |picked: &[(&str, u32)]| {
            let picked: Vec<_> = picked.iter().map(|(sku, quantity)| ((*sku).into(), *quantity)).collect();
            offer().price_selection(&picked).faults
        };
        assert_eq!(faults(&[]), vec![LineFault::Nothing]);
        assert_eq!(faults(&[("a", 2)]), vec![LineFault::BelowMinimum { moq: 3, picked: 2 }]);
        assert_eq!(
            faults(&[("a", 3), ("b", 3)]),
            vec![LineFault::AboveStock { sku_id: "b".into(), stock: 2 }]
        );
        assert_eq!(faults(&[("a", 3), ("c", 1)]), vec![LineFault::SoldOut { sku_id: "c".into() }]);
        assert_eq!(faults(&[("a", 3), ("b", 0)]), vec![LineFault::ZeroQuantity { sku_id: "b".into() }]);
        assert_eq!(faults(&[("a", 3), ("x", 1)]), vec![LineFault::NoSuchSku { sku_id: "x".into() }]);
    }
}
