//! The preview: what would be ordered, what it costs now, and what changed since the user saw it.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::{CartLineId, Money, OfferId, Platform, SellerId, SkuId};

/// One line of a previewed order.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct PreviewLine {
    /// The cart record it comes from.
    pub cart_line_id: CartLineId,
    /// The offer.
    pub offer_id: OfferId,
    /// The SKU.
    pub sku_id: SkuId,
    /// Title.
    pub title: String,
    /// Variant in words.
    pub variant: Option<String>,
    /// Key of its picture.
    pub picture: Option<String>,
    /// Pieces.
    pub quantity: u32,
    /// Price per piece now.
    pub unit_price: Money,
    /// What the line costs.
    pub sum: Money,
}

/// A price that moved since the user last saw it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct PriceShift {
    /// The line.
    pub cart_line_id: CartLineId,
    /// Price per piece seen before.
    pub was: Money,
    /// Price per piece now.
    pub is: Money,
    /// Pieces.
    pub quantity: u32,
    /// Effect on the whole line; positive is dearer.
    pub effect: Money,
}

impl PriceShift {
    /// The shift of one line, or `None` when the price stayed.
    pub fn between(cart_line_id: &CartLineId, was: Money, is: Money, quantity: u32) -> Option<Self> {
        let effect = is.checked_sub(was)?.times(quantity)?;
        (was != is).then(|| Self { cart_line_id: cart_line_id.clone(), was, is, quantity, effect })
    }

    /// Whether it became dearer: that stops an order until the user agrees.
    pub fn rose(&self) -> bool {
        self.effect.minor() > 0
    }
}

/// Why a previewed order cannot be placed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct Problem {
    /// The line it concerns, or the whole order.
    pub cart_line_id: Option<CartLineId>,
    /// The platform's code.
    pub code: Option<String>,
    /// The platform's own words.
    pub said: Option<String>,
}

/// One order as it would be placed: one seller's lines.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct PreviewOrder {
    /// Names it within its preview.
    pub key: String,
    /// Where.
    pub platform: Platform,
    /// The seller.
    pub seller_id: SellerId,
    /// The seller's name.
    pub seller_name: String,
    /// Its lines.
    pub lines: Vec<PreviewLine>,
    /// Goods.
    pub goods: Money,
    /// Freight in China.
    pub freight: Money,
    /// Taken off; positive lowers the sum.
    pub discount: Money,
    /// All that would be paid.
    pub total: Money,
    /// Prices that moved since the user last saw them.
    pub shifts: Vec<PriceShift>,
    /// What stands in the way; empty when it can be placed.
    pub problems: Vec<Problem>,
}

impl PreviewOrder {
    /// Placeable without a further look: no problem and no price that rose.
    pub fn is_ready(&self) -> bool {
        self.problems.is_empty() && !self.shifts.iter().any(PriceShift::rose)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_effect_is_on_the_whole_line() {
        let shift = PriceShift::between(&"1".into(), Money::fen(8200), Money::fen(8650), 24).unwrap();
        assert_eq!(shift.effect, Money::fen(10_800));
        assert!(shift.rose());
        assert_eq!(PriceShift::between(&"1".into(), Money::fen(8200), Money::fen(8200), 24), None);
        assert!(!PriceShift::between(&"1".into(), Money::fen(8200), Money::fen(8000), 1).unwrap().rose());
    }
}
