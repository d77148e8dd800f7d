use std::path::Path;
use std::process::Command;

use pondesk_domain::{EpochMs, OperationState, StepEvent};
use pondesk_store::{Store, StoreError};

use crate::given::{account, account_id, desk, intent, open, raw_connection, walk};

#[test]
fn a_new_folder_gets_a_durable_database_of_its_own() {
    let folder = tempfile::tempdir().unwrap();
    let data_dir = folder.path().join("a/b");
    let store = open(&data_dir);
    store.save_account(&account()).unwrap();
    let db = raw_connection(&data_dir);
    let pragma = |name: &str| db.query_row(&format!("PRAGMA {name}"), [], |row| row.get::<_, String>(0));
    assert_eq!(pragma("journal_mode").unwrap(), "wal");
    drop((db, store));
    assert_eq!(open(&data_dir).accounts().unwrap(), vec![account()]);
}

#[cfg(unix)]
#[test]
fn nobody_else_may_read_the_folder() {
    use std::os::unix::fs::PermissionsExt;
    let folder = tempfile::tempdir().unwrap();
    let data_dir = folder.path().join("desk");
    let _store = open(&data_dir);
    assert_eq!(std::fs::metadata(&data_dir).unwrap().permissions().mode() & 0o077, 0);
}

#[test]
fn a_newer_schema_is_refused_and_not_touched() {
    let (folder, store) = desk();
    drop(store);
    let db = raw_connection(folder.path());
    db.execute_batch("PRAGMA user_version = 999").unwrap();
    drop(db);
    let before = std::fs::read(folder.path().join("desk.sqlite")).unwrap();
    for refused in [Store::open(folder.path(), EpochMs(1)), Store::open_read_only(folder.path())] {
        assert!(matches!(refused, Err(StoreError::Newer { found: 999, .. })), "{refused:?}");
    }
    assert_eq!(std::fs::read(folder.path().join("desk.sqlite")).unwrap(), before);
}

#[test]
fn a_schema_and_its_mark_come_together() {
    let folder = tempfile::tempdir().unwrap();
    // A table that a later step makes is in the way: that step fails, so none is kept.
    raw_connection(folder.path()).execute_batch("CREATE TABLE operations (x)").unwrap();
    let refused = Store::open(folder.path(), EpochMs(1));
    assert!(matches!(refused, Err(StoreError::Sql { .. })), "{refused:?}");
    let db = raw_connection(folder.path());
    let version: u32 = db.query_row("PRAGMA user_version", [], |row| row.get(0)).unwrap();
    let tables: u32 = db.query_row("SELECT count(*) FROM sqlite_schema", [], |row| row.get(0)).unwrap();
    assert_eq!((version, tables), (0, 1));
    db.execute_batch("DROP TABLE operations").unwrap();
    drop(db);
    open(folder.path()).save_account(&account()).unwrap();
}

#[test]
fn a_second_writer_is_refused_until_the_first_is_gone() {
    let (folder, store) = desk();
    let second = store.clone();
    assert!(matches!(Store::open(folder.path(), EpochMs(1)), Err(StoreError::InUse { .. })));
    drop(store);
    assert!(matches!(Store::open(folder.path(), EpochMs(1)), Err(StoreError::InUse { .. })));
    drop(second);
    open(folder.path());
}

#[test]
fn a_reader_sees_what_the_writer_beside_it_writes() {
    let (folder, store) = desk();
    let reader = Store::open_read_only(folder.path()).unwrap();
    assert_eq!(reader.settings().unwrap(), None);
    store.save_settings("{\"theme\":\"dark\"}").unwrap();
    assert_eq!(reader.settings().unwrap().as_deref(), Some("{\"theme\":\"dark\"}"));
    assert!(matches!(reader.save_settings("{}"), Err(StoreError::ReadOnly)));
}

#[test]
fn there_is_nothing_to_read_in_an_empty_folder() {
    let folder = tempfile::tempdir().unwrap();
    assert!(matches!(Store::open_read_only(folder.path()), Err(StoreError::Missing { .. })));
}

