use std::path::PathBuf;

use pondesk_domain::{EpochMs, OperationKind, OperationState, VoucherState};
use pondesk_store::{NewOperation, NewVoucher, StoreError};

use crate::given::{account_id, desk, intent, open, order_id, walk};

fn voucher(voucher_id: &str, bytes: &[u8]) -> NewVoucher {
    NewVoucher {
        voucher_id: voucher_id.into(),
        account_id: account_id(),
        order_id: order_id("1"),
        file_name: "../../转账 凭证.png".into(),
        media_type: "image/png".into(),
        bytes: bytes.to_vec(),
        remark: Some("paid on Monday".into()),
        kept_at: EpochMs(5),
    }
}

#[test]
fn bytes_survive_a_restart() {
    let (folder, store) = desk();
    let bytes: Vec<u8> = (0..=255).cycle().take(100_000).collect();
    let kept = store.keep_voucher(voucher("01", &bytes)).unwrap();
    assert_eq!((kept.state, kept.bytes), (VoucherState::Kept, 100_000));
    drop(store);
    let store = open(folder.path());
    assert_eq!(store.voucher_bytes(&kept.sha256).unwrap(), bytes);
    assert_eq!(store.voucher(&"01".into()).unwrap(), Some(kept.clone()));
    assert_eq!(store.vouchers(&account_id(), &order_id("1")).unwrap(), vec![kept]);
    assert_eq!(store.vouchers(&account_id(), &order_id("2")).unwrap(), vec![]);
}

#[test]
fn equal_bytes_are_one_file_and_nothing_else_is_left() {
    let (folder, store) = desk();
    let first = store.keep_voucher(voucher("01", b"proof")).unwrap();
    let second = store.keep_voucher(voucher("02", b"proof")).unwrap();
    assert_eq!(first.sha256, second.sha256);
    let files: Vec<PathBuf> = std::fs::read_dir(folder.path().join("vouchers"))
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .collect();
    assert_eq!(files, [folder.path().join("vouchers").join(format!("{}.png", first.sha256))]);
    let ids: Vec<_> = store.vouchers(&account_id(), &order_id("1")).unwrap();
    assert_eq!(ids, vec![second, first]);
}

#[test]
fn a_changed_or_lost_file_is_seen() {
    let (folder, store) = desk();
    let kept = store.keep_voucher(voucher("01", b"proof")).unwrap();
    let file = folder.path().join("vouchers").join(format!("{}.png", kept.sha256));
    std::fs::write(&file, b"prooF").unwrap();
    assert!(matches!(store.voucher_bytes(&kept.sha256), Err(StoreError::VoucherTampered { .. })));
    std::fs::remove_file(&file).unwrap();
    assert!(matches!(store.voucher_bytes(&kept.sha256), Err(StoreError::VoucherMissing { .. })));
    store.keep_voucher(voucher("02", b"proof")).unwrap();
    assert_eq!(store.voucher_bytes(&kept.sha256).unwrap(), b"proof");
}

#[test]
fn only_a_hash_that_is_kept_leads_to_a_file() {
    let (folder, store) = desk();
    std::fs::write(folder.path().join("secret.bin"), b"x").unwrap();
    for asked in ["../secret", "", "/etc/passwd", "%2e%2e/secret"] {
        assert!(matches!(store.voucher_bytes(asked), Err(StoreError::NoSuchVoucher)), "{asked}");
    }
}

#[test]
fn a_voucher_is_as_far_as_the_newest_operation_that_hands_it_in() {
    use OperationState::{Done, Dropped, Rejected, Sending, Unknown};
    let (_folder, store) = desk();
    store.keep_voucher(voucher("01", b"proof")).unwrap();
    let state = || store.voucher(&"01".into()).unwrap().unwrap().state;
    let hand_in = |operation_id: &str, voucher_id: &str| {
        let new = NewOperation {
            kind: OperationKind::HandInVoucher,
            order_ids: vec![order_id("1")],
            deed: format!(r#"{{"voucherId":"{voucher_id}"}}"#),
            ..intent(operation_id, operation_id)
        };
        store.write_intent(new).unwrap();
    };
    hand_in("op-1", "02");
    walk(&store, "op-1", &[Sending, Done]);
    assert_eq!(state(), VoucherState::Kept, "that is another voucher");
    hand_in("op-2", "01");
    assert_eq!(state(), VoucherState::Kept);
    walk(&store, "op-2", &[Sending, Unknown]);
    assert_eq!(state(), VoucherState::Unknown);
    walk(&store, "op-2", &[Dropped]);
    assert_eq!(state(), VoucherState::Kept);
    hand_in("op-3", "01");
    walk(&store, "op-3", &[Sending, Rejected]);
    assert_eq!(state(), VoucherState::Refused);
    hand_in("op-4", "01");
    walk(&store, "op-4", &[Sending, Done]);
    assert_eq!(state(), VoucherState::HandedIn);
    assert_eq!(store.vouchers(&account_id(), &order_id("1")).unwrap()[0].state, VoucherState::HandedIn);
}
