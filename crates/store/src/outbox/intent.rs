//! Writing an intent down.

use pondesk_domain::{
    AccountId, Consent, EpochMs, Money, Operation, OperationId, OperationKind, OperationState, OrderId,
    OrderedLine, Platform, StepEvent,
};
use rusqlite::{Connection, OptionalExtension, Transaction, named_params};

use super::{Step, append_step, guard, story, take_step};
use crate::column::fen;
use crate::{Store, StoreError};

/// An intent to write down before it is sent.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewOperation {
    /// Its id, a ULID.
    pub operation_id: OperationId,
    /// The account it acts for.
    pub account_id: AccountId,
    /// What it does.
    pub kind: OperationKind,
    /// Where, when it concerns one platform.
    pub platform: Option<Platform>,
    /// The orders it concerns.
    pub order_ids: Vec<OrderId>,
    /// Seller or receiver in words.
    pub subject: String,
    /// Pieces, when it places an order.
    pub pieces: Option<u32>,
    /// The sum it moves, when it does.
    pub amount: Option<Money>,
    /// Text that is the same for the same intent: while one is ready, sending or unknown, no second can be written.
    pub fingerprint: String,
    /// PandaPon's method and path.
    pub request_line: String,
    /// What will be sent, as JSON text, without any secret.
    pub request: String,
    /// What was decided, as JSON text, without any secret: enough to know it again at PandaPon and to do it again.
    pub deed: String,
    /// The operation that is sent again as this one. It is dropped in the same transaction.
    pub again_of: Option<OperationId>,
    /// Its goods, when it places an order.
    pub lines: Vec<OrderedLine>,
    /// What the user was asked before, and said yes to.
    pub consents: Vec<Consent>,
    /// Now.
    pub written_at: EpochMs,
}

impl Store {
    /// Writes an intent down as `ready`; durable when this returns.
    ///
    /// # Errors
    /// [`StoreError::AlreadyUnderWay`] when the same intent is not over yet, [`StoreError::NoSuchAccount`];
    /// [`StoreError::IllegalMove`] and [`StoreError::NoSuchOperation`] about the operation that is sent again.
    pub fn write_intent(&self, new: NewOperation) -> Result<Operation, StoreError> {
        self.write("write an intent down", move |tx| {
            if let Some(before) = &new.again_of {
                let step = Step::to(OperationState::Dropped, new.written_at).being(StepEvent::SentAgain);
                take_step(tx, before, step)?;
            }
            if let Some(operation_id) = under_way(tx, &new.account_id, &new.fingerprint)? {
                return Err(StoreError::AlreadyUnderWay { operation_id });
            }
            insert(tx, &new)?;
            link_orders(tx, &new.operation_id, &new.order_ids)?;
            guard::insert(tx, &new.operation_id, &new.lines, &new.consents)?;
            let first = Step::to(OperationState::Ready, new.written_at).into_kept();
            append_step(tx, &new.operation_id, &first, None)?;
            story::operation(tx, &new.operation_id)
        })
    }

    /// The operation with this fingerprint that is ready, sending or unknown.
    ///
    /// # Errors
    /// When the database refuses.
    pub fn under_way_for(
        &self,
        account_id: &AccountId,
        fingerprint: &str,
    ) -> Result<Option<Operation>, StoreError> {
        self.read("look for the same intent", |db| {
            under_way(db, account_id, fingerprint)?
                .map(|operation_id| story::operation(db, &operation_id))
                .transpose()
        })
    }
}

fn under_way(
    db: &Connection,
    account_id: &AccountId,
    fingerprint: &str,
) -> Result<Option<OperationId>, StoreError> {
    let operation_id: Option<String> = db
        .prepare_cached(
            "SELECT operation_id FROM operations
             WHERE account_id = ? AND fingerprint = ? AND state IN ('ready', 'sending', 'unknown')",
        )?
        .query_row((account_id.as_str(), fingerprint), |row| row.get(0))
        .optional()?;
    Ok(operation_id.map(OperationId::from))
}

fn insert(tx: &Transaction<'_>, new: &NewOperation) -> Result<(), StoreError> {
    tx.prepare_cached(
        "INSERT INTO operations (operation_id, account_id, kind, platform, subject, pieces, amount_fen, fingerprint,
             request_line, request, deed, again_of, state, written_at)
         VALUES (:operation_id, :account_id, :kind, :platform, :subject, :pieces, :amount_fen, :fingerprint,
             :request_line, :request, :deed, :again_of, :state, :written_at)",
    )?
    .execute(named_params! {
        ":operation_id": new.operation_id.as_str(),
        ":account_id": new.account_id.as_str(),
        ":kind": new.kind.as_str(),
        ":platform": new.platform.map(Platform::as_str),
        ":subject": new.subject,
        ":pieces": new.pieces,
        ":amount_fen": fen(new.amount),
        ":fingerprint": new.fingerprint,
        ":request_line": new.request_line,
        ":request": new.request,
        ":deed": new.deed,
        ":again_of": new.again_of.as_ref().map(OperationId::as_str),
        ":state": OperationState::Ready.as_str(),
        ":written_at": new.written_at.0,
    })?;
    Ok(())
}

/// Links orders to an operation, behind those linked before.
pub(super) fn link_orders(
    tx: &Transaction<'_>,
    operation_id: &OperationId,
    order_ids: &[OrderId],
) -> Result<(), StoreError> {
    let mut insert = tx.prepare_cached(
        "INSERT INTO operation_orders (operation_id, order_id, position)
         VALUES (?1, ?2, (SELECT count(*) FROM operation_orders WHERE operation_id = ?1))
         ON CONFLICT (operation_id, order_id) DO NOTHING",
    )?;
    for order_id in order_ids {
        insert.execute((operation_id.as_str(), order_id.as_str()))?;
    }
    Ok(())
}
