//! Settling what is unknown: looks, adoption, and what must be known of an order before it is taken for one's own.

use pondesk_domain::{AccountId, EpochMs, Operation, OperationId, OperationKind, OrderId};
use rusqlite::{Connection, OptionalExtension};

use super::{Step, append_step, intent, story, take_step};
use crate::column::time;
use crate::{Store, StoreError};

impl Store {
    /// Appends a step that leaves an operation in its state, such as a look; durable when this returns. When the
    /// operation has other than `known` steps by now, somebody was faster: nothing is written.
    ///
    /// # Errors
    /// [`StoreError::NoSuchOperation`].
    pub fn note(
        &self,
        operation_id: &OperationId,
        known: usize,
        step: Step,
    ) -> Result<Operation, StoreError> {
        let operation_id = operation_id.clone();
        self.write("note a step of an operation", move |tx| {
            let state = story::state(tx, &operation_id)?;
            if step.next == state && story::steps(tx, &operation_id)?.len() == known {
                let answer = step.answer.clone();
                append_step(tx, &operation_id, &step.into_kept(), answer.as_deref())?;
            }
            story::operation(tx, &operation_id)
        })
    }

    /// Takes a step with an operation and links orders that were found to be made by it. An order belongs to one such
    /// operation only.
    ///
    /// # Errors
    /// [`StoreError::OrderTaken`] when another operation made one of them; as [`Store::move_to`].
    pub fn adopt(
        &self,
        operation_id: &OperationId,
        order_ids: Vec<OrderId>,
        step: Step,
    ) -> Result<Operation, StoreError> {
        let operation_id = operation_id.clone();
        self.write("adopt orders", move |tx| {
            let operation = story::operation(tx, &operation_id)?;
            if operation.kind == OperationKind::CreateOrder {
                for order_id in &order_ids {
                    let maker = maker_of(tx, &operation.account_id, order_id)?;
                    if let Some(by) = maker.filter(|maker| *maker != operation_id) {
                        return Err(StoreError::OrderTaken { order_id: order_id.clone(), by });
                    }
                }
            }
            take_step(tx, &operation_id, step)?;
            intent::link_orders(tx, &operation_id, &order_ids)?;
            story::operation(tx, &operation_id)
        })
    }

    /// The operation that made an order, when this desk knows it.
    ///
    /// # Errors
    /// When the database refuses.
    pub fn maker_of(
        &self,
        account_id: &AccountId,
        order_id: &OrderId,
    ) -> Result<Option<OperationId>, StoreError> {
        self.read("look for the maker of an order", |db| maker_of(db, account_id, order_id))
    }

    /// When this desk first read an order.
    ///
    /// # Errors
    /// When the database refuses.
    pub fn order_first_read_at(
        &self,
        account_id: &AccountId,
        order_id: &OrderId,
    ) -> Result<Option<EpochMs>, StoreError> {
        self.read("look for the first read of an order", |db| {
            db.prepare_cached("SELECT first_read_at FROM orders WHERE account_id = ? AND order_id = ?")?
                .query_and_then((account_id.as_str(), order_id.as_str()), |row| time(row, "first_read_at"))?
                .next()
                .transpose()
        })
    }
}

fn maker_of(
    db: &Connection,
    account_id: &AccountId,
    order_id: &OrderId,
) -> Result<Option<OperationId>, StoreError> {
    let maker: Option<String> = db
        .prepare_cached(
            "SELECT operation_id FROM operation_orders JOIN operations USING (operation_id)
             WHERE order_id = ? AND account_id = ? AND kind = ? LIMIT 1",
        )?
        .query_row((order_id.as_str(), account_id.as_str(), OperationKind::CreateOrder.as_str()), |row| {
            row.get(0)
        })
        .optional()?;
    Ok(maker.map(OperationId::from))
}
