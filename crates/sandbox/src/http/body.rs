//! The body of a request: JSON, or nothing.

use axum::body::Bytes;
use axum::http::header::CONTENT_TYPE;
use axum::http::request::Parts;
use serde_json::{Map, Value};

use crate::contract::Operation;
use crate::refusal::{Code, Refusal};

/// The body of an operation that has one.
pub(super) fn read(operation: &Operation, parts: &Parts, body: &Bytes) -> Result<Option<Value>, Refusal> {
    if !operation.has_body() {
        return Ok(None);
    }
    if body.is_empty() {
        if operation.needs_body() {
            return Err(Refusal::new(Code::BadParameter, "a JSON body is missing"));
        }
        return Ok(Some(Value::Object(Map::new())));
    }
    let kind = parts.headers.get(CONTENT_TYPE).and_then(|kind| kind.to_str().ok()).unwrap_or_default();
    if !kind.trim_start().to_ascii_lowercase().starts_with("application/json") {
        let detail = format!("Content-Type must be application/json, it is {kind:?}");
        return Err(Refusal::new(Code::BadParameter, detail));
    }
    let mut body = serde_json::from_slice(body)
        .map_err(|error| Refusal::new(Code::BadParameter, format_args!("the body is not JSON: {error}")))?;
    write_integers_plainly(&mut body);
    Ok(Some(body))
}

/// Writes whole numbers without fraction or exponent, all through: for JSON Schema 2.0 and 2e0 are the integer 2.
fn write_integers_plainly(value: &mut Value) {
    match value {
        Value::Number(number) => {
            let text = number.to_string();
            let whole = text.contains(['.', 'e', 'E']).then(|| text.parse::<f64>()).and_then(Result::ok);
            // Up to 2^63; what is larger is no id and no quantity.
            let whole = whole.filter(|whole| whole.fract() == 0.0 && whole.abs() < 9.2e18);
            if let Some(whole) = whole {
                *number = (whole as i64).into();
            }
        }
        Value::Array(items) => items.iter_mut().for_each(write_integers_plainly),
        Value::Object(fields) => fields.values_mut().for_each(write_integers_plainly),
        _ => {}
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn whole_numbers_are_integers_however_they_are_written() {
        let mut body: Value =
            serde_json::from_str(r#"{"a": [2.0, 1.5e1, 2.5, 7904158778401683487], "b": {"c": -3.0}}"#)
                .unwrap();
        write_integers_plainly(&mut body);
        assert_eq!(body.to_string(), r#"{"a":[2,15,2.5,7904158778401683487],"b":{"c":-3}}"#);
    }
}
