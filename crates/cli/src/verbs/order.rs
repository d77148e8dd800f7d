//! `order …`

use pondesk_agent::api::{
    AccountRef, CommandError, ErrorCode, ExportRows, Nothing, NoticeList, NoticeMark, NoticePage, OrderActed,
    OrderCancel, OrderConfirm, OrderExport, OrderList, OrderPage, OrderPay, OrderRef, OrderRefresh,
    OrderRefreshed, OrderSheet, OrderShow, OrderToPay, OrderView, OrderVoucher, PayResult, PriceChangePage,
    PriceChanges, PriceExport, SyncStatus,
};
use pondesk_domain::{AccountId, Money, OrderId, OrderSort};

use super::{Session, paper, yuan};
use crate::args::OrderVerb;
use crate::call::{call, print};
use crate::exit::{Failure, code_of};
use crate::text;

pub(crate) async fn run(session: &Session, verb: OrderVerb) -> Result<(), Failure> {
    let account_id = session.account_id().await?;
    match verb {
        OrderVerb::List { words, refresh, limit, after } => {
            if refresh {
                let request = OrderRefresh { account_id: account_id.clone() };
                let refreshed: OrderRefreshed = call(&session.desk, "order_refresh", &request).await?;
                if let Some(failed) = refreshed.failed.into_iter().next() {
                    return Err(failed.error.into());
                }
            }
            let page = list(session, &account_id, words, after, limit).await?;
            print(session.json, &page, text::orders)
        }
        OrderVerb::Search { filter, everywhere, limit, after } => {
            let account_id = (!everywhere).then_some(account_id);
            let words = filter.join(" ");
            let request = OrderList { account_id, words, after, limit, ..everything() };
            let page: OrderPage = call(&session.desk, "order_list", &request).await?;
            print(session.json, &page, text::orders)
        }
        OrderVerb::Sync { watch } => sync(session, account_id, watch).await,
        OrderVerb::Show { order, refresh } => {
            let order_id = find(session, &account_id, &order).await?;
            let view = show(session, &account_id, order_id, refresh).await?;
            print(session.json, &view, text::order)
        }
        OrderVerb::Prices { order, rises, unpaid, limit, after, out, format, language } => {
            let order_id = match order {
                Some(order) => Some(find(session, &account_id, &order).await?),
                None => None,
            };
            if let Some(out) = out {
                let request = PriceExport {
                    account_id: Some(account_id),
                    order_id,
                    rises_only: rises,
                    unpaid_only: unpaid,
                    since: None,
                    format: paper::format_of(format, &out)?,
                    language: language.into(),
                };
                return paper::export(session, "price_export", &request, &out).await;
            }
            let request = PriceChanges {
                account_id: Some(account_id),
                order_id,
                rises_only: rises,
                unpaid_only: unpaid,
                since: None,
                after,
                limit,
            };
            let page: PriceChangePage = call(&session.desk, "price_changes", &request).await?;
            print(session.json, &page, text::prices)
        }
        OrderVerb::News { unread, read } => {
            let request = NoticeList {
                account_id: Some(account_id),
                unread_only: unread,
                limit: 50,
                ..NoticeList::default()
            };
            let page: NoticePage = call(&session.desk, "notice_list", &request).await?;
            print(session.json, &page, text::notices)?;
            if read {
                let _: Nothing = call(&session.desk, "notice_mark", &NoticeMark::default()).await?;
            }
            Ok(())
        }
        OrderVerb::Export { out, words, orders, all_accounts, lines, format, language } => {
            let mut named = Vec::new();
            for order in &orders {
                let order_id = find(session, &account_id, order).await?;
                named.push(OrderRef { account_id: account_id.clone(), order_id });
            }
            let request = OrderExport {
                account_id: (!all_accounts).then_some(account_id),
                stages: Vec::new(),
                platform: None,
                words,
                sort: OrderSort::Newest,
                orders: named,
                format: paper::format_of(format, &out)?,
                rows: if lines { ExportRows::Lines } else { ExportRows::Orders },
                language: language.into(),
            };
            paper::export(session, "order_export", &request, &out).await
        }
        OrderVerb::Sheet { order, out, language } => {
            let order_id = find(session, &account_id, &order).await?;
            let request = OrderSheet { account_id, order_id, language: language.into() };
            paper::sheet(session, "order_sheet", &request, &out).await
        }
        OrderVerb::Pay { orders, total, accept_rises } => {
            pay(session, account_id, orders, total, accept_rises).await
        }
        OrderVerb::Voucher { order, file, remark, link } => {
            let order_id = find(session, &account_id, &order).await?;
            let file_id = session.take(&file).await?.file_id;
            acted(session, "order_voucher", &OrderVoucher { account_id, order_id, file_id, remark, link })
                .await
        }
        OrderVerb::Confirm { order } => {
            let order_id = find(session, &account_id, &order).await?;
            acted(session, "order_confirm", &OrderConfirm { account_id, order_id }).await
        }
        OrderVerb::Cancel { order, reason } => {
            let order_id = find(session, &account_id, &order).await?;
            acted(session, "order_cancel", &OrderCancel { account_id, order_id, reason }).await
        }
    }
}

