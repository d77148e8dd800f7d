//! Killed in the middle of writes: whatever was acknowledged is there, and the file is whole.

use std::io::{BufRead, BufReader, Read, Write};
use std::path::Path;
use std::process::{Command, Stdio};

use pondesk_domain::{EpochMs, OperationState};
use pondesk_store::{NewVoucher, Step, Store};

use crate::given::{account, account_id, intent, open, order, order_id, raw_connection, read};

const FOLDER: &str = "PONDESK_TEST_KILLED_FOLDER";

/// Writes rounds of an intent, an order and a voucher, and tells each intent once it is acknowledged.
fn write_rounds(store: &Store, start: u32, rounds: u32, tell: &mut impl Write) {
    for round in start..start.saturating_add(rounds) {
        let operation_id = format!("op-{round:08}");
        store.write_intent(intent(&operation_id, &operation_id)).unwrap();
        writeln!(tell, "intent {operation_id}").unwrap();
        store.move_to(&operation_id.as_str().into(), Step::to(OperationState::Sending, EpochMs(2))).unwrap();
        writeln!(tell, "sending {operation_id}").unwrap();
        store.apply_order(read(order(&format!("{round}"), "头戴式耳机"), i64::from(round))).unwrap();
        let voucher = NewVoucher {
            voucher_id: format!("voucher-{round}").into(),
            account_id: account_id(),
            order_id: order_id("1"),
            file_name: "proof.pdf".into(),
            media_type: "application/pdf".into(),
            bytes: round.to_string().repeat(2000).into_bytes(),
            remark: None,
            kept_at: EpochMs(3),
        };
        let kept = store.keep_voucher(voucher).unwrap();
        writeln!(tell, "voucher {}", kept.sha256).unwrap();
    }
}

/// The child of the test below writes until it is killed; by itself this writes a few rounds.
#[test]
fn rounds_are_written() {
    if let Some(folder) = std::env::var_os(FOLDER) {
        let store = open(Path::new(&folder));
        store.save_account(&account()).unwrap();
        let counts = store.outbox_counts(None).unwrap();
        // Straight to the pipe: nothing that was told waits in a buffer.
        return write_rounds(
            &store,
            (counts.ready + counts.unknown) * 1_000,
            u32::MAX,
            &mut std::io::stderr(),
        );
    }
    let folder = tempfile::tempdir().unwrap();
    let store = open(folder.path());
    store.save_account(&account()).unwrap();
    let mut told = Vec::new();
    write_rounds(&store, 0, 3, &mut told);
    assert_eq!(String::from_utf8(told).unwrap().lines().count(), 9);
    assert_eq!(store.outbox_counts(None).unwrap().sending, 3);
}

/// Kills a writing child after it told `lines` lines; returns all that it told.
fn kill_after(folder: &Path, lines: usize) -> Vec<String> {
    let mut child = Command::new(std::env::current_exe().unwrap())
        .args(["--exact", "killed::rounds_are_written", "--nocapture"])
        .env(FOLDER, folder)
        .stdout(Stdio::null())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    let mut told = String::new();
    let mut pipe = BufReader::new(child.stderr.take().unwrap());
    for _ in 0..lines {
        assert_ne!(pipe.read_line(&mut told).unwrap(), 0, "the child ended by itself: {told}");
    }
    child.kill().unwrap();
    // What it told until its end counts too; a line that was cut in the middle does not.
    pipe.read_to_string(&mut told).unwrap();
    child.wait().unwrap();
    told.truncate(told.rfind('\n').map_or(0, |end| end + 1));
    told.lines().map(String::from).collect()
}

#[test]
fn what_was_acknowledged_survives_a_kill() {
    let folder = tempfile::tempdir().unwrap();
    let mut told = Vec::new();
    for lines in [1, 2, 3, 5, 8, 13, 40, 41, 42, 97] {
        told.extend(kill_after(folder.path(), lines));

        let store = open(folder.path());
        for line in &told {
            match line.split_once(' ').unwrap() {
                ("intent", id) => {
                    let operation = store.operation(&id.into()).unwrap();
                    assert!(operation.is_some(), "{id} was acknowledged and is lost");
                }
                ("sending", id) => {
                    let state = store.operation(&id.into()).unwrap().unwrap().state;
                    assert_eq!(state, OperationState::Unknown, "{id}");
                }
                ("voucher", sha256) => {
                    assert!(!store.voucher_bytes(sha256).unwrap().is_empty());
                }
                _ => panic!("{line}"),
            }
        }
        drop(store);
        let said: String =
            raw_connection(folder.path()).query_row("PRAGMA integrity_check", [], |row| row.get(0)).unwrap();
        assert_eq!(said, "ok");
    }
    assert!(told.len() >= 252, "{}", told.len());
}
