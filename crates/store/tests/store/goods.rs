//! Searches, offers, carts and addresses.

use pondesk_domain::{
    Address, CartGroup, CartLine, EpochMs, Money, Offer, Order, OrderFilter, OrderSort, Platform, Seller,
    Sku, Text, Tier,
};
use pondesk_store::{CartLineSeen, KeptAddresses, LastSearch, PricePoint};

use crate::given::{account_id, desk, order, raw_connection, read};

fn search(platform: Platform, at: i64) -> LastSearch {
    LastSearch {
        account_id: account_id(),
        platform,
        query: format!("{{\"words\":\"{at}\"}}"),
        page: "[]".into(),
        read_at: EpochMs(at),
    }
}

#[test]
fn the_newest_searches_stay() {
    let (_folder, store) = desk();
    for at in [1, 2, 5, 3, 4] {
        store.keep_search(&search(Platform::Taobao, at), 3).unwrap();
    }
    store.keep_search(&search(Platform::Alibaba1688, 1), 3).unwrap();
    let kept = store.last_searches(&account_id()).unwrap();
    let expected: Vec<LastSearch> = [5, 4, 3].map(|at| search(Platform::Taobao, at)).into();
    assert_eq!(kept[..3], expected);
    assert_eq!(kept[3..], [search(Platform::Alibaba1688, 1)]);
}

fn offer(sku_price: i64, tier_price: i64) -> Offer {
    Offer {
        platform: Platform::Alibaba1688,
        offer_id: "612345678901".into(),
        title: Text::original("碎花连衣裙"),
        page_url: None,
        pictures: vec![],
        category_id: None,
        seller: Seller { id: "s".into(), name: "厂".into(), place: None, years: None, rating_x10: None },
        dimensions: vec![],
        skus: vec![Sku {
            sku_id: "1".into(),
            spec_id: None,
            supply_item_id: None,
            supply_sku_id: None,
            values: vec![],
            price: Some(Money::fen(sku_price)),
            list_price: None,
            stock: None,
            weight_grams: None,
        }],
        tiers: vec![Tier { from: 3, price: Money::fen(tier_price) }],
        moq: 1,
        unit: None,
        attributes: vec![],
        sold: None,
        repurchase_percent: None,
        ships_in_hours: None,
        on_sale: true,
    }
}

#[test]
fn prices_get_a_point_where_they_changed() {
    let (folder, store) = desk();
    let id = account_id();
    for (at, sku_price, tier_price) in
        [(1, 500, 400), (2, 500, 400), (3, 500, 390), (2, 1, 1), (4, 510, 390), (5, 500, 400)]
    {
        store.keep_offer(&id, &offer(sku_price, tier_price), "{}", EpochMs(at)).unwrap();
    }
    let points = |list: &[(i64, i64)]| -> Vec<PricePoint> {
        list.iter()
            .map(|(at, price)| PricePoint { seen_at: EpochMs(*at), price: Money::fen(*price) })
            .collect()
    };
    let (platform, offer_id) = (Platform::Alibaba1688, "612345678901".into());
    assert_eq!(store.prices_seen(&id, platform, &offer_id).unwrap(), points(&[(1, 400), (3, 390), (5, 400)]));
    let sku_points = store.sku_prices_seen(&id, platform, &offer_id, &"1".into()).unwrap();
    assert_eq!(sku_points, points(&[(1, 500), (4, 510), (5, 500)]));
    let kept = store.offer(&id, platform, &offer_id).unwrap().unwrap();
    assert_eq!((kept.offer, kept.raw, kept.read_at), (offer(500, 400), "{}".into(), EpochMs(5)));
    assert_eq!(store.offer(&id, Platform::Taobao, &offer_id).unwrap(), None);
    let db = raw_connection(folder.path());
    for sql in ["UPDATE price_points SET price_fen = 1", "DELETE FROM price_points"] {
        assert!(db.execute(sql, []).is_err(), "{sql}");
    }
}

fn group(lines: usize) -> CartGroup {
    let line = CartLine {
        platform: Platform::Taobao,
        line_id: "1".into(),
        offer_id: "2".into(),
        sku_id: "3".into(),
        spec_id: None,
        title: "耳机".into(),
        variant: None,
        picture: None,
        quantity: 1,
        unit_price: Some(Money::fen(5)),
        was_unit_price: None,
        sum: Some(Money::fen(5)),
        stock: None,
        buyable: true,
        added_at: None,
    };
    CartGroup {
        platform: Platform::Taobao,
        seller_id: "s".into(),
        seller_name: "店".into(),
        lines: vec![line; lines],
        goods: Money::fen(5),
        read_at: EpochMs(1),
    }
}

