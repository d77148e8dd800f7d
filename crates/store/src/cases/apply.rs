//! Applying what PandaPon told of cases.

use pondesk_domain::{
    AfterSalesCase, CaseChange, CaseId, ChangeSource, EpochMs, Money, OrderId, Platform, RequestId,
};
use rusqlite::{Transaction, named_params};

use super::rows::{self, Kept};
use super::show::staged;
use crate::column::word;
use crate::{Store, StoreError};

/// A case as one answer of PandaPon told it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CaseRead {
    /// The case. What the answer did not tell is `None` or empty.
    pub case: AfterSalesCase,
    /// Its part of the answer, as it came.
    pub raw: String,
    /// The PandaPon operation that told it. The newest answer of each is kept.
    pub operation: String,
    /// Why it was read.
    pub source: ChangeSource,
    /// The call.
    pub request_id: Option<RequestId>,
    /// When PandaPon told it.
    pub read_at: EpochMs,
}

/// What applying a read did.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CaseApplied {
    /// The case.
    pub case_id: CaseId,
    /// Its order, once this desk knows it.
    pub order_id: Option<OrderId>,
    /// It was not kept before.
    pub new: bool,
    /// What differed, as it was appended to the history. Of a new case that is its status only.
    pub changed: Vec<CaseChange>,
}

impl Store {
    /// Applies reads of cases in one transaction: cases, answers and history, all or nothing.
    ///
    /// The newest answer on a case wins, whatever order they come in. What only other answers tell (the order, titles,
    /// pictures) stays where this one does not tell it. Applying a read again changes nothing.
    ///
    /// # Errors
    /// [`StoreError::NoSuchAccount`].
    pub fn apply_cases(&self, reads: Vec<CaseRead>) -> Result<Vec<CaseApplied>, StoreError> {
        self.write("keep cases", move |tx| reads.iter().map(|read| apply(tx, read)).collect())
    }
}

fn apply(tx: &Transaction<'_>, read: &CaseRead) -> Result<CaseApplied, StoreError> {
    let found = rows::load(tx, &read.case.account_id, &read.case.case_id)?;
    let new = found.is_none();
    let (case_key, before) = found.map_or((None, None), |(case_key, kept)| (Some(case_key), Some(kept)));
    let stale = before.as_ref().is_some_and(|before| before.read_at > read.read_at);
    let mut kept = match &before {
        Some(before) if stale => before.clone(),
        Some(before) => Kept {
            case: filled_up(&read.case, &before.case),
            read_at: read.read_at,
            looked_at: before.looked_at.max(read.read_at),
            ..before.clone()
        },
        None => Kept::new(read.case.clone(), read.read_at),
    };
    if kept.case.order_id.is_none() {
        kept.case.order_id = order_named(tx, &kept.case)?;
    }
    let case_key = rows::save(tx, case_key, &kept)?;
    keep_answer(tx, case_key, read)?;
    let differences = differences(before.as_ref().map(|before| &before.case), &kept.case);
    let changed = append(tx, case_key, differences, read)?;
    Ok(CaseApplied { case_id: kept.case.case_id, order_id: kept.case.order_id, new, changed })
}

/// The case as it is told now, with what only other answers tell.
fn filled_up(told: &AfterSalesCase, before: &AfterSalesCase) -> AfterSalesCase {
    let told = told.clone();
    AfterSalesCase {
        order_id: told.order_id.or_else(|| before.order_id.clone()),
        order_name: told.order_name.or_else(|| before.order_name.clone()),
        line_ids: if told.line_ids.is_empty() { before.line_ids.clone() } else { told.line_ids },
        title: told.title.or_else(|| before.title.clone()),
        picture: told.picture.or_else(|| before.picture.clone()),
        quantity: told.quantity.or(before.quantity),
        seller_name: told.seller_name.or_else(|| before.seller_name.clone()),
        reason_id: told.reason_id.or_else(|| before.reason_id.clone()),
        reason: told.reason.or_else(|| before.reason.clone()),
        asked: told.asked.or(before.asked),
        return_to: told.return_to.or_else(|| before.return_to.clone()),
        pictures: if told.pictures.is_empty() { before.pictures.clone() } else { told.pictures },
        opened_at: told.opened_at.or(before.opened_at),
        changed_at: told.changed_at.or(before.changed_at),
        ..told
    }
}

