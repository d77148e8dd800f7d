//! The page of an order, as a reader of PDFs shows it.
#![allow(clippy::unwrap_used, clippy::panic, reason = "a test's helpers may fail the test")]

mod given;

use std::path::Path;
use std::process::Command;

use given::{PLACED, kept, order};
use image::GrayImage;
use jiff::tz::TimeZone;
use pondesk_paper::{Fonts, Language, order_sheet};

const ID: &str = "2748109355174410211";

fn page(titles: &[&str], language: Language, dir: &Path) -> std::path::PathBuf {
    let mut order = order(ID, titles);
    order.lines[0].after_sales = Some("WAIT_BUYER_MODIFY".into());
    let zone = TimeZone::get("Asia/Shanghai").unwrap();
    let now = PLACED.plus_ms(86_400_000);
    let fonts = Fonts::of_this_computer();
    let sheet = order_sheet(&kept(&order), language, &fonts, &zone, now).unwrap();
    assert_eq!(sheet.unwritten, "");
    let path = dir.join("order.pdf");
    std::fs::write(&path, sheet.pdf).unwrap();
    path
}

/// A tool of poppler-utils, which the set-up installs.
fn poppler(tool: &str, args: &[&str], file: &Path) -> String {
    let output = Command::new(tool).args(args).arg(file).arg("-").output().unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8(output.stdout).unwrap()
}

/// The first page as a picture of 100 dots an inch.
fn picture(file: &Path) -> GrayImage {
    let at = file.with_extension("");
    let mut drawing = Command::new("pdftoppm");
    drawing.args(["-r", "100", "-png", "-f", "1", "-singlefile"]).arg(file).arg(&at);
    assert!(drawing.status().unwrap().success());
    image::open(at.with_extension("png")).unwrap().to_luma8()
}

/// Dark dots in a part of a page, given in dots.
fn ink(page: &GrayImage, (left, top): (u32, u32), (right, bottom): (u32, u32)) -> usize {
    let dots = page.enumerate_pixels();
    dots.filter(|(x, y, dot)| (left..right).contains(x) && (top..bottom).contains(y) && dot.0[0] < 128)
        .count()
}

#[test]
fn a_page_shows_chinese_vietnamese_and_thai_with_fonts_of_its_own() {
    let dir = tempfile::tempdir().unwrap();
    let file = page(&["头戴式降噪耳机，主动降噪", "Ốp lưng điện thoại"], Language::Zh, dir.path());
    let text = poppler("pdftotext", &["-layout"], &file);
    for words in [
        "订单 2748 1093 5517 4410 211",
        "头戴式降噪耳机",
        "Nguyễn Thị Hà",
        "สมชาย",
        "¥1,967.50",
        "−¥108.50",
        "已发货",
        "· 售后 卖家拒绝",
        "2026-11-22 14:07",
        "第 1 页，共 1 页",
    ] {
        assert!(text.contains(words), "{words} is not in {text}");
    }
    // `pdffonts` has no place for an output file.
    let fonts = Command::new("pdffonts").arg(&file).output().unwrap();
    let fonts = String::from_utf8(fonts.stdout).unwrap();
    let fonts: Vec<&str> = fonts.lines().skip(2).collect();
    assert!(!fonts.is_empty());
    for font in &fonts {
        let columns: Vec<&str> = font.split_whitespace().collect();
        let embedded_subset_unicode = &columns[columns.len() - 5..columns.len() - 2];
        assert_eq!(embedded_subset_unicode, ["yes", "yes", "yes"], "{font}");
    }
    assert!(std::fs::metadata(&file).unwrap().len() < 400_000, "only the glyphs that it uses");
}

#[test]
fn what_is_drawn_is_the_title_and_not_boxes() {
    let dir = tempfile::tempdir().unwrap();
    let drawn = |title: &str| picture(&page(&[title], Language::En, dir.path()));
    let (one, other) = (drawn("耳机耳机耳机耳机"), drawn("一一一一一一一一"));
    let all = (one.width(), one.height());
    let (inked, lines) = (ink(&one, (0, 0), all), ink(&other, (0, 0), all));
    // Eight characters of many strokes against eight of one; a sign for "no such glyph" would be the same for both.
    assert!(inked > lines + 200, "{inked} {lines}");
    assert!(ink(&one, (0, 0), (all.0, 60)) == 0, "the margin is free");
}

#[test]
fn a_long_order_goes_on_on_the_next_page() {
    let dir = tempfile::tempdir().unwrap();
    let titles = ["2024秋季新款重磅纯棉圆领长袖T恤男女同款宽松内搭打底衫现货速发支持一件代发跨境专供"; 30];
    let file = page(&titles, Language::En, dir.path());
    let text = poppler("pdftotext", &["-layout"], &file);
    assert!(text.contains("Page 2 of 4"), "{text}");
    assert_eq!(text.matches("Offer id").count(), 30);
    let last = text.split("Page 3 of 4").nth(1).unwrap();
    assert!(last.contains("Offer id") && last.contains("¥1,967.50"), "sums stand under a line: {last}");
}

#[test]
fn what_no_font_has_is_told_and_the_rest_is_written() {
    // A sign for private use, far from those that fonts of symbols take; joiners and blanks are nobody's loss.
    let order = order(ID, &["耳机\u{f0123}\u{200d} 黑\u{f0123}"]);
    let fonts = Fonts::of_this_computer();
    let sheet = order_sheet(&kept(&order), Language::En, &fonts, &TimeZone::UTC, PLACED).unwrap();
    assert_eq!(sheet.unwritten, "\u{f0123}");
    let dir = tempfile::tempdir().unwrap();
    let file = dir.path().join("order.pdf");
    std::fs::write(&file, sheet.pdf).unwrap();
    let text = poppler("pdftotext", &["-layout"], &file);
    assert!(text.contains("耳机") && text.contains('黑'), "{text}");
}
