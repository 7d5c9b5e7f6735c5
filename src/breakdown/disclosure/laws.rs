//! That nothing hidden in a release can be had back from one row, column or sum of columns.

use proptest::prelude::*;

use super::*;
use crate::breakdown::disclosure::links::{Link, links};
use crate::breakdown::fixture::{nested_table, table};
use crate::breakdown::{BaseRule, Marker};
use crate::survey::Class;

fn released(table: Table) -> ReleasedTable {
    release(table, &Policy::default())
}

fn opinion(mut table: Table) -> Table {
    table.class = Class::Opinion;
    table
}

/// Cells that one sum gives away: the only hidden ones in it that are not nought.
fn given_away(made: &Table) -> Vec<String> {
    let shown = released(made.clone()).shown;
    if shown.columns.len() < made.columns.len() {
        // A table of too few people shows nothing to subtract.
        return Vec::new();
    }
    let hidden = |row: usize, column: usize| shown.rows[row].cells[column].marker == Some(Marker::Confidential);
    let mut found = Vec::new();
    for Link { whole, parts } in links(made) {
        let sum = || parts.iter().copied().chain([whole]);
        let bases = sum().filter(|column| shown.columns[*column].unweighted_base.is_none()).count();
        if bases == 1 {
            found.push(format!("base of one of {:?}", sum().collect::<Vec<_>>()));
        }
        found.extend(union_given_away(made, &shown, &Link { whole, parts: parts.clone() }));
        for row in 0..made.rows.len() {
            let alone: Vec<usize> = sum().filter(|column| hidden(row, *column)).collect();
            if let [column] = alone[..]
                && made.rows[row].cells[column].count > 0
            {
                found.push(format!("row {row}, column {column}"));
            }
        }
    }
    for (column, head) in shown.columns.iter().enumerate().filter(|(_, head)| head.unweighted_base.is_some()) {
        let alone: Vec<usize> = (0..made.rows.len()).filter(|row| hidden(*row, column)).collect();
        let known_range: u64 = alone.iter().map(|row| made.rows[*row].cells[column].count.saturating_sub(1)).sum();
        let wide = alone.len() > 1 && known_range > 0;
        if !alone.is_empty() && !wide && !made.several {
            found.push(format!("column `{}`", head.label));
        }
    }
    found
}

/// What the hidden columns of a sum tell as one, when the shown ones are taken from it.
fn union_given_away(made: &Table, shown: &ShownTable, link: &Link) -> Vec<String> {
    let is_hidden = |column: &usize| shown.columns[*column].unweighted_base.is_none();
    let (hidden, open): (Vec<usize>, Vec<usize>) = link.parts.iter().partition(|column| is_hidden(column));
    let anybody = |column: &usize| made.columns[*column].people > 0;
    if hidden.is_empty() || is_hidden(&link.whole) || !open.iter().any(anybody) {
        return Vec::new();
    }
    let people: u64 = hidden.iter().map(|column| made.columns[*column].people).sum();
    let mut found = Vec::new();
    if (1..10).contains(&people) {
        found.push(format!("{hidden:?} are {people} people"));
    }
    for (row, cells) in made.rows.iter().enumerate() {
        let confidential = |column: &usize| shown.rows[row].cells[*column].marker == Some(Marker::Confidential);
        if open.iter().chain([&link.whole]).any(confidential) || cells.cells[link.whole].count == 0 {
            continue;
        }
        let count: u64 = hidden.iter().map(|column| cells.cells[*column].count).sum();
        let few = made.class == Class::Sensitive && (1..10).contains(&count);
        if few || ((1..30).contains(&people) && (count == 0 || count == people)) {
            found.push(format!("row {row} of {hidden:?}: {count} of {people}"));
        }
    }
    found
}

/// Small counts often, so that there is much to hide.
fn count_of_people() -> impl Strategy<Value = u64> {
    prop_oneof![Just(0), 1_u64..12, 1_u64..120]
}

