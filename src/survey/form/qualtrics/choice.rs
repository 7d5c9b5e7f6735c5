//! Multiple choice: one option, several, or the eleven points of a net promoter score.

use super::draft::{Draft, question};
use super::names::option;
use super::payload::{Choice, Payload};
use crate::survey::QuestionKind;
use crate::survey::form::json_id::question_id;
use crate::survey::form::{Columns, FormQuestion};

/// The question of a list of options.
pub(super) fn question_of(tag: &str, payload: Payload<'_>) -> Draft {
    let selector = payload.told("Selector");
    match selector {
        "NPS" => score(tag, payload),
        _ if selector.starts_with("MA") || selector == "MSB" => several(tag, payload),
        _ => one(tag, payload),
    }
}

fn one(tag: &str, payload: Payload<'_>) -> Draft {
    let choices = payload.choices();
    let question = question(question_id(tag), payload.wording(), QuestionKind::Single);
    let draft = Draft::in_column(question, vec![tag.to_owned()]).choosing(&choices);
    let beside = choices.iter().filter(|choice| choice.has_words);
    let words: Vec<String> = beside.flat_map(|choice| words(tag, choice)).collect();
    if words.is_empty() { draft } else { draft.with_words(vec![format!("{tag}_TEXT")]).with_words(words) }
}

fn several(tag: &str, payload: Payload<'_>) -> Draft {
    let choices = payload.choices();
    let question = question(question_id(tag), payload.wording(), QuestionKind::Multiple);
    let columns = choices.iter().zip(0_u16..=u16::MAX).map(|(choice, position)| (option(tag, choice), position));
    let asked = FormQuestion::new(question, Columns::PerOption(columns.collect()));
    let draft = Draft { asked, item: None, choices: Vec::new() }.choosing(&choices);
    let words = choices.iter().filter(|choice| choice.has_words).flat_map(|choice| words(tag, choice)).collect();
    draft.with_words(words)
}

/// The eleven points; the labels at the two ends are no options.
fn score(tag: &str, payload: Payload<'_>) -> Draft {
    let point = |number: u8| Choice {
        id: number.to_string(),
        code: number.to_string(),
        label: number.to_string(),
        tag: None,
        variable: None,
        has_words: false,
        exclusive: false,
    };
    let points: Vec<Choice> = (0..=10).map(point).collect();
    let question = question(question_id(tag), payload.wording(), QuestionKind::Scale);
    Draft::in_column(question, vec![tag.to_owned()]).choosing(&points)
}

/// The columns of the words beside an option.
fn words(tag: &str, choice: &Choice) -> Vec<String> {
    option(tag, choice).iter().map(|name| format!("{name}_TEXT")).collect()
}
