//! Which differences are marked, and which are not.

use super::*;
use crate::breakdown::fixture::table;

fn estimated(counts: &[&[u64]]) -> Table {
    let mut made = table(counts);
    made.evidence.estimates = true;
    made.evidence.intervals = true;
    for (letter, column) in ('A'..).zip(made.columns.iter_mut().skip(1)) {
        column.letter = Some(letter);
    }
    made
}

fn marked(mut made: Table) -> Table {
    infer(&mut made, &|_, _| true);
    made
}

fn letters(table: &Table, row: usize) -> Vec<String> {
    table.rows[row].cells.iter().map(|cell| cell.letters.iter().collect()).collect()
}

#[test]
fn a_clearly_higher_column_carries_the_letter_of_the_lower() {
    let made = marked(estimated(&[&[200, 120, 80], &[220, 60, 160]]));
    assert_eq!(letters(&made, 0), ["", "B", ""]);
    assert_eq!(letters(&made, 1), ["", "", "A"]);
    assert_eq!(made.rows[0].cells[1].against_rest, Some(Against::Higher));
    assert_eq!(made.rows[0].cells[2].against_rest, Some(Against::Lower));
    let interval = made.rows[0].cells[1].interval.unwrap();
    assert!(interval.low < 120.0 / 180.0 && 120.0 / 180.0 < interval.high);
}

#[test]
fn nothing_is_said_of_what_is_hidden() {
    let mut made = estimated(&[&[200, 120, 80], &[220, 60, 160]]);
    infer(&mut made, &|_, column| column != 2);
    assert_eq!(letters(&made, 0), ["", "", ""]);
    assert_eq!(made.rows[0].cells[2].interval, None);
    assert_eq!(made.rows[0].cells[2].against_rest, None);
}

#[test]
fn small_bases_and_rare_answers_are_not_tested() {
    let small = marked(estimated(&[&[45, 20, 25], &[40, 5, 35]]));
    assert_eq!(letters(&small, 0), ["", "", ""]);
    let rare = marked(estimated(&[&[14, 0, 14], &[386, 200, 186]]));
    assert_eq!(letters(&rare, 0), ["", "", ""]);
}

#[test]
fn where_people_chose_to_take_part_a_gap_is_shown_and_nothing_tested() {
    let mut made = table(&[&[200, 120, 80], &[220, 60, 160]]);
    infer(&mut made, &|_, _| true);
    assert_eq!(made.rows[0].cells[1].letters, Vec::<char>::new());
    assert_eq!(made.rows[0].cells[1].interval, None);
    assert_eq!(made.rows[0].cells[1].against_rest, Some(Against::Higher));
    let mut near = table(&[&[200, 92, 108], &[200, 108, 92]]);
    infer(&mut near, &|_, _| true);
    assert_eq!(near.rows[0].cells[1].against_rest, None);
}
