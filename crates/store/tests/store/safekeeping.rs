//! Restores and damage on real files.

use std::fs;
use std::path::{Path, PathBuf};

use pondesk_domain::{EpochMs, Money, OperationState, OrderSort, Platform};
use pondesk_store::{BackupKind, CartLineSeen, NewVoucher, RestoreCause, Store, StoreError};

use crate::given::{
    OLDER, account, account_id, desk, intent, older_desk, open, order, order_id, raw_connection, read, walk,
};

pub(crate) const DAY: i64 = 24 * 60 * 60 * 1000;

pub(crate) fn names(folder: &Path) -> Vec<String> {
    let mut names: Vec<_> = fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .collect();
    names.sort();
    names
}

/// Flips every byte of a page that belongs to `table`, while nobody has the file open.
pub(crate) fn flip_a_page_of(folder: &Path, table: &str) {
    let db = raw_connection(folder);
    let page: u32 =
        db.query_row("SELECT rootpage FROM sqlite_schema WHERE name = ?", [table], |row| row.get(0)).unwrap();
    let size: u32 = db.query_row("PRAGMA page_size", [], |row| row.get(0)).unwrap();
    let (page, size) = (page as usize, size as usize);
    db.query_row("PRAGMA wal_checkpoint(TRUNCATE)", [], |_| Ok(())).unwrap();
    drop(db);
    let file = folder.join("desk.sqlite");
    let mut bytes = fs::read(&file).unwrap();
    for byte in &mut bytes[(page - 1) * size..page * size] {
        *byte = !*byte;
    }
    fs::write(file, bytes).unwrap();
}

fn voucher(id: &str, bytes: &[u8]) -> NewVoucher {
    NewVoucher {
        voucher_id: id.into(),
        account_id: account_id(),
        order_id: order_id("1"),
        file_name: "proof.pdf".into(),
        media_type: "application/pdf".into(),
        bytes: bytes.into(),
        remark: None,
        kept_at: EpochMs(3),
    }
}

fn state(store: &Store, operation_id: &str) -> OperationState {
    store.operation(&operation_id.into()).unwrap().unwrap().state
}

fn orders(store: &Store) -> u32 {
    store.orders_page(&Default::default(), OrderSort::Newest, None, 100).unwrap().total
}

