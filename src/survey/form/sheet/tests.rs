//! What question sheets give.

use std::io::Cursor;

use proptest::prelude::*;

use super::*;
use crate::file::workbook::fixture::{words, xlsx};
use crate::survey::QuestionKind::{self, Multiple, Number, Open, Single};
use crate::survey::form::{Columns, FormQuestion};

type Sheets<'s> = &'s [(&'s str, &'s [&'s [&'s str]])];

fn book(sheets: Sheets<'_>) -> Vec<u8> {
    let content: Vec<String> = sheets.iter().map(|(_, rows)| words(rows)).collect();
    let listed: Vec<_> =
        sheets.iter().zip(&content).map(|((name, _), content)| (*name, "", content.as_str())).collect();
    xlsx("", &listed)
}

fn form(sheets: Sheets<'_>) -> (Form, Vec<String>) {
    let (form, problems) = read_workbook_form("form.xlsx", Cursor::new(book(sheets)), None).unwrap();
    (form, problems.into_iter().map(|problem| problem.code).collect())
}

fn kinds(form: &Form) -> Vec<(&str, QuestionKind)> {
    form.questions.iter().map(|form| (form.question.id.as_str(), form.question.kind)).collect()
}

fn columns(form: &FormQuestion) -> Vec<&str> {
    match &form.columns {
        Columns::One(names) => names.iter().map(String::as_str).collect(),
        _ => Vec::new(),
    }
}

const RESPONSES: &[&[&str]] = &[
    &["id", "Where do you live?", "Q1: Do you agree?", "Q1: Please say why", "Anything else?"],
    &["1", "Leeds", "Yes", "x", ""],
];

#[test]
fn a_template_of_letters_is_read_with_the_headings_of_its_responses() {
    let (form, codes) = form(&[
        ("Responses", RESPONSES),
        ("Demographics", &[&["Column letter (in Responses sheet)", "Demographics label"], &["B", "Region"]]),
        (
            "Open Questions",
            &[
                &["Column letter", "Question number", "Question text (full wording)"],
                &["E", "2", "Anything else to say?"],
            ],
        ),
        (
            "Hybrid Questions",
            &[
                &[
                    "Free-text column letter (in Responses)",
                    "Question number",
                    "Question text",
                    "Multiple-choice column letter",
                ],
                &["Which column is it in?", "The number", "The wording", "The other column"],
                &["D", "1", "Do you agree, and why?", "C"],
            ],
        ),
    ]);
    assert_eq!(form.maker, "UK government consultation template");
    assert_eq!(kinds(&form), [("region", Single), ("q1", Single), ("q1-text", Open), ("q2", Open)]);
    assert_eq!(columns(&form.questions[0])[0], "Where do you live?");
    assert_eq!(columns(&form.questions[1]), ["Q1: Do you agree?", "q1", "column C"]);
    assert_eq!(form.questions[2].question.text, "Q1: Please say why");
    assert_eq!(codes, ["instruction_row", "options_not_listed"]);
}

#[test]
fn a_plain_list_of_questions_is_read_by_the_words_of_its_headings() {
    let (form, codes) = form(&[(
        "Survey",
        &[
            &["Our survey"],
            &["No", "Question wording", "Answer options", "Type", "Select all that apply", "Guidance"],
            &["1", "How are the buses?", "Good; Fair, mostly; Poor", "Closed", "", ""],
            &["2", "Which do you use?", "Bus, Tram (any)", "Closed", "Yes", ""],
            &["3", "How old are you?", "", "Numeric", "", ""],
            &["4", "Tell us more", "", "Open", "", "optional"],
            &["5", "What else?", "", "Hologram", "", ""],
        ],
    )]);
    assert_eq!(kinds(&form), [("q1", Single), ("q2", Multiple), ("q3", Number), ("q4", Open), ("q5", Open)]);
    let labels: Vec<_> = form.questions[0].question.options.iter().map(|option| option.label.as_str()).collect();
    assert_eq!(labels, ["Good", "Fair, mostly", "Poor"]);
    assert_eq!(codes, ["options_by_comma", "unknown_question_type"]);
    assert_eq!((form.maker.as_str(), columns(&form.questions[3])), ("question sheet", vec!["Tell us more", "q4"]));
}

#[test]
fn options_in_columns_of_their_own_are_gathered() {
    let (form, _) =
        form(&[("Q", &[&["ID", "Question", "Option 1", "Option 2"], &["a1", "Yes or no?", "Yes, fully", "No"]])]);
    let labels: Vec<_> = form.questions[0].question.options.iter().map(|option| option.label.as_str()).collect();
    assert_eq!(labels, ["Yes, fully", "No"]);
}

#[test]
fn letters_without_responses_are_told_of() {
    let (form, codes) = form(&[("Open", &[&["Column ID", "Number", "Title of the question"], &["AA", "7", "Why?"]])]);
    assert_eq!(columns(&form.questions[0]), ["Why?", "q7", "column AA"]);
    assert_eq!(codes, ["columns_by_letter"]);
}

#[test]
fn a_letter_that_is_none_is_told_of_and_the_question_stays() {
    let (form, codes) =
        form(&[("Open", &[&["Column ID", "Title of the question"], &["column c", "Why?"], &["C; D", "How?"]])]);
    assert_eq!((columns(&form.questions[0])[2], columns(&form.questions[1])), ("column C", vec!["How?", "how"]));
    assert_eq!(codes, ["no_such_column", "columns_by_letter"]);
}

#[test]
fn a_letter_past_the_responses_is_told_of() {
    let (_, codes) =
        form(&[("Responses", RESPONSES), ("Open questions", &[&["Column letter", "Question text"], &["ZZ", "Why?"]])]);
    assert_eq!(codes, ["no_such_column"]);
}

#[test]
fn a_workbook_without_questions_is_refused_with_a_way_on() {
    let problems = read_workbook_form("form.xlsx", Cursor::new(book(&[("Responses", RESPONSES)])), None).unwrap_err();
    assert_eq!(problems[0].code, "no_question_sheet");
    assert!(problems[0].hint.is_some());
    let problems = read_workbook_form("form.xlsx", Cursor::new(book(&[("A", RESPONSES)])), Some("B")).unwrap_err();
    assert_eq!(problems[0].code, "no_such_sheet");
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]

    #[test]
    fn any_cells_give_ids_of_their_own(cells in prop::collection::vec("[a-z0-9 .,;()|=-]{0,30}|Wie alt\\?|1|é", 6)) {
        let cells: Vec<&str> = cells.iter().map(String::as_str).collect();
        let rows: &[&[&str]] = &[&["Number", "Question", "Options", "Type"], &cells[..4], &cells[2..6], &cells[1..5]];
        let (form, _) = form(&[("Q", rows)]);
        let mut ids: Vec<_> = kinds(&form).into_iter().map(|(id, _)| id).collect();
        prop_assert!(ids.iter().all(|id| !id.is_empty()));
        let count = ids.len();
        ids.sort_unstable();
        ids.dedup();
        prop_assert_eq!(ids.len(), count);
    }
}
