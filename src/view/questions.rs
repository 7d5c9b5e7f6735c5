//! The questions of a survey, as JSON, CSV and text.

use serde::Serialize;
use utoipa::ToSchema;

use crate::bank::SurveyAnswer;
use crate::survey::{Class, Grid, LinkedBy, OptionsChange, Question, QuestionKind, Questionnaire};
use crate::view::columns::{clean, wrap};
use crate::view::sheet::Sheet;

/// One question.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct QuestionView {
    /// Its id.
    pub id: String,
    /// Its wording.
    pub text: String,
    /// How it is answered.
    pub kind: QuestionKind,
    /// How its small numbers are guarded.
    pub class: Class,
    /// What can be chosen, or the codes given to what people wrote.
    pub options: Vec<OptionView>,
    /// How many people gave an answer.
    pub answered: u64,
    /// How many people were asked.
    pub asked: u64,
    /// The grid it is an item of.
    pub grid: Option<Grid>,
    /// The same question in the earlier wave of the survey.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub earlier: Option<EarlierQuestion>,
}

/// A question of an earlier wave.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct EarlierQuestion {
    /// The survey.
    pub survey: String,
    /// Its id there.
    pub question: String,
    /// By what it was known again.
    pub linked_by: LinkedBy,
    /// Whether it is worded otherwise now.
    pub reworded: bool,
    /// Whether it has the same options now: `same`, `renamed` or `different`.
    pub options: &'static str,
}

/// One thing that can be chosen.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct OptionView {
    /// Its id.
    pub id: String,
    /// Its wording.
    pub label: String,
}

/// The questions of a survey with how many were asked and answered.
pub fn questions(survey: &SurveyAnswer) -> Vec<QuestionView> {
    let mut questions = with_counts(&survey.record.questionnaire, &survey.asked_and_answered);
    if let Some(wave) = &survey.earlier {
        for question in &mut questions {
            question.earlier = wave.link(&question.id).map(|link| EarlierQuestion {
                survey: wave.source.id.to_string(),
                question: link.earlier.clone(),
                linked_by: link.by,
                reworded: link.reworded,
                options: options_word(&link.options),
            });
        }
    }
    questions
}

fn options_word(change: &OptionsChange) -> &'static str {
    match change {
        OptionsChange::Same => "same",
        OptionsChange::Renamed(_) => "renamed",
        OptionsChange::Different => "different",
    }
}

fn with_counts(questionnaire: &Questionnaire, counts: &[(u64, u64)]) -> Vec<QuestionView> {
    let count = |at: usize| counts.get(at).copied().unwrap_or_default();
    questionnaire.questions.iter().enumerate().map(|(at, question)| view(question, count(at))).collect()
}

fn view(question: &Question, (asked, answered): (u64, u64)) -> QuestionView {
    let option = |id: &String, label: &String| OptionView { id: id.clone(), label: label.clone() };
    let options = question.options.iter().map(|it| option(&it.id, &it.label));
    let codes = question.codes.iter().map(|it| option(&it.id, &it.label));
    QuestionView {
        id: question.id.clone(),
        text: question.text.clone(),
        kind: question.kind,
        class: question.class,
        options: options.chain(codes).collect(),
        answered,
        asked,
        grid: question.grid.clone(),
        earlier: None,
    }
}

/// The questions as CSV, a line each; options as `id: label`, divided by ` | `.
pub fn questions_csv(questions: &[QuestionView]) -> String {
    let mut sheet = Sheet::new(&[
        "id",
        "text",
        "kind",
        "class",
        "answered",
        "asked",
        "grid",
        "grid_text",
        "options",
        "earlier_survey",
        "earlier_question",
        "earlier_options",
    ]);
    for question in questions {
        let options: Vec<String> = question.options.iter().map(|it| format!("{}: {}", it.id, it.label)).collect();
        let (grid, grid_text) = question.grid.as_ref().map_or(("", ""), |grid| (grid.id.as_str(), grid.text.as_str()));
        sheet.row(&[
            &question.id,
            &question.text,
            kind_word(question.kind),
            class_word(question.class),
            &question.answered.to_string(),
            &question.asked.to_string(),
            grid,
            grid_text,
            &options.join(" | "),
            question.earlier.as_ref().map_or("", |earlier| earlier.survey.as_str()),
            question.earlier.as_ref().map_or("", |earlier| earlier.question.as_str()),
            question.earlier.as_ref().map_or("", |earlier| earlier.options),
        ]);
    }
    sheet.finish()
}

