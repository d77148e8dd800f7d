use std::collections::BTreeSet;

use pondesk_domain::{
    EpochMs, FilterWords, Money, Order, OrderFilter, OrderSort, OrderStage, OrderStatus, OwnEdit, Platform,
    Turn,
};
use pondesk_store::{Store, StoreError};

use crate::given::{account, account_id, desk, line, order, order_id, read};

fn numbers(store: &Store, filter: &OrderFilter, limit: u32) -> Vec<String> {
    let mut numbers = vec![];
    let mut after: Option<String> = None;
    loop {
        let page = store.orders_page(filter, OrderSort::Newest, after.as_deref(), limit).unwrap();
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
        order.placed_at = (number % 10 != 0).then_some(EpochMs((number / 50 + 2_000) * 1_000));
        read(order, (number + 1) * 1_000)
    });
    store.apply_orders(reads.collect()).unwrap();
    for limit in [1, 7, 50, 200] {
        let numbers = numbers(&store, &OrderFilter::default(), limit);
        assert_eq!(numbers.len(), 1000);
        assert_eq!(numbers.iter().collect::<BTreeSet<_>>().len(), 1000);
    }
    let all = store.orders_page(&OrderFilter::default(), OrderSort::Newest, None, 200).unwrap();
    let times: Vec<_> = all.rows.iter().map(|row| row.placed_at).collect();
    assert!(times.iter().all(Option::is_some), "dated orders come before those first seen long ago");
    assert!(times.is_sorted_by(|newer, older| newer >= older));
    assert_eq!((all.total, all.since), (1000, Some(EpochMs(1_000))));
}

#[test]
fn marks_say_where_every_page_begins() {
    let (_folder, store) = desk();
    let reads = (0..230_i64).map(|number| {
        let mut order = order(&format!("{number:03}"), if number % 2 == 0 { "耳机" } else { "键盘" });
        order.placed_at = Some(EpochMs(number * 1_000));
        order.total = Some(Money::fen(number % 7));
        read(order, 1)
    });
    store.apply_orders(reads.collect()).unwrap();
    let all = OrderFilter::default();
    let words = OrderFilter { words: "耳机".into(), ..OrderFilter::default() };
    let sums = OrderFilter { total_from: Some(Money::fen(3)), ..OrderFilter::default() };
    for (filter, sort, total) in [
        (&all, OrderSort::Newest, 230),
        (&all, OrderSort::TotalHigh, 230),
        (&words, OrderSort::Newest, 115),
        (&words, OrderSort::Oldest, 115),
        (&sums, OrderSort::Newest, 131),
    ] {
        let marks = store.order_marks(filter, sort, 50).unwrap();
        assert_eq!((marks.total, marks.cursors.len()), (total, total as usize / 50), "{sort:?}");
        let mut after = None;
        for cursor in marks.cursors {
            let page = store.orders_page(filter, sort, after.as_deref(), 50).unwrap();
            let by_mark = store.orders_page(filter, sort, Some(&cursor), 50).unwrap();
            let by_page = store.orders_page(filter, sort, page.next.as_deref(), 50).unwrap();
            assert_eq!(by_mark.rows, by_page.rows, "{sort:?}");
            after = Some(cursor);
        }
    }
}

#[test]
fn a_page_goes_on_where_it_ended_though_newer_orders_came() {
    let (_folder, store) = desk();
    let apply = |number: i64| {
        let mut order = order(&number.to_string(), "x");
        order.placed_at = Some(EpochMs(number * 1_000));
        store.apply_order(read(order, 1)).unwrap();
    };
    (1..=4).for_each(apply);
    let first = store.orders_page(&OrderFilter::default(), OrderSort::Newest, None, 2).unwrap();
    apply(9);
    let second =
        store.orders_page(&OrderFilter::default(), OrderSort::Newest, first.next.as_deref(), 2).unwrap();
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
        order.placed_at = Some(EpochMs(number.parse::<i64>().unwrap() * 1_000));
        store.apply_order(read(order, 1)).unwrap();
    }
    store.mark_order_list_read(&account_id(), Platform::Taobao, EpochMs(70)).unwrap();
    store.mark_order_list_read(&account_id(), Platform::Alibaba1688, EpochMs(60)).unwrap();
    let mut filter = OrderFilter { account_id: Some(account_id()), ..OrderFilter::default() };
    assert_eq!(numbers(&store, &filter, 10), ["5", "3", "2", "1"]);
    filter.stages = vec![OrderStage::ToPay, OrderStage::Unknown];
    let page = store.orders_page(&filter, OrderSort::Newest, None, 10).unwrap();
    assert_eq!(page.rows.len(), 3);
    assert_eq!(page.counts, [(OrderStage::ToPay, 2), (OrderStage::ToShip, 1), (OrderStage::Unknown, 1)]);
    assert_eq!((page.total, page.read_at), (4, Some(EpochMs(60))));
    filter.platform = Some(Platform::Taobao);
    let page = store.orders_page(&filter, OrderSort::Newest, None, 10).unwrap();
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
    let rows = store.orders_page(&OrderFilter::default(), OrderSort::Newest, None, 10).unwrap().rows;
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
        let refused = store.orders_page(&OrderFilter::default(), OrderSort::Newest, Some(cursor), 10);
        assert!(matches!(refused, Err(StoreError::BadCursor)), "{cursor}: {refused:?}");
    }
}

