use std::path::PathBuf;

use pondesk_domain::{EpochMs, VoucherState};
use pondesk_store::{NewVoucher, StoreError};

use crate::given::{account_id, desk, open, order_id};

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
fn a_voucher_moves() {
    let (_folder, store) = desk();
    store.keep_voucher(voucher("01", b"proof")).unwrap();
    for state in [VoucherState::Unknown, VoucherState::HandedIn, VoucherState::Refused, VoucherState::Kept] {
        assert_eq!(store.move_voucher(&"01".into(), state).unwrap().state, state);
        assert_eq!(store.voucher(&"01".into()).unwrap().unwrap().state, state);
    }
    let unknown = store.move_voucher(&"02".into(), VoucherState::Kept);
    assert!(matches!(unknown, Err(StoreError::NoSuchVoucher)));
}
