//! The catalogue and its pictures: reproducible, consistent, searchable.

use std::collections::HashSet;

use pondesk_catalogue::pictures::{self, PictureKey, SIDE};
use pondesk_catalogue::{Catalogue, Offer, Platform};

const PLATFORMS: [Platform; 2] = [Platform::Taobao, Platform::Alibaba1688];

fn offers_of(catalogue: &Catalogue, platform: Platform) -> Vec<&Offer> {
    catalogue.offers.iter().filter(|offer| offer.platform == platform).collect()
}

#[test]
fn the_same_seed_gives_the_same_goods_and_another_seed_gives_others() {
    let one = Catalogue::generate(42);
    assert_eq!(one.offers, Catalogue::generate(42).offers);
    let other = Catalogue::generate(43);
    assert_eq!(one.offers.len(), other.offers.len());
    let ids: HashSet<u64> = one.offers.iter().map(|offer| offer.id).collect();
    assert!(other.offers.iter().all(|offer| !ids.contains(&offer.id)), "another seed, other ids");
}

#[test]
fn both_platforms_have_at_least_330_offers_of_some_forty_kinds() {
    let catalogue = Catalogue::generate(1);
    for platform in PLATFORMS {
        let offers = offers_of(&catalogue, platform);
        assert!(offers.len() >= 330, "{platform:?} has {}", offers.len());
        let kinds: HashSet<_> = offers.iter().map(|offer| offer.look.kind).collect();
        assert!(kinds.len() >= 40, "{platform:?} has {} kinds", kinds.len());
    }
}

#[test]
fn every_number_is_unique_and_has_its_digits() {
    let catalogue = Catalogue::generate(1);
    let mut seen = HashSet::new();
    for offer in &catalogue.offers {
        assert_eq!(offer.id.to_string().len(), 12);
        assert_eq!(offer.mp_id.to_string().len(), 16);
        assert!(seen.insert(offer.id) && seen.insert(offer.mp_id), "{} is given twice", offer.id);
        assert_eq!(catalogue.offer(offer.platform, offer.id), Some(offer));
        for sku in &offer.skus {
            assert_eq!(sku.id.to_string().len(), 13);
            assert_eq!(sku.mp_sku_id.to_string().len(), 16);
            assert!(seen.insert(sku.id) && seen.insert(sku.mp_sku_id), "SKU {} is given twice", sku.id);
            assert_eq!(sku.spec_id.len(), 32);
            assert!(sku.spec_id.chars().all(|c| c.is_ascii_hexdigit()));
            assert_eq!(offer.sku(sku.id), Some(sku));
            assert_eq!(offer.sku_by_spec(&sku.spec_id), Some(sku), "spec ids are unique within an offer");
        }
    }
}

#[test]
fn skus_are_every_combination_of_the_dimensions_once() {
    let catalogue = Catalogue::generate(5);
    let mut shapes = HashSet::new();
    for offer in &catalogue.offers {
        let sizes: Vec<usize> = offer.dimensions.iter().map(|dimension| dimension.values.len()).collect();
        assert_eq!(offer.skus.len(), sizes.iter().product::<usize>());
        let combinations: HashSet<&[usize]> = offer.skus.iter().map(|sku| sku.values.as_slice()).collect();
        assert_eq!(combinations.len(), offer.skus.len());
        for sku in &offer.skus {
            assert_eq!(sku.values.len(), sizes.len());
            assert!(sku.values.iter().zip(&sizes).all(|(at, size)| at < size));
        }
        shapes.insert(sizes.len());
    }
    assert!(shapes.contains(&1) && shapes.contains(&2), "one and two dimensions: {shapes:?}");
    assert!(catalogue.offers.iter().any(|offer| offer.skus.len() >= 240), "30 colours in 8 sizes");
}

#[test]
fn prices_agree_with_tiers_and_promotions() {
    let catalogue = Catalogue::generate(1);
    let (mut by_quantity, mut by_sku, mut promoted) = (0, 0, 0);
    for offer in &catalogue.offers {
        assert!(offer.moq >= 1);
        if offer.platform == Platform::Taobao {
            assert!(offer.tiers.is_empty());
            assert_eq!(offer.moq, 1);
        } else {
            assert_eq!(offer.tiers[0].from, offer.moq);
            let lowest = offer.skus.iter().map(|sku| sku.price_fen).min();
            assert_eq!(Some(offer.tiers[0].price_fen), lowest);
        }
        for steps in offer.tiers.windows(2) {
            assert!(steps[0].from < steps[1].from && steps[0].price_fen > steps[1].price_fen);
        }
        for sku in &offer.skus {
            assert!(sku.price_fen > 0 && sku.weight_g > 0);
            if let Some(promotion) = sku.promotion_price_fen {
                promoted += 1;
                assert!(promotion > 0 && promotion < sku.price_fen);
                assert_eq!(offer.unit_price_fen(sku, 1), promotion);
            } else if offer.tiers.len() >= 2 {
                by_quantity += 1;
                assert_eq!(sku.price_fen, offer.tiers[0].price_fen, "quantity sets the price, not the SKU");
                for tier in &offer.tiers {
                    assert_eq!(offer.unit_price_fen(sku, tier.from), tier.price_fen);
                }
                let second = offer.tiers[1];
                assert!(offer.unit_price_fen(sku, second.from - 1) > second.price_fen);
            } else {
                by_sku += 1;
                assert_eq!(offer.unit_price_fen(sku, offer.moq), sku.price_fen);
            }
        }
    }
    assert!(by_quantity > 100 && by_sku > 100 && promoted > 100, "{by_quantity} {by_sku} {promoted}");
}

