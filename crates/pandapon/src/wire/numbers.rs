//! Numbers that are no money: counts, measures, truth values.

use rust_decimal::Decimal;
use serde::{Deserialize, Deserializer, Serialize, Serializer};
use serde_json::Value;

use super::{describe, scalar_text};

/// A whole number: pieces, stock, pages. Read from a number or digits in text (`94`, `"94"`, `"1,234"`, `94.0`).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(transparent)]
pub struct Count(pub i64);

impl Count {
    /// The number.
    #[must_use]
    pub fn get(self) -> i64 {
        self.0
    }
}

impl<'de> Deserialize<'de> for Count {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let value = Value::deserialize(deserializer)?;
        read_decimal(&value)
            .filter(Decimal::is_integer)
            .and_then(|number| i64::try_from(number).ok())
            .map(Self)
            .ok_or_else(|| {
                serde::de::Error::custom(format_args!("expected a whole number, found {}", describe(&value)))
            })
    }
}

/// An exact decimal number with a unit that the field names: kilograms, grams, centimetres, pieces.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Measure(pub Decimal);

impl Measure {
    /// The number.
    #[must_use]
    pub fn get(self) -> Decimal {
        self.0
    }
}

impl From<i64> for Measure {
    fn from(number: i64) -> Self {
        Self(Decimal::from(number))
    }
}

impl Serialize for Measure {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serialize_decimal(self.0, serializer)
    }
}

impl<'de> Deserialize<'de> for Measure {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let value = Value::deserialize(deserializer)?;
        read_decimal(&value).map(Self).ok_or_else(|| {
            serde::de::Error::custom(format_args!("expected a number, found {}", describe(&value)))
        })
    }
}

/// Reads a truth value: true, 1, "true", "1", "Y", "yes" and their opposites.
///
/// # Errors
/// Anything else.
pub fn flag<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<bool>, D::Error> {
    let value = Value::deserialize(deserializer)?;
    let text = scalar_text(&value).map(|text| text.to_ascii_lowercase());
    match text.as_deref() {
        None if value.is_null() => Ok(None),
        Some("") => Ok(None),
        Some("true" | "1" | "y" | "yes") => Ok(Some(true)),
        Some("false" | "0" | "n" | "no") => Ok(Some(false)),
        _ => {
            Err(serde::de::Error::custom(format_args!("expected true or false, found {}", describe(&value))))
        }
    }
}

/// The exact decimal in a number or text; thousands may be set apart by commas.
pub(crate) fn read_decimal(value: &Value) -> Option<Decimal> {
    if !matches!(value, Value::String(_) | Value::Number(_)) {
        return None;
    }
    decimal(&scalar_text(value)?)
}

/// The exact decimal that a text spells, none where it would have to be rounded.
pub(crate) fn decimal(text: &str) -> Option<Decimal> {
    let plain = without_thousands(text.trim())?;
    let plain = plain.strip_prefix('+').unwrap_or(&plain);
    if !plain.bytes().all(|byte| matches!(byte, b'0'..=b'9' | b'.' | b'-' | b'+' | b'e' | b'E')) {
        return None;
    }
    match plain.find(['e', 'E']) {
        None => Decimal::from_str_exact(plain).ok(),
        Some(_) => scientific(plain),
    }
}

/// `12E-1` and its like, refused rather than rounded.
fn scientific(text: &str) -> Option<Decimal> {
    let (digits, exponent) = text.split_once(['e', 'E'])?;
    let exponent: i32 = exponent.parse().ok()?;
    let digits = Decimal::from_str_exact(digits).ok()?;
    let ten = Decimal::TEN;
    let mut number = digits;
    if !(-28..=28).contains(&exponent) {
        return digits.is_zero().then_some(digits);
    }
    for _ in 0..exponent.unsigned_abs() {
        number = if exponent > 0 { number.checked_mul(ten)? } else { exact_tenth(number)? };
    }
    Some(number)
}

fn exact_tenth(number: Decimal) -> Option<Decimal> {
    let mut smaller = number;
    smaller.set_scale(number.scale() + 1).ok()?;
    Some(smaller)
}

fn without_thousands(text: &str) -> Option<String> {
    if !text.contains(',') {
        return Some(text.to_owned());
    }
    let (whole, fraction) =
        text.split_once('.').map_or((text, None), |(whole, fraction)| (whole, Some(fraction)));
    let mut groups = whole.trim_start_matches(['-', '+']).split(',');
    let first = groups.next()?;
    let well_grouped = (1..=3).contains(&first.len()) && groups.all(|group| group.len() == 3);
    let fraction_is_plain = fraction.is_none_or(|fraction| !fraction.contains(','));
    (well_grouped && fraction_is_plain).then(|| text.replace(',', ""))
}

/// Writes a decimal as a bare JSON number with its exact digits.
pub(crate) fn serialize_decimal<S: Serializer>(number: Decimal, serializer: S) -> Result<S::Ok, S::Error> {
    let number: serde_json::Number = number
        .to_string()
        .parse()
        .map_err(|_| serde::ser::Error::custom("a decimal is always a JSON number"))?;
    number.serialize(serializer)
}
