//! The hidden columns of a block together: what a reader sees who takes the shown ones from their sum.

use crate::breakdown::disclosure::Policy;
use crate::breakdown::disclosure::links::Link;
use crate::breakdown::disclosure::pattern::Pattern;
use crate::breakdown::disclosure::primary::obeys_the_cell_rule;
use crate::breakdown::table::{Column, Table};

/// Whether the hidden columns of `link`, taken as one, are few people, or of one mind, or have a row that tells of few.
/// Nothing is to be seen where none is hidden, or all, or the sum is.
pub(super) fn tells(table: &Table, policy: &Policy, link: &Link, pattern: &Pattern) -> bool {
    let hidden: Vec<usize> = link.parts.iter().copied().filter(|column| pattern.hides_column(*column)).collect();
    if hidden.is_empty() || pattern.hides_column(link.whole) {
        return false;
    }
    let sum = |n: fn(&Column) -> u64| hidden.iter().map(|column| n(&table.columns[*column])).sum::<u64>();
    let people = sum(|column| column.people);
    if policy.is_small(people) || policy.is_small(sum(|column| column.unweighted_base)) {
        return true;
    }
    (0..table.rows.len())
        .any(|row| is_open(link, row, pattern) && row_tells(table, policy, [row, link.whole], &hidden, people))
}

/// Whether the cells of a row in the sum and in every shown column are shown.
fn is_open(link: &Link, row: usize, pattern: &Pattern) -> bool {
    let seen = |column: &usize| pattern.hides_column(*column) || !pattern.hides(row, *column);
    !pattern.hides(row, link.whole) && link.parts.iter().all(seen)
}

fn row_tells(table: &Table, policy: &Policy, [row, whole]: [usize; 2], hidden: &[usize], people: u64) -> bool {
    let cells = &table.rows[row];
    let count: u64 = hidden.iter().map(|column| cells.cells[*column].count).sum();
    // What nobody at all said is no news of these.
    let unanimous = (count == 0 && cells.cells[whole].count > 0) || count >= people;
    let few = obeys_the_cell_rule(table, cells, policy) && policy.is_small(count);
    few || (people > 0 && people < policy.unanimity_base && unanimous)
}
