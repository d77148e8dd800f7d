//! Killed while a backup, a restore or a migration is under way: the next start finds the old or the new, never a half.

use std::fs;
use std::io::{BufRead, BufReader, Read};
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use pondesk_domain::EpochMs;
use pondesk_store::{BackupKind, Store};

use crate::given::{OLDER, account, desk, intent, older_desk, open, order, raw_connection, read};

const FOLDER: &str = "PONDESK_TEST_CUT_OFF_FOLDER";
const DAY: i64 = 24 * 60 * 60 * 1000;

/// The child of the tests below: backs up and restores, or only opens, until it is killed. By itself it does one round.
#[test]
fn rounds_are_made() {
    let Some(folder) = std::env::var_os(FOLDER) else {
        let (folder, store) = desk();
        drop(store);
        return make_rounds(folder.path(), 1);
    };
    make_rounds(Path::new(&folder), i64::MAX);
}

fn make_rounds(folder: &Path, rounds: i64) {
    let store = open(folder);
    let counts = store.outbox_counts(None).unwrap();
    let before = i64::from(counts.ready + counts.unknown);
    for round in before + 1..before.saturating_add(rounds).saturating_add(1) {
        let id = format!("op-{round:06}");
        store.write_intent(intent(&id, &id)).unwrap();
        // Straight to the pipe: nothing that was told waits in a buffer.
        eprintln!("kept {id}");
        let backup = store.back_up(BackupKind::Asked, EpochMs(DAY + round * 10)).unwrap();
        eprintln!("backup {}", backup.name);
        store.restore(&backup.name, EpochMs(DAY + round * 10 + 1)).unwrap();
    }
}

fn child(folder: &Path) -> Child {
    Command::new(std::env::current_exe().unwrap())
        .args(["--exact", "cut_off::rounds_are_made", "--nocapture"])
        .env(FOLDER, folder)
        .stdout(Stdio::null())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap()
}

fn has(folder: &Path, fits: impl Fn(&str) -> bool) -> bool {
    fs::read_dir(folder).is_ok_and(|mut entries| {
        entries.any(|entry| entry.is_ok_and(|entry| fits(&entry.file_name().to_string_lossy())))
    })
}

/// Kills the child the moment that `now` says so; returns what it had told by then.
fn kill_when(folder: &Path, now: impl Fn() -> bool) -> Vec<String> {
    let mut child = child(folder);
    let mut pipe = BufReader::new(child.stderr.take().unwrap());
    let mut told = String::new();
    assert_ne!(pipe.read_line(&mut told).unwrap(), 0, "the child ended by itself");
    let deadline = Instant::now() + Duration::from_secs(60);
    while !now() {
        assert!(Instant::now() < deadline, "the moment never came: {told}");
        std::hint::spin_loop();
    }
    child.kill().unwrap();
    pipe.read_to_string(&mut told).unwrap();
    child.wait().unwrap();
    told.truncate(told.rfind('\n').map_or(0, |end| end + 1));
    told.lines().map(String::from).collect()
}

fn is_whole(file: &Path) -> bool {
    let db = rusqlite::Connection::open_with_flags(file, rusqlite::OpenFlags::SQLITE_OPEN_READ_ONLY).unwrap();
    db.query_row("PRAGMA integrity_check", [], |row| row.get::<_, String>(0)).unwrap() == "ok"
}

