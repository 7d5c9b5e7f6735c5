//! Writing the `source.toml` of a survey: its record, its questions, and any insights written beside them.

use super::questionnaire::{CLASSES, KINDS, ROLES};
use crate::corpus::{RecordPage as Page, Source, inline, list, quoted};
use crate::survey::{AnswerOption, Code, Question, Questionnaire};

/// The text of `source.toml`, for people to read and edit: one key a line, one option a line, nothing that says nothing.
pub fn write_record(source: &Source, questionnaire: &Questionnaire) -> String {
    let mut page = Page::default();
    page.source(source);
    for question in &questionnaire.questions {
        page.head("question");
        write_question(&mut page, question);
    }
    page.insights(source);
    page.into_text()
}

fn write_question(page: &mut Page, question: &Question) {
    page.text("id", &question.id);
    page.text("text", &question.text);
    if let Some(grid) = &question.grid {
        page.table("grid", inline(&[("id", Some(quoted(&grid.id))), ("text", Some(quoted(&grid.text)))]));
    }
    page.maybe("kind", word(&KINDS, &question.kind));
    page.maybe("class", word(&CLASSES, &question.class));
    page.maybe("role", question.role.and_then(|role| word(&ROLES, &role)));
    if let Some(condition) = &question.asked_if {
        page.text("asked_if", &format!("{}={}", condition.question, condition.options.join("|")));
    }
    if question.empty_is_answer {
        page.raw("empty_is_answer", "true");
    }
    if !question.options.is_empty() {
        page.raw("options", &lines(question.options.iter().filter_map(option)));
    }
    if !question.codes.is_empty() {
        page.raw("codes", &lines(question.codes.iter().filter_map(code)));
    }
}

fn option(option: &AnswerOption) -> Option<String> {
    inline(&[
        ("id", Some(quoted(&option.id))),
        ("label", Some(quoted(&option.label))),
        ("meaning", option.meaning.map(|meaning| quoted(meaning.as_str()))),
        ("exclusive", option.exclusive.then(|| "true".to_owned())),
        ("priority", option.priority.as_ref().map(|priority| quoted(priority.as_str()))),
    ])
}

fn code(code: &Code) -> Option<String> {
    let themes = list(code.themes.iter().map(|theme| quoted(theme.as_str())));
    inline(&[
        ("id", Some(quoted(&code.id))),
        ("label", Some(quoted(&code.label))),
        ("themes", (!code.themes.is_empty()).then_some(themes)),
    ])
}

fn word<T: PartialEq>(words: &[(&'static str, T)], value: &T) -> Option<&'static str> {
    words.iter().find(|(_, known)| known == value).map(|(name, _)| *name)
}

/// A list with one item a line.
fn lines(items: impl Iterator<Item = String>) -> String {
    items.fold("[\n".to_owned(), |text, item| text + "  " + &item + ",\n") + "]"
}
