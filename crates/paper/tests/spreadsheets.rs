//! What a spreadsheet makes of an export: LibreOffice opens it, and says of each cell what it is.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    reason = "a test's helpers may fail the test"
)]

mod given;

use std::path::Path;
use std::process::Command;

use given::{kept, order};
use jiff::tz::TimeZone;
use pondesk_paper::{Format, Language, OrderTable, Rows};

/// Sixteen and nineteen digits: as a number the last ones would be others.
const ID: &str = "9007199254740993";
const LONG_ID: &str = "2748109355174410211";
const SALES_ID: &str = "3305075341149134260";
const FORMULA: &str = "=HYPERLINK(\"http://x.test\",\"耳机\")";

/// More than any table has; what is empty to the right of it is told as thousands of cells.
const MOST_COLUMNS: usize = 100;

/// A cell as LibreOffice read it: `string`, `float`, `date`, and its value.
type Seen = (String, String);

fn write(dir: &Path, name: &str, format: Format, rows: Rows, language: Language) -> std::path::PathBuf {
    let path = dir.join(name);
    let zone = TimeZone::get("Asia/Shanghai").unwrap();
    let mut table = OrderTable::begin(&path, format, rows, language, zone).unwrap();
    for (id, title) in [(ID, FORMULA), (LONG_ID, "头戴式降噪耳机，蓝牙5.3 \"加厚\"\n防水")] {
        table.add(&kept(&order(id, &[title, "收纳盒"]))).unwrap();
    }
    table.finish().unwrap();
    path
}

/// Opens a file in LibreOffice without a window and reads every cell back.
fn opened(dir: &Path, file: &Path) -> Vec<Vec<Seen>> {
    let profile = format!("-env:UserInstallation=file://{}", dir.join("profile").display());
    // UTF-8, commas: what the user agrees to in the dialog that opens for a csv.
    let import = "--infilter=CSV:44,34,76,1";
    let mut office = Command::new("soffice");
    office.arg(profile).args(["--headless", "--convert-to", "fods", "--outdir"]).arg(dir);
    if file.extension().is_some_and(|ending| ending == "csv") {
        office.arg(import);
    }
    let output = office.arg(file).output().expect("LibreOffice (the set-up installs libreoffice-calc-nogui)");
    let flat = file.with_extension("fods");
    let text = std::fs::read_to_string(&flat).unwrap_or_else(|error| {
        panic!(
            "{error}: {}{}",
            String::from_utf8_lossy(&output.stdout),
            String::from_utf8_lossy(&output.stderr)
        )
    });
    rows_of(&text)
}

/// Rows and cells that are the same as the one before are told once, with a number.
fn rows_of(flat: &str) -> Vec<Vec<Seen>> {
    let body = flat.split("<office:spreadsheet").nth(1).unwrap();
    let mut rows = Vec::new();
    for row in body.split("<table:table-row").skip(1) {
        let mut cells = Vec::new();
        for cell in row.split("<table:table-cell").skip(1) {
            let times = repeated(cell, "table:number-columns-repeated");
            cells.extend(std::iter::repeat_n(seen(cell), times.min(MOST_COLUMNS)));
        }
        while cells.last().is_some_and(|(kind, _)| kind.is_empty()) {
            cells.pop();
        }
        if !cells.is_empty() {
            rows.extend(std::iter::repeat_n(cells, repeated(row, "table:number-rows-repeated")));
        }
    }
    rows
}

fn repeated(tag: &str, name: &str) -> usize {
    let head = tag.split('>').next().unwrap_or_default();
    let value = head.split_once(&format!("{name}=\"")).and_then(|(_, rest)| rest.split('"').next());
    value.map_or(1, |value| value.parse().unwrap())
}

fn seen(cell: &str) -> Seen {
    let (head, content) = cell.split_once('>').unwrap();
    let attribute = |name: &str| {
        let value = head.split_once(&format!("{name}=\""))?.1.split('"').next()?;
        Some(value.to_owned())
    };
    assert!(attribute("table:formula").is_none(), "a formula: {head}");
    let kind = attribute("office:value-type").unwrap_or_default();
    let value = match kind.as_str() {
        "float" => attribute("office:value"),
        "date" => attribute("office:date-value"),
        _ => Some(words(content.split("</table:table-cell>").next().unwrap_or_default())),
    };
    (kind, value.unwrap_or_default())
}

/// The text of a cell without its marks.
fn words(content: &str) -> String {
    let mut text = String::new();
    for (nth, paragraph) in content.split("<text:p").skip(1).enumerate() {
        if nth > 0 {
            text.push('\n');
        }
        let inside = paragraph.split_once('>').map_or("", |(_, rest)| rest);
        let inside = inside.split("</text:p>").next().unwrap_or_default();
        let inside = inside.replace("<text:tab/>", "\t").replace("<text:s/>", " ");
        let mut marks = false;
        for c in inside.chars() {
            match c {
                '<' => marks = true,
                '>' => marks = false,
                c if !marks => text.push(c),
                _ => {}
            }
        }
    }
    let named = [("&quot;", "\""), ("&lt;", "<"), ("&gt;", ">"), ("&apos;", "'"), ("&amp;", "&")];
    named.iter().fold(text, |text, (name, character)| text.replace(name, character))
}

