//! A disk that is really full: a small one that is filled up, else a limit on how long a file may get.

use std::fs;
use std::io::Write;
use std::path::Path;
use std::process::Command;

use pondesk_domain::EpochMs;
use pondesk_store::{BackupKind, Store, StoreError};

use crate::given::{account, intent, open};

const FOLDER: &str = "PONDESK_TEST_FULL_DISK_FOLDER";
const DAY: i64 = 24 * 60 * 60 * 1000;

/// Mounts a disk of 8 MB where only the test itself sees it, and runs the test on it. Exit 77: this system allows no mount.
const ON_A_SMALL_DISK: &str = r#"mount -t tmpfs -o size=8m none "$1" 2>/dev/null || exit 77
exec "$2" --exact full_disk::a_full_disk_is_told_and_nothing_is_lost --nocapture"#;

/// No file may get longer than 8 MB; the signal that would end the program is ignored, so the write is refused.
const WITH_A_LIMIT: &str = r#"trap '' XFSZ; ulimit -f 16384
exec "$2" --exact full_disk::a_full_disk_is_told_and_nothing_is_lost --nocapture"#;

#[cfg(target_os = "linux")]
#[test]
fn a_full_disk_is_told_and_nothing_is_lost() {
    if let Some(folder) = std::env::var_os(FOLDER) {
        return runs_full(Path::new(&folder));
    }
    let folder = tempfile::tempdir().unwrap();
    let run = |program: &[&str], script: &str| {
        Command::new(program[0])
            .args(&program[1..])
            .args(["sh", "-c", script, "sh"])
            .arg(folder.path())
            .arg(std::env::current_exe().unwrap())
            .env(FOLDER, folder.path())
            .output()
    };
    // Root of a mapped user namespace may mount for itself, whoever runs the test.
    let mounted = run(&["unshare", "--map-root-user", "--mount"], ON_A_SMALL_DISK);
    let ran = match mounted {
        Ok(output) if output.status.code() != Some(77) && !says_unshare(&output.stderr) => output,
        _ => run(&["env"], WITH_A_LIMIT).unwrap(),
    };
    let said = String::from_utf8_lossy(&ran.stdout);
    assert!(ran.status.success(), "{said}\n{}", String::from_utf8_lossy(&ran.stderr));
    assert!(said.contains("1 passed"), "{said}");
}

fn says_unshare(stderr: &[u8]) -> bool {
    String::from_utf8_lossy(stderr).starts_with("unshare:")
}

/// Writes until no room is left; returns the file. A limit on one file's length leaves room for others.
fn fill_up(folder: &Path) -> std::path::PathBuf {
    let file = folder.join("filler");
    let mut filler = fs::File::create(&file).unwrap();
    for size in [64 * 1024, 4096, 1] {
        while filler.write_all(&vec![1; size]).is_ok() {}
    }
    file
}

fn runs_full(folder: &Path) {
    let store = open(folder);
    store.save_account(&account()).unwrap();
    for number in 0..50 {
        let id = format!("op-{number:02}");
        store.write_intent(intent(&id, &id)).unwrap();
    }
    let backup = store.back_up(BackupKind::Daily, EpochMs(DAY)).unwrap();
    let filler = fill_up(folder);

    let refused = store.save_settings(&"x".repeat(9_000_000));
    assert!(is_full(&refused), "{refused:?}");
    let whole = || {
        assert_eq!(store.accounts().unwrap(), vec![account()]);
        assert_eq!(store.outbox_counts(None).unwrap().ready, 50);
        assert_eq!(store.settings().unwrap(), None);
    };
    whole();
    if is_small(folder) {
        let refused = store.back_up(BackupKind::Daily, EpochMs(2 * DAY));
        assert!(matches!(refused, Err(StoreError::DiskFull)), "{refused:?}");
        let refused = store.restore(&backup.name, EpochMs(2 * DAY));
        assert!(matches!(refused, Err(StoreError::DiskFull)), "{refused:?}");
        assert!(!folder.join("moved-aside").exists());
        whole();
    }
    assert_eq!(store.backups().unwrap(), vec![backup.clone()]);
    // The backup and the copy of the inbox beside it.
    assert_eq!(fs::read_dir(folder.join("backups")).unwrap().count(), 2);
    drop(store);
    if is_small(folder) {
        // Closing gave room back (the log): a start on a disk that is full to the brim says so, too.
        let more = folder.join("more");
        while fs::OpenOptions::new()
            .append(true)
            .create(true)
            .open(&more)
            .unwrap()
            .write_all(&[1; 512])
            .is_ok()
        {}
        match Store::open(folder, EpochMs(3 * DAY)) {
            Ok(store) => assert_eq!(store.outbox_counts(None).unwrap().ready, 50),
            Err(error) => assert!(matches!(error, StoreError::DiskFull), "{error:?}"),
        }
        fs::remove_file(more).unwrap();
    }
    fs::remove_file(filler).unwrap();

    let store = Store::open(folder, EpochMs(3 * DAY)).unwrap();
    assert_eq!(store.outbox_counts(None).unwrap().ready, 50);
    assert_eq!(store.restore_notices().unwrap(), vec![]);
    store.save_settings("{}").unwrap();
    store.back_up(BackupKind::Daily, EpochMs(3 * DAY)).unwrap();
}

/// A limit on a file's length is told by the system in other words than a full disk.
fn is_full<T>(refused: &Result<T, StoreError>) -> bool {
    match refused {
        Err(StoreError::DiskFull) => true,
        Err(StoreError::Sql { source, .. }) => {
            source.sqlite_error_code() == Some(rusqlite::ErrorCode::SystemIoFailure)
        }
        _ => false,
    }
}

/// Whether the folder is the small disk.
fn is_small(folder: &Path) -> bool {
    fs::read_to_string("/proc/self/mounts")
        .unwrap()
        .lines()
        .any(|mount| mount.split(' ').nth(1).is_some_and(|at| Path::new(at) == folder))
}
