//! What an order came to cost: each change of a sum, and what it means for what is paid.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::{AccountId, CallbackId, ChangeSource, EpochMs, Money, OrderId, OrderLineId, Platform, RequestId};

/// Which sum of an order changed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub enum PriceField {
    /// All that is to be paid.
    Total,
    /// Sum of goods.
    Goods,
    /// Freight in China.
    Freight,
    /// What the seller took off.
    Discount,
    /// Price per piece of a line.
    UnitPrice,
}

impl PriceField {
    /// Reads the name of a field of the history, with the line that it is of. None for what is no sum.
    pub fn read(field: &str) -> Option<(Self, Option<OrderLineId>)> {
        let of_line = || field.strip_prefix("line:")?.strip_suffix(":unitPrice");
        Some(match field {
            "total" => (Self::Total, None),
            "goods" => (Self::Goods, None),
            "freight" => (Self::Freight, None),
            "discount" => (Self::Discount, None),
            _ => (Self::UnitPrice, Some(OrderLineId::from(of_line()?))),
        })
    }

    /// What a change costs: positive makes dearer. `quantity` is that of the line; a discount works the other way round.
    /// None where it does not fit 64 bits.
    pub fn effect(self, was: Money, is: Money, quantity: u32) -> Option<Money> {
        let difference = is.checked_sub(was)?;
        match self {
            Self::Discount => Money::ZERO.checked_sub(difference),
            Self::UnitPrice => difference.minor().checked_mul(i64::from(quantity)).map(Money::fen),
            Self::Total | Self::Goods | Self::Freight => Some(difference),
        }
    }
}

/// One change of a sum.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct PriceChange {
    /// Its place in the history.
    pub change_id: String,
    /// The account.
    pub account_id: AccountId,
    /// The order.
    pub order_id: OrderId,
    /// Where.
    pub platform: Platform,
    /// Title of the line, or of the order's first.
    pub title: String,
    /// Key of its picture.
    pub picture: Option<String>,
    /// What changed.
    pub field: PriceField,
    /// The line, for a price per piece.
    pub line_id: Option<OrderLineId>,
    /// Pieces of that line.
    pub quantity: u32,
    /// Before.
    pub was: Money,
    /// Since.
    pub is: Money,
    /// What it costs: positive makes dearer.
    pub effect: Money,
    /// Whether the order is still to be paid.
    pub unpaid: bool,
    /// When this desk read it from PandaPon: confirmed.
    pub seen_at: EpochMs,
    /// What had it read.
    pub source: ChangeSource,
    /// The call.
    pub request_id: Option<RequestId>,
    /// The message that had it read, and when PandaPon says that it was pushed.
    pub message: Option<SaidBy>,
}

/// The message that first said something.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct SaidBy {
    /// The message.
    pub callback_id: CallbackId,
    /// When it was pushed, else when it came.
    pub at: EpochMs,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_field_of_the_history_is_a_sum_or_none() {
        assert_eq!(PriceField::read("total"), Some((PriceField::Total, None)));
        let line = OrderLineId::from("27:48");
        assert_eq!(PriceField::read("line:27:48:unitPrice"), Some((PriceField::UnitPrice, Some(line))));
        for other in ["status", "line:1:quantity", "line:1", "unitPrice", ""] {
            assert_eq!(PriceField::read(other), None, "{other}");
        }
    }

    #[test]
    fn a_smaller_discount_makes_dearer_and_a_line_costs_by_its_pieces() {
        let (low, high) = (Money::fen(8_200), Money::fen(8_650));
        assert_eq!(PriceField::Total.effect(low, high, 24), Some(Money::fen(450)));
        assert_eq!(PriceField::UnitPrice.effect(low, high, 24), Some(Money::fen(10_800)));
        assert_eq!(PriceField::Discount.effect(low, high, 1), Some(Money::fen(-450)));
        assert_eq!(PriceField::UnitPrice.effect(Money::fen(0), Money::fen(i64::MAX), 2), None);
    }
}
