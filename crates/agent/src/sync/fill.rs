//! The first fill: a history fetched back to its first row, however often Pondesk is closed or killed meanwhile.
//!
//! An answer is put down as it came before the next page is asked for, so a kill repeats one page at most; what it tells is
//! kept meanwhile, of as many pages in one transaction as came since the last.

use pandapon::Client;
use pondesk_domain::{AccountId, EpochMs, Platform};
use pondesk_store::{FetchedPage, Fill, PageRead, Store};
use serde::{Deserialize, Serialize};
use tokio::sync::mpsc;
use url::Url;

use super::history::{History, HistoryPage};
use crate::api::{ChangedTable, CommandError, CommandResult, ErrorCode};
use crate::desk::Desk;
use crate::orders::pages::{PageAnswer, PageAsked};
use crate::translate::values::Origin;

/// So many pages may wait to be kept; then the next is not asked for.
const MOST_WAITING: usize = 20;

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

/// Where fetching stands on one lane: a history of an account on a platform.
#[derive(Clone, Copy)]
pub(crate) struct Lane<'a> {
    /// The desk.
    pub(crate) desk: &'a Desk,
    /// The account.
    pub(crate) account_id: &'a AccountId,
    /// Where.
    pub(crate) platform: Platform,
}

impl Lane<'_> {
    /// Whether a fill is about to begin: with the newest page.
    ///
    /// # Errors
    /// Those of the store.
    pub(crate) async fn begins<H: History>(self) -> CommandResult<bool> {
        let fill = self.fill::<H>().await?;
        Ok(fill.cursor.is_none() && fill.filled_at.is_none() && !fill.paused)
    }

    /// How far the history is fetched; one that is to begin when nothing is.
    async fn fill<H: History>(self) -> CommandResult<Fill> {
        let fills = self.desk.store().run(move |store| store.fills(H::WHAT)).await?;
        let mut fills = fills.into_iter();
        let known = fills.find(|fill| fill.account_id == *self.account_id && fill.platform == self.platform);
        Ok(known.unwrap_or_else(|| begin::<H>(self.account_id, self.platform, self.desk.now())))
    }

    /// Keeps what was put down and not kept when Pondesk ended. Needs no net.
    ///
    /// # Errors
    /// Those of the store.
    pub(crate) async fn take_up<H: History>(self) -> CommandResult<()> {
        let (account_id, platform) = (self.account_id.clone(), self.platform);
        let fetched = self.desk.store().run(move |store| store.fetched_pages(&account_id, platform, H::WHAT));
        let fetched = fetched.await?;
        if fetched.is_empty() {
            return Ok(());
        }
        let mut fill = self.fill::<H>().await?;
        let mut pages = Vec::with_capacity(fetched.len());
        for (key, fetched) in fetched {
            let read_at = fetched.read_at;
            let page = match again::<H>(fetched) {
                Ok(page) => page,
                Err(error) => {
                    tracing::warn!(%error, "a page that was put down cannot be read, and is fetched again");
                    break;
                }
            };
            let read = behind::<H>(&fill, page, read_at)?;
            fill = read.fill.clone().unwrap_or(fill);
            pages.push(PageRead { fetched: Some(key), ..read });
        }
        self.keep(pages).await?;
        let (account_id, platform) = (self.account_id.clone(), self.platform);
        let forget = move |store: &Store| store.forget_fetched_pages(&account_id, platform, H::WHAT);
        Ok(self.desk.store().run(forget).await?)
    }

    /// Fetches the next pages of a fill, unless it is over or waits.
    ///
    /// # Errors
    /// Those of the calls and of the store.
    pub(crate) async fn go_on<H: History>(self, client: &Client, pages: u32) -> CommandResult<()> {
        let (put, mut waiting) = mpsc::channel(MOST_WAITING);
        // It owns the receiving end: when it fails, fetching is told.
        let keeping = async move {
            let mut some = Vec::with_capacity(MOST_WAITING);
            while waiting.recv_many(&mut some, MOST_WAITING).await > 0 {
                self.keep(std::mem::take(&mut some)).await?;
            }
            CommandResult::Ok(())
        };
        let (fetched, kept) = tokio::join!(self.fetch::<H>(client, pages, put), keeping);
        kept?;
        let Err((error, cursor)) = fetched else { return Ok(()) };
        // Everything before it is kept by now.
        let Some(cursor) = cursor.filter(|_| error.code == ErrorCode::Refused).and_then(Cursor::counted_anew)
        else {
            return Err(error);
        };
        let fill = Fill { cursor: Some(text(cursor)?), ..self.fill::<H>().await? };
        Ok(self.desk.store().run(move |store| store.save_fill(fill)).await?)
    }

    /// Asks for pages one after the other and puts each down before it goes to be kept. What ends it early comes with the
    /// page that was asked for then.
    async fn fetch<H: History>(
        self,
        client: &Client,
        pages: u32,
        put: mpsc::Sender<PageRead>,
    ) -> Result<(), (CommandError, Option<Cursor>)> {
        let mut fill = self.fill::<H>().await.map_err(|error| (error, None))?;
        for nth in 0..pages {
            // The user may have said meanwhile that it is to wait.
            let waits = nth > 0 && self.fill::<H>().await.map_err(|error| (error, None))?.paused;
            if waits || fill.paused || fill.filled_at.is_some() {
                break;
            }
            let cursor = Cursor::of(&fill);
            let read = self.page::<H>(client, &fill, cursor).await.map_err(|error| (error, Some(cursor)))?;
            fill = read.fill.clone().unwrap_or(fill);
            if put.send(read).await.is_err() {
                // Keeping ended with an error, which is told there.
                break;
            }
        }
        Ok(())
    }

    /// Fetches a page and puts it down.
    async fn page<H: History>(self, client: &Client, fill: &Fill, cursor: Cursor) -> CommandResult<PageRead> {
        let asked = PageAsked { page: cursor.page, until: cursor.until };
        let (answer, page) = H::page(self.desk, client, self.account_id, self.platform, asked).await?;
        let came = page.came;
        let read = behind::<H>(fill, page, answer.read_at)?;
        let fetched = FetchedPage {
            account_id: self.account_id.clone(),
            platform: self.platform,
            what: H::WHAT.to_owned(),
            base_url: client.connection().base_url().to_string(),
            raw: answer.raw,
            request_id: answer.request_id,
            turn: answer.turn,
            read_at: answer.read_at,
        };
        let key = self.desk.store().run(move |store| store.put_down(fetched)).await?;
        self.desk.inner.syncing.set(self.account_id, self.platform, |lane| {
            let speed = lane.speed.get_or_insert(Speed { since: self.desk.now(), rows: 0 });
            speed.rows = speed.rows.saturating_add(came);
        });
        Ok(PageRead { fetched: Some(key), ..read })
    }

    /// Keeps pages in the order they came, in one transaction.
    async fn keep(self, pages: Vec<PageRead>) -> CommandResult<()> {
        let orders = pages.iter().flat_map(|page| &page.orders);
        let ids: Vec<_> = orders.map(|read| read.order.order_id.clone()).collect();
        self.desk.store().run(move |store| store.apply_pages(pages)).await?;
        if !ids.is_empty() {
            self.desk.changed(ChangedTable::Orders, ids);
        }
        self.desk.changed(ChangedTable::Sync, [self.account_id.clone()]);
        Ok(())
    }
}

