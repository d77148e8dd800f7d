//! The odd forms that messages come in: JSON text inside JSON, dates of four kinds, raw line breaks, torn addresses.

use serde::{Deserialize, Serialize};
use serde_json::Value;

use crate::wire::{beijing_time, compact_pacific_time, read_time};

/// Which of the odd forms one message has. The default is that of the reference's pages, but valid JSON.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default, deny_unknown_fields)]
pub(crate) struct Form {
    /// `messageBody` is JSON text, not an object.
    pub(crate) text_body: bool,
    /// How much stands in it; `None` as in the reference's sample of its type.
    pub(crate) shape: Option<Shape>,
    /// The type has the page title's prefix, `1688_` or `TAOBAO_`.
    pub(crate) prefixed: bool,
    /// Line breaks and tabs stand inside strings as they are.
    pub(crate) raw_controls: bool,
    /// `https: //`.
    pub(crate) spaced_urls: bool,
    /// One form for all dates; `None` leaves the mix that each field has.
    pub(crate) dates: Option<Dates>,
}

/// How much of an order a message tells.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(crate) enum Shape {
    /// The whole order or refund.
    Whole,
    /// The sister platform's flat summary.
    Summary,
    /// The upstream's event: ids and a status.
    Ids,
}

/// The four forms of a date.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(crate) enum Dates {
    /// `20170913231708000-0700`.
    Compact,
    /// `yyyy-MM-dd HH:mm:ss`, Beijing time.
    Beijing,
    /// `2018-02-07 15: 27: 58`.
    Spaced,
    /// A number, ms.
    Epoch,
}

/// Stands for a raw line break until the JSON is written; a private character, so that no title has it.
const BREAK: char = '\u{e000}';

impl Form {
    /// A form from a random number.
    pub(super) fn drawn(number: u64) -> Form {
        let bit = |at: u32| number >> at & 1 == 1;
        Form {
            text_body: bit(0),
            shape: [None, Some(Shape::Whole), Some(Shape::Summary), Some(Shape::Ids)]
                [usize::from(bit(1)) * 2 + usize::from(bit(2))],
            prefixed: bit(3),
            raw_controls: bit(4),
            spaced_urls: bit(5),
            dates: if bit(6) { None } else { Some(Self::dates(number >> 7)) },
        }
    }

    fn dates(number: u64) -> Dates {
        match number % 4 {
            0 => Dates::Compact,
            1 => Dates::Beijing,
            2 => Dates::Spaced,
            _ => Dates::Epoch,
        }
    }
}

/// The bytes of a message in a form.
pub(super) fn dress(mut message: Value, form: Form) -> Vec<u8> {
    if let Some(body) = message.get_mut("messageBody") {
        walk(body, form);
        if form.raw_controls {
            break_lines(body);
        }
        if form.text_body {
            *body = Value::from(body.to_string());
        }
    }
    message.to_string().replace(BREAK, "\n\t").into_bytes()
}

fn walk(value: &mut Value, form: Form) {
    match value {
        Value::Object(fields) => fields.values_mut().for_each(|field| walk(field, form)),
        Value::Array(items) => items.iter_mut().for_each(|item| walk(item, form)),
        Value::String(text) => {
            if form.spaced_urls && text.contains("://") {
                *text = text.replace("://", ": //");
            }
            // Blanks after the colons are one of the forms that a field may have already.
            let at_ms = form.dates.and_then(|_| read_time(&text.replace(": ", ":")));
            if let (Some(dates), Some(at_ms)) = (form.dates, at_ms) {
                *value = match dates {
                    Dates::Compact => compact_pacific_time(at_ms).into(),
                    Dates::Beijing => beijing_time(at_ms).into(),
                    Dates::Spaced => beijing_time(at_ms).replace(':', ": ").into(),
                    Dates::Epoch => at_ms.into(),
                };
            }
        }
        Value::Null | Value::Bool(_) | Value::Number(_) => {}
    }
}

/// Breaks lines where the reference's sample does, between line ids; where there are none, in a note of its own.
fn break_lines(body: &mut Value) {
    let ids = body.pointer_mut("/nativeLogistics/logisticsItems/0/subItemIds");
    match ids {
        Some(Value::String(ids)) => *ids = format!("{}{BREAK}", ids.replace(',', &format!(",{BREAK}"))),
        _ => {
            if let Some(fields) = body.as_object_mut() {
                fields.insert("memo".to_owned(), format!("推送{BREAK}消息").into());
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn forms_are_what_they_say() {
        let message = || {
            json!({ "messageType": "T", "messageBody": {
                "createTime": "20180206152758005+0800", "expires": "2018-02-07 15: 27: 58",
                "picture": "https://a/b.jpg", "title": "a: b" } })
        };
        let dressed = |form| String::from_utf8(dress(message(), form)).unwrap();
        let plain: Value = serde_json::from_str(&dressed(Form::default())).unwrap();
        assert_eq!(plain, message());

        let text = dressed(Form { text_body: true, ..Form::default() });
        let read: Value = serde_json::from_str(&text).unwrap();
        let inner: Value = serde_json::from_str(read["messageBody"].as_str().unwrap()).unwrap();
        assert_eq!(inner, message()["messageBody"]);

        assert!(dressed(Form { spaced_urls: true, ..Form::default() }).contains("https: //a/b.jpg"));
        let raw = dressed(Form { raw_controls: true, ..Form::default() });
        assert!(raw.contains("\n\t") && serde_json::from_str::<Value>(&raw).is_err());

        let dates = |dates| {
            let text = dressed(Form { dates: Some(dates), ..Form::default() });
            let read: Value = serde_json::from_str(&text).unwrap();
            let body = &read["messageBody"];
            assert_eq!(body["title"], "a: b");
            (body["createTime"].clone(), body["expires"].clone())
        };
        assert_eq!(dates(Dates::Compact), (json!("20180206002758005-0700"), json!("20180207002758000-0700")));
        assert_eq!(dates(Dates::Beijing), (json!("2018-02-06 15:27:58"), json!("2018-02-07 15:27:58")));
        assert_eq!(dates(Dates::Spaced), (json!("2018-02-06 15: 27: 58"), json!("2018-02-07 15: 27: 58")));
        assert_eq!(dates(Dates::Epoch), (json!(1_517_902_078_005_i64), json!(1_517_988_478_000_i64)));
    }
}
