//! A case between its row and its type.

use pondesk_domain::{
    AccountId, AfterSalesCase, CaseId, CaseStatus, CaseTurn, EpochMs, OrderId, OrderLineId, PlatformOrderId,
    Speaker,
};
use rusqlite::{Connection, Row, Transaction, named_params};

use crate::StoreError;
use crate::column::{from_json, json, maybe_from_word, maybe_time, ms, time, word};
use crate::orders::fold;

/// A case as all reads so far told it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Kept {
    pub(super) case: AfterSalesCase,
    /// Who spoke last on it.
    pub(super) spoke_last: Option<Speaker>,
    /// The oldest read.
    pub(super) first_read_at: EpochMs,
    /// The newest read.
    pub(super) read_at: EpochMs,
    /// When its messages were last read.
    pub(super) messages_read_at: Option<EpochMs>,
    /// When it was last asked for, told or not.
    pub(super) looked_at: EpochMs,
}

impl Kept {
    /// A case that was never read before.
    pub(super) fn new(case: AfterSalesCase, read_at: EpochMs) -> Self {
        Self {
            case,
            spoke_last: None,
            first_read_at: read_at,
            read_at,
            messages_read_at: None,
            looked_at: read_at,
        }
    }

    pub(super) fn turn(&self) -> CaseTurn {
        self.case.turn(self.spoke_last)
    }

    /// Sorts within a turn: what runs out first; of what is over, what ended last.
    fn clock(&self) -> i64 {
        if self.turn().is_open() {
            return self.case.deadline.as_ref().map_or(i64::MAX, |deadline| deadline.at.0);
        }
        let ended = self.case.ended_at.or(self.case.changed_at).unwrap_or(self.read_at);
        ended.0.saturating_neg()
    }

    /// Folded words and numbers: cases are so few that looking through them all is quick.
    fn search(&self) -> String {
        let case = &self.case;
        let returned = case.returned.as_ref();
        let mut texts: Vec<&str> = vec![case.platform_case_id.as_str()];
        texts.extend(case.order_id.as_ref().map(OrderId::as_str));
        texts.extend(case.order_name.as_ref().map(PlatformOrderId::as_str));
        texts.extend(case.line_ids.iter().map(OrderLineId::as_str));
        let words = [&case.title, &case.seller_name, &case.reason, &case.words, &case.refusal, &case.note];
        texts.extend(words.into_iter().filter_map(Option::as_deref));
        texts.extend(returned.and_then(|returned| returned.waybill.as_deref()));
        texts.extend(returned.and_then(|returned| returned.carrier.as_deref()));
        fold(&texts.join("\n"))
    }
}

/// Where a turn stands in the order of a desk.
pub(super) fn rank(turn: CaseTurn) -> i64 {
    CaseTurn::ALL
        .into_iter()
        .position(|other| other == turn)
        .map_or(i64::MAX, |at| i64::try_from(at).unwrap_or(i64::MAX))
}

/// A case with its key.
pub(super) fn load(
    db: &Connection,
    account_id: &AccountId,
    case_id: &CaseId,
) -> Result<Option<(i64, Kept)>, StoreError> {
    db.prepare_cached("SELECT * FROM cases WHERE account_id = ? AND case_id = ?")?
        .query_and_then((account_id.as_str(), case_id.as_str()), |row| {
            Ok((row.get::<_, i64>("case_key")?, kept_from(row)?))
        })?
        .next()
        .transpose()
}

/// Reads a row. What its status means is read anew from the platform's word, so a newer Pondesk knows more of old rows.
pub(super) fn kept_from(row: &Row<'_>) -> Result<Kept, StoreError> {
    let mut case: AfterSalesCase = from_json(&row.get::<_, String>("body")?, "case")?;
    case.status = CaseStatus::read(case.platform, &case.status.raw);
    Ok(Kept {
        case,
        spoke_last: maybe_from_word(row.get("spoke_last")?, "speaker")?,
        first_read_at: time(row, "first_read_at")?,
        read_at: time(row, "read_at")?,
        messages_read_at: maybe_time(row, "messages_read_at")?,
        looked_at: time(row, "looked_at")?,
    })
}

/// Writes a case and returns its key.
pub(super) fn save(tx: &Transaction<'_>, case_key: Option<i64>, kept: &Kept) -> Result<i64, StoreError> {
    let case = &kept.case;
    let spoke_last = kept.spoke_last.map(|speaker| word(&speaker, "speaker")).transpose()?;
    Ok(tx
        .prepare_cached(
            "INSERT INTO cases (case_key, account_id, case_id, platform, order_id, order_name, body, turn_rank, clock,
                 search, spoke_last, first_read_at, read_at, messages_read_at, looked_at)
             VALUES (:case_key, :account_id, :case_id, :platform, :order_id, :order_name, :body, :turn_rank, :clock,
                 :search, :spoke_last, :first_read_at, :read_at, :messages_read_at, :looked_at)
             ON CONFLICT (case_key) DO UPDATE SET order_id = excluded.order_id, order_name = excluded.order_name,
                 body = excluded.body, turn_rank = excluded.turn_rank, clock = excluded.clock,
                 search = excluded.search, spoke_last = excluded.spoke_last, read_at = excluded.read_at,
                 messages_read_at = excluded.messages_read_at, looked_at = excluded.looked_at
             RETURNING case_key",
        )?
        .query_row(
            named_params! {
                ":case_key": case_key,
                ":account_id": case.account_id.as_str(),
                ":case_id": case.case_id.as_str(),
                ":platform": case.platform.as_str(),
                ":order_id": case.order_id.as_ref().map(OrderId::as_str),
                ":order_name": case.order_name.as_ref().map(PlatformOrderId::as_str),
                ":body": json(case, "case")?,
                ":turn_rank": rank(kept.turn()),
                ":clock": kept.clock(),
                ":search": kept.search(),
                ":spoke_last": spoke_last,
                ":first_read_at": kept.first_read_at.0,
                ":read_at": kept.read_at.0,
                ":messages_read_at": ms(kept.messages_read_at),
                ":looked_at": kept.looked_at.0,
            },
            |row| row.get(0),
        )?)
}
