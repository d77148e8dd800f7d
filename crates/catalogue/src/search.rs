//! Keyword search over the catalogue.

use crate::{Offer, words::LANGUAGES};

/// Scores from here on mean that every word was found.
pub(super) const ALL_WORDS: u32 = 1_000_000;

/// Text of each offer, lower case.
#[derive(Debug)]
pub(super) struct Index {
    entries: Vec<Entry>,
}

#[derive(Debug)]
struct Entry {
    /// Chinese title.
    title: String,
    /// Titles in all other languages.
    translated: String,
    /// Category, values of the dimensions, attributes, seller, buyers' words.
    around: String,
}

impl Index {
    pub(super) fn of(offers: &[Offer]) -> Self {
        Self { entries: offers.iter().map(Entry::of).collect() }
    }

    /// Position and score of every offer that has at least half of the words.
    pub(super) fn search(&self, words: &str) -> Vec<(usize, u32)> {
        let words: Vec<String> = words
            .to_lowercase()
            .split(|c: char| c.is_whitespace() || matches!(c, ',' | '，' | '、' | '/' | ';' | '；'))
            .filter(|word| !word.is_empty())
            .map(str::to_owned)
            .collect();
        let score = |entry: &Entry| {
            let found: Vec<u32> = words.iter().map(|word| entry.score(word)).collect();
            let hits = found.iter().filter(|score| **score > 0).count();
            let sum: u32 = found.iter().sum();
            match hits {
                all if all == words.len() => Some(ALL_WORDS + sum),
                some if some * 2 >= words.len() => Some(sum),
                _ => None,
            }
        };
        self.entries.iter().enumerate().filter_map(|(at, entry)| Some((at, score(entry)?))).collect()
    }
}

impl Entry {
    fn of(offer: &Offer) -> Self {
        let translated: Vec<&str> = LANGUAGES
            .iter()
            .filter_map(|language| offer.translations.get(language))
            .map(String::as_str)
            .collect();
        let mut around = vec![offer.category_zh.as_str(), &offer.seller.name_zh, &offer.seller.login];
        around.extend(super::generate::also_zh(offer.look.kind));
        for value in offer.dimensions.iter().flat_map(|dimension| &dimension.values) {
            around.push(&value.value_zh);
            around.extend(value.translations.values().map(String::as_str));
        }
        around.extend(offer.attributes.iter().map(|(_, value)| value.as_str()));
        Self {
            title: offer.title_zh.to_lowercase(),
            translated: format!(" {}", translated.join(" ").to_lowercase()),
            around: format!(" {}", around.join(" ").to_lowercase()),
        }
    }

    /// 0 when the word is not there; more the better it fits.
    fn score(&self, word: &str) -> u32 {
        if is_spaced(word) { self.score_spaced(word) } else { self.score_unspaced(word) }
    }

    /// Languages that put spaces between words: a word of the text must begin with it (or with its singular).
    fn score_spaced(&self, word: &str) -> u32 {
        let singular =
            word.strip_suffix("es").or_else(|| word.strip_suffix('s')).filter(|stem| stem.len() > 2);
        for form in std::iter::once(word).chain(singular) {
            let start = format!(" {form}");
            if self.translated.contains(&start) || self.title.contains(form) {
                return 100;
            }
            if self.around.contains(&start) {
                return 40;
            }
        }
        // "shirt" is in "t-shirt".
        if word.len() > 3 && self.translated.contains(word) { 20 } else { 0 }
    }

    /// Chinese and Thai: the whole run of characters, else most of its pairs, since buyers write several words as one.
    fn score_unspaced(&self, word: &str) -> u32 {
        if self.title.contains(word) || self.translated.contains(word) {
            return 100;
        }
        if self.around.contains(word) {
            return 60;
        }
        let characters: Vec<char> = word.chars().collect();
        if characters.len() < 3 {
            return 0;
        }
        let pairs: Vec<String> = characters.windows(2).map(|pair| pair.iter().collect()).collect();
        let in_title = pairs.iter().filter(|pair| self.title.contains(pair.as_str())).count();
        let anywhere = pairs
            .iter()
            .filter(|pair| self.title.contains(pair.as_str()) || self.around.contains(pair.as_str()))
            .count();
        if anywhere * 2 > pairs.len() {
            u32::try_from(50 * in_title / pairs.len() + 20 * anywhere / pairs.len()).unwrap_or(0)
        } else {
            0
        }
    }
}

/// Whether the word's script separates words by spaces.
fn is_spaced(word: &str) -> bool {
    word.chars()
        .all(|c| !matches!(c, '\u{0e00}'..='\u{0e7f}' | '\u{2e80}'..='\u{9fff}' | '\u{f900}'..='\u{faff}'))
}