fn column<'r>(rows: &'r [Vec<Seen>], title: &str) -> Vec<&'r Seen> {
    let at = rows[0]
        .iter()
        .position(|(_, text)| text == title)
        .unwrap_or_else(|| panic!("{title}: {:?}", rows[0]));
    rows[1..].iter().map(|row| &row[at]).collect()
}

fn is(kind: &str, value: &str) -> Seen {
    (kind.to_owned(), value.to_owned())
}

#[test]
fn a_spreadsheet_has_whole_ids_sums_to_add_and_dates_to_sort() {
    let dir = tempfile::tempdir().unwrap();
    let file = write(dir.path(), "orders.xlsx", Format::Xlsx, Rows::Orders, Language::En);
    let rows = opened(dir.path(), &file);
    assert_eq!(rows.len(), 3, "{rows:?}");
    assert_eq!(column(&rows, "Order id"), [&is("string", ID), &is("string", LONG_ID)]);
    assert_eq!(column(&rows, "Taobao order number")[0], &is("string", SALES_ID));
    assert_eq!(column(&rows, "Own number")[0], &is("string", "007"));
    assert_eq!(column(&rows, "Waybill")[0], &is("string", "70600123456789012"));
    assert_eq!(column(&rows, "Total")[0], &is("float", "1967.5"));
    assert_eq!(column(&rows, "Pieces")[0], &is("float", "48"));
    let (kind, placed) = column(&rows, "Placed")[0];
    assert_eq!(kind, "date");
    assert!(placed.starts_with("2026-11-22T14:07:31"), "{placed}");
    assert_eq!(column(&rows, "Goods")[0], &is("string", &format!("{FORMULA}; 收纳盒")));
    assert_eq!(column(&rows, "Status")[0], &is("string", "Shipped"));
    assert_eq!(column(&rows, "Client")[0], &is("string", "สมชาย ใจดี"));
}

#[test]
fn a_spreadsheet_of_lines_speaks_chinese() {
    let dir = tempfile::tempdir().unwrap();
    let file = write(dir.path(), "lines.xlsx", Format::Xlsx, Rows::Lines, Language::Zh);
    let rows = opened(dir.path(), &file);
    assert_eq!(rows.len(), 5);
    assert_eq!(column(&rows, "明细编号")[0], &is("string", "9007199254740993000"));
    assert_eq!(column(&rows, "淘宝订单号")[3], &is("string", SALES_ID));
    assert_eq!(column(&rows, "单价")[0], &is("float", "86.5"));
    assert_eq!(column(&rows, "状态")[2], &is("string", "已发货"));
    assert_eq!(column(&rows, "商品")[2], &is("string", "头戴式降噪耳机，蓝牙5.3 \"加厚\"\n防水"));
}

#[test]
fn a_csv_keeps_its_ids_in_a_spreadsheet_and_runs_nothing() {
    let dir = tempfile::tempdir().unwrap();
    let file = write(dir.path(), "orders.csv", Format::Csv, Rows::Orders, Language::Zh);
    let bytes = std::fs::read(&file).unwrap();
    assert!(bytes.starts_with(b"\xef\xbb\xbf\xe5\xb9\xb3\xe5\x8f\xb0,"), "a byte order mark, then 平台");
    let rows = opened(dir.path(), &file);
    assert_eq!(rows.len(), 3, "{rows:?}");
    for (seen, id) in column(&rows, "订单号").into_iter().zip([ID, LONG_ID]) {
        assert_eq!((seen.0.as_str(), seen.1.trim_end()), ("string", id));
    }
    let (kind, sales_id) = column(&rows, "淘宝订单号")[0];
    assert_eq!((kind.as_str(), sales_id.trim_end()), ("string", SALES_ID));
    assert_eq!(column(&rows, "合计")[0], &is("float", "1967.5"));
    assert_eq!(column(&rows, "商品")[0].1, format!("'{FORMULA}; 收纳盒"));
}

#[test]
fn a_table_of_many_orders_is_whole() {
    let dir = tempfile::tempdir().unwrap();
    for (name, format) in [("many.csv", Format::Csv), ("many.xlsx", Format::Xlsx)] {
        let path = dir.path().join(name);
        let mut table = OrderTable::begin(&path, format, Rows::Orders, Language::En, TimeZone::UTC).unwrap();
        let order = order(LONG_ID, &["耳机"]);
        for _ in 0..3000 {
            table.add(&kept(&order)).unwrap();
        }
        table.finish().unwrap();
        assert_eq!(opened(dir.path(), &path).len(), 3001);
        std::fs::remove_file(dir.path().join("many.fods")).unwrap();
    }
}

#[test]
fn a_place_that_cannot_be_written_is_said() {
    let missing = Path::new("/nowhere/orders.csv");
    let refused = OrderTable::begin(missing, Format::Csv, Rows::Orders, Language::En, TimeZone::UTC);
    assert!(refused.err().unwrap().to_string().contains("/nowhere/orders.csv"));
}
