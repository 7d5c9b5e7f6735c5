//! The footnotes of a table, in plain words.

use crate::breakdown::BreakdownRequest;
use crate::breakdown::base::several_answers;
use crate::breakdown::columns::wording;
use crate::corpus::{Source, SurveyKind};
use crate::survey::{Condition, Question, QuestionKind, Questionnaire};

/// The note every table of made-up answers carries.
pub(super) const ILLUSTRATIVE: &str = "Illustrative: made-up data, no real person answered.";

/// What a table must say whatever its figures are.
pub(super) fn table_notes(
    source: &Source,
    question: &Question,
    questionnaire: &Questionnaire,
    filters: &[String],
) -> Vec<String> {
    let mut notes = Vec::new();
    if source.illustrative {
        notes.push(ILLUSTRATIVE.to_owned());
    }
    notes.push(kind_note(source.survey_kind.unwrap_or(SurveyKind::Unknown)).to_owned());
    notes.extend(question.asked_if.as_ref().map(|condition| routing_note(condition, questionnaire)));
    notes.extend(filters.iter().cloned());
    notes.push(sum_note(question).to_owned());
    notes.extend(open_note(question).map(ToOwned::to_owned));
    if let Some(grid) = &question.grid {
        notes.push(format!("One item of the grid “{}”.", grid.text));
    }
    notes
}

/// What to say of the weight `own` that the survey's record names: that it was taken unasked, or that another way was asked for.
pub(super) fn own_weight_note(own: Option<&str>, request: &BreakdownRequest, weight: Option<&str>) -> Option<String> {
    let own = own?;
    match (&request.weight, weight) {
        (None, Some(weight)) => Some(format!(
            "Nobody asked for a weight: `{weight}` is the one the survey's record names. The weight `none` counts everybody one."
        )),
        (_, None) => Some(format!("Not weighted: everybody counts one, although the survey has the weight `{own}`.")),
        (Some(_), Some(weight)) if !weight.eq_ignore_ascii_case(own) => {
            Some(format!("The survey's record names another weight, `{own}`."))
        }
        _ => None,
    }
}

/// What the figures may claim, by how people came to be in the survey.
pub fn kind_note(kind: SurveyKind) -> &'static str {
    match kind {
        SurveyKind::Probability => {
            "A random sample: the figures are estimates, and another sample would differ a little."
        }
        SurveyKind::Census => "Everybody was asked: the figures describe those who answered.",
        SurveyKind::SelfSelected => {
            "People chose for themselves whether to take part: the figures describe those who answered and may not hold for everybody in the area."
        }
        SurveyKind::Unknown => {
            "Nobody has said yet how people came to be in this survey. Until somebody does, with `survey_kind` in its record, read the figures as describing only those who answered; they may not hold for everybody in the area."
        }
    }
}

/// Whether the rows add up.
fn sum_note(question: &Question) -> &'static str {
    if several_answers(question) && question.is_coded() {
        if question.kind == QuestionKind::Open {
            "One answer can speak of several things, so the figures can add to more than 100%."
        } else {
            "People could choose more than one, so the figures can add to more than 100%."
        }
    } else {
        "Percentages are rounded to whole numbers, halves up, and may not add to 100%."
    }
}

fn open_note(question: &Question) -> Option<&'static str> {
    let uncoded = question.kind == QuestionKind::Open && question.codes.is_empty();
    uncoded.then_some("The answers are words nobody has coded yet: the table says only who wrote any.")
}

fn routing_note(condition: &Condition, questionnaire: &Questionnaire) -> String {
    let Some(question) = questionnaire.find(&condition.question) else {
        return format!("Asked only of some, by their answer to `{}`.", condition.question);
    };
    let label =
        |name: &String| question.option(name).map_or_else(|| name.clone(), |at| question.options[at].label.clone());
    let labels: Vec<String> = condition.options.iter().map(label).collect();
    format!("Asked only of those who answered {} to “{}”.", any_of(&labels), wording(question))
}

/// `A, B or C`.
pub(super) fn any_of(labels: &[String]) -> String {
    let quoted: Vec<String> = labels.iter().map(|label| format!("“{label}”")).collect();
    match quoted.split_last() {
        Some((last, before)) if !before.is_empty() => format!("{} or {last}", before.join(", ")),
        _ => quoted.concat(),
    }
}

/// `A, B and C`.
pub(super) fn all_of(labels: &[String]) -> String {
    let quoted: Vec<String> = labels.iter().map(|label| format!("“{label}”")).collect();
    match quoted.split_last() {
        Some((last, before)) if !before.is_empty() => format!("{} and {last}", before.join(", ")),
        _ => quoted.concat(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::breakdown::fixture::{multiple, request, single, source};

    fn notes(source: &Source, question: &Question) -> String {
        let questionnaire =
            Questionnaire { questions: vec![single("care", &["Good", "Poor", "Very poor"]), question.clone()] };
        table_notes(source, question, &questionnaire, &[]).join("\n")
    }

    #[test]
    fn made_up_data_are_called_so_first() {
        let mut source = source();
        assert!(!notes(&source, &single("q", &[])).contains("Illustrative"));
        source.illustrative = true;
        assert!(notes(&source, &single("q", &[])).starts_with("Illustrative"));
    }

    #[test]
    fn an_unknown_kind_of_survey_is_asked_for() {
        let mut source = source();
        source.survey_kind = None;
        assert!(notes(&source, &single("q", &[])).contains("`survey_kind`"));
        source.survey_kind = Some(SurveyKind::SelfSelected);
        assert!(notes(&source, &single("q", &[])).contains("chose for themselves"));
    }

    #[test]
    fn several_answers_may_pass_a_hundred() {
        assert!(notes(&source(), &multiple("q", &["A"])).contains("more than 100%"));
        assert!(notes(&source(), &single("q", &["A"])).contains("rounded"));
    }

    #[test]
    fn the_survey_s_own_weight_is_told_unless_it_was_asked_for() {
        let note = |asked: Option<&str>, weight: Option<&str>| {
            let request = BreakdownRequest { weight: asked.map(ToOwned::to_owned), ..request("q") };
            own_weight_note(Some("design"), &request, weight).unwrap_or_default()
        };
        assert!(note(None, Some("design")).contains("Nobody asked for a weight: `design`"));
        assert!(note(Some("none"), None).contains("although the survey has the weight `design`"));
        assert!(note(Some("rim"), Some("rim")).contains("another weight, `design`"));
        assert_eq!(note(Some("DESIGN"), Some("design")), "");
        assert_eq!(own_weight_note(None, &request("q"), None), None);
    }

    #[test]
    fn routing_is_told_in_words() {
        let mut question = single("why", &["Wait"]);
        question.asked_if =
            Some(Condition { question: "care".to_owned(), options: vec!["o1".to_owned(), "o2".to_owned()] });
        assert!(notes(&source(), &question).contains("those who answered “Poor” or “Very poor” to “Wording of care”"));
    }
}
