//! Searching: by words, by picture, by link. Results are kept, and shown again when PandaPon is not reached.

use pandapon::alibaba1688::{self as wire1688, Sort, SortField};
use pandapon::{Answer, Client, taobao as wire_taobao};
use pondesk_domain::{AccountId, EpochMs, OfferSummary, Platform};
use pondesk_store::LastSearch;
use serde::Serialize;

use crate::api::*;
use crate::desk::Desk;
use crate::errors::{is_out_of_reach, unreadable_row};
use crate::files::HeldFile;
use crate::links;
use crate::pictures::{in_background, search_jpeg};
use crate::translate::values::Origin;
use crate::translate::{self, Hits};

/// Offers a page; upstream advises it for 1688.
const PAGE_SIZE: u32 = 20;

/// Longest words that are searched.
const LONGEST_WORDS: usize = 200;

/// Pages of results kept for each account and platform.
const KEPT_PAGES: u32 = 50;

/// Finds offers by words.
///
/// # Errors
/// [`ErrorCode::FieldMissing`] and [`ErrorCode::FieldInvalid`] in `words`; [`ErrorCode::NotReached`] when this desk does not
/// know the same search either.
pub async fn by_keyword(desk: &Desk, request: SearchKeyword) -> CommandResult<OfferPage> {
    let words = request.words.trim().to_owned();
    if words.is_empty() {
        return Err(CommandError::field(ErrorCode::FieldMissing, "words"));
    }
    if words.chars().count() > LONGEST_WORDS {
        return Err(CommandError::field(ErrorCode::FieldInvalid, "words").with("limit", LONGEST_WORDS));
    }
    let page = request.page.max(1);
    let search = Search {
        account_id: request.account_id,
        platform: request.platform,
        asked: Asked::Words { words: words.clone(), sort: request.sort, page },
        query: SearchQuery::Words { words: words.clone(), sort: request.sort },
        page,
    };
    let client = match desk.client(&search.account_id).await {
        Ok(client) => client,
        Err(error) => return search.kept_instead(desk, error).await,
    };
    let found = match search.platform {
        Platform::Taobao => taobao_words(&client, &search, &words, request.sort).await,
        Platform::Alibaba1688 => alibaba1688_words(&client, &search, &words, request.sort).await,
    };
    search.keep(desk, found, request.sort).await
}

/// Finds offers by a picture, or by a part of it.
///
/// # Errors
/// [`ErrorCode::FileMissing`]; [`ErrorCode::NotAPicture`] for a PDF;
/// [`ErrorCode::FieldInvalid`] in `crop`, or in `page` where the platform has one page only; [`ErrorCode::NotReached`].
pub async fn by_image(desk: &Desk, request: SearchImage) -> CommandResult<OfferPage> {
    let held = desk.inner.files.get(&request.file_id)?;
    let page = request.page.max(1);
    if request.platform == Platform::Taobao && page > 1 {
        return Err(CommandError::field(ErrorCode::FieldInvalid, "page").with("limit", 1));
    }
    let search = Search {
        account_id: request.account_id,
        platform: request.platform,
        asked: Asked::Picture { sha256: held.sha256.clone(), crop: request.crop, page },
        query: SearchQuery::Picture { file: held.file.clone(), crop: request.crop },
        page,
    };
    let jpeg = prepared(held, request.crop).await?;
    let client = match desk.client(&search.account_id).await {
        Ok(client) => client,
        Err(error) => return search.kept_instead(desk, error).await,
    };
    let found = match search.platform {
        Platform::Taobao => taobao_picture(&client, &search, jpeg).await,
        Platform::Alibaba1688 => alibaba1688_picture(&client, &search, jpeg).await,
    };
    search.keep(desk, found, SearchSort::Best).await
}

/// The last results of an account, the newest of each platform, from this desk.
///
/// # Errors
/// Those of the store.
pub async fn last(desk: &Desk, request: SearchLast) -> CommandResult<Vec<OfferPage>> {
    let kept = desk.store().run(move |store| store.last_searches(&request.account_id)).await?;
    let newest = |platform| kept.iter().filter(move |kept| kept.platform == platform).find_map(page_from);
    let mut pages: Vec<OfferPage> = Platform::ALL.into_iter().filter_map(newest).collect();
    for page in &mut pages {
        // The bytes went when Pondesk was closed: the UI is not sent to ask for them.
        if let SearchQuery::Picture { file, .. } = &mut page.query
            && desk.inner.files.get(&file.file_id).is_err()
        {
            file.picture = None;
        }
    }
    Ok(pages)
}

