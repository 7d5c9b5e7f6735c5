//! What a release hides, and that nothing hidden can be had back from one row or column.

use proptest::prelude::*;

use super::*;
use crate::breakdown::Marker;
use crate::breakdown::disclosure::links::{Link, links};
use crate::breakdown::fixture::{multiple_table, nested_table, table};
use crate::breakdown::table::Statistic;
use crate::survey::{Class, Missing};

fn released(table: Table) -> ReleasedTable {
    release(table, &Policy::default())
}

/// By row, the printed cells.
fn print(table: Table) -> Vec<Vec<String>> {
    released(table).shown.rows.into_iter().map(|row| row.cells.into_iter().map(|cell| cell.printed).collect()).collect()
}

fn opinion(mut table: Table) -> Table {
    table.class = Class::Opinion;
    table
}

#[test]
fn a_small_count_of_a_sensitive_question_is_hidden_with_a_partner() {
    let rows = print(table(&[&[4], &[90], &[200]]));
    assert_eq!(rows, [["[c]"], ["[c]"], ["68%"]]);
}

#[test]
fn a_question_of_opinion_shows_small_counts_and_hides_small_bases() {
    assert_eq!(print(opinion(table(&[&[4], &[96]]))), [["4%"], ["96%"]]);
    let hidden = released(opinion(table(&[&[4], &[3]])));
    assert_eq!(hidden.shown.columns[0].unweighted_base, None);
    assert!(hidden.shown.rows.iter().flat_map(|row| &row.cells).all(|cell| cell.marker == Some(Marker::Confidential)));
    assert_eq!((hidden.disclosure.hidden_cells, hidden.disclosure.hidden_share), (2, 1.0));
}

#[test]
fn noughts_are_shown() {
    assert_eq!(print(table(&[&[0], &[50], &[50]]))[0], ["0%"]);
}

#[test]
fn a_hidden_column_takes_another_with_it_lest_the_total_give_it_away() {
    let made = opinion(table(&[&[100, 4, 56, 40], &[100, 1, 50, 49]]));
    let shown = released(made).shown;
    let bases: Vec<Option<u64>> = shown.columns.iter().map(|column| column.unweighted_base).collect();
    assert_eq!(bases, [Some(200), None, Some(106), None]);
}

#[test]
fn two_ones_beside_a_known_sum_are_not_left_exposed() {
    let rows = print(table(&[&[1], &[1], &[200]]));
    assert_eq!(rows, [["[c]"], ["[c]"], ["[c]"]]);
}

#[test]
fn in_a_multiple_choice_few_who_did_not_tick_are_hidden_too() {
    let rows = print(multiple_table(&[&[118], &[60]], &[120]));
    assert_eq!(rows, [["[c]"], ["50%"]]);
}

#[test]
fn a_small_base_is_not_told_that_everybody_agreed() {
    let rows = print(opinion(table(&[&[20], &[0], &[0]])));
    assert_eq!(rows, [["[c]"], ["[c]"], ["[c]"]]);
    assert_eq!(print(opinion(table(&[&[40], &[0]]))), [["100%"], ["0%"]]);
}

#[test]
fn a_base_below_thirty_is_shown_without_percentages() {
    let shown = released(opinion(table(&[&[12], &[13]]))).shown;
    assert_eq!(shown.columns[0].unweighted_base, Some(25));
    assert_eq!(shown.rows[0].cells[0].marker, Some(Marker::Unreliable));
    assert_eq!(shown.rows[0].cells[0].count, None);
}

#[test]
fn people_outside_a_column_of_a_multiple_banner_are_guarded_too() {
    let mut made = multiple_table(&[&[100, 96, 40], &[60, 59, 30]], &[200, 196, 80]);
    for part in made.columns.iter_mut().flat_map(|column| &mut column.path) {
        part.several = true;
    }
    let shown = released(opinion(made)).shown;
    let bases: Vec<Option<u64>> = shown.columns.iter().map(|column| column.unweighted_base).collect();
    assert_eq!(bases, [Some(200), None, Some(80)]);
}

