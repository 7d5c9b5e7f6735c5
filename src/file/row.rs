//! Rows of cells, read one at a time and as often as needed.

use std::fmt;
use std::io::{Read, Seek};

use crate::problem::Problem;

/// A file that can be read more than once: an open file, or bytes in a cursor.
pub trait Input: Read + Seek + Send {}

impl<T: Read + Seek + Send> Input for T {}

/// One row: its cells one after another in one text, so that reading millions of rows allocates next to nothing.
#[derive(Clone, Default, PartialEq, Eq)]
pub struct Row {
    text: String,
    ends: Vec<usize>,
    line: u64,
}

impl Row {
    /// Empties the row; `line` is where the next one begins in its file, counted from one.
    pub fn begin(&mut self, line: u64) {
        self.text.clear();
        self.ends.clear();
        self.line = line;
    }

    /// Adds a cell.
    pub fn push(&mut self, cell: &str) {
        self.text.push_str(cell);
        self.ends.push(self.text.len());
    }

    /// Adds a cell that `write` writes at the end of the text it is given.
    pub fn push_with(&mut self, write: impl FnOnce(&mut String)) {
        let start = self.text.len();
        write(&mut self.text);
        // Whoever shortens the text has written an empty cell.
        self.ends.push(self.text.len().max(start.min(self.text.len())));
    }

    /// The cell at `index`, counted from nought.
    pub fn get(&self, index: usize) -> Option<&str> {
        let end = *self.ends.get(index)?;
        let start = index.checked_sub(1).map_or(0, |before| self.ends[before]);
        self.text.get(start..end)
    }

    /// The cells in their order.
    pub fn iter(&self) -> impl Iterator<Item = &str> {
        (0..self.len()).map(|index| self.get(index).unwrap_or_default())
    }

    /// How many cells there are.
    pub fn len(&self) -> usize {
        self.ends.len()
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.ends.is_empty()
    }

    /// The line of the file on which the row begins, counted from one; in a workbook the row of the sheet.
    pub fn line(&self) -> u64 {
        self.line
    }

    /// A row of `cells` on `line`.
    pub fn of<'c>(line: u64, cells: impl IntoIterator<Item = &'c str>) -> Self {
        let mut row = Self::default();
        row.begin(line);
        cells.into_iter().for_each(|cell| row.push(cell));
        row
    }
}

/// The shape only: what people said never reaches a log.
impl fmt::Debug for Row {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Row(line {}, {} cells)", self.line, self.len())
    }
}

/// A table of text that is gone through row by row, headings included, and can be gone through again.
pub trait Rows: Send {
    /// Goes back to the first row.
    ///
    /// # Errors
    /// When the file cannot be read.
    fn rewind(&mut self) -> Result<(), Box<Problem>>;

    /// Reads the next row into `row`; `false` at the end.
    ///
    /// # Errors
    /// When the file breaks off or is damaged so that nothing after this place can be told.
    fn read(&mut self, row: &mut Row) -> Result<bool, Box<Problem>>;

    /// What was wrong with the file so far, each thing once; complete after the last row.
    fn problems(&self) -> Vec<Problem>;

    /// How far reading is, as bytes or rows done and in all, where that can be told.
    fn progress(&self) -> (u64, Option<u64>) {
        (0, None)
    }
}
