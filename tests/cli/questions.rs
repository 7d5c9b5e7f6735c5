//! `questions`.

use serde_json::Value;

use crate::support::folder::{shipped, shipped_json};

const SURVEY: &str = "workforce-2022-illustrative";

fn question(id: &str) -> Value {
    let questions = shipped_json(&["questions", SURVEY]);
    let found = questions.as_array().unwrap().iter().find(|question| question["id"] == id).cloned();
    found.unwrap_or_else(|| panic!("no question `{id}` in {questions}"))
}

#[test]
fn every_question_has_its_place_in_the_answer() {
    let questions = shipped_json(&["questions", SURVEY]);
    let questions = questions.as_array().unwrap();
    assert_eq!(questions.len(), 40, "one for each column but the respondent's");
    for question in questions {
        assert!(question["id"].is_string() && question["text"].is_string(), "{question}");
        let kinds = ["single", "multiple", "scale", "number", "date", "open", "ranking", "technical"];
        assert!(kinds.iter().any(|kind| question["kind"] == *kind), "{question}");
        assert!(["sensitive", "opinion"].iter().any(|class| question["class"] == *class), "{question}");
        for option in question["options"].as_array().unwrap() {
            assert!(option["id"].is_string() && option["label"].is_string(), "{option}");
        }
        assert!(question["answered"].as_u64().unwrap() <= question["asked"].as_u64().unwrap(), "{question}");
        assert!(question.get("grid").is_some(), "{question}");
    }
}

#[test]
fn everybody_is_asked_unless_the_questionnaire_says_who() {
    assert_eq!(question("priorities")["asked"], 750);
    assert_eq!(question("priorities")["answered"], 726);
    assert_eq!(question("overall-comments")["asked"], 750);
    assert_eq!(question("overall-comments")["answered"], 180);
    let item = question("impact-self.workforce");
    assert_eq!(item["asked"], 443, "those who chose the priority");
    assert_eq!(item["grid"]["id"], "impact-self");
    assert!(item["grid"]["text"].as_str().unwrap().ends_with('?'));
    assert!(question("carer")["grid"].is_null());
}

#[test]
fn the_list_can_be_read_and_taken_to_a_spreadsheet() {
    let _ = shipped(&["questions", SURVEY]).good().shows("public-contact").shows("Healthy weight");
    let sheet = shipped(&["questions", SURVEY, "--format", "csv"]).good();
    assert!(sheet.stdout.lines().count() > 40, "{sheet}");
}

#[test]
fn a_name_nearly_right_is_answered_with_the_right_one() {
    let _ = shipped(&["questions", "workforce-2022-ilustrative"])
        .fails(2)
        .says("did you mean `workforce-2022-illustrative`?");
}

#[test]
fn a_survey_known_only_by_its_figures_says_so() {
    let _ = shipped(&["questions", "workforce-survey-2022"]).fails(2).says("figures").hints();
}
