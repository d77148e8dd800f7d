//! Pages of orders as PandaPon tells them.

use pandapon::wire::{Count, Rows};
use pandapon::{Answer, Client, alibaba1688, taobao};
use pondesk_domain::{AccountId, EpochMs, Order, Platform, RequestId, Turn};
use pondesk_store::{BrokenRow, OrderRead};
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};
use serde_json::Value;
use serde_json::value::RawValue;

use super::reading::told;
use crate::api::{CommandError, CommandResult, ErrorCode};
use crate::desk::Desk;
use crate::errors::unreadable_row;
use crate::translate;
use crate::translate::values::Origin;

/// Orders a page; the most that upstream gives.
pub(crate) const PAGE_SIZE: u32 = 50;

/// What PandaPon answered to the question for a page.
#[derive(Debug, Clone)]
pub(crate) struct PageAnswer {
    /// The data, JSON.
    pub(crate) raw: String,
    /// The call.
    pub(crate) request_id: Option<RequestId>,
    /// The desk's number of the question.
    pub(crate) turn: Turn,
    /// When it came.
    pub(crate) read_at: EpochMs,
}

/// One page of a platform's orders.
pub(crate) struct OrderRows {
    /// The answer that told them.
    pub(crate) answer: PageAnswer,
    /// The orders that could be read.
    pub(crate) reads: Vec<OrderRead>,
    /// Rows that came, readable or not.
    pub(crate) came: usize,
    /// Orders that there are, as the platform told.
    pub(crate) total: Option<u32>,
    /// Rows of a full page, as the platform told.
    pub(crate) page_size: Option<u32>,
    /// The rows that could not be read, each with why.
    pub(crate) broken: Vec<(BrokenRow, CommandError)>,
}

impl OrderRows {
    /// The same, when any row could be read or none came.
    ///
    /// # Errors
    /// [`ErrorCode::Unreadable`] when orders came and none of them can be read.
    pub(crate) fn readable(mut self) -> CommandResult<Self> {
        if self.reads.is_empty() && !self.broken.is_empty() {
            Err(self.broken.swap_remove(0).1)
        } else {
            Ok(self)
        }
    }

    /// Why the first row that could not be read could not.
    pub(crate) fn first_broken(&self) -> Option<CommandError> {
        self.broken.first().map(|(_, error)| error.clone())
    }
}

/// Which page is asked for.
#[derive(Debug, Clone, Copy)]
pub(crate) struct PageAsked {
    /// From 1.
    pub(crate) page: u32,
    /// Only orders placed until this time.
    pub(crate) until: Option<EpochMs>,
}

/// Reads one page of a platform's orders, newest first. Orders that cannot be read cost only themselves.
///
/// # Errors
/// Those of the call.
pub(crate) async fn read(
    desk: &Desk,
    client: &Client,
    account_id: &AccountId,
    platform: Platform,
    asked: PageAsked,
) -> CommandResult<OrderRows> {
    let origin = Origin { account_id, base_url: client.connection().base_url() };
    let until = asked.until.and_then(|until| jiff::Timestamp::from_millisecond(until.0).ok());
    let turn = desk.next_turn();
    match platform {
        Platform::Taobao => {
            let mut query = taobao::OrdersQuery::new(asked.page, PAGE_SIZE);
            query.end_time = until;
            Ok(taobao_rows(origin, turn, client.taobao().orders(&query).await?))
        }
        Platform::Alibaba1688 => {
            let mut query = alibaba1688::OrdersQuery::new(asked.page, PAGE_SIZE);
            query.create_end_time = until;
            Ok(alibaba1688_rows(origin, turn, client.alibaba1688().orders(&query).await?))
        }
    }
}

