//! The preview: what would be ordered, what it costs now, and what changed since the user saw it.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::{CartLineId, Duplicate, Money, OfferId, Platform, SellerId, SkuId};

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

/// A sum of an order that can move by itself.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub enum SumKind {
    /// Goods.
    Goods,
    /// Freight in China.
    Freight,
    /// What is charged beside goods and freight.
    ServiceFee,
    /// Taken off: less of it is dearer.
    Discount,
    /// All that would be paid.
    Total,
}

/// A sum that moved since the user last saw it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct SumShift {
    /// Which.
    pub sum: SumKind,
    /// Seen before.
    pub was: Money,
    /// Now.
    pub is: Money,
    /// Effect on what is paid; positive is dearer.
    pub effect: Money,
}

impl SumShift {
    /// Whether the buyer is worse off.
    pub fn is_worse(&self) -> bool {
        self.effect.minor() > 0
    }
}

/// A quantity that is not the one the user saw: the cart was changed elsewhere.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct QuantityShift {
    /// The line.
    pub cart_line_id: CartLineId,
    /// Pieces seen before.
    pub was: u32,
    /// Pieces now.
    pub is: u32,
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

/// One order as it would be placed: one seller's lines. Kept with the operation that places it; what an earlier Pondesk
/// did not write down there has a default.
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
    /// What is charged beside goods and freight.
    #[serde(default)]
    pub service_fee: Money,
    /// Taken off; positive lowers the sum.
    pub discount: Money,
    /// All that would be paid.
    pub total: Money,
    /// Prices that moved since the user last saw them.
    pub shifts: Vec<PriceShift>,
    /// Sums that moved since the user last saw them; a cart tells none of them, an earlier preview does.
    #[serde(default)]
    pub sum_shifts: Vec<SumShift>,
    /// Quantities that are not those the user saw.
    #[serde(default)]
    pub quantity_shifts: Vec<QuantityShift>,
    /// The same goods to the same address, ordered a short while ago.
    #[serde(default)]
    pub duplicates: Vec<Duplicate>,
    /// What stands in the way; empty when it can be placed.
    pub problems: Vec<Problem>,
}

impl PreviewOrder {
    /// Placeable without a further word: it is as the user saw it, and nothing of it was ordered lately.
    pub fn is_ready(&self) -> bool {
        self.is_as_seen() && self.duplicates.is_empty()
    }

    /// Whether nothing stands in the way and nothing got worse since the user saw it.
    pub fn is_as_seen(&self) -> bool {
        self.problems.is_empty() && !self.is_worse()
    }

    /// Whether a price, a sum or a quantity is not what the user would expect, to his cost.
    pub fn is_worse(&self) -> bool {
        self.shifts.iter().any(PriceShift::rose)
            || self.sum_shifts.iter().any(SumShift::is_worse)
            || !self.quantity_shifts.is_empty()
    }

    /// Each sum.
    fn sums(&self) -> [(SumKind, Money); 5] {
        [
            (SumKind::Goods, self.goods),
            (SumKind::Freight, self.freight),
            (SumKind::ServiceFee, self.service_fee),
            (SumKind::Discount, self.discount),
            (SumKind::Total, self.total),
        ]
    }

    /// The sums that moved since `seen`, an earlier look at the same order that the user agreed to.
    pub fn sums_since(&self, seen: &Self) -> Vec<SumShift> {
        let shift = |((sum, is), (_, was)): ((SumKind, Money), (SumKind, Money))| {
            let dearer = if sum == SumKind::Discount { was.checked_sub(is) } else { is.checked_sub(was) };
            (was != is).then_some(SumShift { sum, was, is, effect: dearer? })
        };
        self.sums().into_iter().zip(seen.sums()).filter_map(shift).collect()
    }

    /// The quantities that moved since `seen`; a line that `seen` lacks had none.
    pub fn quantities_since(&self, seen: &Self) -> Vec<QuantityShift> {
        let shift = |line: &PreviewLine| {
            let before = seen.lines.iter().find(|before| before.cart_line_id == line.cart_line_id);
            let was = before.map_or(0, |before| before.quantity);
            let cart_line_id = line.cart_line_id.clone();
            (was != line.quantity).then_some(QuantityShift { cart_line_id, was, is: line.quantity })
        };
        self.lines.iter().filter_map(shift).collect()
    }

