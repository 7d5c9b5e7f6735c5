//! Whole columns that must be hidden: the bases of a block add up to the total, and what is left when the shown ones are taken
//! from it must tell as little as one column. Each step only ever hides more, so it ends.

use crate::breakdown::disclosure::Policy;
use crate::breakdown::disclosure::hidden::Known;
use crate::breakdown::disclosure::joint::{Findings, Joint};
use crate::breakdown::disclosure::joint_rows;
use crate::breakdown::disclosure::keys::Key;
use crate::breakdown::disclosure::links::{Link, links};
use crate::breakdown::disclosure::pattern::Pattern;
use crate::breakdown::disclosure::union::tells;
use crate::breakdown::table::Table;

/// One table with what is hidden of it so far.
pub(super) struct Guard<'a> {
    table: &'a Table,
    policy: &'a Policy,
    known: Known<'a>,
    links: Vec<Link>,
    pattern: Pattern,
}

impl<'a> Guard<'a> {
    pub(super) fn new(table: &'a Table, policy: &'a Policy, known: Known<'a>, pattern: Pattern) -> Self {
        Self { table, policy, known, links: links(table), pattern }
    }

    /// What is hidden so far.
    pub(super) fn pattern(&self) -> &Pattern {
        &self.pattern
    }

    /// Hides columns until none can be worked out.
    pub(super) fn guard_columns(&mut self) {
        while self.step() {}
    }

    /// Adds the numbers of the table to those it is released with.
    pub(super) fn join(&self, joint: &mut Joint) {
        joint.add(self.table, &self.pattern, self.policy, self.known);
    }

    /// Hides what is known to be hidden elsewhere.
    pub(super) fn take_over(&mut self) {
        let known = |key: &Key| self.known.hides(key);
        for (at, column) in self.table.columns.iter().enumerate() {
            if known(&Key::base(self.table, column)) {
                self.pattern.hide_column(at);
            }
            for row in (0..self.table.rows.len()).filter(|row| known(&Key::cell(self.table, *row, column))) {
                self.pattern.hide_cell(row, at);
            }
        }
    }

    /// Hides what the audit of everything released together asks for; whether anything more was hidden.
    pub(super) fn heed(&mut self, findings: &Findings) -> bool {
        let before = self.pattern.clone();
        for (at, column) in self.table.columns.iter().enumerate() {
            if findings.hides(&Key::base(self.table, column)) {
                self.pattern.hide_column(at);
            }
            for row in 0..self.table.rows.len() {
                let keys = [Key::cell(self.table, row, column), Key::rest(self.table, row, column)];
                if keys.iter().any(|key| findings.hides(key)) {
                    self.pattern.hide_cell(row, at);
                }
            }
            for row in (0..self.table.rows.len()).filter(|row| joint_rows::is_joint(self.table, *row)) {
                let keys = [Key::cell(self.table, row, column), Key::rest(self.table, row, column)];
                if keys.iter().any(|key| findings.exposes(key)) {
                    self.pattern.close_row(row);
                }
            }
            let alone = (0..self.table.rows.len()).filter(|row| !joint_rows::is_joint(self.table, *row));
            let cells = alone.map(|row| Key::cell(self.table, row, column));
            if cells.chain([Key::base(self.table, column)]).any(|key| findings.exposes(&key)) {
                self.give_up(at);
            }
        }
        self.pattern != before
    }

    /// A column of which something can be worked out whatever cells are hidden goes as a whole; where it has gone, the smallest
    /// beside it, and the sum last.
    fn give_up(&mut self, column: usize) {
        if self.hide_sum(column) {
            return;
        }
        let people = |column: &usize| self.table.columns.get(*column).map_or(0, |column| column.people);
        let links = self.links.clone();
        for link in links.iter().filter(|link| link.whole == column || link.parts.contains(&column)) {
            let open = link.parts.iter().copied().filter(|part| !self.pattern.hides_column(*part) && people(part) > 0);
            if let Some(column) = open.min_by_key(people) {
                return self.pattern.hide_column(column);
            }
            self.hide_sum(link.whole);
        }
    }

