//! `search` and `offer …`

use pondesk_agent::api::{
    FileFromLink, FileRef, OfferPage, OfferShow, OfferView, SearchImage, SearchKeyword, SearchSort,
};
use pondesk_domain::Platform;

use super::Session;
use crate::args::{OfferVerb, SearchArgs};
use crate::call::{call, print};
use crate::exit::Failure;
use crate::text;

pub(crate) async fn search(session: &Session, given: SearchArgs) -> Result<(), Failure> {
    let account_id = session.account_id().await?;
    let platform = Platform::from(given.platform);
    let picture = match (&given.image, given.url) {
        (Some(path), _) => Some(session.take(path).await?),
        (None, Some(url)) => {
            Some(call::<FileRef>(&session.desk, "file_from_link", &FileFromLink { url }).await?)
        }
        (None, None) => None,
    };
    let page: OfferPage = match picture {
        Some(file) => {
            let request =
                SearchImage { account_id, platform, file_id: file.file_id, crop: None, page: given.page };
            call(&session.desk, "search_image", &request).await?
        }
        None => {
            let words = given.keyword.unwrap_or_default();
            let request =
                SearchKeyword { account_id, platform, words, page: given.page, sort: SearchSort::Best };
            call(&session.desk, "search_keyword", &request).await?
        }
    };
    print(session.json, &page, text::offer_page)
}

pub(crate) async fn run(session: &Session, verb: OfferVerb) -> Result<(), Failure> {
    let OfferVerb::Show { platform, offer, refresh } = verb;
    let account_id = session.account_id().await?;
    let request = OfferShow { account_id, platform: platform.into(), offer_id: offer.into(), refresh };
    let view: OfferView = call(&session.desk, "offer_show", &request).await?;
    print(session.json, &view, text::offer)
}
