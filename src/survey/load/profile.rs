//! What is known of each column after the file was gone through once: its distinct cells and how often each occurs.
//!
//! What a column is can be told from its distinct cells. They are kept within bounds, so that a file of any length is read in
//! memory that does not grow with it; a column beyond the bounds holds people's own words, numbers or names, and a sample tells.

use indexmap::IndexMap;

use super::body::Body;
use super::heading::{Heading, trim_cell};
use super::layout::widen;
use super::numbers;
use crate::file::Row;
use crate::problem::{Place, Problem};

/// The most distinct cells kept of one column.
const MOST_VALUES: usize = 10_000;
/// The most columns of a table.
const MOST_COLUMNS: usize = 10_000;
/// In a table of more cells than this, at least one in [`SPARSEST`] has to be filled.
const SPARSE_FROM: u64 = 20_000_000;
const SPARSEST: u64 = 1_000;
/// The most bytes of distinct cells kept of one column, and of all columns together.
const MOST_BYTES: usize = 4 << 20;
const MOST_BYTES_IN_ALL: usize = 192 << 20;
/// Rows of which the cells are kept by number, to see which columns are answered together, and cells so kept in all.
const ROWS_KEPT: usize = 100_000;
const CELLS_KEPT: usize = 64 << 20;
/// Stands for a cell whose number is not kept.
pub(super) const NO_CODE: u8 = u8::MAX;

/// One column.
pub(super) struct Column {
    pub(super) heading: Heading,
    /// The distinct cells as they were written, in the order of their first row, with how many rows hold each.
    pub(super) values: IndexMap<String, u64>,
    /// Data rows.
    pub(super) rows: u64,
    /// What is written where somebody left the cell empty.
    pub(super) blank: Option<&'static str>,
    /// Rows whose cell is beyond the bounds, and how many of them are numbers.
    pub(super) unseen: u64,
    pub(super) unseen_numbers: u64,
    /// Whether no filled cell occurs twice.
    pub(super) distinct: bool,
    /// Whether the cells only number the rows.
    pub(super) counts_rows: bool,
    /// Which rows are filled, a bit each.
    filled: Vec<u64>,
    /// For the first rows the number of their cell among the distinct ones.
    pub(super) codes: Vec<u8>,
    bytes: usize,
    /// Where the blank stands among the distinct cells.
    empty: Option<usize>,
    start: Option<u64>,
    hashes: std::collections::HashSet<u64>,
}

impl Column {
    fn new(heading: Heading) -> Self {
        Self {
            heading,
            values: IndexMap::new(),
            rows: 0,
            blank: None,
            unseen: 0,
            unseen_numbers: 0,
            distinct: true,
            counts_rows: true,
            filled: Vec::new(),
            codes: Vec::new(),
            bytes: 0,
            empty: None,
            start: None,
            hashes: std::collections::HashSet::new(),
        }
    }

    /// The distinct cells, trimmed, that are not blank, with how many rows hold each. Cells beyond the bounds are not among them.
    pub(super) fn filled(&self) -> impl Iterator<Item = (&str, u64)> + Clone {
        let trimmed = self.values.iter().map(|(value, count)| (trim_cell(value), *count));
        trimmed.filter(|(value, _)| !value.is_empty() && self.blank != Some(*value))
    }

    /// The column without the cells that are `left_out`, as far as its distinct cells go.
    pub(super) fn without(&self, left_out: impl Fn(&str) -> bool) -> Self {
        let kept = self.values.iter().filter(|(value, _)| !left_out(trim_cell(value)));
        Self {
            values: kept.map(|(value, count)| (value.clone(), *count)).collect(),
            blank: self.blank,
            unseen: self.unseen,
            unseen_numbers: self.unseen_numbers,
            distinct: self.distinct,
            counts_rows: self.counts_rows,
            ..Self::new(self.heading.clone())
        }
    }

    /// How many rows are not blank.
    pub(super) fn answered(&self) -> u64 {
        self.filled().map(|(_, count)| count).sum::<u64>() + self.unseen
    }

