//! Cases as a desk lists them: what needs the user next stands first.

use pondesk_domain::{AccountId, CaseId, CaseTurn, EpochMs, OrderId, Platform, PlatformCaseId};
use rusqlite::params_from_iter;
use rusqlite::types::Value;

use super::KeptCase;
use super::rows::{self, rank};
use crate::column::{id, maybe_id, time};
use crate::orders::fold;
use crate::{Store, StoreError};

/// Most rows of one page.
const MOST_ROWS: u32 = 500;

/// Which cases are wanted. The default is all of them.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct CaseFilter {
    /// Only of this account.
    pub account_id: Option<AccountId>,
    /// Only of this platform.
    pub platform: Option<Platform>,
    /// Only in these turns; empty for all.
    pub turns: Vec<CaseTurn>,
    /// Words or parts of numbers, apart by blanks, all of which must be found.
    pub words: String,
}

/// A case as a list shows it.
pub type CaseRow = KeptCase;

/// A page of cases.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CasePage {
    /// The rows: by turn, and within it what runs out first; of what is over, what ended last.
    pub rows: Vec<CaseRow>,
    /// Cursor of the next page; `None` on the last.
    pub next: Option<String>,
    /// Cases in each turn, over account and platform of the filter.
    pub counts: Vec<(CaseTurn, u32)>,
    /// The oldest read of a case that goes on, same scope.
    pub read_at: Option<EpochMs>,
}

/// An open case that wants to be looked at again.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DueCase {
    /// This desk's id of it.
    pub case_id: CaseId,
    /// PandaPon's.
    pub platform_case_id: PlatformCaseId,
    /// Its order, once known.
    pub order_id: Option<OrderId>,
}

impl Store {
    /// A page of at most `limit` (and at most 500) cases, behind the cursor of the page before.
    ///
    /// # Errors
    /// [`StoreError::BadCursor`] when `after` is not from [`CasePage::next`].
    pub fn cases_page(
        &self,
        filter: &CaseFilter,
        after: Option<&str>,
        limit: u32,
    ) -> Result<CasePage, StoreError> {
        let limit = limit.clamp(1, MOST_ROWS);
        let after = after.map(|cursor| read_cursor(cursor).ok_or(StoreError::BadCursor)).transpose()?;
        self.read("list cases", |db| {
            let (mut wanted, mut values) = scope(filter);
            let in_scope = wanted.join(" AND ");
            let scope_values = values.clone();
            if !filter.turns.is_empty() {
                let ranks: Vec<_> = filter.turns.iter().map(|turn| rank(*turn)).collect();
                wanted.push("turn_rank IN (SELECT value FROM json_each(?))");
                values.push(Value::Text(crate::column::json(&ranks, "turns")?));
            }
            for term in filter.words.split_whitespace() {
                wanted.push("instr(search, ?) > 0");
                values.push(Value::Text(fold(term)));
            }
            if let Some((rank, clock, case_key)) = after {
                wanted.push("(turn_rank, clock, case_key) > (?, ?, ?)");
                values.extend([rank, clock, case_key].map(Value::Integer));
            }
            values.push(Value::Integer(i64::from(limit) + 1));
            let sql = format!(
                "SELECT * FROM cases WHERE {} ORDER BY turn_rank, clock, case_key LIMIT ?",
                wanted.join(" AND ")
            );
            let mut found = db
                .prepare_cached(&sql)?
                .query_and_then(params_from_iter(values), |row| {
                    let place: (i64, i64, i64) =
                        (row.get("turn_rank")?, row.get("clock")?, row.get("case_key")?);
                    Ok((place, rows::kept_from(row)?))
                })?
                .collect::<Result<Vec<_>, StoreError>>()?;
            let more = found.len() > limit as usize;
            found.truncate(limit as usize);
            let last = found.last().filter(|_| more).map(|(place, _)| write_cursor(*place)).transpose()?;
            let mut count = db.prepare_cached(&format!(
                "SELECT count(*), min(read_at) FROM cases WHERE {in_scope} AND turn_rank = ?"
            ))?;
            let (mut counts, mut read_at) = (Vec::new(), None::<i64>);
            for turn in CaseTurn::ALL {
                let of_turn = scope_values.iter().cloned().chain([Value::Integer(rank(turn))]);
                let (cases, oldest): (u32, Option<i64>) =
                    count.query_row(params_from_iter(of_turn), |row| Ok((row.get(0)?, row.get(1)?)))?;
                counts.push((turn, cases));
                if turn.is_open() {
                    read_at = read_at.into_iter().chain(oldest).min();
                }
            }
            Ok(CasePage {
                rows: found.into_iter().map(|(_, kept)| kept.into()).collect(),
                next: last,
                counts,
                read_at: read_at.map(EpochMs),
            })
        })
    }

