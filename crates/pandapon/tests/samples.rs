//! The reference's published answers, read by the typed calls: every value lands in a field of its own and is written
//! back the same.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a test fails by panicking, also in its helpers")]

use pandapon::wire::{escape_control_characters, tidy};
use pandapon::{Call, alibaba1688, base, taobao};
use serde::Serialize;
use serde_json::Value;

fn sample(name: &str) -> String {
    let path = format!("{}/tests/samples/{name}.json", env!("CARGO_MANIFEST_DIR"));
    std::fs::read_to_string(path).unwrap()
}

fn data_of(name: &str) -> Value {
    serde_json::from_str::<Value>(&sample(name)).unwrap()["data"].take()
}

/// Scalars are equal by their characters: an id may come as a number and go as text.
fn text(value: &Value) -> String {
    match value {
        Value::String(text) => text.chars().filter(|c| !c.is_whitespace()).collect(),
        other => other.to_string(),
    }
}

/// Every member of the sample is in what was read.
fn assert_holds(read: &Value, sample: &Value, path: &str) {
    match sample {
        Value::Object(members) => {
            for (name, member) in members {
                assert_holds(&read[name], member, &format!("{path}.{name}"));
            }
        }
        Value::Array(items) => {
            assert_eq!(read.as_array().map(Vec::len), Some(items.len()), "{path}");
            for (at, item) in items.iter().enumerate() {
                assert_holds(&read[at], item, &format!("{path}[{at}]"));
            }
        }
        scalar => assert_eq!(text(read), text(scalar), "{path}"),
    }
}

fn reads<C: Call>()
where
    C::Answer: Serialize + std::fmt::Debug,
{
    let data = data_of(C::OPERATION.id());
    let read = C::read(&data.to_string()).unwrap_or_else(|misfit| panic!("{}: {misfit}", C::OPERATION));
    assert_holds(&serde_json::to_value(&read).unwrap(), &tidy(C::reshape(data)), C::OPERATION.id());
    let shown = format!("{read:?}");
    assert!(!shown.contains("extra: {\""), "{}: a documented member has no field: {shown}", C::OPERATION);
}

#[test]
fn taobao_goods() {
    reads::<taobao::KeywordSearch>();
    reads::<taobao::ImageSearch>();
    reads::<taobao::GetProduct>();
    reads::<taobao::QueryProduct>();
    reads::<taobao::GetSourceProduct>();
}

#[test]
fn taobao_cart() {
    reads::<taobao::ListCart>();
    reads::<taobao::AddToCart>();
    reads::<taobao::EditCartQuantity>();
    reads::<taobao::DeleteFromCart>();
    reads::<taobao::PreviewCart>();
    reads::<taobao::CartOrder>();
}

#[test]
fn taobao_orders() {
    reads::<taobao::CreateOrder>();
    reads::<taobao::OrdersQuery>();
    reads::<taobao::GetOrder>();
    reads::<taobao::CancelOrder>();
    reads::<taobao::PayOrders>();
}

#[test]
fn alibaba1688_goods() {
    reads::<alibaba1688::KeywordSearch>();
    reads::<alibaba1688::ImageSearch>();
    reads::<alibaba1688::GetProductDetail>();
}

#[test]
fn alibaba1688_cart() {
    reads::<alibaba1688::ListCart>();
    reads::<alibaba1688::AddToCart>();
    reads::<alibaba1688::EditCartQuantity>();
    reads::<alibaba1688::DeleteFromCart>();
    reads::<alibaba1688::PreviewCart>();
    reads::<alibaba1688::CartOrder>();
}

#[test]
fn alibaba1688_orders() {
    reads::<alibaba1688::PreviewOrder>();
    reads::<alibaba1688::PreviewOrders>();
    reads::<alibaba1688::CreateOrder>();
    reads::<alibaba1688::CreateOrders>();
    reads::<alibaba1688::OrdersQuery>();
    reads::<alibaba1688::GetOrderDetail>();
    reads::<alibaba1688::CancelOrder>();
    reads::<alibaba1688::PayOrder>();
    reads::<alibaba1688::BatchPayment>();
}

