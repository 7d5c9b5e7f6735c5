//! Writing the questions of a survey, for its record and for a recipe.

use std::collections::BTreeMap;

use super::questionnaire::{CLASSES, KINDS, ROLES};
use crate::corpus::{RecordPage as Page, inline, lines, list, quoted};
use crate::survey::{AnswerOption, Code, Question};

/// A question as the record of a survey has it.
pub(super) fn write_question(page: &mut Page, question: &Question) {
    write_head(page, question);
    write_lists(page, question, &[]);
}

/// All of a question but its options and codes.
pub(crate) fn write_head(page: &mut Page, question: &Question) {
    page.text("id", &question.id);
    page.text("text", &question.text);
    if let Some(grid) = &question.grid {
        let table = inline(&[("id", Some(quoted(&grid.id))), ("text", Some(quoted(&grid.text)))]);
        page.raw("grid", &table.unwrap_or_default());
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
}

/// The options of a question, each with the other ways cells name it, and its codes.
pub(crate) fn write_lists(page: &mut Page, question: &Question, spellings: &[(String, u16)]) {
    if !question.options.is_empty() {
        let mut also: BTreeMap<usize, Vec<&str>> = BTreeMap::new();
        for (spelling, option) in spellings {
            also.entry(usize::from(*option)).or_default().push(spelling);
        }
        let also = |position| also.get(&position).map_or(&[][..], Vec::as_slice);
        let options = question.options.iter().enumerate();
        page.raw("options", &lines(options.map(|(position, option)| option_line(option, also(position)))));
    }
    if !question.codes.is_empty() {
        page.raw("codes", &lines(question.codes.iter().filter_map(code)));
    }
}

/// An option as a table in braces, with the other ways cells name it.
pub(crate) fn option_line(option: &AnswerOption, also: &[&str]) -> String {
    let also = (!also.is_empty()).then(|| list(also.iter().map(|spelling| quoted(spelling))));
    let fields = inline(&[
        ("id", Some(quoted(&option.id))),
        ("label", Some(quoted(&option.label))),
        ("meaning", option.meaning.map(|meaning| quoted(meaning.as_str()))),
        ("exclusive", option.exclusive.then(|| "true".to_owned())),
        ("priority", option.priority.as_ref().map(|priority| quoted(priority.as_str()))),
        ("also", also),
    ]);
    fields.unwrap_or_default()
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
