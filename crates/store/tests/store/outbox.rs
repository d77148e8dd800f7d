use pondesk_domain::{Choice, EpochMs, Found, OperationState, RequestId, Standing, StepEvent};
use pondesk_store::{OutboxCounts, Step, StoreError};

use crate::given::{account_id, desk, intent, order_id, raw_connection, walk};

use OperationState::{Done, Dropped, Ready, Rejected, Sending, Unknown};

/// A way from `ready` to each state.
fn way_to(state: OperationState) -> &'static [OperationState] {
    match state {
        Ready => &[],
        Sending => &[Sending],
        Done => &[Sending, Done],
        Rejected => &[Sending, Rejected],
        Dropped => &[Dropped],
        Unknown => &[Sending, Unknown],
    }
}

#[test]
fn an_intent_is_written_with_all_that_it_says() {
    let (_folder, store) = desk();
    let mut new = intent("01", "order of 3");
    new.order_ids = vec![order_id("9"), order_id("8"), order_id("9")];
    let operation = store.write_intent(new).unwrap();
    assert_eq!(operation.order_ids, vec![order_id("9"), order_id("8")]);
    assert_eq!((operation.state, operation.last.state, operation.last.at), (Ready, Ready, EpochMs(10)));
    assert_eq!(store.operation(&"01".into()).unwrap(), Some(operation.clone()));
    let story = store.operation_story(&"01".into()).unwrap().unwrap();
    assert_eq!(story.request, "{\"lines\":[1]}");
    assert_eq!(story.request_line, "POST /taobao/order/create");
    assert_eq!((story.steps, story.answer), (vec![operation.last], None));
    assert_eq!(store.operation(&"02".into()).unwrap(), None);
}

#[test]
fn only_the_moves_of_the_rule_are_made() {
    for from in OperationState::ALL {
        for to in OperationState::ALL {
            let (_folder, store) = desk();
            store.write_intent(intent("01", "x")).unwrap();
            walk(&store, "01", way_to(from));
            let before = store.operation_story(&"01".into()).unwrap().unwrap();
            let moved = store.move_to(&"01".into(), Step::to(to, EpochMs(30)));
            let after = store.operation_story(&"01".into()).unwrap().unwrap();
            if from.may_become(to) {
                assert_eq!(moved.unwrap(), after.operation);
                assert_eq!((after.operation.state, after.steps.len()), (to, before.steps.len() + 1));
            } else {
                let told = matches!(&moved, Err(StoreError::IllegalMove { from: f, to: t, .. }) if (*f, *t) == (from, to));
                assert!(told, "{from:?} to {to:?}: {moved:?}");
                assert_eq!(after, before);
            }
        }
    }
}

#[test]
fn an_operation_that_is_not_there_cannot_move() {
    let (_folder, store) = desk();
    let moved = store.move_to(&"01".into(), Step::to(Sending, EpochMs(1)));
    assert!(matches!(moved, Err(StoreError::NoSuchOperation { .. })), "{moved:?}");
}

#[test]
fn the_same_intent_cannot_be_under_way_twice() {
    for state in OperationState::ALL {
        let (_folder, store) = desk();
        store.write_intent(intent("01", "same")).unwrap();
        walk(&store, "01", way_to(state));
        let second = store.write_intent(intent("02", "same"));
        let under_way = store.under_way_for(&account_id(), "same").unwrap().unwrap().operation_id;
        if state.is_over() {
            assert_eq!(second.unwrap().operation_id, under_way);
        } else {
            let told = matches!(&second, Err(StoreError::AlreadyUnderWay { operation_id }) if *operation_id == under_way);
            assert!(told, "{state:?}: {second:?}");
            assert_eq!((under_way, store.operation(&"02".into()).unwrap()), ("01".into(), None));
        }
    }
    let (_folder, store) = desk();
    store.write_intent(intent("01", "one")).unwrap();
    store.write_intent(intent("02", "other")).unwrap();
    assert_eq!(store.under_way_for(&account_id(), "third").unwrap(), None);
}

#[test]
fn finishing_links_the_orders_or_does_nothing() {
    let (_folder, store) = desk();
    store.write_intent(intent("01", "x")).unwrap();
    let done = Step {
        said: Some("ok".into()),
        request_id: Some("r-1".into()),
        answer: Some("{\"orderId\":77}".into()),
        ..Step::to(Done, EpochMs(40))
    };
    let refused = store.finish_create(&"01".into(), vec![order_id("77")], done.clone());
    assert!(matches!(refused, Err(StoreError::IllegalMove { .. })));
    assert_eq!(store.operation(&"01".into()).unwrap().unwrap().order_ids, vec![]);
    walk(&store, "01", &[Sending]);
    let operation = store.finish_create(&"01".into(), vec![order_id("77"), order_id("78")], done).unwrap();
    assert_eq!(operation.order_ids, vec![order_id("77"), order_id("78")]);
    assert_eq!(operation.last.request_id, Some(RequestId::from("r-1")));
    let story = store.operation_story(&"01".into()).unwrap().unwrap();
    assert_eq!(story.answer.as_deref(), Some("{\"orderId\":77}"));
    assert_eq!(store.operations_for_order(&account_id(), &order_id("78")).unwrap(), vec![operation]);
    assert_eq!(store.operations_for_order(&"another".into(), &order_id("78")).unwrap(), vec![]);
}