/// Reads a link, an id or a share text.
///
/// # Errors
/// [`ErrorCode::FieldMissing`], [`ErrorCode::LinkUnknown`] with `reason`, [`ErrorCode::LinkForbidden`] with `host`.
pub async fn link(_desk: &Desk, request: SearchLink) -> CommandResult<LinkTarget> {
    links::parse(&request.text, request.platform)
}

/// What names a search when it is asked again.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
enum Asked {
    Words { words: String, sort: SearchSort, page: u32 },
    Picture { sha256: String, crop: Option<Crop>, page: u32 },
}

/// One page of a search.
struct Search {
    account_id: AccountId,
    platform: Platform,
    asked: Asked,
    query: SearchQuery,
    page: u32,
}

/// What a platform answered.
struct Found {
    hits: Hits,
    read_at: EpochMs,
}

impl Search {
    /// What was found. Rows that cannot be read cost only themselves; a page with none that can is an error.
    fn found<T>(
        &self,
        answer: &Answer<T>,
        client: &Client,
        hits: fn(&T, Origin<'_>) -> Hits,
    ) -> CommandResult<Found> {
        let origin = Origin { account_id: &self.account_id, base_url: client.connection().base_url() };
        let hits = hits(&answer.data, origin);
        match hits.broken.first() {
            Some(row) if hits.broken.len() == hits.rows => Err(unreadable_row(row, "data")),
            _ => Ok(Found { hits, read_at: EpochMs(answer.received_at.as_millisecond()) }),
        }
    }

    /// Keeps what was found, or answers from this desk.
    async fn keep(
        self,
        desk: &Desk,
        found: CommandResult<Found>,
        sort: SearchSort,
    ) -> CommandResult<OfferPage> {
        let found = match found {
            Ok(found) => found,
            Err(error) => return self.kept_instead(desk, error).await,
        };
        let (key, read_at) = (self.key()?, found.read_at);
        let page = self.page(found, sort);
        let text = serde_json::to_string(&page)
            .map_err(|error| CommandError::new(ErrorCode::Internal).saying(error))?;
        let row = LastSearch {
            account_id: self.account_id.clone(),
            platform: self.platform,
            query: key,
            page: text,
            read_at,
        };
        desk.store().run(move |store| store.keep_search(&row, KEPT_PAGES)).await?;
        desk.changed(ChangedTable::Searches, [&self.account_id]);
        Ok(page)
    }

    /// What was found, for the UI.
    fn page(&self, Found { hits, read_at }: Found, sort: SearchSort) -> OfferPage {
        let unreadable = hits.rows.saturating_sub(hits.offers.len());
        OfferPage {
            platform: self.platform,
            has_more: self.has_more(&hits),
            sorted: is_sorted(&hits.offers, sort),
            query: self.query.clone(),
            offers: hits.offers,
            page: self.page,
            total: hits.total,
            unreadable: u32::try_from(unreadable).unwrap_or(u32::MAX),
            read_at,
            offline: false,
        }
    }

    /// The same search as this desk remembers it, when PandaPon is not reached; the error otherwise.
    async fn kept_instead(&self, desk: &Desk, error: CommandError) -> CommandResult<OfferPage> {
        if !is_out_of_reach(&error) {
            return Err(error);
        }
        let (account_id, key) = (self.account_id.clone(), self.key()?);
        let kept = desk.store().run(move |store| store.last_searches(&account_id)).await?;
        let same = kept.iter().find(|kept| kept.platform == self.platform && kept.query == key);
        let page = same.and_then(page_from).ok_or(error)?;
        // The picture's bytes are those of this run.
        Ok(OfferPage { query: self.query.clone(), offline: true, ..page })
    }

    fn key(&self) -> CommandResult<String> {
        serde_json::to_string(&self.asked)
            .map_err(|error| CommandError::new(ErrorCode::Internal).saying(error))
    }

    fn has_more(&self, hits: &Hits) -> bool {
        if self.platform == Platform::Taobao && matches!(self.asked, Asked::Picture { .. }) {
            return false;
        }
        let full = hits.rows >= PAGE_SIZE as usize;
        full && hits.total.is_none_or(|total| u64::from(total) > u64::from(self.page) * u64::from(PAGE_SIZE))
    }
}

fn page_from(kept: &LastSearch) -> Option<OfferPage> {
    let page: OfferPage = serde_json::from_str(&kept.page).ok()?;
    Some(OfferPage { read_at: kept.read_at, offline: true, ..page })
}

async fn prepared(held: std::sync::Arc<HeldFile>, crop: Option<Crop>) -> CommandResult<Vec<u8>> {
    in_background(move || search_jpeg(&held.bytes, held.kind, crop)).await?
}

async fn taobao_words(
    client: &Client,
    search: &Search,
    words: &str,
    sort: SearchSort,
) -> CommandResult<Found> {
    let asked = wire_taobao::KeywordSearch::new(words).page(search.page).page_size(PAGE_SIZE);
    // Order keys of the affiliate API. The reference shows another one only, so the answer's order is looked at.
    let asked = match sort {
        SearchSort::Best => asked,
        SearchSort::PriceUp => asked.sort("price_asc"),
        SearchSort::PriceDown => asked.sort("price_des"),
        SearchSort::Sold => asked.sort("total_sales_des"),
    };
    let answer = client.taobao().search_by_keyword(&asked).await?;
    search.found(&answer, client, translate::taobao::search::hits)
}

async fn alibaba1688_words(
    client: &Client,
    search: &Search,
    words: &str,
    sort: SearchSort,
) -> CommandResult<Found> {
    let asked = wire1688::KeywordSearch::new(words).page(search.page).page_size(PAGE_SIZE);
    let asked = match sort {
        SearchSort::Best => asked,
        SearchSort::PriceUp => asked.sort(Sort::Ascending(SortField::Price)),
        SearchSort::PriceDown => asked.sort(Sort::Descending(SortField::Price)),
        SearchSort::Sold => asked.sort(Sort::Descending(SortField::MonthSold)),
    };
    let answer = client.alibaba1688().search_by_keyword(&asked).await?;
    search.found(&answer, client, translate::alibaba1688::search::hits)
}

async fn taobao_picture(client: &Client, search: &Search, jpeg: Vec<u8>) -> CommandResult<Found> {
    let asked = wire_taobao::ImageSearch::new(wire_taobao::Picture::Bytes(jpeg));
    let answer = client.taobao().search_by_image(&asked).await?;
    search.found(&answer, client, translate::taobao::search::hits)
}

async fn alibaba1688_picture(client: &Client, search: &Search, jpeg: Vec<u8>) -> CommandResult<Found> {
    let asked =
        wire1688::ImageSearch::new(wire1688::Picture::Bytes(jpeg)).page(search.page).page_size(PAGE_SIZE);
    let answer = client.alibaba1688().search_by_image(&asked).await?;
    search.found(&answer, client, translate::alibaba1688::search::hits)
}

/// Whether offers stand in the order asked for: seen, not believed. Figures that are not there are no order.
fn is_sorted(offers: &[OfferSummary], sort: SearchSort) -> bool {
    let price = |offer: &OfferSummary| offer.price.map(pondesk_domain::Money::minor);
    let prices = || offers.iter().map(price);
    match sort {
        SearchSort::Best => true,
        SearchSort::PriceUp => prices().all(|price| price.is_some()) && prices().is_sorted(),
        SearchSort::PriceDown => prices().all(|price| price.is_some()) && prices().rev().is_sorted(),
        SearchSort::Sold => {
            let sold = || offers.iter().map(|offer| offer.sold);
            sold().all(|sold| sold.is_some()) && sold().rev().is_sorted()
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_page_says_how_many_of_its_rows_are_not_shown() {
        let search = Search {
            account_id: AccountId::from("01A"),
            platform: Platform::Taobao,
            asked: Asked::Words { words: "杯".into(), sort: SearchSort::Best, page: 1 },
            query: SearchQuery::Words { words: "杯".into(), sort: SearchSort::Best },
            page: 1,
        };
        let raw = r#"{"data": [{"itemId": "1"}, {"itemId": {}}, {"title": "no id"}, {"itemId": "2"}]}"#;
        let read: wire_taobao::SearchPage = pandapon::wire::read_text(raw).unwrap();
        let base_url = "https://api.example".parse().unwrap();
        let origin = Origin { account_id: &search.account_id, base_url: &base_url };
        let hits = translate::taobao::search::hits(&read, origin);
        let page = search.page(Found { hits, read_at: EpochMs(0) }, SearchSort::Best);
        let ids: Vec<_> = page.offers.iter().map(|offer| offer.offer_id.as_str()).collect();
        assert_eq!((ids.as_slice(), page.unreadable), (["1", "2"].as_slice(), 2));
    }

    #[test]
    fn a_page_kept_by_an_older_pondesk_is_still_read() {
        let old = r#"{"platform":"taobao","query":{"kind":"words","words":"杯","sort":"best"},"offers":[],"page":1,
            "total":null,"hasMore":false,"sorted":true,"readAt":0,"offline":false}"#;
        assert_eq!(serde_json::from_str::<OfferPage>(old).unwrap().unreadable, 0);
    }
}