#[test]
fn a_restore_keeps_what_nobody_else_knows() {
    let (folder, store) = desk();
    store.apply_order(read(order("1", "耳机"), 1)).unwrap();
    for id in ["ready", "sending", "settled"] {
        store.write_intent(intent(id, id)).unwrap();
    }
    walk(&store, "sending", &[OperationState::Sending]);
    walk(&store, "settled", &[OperationState::Sending, OperationState::Unknown]);
    let backup = store.back_up(BackupKind::Asked, EpochMs(DAY)).unwrap();

    // What happens after the backup.
    walk(&store, "settled", &[OperationState::Done]);
    for (id, states) in [
        ("new-ready", vec![]),
        ("new-sending", vec![OperationState::Sending]),
        ("new-done", vec![OperationState::Sending, OperationState::Done]),
    ] {
        store.write_intent(intent(id, id)).unwrap();
        walk(&store, id, &states);
    }
    // The same intent as one that is over by now.
    store.write_intent(intent("settled-again", "settled")).unwrap();
    let mut other = account();
    other.account_id = "02ACCOUNT".into();
    store.save_account(&other).unwrap();
    let kept = store.keep_voucher(voucher("v", b"proof")).unwrap();
    store.save_settings("{\"limit\":1}").unwrap();
    store.apply_order(read(order("2", "杯子"), DAY + 5)).unwrap();
    let seen = CartLineSeen {
        platform: Platform::Taobao,
        offer_id: "2".into(),
        sku_id: "3".into(),
        unit_price: Some(Money::fen(5)),
        added_at: EpochMs(9),
    };
    store.note_added_to_cart(&account_id(), std::slice::from_ref(&seen)).unwrap();

    let restored = store.restore(&backup.name, EpochMs(2 * DAY)).unwrap();
    assert_eq!(restored.cause, RestoreCause::Asked);
    assert_eq!((restored.backup_made_at, restored.newer_orders), (Some(EpochMs(DAY)), Some(1)));
    // Three new ones, one with an intent of before, and one that went further.
    assert_eq!((restored.operations, restored.all_read), (5, true));
    for unknown in ["ready", "sending", "new-ready", "new-sending", "settled-again"] {
        assert_eq!(state(&store, unknown), OperationState::Unknown, "{unknown}");
    }
    for done in ["settled", "new-done"] {
        assert_eq!(state(&store, done), OperationState::Done, "{done}");
    }
    assert_eq!(restored.unknown, 5);
    let story = store.operation_story(&"settled".into()).unwrap().unwrap();
    let steps: Vec<_> = story.steps.iter().map(|step| step.state).collect();
    use OperationState::{Done, Ready, Sending, Unknown};
    assert_eq!(steps, [Ready, Sending, Unknown, Done]);
    let last = store.operation_story(&"new-sending".into()).unwrap().unwrap().steps.pop().unwrap();
    assert_eq!((last.code.as_deref(), last.at), (Some("restored"), EpochMs(2 * DAY)));
    assert_eq!(store.accounts().unwrap().len(), 2);
    assert_eq!(store.settings().unwrap().as_deref(), Some("{\"limit\":1}"));
    assert_eq!(store.voucher_bytes(&kept.sha256).unwrap(), b"proof");
    assert_eq!(store.cart_lines_seen(&account_id(), Platform::Taobao).unwrap(), vec![seen]);
    assert_eq!(orders(&store), 1, "orders are fetched again");

    // The old file is aside, whole.
    let aside = folder.path().join(restored.moved_aside.as_deref().unwrap());
    let old = rusqlite::Connection::open(aside.join("desk.sqlite")).unwrap();
    assert_eq!(old.query_row("SELECT count(*) FROM orders", [], |row| row.get::<_, u32>(0)).unwrap(), 2);
    // Told until it is read.
    let notices = store.restore_notices().unwrap();
    assert_eq!(notices.iter().map(|notice| &notice.restored).collect::<Vec<_>>(), [&restored]);
    store.mark_orders_fetched(EpochMs(1)).unwrap();
    store.mark_notice_read(&notices[0].notice_id, EpochMs(1)).unwrap();
    assert_eq!(store.restore_notices().unwrap(), vec![]);
    drop((store, old));
    assert_eq!(open(folder.path()).outbox_counts(None).unwrap().unknown, 5);
}

#[test]
fn a_bad_backup_is_refused_and_the_database_stays() {
    let (folder, store) = desk();
    let backup = store.back_up(BackupKind::Asked, EpochMs(DAY)).unwrap();
    let file = folder.path().join("backups").join(&backup.name);
    let mut bytes = fs::read(&file).unwrap();
    bytes[4096..].fill(0x5a);
    fs::write(&file, bytes).unwrap();
    let refused = store.restore(&backup.name, EpochMs(2 * DAY));
    assert!(matches!(refused, Err(StoreError::Damaged { .. })), "{refused:?}");
    for name in ["", "../desk.sqlite", "desk.sqlite"] {
        assert!(matches!(store.restore(name, EpochMs(1)), Err(StoreError::NoSuchBackup)), "{name}");
    }
    assert_eq!(store.accounts().unwrap(), vec![account()]);
    store.save_settings("{}").unwrap();
    assert!(!folder.path().join("moved-aside").exists());
}

#[test]
fn a_flipped_page_is_restored_from_the_newest_good_backup_and_told() {
    let (folder, store) = desk();
    store.apply_order(read(order("1", "耳机"), 1)).unwrap();
    let good = store.back_up(BackupKind::Daily, EpochMs(DAY)).unwrap();
    let bad = store.back_up(BackupKind::Daily, EpochMs(2 * DAY)).unwrap();
    fs::write(folder.path().join("backups").join(&bad.name), "not a database").unwrap();
    store.write_intent(intent("later", "later")).unwrap();
    drop(store);
    flip_a_page_of(folder.path(), "order_changes");
    let damaged = fs::read(folder.path().join("desk.sqlite")).unwrap();

    let found = Store::examine(folder.path()).unwrap();
    assert!(found.damage.is_some());
    assert_eq!(fs::read(folder.path().join("desk.sqlite")).unwrap(), damaged, "a look changes nothing");

    let store = Store::open(folder.path(), EpochMs(3 * DAY)).unwrap();
    let notice = store.restore_notices().unwrap().pop().unwrap();
    assert_eq!(notice.restored.cause, RestoreCause::Damaged);
    assert_eq!(notice.restored.backup, Some(good.name));
    assert_eq!((notice.restored.operations, notice.restored.all_read), (1, true), "those pages are well");
    assert_eq!((orders(&store), state(&store, "later")), (1, OperationState::Unknown));
    let aside = folder.path().join(notice.restored.moved_aside.unwrap()).join("desk.sqlite");
    assert_eq!(fs::read(aside).unwrap(), damaged, "byte for byte");
    assert_eq!(Store::examine(folder.path()).unwrap().damage, None);
}

