//! Groups of answers as categories with a name.

use std::collections::BTreeSet;

use crate::survey::{Category, Question, QuestionKind, Questionnaire};

use super::groups::{Atom, Division};

/// More answers than this are not written out in the name of what they are merged into.
const NAMED: usize = 3;

/// Whether what is said of a group may be said of an answer in it: of one answer, with those who gave none.
pub(super) fn is_told(group: &[Atom]) -> bool {
    group.iter().flatten().count() <= 1
}

/// The groups of a division that are no answers by themselves, as categories.
pub(super) fn audited(division: &Division, questionnaire: &Questionnaire) -> Vec<Category> {
    let merged = division.groups.iter().filter(|group| group.len() > 1);
    named(merged.cloned(), division.question, questionnaire)
}

/// What a reader sees in the place of answers: those who gave none with the one answer they are counted with. Of a group of several
/// each answer stands there, hidden, and those who gave none with the first.
pub(super) fn shown(division: &Division, questionnaire: &Questionnaire) -> Vec<Category> {
    let told = division.groups.iter().filter(|group| group.len() > 1 && is_told(group));
    let mut categories = named(told.cloned(), division.question, questionnaire);
    categories.extend(hidden_with_silent(division, questionnaire));
    categories
}

/// The same of a table of the question alone, which says how many gave no answer: nobody else is told of by it.
pub(super) fn shown_alone(division: &Division, questionnaire: &Questionnaire) -> Vec<Category> {
    hidden_with_silent(division, questionnaire)
}

fn hidden_with_silent(division: &Division, questionnaire: &Questionnaire) -> Vec<Category> {
    let groups = division.groups.iter().filter(|group| group.contains(&None) && !is_told(group));
    let first = groups.filter_map(|group| group.iter().copied().flatten().next());
    let category = |code: u16| {
        let question = questionnaire.questions.get(division.question)?;
        let label = question.options.get(usize::from(code))?.label.clone();
        let codes = std::iter::once(code).chain(reasons(question)).collect();
        Some(Category { question: division.question, label, codes, with_silent: true })
    };
    first.filter_map(category).collect()
}

/// The options that stand for a reason to give no answer.
fn reasons(question: &Question) -> impl Iterator<Item = u16> + '_ {
    let options = (0..=u16::MAX).zip(&question.options);
    options.filter(|(_, option)| option.meaning.is_some()).map(|(code, _)| code)
}

fn named(groups: impl Iterator<Item = Vec<Atom>>, at: usize, questionnaire: &Questionnaire) -> Vec<Category> {
    let Some(question) = questionnaire.questions.get(at) else { return Vec::new() };
    let mut taken: BTreeSet<String> = question.options.iter().map(|option| option.label.clone()).collect();
    let category = |group: Vec<Atom>| {
        let said: Vec<u16> = group.iter().copied().flatten().collect();
        let silent = group.contains(&None);
        let mut label = label(question, &said, silent);
        while !taken.insert(label.clone()) {
            label.push_str(" (together)");
        }
        let reasons = reasons(question).filter(|_| silent);
        Category { question: at, label, codes: said.into_iter().chain(reasons).collect(), with_silent: silent }
    };
    groups.map(category).collect()
}

/// `16-24 or 25-34`; `White, or not stated`.
fn label(question: &Question, codes: &[u16], silent: bool) -> String {
    let labels = codes.iter().filter_map(|code| question.options.get(usize::from(*code)));
    let labels: Vec<&str> = labels.map(|option| option.label.as_str()).collect();
    let written = match labels.as_slice() {
        [first, second, rest @ ..] if labels.len() > NAMED => {
            format!("{first}, {second} or {} other answers", rest.len())
        }
        [rest @ .., last] if !rest.is_empty() => format!("{} or {last}", rest.join(", ")),
        labels => labels.concat(),
    };
    if silent { format!("{written}, or not stated") } else { written }
}

/// Whether the answers stand in an order: the points of a scale, or bands, which have numbers in them.
pub fn is_ordered(question: &Question) -> bool {
    let mut said = question.options.iter().filter(|option| option.meaning.is_none());
    match question.kind {
        QuestionKind::Scale => true,
        QuestionKind::Single => said.all(|option| option.label.chars().any(|letter| letter.is_ascii_digit())),
        _ => false,
    }
}
