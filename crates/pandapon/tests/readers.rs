//! The wire readers: each quirk of the reference, and properties over generated input.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a test fails by panicking, also in its helpers")]

use pandapon::alibaba1688::{OfferId, OrderStatus, RefundStatus};
use pandapon::taobao::{self, ItemId, SearchItem};
use pandapon::wire::{
    BEIJING, Count, Extra, Fen, JsonText, Link, Measure, Moment, MoneyError, Text, Yuan,
    escape_control_characters, read_text, tidy,
};
use proptest::prelude::*;
use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

#[derive(Debug, Default, PartialEq, Deserialize, Serialize)]
#[serde(default)]
struct Row {
    id: Option<OfferId>,
    fen: Option<Fen>,
    yuan: Option<Yuan>,
    count: Option<Count>,
    measure: Option<Measure>,
    when: Option<Moment>,
    link: Option<Link>,
    text: Option<Text>,
    status: Option<OrderStatus>,
    #[serde(deserialize_with = "pandapon::wire::flag")]
    on: Option<bool>,
    rows: Vec<Row>,
    nested: Option<JsonText<Vec<OfferId>>>,
    #[serde(flatten)]
    extra: Extra,
}

fn row(value: &Value) -> Row {
    read_text(&value.to_string()).unwrap()
}

fn misfit(text: &str) -> String {
    read_text::<Row>(text).unwrap_err().to_string()
}

