use pondesk_domain::{Order, OrderFilter, OrderLine, OrderSort, Parcel};
use pondesk_store::Store;
use proptest::prelude::*;

use crate::given::{desk, order, read};

/// Numbers of the orders that a search finds.
fn found(store: &Store, words: &str) -> Vec<String> {
    let filter = OrderFilter { words: words.into(), ..OrderFilter::default() };
    let mut rows = store.orders_page(&filter, OrderSort::Newest, None, 200).unwrap().rows;
    rows.sort_by(|a, b| a.platform_order_id.cmp(&b.platform_order_id));
    rows.into_iter().map(|row| row.platform_order_id.to_string()).collect()
}

fn shelf() -> (tempfile::TempDir, Store) {
    let (folder, store) = desk();
    let order = |number: &str, title: &str| {
        let mut order = order(number, title);
        order.lines[0].offer_id = "555".into();
        order.lines[0].sku_id = None;
        order
    };
    let mut first = order("1234567890123456789", "头戴式蓝牙耳机 Bluetooth ＡＮＣ降噪");
    first.receiver = Some("Nguyễn Đức".into());
    first.parcels =
        vec![Parcel { carrier: Some("顺丰速运".into()), waybill: Some("SF1029384756".into()) }];
    let mut second = order("2200000000000000001", "เสื้อผ้าเด็ก");
    second.seller_name = Some("Peña & Cía".into());
    second.lines[0].offer_id = "699988877766".into();
    let third = order("3300000000000000002", "机械键盘 耳 塞");
    store.apply_orders(vec![read(first, 1), read(second, 1), read(third, 1)]).unwrap();
    (folder, store)
}

#[test]
fn words_are_found_in_every_script() {
    let (_folder, store) = shelf();
    for (words, numbers) in [
        ("耳机", vec!["1234567890123456789"]),
        ("蓝牙", vec!["1234567890123456789"]),
        ("机", vec!["1234567890123456789", "3300000000000000002"]),
        ("机耳", vec![]),
        ("耳机 降噪", vec!["1234567890123456789"]),
        ("耳机 键盘", vec![]),
        ("降噪 blue", vec!["1234567890123456789"]),
        ("anc", vec!["1234567890123456789"]),
        ("nguyen duc", vec!["1234567890123456789"]),
        ("NGUYỄN", vec!["1234567890123456789"]),
        ("pena", vec!["2200000000000000001"]),
        ("cia", vec!["2200000000000000001"]),
        ("เสื้อ", vec!["2200000000000000001"]),
        ("ผ้า", vec!["2200000000000000001"]),
        ("顺丰", vec!["1234567890123456789"]),
        ("青禾", vec!["1234567890123456789", "3300000000000000002"]),
        ("白色 键盘", vec!["3300000000000000002"]),
        ("盘耳", vec!["3300000000000000002"]),
        ("塞白", vec![]),
        ("\"蓝牙 耳机\"", vec!["1234567890123456789"]),
        ("\"bluetoot\"", vec![]),
    ] {
        assert_eq!(found(&store, words), numbers, "{words}");
    }
}

#[test]
fn any_part_of_a_number_finds_it() {
    let (_folder, store) = shelf();
    for (words, numbers) in [
        ("1234567890123456789", vec!["1234567890123456789"]),
        ("6789", vec!["1234567890123456789"]),
        ("７８９０１２", vec!["1234567890123456789"]),
        ("99888777", vec!["2200000000000000001"]),
        ("sf1029", vec!["1234567890123456789"]),
        ("29384", vec!["1234567890123456789"]),
        ("0000 键盘", vec!["3300000000000000002"]),
        ("789", vec!["1234567890123456789"]),
        ("sf1", vec!["1234567890123456789"]),
        ("sf", vec!["1234567890123456789"]),
        ("766", vec!["2200000000000000001"]),
        ("SF-1029", vec!["1234567890123456789"]),
        ("78", vec![]),
        ("4321", vec![]),
    ] {
        assert_eq!(found(&store, words), numbers, "{words}");
    }
}

#[test]
fn an_order_is_found_by_what_stands_now() {
    let (_folder, store) = desk();
    store.apply_order(read(order("1", "头戴式耳机"), 1)).unwrap();
    store.apply_order(read(order("1", "机械键盘"), 2)).unwrap();
    assert_eq!(found(&store, "耳机"), Vec::<String>::new());
    assert_eq!(found(&store, "键盘"), ["1"]);
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 256, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_text_is_a_search(words in prop_oneof![".*", "[\"'*^():+\\-{}% \u{0}1-9耳AND]*"]) {
        thread_local!(static SHELF: (tempfile::TempDir, Store) = shelf());
        SHELF.with(|(_, store)| {
            let filter = OrderFilter { words, ..OrderFilter::default() };
            store.orders_page(&filter, OrderSort::Newest, None, 50).map(drop).map_err(|error| TestCaseError::fail(error.to_string()))
        })?;
    }
}

