//! Comma-separated values as spreadsheets read them: UTF-8 with a byte order mark, lines ended by CR LF.

use std::fs::File;
use std::io::{BufWriter, Write};
use std::path::{Path, PathBuf};

use jiff::tz::TimeZone;

use crate::PaperError;
use crate::table::{Cell, Column, wall_time};

/// Without it spreadsheets on Windows take the text for the local code page.
const BYTE_ORDER_MARK: &[u8] = b"\xef\xbb\xbf";
/// A spreadsheet shows longer numbers as 2.74811E+15 and forgets digits beyond the fifteenth.
const DIGITS_SHOWN_WHOLE: usize = 11;

pub(crate) struct CsvFile {
    path: PathBuf,
    writer: csv::Writer<BufWriter<File>>,
    zone: TimeZone,
}

impl CsvFile {
    pub(crate) fn begin(path: &Path, columns: &[Column], zone: TimeZone) -> Result<Self, PaperError> {
        let refused = |source| PaperError::File { path: path.to_owned(), source };
        let mut file = BufWriter::new(File::create(path).map_err(refused)?);
        file.write_all(BYTE_ORDER_MARK).map_err(refused)?;
        let writer = csv::WriterBuilder::new().terminator(csv::Terminator::CRLF).from_writer(file);
        let mut begun = Self { path: path.to_owned(), writer, zone };
        begun.record(columns.iter().map(|column| column.title.to_owned()))?;
        Ok(begun)
    }

    pub(crate) fn row(&mut self, cells: &[Cell<'_>]) -> Result<(), PaperError> {
        let texts: Vec<String> = cells.iter().map(|cell| self.cell_text(cell)).collect();
        self.record(texts)
    }

    pub(crate) fn finish(mut self) -> Result<(), PaperError> {
        self.writer.flush().map_err(|source| PaperError::File { path: self.path, source })
    }

    fn record(&mut self, texts: impl IntoIterator<Item = String>) -> Result<(), PaperError> {
        self.writer.write_record(texts).map_err(|error| {
            let source = match error.into_kind() {
                csv::ErrorKind::Io(source) => source,
                other => std::io::Error::other(format!("{other:?}")),
            };
            PaperError::File { path: self.path.clone(), source }
        })
    }

    fn cell_text(&self, cell: &Cell<'_>) -> String {
        match cell {
            Cell::Empty => String::new(),
            Cell::Text(text) => harmless(text),
            Cell::Owned(text) => harmless(text),
            Cell::Id(id) => whole_id(id),
            Cell::Count(count) => count.to_string(),
            Cell::Money(money) => money.to_yuan().to_string(),
            Cell::Time(at) => wall_time(*at, &self.zone)
                .map(|at| at.strftime("%Y-%m-%d %H:%M:%S").to_string())
                .unwrap_or_default(),
        }
    }
}

/// A text that no spreadsheet takes for a formula: those that could begin one get an apostrophe in front.
fn harmless(text: &str) -> String {
    let begins = text.trim_start_matches([' ', '\u{a0}', '\u{3000}']).chars().next();
    let formula =
        matches!(begins, Some('=' | '+' | '-' | '@' | '\t' | '\r' | '\n' | '＝' | '＋' | '－' | '＠'));
    if formula { format!("'{text}") } else { text.to_owned() }
}

/// An id that a spreadsheet would take for a number and round is followed by a tab: that keeps it text, as the platforms' own
/// exports do, and nothing of the id itself changes.
fn whole_id(id: &str) -> String {
    let digits = id.bytes().all(|byte| byte.is_ascii_digit());
    if digits && (id.len() > DIGITS_SHOWN_WHOLE || (id.len() > 1 && id.starts_with('0'))) {
        format!("{id}\t")
    } else {
        harmless(id)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_could_be_a_formula_is_text() {
        for text in ["=1+1", "+86", "-5", "@SUM(A1)", "\t=1", " =cmd|' /C calc'!A0", "＝1", "\r=1"] {
            assert_eq!(harmless(text), format!("'{text}"), "{text:?}");
        }
        for text in ["耳机", "a=b", "", "2026-11-22", "'=1"] {
            assert_eq!(harmless(text), text);
        }
    }

    #[test]
    fn long_ids_stay_whole() {
        assert_eq!(whole_id("2748109355174410211"), "2748109355174410211\t");
        assert_eq!(whole_id("007"), "007\t");
        assert_eq!(whole_id("70600000000"), "70600000000");
        assert_eq!(whole_id("SF12181323546"), "SF12181323546");
        assert_eq!(whole_id("=HYPERLINK(\"x\")"), "'=HYPERLINK(\"x\")");
    }
}