#[test]
fn ids_keep_every_digit_as_number_and_as_text() {
    assert_eq!(
        read_text::<Row>(r#"{"id": 2542285634920880794}"#).unwrap().id,
        Some("2542285634920880794".into())
    );
    assert_eq!(row(&json!({"id": " 0012345678901234567 "})).id, Some("0012345678901234567".into()));
    assert_eq!(row(&json!({"id": "f6vE-dfY1NV37oG_fz9WSA"})).id, Some("f6vE-dfY1NV37oG_fz9WSA".into()));
    let long = read_text::<Row>(r#"{"id": 123456789012345678901234567890}"#).unwrap();
    assert_eq!(long.id, Some("123456789012345678901234567890".into()));
    assert!(misfit(r#"{"id": 2.542285634920880e18}"#).contains("digits are lost"));
    assert!(
        misfit(r#"{"rows": [{}, {"id": []}]}"#).starts_with("at `rows[1].id`: expected an id, found a list")
    );
}

#[test]
fn null_empty_and_missing_are_one() {
    let names =
        ["id", "fen", "yuan", "count", "measure", "when", "link", "text", "status", "on", "rows", "nested"];
    for empty in [Value::Null, json!(""), json!("  "), json!("\u{0}\u{1b}\n")] {
        let all = names.iter().map(|name| ((*name).to_owned(), empty.clone())).collect();
        assert_eq!(row(&Value::Object(all)), Row::default(), "{empty}");
    }
    assert_eq!(read_text::<Row>("null").unwrap(), Row::default());
    assert_eq!(row(&json!({"rows": [null, {"id": 1}]})).rows.len(), 1);
}

#[test]
fn fen_are_whole_and_never_guessed() {
    assert_eq!(row(&json!({"fen": 159900})).fen, Some(Fen(159900)));
    assert_eq!(row(&json!({"fen": "159900"})).fen, Some(Fen(159900)));
    assert_eq!(row(&json!({"fen": "-5"})).fen, Some(Fen(-5)));
    assert_eq!(read_text::<Row>(r#"{"fen": 1250.0}"#).unwrap().fen, Some(Fen(1250)));
    assert!(misfit(r#"{"fen": "12.50"}"#).contains("expected whole fen"));
    assert!(misfit(r#"{"fen": "12.00"}"#).contains("expected whole fen"));
    assert!(misfit(r#"{"fen": 12.5}"#).contains("`fen`"));
    assert!(misfit(r#"{"fen": 9223372036854775808}"#).contains("whole fen"));
}

#[test]
fn yuan_are_exact() {
    let yuan = |text: &str| read_text::<Row>(text).unwrap().yuan.unwrap();
    assert_eq!(yuan(r#"{"yuan": 6.15}"#).to_fen(), Ok(Fen(615)));
    assert_eq!(yuan(r#"{"yuan": "633.69"}"#).to_fen(), Ok(Fen(63369)));
    assert_eq!(yuan(r#"{"yuan": "¥ 1,234.50"}"#).to_fen(), Ok(Fen(123450)));
    assert_eq!(yuan(r#"{"yuan": 0.1000000000000000055}"#).0.to_string(), "0.1000000000000000055");
    assert_eq!(yuan(r#"{"yuan": 1.5E1}"#).to_fen(), Ok(Fen(1500)));
    assert_eq!(yuan(r#"{"yuan": "0.001"}"#).to_fen(), Err(MoneyError::PartOfFen));
    assert_eq!(yuan(r#"{"yuan": "99999999999999999999"}"#).to_fen(), Err(MoneyError::TooLarge));
    assert_eq!(Fen(-105).to_yuan().0.to_string(), "-1.05");
    for bad in [r#""12,34.5""#, r#""面议""#, r#""1.2.3""#, "true", "[]", "1e400", r#""NaN""#] {
        assert!(misfit(&format!(r#"{{"yuan": {bad}}}"#)).contains("expected yuan"), "{bad}");
    }
}

#[test]
fn dates_in_every_form_are_the_same_instant() {
    let instant = |text: &str| Moment::new(text).timestamp().map(|instant| instant.to_string());
    let expected = Some("2018-02-06T07:27:58Z".to_owned());
    for form in [
        "20180206152758000+0800",
        "20180206002758000-0700",
        "2018-02-06 15:27:58",
        "2018-02-06 15: 27: 58",
        "2018-02-06  15 : 27 : 58",
        "1517902078000",
        "1517902078",
        "2018-02-06T15:27:58+08:00",
        "2018-02-06T07:27:58Z",
        "2018/02/06 15:27:58",
        "20180206152758",
    ] {
        assert_eq!(instant(form), expected, "{form}");
    }
    assert_eq!(instant("20170913231708123-0700").as_deref(), Some("2017-09-14T06:17:08.123Z"));
    assert_eq!(instant("2018-02-06 15:27:58.5").as_deref(), Some("2018-02-06T07:27:58.5Z"));
    assert_eq!(instant("2018-02-06").as_deref(), Some("2018-02-05T16:00:00Z"));
    for unknown in
        ["", "soon", "2018-13-01 00:00:00", "20180206152758000+08", "123456", "2018-02-06 25:00:00", "明天"]
    {
        let moment = Moment::new(unknown);
        assert_eq!((moment.timestamp(), moment.as_text()), (None, unknown));
    }
    assert_eq!(
        row(&json!({"when": 1517902078000_i64})).when.unwrap().timestamp().unwrap().as_second(),
        1517902078
    );
}

#[test]
fn links_lose_white_space_only() {
    let link =
        Link::new("https: //trade.1688.com/order/ offer_snapshot.htm?order_entry_id=58218860985545941\n");
    assert_eq!(
        link.as_str(),
        "https://trade.1688.com/order/offer_snapshot.htm?order_entry_id=58218860985545941"
    );
    assert_eq!(link.query("order_entry_id").as_deref(), Some("58218860985545941"));
    assert_eq!(Link::new("//img.alicdn.com/a.jpg").as_str(), "https://img.alicdn.com/a.jpg");
    assert_eq!(Link::new("javascript:alert(1)").url(), None);
}

#[test]
fn counts_measures_and_truth() {
    assert_eq!(row(&json!({"count": "94"})).count, Some(Count(94)));
    assert_eq!(read_text::<Row>(r#"{"count": 3.0}"#).unwrap().count, Some(Count(3)));
    assert!(misfit(r#"{"count": 1.5}"#).contains("whole number"));
    assert_eq!(row(&json!({"measure": "0.350"})).measure.unwrap().0.to_string(), "0.350");
    for yes in [json!(true), json!("true"), json!(1), json!("Y"), json!("1")] {
        assert_eq!(row(&json!({"on": yes})).on, Some(true));
    }
    assert_eq!(row(&json!({"on": "false"})).on, Some(false));
    assert!(misfit(r#"{"on": "perhaps"}"#).contains("true or false"));
}

#[test]
fn text_takes_scalars_and_keeps_their_characters() {
    assert_eq!(read_text::<Row>(r#"{"text": 1.10}"#).unwrap().text.as_deref(), Some("1.10"));
    assert_eq!(row(&json!({"text": false})).text.as_deref(), Some("false"));
    assert!(misfit(r#"{"text": {"a": 1}}"#).contains("expected text, found an object"));
}

#[test]
fn unknown_codes_and_members_are_kept() {
    let read =
        row(&json!({"status": "lost_at_sea", "brandNew": {"id": 2542285634920880794_u64}, "more": [1.10]}));
    assert_eq!(read.status, Some(OrderStatus::Unknown("lost_at_sea".into())));
    assert_eq!(read.status.as_ref().unwrap().code(), "lost_at_sea");
    assert_eq!(read.extra["brandNew"]["id"].to_string(), "2542285634920880794");
    let members = r#"{"rate":1.10,"deep":{"big":12345678901234567890123,"small":0.10}}"#;
    assert_eq!(Value::Object(read_text::<Row>(members).unwrap().extra).to_string(), members);
    assert_eq!(taobao::OrderStatus::from_code("12"), taobao::OrderStatus::Building);
    assert_eq!(RefundStatus::from_code("REFUND_CLOSED"), RefundStatus::from_code("refundclose"));
}

#[test]
fn a_number_is_no_object() {
    // With exact numbers switched on, the JSON library hands numbers over as maps to whoever accepts both.
    assert!(misfit(r#"{"rows": [5]}"#).starts_with("at `rows[0]`"));
    assert!(misfit(r#"{"rows": 5}"#).starts_with("at `rows`"));
}

#[test]
fn json_text_is_read_from_text_and_from_json() {
    let expected = Some(JsonText::Read(vec![OfferId::new("2542285634920880794")]));
    assert_eq!(row(&json!({"nested": "[2542285634920880794]"})).nested, expected);
    assert_eq!(row(&json!({"nested": [2542285634920880794_u64]})).nested, expected);
    assert_eq!(row(&json!({"nested": "红色"})).nested, Some(JsonText::Unread("红色".into())));
}

#[test]
fn control_characters_inside_strings_only() {
    assert_eq!(
        escape_control_characters("{\n\"a\": \"x\ny\t\u{1}\"\n}"),
        "{\n\"a\": \"x\\u000ay\\u0009\\u0001\"\n}"
    );
    assert!(matches!(escape_control_characters("{\"a\\\"\": \"\\\\\"}\n"), std::borrow::Cow::Borrowed(_)));
    let torn = escape_control_characters("[\"a\\\nb\"]").into_owned();
    assert_eq!(serde_json::from_str::<Value>(&torn).unwrap(), json!(["a\nb"]));
}

#[test]
fn requests_write_ids_as_the_reference_wants_them() {
    let edit = taobao::EditCartQuantity { id: "1024285237573584051".into(), quantity: 3.try_into().unwrap() };
    assert_eq!(serde_json::to_string(&edit).unwrap(), r#"{"id":1024285237573584051,"quantity":3}"#);
    let opaque = taobao::DeleteFromCart { ids: vec!["75".into(), "aB-9".into(), "007".into()] };
    assert_eq!(serde_json::to_string(&opaque).unwrap(), r#"{"ids":[75,"aB-9","007"]}"#);
}

fn arbitrary_json() -> impl Strategy<Value = Value> {
    let scalar = prop_oneof![
        Just(Value::Null),
        any::<bool>().prop_map(Value::from),
        any::<i64>().prop_map(Value::from),
        "-?[1-9][0-9]{0,40}(\\.[0-9]{1,30})?([eE][+-]?[0-9]{1,3})?"
            .prop_map(|digits| serde_json::from_str(&digits).unwrap()),
        "\\PC{0,20}".prop_map(Value::from),
        "[0-9:+. -]{0,24}".prop_map(Value::from),
    ];
    let names = prop_oneof![
        Just("id"),
        Just("fen"),
        Just("yuan"),
        Just("count"),
        Just("measure"),
        Just("when"),
        Just("link"),
        Just("text"),
        Just("status"),
        Just("on"),
        Just("rows"),
        Just("nested"),
        Just("itemId"),
        Just("price"),
        Just("$serde_json::private::Number"),
    ];
    scalar.prop_recursive(4, 48, 6, move |inner| {
        prop_oneof![
            prop::collection::vec(inner.clone(), 0..4).prop_map(Value::from),
            prop::collection::vec((names.clone(), inner), 0..6).prop_map(|members| Value::Object(
                members.into_iter().map(|(n, v)| (n.to_owned(), v)).collect()
            )),
        ]
    })
}

proptest! {
    #[test]
    fn no_json_makes_a_reader_panic(value in arbitrary_json()) {
        let text = value.to_string();
        let _ = read_text::<Row>(&text);
        let _ = read_text::<Vec<Row>>(&text);
        let _ = read_text::<SearchItem>(&text);
        let _ = read_text::<pandapon::alibaba1688::TradeInfo>(&text);
    }

    #[test]
    fn no_text_makes_a_reader_panic(text in "\\PC{0,60}") {
        let _ = Moment::new(&text);
        let _ = Link::new(&text).url();
        let _ = read_text::<Row>(&text);
        let _ = escape_control_characters(&text);
    }

    #[test]
    fn what_was_read_reads_the_same_again(value in arbitrary_json()) {
        if let Ok(first) = read_text::<Row>(&value.to_string()) {
            let again: Row = read_text(&serde_json::to_string(&first).unwrap()).unwrap();
            prop_assert_eq!(first, again);
        }
    }

    #[test]
    fn tidying_twice_changes_nothing(value in arbitrary_json()) {
        let once = tidy(value);
        prop_assert_eq!(tidy(once.clone()), once);
    }

    #[test]
    fn ids_come_through_as_number_and_text(digits in "[1-9][0-9]{0,29}") {
        let number: Row = read_text(&format!(r#"{{"id": {digits}}}"#)).unwrap();
        let text: Row = read_text(&format!(r#"{{"id": "{digits}"}}"#)).unwrap();
        prop_assert_eq!(number.id.as_ref().unwrap().as_str(), &digits);
        prop_assert_eq!(&number, &text);
        let sent = taobao::DeleteFromCart { ids: vec![digits.as_str().into()] };
        prop_assert_eq!(serde_json::to_string(&sent).unwrap(), format!(r#"{{"ids":[{digits}]}}"#));
        prop_assert_eq!(ItemId::new(&digits).to_string(), digits);
    }

    #[test]
    fn money_comes_through_in_both_units(fen in any::<i64>()) {
        let read: Row = read_text(&format!(r#"{{"fen": "{fen}", "yuan": {}}}"#, Decimal::new(fen, 2))).unwrap();
        prop_assert_eq!(read.fen, Some(Fen(fen)));
        prop_assert_eq!(read.yuan.unwrap().to_fen(), Ok(Fen(fen)));
        prop_assert_eq!(Fen(fen).to_yuan(), read.yuan.unwrap());
    }

    #[test]
    fn every_second_reads_back_from_every_form(second in -2_000_000_000_i64..4_000_000_000, zone in -12_i8..=14) {
        let instant = jiff::Timestamp::from_second(second).unwrap();
        let local = BEIJING.to_datetime(instant);
        let text = local.strftime("%Y-%m-%d %H:%M:%S").to_string();
        prop_assert_eq!(Moment::new(&text).timestamp(), Some(instant));
        prop_assert_eq!(Moment::new(&text.replace(':', ": ")).timestamp(), Some(instant));
        let elsewhere = jiff::tz::Offset::constant(zone).to_datetime(instant);
        let compact = format!("{}000{}{:02}00", elsewhere.strftime("%Y%m%d%H%M%S"), if zone < 0 { '-' } else { '+' }, zone.abs());
        prop_assert_eq!(Moment::new(&compact).timestamp(), Some(instant));
        if second >= 1_000_000_000 {
            prop_assert_eq!(Moment::new(&format!("{second}000")).timestamp(), Some(instant));
        }
    }

    #[test]
    fn repaired_strings_hold_what_was_meant(text in "[a-z\u{0}-\u{1f}红]{0,20}") {
        let torn = format!("{{\"text\": \"{text}\"}}");
        let read: Value = serde_json::from_str(&escape_control_characters(&torn)).unwrap();
        prop_assert_eq!(read["text"].as_str().unwrap(), text);
    }
}

proptest! {
    #[test]
    fn null_blank_and_missing_members_read_alike(members in prop::collection::vec(0_usize..12, 0..12), blank in "[ \t]{0,3}") {
        let names = ["id", "fen", "yuan", "count", "measure", "when", "link", "text", "status", "on", "rows", "nested"];
        let whole = json!({"id": 1, "fen": 2, "yuan": 3, "count": 4, "measure": 5, "when": "6", "link": "7", "text": "8",
            "status": "9", "on": true, "rows": [{}], "nested": "[1]"});
        let with = |empty: Option<Value>| {
            let mut value = whole.clone();
            for name in members.iter().map(|at| names[*at]) {
                match &empty {
                    Some(empty) => value[name] = empty.clone(),
                    None => drop(value.as_object_mut().unwrap().shift_remove(name)),
                }
            }
            row(&value)
        };
        prop_assert_eq!(with(None), with(Some(Value::Null)));
        prop_assert_eq!(with(None), with(Some(blank.into())));
    }

    #[test]
    fn links_lose_white_space_and_nothing_else(text in "(https?: ?)?//[a-z0-9./ ?=&\u{a0}\n\t]{0,40}") {
        let link = Link::new(&text);
        let bare = |text: &str| text.chars().filter(|c| !c.is_whitespace()).collect::<String>();
        let expected = bare(&text);
        let completed = format!("https:{expected}");
        prop_assert!([expected, completed].iter().any(|kept| kept == link.as_str()));
        prop_assert_eq!(Link::new(link.as_str()), link.clone());
        let read: Row = read_text(&json!({"link": &text}).to_string()).unwrap();
        prop_assert_eq!(read.link, Some(link));
    }

    #[test]
    fn json_text_comes_through_both_ways(ids in prop::collection::vec("[1-9][0-9]{0,24}", 0..5), torn in "[^\"{}\\[\\]]{1,12}") {
        let numbers = format!("[{}]", ids.join(","));
        let text: Row = read_text(&json!({"nested": &numbers}).to_string()).unwrap();
        let inside: Row = read_text(&format!("{{\"nested\":{numbers}}}")).unwrap();
        prop_assert_eq!(&text, &inside);
        let again: Row = read_text(&serde_json::to_string(&text).unwrap()).unwrap();
        prop_assert_eq!(&text, &again);
        if let Some(JsonText::Read(read)) = text.nested {
            prop_assert_eq!(read.iter().map(|id| id.as_str().to_owned()).collect::<Vec<_>>(), ids);
        }
        if let Some(kept) = read_text::<Row>(&json!({"nested": &torn}).to_string()).unwrap().nested {
            prop_assert!(matches!(&kept, JsonText::Read(_)) || kept == JsonText::Unread(torn));
        }
    }

    #[test]
    fn codes_keep_what_they_do_not_know(code in "[a-zA-Z0-9_-]{1,12}", number in any::<i32>()) {
        let read = row(&json!({"status": &code})).status.unwrap();
        prop_assert!(read.code() == code || OrderStatus::KNOWN.contains(&read.code()));
        let counted = taobao::ReverseStatus::from_code(&number.to_string());
        prop_assert_eq!(counted.code(), number.to_string());
        let query = taobao::RenderReverseOrder {
            sub_order_id: "1".into(),
            refund_type: taobao::RefundType::from_code(&number.to_string()),
            goods_status: taobao::GoodsStatus::from_code(&code),
        };
        let written = serde_json::to_value(&query).unwrap();
        prop_assert_eq!(written["refundType"].to_string(), number.to_string());
        let status = written["goodsStatus"].to_string();
        prop_assert_eq!(status.trim_matches('"'), code);
    }

    #[test]
    fn truth_in_any_spelling(yes in any::<bool>(), upper in any::<bool>(), at in 0_usize..5) {
        let words = if yes { ["true", "1", "y", "yes", "Y"] } else { ["false", "0", "n", "no", "N"] };
        let word = if upper { words[at].to_uppercase() } else { words[at].to_owned() };
        prop_assert_eq!(row(&json!({"on": word})).on, Some(yes));
        prop_assert_eq!(row(&json!({"on": i32::from(yes)})).on, Some(yes));
        prop_assert_eq!(row(&json!({"on": yes})).on, Some(yes));
    }
}
