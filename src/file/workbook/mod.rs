//! Workbooks: `.xlsx`, `.xlsm`, `.xls` and `.ods` as sheets of rows.
//!
//! A workbook is read as a whole when it is opened, within bounds on its size that are counted and not believed. Cells are
//! text from then on: days as ISO, numbers as short as they can be.

mod cells;
mod choose;
mod compound;
mod excel;
mod guard;
mod merged;
mod ods;
mod old;
mod old_check;
mod refuse;
mod rows;
mod sheet;
mod value;

use std::fmt;
use std::io::{Cursor, Read as _};
use std::sync::Arc;

pub use rows::SheetRows;
pub use sheet::SheetInfo;

use self::sheet::Sheet;
use super::Input;
use super::archive::Archive;
use crate::problem::{Place, Problem};

/// The largest file that is opened as a workbook.
const LARGEST_FILE: u64 = 200 * 1024 * 1024;

/// A workbook that was read.
pub struct Workbook {
    name: String,
    sheets: Vec<Arc<Sheet>>,
    infos: Vec<SheetInfo>,
}

impl Workbook {
    /// Reads a workbook, whatever its name ends in; `name` is what messages call it.
    ///
    /// # Errors
    /// When it is locked, damaged, too large, or no workbook.
    pub fn open<I: Input>(name: &str, input: I) -> Result<Self, Box<Problem>> {
        let bytes = whole(name, input)?;
        let sheets = if bytes.starts_with(b"PK") { read_packed(name, bytes) } else { old::read(name, &bytes) }?;
        let infos = sheets.iter().map(Sheet::info).collect();
        Ok(Self { name: name.to_owned(), sheets: sheets.into_iter().map(Arc::new).collect(), infos })
    }

    /// Its sheets in the order of their tabs, hidden and empty ones included.
    pub fn sheets(&self) -> &[SheetInfo] {
        &self.infos
    }

    /// The sheet called `wanted`, ignoring case; without a wish the only sheet that is shown and holds a table.
    ///
    /// # Errors
    /// When there is no such sheet, or several could be meant.
    pub fn choose(&self, wanted: Option<&str>) -> Result<String, Box<Problem>> {
        choose::choose(&self.name, &self.infos, wanted)
    }

    /// The rows of the sheet called `sheet`, ignoring case.
    ///
    /// # Errors
    /// When there is no such sheet, or it is damaged or far larger than what it holds.
    pub fn rows(&mut self, sheet: &str) -> Result<SheetRows, Box<Problem>> {
        let found = choose::named(&self.name, &self.infos, sheet)?;
        let sheet = self.sheets.iter().find(|sheet| sheet.name == found);
        let sheet = sheet.ok_or_else(|| refuse::damaged_sheet(&self.name, &found))?;
        if sheet.damaged {
            return Err(refuse::damaged_sheet(&self.name, &found));
        }
        match sheet.bounds {
            Some(bounds) if sheet.is_too_wide() => {
                Err(refuse::too_wide(&self.name, &found, &cells::address(bounds.bottom, bounds.right)))
            }
            _ => Ok(SheetRows::new(&self.name, Arc::clone(sheet))),
        }
    }
}

/// The names and sizes only: what a workbook holds never reaches a log.
impl fmt::Debug for Workbook {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Workbook({}, {:?})", self.name, self.infos)
    }
}

fn whole<I: Input>(name: &str, mut input: I) -> Result<Vec<u8>, Box<Problem>> {
    let mut bytes = Vec::new();
    let unread = |error: std::io::Error| {
        Box::new(Problem::error("unreadable_file", Place::file(name), format!("the file cannot be read: {error}")))
    };
    input.rewind().map_err(unread)?;
    input.take(LARGEST_FILE + 1).read_to_end(&mut bytes).map_err(unread)?;
    if u64::try_from(bytes.len()).is_ok_and(|size| size <= LARGEST_FILE) {
        return Ok(bytes);
    }
    let problem = Problem::error("file_too_large", Place::file(name), "the workbook is too large");
    Err(Box::new(problem.expected("at most 200 MB").hint("save the sheet you need as CSV, and load that")))
}

fn read_packed(name: &str, bytes: Vec<u8>) -> Result<Vec<Sheet>, Box<Problem>> {
    let mut archive = Archive::open(name, Cursor::new(bytes.clone()))?;
    if archive.has("xl/workbook.bin") {
        return Err(refuse::not_a_workbook(name, "a binary workbook (.xlsb)"));
    }
    if archive.has("content.xml") {
        return ods::read(name, &mut archive);
    }
    let is_book = |entry: &String| entry.to_ascii_lowercase().contains("workbook");
    if archive.names().iter().any(is_book) {
        excel::read(name, &mut archive, bytes)
    } else {
        Err(refuse::not_a_workbook(name, "an archive of other files"))
    }
}

#[cfg(test)]
pub(crate) mod fixture;
#[cfg(test)]
mod tests;
