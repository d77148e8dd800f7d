//! Pages on their way into the store: kept whole, with the place to go on; and what wants to be looked at again.

use pondesk_domain::{EpochMs, OrderStatus, Platform, Turn};
use pondesk_store::{BrokenRow, FetchedPage, Fill, OrderRead, PageRead, Store, StoreError};

use crate::given::{account_id, desk, open, order, order_id, read};

fn fill(cursor: &str, rows_read: u32) -> Fill {
    Fill {
        account_id: account_id(),
        platform: Platform::Taobao,
        what: "orders".into(),
        cursor: Some(cursor.into()),
        rows_read,
        rows_total: Some(90),
        paused: false,
        started_at: EpochMs(5),
        filled_at: None,
    }
}

fn broken(raw: &str, number: Option<&str>) -> BrokenRow {
    BrokenRow {
        account_id: account_id(),
        platform: Platform::Taobao,
        operation: "taobaoPageOrders".into(),
        number: number.map(Into::into),
        path: "data.records[1].purchaseAmount".into(),
        reason: "not whole fen".into(),
        raw: raw.into(),
        request_id: Some("request-9".into()),
        seen_at: EpochMs(9),
    }
}

#[test]
fn a_page_comes_with_the_place_to_go_on_or_not_at_all() {
    let (folder, store) = desk();
    let page = PageRead {
        orders: vec![read(order("1", "耳机"), 10)],
        fill: Some(fill("page 2", 1)),
        newest_read_at: Some(EpochMs(10)),
        ..PageRead::default()
    };
    store.apply_page(page).unwrap();
    assert_eq!(store.fills("orders").unwrap(), [fill("page 2", 1)]);
    assert_eq!(store.order_list_read_at(&account_id(), Platform::Taobao).unwrap(), Some(EpochMs(10)));

    let mut stranger = order("2", "x");
    stranger.account_id = "stranger".into();
    let spoilt = PageRead {
        orders: vec![read(order("3", "x"), 20), read(stranger, 20)],
        fill: Some(fill("page 3", 3)),
        ..PageRead::default()
    };
    assert!(matches!(store.apply_page(spoilt), Err(StoreError::NoSuchAccount)));
    drop(store);
    let store = open(folder.path());
    assert_eq!(store.fills("orders").unwrap(), [fill("page 2", 1)], "as it was before the page");
    assert_eq!(store.order(&account_id(), &order_id("3")).unwrap(), None);
}

#[test]
fn a_page_that_was_put_down_stays_until_what_it_tells_is_kept() {
    let (folder, store) = desk();
    let page = |raw: &str, turn| FetchedPage {
        account_id: account_id(),
        platform: Platform::Taobao,
        what: "orders".into(),
        base_url: "https://api.example/".into(),
        raw: raw.into(),
        request_id: Some("request-1".into()),
        turn: Turn(turn),
        read_at: EpochMs(10),
    };
    let first = store.put_down(page("1", 41)).unwrap();
    let second = store.put_down(page("2", 42)).unwrap();
    let stranger = FetchedPage { account_id: "stranger".into(), ..page("3", 43) };
    assert!(matches!(store.put_down(stranger), Err(StoreError::NoSuchAccount)));
    drop(store);
    let store = open(folder.path());
    let put_down = || store.fetched_pages(&account_id(), Platform::Taobao, "orders").unwrap();
    assert_eq!(put_down(), [(first, page("1", 41)), (second, page("2", 42))]);
    assert_eq!(store.last_turn().unwrap(), Turn(42), "nothing else gets their numbers");
    assert_eq!(store.fetched_pages(&account_id(), Platform::Alibaba1688, "orders").unwrap(), []);

    let told = |number: &str, next: &str, key, rows| PageRead {
        orders: vec![read(order(number, "耳机"), 10)],
        fill: Some(fill(next, rows)),
        fetched: Some(key),
        ..PageRead::default()
    };
    let mut strange = told("3", "page 3", second, 2);
    strange.orders[0].order.account_id = "stranger".into();
    let spoilt = vec![told("1", "page 2", first, 1), strange];
    assert!(matches!(store.apply_pages(spoilt), Err(StoreError::NoSuchAccount)));
    assert_eq!(put_down().len(), 2, "all or nothing");
    assert_eq!(store.order(&account_id(), &order_id("1")).unwrap(), None);

    let both = vec![told("1", "page 2", first, 1), told("2", "page 3", second, 2)];
    assert_eq!(store.apply_pages(both).unwrap().len(), 2);
    assert_eq!(put_down(), []);
    assert_eq!(store.fills("orders").unwrap(), [fill("page 3", 2)]);

    store.put_down(page("4", 44)).unwrap();
    store.forget_fetched_pages(&account_id(), Platform::Alibaba1688, "orders").unwrap();
    assert_eq!(put_down().len(), 1);
    store.forget_fetched_pages(&account_id(), Platform::Taobao, "orders").unwrap();
    assert_eq!(put_down(), []);
}

