use pondesk_domain::{
    AfterSalesCase, CaseDeadline, CaseKind, CaseMessage, CaseStage, CaseTurn, ChangeSource, DeadlineOutcome,
    EpochMs, GoodsState, Money, NoticeKind, OperationKind, Platform, PlatformCaseId, ReturnShipment, Speaker,
};
use pondesk_store::{
    CaseFilter, CaseRead, MessagesRead, NewEvidence, NewOperation, NoticeFilter, Store, StoreError,
};

use crate::given::{account_id, desk, intent, open, order, order_id, raw_connection, read};

fn case(number: &str, raw: &str) -> AfterSalesCase {
    let id = PlatformCaseId::from(number);
    AfterSalesCase {
        order_name: Some("900".into()),
        line_ids: vec!["L1".into()],
        title: Some("陶土花瓶".into()),
        quantity: Some(2),
        kind: CaseKind::RefundOnly,
        goods: GoodsState::Received,
        reason: Some("质量问题".into()),
        words: Some("裂了".into()),
        asked: Some(Money::fen(5900)),
        ..AfterSalesCase::unread(account_id(), Platform::Taobao, id, raw)
    }
}

fn told(case: AfterSalesCase, read_at: i64) -> CaseRead {
    CaseRead {
        case,
        raw: format!("{{\"readAt\":{read_at}}}"),
        operation: "taobaoGetReverseOrder".into(),
        source: ChangeSource::Sync,
        request_id: Some(format!("request-{read_at}").into()),
        read_at: EpochMs(read_at),
    }
}

fn apply(store: &Store, case: AfterSalesCase, read_at: i64) -> Vec<String> {
    let applied = store.apply_cases(vec![told(case, read_at)]).unwrap();
    applied[0].changed.iter().map(|change| change.field.clone()).collect()
}

fn ids(store: &Store, filter: &CaseFilter) -> Vec<String> {
    let page = store.cases_page(filter, None, 50).unwrap();
    page.rows.iter().map(|row| row.case.platform_case_id.to_string()).collect()
}

fn words(words: &str) -> CaseFilter {
    CaseFilter { words: words.to_owned(), ..CaseFilter::default() }
}

#[test]
fn what_changed_is_appended_once_and_a_late_answer_changes_nothing() {
    let (folder, store) = desk();
    assert_eq!(apply(&store, case("7", "10"), 100), ["status"]);
    let shipment = ReturnShipment { waybill: Some("SF1".into()), ..ReturnShipment::default() };
    let later = AfterSalesCase { returned: Some(shipment), ..case("7", "30") };
    assert_eq!(apply(&store, later.clone(), 300), ["status", "waybill"]);
    assert_eq!(apply(&store, later.clone(), 300), Vec::<String>::new(), "read again");
    assert_eq!(apply(&store, case("7", "20"), 200), Vec::<String>::new(), "older than what is known");
    let changes = store.case_changes(&account_id(), &later.case_id).unwrap();
    assert_eq!(changes.len(), 3);
    let status = changes.iter().find(|change| change.old.as_deref() == Some("10")).unwrap();
    assert_eq!((status.old_stage, status.new_stage), (Some(CaseStage::Asked), Some(CaseStage::SentBack)));
    let answers = store.case_answers(&account_id(), &later.case_id).unwrap();
    assert_eq!((answers.len(), answers[0].raw.as_str()), (1, "{\"readAt\":300}"));
    let raw = raw_connection(folder.path());
    for statement in ["DELETE FROM case_changes", "UPDATE case_changes SET field = 'x'"] {
        assert!(raw.execute(statement, []).is_err(), "{statement}");
    }
}

#[test]
fn a_case_finds_its_order_when_that_is_read_later() {
    let (_folder, store) = desk();
    apply(&store, case("7", "10"), 100);
    let case_id = case("7", "10").case_id;
    assert_eq!(store.case(&account_id(), &case_id).unwrap().unwrap().case.order_id, None);
    let mut bought = order("1", "陶土花瓶");
    bought.purchase_order_id = Some("900".into());
    store.apply_order(read(bought, 150)).unwrap();
    apply(&store, case("7", "10"), 200);
    assert_eq!(store.case(&account_id(), &case_id).unwrap().unwrap().case.order_id, Some(order_id("1")));
    assert_eq!(store.cases_of_order(&account_id(), &order_id("1")).unwrap().len(), 1);
    let nothing_told = AfterSalesCase { title: None, order_name: None, line_ids: vec![], ..case("7", "-10") };
    assert_eq!(apply(&store, nothing_told, 300), ["status"]);
    let kept = store.case(&account_id(), &case_id).unwrap().unwrap().case;
    assert_eq!((kept.title.as_deref(), kept.order_id), (Some("陶土花瓶"), Some(order_id("1"))));
    assert_eq!(kept.line_ids, vec!["L1".into()]);
}

