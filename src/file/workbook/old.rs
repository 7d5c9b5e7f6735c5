//! Workbooks of the Excel of old (`.xls`).

use std::io::Cursor;
use std::panic::{AssertUnwindSafe, catch_unwind};

use calamine::{Reader as _, SheetType, SheetVisible, Xls, XlsError};

use super::cells::{Full, Room};
use super::compound::{Compound, MARK, enclose};
use super::old_check::{self, Stopped};
use super::refuse;
use super::sheet::Sheet;
use super::value::{self, Held};
use crate::file::workbook::excel::area;
use crate::problem::Problem;

type Book = Xls<Cursor<Vec<u8>>>;

/// Reads every sheet.
pub(super) fn read(name: &str, bytes: &[u8]) -> Result<Vec<Sheet>, Box<Problem>> {
    if !bytes.starts_with(MARK) {
        return Err(refuse::not_a_workbook(name, "a file of another kind"));
    }
    let file = Compound::open(bytes).ok_or_else(|| refuse::damaged(name))?;
    // A locked workbook of today is enclosed in a file of this kind.
    if file.has("EncryptedPackage") {
        return Err(refuse::locked(name));
    }
    let stream = file.read("Workbook").or_else(|| file.read("Book"));
    let mut stream = stream.ok_or_else(|| refuse::not_a_workbook(name, "an office document of another kind"))?;
    let checked = old_check::check(&mut stream, &Room::default());
    checked.map_err(|stopped| match stopped {
        Stopped::Locked => refuse::locked(name),
        Stopped::Full => refuse::too_large(name),
        Stopped::Damaged => refuse::damaged(name),
    })?;
    // The reader follows whatever chains the file gives, so it is handed a new file around the stream that was checked.
    let enclosed = enclose(&stream).ok_or_else(|| refuse::too_large(name))?;
    // The reader panics on some damaged files; that is a damaged workbook, and nothing of the reader is used afterwards.
    let sheets = catch_unwind(AssertUnwindSafe(|| read_sheets(name, enclosed)));
    sheets.unwrap_or_else(|_| Err(refuse::damaged(name)))
}

fn read_sheets(name: &str, bytes: Vec<u8>) -> Result<Vec<Sheet>, Box<Problem>> {
    let mut book = Book::new(Cursor::new(bytes)).map_err(|error| match error {
        XlsError::Password => refuse::locked(name),
        _ => refuse::damaged(name),
    })?;
    let mut room = Room::default();
    let known: Vec<calamine::Sheet> = book.sheets_metadata().to_vec();
    let worksheets = known.iter().filter(|sheet| sheet.typ == SheetType::WorkSheet);
    let sheets = worksheets.map(|known| {
        let mut sheet = Sheet::new(&known.name, known.visible != SheetVisible::Visible);
        read_cells(&mut book, &mut sheet, &mut room).map_err(|_| refuse::too_large(name))?;
        sheet.finish(&mut room);
        Ok(sheet)
    });
    sheets.collect()
}

fn read_cells(book: &mut Book, sheet: &mut Sheet, room: &mut Room) -> Result<(), Full> {
    let is_1904 = book.has_1904_epoch();
    let merged = book.merge_cells_by_sheet_name(&sheet.name).unwrap_or_default();
    sheet.merged = merged.into_iter().map(area).collect();
    let Ok(range) = book.worksheet_range(&sheet.name) else {
        sheet.damaged = true;
        return Ok(());
    };
    let (top, left) = range.start().unwrap_or_default();
    let mut text = String::new();
    for (row, column, cell) in range.used_cells() {
        let place = |start: u32, offset: usize| u32::try_from(offset).ok().and_then(|offset| start.checked_add(offset));
        let (row, column) = place(top, row).zip(place(left, column)).ok_or(Full)?;
        text.clear();
        match value::write(&value::borrowed(cell), is_1904, &mut text) {
            Held::Text => sheet.put(row, column, &text, room)?,
            Held::Error => sheet.put_error(row, column, 1),
        }
    }
    Ok(())
}
