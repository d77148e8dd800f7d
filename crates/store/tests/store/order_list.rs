use std::collections::BTreeSet;

use pondesk_domain::{EpochMs, Money, OrderStage, OrderStatus, Platform};
use pondesk_store::{OrderFilter, Store, StoreError};

use crate::given::{account, account_id, desk, line, order, read};

fn numbers(store: &Store, filter: &OrderFilter, limit: u32) -> Vec<String> {
    let mut numbers = vec![];
    let mut after: Option<String> = None;
    loop {
        let page = store.orders_page(filter, after.as_deref(), limit).unwrap();
        assert!(page.rows.len() <= limit as usize);
        numbers.extend(page.rows.iter().map(|row| row.platform_order_id.to_string()));
        after = page.next;
        if after.is_none() {
            return numbers;
        }
    }
}

#[test]
fn pages_have_no_gap_and_no_repeat() {
    let (_folder, store) = desk();
    let reads = (0..1000_i64).map(|number| {
        let mut order = order(&number.to_string(), "耳机");
        // Many orders of the same moment, some without one.
        order.placed_at = (number % 10 != 0).then_some(EpochMs(number / 50 + 2_000));
        read(order, number + 1)
    });
    store.apply_orders(reads.collect()).unwrap();
    for limit in [1, 7, 50, 200] {
        let numbers = numbers(&store, &OrderFilter::default(), limit);
        assert_eq!(numbers.len(), 1000);
        assert_eq!(numbers.iter().collect::<BTreeSet<_>>().len(), 1000);
    }
    let all = store.orders_page(&OrderFilter::default(), None, 200).unwrap();
    let times: Vec<_> = all.rows.iter().map(|row| row.placed_at).collect();
    assert!(times.iter().all(Option::is_some), "dated orders come before those first seen long ago");
    assert!(times.is_sorted_by(|newer, older| newer >= older));
    assert_eq!((all.total, all.since), (1000, Some(EpochMs(1))));
}

#[test]
fn a_page_goes_on_where_it_ended_though_newer_orders_came() {
    let (_folder, store) = desk();
    let apply = |number: i64| {
        let mut order = order(&number.to_string(), "x");
        order.placed_at = Some(EpochMs(number));
        store.apply_order(read(order, 1)).unwrap();
    };
    (1..=4).for_each(apply);
    let first = store.orders_page(&OrderFilter::default(), None, 2).unwrap();
    apply(9);
    let second = store.orders_page(&OrderFilter::default(), first.next.as_deref(), 2).unwrap();
    let rest: Vec<_> = second.rows.iter().map(|row| row.platform_order_id.as_str()).collect();
    assert_eq!((rest, second.next), (vec!["2", "1"], None));
}

#[test]
fn filters_narrow_and_counts_do_not() {
    let (_folder, store) = desk();
    let mut other = account();
    other.account_id = "02OTHER".into();
    store.save_account(&other).unwrap();
    let kept = [
        ("1", "01ACCOUNT", Platform::Taobao, "0"),
        ("2", "01ACCOUNT", Platform::Taobao, "10"),
        ("3", "01ACCOUNT", Platform::Alibaba1688, "waitbuyerpay"),
        ("4", "02OTHER", Platform::Taobao, "0"),
        ("5", "01ACCOUNT", Platform::Alibaba1688, "brand new word"),
    ];
    for (number, account_id, platform, status) in kept {
        let mut order = order(number, "x");
        order.account_id = account_id.into();
        order.platform = platform;
        order.status = OrderStatus::read(platform, status);
        store.apply_order(read(order, 1)).unwrap();
    }
    store.mark_order_list_read(&account_id(), Platform::Taobao, EpochMs(70)).unwrap();
    store.mark_order_list_read(&account_id(), Platform::Alibaba1688, EpochMs(60)).unwrap();
    let mut filter = OrderFilter { account_id: Some(account_id()), ..OrderFilter::default() };
    assert_eq!(numbers(&store, &filter, 10), ["5", "3", "2", "1"]);
    filter.stages = vec![OrderStage::ToPay, OrderStage::Unknown];
    let page = store.orders_page(&filter, None, 10).unwrap();
    assert_eq!(page.rows.len(), 3);
    assert_eq!(page.counts, [(OrderStage::ToPay, 2), (OrderStage::ToShip, 1), (OrderStage::Unknown, 1)]);
    assert_eq!((page.total, page.read_at), (4, Some(EpochMs(60))));
    filter.platform = Some(Platform::Taobao);
    let page = store.orders_page(&filter, None, 10).unwrap();
    assert_eq!((page.rows.len(), page.total, page.read_at), (1, 2, Some(EpochMs(70))));
    assert_eq!(store.count_orders(None, OrderStage::ToPay).unwrap(), 3);
    assert_eq!(store.count_orders(Some(&account_id()), OrderStage::ToPay).unwrap(), 2);
}

#[test]
fn a_row_says_what_the_list_shows() {
    let (_folder, store) = desk();
    let mut told = order("1", "头戴式耳机");
    told.lines[0].picture = Some("t1-0-0.jpg".into());
    told.lines.push(line("A0", "收纳盒"));
    store.apply_order(read(told.clone(), 10)).unwrap();
    told.total = Some(Money::fen(14_000));
    store.apply_order(read(told, 20)).unwrap();
    let mut bare = order("2", "");
    (bare.lines, bare.placed_at) = (vec![], Some(EpochMs(1)));
    store.apply_order(read(bare, 30)).unwrap();
    let rows = store.orders_page(&OrderFilter::default(), None, 10).unwrap().rows;
    let row = &rows[0];
    assert_eq!((row.title.as_str(), row.more_lines, row.pieces), ("头戴式耳机", 1, 6));
    assert_eq!(row.picture.as_deref(), Some("t1-0-0.jpg"));
    assert_eq!((row.total, row.was_total), (Some(Money::fen(14_000)), Some(Money::fen(13_100))));
    assert_eq!((row.status.stage, row.read_at), (OrderStage::ToPay, EpochMs(20)));
    assert_eq!((rows[1].title.as_str(), rows[1].more_lines, rows[1].pieces), ("", 0, 0));
}

#[test]
fn a_foreign_cursor_is_refused() {
    let (_folder, store) = desk();
    for cursor in ["", "x", "5b5d", "ff00", "'; DROP TABLE orders"] {
        let refused = store.orders_page(&OrderFilter::default(), Some(cursor), 10);
        assert!(matches!(refused, Err(StoreError::BadCursor)), "{cursor}: {refused:?}");
    }
}
