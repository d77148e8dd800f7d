//! What has a history at PandaPon that is fetched from the newest on.

use pandapon::Client;
use pondesk_domain::{AccountId, EpochMs, Platform};
use pondesk_store::PageRead;

use crate::api::CommandResult;
use crate::desk::Desk;
use crate::orders::pages::{self, OrderRows, PageAnswer, PageAsked};
use crate::translate::values::Origin;

/// A page of a history, ready to be kept.
pub(crate) struct HistoryPage {
    /// What it tells, and what of it could not be read.
    pub(crate) read: PageRead,
    /// Rows that came.
    pub(crate) came: u32,
    /// Rows of a full page, as the platform told.
    pub(crate) page_size: Option<u32>,
    /// Rows that there are, as the platform told.
    pub(crate) total: Option<u32>,
    /// The time of its oldest row.
    pub(crate) oldest: Option<EpochMs>,
}

/// Something of an account that a platform lists, newest first: the engine asks for pages, the store keeps them.
pub(crate) trait History {
    /// Its word in the store.
    const WHAT: &'static str;
    /// Rows that are asked for at once.
    const PAGE_SIZE: u32;

    /// Fetches a page. Nothing is kept yet.
    ///
    /// # Errors
    /// Those of the call.
    async fn page(
        desk: &Desk,
        client: &Client,
        account_id: &AccountId,
        platform: Platform,
        asked: PageAsked,
    ) -> CommandResult<(PageAnswer, HistoryPage)>;

    /// Reads a page again from its answer.
    ///
    /// # Errors
    /// [`crate::api::ErrorCode::Unreadable`].
    fn again(origin: Origin<'_>, platform: Platform, answer: PageAnswer) -> CommandResult<HistoryPage>;
}

/// Orders.
pub(crate) struct Orders;

impl History for Orders {
    const WHAT: &'static str = "orders";
    const PAGE_SIZE: u32 = pages::PAGE_SIZE;

    async fn page(
        desk: &Desk,
        client: &Client,
        account_id: &AccountId,
        platform: Platform,
        asked: PageAsked,
    ) -> CommandResult<(PageAnswer, HistoryPage)> {
        Ok(of_orders(pages::read(desk, client, account_id, platform, asked).await?))
    }

    fn again(origin: Origin<'_>, platform: Platform, answer: PageAnswer) -> CommandResult<HistoryPage> {
        Ok(of_orders(pages::read_again(origin, platform, answer)?).1)
    }
}

fn of_orders(rows: OrderRows) -> (PageAnswer, HistoryPage) {
    let page = HistoryPage {
        came: u32::try_from(rows.came).unwrap_or(u32::MAX),
        page_size: rows.page_size,
        total: rows.total,
        oldest: rows.reads.iter().filter_map(|read| read.order.placed_at).min(),
        read: PageRead {
            orders: rows.reads,
            broken: rows.broken.into_iter().map(|(row, _)| row).collect(),
            ..PageRead::default()
        },
    };
    (rows.answer, page)
}