    /// Whether both looks are at the same goods in the same numbers, so that their sums can be compared.
    pub fn is_of_same_goods(&self, other: &Self) -> bool {
        self.key == other.key
            && self.lines.len() == other.lines.len()
            && self.quantities_since(other).is_empty()
    }

    /// This look with the figures that the user agreed to: what moved and waits for his word stands as it was.
    #[must_use]
    pub fn as_agreed(&self) -> Self {
        let mut agreed = self.clone();
        for shift in &self.sum_shifts {
            match shift.sum {
                SumKind::Goods => agreed.goods = shift.was,
                SumKind::Freight => agreed.freight = shift.was,
                SumKind::ServiceFee => agreed.service_fee = shift.was,
                SumKind::Discount => agreed.discount = shift.was,
                SumKind::Total => agreed.total = shift.was,
            }
        }
        agreed
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

    fn order() -> PreviewOrder {
        let line = PreviewLine {
            cart_line_id: "75".into(),
            offer_id: "1".into(),
            sku_id: "2".into(),
            title: "降噪耳机".into(),
            variant: None,
            picture: None,
            quantity: 24,
            unit_price: Money::fen(8200),
            sum: Money::fen(24 * 8200),
        };
        PreviewOrder {
            key: "1688:s".into(),
            platform: Platform::Alibaba1688,
            seller_id: "s".into(),
            seller_name: "湖畔电声".into(),
            lines: vec![line],
            goods: Money::fen(24 * 8200),
            freight: Money::fen(600),
            service_fee: Money::ZERO,
            discount: Money::fen(100),
            total: Money::fen(24 * 8200 + 500),
            shifts: vec![],
            sum_shifts: vec![],
            quantity_shifts: vec![],
            duplicates: vec![],
            problems: vec![],
        }
    }

    /// The order after `change`, compared with how it was.
    fn since(change: impl Fn(&mut PreviewOrder)) -> PreviewOrder {
        let mut fresh = order();
        change(&mut fresh);
        fresh.sum_shifts = fresh.sums_since(&order());
        fresh.quantity_shifts = fresh.quantities_since(&order());
        fresh
    }

    #[test]
    fn any_sum_that_got_worse_asks_and_is_named() {
        type Change = fn(&mut PreviewOrder);
        let changes: [(SumKind, Change); 5] = [
            (SumKind::Goods, |order| order.goods = Money::fen(24 * 8200 + 1)),
            (SumKind::Freight, |order| order.freight = Money::fen(601)),
            (SumKind::ServiceFee, |order| order.service_fee = Money::fen(1)),
            (SumKind::Discount, |order| order.discount = Money::fen(99)),
            (SumKind::Total, |order| order.total = Money::fen(24 * 8200 + 501)),
        ];
        for (sum, change) in changes {
            let fresh = since(change);
            assert!(!fresh.is_ready(), "{sum:?}");
            assert_eq!((fresh.sum_shifts.len(), fresh.sum_shifts[0].sum), (1, sum));
            assert_eq!(fresh.sum_shifts[0].effect, Money::fen(1), "{sum:?}");
        }
        let more_pieces = since(|order| order.lines[0].quantity = 25);
        assert_eq!((more_pieces.quantity_shifts[0].was, more_pieces.quantity_shifts[0].is), (24, 25));
        assert!(!more_pieces.is_ready());
    }

    #[test]
    fn what_got_better_is_told_and_asks_nothing() {
        let fresh = since(|order| {
            order.freight = Money::ZERO;
            order.total = Money::fen(24 * 8200 - 100);
        });
        assert_eq!(
            fresh.sum_shifts.iter().map(|shift| shift.effect).collect::<Vec<_>>(),
            vec![Money::fen(-600); 2]
        );
        assert!(fresh.is_ready());
    }

    #[test]
    fn what_an_earlier_pondesk_wrote_down_is_still_read() {
        let mut written = serde_json::to_value(order()).unwrap();
        for name in ["serviceFee", "sumShifts", "quantityShifts", "duplicates"] {
            assert!(written.as_object_mut().unwrap().remove(name).is_some(), "{name}");
        }
        assert_eq!(serde_json::from_value::<PreviewOrder>(written).unwrap(), order());
    }

    #[test]
    fn looking_again_is_no_agreement() {
        let risen = since(|order| order.freight = Money::fen(900));
        assert_eq!(risen.as_agreed().freight, Money::fen(600));
        let again = risen.clone();
        assert_eq!(again.sums_since(&risen.as_agreed())[0].was, Money::fen(600));
    }
}
