//! What is typed, and what it means.

use super::*;

/// Days of a year with 31 days a month, one after the other.
fn day(year: i16, month: i8, day: i8) -> Option<EpochMs> {
    let valid = (1..=12).contains(&month) && (1..=31).contains(&day);
    valid.then(|| EpochMs((i64::from(year) * 372 + i64::from(month - 1) * 31 + i64::from(day - 1)) * 1000))
}

fn read(text: &str) -> (OrderFilter, Vec<FilterPart>) {
    let account = |name: &str| (name == "Hanoi desk").then(|| AccountId::from("01"));
    OrderFilter::read(text, &FilterWords { day: &day, account: &account })
}

fn filter(text: &str) -> OrderFilter {
    read(text).0
}

#[test]
fn conditions_and_words_stand_side_by_side() {
    let (filter, parts) = read("status:shipped 耳机 >500  tag:\"two words\" 客户：张三");
    assert_eq!(filter.stages, [OrderStage::Shipped]);
    assert_eq!(filter.words, "耳机");
    assert_eq!((filter.total_from, filter.total_to), (Some(Money::fen(50_001)), None));
    assert_eq!(filter.tags, ["two words"]);
    assert_eq!(filter.client.as_deref(), Some("张三"));
    let chips: Vec<_> =
        parts.iter().map(|part| (part.kind, part.text.as_str(), part.value.as_str())).collect();
    assert_eq!(
        chips,
        [
            (FilterKind::Status, "status:shipped", "shipped"),
            (FilterKind::Words, "耳机", "耳机"),
            (FilterKind::Amount, ">500", ">500"),
            (FilterKind::Tag, "tag:\"two words\"", "two words"),
            (FilterKind::Client, "客户：张三", "张三"),
        ]
    );
}

#[test]
fn sums_are_read_in_every_form() {
    let sums = |text| (filter(text).total_from.map(Money::minor), filter(text).total_to.map(Money::minor));
    for (text, from, to) in [
        (">=500", Some(50_000), None),
        ("＜¥1,000", None, Some(99_999)),
        ("≤12.5", None, Some(1250)),
        ("500..900", Some(50_000), Some(90_000)),
        ("¥500..", Some(50_000), None),
        ("..9", None, Some(900)),
        ("total:20", Some(2000), Some(2000)),
        (">10 <20", Some(1001), Some(1999)),
    ] {
        assert_eq!(sums(text), (from, to), "{text}");
    }
    for word in ["500", ">", "..", ">1.234", "a..b", ">-5", ">99999999999999999999999999"] {
        assert_eq!(filter(word), OrderFilter { words: word.into(), ..OrderFilter::default() }, "{word}");
    }
}

#[test]
fn statuses_are_stages_or_the_platforms_own_words() {
    assert_eq!(filter("status:to-pay,已发货").stages, [OrderStage::ToPay, OrderStage::Shipped]);
    let own = filter("状态:waitMoonPhase");
    assert_eq!((own.stages.len(), own.statuses), (0, vec!["waitMoonPhase".to_owned()]));
    assert!(filter("status:open").stages.iter().all(|stage| !stage.is_final()));
    assert_eq!(filter("status:").words, "status:");
}

#[test]
fn dates_take_in_their_last_day() {
    let span = |text| (filter(text).placed_from, filter(text).placed_before);
    assert_eq!(span("date:2026-03"), (day(2026, 3, 1), day(2026, 4, 1)));
    assert_eq!(span("date:2026-12-31"), (day(2026, 12, 31), day(2027, 1, 1)));
    assert_eq!(span("日期:2026/1/5..2026/2"), (day(2026, 1, 5), day(2026, 3, 1)));
    assert_eq!(span("from:2025 to:2026-01-02"), (day(2025, 1, 1), day(2026, 1, 3)));
    for word in ["date:tomorrow", "from:2026-13", "date:2026-01-45", "date:..", "to:12"] {
        assert_eq!(filter(word).words, word, "{word}");
    }
}

#[test]
fn platforms_accounts_and_cases_are_read() {
    assert_eq!(filter("platform:1688").platform, Some(Platform::Alibaba1688));
    assert_eq!(filter("account:\"Hanoi desk\"").account_id, Some("01".into()));
    assert_eq!(filter("account:nobody").words, "account:nobody");
    assert_eq!(
        (filter("售后:有").after_sales, filter("after-sales:no").after_sales),
        (Some(true), Some(false))
    );
}

#[test]
fn what_is_quoted_or_unknown_is_looked_for() {
    for text in ["\"status:shipped\"", "https://a.b/c", "12:30", "\"a phrase", "'; DROP", ":", "a:"] {
        assert_eq!(filter(text).words, text, "{text}");
    }
    assert_eq!(filter("1688:2542285634920880794").words, "2542285634920880794");
}

#[test]
fn what_was_typed_goes_before_what_was_chosen() {
    let chosen = OrderFilter {
        platform: Some(Platform::Taobao),
        stages: vec![OrderStage::ToPay],
        ..Default::default()
    };
    let both = filter("status:closed x").or(chosen);
    assert_eq!((both.platform, both.stages), (Some(Platform::Taobao), vec![OrderStage::Closed]));
    assert_eq!(both.words, "x");
}
