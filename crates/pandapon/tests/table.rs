//! The operation table and the connections that bend it.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a test fails by panicking, also in its helpers")]

use std::collections::HashSet;

use pandapon::operation::{Group, Method, PathSource, Priority, Sending};
use pandapon::{Connection, ConnectionError, Edition, Operation, PathFault};

fn connection() -> Connection {
    Connection::new("https://example.com/api/").unwrap()
}

#[test]
fn every_operation_is_there_once() {
    assert_eq!(Operation::ALL.len(), 72);
    let extras: Vec<_> = Operation::ALL.iter().filter(|operation| operation.entry().extra).collect();
    assert_eq!(extras, [&Operation::TaobaoRenderOrder]);
    let ids: HashSet<_> = Operation::ALL.iter().map(|operation| operation.id()).collect();
    let places: HashSet<_> = Operation::ALL
        .iter()
        .map(|operation| (operation.entry().v1.path, operation.entry().v1.method))
        .collect();
    assert_eq!((ids.len(), places.len()), (72, 72));
    let guessed = Operation::ALL.iter().filter(|it| it.entry().path_source == PathSource::Inferred).count();
    assert_eq!(guessed, 30);
    for operation in Operation::ALL {
        assert_eq!(Operation::by_id(operation.id()), Some(*operation));
        assert!(!operation.entry().meaning.is_empty() && !operation.entry().title.is_empty(), "{operation}");
    }
    assert_eq!(Operation::by_id("taobaoNothing"), None);
}

#[test]
fn edition_v2_moves_paths_by_its_rule() {
    for operation in Operation::ALL {
        let entry = operation.entry();
        let taobao = matches!(
            entry.group,
            Group::TaobaoGoods | Group::TaobaoCart | Group::TaobaoOrders | Group::TaobaoAfterSales
        );
        let expected = if taobao {
            entry.v1.path.replacen("/open/", "/v2/taobao/", 1)
        } else {
            format!("/v2{}", entry.v1.path)
        };
        match (operation, entry.v2) {
            (Operation::TaobaoUploadPaymentVoucher, place) => assert_eq!(place, None),
            (_, place) => assert_eq!(place.unwrap().path, expected, "{operation}"),
        }
    }
    assert_eq!(Operation::TaobaoPageOrders.entry().v2.unwrap().method, Method::Post);
}

#[test]
fn what_moves_money_or_state_goes_once_and_first_whatever_its_method() {
    for operation in [
        Operation::TaobaoCreateOrder,
        Operation::TaobaoCartCreateOrder,
        Operation::TaobaoPayOrder,
        Operation::TaobaoCancelOrder,
        Operation::TaobaoUploadPaymentVoucher,
        Operation::TaobaoCancelReverseOrder,
        Operation::Alibaba1688CreateOrder,
        Operation::Alibaba1688CreateOrdersMultiSeller,
        Operation::Alibaba1688CartCreateOrder,
        Operation::Alibaba1688PayOrder,
        Operation::Alibaba1688BatchSubmitPayment,
        Operation::Alibaba1688CancelOrder,
        Operation::Alibaba1688ConfirmReceipt,
        Operation::WarehouseCreateInternationalOrder,
    ] {
        assert_eq!(operation.entry().sending, Sending::Once, "{operation}");
        assert_eq!(operation.entry().priority, Priority::First, "{operation}");
        assert!(!operation.is_repeatable());
    }
    assert!(Operation::Alibaba1688GetOrderDetail.is_repeatable());
    assert!(Operation::Alibaba1688CartEditQuantity.is_repeatable());
    assert!(!Operation::Alibaba1688CartAdd.is_repeatable());
}

#[test]
fn the_table_is_readable_as_data() {
    let row = serde_json::to_value(Operation::Alibaba1688PayOrder.entry()).unwrap();
    assert_eq!(row["operation"], "alibaba1688PayOrder");
    assert_eq!(row["v1"]["method"], "GET");
    assert_eq!(row["v2"]["path"], "/v2/alibaba/order/pay/url");
    assert_eq!(row["sending"], "once");
    assert_eq!(row["sureness"], "documented");
}

