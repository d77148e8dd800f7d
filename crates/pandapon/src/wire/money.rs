//! Money: fen as integers, yuan as exact decimals, and the one place where they meet.

use rust_decimal::Decimal;
use serde::{Deserialize, Deserializer, Serialize, Serializer};
use serde_json::Value;

use super::numbers::{decimal, read_decimal, serialize_decimal};
use super::{describe, scalar_text};

/// A sum of money does not fit.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum MoneyError {
    /// A yuan sum has parts of a fen.
    #[error("the sum has parts of a fen")]
    PartOfFen,
    /// More than 64 bits of fen.
    #[error("the sum is too large")]
    TooLarge,
}

/// A sum in fen, 1/100 yuan. Read from an integer or its digits in text. Text with a decimal point is refused in a fen
/// field: it would be yuan, and a guess would be wrong by a factor of 100.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(transparent)]
pub struct Fen(pub i64);

impl Fen {
    /// The same sum in yuan.
    #[must_use]
    pub fn to_yuan(self) -> Yuan {
        Yuan(Decimal::new(self.0, 2))
    }
}

impl<'de> Deserialize<'de> for Fen {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let value = Value::deserialize(deserializer)?;
        let pointed_text = value.as_str().is_some_and(|text| text.contains('.'));
        read_decimal(&value)
            .filter(|sum| !pointed_text && sum.is_integer())
            .and_then(|sum| i64::try_from(sum).ok())
            .map(Self)
            .ok_or_else(|| {
                serde::de::Error::custom(format_args!("expected whole fen, found {}", describe(&value)))
            })
    }
}

/// A sum in yuan, exact. Read from a number or text, with or without a currency sign.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Yuan(pub Decimal);

impl Yuan {
    /// The same sum in fen.
    ///
    /// # Errors
    /// It has parts of a fen, or is too large.
    pub fn to_fen(self) -> Result<Fen, MoneyError> {
        let fen = self.0.checked_mul(Decimal::ONE_HUNDRED).ok_or(MoneyError::TooLarge)?;
        if !fen.is_integer() {
            return Err(MoneyError::PartOfFen);
        }
        i64::try_from(fen).map(Fen).map_err(|_| MoneyError::TooLarge)
    }
}

impl Serialize for Yuan {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(&self.0)
    }
}

impl<'de> Deserialize<'de> for Yuan {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let value = Value::deserialize(deserializer)?;
        let sum = match &value {
            Value::String(_) => {
                scalar_text(&value).and_then(|text| decimal(text.trim_start_matches(['¥', '￥'])))
            }
            other => read_decimal(other),
        };
        sum.map(Self).ok_or_else(|| {
            serde::de::Error::custom(format_args!("expected yuan, found {}", describe(&value)))
        })
    }
}

/// Writes yuan as a bare JSON number with its exact digits, where the reference wants a number.
///
/// # Errors
/// Only those of the serializer.
pub fn yuan_as_number<S: Serializer>(sum: &Option<Yuan>, serializer: S) -> Result<S::Ok, S::Error> {
    match sum {
        Some(sum) => serialize_decimal(sum.0, serializer),
        None => serializer.serialize_none(),
    }
}
