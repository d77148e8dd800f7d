//! Cart records: an offer, a SKU, a quantity. Prices are today's, never those of the day it was put in.

use rusqlite::{Row, params};

use super::{Books, platform_name, sql_id};
use crate::catalogue::Platform;
use crate::refusal::{Code, Refusal};

/// One record of a cart.
#[derive(Clone, Copy, Debug)]
pub(crate) struct CartRow {
    pub(crate) id: i64,
    pub(crate) offer_id: u64,
    pub(crate) sku_id: u64,
    pub(crate) quantity: u32,
}

impl Books<'_> {
    /// All records of a platform, oldest first.
    pub(crate) fn cart(&self, platform: Platform) -> Result<Vec<CartRow>, Refusal> {
        let mut statement = self.tx.prepare_cached(
            "SELECT id, offer_id, sku_id, quantity FROM cart WHERE platform = ?1 ORDER BY id",
        )?;
        let rows = statement.query_map([platform_name(platform)], read)?;
        Ok(rows.collect::<Result<_, _>>()?)
    }

    /// The records with these ids, in their order; refuses when one is missing or named twice.
    pub(crate) fn cart_rows(&self, platform: Platform, ids: &[i64]) -> Result<Vec<CartRow>, Refusal> {
        if ids.is_empty() {
            return Err(Refusal::new(Code::NoSuchCartRow, "no cart record id given"));
        }
        let all = self.cart(platform)?;
        let mut found: Vec<CartRow> = Vec::with_capacity(ids.len());
        for id in ids {
            let row =
                all.iter().find(|row| row.id == *id).ok_or_else(|| Refusal::new(Code::NoSuchCartRow, id))?;
            if found.iter().any(|earlier| earlier.id == row.id) {
                return Err(Refusal::new(Code::BadParameter, format_args!("cart record {id} named twice")));
            }
            found.push(*row);
        }
        Ok(found)
    }

    /// Puts goods in; more of the same SKU adds to its record.
    pub(crate) fn put_in_cart(
        &self,
        platform: Platform,
        offer_id: u64,
        sku_id: u64,
        quantity: u32,
    ) -> Result<(), Refusal> {
        self.tx.execute(
            "INSERT INTO cart (platform, offer_id, sku_id, quantity, added_ms) VALUES (?1, ?2, ?3, ?4, ?5)
             ON CONFLICT (platform, offer_id, sku_id) DO UPDATE SET quantity = quantity + excluded.quantity",
            params![platform_name(platform), sql_id(offer_id), sql_id(sku_id), quantity, self.now_ms],
        )?;
        Ok(())
    }

    /// Sets a record's quantity.
    pub(crate) fn set_cart_quantity(
        &self,
        platform: Platform,
        id: i64,
        quantity: u32,
    ) -> Result<(), Refusal> {
        let changed = self.tx.execute(
            "UPDATE cart SET quantity = ?3 WHERE platform = ?1 AND id = ?2",
            params![platform_name(platform), id, quantity],
        )?;
        if changed == 0 { Err(Refusal::new(Code::NoSuchCartRow, id)) } else { Ok(()) }
    }

    /// Takes records out.
    pub(crate) fn delete_cart_rows(&self, platform: Platform, ids: &[i64]) -> Result<(), Refusal> {
        for id in ids {
            let gone = self.tx.execute(
                "DELETE FROM cart WHERE platform = ?1 AND id = ?2",
                params![platform_name(platform), id],
            )?;
            if gone == 0 {
                return Err(Refusal::new(Code::NoSuchCartRow, id));
            }
        }
        Ok(())
    }
}

fn read(row: &Row<'_>) -> rusqlite::Result<CartRow> {
    let id = |column| Ok::<u64, rusqlite::Error>(row.get::<_, i64>(column)?.cast_unsigned());
    Ok(CartRow { id: row.get(0)?, offer_id: id(1)?, sku_id: id(2)?, quantity: row.get(3)? })
}