#[test]
fn without_a_backup_the_desk_starts_empty_with_its_accounts_and_outbox() {
    let (folder, store) = desk();
    store.apply_order(read(order("1", "耳机"), 1)).unwrap();
    store.write_intent(intent("sent", "sent")).unwrap();
    walk(&store, "sent", &[OperationState::Sending, OperationState::Done]);
    drop(store);
    flip_a_page_of(folder.path(), "order_changes");
    let store = open(folder.path());
    let restored = store.restore_notices().unwrap().pop().unwrap().restored;
    assert_eq!((restored.backup, restored.cause), (None, RestoreCause::Damaged));
    assert_eq!((store.accounts().unwrap(), orders(&store)), (vec![account()], 0));
    assert_eq!(state(&store, "sent"), OperationState::Done);
}

#[test]
fn operations_on_both_sides_of_a_bad_page_are_carried_over() {
    let (folder, store) = desk();
    store.back_up(BackupKind::Daily, EpochMs(DAY)).unwrap();
    for number in 0..400 {
        let id = format!("op-{number:04}");
        store.write_intent(intent(&id, &id)).unwrap();
    }
    drop(store);
    let db = raw_connection(folder.path());
    db.query_row("PRAGMA wal_checkpoint(TRUNCATE)", [], |_| Ok(())).unwrap();
    drop(db);
    // A leaf in the middle of the table: the page that has the intent of operation 200 and those around it.
    let file = folder.path().join("desk.sqlite");
    let mut bytes = fs::read(&file).unwrap();
    let at = bytes.windows(19).rposition(|window| window == b"op-020001ACCOUNTcre").unwrap();
    let page = at / 4096 * 4096;
    bytes[page..page + 4096].fill(0x5a);
    fs::write(&file, bytes).unwrap();

    let store = open(folder.path());
    let restored = store.restore_notices().unwrap().pop().unwrap().restored;
    assert!(!restored.all_read, "what cannot be read is told");
    assert!((350..400).contains(&restored.operations), "{}", restored.operations);
    for id in ["op-0000", "op-0399"] {
        assert_eq!(state(&store, id), OperationState::Unknown, "{id}");
    }
    assert_eq!(store.outbox(None, 10).unwrap().unknown.len(), restored.operations as usize);
}

#[test]
fn a_file_that_is_gone_or_empty_is_not_taken_for_a_new_desk() {
    for empty in [false, true] {
        let (folder, store) = desk();
        store.back_up(BackupKind::Daily, EpochMs(DAY)).unwrap();
        drop(store);
        let file = folder.path().join("desk.sqlite");
        fs::remove_file(&file).unwrap();
        if empty {
            fs::write(&file, "").unwrap();
        }
        let store = open(folder.path());
        assert_eq!(store.accounts().unwrap(), vec![account()]);
        assert_eq!(store.restore_notices().unwrap()[0].restored.cause, RestoreCause::Lost);
    }
}

#[test]
fn damage_met_while_running_is_mended_in_place() {
    let (folder, store) = desk();
    store.apply_order(read(order("1", "耳机"), 1)).unwrap();
    store.back_up(BackupKind::Daily, EpochMs(DAY)).unwrap();
    assert_eq!(store.mend(EpochMs(DAY)).unwrap(), None, "a file that is well stays");
    flip_a_page_of(folder.path(), "order_changes");
    store.back_up(BackupKind::Daily, EpochMs(2 * DAY)).unwrap_err();
    let restored = store.mend(EpochMs(2 * DAY)).unwrap().unwrap();
    assert_eq!(restored.cause, RestoreCause::Damaged);
    assert!(!store.is_damaged());
    store.apply_order(read(order("1", "新"), 9)).unwrap();
    assert_eq!(orders(&store), 1);
}

