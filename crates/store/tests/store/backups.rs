//! Backups of real files: whole, in time, and none of what is damaged.

use std::fs;

use pondesk_domain::EpochMs;
use pondesk_store::{Backup, BackupKind, StoreError};

use crate::given::{desk, open, order, read};
use crate::safekeeping::{DAY, flip_a_page_of, names};

/// The files of backups: each has a copy of the inbox beside it.
fn with_inboxes(backups: &[Backup]) -> Vec<String> {
    let of = |backup: &Backup| [backup.name.replace(".sqlite", ".inbox"), backup.name.clone()];
    let mut files: Vec<String> = backups.iter().flat_map(of).collect();
    files.sort();
    files
}

#[test]
fn a_backup_is_one_whole_file_and_writes_go_on() {
    let (folder, store) = desk();
    let made = std::thread::scope(|scope| {
        let writes = scope.spawn(|| {
            for number in 0..200 {
                store.apply_order(read(order(&number.to_string(), "耳机"), number)).unwrap();
            }
        });
        let made: Vec<Backup> =
            (0..5).map(|n| store.back_up(BackupKind::Asked, EpochMs(DAY + n)).unwrap()).collect();
        writes.join().unwrap();
        made
    });
    assert_eq!(store.backups().unwrap().len(), 5);
    let backups = folder.path().join("backups");
    assert_eq!(names(&backups), with_inboxes(&made), "nothing else lies beside them");
    for backup in made {
        let db = rusqlite::Connection::open(backups.join(&backup.name)).unwrap();
        let said: String = db.query_row("PRAGMA integrity_check", [], |row| row.get(0)).unwrap();
        assert_eq!(said, "ok");
        assert_eq!(fs::metadata(backups.join(&backup.name)).unwrap().len(), backup.bytes);
    }
}

#[test]
fn a_day_without_backup_is_due_and_so_is_one_from_the_future() {
    let (_folder, store) = desk();
    assert!(store.backup_due(EpochMs(DAY)).unwrap());
    store.back_up(BackupKind::Asked, EpochMs(DAY)).unwrap();
    assert!(store.backup_due(EpochMs(DAY)).unwrap(), "one that was asked for is not the day's");
    store.back_up(BackupKind::Daily, EpochMs(DAY)).unwrap();
    assert!(!store.backup_due(EpochMs(2 * DAY - 1)).unwrap());
    assert!(store.backup_due(EpochMs(2 * DAY)).unwrap());
    assert!(store.backup_due(EpochMs(DAY - 1)).unwrap());
    let empty = tempfile::tempdir().unwrap();
    assert!(!open(empty.path()).backup_due(EpochMs(DAY)).unwrap(), "nothing to lose");
}

#[test]
fn a_half_backup_never_counts_and_is_cleared_away() {
    let (folder, store) = desk();
    let made = store.back_up(BackupKind::Daily, EpochMs(DAY)).unwrap();
    let backups = folder.path().join("backups");
    let half = backups.join("19700103-000000-000-daily.sqlite.part");
    fs::write(&half, "half").unwrap();
    fs::write(backups.join("19700103-000000-000-daily.sqlite.part-journal"), "half").unwrap();
    assert_eq!(store.backups().unwrap(), vec![made.clone()]);
    drop(store);
    assert_eq!(open(folder.path()).backups().unwrap(), vec![made.clone()]);
    assert_eq!(names(&backups), with_inboxes(&[made]));
}

#[test]
fn a_damaged_database_gives_no_backup() {
    let (folder, store) = desk();
    store.apply_order(read(order("1", "耳机"), 1)).unwrap();
    let good = store.back_up(BackupKind::Daily, EpochMs(DAY)).unwrap();
    flip_a_page_of(folder.path(), "order_changes");
    // Connections of this run may still have the page in memory; a backup reads it from the file.
    let refused = store.back_up(BackupKind::Daily, EpochMs(2 * DAY));
    assert!(matches!(refused, Err(StoreError::Damaged { .. })), "{refused:?}");
    let left = names(&folder.path().join("backups"));
    assert_eq!(left, with_inboxes(&[good]), "and leaves nothing behind");
    assert!(store.is_damaged());
    assert!(matches!(store.save_settings("{}"), Err(StoreError::Damaged { .. })), "nothing is built upon it");
}