#[test]
fn addresses() {
    reads::<base::ListAddresses>();
    reads::<base::SaveAddress>();
}

#[test]
fn done_means_what_it_says() {
    let done = |raw| taobao::CancelOrder::read(raw).unwrap().said();
    assert_eq!(done("true"), Some(true));
    assert_eq!(done("false"), Some(false));
    assert_eq!(done(r#"{"success": "false"}"#), Some(false));
    assert_eq!(done("{}"), None);
    assert_eq!(done("null"), None);
}

#[test]
fn a_created_order_names_its_orders_in_either_form() {
    let summary = alibaba1688::CreateOrder::read(&data_of("alibaba1688CreateOrder").to_string()).unwrap();
    let whole =
        alibaba1688::CreateOrders::read(&data_of("alibaba1688CreateOrdersMultiSeller").to_string()).unwrap();
    let expected = [alibaba1688::OrderId::new("2542285634920880794")];
    assert_eq!(summary[0].order_ids(), expected);
    assert_eq!(whole[0].order_ids(), expected);
    let several = r#"{"orderId": null, "success": false, "orderList": [
        {"orderId": 2542285634920880794, "orderAmmount": 2500, "success": true},
        {"orderId": "2542285634920880795", "orderAmmount": "100"}]}"#;
    let several = alibaba1688::CreateOrder::read(several).unwrap();
    assert_eq!(
        several[0].order_ids(),
        ["2542285634920880794", "2542285634920880795"].map(alibaba1688::OrderId::new)
    );
    assert_eq!(several[0].order_list[1].order_amount, Some(pandapon::wire::Fen(100)));
}

/// The order that the reference prints, with its raw line breaks, blanks in URLs, rounded ids and two zones.
#[test]
fn the_published_order() {
    let published = sample("publishedOrder");
    assert!(
        serde_json::from_str::<Value>(&published).is_err(),
        "the sample has raw line breaks inside a string"
    );
    let mut value: Value = serde_json::from_str(&escape_control_characters(&published)).unwrap();
    // Lines spell their refund status in another way; it is read as the same code.
    for line in value["productItems"].as_array_mut().unwrap() {
        line["refundStatus"] = "waitselleragree".into();
    }
    let order = alibaba1688::GetOrderDetail::read(&published).unwrap();
    assert_holds(&serde_json::to_value(&order).unwrap(), &tidy(value), "order");
    let head = order.base_info.as_ref().unwrap();
    assert_eq!(head.id_of_str.as_ref().unwrap().as_str(), "58218860983545941");
    assert_eq!(head.total_amount.unwrap().to_fen(), Ok(pandapon::wire::Fen(615)));
    let created = head.create_time.as_ref().unwrap().timestamp().unwrap();
    assert_eq!(created.to_string(), "2017-09-14T06:17:08Z");
    assert_eq!(head.refund_status, Some(alibaba1688::RefundStatus::WaitSellerAgree));
    let first = &order.product_items[0];
    assert_eq!(first.refund_status, Some(alibaba1688::RefundStatus::WaitSellerAgree));
    for line in &order.product_items {
        let id = line.line_id().unwrap();
        assert!(id.as_str().len() >= 17 && id.as_str().bytes().all(|byte| byte.is_ascii_digit()), "{id}");
    }
    for parcel in &order.native_logistics.as_ref().unwrap().logistics_items {
        assert!(parcel.line_ids().iter().all(|id| id.as_str().bytes().all(|byte| byte.is_ascii_digit())));
        assert!(!parcel.line_ids().is_empty());
    }
    assert!(!format!("{order:?}").contains("extra: {\""), "{order:?}");
}
