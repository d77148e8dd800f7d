//! The record of a case, as a reader of PDFs shows it, and the pack that it lies in.
#![allow(clippy::unwrap_used, clippy::panic, reason = "a test's helpers may fail the test")]

mod given;

use std::io::{Cursor, Read};
use std::path::Path;
use std::process::Command;

use given::{PLACED, kept, order};
use image::{ImageFormat, Rgb, RgbImage};
use jiff::tz::TimeZone;
use pondesk_domain::{
    AccountId, AfterSalesCase, CaseChange, CaseKind, CaseMessage, CaseStage, ChangeSource, GoodsState, Money,
    Platform, ReturnShipment, Speaker,
};
use pondesk_paper::{Fonts, KeptCase, Language, Pack, PackedFile, SeenPrice, case_sheet, sha256};

const ID: &str = "2748109355174410211";
/// A red that no text has.
const RED: Rgb<u8> = Rgb([220, 20, 30]);

fn case() -> AfterSalesCase {
    let id = "520011557102908814".into();
    AfterSalesCase {
        seller_name: Some("老窑陶坊".into()),
        kind: CaseKind::ReturnAndRefund,
        goods: GoodsState::Received,
        reason: Some("质量问题".into()),
        words: Some("两只花瓶中有一只开裂".into()),
        asked: Some(Money::fen(5900)),
        refunded: Some(Money::fen(5900)),
        returned: Some(ReturnShipment {
            carrier: Some("顺丰速运".into()),
            waybill: Some("SF1218132354600".into()),
            ..ReturnShipment::default()
        }),
        opened_at: Some(PLACED),
        ..AfterSalesCase::unread(AccountId::from("a"), Platform::Taobao, id, "100")
    }
}

fn jpeg() -> Vec<u8> {
    let mut bytes = Cursor::new(Vec::new());
    RgbImage::from_pixel(400, 300, RED).write_to(&mut bytes, ImageFormat::Jpeg).unwrap();
    bytes.into_inner()
}

fn record(language: Language, dir: &Path) -> std::path::PathBuf {
    let (case, mut order) = (case(), order(ID, &["陶土细颈花瓶"]));
    order.lines[0].after_sales = Some("WAIT_BUYER_MODIFY".into());
    let status = |old: &str, was, new: &str, is, after: i64| CaseChange {
        field: "status".into(),
        old: Some(old.into()),
        new: Some(new.into()),
        old_stage: Some(was),
        new_stage: Some(is),
        seen_at: PLACED.plus_ms(after),
        source: ChangeSource::Sync,
        request_id: None,
    };
    let changes = [
        status("10", CaseStage::Asked, "-10", CaseStage::Refused, 7_200_000),
        status("30", CaseStage::SentBack, "100", CaseStage::Refunded, 90_000_000),
    ];
    let messages = [CaseMessage {
        at: Some(PLACED.plus_ms(3_600_000)),
        speaker: Speaker::Seller,
        nick: None,
        words: "运输破损请找快递处理".into(),
        pictures: vec!["p".into()],
    }];
    let jpeg = jpeg();
    let files = [PackedFile {
        name: "evidence/01 crack.jpg".into(),
        sha256: sha256(&jpeg),
        bytes: jpeg.len() as u64,
        at: Some(PLACED),
        jpeg: Some(jpeg),
    }];
    let prices = [SeenPrice { of: None, price: Money::fen(207_600), seen_at: PLACED }];
    let kept = KeptCase {
        case: &case,
        order: Some(kept(&order)),
        account: "Main desk",
        paid: Some(Money::fen(11_800)),
        refunded_before: Money::fen(0),
        prices: &prices,
        changes: &changes,
        messages: &messages,
        files: &files,
        not_here: 2,
        read_at: PLACED.plus_ms(90_000_000),
    };
    let zone = TimeZone::get("Asia/Shanghai").unwrap();
    let now = PLACED.plus_ms(100_000_000);
    let printed = case_sheet(&kept, language, &Fonts::of_this_computer(), &zone, now).unwrap();
    assert_eq!(printed.unwritten, "");
    let path = dir.join("case.pdf");
    std::fs::write(&path, printed.pdf).unwrap();
    path
}

fn text(file: &Path) -> String {
    let output = Command::new("pdftotext").arg("-layout").arg(file).arg("-").output().unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8(output.stdout).unwrap()
}

#[test]
fn the_record_has_claim_order_prices_story_shipment_and_files() {
    let dir = tempfile::tempdir().unwrap();
    let hash = sha256(&jpeg());
    for (language, words) in [
        (
            Language::En,
            [
                "refunded",
                "asked → seller refused",
                "Seller: 运输破损请找快递处理",
                "The order as it was bought",
            ],
        ),
        (Language::Zh, ["已退款", "卖家拒绝", "卖家: 运输破损请找快递处理", "下单时的订单"]),
    ] {
        let text = text(&record(language, dir.path()));
        let all =
            ["5200 1155 7102 9088 14", "¥59.00", "2748 1093 5517 4410 211", "陶土细颈花瓶", "¥2,076.00"];
        let rest = ["SF1218132354600", "evidence/01 crack.jpg", "两只花瓶中有一只开裂", &hash[..8]];
        for words in words.iter().chain(&all).chain(&rest) {
            assert!(text.contains(words), "{words} is not in {text}");
        }
        assert!(!text.contains("· 售后") && !text.contains("· After-sales"), "no part of what was bought");
    }
}

#[test]
fn its_pictures_are_drawn() {
    let dir = tempfile::tempdir().unwrap();
    let file = record(Language::En, dir.path());
    let mut drawing = Command::new("pdftoppm");
    assert!(
        drawing
            .args(["-r", "60", "-png"])
            .arg(&file)
            .arg(dir.path().join("page"))
            .status()
            .unwrap()
            .success()
    );
    let pages = std::fs::read_dir(dir.path()).unwrap().map(|entry| entry.unwrap().path());
    let red: usize = pages
        .filter(|path| path.extension().is_some_and(|ending| ending == "png"))
        .map(|path| {
            let page = image::open(path).unwrap().to_rgb8();
            page.pixels().filter(|dot| dot.0[0] > 180 && dot.0[1] < 70 && dot.0[2] < 80).count()
        })
        .sum();
    // 240 x 180 points at 60 dots an inch.
    assert!((28_000..32_000).contains(&red), "{red} red dots");
}

#[test]
fn a_pack_has_its_files_and_hashes_that_sha256sum_finds_right() {
    let mut pack = Pack::new(Cursor::new(Vec::new()));
    let jpeg = jpeg();
    let said = pack.add("evidence/01 裂纹.jpg", &jpeg).unwrap();
    pack.add("case.json", b"{}").unwrap();
    let bytes = pack.finish().unwrap().into_inner();
    assert_eq!(said, sha256(&jpeg));
    let dir = tempfile::tempdir().unwrap();
    let mut zip = zip::ZipArchive::new(Cursor::new(bytes)).unwrap();
    let mut back = Vec::new();
    zip.by_name("evidence/01 裂纹.jpg").unwrap().read_to_end(&mut back).unwrap();
    assert_eq!(back, jpeg);
    zip.extract(dir.path()).unwrap();
    let mut check = Command::new("sha256sum");
    let checked = check.args(["--check", "SHA256SUMS"]).current_dir(dir.path()).output().unwrap();
    assert!(checked.status.success(), "{}", String::from_utf8_lossy(&checked.stdout));
    assert_eq!(String::from_utf8_lossy(&checked.stdout).matches(": OK").count(), 2);
}
