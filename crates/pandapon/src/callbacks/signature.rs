//! Who signed a message.

use hmac::{Hmac, KeyInit, Mac};
use secrecy::ExposeSecret;
use serde::{Deserialize, Serialize};
use sha2::Sha256;

use crate::credentials::Credentials;

/// What the signature of a message may be made of. The line of the reference that says it is missing from every public
/// copy.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum SignedText {
    /// The access key, then the body: the convention upstream, and the likeliest.
    KeyThenBody,
    /// The body alone.
    Body,
    /// The body, then the access key.
    BodyThenKey,
}

impl SignedText {
    /// Every candidate, the likeliest first.
    pub const ALL: [Self; 3] = [Self::KeyThenBody, Self::Body, Self::BodyThenKey];
}

/// What the `Authorization` header of a message is worth.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", tag = "verdict", content = "signedText")]
pub enum Verdict {
    /// It is the signature of this body under this secret.
    Right(SignedText),
    /// It is the signature of no candidate: another secret, another body, or another rule.
    Wrong,
    /// There is none.
    Missing,
}

/// Checks the `Authorization` header of a message against candidates: the hex digits of an HMAC-SHA256 under the
/// AccessSecret, in either case. Compares in constant time. Without candidates nothing is right, so do not ask when
/// checking is switched off.
///
/// Even a right signature makes a message no more than a hint: nothing in it keeps an old one from being sent again.
///
/// # Examples
/// ```
/// use pandapon::Credentials;
/// use pandapon::callbacks::{SignedText, Verdict, verify};
///
/// let credentials = Credentials::new("58c0201dfdf148eca63cbf6bb5e7cf03", "example-secret-not-real".into(), "1");
/// let body = br#"{"messageType":"ORDER_CREATE"}"#;
/// assert_eq!(verify(&credentials, &SignedText::ALL, None, body), Verdict::Missing);
/// assert_eq!(verify(&credentials, &SignedText::ALL, Some("00ff"), body), Verdict::Wrong);
/// ```
#[must_use]
pub fn verify(
    credentials: &Credentials,
    candidates: &[SignedText],
    authorization: Option<&str>,
    body: &[u8],
) -> Verdict {
    let Some(told) = authorization.map(str::trim).filter(|told| !told.is_empty()) else {
        return Verdict::Missing;
    };
    let Ok(told) = hex::decode(told) else { return Verdict::Wrong };
    let right = candidates.iter().find(|candidate| {
        mac(credentials, **candidate, body).is_some_and(|mac| mac.verify_slice(&told).is_ok())
    });
    right.map_or(Verdict::Wrong, |candidate| Verdict::Right(*candidate))
}

/// The signature that PandaPon would send under a candidate, in lower-case hex. None never happens with this algorithm.
#[must_use]
pub fn signature(credentials: &Credentials, signed_text: SignedText, body: &[u8]) -> Option<String> {
    mac(credentials, signed_text, body).map(|mac| hex::encode(mac.finalize().into_bytes()))
}

fn mac(credentials: &Credentials, signed_text: SignedText, body: &[u8]) -> Option<Hmac<Sha256>> {
    let secret = credentials.access_secret.expose_secret().as_bytes();
    let mut mac = Hmac::<Sha256>::new_from_slice(secret).ok()?;
    let key = credentials.access_key.as_bytes();
    let parts: &[&[u8]] = match signed_text {
        SignedText::KeyThenBody => &[key, body],
        SignedText::Body => &[body],
        SignedText::BodyThenKey => &[body, key],
    };
    for part in parts {
        mac.update(part);
    }
    Some(mac)
}
