//! Surveys of Qualtrics (`.qsf`): their questions, and the names their columns have in its exports.
//!
//! Qualtrics writes columns in two ways. The newer ("Insights") calls the column of an option by its recode value and always puts
//! the tag of the question before that of a statement (`Q3_food_10`). The older ("Legacy") counts options by their ids and leaves
//! the tag of the question away where a statement has its own (`food_1`). Both names are given; one that two columns would share is
//! given to neither, for nobody could tell which of them it is.

mod build;
mod choice;
mod draft;
mod finish;
mod grid;
mod items;
#[cfg(test)]
mod laws;
mod names;
mod notes;
mod outline;
mod payload;
mod plain;
mod routing;
mod technical;
#[cfg(test)]
mod tests;

use serde_json::Value;

use super::Form;
#[cfg(test)]
use super::json_text::parse_json;
#[cfg(test)]
use crate::problem::Place;
use crate::problem::Problem;

/// Reads a survey exported from Qualtrics as `.qsf`. `name` is used in messages only.
#[cfg(test)]
pub(super) fn read_qualtrics(name: &str, bytes: &[u8]) -> Result<(Form, Vec<Problem>), Vec<Problem>> {
    let value = parse_json(name, bytes)?;
    if looks_like_qualtrics(&value) {
        return Ok(form_of(name, &value));
    }
    let message = "the file is not a survey of Qualtrics";
    Err(vec![
        Problem::error("not_qualtrics", Place::file(name), message)
            .expected("JSON with `SurveyElements`")
            .hint("in Qualtrics choose Tools, then Import/Export, then Export survey, which gives a `.qsf` file"),
    ])
}

/// Whether `value` is a survey of Qualtrics.
pub(super) fn looks_like_qualtrics(value: &Value) -> bool {
    value.get("SurveyElements").is_some_and(|elements| elements.is_array() || elements.is_object())
}

/// The form of a survey, and what is worth knowing about it.
pub(super) fn form_of(name: &str, value: &Value) -> (Form, Vec<Problem>) {
    let mut notes = notes::Notes::new(name);
    let outline = outline::Outline::of(value);
    let mut built = build::Built::default();
    for entry in &outline.entries {
        built.add(entry, &mut notes);
    }
    if built.made.is_empty() {
        notes.warn(None, "no_questions", "the survey has no questions that can be read", "export it again");
    }
    if outline.branches {
        let hint = "people who were not asked count as having left it empty";
        notes.survey("routing_not_read", "the flow of the survey branches; who is sent where is not read", hint);
    }
    let mut technical = technical::standard();
    technical.append(&mut built.technical);
    let entry = value.get("SurveyEntry");
    let told = |key: &str| entry.and_then(|entry| entry.get(key)).and_then(Value::as_str).map(plain::plain);
    let form = Form {
        settled: false,
        maker: "Qualtrics".to_owned(),
        title: told("SurveyName").filter(|title| !title.is_empty()),
        language: told("SurveyLanguage")
            .filter(|language| !language.is_empty())
            .map(|language| language.to_lowercase()),
        questions: Vec::new(),
        technical,
    };
    (finish::finish(form, built.made, &mut notes), notes.into_problems())
}
