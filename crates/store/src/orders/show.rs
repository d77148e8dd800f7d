//! One order with its history.

use pondesk_domain::{AccountId, Change, EpochMs, Money, Order, OrderId};

use super::merge::Kept;
use super::{history, rows};
use crate::{KeptAnswer, Store, StoreError};

/// An order as all reads so far told it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct KeptOrder {
    /// The order.
    pub order: Order,
    /// The total before it last changed.
    pub was_total: Option<Money>,
    /// The newest read of it.
    pub read_at: EpochMs,
}

impl From<Kept> for KeptOrder {
    fn from(kept: Kept) -> Self {
        Self { order: kept.order, was_total: kept.was_total, read_at: kept.read_at }
    }
}

impl Store {
    /// One order.
    ///
    /// # Errors
    /// When the database refuses.
    pub fn order(&self, account_id: &AccountId, order_id: &OrderId) -> Result<Option<KeptOrder>, StoreError> {
        self.read("read an order", |db| {
            let found = rows::load(db, account_id, order_id)?;
            Ok(found.map(|(_, kept)| kept.into()))
        })
    }

    /// Everything that changed of an order, newest first.
    ///
    /// # Errors
    /// When the database refuses.
    pub fn order_changes(
        &self,
        account_id: &AccountId,
        order_id: &OrderId,
    ) -> Result<Vec<Change>, StoreError> {
        self.read("read the history of an order", |db| {
            let Some((order_key, kept)) = rows::load(db, account_id, order_id)? else { return Ok(vec![]) };
            let changes = history::of_order(db, order_key, kept.first_turn, &kept.titles())?;
            let platform = kept.order.platform;
            Ok(changes.into_iter().rev().map(|change| change.with_stages(platform)).collect())
        })
    }

    /// The newest answer of each operation that told of an order, newest first.
    ///
    /// # Errors
    /// When the database refuses.
    pub fn order_answers(
        &self,
        account_id: &AccountId,
        order_id: &OrderId,
    ) -> Result<Vec<KeptAnswer>, StoreError> {
        self.read("read the answers of an order", |db| {
            db.prepare_cached(
                "SELECT order_answers.* FROM order_answers JOIN orders USING (order_key)
                 WHERE account_id = ? AND order_id = ? ORDER BY order_answers.turn DESC, operation",
            )?
            .query_and_then((account_id.as_str(), order_id.as_str()), KeptAnswer::from_row)?
            .collect()
        })
    }
}
