//! Whatever order reads arrive in, and however often, the same order stands at the end.

use std::collections::BTreeMap;

use pondesk_domain::{
    Change, EpochMs, Money, Notice, Order, OrderFilter, OrderSort, OrderStatus, Parcel, Payment, Platform,
    PriceChange,
};
use pondesk_store::{KeptAnswer, NoticeFilter, OrderPage, OrderRead, PriceFilter, Store, WholeOrder};
use proptest::prelude::*;
use proptest::sample::subsequence;

use crate::given::{account_id, desk, line, order, order_id, read};

fn small_sum() -> impl Strategy<Value = Option<Money>> {
    proptest::option::of((0..3_i64).prop_map(Money::fen))
}

fn order_lines() -> impl Strategy<Value = Vec<pondesk_domain::OrderLine>> {
    let ids = subsequence(vec!["L1", "L2", "L3"], 0..=3).prop_shuffle();
    let word = || proptest::option::of("[ab]");
    let told = proptest::collection::vec((0..3_u32, small_sum(), word(), word(), "[xy]?"), 3);
    (ids, told).prop_map(|(ids, told)| {
        let told = ids.into_iter().zip(told);
        told.map(|(id, (quantity, price, variant, after_sales, title))| pondesk_domain::OrderLine {
            quantity,
            unit_price: price,
            variant,
            after_sales,
            ..line(id, &title)
        })
        .collect()
    })
}

fn any_order() -> impl Strategy<Value = Order> {
    let head = (prop_oneof!["0", "10", "11", "4", ""], small_sum(), small_sum(), small_sum());
    let tail = (proptest::option::of("[ab]"), proptest::option::of(0..3_i64), 0..3_usize);
    (head, tail, order_lines()).prop_map(
        |((status, total, goods, freight), (receiver, at, parcels), lines)| Order {
            status: OrderStatus::read(Platform::Taobao, &status),
            total,
            goods,
            freight,
            discount: None,
            receiver,
            lines,
            placed_at: at.map(EpochMs),
            payment: Payment { paid_at: at.map(EpochMs), pay_before: None },
            parcels: vec![Parcel { carrier: None, waybill: Some("SF1".into()) }; parcels],
            ..order("1", "x")
        },
    )
}

/// Reads at distinct times, and the same in another order with some of them twice.
fn reads_twice() -> impl Strategy<Value = (Vec<OrderRead>, Vec<OrderRead>)> {
    proptest::collection::vec(any_order(), 1..7)
        .prop_map(|orders| (1..).zip(orders).map(|(at, order)| read(order, at * 10)).collect::<Vec<_>>())
        .prop_flat_map(|reads| {
            let again = subsequence(reads.clone(), 0..=reads.len());
            let shuffled = again.prop_map({
                let reads = reads.clone();
                move |again| reads.iter().cloned().chain(again).collect::<Vec<_>>()
            });
            (Just(reads), shuffled.prop_shuffle())
        })
}

fn apply_all(reads: &[OrderRead]) -> (tempfile::TempDir, Store) {
    let (folder, store) = desk();
    for read in reads {
        store.apply_order(read.clone()).unwrap();
    }
    (folder, store)
}

/// All that the desk knows of the order, but for numbers that it gives by itself.
fn everything(store: &Store) -> (WholeOrder, Vec<KeptAnswer>, Vec<Change>, OrderPage, Vec<OrderPage>) {
    let name = (account_id(), order_id("1"));
    let whole = store.whole_orders(std::slice::from_ref(&name)).unwrap().remove(0);
    let page = |words: &str| {
        let filter = OrderFilter { words: words.into(), ..OrderFilter::default() };
        store.orders_page(&filter, OrderSort::Newest, None, 10).unwrap()
    };
    let found = ["x", "y", "a", "b", "sf1", "status", "612345"].map(page);
    (
        whole,
        store.order_answers(&name.0, &name.1).unwrap(),
        store.order_changes(&name.0, &name.1).unwrap(),
        page(""),
        found.into(),
    )
}

/// What the lists of all orders tell of the history: changes of sums, notices and the first sum. Which of them came first
/// here is left out.
fn lists(store: &Store) -> (Vec<String>, Vec<String>, [Option<Money>; 3]) {
    let prices = store.price_changes(&PriceFilter::default(), None, 200).unwrap();
    let sums = store.price_sums(&PriceFilter::default()).unwrap();
    assert_eq!(sums.changes as usize, prices.rows.len());
    let mut changes: Vec<String> = prices
        .rows
        .into_iter()
        .map(|change| format!("{:?}", PriceChange { change_id: String::new(), ..change }))
        .collect();
    let mut notices: Vec<String> = store
        .notices(&NoticeFilter::default(), None, 200)
        .unwrap()
        .rows
        .into_iter()
        .map(|notice| format!("{:?}", Notice { notice_id: String::new(), ..notice }))
        .collect();
    changes.sort();
    notices.sort();
    let first = store.first_total(&account_id(), &order_id("1")).unwrap();
    (changes, notices, [Some(sums.rose), Some(sums.fell), first])
}

/// What stands in the fields that history covers.
fn noted_fields(order: &Order) -> BTreeMap<String, String> {
    let sums = [("total", order.total), ("goods", order.goods), ("freight", order.freight)];
    let mut fields: BTreeMap<String, String> = sums
        .into_iter()
        .filter_map(|(field, sum)| Some((field.to_owned(), sum?.minor().to_string())))
        .collect();
    fields.extend(order.receiver.clone().map(|receiver| ("receiver".to_owned(), receiver)));
    fields.extend(order.payment.paid_at.map(|at| ("paidAt".to_owned(), at.0.to_string())));
    if !order.status.raw.is_empty() {
        fields.insert("status".into(), order.status.raw.clone());
    }
    fields
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 48, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_order_of_reads_ends_in_the_same_database((reads, shuffled) in reads_twice()) {
        let (_first, in_time) = apply_all(&reads);
        let (_second, mixed) = apply_all(&shuffled);
        prop_assert_eq!(everything(&in_time), everything(&mixed));
        prop_assert_eq!(lists(&in_time), lists(&mixed));
    }

    #[test]
    fn history_leads_without_a_gap_to_what_stands((_, shuffled) in reads_twice()) {
        let (_folder, store) = desk();
        for read in &shuffled {
            store.apply_order(read.clone()).unwrap();
        }
        // A new order starts its history with its status; the rest starts from what its first read told.
        let first = shuffled.iter().min_by_key(|read| read.turn).unwrap();
        let mut fields = noted_fields(&first.order);
        let mut changes = store.order_changes(&account_id(), &order_id("1")).unwrap();
        changes.reverse();
        prop_assert!(changes.is_sorted_by_key(|change| change.seen_at));
        for change in changes.into_iter().filter(|change| !change.field.contains(':') && change.field != "parcels") {
            if change.old.is_none() && fields.get(&change.field) == change.new.as_ref() {
                continue;
            }
            prop_assert_eq!(fields.get(&change.field).cloned(), change.old, "{}", change.field);
            fields.insert(change.field, change.new.unwrap_or_default());
        }
        let stands = store.order(&account_id(), &order_id("1")).unwrap().unwrap().order;
        prop_assert_eq!(fields, noted_fields(&stands));
    }
}
