//! Recall: among 100,000 orders, a search finds exactly the orders that a plain scan of their texts and numbers finds.
//!
//! The scan shares nothing with the index: when a text is drawn it is written down twice, as an order has it and plainly, and
//! the plain one is looked through from its first character to its last. A plain text has no capitals, accents or other
//! forms, because it never had any.
//!
//! Only what is found by is filled, which a search reads alone; all else that an order brings with it would take minutes here.

mod shelf;

use pondesk_domain::{OrderFilter, OrderSort};
use proptest::prelude::*;
use proptest::sample::Index;
use proptest::test_runner::{Config, TestCaseError, TestRunner};
use rusqlite::types::Value;
use rusqlite::{Connection, params_from_iter};

use super::endings::Endings;
use super::wanted::{Common, Wanted};
use shelf::{Drawn, ORDERS, Shelf, drawn};

/// What the plain scan finds, by number.
fn scan(plain: &Connection, condition: &str, looked_for: &[&str]) -> Vec<i64> {
    let mut scan =
        plain.prepare_cached(&format!("SELECT number FROM plain WHERE {condition} ORDER BY number")).unwrap();
    let found = scan.query_map(params_from_iter(looked_for), |row| row.get(0)).unwrap();
    found.collect::<Result<_, _>>().unwrap()
}

/// What a search finds, by number.
fn found(shelf: &Shelf, words: &str) -> Vec<i64> {
    let filter = OrderFilter { words: words.into(), ..OrderFilter::default() };
    let found = shelf.store.read("search", |db| {
        let endings = Endings::of(db, words)?;
        let (sql, mut values) = Wanted::of(&filter, Common::default(), &endings).ends(OrderSort::Oldest);
        values.push(Value::Integer(-1));
        let mut search = db.prepare_cached(&sql)?;
        let found = search.query_map(params_from_iter(values), |row| row.get(0))?;
        Ok(found.collect::<Result<_, _>>()?)
    });
    found.unwrap()
}

/// Draws `cases` searches and compares each with the scan that it says.
fn compare<S: Strategy>(
    shelf: &Shelf,
    cases: u32,
    searches: S,
    search: impl Fn(&S::Value) -> Option<(String, &'static str, Vec<String>)>,
) {
    let mut runner = TestRunner::new(Config { cases, failure_persistence: None, ..Config::default() });
    let compared = runner.run(&searches, |search_drawn| {
        let Some((words, condition, looked_for)) = search(&search_drawn) else {
            return Err(TestCaseError::reject("nothing to look for"));
        };
        let looked_for: Vec<&str> = looked_for.iter().map(String::as_str).collect();
        let scanned = scan(&shelf.plain, condition, &looked_for);
        let found = found(shelf, &words);
        let missed: Vec<_> = scanned.iter().filter(|number| found.binary_search(number).is_err()).collect();
        prop_assert!(
            missed.is_empty(),
            "{words:?} misses {} of {}: {:?}",
            missed.len(),
            scanned.len(),
            missed[0]
        );
        let too_many: Vec<_> = found.iter().filter(|number| scanned.binary_search(number).is_err()).collect();
        prop_assert!(too_many.is_empty(), "{words:?} finds {} too many: {:?}", too_many.len(), too_many[0]);
        Ok(())
    });
    if let Err(error) = compared {
        panic!("{error}");
    }
}

/// Two neighbours of a text without blanks and signs, where both are Chinese characters.
fn pair(order: &Drawn, at: &Index) -> Option<String> {
    let characters: Vec<char> = order.flat().chars().collect();
    let pairs: Vec<&[char]> =
        characters.windows(2).filter(|pair| pair.iter().all(|c| is_chinese(*c))).collect();
    (!pairs.is_empty()).then(|| at.get(&pairs).iter().collect())
}

fn is_chinese(c: char) -> bool {
    matches!(c, '々' | '〇' | '\u{3400}'..='\u{9fff}' | '\u{20000}'..='\u{3ffff}')
}

/// A part of a text or number, by characters.
fn part(text: &str, at: &Index, length: usize) -> String {
    let characters: Vec<char> = text.chars().collect();
    let start = at.index(characters.len());
    characters[start..(start + length).min(characters.len())].iter().collect()
}

#[test]
fn every_search_among_a_hundred_thousand_orders_finds_what_a_plain_scan_finds() {
    let shelf = Shelf::new();
    let number = || 0..ORDERS;
    let at = any::<Index>;

    const FLAT: &str = "instr(flat, ?1)";
    compare(&shelf, 90, (number(), at()), |(number, at)| {
        let pair = pair(&drawn(*number), at)?;
        Some((pair.clone(), FLAT, vec![pair]))
    });
    // Two of them, of one order or of two.
    compare(
        &shelf,
        50,
        (number(), at(), number(), at(), any::<bool>()),
        |(one, first, other, second, same)| {
            let pairs =
                vec![pair(&drawn(*one), first)?, pair(&drawn(if *same { *one } else { *other }), second)?];
            Some((pairs.join(" "), "instr(flat, ?1) AND instr(flat, ?2)", pairs))
        },
    );

    // A part of a number is also the beginning of a word, such as a model's.
    const NUMBERS: &str = "instr(numbers, ?1) OR instr(words, ' ' || ?1)";
    compare(&shelf, 80, (number(), at(), at(), 3..14_usize), |(number, which, at, length)| {
        let order = drawn(*number);
        let number: &String = which.get(&order.numbers);
        let part = part(number, at, *length);
        let fits = part.len() >= 3 && part.bytes().any(|c| c.is_ascii_digit());
        fits.then(|| (part.clone(), NUMBERS, vec![part]))
    });

    // The beginning of a word, with or without its accents, small or large.
    const WORDS: &str = "instr(words, ' ' || ?1)";
    compare(&shelf, 40, (number(), at(), 3..8_usize, 0..4_u8), |(number, which, length, form)| {
        let order = drawn(*number);
        let word = (!order.accented.is_empty()).then(|| which.get(&order.accented))?;
        let plain: String = word.plain.chars().take(*length).collect();
        let words = match form {
            0 => plain.clone(),
            1 => plain.to_uppercase(),
            // The whole word as it is written.
            2 => return Some((word.written.clone(), WORDS, vec![word.plain.clone()])),
            _ => return Some((word.written.to_uppercase(), WORDS, vec![word.plain.clone()])),
        };
        Some((words, WORDS, vec![plain]))
    });

    // Any piece of Thai, wherever it begins and ends.
    compare(&shelf, 40, (number(), at(), 2..7_usize), |(number, at, length)| {
        let thai = drawn(*number).thai?;
        let piece = part(&thai, at, *length);
        Some((piece.clone(), FLAT, vec![piece.replace('ำ', "ํา")]))
    });
}
