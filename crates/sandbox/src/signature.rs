//! Who is calling: the sandbox's own reading of the signature, shared with nobody.

use axum::http::HeaderMap;
use md5::{Digest, Md5};
use serde::{Deserialize, Serialize};

use crate::credentials::Credentials;
use crate::refusal::{Code, Refusal};

/// How far a timestamp may be from the server's clock.
pub(crate) const WINDOW_MS: i64 = 600_000;
const NONCE_CHARS: usize = 32;

/// Unit of the `timestamp` header.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum TimestampUnit {
    /// 13 digits.
    #[serde(rename = "ms")]
    Milliseconds,
    /// 10 digits.
    #[serde(rename = "s")]
    Seconds,
}

/// Which signatures this server takes. The real one takes one kind; which, is not documented.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Acceptance {
    /// 1: key + time + nonce; 2: `access-key=…&nonce-str=…&timestamp=…`; 3: key + nonce + time; each with the secret last.
    pub scheme: u8,
    /// The only unit that is taken; `None` takes both.
    pub timestamp_unit: Option<TimestampUnit>,
}

impl Default for Acceptance {
    fn default() -> Self {
        Acceptance { scheme: 1, timestamp_unit: None }
    }
}

/// Checks everything about the caller but the reuse of the nonce, and returns that nonce.
pub(crate) fn check(
    headers: &HeaderMap,
    known: &Credentials,
    acceptance: Acceptance,
    server_ms: i64,
) -> Result<String, Refusal> {
    let key = header(headers, "access-key")?;
    let timestamp = header(headers, "timestamp")?;
    let nonce = header(headers, "nonce-str")?;
    let user = header(headers, "user-id")?;
    let signature = header(headers, "signature")?;

    if key != known.access_key {
        return Err(Refusal::new(Code::UnknownAccessKey, ""));
    }
    if nonce.chars().count() != NONCE_CHARS {
        return Err(Refusal::new(Code::BadNonce, format_args!("it has {}", nonce.chars().count())));
    }
    if signature != expected(acceptance.scheme, key, timestamp, nonce, &known.access_secret) {
        return Err(Refusal::new(Code::WrongSignature, ""));
    }
    let sent_ms = read_timestamp(timestamp, acceptance.timestamp_unit)?;
    if (sent_ms - server_ms).abs() > WINDOW_MS {
        let seconds = (sent_ms - server_ms) / 1000;
        return Err(Refusal::new(Code::ClockTooFar, format_args!("{seconds} s")));
    }
    if user != known.user_id {
        return Err(Refusal::new(Code::UnknownUser, ""));
    }
    Ok(nonce.to_owned())
}

fn header<'h>(headers: &'h HeaderMap, name: &str) -> Result<&'h str, Refusal> {
    headers
        .get(name)
        .and_then(|value| value.to_str().ok())
        .filter(|value| !value.is_empty())
        .ok_or_else(|| Refusal::new(Code::HeaderMissing, name))
}

fn expected(scheme: u8, key: &str, timestamp: &str, nonce: &str, secret: &str) -> String {
    let text = match scheme {
        2 => format!("access-key={key}&nonce-str={nonce}&timestamp={timestamp}{secret}"),
        3 => format!("{key}{nonce}{timestamp}{secret}"),
        _ => format!("{key}{timestamp}{nonce}{secret}"),
    };
    hex::encode_upper(Md5::digest(text.as_bytes()))
}

fn read_timestamp(text: &str, only: Option<TimestampUnit>) -> Result<i64, Refusal> {
    let refuse = || Refusal::new(Code::ClockTooFar, "timestamp must have 13 digits (ms) or 10 (s)");
    let number: i64 = text.parse().map_err(|_| refuse())?;
    match (text.len(), only) {
        (13, None | Some(TimestampUnit::Milliseconds)) => Ok(number),
        (10, None | Some(TimestampUnit::Seconds)) => Ok(number * 1000),
        _ => Err(refuse()),
    }
}

#[cfg(test)]
mod tests {
    use super::expected;

    #[test]
    fn the_three_schemes_give_the_manual_s_vectors() {
        let sign = |scheme| {
            expected(
                scheme,
                "58c0201dfdf148eca63cbf6bb5e7cf03",
                "1715669977082",
                "0123456789abcdef0123456789abcdef",
                "example-secret-not-real",
            )
        };
        assert_eq!(sign(1), "DD7D133AC9DB99CC4200A7DC957D3DC1");
        assert_eq!(sign(2), "DFA794727116AEEFA9212F9C9C4A9F30");
        assert_eq!(sign(3), "C867325540A56E0ECDF2104EEA1C9D35");
    }
}
