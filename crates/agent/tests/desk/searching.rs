//! Searching by words, by picture and by link.

use image::DynamicImage;
use image::imageops::FilterType;
use pondesk_agent::api::*;
use pondesk_agent::pictures;
use pondesk_domain::Platform;

use crate::ground::{Ground, until};

#[tokio::test]
async fn words_find_offers_on_both_platforms_page_by_page() {
    let ground = Ground::new().await;
    for platform in Platform::ALL {
        let first = ground.words(platform, "杯", 1).await.unwrap();
        assert!(!first.offers.is_empty() && !first.offline && first.sorted);
        for offer in &first.offers {
            assert_eq!(offer.platform, platform);
            assert!(!offer.title.original.is_empty() && offer.price.is_some());
            assert!(offer.picture.as_ref().is_some_and(|key| key.starts_with("a.")), "{:?}", offer.picture);
            assert!(offer.title.translations.contains_key("en"));
        }
        let total = first.total.unwrap();
        assert_eq!(first.has_more, total > 20, "{platform}: {total}");
        if first.has_more {
            let second = ground.words(platform, "杯", 2).await.unwrap();
            assert_eq!(second.page, 2);
            assert!(!first.offers.iter().any(|offer| offer.offer_id == second.offers[0].offer_id));
        }
    }
}

#[tokio::test]
async fn an_order_of_results_is_said_only_where_it_is_seen() {
    let ground = Ground::new().await;
    for (platform, sort, sorted) in [
        (Platform::Alibaba1688, SearchSort::PriceUp, true),
        (Platform::Alibaba1688, SearchSort::PriceDown, true),
        (Platform::Alibaba1688, SearchSort::Sold, true),
        (Platform::Taobao, SearchSort::Sold, false),
    ] {
        let page = ground.sorted(platform, "杯", 1, sort).await.unwrap();
        assert_eq!(page.sorted, sorted, "{platform} {sort:?}: a Taobao hit has no figure of sales");
    }
    let cheapest = ground.sorted(Platform::Alibaba1688, "杯", 1, SearchSort::PriceUp).await.unwrap();
    assert!(cheapest.offers.iter().map(|offer| offer.price.unwrap().minor()).is_sorted());
}

#[tokio::test]
async fn words_that_cannot_be_searched_are_named() {
    let ground = Ground::new().await;
    for (words, code) in [("  ", ErrorCode::FieldMissing), (&*"长".repeat(201), ErrorCode::FieldInvalid)] {
        let error = ground.words(Platform::Taobao, words, 1).await.unwrap_err();
        assert_eq!((error.code, error.field.as_deref()), (code, Some("words")));
    }
}

#[tokio::test]
async fn without_pandapon_the_same_search_is_answered_from_this_desk() {
    let ground = Ground::new().await;
    let online = ground.words(Platform::Taobao, "杯", 1).await.unwrap();
    let other = ground.words(Platform::Alibaba1688, "杯", 1).await.unwrap();
    ground.stop_sandbox().await;
    let offline = ground.words(Platform::Taobao, " 杯 ", 1).await.unwrap();
    assert!(offline.offline);
    assert_eq!((offline.offers, offline.read_at), (online.offers.clone(), online.read_at));
    let unknown = ground.words(Platform::Taobao, "杯", 2).await.unwrap_err();
    assert_eq!(unknown.code, ErrorCode::SandboxFailed);
    assert!(!ground.status().await.online);
    let last: Vec<OfferPage> =
        ground.run("search_last", &SearchLast { account_id: ground.account_id.clone() }).await.unwrap();
    let kept: Vec<_> = last.into_iter().map(|page| page.offers).collect();
    assert_eq!(kept, vec![online.offers, other.offers]);
}

/// What a client does to a picture before it reaches an agent: crops, shrinks, brightens and compresses it.
fn as_a_client_sends_it(bytes: &[u8]) -> Vec<u8> {
    let picture = image::load_from_memory(bytes).unwrap();
    let (width, height) = (picture.width(), picture.height());
    let cut = picture.crop_imm(width / 20, height / 20, width * 9 / 10, height * 9 / 10);
    let changed: DynamicImage =
        cut.resize(width * 7 / 10, height * 7 / 10, FilterType::Triangle).brighten(14);
    let mut jpeg = Vec::new();
    let encoder = image::codecs::jpeg::JpegEncoder::new_with_quality(&mut jpeg, 62);
    changed.to_rgb8().write_with_encoder(encoder).unwrap();
    jpeg
}

#[tokio::test]
async fn a_clients_picture_finds_its_offer_on_both_platforms_and_offline_again() {
    let ground = Ground::new().await;
    for platform in Platform::ALL {
        let wanted = ground.words(platform, "杯", 1).await.unwrap().offers.swap_remove(0);
        let (_, bytes) = pictures::load(&ground.desk, wanted.picture.as_deref().unwrap()).await.unwrap();
        let file = ground.give("客户.jpg", as_a_client_sends_it(&bytes)).await.unwrap();
        let search = |page| SearchImage {
            account_id: ground.account_id.clone(),
            platform,
            file_id: file.file_id.clone(),
            crop: None,
            page,
        };
        // A cold sandbox draws its whole catalogue for the first search; on a busy machine that outlasts a call.
        let request = search(1);
        let asked = || ground.run::<OfferPage>("search_image", &request);
        let timed_out = |found: &CommandResult<OfferPage>| {
            found.as_ref().is_err_and(|error| error.code == ErrorCode::TimedOut)
        };
        let found = until("an answer in time", asked, |found| !timed_out(found)).await.unwrap();
        let first_three: Vec<_> = found.offers.iter().take(3).map(|offer| &offer.offer_id).collect();
        assert!(
            first_three.contains(&&wanted.offer_id),
            "{platform}: {} not in {first_three:?}",
            wanted.offer_id
        );
        if platform == Platform::Taobao {
            assert!(!found.has_more);
            let error = ground.run::<OfferPage>("search_image", &search(2)).await.unwrap_err();
            assert_eq!((error.code, error.field.as_deref()), (ErrorCode::FieldInvalid, Some("page")));
        }
        if platform == Platform::Alibaba1688 {
            ground.stop_sandbox().await;
            let again: OfferPage = ground.run("search_image", &search(1)).await.unwrap();
            assert!(again.offline);
            assert_eq!(again.offers, found.offers);
        }
    }
}

#[tokio::test]
async fn a_picture_that_is_gone_is_asked_for_again() {
    let ground = Ground::new().await;
    let search = SearchImage {
        account_id: ground.account_id.clone(),
        platform: Platform::Taobao,
        file_id: "01GONE".into(),
        crop: None,
        page: 1,
    };
    let error = ground.run::<OfferPage>("search_image", &search).await.unwrap_err();
    assert_eq!((error.code, error.field.as_deref()), (ErrorCode::FileMissing, Some("fileId")));
}

#[tokio::test]
async fn a_link_leads_to_its_offer() {
    let ground = Ground::new().await;
    let text = "https://detail.1688.com/offer/706627393257.html".into();
    let target: LinkTarget = ground.run("search_link", &SearchLink { text, platform: None }).await.unwrap();
    assert_eq!((target.platform, target.offer_id.as_str()), (Platform::Alibaba1688, "706627393257"));
}
