//! Which cells of a table are hidden: those the rules name, and as many beside them as keep them from being worked out.
//!
//! A reader sees the sums: the rows of a column add up to its base, the columns of a block to the total. In every such sum
//! either nothing is hidden, or at least two numbers are and the range each of them could have stays wide. The search only
//! ever hides more, so it ends. It looks at one sum at a time; an attacker who solves several together is for an audit to meet.

use crate::breakdown::disclosure::Policy;
use crate::breakdown::disclosure::links::{Link, links};
use crate::breakdown::disclosure::union::tells;
use crate::breakdown::table::Table;
use crate::survey::Class;

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

    /// This pattern, with as much hidden beside it as keeps what it hides from being worked out.
    pub(super) fn made_safe(self, table: &Table, policy: &Policy) -> Self {
        let mut guard = Guard { table, policy, links: links(table), pattern: self };
        while guard.step() {}
        guard.hide_empty_columns();
        guard.hide_statistics();
        guard.pattern
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

    /// Whether the statistics of a column are hidden.
    pub(super) fn hides_statistics(&self, column: usize) -> bool {
        self.statistics[column]
    }

    /// How many cells there are.
    pub(super) fn cells(&self) -> usize {
        self.cells.len() * self.columns.len()
    }

    /// How many cells are hidden.
    pub(super) fn hidden_cells(&self) -> usize {
        let columns = 0..self.columns.len();
        columns.map(|column| (0..self.cells.len()).filter(|row| self.hides(*row, column)).count()).sum()
    }
}

struct Guard<'a> {
    table: &'a Table,
    policy: &'a Policy,
    links: Vec<Link>,
    pattern: Pattern,
}

