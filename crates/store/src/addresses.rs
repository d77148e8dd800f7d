//! Delivery addresses as last read.

use pondesk_domain::{AccountId, Address, EpochMs};
use rusqlite::{OptionalExtension, Row};

use crate::column::id;
use crate::{Store, StoreError};

/// The addresses of an account as they were last read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct KeptAddresses {
    /// All of them, in PandaPon's order.
    pub addresses: Vec<Address>,
    /// The answer as it came.
    pub raw: String,
    /// When PandaPon told it.
    pub read_at: EpochMs,
}

impl Store {
    /// Keeps the addresses of an account. Addresses that were read before those kept change nothing.
    ///
    /// # Errors
    /// [`StoreError::NoSuchAccount`].
    pub fn keep_addresses(
        &self,
        account_id: &AccountId,
        addresses: &[Address],
        raw: &str,
        read_at: EpochMs,
    ) -> Result<(), StoreError> {
        let (account_id, addresses, raw) = (account_id.clone(), addresses.to_vec(), raw.to_owned());
        self.write("keep addresses", move |tx| {
            let account_id = account_id.as_str();
            let kept = tx.execute(
                "INSERT INTO address_books (account_id, raw, read_at) VALUES (?, ?, ?)
                 ON CONFLICT (account_id) DO UPDATE SET raw = excluded.raw, read_at = excluded.read_at
                 WHERE excluded.read_at >= read_at",
                (account_id, raw, read_at.0),
            )?;
            if kept == 0 {
                return Ok(());
            }
            tx.execute("DELETE FROM addresses WHERE account_id = ?", [account_id])?;
            let mut insert = tx.prepare_cached(
                "INSERT INTO addresses
                     (account_id, position, address_id, name, phone, province, city, district, street)
                 VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
            )?;
            for (position, address) in (0_u32..).zip(&addresses) {
                insert.execute((
                    account_id,
                    position,
                    address.address_id.as_str(),
                    &address.name,
                    &address.phone,
                    &address.province,
                    &address.city,
                    &address.district,
                    &address.street,
                ))?;
            }
            Ok(())
        })
    }

    /// The addresses of an account; `None` when they were never read.
    ///
    /// # Errors
    /// When the database refuses.
    pub fn addresses(&self, account_id: &AccountId) -> Result<Option<KeptAddresses>, StoreError> {
        self.read("read addresses", |db| {
            let account_id = account_id.as_str();
            let book: Option<(String, i64)> = db
                .prepare_cached("SELECT raw, read_at FROM address_books WHERE account_id = ?")?
                .query_row([account_id], |row| Ok((row.get(0)?, row.get(1)?)))
                .optional()?;
            let Some((raw, read_at)) = book else { return Ok(None) };
            let addresses = db
                .prepare_cached("SELECT * FROM addresses WHERE account_id = ? ORDER BY position")?
                .query_and_then([account_id], address_from)?
                .collect::<Result<_, StoreError>>()?;
            Ok(Some(KeptAddresses { addresses, raw, read_at: EpochMs(read_at) }))
        })
    }
}

fn address_from(row: &Row<'_>) -> Result<Address, StoreError> {
    Ok(Address {
        address_id: id(row, "address_id")?,
        name: row.get("name")?,
        phone: row.get("phone")?,
        province: row.get("province")?,
        city: row.get("city")?,
        district: row.get("district")?,
        street: row.get("street")?,
    })
}
