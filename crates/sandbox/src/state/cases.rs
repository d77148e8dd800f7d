//! After-sales cases of both platforms: each as its own JSON, found by its id or its order.

use rusqlite::{OptionalExtension, params};
use serde::Serialize;
use serde::de::DeserializeOwned;

use super::orders::random_digits;
use super::{Books, platform_name};
use crate::catalogue::Platform;
use crate::refusal::{Code, Refusal};

/// A case that can be kept.
pub(crate) trait KeptCase: Serialize + DeserializeOwned {
    const PLATFORM: Platform;
    /// How the platform says that a case does not exist.
    const MISSING: Code;
    fn case_id(&self) -> &str;
    /// The platform id of its order.
    fn order_id(&self) -> &str;
    /// When it was opened, real epoch ms.
    fn created_ms(&self) -> i64;
}

impl Books<'_> {
    /// Keeps a new case or a changed one.
    pub(crate) fn save_case<C: KeptCase>(&self, case: &C) -> Result<(), Refusal> {
        self.tx
            .prepare_cached(
                "INSERT INTO cases (platform, case_id, order_id, created_ms, body) VALUES (?1, ?2, ?3, ?4, ?5)
                 ON CONFLICT (platform, case_id) DO UPDATE SET body = excluded.body",
            )?
            .execute(params![
                platform_name(C::PLATFORM),
                case.case_id(),
                case.order_id(),
                case.created_ms(),
                serde_json::to_string(case)?,
            ])?;
        Ok(())
    }

    /// The case with an id, or a refusal.
    pub(crate) fn case<C: KeptCase>(&self, case_id: &str) -> Result<C, Refusal> {
        let body: Option<String> = self
            .tx
            .prepare_cached("SELECT body FROM cases WHERE platform = ?1 AND case_id = ?2")?
            .query_row([platform_name(C::PLATFORM), case_id], |row| row.get(0))
            .optional()?;
        let body = body.ok_or_else(|| Refusal::new(C::MISSING, case_id))?;
        Ok(serde_json::from_str(&body)?)
    }

    /// The cases of an order, or of all orders, newest first.
    pub(crate) fn cases<C: KeptCase>(&self, order_id: Option<&str>) -> Result<Vec<C>, Refusal> {
        let mut statement = self.tx.prepare_cached(
            "SELECT body FROM cases WHERE platform = ?1 AND (?2 IS NULL OR order_id = ?2)
             ORDER BY created_ms DESC, rowid DESC",
        )?;
        let bodies = statement
            .query_map(params![platform_name(C::PLATFORM), order_id], |row| row.get::<_, String>(0))?;
        let mut cases = Vec::new();
        for body in bodies {
            cases.push(serde_json::from_str(&body?)?);
        }
        Ok(cases)
    }

    /// A new id, of a prefix and so many digits, that no case of the platform has.
    pub(crate) fn new_case_id(
        &self,
        platform: Platform,
        prefix: &str,
        digits: u32,
    ) -> Result<String, Refusal> {
        loop {
            let id = format!("{prefix}{}", random_digits(digits));
            let taken: bool = self
                .tx
                .prepare_cached("SELECT EXISTS (SELECT 1 FROM cases WHERE platform = ?1 AND case_id = ?2)")?
                .query_row([platform_name(platform), &id], |row| row.get(0))?;
            if !taken {
                return Ok(id);
            }
        }
    }
}