/// Tables whose base has people who gave no answer too.
fn any_asked_table() -> impl Strategy<Value = Table> {
    (any_table(), prop::collection::vec(count_of_people(), 6)).prop_map(|(mut made, silent)| {
        made.base.rule = BaseRule::Asked;
        let mut all = 0;
        for (column, silent) in made.columns.iter_mut().skip(1).zip(silent) {
            column.unweighted_base += silent;
            all += silent;
        }
        made.columns[0].unweighted_base += all;
        made
    })
}

fn any_table() -> impl Strategy<Value = Table> {
    let sized = (1_usize..6, 1_usize..6);
    let counts = sized.prop_flat_map(|(rows, columns)| {
        prop::collection::vec(prop::collection::vec(count_of_people(), columns), rows)
    });
    (counts, any::<bool>()).prop_map(|(counts, sensitive)| {
        let with_totals: Vec<Vec<u64>> =
            counts.iter().map(|row| std::iter::once(row.iter().sum()).chain(row.iter().copied()).collect()).collect();
        let rows: Vec<&[u64]> = with_totals.iter().map(Vec::as_slice).collect();
        let made = table(&rows);
        if sensitive { made } else { opinion(made) }
    })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(400))]

    #[test]
    fn no_hidden_number_can_be_had_by_one_subtraction(made in any_table()) {
        prop_assert_eq!(given_away(&made), Vec::<String>::new());
    }

    #[test]
    fn what_the_rules_name_is_hidden(made in any_table()) {
        let shown = released(made.clone()).shown;
        for (row, cells) in made.rows.iter().zip(&shown.rows) {
            for ((cell, seen), column) in row.cells.iter().zip(&cells.cells).zip(&made.columns) {
                let small = made.class == Class::Sensitive && (1..10).contains(&cell.count);
                if small || (1..10).contains(&column.people) {
                    prop_assert_eq!((seen.count, seen.share, seen.weighted), (None, None, None));
                }
            }
        }
    }

    #[test]
    fn what_is_shown_is_true(made in any_table()) {
        let shown = released(made.clone()).shown;
        for (row, seen) in made.rows.iter().zip(&shown.rows) {
            for (cell, seen) in row.cells.iter().zip(&seen.cells) {
                prop_assert!(seen.count.is_none_or(|count| count == cell.count));
                prop_assert!(seen.share.is_none() || seen.share == cell.share);
                prop_assert_eq!(seen.share.is_none(), seen.marker.is_some());
            }
        }
    }

    #[test]
    fn no_released_column_is_of_few_people(made in any_asked_table()) {
        let shown = released(made.clone()).shown;
        for (column, seen) in made.columns.iter().zip(&shown.columns) {
            prop_assert!(seen.unweighted_base.is_none_or(|base| !(1..=9).contains(&base)));
            prop_assert!(seen.unweighted_base.is_none() || !(1..=9).contains(&column.people));
        }
    }

    #[test]
    fn no_empty_column_stands_beside_a_hidden_one(made in any_table()) {
        let shown = released(made.clone()).shown;
        let block = || shown.columns.iter().zip(&made.columns).skip(1);
        let any_hidden = block().any(|(seen, _)| seen.unweighted_base.is_none());
        let empty_shown = block().any(|(seen, column)| column.people == 0 && seen.unweighted_base.is_some());
        prop_assert!(!(any_hidden && empty_shown));
    }
}

#[test]
fn nested_columns_are_guarded_in_their_outer_column_too() {
    let mut made = nested_table();
    for (column, (count, base)) in [(0, (60, 116)), (1, (40, 76)), (3, (37, 73)), (4, (3, 3))] {
        made.rows[0].cells[column].count = count;
        made.rows[1].cells[column].count = base - count;
        made.columns[column].unweighted_base = base;
        made.columns[column].people = base;
    }
    assert_eq!(given_away(&made), Vec::<String>::new());
}
