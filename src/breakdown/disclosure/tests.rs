//! What a release hides, and that nothing hidden can be had back from one row or column.

use super::*;
use crate::breakdown::Marker;
use crate::breakdown::fixture::{multiple_table, table};
use crate::breakdown::table::Statistic;
use crate::survey::{Class, Missing, QuestionKind};

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
    assert_eq!(internal.shown().rows[0].cells[0].printed, "57% [u]");
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

#[test]
fn of_too_few_people_a_table_is_the_same_for_any_number_of_them() {
    let kinds = [QuestionKind::Single, QuestionKind::Number, QuestionKind::Date, QuestionKind::Ranking];
    for kind in kinds {
        let of = |n: u64| {
            let mut made = table(&[&[n, n, 0], &[0, 0, 0]]);
            made.kind = kind;
            made.base.excluded = [(Missing::Blank, n)].into();
            released(made)
        };
        assert!((1..10).all(|n| of(n) == of(0)), "{kind:?}");
        assert_eq!(of(4).shown.columns.len(), 1);
        assert!(of(4).shown.notes.iter().any(|note| note.starts_with("Too few people to show")));
        assert_eq!(of(4).shown.rows.len(), if kind == QuestionKind::Single { 2 } else { 0 });
    }
}

#[test]
fn an_empty_column_is_hidden_beside_a_hidden_one() {
    let shown = released(opinion(table(&[&[100, 4, 56, 40, 0], &[100, 1, 50, 49, 0]]))).shown;
    assert_eq!(shown.columns[4].unweighted_base, None);
    assert_eq!(shown.rows[0].cells[4].marker, Some(Marker::Confidential));
}

#[test]
fn hidden_columns_of_one_mind_take_another_with_them() {
    let shown = released(opinion(table(&[&[112, 8, 9, 45, 50], &[100, 0, 0, 45, 55]]))).shown;
    let bases: Vec<Option<u64>> = shown.columns.iter().map(|column| column.unweighted_base).collect();
    assert_eq!(bases, [Some(212), None, None, None, Some(105)]);
}

#[test]
fn a_small_base_is_hidden_though_nobody_in_it_answered() {
    let mut made = opinion(table(&[&[60, 0, 60], &[60, 0, 60]]));
    made.base.rule = crate::breakdown::BaseRule::Asked;
    (made.columns[0].unweighted_base, made.columns[1].unweighted_base) = (160, 4);
    assert_eq!(released(made).shown.columns[1].unweighted_base, None);
}

#[test]
fn a_reason_obeys_the_cell_rule_on_a_question_of_opinion_too() {
    let mut made = opinion(table(&[&[60], &[70], &[3]]));
    made.rows[2].reason = Some(Missing::PreferNotToSay);
    assert_eq!(print(made), [["[c]"], ["53%"], ["[c]"]]);
}

#[test]
fn a_single_hidden_reason_is_only_said_to_be_some() {
    let mut made = table(&[&[5_000], &[5_000]]);
    made.base.excluded = [(Missing::PreferNotToSay, 7)].into();
    assert_eq!(released(made).shown.base_words(), "everyone asked who gave an answer (10,000; some left out)");
}

#[test]
fn unreliable_percentages_are_marked_within_and_hidden_without() {
    let made = opinion(table(&[&[12], &[13]]));
    let internal = InternalTable::new(made.clone()).shown;
    assert_eq!(internal.rows[0].cells[0].printed, "48% [u]");
    assert!(internal.rows[0].cells[0].shows(Marker::Unreliable) && internal.rows[0].cells[0].marker.is_none());
    let exempt = released(Table { exempt: true, ..made }).shown;
    assert_eq!(exempt.rows[0].cells[0].printed, "48%");
    assert!(exempt.notes.iter().all(|note| !note.contains("[u]")), "{:?}", exempt.notes);
    assert!(exempt.notes.iter().any(|note| note.starts_with("Small base")));
}