#[test]
fn some_skus_are_sold_out_and_some_nearly() {
    let catalogue = Catalogue::generate(1);
    let stocks: Vec<u32> =
        catalogue.offers.iter().flat_map(|offer| &offer.skus).map(|sku| sku.stock).collect();
    assert!(stocks.contains(&0));
    assert!(stocks.iter().any(|stock| (1..10).contains(stock)));
    assert!(stocks.iter().any(|stock| *stock > 1000));
}

#[test]
fn titles_are_chinese_and_translated() {
    let catalogue = Catalogue::generate(1);
    for offer in &catalogue.offers {
        assert!(offer.title_zh.chars().filter(|c| ('\u{4e00}'..='\u{9fff}').contains(c)).count() >= 8);
        for language in ["en", "vi", "th", "es", "ru"] {
            assert!(!offer.translations[language].is_empty());
        }
        assert!(!offer.translations["en"].chars().any(|c| ('\u{4e00}'..='\u{9fff}').contains(&c)));
        for value in offer.dimensions.iter().flat_map(|dimension| &dimension.values) {
            assert!(value.translations.contains_key("en"));
        }
    }
}

#[test]
fn two_chinese_characters_find_what_they_name() {
    let catalogue = Catalogue::generate(1);
    for (words, noun) in
        [("雨伞", "雨伞"), ("衬衫", "衬衫"), ("台灯", "台灯"), ("花瓶", "花瓶"), ("围巾", "围巾")]
    {
        for platform in PLATFORMS {
            let found = catalogue.search(platform, words);
            assert!(found.len() >= 5, "{words} on {platform:?}");
            assert!(found[..5].iter().all(|offer| offer.title_zh.contains(noun)), "{words} on {platform:?}");
            assert!(found.iter().all(|offer| offer.platform == platform));
        }
    }
    assert!(!catalogue.search(Platform::Taobao, "男鞋").is_empty(), "buyers' words are known");
    assert!(!catalogue.search(Platform::Taobao, "碎花连衣裙").is_empty(), "several words written as one");
}

#[test]
fn words_of_other_languages_find_the_same_goods() {
    let catalogue = Catalogue::generate(1);
    for words in ["umbrella", "Umbrellas", "ร่ม", "paraguas", "зонт"] {
        let found = catalogue.search(Platform::Alibaba1688, words);
        assert!(found.len() >= 5, "{words}");
        assert!(found[..5].iter().all(|offer| offer.title_zh.contains("雨伞")), "{words}");
    }
    let floral = catalogue.search(Platform::Taobao, "floral dress");
    assert!(floral.iter().all(|offer| offer.translations["en"].to_lowercase().contains("floral")));
    assert!(catalogue.search(Platform::Taobao, "zzqx").is_empty());
    assert_eq!(catalogue.search(Platform::Taobao, " ").len(), offers_of(&catalogue, Platform::Taobao).len());
}

#[test]
fn a_picture_is_the_same_every_time_and_its_name_leads_back_to_it() {
    let catalogue = Catalogue::generate(9);
    for offer in catalogue.offers.iter().step_by(160) {
        for key in &offer.pictures {
            assert_eq!(key.to_string().parse::<PictureKey>(), Ok(*key));
            let picture = pictures::draw(&catalogue, key).expect("a picture");
            assert_eq!(picture.dimensions(), (SIDE, SIDE));
            let (mime, bytes) = pictures::encode(&picture, key).expect("a file");
            let again = pictures::draw(&Catalogue::generate(9), key).expect("a picture");
            assert_eq!(pictures::encode(&again, key).expect("a file").1, bytes);
            let format = image::guess_format(&bytes).expect("a known format");
            assert_eq!(format.to_mime_type(), mime);
        }
    }
    let (png, jpeg): (Vec<_>, Vec<_>) = catalogue.offers.iter().partition(|offer| offer.pictures[0].is_png());
    assert!(!png.is_empty() && jpeg.len() > png.len() * 3, "JPEG mostly");
}

#[test]
fn colours_and_views_have_pictures_of_their_own() {
    let catalogue = Catalogue::generate(1);
    let coloured = |offer: &&Offer| offer.look.colours.len() >= 3;
    for offer in catalogue.offers.iter().filter(coloured).step_by(90) {
        let mut keys: Vec<PictureKey> = offer.pictures.clone();
        keys.extend(offer.dimensions[0].values.iter().filter_map(|value| value.picture).skip(1));
        let drawn: HashSet<Vec<u8>> =
            keys.iter().map(|key| pictures::draw(&catalogue, key).expect("a picture").into_raw()).collect();
        assert_eq!(drawn.len(), keys.len());
    }
}

#[test]
fn pictures_that_do_not_exist_are_refused() {
    let catalogue = Catalogue::generate(1);
    let key = catalogue.offers[0].pictures[0];
    assert!(pictures::draw(&catalogue, &PictureKey { colour: 200, ..key }).is_none());
    assert!(pictures::draw(&catalogue, &PictureKey { offer_id: 1, ..key }).is_none());
    assert!(pictures::draw(&catalogue, &PictureKey { platform: Platform::Alibaba1688, ..key }).is_none());
    let name = key.to_string();
    for bad in
        ["", "t", "x1-0-0.jpg", "t1-0-0", "t1-9-0.jpg", "t1-0-0-0.jpg", "t+1-0-0.jpg", "../t1-0-0.jpg", "价"]
    {
        assert!(bad.parse::<PictureKey>().is_err(), "{bad}");
    }
    assert!(format!("{name}x").parse::<PictureKey>().is_err());
}
