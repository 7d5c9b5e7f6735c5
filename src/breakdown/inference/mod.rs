//! Which differences of a table may be claimed, and how far each share could be off.
//!
//! What may be claimed depends on how people came to be in the survey. Of a random sample or a census, shares have intervals and
//! columns are tested: one method for a whole table, named in its notes. Where people chose to take part, chance says nothing, and a
//! gap in points helps the eye instead.

pub(super) mod gap;
mod method;
mod notes;

use crate::breakdown::table::{Against, Table};
use crate::stats::comparison::{Adjustment, lower_columns};
pub(super) use method::EXPECTED;
use method::{Method, interval};
pub(super) use notes::notes;

/// Columns with a smaller base, or a smaller effective base, are not tested.
pub(super) const TESTED_BASE: f64 = 30.0;

/// The level of the tests; intervals are of the rest.
pub(super) const ALPHA: f64 = 0.05;

/// Marks the cells of `table`, as far as `is_shown` says that a cell (row, column) may be seen: nothing is told of others, not even
/// in the number of tests that are corrected for.
pub(super) fn infer(table: &mut Table, is_shown: &dyn Fn(usize, usize) -> bool) {
    let method = Method::of(table);
    for row in 0..table.rows.len() {
        let shown: Vec<bool> = (0..table.columns.len()).map(|column| is_shown(row, column)).collect();
        let marks = marks(table, method, row, &shown);
        if let Some(line) = table.rows.get_mut(row) {
            for (cell, mark) in line.cells.iter_mut().zip(marks) {
                (cell.interval, cell.letters, cell.against_rest) = mark;
            }
        }
        if table.evidence.estimates && shown.first().copied().unwrap_or(false) {
            let error = method::error(table, row, 0).ok();
            if let Some(cell) = table.rows.get_mut(row).and_then(|row| row.cells.first_mut()) {
                cell.error = error;
            }
        }
    }
}

type Mark = (Option<crate::stats::Interval>, Vec<char>, Option<Against>);

fn marks(table: &Table, method: Method, row: usize, shown: &[bool]) -> Vec<Mark> {
    let mut marks: Vec<Mark> = vec![(None, Vec::new(), None); shown.len()];
    if table.evidence.intervals {
        for (at, mark) in marks.iter_mut().enumerate().filter(|(at, _)| shown[*at]) {
            mark.0 = interval(table, row, at).ok();
        }
    }
    if !shown.first().copied().unwrap_or(false) {
        return marks;
    }
    for block in blocks(table) {
        let tested: Vec<usize> = block.into_iter().filter(|at| shown[*at] && is_stated(table, *at)).collect();
        if table.evidence.estimates {
            mark_letters(table, method, row, &tested, &mut marks);
        }
        for (at, against) in tested.iter().zip(against_rest(table, method, row, &tested)) {
            marks[*at].2 = against;
        }
    }
    marks
}

/// The columns of each block of the banner.
fn blocks(table: &Table) -> Vec<Vec<usize>> {
    let banner: Vec<usize> = (0..table.columns.len()).filter(|at| table.columns[*at].block.is_some()).collect();
    banner
        .chunk_by(|one, next| table.columns[*one].block == table.columns[*next].block)
        .map(<[usize]>::to_vec)
        .collect()
}

fn is_stated(table: &Table, column: usize) -> bool {
    table.columns[column].path.iter().all(|part| part.option.is_some())
}

/// The letters of lower columns, corrected by Holm within the row.
fn mark_letters(table: &Table, method: Method, row: usize, columns: &[usize], marks: &mut [Mark]) {
    let pairs = method.pairs(table, row, columns);
    for (at, lower) in columns.iter().zip(lower_columns(columns.len(), &pairs, Adjustment::Holm, ALPHA)) {
        let letters = lower.iter().filter_map(|lower| table.columns.get(*columns.get(*lower)?)?.letter);
        marks[*at].1 = letters.collect();
    }
}

/// Each column against everybody else in the total.
fn against_rest(table: &Table, method: Method, row: usize, columns: &[usize]) -> Vec<Option<Against>> {
    if !table.evidence.estimates {
        return columns.iter().map(|column| gap::against_rest(table, row, *column)).collect();
    }
    let found: Vec<_> = columns.iter().map(|column| method.against_rest(table, row, *column)).collect();
    let raw: Vec<Option<f64>> = found.iter().map(|found| found.map(|(_, p)| p)).collect();
    let corrected = Adjustment::Holm.adjust(&raw);
    let direction = |difference: f64| if difference > 0.0 { Against::Higher } else { Against::Lower };
    let marked = found
        .iter()
        .zip(corrected)
        .map(|(found, p)| found.filter(|_| p.is_some_and(|p| p < ALPHA)).map(|(difference, _)| direction(difference)));
    marked.collect()
}

#[cfg(test)]
mod tests;
