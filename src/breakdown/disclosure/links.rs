//! Which columns add up to which: what a reader could subtract.

use crate::breakdown::table::{Column, PathPart, Table};

/// A column and those that add up to it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Link {
    /// The position of the sum.
    pub(super) whole: usize,
    /// The positions of its parts.
    pub(super) parts: Vec<usize>,
}

/// Every sum among the columns: the total over each block, and an outer column over the columns nested in it, in its own block
/// or another. Columns a person may be in several of add up to nothing.
pub(super) fn links(table: &Table) -> Vec<Link> {
    let mut links = Vec::new();
    for (whole, column) in table.columns.iter().enumerate() {
        let mut divisions: Vec<Vec<usize>> = Vec::new();
        for (part, _) in inner(table, column).filter(|(_, extra)| extra.iter().all(|part| !part.several)) {
            let questions = questions_of(&table.columns[part]);
            match divisions.iter_mut().find(|parts| questions_of(&table.columns[parts[0]]) == questions) {
                Some(parts) => parts.push(part),
                None => divisions.push(vec![part]),
            }
        }
        links.extend(divisions.into_iter().map(|parts| Link { whole, parts }));
    }
    links
}

/// Pairs of a column and one that holds some of its people but that no sum connects with it: whoever subtracts one from the
/// other sees the people who are only in the first.
pub(super) fn overlaps(table: &Table) -> Vec<(usize, usize)> {
    let mut pairs = Vec::new();
    for (whole, column) in table.columns.iter().enumerate() {
        let within = inner(table, column).filter(|(_, extra)| extra.iter().any(|part| part.several));
        pairs.extend(within.map(|(part, _)| (whole, part)));
    }
    pairs
}

/// The columns that lie within `outer`, each with the parts of its path that `outer` does not have.
fn inner<'a>(table: &'a Table, outer: &'a Column) -> impl Iterator<Item = (usize, Vec<PathPart>)> + 'a {
    table.columns.iter().enumerate().filter_map(|(position, column)| {
        let within = outer.path.iter().all(|part| column.path.contains(part) || column.within.contains(part));
        let extra: Vec<PathPart> = column.path.iter().filter(|part| !outer.path.contains(part)).copied().collect();
        (within && !extra.is_empty()).then_some((position, extra))
    })
}

fn questions_of(column: &Column) -> Vec<usize> {
    column.path.iter().map(|part| part.question).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::breakdown::fixture::{nested_table, table};

    #[test]
    fn a_block_adds_up_to_the_total() {
        let table = table(&[&[30, 10, 20], &[30, 10, 20]]);
        assert_eq!(links(&table), [Link { whole: 0, parts: vec![1, 2] }]);
    }

    #[test]
    fn a_nested_block_adds_up_to_the_total_and_to_the_outer_block() {
        let wanted = [
            Link { whole: 0, parts: vec![1, 2] },
            Link { whole: 0, parts: vec![3, 4, 5] },
            Link { whole: 1, parts: vec![3, 4] },
            Link { whole: 2, parts: vec![5] },
        ];
        assert_eq!(links(&nested_table()), wanted);
    }

    #[test]
    fn columns_of_a_multiple_choice_add_up_to_nothing() {
        let mut table = table(&[&[30, 20, 20], &[30, 10, 20]]);
        for column in &mut table.columns {
            column.path.iter_mut().for_each(|part| part.several = true);
        }
        assert_eq!(links(&table), []);
        assert_eq!(overlaps(&table), [(0, 1), (0, 2)]);
    }
}
