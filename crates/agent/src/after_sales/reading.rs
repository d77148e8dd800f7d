//! Cases as PandaPon tells them now.

use std::num::NonZeroU32;

use pandapon::{Answer, Client, alibaba1688, taobao};
use pondesk_domain::{
    AccountId, AfterSalesCase, CaseId, CaseMessage, ChangeSource, EpochMs, Order, OrderId, Platform,
    PlatformCaseId, RequestId, Speaker,
};
use pondesk_store::{CaseApplied, CaseRead, KeptCase, MessagesRead};
use serde::Serialize;

use crate::api::{ChangedTable, CommandError, CommandResult, ErrorCode};
use crate::desk::Desk;
use crate::errors::unreadable_row;
use crate::reconcile::Glass;
use crate::translate;
use crate::translate::values::Origin;

/// Cases and messages a page.
const PAGE_SIZE: NonZeroU32 = NonZeroU32::MIN.saturating_add(49);
/// Pages of messages that one read takes at most: 500 messages, which no claim has.
const MOST_MESSAGE_PAGES: u32 = 10;

/// A case that this desk keeps.
///
/// # Errors
/// [`ErrorCode::CaseMissing`], and those of the store.
pub(crate) async fn kept(desk: &Desk, account_id: &AccountId, case_id: &CaseId) -> CommandResult<KeptCase> {
    let (account_id, id) = (account_id.clone(), case_id.clone());
    let kept = desk.store().run(move |store| store.case(&account_id, &id)).await?;
    kept.ok_or_else(|| CommandError::field(ErrorCode::CaseMissing, "caseId").with("caseId", case_id))
}

/// The cases of an order that this desk keeps.
///
/// # Errors
/// Those of the store.
pub(crate) async fn kept_of_order(
    desk: &Desk,
    account_id: &AccountId,
    order_id: &OrderId,
) -> CommandResult<Vec<KeptCase>> {
    let (account_id, order_id) = (account_id.clone(), order_id.clone());
    Ok(desk.store().run(move |store| store.cases_of_order(&account_id, &order_id)).await?)
}

/// Keeps cases in one transaction and tells of them.
///
/// # Errors
/// Those of the store.
pub(crate) async fn keep(desk: &Desk, reads: Vec<CaseRead>) -> CommandResult<Vec<CaseApplied>> {
    let ids: Vec<_> = reads.iter().map(|read| read.case.case_id.clone()).collect();
    if ids.is_empty() {
        return Ok(Vec::new());
    }
    let applied = desk.store().run(move |store| store.apply_cases(reads)).await?;
    desk.changed(ChangedTable::Cases, ids);
    Ok(applied)
}

/// Reads one case from PandaPon; nothing is kept yet.
///
/// # Errors
/// Those of the call, [`ErrorCode::Unreadable`], and those of the store.
pub(crate) async fn read(
    desk: &Desk,
    client: &Client,
    account_id: &AccountId,
    platform: Platform,
    id: &PlatformCaseId,
    source: ChangeSource,
) -> CommandResult<CaseRead> {
    let origin = Origin { account_id, base_url: client.connection().base_url() };
    match platform {
        Platform::Taobao => {
            let answer = client.taobao().reverse_order(&taobao::RefundId::new(id.as_str())).await?;
            let wire = answer.data.refund_order_aggregate.clone().unwrap_or_default();
            let case = translate::taobao::case::case(origin, &wire)?;
            Ok(told(case, &answer, pandapon::Operation::TaobaoGetReverseOrder, source))
        }
        Platform::Alibaba1688 => {
            let answer = client.alibaba1688().refund(&alibaba1688::RefundId::new(id.as_str())).await?;
            let order = match &answer.data.order_id {
                Some(order_id) => order_kept(desk, account_id, order_id.as_str()).await?,
                None => None,
            };
            let case = translate::alibaba1688::case::case(origin, &answer.data, order.as_ref())?;
            Ok(told(case, &answer, pandapon::Operation::Alibaba1688GetRefund, source))
        }
    }
}

async fn order_kept(desk: &Desk, account_id: &AccountId, number: &str) -> CommandResult<Option<Order>> {
    let order_id = Order::id_for(Platform::Alibaba1688, &number.into());
    let account_id = account_id.clone();
    let kept = desk.store().run(move |store| store.order(&account_id, &order_id)).await?;
    Ok(kept.map(|kept| kept.order))
}

