//! Workbooks of the Excel of today (`.xlsx`, `.xlsm`), read cell by cell.

use std::io::Cursor;
use std::panic::{AssertUnwindSafe, catch_unwind};

use calamine::{Dimensions, Reader as _, SheetType, SheetVisible, Xlsx, XlsxError};

use super::cells::{Area, Full, Room};
use super::sheet::Sheet;
use super::value::{self, Held};
use super::{guard, refuse};
use crate::file::archive::Archive;
use crate::problem::Problem;

type Book = Xlsx<Cursor<Vec<u8>>>;

/// Why a sheet was not read.
enum Stopped {
    Full,
    Damaged,
}

impl From<Full> for Stopped {
    fn from(_: Full) -> Self {
        Self::Full
    }
}

impl From<XlsxError> for Stopped {
    fn from(_: XlsxError) -> Self {
        Self::Damaged
    }
}

/// Reads every sheet.
pub(super) fn read(
    name: &str,
    archive: &mut Archive<Cursor<Vec<u8>>>,
    bytes: Vec<u8>,
) -> Result<Vec<Sheet>, Box<Problem>> {
    guard::check(name, archive)?;
    // The reader panics on some damaged files; that is a damaged workbook, and nothing of the reader is used afterwards.
    let sheets = catch_unwind(AssertUnwindSafe(|| read_sheets(name, bytes)));
    sheets.unwrap_or_else(|_| Err(refuse::damaged(name)))
}

fn read_sheets(name: &str, bytes: Vec<u8>) -> Result<Vec<Sheet>, Box<Problem>> {
    let mut book = Book::new(Cursor::new(bytes)).map_err(|error| match error {
        XlsxError::Password => refuse::locked(name),
        _ => refuse::damaged(name),
    })?;
    let mut room = Room::default();
    let known: Vec<calamine::Sheet> = book.sheets_metadata().to_vec();
    let worksheets = known.iter().filter(|sheet| sheet.typ == SheetType::WorkSheet);
    worksheets.map(|known| read_sheet(name, &mut book, known, &mut room)).collect()
}

fn read_sheet(name: &str, book: &mut Book, known: &calamine::Sheet, room: &mut Room) -> Result<Sheet, Box<Problem>> {
    let mut sheet = Sheet::new(&known.name, known.visible != SheetVisible::Visible);
    match read_cells(book, &mut sheet, room) {
        Ok(()) => sheet.finish(room),
        // What was read of it is let go: half a sheet would pass for a whole one.
        Err(Stopped::Damaged) => {
            sheet = Sheet::new(&known.name, sheet.hidden);
            sheet.damaged = true;
        }
        Err(Stopped::Full) => return Err(refuse::too_large(name)),
    }
    Ok(sheet)
}

fn read_cells(book: &mut Book, sheet: &mut Sheet, room: &mut Room) -> Result<(), Stopped> {
    let is_1904 = book.has_1904_epoch();
    sheet.merged = book.merge_cells_by_sheet_name(&sheet.name)?.into_iter().map(area).collect();
    let mut cells = book.worksheet_cells_reader(&sheet.name)?;
    let mut text = String::new();
    while let Some(cell) = cells.next_cell()? {
        let (row, column) = cell.get_position();
        text.clear();
        match value::write(cell.get_value(), is_1904, &mut text) {
            Held::Text => sheet.put(row, column, &text, room)?,
            Held::Error => sheet.put_error(row, column, 1),
        }
    }
    Ok(())
}

/// A merged area as a reader gives it.
pub(super) fn area(dimensions: Dimensions) -> Area {
    let Dimensions { start: (top, left), end: (bottom, right) } = dimensions;
    Area { top, left, bottom, right }
}