/// Numbers by every condition, each by the text that is typed.
#[test]
fn every_condition_is_met_alone_and_with_words() {
    let (_folder, store) = desk();
    let put = |number: &str, platform, status: &str, fen: Option<i64>, day: i64, case: Option<&str>| {
        let mut order = order(number, "头戴式耳机");
        order.order_id = Order::id_for(platform, &number.into());
        order.platform = platform;
        order.status = OrderStatus::read(platform, status);
        order.total = fen.map(Money::fen);
        order.placed_at = Some(EpochMs(day * 86_400_000));
        order.lines[0].after_sales = case.map(Into::into);
        let order_id = order.order_id.clone();
        store.apply_order(read(order, 1)).unwrap();
        order_id
    };
    let (taobao, alibaba) = (Platform::Taobao, Platform::Alibaba1688);
    put("11", taobao, "0", Some(50_000), 1, None);
    put("12", taobao, "11", Some(50_001), 2, Some("REFUNDING"));
    put("13", alibaba, "waitbuyerpay", Some(0), 3, None);
    let tagged = put("14", alibaba, "waitMoonPhase", None, 4, None);
    put("15", alibaba, "success", Some(9_900_000_000), 5, Some("refundsuccess"));
    let edit =
        OwnEdit { client: Some("Mai".into()), add_tags: vec!["Fragile 易碎".into()], ..OwnEdit::default() };
    store.edit_own(vec![(account_id(), tagged)], edit, Turn(9), EpochMs(9)).unwrap();
    let day = |_: i16, _: i8, day: i8| Some(EpochMs(i64::from(day) * 86_400_000));
    let words = FilterWords { day: &day, account: &|_| None };
    for (typed, found) in [
        ("status:toPay", vec!["13", "11"]),
        ("status:waitmoonphase", vec!["14"]),
        ("status:completed,WAITMOONPHASE", vec!["15", "14"]),
        ("platform:taobao", vec!["12", "11"]),
        (">500", vec!["15", "12"]),
        (">=500", vec!["15", "12", "11"]),
        ("<500", vec!["13"]),
        ("500..500", vec!["11"]),
        ("after-sales:yes", vec!["15", "12"]),
        ("after-sales:no", vec!["14", "13", "11"]),
        ("date:2026-01-02..2026-01-03", vec!["13", "12"]),
        ("from:2026-01-04", vec!["15", "14"]),
        ("to:2026-01-01", vec!["11"]),
        ("tag:\"fragile 易碎\"", vec!["14"]),
        ("client:mai", vec!["14"]),
        ("client:Ma", vec![]),
        ("易碎", vec!["14"]),
        ("mai", vec!["14"]),
        ("platform:1688 after-sales:no <1", vec!["13"]),
    ] {
        for (words_too, none) in [("", false), (" 耳机", false), (" 键盘", true)] {
            let (filter, _) = OrderFilter::read(&format!("{typed}{words_too}"), &words);
            let wanted: Vec<&str> = if none { vec![] } else { found.clone() };
            assert_eq!(numbers(&store, &filter, 1), wanted, "{typed}{words_too}");
            let mut oldest_first = wanted;
            oldest_first.reverse();
            let page = store.orders_page(&filter, OrderSort::Oldest, None, 50).unwrap();
            let listed: Vec<_> = page.rows.iter().map(|row| row.platform_order_id.as_str()).collect();
            assert_eq!(listed, oldest_first, "{typed}{words_too}, oldest first");
        }
    }
}