#[test]
fn backups_and_restores_survive_a_kill() {
    let (folder, store) = desk();
    for number in 0..50 {
        store.apply_order(read(order(&number.to_string(), "头戴式耳机"), number)).unwrap();
    }
    drop(store);
    let data = folder.path();
    let backups = data.join("backups");
    let writing_a_backup = || has(&backups, |name| name.ends_with(".part"));
    let making_the_file = || data.join("restoring.sqlite").exists();
    let decided = || has(data, |name| name.starts_with("restored-"));
    let moments: [&dyn Fn() -> bool; 3] = [&writing_a_backup, &making_the_file, &decided];
    let mut told = Vec::new();
    for moment in moments.iter().cycle().take(12) {
        told.extend(kill_when(data, moment));
        let store = open(data);
        for id in told.iter().filter_map(|line| line.strip_prefix("kept ")) {
            assert!(store.operation(&id.into()).unwrap().is_some(), "{id} was acknowledged and is lost");
        }
        assert_eq!(store.orders_page(&Default::default(), Default::default(), None, 1).unwrap().total, 50);
        assert_eq!(store.accounts().unwrap(), vec![account()]);
        let kept = store.backups().unwrap();
        assert!(kept.iter().all(|backup| is_whole(&backups.join(&backup.name))));
        assert!(!writing_a_backup(), "no half one is left");
        assert!(!making_the_file() && !decided());
        drop(store);
        assert!(is_whole(&data.join("desk.sqlite")));
    }
}

#[test]
fn a_migration_survives_a_kill() {
    for kills in 0..3 {
        let folder = tempfile::tempdir().unwrap();
        older_desk(folder.path());
        let backups = folder.path().join("backups");
        let mut child = child(folder.path());
        let mut pipe = child.stderr.take().unwrap();
        let deadline = Instant::now() + Duration::from_secs(60);
        // Each time a little later in the same short span.
        let reached = || match kills {
            0 => has(&backups, |name| name.ends_with(".part")),
            1 => has(&backups, |name| name.ends_with("before-migration.sqlite")),
            _ => folder.path().join("desk.sqlite-wal").metadata().is_ok_and(|wal| wal.len() > 0),
        };
        while !reached() {
            assert!(Instant::now() < deadline, "the moment never came");
        }
        child.kill().unwrap();
        pipe.read_to_string(&mut String::new()).unwrap();
        child.wait().unwrap();
        let db = raw_connection(folder.path());
        let found: u32 = db.query_row("PRAGMA user_version", [], |row| row.get(0)).unwrap();
        assert!(found >= OLDER, "{found}");
        let old_table = "SELECT count(*) FROM sqlite_schema WHERE name = 'searches'";
        let is_old = db.query_row(old_table, [], |row| row.get::<_, u32>(0)).unwrap() == 1;
        assert_eq!(is_old, found == OLDER, "schema and mark go together");
        drop(db);
        let store = open(folder.path());
        assert_eq!(store.accounts().unwrap(), vec![account()]);
        assert_eq!(store.restore_notices().unwrap(), vec![], "nothing had to be restored");
    }
}

/// The log's end as a power cut leaves it: cut in the middle of a commit, or with a page that never reached the disk.
#[test]
fn a_torn_end_of_the_log_costs_only_what_was_not_acknowledged() {
    for tear in ["cut", "zeroed", "garbled"] {
        let (folder, store) = desk();
        for number in 0..10 {
            let id = format!("op-{number}");
            store.write_intent(intent(&id, &id)).unwrap();
        }
        let wal = fs::read(folder.path().join("desk.sqlite-wal")).unwrap();
        let file = fs::read(folder.path().join("desk.sqlite")).unwrap();
        drop(store);

        let torn = tempfile::tempdir().unwrap();
        fs::write(torn.path().join("desk.sqlite"), file).unwrap();
        let mut bytes = wal;
        let half = bytes.len() - 2_000;
        match tear {
            "cut" => bytes.truncate(half),
            "zeroed" => bytes[half..].fill(0),
            _ => bytes[half..].fill(0x5a),
        }
        fs::write(torn.path().join("desk.sqlite-wal"), bytes).unwrap();
        let store = Store::open(torn.path(), EpochMs(5)).unwrap();
        assert_eq!(store.restore_notices().unwrap(), vec![], "{tear}: no damage");
        for number in 0..9 {
            let id = format!("op-{number}");
            assert!(store.operation(&id.as_str().into()).unwrap().is_some(), "{tear}: {id}");
        }
        assert!(
            store.operation(&"op-9".into()).unwrap().is_none(),
            "{tear}: the torn commit is not half there"
        );
        store.write_intent(intent("after", "after")).unwrap();
        drop(store);
        assert!(is_whole(&torn.path().join("desk.sqlite")));
    }
}