#[test]
fn a_fill_that_waits_is_not_set_going_by_a_page_that_was_on_its_way() {
    let (_folder, store) = desk();
    store.save_fill(fill("page 2", 50)).unwrap();
    store.pause_fills(&account_id(), true).unwrap();
    store.apply_page(PageRead { fill: Some(fill("page 3", 100)), ..PageRead::default() }).unwrap();
    let kept = store.fills("orders").unwrap().remove(0);
    assert_eq!((kept.paused, kept.rows_read, kept.cursor.as_deref()), (true, 100, Some("page 3")));
    store.pause_fills(&account_id(), false).unwrap();
    assert!(!store.fills("orders").unwrap()[0].paused);
}

#[test]
fn a_row_that_cannot_be_read_is_kept_as_it_came_until_it_can() {
    let (_folder, store) = desk();
    let rows = vec![broken("{\"orderId\":\"2\"}", Some("2")), broken("{\"purchaseAmount\":5}", None)];
    let page =
        PageRead {
            orders: vec![read(order("1", "耳机"), 10)], broken: rows.clone(), ..PageRead::default()
        };
    store.apply_page(page.clone()).unwrap();
    store.apply_page(page).unwrap();
    let mut kept = store.broken_rows(Some(&account_id())).unwrap();
    kept.sort_by(|a, b| a.raw.cmp(&b.raw));
    assert_eq!(kept, rows, "each once, to the last field");
    assert!(store.order(&account_id(), &order_id("1")).unwrap().is_some(), "the others are there");

    store.apply_page(PageRead { orders: vec![read(order("2", "键盘"), 20)], ..PageRead::default() }).unwrap();
    let left = store.broken_rows(None).unwrap();
    assert_eq!(left, [rows[1].clone()], "that order can be read now");
}

/// A read of an order in a state, told at a time.
fn told(number: &str, status: &str, at: i64) -> OrderRead {
    let mut order = order(number, "耳机");
    order.status = OrderStatus::read(Platform::Taobao, status);
    order.placed_at = Some(EpochMs(number.parse::<i64>().unwrap() * 1_000));
    read(order, at)
}

fn due(store: &Store, now: i64) -> Vec<(String, Option<u32>)> {
    let due = store.orders_due(&account_id(), Platform::Taobao, EpochMs(now), 10, 2).unwrap();
    due.into_iter().map(|due| (due.platform_order_id.to_string(), due.rank)).collect()
}

const MINUTE: i64 = 60_000;
const DAY: i64 = 24 * 60 * MINUTE;

#[test]
fn open_orders_are_due_within_minutes_and_closed_ones_within_days() {
    let (_folder, store) = desk();
    let now = 100 * DAY;
    for (number, status) in [("1", "0"), ("2", "4"), ("3", "10")] {
        store.apply_order(told(number, status, now)).unwrap();
    }
    assert_eq!(due(&store, now), []);
    let all = due(&store, now + 5 * MINUTE);
    assert_eq!(all.len(), 2, "{all:?}");
    assert!(
        all.contains(&("3".into(), Some(0))) && all.contains(&("1".into(), None)),
        "ranks of the newest two: {all:?}"
    );
    let watched = store.watched_orders(&account_id(), Platform::Taobao, EpochMs(now + 5 * MINUTE)).unwrap();
    assert_eq!((watched.open, watched.due, watched.oldest), (2, 2, Some(EpochMs(now))));
    assert!(store.next_look(&account_id(), Platform::Taobao).unwrap().unwrap() < EpochMs(now + 5 * MINUTE));

    // A change makes the next look come sooner, a read without any does not.
    store.apply_order(told("1", "0", now + 5 * MINUTE)).unwrap();
    store.apply_order(told("3", "11", now + 5 * MINUTE)).unwrap();
    assert_eq!(due(&store, now + 6 * MINUTE), [("3".into(), Some(0))]);
    store.look_at(&account_id(), vec![order_id("2")], EpochMs(0)).unwrap();
    assert_eq!(due(&store, now + 6 * MINUTE).len(), 2);
}

#[test]
fn a_clock_that_was_put_back_keeps_nothing_from_being_looked_at() {
    let (_folder, store) = desk();
    store.apply_order(told("1", "0", 200 * DAY)).unwrap();
    let now = 100 * DAY;
    assert_eq!(due(&store, now), [], "looked at in a future that will not come soon");
    store.look_again_from(EpochMs(now)).unwrap();
    assert_eq!(due(&store, now).len(), 1);
    let again = OrderRead { turn: Turn(200 * DAY + 1), ..told("1", "0", now) };
    store.apply_order(again).unwrap();
    let kept = store.order(&account_id(), &order_id("1")).unwrap().unwrap();
    assert_eq!(kept.read_at, EpochMs(now));
    assert_eq!(due(&store, now + 5 * MINUTE).len(), 1, "as often as before");
}