/// What a read of a case brought.
pub(crate) struct Brought {
    /// The case as it is kept now.
    pub(crate) case: AfterSalesCase,
    /// Whether it was new or anything of it changed.
    pub(crate) changed: bool,
    /// New messages that are not the buyer's.
    pub(crate) messages: u32,
}

/// Reads one case with its messages and keeps both. Messages that PandaPon does not serve yet cost only themselves.
///
/// # Errors
/// As [`read`].
pub(crate) async fn read_and_keep(
    desk: &Desk,
    client: &Client,
    account_id: &AccountId,
    platform: Platform,
    id: &PlatformCaseId,
    source: ChangeSource,
) -> CommandResult<Brought> {
    let read = read(desk, client, account_id, platform, id, source).await?;
    let case_id = read.case.case_id.clone();
    let applied = keep(desk, vec![read]).await?;
    let messages = read_messages(desk, client, account_id, platform, id).await?;
    Ok(Brought {
        case: kept(desk, account_id, &case_id).await?.case,
        changed: applied.iter().any(|applied| applied.new || !applied.changed.is_empty()),
        messages,
    })
}

/// Reads a case that this desk keeps anew.
///
/// # Errors
/// As [`read`], and those of [`Desk::client`].
pub(crate) async fn read_again(
    desk: &Desk,
    case: &AfterSalesCase,
    source: ChangeSource,
) -> CommandResult<AfterSalesCase> {
    let client = desk.client(&case.account_id).await?;
    let id = &case.platform_case_id;
    Ok(read_and_keep(desk, &client, &case.account_id, case.platform, id, source).await?.case)
}

/// Reads the case of an operation that is looked for, and keeps it.
///
/// # Errors
/// As [`read`], and [`ErrorCode::CaseMissing`].
pub(crate) async fn read_known(glass: &Glass<'_>, case_id: &CaseId) -> CommandResult<AfterSalesCase> {
    let account_id = &glass.operation.account_id;
    let case = kept(glass.desk, account_id, case_id).await?.case;
    let (id, source) = (&case.platform_case_id, ChangeSource::OwnAction);
    Ok(read_and_keep(glass.desk, glass.client, account_id, case.platform, id, source).await?.case)
}

/// Reads the messages of a case and keeps them; tells how many new ones are not the buyer's. 1688 has none.
async fn read_messages(
    desk: &Desk,
    client: &Client,
    account_id: &AccountId,
    platform: Platform,
    id: &PlatformCaseId,
) -> CommandResult<u32> {
    if platform != Platform::Taobao {
        return Ok(0);
    }
    let (messages, read_at) = match thread(client, account_id, id).await {
        Err(error) if error.code == ErrorCode::NotServed => return Ok(0),
        thread => thread?,
    };
    let case_id = AfterSalesCase::id_for(platform, id);
    let read = MessagesRead { account_id: account_id.clone(), case_id: case_id.clone(), messages, read_at };
    let new = desk.store().run(move |store| store.keep_messages(read)).await?;
    if !new.is_empty() {
        desk.changed(ChangedTable::Cases, [case_id]);
    }
    let theirs = new.iter().filter(|message| message.speaker != Speaker::Buyer).count();
    Ok(u32::try_from(theirs).unwrap_or(u32::MAX))
}

/// All messages of a case of Taobao, oldest first, and when they were told.
///
/// # Errors
/// Those of the call.
pub(crate) async fn thread(
    client: &Client,
    account_id: &AccountId,
    id: &PlatformCaseId,
) -> CommandResult<(Vec<CaseMessage>, EpochMs)> {
    let origin = Origin { account_id, base_url: client.connection().base_url() };
    let (mut messages, mut read_at) = (Vec::new(), EpochMs(0));
    for page in 1..=MOST_MESSAGE_PAGES {
        let list = taobao::ListReverseMessages {
            refund_id: taobao::RefundId::new(id.as_str()),
            page_no: NonZeroU32::new(page),
            page_size: Some(PAGE_SIZE),
        };
        let answer = client.taobao().reverse_messages(&list).await?;
        read_at = EpochMs(answer.received_at.as_millisecond());
        let rows = &answer.data.messages;
        let came = rows.came();
        messages.extend(rows.read.iter().map(|wire| translate::taobao::case::message(origin, wire)));
        if came < PAGE_SIZE.get() as usize {
            break;
        }
    }
    messages.sort_by_key(|message| message.at);
    Ok((messages, read_at))
}

