//! Points in time in the forms of the reference.

use jiff::Timestamp;
use jiff::civil::{Date, DateTime};
use jiff::tz::Offset;
use serde::{Deserialize, Deserializer, Serialize, Serializer};

use super::Text;

/// The zone of a time that names none.
pub const BEIJING: Offset = Offset::constant(8);

/// A point in time as it was sent, with the instant it means. Forms: `20170913231708000-0700`,
/// `yyyy-MM-dd HH:mm:ss` (Beijing), the same with blanks after the colons, epoch milliseconds (13 digits) or seconds
/// (10 digits), and RFC 3339. A form that is not known is kept as text and has no instant.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Moment {
    text: String,
    instant: Option<Timestamp>,
}

impl Moment {
    /// Reads a wire text.
    #[must_use]
    pub fn new(text: &str) -> Self {
        Self { text: text.to_owned(), instant: instant(text) }
    }

    /// What the wire held.
    #[must_use]
    pub fn as_text(&self) -> &str {
        &self.text
    }

    /// The instant, when the form is known.
    #[must_use]
    pub fn timestamp(&self) -> Option<Timestamp> {
        self.instant
    }
}

impl Serialize for Moment {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(&self.text)
    }
}

impl<'de> Deserialize<'de> for Moment {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        Text::deserialize(deserializer).map(|text| Self::new(&text))
    }
}

/// Writes an instant as `yyyy-MM-dd HH:mm:ss` in Beijing time, the form that requests take.
///
/// # Errors
/// Only those of the serializer.
pub fn as_beijing_text<S: Serializer>(instant: &Option<Timestamp>, serializer: S) -> Result<S::Ok, S::Error> {
    match instant {
        Some(instant) => serializer.collect_str(&BEIJING.to_datetime(*instant).strftime("%Y-%m-%d %H:%M:%S")),
        None => serializer.serialize_none(),
    }
}

/// Writes an instant as a bare number of epoch milliseconds.
///
/// # Errors
/// Only those of the serializer.
pub fn as_epoch_ms<S: Serializer>(instant: &Option<Timestamp>, serializer: S) -> Result<S::Ok, S::Error> {
    match instant {
        Some(instant) => serializer.serialize_i64(instant.as_millisecond()),
        None => serializer.serialize_none(),
    }
}

fn instant(text: &str) -> Option<Timestamp> {
    let text = collapse(text);
    if matches!(text.len(), 10 | 13) && text.bytes().all(|byte| byte.is_ascii_digit()) {
        return epoch(&text);
    }
    let (local, zone) = split_zone(&text)?;
    zone.to_timestamp(civil(local)?).ok()
}

/// `2018-02-07 15: 27: 58` has blanks after its colons.
fn collapse(text: &str) -> String {
    let mut clean = String::with_capacity(text.len());
    for c in text.trim().chars() {
        if !(c.is_whitespace() && clean.ends_with([':', ' '])) {
            if c == ':' {
                clean.truncate(clean.trim_end().len());
            }
            clean.push(if c.is_whitespace() { ' ' } else { c });
        }
    }
    clean
}

fn epoch(digits: &str) -> Option<Timestamp> {
    let number: i64 = digits.parse().ok()?;
    match digits.len() {
        13 => Timestamp::from_millisecond(number).ok(),
        10 => Timestamp::from_second(number).ok(),
        _ => None,
    }
}

/// Takes the zone off the end: `Z`, `+0800`, `+08:00`; Beijing when there is none.
fn split_zone(text: &str) -> Option<(&str, Offset)> {
    if let Some(local) = text.strip_suffix(['Z', 'z']) {
        return Some((local, Offset::UTC));
    }
    // A date has its own hyphens within the first ten characters.
    let Some(at) = text.rfind(['+', '-']).filter(|at| *at > 9) else {
        return Some((text, BEIJING));
    };
    let (local, zone) = text.split_at(at);
    let digits: String = zone.get(1..)?.chars().filter(|c| *c != ':').collect();
    if digits.len() != 4 || !digits.bytes().all(|byte| byte.is_ascii_digit()) {
        return None;
    }
    let seconds = digits.get(..2)?.parse::<i32>().ok()? * 3600 + digits.get(2..)?.parse::<i32>().ok()? * 60;
    let seconds = if zone.starts_with('-') { -seconds } else { seconds };
    Some((local.trim_end(), Offset::from_seconds(seconds).ok()?))
}

fn civil(text: &str) -> Option<DateTime> {
    if text.bytes().all(|byte| byte.is_ascii_digit()) {
        return compact(text);
    }
    let (date, time) = text.split_once([' ', 'T']).unwrap_or((text, "00:00:00"));
    let mut parts = date.split(['-', '/']);
    let (year, month, day) = (parts.next()?, parts.next()?, parts.next()?);
    if parts.next().is_some() || year.len() != 4 {
        return None;
    }
    let date = Date::new(year.parse().ok()?, month.parse().ok()?, day.parse().ok()?).ok()?;
    let (time, fraction) = time.split_once('.').unwrap_or((time, ""));
    let mut parts = time.split(':');
    let (hour, minute, second) = (parts.next()?, parts.next()?, parts.next().unwrap_or("0"));
    if parts.next().is_some() {
        return None;
    }
    let time = jiff::civil::Time::new(
        hour.trim().parse().ok()?,
        minute.parse().ok()?,
        second.parse().ok()?,
        nanoseconds(fraction)?,
    );
    Some(date.to_datetime(time.ok()?))
}

/// `yyyyMMddHHmmss` with or without milliseconds, or `yyyyMMdd`.
fn compact(text: &str) -> Option<DateTime> {
    let part = |from: usize, to: usize| text.get(from..to).and_then(|digits| digits.parse::<i16>().ok());
    if !matches!(text.len(), 8 | 14 | 17) {
        return None;
    }
    let small = |from: usize| {
        if from + 2 > text.len() {
            Some(0)
        } else {
            part(from, from + 2).and_then(|number| i8::try_from(number).ok())
        }
    };
    let nanos = if text.len() == 17 { nanoseconds(text.get(14..)?)? } else { 0 };
    DateTime::new(part(0, 4)?, small(4)?, small(6)?, small(8)?, small(10)?, small(12)?, nanos).ok()
}

fn nanoseconds(fraction: &str) -> Option<i32> {
    if fraction.is_empty() {
        return Some(0);
    }
    let nine: String = fraction.chars().chain(std::iter::repeat('0')).take(9).collect();
    nine.bytes().all(|byte| byte.is_ascii_digit()).then(|| nine.parse().ok()).flatten()
}
