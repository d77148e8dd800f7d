//! Single orders as PandaPon tells them now.

use pandapon::{Answer, Client, alibaba1688, taobao};
use pondesk_domain::{
    AccountId, ChangeSource, EpochMs, Order, OrderId, Platform, PlatformOrderId, RequestId, Turn,
};
use pondesk_store::{Applied, KeptOrder, OrderRead};

use crate::api::{ChangedTable, CommandError, CommandResult, ErrorCode};
use crate::desk::Desk;
use crate::reconcile::Glass;
use crate::translate;
use crate::translate::values::Origin;

/// Reads one order from PandaPon.
///
/// # Errors
/// Those of the call, and [`ErrorCode::Unreadable`].
pub(crate) async fn read(
    desk: &Desk,
    client: &Client,
    account_id: &AccountId,
    platform: Platform,
    id: &PlatformOrderId,
    source: ChangeSource,
) -> CommandResult<OrderRead> {
    let turn = desk.next_turn();
    let told = ask(client, account_id, platform, id).await?;
    Ok(OrderRead { source, turn, ..told })
}

/// Asks for one order without a number: for looking only.
///
/// # Errors
/// As [`read`].
pub(crate) async fn ask(
    client: &Client,
    account_id: &AccountId,
    platform: Platform,
    id: &PlatformOrderId,
) -> CommandResult<OrderRead> {
    let origin = Origin { account_id, base_url: client.connection().base_url() };
    match platform {
        Platform::Taobao => {
            let answer = client.taobao().order(&taobao::OrderId::new(id.as_str())).await?;
            let order = translate::taobao::order::order(origin, &answer.data)?;
            Ok(told(order, answer.raw.clone(), &answer, pandapon::Operation::TaobaoGetOrder))
        }
        Platform::Alibaba1688 => {
            let answer = client.alibaba1688().order(&alibaba1688::OrderId::new(id.as_str())).await?;
            let order = translate::alibaba1688::order::order(origin, &answer.data)?;
            Ok(told(order, answer.raw.clone(), &answer, pandapon::Operation::Alibaba1688GetOrderDetail))
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
    let read = read(desk, client, account_id, platform, id, source).await?;
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
    // What was touched from here is looked at again soon.
    desk.inner.syncing.wake();
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

/// An order as this answer told it.
pub(super) fn told<T>(
    order: Order,
    raw: String,
    answer: &Answer<T>,
    operation: pandapon::Operation,
) -> OrderRead {
    OrderRead {
        order,
        raw,
        operation: operation.id().to_owned(),
        source: ChangeSource::Sync,
        request_id: answer.request_id.as_deref().map(RequestId::from),
        turn: Turn::default(),
        read_at: EpochMs(answer.received_at.as_millisecond()),
    }
}
