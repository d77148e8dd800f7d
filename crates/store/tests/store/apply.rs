use pondesk_domain::{Change, EpochMs, Money, Order, OrderStatus, OwnEdit, Parcel, Platform, Turn};
use pondesk_store::{NoticeFilter, OrderRead, PriceFilter, Store, StoreError};

use crate::given::{account_id, desk, line, order, order_id, raw_connection, read};

fn kept(store: &Store) -> Order {
    store.order(&account_id(), &order_id("1")).unwrap().unwrap().order
}

fn history(store: &Store) -> Vec<(String, Option<String>, Option<String>)> {
    let oldest_first = store.order_changes(&account_id(), &order_id("1")).unwrap().into_iter().rev();
    oldest_first.map(|Change { field, old, new, .. }| (field, old, new)).collect()
}

fn change(field: &str, old: Option<&str>, new: Option<&str>) -> (String, Option<String>, Option<String>) {
    (field.into(), old.map(Into::into), new.map(Into::into))
}

#[test]
fn a_new_order_reads_back_as_it_was_told() {
    let (_folder, store) = desk();
    let mut told = order("1", "头戴式耳机");
    told.lines.push(line("L0", "收纳盒"));
    told.lines[1].status = Some(OrderStatus::read(Platform::Taobao, "strange word"));
    told.parcels = vec![Parcel { carrier: Some("顺丰".into()), waybill: Some("SF1".into()) }];
    told.payment.pay_before = Some(EpochMs(999));
    told.purchase_order_id = Some("77".into());
    told.outer_id = Some("desk-1".into());
    told.discount = Some(Money::fen(-50));
    let applied = store.apply_order(read(told.clone(), 10)).unwrap();
    assert!(applied.new);
    assert_eq!(kept(&store), told);
    assert_eq!(history(&store), [change("status", None, Some("0"))]);
    let answers = store.order_answers(&account_id(), &order_id("1")).unwrap();
    assert_eq!((answers.len(), answers[0].raw.as_str()), (1, "{\"readAt\":10}"));
}

#[test]
fn applying_again_adds_nothing() {
    let (folder, store) = desk();
    for _ in 0..3 {
        store.apply_order(read(order("1", "耳机"), 10)).unwrap();
    }
    let again = store.apply_order(read(order("1", "耳机"), 11)).unwrap();
    assert_eq!((again.new, again.changed), (false, vec![]));
    let db = raw_connection(folder.path());
    for (table, rows) in [("orders", 1), ("order_lines", 1), ("order_changes", 1), ("order_answers", 1)] {
        let count: u32 =
            db.query_row(&format!("SELECT count(*) FROM {table}"), [], |row| row.get(0)).unwrap();
        assert_eq!(count, rows, "{table}");
    }
}

#[test]
fn every_difference_becomes_history() {
    let (_folder, store) = desk();
    store.apply_order(read(order("1", "耳机"), 10)).unwrap();
    let mut next = order("1", "耳机");
    next.status = OrderStatus::read(Platform::Taobao, "10");
    next.total = Some(Money::fen(12_000));
    next.goods = Some(Money::fen(11_000));
    next.freight = Some(Money::fen(1_000));
    next.discount = Some(Money::fen(100));
    next.receiver = Some("张三".into());
    next.closed_reason = Some("late".into());
    next.payment.paid_at = Some(EpochMs(15));
    next.parcels = vec![Parcel { carrier: Some("顺丰".into()), waybill: Some("SF1".into()) }];
    next.lines[0].quantity = 2;
    next.lines[0].unit_price = Some(Money::fen(5_500));
    next.lines[0].status = Some(OrderStatus::read(Platform::Taobao, "11"));
    next.lines[0].after_sales = Some("REFUNDING".into());
    next.lines.push(line("L2", "收纳盒"));
    let applied = store.apply_order(read(next.clone(), 20)).unwrap();
    let mut expected = vec![
        change("status", Some("0"), Some("10")),
        change("total", Some("13100"), Some("12000")),
        change("goods", Some("12300"), Some("11000")),
        change("freight", Some("800"), Some("1000")),
        change("discount", None, Some("100")),
        change("receiver", None, Some("张三")),
        change("closedReason", None, Some("late")),
        change("paidAt", None, Some("15")),
        change("parcels", None, Some("顺丰 SF1")),
        change("line:L1:afterSales", None, Some("REFUNDING")),
        change("line:L1:quantity", Some("3"), Some("2")),
        change("line:L1:status", None, Some("11")),
        change("line:L1:unitPrice", Some("4100"), Some("5500")),
        change("line:L2", None, Some("收纳盒")),
    ];
    assert_eq!(history(&store)[1..], expected);
    assert_eq!(applied.changed.len(), expected.len());
    assert!(applied.changed.iter().all(|change| change.seen_at == EpochMs(20)));
    assert_eq!(applied.changed[0].request_id, Some("request-20".into()));
    assert_eq!(kept(&store), next);
    assert_eq!(
        store.order(&account_id(), &order_id("1")).unwrap().unwrap().was_total,
        Some(Money::fen(13_100))
    );

    next.lines.remove(0);
    store.apply_order(read(next.clone(), 30)).unwrap();
    expected.push(change("line:L1", Some("耳机"), None));
    assert_eq!(history(&store)[1..], expected);
    assert_eq!(kept(&store), next);
}

