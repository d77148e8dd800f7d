//! What single answers mean, beyond that they read.

use pandapon::wire::{Fen, escape_control_characters, tidy};
use pandapon::{Call, Operation, alibaba1688, taobao};
use serde_json::Value;

use super::{cases, folder, holds};

fn success(operation: Operation) -> String {
    let cases = cases(operation);
    cases.iter().find(|case| case.kind == "success").unwrap().envelope["data"].to_string()
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
    let summary = alibaba1688::CreateOrder::read(&success(Operation::Alibaba1688CreateOrder)).unwrap();
    let whole =
        alibaba1688::CreateOrders::read(&success(Operation::Alibaba1688CreateOrdersMultiSeller)).unwrap();
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
    assert_eq!(several[0].order_list[1].order_amount, Some(Fen(100)));
}

/// The order that the reference prints, with its raw line breaks, blanks in URLs, rounded ids and two zones.
#[test]
fn the_published_order() {
    let published = std::fs::read_to_string(folder().join("publishedOrder.json")).unwrap();
    assert!(
        serde_json::from_str::<Value>(&published).is_err(),
        "the sample has raw line breaks inside a string"
    );
    let value: Value = serde_json::from_str(&escape_control_characters(&published)).unwrap();
    let order = alibaba1688::GetOrderDetail::read(&published).unwrap();
    holds(&serde_json::to_value(&order).unwrap(), &tidy(value), "order").unwrap();
    let head = order.base_info.as_ref().unwrap();
    assert_eq!(head.id_of_str.as_ref().unwrap().as_str(), "58218860983545941");
    assert_eq!(head.total_amount.unwrap().to_fen(), Ok(Fen(615)));
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