/// Reads what was answered to [`read`] before.
///
/// # Errors
/// [`ErrorCode::Unreadable`].
pub(crate) fn read_again(
    origin: Origin<'_>,
    platform: Platform,
    answer: PageAnswer,
) -> CommandResult<OrderRows> {
    match platform {
        Platform::Taobao => Ok(taobao_rows(origin, answer.turn, typed(answer)?)),
        Platform::Alibaba1688 => Ok(alibaba1688_rows(origin, answer.turn, typed(answer)?)),
    }
}

fn typed<T: DeserializeOwned + Default>(answer: PageAnswer) -> CommandResult<Answer<T>> {
    let unreadable = |error: String| CommandError::new(ErrorCode::Unreadable).saying(error);
    Ok(Answer {
        data: pandapon::wire::read_text(&answer.raw).map_err(|misfit| unreadable(misfit.to_string()))?,
        received_at: jiff::Timestamp::from_millisecond(answer.read_at.0)
            .map_err(|error| unreadable(error.to_string()))?,
        request_id: answer.request_id.map(|id| id.as_str().to_owned()),
        raw: answer.raw,
    })
}

fn taobao_rows(origin: Origin<'_>, turn: Turn, answer: Answer<taobao::OrderPage>) -> OrderRows {
    let (total, size) = (told_count(answer.data.total), told_count(answer.data.page_size));
    let operation = pandapon::Operation::TaobaoPageOrders;
    let page = Page { platform: Platform::Taobao, turn, total, size, operation };
    rows(origin, &page, answer, |data| &data.records, translate::taobao::order::order)
}

fn alibaba1688_rows(origin: Origin<'_>, turn: Turn, answer: Answer<alibaba1688::OrderPage>) -> OrderRows {
    let total = told_count(answer.data.total);
    let operation = pandapon::Operation::Alibaba1688ListOrders;
    let page = Page { platform: Platform::Alibaba1688, turn, total, size: None, operation };
    rows(origin, &page, answer, |data| &data.records, translate::alibaba1688::order::order)
}

fn told_count(count: Option<Count>) -> Option<u32> {
    count.and_then(|count| u32::try_from(count.get()).ok())
}

/// What the answer of a page says of all its rows.
struct Page {
    platform: Platform,
    turn: Turn,
    total: Option<u32>,
    size: Option<u32>,
    operation: pandapon::Operation,
}

fn rows<'a, W: Serialize, T>(
    origin: Origin<'a>,
    page: &Page,
    answer: Answer<T>,
    records: impl FnOnce(&T) -> &Rows<W>,
    order: impl Fn(Origin<'a>, &W) -> CommandResult<Order>,
) -> OrderRows {
    let read_at = EpochMs(answer.received_at.as_millisecond());
    let request_id = answer.request_id.as_deref().map(RequestId::from);
    let records = records(&answer.data);
    let broken_row = |raw: &Value, error: CommandError| {
        let row = BrokenRow {
            account_id: origin.account_id.clone(),
            platform: page.platform,
            operation: page.operation.id().to_owned(),
            number: number_of(page.platform, raw),
            path: error.details.get("path").cloned().unwrap_or_default(),
            reason: error.said.clone().unwrap_or_default(),
            raw: raw.to_string(),
            request_id: request_id.clone(),
            seen_at: read_at,
        };
        (row, error)
    };
    let mut broken: Vec<_> =
        records.broken.iter().map(|row| broken_row(&row.raw, unreadable_row(row, "records"))).collect();
    let mut reads = Vec::with_capacity(records.read.len());
    for (wire, raw) in records.read.iter().zip(raw_records(&answer.raw, records)) {
        match order(origin, wire) {
            Ok(order) => {
                reads.push(OrderRead { turn: page.turn, ..told(order, raw, &answer, page.operation) });
            }
            Err(error) => {
                let raw = serde_json::from_str(&raw).unwrap_or(Value::String(raw));
                broken.push(broken_row(&raw, error));
            }
        }
    }
    let came = records.came();
    let answer = PageAnswer { raw: answer.raw, request_id, turn: page.turn, read_at };
    OrderRows { answer, reads, came, total: page.total, page_size: page.size, broken }
}

