//! What must not be read in anything that is kept or shown of a call.

use pandapon::MASK;
use secrecy::{ExposeSecret, SecretString};

use crate::secrets::AccountKeys;

/// Characters of a signature and of an access key.
const DIGEST: usize = 32;

/// The key and the secret of an account, to find them where PandaPon or a gateway echoes them.
#[derive(Clone)]
pub(crate) struct Masks {
    access_key: String,
    access_secret: SecretString,
}

impl Masks {
    pub(crate) fn of(keys: &AccountKeys) -> Self {
        Self { access_key: keys.access_key.clone(), access_secret: keys.access_secret.clone() }
    }

    /// The text without key, secret and signatures, in either case of letters.
    pub(super) fn cover(&self, text: &str) -> String {
        let text = without(text, &self.access_key);
        let text = without(&text, self.access_secret.expose_secret());
        without_signatures(&text)
    }

    /// The longest thing that is covered, in bytes.
    pub(super) fn longest(&self) -> usize {
        self.access_key.len().max(self.access_secret.expose_secret().len()).max(DIGEST)
    }
}

fn without(text: &str, hidden: &str) -> String {
    if hidden.is_empty() {
        return text.to_owned();
    }
    let (bytes, hidden) = (text.as_bytes(), hidden.as_bytes());
    let mut clean = String::with_capacity(text.len());
    let mut from = 0;
    let mut at = 0;
    while at + hidden.len() <= bytes.len() {
        let end = at + hidden.len();
        if text.is_char_boundary(at) && bytes[at..end].eq_ignore_ascii_case(hidden) {
            clean.push_str(&text[from..at]);
            clean.push_str(MASK);
            (from, at) = (end, end);
        } else {
            at += 1;
        }
    }
    clean.push_str(&text[from..]);
    clean
}

/// Signatures are 32 upper-case hex digits; ids of PandaPon are lower-case or all digits.
fn without_signatures(text: &str) -> String {
    let is_hex = |c: char| c.is_ascii_digit() || ('A'..='F').contains(&c);
    let mut clean = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(start) = rest.find(is_hex) {
        let (before, from) = rest.split_at(start);
        let end = from.find(|c: char| !c.is_ascii_alphanumeric()).unwrap_or(from.len());
        let (word, after) = from.split_at(end);
        let starts_a_word = !before.ends_with(|c: char| c.is_ascii_alphanumeric());
        let is_signature = starts_a_word
            && word.len() == DIGEST
            && word.chars().all(is_hex)
            && word.contains(|c: char| c.is_ascii_uppercase());
        clean.push_str(before);
        clean.push_str(if is_signature { MASK } else { word });
        rest = after;
    }
    clean + rest
}

#[cfg(test)]
mod tests {
    use super::*;

    const KEY: &str = "58c0201dfdf148eca63cbf6bb5e7cf03";

    fn masks(secret: &str) -> Masks {
        Masks::of(&AccountKeys { access_key: KEY.into(), access_secret: secret.into() })
    }

    #[test]
    fn key_secret_and_signature_are_covered_wherever_they_stand() {
        let signature = "0CC175B9C0F1B6A831C399E269772661";
        let text = format!(
            "access-key={KEY}&x={}&s3cret/秘\"signature\":\"{signature}\" sign={signature}",
            KEY.to_uppercase()
        );
        let covered = masks("S3CRET/秘").cover(&text);
        assert_eq!(covered, format!("access-key={MASK}&x={MASK}&{MASK}\"signature\":\"{MASK}\" sign={MASK}"));
    }

    #[test]
    fn ids_and_words_stay() {
        let text = r#"{"requestId":"4cfda0b725184ab8a1e3ee3b9051ec35","id":"20481754932573750000000000000000","字":"ABCDEF"}"#;
        assert_eq!(masks("another secret").cover(text), text);
    }
}