#[test]
fn an_override_wins_over_the_edition() {
    let bent = connection()
        .with_edition(Edition::V2)
        .with_override(Operation::TaobaoUploadPaymentVoucher, None, "/v2/taobao/order/voucher")
        .unwrap()
        .with_override(Operation::TaobaoPageOrders, Some(Method::Get), "/open/order/list")
        .unwrap();
    let voucher = bent.route(Operation::TaobaoUploadPaymentVoucher).unwrap();
    assert_eq!((voucher.method, voucher.path.as_str()), (Method::Post, "/v2/taobao/order/voucher"));
    assert!(voucher.overridden);
    assert_eq!(bent.route(Operation::TaobaoPageOrders).unwrap().method, Method::Get);
    assert_eq!(bent.route(Operation::TaobaoGetOrder).unwrap().path, "/v2/taobao/order/detail");
    assert_eq!(
        connection().with_edition(Edition::V2).route(Operation::TaobaoUploadPaymentVoucher),
        Err(ConnectionError::NotInEdition(Operation::TaobaoUploadPaymentVoucher))
    );
}

#[test]
fn bad_overrides_are_refused_with_a_reason() {
    let refusal = |operation, path: &str| match connection().with_override(operation, None, path) {
        Err(ConnectionError::Path { fault, .. }) => fault.to_string(),
        other => panic!("{path}: {other:?}"),
    };
    for path in [
        "",
        "/",
        "open/order",
        "https://evil.example/open",
        "/open//order",
        "/open/../order",
        "/a?b=c",
        "/a b",
    ] {
        refusal(Operation::TaobaoGetOrder, path);
    }
    assert!(refusal(Operation::TaobaoGetOrder, "/open/order/{orderId}").contains("no placeholders"));
    assert!(refusal(Operation::TaobaoCancelReverseOrder, "/open/refund/cancel").contains("{refundId}"));
    assert!(refusal(Operation::TaobaoCancelReverseOrder, "/open/x{refundId}/cancel").contains("{refundId}"));
    let fine =
        connection().with_override(Operation::TaobaoCancelReverseOrder, None, "/refund/{refundId}/cancel");
    assert!(fine.is_ok());
}

#[test]
fn nothing_is_sent_to_the_place_of_what_may_be_sent_only_once() {
    let to = |connection: Connection, operation, path: &str| connection.with_override(operation, None, path);
    for path in ["/open/order/pay", "/v2/taobao/order/pay", "/OPEN/order/pay", "/open/order/refund/cancel/77"]
    {
        let refused = to(connection(), Operation::TaobaoGetOrder, path).unwrap_err();
        assert!(
            matches!(refused, ConnectionError::Path { fault: PathFault::Taken(_), .. }),
            "{path}: {refused}"
        );
    }
    assert!(to(connection(), Operation::TaobaoQueryProduct, "/open/product/get").is_ok(), "a read may");
    assert!(to(connection(), Operation::TaobaoPayOrder, "/v2/taobao/order/pay").is_ok(), "its own place");
    let moved = to(connection(), Operation::TaobaoPayOrder, "/open/order/payment").unwrap();
    assert!(
        to(moved.clone(), Operation::TaobaoSubmitReverseOrder, "/open/order/pay").is_ok(),
        "it moved away"
    );
    assert!(to(moved, Operation::TaobaoGetOrder, "/open/order/payment").is_err(), "and lives there now");
}

#[test]
fn what_changes_something_is_more_than_what_goes_once() {
    let reads = [
        "Get",
        "List",
        "Query",
        "Search",
        "Page",
        "Preview",
        "Render",
        "Estimate",
        "Decrypt",
        "Recommend",
        "BatchCheck",
    ];
    for operation in Operation::ALL {
        let looks_like_a_read = reads.iter().any(|word| operation.id().contains(word));
        assert_eq!(operation.changes_something(), !looks_like_a_read, "{operation}");
        assert!(operation.is_repeatable() || operation.changes_something(), "{operation}");
    }
}

#[test]
fn plain_http_is_for_this_machine_only() {
    assert!(Connection::new("http://127.0.0.1:8080").is_ok());
    assert!(Connection::new("http://localhost:1/api").is_ok());
    assert!(Connection::new("http://[::1]:1").is_ok());
    assert_eq!(
        Connection::new("http://api.pandapon.com").unwrap_err(),
        ConnectionError::Insecure("api.pandapon.com".into())
    );
    for bad in
        ["api.pandapon.com", "ftp://api.pandapon.com", "https://user:pw@host/", "https://host/?a=b", ""]
    {
        assert!(matches!(Connection::new(bad), Err(ConnectionError::BaseUrl(_))), "{bad}");
    }
}