#[test]
fn what_needs_the_user_next_stands_first_and_pages_go_on() {
    let (_folder, store) = desk();
    let until = |number: &str, raw: &str, at: i64| {
        let deadline = CaseDeadline { at: EpochMs(at), then: DeadlineOutcome::Close, raw: None };
        AfterSalesCase { deadline: Some(deadline), ..case(number, raw) }
    };
    let ended = |number: &str, at: i64| AfterSalesCase { ended_at: Some(EpochMs(at)), ..case(number, "100") };
    for case in [
        ended("1", 50),
        until("2", "10", 9_000),
        until("3", "20", 7_000),
        until("4", "-10", 5_000),
        case("5", "moon"),
        ended("6", 70),
        case("7", "-20"),
    ] {
        apply(&store, case, 100);
    }
    assert_eq!(ids(&store, &CaseFilter::default()), ["4", "3", "5", "2", "6", "1", "7"]);
    let page = store.cases_page(&CaseFilter::default(), None, 3).unwrap();
    let counts: Vec<_> = page.counts.iter().map(|(_, count)| *count).collect();
    assert_eq!(counts, [2, 1, 1, 2, 1]);
    let next = store.cases_page(&CaseFilter::default(), page.next.as_deref(), 3).unwrap();
    let numbers: Vec<_> = next.rows.iter().map(|row| row.case.platform_case_id.as_str()).collect();
    assert_eq!(numbers, ["2", "6", "1"]);
    let yours = CaseFilter { turns: vec![CaseTurn::Yours], ..CaseFilter::default() };
    assert_eq!(ids(&store, &yours), ["4", "3"]);
    assert!(matches!(store.cases_page(&yours, Some("moon"), 3), Err(StoreError::BadCursor)));
}

#[test]
fn a_question_of_the_seller_moves_a_case_and_what_was_said_stays() {
    let (folder, store) = desk();
    apply(&store, case("7", "10"), 100);
    let case_id = case("7", "10").case_id;
    let said = |at: i64, speaker: Speaker, words: &str| CaseMessage {
        at: Some(EpochMs(at)),
        speaker,
        nick: None,
        words: words.to_owned(),
        pictures: vec![],
    };
    let keep = |messages: Vec<CaseMessage>, read_at: i64| {
        let read = MessagesRead {
            account_id: account_id(),
            case_id: case_id.clone(),
            messages,
            read_at: EpochMs(read_at),
        };
        store.keep_messages(read).unwrap().len()
    };
    let (first, question) = (said(40, Speaker::Buyer, "裂了"), said(60, Speaker::Seller, "请补充照片"));
    assert_eq!(keep(vec![first.clone()], 100), 1);
    assert_eq!(keep(vec![first.clone(), question.clone()], 200), 1);
    assert_eq!(keep(vec![first.clone(), question.clone(), question.clone()], 300), 1, "said twice");
    assert_eq!(keep(vec![first.clone(), question.clone(), question.clone()], 400), 0);
    assert_eq!(keep(vec![], 500), 0, "no longer listed");
    assert_eq!(store.messages(&account_id(), &case_id).unwrap(), vec![first, question.clone(), question]);
    let kept = store.case(&account_id(), &case_id).unwrap().unwrap();
    assert_eq!((kept.turn, kept.spoke_last), (CaseTurn::Yours, Some(Speaker::Seller)));
    assert_eq!((kept.case.opened_at, kept.messages_read_at), (Some(EpochMs(40)), Some(EpochMs(500))));
    apply(&store, case("7", "10"), 600);
    assert_eq!(
        store.case(&account_id(), &case_id).unwrap().unwrap().turn,
        CaseTurn::Yours,
        "a read keeps it"
    );
    let raw = raw_connection(folder.path());
    assert!(raw.execute("DELETE FROM case_messages", []).is_err());
    assert!(raw.execute("UPDATE case_messages SET words = ''", []).is_err());
}

#[test]
fn cases_are_found_by_words_and_parts_of_numbers() {
    let (_folder, store) = desk();
    apply(&store, case("110000235001", "10"), 100);
    apply(&store, AfterSalesCase { title: Some("Pour-over Kettle".into()), ..case("2", "10") }, 100);
    assert_eq!(ids(&store, &words("花瓶")), ["110000235001"]);
    assert_eq!(ids(&store, &words("KETTLE 质量")), ["2"]);
    assert_eq!(ids(&store, &words("0235")), ["110000235001"]);
    assert_eq!(ids(&store, &words("%")), Vec::<String>::new());
    let elsewhere = CaseFilter { platform: Some(Platform::Alibaba1688), ..CaseFilter::default() };
    assert_eq!(ids(&store, &elsewhere), Vec::<String>::new());
}

