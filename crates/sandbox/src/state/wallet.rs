//! The balance that orders are paid from, in fen, and every movement of it.

use rusqlite::params;
use serde::Serialize;

use super::{Books, platform_name, settings};
use crate::catalogue::Platform;
use crate::refusal::{Code, Refusal};

/// What a new sandbox starts with: 50,000.00 yuan.
pub(crate) const STARTING_FEN: i64 = 5_000_000;

/// One movement of the balance.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct Movement {
    at_ms: i64,
    platform: String,
    order_id: String,
    kind: String,
    amount_fen: i64,
    balance_fen: i64,
}

impl Books<'_> {
    /// What is left, in fen.
    pub(crate) fn balance(&self) -> Result<i64, Refusal> {
        Ok(settings::get(&self.tx, settings::BALANCE)?.unwrap_or(STARTING_FEN))
    }

    /// Takes an order's sum from the balance, or refuses when it is too small.
    pub(crate) fn pay(&self, platform: Platform, order_id: &str, fen: i64) -> Result<(), Refusal> {
        let balance = self.balance()?;
        if balance < fen {
            let detail = format!("order {order_id} costs {fen} fen, the balance is {balance} fen");
            return Err(Refusal::new(Code::BalanceTooSmall, detail));
        }
        self.move_balance(platform_name(platform), order_id, "payment", -fen)
    }

    /// Gives an order's money back.
    pub(crate) fn refund(&self, platform: Platform, order_id: &str, fen: i64) -> Result<(), Refusal> {
        self.move_balance(platform_name(platform), order_id, "refund", fen)
    }

    /// Sets the balance, for tests.
    pub(crate) fn set_balance(&self, fen: i64) -> Result<(), Refusal> {
        let change = fen - self.balance()?;
        self.move_balance("", "", "set", change)
    }

    fn move_balance(&self, platform: &str, order_id: &str, kind: &str, fen: i64) -> Result<(), Refusal> {
        let balance = self.balance()? + fen;
        settings::set(&self.tx, settings::BALANCE, &balance)?;
        self.tx.execute(
            "INSERT INTO ledger (at_ms, platform, order_id, kind, amount_fen, balance_fen) VALUES (?, ?, ?, ?, ?, ?)",
            params![self.now_ms, platform, order_id, kind, fen, balance],
        )?;
        Ok(())
    }

    /// All movements, oldest first.
    pub(crate) fn ledger(&self) -> Result<Vec<Movement>, Refusal> {
        let mut statement = self.tx.prepare(
            "SELECT at_ms, platform, order_id, kind, amount_fen, balance_fen FROM ledger ORDER BY id",
        )?;
        let rows = statement.query_map([], |row| {
            Ok(Movement {
                at_ms: row.get(0)?,
                platform: row.get(1)?,
                order_id: row.get(2)?,
                kind: row.get(3)?,
                amount_fen: row.get(4)?,
                balance_fen: row.get(5)?,
            })
        })?;
        Ok(rows.collect::<Result<_, _>>()?)
    }
}
