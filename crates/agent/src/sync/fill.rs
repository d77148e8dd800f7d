//! The first fill: a history fetched back to its first row, however often Pondesk is closed or killed meanwhile.

use pandapon::Client;
use pondesk_domain::{AccountId, EpochMs, Platform};
use pondesk_store::{Fill, PageRead};
use serde::{Deserialize, Serialize};

use super::history::{History, HistoryPage};
use crate::api::{ChangedTable, CommandError, CommandResult, ErrorCode};
use crate::desk::Desk;
use crate::orders::reading::PageAsked;

/// How fast a fill goes in this run.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Speed {
    since: EpochMs,
    rows: u32,
}

impl Speed {
    /// Rows a minute; none before the first second is over.
    pub(crate) fn per_minute(self, now: EpochMs) -> Option<u32> {
        let ms = now.since(self.since);
        (ms >= 1_000).then(|| u32::try_from(i64::from(self.rows) * 60_000 / ms).unwrap_or(u32::MAX))
    }
}

/// Where a fill goes on.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
struct Cursor {
    /// The next page, from 1.
    page: u32,
    /// Only rows until this time: set once the platform would not count its pages on.
    until: Option<EpochMs>,
    /// Rows on the pages before.
    behind: u32,
    /// The most rows that any page had.
    fullest: u32,
    /// The oldest row so far.
    oldest: Option<EpochMs>,
}

impl Cursor {
    const START: Self = Self { page: 1, until: None, behind: 0, fullest: 0, oldest: None };

    fn of(fill: &Fill) -> Self {
        let kept = fill.cursor.as_deref().and_then(|cursor| serde_json::from_str(cursor).ok());
        kept.unwrap_or(Self::START)
    }

    /// Where to go on behind a page; `None` when it was the last. New rows push older ones to later pages, which repeats
    /// some and leaves out none.
    fn behind(self, page: &HistoryPage, full: u32) -> Option<Self> {
        let behind = self.behind.saturating_add(page.came);
        let last = match (page.came, page.page_size, page.total) {
            (0, ..) => true,
            // A full page may always be followed by another one, whatever the total says.
            (came, ..) if came >= full => false,
            (came, Some(size), _) => came < size,
            (_, None, Some(total)) => behind >= total,
            (came, None, None) => came < self.fullest,
        };
        let oldest = [self.oldest, page.oldest].into_iter().flatten().min();
        let fullest = self.fullest.max(page.came);
        (!last).then_some(Self { page: self.page + 1, until: self.until, behind, fullest, oldest })
    }

    /// Pages counted anew from the oldest row so far: for platforms that refuse to count past some depth.
    fn counted_anew(self) -> Option<Self> {
        let oldest = self.oldest.filter(|oldest| self.until.is_none_or(|until| *oldest < until))?;
        (self.page > 1).then_some(Self { until: Some(oldest), oldest: Some(oldest), ..Self::START })
    }
}

/// A fill that is to begin.
pub(crate) fn begin<H: History>(account_id: &AccountId, platform: Platform, now: EpochMs) -> Fill {
    Fill {
        account_id: account_id.clone(),
        platform,
        what: H::WHAT.to_owned(),
        cursor: None,
        rows_read: 0,
        rows_total: None,
        paused: false,
        started_at: now,
        filled_at: None,
    }
}

/// Whether a fill is about to begin: with the newest page.
///
/// # Errors
/// Those of the store.
pub(crate) async fn begins<H: History>(
    desk: &Desk,
    account_id: &AccountId,
    platform: Platform,
) -> CommandResult<bool> {
    let known = known::<H>(desk, account_id, platform).await?;
    Ok(known.is_none_or(|fill| fill.cursor.is_none() && fill.filled_at.is_none() && !fill.paused))
}

async fn known<H: History>(
    desk: &Desk,
    account_id: &AccountId,
    platform: Platform,
) -> CommandResult<Option<Fill>> {
    let what = H::WHAT;
    let fills = desk.store().run(move |store| store.fills(what)).await?;
    Ok(fills.into_iter().find(|fill| fill.account_id == *account_id && fill.platform == platform))
}

