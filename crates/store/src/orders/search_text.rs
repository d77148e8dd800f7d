//! How text is split for finding orders, and how a search reads.
//!
//! Chinese has no blanks: every character is a word of its own, and a searched word is a phrase of them. Accents and
//! case are folded. Numbers are found by any part: they stand in the index as each of their four characters in a row.

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

use super::endings::Endings;

/// Characters of one piece of a number.
const GRAM: usize = 4;
/// Shortest part of a number that finds it.
const NUMBER_PART: usize = 3;

/// Characters of a search that are read; nobody types more.
const LONGEST: usize = 512;

/// Text as the words of the index, blanks between them.
pub(super) fn words(text: &str) -> String {
    let mut words = String::with_capacity(2 * text.len());
    each_token(text, |token| {
        if !words.is_empty() {
            words.push(' ');
        }
        words.push_str(token);
    });
    words
}

/// A number as the pieces of the index: each four characters in a row, and the shorter ends, so that any part begins a
/// piece.
pub(super) fn grams(number: &str) -> String {
    let chars = compact(number);
    let pieces = (0..chars.len()).map(|at| &chars[at..(at + GRAM).min(chars.len())]);
    pieces.collect::<Vec<_>>().join(" ")
}

/// Reads a search, as FTS5 takes it: all units must be found, in texts or as a part of a number. `None` when it says
/// nothing: signs alone do not. `endings` says how words may go on.
pub(super) fn expression(words: &str, endings: &Endings) -> Option<String> {
    let units: Vec<String> =
        units(words).into_iter().filter_map(|unit| unit_expression(&unit, endings)).collect();
    (!units.is_empty()).then(|| units.join(" AND "))
}

/// The words of a search that may go on and are no numbers: of these the index has more than are worth asking for.
pub(super) fn beginnings(words: &str) -> Vec<String> {
    let goes_on = |unit: &Unit<'_>| tokens(unit.text).pop().filter(|last| unit.goes_on(last));
    let is_word = |last: &String| !last.chars().any(|c| c.is_ascii_digit());
    units(words).iter().filter_map(goes_on).filter(is_word).collect()
}

fn unit_expression(unit: &Unit<'_>, endings: &Endings) -> Option<String> {
    let phrase = phrase_expression(unit, endings);
    match (phrase, number_expression(unit.text)) {
        (Some(phrase), Some(number)) => Some(format!("({phrase} OR {number})")),
        (phrase, number) => phrase.or(number),
    }
}

fn phrase_expression(unit: &Unit<'_>, endings: &Endings) -> Option<String> {
    let mut tokens = tokens(unit.text);
    let last = tokens.pop()?;
    let before: String = tokens.iter().flat_map(|token| [token.as_str(), " "]).collect();
    if !unit.goes_on(&last) {
        return Some(format!("words : \"{before}{last}\""));
    }
    match endings.get(&last) {
        None => Some(format!("words : \"{before}{last}\" *")),
        Some([]) => Some(format!("words : \"{before}{last}\"")),
        Some([one]) => Some(format!("words : \"{before}{one}\"")),
        Some(several) => {
            let phrases: Vec<String> = several.iter().map(|word| format!("\"{before}{word}\"")).collect();
            Some(format!("words : ({})", phrases.join(" OR ")))
        }
    }
}

/// Parts of numbers are of ASCII letters and digits, with a digit among them.
fn number_expression(text: &str) -> Option<String> {
    let chars = compact(text);
    let is_number = fold(text).is_ascii() && chars.bytes().any(|c| c.is_ascii_digit());
    if !is_number || chars.len() < NUMBER_PART {
        return None;
    }
    if chars.len() < GRAM {
        return Some(format!("numbers : \"{chars}\" *"));
    }
    let pieces = (0..=chars.len() - GRAM).map(|at| &chars[at..at + GRAM]);
    Some(format!("numbers : \"{}\"", pieces.collect::<Vec<_>>().join(" ")))
}

/// What has to be found in one piece.
struct Unit<'a> {
    text: &'a str,
    quoted: bool,
}

impl Unit<'_> {
    /// Whether its last word may be the beginning of one.
    fn goes_on(&self, last: &str) -> bool {
        !self.quoted && last.chars().next().is_some_and(|c| !stands_alone(c))
    }
}

