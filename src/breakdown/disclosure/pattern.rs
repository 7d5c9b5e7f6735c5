//! Which cells, columns and statistics of a table are hidden.

use crate::breakdown::table::Table;

/// Which cells, columns and statistics of a table are hidden.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Pattern {
    /// By column: whether its base and all its cells are hidden.
    columns: Vec<bool>,
    /// By row, then column.
    cells: Vec<Vec<bool>>,
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
            statistics: vec![false; columns],
        }
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
        self.columns[column] || self.cells[row][column]
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

    /// The share of the cells of some columns that are hidden; 0 of none.
    pub(super) fn hidden_share(&self, columns: &[usize]) -> f64 {
        let hidden = columns.iter().map(|column| (0..self.cells.len()).filter(|row| self.hides(*row, *column)).count());
        let count = |n: usize| u32::try_from(n).map_or(f64::INFINITY, f64::from);
        let all = columns.len() * self.cells.len();
        if all == 0 { 0.0 } else { count(hidden.sum()) / count(all) }
    }

    /// How many cells are hidden.
    pub(super) fn hidden_cells(&self) -> usize {
        let columns = 0..self.columns.len();
        columns.map(|column| (0..self.cells.len()).filter(|row| self.hides(*row, column)).count()).sum()
    }
}
