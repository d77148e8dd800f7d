//! Named values: seed, balance, clock, which signatures are taken.

use rusqlite::{Connection, OptionalExtension};
use serde::Serialize;
use serde::de::DeserializeOwned;

use crate::refusal::Refusal;

pub(crate) const SEED: &str = "seed";
pub(crate) const BALANCE: &str = "balanceFen";
pub(crate) const CLOCK: &str = "clock";
pub(crate) const ACCEPTANCE: &str = "acceptance";
pub(crate) const SKEW: &str = "skewSeconds";
pub(crate) const PAST: &str = "pastOrders";
pub(crate) const CALLBACK: &str = "callback";
pub(crate) const MORE_FREIGHT: &str = "moreFreightFen";

/// The value under a name, if one was kept.
pub(crate) fn get<T: DeserializeOwned>(connection: &Connection, name: &str) -> Result<Option<T>, Refusal> {
    let text: Option<String> = connection
        .prepare_cached("SELECT value FROM settings WHERE name = ?1")?
        .query_row([name], |row| row.get(0))
        .optional()?;
    Ok(text.map(|text| serde_json::from_str(&text)).transpose()?)
}

/// Keeps a value under a name.
pub(crate) fn set<T: Serialize>(connection: &Connection, name: &str, value: &T) -> Result<(), Refusal> {
    connection
        .prepare_cached(
            "INSERT INTO settings VALUES (?1, ?2) ON CONFLICT (name) DO UPDATE SET value = excluded.value",
        )?
        .execute((name, serde_json::to_string(value)?))?;
    Ok(())
}
