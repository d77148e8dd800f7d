//! Names, phone numbers and addresses in what goes into a report.

use pandapon::MASK;
use serde_json::Value;

/// Members whose value says who somebody is or where he lives, in the spellings of all operations, lower case.
const MEMBERS: [&str; 38] = [
    "address",
    "addressdetail",
    "addressline",
    "area",
    "buyernick",
    "buyerphone",
    "city",
    "consignee",
    "contact",
    "contactname",
    "district",
    "email",
    "fullname",
    "idcard",
    "idcardno",
    "mobile",
    "mobile_phone",
    "mobilephone",
    "name",
    "phone",
    "phonenumber",
    "post",
    "postcode",
    "province",
    "receiver",
    "receiveraddress",
    "receivername",
    "receiverphone",
    "state",
    "street",
    "tel",
    "telephone",
    "toaddress",
    "toarea",
    "tofullname",
    "tomobile",
    "topost",
    "zip",
];

/// A body without names, phone numbers and addresses; none when it cannot be read and so might hold some.
pub(super) fn covered_body(body: &str) -> Option<String> {
    let value: Value = serde_json::from_str(body).ok()?;
    Some(covered(value).to_string())
}

/// A line of text without phone numbers.
pub(super) fn covered_text(text: &str) -> String {
    let mut clean = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(start) = rest.find(|c: char| c.is_ascii_digit()) {
        let (before, from) = rest.split_at(start);
        let end = from.find(|c: char| !c.is_ascii_digit()).unwrap_or(from.len());
        let (digits, after) = from.split_at(end);
        clean.push_str(before);
        clean.push_str(if is_mobile(digits) { MASK } else { digits });
        rest = after;
    }
    clean + rest
}

/// A Chinese mobile number, with or without the country in front. Ids of platforms are longer or begin otherwise.
fn is_mobile(digits: &str) -> bool {
    let own = digits.strip_prefix("86").filter(|own| own.len() == 11).unwrap_or(digits).as_bytes();
    own.len() == 11 && own[0] == b'1' && (b'3'..=b'9').contains(&own[1])
}

fn covered(value: Value) -> Value {
    match value {
        Value::Object(members) => {
            let covered = members.into_iter().map(|(name, member)| {
                let personal = MEMBERS.contains(&name.to_lowercase().as_str());
                let member = if personal { hidden(member) } else { covered(member) };
                (name, member)
            });
            Value::Object(covered.collect())
        }
        Value::Array(items) => Value::Array(items.into_iter().map(covered).collect()),
        Value::String(text) => Value::String(covered_string(&text)),
        Value::Number(number) if is_mobile(&number.to_string()) => Value::from(MASK),
        other => other,
    }
}

/// A value under a personal name: words are masked; what has members of its own is looked through.
fn hidden(value: Value) -> Value {
    match value {
        Value::String(text) if is_json(&text) => Value::String(covered_string(&text)),
        Value::String(text) if text.is_empty() => Value::String(text),
        Value::String(_) | Value::Number(_) => Value::from(MASK),
        Value::Array(items) => Value::Array(items.into_iter().map(hidden).collect()),
        other => covered(other),
    }
}

/// JSON text inside JSON is looked through too.
fn covered_string(text: &str) -> String {
    match serde_json::from_str::<Value>(text) {
        Ok(inner) if is_json(text) => covered(inner).to_string(),
        _ => covered_text(text),
    }
}

fn is_json(text: &str) -> bool {
    text.trim_start().starts_with(['{', '['])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn people_are_covered_and_what_support_needs_stays() {
        let body = r#"{"orderId":4187291729182947321,"price":"5999","receiver":"{\"name\":\"张三\",\"mobile_phone\":\"13800000000\",\"zip\":\"\"}","remark":"call +86 13912345678 or 8613912345678","lines":[{"title":"杯子","skuId":"15000000000123"}],"tel":13800000000}"#;
        assert_eq!(
            covered_body(body).unwrap(),
            r#"{"orderId":4187291729182947321,"price":"5999","receiver":"{\"name\":\"•••\",\"mobile_phone\":\"•••\",\"zip\":\"\"}","remark":"call +86 ••• or •••","lines":[{"title":"杯子","skuId":"15000000000123"}],"tel":"•••"}"#
        );
    }

    #[test]
    fn what_cannot_be_read_is_not_let_through() {
        assert_eq!(covered_body(r#"{"name":"张三","pho"#), None);
    }
}
