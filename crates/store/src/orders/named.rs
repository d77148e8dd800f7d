//! Orders by the names that the platforms have for them.

use pondesk_domain::{AccountId, OrderId, Platform};
use rusqlite::{Connection, OptionalExtension};

use crate::{Store, StoreError};

/// A name that a platform has for an order.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum OrderNumber {
    /// PandaPon's id on this platform.
    Platform(Platform, String),
    /// Taobao's own number, `salesOrderId`.
    Sales(String),
    /// Taobao's purchase order id.
    Purchase(String),
}

/// Whose order a number is of.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum OrderNamed {
    /// An order of the account that was asked for.
    Own(OrderId),
    /// An order of another account of this desk.
    Of(AccountId),
}

impl Store {
    /// The order that these numbers name, by the first that is known: of this account, else of another.
    ///
    /// # Errors
    /// When the database refuses.
    pub fn order_named(
        &self,
        account_id: &AccountId,
        numbers: &[OrderNumber],
    ) -> Result<Option<OrderNamed>, StoreError> {
        self.read("find an order by its number", |db| {
            for number in numbers {
                if let Some(order_id) = find(db, account_id, number)? {
                    return Ok(Some(OrderNamed::Own(order_id)));
                }
            }
            for number in numbers {
                if let Some(other) = find_elsewhere(db, account_id, number)? {
                    return Ok(Some(OrderNamed::Of(other)));
                }
            }
            Ok(None)
        })
    }
}

fn find(
    db: &Connection,
    account_id: &AccountId,
    number: &OrderNumber,
) -> Result<Option<OrderId>, StoreError> {
    let (wanted, value) = wanted(number);
    Ok(db
        .prepare_cached(&format!("SELECT order_id FROM orders WHERE account_id = ? AND {wanted}"))?
        .query_row((account_id.as_str(), value), |row| row.get::<_, String>(0))
        .optional()?
        .map(OrderId::from))
}

/// Asks account by account, so that each look goes by an index.
fn find_elsewhere(
    db: &Connection,
    account_id: &AccountId,
    number: &OrderNumber,
) -> Result<Option<AccountId>, StoreError> {
    let others: Vec<String> = db
        .prepare_cached("SELECT account_id FROM accounts WHERE account_id <> ?")?
        .query_map([account_id.as_str()], |row| row.get(0))?
        .collect::<Result<_, _>>()?;
    for other in others.into_iter().map(AccountId::from) {
        if find(db, &other, number)?.is_some() {
            return Ok(Some(other));
        }
    }
    Ok(None)
}

fn wanted(number: &OrderNumber) -> (&'static str, String) {
    match number {
        OrderNumber::Platform(platform, id) => ("order_id = ?", format!("{platform}:{id}")),
        OrderNumber::Sales(number) => ("platform = 'taobao' AND sales_order_id = ?", number.clone()),
        OrderNumber::Purchase(number) => ("platform = 'taobao' AND purchase_order_id = ?", number.clone()),
    }
}
