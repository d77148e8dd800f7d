//! Pushed messages: kept first, read later, each counted once however often it comes.

use std::path::Path;

use pondesk_domain::{
    AccountId, CallbackFacts, CallbackId, CallbackKind, CallbackOrigin, CallbackReason, CallbackState,
    EpochMs, Money, OrderId, SignatureVerdict,
};
use pondesk_store::{
    BackupKind, CallbackFilter, CallbackPage, CallbackRead, Confirmed, Held, NewCallback, Store, StoreError,
};
use proptest::prelude::*;
use tokio::runtime::Runtime;

use crate::given::{account_id, desk, open, order_id};

fn came(id: &str, bytes: &[u8], at: i64) -> NewCallback {
    NewCallback {
        callback_id: id.into(),
        account_id: account_id(),
        origin: CallbackOrigin::Pushed,
        authorization: Some("00ff".into()),
        bytes: bytes.to_vec(),
        received_at: EpochMs(at),
    }
}

fn keep(store: &Store, message: NewCallback) {
    Runtime::new().unwrap().block_on(store.inbox().keep(message)).unwrap();
}

/// What reading a message told: its order is to be fetched.
fn read(id: &CallbackId, identity: &str) -> CallbackRead {
    CallbackRead {
        callback_id: id.clone(),
        state: CallbackState::Waiting,
        reason: None,
        said: None,
        identity: Some(identity.into()),
        kind: Some(CallbackKind::PriceModified),
        message_type: Some("ORDER_BUYER_VIEW_ORDER_PRICE_MODIFY".into()),
        platform: Some(pondesk_domain::Platform::Taobao),
        order_names: "[]".into(),
        order_name: Some("1".into()),
        facts: CallbackFacts { total: Some(Money::fen(980)), ..CallbackFacts::default() },
        signature: SignatureVerdict::Right,
        said_at: Some(EpochMs(5)),
        read_at: EpochMs(6),
    }
}

fn applied(id: &CallbackId) -> Confirmed {
    Confirmed {
        callback_ids: vec![id.clone()],
        state: CallbackState::Applied,
        reason: None,
        said: None,
        order_id: Some(order_id("1")),
        at: EpochMs(9),
        request_id: Some("r".into()),
    }
}

fn all(store: &Store) -> CallbackPage {
    store.inbox().page(&CallbackFilter::default(), None, 200).unwrap()
}

#[test]
fn a_message_is_kept_as_it_came_then_read_then_confirmed() {
    let (_folder, store) = desk();
    keep(&store, came("m1", b"\xff raw", 1));
    let unread = store.inbox().unread(10).unwrap();
    assert_eq!((unread.len(), unread[0].bytes.as_slice()), (1, &b"\xff raw"[..]));
    assert_eq!(all(&store).rows[0].state, CallbackState::Waiting);

    let id = CallbackId::from("m1");
    store.inbox().keep_readings(vec![read(&id, "a")]).unwrap();
    assert!(store.inbox().unread(10).unwrap().is_empty());
    store.inbox().match_orders(vec![(order_id("1"), vec![id.clone()])]).unwrap();
    let of_order = CallbackFilter { order_id: Some(order_id("1")), ..CallbackFilter::default() };
    let said = store.inbox().page(&of_order, None, 10).unwrap().rows;
    assert_eq!((said.len(), said[0].facts.total), (1, Some(Money::fen(980))), "said, not yet confirmed");

    store.inbox().confirm(applied(&id)).unwrap();
    let kept = store.inbox().message(&id).unwrap().unwrap();
    assert_eq!(kept.callback.state, CallbackState::Applied);
    assert_eq!(kept.callback.confirmed_at, Some(EpochMs(9)));
    assert_eq!((kept.bytes.as_slice(), kept.authorization.as_deref()), (&b"\xff raw"[..], Some("00ff")));
    assert!(store.inbox().to_fetch(0, 10).unwrap().is_empty());
}

#[test]
fn a_repeat_is_counted_on_the_first_and_keeps_the_better_signature() {
    let (_folder, store) = desk();
    for (id, at, verdict) in [
        ("m1", 10, SignatureVerdict::Missing),
        ("m2", 5, SignatureVerdict::Right),
        ("m3", 20, SignatureVerdict::Wrong),
    ] {
        keep(&store, came(id, b"{}", at));
        let reading = CallbackRead { signature: verdict, ..read(&id.into(), "same") };
        let told = store.inbox().keep_readings(vec![reading]).unwrap();
        assert_eq!(told, vec![CallbackId::from("m1")]);
    }
    let rows = all(&store).rows;
    assert_eq!(rows.len(), 1);
    assert_eq!((rows[0].times, rows[0].received_at, rows[0].last_received_at), (3, EpochMs(5), EpochMs(20)));
    assert_eq!(rows[0].signature, SignatureVerdict::Right);
}