/// Reads a page again that was put down.
fn again<H: History>(fetched: FetchedPage) -> CommandResult<HistoryPage> {
    let base_url = Url::parse(&fetched.base_url)
        .map_err(|error| CommandError::new(ErrorCode::Unreadable).saying(error))?;
    let origin = Origin { account_id: &fetched.account_id, base_url: &base_url };
    let answer = PageAnswer {
        raw: fetched.raw,
        request_id: fetched.request_id,
        turn: fetched.turn,
        read_at: fetched.read_at,
    };
    H::again(origin, fetched.platform, answer)
}

/// What a page that came tells, with how far the history is fetched behind it.
fn behind<H: History>(fill: &Fill, page: HistoryPage, now: EpochMs) -> CommandResult<PageRead> {
    let cursor = Cursor::of(fill);
    let next = cursor.behind(&page, H::PAGE_SIZE);
    let newest = cursor.page == 1 && cursor.until.is_none();
    let fill = Fill {
        cursor: next.map(text).transpose()?,
        rows_read: fill.rows_read.saturating_add(page.came),
        rows_total: if cursor.until.is_none() { page.total.or(fill.rows_total) } else { fill.rows_total },
        filled_at: next.is_none().then_some(now),
        ..fill.clone()
    };
    Ok(PageRead { fill: Some(fill), newest_read_at: newest.then_some(now), ..page.read })
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