#[test]
fn reasons_about_a_person_obey_the_cell_rule() {
    let mut made = table(&[&[50], &[50]]);
    made.base.excluded = [(Missing::Blank, 21), (Missing::PreferNotToSay, 7), (Missing::NotAsked, 30)].into();
    let shown = released(made.clone()).shown;
    assert_eq!(
        shown.base.excluded,
        [(Missing::Blank, None), (Missing::PreferNotToSay, None), (Missing::NotAsked, Some(30))].into()
    );
    let words = "everyone asked who gave an answer (100; some left blank, 30 not asked, some preferred not to say)";
    assert_eq!(shown.base_words(), words);
    let whole = InternalTable::new(made).shown.base_words();
    assert_eq!(
        whole,
        "everyone asked who gave an answer (100 of 158; 21 left blank, 30 not asked, 7 preferred not to say)"
    );
}

#[test]
fn statistics_go_with_a_hidden_cell_and_extremes_of_a_sensitive_number_always() {
    let statistic = |id: &str| Statistic { id: id.to_owned(), label: id.to_owned(), values: vec![Some(3.0)] };
    let with_statistics = |counts: &[&[u64]]| {
        let mut made = table(counts);
        made.statistics = vec![statistic("mean"), statistic("max")];
        released(made).shown.statistics.into_iter().map(|statistic| statistic.values[0]).collect::<Vec<_>>()
    };
    assert_eq!(with_statistics(&[&[4], &[90], &[200]]), [None, None]);
    assert_eq!(with_statistics(&[&[40], &[90]]), [Some(3.0), None]);
}

#[test]
fn made_up_data_are_released_whole_and_say_why() {
    let mut made = table(&[&[4], &[3]]);
    made.exempt = true;
    let shown = released(made);
    assert_eq!(shown.shown.rows[0].cells[0].count, Some(4));
    assert_eq!(shown.disclosure.preset, "none");
    assert!(shown.shown.notes.iter().any(|note| note.contains("made up")));
}

#[test]
fn an_internal_table_shows_everything_and_carries_its_mark() {
    let internal = Disclosed::Internal(InternalTable::new(table(&[&[4], &[3]])));
    assert_eq!(internal.mark(), Some(NOT_FOR_RELEASE));
    assert_eq!(internal.shown().rows[0].cells[0].printed, "57%");
    assert!(internal.shown().notes[0].starts_with("Not for release"));
    assert_eq!(Disclosed::Released(released(table(&[&[40]]))).mark(), None);
}

#[test]
fn no_note_tells_of_a_hidden_base() {
    let notes = released(opinion(table(&[&[4], &[3]]))).shown.notes.join(" ");
    assert!(!notes.contains("(7)"), "{notes}");
}

#[test]
fn an_empty_column_is_not_applicable() {
    assert_eq!(print(table(&[&[50, 50, 0], &[60, 60, 0]]))[0], ["45%", "45%", "[z]"]);
}

/// Cells that one sum gives away: the only hidden ones in it that are not nought.
fn given_away(made: &Table) -> Vec<String> {
    let shown = released(made.clone()).shown;
    let hidden = |row: usize, column: usize| shown.rows[row].cells[column].marker == Some(Marker::Confidential);
    let mut found = Vec::new();
    for Link { whole, parts } in links(made) {
        let sum = || parts.iter().copied().chain([whole]);
        let bases = sum().filter(|column| shown.columns[*column].unweighted_base.is_none()).count();
        if bases == 1 {
            found.push(format!("base of one of {:?}", sum().collect::<Vec<_>>()));
        }
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

/// Small counts often, so that there is much to hide.
fn count_of_people() -> impl Strategy<Value = u64> {
    prop_oneof![Just(0), 1_u64..12, 1_u64..120]
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