#[test]
fn what_is_no_database_is_moved_aside() {
    let folder = tempfile::tempdir().unwrap();
    let bytes = "hello ".repeat(1000);
    std::fs::write(folder.path().join("desk.sqlite"), &bytes).unwrap();
    let refused = Store::open_read_only(folder.path());
    assert!(matches!(refused, Err(StoreError::Damaged { .. })), "{refused:?}");
    let store = open(folder.path());
    let restored = store.restore_notices().unwrap().pop().unwrap().restored;
    assert!(!restored.all_read);
    let aside = folder.path().join(restored.moved_aside.unwrap()).join("desk.sqlite");
    assert_eq!(std::fs::read_to_string(aside).unwrap(), bytes);
}

#[test]
fn what_was_being_sent_is_unknown_at_the_next_start() {
    let (folder, store) = desk();
    for (operation_id, states) in [
        ("01", vec![]),
        ("02", vec![OperationState::Sending]),
        ("03", vec![OperationState::Sending, OperationState::Done]),
    ] {
        store.write_intent(intent(operation_id, operation_id)).unwrap();
        walk(&store, operation_id, &states);
    }
    drop(store);
    let store = Store::open(folder.path(), EpochMs(77)).unwrap();
    assert_eq!(store.at_open().became_unknown, vec!["02".into()]);
    assert_eq!(store.at_open().ready, vec!["01".into()]);
    let story = store.operation_story(&"02".into()).unwrap().unwrap();
    assert_eq!(story.operation.state, OperationState::Unknown);
    let last = story.steps.last().unwrap();
    assert_eq!((last.at, last.event), (EpochMs(77), Some(StepEvent::Interrupted)));
    assert_eq!(story.steps.len(), 3);
    drop(store);
    let again = open(folder.path());
    assert_eq!(again.at_open().became_unknown, vec![]);
    assert_eq!(again.outbox_counts(Some(&account_id())).unwrap().unknown, 1);
}

const READ_ONLY_FOLDER: &str = "PONDESK_TEST_READ_ONLY_FOLDER";

/// Root may write everywhere, so under root this test runs itself once more as nobody.
#[cfg(unix)]
#[test]
fn a_folder_that_cannot_be_written_to_is_refused() {
    use std::os::unix::fs::{MetadataExt, PermissionsExt};
    use std::os::unix::process::CommandExt;

    if let Some(folder) = std::env::var_os(READ_ONLY_FOLDER) {
        return refuses_read_only_folder(Path::new(&folder));
    }
    let folder = tempfile::tempdir().unwrap();
    let set_mode =
        |path: &Path, mode| std::fs::set_permissions(path, PermissionsExt::from_mode(mode)).unwrap();
    let data_dir = folder.path().join("desk");
    std::fs::create_dir(&data_dir).unwrap();
    let program = folder.path().join("test");
    std::fs::copy(std::env::current_exe().unwrap(), &program).unwrap();
    set_mode(&program, 0o755);
    set_mode(&data_dir, 0o555);
    set_mode(folder.path(), 0o755);
    let mut child = Command::new(program);
    child.args(["--exact", "opening::a_folder_that_cannot_be_written_to_is_refused"]);
    child.env(READ_ONLY_FOLDER, &data_dir).current_dir(folder.path());
    if std::fs::metadata(folder.path()).unwrap().uid() == 0 {
        child.uid(65_534);
    }
    let output = child.output().unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stdout));
}

fn refuses_read_only_folder(folder: &Path) {
    for data_dir in [folder.to_owned(), folder.join("deeper")] {
        let refused = Store::open(&data_dir, EpochMs(1));
        assert!(matches!(refused, Err(StoreError::ReadOnlyFolder { .. })), "{refused:?}");
    }
}

#[tokio::test]
async fn work_runs_off_the_async_threads() {
    let (_folder, store) = desk();
    let here = std::thread::current().id();
    let there = store.run(move |_| Ok(std::thread::current().id() != here)).await.unwrap();
    assert!(there);
    let accounts = store.run(Store::accounts).await.unwrap();
    assert_eq!(accounts, vec![account()]);
}

#[test]
fn a_store_that_is_closed_lets_the_folder_go_while_others_still_hold_it() {
    let (folder, store) = desk();
    let held = store.clone();
    store.close();
    assert!(matches!(held.accounts(), Err(StoreError::Stopped)));
    let mark = folder.path().join("desk.closed");
    assert!(mark.exists(), "it ended by itself");
    let next = open(folder.path());
    drop((store, held));
    assert!(!mark.exists(), "what ended before says nothing about the desk that is open now");
    assert_eq!(next.accounts().unwrap(), vec![account()]);
}