#[test]
fn the_same_words_to_another_account_are_another_message() {
    let (_folder, store) = desk();
    keep(&store, came("m1", b"{}", 1));
    keep(&store, NewCallback { account_id: AccountId::from("other"), ..came("m2", b"{}", 2) });
    store.inbox().keep_readings(vec![read(&"m1".into(), "same"), read(&"m2".into(), "same")]).unwrap();
    assert_eq!(all(&store).rows.len(), 2);
}

#[test]
fn what_was_not_applied_can_be_looked_at_again_and_what_was_applied_cannot() {
    let (_folder, store) = desk();
    for (id, identity) in [("m1", "a"), ("m2", "b")] {
        keep(&store, came(id, b"{}", 1));
        store.inbox().keep_readings(vec![read(&id.into(), identity)]).unwrap();
    }
    store.inbox().confirm(applied(&"m1".into())).unwrap();
    let unmatched = Confirmed {
        state: CallbackState::Unmatched,
        reason: Some(CallbackReason::UnknownOrder),
        order_id: None,
        request_id: None,
        ..applied(&"m2".into())
    };
    store.inbox().confirm(unmatched).unwrap();
    assert_eq!(store.inbox().look_again(Some("m1".into())).unwrap(), vec![]);
    assert_eq!(store.inbox().look_again(None).unwrap(), vec![CallbackId::from("m2")]);
    assert_eq!(store.inbox().unread(10).unwrap().len(), 1);
    let counts = all(&store).counts;
    assert!(counts.contains(&(CallbackState::Applied, 1)) && counts.contains(&(CallbackState::Waiting, 1)));
}

#[test]
fn a_repeat_of_what_found_no_order_is_a_new_hint() {
    let (_folder, store) = desk();
    keep(&store, came("m1", b"{}", 1));
    store.inbox().keep_readings(vec![read(&"m1".into(), "a")]).unwrap();
    store.inbox().confirm(Confirmed { state: CallbackState::Unmatched, ..applied(&"m1".into()) }).unwrap();
    keep(&store, came("m2", b"{}", 2));
    store.inbox().keep_readings(vec![read(&"m2".into(), "a")]).unwrap();
    assert_eq!(store.inbox().to_fetch(0, 10).unwrap().len(), 1);
}

#[test]
fn held_messages_wait_with_their_reason_until_they_are_asked_for() {
    let (_folder, store) = desk();
    keep(&store, came("m1", b"{}", 1));
    let held = Held {
        callback_ids: vec!["m1".into()],
        reason: CallbackReason::NoSecret,
        said: None,
        tried_at: None,
    };
    store.inbox().hold(held).unwrap();
    assert!(store.inbox().unread(10).unwrap().is_empty());
    assert_eq!(all(&store).rows[0].reason, Some(CallbackReason::NoSecret));
    store.inbox().ask_again().unwrap();
    assert_eq!(store.inbox().unread(10).unwrap().len(), 1);
}

#[test]
fn pages_follow_one_another_and_a_foreign_cursor_is_refused() {
    let (_folder, store) = desk();
    for n in 0..5 {
        keep(&store, came(&format!("m{n}"), b"{}", n / 2));
    }
    let (mut after, mut seen) = (None, Vec::new());
    loop {
        let page = store.inbox().page(&CallbackFilter::default(), after.as_deref(), 2).unwrap();
        seen.extend(page.rows.into_iter().map(|row| row.callback_id.to_string()));
        after = page.next;
        if after.is_none() {
            break;
        }
    }
    assert_eq!(seen, ["m4", "m3", "m2", "m1", "m0"]);
    let refused = store.inbox().page(&CallbackFilter::default(), Some("nonsense"), 2);
    assert!(matches!(refused, Err(StoreError::BadCursor)));
}

/// Spoils the pages of the inbox behind its schema, while nobody has it open.
fn spoil(folder: &Path) {
    let file = folder.join("inbox.sqlite");
    let mut bytes = std::fs::read(&file).unwrap();
    let half = bytes.len() / 2;
    bytes[half..].fill(0x5a);
    std::fs::write(file, bytes).unwrap();
}

#[test]
fn a_damaged_inbox_is_moved_aside_and_the_copy_and_what_can_be_read_take_its_place() {
    let (folder, store) = desk();
    for n in 0..200 {
        keep(&store, came(&format!("m{n:03}"), &[b'x'; 900], n));
    }
    store.inbox().save_receiver_settings("{\"on\":true}").unwrap();
    store.back_up(BackupKind::Asked, EpochMs(2_000)).unwrap();
    keep(&store, came("newer", b"{}", 500));
    drop(store);
    spoil(folder.path());
    let examined = Store::examine(folder.path()).unwrap();
    assert!(examined.inbox_damage.is_some() && examined.damage.is_none(), "{examined:?}");

    let store = open(folder.path());
    // It is found at the latest by the next message, which is kept all the same.
    keep(&store, came("after", b"{}", 600));
    let kept = |id: &str| store.inbox().message(&id.into()).unwrap().is_some();
    assert!(kept("after"));
    assert!((0..200).all(|n| kept(&format!("m{n:03}"))), "the backup's copy has them");
    assert_eq!(store.inbox().receiver_settings().unwrap().as_deref(), Some("{\"on\":true}"));
    assert_eq!(Store::examine(folder.path()).unwrap().inbox_damage, None);
    let aside: Vec<_> = std::fs::read_dir(folder.path().join("moved-aside")).unwrap().collect();
    assert_eq!(aside.len(), 1, "moved aside, not deleted");
}

