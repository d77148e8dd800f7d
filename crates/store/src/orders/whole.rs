//! Whole orders, many at once: for what goes out of the desk.

use pondesk_domain::{AccountId, OrderFilter, OrderId, OrderSort, OwnData};
use rusqlite::Connection;

use super::wanted::End;
use super::{KeptOrder, list, own, rows};
use crate::column::id;
use crate::{Store, StoreError};

/// Most orders of one page.
const MOST_ORDERS: u32 = 500;

/// An order with what the user keeps beside it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct WholeOrder {
    /// The order.
    pub kept: KeptOrder,
    /// What the user keeps beside it.
    pub own: OwnData,
}

/// A page of whole orders.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct WholePage {
    /// The orders, sorted as asked.
    pub orders: Vec<WholeOrder>,
    /// Cursor of the next page; `None` on the last.
    pub next: Option<String>,
}

impl Store {
    /// A page of at most `limit` (and at most 500) whole orders, as [`Store::orders_page`] lists them.
    ///
    /// # Errors
    /// [`StoreError::BadCursor`].
    pub fn whole_orders_page(
        &self,
        filter: &OrderFilter,
        sort: OrderSort,
        after: Option<&str>,
        limit: u32,
    ) -> Result<WholePage, StoreError> {
        let after = after.map(|cursor| End::read(cursor, sort)).transpose()?;
        let limit = limit.clamp(1, MOST_ORDERS);
        self.read("read orders", |db| {
            let columns = "o.account_id, o.order_id, o.place, o.total_fen";
            let (names, next) = list::select(db, filter, sort, after, limit, columns, |row| {
                Ok(((id(row, "account_id")?, id(row, "order_id")?), list::end_of(row)?))
            })?;
            Ok(WholePage { orders: whole(db, &names)?, next })
        })
    }

    /// These orders, in this order, without those that are not kept here.
    ///
    /// # Errors
    /// When the database refuses.
    pub fn whole_orders(&self, names: &[(AccountId, OrderId)]) -> Result<Vec<WholeOrder>, StoreError> {
        self.read("read orders", |db| whole(db, names))
    }
}

fn whole(db: &Connection, names: &[(AccountId, OrderId)]) -> Result<Vec<WholeOrder>, StoreError> {
    let mut orders = Vec::with_capacity(names.len());
    for (account_id, order_id) in names {
        if let Some((_, kept)) = rows::load(db, account_id, order_id)? {
            orders.push(WholeOrder { kept: kept.into(), own: own::load(db, account_id, order_id)? });
        }
    }
    Ok(orders)
}
