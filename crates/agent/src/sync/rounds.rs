//! Rounds: the newest orders, and those that want to be looked at again, with as few calls as that takes.

use std::collections::BTreeMap;

use pandapon::Client;
use pondesk_domain::{AccountId, ChangeSource, OrderId, Platform};
use pondesk_store::{Applied, DueOrder, PageRead};

use super::LIST_EVERY_MS;
use crate::api::{ChangedTable, CommandError, CommandResult, ErrorCode};
use crate::desk::Desk;
use crate::errors::is_about_the_way;
use crate::orders::pages::{self, PAGE_SIZE, PageAsked};
use crate::orders::reading;

/// Orders that one round looks at by themselves.
const MOST_ALONE: u32 = 100;
/// The newest orders among which PandaPon's own pages are guessed.
const RANKED: u32 = 2_000;
/// So many orders on one page are read by reading the page.
const WORTH_A_PAGE: u32 = 3;
/// Newest pages that one round reads while each has something new.
const MOST_NEW_PAGES: u32 = 10;
/// An order that PandaPon does not show now is asked for again after this long.
const MISSING_MS: i64 = 10 * 60_000;

/// Reads the newest page when that is due, unless a fill begins with it (`newest` is false then); after that what else wants
/// to be looked at: by pages where several stand on one, else one by one.
///
/// # Errors
/// Those of the calls and of the store.
pub(crate) async fn go_round(
    desk: &Desk,
    client: &Client,
    account_id: &AccountId,
    platform: Platform,
    newest: bool,
) -> CommandResult<()> {
    let round = Round { desk, client, account_id, platform };
    if newest && round.list_is_due().await? {
        round.newest().await?;
    }
    let mut on_page: BTreeMap<u32, u32> = BTreeMap::new();
    for rank in round.due().await?.into_iter().filter_map(|due| due.rank) {
        *on_page.entry(rank / PAGE_SIZE + 1).or_default() += 1;
    }
    for (page, _) in on_page.into_iter().filter(|(_, due)| *due >= WORTH_A_PAGE) {
        round.page(page).await?;
    }
    for due in round.due().await? {
        round.one(&due).await?;
    }
    Ok(())
}

/// Reads the newest orders of a platform now, whenever that was done last. Tells how many were read, how many of them are
/// new or changed, and why the first that could not be read could not.
///
/// # Errors
/// As [`go_round`], and [`ErrorCode::Unreadable`] when orders came and none of them can be read.
pub(crate) async fn read_newest(
    desk: &Desk,
    client: &Client,
    account_id: &AccountId,
    platform: Platform,
) -> CommandResult<(u32, u32, Option<CommandError>)> {
    Round { desk, client, account_id, platform }.newest().await
}

struct Round<'a> {
    desk: &'a Desk,
    client: &'a Client,
    account_id: &'a AccountId,
    platform: Platform,
}

impl Round<'_> {
    async fn list_is_due(&self) -> CommandResult<bool> {
        let (id, platform, now) = (self.account_id.clone(), self.platform, self.desk.now());
        let read_at = self.desk.store().run(move |store| store.order_list_read_at(&id, platform)).await?;
        Ok(read_at.is_none_or(|at| at > now || now.since(at) >= LIST_EVERY_MS))
    }

    async fn due(&self) -> CommandResult<Vec<DueOrder>> {
        let (id, platform, now) = (self.account_id.clone(), self.platform, self.desk.now());
        let due =
            self.desk.store().run(move |store| store.orders_due(&id, platform, now, MOST_ALONE, RANKED));
        Ok(due.await?)
    }

    /// Pages from the newest on, until one has nothing new: what is older was read before.
    async fn newest(&self) -> CommandResult<(u32, u32, Option<CommandError>)> {
        let (mut read, mut changed, mut broken) = (0, 0, None);
        for page in 1..=MOST_NEW_PAGES {
            let (came, applied, error) = self.page(page).await?;
            let fresh = applied.iter().filter(|applied| applied.new || !applied.changed.is_empty()).count();
            if let Some(error) = error {
                if applied.is_empty() {
                    return Err(error);
                }
                broken = broken.or(Some(error));
            }
            read += u32::try_from(applied.len()).unwrap_or(u32::MAX);
            changed += u32::try_from(fresh).unwrap_or(u32::MAX);
            if came < PAGE_SIZE as usize || fresh == 0 {
                break;
            }
        }
        let (id, platform, now) = (self.account_id.clone(), self.platform, self.desk.now());
        self.desk.store().run(move |store| store.mark_order_list_read(&id, platform, now)).await?;
        Ok((read, changed, broken))
    }

    /// Rows that came, what keeping them did, and why the first that could not be read could not.
    async fn page(&self, page: u32) -> CommandResult<(usize, Vec<Applied>, Option<CommandError>)> {
        let asked = PageAsked { page, until: None };
        let rows = pages::read(self.desk, self.client, self.account_id, self.platform, asked).await?;
        let (came, error) = (rows.came, rows.first_broken());
        let broken = rows.broken.into_iter().map(|(row, _)| row).collect();
        let read = PageRead { orders: rows.reads, broken, ..PageRead::default() };
        let applied = self.desk.store().run(move |store| store.apply_page(read)).await?;
        self.tell(applied.iter().map(|applied| &applied.order_id));
        Ok((came, applied, error))
    }

    /// Reads one order. One that PandaPon refuses to show costs only itself.
    async fn one(&self, due: &DueOrder) -> CommandResult<()> {
        let id = &due.platform_order_id;
        let read =
            reading::read(self.desk, self.client, self.account_id, self.platform, id, ChangeSource::Sync);
        let read = match read.await {
            Ok(read) => read,
            Err(error) if is_of_this_order(&error) => {
                tracing::info!(%error, order_id = %due.order_id, "an order is not shown now");
                let (account_id, orders) = (self.account_id.clone(), vec![due.order_id.clone()]);
                let at = self.desk.now().plus_ms(MISSING_MS);
                self.desk.store().run(move |store| store.look_at(&account_id, orders, at)).await?;
                return Ok(());
            }
            Err(error) => return Err(error),
        };
        let (asked_for, told) = (due.order_id.clone(), read.order.order_id.clone());
        self.desk.store().run(move |store| store.apply_order(read)).await?;
        if told != asked_for {
            // It answers to another name now; asking by the old one again would not end.
            let (account_id, at) = (self.account_id.clone(), self.desk.now().plus_ms(MISSING_MS));
            self.desk.store().run(move |store| store.look_at(&account_id, vec![asked_for], at)).await?;
        }
        self.tell([&told]);
        Ok(())
    }

    fn tell<'b>(&self, ids: impl IntoIterator<Item = &'b OrderId>) {
        let ids: Vec<_> = ids.into_iter().collect();
        if !ids.is_empty() {
            self.desk.changed(ChangedTable::Orders, ids);
        }
    }
}

/// Whether an error says something of the order that was asked for, not of the way to PandaPon.
fn is_of_this_order(error: &CommandError) -> bool {
    error.code == ErrorCode::Unreadable || !is_about_the_way(error)
}
