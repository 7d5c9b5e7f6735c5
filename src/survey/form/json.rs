//! A questionnaire as JSON, of whichever program.

use super::json_text::parse_json;
use super::{Form, looks_like_qualtrics, looks_like_quantipy, qualtrics, quantipy};
use crate::problem::{Place, Problem};

/// Reads a questionnaire exported as JSON: of Qualtrics (`.qsf`), or the metadata of Quantipy. `name` is used in messages only.
pub fn read_json_form(name: &str, bytes: &[u8]) -> Result<(Form, Vec<Problem>), Vec<Problem>> {
    let value = parse_json(name, bytes)?;
    if looks_like_qualtrics(&value) {
        return Ok(qualtrics::form_of(name, &value));
    }
    if looks_like_quantipy(&value) {
        return Ok(quantipy::form_of(name, &value));
    }
    let message = "the JSON is not a questionnaire of a program that is known here";
    Err(vec![
        Problem::error("unknown_questionnaire", Place::file(name), message)
            .expected("a survey of Qualtrics (`SurveyElements`) or the metadata of Quantipy (`columns` and `masks`)")
            .hint("load the answers without it: their columns are then recognised by what they hold"),
    ])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_maker_is_told_by_what_the_file_holds() {
        let maker = |text: &str| read_json_form("a.json", text.as_bytes()).map(|(form, _)| form.maker);
        assert_eq!(maker(r#"{"SurveyEntry": {}, "SurveyElements": []}"#), Ok("Qualtrics".to_owned()));
        assert_eq!(maker(r#"{"columns": {}, "masks": {}, "lib": {}}"#), Ok("Quantipy".to_owned()));
    }

    #[test]
    fn what_was_expected_is_told_of_any_other_json() {
        for text in ["[]", "3", r#"{"columns": []}"#] {
            let problems = read_json_form("a.json", text.as_bytes()).expect_err("it is no questionnaire");
            assert!(problems[0].expected.as_ref().is_some_and(|expected| expected.contains("Qualtrics")));
        }
    }
}