    /// Whether the cell of a row is filled.
    pub(super) fn is_filled(&self, row: usize) -> bool {
        self.filled.get(row / 64).is_some_and(|word| word & (1 << (row % 64)) != 0)
    }

    /// Whether every distinct cell is kept.
    pub(super) fn is_whole(&self) -> bool {
        self.unseen == 0
    }

    fn add(&mut self, cell: &str, most_bytes: usize, rows_kept: usize) {
        if cell.is_empty() && self.empty.is_some() {
            self.add_empty(rows_kept);
            return;
        }
        let row = self.rows;
        self.rows += 1;
        let is_blank = trim_cell(cell).is_empty();
        self.note_filled(row, !is_blank && self.blank != Some(trim_cell(cell)));
        if !is_blank {
            self.note_numbering(row, cell);
        }
        let known = self.values.get_index_of(cell);
        let position = match known {
            Some(position) => {
                self.values[position] += 1;
                self.distinct &= is_blank;
                Some(position)
            }
            None if self.values.len() < MOST_VALUES && self.bytes + cell.len() <= most_bytes => {
                self.bytes += cell.len();
                Some(self.values.insert_full(cell.to_owned(), 1).0)
            }
            None => {
                self.note_unseen(cell, is_blank);
                None
            }
        };
        if cell.is_empty() {
            self.empty = position;
        }
        self.note_code(position, rows_kept);
    }

    /// A blank like those before it: most cells of wide tables are.
    fn add_empty(&mut self, rows_kept: usize) {
        let row = self.rows;
        self.rows += 1;
        self.note_filled(row, false);
        if let Some((_, count)) = self.empty.and_then(|position| self.values.get_index_mut(position)) {
            *count += 1;
        }
        self.note_code(self.empty, rows_kept);
    }

    fn note_code(&mut self, position: Option<usize>, rows_kept: usize) {
        if self.codes.len() < rows_kept {
            let code = position.and_then(|position| u8::try_from(position).ok());
            self.codes.push(code.unwrap_or(NO_CODE));
        }
    }

    fn note_filled(&mut self, row: u64, filled: bool) {
        let word = usize::try_from(row / 64).unwrap_or(usize::MAX);
        if word >= self.filled.len() {
            self.filled.push(0);
        }
        if let Some(word) = self.filled.get_mut(word).filter(|_| filled) {
            *word |= 1 << (row % 64);
        }
    }

    /// Rows left out of a published file leave gaps in their numbers, but never go back.
    fn note_numbering(&mut self, row: u64, cell: &str) {
        if !self.counts_rows {
            return;
        }
        let number: Option<u64> = cell.trim().parse().ok();
        let start = *self.start.get_or_insert(number.unwrap_or(u64::MAX));
        self.counts_rows = start < 2 && number.is_some_and(|number| number >= row + start);
    }

    /// Whether a cell occurs twice is told from its hash where the cells themselves are too many.
    fn note_unseen(&mut self, cell: &str, is_blank: bool) {
        use std::hash::{DefaultHasher, Hash, Hasher};
        if is_blank {
            // A blank that is spelt in yet another way.
            *self.values.entry(String::new()).or_default() += 1;
            return;
        }
        self.unseen += 1;
        self.unseen_numbers += u64::from(numbers::parse(trim_cell(cell)).is_some());
        if self.distinct {
            let mut hasher = DefaultHasher::new();
            cell.hash(&mut hasher);
            self.distinct = self.hashes.insert(hasher.finish());
        }
        if !self.distinct {
            self.hashes = std::collections::HashSet::new();
        }
    }
}