/// The questions as text: a line for each with its id, kind, counts and wording, its options below.
pub fn questions_text(questions: &[QuestionView]) -> String {
    let id_width = questions.iter().map(|question| question.id.chars().count()).max().unwrap_or(0);
    let mut lines = Vec::new();
    let mut grid_before: Option<&Grid> = None;
    for question in questions {
        if let Some(grid) = question.grid.as_ref().filter(|grid| Some(*grid) != grid_before) {
            lines.push(format!("{} (grid): {}", clean(&grid.id), clean(&grid.text)));
        }
        grid_before = question.grid.as_ref();
        let counts = format!("{} of {} asked", question.answered, question.asked);
        let (kind, class) = (kind_word(question.kind), class_word(question.class));
        lines.push(format!("{:<id_width$}  {kind:<9} {class:<9} {counts}", clean(&question.id)));
        lines.extend(wrap(&question.text, 92).into_iter().map(|line| format!("    {line}")));
        lines.extend(question.options.iter().map(|it| format!("      {} = {}", clean(&it.id), clean(&it.label))));
        lines.extend(question.earlier.as_ref().map(earlier_line));
    }
    lines.push(String::new());
    lines.join("\n")
}

fn earlier_line(earlier: &EarlierQuestion) -> String {
    let change = match earlier.options {
        "same" => "",
        "renamed" => ", with options worded otherwise",
        _ => ", with other options",
    };
    let reworded = if earlier.reworded { ", in other words" } else { "" };
    format!("    asked before in {} as {}{reworded}{change}", earlier.survey, clean(&earlier.question))
}

pub(super) fn kind_word(kind: QuestionKind) -> &'static str {
    match kind {
        QuestionKind::Single => "single",
        QuestionKind::Multiple => "multiple",
        QuestionKind::Scale => "scale",
        QuestionKind::Number => "number",
        QuestionKind::Date => "date",
        QuestionKind::Open => "open",
        QuestionKind::Ranking => "ranking",
        QuestionKind::Technical => "technical",
    }
}

fn class_word(class: Class) -> &'static str {
    match class {
        Class::Sensitive => "sensitive",
        Class::Opinion => "opinion",
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::breakdown::fixture::{multiple, single};

    fn listed() -> Vec<QuestionView> {
        let mut item = single("impact.gp", &["None", "Some"]);
        item.grid = Some(Grid { id: "impact".to_owned(), text: "What effect would it have?".to_owned() });
        let questionnaire = Questionnaire { questions: vec![multiple("priorities", &["Workforce", "=1+1"]), item] };
        with_counts(&questionnaire, &[(750, 612), (300, 290)])
    }

    #[test]
    fn the_json_has_the_names_of_the_contract() {
        let json = serde_json::to_value(listed()).unwrap();
        let wanted = serde_json::json!({
            "id": "impact.gp", "text": "Wording of impact.gp", "kind": "single", "class": "opinion",
            "options": [{"id": "o0", "label": "None"}, {"id": "o1", "label": "Some"}],
            "answered": 290, "asked": 300, "grid": {"id": "impact", "text": "What effect would it have?"}
        });
        assert_eq!(json[1], wanted);
        assert!(json[0]["grid"].is_null());
    }

    #[test]
    fn the_words_in_print_are_those_in_json() {
        let kinds = [
            QuestionKind::Single,
            QuestionKind::Multiple,
            QuestionKind::Scale,
            QuestionKind::Number,
            QuestionKind::Date,
            QuestionKind::Open,
            QuestionKind::Ranking,
            QuestionKind::Technical,
        ];
        for kind in kinds {
            assert_eq!(serde_json::to_value(kind).unwrap(), kind_word(kind));
        }
        for class in [Class::Sensitive, Class::Opinion] {
            assert_eq!(serde_json::to_value(class).unwrap(), class_word(class));
        }
    }

    #[test]
    fn the_text_names_the_grid_before_its_items() {
        let text = questions_text(&listed());
        assert!(
            text.contains(
                "priorities  multiple  opinion   612 of 750 asked\n    Wording of priorities\n      o0 = Workforce"
            ),
            "{text}"
        );
        assert!(text.contains("impact (grid): What effect would it have?\nimpact.gp "), "{text}");
    }

    #[test]
    fn the_csv_has_a_line_for_each() {
        let text = questions_csv(&listed());
        assert!(text.contains("impact.gp,Wording of impact.gp,single,opinion,290,300,impact,"), "{text}");
    }
}
