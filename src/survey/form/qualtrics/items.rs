//! Questions with a column for each of several things: fields, ranks, amounts and levels; and plain words.

use std::collections::BTreeSet;

use serde_json::Value;

use super::draft::{Draft, question};
use super::names::option;
use super::payload::{Choice, Payload};
use crate::survey::form::json_id::{Ids, question_id, safe};
use crate::survey::{Grid, Question, QuestionKind};
use crate::text::slug_of;

/// The longest id made from a label.
const LONGEST_ID: usize = 64;

/// Words in one column, or in one for each field of a form.
pub(super) fn written(tag: &str, payload: Payload<'_>) -> Vec<Draft> {
    let text = |name: &String| format!("{name}_TEXT");
    if payload.told("Selector").eq_ignore_ascii_case("form") {
        return each(tag, payload, |_, question, names| {
            let more: Vec<String> = names.iter().map(text).collect();
            Draft::in_column(question, names.into_iter().chain(more).collect())
        });
    }
    let question = question(question_id(tag), payload.wording(), content(payload));
    vec![Draft::in_column(question, vec![tag.to_owned(), format!("{tag}_TEXT")])]
}

/// What may be written, where the survey checks it.
fn content(payload: Payload<'_>) -> QuestionKind {
    let settings = payload.0.get("Validation").and_then(|validation| validation.get("Settings"));
    match settings.and_then(|settings| settings.get("ContentType")).and_then(Value::as_str) {
        Some("ValidNumber") => QuestionKind::Number,
        Some("ValidDate") => QuestionKind::Date,
        _ => QuestionKind::Open,
    }
}

/// A rank for each item.
pub(super) fn ranked(tag: &str, payload: Payload<'_>) -> Vec<Draft> {
    let ranks = ranks(payload.choices().len());
    each(tag, payload, |choice, mut question, names| {
        question.kind = QuestionKind::Ranking;
        beside(tag, choice, Draft::in_column(question, names).choosing(&ranks))
    })
}

/// A number for each item.
pub(super) fn numbers(tag: &str, payload: Payload<'_>) -> Vec<Draft> {
    each(tag, payload, |choice, mut question, names| {
        question.kind = QuestionKind::Number;
        beside(tag, choice, Draft::in_column(question, names))
    })
}

/// An option for each level of a list that is gone down. The file joins the levels of each path by `~`.
pub(super) fn drilled(tag: &str, payload: Payload<'_>) -> Vec<Draft> {
    let paths: Vec<Choice> = payload.answers();
    let mut level = 0;
    each(tag, payload, |choice, mut question, names| {
        question.kind = QuestionKind::Single;
        let steps = paths.iter().filter_map(|path| path.label.split('~').nth(level)).map(str::trim);
        let (mut seen, mut ids) = (BTreeSet::new(), Ids::default());
        let distinct = steps.filter(|step| !step.is_empty() && seen.insert(step.to_lowercase()));
        let options: Vec<Choice> = distinct.map(|step| step_of(step, choice, &mut ids)).collect();
        level += 1;
        Draft::in_column(question, names).choosing(&options)
    })
}

/// An option of a level. Its number in exports is not in the file, so that it is called by its label.
fn step_of(step: &str, level: &Choice, ids: &mut Ids) -> Choice {
    let slug = slug_of(step, LONGEST_ID);
    let code = ids.unique(if slug.is_empty() { "option" } else { &slug });
    Choice {
        id: code.clone(),
        code,
        label: step.to_owned(),
        tag: None,
        variable: None,
        has_words: false,
        ..level.clone()
    }
}

/// The ranks from 1 to `count`.
pub(super) fn ranks(count: usize) -> Vec<Choice> {
    let rank = |number: usize| Choice {
        id: number.to_string(),
        code: number.to_string(),
        label: format!("Rank {number}"),
        tag: None,
        variable: None,
        has_words: false,
        exclusive: false,
    };
    (1..=count).map(rank).collect()
}

/// A question for each choice, made by `make` of the choice, a question of words and the names of its column.
fn each(tag: &str, payload: Payload<'_>, mut make: impl FnMut(&Choice, Question, Vec<String>) -> Draft) -> Vec<Draft> {
    let grid = Grid { id: question_id(tag), text: payload.wording() };
    let choices = payload.choices();
    let item = |choice: &Choice| {
        let text = if choice.label.is_empty() { grid.text.clone() } else { choice.label.clone() };
        let question = question(format!("{}.{}", grid.id, safe(&choice.id)), text, QuestionKind::Open);
        make(choice, question, option(tag, choice)).in_grid(&grid, choice)
    };
    choices.iter().map(item).collect()
}

/// `draft` with the words written beside its item.
fn beside(tag: &str, choice: &Choice, draft: Draft) -> Draft {
    if !choice.has_words {
        return draft;
    }
    draft.with_words(option(tag, choice).iter().map(|name| format!("{name}_TEXT")).collect())
}
