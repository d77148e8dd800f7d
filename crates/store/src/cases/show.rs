//! One case with its history, and the cases of an order.

use pondesk_domain::{
    AccountId, AfterSalesCase, CaseChange, CaseId, CaseStatus, CaseTurn, EpochMs, Operation, OperationId,
    OrderId, Platform, Speaker,
};
use rusqlite::Row;

use super::rows::{self, Kept};
use crate::column::{from_word, id, maybe_id, platform, time};
use crate::outbox;
use crate::{KeptAnswer, Store, StoreError};

/// A case as all reads so far told it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct KeptCase {
    /// The case.
    pub case: AfterSalesCase,
    /// Who spoke last on it.
    pub spoke_last: Option<Speaker>,
    /// Whose turn it is.
    pub turn: CaseTurn,
    /// When this desk first read of it.
    pub first_read_at: EpochMs,
    /// The newest read of it.
    pub read_at: EpochMs,
    /// When its messages were last read.
    pub messages_read_at: Option<EpochMs>,
}

impl From<Kept> for KeptCase {
    fn from(kept: Kept) -> Self {
        let turn = kept.turn();
        let Kept { case, spoke_last, first_read_at, read_at, messages_read_at, .. } = kept;
        Self { case, spoke_last, turn, first_read_at, read_at, messages_read_at }
    }
}

impl Store {
    /// One case.
    ///
    /// # Errors
    /// When the database refuses.
    pub fn case(&self, account_id: &AccountId, case_id: &CaseId) -> Result<Option<KeptCase>, StoreError> {
        self.read("read a case", |db| Ok(rows::load(db, account_id, case_id)?.map(|(_, kept)| kept.into())))
    }

    /// The cases of an order, the oldest first.
    ///
    /// # Errors
    /// When the database refuses.
    pub fn cases_of_order(
        &self,
        account_id: &AccountId,
        order_id: &OrderId,
    ) -> Result<Vec<KeptCase>, StoreError> {
        self.read("list the cases of an order", |db| {
            db.prepare_cached(
                "SELECT * FROM cases WHERE account_id = ? AND order_id = ? ORDER BY first_read_at, case_key",
            )?
            .query_and_then((account_id.as_str(), order_id.as_str()), |row| Ok(rows::kept_from(row)?.into()))?
            .collect()
        })
    }

    /// Everything that changed of a case, newest first.
    ///
    /// # Errors
    /// When the database refuses.
    pub fn case_changes(
        &self,
        account_id: &AccountId,
        case_id: &CaseId,
    ) -> Result<Vec<CaseChange>, StoreError> {
        self.read("read the history of a case", |db| {
            db.prepare_cached(
                "SELECT case_changes.*, platform FROM case_changes JOIN cases USING (case_key)
                 WHERE account_id = ? AND case_id = ? ORDER BY change_key DESC",
            )?
            .query_and_then((account_id.as_str(), case_id.as_str()), change_from)?
            .collect()
        })
    }

    /// The newest answer of each operation that told of a case, newest first.
    ///
    /// # Errors
    /// When the database refuses.
    pub fn case_answers(
        &self,
        account_id: &AccountId,
        case_id: &CaseId,
    ) -> Result<Vec<KeptAnswer>, StoreError> {
        self.read("read the answers of a case", |db| {
            db.prepare_cached(
                "SELECT case_answers.* FROM case_answers JOIN cases USING (case_key)
                 WHERE account_id = ? AND case_id = ? ORDER BY case_answers.read_at DESC, operation",
            )?
            .query_and_then((account_id.as_str(), case_id.as_str()), KeptAnswer::from_row)?
            .collect()
        })
    }

    /// What was done with a case from this desk, newest first: operations whose deed names it, and those that opened a case
    /// for its lines.
    ///
    /// # Errors
    /// When the database refuses.
    pub fn operations_for_case(
        &self,
        account_id: &AccountId,
        case_id: &CaseId,
    ) -> Result<Vec<Operation>, StoreError> {
        self.read("list the operations of a case", |db| {
            let Some((_, kept)) = rows::load(db, account_id, case_id)? else { return Ok(Vec::new()) };
            let lines = crate::column::json(&kept.case.line_ids, "line ids")?;
            let order_id = kept.case.order_id.as_ref().map(OrderId::as_str);
            let ids = db
                .prepare_cached(
                    "SELECT operation_id FROM operation_orders JOIN operations USING (operation_id)
                     WHERE order_id = ?1 AND account_id = ?2
                         AND (deed ->> '$.caseId' = ?3
                             OR kind = 'openCase' AND EXISTS (
                                 SELECT 1 FROM json_each(deed, '$.claim.lines') AS line
                                 WHERE line.value ->> '$.lineId' IN (SELECT value FROM json_each(?4))))
                     ORDER BY written_at DESC, operation_id DESC",
                )?
                .query_and_then((order_id, account_id.as_str(), case_id.as_str(), lines), |row| {
                    id(row, "operation_id")
                })?
                .collect::<Result<Vec<OperationId>, StoreError>>()?;
            ids.iter().map(|operation_id| outbox::operation(db, operation_id)).collect()
        })
    }
}

fn change_from(row: &Row<'_>) -> Result<CaseChange, StoreError> {
    let change = CaseChange {
        field: row.get("field")?,
        old: row.get("old_value")?,
        new: row.get("new_value")?,
        old_stage: None,
        new_stage: None,
        seen_at: time(row, "seen_at")?,
        source: from_word(row.get("source")?, "change source")?,
        request_id: maybe_id(row, "request_id")?,
    };
    Ok(staged(change, platform(row, "platform")?))
}

/// The same with what its values mean, when its field is the status; read anew each time, as with orders.
pub(super) fn staged(change: CaseChange, platform: Platform) -> CaseChange {
    let stage = |raw: &Option<String>| raw.as_deref().map(|raw| CaseStatus::read(platform, raw).stage);
    if change.field == "status" {
        CaseChange { old_stage: stage(&change.old), new_stage: stage(&change.new), ..change }
    } else {
        change
    }
}
