//! Payment vouchers: the file is safe on the disk before its row is written. How far a voucher is follows from the
//! operation that hands it in, so that no crash comes between the two.

use std::io::{ErrorKind, Write};
use std::path::{Path, PathBuf};

use pondesk_domain::{AccountId, EpochMs, OperationState, OrderId, Voucher, VoucherId, VoucherState};
use rusqlite::{Connection, OptionalExtension, Row, named_params};
use sha2::{Digest, Sha256};

use crate::column::{id, time};
use crate::files::{make_private_folder, sync_folder};
use crate::{Store, StoreError};

/// Vouchers with the state of the newest operation that hands them in: its deed names the voucher.
const SELECT: &str = "SELECT vouchers.*, (
    SELECT state FROM operation_orders JOIN operations USING (operation_id)
    WHERE operation_orders.order_id = vouchers.order_id AND kind = 'handInVoucher'
        AND deed ->> '$.voucherId' = voucher_id
    ORDER BY written_at DESC, operation_id DESC LIMIT 1
) AS operation_state FROM vouchers";

/// A voucher to keep.
#[derive(Clone, PartialEq, Eq)]
pub struct NewVoucher {
    /// Its id, a ULID.
    pub voucher_id: VoucherId,
    /// The account that pays.
    pub account_id: AccountId,
    /// The order it pays.
    pub order_id: OrderId,
    /// The file's own name.
    pub file_name: String,
    /// What the bytes are; the caller looked.
    pub media_type: String,
    /// The file.
    pub bytes: Vec<u8>,
    /// What the user remarked.
    pub remark: Option<String>,
    /// Now.
    pub kept_at: EpochMs,
}

impl Store {
    /// Keeps a voucher: first its bytes, named by their hash, then its row. Both are durable when this returns.
    ///
    /// # Errors
    /// [`StoreError::NoSuchAccount`], [`StoreError::DiskFull`], and what else the file system refuses.
    pub fn keep_voucher(&self, new: NewVoucher) -> Result<Voucher, StoreError> {
        let sha256 = hex::encode(Sha256::digest(&new.bytes));
        self.keep_file(&sha256, &new.media_type, &new.bytes)?;
        let voucher = Voucher {
            voucher_id: new.voucher_id,
            order_id: new.order_id,
            file_name: new.file_name,
            bytes: u32::try_from(new.bytes.len())
                .map_err(|_| StoreError::Unreadable { what: "voucher size" })?,
            sha256,
            media_type: new.media_type,
            remark: new.remark,
            kept_at: new.kept_at,
            state: VoucherState::Kept,
        };
        let account_id = new.account_id;
        self.write("keep a voucher", move |tx| {
            tx.execute(
                "INSERT INTO vouchers (voucher_id, account_id, order_id, file_name, media_type, bytes, sha256, remark,
                     kept_at)
                 VALUES (:voucher_id, :account_id, :order_id, :file_name, :media_type, :bytes, :sha256, :remark,
                     :kept_at)",
                named_params! {
                    ":voucher_id": voucher.voucher_id.as_str(),
                    ":account_id": account_id.as_str(),
                    ":order_id": voucher.order_id.as_str(),
                    ":file_name": voucher.file_name,
                    ":media_type": voucher.media_type,
                    ":bytes": voucher.bytes,
                    ":sha256": voucher.sha256,
                    ":remark": voucher.remark,
                    ":kept_at": voucher.kept_at.0,
                },
            )?;
            Ok(voucher)
        })
    }

    /// One voucher.
    ///
    /// # Errors
    /// When the database refuses.
    pub fn voucher(&self, voucher_id: &VoucherId) -> Result<Option<Voucher>, StoreError> {
        self.read("read a voucher", |db| voucher(db, voucher_id))
    }

    /// The vouchers of an order, newest first.
    ///
    /// # Errors
    /// When the database refuses.
    pub fn vouchers(&self, account_id: &AccountId, order_id: &OrderId) -> Result<Vec<Voucher>, StoreError> {
        self.read("list vouchers", |db| {
            db.prepare_cached(&format!(
                "{SELECT} WHERE account_id = ? AND order_id = ? ORDER BY kept_at DESC, voucher_id DESC"
            ))?
            .query_and_then((account_id.as_str(), order_id.as_str()), voucher_from)?
            .collect()
        })
    }

    /// The bytes of a voucher, of evidence or of a file beside an order, exactly as they were kept.
    ///
    /// # Errors
    /// [`StoreError::NoSuchVoucher`] when none of them has this hash, [`StoreError::VoucherMissing`] when its file is
    /// gone, [`StoreError::VoucherTampered`] when it has other bytes.
    pub fn voucher_bytes(&self, sha256: &str) -> Result<Vec<u8>, StoreError> {
        let media_type: Option<String> = self.read("read a voucher", |db| {
            let sql = "SELECT media_type FROM vouchers WHERE sha256 = ?1
                       UNION ALL SELECT media_type FROM evidence WHERE sha256 = ?1
                       UNION ALL SELECT media_type FROM order_files WHERE sha256 = ?1 LIMIT 1";
            Ok(db.prepare_cached(sql)?.query_row([sha256], |row| row.get(0)).optional()?)
        })?;
        // Only a hash that is in the table becomes a part of a path.
        let file = self.voucher_file(sha256, &media_type.ok_or(StoreError::NoSuchVoucher)?);
        let bytes = std::fs::read(&file).map_err(|source| match source.kind() {
            ErrorKind::NotFound => StoreError::VoucherMissing { sha256: sha256.to_owned() },
            _ => StoreError::File { file, source },
        })?;
        if hex::encode(Sha256::digest(&bytes)) == sha256 {
            Ok(bytes)
        } else {
            Err(StoreError::VoucherTampered { sha256: sha256.to_owned() })
        }
    }

    /// Vouchers, evidence and files beside orders whose file is missing or has other bytes, by SHA-256.
    pub(crate) fn bad_vouchers(&self) -> Result<Vec<String>, StoreError> {
        let hashes: Vec<String> = self.read("list vouchers", |db| {
            let mut hashes = db.prepare_cached(
                "SELECT sha256 FROM vouchers UNION SELECT sha256 FROM evidence UNION SELECT sha256 FROM order_files
                 ORDER BY sha256",
            )?;
            Ok(hashes.query_map([], |row| row.get(0))?.collect::<Result<_, _>>()?)
        })?;
        Ok(hashes.into_iter().filter(|sha256| self.voucher_bytes(sha256).is_err()).collect())
    }

    /// Puts bytes into the folder of vouchers, evidence and files beside orders, under their hash: durable when this returns.
    ///
    /// # Errors
    /// [`StoreError::DiskFull`], and what else the file system refuses.
    pub(crate) fn keep_file(&self, sha256: &str, media_type: &str, bytes: &[u8]) -> Result<(), StoreError> {
        self.writable()?;
        let file = self.voucher_file(sha256, media_type);
        keep_bytes(&file, bytes).map_err(|source| StoreError::file(&file, self.data_dir(), source))
    }

    fn voucher_file(&self, sha256: &str, media_type: &str) -> PathBuf {
        let extension = match media_type {
            "image/jpeg" => "jpg",
            "image/png" => "png",
            "image/webp" => "webp",
            "application/pdf" => "pdf",
            _ => "bin",
        };
        self.data_dir().join("vouchers").join(format!("{sha256}.{extension}"))
    }
}

