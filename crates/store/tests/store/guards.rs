//! Limits, and what guards look at before money moves.

use pondesk_domain::{
    Consent, EpochMs, Limits, Money, OperationKind, OperationState, OrderStage, OrderStatus, OrderedLine,
    OutlayKind, Platform,
};
use pondesk_store::{NewOperation, Step, StoreError};

use crate::given::{account_id, desk, intent, order, order_id, raw_connection, read, walk};

use OperationState::{Done, Rejected, Sending, Unknown};

fn line() -> OrderedLine {
    OrderedLine {
        offer_id: "612345678901".into(),
        sku_id: "5001".into(),
        quantity: 3,
        receiver: "张三|13800000000|浙江省|杭州市|滨江区|网商路1号".into(),
    }
}

fn sent_at(operation_id: &str, at: i64) -> NewOperation {
    NewOperation { written_at: EpochMs(at), lines: vec![line()], ..intent(operation_id, operation_id) }
}

#[test]
fn limits_are_kept_with_the_account() {
    let (_folder, store) = desk();
    assert_eq!(store.limits(&account_id()).unwrap(), Limits::default());
    let limits = Limits { daily: Some(Money::fen(500_000)), confirm_above: None, duplicate_hours: 48 };
    store.save_limits(&account_id(), &limits).unwrap();
    assert_eq!(store.limits(&account_id()).unwrap(), limits);
    let lifted = Limits { daily: None, ..limits };
    store.save_limits(&account_id(), &lifted).unwrap();
    assert_eq!(store.limits(&account_id()).unwrap(), lifted);
    let nobody = store.save_limits(&"nobody".into(), &lifted);
    assert!(matches!(nobody, Err(StoreError::NoSuchAccount)), "{nobody:?}");
}

#[test]
fn what_was_refused_or_is_older_is_not_looked_at() {
    let (_folder, store) = desk();
    for (id, at) in [("01", 10), ("02", 20), ("03", 30), ("04", 40)] {
        store.write_intent(sent_at(id, at)).unwrap();
    }
    walk(&store, "02", &[Sending, Unknown]);
    walk(&store, "03", &[Sending, Rejected]);
    let sent = store.orders_sent_since(&account_id(), EpochMs(20)).unwrap();
    let found: Vec<_> = sent.iter().map(|sent| (sent.operation_id.as_str(), sent.at.0)).collect();
    assert_eq!(found, vec![("04", 40), ("02", 20)], "newest first");
    assert_eq!((sent[1].state, &sent[1].lines), (Unknown, &vec![line()]));
    let outlays = store.outlays_since(&account_id(), EpochMs(20)).unwrap();
    assert_eq!(outlays.len(), 2);
    assert_eq!((outlays[0].kind, outlays[0].amount), (OutlayKind::Placed, Some(Money::fen(13_100))));
}

#[test]
fn orders_are_told_as_they_stand_now() {
    let (_folder, store) = desk();
    store.write_intent(sent_at("01", 10)).unwrap();
    walk(&store, "01", &[Sending]);
    store
        .finish_create(&"01".into(), vec![order_id("7"), order_id("8")], Step::to(Done, EpochMs(20)))
        .unwrap();
    let mut closed = order("7", "杯");
    closed.status = OrderStatus::read(Platform::Taobao, "4");
    store.apply_order(read(closed, 50)).unwrap();
    let pay = NewOperation {
        kind: OperationKind::PayOrders,
        order_ids: vec![order_id("8")],
        lines: vec![],
        ..sent_at("02", 60)
    };
    store.write_intent(pay).unwrap();

    let outlays = store.outlays_since(&account_id(), EpochMs(0)).unwrap();
    let stages: Vec<_> = outlays[0].orders.iter().map(|order| (order.total, order.stage)).collect();
    assert_eq!(stages, vec![(Some(Money::fen(13_100)), OrderStage::Closed), (None, OrderStage::Unknown)]);
    assert_eq!((outlays[1].kind, outlays[1].orders[0].order_id.clone()), (OutlayKind::Paid, order_id("8")));
}

#[test]
fn a_yes_is_kept_for_ever_with_its_operation() {
    let (folder, store) = desk();
    let yes = vec![
        Consent::Again { earlier: vec!["00".into()] },
        Consent::AboveAmount { limit: Money::fen(1), sum: Money::fen(13_100) },
    ];
    store.write_intent(NewOperation { consents: yes.clone(), ..sent_at("01", 10) }).unwrap();
    assert_eq!(store.operation_story(&"01".into()).unwrap().unwrap().consents, yes);
    let db = raw_connection(folder.path());
    for change in ["DELETE FROM operation_consents", "UPDATE operation_lines SET quantity = 1"] {
        assert!(db.execute_batch(change).unwrap_err().to_string().contains("append-only"), "{change}");
    }
}
