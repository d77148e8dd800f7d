//! The signer against the vectors of the manual.

use pandapon::{SignatureScheme, signature};

fn sign(scheme: SignatureScheme) -> String {
    signature(
        scheme,
        "58c0201dfdf148eca63cbf6bb5e7cf03",
        "1715669977082",
        "0123456789abcdef0123456789abcdef",
        &"example-secret-not-real".into(),
    )
}

#[test]
fn bare_values_in_the_reference_order() {
    assert_eq!(sign(SignatureScheme::KeyTimestampNonce), "DD7D133AC9DB99CC4200A7DC957D3DC1");
    assert_eq!(SignatureScheme::default(), SignatureScheme::KeyTimestampNonce);
}

#[test]
fn named_pairs() {
    assert_eq!(sign(SignatureScheme::NamedPairs), "DFA794727116AEEFA9212F9C9C4A9F30");
}

#[test]
fn bare_values_with_the_nonce_before_the_time() {
    assert_eq!(sign(SignatureScheme::KeyNonceTimestamp), "C867325540A56E0ECDF2104EEA1C9D35");
}