/// How many rows two columns or more of `columns` are filled in, and how many any is.
pub(super) fn filled_together(columns: &[&Column]) -> (u64, u64) {
    let words = columns.iter().map(|column| column.filled.len()).max().unwrap_or_default();
    let word = |column: &Column, at: usize| column.filled.get(at).copied().unwrap_or_default();
    let (mut several, mut any) = (0, 0);
    for at in 0..words {
        let (mut once, mut twice) = (0_u64, 0_u64);
        for column in columns {
            twice |= once & word(column, at);
            once |= word(column, at);
        }
        several += u64::from(twice.count_ones());
        any += u64::from(once.count_ones());
    }
    (several, any)
}

/// The whole file, gone through once.
pub(super) struct Profile {
    pub(super) columns: Vec<Column>,
    pub(super) rows: u64,
}

/// Goes through `body` once. `blank` is what its maker writes into a cell that was left empty.
pub(super) fn read(
    body: &mut Body<'_>,
    headings: Vec<Heading>,
    blank: Option<&'static str>,
    watch: &mut dyn FnMut(u64, Option<u64>),
) -> Result<Profile, Box<Problem>> {
    if headings.len() > MOST_COLUMNS {
        return Err(too_wide(body.name(), 1, headings.len()));
    }
    let column = |heading| Column { blank, ..Column::new(heading) };
    let mut columns: Vec<Column> = headings.into_iter().map(column).collect();
    let most_bytes = (MOST_BYTES_IN_ALL / columns.len().max(1)).min(MOST_BYTES);
    let mut row = Row::default();
    let (mut rows, mut widest) = (0, columns.len());
    let (mut filled_cells, mut all_cells) = (0, 0);
    while body.read(&mut row)? {
        let (mut width, mut cells) = (0, 0);
        for (index, cell) in row.iter().enumerate() {
            if !trim_cell(cell).is_empty() {
                width = index + 1;
                cells += 1;
            }
        }
        let rows_kept = ROWS_KEPT.min(CELLS_KEPT / columns.len().max(1));
        if width > MOST_COLUMNS {
            return Err(too_wide(body.name(), row.line(), width));
        }
        widest = widest.max(width);
        if width > columns.len() {
            // Several at once, so that rows of which each is a little wider than the last are read in good time.
            add_unheaded(&mut columns, width.next_multiple_of(64).min(MOST_COLUMNS), rows);
        }
        filled_cells += cells;
        all_cells += columns.len() as u64;
        if all_cells > SPARSE_FROM && filled_cells < all_cells / SPARSEST {
            return Err(too_sparse(body.name(), row.line()));
        }
        for (index, column) in columns.iter_mut().enumerate() {
            column.add(row.get(index).unwrap_or_default(), most_bytes, rows_kept);
        }
        rows += 1;
        body.tell(watch);
    }
    columns.truncate(widest);
    Ok(Profile { columns, rows })
}

/// Adds columns beyond the last heading, blank in the `rows` before.
fn add_unheaded(columns: &mut Vec<Column>, width: usize, rows: u64) {
    let known = columns.len();
    let kept = columns.first().map_or(0, |column| column.codes.len());
    let mut headings: Vec<Heading> = columns.iter().map(|column| column.heading.clone()).collect();
    widen(&mut headings, width);
    for heading in headings.into_iter().skip(known) {
        let mut column = Column::new(heading);
        (0..rows).for_each(|_| column.add("", MOST_BYTES, 0));
        column.codes.resize(kept, NO_CODE);
        columns.push(column);
    }
}

fn too_sparse(name: &str, line: u64) -> Box<Problem> {
    let problem = Problem::error("too_sparse", Place::file(name).line(line), "nearly all cells of the table are empty");
    Box::new(
        problem
            .expected(format!("at least one cell in {SPARSEST} filled"))
            .hint("check that the delimiter is right and that nothing stands far to the right of or below the answers"),
    )
}

fn too_wide(name: &str, line: u64, width: usize) -> Box<Problem> {
    let problem = Problem::error("too_many_columns", Place::file(name).line(line), "the table is too wide");
    Box::new(
        problem
            .found(format!("{width} columns"))
            .expected(format!("at most {MOST_COLUMNS}"))
            .hint("check that the delimiter is right and that nothing stands far to the right of the answers"),
    )
}