/// What opening finds without a look at the whole file would be this: a page that no statement of a start touches.
#[test]
fn a_file_is_looked_at_after_an_unclean_end_or_when_something_touched_it() {
    let (folder, store) = desk();
    store.apply_order(read(order("1", "耳机"), 1)).unwrap();
    drop(store);
    let mark = folder.path().join("desk.closed");
    assert!(mark.exists());
    let kept = fs::read(&mark).unwrap();
    let store = open(folder.path());
    assert!(!mark.exists(), "while a desk is open there is none");
    drop(store);

    // The same size and time, as rot at rest has: not seen by the mark, only by the day's look.
    let file = folder.path().join("desk.sqlite");
    let modified = fs::metadata(&file).unwrap().modified().unwrap();
    flip_a_page_of(folder.path(), "order_changes");
    fs::File::options().write(true).open(&file).unwrap().set_modified(modified).unwrap();
    let text = String::from_utf8(kept).unwrap();
    assert!(text.contains("\"checkedAt\":1000"), "{text}");
    let store = Store::open(folder.path(), EpochMs(2_000)).unwrap();
    assert_eq!(store.restore_notices().unwrap(), vec![], "it was looked at a moment ago");
    drop(store);
    let store = Store::open(folder.path(), EpochMs(2_000 + DAY)).unwrap();
    assert_eq!(orders(&store), 1, "reads go on");
    assert!(
        matches!(store.save_settings("{}"), Err(StoreError::Damaged { .. })),
        "a write waits for the look"
    );
    assert!(store.is_damaged());
    assert!(store.mend(EpochMs(2_000 + DAY)).unwrap().is_some());
    store.save_settings("{}").unwrap();
}

#[test]
fn before_a_migration_there_is_a_backup() {
    let folder = tempfile::tempdir().unwrap();
    older_desk(folder.path());
    let store = Store::open(folder.path(), EpochMs(DAY)).unwrap();
    let backups = store.backups().unwrap();
    assert_eq!((backups.len(), backups[0].kind), (1, BackupKind::BeforeMigration));
    let old = rusqlite::Connection::open(folder.path().join("backups").join(&backups[0].name)).unwrap();
    let held: u32 = old.query_row("PRAGMA user_version", [], |row| row.get(0)).unwrap();
    assert_eq!(held, OLDER);
    drop(old);
    // It can be restored: its schema is brought up.
    store.restore(&backups[0].name, EpochMs(2 * DAY)).unwrap();
    assert_eq!(store.accounts().unwrap(), vec![account()]);
}

fn aside(folder: &Path) -> PathBuf {
    let all = names(&folder.join("moved-aside"));
    assert_eq!(all.len(), 1);
    folder.join("moved-aside").join(&all[0])
}

/// A restore decides by a rename; whatever of it was done when the power went, the next start ends it.
#[test]
fn a_restore_that_was_cut_off_is_carried_out() {
    for moved in 0..=3 {
        let (folder, store) = desk();
        store.apply_order(read(order("1", "耳机"), 1)).unwrap();
        let backup = store.back_up(BackupKind::Asked, EpochMs(DAY)).unwrap();
        store.apply_order(read(order("2", "杯子"), 2)).unwrap();
        // The log stays beside the file, as after a kill.
        let wal = fs::read(folder.path().join("desk.sqlite-wal")).unwrap();
        drop(store);
        fs::write(folder.path().join("desk.sqlite-wal"), wal).unwrap();
        fs::write(folder.path().join("desk.sqlite-shm"), "").unwrap();
        let decided = folder.path().join("restored-19700103-000000-000.sqlite");
        fs::copy(folder.path().join("backups").join(&backup.name), decided).unwrap();
        fs::write(folder.path().join("restoring.sqlite"), "half").unwrap();
        let folder_aside = folder.path().join("moved-aside/19700103-000000-000");
        fs::create_dir_all(&folder_aside).unwrap();
        for name in ["desk.sqlite-wal", "desk.sqlite-shm", "desk.sqlite"].iter().take(moved) {
            fs::rename(folder.path().join(name), folder_aside.join(name)).unwrap();
        }
        let store = open(folder.path());
        assert_eq!(orders(&store), 1, "after {moved} files: the backup, without the other file's log");
        assert!(aside(folder.path()).join("desk.sqlite").exists());
        assert!(!folder.path().join("restoring.sqlite").exists());
    }
}
