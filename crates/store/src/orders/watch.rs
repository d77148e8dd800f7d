//! Which orders want to be looked at again.

use pondesk_domain::{AccountId, EpochMs, OrderId, OrderStage, Platform, PlatformOrderId, is_watched};

use crate::column::{from_word, id, time};
use crate::{Store, StoreError};

/// An order that wants to be looked at.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DueOrder {
    /// This desk's id of it.
    pub order_id: OrderId,
    /// PandaPon's id.
    pub platform_order_id: PlatformOrderId,
    /// How many orders of its account and platform are newer, as far as that was counted.
    pub rank: Option<u32>,
}

/// How the open orders of an account stand.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct WatchedOrders {
    /// Orders that are looked at every few minutes.
    pub open: u32,
    /// Of them those that want to be looked at now.
    pub due: u32,
    /// The oldest word on any of them.
    pub oldest: Option<EpochMs>,
}

impl Store {
    /// Orders of an account on a platform that want to be looked at, those that waited longest first. The newest `ranked`
    /// orders are counted, to say where in PandaPon's own list they stand.
    ///
    /// # Errors
    /// When the database refuses.
    pub fn orders_due(
        &self,
        account_id: &AccountId,
        platform: Platform,
        now: EpochMs,
        most: u32,
        ranked: u32,
    ) -> Result<Vec<DueOrder>, StoreError> {
        self.read("list what is to be looked at", |db| {
            let scope = (account_id.as_str(), platform.as_str());
            let mut due = db
                .prepare_cached(
                    "SELECT order_id, platform_order_id FROM orders
                     WHERE account_id = ? AND platform = ? AND look_at <= ? ORDER BY look_at LIMIT ?",
                )?
                .query_and_then((scope.0, scope.1, now.0, most), |row| {
                    let platform_order_id = id(row, "platform_order_id")?;
                    Ok(DueOrder { order_id: id(row, "order_id")?, platform_order_id, rank: None })
                })?
                .collect::<Result<Vec<_>, StoreError>>()?;
            if due.is_empty() {
                return Ok(due);
            }
            let newest: Vec<OrderId> = db
                .prepare_cached(
                    "SELECT order_id FROM orders WHERE account_id = ? AND platform = ? ORDER BY place DESC LIMIT ?",
                )?
                .query_and_then((scope.0, scope.1, ranked), |row| id(row, "order_id"))?
                .collect::<Result<_, StoreError>>()?;
            let ranks: std::collections::HashMap<&OrderId, u32> = newest.iter().zip(0..).collect();
            for order in &mut due {
                order.rank = ranks.get(&order.order_id).copied();
            }
            Ok(due)
        })
    }

    /// When the next order of an account on a platform wants to be looked at.
    ///
    /// # Errors
    /// When the database refuses.
    pub fn next_look(
        &self,
        account_id: &AccountId,
        platform: Platform,
    ) -> Result<Option<EpochMs>, StoreError> {
        self.read("read what is looked at next", |db| {
            let at: Option<i64> = db
                .prepare_cached(
                    "SELECT min(look_at) FROM orders WHERE account_id = ? AND platform = ? AND look_at IS NOT NULL",
                )?
                .query_row((account_id.as_str(), platform.as_str()), |row| row.get(0))?;
            Ok(at.map(EpochMs))
        })
    }

    /// How the open orders of an account stand.
    ///
    /// # Errors
    /// When the database refuses.
    pub fn watched_orders(
        &self,
        account_id: &AccountId,
        platform: Platform,
        now: EpochMs,
    ) -> Result<WatchedOrders, StoreError> {
        self.read("count open orders", |db| {
            let mut watched = WatchedOrders::default();
            // What is looked at within a day or is overdue: closed orders among these are few.
            let rows = db
                .prepare_cached(
                    "SELECT stage, changed_at, read_at, look_at FROM orders
                     WHERE account_id = ? AND platform = ? AND look_at < ?",
                )?
                .query_and_then((account_id.as_str(), platform.as_str(), now.plus_ms(600_000).0), |row| {
                    let stage: OrderStage = from_word(row.get("stage")?, "order stage")?;
                    let read_at = time(row, "read_at")?;
                    let open = is_watched(stage, time(row, "changed_at")?, read_at);
                    Ok((open, read_at, row.get::<_, i64>("look_at")? <= now.0))
                })?
                .collect::<Result<Vec<_>, StoreError>>()?;
            for (_, read_at, due) in rows.into_iter().filter(|(open, _, _)| *open) {
                watched.open += 1;
                watched.due += u32::from(due);
                watched.oldest = Some(watched.oldest.map_or(read_at, |oldest| oldest.min(read_at)));
            }
            Ok(watched)
        })
    }

    /// Sets when orders want to be looked at: at once because something may have happened to them, or later because they
    /// could not be read now.
    ///
    /// # Errors
    /// When the database refuses.
    pub fn look_at(
        &self,
        account_id: &AccountId,
        orders: Vec<OrderId>,
        at: EpochMs,
    ) -> Result<(), StoreError> {
        let account_id = account_id.clone();
        self.write("note when orders are looked at", move |tx| {
            let mut note =
                tx.prepare_cached("UPDATE orders SET look_at = ? WHERE account_id = ? AND order_id = ?")?;
            for order_id in &orders {
                note.execute((at.0, account_id.as_str(), order_id.as_str()))?;
            }
            Ok(())
        })
    }

    /// Brings in what a clock that was put back pushed into the future: no open order waits longer than from `now` on.
    ///
    /// # Errors
    /// When the database refuses.
    pub fn look_again_from(&self, now: EpochMs) -> Result<(), StoreError> {
        self.write("look again after the clock was put back", move |tx| {
            tx.execute(
                "UPDATE orders SET look_at = ?1
                 WHERE look_at > ?1 AND read_at > ?1 AND stage NOT IN ('completed', 'closed')",
                [now.0],
            )?;
            Ok(())
        })
    }
}