async fn acted(session: &Session, command: &str, request: &impl serde::Serialize) -> Result<(), Failure> {
    let acted: OrderActed = call(&session.desk, command, request).await?;
    print(session.json, &acted, |acted| text::operation(&acted.operation))?;
    acted.error.map_or(Ok(()), |error| Err(error.into()))
}

async fn list(
    session: &Session,
    account_id: &AccountId,
    words: String,
    after: Option<String>,
    limit: u32,
) -> Result<OrderPage, Failure> {
    let request = OrderList { account_id: Some(account_id.clone()), words, after, limit, ..everything() };
    call(&session.desk, "order_list", &request).await
}

/// All orders of this desk.
fn everything() -> OrderList {
    OrderList {
        account_id: None,
        stages: Vec::new(),
        platform: None,
        words: String::new(),
        sort: OrderSort::default(),
        after: None,
        limit: 1,
    }
}

/// Fetches orders until there is nothing to fetch now, with a line of progress on standard error for each step; with
/// `watch` goes on until it is ended.
async fn sync(session: &Session, account_id: AccountId, watch: bool) -> Result<(), Failure> {
    let desk = &session.desk;
    let account = AccountRef { account_id: account_id.clone() };
    let _: SyncStatus = call(desk, "sync_start", &account).await?;
    loop {
        let next = desk.sync_due().await?;
        let status: SyncStatus = call(desk, "sync_status", &Nothing {}).await?;
        let of_account = status.accounts.into_iter().find(|account| account.account_id == account_id);
        let fetched = of_account.map(|account| account.platforms).unwrap_or_default();
        for platform in &fetched {
            eprintln!("{}", text::fetched(platform));
        }
        let stopped = fetched.iter().any(|platform| platform.error.is_some());
        let over = fetched.iter().all(|platform| platform.filled_at.is_some() && platform.due == 0);
        if !watch && (over || stopped) {
            print(session.json, &fetched, |fetched| text::fetched_all(fetched))?;
            let failed = fetched.into_iter().find_map(|platform| platform.error);
            return failed.map_or(Ok(()), |error| Err(error.into()));
        }
        if let Some(at) = next {
            let now = desk.now();
            let wait = u64::try_from(at.since(now)).unwrap_or(0);
            tokio::time::sleep(std::time::Duration::from_millis(wait.min(1_000))).await;
        }
    }
}

/// An order named by this desk's id (`1688:…`) or by PandaPon's.
pub(super) async fn find(session: &Session, account_id: &AccountId, named: &str) -> Result<OrderId, Failure> {
    if named.contains(':') {
        return Ok(named.into());
    }
    let page = list(session, account_id, named.to_owned(), None, 50).await?;
    let found = page.rows.into_iter().find(|row| row.platform_order_id.as_str() == named);
    let missing = || CommandError::field(ErrorCode::OrderMissing, "order").with("given", named);
    Ok(found.ok_or_else(missing)?.order_id)
}

async fn show(
    session: &Session,
    account_id: &AccountId,
    order_id: OrderId,
    refresh: bool,
) -> Result<OrderView, Failure> {
    call(&session.desk, "order_show", &OrderShow { account_id: account_id.clone(), order_id, refresh }).await
}

async fn pay(
    session: &Session,
    account_id: AccountId,
    named: Vec<String>,
    agreed: Option<String>,
    accept_rises: bool,
) -> Result<(), Failure> {
    let mut orders = Vec::new();
    for name in &named {
        let order_id = find(session, &account_id, name).await?;
        let view = show(session, &account_id, order_id.clone(), false).await?;
        let no_total = || CommandError::field(ErrorCode::TotalChanged, "total").with("order", name);
        orders.push(OrderToPay { order_id, total: view.order.total.ok_or_else(no_total)? });
    }
    let confirmed = agreed.map(|typed| yuan("total", &typed)).transpose()?;
    if let Some(agreed) = confirmed {
        let sum = Money::sum(orders.iter().map(|order| order.total));
        if sum != agreed {
            let error = CommandError::field(ErrorCode::TotalChanged, "total");
            return Err(error.with("was", agreed.minor()).with("is", sum.minor()).into());
        }
    }
    let looked_at =
        if accept_rises { orders.iter().map(|order| order.order_id.clone()).collect() } else { Vec::new() };
    let request = OrderPay { account_id, orders, confirmed, looked_at };
    let result: PayResult = call(&session.desk, "order_pay", &request).await?;
    print(session.json, &result, text::paid)?;
    result.not_paid.first().map_or(Ok(()), |failed| Err(Failure::Printed(code_of(&failed.error))))
}
