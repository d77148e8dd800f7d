//! What guards look at before money moves: the operations of the last day or weeks, with what they ordered.

use pondesk_domain::{
    AccountId, Consent, CountedOrder, EarlierOrder, EpochMs, Operation, OperationId, OperationKind,
    OrderedLine, Outlay, OutlayKind,
};
use rusqlite::{Connection, Transaction};

use super::story;
use crate::column::{from_json, from_word, id, json, money};
use crate::{Store, StoreError};

impl Store {
    /// What moved or committed money at or after `since` and was not refused: orders that were placed, then payments.
    ///
    /// # Errors
    /// When the database refuses.
    pub fn outlays_since(&self, account_id: &AccountId, since: EpochMs) -> Result<Vec<Outlay>, StoreError> {
        self.read("list what moved money", |db| {
            let mut outlays = Vec::new();
            for (kind, of) in [
                (OutlayKind::Placed, OperationKind::CreateOrder),
                (OutlayKind::Paid, OperationKind::PayOrders),
            ] {
                for operation in not_refused_since(db, account_id, of, since)? {
                    let orders = orders_of(db, &operation)?;
                    let Operation { operation_id, state, amount, .. } = operation;
                    outlays.push(Outlay { operation_id, kind, state, amount, orders });
                }
            }
            Ok(outlays)
        })
    }

    /// Orders that were sent at or after `since` and not refused, newest first.
    ///
    /// # Errors
    /// When the database refuses.
    pub fn orders_sent_since(
        &self,
        account_id: &AccountId,
        since: EpochMs,
    ) -> Result<Vec<EarlierOrder>, StoreError> {
        self.read("list what was ordered lately", |db| {
            let mut sent = not_refused_since(db, account_id, OperationKind::CreateOrder, since)?;
            sent.reverse();
            sent.into_iter()
                .map(|operation| {
                    Ok(EarlierOrder {
                        orders: orders_of(db, &operation)?,
                        lines: lines_of(db, &operation.operation_id)?,
                        operation_id: operation.operation_id,
                        state: operation.state,
                        at: operation.written_at,
                    })
                })
                .collect()
        })
    }
}

fn not_refused_since(
    db: &Connection,
    account_id: &AccountId,
    kind: OperationKind,
    since: EpochMs,
) -> Result<Vec<Operation>, StoreError> {
    let ids = db
        .prepare_cached(
            "SELECT operation_id FROM operations
             WHERE account_id = ? AND kind = ? AND written_at >= ? AND state NOT IN ('rejected', 'dropped')
             ORDER BY written_at, operation_id",
        )?
        .query_and_then((account_id.as_str(), kind.as_str(), since.0), |row| id(row, "operation_id"))?
        .collect::<Result<Vec<OperationId>, StoreError>>()?;
    ids.iter().map(|operation_id| story::operation(db, operation_id)).collect()
}

/// The orders of an operation as they stand now. One that was never read counts as open, at an unknown sum.
fn orders_of(db: &Connection, operation: &Operation) -> Result<Vec<CountedOrder>, StoreError> {
    let mut read =
        db.prepare_cached("SELECT total_fen, stage FROM orders WHERE account_id = ? AND order_id = ?")?;
    let mut orders = Vec::with_capacity(operation.order_ids.len());
    for order_id in &operation.order_ids {
        let known = read
            .query_and_then((operation.account_id.as_str(), order_id.as_str()), |row| {
                Ok::<_, StoreError>((money(row, "total_fen")?, from_word(row.get("stage")?, "order stage")?))
            })?
            .next()
            .transpose()?;
        let (total, stage) = known.unwrap_or((None, pondesk_domain::OrderStage::Unknown));
        orders.push(CountedOrder { order_id: order_id.clone(), total, stage });
    }
    Ok(orders)
}

fn lines_of(db: &Connection, operation_id: &OperationId) -> Result<Vec<OrderedLine>, StoreError> {
    db.prepare_cached("SELECT * FROM operation_lines WHERE operation_id = ? ORDER BY position")?
        .query_and_then([operation_id.as_str()], |row| {
            Ok(OrderedLine {
                offer_id: id(row, "offer_id")?,
                sku_id: id(row, "sku_id")?,
                quantity: row.get("quantity")?,
                receiver: row.get("receiver")?,
            })
        })?
        .collect()
}

/// What the user said yes to before an operation, in the order in which he was asked.
pub(super) fn consents_of(db: &Connection, operation_id: &OperationId) -> Result<Vec<Consent>, StoreError> {
    db.prepare_cached("SELECT consent FROM operation_consents WHERE operation_id = ? ORDER BY position")?
        .query_and_then([operation_id.as_str()], |row| {
            from_json(&row.get::<_, String>("consent")?, "consent")
        })?
        .collect()
}

/// Writes down what an operation orders and what the user said yes to.
pub(super) fn insert(
    tx: &Transaction<'_>,
    operation_id: &OperationId,
    lines: &[OrderedLine],
    consents: &[Consent],
) -> Result<(), StoreError> {
    let mut insert = tx.prepare_cached(
        "INSERT INTO operation_lines (operation_id, position, offer_id, sku_id, quantity, receiver)
         VALUES (?, ?, ?, ?, ?, ?)",
    )?;
    for (position, line) in (0i64..).zip(lines) {
        let OrderedLine { offer_id, sku_id, quantity, receiver } = line;
        let (offer_id, sku_id) = (offer_id.as_str(), sku_id.as_str());
        insert.execute((operation_id.as_str(), position, offer_id, sku_id, quantity, receiver))?;
    }
    let mut insert = tx.prepare_cached(
        "INSERT INTO operation_consents (operation_id, position, consent) VALUES (?, ?, ?)",
    )?;
    for (position, consent) in (0i64..).zip(consents) {
        insert.execute((operation_id.as_str(), position, json(consent, "consent")?))?;
    }
    Ok(())
}
