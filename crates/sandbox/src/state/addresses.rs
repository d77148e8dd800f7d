//! The user's kept addresses.

use rusqlite::params;
use serde::Serialize;

use super::Books;
use crate::refusal::{Code, Refusal};

/// A kept address, as the wire shows it.
#[derive(Clone, Debug, Serialize)]
pub(crate) struct KeptAddress {
    pub(crate) id: i64,
    pub(crate) name: String,
    pub(crate) province: String,
    pub(crate) city: String,
    pub(crate) district: String,
    pub(crate) address: String,
    pub(crate) phone: String,
}

impl Books<'_> {
    /// All addresses, oldest first.
    pub(crate) fn addresses(&self) -> Result<Vec<KeptAddress>, Refusal> {
        let mut statement = self.tx.prepare_cached(
            "SELECT id, name, province, city, district, address, phone FROM addresses ORDER BY id",
        )?;
        let rows = statement.query_map([], |row| {
            Ok(KeptAddress {
                id: row.get(0)?,
                name: row.get(1)?,
                province: row.get(2)?,
                city: row.get(3)?,
                district: row.get(4)?,
                address: row.get(5)?,
                phone: row.get(6)?,
            })
        })?;
        Ok(rows.collect::<Result<_, _>>()?)
    }

    /// Adds an address (id 0) or changes one.
    pub(crate) fn save_address(&self, a: &KeptAddress) -> Result<(), Refusal> {
        if a.id == 0 {
            self.tx.execute(
                "INSERT INTO addresses (name, province, city, district, address, phone) VALUES (?, ?, ?, ?, ?, ?)",
                params![a.name, a.province, a.city, a.district, a.address, a.phone],
            )?;
            return Ok(());
        }
        let changed = self.tx.execute(
            "UPDATE addresses SET name = ?2, province = ?3, city = ?4, district = ?5, address = ?6, phone = ?7
             WHERE id = ?1",
            params![a.id, a.name, a.province, a.city, a.district, a.address, a.phone],
        )?;
        if changed == 0 { Err(Refusal::new(Code::NoSuchAddress, a.id)) } else { Ok(()) }
    }
}