/// Titles of few characters, so that pairs repeat.
const TEXTS: &str = "[耳机头戴蓝牙降噪键盘裙衣一𠮷𮯠]{2,12}";

proptest! {
    #![proptest_config(ProptestConfig { cases: 4, failure_persistence: None, ..ProptestConfig::default() })]

    /// Two characters out of any title, rarer characters of later Unicode included, against a plain scan.
    #[test]
    fn two_characters_find_all_that_has_them(
        titles in proptest::collection::vec(TEXTS, 2_000),
        at in proptest::collection::vec((0..2_000_usize, 0..11_usize), 60),
    ) {
        let (_folder, store) = shop(&titles);
        for (title, start) in at {
            let pair: String = titles[title].chars().skip(start).take(2).collect();
            if pair.chars().count() < 2 {
                continue;
            }
            prop_assert_eq!(all_found(&store, &pair), scan(&titles, |title| title.contains(&pair)), "{}", pair);
        }
    }

    /// Any part of three characters or more of any number, against a plain scan.
    #[test]
    fn parts_of_numbers_find_all_that_has_them(
        waybills in proptest::collection::vec("(SF|YT|JD)?[0-3]{3,14}", 600),
        at in proptest::collection::vec((0..600_usize, 0..12_usize, 3..9_usize), 60),
    ) {
        let (_folder, store) = desk();
        let reads = waybills.iter().enumerate().map(|(number, waybill)| {
            let mut order = numberless(number);
            order.parcels = vec![Parcel { carrier: None, waybill: Some(waybill.clone()) }];
            read(order, 1)
        });
        store.apply_orders(reads.collect()).unwrap();
        for (waybill, start, length) in at {
            let part: String = waybills[waybill].chars().skip(start).take(length).collect();
            if part.len() < 3 || !part.contains(|c: char| c.is_ascii_digit()) {
                continue;
            }
            // The order's own number is one of them.
            let texts: Vec<String> =
                waybills.iter().enumerate().map(|(number, waybill)| format!("n{number:05} {waybill}")).collect();
            let scanned = scan(&texts, |text| text.contains(&part));
            prop_assert_eq!(all_found(&store, &part), scanned, "{}", part);
        }
    }

    /// Beginnings of words without their accents, and any piece of Thai, against a plain scan.
    #[test]
    fn accents_and_thai_are_found_as_a_plain_scan_finds_them(
        words in proptest::collection::vec("(tai|nón|áo|dài|đèn|lồng|señor|cañón){1,2}", 400),
        thai in proptest::collection::vec("[เสื้อผ้าเด็กใหม่]{2,9}", 400),
        at in proptest::collection::vec((0..400_usize, 0..8_usize, 1..6_usize), 60),
    ) {
        let (_first, accented) = shop(&words);
        let (_second, written) = shop(&thai);
        let bare = |text: &str| text.replace(['á', 'à', 'ả'], "a").replace(['ó', 'ồ'], "o")
            .replace('đ', "d").replace('è', "e").replace('ñ', "n");
        for (number, start, length) in at {
            let beginning: String = bare(&words[number]).chars().take(length).collect();
            let scanned = scan(&words, |word| bare(word).starts_with(&beginning));
            prop_assert_eq!(all_found(&accented, &beginning), scanned, "{}", beginning);
            let piece: String = thai[number].chars().skip(start).take(length).collect();
            if !piece.is_empty() {
                let scanned = scan(&thai, |text| text.contains(&piece));
                prop_assert_eq!(all_found(&written, &piece), scanned, "{}", piece);
            }
        }
    }
}

/// An order that is found by nothing but what a test puts into it.
fn numberless(number: usize) -> Order {
    let mut order = order(&format!("n{number:05}"), "");
    order.seller_name = None;
    order.lines[0] = OrderLine { variant: None, offer_id: "".into(), sku_id: None, ..order.lines[0].clone() };
    order
}

fn shop(titles: &[String]) -> (tempfile::TempDir, Store) {
    let (folder, store) = desk();
    let reads = titles.iter().enumerate().map(|(number, title)| {
        let mut order = numberless(number);
        order.lines[0].title.clone_from(title);
        read(order, 1)
    });
    store.apply_orders(reads.collect()).unwrap();
    (folder, store)
}

fn scan(texts: &[String], has: impl Fn(&str) -> bool) -> Vec<String> {
    let found = texts.iter().enumerate().filter(|(_, text)| has(text));
    found.map(|(number, _)| format!("n{number:05}")).collect()
}

/// All pages of a search, by number.
fn all_found(store: &Store, words: &str) -> Vec<String> {
    let filter = OrderFilter { words: words.into(), ..OrderFilter::default() };
    let mut found = vec![];
    let mut after: Option<String> = None;
    loop {
        let page = store.orders_page(&filter, OrderSort::Newest, after.as_deref(), 200).unwrap();
        found.extend(page.rows.into_iter().map(|row| row.platform_order_id.to_string()));
        after = page.next;
        if after.is_none() {
            found.sort();
            return found;
        }
    }
}