impl Guard<'_> {
    /// Looks at every sum once; whether anything more was hidden.
    fn step(&mut self) -> bool {
        let mut changed = false;
        for link in self.links.clone() {
            changed |= self.guard_bases(&link);
            for row in 0..self.table.rows.len() {
                changed |= self.guard_row(&link, row);
            }
            changed |= self.guard_union(&link);
        }
        if !self.table.several {
            for column in 0..self.table.columns.len() {
                changed |= self.guard_column(column);
            }
        }
        changed
    }

    /// The bases of the parts add up to the base of the whole.
    fn guard_bases(&mut self, link: &Link) -> bool {
        let people = |column: usize| self.table.columns[column].people;
        let is_hidden = |column: &usize| self.pattern.columns[*column];
        let hidden: Vec<usize> = link.parts.iter().copied().filter(is_hidden).collect();
        let sum: u64 = hidden.iter().map(|column| people(*column)).sum();
        let whole_hidden = self.pattern.columns[link.whole];
        let safe = match hidden.len() {
            0 => !whole_hidden,
            _ if whole_hidden => true,
            // Whoever sees a hidden base knows that somebody is in it.
            many => many > 1 && sum.saturating_sub(count(many)) >= self.policy.slack(),
        };
        if safe {
            return false;
        }
        let open = link.parts.iter().copied().filter(|column| !self.pattern.columns[*column] && people(*column) > 0);
        match open.min_by_key(|column| people(*column)) {
            Some(column) => self.pattern.hide_column(column),
            None if whole_hidden => return false,
            None => self.pattern.hide_column(link.whole),
        }
        true
    }

    /// The total less the columns that are shown is the hidden columns together, which must tell as little as one column.
    fn guard_union(&mut self, link: &Link) -> bool {
        if !tells(self.table, self.policy, link, &self.pattern) {
            return false;
        }
        let people = |column: &usize| self.table.columns[*column].people;
        let open = link.parts.iter().copied().filter(|column| !self.pattern.columns[*column] && people(column) > 0);
        match open.min_by_key(people) {
            Some(column) => self.pattern.hide_column(column),
            None => return false,
        }
        true
    }

    /// Beside a hidden column of a block, one that nobody is in is hidden as well: a nought tells who else is not there.
    fn hide_empty_columns(&mut self) {
        for column in 0..self.table.columns.len() {
            let head = &self.table.columns[column];
            let in_block = |other: &usize| self.table.columns[*other].block == head.block;
            let beside = (0..self.table.columns.len()).filter(in_block).any(|other| self.pattern.columns[other]);
            if head.people == 0 && head.block.is_some() && beside {
                self.pattern.hide_column(column);
            }
        }
    }

    /// The cells of a row add up over the parts to the cell of the whole.
    fn guard_row(&mut self, link: &Link, row: usize) -> bool {
        let whole_hidden = self.pattern.hides(row, link.whole);
        let hidden: Vec<usize> = link.parts.iter().copied().filter(|column| self.pattern.hides(row, *column)).collect();
        let safe = match hidden.len() {
            0 => !whole_hidden,
            _ if whole_hidden => true,
            many => many > 1 && self.is_wide(row, &hidden),
        };
        if safe {
            return false;
        }
        let open = link.parts.iter().copied();
        let open = open.filter(|column| !self.pattern.hides(row, *column) && self.count(row, *column) > 0);
        match open.min_by_key(|column| (self.column_is_open(*column), self.count(row, *column))) {
            Some(column) => self.pattern.hide_cell(row, column),
            None if whole_hidden => return false,
            None => self.pattern.hide_cell(row, link.whole),
        }
        true
    }

    /// Whether each of the hidden cells of a row could have many values. Where whole columns are hidden for their base alone,
    /// as on a question of opinion, it is enough that they cannot be told apart; noughts need no guard.
    fn is_wide(&self, row: usize, hidden: &[usize]) -> bool {
        let with_their_columns = hidden.iter().all(|column| self.pattern.columns[*column]);
        let sum: u64 = hidden.iter().map(|column| self.count(row, *column)).sum();
        if with_their_columns && (sum == 0 || self.table.class == Class::Opinion) {
            return true;
        }
        let least: u64 = hidden.iter().map(|column| self.least(*column)).sum();
        sum.saturating_sub(least) >= self.policy.slack()
    }

    /// The rows of a column add up to its base.
    fn guard_column(&mut self, column: usize) -> bool {
        let rows = 0..self.table.rows.len();
        let hidden: Vec<usize> = rows.clone().filter(|row| self.pattern.cells[*row][column]).collect();
        if hidden.is_empty() || self.pattern.columns[column] {
            return false;
        }
        let sum: u64 = hidden.iter().map(|row| self.count(*row, column)).sum();
        let least = self.least(column) * count(hidden.len());
        if hidden.len() > 1 && sum.saturating_sub(least) >= self.policy.slack() {
            return false;
        }
        let open = rows.filter(|row| !self.pattern.cells[*row][column] && self.count(*row, column) > 0);
        match open.min_by_key(|row| (self.row_is_open(*row), self.count(*row, column))) {
            Some(row) => self.pattern.hide_cell(row, column),
            None => self.pattern.hide_column(column),
        }
        true
    }

    /// Statistics go with any hidden cell of their column, and with one column's go another's, lest it be worked out.
    fn hide_statistics(&mut self) {
        let rows = self.table.rows.len();
        for column in 0..self.table.columns.len() {
            let any = self.pattern.columns[column] || (0..rows).any(|row| self.pattern.hides(row, column));
            self.pattern.statistics[column] = any;
        }
        while self.links.clone().iter().any(|link| self.guard_statistics(link)) {}
    }

    fn guard_statistics(&mut self, link: &Link) -> bool {
        let mut all = link.parts.clone();
        all.push(link.whole);
        if all.iter().filter(|column| self.pattern.statistics[**column]).count() != 1 {
            return false;
        }
        let people = |column: &usize| self.table.columns[*column].people;
        let open = all.into_iter().filter(|column| !self.pattern.statistics[*column] && people(column) > 0);
        match open.min_by_key(people) {
            Some(column) => self.pattern.statistics[column] = true,
            None => return false,
        }
        true
    }

    fn count(&self, row: usize, column: usize) -> u64 {
        self.table.rows[row].cells.get(column).map_or(0, |cell| cell.count)
    }

    /// The least a reader must take a hidden cell of a column for. Noughts are shown, except with a hidden column and under
    /// the unanimity rule, so elsewhere a hidden cell is known to be at least one.
    fn least(&self, column: usize) -> u64 {
        let nought_possible =
            self.pattern.columns[column] || self.table.columns[column].people < self.policy.unanimity_base;
        u64::from(!nought_possible)
    }

    fn column_is_open(&self, column: usize) -> bool {
        self.pattern.cells.iter().all(|row| !row[column])
    }

    fn row_is_open(&self, row: usize) -> bool {
        self.pattern.cells[row].iter().all(|hidden| !hidden)
    }
}

/// A number of cells beside numbers of people.
fn count(cells: usize) -> u64 {
    u64::try_from(cells).unwrap_or(u64::MAX)
}
