//! How values are written on the wire: the quirks of the real one, each in one place.

use std::str::FromStr;

use jiff::Timestamp;
use jiff::tz::{Offset, TimeZone};
use serde_json::{Number, Value};

use crate::catalogue::pictures::PictureKey;
use crate::catalogue::{Offer, Sku};

const BEIJING_HOURS: i8 = 8;
/// The zone of the upstream's own machines; both zones occur in one message.
const PACIFIC_HOURS: i8 = -7;

/// Fen as a yuan number without needless zeros: 19, 19.9, 19.95.
pub(crate) fn yuan(fen: i64) -> Value {
    let text = yuan_text(fen);
    let short = text.trim_end_matches('0').trim_end_matches('.');
    Number::from_str(short).map_or(Value::Null, Value::Number)
}

/// Fen as yuan text with two decimals: "19.90".
pub(crate) fn yuan_text(fen: i64) -> String {
    let sign = if fen < 0 { "-" } else { "" };
    let fen = fen.unsigned_abs();
    format!("{sign}{}.{:02}", fen / 100, fen % 100)
}

/// Yuan text (at most two decimals) as fen.
pub(crate) fn read_yuan(text: &str) -> Option<i64> {
    let (whole, part) = text.trim().split_once('.').unwrap_or((text.trim(), ""));
    let digits = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit());
    if whole.is_empty() || part.len() > 2 || !digits(whole) || !digits(part) {
        return None;
    }
    let fen: i64 = format!("{part:0<2}").parse().ok()?;
    whole.parse::<i64>().ok()?.checked_mul(100)?.checked_add(fen)
}

/// Grams as kilograms with three decimals at most.
pub(crate) fn kilograms(grams: u32) -> Value {
    let text = format!("{}.{:03}", grams / 1000, grams % 1000);
    let short = text.trim_end_matches('0').trim_end_matches('.');
    Number::from_str(short).map_or(Value::Null, Value::Number)
}

/// An id as a JSON number, digit by digit.
pub(crate) fn number(id: &str) -> Value {
    Number::from_str(id).map_or(Value::Null, Value::Number)
}

/// An id as a JSON number that went through a double, as some of the real one's did: …5941 becomes …5900.
pub(crate) fn rounded_number(id: &str) -> Value {
    let Ok(exact) = id.parse::<f64>() else { return Value::Null };
    // The shortest digits that name the double, filled up with zeros: what JavaScript writes.
    let text = format!("{exact:e}");
    let (mantissa, exponent) = text.split_once('e').unwrap_or((&text, "0"));
    let digits: String = mantissa.chars().filter(char::is_ascii_digit).collect();
    let width = exponent.parse::<usize>().unwrap_or(0) + 1;
    number(&format!("{digits:0<width$}"))
}

/// `yyyy-MM-dd HH:mm:ss`, Beijing time, no zone written.
pub(crate) fn beijing_time(epoch_ms: i64) -> String {
    in_zone(epoch_ms, BEIJING_HOURS, "%Y-%m-%d %H:%M:%S")
}

/// `20180206152758000+0800`.
pub(crate) fn compact_time(epoch_ms: i64) -> String {
    format!("{}{:03}+0800", in_zone(epoch_ms, BEIJING_HOURS, "%Y%m%d%H%M%S"), epoch_ms.rem_euclid(1000))
}

/// `20170913231708000-0700`: the same form from another of the upstream's machines.
pub(crate) fn compact_pacific_time(epoch_ms: i64) -> String {
    format!("{}{:03}-0700", in_zone(epoch_ms, PACIFIC_HOURS, "%Y%m%d%H%M%S"), epoch_ms.rem_euclid(1000))
}

/// [`compact_time`] or null.
pub(crate) fn compact_or_null(epoch_ms: Option<i64>) -> Value {
    epoch_ms.map_or(Value::Null, |at| compact_time(at).into())
}

/// Reads a time that a caller filters by: `yyyy-MM-dd HH:mm:ss` of Beijing, or the compact form.
pub(crate) fn read_time(text: &str) -> Option<i64> {
    if let Ok(civil) = jiff::civil::DateTime::strptime("%Y-%m-%d %H:%M:%S", text) {
        return Some(civil.to_zoned(zone(BEIJING_HOURS)).ok()?.timestamp().as_millisecond());
    }
    let (digits, offset) = text.split_at_checked(17)?;
    let (seconds, millis) = digits.split_at_checked(14)?;
    let at = jiff::Zoned::strptime("%Y%m%d%H%M%S%z", format!("{seconds}{offset}")).ok()?;
    Some(at.timestamp().as_millisecond() + millis.parse::<i64>().ok()?)
}

fn in_zone(epoch_ms: i64, hours: i8, format: &str) -> String {
    let at = Timestamp::from_millisecond(epoch_ms).unwrap_or_default();
    at.to_zoned(zone(hours)).strftime(format).to_string()
}

fn zone(hours: i8) -> TimeZone {
    TimeZone::fixed(Offset::from_hours(hours).unwrap_or(Offset::UTC))
}

/// The picture that shows a SKU best: of its colour, else the offer's first.
pub(crate) fn sku_picture(offer: &Offer, sku: &Sku) -> Option<PictureKey> {
    sku.values
        .iter()
        .zip(&offer.dimensions)
        .find_map(|(value, dimension)| dimension.values.get(*value)?.picture)
        .or_else(|| offer.pictures.first().copied())
}

/// A SKU in words: "颜色:雾蓝 尺码:L".
pub(crate) fn sku_words(offer: &Offer, sku: &Sku) -> Vec<(String, String)> {
    sku.values
        .iter()
        .zip(&offer.dimensions)
        .filter_map(|(value, dimension)| {
            Some((dimension.name_zh.clone(), dimension.values.get(*value)?.value_zh.clone()))
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn money_is_exact() {
        assert_eq!(yuan(1990).to_string(), "19.9");
        assert_eq!(yuan(1900).to_string(), "19");
        assert_eq!(yuan(0).to_string(), "0");
        assert_eq!(yuan(100_000).to_string(), "1000");
        assert_eq!(yuan(5).to_string(), "0.05");
        assert_eq!(yuan_text(-105), "-1.05");
        assert_eq!(read_yuan("19.9"), Some(1990));
        assert_eq!(read_yuan("7"), Some(700));
        for bad in ["", ".5", "1.234", "-1", "1e3", "x"] {
            assert_eq!(read_yuan(bad), None, "{bad}");
        }
    }

    #[test]
    fn rounded_ids_are_javascript_s() {
        assert_eq!(rounded_number("2542285634920880794").to_string(), "2542285634920880600");
        assert_eq!(rounded_number("1234567890123").to_string(), "1234567890123");
    }

    #[test]
    fn dates_have_the_documented_forms() {
        let at = 1_517_902_078_005;
        assert_eq!(compact_time(at), "20180206152758005+0800");
        assert_eq!(compact_pacific_time(at), "20180206002758005-0700");
        assert_eq!(beijing_time(at), "2018-02-06 15:27:58");
        assert_eq!(read_time(&compact_time(at)), Some(at));
        assert_eq!(read_time(&compact_pacific_time(at)), Some(at));
        assert_eq!(read_time(&beijing_time(at)), Some(at - 5));
        assert_eq!(read_time("yesterday"), None);
    }
}
