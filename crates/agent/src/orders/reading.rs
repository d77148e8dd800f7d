//! Orders as PandaPon tells them now.

use pandapon::wire::{Extra, Rows};
use pandapon::{Answer, Client, alibaba1688, taobao};
use pondesk_domain::{
    AccountId, ChangeSource, EpochMs, Order, OrderId, Platform, PlatformOrderId, RequestId,
};
use pondesk_store::{Applied, KeptOrder, OrderRead};
use serde::Serialize;
use serde_json::Value;

use crate::api::{ChangedTable, CommandError, CommandResult, ErrorCode};
use crate::desk::Desk;
use crate::errors::unreadable_row;
use crate::reconcile::Glass;
use crate::translate;
use crate::translate::values::Origin;

/// Orders a page; the most that upstream gives.
pub(crate) const PAGE_SIZE: u32 = 50;

/// Reads one order from PandaPon.
///
/// # Errors
/// Those of the call, and [`ErrorCode::Unreadable`].
pub(crate) async fn read(
    client: &Client,
    account_id: &AccountId,
    platform: Platform,
    id: &PlatformOrderId,
    source: ChangeSource,
) -> CommandResult<OrderRead> {
    let origin = Origin { account_id, base_url: client.connection().base_url() };
    match platform {
        Platform::Taobao => {
            let answer = client.taobao().order(&taobao::OrderId::new(id.as_str())).await?;
            let order = translate::taobao::order::order(origin, &answer.data)?;
            Ok(told(order, &answer, pandapon::Operation::TaobaoGetOrder, source))
        }
        Platform::Alibaba1688 => {
            let answer = client.alibaba1688().order(&alibaba1688::OrderId::new(id.as_str())).await?;
            let order = translate::alibaba1688::order::order(origin, &answer.data)?;
            Ok(told(order, &answer, pandapon::Operation::Alibaba1688GetOrderDetail, source))
        }
    }
}

/// Reads one order and keeps it.
///
/// # Errors
/// As [`read`], and those of the store.
pub(crate) async fn read_and_keep(
    desk: &Desk,
    client: &Client,
    account_id: &AccountId,
    platform: Platform,
    id: &PlatformOrderId,
    source: ChangeSource,
) -> CommandResult<Order> {
    let read = read(client, account_id, platform, id, source).await?;
    let order = read.order.clone();
    keep(desk, vec![read]).await?;
    Ok(order)
}

/// Reads the order of an operation that is looked for, and keeps it.
///
/// # Errors
/// As [`read_and_keep`], and [`ErrorCode::OrderMissing`].
pub(crate) async fn read_known(
    glass: &Glass<'_>,
    order_id: &OrderId,
    source: ChangeSource,
) -> CommandResult<Order> {
    let account_id = &glass.operation.account_id;
    let kept = kept(glass.desk, account_id, order_id).await?.order;
    read_and_keep(glass.desk, glass.client, account_id, kept.platform, &kept.platform_order_id, source).await
}

/// Keeps orders in one transaction and tells which of them are new or changed.
///
/// # Errors
/// Those of the store.
pub(crate) async fn keep(desk: &Desk, reads: Vec<OrderRead>) -> CommandResult<Vec<Applied>> {
    let ids: Vec<_> = reads.iter().map(|read| read.order.order_id.clone()).collect();
    let applied = desk.store().run(move |store| store.apply_orders(reads)).await?;
    // Unchanged ones have a new age, so all are told.
    desk.changed(ChangedTable::Orders, ids);
    Ok(applied)
}

/// An order that this desk keeps.
///
/// # Errors
/// [`ErrorCode::OrderMissing`], and those of the store.
pub(crate) async fn kept(
    desk: &Desk,
    account_id: &AccountId,
    order_id: &OrderId,
) -> CommandResult<KeptOrder> {
    let (account_id, id) = (account_id.clone(), order_id.clone());
    let kept = desk.store().run(move |store| store.order(&account_id, &id)).await?;
    kept.ok_or_else(|| CommandError::field(ErrorCode::OrderMissing, "orderId").with("orderId", order_id))
}

/// One page of a platform's orders.
pub(crate) struct OrderRows {
    /// The orders that could be read.
    pub(crate) reads: Vec<OrderRead>,
    /// Rows that came, readable or not.
    pub(crate) came: usize,
    /// Why a row could not be read, of the first such.
    pub(crate) broken: Option<CommandError>,
}

