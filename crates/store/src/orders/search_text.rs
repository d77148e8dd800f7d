//! Words for finding orders: how text is split, and how a search reads.
//!
//! Chinese has no blanks: every character is a word of its own, and a searched word is a phrase of them. Accents and
//! case are folded. Numbers are found by any part of four digits or more.

use pondesk_domain::{Order, PlatformOrderId, SkuId};
use rusqlite::Transaction;
use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

use crate::StoreError;

/// Shortest part of a number that finds it, in digits.
const NUMBER_PART: usize = 4;

/// What an order is found by.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct SearchText {
    words: String,
    numbers: String,
}

/// The words and numbers of an order.
pub(super) fn of(order: &Order) -> SearchText {
    let mut words: Vec<&str> =
        [&order.seller_name, &order.receiver].into_iter().flatten().map(String::as_str).collect();
    let mut numbers = vec![order.platform_order_id.as_str()];
    numbers.extend(order.purchase_order_id.as_ref().map(PlatformOrderId::as_str));
    numbers.extend(order.sales_order_id.as_ref().map(PlatformOrderId::as_str));
    numbers.extend(order.outer_id.as_deref());
    for line in &order.lines {
        words.push(&line.title);
        words.extend(line.variant.as_deref());
        numbers.extend([line.line_id.as_str(), line.offer_id.as_str()]);
        numbers.extend(line.sku_id.as_ref().map(SkuId::as_str));
    }
    for parcel in &order.parcels {
        words.extend(parcel.carrier.as_deref());
        numbers.extend(parcel.waybill.as_deref());
    }
    // A word that no text holds stands between texts, so that no phrase reaches from one into the next.
    let words: Vec<String> = words.into_iter().map(|text| tokens(text).join(" ")).collect();
    SearchText { words: words.join(" ¦ "), numbers: fold(&numbers.join("\n")) }
}

/// Replaces what the index knows of an order.
pub(super) fn index(tx: &Transaction<'_>, order_key: i64, text: &SearchText) -> Result<(), StoreError> {
    tx.prepare_cached("INSERT OR REPLACE INTO order_words (rowid, words) VALUES (?, ?)")?
        .execute((order_key, &text.words))?;
    tx.prepare_cached("INSERT OR REPLACE INTO order_numbers (rowid, numbers) VALUES (?, ?)")?
        .execute((order_key, &text.numbers))?;
    Ok(())
}

/// One word of a search, as FTS5 takes it.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Term {
    /// Phrase for `order_words`.
    pub(super) phrase: Option<String>,
    /// Phrase for `order_numbers`, when the word has digits enough.
    pub(super) number: Option<String>,
}

/// Reads a search: words apart by blanks, all of which must be found. Any text is a search; signs alone say nothing.
pub(super) fn terms(words: &str) -> Vec<Term> {
    let term = |word: &str| {
        let tokens = tokens(word);
        let last_may_go_on =
            tokens.last().and_then(|token| token.chars().next()).is_some_and(|c| !stands_alone(c));
        let phrase = (!tokens.is_empty())
            .then(|| format!("\"{}\"{}", tokens.join(" "), if last_may_go_on { " *" } else { "" }));
        let digits = word.chars().filter(|c| c.is_numeric()).count();
        let number = (digits >= NUMBER_PART).then(|| format!("\"{}\"", fold(word).replace('"', "\"\"")));
        Term { phrase, number }
    };
    words.split_whitespace().map(term).filter(|term| term.phrase.is_some() || term.number.is_some()).collect()
}

/// Compatible forms made one, accents of letters gone, small letters, no control characters.
fn fold(text: &str) -> String {
    let small = text.nfkd().filter(|c| !is_accent(*c)).flat_map(char::to_lowercase);
    // Capitals may come apart when they are made small (İ), so accents are taken off again.
    let bare = small.filter(|c| !is_accent(*c)).map(|c| match c {
        'đ' => 'd',
        'ł' => 'l',
        'ø' => 'o',
        c if c.is_control() => ' ',
        c => c,
    });
    bare.nfc().collect()
}

/// Marks over and under Latin, Greek and Cyrillic letters. Marks of Thai and kana make other words: they stay.
fn is_accent(c: char) -> bool {
    matches!(c, '\u{300}'..='\u{36f}')
}

/// Splits text into the words of the index.
fn tokens(text: &str) -> Vec<String> {
    let mut tokens = Vec::new();
    let mut word = String::new();
    for c in fold(text).chars() {
        let alone = stands_alone(c);
        if !alone && (c.is_alphanumeric() || is_combining_mark(c)) {
            word.push(c);
            continue;
        }
        if !word.is_empty() {
            tokens.push(std::mem::take(&mut word));
        }
        if alone {
            tokens.push(c.into());
        }
    }
    if !word.is_empty() {
        tokens.push(word);
    }
    tokens
}

/// Characters of scripts that are written without blanks.
fn stands_alone(c: char) -> bool {
    let script = matches!(c,
        '\u{0e00}'..='\u{0eff}'       // Thai, Lao
        | '\u{1000}'..='\u{109f}'     // Burmese
        | '\u{1780}'..='\u{17ff}'     // Khmer
        | '\u{3040}'..='\u{31ff}'     // kana, bopomofo
        | '\u{3400}'..='\u{4dbf}' | '\u{4e00}'..='\u{9fff}' | '\u{f900}'..='\u{faff}'
        | '\u{ac00}'..='\u{d7a3}'     // Hangul
        | '\u{20000}'..='\u{3ffff}'   // rarer Chinese characters
    );
    script && (c.is_alphanumeric() || is_combining_mark(c))
}