/// Writes bytes under their final name: whole and durable, or not at all.
fn keep_bytes(file: &Path, bytes: &[u8]) -> std::io::Result<()> {
    let folder = file.parent().unwrap_or(Path::new("."));
    make_private_folder(folder)?;
    // A file that is there may be an earlier voucher with the same bytes, or one that was damaged: it is written anew.
    let mut temporary = tempfile::NamedTempFile::new_in(folder)?;
    temporary.write_all(bytes)?;
    temporary.as_file().sync_all()?;
    temporary.persist(file)?;
    sync_folder(folder)?;
    folder.parent().map_or(Ok(()), sync_folder)
}

fn voucher(db: &Connection, voucher_id: &VoucherId) -> Result<Option<Voucher>, StoreError> {
    db.prepare_cached(&format!("{SELECT} WHERE voucher_id = ?"))?
        .query_and_then([voucher_id.as_str()], voucher_from)?
        .next()
        .transpose()
}

fn voucher_from(row: &Row<'_>) -> Result<Voucher, StoreError> {
    let operation: Option<String> = row.get("operation_state")?;
    let operation = operation
        .map(|word| OperationState::parse(&word).ok_or(StoreError::Unreadable { what: "operation state" }));
    Ok(Voucher {
        voucher_id: id(row, "voucher_id")?,
        order_id: id(row, "order_id")?,
        file_name: row.get("file_name")?,
        media_type: row.get("media_type")?,
        bytes: row.get("bytes")?,
        sha256: row.get("sha256")?,
        remark: row.get("remark")?,
        kept_at: time(row, "kept_at")?,
        state: state_after(operation.transpose()?),
    })
}

/// How far a voucher is when the operation that hands it in is so far.
fn state_after(operation: Option<OperationState>) -> VoucherState {
    use OperationState::{Done, Dropped, Ready, Rejected, Sending, Unknown};
    match operation {
        None | Some(Ready | Sending | Dropped) => VoucherState::Kept,
        Some(Unknown) => VoucherState::Unknown,
        Some(Done) => VoucherState::HandedIn,
        Some(Rejected) => VoucherState::Refused,
    }
}