/// The order that Taobao's case names by its purchase order, once this desk has it.
fn order_named(tx: &Transaction<'_>, case: &AfterSalesCase) -> Result<Option<OrderId>, StoreError> {
    let (Platform::Taobao, Some(name)) = (case.platform, &case.order_name) else { return Ok(None) };
    tx.prepare_cached(
        "SELECT order_id FROM orders WHERE account_id = ? AND purchase_order_id = ? AND platform = ? LIMIT 1",
    )?
    .query_and_then((case.account_id.as_str(), name.as_str(), case.platform.as_str()), |row| {
        Ok(OrderId::from(row.get::<_, String>(0)?))
    })?
    .next()
    .transpose()
}

fn keep_answer(tx: &Transaction<'_>, case_key: i64, read: &CaseRead) -> Result<(), StoreError> {
    tx.prepare_cached(
        "INSERT INTO case_answers (case_key, operation, raw, read_at) VALUES (?, ?, ?, ?)
         ON CONFLICT (case_key, operation) DO UPDATE SET raw = excluded.raw, read_at = excluded.read_at
         WHERE excluded.read_at >= read_at",
    )?
    .execute((case_key, &read.operation, &read.raw, read.read_at.0))?;
    Ok(())
}

/// A field that differs, for the history.
type Difference = (&'static str, Option<String>, Option<String>);

/// What differs in what a user reads. A deadline is none of that: it follows from the status, and some platforms tell it
/// anew with every read.
fn differences(before: Option<&AfterSalesCase>, now: &AfterSalesCase) -> Vec<Difference> {
    let Some(before) = before else {
        return vec![("status", None, Some(now.status.raw.clone()))];
    };
    let fen = |money: Option<Money>| money.map(|money| money.minor().to_string());
    let noted = |case: &AfterSalesCase| -> Vec<(&'static str, Option<String>)> {
        let returned = case.returned.clone().unwrap_or_default();
        vec![
            ("status", Some(case.status.raw.clone())),
            ("kind", word(&case.kind, "case kind").ok()),
            ("goods", word(&case.goods, "goods state").ok()),
            ("reason", case.reason.clone()),
            ("asked", fen(case.asked)),
            ("askedFreight", fen(case.asked_freight)),
            ("words", case.words.clone()),
            ("refusal", case.refusal.clone()),
            ("note", case.note.clone()),
            ("refunded", fen(case.refunded)),
            ("carrier", returned.carrier),
            ("waybill", returned.waybill),
        ]
    };
    let pairs = noted(before).into_iter().zip(noted(now));
    pairs
        .filter(|((_, old), (_, new))| old != new)
        .map(|((field, old), (_, new))| (field, old, new))
        .collect()
}

fn append(
    tx: &Transaction<'_>,
    case_key: i64,
    differences: Vec<Difference>,
    read: &CaseRead,
) -> Result<Vec<CaseChange>, StoreError> {
    let mut insert = tx.prepare_cached(
        "INSERT INTO case_changes (case_key, field, old_value, new_value, seen_at, source, request_id)
         VALUES (:case_key, :field, :old_value, :new_value, :seen_at, :source, :request_id)",
    )?;
    let source = word(&read.source, "change source")?;
    let mut changed = Vec::with_capacity(differences.len());
    for (field, old, new) in differences {
        insert.execute(named_params! {
            ":case_key": case_key,
            ":field": field,
            ":old_value": old,
            ":new_value": new,
            ":seen_at": read.read_at.0,
            ":source": source,
            ":request_id": read.request_id.as_ref().map(RequestId::as_str),
        })?;
        let change = CaseChange {
            field: field.to_owned(),
            old,
            new,
            old_stage: None,
            new_stage: None,
            seen_at: read.read_at,
            source: read.source,
            request_id: read.request_id.clone(),
        };
        changed.push(staged(change, read.case.platform));
    }
    Ok(changed)
}
