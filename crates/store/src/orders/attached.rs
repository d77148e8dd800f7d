//! Files that the user keeps beside orders: the bytes are safe on the disk, under their hash, before the row is written. A
//! file that is taken away loses its row alone, because a backup may still name it.

use pondesk_domain::{AccountId, EpochMs, OrderFile, OrderId, OwnData, Turn};
use rusqlite::{Transaction, named_params};
use sha2::{Digest, Sha256};

use super::{apply, history, own, rows};
use crate::{Store, StoreError};

/// A file to keep beside an order.
#[derive(Clone, PartialEq, Eq)]
pub struct NewOrderFile {
    /// Its own name.
    pub file_name: String,
    /// What the bytes are; the caller looked.
    pub media_type: String,
    /// The file.
    pub bytes: Vec<u8>,
}

impl Store {
    /// Puts a file to an order, with a line in its history. The same bytes again are the same file, under the newer name.
    /// They are read with [`Store::voucher_bytes`].
    ///
    /// # Errors
    /// [`StoreError::NoSuchOrder`], [`StoreError::TooManyFiles`] when the order has `most` others already,
    /// [`StoreError::DiskFull`], and what else the file system refuses.
    pub fn attach_file(
        &self,
        account_id: &AccountId,
        order_id: &OrderId,
        new: NewOrderFile,
        most: usize,
        turn: Turn,
        now: EpochMs,
    ) -> Result<OwnData, StoreError> {
        let file = OrderFile {
            sha256: hex::encode(Sha256::digest(&new.bytes)),
            file_name: new.file_name,
            media_type: new.media_type,
            bytes: u32::try_from(new.bytes.len())
                .map_err(|_| StoreError::Unreadable { what: "size of a file" })?,
            kept_at: now,
        };
        self.keep_file(&file.sha256, &file.media_type, &new.bytes)?;
        let (account_id, order_id) = (account_id.clone(), order_id.clone());
        self.write("put a file to an order", move |tx| {
            edit(tx, &account_id, &order_id, turn, now, |before| {
                let others = before.files.iter().filter(|other| other.sha256 != file.sha256).count();
                if others >= most {
                    return Err(StoreError::TooManyFiles { most });
                }
                tx.prepare_cached(
                    "INSERT INTO order_files (account_id, order_id, sha256, file_name, media_type, bytes, kept_at)
                     VALUES (:account_id, :order_id, :sha256, :file_name, :media_type, :bytes, :kept_at)
                     ON CONFLICT (account_id, order_id, sha256) DO UPDATE SET file_name = excluded.file_name",
                )?
                .execute(named_params! {
                    ":account_id": account_id.as_str(),
                    ":order_id": order_id.as_str(),
                    ":sha256": file.sha256,
                    ":file_name": file.file_name,
                    ":media_type": file.media_type,
                    ":bytes": file.bytes,
                    ":kept_at": file.kept_at.0,
                })?;
                Ok(())
            })
        })
    }

    /// Takes a file away from an order, with a line in its history. One that is not there is as good.
    ///
    /// # Errors
    /// [`StoreError::NoSuchOrder`].
    pub fn detach_file(
        &self,
        account_id: &AccountId,
        order_id: &OrderId,
        sha256: &str,
        turn: Turn,
        now: EpochMs,
    ) -> Result<OwnData, StoreError> {
        let (account_id, order_id, sha256) = (account_id.clone(), order_id.clone(), sha256.to_owned());
        self.write("take a file away from an order", move |tx| {
            edit(tx, &account_id, &order_id, turn, now, |_| {
                tx.prepare_cached(
                    "DELETE FROM order_files WHERE account_id = ? AND order_id = ? AND sha256 = ?",
                )?
                .execute((account_id.as_str(), order_id.as_str(), &sha256))?;
                Ok(())
            })
        })
    }
}

/// Changes the files of an order and tells its history what that came to.
fn edit(
    tx: &Transaction<'_>,
    account_id: &AccountId,
    order_id: &OrderId,
    turn: Turn,
    now: EpochMs,
    change: impl FnOnce(&OwnData) -> Result<(), StoreError>,
) -> Result<OwnData, StoreError> {
    let (order_key, _) = rows::load(tx, account_id, order_id)?
        .ok_or_else(|| StoreError::NoSuchOrder { order_id: order_id.clone() })?;
    let before = own::load(tx, account_id, order_id)?;
    change(&before)?;
    let own = own::load(tx, account_id, order_id)?;
    history::append(tx, order_key, turn, &own::differences(&before, &own, now))?;
    apply::note_turn(tx, turn)?;
    Ok(own)
}