/// Cuts at blanks; what stands in quotes is one unit, whole words only.
fn units(words: &str) -> Vec<Unit<'_>> {
    let end = words.char_indices().nth(LONGEST).map_or(words.len(), |(at, _)| at);
    let mut units = Vec::new();
    for (at, piece) in words[..end].split(['"', '“', '”', '＂']).enumerate() {
        if at % 2 == 1 {
            units.push(Unit { text: piece, quoted: true });
        } else {
            units.extend(piece.split_whitespace().map(|text| Unit { text, quoted: false }));
        }
    }
    units
}

/// Compatible forms made one, accents of letters gone, small letters, no control characters.
pub(crate) fn fold(text: &str) -> String {
    if text.chars().all(is_plain) {
        return text.to_ascii_lowercase();
    }
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

/// Characters that have one form, and no other small one than those of ASCII: most titles have no others.
fn is_plain(c: char) -> bool {
    matches!(c, ' '..='~' | '\u{3001}'..='\u{3029}' | '\u{4e00}'..='\u{9fff}')
}

/// A number's letters and digits, small, without what stands between them.
fn compact(number: &str) -> String {
    if number.bytes().all(|c| c.is_ascii_digit()) {
        return number.to_owned();
    }
    fold(number).chars().filter(char::is_ascii_alphanumeric).collect()
}

/// Marks over and under Latin, Greek and Cyrillic letters, and marks that only choose how a character is drawn. Marks of
/// Thai and kana make other words: they stay.
fn is_accent(c: char) -> bool {
    matches!(c, '\u{300}'..='\u{36f}' | '\u{fe00}'..='\u{fe0f}' | '\u{e0100}'..='\u{e01ef}')
}

/// Splits text into the words of the index.
fn tokens(text: &str) -> Vec<String> {
    let mut tokens = Vec::new();
    each_token(text, |token| tokens.push(token.to_owned()));
    tokens
}

/// Tells each word of the index in turn.
fn each_token(text: &str, mut tell: impl FnMut(&str)) {
    let folded = fold(text);
    let mut from = None;
    for (at, c) in folded.char_indices() {
        let alone = stands_alone(c);
        if !alone && (c.is_alphanumeric() || is_combining_mark(c)) {
            from.get_or_insert(at);
            continue;
        }
        if let Some(from) = from.take() {
            tell(&folded[from..at]);
        }
        if alone {
            tell(&folded[at..at + c.len_utf8()]);
        }
    }
    if let Some(from) = from {
        tell(&folded[from..]);
    }
}

/// Characters of scripts that are written without blanks.
fn stands_alone(c: char) -> bool {
    let script = matches!(c,
        '\u{0e00}'..='\u{0eff}'       // Thai, Lao
        | '\u{1000}'..='\u{109f}'     // Burmese
        | '\u{1780}'..='\u{17ff}'     // Khmer
        | '\u{3005}'..='\u{3007}'     // 々 〆 〇
        | '\u{3040}'..='\u{31ff}'     // kana, bopomofo
        | '\u{3400}'..='\u{4dbf}' | '\u{4e00}'..='\u{9fff}' | '\u{f900}'..='\u{faff}'
        | '\u{ac00}'..='\u{d7a3}'     // Hangul
        | '\u{20000}'..='\u{3ffff}'   // rarer Chinese characters
    );
    script && (c.is_alphanumeric() || is_combining_mark(c))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn say(words: &str) -> Option<String> {
        expression(words, &Endings::default())
    }

    #[test]
    fn any_part_of_a_number_begins_a_piece() {
        assert_eq!(grams("SF-12345"), "sf12 f123 1234 2345 345 45 5");
        assert_eq!(say("345").unwrap(), "(words : \"345\" * OR numbers : \"345\" *)");
        assert_eq!(say("12345").unwrap(), "(words : \"12345\" * OR numbers : \"1234 2345\")");
    }

    #[test]
    fn what_is_plain_folds_as_everything_else_does() {
        let all = (' '..='~').chain('\u{3001}'..='\u{3029}').chain('\u{4e00}'..='\u{9fff}');
        for c in all {
            assert!(is_plain(c));
            let long_way = fold(&format!("{c}é"));
            assert_eq!(fold(&c.to_string()), long_way.strip_suffix('e').unwrap(), "{c}");
        }
    }

    #[test]
    fn quotes_keep_words_together_and_whole() {
        assert_eq!(say("\"blue tooth\" 耳机").unwrap(), "words : \"blue tooth\" AND words : \"耳 机\"");
        assert_eq!(say("\"open end").unwrap(), "words : \"open end\"");
        assert_eq!(say(" \"\" !? "), None);
    }
}