#[test]
fn the_newest_cart_of_each_platform_is_kept() {
    let (_folder, store) = desk();
    let id = account_id();
    assert_eq!(store.cart_line_count(&id).unwrap(), 0);
    store.keep_cart(&id, Platform::Taobao, &[group(2), group(1)], "[2]", EpochMs(20)).unwrap();
    store.keep_cart(&id, Platform::Taobao, &[], "[1]", EpochMs(10)).unwrap();
    store.keep_cart(&id, Platform::Alibaba1688, &[group(4)], "[3]", EpochMs(5)).unwrap();
    let kept = store.cart(&id, Platform::Taobao).unwrap().unwrap();
    assert_eq!((kept.groups, kept.raw, kept.read_at), (vec![group(2), group(1)], "[2]".into(), EpochMs(20)));
    assert_eq!(store.cart_line_count(&id).unwrap(), 7);
    store.keep_cart(&id, Platform::Taobao, &[], "[]", EpochMs(30)).unwrap();
    assert_eq!(store.cart_line_count(&id).unwrap(), 4);
}

#[test]
fn a_sku_put_into_the_cart_again_has_its_new_price() {
    let (_folder, store) = desk();
    let seen = |sku: &str, price, at| CartLineSeen {
        platform: Platform::Taobao,
        offer_id: "2".into(),
        sku_id: sku.into(),
        unit_price: Some(Money::fen(price)),
        added_at: EpochMs(at),
    };
    store.note_added_to_cart(&account_id(), &[seen("a", 100, 1), seen("b", 200, 1)]).unwrap();
    store.note_added_to_cart(&account_id(), &[seen("a", 110, 2)]).unwrap();
    let kept = store.cart_lines_seen(&account_id(), Platform::Taobao).unwrap();
    assert_eq!(kept, vec![seen("a", 110, 2), seen("b", 200, 1)]);
    assert_eq!(store.cart_lines_seen(&account_id(), Platform::Alibaba1688).unwrap(), vec![]);
}

#[test]
fn the_newest_address_book_is_kept_whole() {
    let (_folder, store) = desk();
    let address = |id: &str| Address {
        address_id: id.into(),
        name: "张三".into(),
        phone: "13800000000".into(),
        province: "浙江省".into(),
        city: "杭州市".into(),
        district: "滨江区".into(),
        street: "网商路1号".into(),
    };
    assert_eq!(store.addresses(&account_id()).unwrap(), None);
    store.keep_addresses(&account_id(), &[address("2"), address("1")], "[a]", EpochMs(10)).unwrap();
    store.keep_addresses(&account_id(), &[address("9")], "[b]", EpochMs(9)).unwrap();
    let kept =
        |addresses, raw: &str, at| Some(KeptAddresses { addresses, raw: raw.into(), read_at: EpochMs(at) });
    assert_eq!(store.addresses(&account_id()).unwrap(), kept(vec![address("2"), address("1")], "[a]", 10));
    store.keep_addresses(&account_id(), &[], "[]", EpochMs(11)).unwrap();
    assert_eq!(store.addresses(&account_id()).unwrap(), kept(vec![], "[]", 11));
}

#[test]
fn orders_are_found_by_what_their_offers_are_called_in_other_languages() {
    let (_folder, store) = desk();
    let of_platform = |number: &str, platform: Platform| {
        let given = order(number, "碎花连衣裙");
        Order { order_id: Order::id_for(platform, &number.into()), platform, ..given }
    };
    let found = |words: &str| {
        let filter = OrderFilter { words: words.into(), ..OrderFilter::default() };
        let rows = store.orders_page(&filter, OrderSort::Oldest, None, 50).unwrap().rows;
        let mut numbers: Vec<_> = rows.into_iter().map(|row| row.platform_order_id.to_string()).collect();
        numbers.sort();
        numbers
    };
    let called = |english: &str| {
        let mut offer = offer(100, 90);
        offer.title.translations = [("en", english), ("vi", "Váy hoa")]
            .map(|(language, title)| (language.to_owned(), title.to_owned()))
            .into();
        offer
    };
    store.apply_order(read(of_platform("1", Platform::Alibaba1688), 1)).unwrap();
    store.apply_order(read(of_platform("2", Platform::Taobao), 1)).unwrap();
    assert_eq!(found("floral"), Vec::<String>::new());
    store.keep_offer(&account_id(), &called("Floral dress"), "{}", EpochMs(1)).unwrap();
    assert_eq!(found("floral dress"), ["1"], "the same number on the other platform is another offer");
    assert_eq!(found("vay hoa"), ["1"]);
    assert_eq!(found("连衣"), ["1", "2"]);
    store.apply_order(read(of_platform("3", Platform::Alibaba1688), 2)).unwrap();
    assert_eq!(found("floral"), ["1", "3"], "what comes later is found as well");
    store.keep_offer(&account_id(), &called("Summer dress"), "{}", EpochMs(2)).unwrap();
    assert_eq!((found("floral"), found("summer")), (vec![], vec!["1".to_owned(), "3".to_owned()]));
}
