//! Offers: age, prices seen, selections.

use pondesk_agent::api::*;
use pondesk_domain::{LineFault, Money, OfferId, Platform, SelectionSum};

use crate::ground::Ground;

#[tokio::test]
async fn an_offer_has_all_it_needs_to_be_ordered() {
    let ground = Ground::new().await;
    for platform in Platform::ALL {
        let OfferView { offer, prices_seen, offline, .. } = ground.first_offer(platform).await;
        assert!(!offline && offer.on_sale && offer.moq >= 1);
        assert!(
            !offer.title.original.is_empty()
                && !offer.seller.id.as_str().is_empty()
                && !offer.seller.name.is_empty()
        );
        assert!(!offer.pictures.is_empty() && !offer.skus.is_empty());
        assert_eq!(prices_seen.len(), 1);
        for sku in &offer.skus {
            assert_eq!(sku.values.len(), offer.dimensions.len());
            for (dimension, value) in offer.dimensions.iter().zip(&sku.values) {
                assert!((*value as usize) < dimension.values.len());
            }
            assert!(sku.stock.is_some());
            assert!(sku.price.is_some() != (platform == Platform::Alibaba1688 && !offer.tiers.is_empty()));
            match platform {
                Platform::Taobao => assert!(sku.supply_item_id.is_some() && sku.supply_sku_id.is_some()),
                Platform::Alibaba1688 => assert!(sku.spec_id.is_some() && sku.weight_grams.is_some()),
            }
        }
        let host = match platform {
            Platform::Taobao => "https://item.taobao.com/",
            Platform::Alibaba1688 => "https://detail.1688.com/",
        };
        assert!(
            offer.page_url.is_some_and(|url| url.starts_with(host)),
            "a sandbox's own page is not the platform's"
        );
    }
}

#[tokio::test]
async fn a_price_that_moved_is_kept_beside_the_old_one() {
    let ground = Ground::new().await;
    let before = ground.first_offer(Platform::Taobao).await;
    let id = &before.offer.offer_id;
    ground.change_price(Platform::Taobao, id, 777).await;
    let unasked = ground.offer(Platform::Taobao, id, false).await.unwrap();
    assert_eq!(unasked.offer, before.offer, "read a moment ago: not asked again");
    let after = ground.offer(Platform::Taobao, id, true).await.unwrap();
    assert!(after.offer.skus.iter().all(|sku| sku.price == Some(Money::fen(777))));
    let prices: Vec<_> = after.prices_seen.iter().map(|point| point.price).collect();
    assert_eq!(prices, vec![before.prices_seen[0].price, Money::fen(777)]);
    let same = ground.offer(Platform::Taobao, id, true).await.unwrap();
    assert_eq!(same.prices_seen, after.prices_seen, "a point only where the price changed");
}

#[tokio::test]
async fn an_offer_is_shown_and_priced_offline_with_its_age() {
    let ground = Ground::new().await;
    let shown = ground.first_offer(Platform::Alibaba1688).await;
    ground.stop_sandbox().await;
    let id = &shown.offer.offer_id;
    let offline = ground.offer(Platform::Alibaba1688, id, true).await.unwrap();
    assert!(offline.offline);
    assert_eq!((offline.offer, offline.read_at), (shown.offer.clone(), shown.read_at));
    let unknown = ground.offer(Platform::Taobao, id, false).await.unwrap_err();
    assert_eq!(unknown.code, ErrorCode::SandboxFailed);

    let sku = shown.offer.skus.iter().max_by_key(|sku| sku.stock).unwrap();
    let price = |quantity| OfferPrice {
        account_id: ground.account_id.clone(),
        platform: Platform::Alibaba1688,
        offer_id: id.clone(),
        picked: vec![Picked { sku_id: sku.sku_id.clone(), quantity }],
        across: None,
    };
    let sum: SelectionSum = ground.run("offer_price", &price(shown.offer.moq)).await.unwrap();
    assert_eq!((sum.pieces, sum.faults.len()), (shown.offer.moq, 0));
    assert!(sum.goods.minor() > 0);
    let sum: SelectionSum = ground.run("offer_price", &price(0)).await.unwrap();
    assert!(sum.faults.contains(&LineFault::ZeroQuantity { sku_id: sku.sku_id.clone() }));
    let stock = sku.stock.unwrap();
    let sum: SelectionSum = ground.run("offer_price", &price(stock + 1)).await.unwrap();
    assert!(sum.faults.contains(&LineFault::AboveStock { sku_id: sku.sku_id.clone(), stock }));
}

#[tokio::test]
async fn an_offer_that_is_not_there_is_said_to_be_missing() {
    let ground = Ground::new().await;
    for platform in Platform::ALL {
        let error = ground.offer(platform, &OfferId::from("999999999999"), false).await.unwrap_err();
        assert_eq!(error.code, ErrorCode::OfferMissing, "{platform}: {error}");
    }
    let price = OfferPrice {
        account_id: ground.account_id.clone(),
        platform: Platform::Taobao,
        offer_id: OfferId::from("999999999999"),
        picked: vec![],
        across: None,
    };
    let error = ground.run::<SelectionSum>("offer_price", &price).await.unwrap_err();
    assert_eq!(error.code, ErrorCode::OfferMissing);
}