#[test]
fn an_older_read_never_overwrites() {
    let (_folder, store) = desk();
    let mut newer = order("1", "耳机");
    newer.status = OrderStatus::read(Platform::Taobao, "10");
    newer.total = Some(Money::fen(1));
    store.apply_order(read(newer.clone(), 20)).unwrap();
    let mut older = order("1", "耳机");
    older.lines.push(line("L2", "gone since"));
    let applied = store.apply_order(read(older, 10)).unwrap();
    assert_eq!(applied.changed, vec![]);
    assert_eq!(kept(&store), newer);
    let shown = store.order(&account_id(), &order_id("1")).unwrap().unwrap();
    assert_eq!((shown.read_at, shown.was_total), (EpochMs(20), Some(Money::fen(13_100))));
    let total = change("total", Some("13100"), Some("1"));
    assert!(history(&store).contains(&total), "what came late says what changed since");
    let answers = store.order_answers(&account_id(), &order_id("1")).unwrap();
    assert_eq!(answers[0].read_at, EpochMs(20));
}

#[test]
fn what_a_list_does_not_tell_stays_as_the_detail_said() {
    let (_folder, store) = desk();
    let mut detail = order("1", "耳机");
    detail.receiver = Some("张三".into());
    detail.parcels = vec![Parcel { carrier: None, waybill: Some("SF1".into()) }];
    store.apply_order(read(detail.clone(), 10)).unwrap();
    let mut row = order("1", "耳机");
    (row.receiver, row.freight, row.seller_name, row.placed_at) = (None, None, None, None);
    row.lines[0].variant = None;
    row.status = OrderStatus::read(Platform::Taobao, "10");
    let mut listed = read(row, 20);
    listed.operation = "orderPage".into();
    store.apply_order(listed).unwrap();
    detail.status = OrderStatus::read(Platform::Taobao, "10");
    assert_eq!(kept(&store), detail);
    let answers = store.order_answers(&account_id(), &order_id("1")).unwrap();
    let told: Vec<_> = answers.iter().map(|answer| answer.operation.as_str()).collect();
    assert_eq!(told, ["orderPage", "orderDetail"]);
}

#[test]
fn many_reads_are_kept_together_or_not_at_all() {
    let (_folder, store) = desk();
    let mut stranger = order("3", "x");
    stranger.account_id = "stranger".into();
    let refused =
        store.apply_orders(vec![read(order("1", "x"), 1), read(order("2", "x"), 1), read(stranger, 1)]);
    assert!(matches!(refused, Err(StoreError::NoSuchAccount)));
    assert_eq!(store.order(&account_id(), &order_id("1")).unwrap(), None);
    let applied = store.apply_orders(vec![read(order("1", "x"), 1), read(order("1", "x"), 2)]).unwrap();
    assert_eq!((applied[0].new, applied[1].new), (true, false));
}

#[test]
fn accounts_with_the_same_order_number_do_not_mix() {
    let (_folder, store) = desk();
    let mut other = crate::given::account();
    other.account_id = "02OTHER".into();
    store.save_account(&other).unwrap();
    let mut second = order("1", "second");
    second.account_id = "02OTHER".into();
    store.apply_orders(vec![read(order("1", "first"), 1), read(second.clone(), 1)]).unwrap();
    assert_eq!(kept(&store).lines[0].title, "first");
    let kept = store.order(&"02OTHER".into(), &order_id("1")).unwrap().unwrap();
    assert_eq!(kept.order, second);
}

#[test]
fn history_is_never_rewritten() {
    let (folder, store) = desk();
    store.apply_order(read(order("1", "耳机"), 10)).unwrap();
    let db = raw_connection(folder.path());
    for sql in ["UPDATE order_changes SET new_value = 'x'", "DELETE FROM order_changes"] {
        assert!(db.execute(sql, []).is_err(), "{sql}");
    }
    assert_eq!(history(&store).len(), 1);
}

