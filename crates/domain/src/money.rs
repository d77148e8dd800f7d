//! Money: integer minor units plus currency, never a float.

use rust_decimal::Decimal;
use rust_decimal::prelude::ToPrimitive;
use serde::de::Error as _;
use serde::{Deserialize, Deserializer, Serialize, Serializer};
use ts_rs::TS;

/// An ISO 4217 currency code; PandaPon's own figures are all CNY.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Serialize, Deserialize, TS)]
pub enum Currency {
    /// Chinese yuan, minor unit fen.
    #[default]
    CNY,
}

/// Why an amount was refused.
#[derive(Debug, thiserror::Error, PartialEq, Eq)]
pub enum MoneyError {
    /// More than two decimals: it would have to be rounded, and nobody said how.
    #[error("{0} has more than two decimals")]
    TooFine(String),
    /// Does not fit 64 bits of minor units.
    #[error("the amount is too large")]
    TooLarge,
    /// Not a number.
    #[error("{0:?} is not an amount")]
    NotANumber(String),
}

/// An amount in minor units (fen). Crosses every boundary as `{"minor":"4100","currency":"CNY"}`, minor units as text.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, TS)]
#[ts(type = "{ minor: string; currency: \"CNY\" }")]
pub struct Money {
    minor: i64,
    currency: Currency,
}

#[derive(Serialize, Deserialize)]
struct MoneyText {
    minor: String,
    currency: Currency,
}

impl Serialize for Money {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        MoneyText { minor: self.minor.to_string(), currency: self.currency }.serialize(serializer)
    }
}

impl<'de> Deserialize<'de> for Money {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = MoneyText::deserialize(deserializer)?;
        let minor = text.minor.parse().map_err(|_| D::Error::custom("minor must be digits"))?;
        Ok(Self { minor, currency: text.currency })
    }
}

impl Money {
    /// Nothing, in yuan.
    pub const ZERO: Self = Self::fen(0);

    /// An amount in fen.
    pub const fn fen(minor: i64) -> Self {
        Self { minor, currency: Currency::CNY }
    }

    /// An amount in yuan with at most two decimals.
    ///
    /// # Errors
    /// When it has more than two decimals or does not fit.
    pub fn yuan(amount: Decimal) -> Result<Self, MoneyError> {
        let fen = amount.checked_mul(Decimal::ONE_HUNDRED).ok_or(MoneyError::TooLarge)?;
        if fen.fract() != Decimal::ZERO {
            return Err(MoneyError::TooFine(amount.to_string()));
        }
        fen.to_i64().map(Self::fen).ok_or(MoneyError::TooLarge)
    }

    /// An amount as people type it in yuan: `2137`, `2137.5`, `¥2,137.50`.
    ///
    /// # Errors
    /// When it is no such amount, has more than two decimals, or does not fit.
    pub fn typed(text: &str) -> Result<Self, MoneyError> {
        let plain: String =
            text.trim().trim_start_matches(['¥', '￥']).chars().filter(|c| *c != ',').collect();
        let not_a_number = || MoneyError::NotANumber(text.to_owned());
        let digits = plain.chars().all(|c| c.is_ascii_digit() || c == '.');
        if !digits || !plain.starts_with(|c: char| c.is_ascii_digit()) {
            return Err(not_a_number());
        }
        Self::yuan(plain.parse().map_err(|_| not_a_number())?)
    }

    /// Minor units (fen).
    pub const fn minor(self) -> i64 {
        self.minor
    }

    /// The currency.
    pub const fn currency(self) -> Currency {
        self.currency
    }

    /// The sum, or `None` past 64 bits. Both are CNY: other currencies appear only after conversion, in the UI.
    pub fn checked_add(self, other: Self) -> Option<Self> {
        self.minor.checked_add(other.minor).map(Self::fen)
    }

    /// The difference, or `None` past 64 bits.
    pub fn checked_sub(self, other: Self) -> Option<Self> {
        self.minor.checked_sub(other.minor).map(Self::fen)
    }

    /// This unit price for `quantity` pieces, or `None` past 64 bits.
    pub fn times(self, quantity: u32) -> Option<Self> {
        self.minor.checked_mul(i64::from(quantity)).map(Self::fen)
    }

    /// The sum of all; an overflow is the largest amount, which no limit lets through.
    pub fn sum(all: impl IntoIterator<Item = Self>) -> Self {
        Self::fen(all.into_iter().fold(0, |sum, money| sum.saturating_add(money.minor)))
    }

    /// The amount in yuan, exact.
    pub fn to_yuan(self) -> Decimal {
        Decimal::new(self.minor, 2)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn crosses_boundaries_as_text() {
        let json = serde_json::to_string(&Money::fen(9_007_199_254_740_993)).unwrap();
        assert_eq!(json, r#"{"minor":"9007199254740993","currency":"CNY"}"#);
        assert_eq!(serde_json::from_str::<Money>(&json).unwrap(), Money::fen(9_007_199_254_740_993));
    }

    #[test]
    fn yuan_with_three_decimals_is_refused() {
        assert_eq!(Money::yuan(Decimal::new(12_30, 2)).unwrap(), Money::fen(1230));
        assert!(matches!(Money::yuan(Decimal::new(12_305, 3)), Err(MoneyError::TooFine(_))));
        assert_eq!(Money::yuan(Decimal::new(12_300, 3)).unwrap(), Money::fen(1230));
    }

    #[test]
    fn amounts_are_read_as_people_type_them() {
        for typed in ["1234.5", " ¥1,234.50 ", "￥1234.5"] {
            assert_eq!(Money::typed(typed), Ok(Money::fen(123_450)), "{typed}");
        }
        for typed in ["", "¥", "-5", "five", "1.2.3", "1e3"] {
            assert!(matches!(Money::typed(typed), Err(MoneyError::NotANumber(_))), "{typed}");
        }
        assert!(matches!(Money::typed("0.005"), Err(MoneyError::TooFine(_))));
        assert_eq!(Money::typed("79228162514264337593543950335"), Err(MoneyError::TooLarge));
    }

    #[test]
    fn overflow_is_seen() {
        assert_eq!(Money::fen(i64::MAX).times(2), None);
        assert_eq!(Money::sum([Money::fen(i64::MAX), Money::fen(5)]), Money::fen(i64::MAX));
    }
}
