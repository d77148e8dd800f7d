//! What 1688 puts forward by itself: categories, selections, recommendations, rankings.
#![allow(clippy::unwrap_used, clippy::panic, reason = "a test's helpers may fail the test")]

mod common;

use std::collections::HashSet;

use common::{Caller, alibaba_offer};
use serde_json::{Value, json};

fn ids(rows: &Value, name: &str) -> Vec<u64> {
    rows.as_array().unwrap().iter().map(|row| row[name].as_u64().unwrap()).collect()
}

#[tokio::test(flavor = "multi_thread")]
async fn the_category_tree_leads_from_the_top_to_every_offer() {
    let dir = tempfile::tempdir().unwrap();
    let caller = Caller::start(dir.path()).await;
    let category = async |id: &Value, language: &str| {
        let body = json!({ "categoryId": id, "language": language });
        caller.posted("/alibaba/product/categoryTranslationQuery", &body).await
    };
    let root = category(&json!(0), "en").await;
    let departments = root["children"].as_array().unwrap();
    assert!(departments.len() > 10);
    let mut leaves = HashSet::new();
    for department in departments {
        assert_eq!((&department["level"], &department["leaf"]), (&json!("1"), &json!(false)));
        let node = category(&department["categoryId"], "vi").await;
        assert_ne!(node["translatedName"], department["translatedName"], "each in its own language");
        assert_eq!(node["parentCateId"], 0);
        for leaf in node["children"].as_array().unwrap() {
            assert_eq!(leaf["parentCateId"], department["categoryId"]);
            leaves.insert(leaf["categoryId"].as_u64().unwrap());
        }
    }
    let offer = alibaba_offer(&caller, "", |_| true).await;
    assert!(leaves.contains(&offer["categoryId"].as_u64().unwrap()));
    assert_eq!(offer["secondCategoryId"], offer["categoryId"]);
    let leaf = category(&offer["categoryId"], "en").await;
    assert_eq!((&leaf["leaf"], &leaf["children"]), (&json!(true), &Value::Null));
    assert_eq!(leaf["chineseName"], offer["categoryName"]);

    // A department finds what is below it.
    let search = json!({
        "keyword": "", "beginPage": 1, "pageSize": 100, "country": "en",
        "categoryId": offer["topCategoryId"].to_string(),
    });
    let found = caller.posted("/alibaba/product/keywords/query", &search).await;
    assert!(ids(&found["data"], "offerId").contains(&offer["offerId"].as_u64().unwrap()));
    let path = "/alibaba/product/categoryTranslationQuery";
    caller.post(path, &json!({ "categoryId": 5, "language": "en" })).await.refused(200, 10023, "5");
    let wrong = json!({ "categoryId": offer["categoryId"], "language": "en", "parentCateId": 5 });
    caller.post(path, &wrong).await.refused(200, 10023, "parentCateId 5");
    caller.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn selections_hold_what_carries_their_mark() {
    let dir = tempfile::tempdir().unwrap();
    let caller = Caller::start(dir.path()).await;
    let search = |filter: &str| json!({ "keyword": "", "beginPage": 1, "pageSize": 100, "country": "en", "filter": filter });
    let all = caller.posted("/alibaba/product/keywords/query", &search("")).await["totalRecords"].clone();
    let selections = [
        ("/alibaba/product/1688Selection/keywords/query", "1688Selection", "1688_yx"),
        ("/alibaba/product/globalSelection/keywords/query", "isQqyx", "isQqyx"),
    ];
    for (path, code, tag) in selections {
        let selected = caller.posted(path, &search("")).await;
        let filtered = caller.posted("/alibaba/product/keywords/query", &search(code)).await;
        assert_eq!(selected["data"], filtered["data"], "{code}");
        let total = selected["totalRecords"].as_u64().unwrap();
        assert!(total > 0 && total < all.as_u64().unwrap(), "{code}: {total} of {all}");
        let body = json!({ "offerId": selected["data"][0]["offerId"], "country": "en" });
        let offer = caller.posted("/alibaba/product/detail/get", &body).await;
        let tags = offer["tagInfoList"].as_array().unwrap();
        assert!(tags.contains(&json!({ "key": tag, "value": true })), "{tags:?}");
    }
    let strict = caller.posted("/alibaba/product/1688Selection/keywords/query", &search("")).await;
    assert!(strict["data"][0]["offerIdentities"].as_array().unwrap().contains(&json!("yx")));
    caller.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn recommendations_follow_user_and_cart() {
    let dir = tempfile::tempdir().unwrap();
    let caller = Caller::start(dir.path()).await;
    let path = "/alibaba/product/productOfferRecommendQuery";
    let ask = async |member: &str, page: u32| {
        let body = json!({ "beginPage": page, "pageSize": 8, "country": "en", "outMemberId": member });
        caller.posted(path, &body).await
    };
    let first = ask("anna", 1).await;
    assert_eq!(ask("anna", 1).await, first, "the same for the same user");
    assert_ne!(ask("boris", 1).await, first);
    let both: HashSet<u64> =
        ids(&first, "offerId").into_iter().chain(ids(&ask("anna", 2).await, "offerId")).collect();
    assert_eq!(both.len(), 16, "pages do not overlap");

    let stocked = |offer: &Value| offer["productSkuInfos"][0]["amountOnSale"].as_u64().unwrap() > 20;
    let offer = alibaba_offer(&caller, "", stocked).await;
    let record = json!({
        "offerId": offer["offerId"], "specId": offer["productSkuInfos"][0]["specId"],
        "quantity": offer["minOrderQuantity"],
    });
    caller.posted("/alibaba/cart/add", &record).await;
    let liked = ask("anna", 1).await;
    let body = json!({ "offerId": liked[0]["offerId"], "country": "en" });
    let best = caller.posted("/alibaba/product/detail/get", &body).await;
    assert_eq!(best["categoryId"], offer["categoryId"], "what is in the cart comes first");
    caller.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn related_offers_are_of_the_same_kind_and_rankings_are_in_order() {
    let dir = tempfile::tempdir().unwrap();
    let caller = Caller::start(dir.path()).await;
    let offer = alibaba_offer(&caller, "", |_| true).await;
    let related = "/alibaba/product/productRelatedRecommendQuery";
    let body =
        json!({ "offerId": offer["offerId"].to_string(), "pageNo": 1, "pageSize": 10, "language": "en" });
    let rows = caller.posted(related, &body).await;
    assert!(!rows.as_array().unwrap().is_empty());
    for row in rows.as_array().unwrap() {
        assert_eq!(row["secondCategoryId"], offer["categoryId"]);
        assert_ne!(row["offerId"], offer["offerId"]);
    }
    assert!(ids(&rows, "monthSold").is_sorted_by(|a, b| a >= b));
    let mut wrong = body.clone();
    wrong["offerId"] = json!("encrypted");
    caller.post(related, &wrong).await.refused(200, 10001, "encrypted");

    let top = "/alibaba/product/productTopListQuery";
    let rank = async |kind: &str, limit: u32| {
        let body = json!({
            "rankId": offer["topCategoryId"].to_string(), "rankType": kind, "limit": limit, "language": "en",
        });
        caller.posted(top, &body).await
    };
    let hot = rank("hot", 5).await;
    let rows = &hot["rankProductModels"];
    assert_eq!(ids(rows, "sort"), [1, 2, 3, 4, 5]);
    assert!(ids(rows, "soldOut").is_sorted_by(|a, b| a >= b));
    let cheap = rank("goodPrice", 20).await;
    let mut prices = Vec::new();
    for id in ids(&cheap["rankProductModels"], "itemId") {
        let detail =
            caller.posted("/alibaba/product/detail/get", &json!({ "offerId": id, "country": "en" })).await;
        let ladder = detail["productSaleInfo"]["priceRangeList"][0]["price"].as_str().unwrap().to_owned();
        prices.push(ladder.replace('.', "").parse::<u64>().unwrap());
    }
    assert!(prices.is_sorted(), "{prices:?}");
    assert_ne!(rank("complex", 5).await["rankName"], hot["rankName"]);
    let unknown = json!({ "rankId": "1111", "rankType": "hot", "limit": 5, "language": "en" });
    caller.post(top, &unknown).await.refused(200, 10023, "1111");
    caller.stop().await;
}
