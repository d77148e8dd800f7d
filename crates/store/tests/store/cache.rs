//! The cache may be deleted and damaged at any time.

use std::fs;
use std::path::Path;

use pondesk_domain::{EpochMs, Platform};
use pondesk_store::{LastSearch, Store};

use crate::given::{account_id, desk, open};

fn search(at: i64) -> LastSearch {
    LastSearch {
        account_id: account_id(),
        platform: Platform::Taobao,
        query: "{}".into(),
        page: "[]".into(),
        read_at: EpochMs(at),
    }
}

fn kept(store: &Store) -> usize {
    store.last_searches(&account_id()).unwrap().len()
}

fn remove_cache(folder: &Path) {
    for name in ["cache.sqlite", "cache.sqlite-wal", "cache.sqlite-shm"] {
        fs::remove_file(folder.join(name)).ok();
    }
}

#[test]
fn it_is_a_file_of_its_own_that_outlives_the_desk() {
    let (folder, store) = desk();
    store.keep_search(&search(1), 5).unwrap();
    drop(store);
    assert!(folder.path().join("cache.sqlite").exists());
    assert_eq!(kept(&open(folder.path())), 1);
}

#[test]
fn it_may_be_deleted_while_the_desk_is_open() {
    let (folder, store) = desk();
    store.keep_search(&search(1), 5).unwrap();
    remove_cache(folder.path());
    assert_eq!(kept(&store), 0);
    store.keep_search(&search(2), 5).unwrap();
    remove_cache(folder.path());
    store.keep_search(&search(3), 5).unwrap();
    assert_eq!(kept(&store), 1);
    drop(store);
    remove_cache(folder.path());
    assert_eq!(kept(&open(folder.path())), 0);
}

#[test]
fn a_damaged_one_is_made_anew_in_silence() {
    for damage in ["no database", "all pages", "another version", "a folder"] {
        let (folder, store) = desk();
        store.keep_search(&search(1), 5).unwrap();
        drop(store);
        let file = folder.path().join("cache.sqlite");
        match damage {
            "no database" => fs::write(&file, "hello ".repeat(1000)).unwrap(),
            "all pages" => {
                let mut bytes = fs::read(&file).unwrap();
                bytes[4096..].fill(0x5a);
                fs::write(&file, bytes).unwrap();
            }
            "another version" => {
                rusqlite::Connection::open(&file).unwrap().execute_batch("PRAGMA user_version = 77").unwrap();
            }
            _ => {
                fs::remove_file(&file).unwrap();
                fs::create_dir(&file).unwrap();
            }
        }
        let store = open(folder.path());
        assert_eq!(kept(&store), 0, "{damage}");
        store.keep_search(&search(2), 5).unwrap();
        let expected = usize::from(damage != "a folder");
        assert_eq!(kept(&store), expected, "{damage}: without a cache there is only the net");
        assert_eq!(store.restore_notices().unwrap(), vec![], "{damage}: nobody is told");
        assert!(!store.is_damaged());
    }
}