#[test]
fn the_outbox_is_listed_by_how_far_operations_are() {
    let (_folder, store) = desk();
    for (index, state) in OperationState::ALL.into_iter().cycle().take(12).enumerate() {
        let operation_id = format!("{index:02}");
        let mut new = intent(&operation_id, &operation_id);
        new.written_at = EpochMs(100 + i64::try_from(index).unwrap());
        store.write_intent(new).unwrap();
        walk(&store, &operation_id, way_to(state));
    }
    let outbox = store.outbox(Some(&account_id()), 3).unwrap();
    let ids = |list: &[pondesk_domain::Operation]| -> Vec<String> {
        list.iter().map(|operation| operation.operation_id.to_string()).collect()
    };
    assert_eq!(ids(&outbox.unknown), ["10", "04"]);
    assert_eq!(ids(&outbox.under_way), ["07", "06", "01", "00"]);
    assert_eq!(ids(&outbox.over), ["11", "09", "08"]);
    assert_eq!(store.outbox_counts(None).unwrap(), OutboxCounts { ready: 2, sending: 2, unknown: 2 });
    assert_eq!(store.outbox_counts(Some(&"another".into())).unwrap(), OutboxCounts::default());
    assert_eq!(store.outbox(Some(&"another".into()), 3).unwrap(), pondesk_store::Outbox::default());
}

#[test]
fn an_operation_needs_an_account() {
    let (_folder, store) = desk();
    let mut new = intent("01", "x");
    new.account_id = "stranger".into();
    assert!(matches!(store.write_intent(new), Err(StoreError::NoSuchAccount)));
}

#[test]
fn nothing_rewrites_what_happened() {
    let (folder, store) = desk();
    store.write_intent(intent("01", "x")).unwrap();
    drop(store);
    let db = raw_connection(folder.path());
    for sql in [
        "UPDATE operation_steps SET said = 'never'",
        "DELETE FROM operation_steps",
        "DELETE FROM operations",
        "UPDATE operations SET request = '{}'",
        "UPDATE operations SET fingerprint = 'y'",
        "UPDATE operations SET amount_fen = 1",
        "UPDATE operations SET deed = '{}'",
        "UPDATE operations SET again_of = '01'",
    ] {
        assert!(db.execute(sql, []).is_err(), "{sql}");
    }
    let request: String = db.query_row("SELECT request FROM operations", [], |row| row.get(0)).unwrap();
    assert_eq!(request, "{\"lines\":[1]}");
}

#[test]
fn a_look_is_noted_once_and_moves_nothing() {
    let (_folder, store) = desk();
    store.write_intent(intent("01", "x")).unwrap();
    walk(&store, "01", &[Sending, Unknown]);
    let look =
        |at| Step { found: Some(Found::Nothing), ..Step::to(Unknown, EpochMs(at)).being(StepEvent::Looked) };
    let noted = store.note(&"01".into(), 3, look(50)).unwrap();
    assert_eq!(
        (noted.state, noted.last.event, noted.last.at),
        (Unknown, Some(StepEvent::Looked), EpochMs(50))
    );
    assert!(matches!(noted.standing, Standing::LookedFor { number: 2, .. }), "{noted:?}");
    assert_eq!(store.note(&"01".into(), 3, look(51)).unwrap(), noted, "another look was faster");
    let of_another_state = Step::to(Ready, EpochMs(52)).being(StepEvent::Held);
    assert_eq!(store.note(&"01".into(), 4, of_another_state).unwrap(), noted);
    assert_eq!(store.operation_story(&"01".into()).unwrap().unwrap().steps.len(), 4);
}

#[test]
fn an_order_is_adopted_by_one_operation_only() {
    let (_folder, store) = desk();
    for operation_id in ["01", "02"] {
        store.write_intent(intent(operation_id, operation_id)).unwrap();
        walk(&store, operation_id, &[Sending, Unknown]);
    }
    let adopted = || Step::to(Done, EpochMs(60)).being(StepEvent::Adopted);
    let first = store.adopt(&"01".into(), vec![order_id("77")], adopted()).unwrap();
    assert_eq!((first.state, first.order_ids), (Done, vec![order_id("77")]));
    assert_eq!(store.maker_of(&account_id(), &order_id("77")).unwrap(), Some("01".into()));
    let second = store.adopt(&"02".into(), vec![order_id("77")], adopted());
    assert!(matches!(&second, Err(StoreError::OrderTaken { by, .. }) if by.as_str() == "01"), "{second:?}");
    assert_eq!(store.operation(&"02".into()).unwrap().unwrap().state, Unknown);
}

#[test]
fn what_is_sent_again_takes_the_place_of_what_it_repeats() {
    let (_folder, store) = desk();
    store.write_intent(intent("01", "same")).unwrap();
    walk(&store, "01", &[Sending, Unknown]);
    let again = |operation_id: &str| pondesk_store::NewOperation {
        again_of: Some("01".into()),
        ..intent(operation_id, "same")
    };
    let second = store.write_intent(again("02")).unwrap();
    assert_eq!((second.state, second.again_of), (Ready, Some("01".into())));
    let first = store.operation(&"01".into()).unwrap().unwrap();
    assert_eq!((first.state, first.last.event), (Dropped, Some(StepEvent::SentAgain)));
    assert_eq!((first.sent_again_as, first.choices), (Some("02".into()), vec![]));
    assert!(matches!(store.write_intent(again("03")), Err(StoreError::IllegalMove { .. })));
    assert_eq!(store.operation(&"03".into()).unwrap(), None);
}

#[test]
fn what_was_not_sent_waits_for_the_user_after_a_start() {
    let (folder, store) = desk();
    store.write_intent(intent("01", "x")).unwrap();
    drop(store);
    for _ in 0..2 {
        let store = crate::given::open(folder.path());
        let story = store.operation_story(&"01".into()).unwrap().unwrap();
        assert_eq!((story.operation.state, story.operation.standing), (Ready, Standing::Unsent));
        assert_eq!(story.operation.choices, vec![Choice::SendAgain, Choice::Drop]);
        assert_eq!(story.steps.len(), 2, "noted once");
    }
}