#[test]
fn orders_are_sorted_by_sum_page_by_page() {
    let (_folder, store) = desk();
    for (number, fen) in [("1", Some(300)), ("2", None), ("3", Some(100)), ("4", Some(300)), ("5", None)] {
        let mut order = order(number, "耳机");
        order.total = fen.map(Money::fen);
        order.placed_at = Some(EpochMs(number.parse::<i64>().unwrap() * 1_000));
        store.apply_order(read(order, 1)).unwrap();
    }
    for words in ["", "耳机"] {
        let filter = OrderFilter { words: words.into(), ..OrderFilter::default() };
        for (sort, wanted) in [
            (OrderSort::TotalHigh, ["4", "1", "3", "5", "2"]),
            (OrderSort::TotalLow, ["2", "5", "3", "1", "4"]),
        ] {
            let mut listed = vec![];
            let mut after: Option<String> = None;
            loop {
                let page = store.orders_page(&filter, sort, after.as_deref(), 1).unwrap();
                listed.extend(page.rows.into_iter().map(|row| row.platform_order_id.to_string()));
                after = page.next;
                if after.is_none() {
                    break;
                }
            }
            assert_eq!(listed, wanted, "{sort:?} {words}");
        }
    }
    let page = store.orders_page(&OrderFilter::default(), OrderSort::TotalHigh, None, 1).unwrap();
    let other = store.orders_page(&OrderFilter::default(), OrderSort::Newest, page.next.as_deref(), 1);
    assert!(matches!(other, Err(StoreError::BadCursor)), "a cursor of another sort");
}

#[test]
fn counts_follow_every_move_and_every_filter() {
    let (_folder, store) = desk();
    for (number, title, status) in
        [("1", "耳机", "0"), ("2", "耳机", "0"), ("3", "键盘", "0"), ("4", "耳机", "10")]
    {
        let mut order = order(number, title);
        order.status = OrderStatus::read(Platform::Taobao, status);
        store.apply_order(read(order, 1)).unwrap();
    }
    let count = |filter: &OrderFilter, most| {
        let counts = store.order_counts(filter, most).unwrap();
        counts.into_iter().map(|count| (count.stage, count.count, count.more)).collect::<Vec<_>>()
    };
    let (to_pay, to_ship) = (OrderStage::ToPay, OrderStage::ToShip);
    assert_eq!(count(&OrderFilter::default(), 1), [(to_pay, 3, false), (to_ship, 1, false)]);
    let phones = OrderFilter { words: "耳机".into(), stages: vec![to_ship], ..OrderFilter::default() };
    assert_eq!(count(&phones, 9), [(to_pay, 2, false), (to_ship, 1, false)]);
    assert_eq!(count(&phones, 1), [(to_pay, 1, true), (to_ship, 1, false)]);
    let mut moved = order("1", "耳机");
    moved.status = OrderStatus::read(Platform::Taobao, "10");
    store.apply_order(read(moved, 2)).unwrap();
    assert_eq!(count(&OrderFilter::default(), 1), [(to_pay, 2, false), (to_ship, 2, false)]);
    assert_eq!(count(&phones, 9), [(to_pay, 1, false), (to_ship, 2, false)]);
}

#[test]
fn a_selection_and_a_page_of_whole_orders_read_back() {
    let (_folder, store) = desk();
    for number in ["1", "2", "3"] {
        let mut order = order(number, "耳机");
        order.placed_at = Some(EpochMs(number.parse::<i64>().unwrap() * 1_000));
        store.apply_order(read(order, 1)).unwrap();
    }
    let edit = OwnEdit { note: Some("ring twice".into()), ..OwnEdit::default() };
    store.edit_own(vec![(account_id(), order_id("2"))], edit, Turn(5), EpochMs(5)).unwrap();
    let names = ["2", "9", "1"].map(|number| (account_id(), order_id(number)));
    let chosen = store.whole_orders(&names).unwrap();
    let numbers: Vec<_> = chosen.iter().map(|whole| whole.kept.order.platform_order_id.as_str()).collect();
    assert_eq!(numbers, ["2", "1"]);
    assert_eq!(chosen[0].own.note.as_deref(), Some("ring twice"));
    assert_eq!(chosen[0].kept.order.lines.len(), 1);
    let page = store.whole_orders_page(&OrderFilter::default(), OrderSort::Newest, None, 2).unwrap();
    let rest =
        store.whole_orders_page(&OrderFilter::default(), OrderSort::Newest, page.next.as_deref(), 2).unwrap();
    let all = page.orders.iter().chain(&rest.orders).map(|whole| whole.kept.order.platform_order_id.as_str());
    assert_eq!((all.collect::<Vec<_>>(), rest.next), (vec!["3", "2", "1"], None));
}