/// The number of an order that cannot be read, when that much of it can.
fn number_of(platform: Platform, raw: &Value) -> Option<String> {
    let number = match platform {
        Platform::Taobao => raw.get("orderId"),
        Platform::Alibaba1688 => raw.get("baseInfo").and_then(|head| head.get("idOfStr")),
    }?;
    match number {
        Value::String(number) => Some(number.clone()),
        Value::Number(number) => Some(number.to_string()),
        _ => None,
    }
}

/// Each record that was read as it came; where the raw list does not line up with what was read, as it was understood.
fn raw_records<W: Serialize>(raw: &str, records: &Rows<W>) -> Vec<String> {
    #[derive(Deserialize)]
    struct RawPage<'a> {
        #[serde(borrow)]
        records: Vec<&'a RawValue>,
    }
    let page = serde_json::from_str::<RawPage<'_>>(raw);
    let came = page.map_or_else(|_| Vec::new(), |page| page.records);
    let came: Vec<&str> = came.into_iter().map(RawValue::get).filter(|row| *row != "null").collect();
    if came.len() == records.came() {
        let is_read = |at: usize| records.broken.iter().all(|row| row.at != at);
        return came
            .into_iter()
            .enumerate()
            .filter(|(at, _)| is_read(*at))
            .map(|(_, row)| row.to_owned())
            .collect();
    }
    records.read.iter().map(|record| serde_json::to_string(record).unwrap_or_default()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn page(raw: &str) -> OrderRows {
        let account_id = AccountId::from("1");
        let base_url = "https://api.example".parse().unwrap();
        let origin = Origin { account_id: &account_id, base_url: &base_url };
        let answer = PageAnswer { raw: raw.to_owned(), request_id: None, turn: Turn(7), read_at: EpochMs(0) };
        read_again(origin, Platform::Taobao, answer).unwrap()
    }

    #[test]
    fn an_order_that_cannot_be_read_costs_only_itself_and_is_told() {
        let rows = page(
            r#"{"records": [null, {"orderId": "1", "new": 1.10}, {"orderId": "2", "purchaseAmount": "4.50"}, {"orderId": "3"}]}"#,
        );
        let raw: Vec<_> = rows.reads.iter().map(|read| read.raw.as_str()).collect();
        assert_eq!(raw, [r#"{"orderId": "1", "new": 1.10}"#, r#"{"orderId": "3"}"#]);
        let ids: Vec<_> = rows.reads.iter().map(|read| read.order.platform_order_id.as_str()).collect();
        assert_eq!(ids, ["1", "3"]);
        assert_eq!(rows.came, 3);
        assert!(rows.reads.iter().all(|read| read.turn == Turn(7)), "one answer, one number");
        let (row, error) = &rows.broken[0];
        assert_eq!(error.code, ErrorCode::Unreadable);
        assert_eq!(row.path, "data.records[1].purchaseAmount");
        assert_eq!(
            (row.number.as_deref(), row.raw.as_str()),
            (Some("2"), r#"{"orderId":"2","purchaseAmount":"4.50"}"#)
        );
        assert!(rows.readable().is_ok());
    }

    #[test]
    fn an_order_without_an_id_is_told_too() {
        let rows = page(r#"{"records": [{"orderId": "1"}, {"purchaseAmount": 5}]}"#);
        assert_eq!((rows.reads.len(), rows.came), (1, 2));
        assert_eq!(rows.first_broken().unwrap().code, ErrorCode::Unreadable);
        assert_eq!(rows.broken[0].0.raw, r#"{"purchaseAmount":5}"#);
    }

    #[test]
    fn a_page_of_which_nothing_can_be_read_is_an_error() {
        let error = page(r#"{"records": [{"orderId": []}]}"#).readable().err().unwrap();
        assert_eq!(error.code, ErrorCode::Unreadable);
        assert_eq!(page(r#"{"records": []}"#).readable().unwrap().came, 0);
    }
}