/// Reads one page of a platform's orders, newest first. Orders that cannot be read cost only themselves.
///
/// # Errors
/// Those of the call; [`ErrorCode::Unreadable`] when orders came and none of them can be read.
pub(crate) async fn read_page(
    client: &Client,
    account_id: &AccountId,
    platform: Platform,
    page: u32,
) -> CommandResult<OrderRows> {
    let origin = Origin { account_id, base_url: client.connection().base_url() };
    match platform {
        Platform::Taobao => {
            let answer = client.taobao().orders(&taobao::OrdersQuery::new(page, PAGE_SIZE)).await?;
            let turn = |wire: &_| translate::taobao::order::order(origin, wire);
            rows(&answer, &answer.data.records, turn, pandapon::Operation::TaobaoPageOrders)
        }
        Platform::Alibaba1688 => {
            let answer = client.alibaba1688().orders(&alibaba1688::OrdersQuery::new(page, PAGE_SIZE)).await?;
            let turn = |wire: &_| translate::alibaba1688::order::order(origin, wire);
            rows(&answer, &answer.data.records, turn, pandapon::Operation::Alibaba1688ListOrders)
        }
    }
}

fn told<T>(
    order: Order,
    answer: &Answer<T>,
    operation: pandapon::Operation,
    source: ChangeSource,
) -> OrderRead {
    OrderRead {
        order,
        raw: answer.raw.clone(),
        operation: operation.id().to_owned(),
        source,
        request_id: answer.request_id.as_deref().map(RequestId::from),
        read_at: EpochMs(answer.received_at.as_millisecond()),
    }
}

fn rows<W: Serialize, T>(
    answer: &Answer<T>,
    records: &Rows<W>,
    turn: impl Fn(&W) -> CommandResult<Order>,
    operation: pandapon::Operation,
) -> CommandResult<OrderRows> {
    let mut broken = records.broken.first().map(|row| unreadable_row(row, "records"));
    let mut reads = Vec::with_capacity(records.read.len());
    for (wire, raw) in records.read.iter().zip(raw_records(&answer.raw, records)) {
        match turn(wire) {
            Ok(order) => reads.push(OrderRead { raw, ..told(order, answer, operation, ChangeSource::Sync) }),
            Err(error) => broken = broken.or(Some(error)),
        }
    }
    match broken {
        Some(error) if reads.is_empty() => Err(error),
        broken => Ok(OrderRows { reads, came: records.came(), broken }),
    }
}

/// Each record that was read as it came; where the raw list does not line up with what was read, as it was understood.
fn raw_records<W: Serialize>(raw: &str, records: &Rows<W>) -> Vec<String> {
    let page: Extra = serde_json::from_str(raw).unwrap_or_default();
    let came: Vec<&Value> = match page.get("records") {
        Some(Value::Array(records)) => records.iter().filter(|record| !record.is_null()).collect(),
        _ => Vec::new(),
    };
    if came.len() == records.came() {
        let is_read = |at: usize| records.broken.iter().all(|row| row.at != at);
        return came
            .into_iter()
            .enumerate()
            .filter(|(at, _)| is_read(*at))
            .map(|(_, row)| row.to_string())
            .collect();
    }
    records.read.iter().map(|record| serde_json::to_string(record).unwrap_or_default()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn page(raw: &str) -> CommandResult<OrderRows> {
        let data: taobao::OrderPage = pandapon::wire::read_text(raw).unwrap();
        let received_at = jiff::Timestamp::UNIX_EPOCH;
        let answer = Answer { data, raw: raw.to_owned(), request_id: None, received_at };
        let account_id = AccountId::from("1");
        let base_url = "https://api.example".parse().unwrap();
        let origin = Origin { account_id: &account_id, base_url: &base_url };
        let turn = |wire: &_| translate::taobao::order::order(origin, wire);
        rows(&answer, &answer.data.records, turn, pandapon::Operation::TaobaoPageOrders)
    }

    #[test]
    fn an_order_that_cannot_be_read_costs_only_itself_and_is_told() {
        let rows = page(
            r#"{"records": [null, {"orderId": "1", "new": 1.10}, {"orderId": "2", "purchaseAmount": "4.50"}, {"orderId": "3"}]}"#,
        )
        .unwrap();
        let raw: Vec<_> = rows.reads.iter().map(|read| read.raw.as_str()).collect();
        assert_eq!(raw, [r#"{"orderId":"1","new":1.10}"#, r#"{"orderId":"3"}"#]);
        let ids: Vec<_> = rows.reads.iter().map(|read| read.order.platform_order_id.as_str()).collect();
        assert_eq!(ids, ["1", "3"]);
        assert_eq!(rows.came, 3);
        let error = rows.broken.unwrap();
        assert_eq!(error.code, ErrorCode::Unreadable);
        assert_eq!(error.details["path"], "data.records[1].purchaseAmount");
    }

    #[test]
    fn an_order_without_an_id_is_told_too() {
        let rows = page(r#"{"records": [{"orderId": "1"}, {"purchaseAmount": 5}]}"#).unwrap();
        assert_eq!((rows.reads.len(), rows.came), (1, 2));
        assert_eq!(rows.broken.unwrap().code, ErrorCode::Unreadable);
    }

    #[test]
    fn a_page_of_which_nothing_can_be_read_is_an_error() {
        let error = page(r#"{"records": [{"orderId": []}]}"#).err().unwrap();
        assert_eq!(error.code, ErrorCode::Unreadable);
        assert_eq!(page(r#"{"records": []}"#).unwrap().came, 0);
    }
}