#[test]
fn a_clock_that_is_put_back_does_not_upset_what_came_when() {
    let (_folder, store) = desk();
    let told = |status: &str, turn: i64, at: i64| {
        let mut order = order("1", "耳机");
        order.status = OrderStatus::read(Platform::Taobao, status);
        OrderRead { turn: Turn(turn), read_at: EpochMs(at), ..read(order, 1) }
    };
    store.apply_order(told("0", 100, 9_000)).unwrap();
    // The clock goes back; turns go on.
    store.apply_order(told("10", 101, 50)).unwrap();
    store.apply_order(told("11", 102, 60)).unwrap();
    let values: Vec<_> = history(&store).into_iter().map(|(_, _, new)| new.unwrap()).collect();
    assert_eq!(values, ["0", "10", "11"]);
    let shown = store.order(&account_id(), &order_id("1")).unwrap().unwrap();
    assert_eq!((shown.order.status.raw.as_str(), shown.read_at), ("11", EpochMs(60)));
    assert_eq!(store.last_turn().unwrap(), Turn(102));
}

#[test]
fn a_late_answer_finds_its_place_in_the_history() {
    let (_folder, store) = desk();
    let told = |fen: Option<i64>, at: i64| {
        let mut order = order("1", "耳机");
        order.total = fen.map(Money::fen);
        read(order, at)
    };
    // In time: 100, 300, 100, 100, 200.
    for (fen, at) in [(200, 50), (100, 10), (100, 40), (300, 20), (100, 30)] {
        store.apply_order(told(Some(fen), at)).unwrap();
    }
    let totals: Vec<_> = history(&store).into_iter().filter(|(field, ..)| field == "total").collect();
    assert_eq!(
        totals,
        [
            change("total", Some("100"), Some("300")),
            change("total", Some("300"), Some("100")),
            change("total", Some("100"), Some("200")),
        ]
    );
    let seen: Vec<_> = store.order_changes(&account_id(), &order_id("1")).unwrap();
    let seen: Vec<_> =
        seen.iter().filter(|change| change.field == "total").map(|change| change.seen_at.0).collect();
    assert_eq!(seen, [50, 30, 20]);
    let kept = store.order(&account_id(), &order_id("1")).unwrap().unwrap();
    assert_eq!(kept.was_total, Some(Money::fen(100)));

    // The lists of all orders tell the same, nothing twice: also what is to be paid is judged by the first sum.
    let prices = store.price_changes(&PriceFilter::default(), None, 50).unwrap();
    let mut steps: Vec<_> =
        prices.rows.iter().map(|change| (change.seen_at.0, change.was.minor(), change.is.minor())).collect();
    steps.sort_unstable();
    assert_eq!(steps, [(20, 100, 300), (30, 300, 100), (50, 100, 200)]);
    let sums = store.price_sums(&PriceFilter::default()).unwrap();
    assert_eq!((sums.rose, sums.fell), (Money::fen(300), Money::fen(200)));
    assert_eq!(store.notices(&NoticeFilter::default(), None, 50).unwrap().rows.len(), 3);
    assert_eq!(store.first_total(&account_id(), &order_id("1")).unwrap(), Some(Money::fen(100)));
}

#[test]
fn what_the_user_keeps_stays_and_has_its_history() {
    let (_folder, store) = desk();
    store.apply_order(read(order("1", "耳机"), 10)).unwrap();
    let name = (account_id(), order_id("1"));
    let edit = OwnEdit {
        note: Some("call first".into()),
        client: Some("Mai".into()),
        add_tags: vec!["vip".into()],
        ..OwnEdit::default()
    };
    let changed = store.edit_own(vec![name.clone()], edit.clone(), Turn(20), EpochMs(20)).unwrap();
    assert_eq!(changed, vec![name.clone()]);
    assert_eq!(
        store.edit_own(vec![name.clone()], edit.clone(), Turn(21), EpochMs(21)).unwrap(),
        vec![],
        "no news"
    );
    let mut next = order("1", "机械键盘");
    next.status = OrderStatus::read(Platform::Taobao, "10");
    store.apply_order(read(next, 30)).unwrap();
    let own = store.own_data(&account_id(), &order_id("1")).unwrap();
    assert_eq!((own.note.as_deref(), own.client.as_deref()), (Some("call first"), Some("Mai")));
    assert_eq!((own.tags, own.edited_at), (vec!["vip".to_owned()], Some(EpochMs(20))));
    let of_user: Vec<_> = history(&store)[1..4].to_vec();
    assert_eq!(
        of_user,
        [
            change("note", None, Some("call first")),
            change("client", None, Some("Mai")),
            change("tags", None, Some("vip")),
        ]
    );
    assert_eq!(store.used_tags().unwrap()[0].name, "vip");
    assert_eq!(store.used_clients().unwrap()[0].orders, 1);
    let stranger = (account_id(), order_id("404"));
    let refused = store.edit_own(
        vec![name, stranger],
        OwnEdit { note: Some(String::new()), ..edit },
        Turn(40),
        EpochMs(40),
    );
    assert!(matches!(refused, Err(StoreError::NoSuchOrder { .. })));
    assert!(store.own_data(&account_id(), &order_id("1")).unwrap().note.is_some(), "all or nothing");
}
