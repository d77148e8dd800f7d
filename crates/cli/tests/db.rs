//! `db check`, `db backup`, `db restore`, and how a terminal tells that a data folder cannot be used.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    reason = "a test ends where it cannot go on"
)]

mod support;

use std::fs;
use std::io::{BufRead, BufReader};
use std::path::Path;
use std::process::{Command, Stdio};

use serde_json::Value;
use support::Terminal;

const KEYS: &str = "0123456789abcdef0123456789abcdef\n0123456789abcdef0123456789abcdef\n";

/// A data folder with one account, and a terminal at it.
fn desk(data_dir: &Path) -> Terminal<'_> {
    let terminal = Terminal { data_dir, typed: KEYS.to_owned() };
    let add = ["account", "add", "--name", "Hanoi", "--base-url", "https://openapi.example", "--user-id"];
    terminal.run(&[&add[..], &["1234567890123"]].concat());
    terminal
}

fn text<'a>(value: &'a Value, name: &str) -> &'a str {
    value[name].as_str().unwrap_or_else(|| panic!("{name} in {value}"))
}

/// Spoils the second half of the database, while nobody has it open.
fn spoil(data_dir: &Path) {
    let file = data_dir.join("desk.sqlite");
    let mut bytes = fs::read(&file).unwrap();
    let half = bytes.len() / 2;
    bytes[half..].fill(0x5a);
    fs::write(file, bytes).unwrap();
}

#[test]
fn a_database_is_checked_backed_up_and_restored() {
    let folder = tempfile::tempdir().unwrap();
    let terminal = desk(folder.path());
    let checked = terminal.run(&["db", "check"]);
    assert_eq!((&checked["damage"], checked["backups"].as_array().unwrap().len()), (&Value::Null, 0));
    assert_eq!(terminal.refused(3, &["db", "restore"])["code"], "backupMissing");

    let made = terminal.run(&["db", "backup"]);
    let name = text(&made, "name");
    assert!(name.ends_with("-asked.sqlite"), "{name}");
    assert_eq!(terminal.run(&["db", "check"])["backups"][0]["name"], name);

    let notice = terminal.run(&["db", "restore", "--from", name]);
    assert_eq!((text(&notice, "cause"), &notice["newerOrders"]), ("asked", &Value::from(0)));
    let aside = folder.path().join(text(&notice, "movedAside")).join("desk.sqlite");
    assert!(aside.exists(), "moved aside, not deleted");
    assert_eq!(terminal.run(&["account", "list"]).as_array().unwrap().len(), 1);
    assert_eq!(terminal.refused(3, &["db", "restore", "--from", "../desk.sqlite"])["code"], "backupMissing");
}

#[test]
fn a_damaged_database_is_told_and_mended_by_the_next_verb() {
    let folder = tempfile::tempdir().unwrap();
    let terminal = desk(folder.path());
    terminal.run(&["db", "backup"]);
    spoil(folder.path());
    let output = terminal.output(&["db", "check"]);
    assert_eq!(output.status.code(), Some(9));
    let found: Value = serde_json::from_slice(&output.stdout).unwrap();
    assert!(found["damage"].is_string(), "{found}");

    // In words, as a person reads it.
    let output = Command::new(env!("CARGO_BIN_EXE_pondesk-cli"))
        .arg("--data-dir")
        .arg(folder.path())
        .args(["--memory", "account", "list"])
        .stdin(Stdio::null())
        .output()
        .unwrap();
    let told = String::from_utf8(output.stderr).unwrap();
    assert!(output.status.success(), "{told}");
    assert!(told.contains("The database was damaged. Restored the backup of "), "{told}");
    assert!(told.contains("moved-aside/"), "{told}");
    assert!(String::from_utf8(output.stdout).unwrap().contains("Hanoi"), "accounts are kept");
    assert_eq!(terminal.run(&["db", "check"])["damage"], Value::Null);
}

#[test]
fn beside_an_open_desk_it_is_checked_and_backed_up_but_nothing_else() {
    let folder = tempfile::tempdir().unwrap();
    let terminal = desk(folder.path());
    let mut served = Command::new(env!("CARGO_BIN_EXE_pondesk-cli"))
        .arg("--data-dir")
        .arg(folder.path())
        .args(["--memory", "--json", "serve"])
        .stdin(Stdio::null())
        .stdout(Stdio::piped())
        .spawn()
        .unwrap();
    let mut line = String::new();
    BufReader::new(served.stdout.take().unwrap()).read_line(&mut line).unwrap();
    assert!(line.contains("url"), "{line}");
    let name = terminal.run(&["db", "backup"])["name"].clone();
    assert_eq!(terminal.run(&["db", "check"])["backups"][0]["name"], name);
    for verb in [&["account", "list"][..], &["db", "restore"]] {
        assert_eq!(terminal.refused(9, verb)["code"], "deskInUse", "{verb:?}");
    }
    served.kill().unwrap();
    served.wait().unwrap();
    assert_eq!(terminal.run(&["account", "list"]).as_array().unwrap().len(), 1);
}

#[test]
fn a_newer_schema_is_told_and_not_touched() {
    let folder = tempfile::tempdir().unwrap();
    let terminal = desk(folder.path());
    let file = folder.path().join("desk.sqlite");
    let mut bytes = fs::read(&file).unwrap();
    // The header's user version.
    bytes[60..64].copy_from_slice(&999_u32.to_be_bytes());
    fs::write(&file, &bytes).unwrap();
    for verb in [&["account", "list"][..], &["db", "check"], &["db", "backup"], &["serve"]] {
        assert_eq!(terminal.refused(9, verb)["code"], "storeNewer", "{verb:?}");
    }
    assert_eq!(fs::read(&file).unwrap(), bytes);
}

/// Root may write everywhere, so the folder is mounted for reading only, where just the verb sees it. Exit 77: this system
/// allows no mount, so the folder's mode has to do.
#[cfg(unix)]
#[test]
fn a_folder_that_cannot_be_written_to_is_told() {
    use std::os::unix::fs::PermissionsExt;
    const READ_ONLY: &str = r#"mount --bind "$1" "$1" 2>/dev/null && mount -o remount,bind,ro "$1" 2>/dev/null || exit 77
exec "$2" --data-dir "$1" --json --memory account list"#;
    let folder = tempfile::tempdir().unwrap();
    desk(folder.path());
    let run = |program: &str, args: &[&str]| {
        Command::new(program)
            .args(args)
            .args(["sh", "-c", READ_ONLY, "sh"])
            .arg(folder.path())
            .arg(env!("CARGO_BIN_EXE_pondesk-cli"))
            .output()
    };
    let mounted = run("unshare", &["--map-root-user", "--mount"])
        .ok()
        .filter(|output| output.status.code() == Some(9) || output.status.success());
    let output = mounted.unwrap_or_else(|| {
        let mode = |mode| fs::set_permissions(folder.path(), PermissionsExt::from_mode(mode)).unwrap();
        mode(0o555);
        let output = Command::new(env!("CARGO_BIN_EXE_pondesk-cli"))
            .arg("--data-dir")
            .arg(folder.path())
            .args(["--json", "--memory", "account", "list"])
            .output();
        mode(0o755);
        output.unwrap()
    });
    let error: Value = serde_json::from_slice(&output.stderr).unwrap_or_else(|error| {
        panic!("{error}: {}", String::from_utf8_lossy(&output.stderr));
    });
    assert_eq!((output.status.code(), &error["code"]), (Some(9), &Value::from("storeReadOnly")));
}
