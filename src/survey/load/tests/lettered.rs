//! Question sheets that name columns by their letters, beside answers in a file of their own.

use super::*;
use crate::file::workbook::fixture::{words, xlsx};
use crate::survey::form::read_workbook_form;

const CHOICES: &[&[&str]] = &[
    &["Multiple Choice Questions"],
    &["Column ID", "Number", "Title of the question"],
    &["B", "P1 Q1", "Proposal 1 - To what extent do you agree that the councils are based on sensible areas?"],
    &["C", "P1 Q2", "Proposal 1 - To what extent do you agree that the councils are of the right size?"],
];

const PEOPLE: &[&[&str]] = &[&["Demographic data"], &["Column ID", "Demographic title"], &["A", "Location"]];

/// The answers read by a workbook of the two sheets, loaded without a sheet of responses in it.
fn load_beside(csv: &str) -> LoadedSurvey {
    let (people, choices) = (words(PEOPLE), words(CHOICES));
    let book = xlsx("", &[("Demographic", "", people.as_str()), ("Multiple Choice", "", choices.as_str())]);
    let (form, _) = read_workbook_form("questions.xlsx", Cursor::new(book), None).unwrap();
    let options = ReadOptions { form: Some(&form), ..ReadOptions::default() };
    read_survey("answers.csv", Cursor::new(csv.as_bytes()), &options).unwrap()
}

fn ids(survey: &LoadedSurvey) -> Vec<&str> {
    survey.questionnaire.questions.iter().map(|question| question.id.as_str()).collect()
}

#[test]
fn a_letter_finds_the_column_whose_heading_is_near_the_question() {
    let heading = "Location - address,Proposal 1 - Do you agree that the councils are sensible?,Please tell us more";
    let rows = "Essex,Agree,No\nEssex,Disagree,No\nKent,Agree,Yes\nKent,Agree,Yes\n";
    let survey = load_beside(&format!("{heading}\n{rows}"));
    assert_eq!(ids(&survey), ["location", "p1-q1", "please-tell-us-more", "p1-q2"]);
    assert_eq!(counts(&survey, "location"), [("Essex", 2), ("Kent", 2)]);
    let agreeing = counts(&survey, "p1-q1").into_iter().find(|(label, _)| *label == "Agree");
    assert_eq!(agreeing, Some(("Agree", 3)));
    assert_eq!(survey.reconciliation.recognised.maker.as_deref(), Some("UK government consultation template"));
}

#[test]
fn letters_alone_make_a_questionnaire_of_another_survey_no_use() {
    let survey = load_beside("Colour,Pet,Fruit\nRed,Cat,Plum\nRed,Dog,Plum\nBlue,Cat,Pear\n");
    assert_eq!(ids(&survey), ["Colour", "Pet", "Fruit"]);
    assert!(problem_codes(&survey).contains(&"another_questionnaire"));
    assert_eq!(survey.reconciliation.recognised.maker, None);
}
