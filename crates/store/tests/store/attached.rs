use pondesk_domain::{EpochMs, OwnData, OwnEdit, Turn};
use pondesk_store::{NewOrderFile, Store, StoreError};

use crate::given::{account_id, desk, open, order, order_id, read};

/// Most files of the orders here.
const MOST: usize = 3;

fn with_order() -> (tempfile::TempDir, Store) {
    let (folder, store) = desk();
    store.apply_order(read(order("1", "耳机"), 1)).unwrap();
    (folder, store)
}

fn attach(store: &Store, name: &str, bytes: &[u8], turn: i64) -> Result<OwnData, StoreError> {
    let new = NewOrderFile { file_name: name.into(), media_type: "image/png".into(), bytes: bytes.to_vec() };
    store.attach_file(&account_id(), &order_id("1"), new, MOST, Turn(turn), EpochMs(turn))
}

fn names(own: &OwnData) -> Vec<&str> {
    own.files.iter().map(|file| file.file_name.as_str()).collect()
}

#[test]
fn a_file_stays_with_its_order_whatever_is_fetched_and_whatever_else_is_noted() {
    let (folder, store) = with_order();
    let bytes: Vec<u8> = (0..=255).cycle().take(70_000).collect();
    let own = attach(&store, "../装箱 单.png", &bytes, 2).unwrap();
    assert_eq!((own.files.len(), own.files[0].bytes), (1, 70_000));
    store.apply_order(read(order("1", "键盘"), 3)).unwrap();
    let note = OwnEdit { note: Some("call first".into()), ..OwnEdit::default() };
    store.edit_own(vec![(account_id(), order_id("1"))], note, Turn(4), EpochMs(4)).unwrap();
    drop(store);
    let store = open(folder.path());
    let after = store.own_data(&account_id(), &order_id("1")).unwrap();
    assert_eq!((after.files.as_slice(), after.note.as_deref()), (own.files.as_slice(), Some("call first")));
    assert_eq!(store.voucher_bytes(&own.files[0].sha256).unwrap(), bytes);
    assert_eq!(store.own_data(&account_id(), &order_id("2")).unwrap().files, vec![]);
    let kept: Vec<String> = std::fs::read_dir(folder.path().join("vouchers"))
        .unwrap()
        .map(|entry| entry.unwrap().file_name().to_string_lossy().into_owned())
        .collect();
    assert_eq!(kept, [format!("{}.png", own.files[0].sha256)], "by its hash, not by the name it came with");
}

#[test]
fn putting_and_taking_away_stand_in_the_history() {
    let (_folder, store) = with_order();
    let own = attach(&store, "a.png", b"one", 2).unwrap();
    attach(&store, "b.png", b"two", 3).unwrap();
    let again = attach(&store, "c.png", b"one", 4).unwrap();
    assert_eq!(names(&again), ["b.png", "c.png"], "the same bytes are one file, newest first");
    let sha256 = own.files[0].sha256.as_str();
    let detach = |turn: i64| {
        store.detach_file(&account_id(), &order_id("1"), sha256, Turn(turn), EpochMs(turn)).unwrap()
    };
    assert_eq!(names(&detach(5)), ["b.png"]);
    assert_eq!(names(&detach(6)), ["b.png"], "what is gone is gone");
    assert_eq!(store.last_turn().unwrap(), Turn(6));
    let changes = store.order_changes(&account_id(), &order_id("1")).unwrap();
    let mut told: Vec<_> = changes.iter().filter(|change| change.field == "files").collect();
    told.sort_by_key(|change| change.seen_at);
    let told: Vec<_> = told.iter().map(|change| (change.old.as_deref(), change.new.as_deref())).collect();
    assert_eq!(
        told,
        [
            (None, Some("a.png")),
            (Some("a.png"), Some("b.png, a.png")),
            (Some("b.png, a.png"), Some("b.png, c.png")),
            (Some("b.png, c.png"), Some("b.png")),
        ]
    );
}

#[test]
fn an_order_takes_so_many_files_and_an_unknown_one_none() {
    let (_folder, store) = with_order();
    for (turn, bytes) in (2..).zip([b"1", b"2", b"3"]) {
        attach(&store, "x.png", bytes, turn).unwrap();
    }
    assert!(matches!(attach(&store, "x.png", b"4", 5), Err(StoreError::TooManyFiles { most: MOST })));
    assert_eq!(attach(&store, "y.png", b"3", 6).unwrap().files.len(), MOST, "that one is there already");
    let new = NewOrderFile { file_name: "x".into(), media_type: "image/png".into(), bytes: b"1".to_vec() };
    let unknown = store.attach_file(&account_id(), &order_id("9"), new, MOST, Turn(7), EpochMs(7));
    assert!(matches!(unknown, Err(StoreError::NoSuchOrder { .. })));
}

#[test]
fn a_file_that_was_changed_on_the_disk_is_seen_and_mended_by_the_same_one() {
    let (folder, store) = with_order();
    let sha256 = attach(&store, "a.png", b"one", 2).unwrap().files[0].sha256.clone();
    std::fs::write(folder.path().join("vouchers").join(format!("{sha256}.png")), b"onE").unwrap();
    assert!(matches!(store.voucher_bytes(&sha256), Err(StoreError::VoucherTampered { .. })));
    attach(&store, "a.png", b"one", 3).unwrap();
    assert_eq!(store.voucher_bytes(&sha256).unwrap(), b"one");
}
