//! Rows that count people with any of several codes together, beside the rows of the codes: what the one tells of the other.
//!
//! Who sees both knows that the people of the whole are no fewer than those of any part and no more than all parts added up. A
//! hidden part could be narrowed down so, in its own column or in any that adds up with it. Hence such a row is public only where
//! every part of it is shown in every column of every table of its scope; then nothing of the parts is left to be found out, and the
//! parts are exact bounds for what is hidden of the whole. It may differ from a part, or from all parts added up, by nobody or by
//! enough people.

use std::collections::BTreeSet;

use crate::breakdown::disclosure::Policy;
use crate::breakdown::disclosure::pattern::Pattern;
use crate::breakdown::table::{Column, Row, Table};

/// A question and several of its codes.
pub(super) type CodeSet = (usize, Vec<u16>);

/// The rows that may be seen beside the rows of their parts, and those that may not.
#[derive(Default)]
pub(super) struct Admission {
    open: BTreeSet<CodeSet>,
    refused: BTreeSet<CodeSet>,
}

impl Admission {
    /// Closes the rows of a table that are not admitted.
    pub(super) fn close(&self, table: &Table, pattern: &mut Pattern) {
        for row in 0..table.rows.len() {
            if joint_set(table, row).is_some_and(|set| !self.open.contains(&set)) {
                pattern.close_row(row);
            }
        }
    }

    /// Looks again at what was hidden with the rows admitted so far: refuses those whose parts are hidden somewhere, or else admits
    /// those whose parts are shown everywhere; whether anything changed. A row that was refused once is not admitted again.
    pub(super) fn revise(&mut self, tables: &[&Table], patterns: &[&Pattern]) -> bool {
        let rows = || tables.iter().flat_map(|table| (0..table.rows.len()).map(move |row| (*table, row)));
        let fits = |table: &Table, row: usize| {
            let parts = table.rows.get(row).and_then(|row| row.filed.as_ref()).map(|filed| &filed.parts);
            parts.is_some_and(|parts| parts.iter().all(|part| is_shown(table.position, part, tables, patterns)))
        };
        let joint: Vec<(CodeSet, bool)> =
            rows().filter_map(|(table, row)| Some((joint_set(table, row)?, fits(table, row)))).collect();
        let unfit: Vec<CodeSet> =
            joint.iter().filter(|(set, fits)| !fits && self.open.contains(set)).map(|(set, _)| set.clone()).collect();
        if !unfit.is_empty() {
            self.open.retain(|set| !unfit.contains(set));
            self.refused.extend(unfit);
            return true;
        }
        let before = self.open.len();
        let fit = joint.into_iter().filter(|(set, fits)| *fits && !self.refused.contains(set));
        self.open.extend(fit.map(|(set, _)| set));
        self.open.len() > before
    }
}

/// Whether a row counts several codes together.
pub(super) fn is_joint(table: &Table, row: usize) -> bool {
    joint_set(table, row).is_some()
}

/// Whether the people of a row differ from a part of it, or from all parts added up, by few.
pub(super) fn is_close(row: &Row, column: usize, policy: &Policy) -> bool {
    let bounds = row.cells.get(column).and_then(|cell| cell.bounds);
    bounds.is_some_and(|bounds| bounds.gap > 0 && policy.is_small_cell(bounds.gap))
}

/// The fewest people of a cell, and of the others in its column, that its parts leave possible.
pub(super) fn floors(row: &Row, column: &Column, at: usize) -> [u64; 2] {
    let bounds = row.cells.get(at).and_then(|cell| cell.bounds).zip(row.filed.as_ref());
    let Some((bounds, filed)) = bounds else { return [0, 0] };
    let [any, none] = [bounds.least, column.unweighted_base.saturating_sub(bounds.most)];
    if filed.any { [any, none] } else { [none, any] }
}

fn joint_set(table: &Table, row: usize) -> Option<CodeSet> {
    let filed = table.rows.get(row)?.filed.as_ref()?;
    (filed.codes.len() > 1).then(|| (table.position, filed.codes.clone()))
}

/// Whether the people with any of some codes of a question are in the tables and nothing is hidden of them.
fn is_shown(question: usize, codes: &[u16], tables: &[&Table], patterns: &[&Pattern]) -> bool {
    let mut found = false;
    for (table, pattern) in tables.iter().zip(patterns) {
        let columns = || 0..table.columns.len();
        if table.position == question {
            for row in (0..table.rows.len()).filter(|row| counts(&table.rows[*row], codes)) {
                found = true;
                if columns().any(|column| pattern.hides(row, column)) {
                    return false;
                }
            }
        }
        let names = |column: &usize| {
            let mut path = table.columns[*column].path.iter();
            path.any(|part| part.question == question && part.option.is_some_and(|option| codes.contains(&option)))
        };
        if columns().filter(names).any(|column| (0..table.rows.len()).any(|row| pattern.hides(row, column))) {
            return false;
        }
    }
    found
}

/// Whether a row counts the people with any of some codes, or the others.
fn counts(row: &Row, codes: &[u16]) -> bool {
    match &row.filed {
        Some(filed) => filed.codes == codes,
        None => row.code.is_some_and(|code| codes == [code]),
    }
}
