//! Goods of Taobao.

use pandapon::taobao::*;

use super::{ids, requests};

const PICTURE: &[u8] = &[0xff, 0xd8, 0xff, 0xe0];

requests! { client =>
    TaobaoSearchByImage:
        minimal client.taobao().search_by_image(&ImageSearch::new(Picture::Bytes(PICTURE.to_vec()))),
        full client.taobao().search_by_image(
            &ImageSearch::new(Picture::Bytes(PICTURE.to_vec())).language("vi"),
        ),
        client.taobao().search_by_image(
            &ImageSearch::new(Picture::Url("https://img.alicdn.com/a.jpg".into())).language("en"),
        ),
        client.taobao().search_by_image(&ImageSearch::new(Picture::Id("TB1a".into())).language("ru"));
    TaobaoSearchByKeyword:
        minimal client.taobao().search_by_keyword(&KeywordSearch::new("")),
        full client.taobao().search_by_keyword(
            &KeywordSearch::new("杯子 \"大\" \\ 👜").page(2).page_size(40).sort("tk_rate_desc"),
        );
    TaobaoBatchCheckProducts:
        minimal client.taobao().batch_check(&BatchCheck::of(CheckedItem::new(ids::ITEM))),
        full client.taobao().batch_check(
            &BatchCheck::of(CheckedItem::new(ids::ITEM).sku(ids::SKU).sku(ids::MP_SKU))
                .and(CheckedItem::new(ids::MP)),
        );
    TaobaoGetProductById:
        minimal client.taobao().product(&ids::ITEM.into()),
        full client.taobao().product(&ids::ITEM.into());
    TaobaoQueryProduct:
        minimal client.taobao().query_product(&ids::ITEM.into()),
        full client.taobao().query_product(&ids::ITEM.into());
    TaobaoGetSourceProduct:
        minimal client.taobao().source_product(&GetSourceProduct { item_id: ids::ITEM.into(), language: None }),
        full client.taobao().source_product(&GetSourceProduct {
            item_id: ids::ITEM.into(),
            language: Some("vi".into()),
        });
}
