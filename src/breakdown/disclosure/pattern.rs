//! Which cells, columns and statistics of a table are hidden.

use crate::breakdown::table::Table;

/// Which cells, columns and statistics of a table are hidden.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Pattern {
    /// By column: whether its base and all its cells are hidden.
    columns: Vec<bool>,
    /// By row, then column.
    cells: Vec<Vec<bool>>,
    /// By row: whether nothing of it is public, whatever its numbers are.
    closed: Vec<bool>,
    /// By column: whether its statistics are hidden.
    statistics: Vec<bool>,
}

impl Pattern {
    /// Nothing hidden.
    pub(super) fn open(table: &Table) -> Self {
        let columns = table.columns.len();
        Self {
            columns: vec![false; columns],
            cells: vec![vec![false; columns]; table.rows.len()],
            closed: vec![false; table.rows.len()],
            statistics: vec![false; columns],
        }
    }

    /// Takes a row out of what is public.
    pub(super) fn close_row(&mut self, row: usize) {
        self.closed[row] = true;
    }

    /// Whether a row is taken out of what is public.
    pub(super) fn closes(&self, row: usize) -> bool {
        self.closed[row]
    }

    pub(super) fn hide_column(&mut self, column: usize) {
        self.columns[column] = true;
    }

    pub(super) fn hide_cell(&mut self, row: usize, column: usize) {
        self.cells[row][column] = true;
    }

    /// Whether the base and all of a column are hidden.
    pub(super) fn hides_column(&self, column: usize) -> bool {
        self.columns[column]
    }

    /// Whether a cell is hidden, by itself or with its column.
    pub(super) fn hides(&self, row: usize, column: usize) -> bool {
        self.columns[column] || self.closed[row] || self.cells[row][column]
    }

    pub(super) fn hide_statistics(&mut self, column: usize) {
        self.statistics[column] = true;
    }

    /// Whether the statistics of a column are hidden.
    pub(super) fn hides_statistics(&self, column: usize) -> bool {
        self.statistics[column]
    }

    /// How many cells there are.
    pub(super) fn cells(&self) -> usize {
        self.cells.len() * self.columns.len()
    }

    /// How many cells of some columns are hidden.
    pub(super) fn hidden_among(&self, columns: &[usize]) -> usize {
        columns.iter().map(|column| (0..self.cells.len()).filter(|row| self.hides(*row, *column)).count()).sum()
    }

    /// The share of the cells of some columns that are hidden; 0 of none.
    pub(super) fn hidden_share(&self, columns: &[usize]) -> f64 {
        let count = |n: usize| u32::try_from(n).map_or(f64::INFINITY, f64::from);
        let all = columns.len() * self.cells.len();
        if all == 0 { 0.0 } else { count(self.hidden_among(columns)) / count(all) }
    }

    /// How many cells are hidden.
    pub(super) fn hidden_cells(&self) -> usize {
        self.hidden_among(&(0..self.columns.len()).collect::<Vec<_>>())
    }
}