#[test]
fn open_cases_come_due_the_longest_waiting_first() {
    let (_folder, store) = desk();
    apply(&store, case("1", "10"), 300);
    apply(&store, case("2", "20"), 100);
    apply(&store, case("3", "100"), 50);
    let due = |before| {
        let due = store.cases_due(&account_id(), Platform::Taobao, EpochMs(before), 10).unwrap();
        due.iter().map(|due| due.platform_case_id.to_string()).collect::<Vec<_>>()
    };
    assert_eq!(due(99), Vec::<String>::new());
    assert_eq!(due(300), ["2", "1"]);
    store.note_case_look(&account_id(), &case("2", "20").case_id, EpochMs(900)).unwrap();
    assert_eq!(due(300), ["1"]);
    let oldest = store.oldest_look_at_cases(&account_id(), Platform::Taobao).unwrap();
    assert_eq!(oldest, Some(EpochMs(300)));
}

#[test]
fn orders_that_name_an_unknown_case_are_listed_until_it_is_known() {
    let (_folder, store) = desk();
    let mut bought = order("1", "陶土花瓶");
    bought.purchase_order_id = Some("900".into());
    store.apply_order(read(bought.clone(), 10)).unwrap();
    let unknown = || store.orders_with_unknown_cases(&account_id(), Platform::Taobao, 5).unwrap();
    assert_eq!(unknown(), vec![]);
    bought.lines[0].after_sales = Some("10".into());
    store.apply_order(read(bought, 20)).unwrap();
    assert_eq!(unknown(), vec![order_id("1")]);
    let mut newer = order("2", "陶土花瓶");
    newer.placed_at = Some(EpochMs(900_000));
    newer.lines[0].after_sales = Some("10".into());
    store.apply_order(read(newer, 5)).unwrap();
    let mut older = order("3", "陶土花瓶");
    older.placed_at = Some(EpochMs(100_000));
    older.lines[0].after_sales = Some("10".into());
    store.apply_order(read(older, 30)).unwrap();
    assert_eq!(unknown(), ["2", "1", "3"].map(order_id), "the newest first");
    apply(&store, case("7", "10"), 100);
    assert_eq!(unknown(), ["2", "3"].map(order_id));
}

#[test]
fn news_of_a_case_on_a_line_say_its_status_and_which_case_it_is() {
    let (_folder, store) = desk();
    let mut bought = order("1", "陶土花瓶");
    bought.purchase_order_id = Some("900".into());
    store.apply_order(read(bought.clone(), 10)).unwrap();
    bought.lines[0].after_sales = Some("-10".into());
    store.apply_order(read(bought.clone(), 20)).unwrap();
    let news = || store.notices(&NoticeFilter::default(), None, 10).unwrap().rows;
    let [told] = news().try_into().unwrap();
    assert_eq!((told.kind, told.case_id), (NoticeKind::AfterSales, None), "not known here yet");
    let status = told.after_sales.unwrap();
    assert_eq!((status.raw.as_str(), status.stage), ("-10", CaseStage::Refused));
    apply(&store, case("7", "10"), 100);
    apply(&store, AfterSalesCase { line_ids: vec!["L2".into()], ..case("8", "10") }, 100);
    assert_eq!(news()[0].case_id, Some(case("7", "10").case_id));
}

#[test]
fn operations_of_a_case_are_those_that_name_it_and_the_one_that_opened_it() {
    let (_folder, store) = desk();
    let known = AfterSalesCase { order_id: Some(order_id("1")), ..case("7", "10") };
    apply(&store, known, 100);
    let deed = |id: &str, kind, deed: &str| NewOperation {
        kind,
        order_ids: vec![order_id("1")],
        deed: deed.to_owned(),
        ..intent(id, id)
    };
    let claim = r#"{"kind":"openCase","claim":{"lines":[{"lineId":"L1"}]}}"#;
    let other = r#"{"kind":"openCase","claim":{"lines":[{"lineId":"L2"}]}}"#;
    store.write_intent(deed("01", OperationKind::OpenCase, claim)).unwrap();
    store.write_intent(deed("02", OperationKind::OpenCase, other)).unwrap();
    let withdraw = r#"{"kind":"withdrawCase","caseId":"taobao:7"}"#;
    store.write_intent(deed("03", OperationKind::WithdrawCase, withdraw)).unwrap();
    store.write_intent(deed("04", OperationKind::CancelOrder, "{}")).unwrap();
    let operations = store.operations_for_case(&account_id(), &case("7", "10").case_id).unwrap();
    let ids: Vec<_> = operations.iter().map(|operation| operation.operation_id.as_str()).collect();
    assert_eq!(ids, ["03", "01"]);
}

