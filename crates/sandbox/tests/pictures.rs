//! Pictures and the search by them.
#![allow(clippy::unwrap_used, clippy::panic, reason = "a test's helpers may fail the test")]

mod common;

use std::io::Cursor;

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use common::Caller;
use image::codecs::jpeg::JpegEncoder;
use image::imageops::FilterType;
use image::{DynamicImage, ImageFormat};
use serde_json::{Value, json};

/// Another photo of the same goods: cropped by 12 %, scaled, brightened, recompressed.
fn transformed(picture: &DynamicImage) -> Vec<u8> {
    let (width, height) = (picture.width(), picture.height());
    let cut = picture.crop_imm(width * 6 / 100, height * 6 / 100, width * 88 / 100, height * 88 / 100);
    let small = cut.resize_exact(420, 430, FilterType::Triangle).brighten(22);
    let mut bytes = Vec::new();
    JpegEncoder::new_with_quality(&mut bytes, 60).encode_image(&small.to_rgb8()).unwrap();
    bytes
}

fn png(picture: &DynamicImage) -> Vec<u8> {
    let mut bytes = Cursor::new(Vec::new());
    picture.write_to(&mut bytes, ImageFormat::Png).unwrap();
    bytes.into_inner()
}

async fn fetch(caller: &Caller, url: &str) -> (String, Vec<u8>) {
    let response = caller.client.get(url).send().await.unwrap();
    assert_eq!(response.status(), 200, "{url}");
    let kind = response.headers()["content-type"].to_str().unwrap().to_owned();
    (kind, response.bytes().await.unwrap().to_vec())
}

/// One test, because the first search of a sandbox draws the whole catalogue.
#[tokio::test(flavor = "multi_thread")]
async fn the_search_finds_transformed_pictures_and_reads_own_addresses() {
    let dir = tempfile::tempdir().unwrap();
    let caller = Caller::start(dir.path()).await;
    let all = json!({ "keyword": "", "pageNo": 3, "pageSize": 4 });
    for row in caller.posted("/open/product/item/search", &all).await["data"].as_array().unwrap() {
        let url = row["mainImageUrl"].as_str().unwrap();
        let (kind, bytes) = fetch(&caller, url).await;
        assert_eq!(kind, if url.ends_with(".png") { "image/png" } else { "image/jpeg" });
        assert_eq!(fetch(&caller, url).await.1, bytes, "drawn once, then kept");
        let picture = transformed(&image::load_from_memory(&bytes).unwrap());
        let hits = caller
            .posted(
                "/open/product/item/img/search",
                &json!({ "imageBase64": STANDARD.encode(picture), "language": "en" }),
            )
            .await;
        let first: Vec<&Value> = hits.as_array().unwrap().iter().take(3).map(|hit| &hit["itemId"]).collect();
        assert!(first.contains(&&row["itemId"]), "{} not in {first:?}", row["itemId"]);
    }
    let all = json!({ "keyword": "", "beginPage": 3, "pageSize": 4, "country": "en" });
    for row in caller.posted("/alibaba/product/keywords/query", &all).await["data"].as_array().unwrap() {
        let (_, bytes) = fetch(&caller, row["imageUrl"].as_str().unwrap()).await;
        let picture = transformed(&image::load_from_memory(&bytes).unwrap());
        let body = json!({ "imageBase64": STANDARD.encode(picture), "beginPage": 1, "pageSize": 3, "country": "en" });
        let page = caller.posted("/alibaba/product/image/query", &body).await;
        assert_eq!((page["pageSize"].as_i64(), page["currentPage"].as_i64()), (Some(3), Some(1)));
        let ids: Vec<&Value> = page["data"].as_array().unwrap().iter().map(|hit| &hit["offerId"]).collect();
        assert!(ids.contains(&&row["offerId"]), "{} not in {ids:?}", row["offerId"]);
    }
    own_addresses_will_do_and_no_other(&caller).await;
    caller.stop().await;
}

async fn own_addresses_will_do_and_no_other(caller: &Caller) {
    let page = caller
        .posted("/open/product/item/search", &json!({ "keyword": "", "pageNo": 1, "pageSize": 1 }))
        .await;
    let row = &page["data"][0];
    let search =
        async |url: &str| caller.post("/open/product/item/img/search", &json!({ "picUrl": url })).await;
    let hits = search(row["mainImageUrl"].as_str().unwrap()).await.data();
    assert_eq!(hits[0]["itemId"], row["itemId"]);
    for foreign in [
        "https://example.com/pictures/t1-0-0.jpg",
        "http://127.0.0.1:1/pictures/t999999999999-0-0.jpg",
        "http://127.0.0.1:1/pictures/../sandbox.db",
        "file:///etc/hosts",
        "x",
    ] {
        search(foreign).await.refused(200, 10021, "");
    }
    let unknown =
        caller.client.get(format!("{}/pictures/t999999999999-0-0.jpg", caller.base)).send().await.unwrap();
    assert_eq!(unknown.status(), 404);
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_no_picture_is_refused() {
    let dir = tempfile::tempdir().unwrap();
    let caller = Caller::start(dir.path()).await;
    let search = async |bytes: &[u8]| {
        let body =
            json!({ "imageBase64": STANDARD.encode(bytes), "beginPage": 1, "pageSize": 3, "country": "en" });
        caller.post("/alibaba/product/image/query", &body).await
    };
    search(b"just some words").await.refused(200, 10014, "");
    search(b"GIF89a\x01\x00\x01\x00\x00\x00\x00").await.refused(200, 10014, "Gif");
    let good = png(&DynamicImage::new_rgb8(64, 64));
    search(&good[..good.len() / 2]).await.refused(200, 10014, "");
    search(&vec![0xff; 3 * 1024 * 1024 + 4]).await.refused(200, 10015, "");
    search(&png(&DynamicImage::new_luma8(8000, 8000))).await.refused(200, 10015, "8000 x 8000");

    let none = json!({ "imageBase64": "", "beginPage": 1, "pageSize": 3, "country": "en" });
    caller.post("/alibaba/product/image/query", &none).await.refused(200, 10014, "imageBase64");
    let prefixed = json!({ "imageBase64": format!("data:image/png;base64,{}", STANDARD.encode(&good)) });
    caller.post("/open/product/item/img/search", &prefixed).await.refused(200, 10014, "data:");
    let huge = json!({ "imageBase64": "A".repeat(9 * 1024 * 1024) });
    let answer = caller.post("/open/product/item/img/search", &huge).await;
    answer.refused(413, 41300, "");
    caller.stop().await;
}
