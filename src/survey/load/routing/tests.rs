//! What is read off the answers, and what is made of a questionnaire.

use std::fmt::Write as _;

use crate::survey::form::{Columns, Form, FormQuestion};
use crate::survey::load::tests::load;
use crate::survey::load::{LoadedSurvey, ReadOptions, read_survey};
use crate::survey::{AnswerOption, Class, Condition, Question, QuestionKind};

/// `rows` people, of whom every second one has a car; those who have say the colour unless `skips` says they do not.
fn cars(rows: usize, colour: impl Fn(usize) -> &'static str) -> String {
    let mut csv = String::from("car,colour,town\n");
    for row in 0..rows {
        let car = if row % 2 == 0 { "Yes" } else { "No" };
        writeln!(csv, "{car},{},{}", colour(row), ["Ware", "Hertford"][row / 2 % 2]).unwrap();
    }
    csv
}

fn routed(survey: &LoadedSurvey) -> Vec<&str> {
    let points = survey.reconciliation.open_points.iter().filter(|point| point.code == "looks_routed");
    points.map(|point| point.message.as_str()).collect()
}

#[test]
fn a_question_that_only_some_answered_is_an_open_point_and_everybody_stays_asked() {
    let survey = load(&cars(60, |row| if row % 2 == 1 { "" } else { ["Red", "Blue"][row / 2 % 2] }));
    let [message] = routed(&survey)[..] else { panic!("{:?}", survey.reconciliation.open_points) };
    assert!(message.contains("`colour` if `car=yes`") && !message.contains("town"), "{message}");
    assert!(survey.questionnaire.find("colour").unwrap().asked_if.is_none());
    let point = survey.reconciliation.open_points.iter().find(|point| point.code == "looks_routed").unwrap();
    assert!(point.settle.contains("asked_if = \"car=yes\""), "{}", point.settle);
}

#[test]
fn one_answer_of_somebody_else_speaks_against_it_and_so_do_few_people() {
    let one = |row: usize| if row == 7 || row % 2 < 1 { ["Red", "Blue"][row / 2 % 2] } else { "" };
    assert_eq!(routed(&load(&cars(60, one))), Vec::<&str>::new());
    let seldom = |row: usize| if row == 4 || row == 10 { "Red" } else { "" };
    assert_eq!(routed(&load(&cars(60, seldom))), Vec::<&str>::new());
}

fn asked(id: &str, options: &[(&str, &str)]) -> FormQuestion {
    let options = options.iter().map(|(id, label)| AnswerOption {
        id: (*id).to_owned(),
        label: (*label).to_owned(),
        ..AnswerOption::default()
    });
    let question = Question {
        id: id.to_owned(),
        text: id.to_owned(),
        kind: QuestionKind::Single,
        class: Class::Opinion,
        options: options.collect(),
        grid: None,
        asked_if: None,
        codes: Vec::new(),
        role: None,
        empty_is_answer: false,
    };
    FormQuestion::new(question, Columns::One(vec![id.to_owned()]))
}

#[test]
fn routing_that_names_what_is_not_in_the_file_goes_and_that_is_said() {
    let mut colour = asked("colour", &[("A1", "Red"), ("A2", "Blue")]);
    colour.question.asked_if = Some(Condition { question: "car".to_owned(), options: vec!["Y".to_owned()] });
    let csv = cars(60, |row| if row % 2 == 1 { "" } else { ["Red", "Blue"][row / 2 % 2] });
    for (options, found) in [(&[("Y", "Yes"), ("N", "No")][..], true), (&[("Y", "Oui"), ("N", "Non")], false)] {
        let questions = vec![asked("car", options), colour.clone()];
        let form = Form { maker: "LimeSurvey".to_owned(), questions, ..Form::default() };
        let read = ReadOptions { form: Some(&form), ..ReadOptions::default() };
        let survey = read_survey("cars.csv", std::io::Cursor::new(csv.clone()), &read).unwrap();
        let condition = &survey.questionnaire.find("colour").unwrap().asked_if;
        assert_eq!(condition.is_some(), found);
        let said = survey.reconciliation.problems.iter().any(|problem| problem.code == "routing_lost");
        assert_eq!(said, !found);
    }
}