fn file(evidence_id: &str, bytes: &[u8]) -> NewEvidence {
    NewEvidence {
        evidence_id: evidence_id.into(),
        account_id: account_id(),
        order_id: order_id("1"),
        case_id: None,
        file_name: "crack.jpg".into(),
        media_type: "image/jpeg".into(),
        bytes: bytes.to_vec(),
        kept_at: EpochMs(5),
    }
}

#[test]
fn evidence_is_kept_by_its_bytes_and_knows_its_case() {
    let (folder, store) = desk();
    let kept = store.keep_evidence(file("01", b"crack")).unwrap();
    store.keep_evidence(file("02", b"box")).unwrap();
    store.note_evidence_link(&"01".into(), "https://img.example/1.jpg").unwrap();
    let case_id = "taobao:7".into();
    store.attach_evidence(&["01".into()], &case_id).unwrap();
    store.attach_evidence(&["01".into()], &"taobao:8".into()).unwrap();
    drop(store);
    let store = open(folder.path());
    assert_eq!(store.voucher_bytes(&kept.sha256).unwrap(), b"crack");
    let of_case = store.evidence_of(&account_id(), &order_id("1"), Some(&case_id)).unwrap();
    assert_eq!(of_case.len(), 1);
    assert_eq!(of_case[0].link.as_deref(), Some("https://img.example/1.jpg"));
    assert_eq!(store.evidence_of(&account_id(), &order_id("1"), None).unwrap().len(), 2);
    let ids = store.evidence(&account_id(), &["02".into(), "99".into(), "01".into()]).unwrap();
    let names: Vec<_> = ids.iter().map(|evidence| evidence.evidence_id.as_str()).collect();
    assert_eq!(names, ["02", "01"]);
    std::fs::write(folder.path().join("vouchers").join(format!("{}.jpg", kept.sha256)), b"other").unwrap();
    assert!(matches!(store.voucher_bytes(&kept.sha256), Err(StoreError::VoucherTampered { .. })));
}

#[test]
fn what_others_say_after_the_first_read_is_news_until_it_is_read() {
    let (_folder, store) = desk();
    let mut bought = order("1", "陶土花瓶");
    bought.purchase_order_id = Some("900".into());
    store.apply_order(read(bought, 50)).unwrap();
    apply(&store, case("7", "10"), 100);
    let said = |at: i64, speaker, words: &str| CaseMessage {
        at: Some(EpochMs(at)),
        speaker,
        nick: None,
        words: words.to_owned(),
        pictures: vec![],
    };
    let messages = vec![
        said(90, Speaker::Seller, "before this desk knew the case"),
        said(150, Speaker::Buyer, "mine"),
        said(160, Speaker::Seller, "请补充照片"),
        said(170, Speaker::Platform, "系统提醒"),
    ];
    let case_id = case("7", "10").case_id;
    let read = MessagesRead { account_id: account_id(), case_id, messages, read_at: EpochMs(200) };
    store.keep_messages(read.clone()).unwrap();
    store.keep_messages(MessagesRead { read_at: EpochMs(300), ..read }).unwrap();

    let told = |unread_only, before, limit| store.said_on_cases(None, unread_only, before, limit).unwrap();
    let words = |page: &pondesk_store::SaidPage| -> Vec<_> {
        page.rows.iter().map(|notice| notice.said.clone().unwrap()).collect()
    };
    let all = told(false, None, 10);
    assert_eq!(words(&all), ["系统提醒", "请补充照片"]);
    assert_eq!((all.unread, all.more, all.rows[0].read), (2, false, false));
    let first = told(false, None, 1);
    let key: i64 = first.rows[0].notice_id.parse().unwrap();
    assert_eq!((words(&first), first.more), (vec!["系统提醒".to_owned()], true));
    assert_eq!(words(&told(false, Some(key), 1)), ["请补充照片"]);

    store.mark_said(Some(key), EpochMs(400)).unwrap();
    assert_eq!(
        (words(&told(true, None, 10)), told(false, None, 10).unread),
        (vec!["请补充照片".to_owned()], 1)
    );
    store.mark_said(None, EpochMs(500)).unwrap();
    assert_eq!((told(true, None, 10).rows, told(false, None, 10).unread), (vec![], 0));
}
