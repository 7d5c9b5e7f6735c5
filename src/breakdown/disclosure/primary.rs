//! What the rules of a policy hide for its own sake.

use crate::breakdown::disclosure::Policy;
use crate::breakdown::disclosure::joint_rows;
use crate::breakdown::disclosure::links::overlaps;
use crate::breakdown::disclosure::pattern::Pattern;
use crate::breakdown::disclosure::stub::is_too_few;
use crate::breakdown::table::{Column, Row, Table};
use crate::survey::{Class, QuestionKind};

/// Hides in `pattern` what the rules name, before anything is hidden for the sake of something else.
pub(super) fn hide_primary(table: &Table, policy: &Policy, pattern: &mut Pattern) {
    // How many left a question empty may be told by who they are, and so may how many of them there are.
    let tells = |at: usize| table.columns.get(at).is_some_and(|column| column.tells_silence);
    for (position, column) in table.columns.iter().enumerate().filter(|(at, _)| !tells(*at)) {
        if is_small(table, column, policy) {
            pattern.hide_column(position);
        }
    }
    if policy.secondary {
        hide_differences(table, policy, pattern);
    }
    for position in 0..table.columns.len() {
        if pattern.hides_column(position) || tells(position) {
            continue;
        }
        hide_unanimity(table, policy, position, pattern);
        hide_small_counts(table, policy, position, pattern);
    }
}

/// Whether few people are behind a column or in its base. That few left a question empty says nothing of them. Stub tables have
/// a total of nobody, which is hidden like that of nine.
fn is_small(table: &Table, column: &Column, policy: &Policy) -> bool {
    let small = policy.is_small(column.people) || policy.is_small(column.unweighted_base);
    small || (column.path.is_empty() && is_too_few(table, policy))
}

/// Columns that people may be in several of: who is in one column and not in another within it must not be few.
fn hide_differences(table: &Table, policy: &Policy, pattern: &mut Pattern) {
    for (whole, part) in overlaps(table) {
        if policy.is_small(table.columns[whole].people.saturating_sub(table.columns[part].people)) {
            pattern.hide_column(part);
        }
        for (row, cells) in table.rows.iter().enumerate().filter(|(_, row)| obeys_the_cell_rule(table, row, policy)) {
            if policy.is_small_cell(cells.cells[whole].count.saturating_sub(cells.cells[part].count)) {
                pattern.hide_cell(row, part);
            }
        }
    }
}

/// The cell rule: few who said it, or, where the row divides the base in two, few who did not. Reasons for no answer obey it
/// on questions of opinion too.
fn hide_small_counts(table: &Table, policy: &Policy, column: usize, pattern: &mut Pattern) {
    let head = &table.columns[column];
    for (row, cells) in table.rows.iter().enumerate().filter(|(_, row)| obeys_the_cell_rule(table, row, policy)) {
        let count = cells.cells[column].count;
        let others = [head.unweighted_base, head.people].map(|base| base.saturating_sub(count));
        let few_others = divides_in_two(table) && others.iter().any(|n| policy.is_small_cell(*n));
        if policy.is_small_cell(count) || few_others || joint_rows::is_close(cells, column, policy) {
            pattern.hide_cell(row, column);
        }
    }
}

/// The unanimity rule: in a small base nobody is told that everybody said one thing. Where rows divide the base in two, that
/// nobody did is the same thing said of the others.
fn hide_unanimity(table: &Table, policy: &Policy, column: usize, pattern: &mut Pattern) {
    let people = table.columns[column].people;
    if people == 0 || people >= policy.unanimity_base {
        return;
    }
    for (row, cells) in table.rows.iter().enumerate() {
        let count = cells.cells[column].count;
        let all = count >= people;
        if all && !table.several {
            // The other rows are nought, and say so together.
            (0..table.rows.len()).for_each(|row| pattern.hide_cell(row, column));
        } else if all || (count == 0 && divides_in_two(table)) {
            pattern.hide_cell(row, column);
        }
    }
}

/// Whether a small count in a row tells of somebody. Where counts are rounded it has no number to be shown by, whatever the
/// question.
pub(in crate::breakdown) fn obeys_the_cell_rule(table: &Table, row: &Row, policy: &Policy) -> bool {
    table.class == Class::Sensitive || row.reason.is_some() || policy.rounding.is_some()
}

/// Whether each row stands against everybody else in the base, as where people could choose several, whatever the base rule.
pub(super) fn divides_in_two(table: &Table) -> bool {
    table.several || table.kind == QuestionKind::Multiple || table.rows.len() <= 2
}