    /// How many cases of an account, or of all, are in a turn.
    ///
    /// # Errors
    /// When the database refuses.
    pub fn count_cases(&self, account_id: Option<&AccountId>, turn: CaseTurn) -> Result<u32, StoreError> {
        self.read("count cases", |db| {
            let sql = "SELECT count(*) FROM cases WHERE turn_rank = ?1 AND (?2 IS NULL OR account_id = ?2)";
            Ok(db
                .prepare_cached(sql)?
                .query_row((rank(turn), account_id.map(AccountId::as_str)), |row| row.get(0))?)
        })
    }

    /// Cases of an account on a platform that go on and were not looked at since `before`, the longest waiting first.
    ///
    /// # Errors
    /// When the database refuses.
    pub fn cases_due(
        &self,
        account_id: &AccountId,
        platform: Platform,
        before: EpochMs,
        limit: u32,
    ) -> Result<Vec<DueCase>, StoreError> {
        self.read("list cases to look at", |db| {
            db.prepare_cached(
                "SELECT case_id, order_id, body ->> '$.platformCaseId' AS platform_case_id FROM cases
                 WHERE account_id = ? AND platform = ? AND turn_rank < 3 AND looked_at <= ?
                 ORDER BY looked_at LIMIT ?",
            )?
            .query_and_then((account_id.as_str(), platform.as_str(), before.0, limit), |row| {
                Ok(DueCase {
                    case_id: id(row, "case_id")?,
                    platform_case_id: id(row, "platform_case_id")?,
                    order_id: maybe_id(row, "order_id")?,
                })
            })?
            .collect()
        })
    }

    /// When the case that waits longest to be looked at was last looked at; `None` when none goes on.
    ///
    /// # Errors
    /// When the database refuses.
    pub fn oldest_look_at_cases(
        &self,
        account_id: &AccountId,
        platform: Platform,
    ) -> Result<Option<EpochMs>, StoreError> {
        self.read("look for cases to look at", |db| {
            db.prepare_cached(
                "SELECT looked_at FROM cases WHERE account_id = ? AND platform = ? AND turn_rank < 3
                 ORDER BY looked_at LIMIT 1",
            )?
            .query_and_then((account_id.as_str(), platform.as_str()), |row| time(row, "looked_at"))?
            .next()
            .transpose()
        })
    }

    /// Notes that a case was asked for, whether PandaPon told it or not.
    ///
    /// # Errors
    /// When the database refuses.
    pub fn note_case_look(
        &self,
        account_id: &AccountId,
        case_id: &CaseId,
        at: EpochMs,
    ) -> Result<(), StoreError> {
        let (account_id, case_id) = (account_id.clone(), case_id.clone());
        self.write("note a look at a case", move |tx| {
            tx.prepare_cached("UPDATE cases SET looked_at = ? WHERE account_id = ? AND case_id = ?")?
                .execute((at.0, account_id.as_str(), case_id.as_str()))?;
            Ok(())
        })
    }

    /// Orders of an account on a platform that have after-sales on a line and no case that this desk knows: 1688 lists no
    /// cases, its orders name them. The newest first.
    ///
    /// # Errors
    /// When the database refuses.
    pub fn orders_with_unknown_cases(
        &self,
        account_id: &AccountId,
        platform: Platform,
        limit: u32,
    ) -> Result<Vec<OrderId>, StoreError> {
        self.read("list orders with unknown cases", |db| {
            db.prepare_cached(
                "SELECT order_id FROM orders WHERE account_id = ?1 AND platform = ?2
                     AND after_sales
                     AND NOT EXISTS (SELECT 1 FROM cases
                         WHERE cases.account_id = ?1 AND cases.order_id = orders.order_id)
                 ORDER BY place DESC LIMIT ?3",
            )?
            .query_and_then((account_id.as_str(), platform.as_str(), limit), |row| id(row, "order_id"))?
            .collect()
        })
    }
}

fn scope(filter: &CaseFilter) -> (Vec<&'static str>, Vec<Value>) {
    let (mut wanted, mut values) = (vec!["turn_rank >= 0"], Vec::new());
    if let Some(account_id) = &filter.account_id {
        wanted.push("account_id = ?");
        values.push(Value::Text(account_id.to_string()));
    }
    if let Some(platform) = filter.platform {
        wanted.push("platform = ?");
        values.push(Value::Text(platform.as_str().to_owned()));
    }
    (wanted, values)
}

fn read_cursor(cursor: &str) -> Option<(i64, i64, i64)> {
    serde_json::from_slice(&hex::decode(cursor).ok()?).ok()
}

fn write_cursor(place: (i64, i64, i64)) -> Result<String, StoreError> {
    crate::column::json(&place, "cursor").map(hex::encode)
}
