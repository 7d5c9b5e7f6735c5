//! One sheet of a workbook as it was read, and what it says about itself.

use super::cells::{Area, Cells, Full, Kept, Room, address};
use super::merged;
use crate::problem::{Place, Problem};

/// Some counting of cells past this is of no use to anybody.
const LARGEST_AREA: u64 = 400_000_000;

/// What a workbook says of one of its sheets.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SheetInfo {
    /// The name on its tab.
    pub name: String,
    /// Whether it is shown.
    pub visible: bool,
    /// How many rows lie between the first and the last cell that hold something.
    pub rows: u64,
    /// How many columns lie between the first and the last cell that hold something.
    pub columns: u64,
    /// Whether it is damaged, so that nothing of it can be read.
    pub damaged: bool,
}

/// A sheet and everything it holds.
#[derive(Default)]
pub(super) struct Sheet {
    pub(super) name: String,
    pub(super) hidden: bool,
    pub(super) cells: Cells,
    pub(super) merged: Vec<Area>,
    pub(super) bounds: Option<Area>,
    errors: u64,
    first_error: Option<(u32, u32)>,
    unfilled: u64,
    first_unfilled: Option<(u32, u32)>,
    /// Whether it could not be read.
    pub(super) damaged: bool,
}

impl Sheet {
    /// An empty sheet.
    pub(super) fn new(name: &str, hidden: bool) -> Self {
        Self { name: name.to_owned(), hidden, ..Self::default() }
    }

    /// Adds a cell.
    pub(super) fn put(&mut self, row: u32, column: u32, text: &str, room: &mut Room) -> Result<(), Full> {
        if text.is_empty() {
            return Ok(());
        }
        let kept = self.cells.keep(text, room)?;
        self.cells.put(row, column, kept, room)
    }

    /// Adds a cell whose text was kept before.
    pub(super) fn put_kept(&mut self, row: u32, column: u32, kept: Kept, room: &mut Room) -> Result<(), Full> {
        self.cells.put(row, column, kept, room)
    }

    /// Counts a cell that holds an error such as `#N/A`.
    pub(super) fn put_error(&mut self, row: u32, column: u32, times: u64) {
        self.errors = self.errors.saturating_add(times);
        self.first_error = self.first_error.or(Some((row, column)));
    }

    /// Makes the sheet ready for reading once all its cells are there.
    pub(super) fn finish(&mut self, room: &mut Room) {
        self.cells.settle();
        self.bounds = self.cells.bounds();
        if let Some(bounds) = self.bounds {
            let unfilled = merged::fill(&mut self.cells, &self.merged, bounds, room);
            self.unfilled = u64::try_from(unfilled.len()).unwrap_or(u64::MAX);
            self.first_unfilled = unfilled.iter().map(|area| (area.top, area.left)).min();
        }
        self.merged = Vec::new();
    }

    /// What the workbook says of it.
    pub(super) fn info(&self) -> SheetInfo {
        let (rows, columns) = self.bounds.map_or((0, 0), |bounds| (bounds.rows(), bounds.columns()));
        SheetInfo { name: self.name.clone(), visible: !self.hidden, rows, columns, damaged: self.damaged }
    }

    /// Whether its rows would be so long for the little they hold that nobody could want them.
    pub(super) fn is_too_wide(&self) -> bool {
        self.bounds.is_some_and(|bounds| bounds.rows().saturating_mul(bounds.columns()) > LARGEST_AREA)
    }

    /// What was wrong with it; `file` is what messages call the workbook.
    pub(super) fn problems(&self, file: &str) -> Vec<Problem> {
        let place = |(row, _): (u32, u32)| Place::file(file).line(u64::from(row) + 1).field(&self.name);
        let errors = self.first_error.map(|first| {
            let message = "cells hold an error of the workbook instead of a value; they are read as empty";
            Problem::warning("cell_errors", place(first), message)
                .found(format!("{} cells, the first at {}", self.errors, address(first.0, first.1)))
                .hint("look at the cells in the workbook, and load it again once their values are right")
        });
        let merged = self.first_unfilled.map(|first| {
            let message = "cells are merged among the answers; only the first cell of each has the value";
            Problem::warning("merged_cells", place(first), message)
                .found(format!("{} merged areas, the first at {}", self.unfilled, address(first.0, first.1)))
                .hint("unmerge them in the workbook and fill in each row, where each row should have the value")
        });
        errors.into_iter().chain(merged).collect()
    }
}
