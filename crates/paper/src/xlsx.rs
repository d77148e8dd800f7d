//! A spreadsheet, written row by row: only the present row is in memory.

use std::path::{Path, PathBuf};

use jiff::tz::TimeZone;
use rust_xlsxwriter::{ExcelDateTime, Format, FormatAlign, Workbook, Worksheet, XlsxError};

use crate::PaperError;
use crate::table::{Cell, Column, Kind, wall_time};

/// Rows that one sheet holds, its titles included.
const ROWS_OF_A_SHEET: u32 = 1_048_576;
/// Characters that one cell holds.
const LONGEST_TEXT: usize = 32_767;
/// Largest sum that the file's own numbers hold to the fen; larger ones are written as text.
const LARGEST_EXACT: u64 = 1 << 53;

pub(crate) struct XlsxFile {
    path: PathBuf,
    workbook: Workbook,
    name: String,
    columns: Vec<Column>,
    zone: TimeZone,
    formats: Formats,
    sheet: usize,
    /// The next row of the present sheet.
    row: u32,
}

struct Formats {
    title: Format,
    id: Format,
    count: Format,
    money: Format,
    time: Format,
}

impl XlsxFile {
    pub(crate) fn begin(
        path: &Path,
        name: &str,
        columns: Vec<Column>,
        zone: TimeZone,
    ) -> Result<Self, PaperError> {
        let formats = Formats {
            title: Format::new().set_bold().set_align(FormatAlign::Left),
            // "@" makes a cell text for good: also when someone edits it.
            id: Format::new().set_num_format("@"),
            count: Format::new().set_num_format("#,##0"),
            money: Format::new().set_num_format("#,##0.00"),
            time: Format::new().set_num_format("yyyy-mm-dd hh:mm"),
        };
        let workbook = Workbook::new();
        let (path, name) = (path.to_owned(), name.to_owned());
        let mut file = Self { path, workbook, name, columns, zone, formats, sheet: 0, row: 0 };
        file.add_sheet()?;
        Ok(file)
    }

    fn add_sheet(&mut self) -> Result<(), PaperError> {
        let number = self.workbook.worksheets().len();
        let sheet = self.workbook.add_worksheet_with_constant_memory()?;
        let name = if number == 0 { self.name.clone() } else { format!("{} {}", self.name, number + 1) };
        sheet.set_name(name)?.set_freeze_panes(1, 0)?;
        for (at, column) in (0..).zip(&self.columns) {
            sheet.set_column_width(at, f64::from(column.width))?;
        }
        for (at, column) in (0..).zip(&self.columns) {
            sheet.write_string_with_format(0, at, column.title, &self.formats.title)?;
        }
        self.sheet = number;
        self.row = 1;
        Ok(())
    }

    pub(crate) fn row(&mut self, cells: &[Cell<'_>]) -> Result<(), PaperError> {
        if self.row == ROWS_OF_A_SHEET {
            self.add_sheet()?;
        }
        let row = self.row;
        let sheet = self.workbook.worksheet_from_index(self.sheet)?;
        for (at, (cell, column)) in (0..).zip(cells.iter().zip(&self.columns)) {
            write_cell(sheet, (row, at), cell, column.kind, &self.formats, &self.zone)?;
        }
        self.row += 1;
        Ok(())
    }

    pub(crate) fn finish(mut self) -> Result<(), PaperError> {
        self.workbook.save(&self.path).map_err(|error| match error {
            XlsxError::IoError(source) => PaperError::File { path: self.path.clone(), source },
            other => other.into(),
        })
    }
}

fn write_cell(
    sheet: &mut Worksheet,
    (row, column): (u32, u16),
    cell: &Cell<'_>,
    kind: Kind,
    formats: &Formats,
    zone: &TimeZone,
) -> Result<(), XlsxError> {
    let text = |sheet: &mut Worksheet, text: &str| -> Result<(), XlsxError> {
        let fits: String = text.chars().take(LONGEST_TEXT).collect();
        if kind == Kind::Id {
            sheet.write_string_with_format(row, column, fits, &formats.id)?;
        } else {
            sheet.write_string(row, column, fits)?;
        }
        Ok(())
    };
    match cell {
        Cell::Empty => Ok(()),
        Cell::Text(words) | Cell::Id(words) => text(sheet, words),
        Cell::Owned(words) => text(sheet, words),
        Cell::Count(count) => {
            // Counts of one order are far below 2^53.
            sheet.write_number_with_format(row, column, *count as f64, &formats.count)?;
            Ok(())
        }
        Cell::Money(money) if money.minor().unsigned_abs() >= LARGEST_EXACT => {
            text(sheet, &money.to_yuan().to_string())
        }
        Cell::Money(money) => {
            // A spreadsheet has no other numbers; below 2^53 fen the nearest one shows the very sum.
            let yuan = money.minor() as f64 / 100.0;
            sheet.write_number_with_format(row, column, yuan, &formats.money)?;
            Ok(())
        }
        Cell::Time(at) => {
            let Some(at) = wall_time(*at, zone) else { return Ok(()) };
            let day = ExcelDateTime::from_ymd(
                at.year().unsigned_abs(),
                at.month().unsigned_abs(),
                at.day().unsigned_abs(),
            );
            let second = f64::from(at.second());
            // Spreadsheets know no time before 1900.
            let Ok(time) = day.and_then(|day| {
                day.and_hms(u16::from(at.hour().unsigned_abs()), at.minute().unsigned_abs(), second)
            }) else {
                return text(sheet, &at.strftime("%Y-%m-%d %H:%M:%S").to_string());
            };
            sheet.write_datetime_with_format(row, column, &time, &formats.time)?;
            Ok(())
        }
    }
}
