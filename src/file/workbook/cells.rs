//! The cells of a sheet that hold something, as text, kept small however far apart they lie.

use std::ops::Range;

/// The most cells that hold something, over all sheets of a workbook.
const MOST_CELLS: usize = 20_000_000;
/// The most bytes of text, over all sheets of a workbook.
const MOST_TEXT: usize = 768 * 1024 * 1024;
/// The most rows and columns a sheet has in any program.
const ROWS_END: u32 = 1_048_576;
const COLUMNS_END: u32 = 16_384;

/// What is left of the bounds on a whole workbook.
#[derive(Debug)]
pub(super) struct Room {
    cells: usize,
    text: usize,
}

impl Default for Room {
    fn default() -> Self {
        Self { cells: MOST_CELLS, text: MOST_TEXT }
    }
}

impl Room {
    /// Whether a sheet of `cells` cells with `text` bytes of text could still be read.
    pub(super) fn holds(&self, cells: u64, text: u64) -> bool {
        let within = |wanted: u64, left: usize| usize::try_from(wanted).is_ok_and(|wanted| wanted <= left);
        within(cells, self.cells) && within(text, self.text)
    }
}

/// A workbook holds more than is allowed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Full;

/// A rectangle of cells, all four sides within it, counted from nought.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Area {
    pub(super) top: u32,
    pub(super) left: u32,
    pub(super) bottom: u32,
    pub(super) right: u32,
}

impl Area {
    /// How many rows it has.
    pub(super) fn rows(self) -> u64 {
        u64::from(self.bottom.saturating_sub(self.top)) + 1
    }

    /// How many columns it has.
    pub(super) fn columns(self) -> u64 {
        u64::from(self.right.saturating_sub(self.left)) + 1
    }
}

/// A text kept among the cells.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Kept {
    start: u32,
    end: u32,
}

#[derive(Debug, Clone, Copy)]
struct Cell {
    row: u32,
    column: u32,
    kept: Kept,
}

/// The cells of one sheet.
#[derive(Default)]
pub(super) struct Cells {
    text: String,
    cells: Vec<Cell>,
}

impl Cells {
    /// Keeps a text for cells to come.
    pub(super) fn keep(&mut self, text: &str, room: &mut Room) -> Result<Kept, Full> {
        room.text = room.text.checked_sub(text.len()).ok_or(Full)?;
        let start = u32::try_from(self.text.len()).map_err(|_| Full)?;
        self.text.push_str(text);
        let end = u32::try_from(self.text.len()).map_err(|_| Full)?;
        Ok(Kept { start, end })
    }

    /// Puts a text that was kept into a cell. An empty text is no cell.
    pub(super) fn put(&mut self, row: u32, column: u32, kept: Kept, room: &mut Room) -> Result<(), Full> {
        if kept.start == kept.end {
            return Ok(());
        }
        if row >= ROWS_END || column >= COLUMNS_END {
            return Err(Full);
        }
        room.cells = room.cells.checked_sub(1).ok_or(Full)?;
        self.cells.push(Cell { row, column, kept });
        Ok(())
    }

    /// Brings the cells into the order of rows and columns; of two for one place the later stays.
    pub(super) fn settle(&mut self) {
        let place = |cell: &Cell| (cell.row, cell.column);
        if !self.cells.is_sorted_by(|a, b| place(a) < place(b)) {
            self.cells.sort_by_key(place);
            self.cells.dedup_by(|later, earlier| {
                let same = place(later) == place(earlier);
                if same {
                    *earlier = *later;
                }
                same
            });
        }
    }

    /// The smallest area that holds every cell; none when there are no cells. The cells are settled.
    pub(super) fn bounds(&self) -> Option<Area> {
        let (first, last) = (self.cells.first()?, self.cells.last()?);
        let columns = self.cells.iter().map(|cell| cell.column);
        let (left, right) = (columns.clone().min()?, columns.max()?);
        Some(Area { top: first.row, left, bottom: last.row, right })
    }

    /// The text kept in the cell at a place. The cells are settled.
    pub(super) fn find(&self, row: u32, column: u32) -> Option<Kept> {
        let index = self.cells.binary_search_by_key(&(row, column), |cell| (cell.row, cell.column)).ok()?;
        self.cells.get(index).map(|cell| cell.kept)
    }

    /// Whether more than one cell of `row` holds something. The cells are settled.
    pub(super) fn is_wide(&self, row: u32) -> bool {
        let first = self.cells.partition_point(|cell| cell.row < row);
        self.cells.get(first + 1).is_some_and(|second| second.row == row)
    }

    /// The positions of the cells of `row` that come at or after `from`. The cells are settled.
    pub(super) fn row(&self, row: u32, from: usize) -> Range<usize> {
        let rest = self.cells.get(from..).unwrap_or_default();
        from..from + rest.partition_point(|cell| cell.row <= row)
    }

    /// The column and the text of the cell at a position.
    pub(super) fn at(&self, index: usize) -> Option<(u32, &str)> {
        let cell = self.cells.get(index)?;
        Some((cell.column, self.text(cell.kept)))
    }

    /// A text that was kept.
    pub(super) fn text(&self, kept: Kept) -> &str {
        let range = usize::try_from(kept.start).unwrap_or(0)..usize::try_from(kept.end).unwrap_or(0);
        self.text.get(range).unwrap_or_default()
    }
}

/// The name of a cell as its program shows it, such as `C12`.
pub(super) fn address(row: u32, column: u32) -> String {
    let mut letters = Vec::new();
    let mut left = u64::from(column) + 1;
    while left > 0 {
        letters.push(char::from(b'A' + u8::try_from((left - 1) % 26).unwrap_or(0)));
        left = (left - 1) / 26;
    }
    let letters: String = letters.into_iter().rev().collect();
    format!("{letters}{}", u64::from(row) + 1)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cells_are_named_as_programs_name_them() {
        let names = [(0, 0), (11, 2), (0, 25), (0, 26), (9, 701), (9, 702)].map(|(row, column)| address(row, column));
        assert_eq!(names, ["A1", "C12", "Z1", "AA1", "ZZ10", "AAA10"]);
    }

    #[test]
    fn a_cell_given_twice_holds_what_was_given_last() {
        let (mut cells, mut room) = (Cells::default(), Room::default());
        for (row, column, text) in [(1, 1, "a"), (0, 2, "b"), (1, 1, "c"), (0, 0, "")] {
            let kept = cells.keep(text, &mut room).unwrap();
            cells.put(row, column, kept, &mut room).unwrap();
        }
        cells.settle();
        assert_eq!(cells.bounds(), Some(Area { top: 0, left: 1, bottom: 1, right: 2 }));
        assert_eq!(cells.find(1, 1).map(|kept| cells.text(kept)), Some("c"));
        assert_eq!(cells.row(0, 0), 0..1);
    }

    #[test]
    fn no_more_is_kept_than_there_is_room_for() {
        let (mut cells, mut room) = (Cells::default(), Room { cells: 1, text: 3 });
        let kept = cells.keep("ab", &mut room).unwrap();
        assert_eq!(cells.put(0, 0, kept, &mut room), Ok(()));
        assert_eq!(cells.put(0, 1, kept, &mut room), Err(Full));
        assert_eq!(cells.keep("cd", &mut room), Err(Full));
        assert_eq!(cells.put(ROWS_END, 0, kept, &mut Room::default()), Err(Full));
    }
}
