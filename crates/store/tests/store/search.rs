use pondesk_domain::Parcel;
use pondesk_store::{OrderFilter, Store};
use proptest::prelude::*;

use crate::given::{desk, order, read};

/// Numbers of the orders that a search finds.
fn found(store: &Store, words: &str) -> Vec<String> {
    let filter = OrderFilter { words: words.into(), ..OrderFilter::default() };
    let mut rows = store.orders_page(&filter, None, 200).unwrap().rows;
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
    ] {
        assert_eq!(found(&store, words), numbers, "{words}");
    }
}

#[test]
fn any_part_of_a_number_of_four_digits_finds_it() {
    let (_folder, store) = shelf();
    for (words, numbers) in [
        ("1234567890123456789", vec!["1234567890123456789"]),
        ("6789", vec!["1234567890123456789"]),
        ("７８９０１２", vec!["1234567890123456789"]),
        ("99888777", vec!["2200000000000000001"]),
        ("sf1029", vec!["1234567890123456789"]),
        ("29384", vec!["1234567890123456789"]),
        ("0000 键盘", vec!["3300000000000000002"]),
        ("789", vec![]),
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
            store.orders_page(&filter, None, 50).map(drop).map_err(|error| TestCaseError::fail(error.to_string()))
        })?;
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 4, failure_persistence: None, ..ProptestConfig::default() })]

    /// Two characters out of any title, rarer characters of later Unicode included, against a plain scan.
    #[test]
    fn two_characters_find_all_that_has_them(
        titles in proptest::collection::vec("[耳机头戴蓝牙降噪键盘裙衣一𠮷𮯠]{2,12}", 100),
        at in proptest::collection::vec((0..100_usize, 0..11_usize), 60),
    ) {
        let (_folder, store) = desk();
        let numbered: Vec<(String, &String)> =
            titles.iter().enumerate().map(|(number, title)| (format!("{number:03}"), title)).collect();
        let reads = numbered.iter().map(|(number, title)| {
            let mut order = order(number, title);
            order.seller_name = None;
            order.lines[0].variant = None;
            read(order, 1)
        });
        store.apply_orders(reads.collect()).unwrap();
        for (title, start) in at {
            let pair: String = titles[title].chars().skip(start).take(2).collect();
            if pair.chars().count() < 2 {
                continue;
            }
            let scanned: Vec<String> = numbered
                .iter()
                .filter(|(_, title)| title.contains(&pair))
                .map(|(number, _)| number.clone())
                .collect();
            prop_assert_eq!(found(&store, &pair), scanned, "{}", pair);
        }
    }
}