#[test]
fn a_restore_of_the_desk_loses_no_message() {
    let (_folder, store) = desk();
    let backup = store.back_up(BackupKind::Asked, EpochMs(2_000)).unwrap();
    keep(&store, came("m1", b"{}", 3_000));
    store.restore(&backup.name, EpochMs(4_000)).unwrap();
    assert_eq!(all(&store).rows.len(), 1);
}

#[test]
fn beside_an_open_desk_messages_are_read_and_none_is_written() {
    let (folder, store) = desk();
    keep(&store, came("m1", b"{}", 1));
    let beside = Store::open_read_only(folder.path()).unwrap();
    assert_eq!(all(&beside).rows.len(), 1);
    let refused = Runtime::new().unwrap().block_on(beside.inbox().keep(came("m2", b"{}", 2)));
    assert!(matches!(refused, Err(StoreError::ReadOnly)));
}

#[test]
fn messages_that_wait_together_are_all_kept() {
    let (folder, store) = desk();
    let kept: Vec<_> = (0..500).map(|n| store.inbox().keep(came(&format!("m{n}"), b"{}", n))).collect();
    Runtime::new().unwrap().block_on(async {
        for kept in kept {
            kept.await.unwrap();
        }
    });
    drop(store);
    let store = open(folder.path());
    let counts = all(&store).counts;
    assert_eq!(counts, vec![(CallbackState::Waiting, 500)]);
}

#[test]
fn one_message_that_cannot_be_kept_does_not_cost_the_others() {
    let (_folder, store) = desk();
    let (one, same, other) = (
        store.inbox().keep(came("m1", b"{}", 1)),
        store.inbox().keep(came("m1", b"{}", 2)),
        store.inbox().keep(came("m2", b"{}", 3)),
    );
    Runtime::new().unwrap().block_on(async {
        one.await.unwrap();
        assert!(same.await.is_err(), "an id is given once");
        other.await.unwrap();
    });
    assert_eq!(all(&store).rows.len(), 2);
}

/// A row as far as it does not depend on which of the repeats came first.
type Gist = (Option<OrderId>, CallbackState, u32, EpochMs, EpochMs, SignatureVerdict);

fn gist(store: &Store) -> Vec<Gist> {
    let mut rows: Vec<_> = all(store)
        .rows
        .into_iter()
        .map(|row| (row.order_id, row.state, row.times, row.received_at, row.last_received_at, row.signature))
        .collect();
    rows.sort_by_key(|row| (row.0.clone(), row.3, row.4, row.2));
    rows
}

/// Takes messages in, each at its own time; after some of them the desk is closed and opened again, and messages are read
/// and confirmed in bunches.
fn take_in(messages: &[(usize, SignatureVerdict, i64)], closes: &[usize]) -> Vec<Gist> {
    let (folder, mut store) = desk();
    for (nth, (identity, _, at)) in messages.iter().enumerate() {
        keep(&store, came(&format!("m{nth}"), identity.to_string().as_bytes(), *at));
        if closes.contains(&nth) {
            drop(store);
            store = open(folder.path());
        }
        if nth % 3 == 0 || nth + 1 == messages.len() {
            settle(&store, messages);
        }
    }
    gist(&store)
}

fn settle(store: &Store, messages: &[(usize, SignatureVerdict, i64)]) {
    let unread = store.inbox().unread(100).unwrap();
    let readings = unread.iter().map(|unread| {
        let nth: usize = unread.callback_id.as_str()[1..].parse().unwrap();
        let (identity, signature, _) = messages[nth];
        CallbackRead { signature, ..read(&unread.callback_id, &identity.to_string()) }
    });
    store.inbox().keep_readings(readings.collect()).unwrap();
    for waiting in store.inbox().to_fetch(0, 100).unwrap() {
        let bytes = store.inbox().message(&waiting.callback.callback_id).unwrap().unwrap().bytes;
        let order_id = Some(order_id(&String::from_utf8(bytes).unwrap()));
        store.inbox().confirm(Confirmed { order_id, ..applied(&waiting.callback.callback_id) }).unwrap();
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]

    /// Any order, any repetition, closed at any time: the same inbox.
    #[test]
    fn order_and_repetition_and_closing_change_nothing(
        (messages, shuffled) in proptest::collection::vec(
            (0..5_usize, prop_oneof![
                Just(SignatureVerdict::Wrong), Just(SignatureVerdict::Missing), Just(SignatureVerdict::Right)
            ], 0..1_000_i64), 1..14
        ).prop_flat_map(|messages| (Just(messages.clone()), Just(messages).prop_shuffle())),
        closes in proptest::collection::vec(0..14_usize, 0..2),
    ) {
        prop_assert_eq!(take_in(&messages, &[]), take_in(&shuffled, &closes));
    }
}
