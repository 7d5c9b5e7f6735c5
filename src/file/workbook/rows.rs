//! The rows of one sheet.

use std::fmt;
use std::sync::Arc;

use super::cells::Area;
use super::sheet::Sheet;
use crate::file::{Row, Rows};
use crate::problem::Problem;

/// Goes through the rows of a sheet, from the first that holds something to the last, each as wide as the sheet is.
pub struct SheetRows {
    file: String,
    sheet: Arc<Sheet>,
    row: u32,
    cell: usize,
}

impl SheetRows {
    pub(super) fn new(file: &str, sheet: Arc<Sheet>) -> Self {
        let mut rows = Self { file: file.to_owned(), sheet, row: 0, cell: 0 };
        rows.restart();
        rows
    }

    /// How many empty columns lie to the left of the first cell of each row: with two of them, the first cell is of column C.
    pub fn columns_before(&self) -> u32 {
        self.sheet.bounds.map_or(0, |bounds| bounds.left)
    }

    fn restart(&mut self) {
        self.row = self.sheet.bounds.map_or(0, |bounds| bounds.top);
        self.cell = 0;
    }
}

impl Rows for SheetRows {
    fn rewind(&mut self) -> Result<(), Box<Problem>> {
        self.restart();
        Ok(())
    }

    fn read(&mut self, row: &mut Row) -> Result<bool, Box<Problem>> {
        row.begin(u64::from(self.row) + 1);
        let Some(bounds) = self.sheet.bounds.filter(|bounds| self.row <= bounds.bottom) else {
            return Ok(false);
        };
        let cells = self.sheet.cells.row(self.row, self.cell);
        self.cell = cells.end;
        let mut column = bounds.left;
        for (place, text) in cells.filter_map(|index| self.sheet.cells.at(index)) {
            (column..place).for_each(|_| row.push(""));
            row.push(text);
            column = place + 1;
        }
        (column..=bounds.right).for_each(|_| row.push(""));
        self.row += 1;
        Ok(true)
    }

    fn problems(&self) -> Vec<Problem> {
        self.sheet.problems(&self.file)
    }

    fn progress(&self) -> (u64, Option<u64>) {
        let rows = self.sheet.bounds.map_or(0, Area::rows);
        let top = self.sheet.bounds.map_or(0, |bounds| bounds.top);
        (u64::from(self.row.saturating_sub(top)), Some(rows))
    }
}

/// The place only: what a sheet holds never reaches a log.
impl fmt::Debug for SheetRows {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "SheetRows({} of {}, at row {})", self.sheet.name, self.file, u64::from(self.row) + 1)
    }
}
