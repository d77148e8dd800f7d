//! Rows of a page: one that cannot be read costs nothing but itself.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a test fails by panicking, also in its helpers")]

use pandapon::alibaba1688::{OfferPage, OrderPage as TradePage};
use pandapon::taobao::{OrderPage, SearchPage};
use pandapon::wire::{Fen, Rows, read_text};
use proptest::prelude::*;
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

#[derive(Clone, Debug, Default, PartialEq, Deserialize, Serialize)]
#[serde(default)]
struct Row {
    name: Option<String>,
    price: Option<Fen>,
}

#[derive(Clone, Debug, Default, PartialEq, Deserialize, Serialize)]
#[serde(default)]
struct Page {
    rows: Rows<Row>,
}

#[test]
fn a_broken_row_is_told_with_its_place_and_kept() {
    let page: Page = read_text(
        r#"{"rows": [{"name": "a", "price": 1}, {"name": "b", "price": "12.50"}, 7, {"name": "c"}]}"#,
    )
    .unwrap();
    let names: Vec<_> = page.rows.read.iter().map(|row| row.name.as_deref().unwrap()).collect();
    assert_eq!(names, ["a", "c"]);
    let [money, number] = page.rows.broken.as_slice() else { panic!("{:?}", page.rows.broken) };
    assert_eq!((money.at, money.path.as_str()), (1, "[1].price"));
    assert!(money.reason.contains("whole fen"), "{}", money.reason);
    assert_eq!(money.raw, json!({"name": "b", "price": "12.50"}));
    assert_eq!((number.at, number.path.as_str(), &number.raw), (2, "[2]", &json!(7)));
    assert_eq!(page.rows.came(), 4);
    assert!(!page.rows.all_broken());
}

#[test]
fn a_page_whose_rows_are_all_broken_says_so() {
    let page: Page = read_text(r#"{"rows": [{"price": "1.5"}]}"#).unwrap();
    assert!(page.rows.all_broken());
    assert!(!read_text::<Page>(r#"{"rows": []}"#).unwrap().rows.all_broken());
    assert!(read_text::<Page>(r#"{"rows": "none"}"#).is_err());
}

#[test]
fn every_page_of_rows_survives_a_broken_one() {
    let search: SearchPage =
        read_text(r#"{"data": [{"itemId": 1, "price": "12.50"}, {"itemId": 2}]}"#).unwrap();
    assert_eq!((search.items.read.len(), search.items.broken.len()), (1, 1));
    let offers: OfferPage = read_text(r#"{"data": [{"offerId": 1}, {"offerId": []}]}"#).unwrap();
    assert_eq!((offers.offers.read.len(), offers.offers.broken[0].path.as_str()), (1, "[1].offerId"));
    let orders: OrderPage =
        read_text(r#"{"records": [{"orderId": "1", "purchaseAmount": 4.5}, {"orderId": "2"}]}"#).unwrap();
    assert_eq!(orders.records.broken[0].path, "[0].purchaseAmount");
    let orders: TradePage = read_text(
        r#"{"records": [{"baseInfo": {"idOfStr": "1", "totalAmount": "面议"}}, {"baseInfo": {"idOfStr": "2"}}]}"#,
    )
    .unwrap();
    assert_eq!(orders.records.broken[0].path, "[0].baseInfo.totalAmount");
}

fn arbitrary_row() -> impl Strategy<Value = Value> {
    prop_oneof![
        ("[a-z]{1,6}", any::<i64>()).prop_map(|(name, price)| json!({"name": name, "price": price})),
        "[a-z]{1,6}".prop_map(|name| json!({"name": name})),
        "[0-9]{1,4}\\.[0-9]{2}".prop_map(|price| json!({"name": "torn", "price": price})),
        any::<u32>().prop_map(Value::from),
        Just(json!("no object")),
    ]
}

proptest! {
    #[test]
    fn no_row_is_lost_and_the_order_stays(rows in prop::collection::vec(arbitrary_row(), 0..12)) {
        let page: Page = read_text(&json!({"rows": rows}).to_string()).unwrap();
        prop_assert_eq!(page.rows.came(), rows.len());
        for broken in &page.rows.broken {
            prop_assert_eq!(&broken.raw, &rows[broken.at]);
            let place = format!("[{}]", broken.at);
            prop_assert!(broken.path.starts_with(&place), "{}", broken.path);
        }
        let read = rows.iter().filter(|row| read_text::<Page>(&json!({"rows": [row]}).to_string()).unwrap().rows.broken.is_empty());
        prop_assert_eq!(read.count(), page.rows.read.len());
        let again: Page = read_text(&serde_json::to_string(&page).unwrap()).unwrap();
        prop_assert_eq!(&again, &page);
        let names = |value: &Value| value.get("name").cloned();
        let written = serde_json::to_value(&page).unwrap();
        let written: Vec<_> = written["rows"].as_array().unwrap().iter().map(names).collect();
        prop_assert_eq!(written, rows.iter().map(names).collect::<Vec<_>>());
    }
}
