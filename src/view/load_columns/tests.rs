//! What a person reads of small accounts, and what holds of any.

use std::collections::BTreeMap;

use proptest::prelude::*;

use super::*;
use crate::survey::QuestionKind;
use crate::survey::load::{OpenPoint, Recognised};
use crate::view::load_text;

fn column(name: &str, question: Option<&str>, mapped: u64, blank: u64) -> ColumnAccount {
    let reasons = if blank > 0 { BTreeMap::from([("blank".to_owned(), blank)]) } else { BTreeMap::new() };
    ColumnAccount {
        name: name.to_owned(),
        question: question.map(str::to_owned),
        kind: question.map(|_| QuestionKind::Multiple),
        grid: None,
        cells: mapped + blank,
        mapped,
        stored: 0,
        left_out: blank,
        reasons,
    }
}

fn report(columns: Vec<ColumnAccount>) -> LoadReport {
    LoadReport {
        id: "films".to_owned(),
        kind: "survey".to_owned(),
        recognised: Recognised {
            maker: Some("SurveyMonkey".to_owned()),
            layout: "one row per respondent".to_owned(),
            encoding: "UTF-8".to_owned(),
            delimiter: Some("comma".to_owned()),
            header_rows: 2,
            sheet: None,
            why: vec!["the second heading row names options".to_owned()],
        },
        rows: columns.first().map_or(0, |column| column.cells),
        columns,
        open_points: vec![OpenPoint {
            code: "survey_kind".to_owned(),
            question: None,
            message: "how people came to take part is not known".to_owned(),
            meanwhile: "treated as self-selected".to_owned(),
            settle: "--survey-kind probability|census|self-selected".to_owned(),
        }],
        problems: Vec::new(),
    }
}

#[test]
fn columns_that_differ_at_the_end_of_long_headings_can_be_told_apart() {
    let name = |end: &str| format!("Which of the following films of the series have you seen, please tick all: {end}");
    let columns = (1..=4).map(|n| column(&name(&format!("Part {n}")), Some("seen"), 10 - n, n)).collect();
    let text = columns_text(&report(columns));
    for part in ["Part 1", "Part 2", "Part 3", "Part 4"] {
        assert_eq!(text.matches(part).count(), 1, "{text}");
    }
    assert!(text.contains("A to D  4 columns, option each of seen"), "{text}");
}

#[test]
fn one_line_stands_for_columns_of_a_question_only_if_nothing_is_lost() {
    let alike = (0..6).map(|_| column("a tick", Some("q3"), 7, 0)).collect();
    let text = columns_text(&report(alike));
    assert!(text.contains("A to F  6 columns, each:") && text.contains("option each of q3"), "{text}");
    assert_eq!(text.lines().count(), 3, "{text}");
    let uneven = (0..6).map(|n| column("a tick", Some("q3"), 7 - n, n)).collect();
    assert_eq!(columns_text(&report(uneven)).lines().count(), 9);
}

#[test]
fn several_reasons_are_told_each_with_its_number() {
    let mut one = column("visits", Some("visits"), 2, 8);
    one.reasons = BTreeMap::from([("blank".to_owned(), 3), ("not_asked".to_owned(), 4), ("invalid".to_owned(), 1)]);
    let text = columns_text(&report(vec![one]));
    assert!(text.contains("left out: blank 3, invalid 1, not asked 4"), "{text}");
}

#[test]
fn the_summary_says_what_was_understood_and_its_cells_add_up() {
    let columns = vec![column("films seen", Some("seen"), 4, 6), column("time", None, 3, 7)];
    let text = load_text(&report(columns), true);
    for words in [
        "survey would be stored as `films`: 10 rows, 2 columns",
        "export of SurveyMonkey: one row per respondent",
        "the second heading row names options",
        "UTF-8, cells divided by comma, 2 heading rows",
        "1 (1 multiple); 1 column is no question",
        "mapped                      7",
        "left out: blank            13",
        "all cells                  20  = 10 x 2",
        "to settle: --survey-kind probability|census|self-selected",
    ] {
        assert!(text.contains(words), "`{words}` is missing in\n{text}");
    }
}

proptest! {
    #[test]
    fn lines_fit_and_ids_are_never_cut(names in prop::collection::vec((".{0,120}", "[a-z-]{1,70}", 0_u64..999_999), 1..12)) {
        let columns: Vec<ColumnAccount> = names.iter().map(|(name, id, n)| column(name, Some(id), *n, *n)).collect();
        let text = columns_text(&report(columns));
        for (_, id, _) in &names {
            prop_assert!(text.contains(id.as_str()));
        }
        for line in text.lines() {
            prop_assert!(line.chars().count() <= WIDTH, "{}", line);
        }
    }
}