    /// Hides a sum, unless another table shows it.
    fn hide_sum(&mut self, column: usize) -> bool {
        let head = self.table.columns.get(column).filter(|_| !self.pattern.hides_column(column));
        let may = head.is_some_and(|head| !self.known.shows(&Key::base(self.table, head)));
        if may {
            self.pattern.hide_column(column);
        }
        may
    }

    /// What is hidden in the end: with the columns nobody is in, and the statistics.
    pub(super) fn finish(mut self) -> Pattern {
        self.hide_empty_columns();
        self.hide_statistics();
        self.pattern
    }

    /// Looks at every sum of columns once; whether anything more was hidden.
    fn step(&mut self) -> bool {
        let links = self.links.clone();
        links.iter().fold(false, |changed, link| self.guard_bases(link) | self.guard_union(link) | changed)
    }

    /// The bases of the parts add up to the base of the whole.
    fn guard_bases(&mut self, link: &Link) -> bool {
        let people = |column: usize| self.table.columns[column].people;
        let is_hidden = |column: &usize| self.pattern.hides_column(*column);
        let hidden: Vec<usize> = link.parts.iter().copied().filter(is_hidden).collect();
        let sum: u64 = hidden.iter().map(|column| people(*column)).sum();
        let whole_hidden = self.pattern.hides_column(link.whole);
        let safe = match hidden.len() {
            0 => !whole_hidden,
            _ if whole_hidden => true,
            // Whoever sees a hidden base knows that somebody is in it.
            many => many > 1 && sum.saturating_sub(count(many)) >= self.policy.slack(),
        };
        if safe {
            return false;
        }
        let open =
            link.parts.iter().copied().filter(|column| !self.pattern.hides_column(*column) && people(*column) > 0);
        match open.min_by_key(|column| people(*column)) {
            Some(column) => self.pattern.hide_column(column),
            None => return self.hide_sum(link.whole),
        }
        true
    }

    /// The total less the columns that are shown is the hidden columns together, which must tell as little as one column.
    fn guard_union(&mut self, link: &Link) -> bool {
        if !tells(self.table, self.policy, link, &self.pattern) {
            return false;
        }
        let people = |column: &usize| self.table.columns[*column].people;
        let open =
            link.parts.iter().copied().filter(|column| !self.pattern.hides_column(*column) && people(column) > 0);
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
            let beside = (0..self.table.columns.len()).filter(in_block).any(|other| self.pattern.hides_column(other));
            if head.people == 0 && head.block.is_some() && beside {
                self.pattern.hide_column(column);
            }
        }
    }

    /// Statistics go with any hidden cell of their column, and with one column's go another's, lest it be worked out.
    fn hide_statistics(&mut self) {
        for column in 0..self.table.columns.len() {
            let hidden = |row: usize| self.pattern.hides(row, column);
            if self.pattern.hides_column(column) || (0..self.table.rows.len()).any(hidden) {
                self.pattern.hide_statistics(column);
            }
        }
        while self.links.clone().iter().any(|link| self.guard_statistics(link)) {}
    }

    fn guard_statistics(&mut self, link: &Link) -> bool {
        let mut all = link.parts.clone();
        all.push(link.whole);
        if all.iter().filter(|column| self.pattern.hides_statistics(**column)).count() != 1 {
            return false;
        }
        let people = |column: &usize| self.table.columns[*column].people;
        let open = all.into_iter().filter(|column| !self.pattern.hides_statistics(*column) && people(column) > 0);
        match open.min_by_key(people) {
            Some(column) => self.pattern.hide_statistics(column),
            None => return false,
        }
        true
    }
}

/// A number of cells beside numbers of people.
fn count(cells: usize) -> u64 {
    u64::try_from(cells).unwrap_or(u64::MAX)
}