/// One page of cases.
pub(crate) struct CaseRows {
    /// The cases that could be read.
    pub(crate) reads: Vec<CaseRead>,
    /// Whether this is the last page.
    pub(crate) last: bool,
    /// Why a row could not be read, of the first such.
    pub(crate) broken: Option<CommandError>,
}

/// Reads one page of Taobao's cases, of one order only when one is named. Those that cannot be read cost only themselves.
///
/// # Errors
/// Those of the call; [`ErrorCode::NotServed`] where PandaPon has no such list yet.
pub(crate) async fn read_page(
    client: &Client,
    account_id: &AccountId,
    page: u32,
    of_order: Option<&Order>,
    source: ChangeSource,
) -> CommandResult<CaseRows> {
    let origin = Origin { account_id, base_url: client.connection().base_url() };
    let mut query =
        taobao::ReverseOrdersQuery::new(NonZeroU32::new(page).unwrap_or(NonZeroU32::MIN), PAGE_SIZE);
    let named = of_order.and_then(|order| order.purchase_order_id.as_ref());
    query.purchase_order_id = named.map(|id| taobao::PurchaseOrderId::new(id.as_str()));
    let answer = client.taobao().reverse_orders(&query).await?;
    let rows = &answer.data.refund_order_aggregates;
    let mut broken = rows.broken.first().map(|row| unreadable_row(row, "refundOrderAggregates"));
    let mut reads = Vec::with_capacity(rows.read.len());
    for wire in &rows.read {
        match translate::taobao::case::case(origin, wire) {
            Ok(case) => reads.push(CaseRead {
                raw: serde_json::to_string(wire).unwrap_or_default(),
                ..told(case, &answer, pandapon::Operation::TaobaoListReverseOrders, source)
            }),
            Err(error) => broken = broken.or(Some(error)),
        }
    }
    Ok(CaseRows { reads, last: rows.came() < PAGE_SIZE.get() as usize, broken })
}

/// Reads the cases of an order from PandaPon and keeps them: Taobao lists them, an order of 1688 names them. Where PandaPon
/// has no list yet, what this desk knows stands.
///
/// # Errors
/// Those of the calls and of the store; [`ErrorCode::Unreadable`] when one of them cannot be read.
pub(crate) async fn of_order(
    desk: &Desk,
    client: &Client,
    order: &Order,
    source: ChangeSource,
) -> CommandResult<Vec<AfterSalesCase>> {
    let account_id = &order.account_id;
    match order.platform {
        Platform::Taobao => match read_page(client, account_id, 1, Some(order), source).await {
            Err(error) if error.code == ErrorCode::NotServed => {}
            rows => {
                let rows = rows?;
                keep(desk, rows.reads).await?;
                // A case that cannot be read could be about the same line.
                rows.broken.map_or(Ok(()), Err)?;
            }
        },
        Platform::Alibaba1688 => {
            let id = alibaba1688::OrderId::new(order.platform_order_id.as_str());
            let answer = client.alibaba1688().order(&id).await?;
            for id in translate::alibaba1688::case::named_by(&answer.data) {
                read_and_keep(desk, client, account_id, Platform::Alibaba1688, &id, source).await?;
            }
        }
    }
    let kept = kept_of_order(desk, account_id, &order.order_id).await?;
    Ok(kept.into_iter().map(|kept| kept.case).collect())
}

fn told<T: Serialize>(
    case: AfterSalesCase,
    answer: &Answer<T>,
    operation: pandapon::Operation,
    source: ChangeSource,
) -> CaseRead {
    CaseRead {
        case,
        raw: answer.raw.clone(),
        operation: operation.id().to_owned(),
        source,
        request_id: answer.request_id.as_deref().map(RequestId::from),
        read_at: EpochMs(answer.received_at.as_millisecond()),
    }
}
