//! Goods and marketing of 1688.

use pandapon::alibaba1688::*;
use pandapon::wire::Yuan;

use super::{ids, requests};

const SELLER: &str = "BBBsi6o8gBRqaEDSV";

/// A search with all that any search may be narrowed by.
macro_rules! narrowed {
    ($search:expr, $sort:expr) => {
        $search
            .page(2)
            .page_size(50)
            .language("vi")
            .filters([Filter::ShipInToday, Filter::KsCiphertext])
            .sort($sort)
            .prices(yuan("1.5"), yuan("99999.99"))
            .out_member_id("dferg0001")
            .category(ids::CATEGORY)
    };
}

fn yuan(text: &str) -> Option<Yuan> {
    Some(Yuan(text.parse().unwrap()))
}

fn picture() -> Picture {
    Picture::Bytes(vec![0xff, 0xd8, 0xff])
}

requests! { client =>
    Alibaba1688GetProductDetail:
        minimal client.alibaba1688().product(&GetProductDetail::new(ids::OFFER.into())),
        full client.alibaba1688().product(
            &GetProductDetail::new(ids::OFFER.into()).language("vi").out_member_id("dferg0001"),
        );
    Alibaba1688DecryptOpenUidToWangwangUrl:
        minimal client.alibaba1688().wangwang_link(&DecryptOpenUid::new(SELLER.into(), ids::OFFER.into())),
        full client.alibaba1688().wangwang_link(&DecryptOpenUid::new(SELLER.into(), ids::OFFER.into()));
    Alibaba1688SearchByKeyword:
        minimal client.alibaba1688().search_by_keyword(&KeywordSearch::new("")),
        full client.alibaba1688().search_by_keyword(
            &narrowed!(KeywordSearch::new("T恤 \"大\""), Sort::Ascending(SortField::Price)),
        );
    Alibaba1688SearchByImage:
        minimal client.alibaba1688().search_by_image(&ImageSearch::new(picture())),
        full client.alibaba1688().search_by_image(
            &narrowed!(ImageSearch::new(picture()), Sort::Descending(SortField::MonthSold))
                .region([266, 799, 48, 581]),
        ),
        client.alibaba1688().search_by_image(
            &ImageSearch::new(Picture::Url("https://cbu01.alicdn.com/a.jpg".into())),
        );
    Alibaba1688SearchStoreOffers:
        minimal client.alibaba1688().search_store(&StoreSearch::new(SELLER.into())),
        full client.alibaba1688().search_store(
            &narrowed!(StoreSearch::new(SELLER.into()), Sort::Descending(SortField::RePurchaseRate))
                .keyword("T恤"),
        );
    Alibaba1688GetCategoryById:
        minimal client.alibaba1688().category(&GetCategory::new(ids::CATEGORY.into())),
        full client.alibaba1688().category(
            &GetCategory::new(ids::CATEGORY.into())
                .language("vi")
                .out_member_id("dferg0001")
                .parent(ids::PARENT_CATEGORY.into()),
        );
    Alibaba1688RecommendOffers:
        minimal client.alibaba1688().recommended_offers(&RecommendOffers::new("dferg0001")),
        full client.alibaba1688().recommended_offers(
            &RecommendOffers::new("dferg0001").page(2).page_size(50).language("vi"),
        );
    Alibaba1688ListRelatedOffers:
        minimal client.alibaba1688().related_offers(&RelatedOffers::new(ids::OFFER.into())),
        full client.alibaba1688().related_offers(
            &RelatedOffers::new(ids::OFFER.into()).page(2).page_size(50).language("vi"),
        );
    Alibaba1688SearchGlobalSelection:
        minimal client.alibaba1688().search_global_selection(&SelectionSearch::new("")),
        full client.alibaba1688().search_global_selection(
            &narrowed!(SelectionSearch::new("T恤"), Sort::Ascending(SortField::MonthSold)),
        );
    Alibaba1688Search1688Selection:
        minimal client.alibaba1688().search_strict_selection(&SelectionSearch::new("")),
        full client.alibaba1688().search_strict_selection(
            &narrowed!(SelectionSearch::new("T恤"), Sort::Ascending(SortField::RePurchaseRate)),
        );
    Alibaba1688GetTopList:
        minimal client.alibaba1688().top_list(&GetTopList::new(ids::CATEGORY.into(), RankType::Hot)),
        full client.alibaba1688().top_list(
            &GetTopList::new(ids::CATEGORY.into(), RankType::GoodPrice).limit(50).language("vi"),
        );
}