/// Fetches the next pages of a fill, unless it is over or waits. Each page is kept with the place to go on before the next
/// is asked for, so a kill repeats one page at most.
///
/// # Errors
/// Those of the calls and of the store.
pub(crate) async fn go_on<H: History>(
    desk: &Desk,
    client: &Client,
    account_id: &AccountId,
    platform: Platform,
    pages: u32,
) -> CommandResult<()> {
    for _ in 0..pages {
        let known = known::<H>(desk, account_id, platform).await?;
        let fill = known.unwrap_or_else(|| begin::<H>(account_id, platform, desk.now()));
        if fill.paused || fill.filled_at.is_some() {
            break;
        }
        let cursor = Cursor::of(&fill);
        let asked = PageAsked { page: cursor.page, until: cursor.until };
        match H::page(desk, client, account_id, platform, asked).await {
            Ok(page) => keep::<H>(desk, fill, cursor, page).await?,
            Err(error) if error.code == ErrorCode::Refused => {
                let Some(cursor) = cursor.counted_anew() else { return Err(error) };
                let fill = Fill { cursor: Some(text(cursor)?), ..fill };
                desk.store().run(move |store| store.save_fill(fill)).await?;
            }
            Err(error) => return Err(error),
        }
    }
    Ok(())
}

async fn keep<H: History>(desk: &Desk, fill: Fill, cursor: Cursor, page: HistoryPage) -> CommandResult<()> {
    let (account_id, platform, came) = (fill.account_id.clone(), fill.platform, page.came);
    let next = cursor.behind(&page, H::PAGE_SIZE);
    let now = desk.now();
    let fill = Fill {
        cursor: next.map(text).transpose()?,
        rows_read: fill.rows_read.saturating_add(came),
        rows_total: if cursor.until.is_none() { page.total.or(fill.rows_total) } else { fill.rows_total },
        filled_at: next.is_none().then_some(now),
        ..fill
    };
    let newest = cursor.page == 1 && cursor.until.is_none();
    let read = PageRead { fill: Some(fill), newest_read_at: newest.then_some(now), ..page.read };
    let ids: Vec<_> = read.orders.iter().map(|read| read.order.order_id.clone()).collect();
    desk.store().run(move |store| store.apply_page(read)).await?;
    desk.inner.syncing.set(&account_id, platform, |lane| {
        let speed = lane.speed.get_or_insert(Speed { since: now, rows: 0 });
        speed.rows = speed.rows.saturating_add(came);
    });
    if !ids.is_empty() {
        desk.changed(ChangedTable::Orders, ids);
    }
    desk.changed(ChangedTable::Sync, [account_id]);
    Ok(())
}

fn text(cursor: Cursor) -> CommandResult<String> {
    serde_json::to_string(&cursor).map_err(|error| CommandError::new(ErrorCode::Internal).saying(error))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn page(came: u32, page_size: Option<u32>, total: Option<u32>) -> HistoryPage {
        let oldest = (came > 0).then_some(EpochMs(5));
        HistoryPage { read: PageRead::default(), came, page_size, total, oldest }
    }

    #[test]
    fn a_fill_ends_where_the_platform_has_no_more() {
        let at = |page, behind, fullest| Cursor { page, behind, fullest, ..Cursor::START };
        let ends = |cursor: Cursor, page: &HistoryPage| cursor.behind(page, 50).is_none();
        assert!(ends(Cursor::START, &page(0, None, None)), "no rows at all");
        assert!(
            !ends(Cursor::START, &page(50, Some(50), Some(50))),
            "a full page is followed by another look"
        );
        assert!(ends(at(3, 100, 50), &page(7, Some(50), Some(107))));
        assert!(
            !ends(Cursor::START, &page(20, Some(20), Some(90))),
            "a platform that gives fewer than asked for"
        );
        assert!(!ends(Cursor::START, &page(20, None, Some(90))));
        assert!(ends(at(5, 80, 20), &page(10, None, Some(90))));
        assert!(!ends(Cursor::START, &page(20, None, None)), "nothing tells whether that is a full page");
        assert!(ends(at(2, 20, 20), &page(19, None, None)));
        assert!(!ends(at(2, 20, 20), &page(20, Some(0), Some(0))), "sizes that cannot be are not believed");
    }

    #[test]
    fn pages_are_counted_anew_only_while_that_leads_further_back() {
        let deep = Cursor { page: 201, oldest: Some(EpochMs(77)), behind: 10_000, fullest: 50, until: None };
        let anew = deep.counted_anew().unwrap();
        assert_eq!((anew.page, anew.until, anew.behind), (1, Some(EpochMs(77)), 0));
        assert_eq!(anew.counted_anew(), None, "refused on the first page: that is another refusal");
        assert_eq!(Cursor { page: 2, ..anew }.counted_anew(), None, "no further back than before");
        assert_eq!(Cursor::START.counted_anew(), None);
    }
}
